"""What is asked when a meeting is planned, its agenda arranged, and its items decided."""

from collections.abc import Sequence

from django import forms

from xingmeng.core import codes
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.meetings import rules
from xingmeng.stages.meetings.actions import Verdict


def _label(zh: str, en: str) -> dict[str, str]:
    return {"label": say(Text(zh, en))}


class PlanForm(forms.Form):
    """When, where, and who."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        ask["held_on"] = forms.DateField(widget=day, **_label("会议日期", "Day"))
        ask["place"] = forms.CharField(max_length=60, **_label("地点", "Place"))
        ask["chair"] = forms.CharField(max_length=40, **_label("主持人", "Chair"))
        ask["attendees"] = forms.CharField(
            max_length=600,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            **_label("出席人员", "Attendees"),
        )


class AgendaForm(forms.Form):
    """For each item its place, who presents it, and whether it stays."""

    def __init__(self, *args, items: Sequence, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"number-{codes.of(item)}"] = forms.IntegerField(
                min_value=1, max_value=999, initial=item.number, **_label("次序", "Place")
            )
            self.fields[f"presenter-{codes.of(item)}"] = forms.CharField(
                max_length=40,
                required=False,
                initial=item.presenter,
                **_label("汇报人", "Presented by"),
            )
            self.fields[f"off-{codes.of(item)}"] = forms.BooleanField(
                required=False, **_label("移出议程", "Take off")
            )

    def rows(self) -> list[dict]:
        """Each item with its own three fields."""
        return [
            {
                "item": item,
                "number": self[f"number-{codes.of(item)}"],
                "presenter": self[f"presenter-{codes.of(item)}"],
                "off": self[f"off-{codes.of(item)}"],
            }
            for item in self.items
        ]

    def lines(self) -> dict[int, dict]:
        """The agenda as the action takes it."""
        given = self.cleaned_data
        return {
            item.pk: {
                "number": given[f"number-{codes.of(item)}"],
                "presenter": given[f"presenter-{codes.of(item)}"],
            }
            for item in self.items
            if not given[f"off-{codes.of(item)}"]
        }


class DecideForm(forms.Form):
    """For each item what was decided, and why where it was not approved."""

    def __init__(self, *args, items: Sequence, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        options = [(code, say(text)) for code, text in rules.OUTCOMES.items()]
        for item in items:
            self.fields[f"outcome-{codes.of(item)}"] = forms.ChoiceField(
                choices=options, required=False, widget=forms.RadioSelect
            )
            self.fields[f"reason-{codes.of(item)}"] = forms.CharField(
                required=False, max_length=1000
            )

    def verdicts(self) -> dict[int, Verdict]:
        """The decisions as the action takes them."""
        given = self.cleaned_data
        return {
            item.pk: Verdict(
                given[f"outcome-{codes.of(item)}"], given[f"reason-{codes.of(item)}"]
            )
            for item in self.items
        }
