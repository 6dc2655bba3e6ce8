"""What an issuer states when choosing, and what an objector states."""

from django import forms

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
