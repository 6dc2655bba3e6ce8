"""What a bidder states when asking for acceptance."""

from django import forms

from xingmeng.core.words import say
from xingmeng.engines.values import Text


class RequestForm(forms.Form):
    """A summary against the targets."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"] = forms.CharField(
            max_length=4000,
            label=say(Text("完成情况总结（对照考核指标）", "Summary against the targets")),
            widget=forms.Textarea(attrs={"rows": 8}),
        )
