"""The breadth of 2021: units from all the country agree, build platforms, send teams."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from xingmeng.core import move, sources
from xingmeng.demo.accounts import unit_of
from xingmeng.demo.lists import cooperation as said
from xingmeng.demo.lists.partners import PARTNERS
from xingmeng.demo.script import Script
from xingmeng.demo.stage import who
from xingmeng.demo.unit import Unit
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries

JOINED, DRAFTED, SIGNED, BUILT = "2021-04-06", "2021-05-17", "2021-06-15", "2021-12-10"
DUE, OVER = date(2021, 12, 31), "2023-12-29"
REGISTER = Text("科研单位登记（演示，虚构）", "Register of research units (demo, invented)")
SAYING = "双方联合研发、共建平台、互派人才（虚构）。"
Kept = dict[str, Any]


def tell(script: Script) -> None:
    """Note who joins, what they agree on, what is there by the end of the year, and its end."""
    kept: Kept = {}
    script.at(JOINED, _join, kept, hour=8)
    script.at(DRAFTED, _draft, kept, hour=8)
    script.at(SIGNED, _sign, kept, hour=8)
    script.at(BUILT, _deliver, kept, hour=8)
    script.at(OVER, _end, kept, hour=8)


def institutes() -> Iterator[Unit]:
    """The research units that come from other provinces. Order: by field, then province."""
    for place, (name, field, latin, about) in enumerate(said.FIELDS):
        for number, (region, zh, en) in enumerate(said.PROVINCES):
            yield Unit(
                key=f"coop{place}{number:02d}",
                name_zh=f"{zh}{name}{field}研究院（演示）",
                name_en=f"{latin} Institute of {about}, {en} (demo)",
                kind="institute",
                region=region,
                place=f"{region[:4]}99",
                serial=f"MB0DH{place}{number:02d}",
                industry="73",
                head="演示负责人",
            )


def _join(kept: Kept) -> None:
    officer = who("officer")
    told = [
        {
            "credit_code": unit.credit_code,
            "name_zh": unit.name_zh,
            "name_en": unit.name_en,
            "kind": unit.kind,
            "region_id": unit.region,
            "industry_id": unit.industry,
            "registered_on": date.fromisoformat(unit.founded),
            "legal_representative": unit.head,
        }
        for unit in institutes()
    ]
    source = sources.name("demo:research", REGISTER, dated_on=date.fromisoformat(JOINED))
    rows = registry.register_organisations(told, source=source, actor=officer)
    kept["guests"] = [row.pk for row in rows]
    move.make_all("organisation", kept["guests"], "confirm", actor=officer)


def _draft(kept: Kept) -> None:
    officer = who("officer")
    units = queries.by_credit_codes(unit_of(key).credit_code for key in said.HOSTS)
    hosts = [units[unit_of(key).credit_code] for key in said.HOSTS]
    names = {unit_of(key).name_zh for key in PARTNERS}
    known = queries.partners.partners_called(names)
    partners = [known[unit_of(key).name_zh].pk for key in PARTNERS]
    guests = iter(kept["guests"])
    share = len(kept["guests"]) / said.PLATFORMS
    drafts = []
    for n in range(said.PLATFORMS):
        host = hosts[n % len(hosts)]
        few = int((n + 1) * share) - int(n * share)
        drafts.append(
            {
                "title_zh": f"与{_short(host.name_zh)}科技合作协议第{n // len(hosts) + 1}批（演示）",
                "title_en": f"Cooperation with {_short(host.name_en)}, part {n // len(hosts) + 1} (demo)",
                "subject": SAYING,
                "partners": [partners[n % len(partners)]],
                "units": [host.pk, *islice(guests, few)],
            }
        )
    rows = registry.draft_agreements(drafts, actor=officer)
    kept["agreements"] = [row.pk for row in rows]
    promises = {row.pk: list(_promised(n)) for n, row in enumerate(rows)}
    made = registry.add_deliverables(kept["agreements"], promises, actor=officer)
    kept["promised"] = {
        kind: [row.pk for row in made if row.kind == kind]
        for kind in ("platform", "workstation", "team")
    }


def _short(name: str) -> str:
    return name.removesuffix("（演示）").removesuffix(" (demo)")


def _promised(n: int) -> Iterator[dict[str, Any]]:
    """What the n-th agreement promises: a platform, a workstation while there are any, teams."""
    yield _promise("platform", "联合研发平台（演示）", "Joint platform (demo)")
    if n < said.STATIONS:
        yield _promise("workstation", "院士专家工作站（演示）", "Workstation (demo)")
    share = said.TEAMS / said.PLATFORMS
    for place in range(int((n + 1) * share) - int(n * share)):
        yield _promise("team", f"引进团队 {place + 1}（演示）", f"Team {place + 1} (demo)")


def _promise(kind: str, zh: str, en: str) -> dict[str, Any]:
    return {"kind": kind, "title_zh": zh, "title_en": en, "deadline_on": DUE}


def _sign(kept: Kept) -> None:
    details = {"signed_on": SIGNED}
    move.make_all(
        "agreement", kept["agreements"], "sign", actor=who("officer"), details=details
    )


def _deliver(kept: Kept) -> None:
    people = {"workstation": said.AT_A_STATION, "team": said.IN_A_TEAM}
    for kind, keys in kept["promised"].items():
        given = {"delivered_on": BUILT, "evidence": "挂牌文件、合同和名单在案（虚构）。"}
        if kind in people:
            given["people"] = people[kind]
        move.make_all("deliverable", keys, "deliver", actor=who("officer"), details=given)


def _end(kept: Kept) -> None:
    reason = "约定任务已全部完成，各方商定终止（虚构）。"
    move.make_all("agreement", kept["agreements"], "end", actor=who("officer"), reason=reason)
