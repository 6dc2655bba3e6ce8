"""The report to an applicant, and the appeal against it. One function per verb."""

from typing import Any

from xingmeng.core import clock, door, move, numbers
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.models import Paper
from xingmeng.core.move import Step
from xingmeng.core.papers import issue
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.review import papers, queries
from xingmeng.stages.review.actions.rounds import open_anew
from xingmeng.stages.review.models import Appeal
from xingmeng.stages.review.rules import appeals as rules


@door.change()
def report_on(application_id: int, *, actor: Actor) -> Paper | None:
    """Tell an applicant how its application was reviewed, once, when the result is known.

    Writes: one paper, if it was ranked in a concluded round of experts. Errors: none.
    """
    candidate = queries.place_of("application", application_id)
    row = applications.under_review(application_id)
    if candidate is None or queries.report_of(row):
        return None
    return issue(papers.REPORT.name, row, actor=actor)


def report_when_passed_over(event: Moved) -> None:
    """React to an application that was not selected: its applicant gets the reasons."""
    if event.kind == "application" and event.move == "be_passed_over":
        report_on(event.pk, actor=SYSTEM.because_of(event.step_id))


@door.change()
def file_appeal(application_id: int, *, ground: str, text: str, actor: Actor) -> Appeal:
    """Appeal against how an application was reviewed, within the time from its report.

    Writes: the appeal, its step. Errors: Refused with every reason: for another unit, before
            there is a report, too late, a second time, without a ground or a text; Http404 if
            the application may not be seen.
    """
    row = applications.get_for(actor, application_id)
    own = row.organisation_id in actor.organisations
    found = [] if own else [not_yours("applicant")]
    candidate = queries.place_of("application", row.pk)
    found += _in_time(row)
    if queries.appealed(candidate):
        found.append(Finding("appealed_already"))
    if ground not in rules.GROUNDS:
        found.append(Finding("not_an_option", {"field": "ground"}))
    found += _text_fits(text)
    refuse_if(found)
    year = clock.today().year
    appeal = Appeal(
        number=numbers.drawn(
            f"appeal:{year}",
            lambda n: f"SS{year}-{n}",
            taken=lambda number: Appeal.objects.filter(number=number).exists(),
        ),
        candidate=candidate,
        organisation_id=row.organisation_id,
        by_id=actor.user_id,
        ground=ground,
        text=text.replace("\x00", "").strip(),
        filed_at=clock.now(),
    )
    move.begin("appeal", appeal, actor=actor)
    return appeal


def _in_time(row: Any) -> list[Finding]:
    until = queries.appeal_until(row)
    if until is None:
        return [Finding("no_report_yet")]
    late = until < clock.today()
    return [Finding("appeal_too_late", {"until": until})] if late else []


def _text_fits(text: str) -> list[Finding]:
    if not text.strip():
        return [Finding("answer_needed", {"field": "text"})]
    if len(text) > rules.MOST_CHARS:
        said = {"field": "text", "chars": len(text), "max": rules.MOST_CHARS}
        return [Finding("too_long", said)]
    return []


def _examine(step: Step) -> None:
    step.row.findings = step.details["findings"]
    step.row.save(update_fields=["findings"])


def _answer(step: Step) -> None:
    """The unit gets a letter with the reasons."""
    said = {"outcome": step.row.state, "reason": step.reason}
    issue(papers.ANSWER.name, step.row, actor=step.actor, on=step.on, extra=said)


def _uphold(step: Step) -> None:
    """The unit gets its letter, and its application is judged anew by other experts."""
    _answer(step)
    open_anew(step.row, actor=SYSTEM.because_of(step.step_id))


APPEAL = move.register(
    move.Subject(
        kind="appeal",
        title=Text("评审申诉", "Appeal"),
        model=Appeal,
        flow_of=lambda row: rules.APPEAL,
        every_flow=lambda: [rules.APPEAL],
        roles_of=rules.appeal_roles,
        visible_to=queries.appeals_for,
        effects={"examine": _examine, "uphold": _uphold, "reject": _answer, "refuse": _answer},
        related=("candidate__round",),
    )
)
