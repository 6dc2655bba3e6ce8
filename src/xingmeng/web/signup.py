"""What signing up asks beyond name and password of the account: who is behind it."""

from typing import Any

from django import forms
from django.http import HttpRequest

from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions as registry


class SignupForm(forms.Form):
    """The person's own name: it stands under what they sign."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = say(Text("本人姓名（签署时使用）", "Your own name, as you sign"))
        self.fields["name"] = forms.CharField(max_length=60, label=label)

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Called by the account library once the account exists."""
        registry.introduce(user.pk, name=self.cleaned_data["name"])
