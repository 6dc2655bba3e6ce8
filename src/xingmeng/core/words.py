"""Saying a Text in the reader's language; findings are put into words by the face."""

from collections.abc import Callable, Iterable

from django.utils.translation import get_language

from xingmeng.engines.values import Finding, Text

_explain: list[Callable[[Finding], str]] = []


def say(text: Text | str) -> str:
    """The phrase in the language of the current request; plain strings as they are.

    Errors: none.
    """
    return text if isinstance(text, str) else text.in_language(get_language() or "zh-hans")


def series(words: Iterable[str]) -> str:
    """Several words in a row, as the reader's language parts them. Errors: none."""
    return say(Text("、", ", ")).join(words)


def wire(explain: Callable[[Finding], str]) -> None:
    """Say who puts findings into words. Errors: none."""
    _explain[:] = [explain]


def explain_all(findings: Iterable[Finding]) -> list[str]:
    """Each finding as a sentence. Errors: IndexError before the face is wired."""
    return [_explain[0](finding) for finding in findings]
