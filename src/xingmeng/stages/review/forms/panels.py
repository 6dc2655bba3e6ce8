"""What pages of review ask beside sheets: whom a panel seats, why somebody appeals."""

from collections.abc import Sequence
from typing import Any

from django import forms

from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.review.rules import appeals


class PanelForm(forms.Form):
    """Who sits on a panel, who leads it, on how many candidates it votes, when and where."""

    def __init__(self, *args: Any, experts: Sequence[Any], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(p.user_id), f"{p.name} · {p.title}".strip(" ·")) for p in experts]
        self.fields["best"] = forms.IntegerField(
            min_value=1,
            max_value=most,
            initial=most,
            label=say(Text("按通讯评审名次取前几名", "How many of the best go to the panel")),
        )
        self.fields["held_on"] = forms.DateField(
            label=say(Text("会议日期", "Day")),
            widget=forms.DateInput(attrs={"type": "date"}),
        )
        self.fields["place"] = forms.CharField(max_length=60, label=say(Text("地点", "Place")))
        self.fields["chair"] = forms.ChoiceField(
            choices=people, label=say(Text("评审组组长", "Chair of the panel"))
        )
        self.fields["members"] = forms.MultipleChoiceField(
            choices=people,
            label=say(Text("评审组成员（含组长）", "Members, the chair among them")),
            help_text=say(
                Text("单数，每个单位至多一人。", "An odd number; one of a unit at most.")
            ),
            widget=forms.CheckboxSelectMultiple,
        )


class AppealForm(forms.Form):
    """On what ground of procedure, and what happened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"] = forms.ChoiceField(
            choices=[(code, say(text)) for code, text in appeals.GROUNDS.items()],
            label=say(Text("申诉理由", "Ground")),
        )
        self.fields["text"] = forms.CharField(
            max_length=appeals.MOST_CHARS,
            label=say(Text("事实和经过", "What happened")),
            widget=forms.Textarea(attrs={"rows": 6}),
        )
