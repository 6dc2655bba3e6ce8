"""What is asked of a result by its form, the number it goes by, and its evidence."""

from collections.abc import Callable, Mapping
from typing import Any

from xingmeng.core import attachments
from xingmeng.core.move import Step
from xingmeng.engines import identifiers
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Finding, Text
from xingmeng.instruments.sections.words import RESULT_FORMS

FORMS = (
    *RESULT_FORMS,
    ("patent", Text("专利", "Patent")),
    ("paper", Text("论文", "Paper")),
    ("yield", Text("增产示范", "Yield in the field")),
)
MU = Text("亩", "mu")
READINESS = tuple((str(n), Text(f"{n} 级", f"Level {n}")) for n in range(1, 10))


def _asked(name: str, kind: str, zh: str, en: str, *forms: str, **more: Any) -> Field:
    if kind == "text":
        more.setdefault("max_chars", 80)
    return Field(name=name, kind=kind, label=Text(zh, en), only_if=("form", forms), **more)


OUTCOME_FORM = (
    Section(
        name="outcome",
        label=Text("成果", "Outcome"),
        fields=(
            Field(name="title", kind="text", label=Text("成果名称", "Title"), max_chars=80),
            Field(name="form", kind="choice", label=Text("形式", "Form"), options=FORMS),
            _asked(
                "doi",
                "text",
                "DOI",
                "DOI",
                "paper",
                help=Text("如 10.1016/j.jmmm.2021.168001。", "As 10.1016/j.jmmm.2021.168001."),
                max_chars=100,
            ),
            _asked("journal", "text", "期刊", "Journal", "paper"),
            _asked("published_on", "date", "发表日期", "Published on", "paper"),
            _asked(
                "patent_number",
                "text",
                "专利号",
                "Patent number",
                "patent",
                help=Text("ZL 后数字、小数点和校验位。", "ZL, digits, dot and check digit."),
            ),
            _asked("granted_on", "date", "授权公告日", "Granted on", "patent"),
            _asked(
                "software_number",
                "text",
                "软著登记号",
                "Copyright number",
                "software",
                required=False,
                help=Text("如 2021SR0123456。", "As 2021SR0123456."),
            ),
            _asked(
                "variety_number",
                "text",
                "审定、登记或品种权号",
                "Number of approval, registration or right",
                "variety",
                required=False,
                help=Text(
                    "如 蒙审玉2021001、GPD大豆(2021)150001、CNA20211001234。",
                    "As 蒙审玉2021001, GPD大豆(2021)150001, CNA20211001234.",
                ),
            ),
            _asked(
                "approved_on", "date", "公告日期", "Announced on", "variety", required=False
            ),
            _asked(
                "standard_number",
                "text",
                "标准编号",
                "Number of the standard",
                "standard",
                help=Text("如 DB15/T 2345-2021。", "As DB15/T 2345-2021."),
            ),
            _asked("issued_on", "date", "发布日期", "Issued on", "standard"),
            _asked(
                "readiness",
                "choice",
                "技术成熟度",
                "Readiness",
                "device",
                "process",
                required=False,
                options=READINESS,
            ),
            _asked("crop", "text", "作物或畜种", "Crop or livestock", "yield"),
            _asked("area", "decimal", "实测面积", "Measured area", "yield", unit=MU),
            _asked(
                "reached",
                "decimal",
                "实测单产",
                "Yield measured",
                "yield",
                unit=Text("公斤/亩", "kg/mu"),
            ),
            _asked(
                "before",
                "decimal",
                "对照单产",
                "Yield beside it",
                "yield",
                unit=Text("公斤/亩", "kg/mu"),
            ),
            _asked("measured_by", "text", "测产单位", "Measured by", "yield"),
            _asked("measured_on", "date", "测产日期", "Measured on", "yield"),
            Field(
                name="description",
                kind="longtext",
                label=Text("成果简介", "Description"),
                help=Text("将公开展示。", "Shown to the public."),
                max_chars=1500,
            ),
        ),
    ),
)
NUMBERED: dict[str, tuple[str, Callable[[str], str | None]]] = {  # by form
    "paper": ("doi", identifiers.doi),
    "patent": ("patent_number", identifiers.patent),
    "software": ("software_number", identifiers.software),
    "variety": ("variety_number", identifiers.variety),
    "standard": ("standard_number", identifiers.standard),
}
DATED = ("published_on", "granted_on", "approved_on", "issued_on", "measured_on")
COLUMNS = frozenset({"title", "form", "description"})


def identifier_of(given: Mapping[str, Any]) -> str:
    """The number a result goes by, in one way of writing; nothing where it has none."""
    name, read = NUMBERED.get(str(given.get("form")), ("", None))
    return (read(str(given.get(name) or "")) or "") if read else ""


def identified(given: Mapping[str, Any]) -> list[Finding]:
    """A number that is said is of the form of its kind, with its right check digit."""
    name, read = NUMBERED.get(str(given.get("form")), ("", None))
    said = str(given.get(name) or "")
    if read is None or not said or read(said):
        return []
    if name == "patent_number" and identifiers.patent_kind(said):
        return [Finding("check_digit_wrong", {"field": name})]
    return [Finding("identifier_odd", {"field": name})]


def kept_as(given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that no column has, with the number in its one way of writing."""
    name, _ = NUMBERED.get(given["form"], ("", None))
    said = {n: v for n, v in given.items() if n not in COLUMNS and v not in (None, "")}
    return said | ({name: identifier_of(given)} if name else {})


def has_evidence(step: Step) -> list[Finding]:
    """A result without a public number rests on at least one file."""
    if step.row.identifier or attachments.of("outcome", step.row.pk, field="evidence").exists():
        return []
    return [Finding("outcome_unproved")]
