"""From records to the terms of a contract: what is signed is written down once, here."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings

from xingmeng.core.papers import wan as yuan
from xingmeng.engines import ledger
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications

SECOND = 2  # the stage of a race that the winner alone runs


class Part(NamedTuple):
    """What one contract is about: the whole (0) or a stage of a race, and its sums in fen."""

    stage: int
    agreed_fen: int
    support_fen: int


def terms_of(
    award, answers: dict[str, Any], part: Part, *, number: str, on: date
) -> dict[str, Any]:
    """Everything both sides sign, as plain values. Units: money as text and as fen.

    Errors: none for a bid that passed the instrument's form.
    """
    challenge, bid = award.challenge, award.application
    return {
        "number": number,
        "title": award.title,
        "challenge_number": challenge.number,
        "list_title": challenge.call.title_zh,
        "parties": _parties(challenge, bid),
        "leader": {"name": answers["leader_name"], "title": answers.get("leader_title") or ""},
        "team": answers.get("members") or [],
        "partners": [
            {"name": line["unit"].name_zh, "task": line["task"]}
            for line in applications.partners_of(bid)
        ],
        "targets": [
            {
                "name": target["name"],
                "unit": target.get("unit") or "",
                "value": target["value"],
                "test": "按第六条验收测试办法",
            }
            for target in challenge.targets
        ],
        "acceptance_test": challenge.acceptance_test,
        "route": answers["route"],
        "stage": part.stage,
        "milestones": _milestones(award, answers, part, on),
        "amount": yuan(part.agreed_fen),
        "amount_fen": part.agreed_fen,
        "support": yuan(part.support_fen),
        "support_fen": part.support_fen,
        "support_rule": award.support_rule,
        "deadline_on": ends_on(challenge, part.stage).isoformat(),
        "pledge": _pledge(award, part),
        "issued_on": on.isoformat(),
    }


def _parties(challenge, bid) -> list[dict[str, str]]:
    issuer, bidder = challenge.issuer, bid.organisation
    return [
        {
            "party": "department",
            "role": "甲方（组织方）",
            "name": settings.REGION["department_zh"],
            "credit_code": "",
            "representative": "",
            "capacity": "经办处室负责人",
        },
        _party("issuer", "乙方（发榜方）", issuer),
        _party("bidder", "丙方（揭榜方）", bidder),
    ]


def _party(party: str, role: str, organisation) -> dict[str, str]:
    return {
        "party": party,
        "role": role,
        "name": organisation.name_zh,
        "credit_code": organisation.credit_code,
        "representative": organisation.legal_representative,
        "capacity": "单位授权经办人",
    }


def ends_on(challenge, stage: int) -> date:
    """When a contract of that stage is to be done: a race's first stage at its checkpoint."""
    return challenge.checkpoint_on if stage == 1 else challenge.deadline_on


def _milestones(award, answers: dict[str, Any], part: Part, on: date) -> list[dict[str, Any]]:
    """What falls due when; the support is released in the shares of the instrument."""
    instalments = award.instrument.instalments_of(part.stage)
    parts = ledger.split(part.support_fen, [i.share_pct for i in instalments])
    midway = answers["schedule"][0]
    if part.stage == SECOND:
        midway = {**midway, "due_on": _after_checkpoint(award.challenge, midway["due_on"], on)}
    said = {
        "start": ("项目启动", (on + timedelta(days=60)).isoformat(), "团队到位，方案细化"),
        "midway": (midway["title"], midway["due_on"], midway["target"]),
        "acceptance": (
            "验收",
            award.challenge.deadline_on.isoformat(),
            "按固定的验收测试办法达到全部考核指标",
        ),
    }
    if part.stage == 1:
        said["checkpoint"] = ("比选", award.challenge.checkpoint_on.isoformat(), _rule(award))
    lines = []
    for instalment, share in zip(instalments, parts, strict=True):
        title, due_on, target = said[instalment.milestone]
        lines.append(
            {
                "number": instalment.number,
                "key": instalment.milestone,
                "title": title,
                "due_on": due_on,
                "target": target,
                "share_pct": instalment.share_pct,
                "amount": yuan(share),
                "amount_fen": share,
            }
        )
    return lines


def _after_checkpoint(challenge, planned: str, on: date) -> str:
    """When the second stage is midway: as bid, if that lies ahead, else half-way to its end."""
    half = on + (challenge.deadline_on - on) / 2
    return planned if planned > on.isoformat() else half.isoformat()


def _rule(award) -> str:
    race = award.instrument.race
    return (
        f"提交阶段成果，参加比选；综合评分低于 {race.line} 分，"
        f"或比最高分低 {race.gap} 分及以上的退出。"
        "已履行阶段任务的，第一阶段经费不退"
    )


def _pledge(award, part: Part) -> dict[str, Any]:
    goal, consequence, exemption = (Text(p.zh, p.en) for p in award.instrument.pledge)
    return {
        "goal": goal.zh,
        "deadline": ends_on(award.challenge, part.stage).isoformat(),
        "consequences": [consequence.zh],
        "exemption": exemption.zh,
    }
