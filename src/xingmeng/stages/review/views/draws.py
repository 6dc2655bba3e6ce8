"""Pages about draws: what anybody may check, and what organisers and auditors do."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import codes, lists, move, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.review import actions, facts, queries, rules
from xingmeng.stages.review.rules import draws

DRAWS = Listing(
    title=Text("随机抽取", "Random draws"),
    columns=(
        Column(key="number", label=Text("编号", "Number"), value=lambda d: d.number),
        Column(key="title", label=Text("事项", "For"), value=str, sort=("title",)),
        Column(
            key="committed",
            label=Text("承诺时间", "Committed"),
            value=lambda d: d.committed_at,
            kind="datetime",
            sort=("committed_at",),
        ),
        Column(
            key="commitment",
            label=Text("承诺值", "Commitment"),
            value=lambda d: d.commitment,
            kind="digest",
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda d: rules.DRAW.state(d.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("number", "title", "commitment"),
    order=("-pk",),
    filters=(
        Filter(
            name="purpose",
            label=Text("用途", "Purpose"),
            field="purpose",
            options=lambda: [("", Text("全部", "All")), *draws.PURPOSES.items()],
        ),
    ),
    empty=Text("还没有随机抽取。", "Nothing has been drawn yet."),
)


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """Every draw with its commitment, for anybody."""
    return lists.respond(request, DRAWS, queries.draws_for(request.actor))


@require_safe
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw: commitment, pool and counts; once drawn, the key, the word and the result."""
    row = queries.draw_for(request.actor, pk)
    named, open_ = queries.reads_names(request.actor, row), queries.shows(request.actor, row)
    return pages.record(
        request,
        "draw",
        row,
        facts=_facts(row),
        template="review/draw.html",
        shown=open_,
        strata=_strata(row) if open_ else (),
        pool=len(row.document["pool"]),
        tickets=[_ticket(t, named=named) for t in queries.drawn_in(row)] if open_ else (),
        named=named,
        audit=named and row.purpose == "audit",
        findings=draws.AUDIT_FINDINGS.items(),
    )


def _facts(row) -> list[tuple]:
    seed = row.seed or {}
    return [
        (Text("用途", "Purpose"), draws.PURPOSES[row.purpose], "text"),
        (Text("承诺时间", "Committed"), row.committed_at, "datetime"),
        (Text("承诺值", "Commitment"), row.commitment, "text"),
        (Text("第一把钥匙", "First key"), seed.get("key"), "text"),
        (Text("第二把钥匙（口令）", "Second key (word)"), seed.get("word"), "text"),
    ]


def _strata(row) -> list[dict]:
    size: dict[str, int] = {}
    for member in row.document["pool"]:
        size[member["stratum"]] = size.get(member["stratum"], 0) + 1
    return [
        part | {"label": draws.words_of(part["name"]), "size": size.get(part["name"], 0)}
        for part in row.document["strata"]
    ]


def _ticket(ticket, *, named: bool) -> dict:
    notes = ticket.notes.all() if named else ()
    return {
        "pk": ticket.pk,
        "id": codes.of(ticket),
        "code": ticket.code,
        "label": ticket.label if named else "",
        "stratum": draws.words_of(ticket.stratum),
        "order": ticket.order,
        "stands_by": ticket.stands_by,
        "url": _address(ticket) if named else "",
        "notes": [{"row": n, "finding": draws.AUDIT_FINDINGS[n.finding]} for n in notes],
    }


def _address(ticket) -> str:
    """The page of an audited case; experts and candidates have none of their own here."""
    if ticket.kind not in ("application", "payment"):
        return ""
    row = move.subject(ticket.kind).model.objects.filter(pk=ticket.subject_id).first()
    return row.get_absolute_url() if row else ""


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """What is published of a draw, as the file that `xingmeng draw verify` reads."""
    row = queries.draw_for(request.actor, pk)
    if not queries.shows(request.actor, row):
        raise Http404
    options = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(row.document, json_dumps_params=options)
    response["Content-Disposition"] = f'attachment; filename="{row.number}.json"'
    return response


@login_required
def draw_experts(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how many experts of which fields a round needs, and commit to drawing them."""
    about = queries.round_for(request.actor, pk)
    if "officer" not in request.actor.roles:
        raise Http404
    found: tuple = ()
    if request.method == "POST":
        try:
            done = actions.commit_pool(
                about.pk,
                {code: _count(v) for code, v in _takes(request)},
                outside_pct=_count(request.POST.get("outside_pct", "")),
                substitutes=_count(request.POST.get("substitutes", "")),
                actor=request.actor,
            )
            return redirect(done)
        except Refused as refused:
            found = refused.findings
    takes = dict(_takes(request))
    lines = [
        {"code": c, "label": words, "inside": i, "outside": o, "take": takes.get(c, "")}
        for c, words, i, o in facts.fields_of(about, request.actor)
    ]
    shown = {"round": about, "lines": lines, "errors": found, "given": request.POST}
    return render(request, "review/draw_experts.html", shown, status=409 if found else 200)


def _takes(request: HttpRequest) -> list[tuple[str, str]]:
    return [(k[5:], v) for k, v in request.POST.items() if k.startswith("take-")]


def _count(text: str) -> int:
    """A number as typed; what is none, or below zero, is out of range and refused."""
    text = text.strip()
    if not text:
        return 0
    return int(text) if text.isdecimal() and len(text) < 6 else -1


@login_required
@require_POST
def draw_lots(request: HttpRequest, pk: int) -> HttpResponse:
    """Commit to drawing lots among the ties of a round."""
    about = queries.round_for(request.actor, pk)
    return redirect(actions.commit_lottery(about.pk, actor=request.actor))


@login_required
@require_POST
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how many candidates of a round stand above the line."""
    about = queries.round_for(request.actor, pk)
    typed = request.POST.get("places", "").strip()
    count = _count(typed) if typed else None
    actions.declare_places(about.pk, count, actor=request.actor)
    return redirect(about)


@login_required
@require_POST
def audit(request: HttpRequest) -> HttpResponse:
    """Commit to drawing cases for audit."""
    kind, chosen = request.POST.get("of", "").partition(":")[::2]
    try:
        done = actions.commit_audit(
            kind,
            _number_of(kind, chosen),
            take=_count(request.POST.get("take", "")),
            actor=request.actor,
        )
    except LookupError:
        raise Http404 from None
    return redirect(done)


def _number_of(kind: str, chosen: str) -> int:
    """The key of the call or round that was chosen, or the year of payments; -1 for neither."""
    if kind == "payments":
        return _count(chosen)
    found = codes.chosen(kind, chosen)
    return -1 if found is None else found


@login_required
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was found in an audited case."""
    ticket = queries.ticket_for(request.actor, pk)
    said = request.POST.get("finding", ""), request.POST.get("text", "").replace("\x00", "")
    actions.note_audit(ticket.pk, *said, actor=request.actor)
    return redirect(ticket.draw)
