"""What is asked for a partner, a contact with it, an agreement, what that promises."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from xingmeng.core import codes
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries
from xingmeng.stages.registry.forms.naming import NamedChoiceField
from xingmeng.stages.registry.rules import KINDS
from xingmeng.stages.registry.rules import partners as rules


def _label(zh: str, en: str) -> dict[str, str]:
    return {"label": say(Text(zh, en))}


def _words(zh: str, en: str, *, most: int, required: bool = True) -> forms.CharField:
    return forms.CharField(max_length=most, required=required, **_label(zh, en))


def _long(zh: str, en: str, *, most: int, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(max_length=most, required=required, widget=area, **_label(zh, en))


def _day(zh: str, en: str, *, required: bool = True) -> forms.DateField:
    day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(required=required, widget=day, **_label(zh, en))


def _choice(
    zh: str, en: str, options: Iterable[tuple[str, Text]], *, required: bool = True
) -> forms.ChoiceField:
    said = [(code, say(text)) for code, text in options]
    if not required:
        said.insert(0, ("", say(Text("不选", "None"))))
    return forms.ChoiceField(choices=said, required=required, **_label(zh, en))


def named(text: str) -> list[str]:
    """Names as somebody writes them in a row, each once."""
    for mark in ";、\n":
        text = text.replace(mark, "；")
    return list(dict.fromkeys(part.strip() for part in text.split("；") if part.strip()))


class StandingForm(forms.Form):
    """In which group a partner stands, since when, and who says so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["group"] = _choice("分组", "Group", rules.GROUPS.items())
        ask["since_on"] = _day("何时起", "Since", required=False)
        ask["source"] = _words("依据（文件、公开报道）", "Who says so: a document", most=200)


class PartnerForm(StandingForm):
    """A partner: a unit of the register, or a body that it does not have, by its names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = dict(self.fields)
        self.fields.clear()
        ask = self.fields
        ask["unit"] = _words(
            "已登记单位的名称或信用代码",
            "Name or credit code, for a registered unit",
            most=100,
            required=False,
        )
        hint = Text(
            "部委、省市区等没有登记的，不填此项，填写以下四项。",
            "For a ministry or province leave this empty and fill in the next four.",
        )
        ask["unit"].help_text = say(hint)
        ask["name_zh"] = _words("中文名称", "Chinese name", most=100, required=False)
        ask["name_en"] = _words("英文名称", "English name", most=160, required=False)
        ask["kind"] = _choice("性质", "Kind", KINDS.items(), required=False)
        ask["region"] = NamedChoiceField(
            queries.places(), required=False, **_label("所在地", "Place")
        )
        ask.update(standing)

    def clean(self) -> dict[str, Any]:
        """Names, kind and place are said where the register has no unit."""
        said = super().clean() or {}
        if not said.get("unit"):
            for name in ("name_zh", "name_en", "kind", "region"):
                if name not in self.errors and not said.get(name):
                    self.add_error(name, say(Text("请填写此项。", "Fill this in.")))
        return said


class ContactForm(forms.Form):
    """A visit or a talk: when, where, who, about what, and what comes next."""

    def __init__(self, *args: Any, agreements: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["kind"] = _choice("形式", "Kind", rules.CONTACTS.items())
        ask["held_on"] = _day("日期", "Day")
        ask["place"] = _words("地点", "Place", most=120)
        ask["people"] = _words("参加人（职务或单位）", "Who took part, by post", most=400)
        ask["subject"] = _words("议题", "Subject", most=200)
        ask["host"] = _words(
            "区内参加单位（名称或信用代码）",
            "Unit of the region that took part, name or code",
            most=100,
            required=False,
        )
        ask["next_steps"] = _long("商定的下一步", "What was agreed to do next", most=1000)
        ask["next_on"] = _day("下一步期限", "Until when", required=False)
        options = [(codes.of(row), row.title) for row in agreements]
        ask["agreement"] = _choice("促成的协议", "What it led to", options, required=False)


class AgreementForm(forms.Form):
    """Who agrees on what, for how long, and which contacts led to it."""

    def __init__(self, *args: Any, contacts: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["title_zh"] = _words("名称（中文）", "Title, in Chinese", most=120)
        ask["title_en"] = _words("名称（英文）", "Title, in English", most=200)
        ask["partners"] = _long(
            "合作伙伴（用分号隔开）", "Partners, with ; between", most=1000, required=True
        )
        ask["units"] = _long(
            "区内单位的名称或信用代码（用分号隔开；自治区本级签的不填）",
            "Units, name or code, with ; between; none where the region itself signs",
            most=1000,
        )
        ask["subject"] = _long("合作内容", "What it is about", most=2000)
        ask["from_on"] = _day("有效期自", "In force from", required=False)
        ask["until_on"] = _day("有效期至", "Until", required=False)
        if contacts:
            ask["contacts"] = forms.MultipleChoiceField(
                choices=[(codes.of(row), str(row)) for row in contacts],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                **_label("由哪些互访会谈促成", "Contacts that led to it"),
            )


class DeliverableForm(forms.Form):
    """What an agreement promises by a day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["kind"] = _choice("类别", "Kind", rules.DELIVERABLES.items())
        ask["title_zh"] = _words("成果（中文）", "What, in Chinese", most=120)
        ask["title_en"] = _words("成果（英文）", "What, in English", most=200)
        ask["deadline_on"] = _day("完成期限", "Due")
