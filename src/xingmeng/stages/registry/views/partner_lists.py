"""The lists of the frame 4+8+N: partners, agreements, what they promise, contacts."""

from typing import Any

from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.words import say, series
from xingmeng.engines.instrument import State
from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.queries import partners as queries
from xingmeng.stages.registry.rules import KINDS
from xingmeng.stages.registry.rules import partners as rules

ALL = ("", Text("全部", "All"))
REGION_ITSELF = Text("自治区本级", "The region itself")
NOTHING_PROMISED = State(name="none", label=Text("未列成果", "None listed"), tone="neutral")
OVERDUE = State(name="overdue", label=Text("逾期", "Overdue"), tone="bad")
LATE = Filter(
    name="late",
    label=Text("逾期成果", "Overdue"),
    field="late__gt",
    options=lambda: [ALL, ("0", Text("有逾期", "With overdue ones"))],
)


def _late(count: int) -> State:
    label = Text(f"{count} 项逾期", f"{count} overdue")
    return State(name="overdue", label=label, tone="bad")


def promises(row: Any) -> State:
    """How far what an agreement promises has come; what is late comes first."""
    if row.late:
        return _late(row.late)
    if not row.promised:
        return NOTHING_PROMISED
    label = Text(f"{row.done} / {row.promised} 项完成", f"{row.done} of {row.promised} done")
    return State(
        name="kept", label=label, tone="good" if row.done == row.promised else "active"
    )


def _running(row: Any) -> State:
    label = Text(f"{row.running} 项有效", f"{row.running} in force")
    in_time = State(name="running", label=label, tone="good" if row.running else "neutral")
    return _late(row.late) if row.late else in_time


def names_of(rows: Any) -> str:
    """The names of several partners or units in a row."""
    return series(say(row.name) for row in rows)


PARTNERS = Listing(
    title=Text("合作伙伴", "Partners"),
    columns=(
        Column(
            key="name", label=Text("伙伴", "Partner"), value=lambda p: p.name, sort=("name_zh",)
        ),
        Column(
            key="group",
            label=Text("分组", "Group"),
            value=lambda p: rules.GROUPS[p.group],
            sort=("group",),
        ),
        Column(key="kind", label=Text("性质", "Kind"), value=lambda p: KINDS[p.kind]),
        Column(key="region", label=Text("所在地", "Place"), value=lambda p: p.region.name),
        Column(
            key="since",
            label=Text("何时起", "Since"),
            value=lambda p: p.since_on,
            kind="date",
            sort=("since_on",),
        ),
        Column(key="running", label=Text("协议", "Agreements"), value=_running, kind="state"),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda p: rules.PARTNER.state(p.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("name_zh", "name_en", "source"),
    order=("group", "name_zh", "pk"),
    filters=(
        Filter(
            name="group",
            label=Text("分组", "Group"),
            field="group",
            options=lambda: [ALL, *rules.GROUPS.items()],
        ),
        Filter(
            name="kind",
            label=Text("性质", "Kind"),
            field="kind",
            options=lambda: [ALL, *KINDS.items()],
        ),
        Filter(
            name="region",
            label=Text("所在地", "Place"),
            field="region_id",
            options=lambda: [
                ALL,
                *((r.code, r.name) for r in registry.regions(kinds=["province"])),
            ],
        ),
        LATE,
    ),
    empty=Text("没有符合条件的合作伙伴。", "No partner fits."),
)
AGREEMENTS = Listing(
    title=Text("合作协议", "Agreements"),
    columns=(
        Column(
            key="title",
            label=Text("协议", "Agreement"),
            value=lambda a: a.title,
            sort=("title_zh",),
        ),
        Column(
            key="partners",
            label=Text("合作伙伴", "Partners"),
            value=lambda a: names_of(a.partners.all()),
        ),
        Column(
            key="units",
            label=Text("区内单位", "Units"),
            value=lambda a: names_of(a.units.all()) or REGION_ITSELF,
        ),
        Column(
            key="signed",
            label=Text("签署", "Signed"),
            value=lambda a: a.signed_on,
            kind="date",
            sort=("signed_on",),
        ),
        Column(
            key="until",
            label=Text("有效期至", "Until"),
            value=lambda a: a.until_on,
            kind="date",
            sort=("until_on",),
        ),
        Column(key="promises", label=Text("成果", "Promised"), value=promises, kind="state"),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda a: rules.AGREEMENT.state(a.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title_zh", "title_en", "number", "subject"),
    order=queries.LATEST_FIRST,
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [ALL, *((s.name, s.label) for s in rules.AGREEMENT.states)],
        ),
        Filter(
            name="group",
            label=Text("伙伴分组", "Group"),
            field="partners__group",
            options=lambda: [ALL, *rules.GROUPS.items()],
        ),
        Filter(
            name="kind",
            label=Text("成果类别", "Promises"),
            field="deliverables__kind",
            options=lambda: [ALL, *rules.DELIVERABLES.items()],
        ),
        LATE,
    ),
    empty=Text("没有符合条件的协议。", "No agreement fits."),
)


def standing(row: Any) -> State:
    """Where a deliverable stands; late ones are overdue."""
    return OVERDUE if queries.is_late(row) else rules.DELIVERABLE.state(row.state)


DELIVERABLES = Listing(
    title=Text("协议成果", "Deliverables"),
    columns=(
        Column(
            key="title",
            label=Text("成果", "Deliverable"),
            value=lambda d: d.title,
            sort=("title_zh",),
        ),
        Column(
            key="kind",
            label=Text("类别", "Kind"),
            value=lambda d: rules.DELIVERABLES[d.kind],
            sort=("kind",),
        ),
        Column(
            key="agreement", label=Text("协议", "Agreement"), value=lambda d: d.agreement.title
        ),
        Column(
            key="due",
            label=Text("期限", "Due"),
            value=lambda d: d.deadline_on,
            kind="date",
            sort=("deadline_on",),
        ),
        Column(
            key="done",
            label=Text("完成", "Delivered"),
            value=lambda d: d.delivered_on,
            kind="date",
            sort=("delivered_on",),
        ),
        Column(
            key="people",
            label=Text("引进人数", "People"),
            value=lambda d: d.people,
            kind="number",
            sort=("people",),
        ),
        Column(key="state", label=Text("状态", "State"), value=standing, kind="state"),
    ),
    search=("title_zh", "title_en", "agreement__title_zh", "agreement__number"),
    order=("deadline_on", "pk"),
    filters=(
        Filter(
            name="kind",
            label=Text("类别", "Kind"),
            field="kind",
            options=lambda: [ALL, *rules.DELIVERABLES.items()],
        ),
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [ALL, *((s.name, s.label) for s in rules.DELIVERABLE.states)],
        ),
    ),
    empty=Text("没有符合条件的成果。", "No deliverable fits."),
)
CONTACTS = Listing(
    title=Text("互访会谈", "Visits and talks"),
    columns=(
        Column(key="subject", label=Text("议题", "Subject"), value=lambda c: c.subject),
        Column(key="partner", label=Text("伙伴", "Partner"), value=lambda c: c.partner.name),
        Column(key="kind", label=Text("形式", "Kind"), value=lambda c: rules.CONTACTS[c.kind]),
        Column(
            key="day",
            label=Text("日期", "Day"),
            value=lambda c: c.held_on,
            kind="date",
            sort=("held_on",),
        ),
        Column(key="place", label=Text("地点", "Place"), value=lambda c: c.place),
        Column(
            key="host",
            label=Text("区内单位", "Unit"),
            value=lambda c: c.host.name if c.host else "",
        ),
        Column(
            key="next",
            label=Text("下一步期限", "Next by"),
            value=lambda c: c.next_on,
            kind="date",
            sort=("next_on",),
        ),
    ),
    search=("subject", "place", "partner__name_zh", "partner__name_en", "host__name_zh"),
    order=("-held_on", "-pk"),
    filters=(
        Filter(
            name="kind",
            label=Text("形式", "Kind"),
            field="kind",
            options=lambda: [ALL, *rules.CONTACTS.items()],
        ),
    ),
    empty=Text("没有您可以查看的互访会谈。", "No visits or talks that you may see."),
)
