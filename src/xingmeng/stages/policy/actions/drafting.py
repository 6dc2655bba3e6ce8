"""Saving and dropping drafts of the law. The law itself is never touched."""

from datetime import date

from xingmeng.core import clock, door, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding
from xingmeng.law import amending
from xingmeng.law.amending import Amendment
from xingmeng.law.dated import Overlay
from xingmeng.stages.policy.models import LawDraft
from xingmeng.stages.policy.queries import drafts
from xingmeng.stages.policy.rules import drafts as rules


@door.change()
def save_draft(
    draft: Amendment,
    *,
    actor: Actor,
    name: str,
    on: date,
    pk: int | None = None,
    overlay: Overlay | None = None,
) -> LawDraft:
    """Save a draft, or its next version; the same changes again are no new version.

    Writes: the draft, one step. `overlay` is what the authority has set, which is not kept.
    Errors: Refused without the right, for somebody else's draft, one that changes nothing or
            cannot be worked out, all reasons at once; Http404 for one that is not visible.
    """
    row = drafts.draft_for(actor, pk) if pk else LawDraft(author_id=actor.user_id, version=0)
    found = [] if rules.may_write(actor) else [not_yours(rules.WRITES)]
    if row.author_id != actor.user_id:
        found.append(Finding("draft_of_another"))
    refuse_if(
        [*found, *rules.unsaid(draft, name), *amending.faults(on, draft, overlay=overlay)]
    )
    changes = amending.said(draft)
    if row.version and (row.name, row.on, row.changes) == (name.strip(), on, changes):
        return row
    row.name, row.on, row.changes = name.strip(), on, changes
    row.version, row.saved_at = row.version + 1, clock.now()
    row.save()
    trail.record("law_draft", row.pk, "save", actor=actor, details={"version": row.version})
    return row


@door.change()
def drop_draft(pk: int, *, actor: Actor) -> None:
    """Take a draft off the list; what was worked out from it stays where it is kept.

    Writes: the draft, one step. Errors: Refused for somebody else's; Http404.
    """
    row = drafts.draft_for(actor, pk)
    found = [] if rules.may_write(actor) else [not_yours(rules.WRITES)]
    if row.author_id != actor.user_id:
        found.append(Finding("draft_of_another"))
    refuse_if(found)
    row.dropped_at = clock.now()
    row.save(update_fields=["dropped_at"])
    trail.record("law_draft", row.pk, "drop", actor=actor)
