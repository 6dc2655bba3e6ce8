"""What is stated when asking for acceptance or a change, and when demanding money back."""

from collections.abc import Mapping

from django import forms

from xingmeng.core.words import say
from xingmeng.engines.values import Text


class RequestForm(forms.Form):
    """A summary against the targets; of a project also its account."""

    def __init__(self, *args, account: bool = False, shown: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"] = forms.CharField(
            max_length=4000,
            label=say(Text("完成情况总结（对照考核指标）", "Summary against the targets")),
            widget=forms.Textarea(attrs={"rows": 8}),
        )

        if account:
            self.fields["spent_wan"] = forms.DecimalField(
                min_value=0,
                max_digits=15,
                decimal_places=6,
                label=say(Text("财政经费实际支出（万元）", "Public money spent (CNY 10,000)")),
            )
        for name, label in (
            ("shown_from", Text("决算内部公示开始", "Account shown from")),
            ("shown_until", Text("决算内部公示截止", "Account shown until")),
        ):
            if shown:
                day = forms.DateInput(attrs={"type": "date"})
                self.fields[name] = forms.DateField(label=say(label), widget=day)

    def facts(self) -> dict:
        """As the action takes it. Units: fen."""
        given = dict(self.cleaned_data)
        summary = given.pop("summary")
        if "spent_wan" in given:
            given["spent_fen"] = int(given.pop("spent_wan") * 1_000_000)
        return {"summary": summary, "account": given}


class ChangeForm(forms.Form):
    """What is to change, from what to what, and why."""

    def __init__(self, *args, kinds: Mapping[str, Text], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            choices=[(code, say(text)) for code, text in kinds.items()],
            label=say(Text("变更事项", "What changes")),
        )
        for name, label, needed in (
            ("before", Text("变更前", "Before"), False),
            ("after", Text("变更后", "After"), True),
            ("reason", Text("理由", "Why"), True),
        ):
            self.fields[name] = forms.CharField(
                required=needed,
                max_length=2000,
                label=say(label),
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields["until_on"] = forms.DateField(
            required=False,
            label=say(Text("延期至（仅延期填写）", "Extended until (extensions only)")),
            widget=forms.DateInput(attrs={"type": "date"}),
        )


class RecoverForm(forms.Form):
    """How much, and on what grounds."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount_wan"] = forms.DecimalField(
            min_value=0,
            max_digits=15,
            decimal_places=6,
            label=say(Text("追回金额（万元）", "Amount to return (CNY 10,000)")),
        )
        self.fields["grounds"] = forms.CharField(
            max_length=2000,
            label=say(
                Text("事由和依据（结余、违规使用等）", "Grounds: left unspent, misused, ...")
            ),
            widget=forms.Textarea(attrs={"rows": 6}),
        )

    def facts(self) -> dict:
        """As the action takes it. Units: fen."""
        given = self.cleaned_data
        return {"amount_fen": int(given["amount_wan"] * 1_000_000), "grounds": given["grounds"]}
