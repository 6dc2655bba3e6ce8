"""The papers of review: the report to an applicant, a panel's minutes, an appeal's answer."""

from datetime import date
from pathlib import Path
from typing import Any

from xingmeng.core import papers, wholes
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.review import queries, rules
from xingmeng.stages.review.rules import appeals as appeal_rules
from xingmeng.stages.review.rules import panels as panel_rules

FOLDER = Path(__file__).parent / "templates" / "review"


def report_of(application, on: date) -> dict[str, Any]:
    """What an applicant is told: scores and comments as declared, never who gave them."""
    candidate = queries.place_of("application", application.pk)
    about = candidate.round
    review, told = about.instrument.review, about.instrument.review.tells
    sheets = [a for a in queries.experts_of(candidate) if a.state == "handed_in"]
    kept = queries.counted_in(about)
    counted = [a for a in sheets if a.pk in kept]
    until = appeal_rules.until(on, review.appeal_days)
    return {
        "title": f"关于“{application.title or about.title}”评审意见的反馈",
        "unit": application.organisation.name_zh,
        "application": application.number,
        "round": about.title,
        "experts": len(sheets),
        "score": _points(candidate.score) if "score" in told else "",
        "line": str(about.instrument.terms.line),
        "place": str(candidate.place) if "place" in told else "",
        "left_out": len(sheets) - len(counted),
        "criteria": _criteria(about, counted) if "criteria" in told else [],
        "comments": [_comments(a) for a in sheets] if "comments" in told else [],
        "panel": _verdict(candidate),
        "appeal_until": until.isoformat(),
        "grounds": [text.zh for text in appeal_rules.GROUNDS.values()],
    }


def _points(score: int | None) -> str:
    return "" if score is None else f"{score // 100}.{score % 100:02d}"


def _criteria(about, sheets) -> list[list[str]]:
    lines = []
    for line in about.criteria:
        given = [rules.points_in((line,), a.answers).get(line.name) for a in sheets]
        known = [points for points in given if points is not None]
        if known:
            mean = sum(known) / len(known)
            lines.append([line.label.zh, f"{line.weight}%", f"{mean:.2f}"])
    return lines


def _comments(sheet) -> dict[str, Any]:
    lines = rules.criteria_of(sheet)
    said = [(c.label.zh, sheet.answers.get(rules.sheets.why_of(c.name))) for c in lines]
    return {
        "whole": sheet.comment,
        "lines": [[label, why] for label, why in said if why],
    }


def _verdict(candidate) -> str:
    outcome = queries.verdicts([candidate.pk]).get(candidate.pk, "")
    return panel_rules.OUTCOMES[outcome].zh if outcome else ""


def minutes_of(panel, on: date) -> dict[str, Any]:
    """Who sat, who stepped out of what and why, and how many votes each candidate had."""
    return {
        "title": f"{panel.title}纪要",
        "panel": panel.title,
        "held_on": panel.held_on.isoformat(),
        "place": panel.place,
        "chair": panel.chair.get_full_name(),
        "members": queries.names_of_members(panel),
        "quorum": panel.quorum,
        "remarks": panel.remarks,
        "stepped_out": [
            [str(b.item.number), b.seat.user.get_full_name(), b.reason]
            for b in queries.stepped_out_of(panel)
        ],
        "items": [_item(one) for one in panel.items.select_related("candidate__round")
                  .order_by("number")],
    }  # fmt: skip


def _item(item) -> dict[str, Any]:
    return {
        "number": str(item.number),
        "title": item.candidate.title,
        "score": _points(item.candidate.score),
        "yes": str(item.yes),
        "no": str(item.no),
        "abstained": str(item.abstained),
        "stepped_out": str(item.stepped_out),
        "outcome": panel_rules.OUTCOMES[item.outcome].zh,
    }


def answer_of(appeal, on: date) -> dict[str, Any]:
    """The letter that ends an appeal; its outcome and reason come with the step."""
    row = applications.under_review(appeal.candidate.subject_id)
    return {
        "title": f"关于评审申诉（{appeal.number}）的答复",
        "to": row.organisation.name_zh,
        "about": row.title,
        "application": row.number,
        "round": appeal.candidate.round.title,
        "filed_on": papers.chinese_day(appeal.filed_at.date()),
        "ground": appeal_rules.GROUNDS[appeal.ground].zh,
        "findings": appeal.findings,
        "outcomes": {state.name: state.label.zh for state in appeal_rules.APPEAL.states},
    }


def _applicant_or_organiser(actor: Actor, application) -> bool:
    own = application.organisation_id in actor.organisations
    return own or bool(actor.roles & queries.ORGANISERS)


def _reads_panel(actor: Actor, panel) -> bool:
    """The chair who signs; members and organisers who opened them on record."""
    return actor.user_id == panel.chair_id or (
        queries.opens_panel(actor, panel) and wholes.is_open(actor, "panel", panel)
    )


def _reads_appeal(actor: Actor, appeal) -> bool:
    own = appeal.organisation_id in actor.organisations
    return own or bool(actor.roles & queries.ORGANISERS)


REPORT = papers.register(
    papers.PaperKind(
        name="review_report",
        title=Text("评审意见反馈", "Report on the review"),
        kind="application",
        template=FOLDER / "report.typ",
        data=report_of,
        may_read=_applicant_or_organiser,
        number=lambda row, on: papers.file_number("review_report", on),
    )
)
MINUTES = papers.register(
    papers.PaperKind(
        name="panel_minutes",
        title=Text("会议评审纪要", "Minutes of the panel"),
        kind="panel",
        template=FOLDER / "minutes.typ",
        data=minutes_of,
        may_read=_reads_panel,
        number=lambda row, on: papers.file_number("panel_minutes", on),
    )
)
ANSWER = papers.register(
    papers.PaperKind(
        name="appeal_answer",
        title=Text("评审申诉答复", "Answer to the appeal"),
        kind="appeal",
        template=FOLDER / "answer.typ",
        data=answer_of,
        may_read=_reads_appeal,
        number=lambda row, on: papers.file_number("appeal_answer", on),
    )
)
