"""The lists of platforms, of equipment that is shared, of bookings of it."""

from typing import Any

from xingmeng.core.actor import prefix
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries
from xingmeng.stages.registry.rules import platforms as rules

ALL = ("", Text("全部", "All"))
A_PERSON = Text("个人", "A person")


def _areas() -> list[tuple[str, Text]]:
    return [ALL, *((prefix(r.code), r.name) for r in queries.regions())]


def _holder(row: Any) -> Text:
    return row.organisation.name if row.organisation else A_PERSON


PLATFORMS = Listing(
    title=Text("平台与人才", "Platforms and talents"),
    columns=(
        Column(
            key="number",
            label=Text("证书编号", "Certificate"),
            value=lambda q: q.number,
            sort=("number",),
        ),
        Column(
            key="kind",
            label=Text("类别", "Kind"),
            value=lambda q: rules.KINDS[q.instrument_code],
            sort=("instrument_code",),
        ),
        Column(
            key="holder",
            label=Text("依托单位", "Host"),
            value=_holder,
            sort=("organisation__name_zh",),
        ),
        Column(
            key="area",
            label=Text("地区", "Area"),
            value=lambda q: q.organisation.region.name if q.organisation else "",
        ),
        Column(
            key="from",
            label=Text("认定日期", "Since"),
            value=lambda q: q.from_on,
            kind="date",
            sort=("from_on",),
        ),
        Column(
            key="until",
            label=Text("有效期至", "Until"),
            value=lambda q: q.until_on,
            kind="date",
            sort=("until_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda q: rules.STANDING[q.standing],
            kind="state",
            sort=("standing",),
        ),
    ),
    search=(
        "number",
        "title_zh",
        "title_en",
        "organisation__name_zh",
        "organisation__name_en",
    ),
    order=("instrument_code", "number", "pk"),
    filters=(
        Filter(
            name="kind",
            label=Text("类别", "Kind"),
            field="instrument_code",
            options=lambda: [ALL, *rules.KINDS.items()],
        ),
        Filter(
            name="area",
            label=Text("地区", "Area"),
            field="organisation__region__code__startswith",
            options=_areas,
        ),
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="standing",
            options=lambda: [ALL, *((s.name, s.label) for s in rules.STANDING.values())],
        ),
    ),
    empty=Text("没有符合条件的平台或人才。", "No platform or talent fits."),
)
EQUIPMENT = Listing(
    title=Text("共享仪器", "Shared equipment"),
    columns=(
        Column(
            key="name",
            label=Text("仪器", "Equipment"),
            value=lambda e: e.name,
            sort=("name_zh",),
        ),
        Column(key="make", label=Text("厂商与型号", "Maker and type"), value=lambda e: e.make),
        Column(
            key="host",
            label=Text("依托单位", "Host"),
            value=lambda e: e.platform.organisation.name,
            sort=("platform__organisation__name_zh",),
        ),
        Column(
            key="area",
            label=Text("地区", "Area"),
            value=lambda e: e.platform.organisation.region.name,
        ),
        Column(
            key="fee",
            label=Text("每小时收费", "Fee an hour"),
            value=lambda e: e.fee_fen,
            kind="money",
            sort=("fee_fen",),
        ),
        Column(
            key="hours",
            label=Text("已使用机时", "Hours used"),
            value=lambda e: e.hours_used,
            kind="number",
            sort=("hours_used",),
        ),
    ),
    search=(
        "name_zh",
        "name_en",
        "make",
        "number",
        "place",
        "platform__organisation__name_zh",
        "platform__organisation__name_en",
    ),
    order=("name_zh", "pk"),
    filters=(
        Filter(
            name="kind",
            label=Text("平台类别", "Kind of platform"),
            field="platform__instrument_code",
            options=lambda: [ALL, *rules.KINDS.items()],
        ),
        Filter(
            name="area",
            label=Text("地区", "Area"),
            field="platform__organisation__region__code__startswith",
            options=_areas,
        ),
    ),
    empty=Text("没有符合条件的共享仪器。", "No shared equipment fits."),
)
BOOKINGS = Listing(
    title=Text("仪器预约", "Bookings"),
    columns=(
        Column(
            key="number",
            label=Text("编号", "Number"),
            value=lambda b: b.number,
            sort=("number",),
        ),
        Column(
            key="equipment", label=Text("仪器", "Equipment"), value=lambda b: b.equipment.name
        ),
        Column(key="unit", label=Text("预约单位", "Unit"), value=lambda b: b.organisation.name),
        Column(
            key="on", label=Text("日期", "Day"), value=lambda b: b.on, kind="date", sort=("on",)
        ),
        Column(key="hours", label=Text("时段", "Hours"), value=lambda b: b.hours),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda b: rules.BOOKING.state(b.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=(
        "number",
        "purpose",
        "equipment__name_zh",
        "equipment__name_en",
        "organisation__name_zh",
    ),
    order=("-on", "first", "pk"),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [ALL, *((s.name, s.label) for s in rules.BOOKING.states)],
        ),
    ),
    empty=Text("没有您可以查看的预约。", "No booking that you may see."),
)
