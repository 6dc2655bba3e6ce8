"""What is asked for a document, a plan, a goal, a task."""

from django import forms

from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.law import documents as law


def _label(zh: str, en: str) -> dict[str, str]:
    return {"label": say(Text(zh, en))}


def _words(zh: str, en: str, *, most: int, required: bool = True) -> forms.CharField:
    return forms.CharField(max_length=most, required=required, **_label(zh, en))


def _long(zh: str, en: str, *, most: int = 2000, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=most, required=required, widget=area, **_label(zh, en))


def _day(zh: str, en: str, *, required: bool = True) -> forms.DateField:
    day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(required=required, widget=day, **_label(zh, en))


def _choice(zh: str, en: str, options, *, required: bool = True) -> forms.ChoiceField:
    said = [(code, say(text)) for code, text in options]
    if not required:
        said.insert(0, ("", say(Text("不选", "None"))))
    return forms.ChoiceField(choices=said, required=required, **_label(zh, en))


class DocumentForm(forms.Form):
    """A document as it was issued."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["number"] = _words("文号", "Number", most=80)
        ask["title_zh"] = _words("中文名称", "Chinese title", most=160)
        ask["title_en"] = _words("英文名称", "English title", most=240)
        ask["issuer"] = _choice("发文机关", "Issued by", law.issuers().items())
        ask["topic"] = _choice("主题", "Topic", law.topics().items())
        ask["issued_on"] = _day("发文日期", "Issued on", required=False)
        ask["since_on"] = _day("生效日期", "In force from", required=False)
        ask["until_on"] = _day("有效至", "Last day in force", required=False)
        ask["summary_zh"] = _long("内容摘要（中文）", "What it says, in Chinese")
        ask["summary_en"] = _long("内容摘要（英文）", "What it says, in English")
