"""Known answers that an application corrected, and what the registry could learn from them."""

from dataclasses import dataclass
from typing import Any

from xingmeng.engines import forms
from xingmeng.engines.forms import Question
from xingmeng.engines.values import Text
from xingmeng.stages.applications import rules
from xingmeng.stages.registry.rules.known import asked_as


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One corrected answer, under the name that the registry knows it by."""

    field: str
    label: Text
    name: str
    old: Any
    new: Any
    why: str
    said_by: str


def corrected(application: Any) -> list[Corrected]:
    """What an application corrected with a reason and the registry could mend.

    Order:  as the form asks. Errors: none.
    """
    every = forms.questions(rules.form_of(application))
    found = []
    for field, question in every.items():
        stamp = application.stamps.get(field, {})
        name = _name(question, stamp)
        if stamp.get("origin") == "corrected" and stamp.get("why") and name:
            told = {"old": stamp.get("knew"), "new": application.answers.get(field)}
            words = {"why": stamp["why"], "said_by": stamp.get("source", "")}
            found.append(
                Corrected(field=field, label=question.label, name=name, **told, **words)
            )
    return found


def _name(question: Question, stamp: dict[str, Any]) -> str:
    """What the registry calls it: the first of its sources that can be mended there."""
    year = str(stamp.get("on", ""))[:4]
    dated = (f"{n}:{year}" if n.startswith("facts:") else n for n in question.filled_from)
    return next((name for name in dated if asked_as(name)), "")
