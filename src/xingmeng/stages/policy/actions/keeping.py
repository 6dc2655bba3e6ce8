"""Keeping the library: the law's file is brought up to date, officers enter the rest."""

from typing import Any

from xingmeng.core import door, move, trail
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.law import documents as law
from xingmeng.stages.policy import queries
from xingmeng.stages.policy.models import Document
from xingmeng.stages.policy.rules import documents as rules

SAID = (  # of a document of the law's file, by the file alone
    *("title_zh", "title_en", "summary_zh", "summary_en", "issuers", "topic", "confidence"),
    *("issued_on", "since_on", "until_on", "replaced_by", "of_law"),
)


@door.change()
def load_law() -> None:
    """Bring the library up to the law's file; what the file no longer has stays as it was.

    A number that an officer entered before the file had it is the file's from then on.
    Writes: one row for each document of the file; a step for each that is new, that the file
            says otherwise than before, that it ends or no longer ends.
    """
    known = {row.number: row for row in Document.objects.exclude(state="struck_out")}
    said = [_of_law(one) for one in law.every()]
    move.begin_all(
        "policy_document", [row for row in said if row.number not in known], actor=SYSTEM
    )
    _renew([(known[row.number], row) for row in said if row.number in known])
    for state, until, name in (("kept", False, "law_ends"), ("ended", True, "law_keeps")):
        rows = Document.objects.filter(of_law=True, state=state, until_on__isnull=until)
        move.make_all("policy_document", rows.values_list("pk", flat=True), name, actor=SYSTEM)


def _renew(pairs: list[tuple[Document, Document]]) -> None:
    """Let what is in the library say what the law's file says, where it does not."""
    changed = [row for row, said in pairs if _take(row, said)]
    Document.objects.bulk_update(changed, SAID)
    taken = [trail.Taken(row.pk) for row in changed]
    trail.record_all("policy_document", taken, "change", actor=SYSTEM)


def _take(row: Document, said: Document) -> bool:
    """Take over what the file says. Whether that was anything new."""
    new = {name: getattr(said, name) for name in SAID}
    old = {name: getattr(row, name) for name in SAID}
    for name, value in new.items():
        setattr(row, name, value)
    return new != old


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
    if Document.objects.filter(number=wanted).exclude(state="struck_out").exists():
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
