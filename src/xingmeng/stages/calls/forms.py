"""What is asked for a call."""

from django import forms
from django.utils import timezone

from xingmeng.core import clock
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.funds import queries as funds

WHEN = "%Y-%m-%dT%H:%M"


class CallForm(forms.Form):
    """Titles, texts, dates and money of one call."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("title_zh", Text("中文名称", "Chinese title")),
            ("title_en", Text("英文名称", "English title")),
        ):
            self.fields[name] = forms.CharField(max_length=100, label=say(label))
        for name, label in (
            ("text_zh", Text("中文说明", "Chinese text")),
            ("text_en", Text("英文说明", "English text")),
        ):
            self.fields[name] = forms.CharField(
                required=False, label=say(label), widget=forms.Textarea(attrs={"rows": 4})
            )
        for name, label in (
            ("opens_at", Text("开始时间", "Opens")),
            ("closes_at", Text("截止时间", "Closes")),
        ):
            self.fields[name] = forms.DateTimeField(
                label=say(label),
                input_formats=[WHEN, "%Y-%m-%d %H:%M"],
                widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
            )
        self.fields["appropriation"] = forms.ModelChoiceField(
            funds.open_appropriations(clock.today()),
            label=say(Text("资金来源", "Appropriation")),
        )

    def facts(self) -> dict:
        """The call as the action takes it; times are in the region's zone."""
        given = dict(self.cleaned_data)
        for name in ("opens_at", "closes_at"):
            if timezone.is_naive(given[name]):
                given[name] = timezone.make_aware(given[name])
        return given
