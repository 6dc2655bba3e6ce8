"""Pages that belong to no stage: front, desk, board, moves, files, receipts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from xingmeng.core import attachments, clock, keys, pages, receipts
from xingmeng.core import move as moves
from xingmeng.core.actor import NOBODY
from xingmeng.core.addresses import Case
from xingmeng.core.drafts import writable_in
from xingmeng.core.models import File
from xingmeng.core.roles import label_of
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import FIELDS
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.web import board as boards
from xingmeng.web import latest, waiting

FIELD_WORDS = dict(FIELDS)
TARGETS = 3  # of a challenge on the front page
WINNERS = ("in_force", "completed")
MAY_ATTACH = {
    "milestone": (("evidence",), frozenset({"planned", "fixing"}), "bidder"),
    "technique": (("evidence",), frozenset({"reported"}), "commissioner"),
    "entitlement": (("evidence",), frozenset({"contested"}), "applicant"),
    "appeal": (("evidence",), frozenset({"filed", "accepted"}), "appellant"),
    "evaluation": (("evidence",), frozenset({"filed"}), "evaluator"),
    "outcome": (("evidence", "picture"), frozenset({"filed"}), "applicant"),
}


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What the drive is, what is open now, and what came of it."""
    open_now = calls.open_at(clock.now(), request.actor)[:6]
    everywhere = calls.open_at(clock.now(), request.actor)
    won = awards.agreed_until(clock.now(), NOBODY).filter(state__in=WINNERS)
    context = {
        "figures": boards.headline(request.actor),
        "challenges": [_challenge(row) for row in open_now],
        "open_count": everywhere.count(),
        "open_fen": sum(everywhere.values_list("amount_fen", flat=True)),
        "winners": [_winner(row) for row in won.order_by("-in_force_at", "-pk")[:4]],
        "news": latest.events(most=5, steps=latest.RESULTS),
    }
    return render(request, "front.html", context)


def _challenge(row: Any) -> dict[str, Any]:
    return {
        "title": row.title,
        "url": row.get_absolute_url(),
        "amount_fen": row.amount_fen,
        "closes_at": row.call.closes_at,
        "issuer": row.issuer.name,
        "region": row.issuer.region.name,
        "field": FIELD_WORDS[row.field],
        "targets": row.targets[:TARGETS],
    }


def _winner(row: Any) -> dict[str, Any]:
    won = row.award.application.organisation
    stages = awards.contracts_for(NOBODY).filter(award_id=row.award_id)
    return {
        "title": row.title,
        "url": row.get_absolute_url(),
        "organisation": won.name,
        "region": won.region.name,
        "agreed_fen": sum(stages.values_list("agreed_fen", flat=True)),  # of a race, both
        "state": moves.state_of("contract", row),
    }


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for this reader, the most urgent first."""
    actor = request.actor
    context = {
        "greeting": say(Text(f"{actor.name}，您好", f"Hello, {actor.name}")),
        "role_labels": [label_of(role) for role in sorted(actor.roles)],
        "waiting_groups": waiting.groups(actor),
        "shortcuts": waiting.shortcuts(actor),
    }
    return render(request, "desk.html", context)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The drive at a glance; every figure opens."""
    measure = request.GET.get("measure", "")
    shown = boards.page(request.actor, measure=measure)
    return render(request, "board.html", {**shown, "measure": measure})


@login_required
def make_move(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    """Confirm a move, then make it."""
    kind, pk = case
    return pages.make_move(request, kind, pk, name)


@login_required
@require_POST
def open_whole(request: HttpRequest, case: Case) -> HttpResponse:
    """Open a paper, draw or proof that stands over several cases; it is put on record."""
    kind, pk = case
    return pages.open_whole(request, kind, pk)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file, to whoever may see its case; opened in the browser only if that is harmless."""
    record, _ = attachments.get_for(request.actor, pk)
    return attachments.served(record)


@login_required
@require_POST
def attach(request: HttpRequest, case: Case) -> HttpResponse:
    """Take in evidence for a case that this reader is to report on."""
    kind, pk = case
    row = _may_attach(request, kind, pk)
    for field in MAY_ATTACH[kind][0]:
        for upload in request.FILES.getlist(field):
            attachments.add(upload, kind=kind, subject_id=pk, field=field, actor=request.actor)
    messages.success(request, say(Text("文件已上传。", "Uploaded.")))
    return redirect(row)


def _may_attach(request: HttpRequest, kind: str, pk: int) -> Any:
    if kind not in MAY_ATTACH:
        raise Http404
    _, states, role = MAY_ATTACH[kind]
    about = moves.subject(kind)
    row = about.visible_to(request.actor).filter(pk=pk).first()
    if row is None or row.state not in states or role not in about.roles_of(request.actor, row):
        raise Http404
    return row


@login_required
@require_POST
def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out of a draft, or out of a report not yet handed in."""
    record, row = attachments.get_for(request.actor, pk)
    if not _may_remove(request, record, row):
        raise Http404
    attachments.remove(record, actor=request.actor)
    back = request.POST.get("back", "")
    inside = back.startswith("/") and not back.startswith("//")
    return redirect(back if inside else row.get_absolute_url())


def _may_remove(request: HttpRequest, record: File, row: Any) -> bool:
    roles = moves.subject(record.kind).roles_of(request.actor, row)
    if record.kind in MAY_ATTACH:
        _, states, role = MAY_ATTACH[record.kind]
        return row.state in states and role in roles
    return row.state in writable_in(row) and not roles.isdisjoint({"applicant", "contributor"})


def verify_receipt(request: HttpRequest) -> HttpResponse:
    """Anybody may check a receipt; nothing of it is kept."""
    verdict, body = None, {}
    if request.method == "POST":
        text = request.POST.get("receipt", "")
        if upload := request.FILES.get("file"):
            text = upload.read(64_000).decode("utf-8", "replace")
        verdict, body = _verdict(text[:64_000])
    return render(request, "receipts.html", {"verdict": verdict, "body": body})


def _verdict(text: str) -> tuple[str, dict[str, Any]]:
    try:
        document = receipts.read(text)
    except ValueError:
        return "unreadable", {}
    trusted = keys.public_key_pem()
    valid, reason = receipts.verify(document, trusted_pem=trusted)
    return reason, dict(document["body"]) if valid else {}


@require_GET
def receipt_key(request: HttpRequest) -> HttpResponse:
    """The public key that receipts are checked with."""
    pem = keys.public_key_pem()
    return HttpResponse(pem, content_type="application/x-pem-file")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})
