"""The two pages every case has: the record, and the confirmation of a move."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from xingmeng.core import answers, clock, formpanels, panels, papers, paperwork, trail, wholes
from xingmeng.core import move as moves
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.models import Moving, Note
from xingmeng.core.password import prove
from xingmeng.core.roles import label_of
from xingmeng.core.words import say, series
from xingmeng.engines import flow, forms
from xingmeng.engines.instrument import Move, State
from xingmeng.engines.values import Finding, Text

Fact = tuple[Text, Any, str] | tuple[Text, Any, str, str]  # label, value, kind, address
BEGUN = Text("创建", "Begun")
INSIDE = frozenset(  # steps that are not for everyone
    {"record_fact", "record_integrity", "give_mandate", "end_mandate", "record_facts"}
    | {"record_contact", "change_contact"}
    | {"record_details", "record_works", "record_yearly_projects"}
    | {"invite", "join", "decline", "part", "name_lead_writer", "judge"}
)
FILED = frozenset({"attach", "detach"})  # told to whom the files are open
ONLOOKERS = frozenset({"leader", "administrator"})  # see cases, not what was said in them
BESIDES = {
    "attach": Text("上传附件", "File attached"),
    "detach": Text("移除附件", "File removed"),
    "change": Text("修改", "Changed"),
    "compute_expertise": Text("计算专长匹配度", "Expertise worked out"),
    "marks": Text("评分存证", "Marks kept"),
    "record_fact": Text("登记年度数据", "Yearly figure recorded"),
    "record_facts": Text("登记年度数据", "Yearly figures recorded"),
    "record_details": Text("登记单位信息", "Details recorded"),
    "record_rights": Text("登记知识产权", "Rights recorded"),
    "record_works": Text("登记前期项目和奖励", "Earlier projects and prizes recorded"),
    "record_yearly_projects": Text("登记年度研发项目", "R&D projects of a year recorded"),
    "record_qualification": Text("登记资质", "Recognition recorded"),
    "end_qualification": Text("终止资质", "Recognition ended"),
    "record_contact": Text("登记互访会谈", "Contact recorded"),
    "change_contact": Text("修改互访会谈记录", "Contact mended"),
    "add_member": Text("登记平台人员", "Somebody joined a platform"),
    "end_member": Text("平台人员离开", "Somebody left a platform"),
    "enter_equipment": Text("登记仪器设备", "Equipment entered"),
    "change_equipment": Text("修改仪器设备", "Equipment changed"),
    "give_mandate": Text("出具授权委托书", "Authority to sign given"),
    "end_mandate": Text("终止授权委托书", "Authority to sign ended"),
    "invite": Text("邀请填写人", "Somebody asked to write along"),
    "join": Text("加入填写", "Joined in writing"),
    "decline": Text("谢绝邀请", "Invitation declined"),
    "part": Text("结束共同填写", "Writing together ended"),
    "name_lead_writer": Text("指定牵头填写人", "Lead writer named"),
    "judge": Text("评价推荐", "A suggestion judged"),
    "show": Text("公开展示摘要", "Summary put on show"),
    "hide": Text("撤下摘要", "Summary taken off"),
    "say": Text("发言", "Something said"),
    "vote": Text("投票", "Voted"),
    "step_out": Text("回避", "Stepped out"),
    "warn_30": Text("到期前 30 天提醒", "Told 30 days before its day"),
    "warn_7": Text("到期前 7 天提醒", "Told 7 days before its day"),
    "warn_late": Text("逾期提醒", "Told that its day has passed"),
    "remind": Text("提醒专家", "Experts reminded"),
    "record_integrity": Text("登记诚信决定", "Integrity decision recorded"),
    "open_marks": Text("打开评分", "Marks opened"),
    "open_whole": Text("查阅全件", "The whole opened"),
    "places": Text("确定入围名额", "Places declared"),
    "note": Text("抽查记录", "Audit note"),
}


def head(kind: str, row: Moving) -> dict[str, Any]:
    """What stands above every page of a case: what it is, who has it, until when."""
    about = moves.subject(kind)
    state = moves.state_of(kind, row)
    has_it = [label_of(role) for role in flow.holders(about.flow_of(row), row.state)]
    has_it = [state.held_by] if state.held_by else has_it
    return {
        "kicker": say(about.title),
        "title": _title_of(row),
        "number": getattr(row, "number", ""),
        "state": state,
        "holder": "" if state.final else series(say(name) for name in has_it),
        "due_on": row.due_on,
        "overdue": bool(row.due_on and row.due_on < clock.today() and not state.final),
    }


def _title_of(row: Moving) -> str:
    """In the reader's language where the record has both."""
    title = getattr(row, "heading", None) or getattr(row, "title", None)
    return say(title) if isinstance(title, Text) else str(row)


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
        "moves": buttons(kind, row, actor=actor),
        "timeline": timeline(kind, row, actor=actor),
        "panels": _boxes(kind, row, actor),
        "whole_url": _whole(kind, row, actor),
    }
    return render(request, template, page | context)


def _whole(kind: str, row: Moving, actor: Actor) -> str:
    """Where a reader opens what stands over several cases, if it is theirs to open."""
    shown = wholes.may_open(actor, kind, row)
    return reverse("open_whole", args=[(kind, row.pk)]) if shown else ""


def open_whole(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Put it on record that a reader opens a whole; then its page shows it."""
    try:
        about = moves.subject(kind)
    except LookupError:
        raise Http404 from None
    row = get_object_or_404(about.visible_to(request.actor), pk=pk)
    if not about.opens(request.actor, row):
        raise Http404
    wholes.open_whole(kind, row, actor=request.actor)
    return redirect(row)


def buttons(kind: str, row: Moving, *, actor: Actor) -> list[dict[str, Any]]:
    """What this reader may do next with a case, for a page that shows several."""
    return [_button(kind, row, m) for m in moves.open_moves(kind, row, actor=actor)]


def _boxes(kind: str, row: Moving, actor: Actor) -> list[panels.Panel]:
    own = paperwork.panel(kind, row, actor=actor)
    papers_ = [own] if own else []
    beside = formpanels.of(kind, row, actor=actor)
    return papers_ + panels.of(kind, actor=actor, record=row) + beside


def _fact(label: Text, value: Any, kind: str, url: str = "") -> dict[str, Any]:
    shown = say(value) if isinstance(value, Text) else value
    return {"label": say(label), "value": shown, "kind": kind, "url": url}


def _button(kind: str, row: Moving, move: Move) -> dict[str, Any]:
    url = reverse("move", args=[(kind, row.pk), move.name])
    return {"name": move.name, "label": move.label, "tone": move.tone, "url": url}


def timeline(kind: str, row: Moving, *, actor: Actor) -> list[dict[str, Any]]:
    """What happened to a case, newest first; each with its row of the trail.

    Names are for staff, others see roles; what was said is for who holds a role in the case.
    """
    about = moves.subject(kind)
    declared, inside = about.flow_of(row), bool(about.roles_of(actor, row) - ONLOOKERS)
    steps = trail.steps_of(kind, row.pk)
    names = _names({r.actor_id for r, _ in steps}) if actor.is_staff else {}
    hushed = about.hushes(actor, row) if actor.user_id else moves.NOTHING_HIDDEN
    left_out = frozenset() if inside or actor.is_staff else INSIDE
    left_out |= frozenset() if about.files_open(actor, row) else FILED
    shown = []
    for step, note in reversed(steps):
        if step.move in left_out or (note and _is_hushed(note, *hushed)):
            continue
        move = next((m for m in declared.moves if m.name == step.move), None)
        label = move.label if move else BESIDES.get(step.move, BEGUN)
        by = series(say(label_of(role)) for role in move.by) if move else ""
        shown.append(
            {
                "step": step,
                "at": step.at,
                "who": names.get(step.actor_id, by) or by,
                "label": say(label),
                "note": _said(move, note) if inside and note else "",
                "tone": _tone(declared.states, step.after),
                "current": not shown,
            }
        )
    return shown


def _is_hushed(note: Note, name: str, hidden: frozenset[int]) -> bool:
    """Whether all that a step was about is hidden from its reader, so that the step is too."""
    about = note.details.get(name)
    named = set(about if isinstance(about, list) else [about] if about else [])
    return bool(named) and named <= hidden


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


def entry(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Any],
    *,
    title: Text,
    hint: Text,
    back: str,
) -> HttpResponse:
    """The page of a form, or what it leads to once it is done."""
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(act())
        except Refused as refused:
            errors = refused.findings
    context = {"form": form, "errors": errors, "title": title, "hint": hint, "back_url": back}
    return render(request, "write.html", context, status=409 if errors else 200)


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
    if step.confirm:
        prove(request)


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
        "mend_url": getattr(row, "write_url", ""),
        "signing": _signing(kind, row, step, request.actor) if step.signs else None,
        "beside": _beside(kind, row, step),
    }
    status = 409 if findings and request.method == "POST" else 200
    return render(request, "move.html", context, status=status)


def _beside(kind: str, row: Moving, step: Move) -> Any:
    """What one reads while answering the questions of a step: a bound form, or nothing."""
    besides = moves.subject(kind).besides
    return besides[step.name](row) if step.name in besides else None


def _signing(kind: str, row: Moving, step: Move, actor: Actor) -> dict[str, Any]:
    """What is about to be signed, in what capacity and on what authority."""
    about, paper = papers.kind_of(step.signs), papers.latest(step.signs, row)
    authority = moves.authority_for(kind, row, step, actor=actor)
    return {
        "title": about.title,
        "paper": paper,
        "url": paperwork.address(paper) if paper else "",
        "authority": authority,
        "capacity": papers.CAPACITIES[authority.capacity] if authority else "",
        "name": actor.name,
    }
