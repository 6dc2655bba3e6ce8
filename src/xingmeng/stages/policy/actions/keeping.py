"""Keeping the library: the law's file is brought up to date, officers enter the rest."""

from datetime import UTC, datetime
from typing import Any

from xingmeng.core import door, move
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.law import documents as law
from xingmeng.stages.policy import queries
from xingmeng.stages.policy.models import Document
from xingmeng.stages.policy.rules import documents as rules

SHIPPED = datetime(2021, 1, 1, tzinfo=UTC)  # since when the file's documents are kept
KEPT = (
    *("title_zh", "title_en", "summary_zh", "summary_en", "issuers", "topic", "confidence"),
    *("issued_on", "since_on", "until_on", "replaced_by", "of_law", "state"),
)


@door.change()
def load_law() -> None:
    """Bring the library up to the law's file; what the file no longer has stays as it was.

    Writes: one row for each document of the file. A number that an officer entered before
            the file had it is the file's from then on.
    """
    rows = [_of_law(one) for one in law.every()]
    Document.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["number"], update_fields=KEPT
    )


def _of_law(one: law.Document) -> Document:
    return Document(
        number=one.number,
        title_zh=one.title.zh,
        title_en=one.title.en,
        summary_zh=one.summary.zh,
        summary_en=one.summary.en,
        issuers=_between(one.issuers),
        topic=one.topic,
        issued_on=one.issued,
        since_on=one.since,
        until_on=one.until,
        replaced_by=one.replaced_by,
        confidence=one.confidence,
        of_law=True,
        state="ended" if one.until else "kept",
        since=SHIPPED,
    )


def _between(codes: tuple[str, ...]) -> str:
    return f",{','.join(codes)},"


@door.change()
def enter_document(*, actor: Actor, number: str, issuer: str, **said: Any) -> Document:
    """Enter a document that the law's file does not have.

    Writes: the document, one step.
    Errors: Refused without the right, for a number the library has, an unknown issuer or
            topic, or days out of order.
    """
    wanted = "".join(number.split())
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    found += rules.unsaid({"issuer": issuer, **said})
    if Document.objects.filter(number=wanted).exists():
        found.append(Finding("number_taken", {"field": "number", "number": wanted}))
    refuse_if(found)
    row = Document(number=wanted, issuers=_between((issuer,)), confidence="S", **said)
    move.begin("policy_document", row, actor=actor)
    return row


def _end(step: Step) -> None:
    row: Document = step.row
    row.until_on = rules.day_said(step, "until_on")
    row.replaced_by = str(step.details.get("replaced_by") or "")
    row.save(update_fields=["until_on", "replaced_by"])


def _reopen(step: Step) -> None:
    row: Document = step.row
    row.until_on, row.replaced_by = None, ""
    row.save(update_fields=["until_on", "replaced_by"])


DOCUMENT = move.register(
    move.Subject(
        kind="policy_document",
        title=Text("政策文件", "Policy document"),
        model=Document,
        flow_of=lambda row: rules.DOCUMENT,
        every_flow=lambda: [rules.DOCUMENT],
        roles_of=rules.document_roles,
        visible_to=queries.documents_for,
        checks={
            "ends_after_it_starts": rules.ends_after_it_starts,
            "another_replaces_it": rules.another_replaces_it,
        },
        effects={"end": _end, "reopen": _reopen},
    )
)
