"""The two pages every case has: the record, and the confirmation of a move."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from xingmeng.core import answers, clock, panels, trail
from xingmeng.core import move as moves
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.models import Moving, Note
from xingmeng.core.roles import label_of
from xingmeng.core.words import say
from xingmeng.engines import flow, forms
from xingmeng.engines.instrument import Move, State
from xingmeng.engines.values import Finding, Text

Fact = tuple[Text, Any, str] | tuple[Text, Any, str, str]  # label, value, kind, address
BEGUN = Text("创建", "Begun")
ONLOOKERS = frozenset({"leader", "administrator"})  # see cases, not what was said in them
BESIDES = {
    "attach": Text("上传附件", "File attached"),
    "detach": Text("移除附件", "File removed"),
    "change": Text("修改", "Changed"),
    "marks": Text("评分存证", "Marks kept"),
    "record_fact": Text("登记年度数据", "Yearly figure recorded"),
    "record_integrity": Text("登记诚信决定", "Integrity decision recorded"),
}


def head(kind: str, row: Moving) -> dict[str, Any]:
    """What stands above every page of a case: what it is, who has it, until when."""
    about = moves.subject(kind)
    state = moves.state_of(kind, row)
    has_it = [label_of(role) for role in flow.holders(about.flow_of(row), row.state)]
    has_it = [state.held_by] if state.held_by else has_it
    return {
        "kicker": say(about.title),
        "title": str(row),
        "number": getattr(row, "number", ""),
        "state": state,
        "holder": "" if state.final else "、".join(say(name) for name in has_it),
        "due_on": row.due_on,
        "overdue": bool(row.due_on and row.due_on < clock.today() and not state.final),
    }


def record(
    request: HttpRequest,
    kind: str,
    row: Moving,
    *,
    facts: Sequence[Fact],
    template: str = "record.html",
    **context: Any,
) -> HttpResponse:
    """The page of one case: facts, what this reader may do next, panels, timeline."""
    actor: Actor = request.actor
    page = {
        "record": row,
        "head": head(kind, row),
        "facts": [_fact(*fact) for fact in facts if fact[1] not in (None, "")],
        "moves": [_button(kind, row, m) for m in moves.open_moves(kind, row, actor=actor)],
        "timeline": timeline(kind, row, actor=actor),
        "panels": panels.of(kind, actor=actor, record=row),
    }
    return render(request, template, page | context)


def _fact(label: Text, value: Any, kind: str, url: str = "") -> dict[str, Any]:
    shown = say(value) if isinstance(value, Text) else value
    return {"label": say(label), "value": shown, "kind": kind, "url": url}


def _button(kind: str, row: Moving, move: Move) -> dict[str, Any]:
    url = reverse("move", args=[kind, row.pk, move.name])
    return {"name": move.name, "label": move.label, "tone": move.tone, "url": url}


def timeline(kind: str, row: Moving, *, actor: Actor) -> list[dict[str, Any]]:
    """What happened to a case, newest first.

    Names are for staff, others see roles; what was said is for who holds a role in the case.
    """
    about = moves.subject(kind)
    declared, inside = about.flow_of(row), bool(about.roles_of(actor, row) - ONLOOKERS)
    steps = trail.steps_of(kind, row.pk)
    names = _names({r.actor_id for r, _ in steps}) if actor.is_staff else {}
    shown = []
    for step, note in reversed(steps):
        move = next((m for m in declared.moves if m.name == step.move), None)
        label = move.label if move else BESIDES.get(step.move, BEGUN)
        by = "、".join(say(label_of(role)) for role in move.by) if move else ""
        shown.append(
            {
                "at": step.at,
                "who": names.get(step.actor_id, by) or by,
                "label": say(label),
                "note": _said(move, note) if inside and note else "",
                "tone": _tone(declared.states, step.after),
                "current": not shown,
            }
        )
    return shown


def _said(move: Move | None, note: Note) -> str:
    """The reason given at a step, and what its questions were answered with in words."""
    asked = forms.questions(move.asks) if move else {}
    texts = [note.details.get(n) for n, q in asked.items() if q.kind in ("text", "longtext")]
    return "\n".join(text for text in [note.reason, *texts] if text)


def _tone(states: Sequence[State], name: str) -> str:
    return next((state.tone for state in states if state.name == name), "neutral")


def _names(ids: set[int]) -> dict[int, str]:
    users = get_user_model().objects.filter(pk__in=ids)
    return {user.pk: user.get_full_name() for user in users}


def make_move(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """Confirm a move and make it. What is wrong is said on the same page; nothing is lost."""
    try:
        about = moves.subject(kind)
        row = get_object_or_404(about.visible_to(request.actor), pk=pk)
        step = flow.find(about.flow_of(row), name)
    except LookupError:
        raise Http404 from None
    if about.roles_of(request.actor, row).isdisjoint(step.by):
        raise Http404  # what stands against it is not for who may not do it
    findings: tuple[Finding, ...] = ()
    given = {}
    if request.method == "POST":
        given = answers.read_all(step.asks, request.POST)
        reason = request.POST.get("reason", "").replace("\x00", "").strip()
        try:
            _prove(request, step)
            done = moves.make(kind, pk, name, actor=request.actor, reason=reason, details=given)
        except Refused as refused:
            findings = refused.findings
        else:
            messages.success(request, say(step.label) + " ✓")
            visible = about.visible_to(request.actor).filter(pk=pk).exists()
            return redirect(done.get_absolute_url() if visible else "/desk/")
    else:
        given = dict(about.prefills[name](row)) if name in about.prefills else {}
        findings = tuple(moves.against(kind, row, step, actor=request.actor))
    return _confirmation(request, kind, row, step, given, findings)


def _prove(request: HttpRequest, step: Move) -> None:
    if step.confirm and not request.user.check_password(request.POST.get("password", "")):
        raise Refused([Finding("password_wrong")])


def _confirmation(
    request: HttpRequest,
    kind: str,
    row: Moving,
    step: Move,
    given: Mapping[str, Any],
    findings: Sequence[Finding],
) -> HttpResponse:
    asked = forms.questions(step.asks)
    bound = answers.bind(step.asks, given, findings=findings)
    context = {
        "record": row,
        "head": head(kind, row),
        "step": step,
        "sections": bound,
        "fields": [b for section in bound for b in section.answers],
        "asks_reason": step.reason,
        "asks_password": step.confirm,
        "reason": request.POST.get("reason", ""),
        "errors": [f for f in findings if str(f.values.get("field", "")) not in asked],
        "blocked": request.method == "GET" and bool(findings),
        "back_url": row.get_absolute_url(),
    }
    status = 409 if findings and request.method == "POST" else 200
    return render(request, "move.html", context, status=status)
