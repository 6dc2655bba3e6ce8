"""The shape of what is told: a challenge with its bids, as plain data; sums in yuan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from xingmeng.demo import cast
from xingmeng.engines.values import yuan

Target = tuple[str, str, str]  # name, value, unit
Marks = tuple[int, int, int, int]  # one expert's, line by line


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """One answer to a challenge. `promised` follows the challenge's targets in order.

    Units: price in yuan.
    """

    unit: str
    leader: str = ""
    title: str = "研究员"
    route: str = ""
    innovation: str = ""
    base: str = ""
    readiness: int = 1
    promised: tuple[str, ...] = ()
    midway: tuple[str, str, str] = ("", "", "")  # title, due, what is to be shown
    price: int = 0
    conditions: str = ""
    ownership: str = "shared"
    members: tuple[tuple[str, str], ...] = ()
    partners: tuple[tuple[str, str], ...] = ()  # key of a unit, its task
    marks: tuple[Marks, Marks, Marks] = ((75, 75, 75, 75),) * 3
    issuer: int = 75
    comment: str = ""
    withdrawn: bool = False
    said: Mapping[str, Any] | None = None  # the answers themselves, where they stand elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One need that became a challenge; `issuer` is a unit's key. Units: sums in yuan."""

    key: str
    issuer: str
    theme: str
    field: str
    kind: str = "tackle"
    title: str
    bottleneck: str = ""
    present: str = ""
    targets: tuple[Target, ...] = ()
    total: int = 0
    own: int = 0
    deadline: str = ""
    site: str = ""
    forms: tuple[str, ...] = ()
    ownership: str = "shared"
    wish: str = ""
    opinion: str = ""
    test: str = ""
    bids: tuple[Bid, ...] = ()
    chosen: str = ""  # key of the unit the issuer chooses
    agreed: int = 0
    reason: str = ""
    race: tuple[int, int, str] | None = None  # runners, money of a first stage, checkpoint
    need: Mapping[str, Any] | None = None  # the texts themselves, where they stand elsewhere
    refined: Mapping[str, Any] | None = None


def challenge_from(
    need: Mapping[str, Any], refined: Mapping[str, Any], **told: Any
) -> Challenge:
    """A challenge whose texts stand elsewhere as a form takes them."""
    known = {name: need[name] for name in ("theme", "field", "kind")}
    return Challenge(
        title=refined["refined_title"],
        total=refined["refined_total_fen"] // 100,
        deadline=refined["refined_deadline_on"],
        need=need,
        refined=refined,
        **known,
        **told,
    )


def again(it: Challenge, **told: Any) -> Challenge:
    """The same challenge as it was told the second time."""
    return replace(it, **told)


def need_of(it: Challenge) -> dict[str, Any]:
    """What the issuer writes."""
    if it.need is not None:
        return dict(it.need)
    return {
        "title": it.title,
        "kind": it.kind,
        "theme": it.theme,
        "field": it.field,
        "bottleneck": it.bottleneck,
        "present_level": it.present,
        "targets": _targets(it),
        "total_fen": yuan(it.total),
        "own_fen": yuan(it.own),
        "deadline_on": it.deadline,
        "site": it.site,
        "result_forms": list(it.forms),
        "ownership": it.ownership,
        "partner_wish": it.wish,
        "secrecy": "open",
        "pledged": True,
    }


def refined_of(it: Challenge) -> dict[str, Any]:
    """What the officer makes of it: the same targets, and the test that is then fixed."""
    if it.refined is not None:
        return dict(it.refined)
    return _race_of(it) | {
        "refined_title": it.title,
        "refined_targets": _targets(it),
        "acceptance_test": it.test,
        "refined_total_fen": yuan(it.total),
        "refined_deadline_on": it.deadline,
    }


def _race_of(it: Challenge) -> dict[str, Any]:
    if it.race is None:
        return {}
    runners, stage, checkpoint_on = it.race
    return {"runners": runners, "stage_fen": yuan(stage), "checkpoint_on": checkpoint_on}


def _targets(it: Challenge) -> list[dict[str, str]]:
    return [{"name": name, "value": value, "unit": unit} for name, value, unit in it.targets]


def bid_of(it: Challenge, bid: Bid) -> dict[str, Any]:
    """What a bidder writes."""
    if bid.said is not None:
        return dict(bid.said)
    title, due_on, target = bid.midway
    return {
        "secrecy": "open",
        "route": bid.route,
        "innovation": bid.innovation,
        "base": bid.base,
        "readiness": bid.readiness,
        "promised": _promised(it, bid),
        "schedule": [{"title": title, "due_on": due_on, "target": target}],
        "price_fen": yuan(bid.price),
        "conditions": bid.conditions,
        "ownership": bid.ownership,
        "leader_name": bid.leader,
        "leader_title": bid.title,
        "members": [{"name": name, "role": role} for name, role in bid.members],
        "partners": [_partner(key, task) for key, task in bid.partners],
        "unrelated": True,
        "pledged": True,
    }


def _promised(it: Challenge, bid: Bid) -> list[dict[str, str]]:
    rows = zip(refined_of(it)["refined_targets"], bid.promised, strict=False)
    return [{"name": row["name"], "value": value, "unit": row["unit"]} for row, value in rows]


def _partner(key: str, task: str) -> dict[str, str]:
    """One line of the table of partners, as the form asks for it."""
    unit = next(u for u in cast.UNITS if u.key == key)
    return {"credit_code": unit.credit_code, "task": task}
