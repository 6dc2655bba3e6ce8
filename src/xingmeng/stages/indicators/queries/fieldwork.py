"""What commissioners come to: counties served, teams, people, techniques spread."""

from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import queries as fieldwork
from xingmeng.stages.indicators.queries.definitions import DEPARTMENT, Definition

SERVICE = Text("科技特派", "Field service")
PERSONS = ("person", "enterprise")
FIELDWORK: tuple[Definition, ...] = (
    Definition(
        code="counties_served",
        group=SERVICE,
        title=Text("服务队覆盖的旗县", "Counties that teams serve"),
        unit="count",
        explain=Text(
            "截至当日有服务队协议在履行的旗县，每个旗县计一次。",
            "Counties with a team's agreement running that day; each counts once.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: fieldwork.counties_served(at, actor),
        area="region_id",
    ),
    Definition(
        code="service_teams",
        group=SERVICE,
        title=Text("科技特派员服务队", "Service teams"),
        unit="count",
        explain=Text("截至当日在册的团队。", "Teams registered on that day."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: fieldwork.registered_until(at, actor, kinds=("team",)),
        area="organisation__region_id",
    ),
    Definition(
        code="commissioners",
        group=SERVICE,
        title=Text("科技特派员", "Commissioners"),
        unit="count",
        explain=Text(
            "截至当日在册的自然人和企业科技特派员。",
            "Persons and enterprise commissioners registered on that day.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: fieldwork.registered_until(at, actor, kinds=PERSONS),
        area="organisation__region_id",
        inside=True,
    ),
    Definition(
        code="techniques_spread",
        group=SERVICE,
        title=Text("推广的技术", "Techniques spread"),
        unit="count",
        explain=Text(
            "截至当日旗县已确认的推广技术。",
            "Techniques that counties had confirmed by that day.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: fieldwork.spread_until(at, actor),
        area="region_id",
    ),
)
