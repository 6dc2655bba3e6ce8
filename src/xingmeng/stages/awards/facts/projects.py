"""From an application to the terms of a project's contract: carried over, then what changed."""

from datetime import date
from typing import Any

from django.conf import settings

from xingmeng.core import answers, clock
from xingmeng.core.papers import wan as yuan
from xingmeng.engines import ledger
from xingmeng.instruments.sections import words
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.applications.facts import Knowledge, prefill
from xingmeng.stages.registry import queries as registry

START, MIDWAY, LAST = "start", "midway", "acceptance"
CLAUSES = (
    "乙方按进度组织实施，每年报告进展和经费使用；重大情况及时报告。",
    "变更项目负责人、承担单位、考核指标的，报甲方批准；其他变更按管理办法办理并备案。",
    "未按期完成且无正当理由的，甲方可终止项目，追回未使用和违规使用的财政经费，并记入科研诚信。",
    "财政经费单独核算、专款专用，接受审计和绩效评价；项目资料自归档之日起至少保存十年。",
)
PROOFS = {code: text.zh for code, text in words.PROOFS}


def carried(award) -> dict[str, Any]:
    """What a contract's form begins with: the application, what is known, what was approved.

    Errors: none.
    """
    application, form = award.application, award.instrument.forms.get("contract", ())
    knowledge = Knowledge(
        organisation=application.organisation,
        person=application.leader,
        call=award.call,
        application=application,
        on=clock.today(),
    )
    known, _ = prefill(form, knowledge)
    return {**_said(award), **known, "approved_fen": award.support_fen}


def outline(award, *, number: str, on: date) -> dict[str, Any]:
    """What a drafted contract says before its form is filled in. Errors: none."""
    return {"number": number, "title": award.title, "leader": _leader(award)}


def ends_on(award, on: date) -> date:
    """When the project is to be done: as applied for, else two years from now. Errors: none."""
    return _day(_said(award), "end_on") or on.replace(year=on.year + 2, day=min(on.day, 28))


def terms_of(contract, *, on: date) -> dict[str, Any]:
    """Everything all parties sign, as plain values. Units: money as text and as fen.

    Errors: none for an application and a contract that passed their forms.
    """
    award = contract.award
    agreed = _said(award) | contract.answers
    return {
        "number": contract.number,
        "title": contract.title,
        "instrument": award.instrument.title.zh,
        "call": {"number": award.call.number, "title": award.call.title_zh},
        "application": award.application.number,
        "decision": award.document_number,
        "parties": _parties(award),
        "leader": _leader(award),
        "sections": _sections(award, contract),
        "targets": _targets(agreed),
        "milestones": _milestones(award, contract, on),
        "amount": yuan(contract.agreed_fen),
        "amount_fen": contract.agreed_fen,
        "support": yuan(contract.support_fen),
        "support_fen": contract.support_fen,
        "lump_sum": award.instrument.budget == "lump_sum",
        "start_on": (_day(agreed, "start_on") or on).isoformat(),
        "deadline_on": contract.deadline_on.isoformat(),
        "acceptance_test": "对照考核指标逐项核验",
        "clauses": [*CLAUSES, *(text.zh for text in award.instrument.pledge)],
        "place": settings.REGION.get("seat_zh", ""),
        "issued_on": on.isoformat(),
    }


def _said(award) -> dict[str, Any]:
    return applications.answers_of(award.application)


def _day(said: dict[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(str(said.get(name)))
    except ValueError:
        return None


def _leader(award) -> dict[str, str]:
    person, said = award.application.leader, _said(award)
    named = {"name": said.get("leader_name") or "", "title": said.get("leader_title") or ""}
    return {"name": person.name, "title": person.title} if person else named


def _parties(award) -> list[dict[str, str]]:
    unit = award.application.organisation
    bureau = registry.bureau_of(award.application.area)
    lines = (
        ("department", "甲方（项目主管部门）", settings.REGION["department_zh"], "", ""),
        (
            "holder",
            "乙方（承担单位）",
            unit.name_zh,
            unit.credit_code,
            unit.legal_representative,
        ),
        ("recommender", "丙方（推荐单位）", bureau, "", ""),
    )
    names = ("party", "role", "name", "credit_code", "representative")
    return [dict(zip(names, line, strict=True)) for line in lines]


def _sections(award, contract) -> list[dict[str, Any]]:
    """What was asked in either form, as official papers print it; the contract's own last."""
    asked = award.instrument.forms
    whole = answers.bind(asked["application"], _said(award))
    own = answers.bind(asked.get("contract", ()), contract.answers)
    return answers.written([*whole, *own])


def _targets(said: dict[str, Any]) -> list[dict[str, str]]:
    rows = said.get("targets")
    return [
        {
            "name": str(row.get("name") or ""),
            "unit": str(row.get("unit") or ""),
            "value": str(row.get("value") or ""),
            "test": PROOFS.get(str(row.get("proof")), ""),
        }
        for row in (rows if isinstance(rows, list) else ())
    ]


def _milestones(award, contract, on: date) -> list[dict[str, Any]]:
    """What falls due when; the money is released in the shares of the instrument."""
    shares = award.instrument.instalments
    parts = ledger.split(contract.support_fen, [one.share_pct for one in shares])
    begins = _day(_said(award), "start_on") or on
    days = (contract.deadline_on - begins) / len(shares)
    lines = []
    for place, (one, fen) in enumerate(zip(shares, parts, strict=True)):
        due = on if one.milestone == START else begins + days * place
        if one.milestone == LAST:
            due = contract.deadline_on
        lines.append(
            {
                "number": one.number,
                "key": one.milestone,
                "title": one.label.zh,
                "due_on": due.isoformat(),
                "target": _due(award, one.milestone),
                "share_pct": one.share_pct,
                "amount": yuan(fen),
                "amount_fen": fen,
            }
        )
    return lines


def _due(award, key: str) -> str:
    """What the milestone is measured by: the application's own plan where it has one."""
    plan = _said(award).get("milestones")
    rows = [r for r in plan if isinstance(r, dict)] if isinstance(plan, list) else []
    if key == START:
        return "任务书签订生效"
    if key == LAST or not rows:
        return "达到任务书约定的考核指标" if key == LAST else "达到中期考核指标"
    middle = rows[(len(rows) - 1) // 2]
    return str(middle.get("target") or middle.get("work") or "达到中期考核指标")[:500]
