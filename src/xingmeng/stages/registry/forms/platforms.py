"""What is asked for a platform's people and equipment, and for hours of it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from xingmeng.core import codes
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.registry.forms.partners import _choice, _day, _label, _long, _words
from xingmeng.stages.registry.rules import platforms as rules

HOURS = range(25)
YUAN = 10_000_000_000  # the most that one instrument may cost


def _count(zh: str, en: str, *, most: int, first: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        min_value=0, max_value=most, initial=first, required=False, **_label(zh, en)
    )


def _tick(zh: str, en: str) -> forms.BooleanField:
    return forms.BooleanField(required=False, **_label(zh, en))


def _yuan(zh: str, en: str) -> forms.DecimalField:
    return forms.DecimalField(
        min_value=0, max_value=YUAN, decimal_places=2, max_digits=13, **_label(zh, en)
    )


def _hour(zh: str, en: str, first: int, last: int) -> forms.TypedChoiceField:
    said = [(str(n), f"{n:02d}:00") for n in HOURS if first <= n <= last]
    return forms.TypedChoiceField(choices=said, coerce=int, **_label(zh, en))


class MemberForm(forms.Form):
    """Who gets a place in a platform: somebody of the host, or from elsewhere by name."""

    def __init__(
        self, *args: Any, people: Sequence[Any], is_station: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        here = [(codes.of(p), Text(p.name, p.name)) for p in people]
        ask["person"] = _choice("本单位人员", "One of the unit's people", here, required=False)
        ask["name"] = _words(
            "外单位人员姓名", "Or somebody else's name", most=60, required=False
        )
        ask["id_number"] = _words(
            "外单位人员证件号码（院士必填）",
            "Their ID number (for an academician)",
            most=40,
            required=False,
        )
        hint = Text(
            "加密保存，只用于识别同一人，不显示。",
            "Kept sealed and never shown; it tells one person from another.",
        )
        ask["id_number"].help_text = say(hint)
        offered = [
            (code, label)
            for code, label in rules.MEMBERS.items()
            if is_station or code not in (rules.ACADEMICIAN, "guest")
        ]
        ask["role"] = _choice("角色", "Role", offered)
        ask["duty"] = _words("职责与任务", "Duty", most=200, required=False)
        ask["from_on"] = _day("何时起", "Since")
        if is_station:
            ask["months"] = _count(
                "每年在站工作月数（院士）", "Months on site a year (academician)", most=12
            )
            ask["is_retired"] = _tick("院士已退休", "The academician is retired")

    def clean_months(self) -> int:
        return self.cleaned_data["months"] or 0


class LeaveForm(forms.Form):
    """When somebody left a platform."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_on"] = _day("离开日期", "Last day")


class EquipmentForm(forms.Form):
    """An instrument: what it is, where, its value, whether and when others may use it."""

    def __init__(self, *args: Any, stands: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["name_zh"] = _words("中文名称", "Chinese name", most=80)
        ask["name_en"] = _words("英文名称", "English name", most=120)
        ask["make"] = _words("厂商与型号", "Maker and type", most=80, required=False)
        ask["place"] = _words("放置地点", "Place", most=120)
        ask["value"] = _yuan("原值（元）", "Cost in yuan")
        ask["fee"] = _yuan("每小时收费（元，不收填 0）", "Fee an hour in yuan, 0 if none")
        ask["is_shared"] = _tick("对外开放共享", "Shared with other units")
        ask["opens"] = _hour("每日开放自", "Opens at", 0, 23)
        ask["closes"] = _hour("至", "Closes at", 1, 24)
        if stands:
            ask["is_retired"] = _tick("已报废或停用", "Out of use for good")


class BookingForm(forms.Form):
    """Which hours of an instrument a unit asks for, and what for."""

    def __init__(self, *args: Any, units: Sequence[Any], equipment: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        mine = [(codes.of(unit), unit.name) for unit in units]
        ask["unit"] = _choice("预约单位", "For which unit", mine)
        ask["on"] = _day("日期", "Day")
        opens, closes = equipment.opens, equipment.closes
        ask["first"] = _hour("开始", "From", opens, closes - 1)
        ask["last"] = _hour("结束", "Until", opens + 1, closes)
        ask["purpose"] = _long("用途", "What for", most=300, required=True)
