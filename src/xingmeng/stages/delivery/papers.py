"""The papers of delivery: milestone certificate, user's opinion, acceptance certificate."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from xingmeng.core import attachments, papers, signing
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.awards import facts
from xingmeng.stages.awards import papers as awards_papers
from xingmeng.stages.awards import queries as awards

FOLDER = Path(__file__).parent / "templates" / "delivery"
GRADES = {"excellent": "优", "good": "良", "fair": "中", "poor": "差"}
VERDICTS = {"met": "全部达到", "partly": "部分达到", "unmet": "未达到"}
CONCLUSIONS = {
    "passed": "通过验收",
    "exempted": "未达到目标，已勤勉尽责，予以免责结题",
    "closed": "未达到全部考核指标，已尽责，予以结题",
    "failed": "未通过验收",
}


def _contract(contract, on: date) -> dict[str, Any]:
    award = contract.award
    challenge = award.challenge
    return {
        "title": contract.title,
        "instrument": award.instrument.title.zh,
        "contract": contract.number,
        "challenge": challenge.number if challenge else "",
        "issuer": challenge.issuer.name_zh if challenge else "",
        "bidder": award.application.organisation.name_zh,
        "leader": contract.terms["leader"]["name"],
        "agreed": facts.yuan(contract.agreed_fen),
        "support": facts.yuan(contract.support_fen),
        "deadline": contract.deadline_on.isoformat(),
        "targets": contract.terms["targets"],
        "test": contract.terms["acceptance_test"],
    }


def milestone_of(row, on: date) -> dict[str, Any]:
    """What a passed milestone certifies, with the digests of its evidence. Errors: none."""
    files = attachments.of("milestone", row.pk)
    return _contract(row.contract, on) | {
        "milestone": row.title,
        "target": row.target,
        "planned_on": row.planned_on.isoformat(),
        "share_pct": row.share_pct,
        "amount": facts.yuan(row.amount_fen),
        "summary": row.summary,
        "opinion": row.opinion,
        "files": [{"name": f.name, "digest": f.digest} for f in files],
    }


def opinion_of(row, on: date) -> dict[str, Any]:
    """What the user measured and thinks of it. Errors: none."""
    return _contract(row.contract, on) | {
        "summary": row.summary,
        "results": row.results,
        "verdict": VERDICTS[row.verdict],
    }


def acceptance_of(row, on: date) -> dict[str, Any]:
    """How the contract ended, with the user's own signature on the opinion. Errors: none."""
    return opinion_of(row, on) | {
        "opinion": row.opinion,
        "conclusion": CONCLUSIONS[row.state],
        "user_signatures": [_signed(one) for one in signing.signatures_of("opinion", row)],
    }


def project_acceptance_of(row, on: date) -> dict[str, Any]:
    """How a programme project ended, by its own targets. Errors: none."""
    return _contract(row.contract, on) | {
        "summary": row.summary,
        "verdict": VERDICTS[row.verdict],
        "opinion": row.opinion,
        "conclusion": CONCLUSIONS[row.state],
    }


def _signed(one) -> dict[str, str]:
    return {
        "party": one.unit,
        "signer": one.name,
        "capacity": papers.CAPACITIES[one.capacity].zh,
        "authority": one.authority,
        "signed_at": timezone.localtime(one.at).isoformat(),
        "digest": one.paper.digest,
        "code": papers.grouped(one.code),
    }


def _may_read(actor: Actor, row) -> bool:
    return awards.may_read_whole(actor, row.contract)


MILESTONE = papers.register(
    papers.PaperKind(
        name="milestone",
        title=Text("里程碑核查证明", "Milestone certificate"),
        kind="milestone",
        template=FOLDER / "milestone.typ",
        data=milestone_of,
        may_read=_may_read,
        number=lambda row, on: papers.file_number("milestone", on),
    )
)


def _place_of(row: Any) -> int:
    """Which of its contract's acceptances it is, from 1."""
    return row.contract.acceptances.filter(pk__lte=row.pk).count()


OPINION = papers.register(
    papers.PaperKind(
        name="opinion",
        title=Text("用户意见书", "The user's opinion"),
        kind="acceptance",
        template=FOLDER / "opinion.typ",
        data=opinion_of,
        may_read=_may_read,
        number=lambda row, on: f"{row.contract.number}-YH{_place_of(row)}",
    )
)
ACCEPTANCE = papers.register(
    papers.PaperKind(
        name="acceptance",
        title=Text("验收证书", "Acceptance certificate"),
        kind="acceptance",
        template=FOLDER / "acceptance.typ",
        data=acceptance_of,
        may_read=_may_read,
        number=lambda row, on: papers.file_number("acceptance", on),
    )
)
PROJECT_ACCEPTANCE = papers.register(
    papers.PaperKind(
        name="project_acceptance",
        title=Text("验收证书", "Acceptance certificate"),
        kind="acceptance",
        template=FOLDER / "project_acceptance.typ",
        data=project_acceptance_of,
        may_read=_may_read,
        number=lambda row, on: papers.file_number("acceptance", on),
    )
)


def archive_of(contract, on: date) -> dict[str, Any]:
    """Every paper and file of a project, with its fingerprint. Errors: none."""
    award = contract.award
    about = (
        ("application", award.application_id),
        ("award", award.pk),
        ("contract", contract.pk),
    )
    cases = [
        *about,
        *(("milestone", pk) for pk in contract.milestones.values_list("pk", flat=True)),
    ]
    cases += [("acceptance", pk) for pk in contract.acceptances.values_list("pk", flat=True)]
    return awards_papers.archived(cases) | {
        "title": contract.title,
        "head": "项目归档目录",
        "facts": [
            ["项目名称", contract.title],
            ["任务书编号", contract.number],
            ["承担单位", award.application.organisation.name_zh],
            ["绩效评价", GRADES.get(contract.grade, "")],
            ["保存期限", awards_papers.KEPT],
        ],
    }


ARCHIVE = papers.register(
    papers.PaperKind(
        name="archive",
        title=Text("归档目录", "Archive list"),
        kind="contract",
        template=awards_papers.FOLDER / "archive.typ",
        data=archive_of,
        may_read=awards.may_read_whole,
        number=lambda contract, on: f"{contract.number}-GD",
    )
)
