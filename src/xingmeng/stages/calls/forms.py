"""What is asked for a call."""

from django import forms
from django.utils import timezone

from xingmeng import instruments
from xingmeng.core import clock
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.funds import queries as funds

WHEN = "%Y-%m-%dT%H:%M"


class CallForm(forms.Form):
    """Instrument, titles, texts, dates and money of one call."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument_code"] = forms.ChoiceField(
            choices=[(one.code, say(one.title)) for one in instruments.every()],
            initial="open_challenge",
            label=say(Text("支持方式", "Instrument")),
        )
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
        self.fields["full_closes_at"] = forms.DateTimeField(
            required=False,
            label=say(Text("两步申报的正式申报截止时间", "Second deadline, of two steps")),
            help_text=say(Text("不分两步的不填。", "Leave empty unless in two steps.")),
            input_formats=[WHEN, "%Y-%m-%d %H:%M"],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
        )
        self.fields["grace_seconds"] = forms.IntegerField(
            min_value=0,
            max_value=3600,
            initial=60,
            label=say(Text("截止后处理在途提交的秒数", "Seconds to finish late arrivals in")),
            help_text=say(
                Text(
                    "以服务器收到提交的时刻为准，截止前收到的在此时间内办完。",
                    "What reached the server before the deadline is finished within them.",
                )
            ),
        )
        self.fields["appropriation"] = forms.ModelChoiceField(
            funds.open_appropriations(clock.today()),
            required=False,
            label=say(Text("资金来源", "Appropriation")),
        )
        self.fields["directions"] = forms.CharField(
            required=False,
            label=say(Text("指南方向", "Directions")),
            help_text=say(
                Text(
                    "每行一个：代码、中文名称、英文名称，用竖线分开。",
                    "One a line: code, Chinese title, English title, with | between.",
                )
            ),
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["quota"] = forms.IntegerField(
            required=False,
            min_value=1,
            max_value=9999,
            label=say(Text("每个盟市推荐名额", "Places a league or city may recommend")),
            help_text=say(Text("不限的不填。", "Leave empty for no limit.")),
        )

    def facts(self) -> dict:
        """The call as the action takes it; times are in the region's zone."""
        given = dict(self.cleaned_data)
        for name in ("opens_at", "closes_at", "full_closes_at"):
            if given[name] and timezone.is_naive(given[name]):
                given[name] = timezone.make_aware(given[name])
        lines = [line for line in given["directions"].splitlines() if line.strip()]
        given["directions"] = [_direction(line) for line in lines]
        return given


def _direction(line: str) -> tuple[str, str, str]:
    """Code and titles out of a line; what is missing repeats what was said."""
    code, *titles = (part.strip() for part in line.replace("｜", "|").split("|"))
    zh = titles[0] if titles and titles[0] else code
    return code[:40], zh[:120], (titles[1] if len(titles) > 1 and titles[1] else zh)[:200]


def written(directions) -> str:
    """Directions as their field shows them. Errors: none."""
    return "\n".join(f"{d.code} | {d.title_zh} | {d.title_en}" for d in directions)
