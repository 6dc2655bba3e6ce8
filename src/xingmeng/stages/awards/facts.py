"""From records to the terms of a contract: what is signed is written down once, here."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings

from xingmeng.engines import ledger
from xingmeng.engines.values import Text


def yuan(fen: int) -> str:
    """Fen as 万元, as documents show it. Units: fen in. Errors: none."""
    whole, rest = divmod(fen, 1_000_000)
    return f"{whole:,}.{rest:06d}".rstrip("0").rstrip(".") + " 万元"


def terms_of(award, answers: dict[str, Any], *, number: str, on: date) -> dict[str, Any]:
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
        "partners": answers.get("partners") or [],
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
        "milestones": _milestones(award, answers, on),
        "amount": yuan(award.agreed_fen),
        "amount_fen": award.agreed_fen,
        "support": yuan(award.support_fen),
        "support_fen": award.support_fen,
        "support_rule": award.support_rule,
        "deadline_on": challenge.deadline_on.isoformat(),
        "pledge": _pledge(award),
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


def _milestones(award, answers: dict[str, Any], on: date) -> list[dict[str, Any]]:
    """Start, midway as bid, acceptance; the support falls due in the instrument's shares."""
    instalments = award.instrument.instalments
    parts = ledger.split(award.support_fen, [i.share_pct for i in instalments])
    midway = answers["schedule"][0]
    said = {
        "start": ("项目启动", (on + timedelta(days=60)).isoformat(), "团队到位，方案细化"),
        "midway": (midway["title"], midway["due_on"], midway["target"]),
        "acceptance": (
            "验收",
            award.challenge.deadline_on.isoformat(),
            "按固定的验收测试办法达到全部考核指标",
        ),
    }
    lines = []
    for instalment, part in zip(instalments, parts, strict=True):
        title, due_on, target = said[instalment.milestone]
        lines.append(
            {
                "number": instalment.number,
                "key": instalment.milestone,
                "title": title,
                "due_on": due_on,
                "target": target,
                "share_pct": instalment.share_pct,
                "amount": yuan(part),
                "amount_fen": part,
            }
        )
    return lines


def _pledge(award) -> dict[str, Any]:
    goal, consequence, exemption = (Text(p.zh, p.en) for p in award.instrument.pledge)
    return {
        "goal": goal.zh,
        "deadline": award.challenge.deadline_on.isoformat(),
        "consequences": [consequence.zh],
        "exemption": exemption.zh,
    }
