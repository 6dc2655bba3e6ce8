"""Choosing a row of the register by its name in the reader's language."""

from typing import Any

from django import forms

from xingmeng.core.words import say


class NamedChoiceField(forms.ModelChoiceField):
    """Rows that have a name in both languages; `numbered` puts their code before it."""

    def __init__(self, *args: Any, numbered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbered = numbered

    def label_from_instance(self, obj: Any) -> str:
        name = say(obj.name)
        return f"{obj.code} {name}" if self.numbered else name
