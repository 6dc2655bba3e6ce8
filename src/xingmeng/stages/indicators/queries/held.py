"""How many platforms, talents and teams are recognised, from the registry's recognitions."""

from xingmeng.core import clock
from xingmeng.engines.values import Text
from xingmeng.stages.indicators.queries.definitions import DEPARTMENT, Definition
from xingmeng.stages.registry import queries as registry

PLATFORMS = Text("平台与人才", "Platforms and talents")


def _held(code: str, name: str, title: Text) -> Definition:
    return Definition(
        code=name,
        group=PLATFORMS,
        title=title,
        unit="count",
        explain=Text(
            "当日有效的认定数，不论由平台认定还是由名单登记。",
            "Recognitions that held that day, decided here or entered from a list.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: registry.platforms.held_on(actor, code, clock.local_day(at)),
        area="organisation__region__code",
        instrument="instrument_code",
    )


HELD: tuple[Definition, ...] = (
    _held("key_laboratory", "key_laboratories", Text("重点实验室", "Key laboratories")),
    _held("rd_centre", "rd_centres", Text("企业研发中心", "Enterprise R&D centres")),
    _held("talent", "talents_held", Text("草原英才", "Grassland talents")),
    _held("talent_team", "talent_teams", Text("草原英才团队", "Grassland talent teams")),
)
