"""Who takes part: the units that bid or join, and how many come from outside the region."""

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from xingmeng.core import clock
from xingmeng.core.actor import prefix
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.indicators.queries.definitions import DEPARTMENT, Definition
from xingmeng.stages.registry import queries as registry

UNITS = Text("参与单位", "Units taking part")
RESEARCH = ("university", "institute", "hospital")


def bidding(actor, at) -> QuerySet:
    """The units that lead or join a bid which was opened. Made of what is not public."""
    return applications.units_of(applications.opened_until(at, actor))


def contracted(actor, at, area: str = "") -> QuerySet:
    """The units that lead or join a project under contract, of the issuers of one area."""
    rows = awards.agreed_until(at, actor)
    rows = rows.filter(award__application__area__startswith=area)
    bids = applications.visible_to(actor).filter(pk__in=rows.values("award__application_id"))
    return applications.units_of(bids)


def research_outside(actor, at) -> QuerySet:
    """Research units of other provinces in a signed agreement, an opened bid or a contract."""
    signed = registry.partners.signed_until(actor, clock.local_day(at))
    known = (registry.partners.parties(signed), bidding(actor, at), contracted(actor, at))
    either = Q(pk__in=[])
    for rows in known:
        either |= Q(pk__in=rows.order_by().values("pk"))
    found = registry.visible_to(actor).filter(either, kind__in=RESEARCH)
    return registry.partners.outside(found)


def _outside(rows: QuerySet) -> QuerySet:
    """The same units, each with 1 in `outside` if its seat is in another province."""
    here = prefix(settings.REGION["code"])
    outside = When(~Q(region__code__startswith=here), then=Value(1))
    return rows.annotate(
        outside=Case(outside, default=Value(0), output_field=IntegerField()),
        one=Value(1, output_field=IntegerField()),
    )


def _delivered(kind: str):
    def records(actor, at) -> QuerySet:
        return registry.partners.delivered_until(actor, clock.local_day(at), kind)

    return records


OF_AGREEMENTS: tuple[Definition, ...] = (
    Definition(
        code="platforms_built_jointly",
        group=UNITS,
        title=Text("联合共建平台", "Platforms built jointly"),
        unit="count",
        explain=Text(
            "合作协议约定、已登记建成的联合共建平台和新型研发机构。",
            "Platforms and new-type institutions that agreements promised and that are there.",
        ),
        answers_for=DEPARTMENT,
        records=_delivered("platform"),
        day=lambda row: row.delivered_on,
    ),
    Definition(
        code="workstations_built",
        group=UNITS,
        title=Text("院士专家工作站", "Workstations"),
        unit="count",
        explain=Text(
            "合作协议约定、已登记建成的院士专家工作站。",
            "Workstations that agreements promised and that are there.",
        ),
        answers_for=DEPARTMENT,
        records=_delivered("workstation"),
        day=lambda row: row.delivered_on,
    ),
    Definition(
        code="workstation_members",
        group=UNITS,
        title=Text("进站院士专家团队成员", "Members of teams at workstations"),
        unit="count",
        explain=Text(
            "上述工作站登记的进站人数之和。",
            "The people who came with these workstations, as recorded.",
        ),
        answers_for=DEPARTMENT,
        records=_delivered("workstation"),
        column="people",
        day=lambda row: row.delivered_on,
    ),
    Definition(
        code="teams_brought_in",
        group=UNITS,
        title=Text("柔性引进高层次团队", "Teams brought in"),
        unit="count",
        explain=Text(
            "合作协议约定、已登记到位的引进团队。",
            "Teams that agreements promised and that came.",
        ),
        answers_for=DEPARTMENT,
        records=_delivered("team"),
        day=lambda row: row.delivered_on,
    ),
)
TAKING_PART: tuple[Definition, ...] = (
    Definition(
        code="units_bidding",
        group=UNITS,
        title=Text("揭榜和参与单位", "Units that bid or join"),
        unit="count",
        explain=Text(
            "牵头或联合参加已开启揭榜书的单位数，每家只算一次。",
            "Units that lead or join an opened bid, each counted once.",
        ),
        answers_for=DEPARTMENT,
        records=bidding,
        area="region__code",
        inside=True,
    ),
    Definition(
        code="units_outside",
        group=UNITS,
        title=Text("区外单位占比", "Share from outside the region"),
        unit="ratio",
        explain=Text(
            "上述单位中注册地在自治区以外的占比。",
            "Of these units, the share whose seat is in another province.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: _outside(bidding(actor, at)),
        column="outside",
        over="one",
        inside=True,
    ),
    Definition(
        code="units_contracted",
        group=UNITS,
        title=Text("签约项目的承担单位", "Units under contract"),
        unit="count",
        explain=Text(
            "牵头或联合承担已签约项目的单位数，每家只算一次。",
            "Units that lead or join a project under contract, each counted once.",
        ),
        answers_for=DEPARTMENT,
        records=contracted,
        area="region__code",
        inside=True,
    ),
    Definition(
        code="research_outside",
        group=UNITS,
        title=Text("参加的区外科研单位", "Research units from outside taking part"),
        unit="count",
        explain=Text(
            "签有合作协议、参加已开启揭榜书或承担已签约项目的区外高校、科研院所和医疗机构数，"
            "每家只算一次。",
            "Universities, institutes and hospitals of other provinces with a signed "
            "agreement, in an opened bid or under contract, each counted once.",
        ),
        answers_for=DEPARTMENT,
        records=research_outside,
        area="region__code",
        inside=True,
    ),
    *OF_AGREEMENTS,
)
