"""Changing bids. One function per verb, one transaction per call."""

from collections.abc import Mapping
from typing import Any

from xingmeng import instruments
from xingmeng.core import attachments, clock, door, move, numbers, receipts, seal, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.models import Receipt
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications import queries, rules
from xingmeng.stages.applications.models import Application
from xingmeng.stages.calls import queries as calls


@door.change()
def begin(challenge_id: int, *, organisation_id: int, actor: Actor) -> Application:
    """Start a bid for an organisation one acts for. Writes: the bid, one step.

    Errors: Refused if the challenge takes no bids now, one bids for oneself, or already does;
            Http404 if the challenge may not be seen.
    """
    challenge = calls.challenge_for(actor, challenge_id)
    refuse_if([] if organisation_id in actor.organisations else [not_yours("applicant")])
    year = clock.today().year
    row = Application(
        challenge=challenge,
        organisation_id=organisation_id,
        number=f"JBS{year}{numbers.following(f'application:{year}'):06d}",
        saved_at=clock.now(),
    )
    step = move.Step(row=row, move=_SUBMIT, actor=actor, reason="", details={}, at=clock.now())
    found = rules.before_closing(step) + rules.eligible(step)
    if queries.live_of(challenge_id, frozenset({organisation_id})).exists():
        found.append(Finding("already_bidding"))
    refuse_if(found)
    move.begin("application", row, actor=actor)
    return row


_SUBMIT = instruments.get("open_challenge").flow("application").moves[0]


@door.change()
def save_answers(pk: int, given: Mapping[str, Any], *, actor: Actor) -> list[Finding]:
    """Keep answers of a draft, also faulty ones, and say what is wrong with them.

    Writes: the answers. Nothing on the trail: a draft is its author's own.
    Errors: Refused once handed in, or for another's bid; unknown fields are left out.
    """
    rows = Application.objects.select_for_update(of=("self",))
    row = rows.select_related("challenge__call", "challenge__issuer").get(pk=pk)
    found = [] if "applicant" in rules.roles_of(actor, row) else [not_yours("applicant")]
    if row.state != "draft":
        found.append(Finding("wrong_state", {"state": row.state, "needed": ["draft"]}))
    refuse_if(found)
    asked = forms.questions(rules.form_of(row))
    kept = {name: value for name, value in given.items() if name in asked}
    row.answers = row.answers | kept
    row.saved_at = clock.now()
    row.save(update_fields=["answers", "saved_at"])
    wrong = [f for name in kept for f in forms.check(asked[name], kept[name])]
    return [f for f in wrong if f.code not in forms.GAPS]


def _seal(step: Step) -> None:
    """Encrypt the content, forget the plain answers, give a receipt as the change closes."""
    row: Application = step.row
    files = attachments.of("application", row.pk)
    content = {
        "answers": row.answers,
        "files": [{"name": f.name, "field": f.field, "digest": f.digest} for f in files],
    }
    plain = receipts.canonical(content)
    row.content_digest = receipts.digest(content)
    row.sealed = seal.close(plain, context=f"application:{row.pk}")
    row.answers, row.submitted_at = {}, step.at
    row.save(update_fields=["answers", "sealed", "content_digest", "submitted_at"])
    door.at_the_end(lambda: _give_receipt(row), order=20)


def _give_receipt(row: Application) -> None:
    count, last = trail.head()
    given = queries.receipts_of(row).count() + 1
    number = f"{row.number}-{given}"
    body = {
        "kind": "application",
        "number": number,
        "challenge": row.challenge.number,
        "credit_code": row.organisation.credit_code,
        "digest": row.content_digest,
        "submitted_at": row.submitted_at.isoformat(),
        "trail": {"count": count, "hash": last},
    }
    Receipt.objects.create(
        kind="application",
        subject_id=row.pk,
        number=number,
        document=receipts.sign(body),
        at=row.submitted_at,
        trail_count=count,
        trail_hash=last,
    )


def _unseal(step: Step) -> None:
    row: Application = step.row
    row.answers = queries.answers_of(row)
    row.sealed = None
    row.save(update_fields=["answers", "sealed"])


def _take_back(step: Step) -> None:
    _unseal(step)


def open_on_second_key(event: Moved) -> None:
    """Reaction: the second key unseals every bid of the challenge; none at all is 流榜."""
    if (event.kind, event.move) != ("challenge", "turn_second_key"):
        return
    sealed = list(queries.in_state(event.pk, "sealed").values_list("pk", flat=True))
    for pk in sealed:
        move.make("application", pk, "unseal", actor=event.system)
    if not sealed:
        move.make("challenge", event.pk, "run_dry", actor=event.system)


def run_dry_when_all_refused(event: Moved) -> None:
    """Reaction: a challenge whose every bid was refused in screening has none: 流榜."""
    if (event.kind, event.move) != ("application", "screen_out"):
        return
    wanted = Application.objects.get(pk=event.pk).challenge_id
    if not queries.in_state(wanted, "opened", "recommended", "admitted").exists():
        move.make("challenge", wanted, "run_dry", actor=event.system)


APPLICATION = move.register(
    move.Subject(
        kind="application",
        title=Text("揭榜书", "Bid"),
        model=Application,
        flow_of=lambda row: row.instrument.flow("application"),
        every_flow=lambda: [i.flow("application") for i in instruments.every()],
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={
            "before_closing": rules.before_closing,
            "complete": rules.complete,
            "eligible": rules.eligible,
        },
        effects={"submit": _seal, "unseal": _unseal, "take_back": _take_back},
        related=("challenge__call", "challenge__issuer", "organisation"),
    )
)
