"""What an officer states when gathering a batch, and what an objector states."""

from collections.abc import Sequence
from typing import Any

from django import forms

from xingmeng.core.words import say
from xingmeng.engines.values import Text


class GatherForm(forms.Form):
    """Which kind and year, and for sums from which appropriation."""

    def __init__(
        self, *args: Any, ready: Sequence[tuple[str, Text]], funds: Sequence[Any], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["what"] = forms.ChoiceField(
            choices=[(key, say(words)) for key, words in ready],
            label=say(Text("种类和年度", "Kind and year")),
        )
        self.fields["appropriation"] = forms.ChoiceField(
            required=False,
            choices=[("", "—"), *((str(row.pk), say(row.title)) for row in funds)],
            label=say(Text("专项资金（资格类不填）", "Appropriation (none for entries)")),
        )

    def facts(self) -> dict[str, Any]:
        """As the action takes it."""
        verdict, year = self.cleaned_data["what"].split(":")
        fund = self.cleaned_data["appropriation"]
        return {
            "verdict": verdict,
            "year": int(year),
            "appropriation_id": int(fund) if fund else None,
        }


class ObjectionForm(forms.Form):
    """Who objects, and why."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"] = forms.CharField(
            max_length=60, label=say(Text("姓名", "Your name"))
        )
        self.fields["text"] = forms.CharField(
            max_length=4000,
            label=say(Text("事实和依据", "Facts and grounds")),
            widget=forms.Textarea(attrs={"rows": 6}),
        )
