"""What an issuer states when choosing, and what an objector states."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict

from xingmeng.core import codes
from xingmeng.core.words import say
from xingmeng.engines.values import Text


class ChooseForm(forms.Form):
    """The agreed sum, and why."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed_wan"] = forms.DecimalField(
            min_value=0,
            max_digits=15,
            decimal_places=6,
            label=say(Text("签约金额（万元）", "Agreed sum (CNY 10,000)")),
        )
        self.fields["reason"] = forms.CharField(
            required=False,
            max_length=1000,
            label=say(
                Text("选定理由（不选第一名时必填）", "Why (needed unless the first is chosen)")
            ),
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def facts(self) -> dict:
        """As the action takes it. Units: fen."""
        given = self.cleaned_data
        return {"agreed_fen": int(given["agreed_wan"] * 1_000_000), "reason": given["reason"]}


class SecondStageForm(forms.Form):
    """The sum agreed with the runner who is ahead."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed_wan"] = forms.DecimalField(
            min_value=0,
            max_digits=15,
            decimal_places=6,
            label=say(
                Text("第二阶段签约金额（万元）", "Agreed for the second stage (CNY 10,000)")
            ),
        )

    def facts(self) -> dict:
        """As the action takes it. Units: fen."""
        return {"agreed_fen": int(self.cleaned_data["agreed_wan"] * 1_000_000)}


class ObjectionForm(forms.Form):
    """Name and grounds: anonymous objections are not taken."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            max_length=60, label=say(Text("异议人姓名或单位", "Name of person or unit"))
        )
        self.fields["text"] = forms.CharField(
            max_length=4000,
            label=say(Text("事实和依据", "Facts and grounds")),
            widget=forms.Textarea(attrs={"rows": 6}),
        )


def read_proposals(posted: QueryDict, lines: Sequence[Mapping[str, Any]]) -> list[dict]:
    """What an officer ticked on the page of proposals, as the action takes it.

    Shapes: [{"application_id", "support_fen", "reason"}]; a sum that cannot be read counts as
            -1, which the action refuses. Units: fen. Errors: none.
    """
    return [
        {
            "application_id": row.pk,
            "support_fen": _fen(posted.get(f"sum-{code}", "")),
            "reason": posted.get(f"reason-{code}", "")[:1000],
        }
        for code, row in ((codes.of(line["row"]), line["row"]) for line in lines)
        if posted.get(f"take-{code}")
    ]


def _fen(raw: str) -> int:
    if not raw.strip():
        return 0
    try:
        return int(Decimal(raw) * 1_000_000)
    except (InvalidOperation, ValueError, OverflowError):
        return -1
