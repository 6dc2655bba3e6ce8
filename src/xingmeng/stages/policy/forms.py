"""What is asked for a document, a plan, a goal, a task."""

from django import forms

from xingmeng.core.words import explain_all, say, series
from xingmeng.engines.values import Finding, Text
from xingmeng.law import documents as law
from xingmeng.stages.policy.rules import plans, tasks


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


def _decimal(zh: str, en: str) -> forms.DecimalField:
    return forms.DecimalField(
        required=False, max_digits=14, decimal_places=2, min_value=0, **_label(zh, en)
    )


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


def _numbers(text: str) -> list[str]:
    """Document numbers as somebody writes them in a row."""
    for mark in "；;，,、\n":
        text = text.replace(mark, ";")
    return ["".join(part.split()) for part in text.split(";") if part.strip()]


class _WithDocuments(forms.Form):
    """A form that names documents of the library by their numbers."""

    def __init__(self, *args, library, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.library = library

    def ask_documents(self) -> None:
        """The last question: which documents it rests on."""
        words = _words(
            "政策依据（文号，用分号隔开）",
            "Documents, by number, with ; between",
            most=400,
            required=False,
        )
        self.fields["documents"] = words

    def clean_documents(self) -> list:
        wanted = _numbers(self.cleaned_data["documents"])
        found = {"".join(d.number.split()): d for d in self.library}
        missing = [number for number in wanted if number not in found]
        if missing:
            values = {"number": series(missing)}
            raise forms.ValidationError(explain_all([Finding("document_not_found", values)]))
        return [found[number] for number in wanted]


class PlanForm(_WithDocuments):
    """What a plan is about, and its days."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["kind"] = _choice("类别", "Kind", plans.KINDS.items())
        ask["title_zh"] = _words("中文名称", "Chinese title", most=120)
        ask["title_en"] = _words("英文名称", "English title", most=200)
        ask["summary_zh"] = _long("内容（中文）", "What it is about, in Chinese")
        ask["summary_en"] = _long("内容（英文）", "What it is about, in English")
        ask["starts_on"] = _day("开始日期", "First day")
        ask["ends_on"] = _day("截止日期", "Last day")
        ask["notes"] = _long("内部备注（公众不可见）", "Notes for the department, not public")
        self.ask_documents()


class GoalForm(forms.Form):
    """What is to be reached by when, and where the numbers come from."""

    def __init__(self, *args, instruments, indicators, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["text_zh"] = _words("目标（中文）", "Goal, in Chinese", most=160)
        ask["text_en"] = _words("目标（英文）", "Goal, in English", most=240)
        ask["target_on"] = _day("完成期限", "By when")
        units = [(code, text) for code, (text, _) in plans.UNITS.items()]
        ask["unit"] = _choice("单位", "Unit", units, required=False)
        ask["base"] = _decimal("基期值", "Base")
        ask["base_on"] = _day("基期", "Day of the base", required=False)
        ask["target"] = _decimal("目标值", "Target")
        ask["indicator"] = _choice("平台指标", "Indicator", indicators, required=False)
        hint = Text(
            "看板计算的指标，进展由它得出；没有对应指标的留空。",
            "A figure that the board computes, which gives the progress; leave it empty "
            "where there is none.",
        )
        ask["indicator"].help_text = say(hint)
        ask["instrument"] = _choice(
            "只计其中一类", "Only one kind of it", instruments, required=False
        )
        ask["source"] = _words("数据来源", "Source of the numbers", most=200)

    def facts(self) -> dict:
        """The goal as the action takes it. Units: hundredths."""
        said = dict(self.cleaned_data)
        text, per = plans.UNITS.get(said.pop("unit"), (Text("", ""), 1))
        for name in ("base", "target"):
            value = said[name]
            said[name] = None if value is None else int(value * 100)
        return said | {"unit_zh": text.zh, "unit_en": text.en, "per": per}


class TaskForm(_WithDocuments):
    """What somebody has to do by a day: one organisation, or those of a role."""

    def __init__(self, *args, instruments, areas, goals, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["title_zh"] = _words("任务（中文）", "Task, in Chinese", most=160)
        ask["title_en"] = _words("任务（英文）", "Task, in English", most=240)
        ask["deadline_on"] = _day("完成期限", "Due")
        ask["owner_role"] = _choice(
            "责任岗位", "Owner: a role", tasks.OWNERS.items(), required=False
        )
        ask["owner_area"] = _choice(
            "盟市（责任岗位为盟市科技局时）", "Area, for a bureau", areas, required=False
        )
        ask["owner_code"] = _words(
            "责任单位信用代码（责任方为单位时）",
            "Credit code, for an organisation",
            most=18,
            required=False,
        )
        ask["goal"] = _choice("对应目标", "For which goal", goals, required=False)
        ask["instrument"] = _choice(
            "对应的支持方式", "Whose calls serve it", instruments, required=False
        )
        ask["notes"] = _long("内部备注（公众不可见）", "Notes for the department, not public")
        self.ask_documents()
