"""An expert's own part of a round: what is asked, how long it takes, sheets off line."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xingmeng.core import bundles, codes, files
from xingmeng.core.drafts import Given, How
from xingmeng.core.errors import Refused
from xingmeng.core.exports import XLSX
from xingmeng.core.words import say
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.review import actions, facts, queries, rules

MOST_BYTES = 5 * 2**20
NOTE = Text(
    "只填第三列。分数为 0 到 100 的整数；改动其他格不会被读取。填好后在平台导入。",
    "Fill in the third column alone: whole points from 0 to 100. Then bring it in.",
)


@login_required
@require_safe
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """What a round asks of this reader, before and after accepting: how much, until when."""
    about, sheets = _own(request, pk)
    todo = [a for a in sheets if a.state != "handed_in"]
    per_sheet = about.instrument.review.sheet_minutes
    context = {
        "round": about,
        "lines": [{"sheet": a, "state": rules.ASSIGNMENT.state(a.state)} for a in sheets],
        "count": len(sheets),
        "done": len(sheets) - len(todo),
        "elsewhere": queries.open_elsewhere(request.actor, about),
        "hours": _hours([a.candidate for a in todo], per_sheet),
        "due_on": min((a.due_on for a in todo if a.due_on), default=None),
        "may_write": any(a.state == "accepted" for a in sheets),
    }
    return render(request, "review/mine.html", context)


def _own(request: HttpRequest, pk: int) -> tuple[Any, list[Any]]:
    sheets = list(queries.own_in(request.actor, pk))
    if not sheets:
        raise Http404
    return sheets[0].candidate.round, sheets


def _hours(candidates: list[Any], per_sheet: int) -> str:
    """Hours of reading and marking, to the half hour above."""
    halves = -(-facts.minutes_for(candidates, per_sheet=per_sheet) // 30)
    return f"{halves // 2}.{5 * (halves % 2)}"


def _parts(sheets: list[Any]) -> list[bundles.Part]:
    return [
        bundles.Part(
            code=f"{a.candidate.code}-{a.pk}",
            title=_title(a),
            row=a,
            sections=rules.form_of(a),
        )
        for a in sheets
        if a.state == "accepted"
    ]


def _title(assignment: Any) -> str:
    if assignment.candidate.round.blind:
        return facts.copy_of(assignment.candidate).title
    return assignment.candidate.title


@login_required
@require_safe
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """All sheets of a round that this reader may write, as one workbook."""
    about, sheets = _own(request, pk)
    parts = _parts(sheets)
    if not parts:
        raise Http404
    response = HttpResponse(bundles.as_xlsx(parts, note=say(NOTE)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="round-{codes.of(about)}.xlsx"'
    return response


@login_required
def bring_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheets of a workbook, all of what it says or nothing and every fault."""
    about, sheets = _own(request, pk)
    faults: list[Finding] | tuple[Finding, ...] = ()
    if request.method == "POST":
        parts = _parts(sheets)
        backs, faults = _read(request, parts)
        try:
            count = 0 if faults else _keep(request, parts, backs)
        except Refused as refused:
            faults = refused.findings
        else:
            if not faults:
                said = Text(f"已导入 {count} 份评分表。", f"{count} sheets were brought in.")
                messages.success(request, say(said))
                return redirect("review:mine", pk=about.pk)
    context = {"round": about, "errors": faults, "most": MOST_BYTES // 2**20}
    status = 409 if faults else 200
    return render(request, "review/bring_in.html", context, status=status)


def _read(request: HttpRequest, parts: list[bundles.Part]) -> tuple[dict, list[Finding]]:
    upload = request.FILES.get("file")
    if upload is None:
        return {}, [Finding("file_empty", {"name": ""})]
    content = upload.read(MOST_BYTES + 1)
    seen = files.inspect(upload.name or "", content, len(content), limit=MOST_BYTES)
    if isinstance(seen, list):
        return {}, seen
    if seen.kind != "xlsx":
        return {}, [Finding("file_unreadable")]
    return bundles.from_xlsx(content, parts)


def _keep(request: HttpRequest, parts: list[bundles.Part], backs: dict) -> int:
    """What was changed since it was taken out; an older version merges as autosave does."""
    given = {}
    for part in parts:
        if back := backs.get(part.code):
            how = How(bases=back.bases, what="import", origin="imported")
            given[part.row.pk] = Given(back.read.answers, how)
    return actions.bring_in(given, actor=request.actor)
