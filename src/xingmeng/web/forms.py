"""Pages beside a form: its revisions, what was kept of it, on paper, as a file and back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import answers, files, kept, merging, pages, revisions, workbooks, written
from xingmeng.core import move as moves
from xingmeng.core.addresses import Case
from xingmeng.core.drafts import OPEN, SECRECY, WRITERS, Given, How, classified_first
from xingmeng.core.errors import refuse_if
from xingmeng.core.exports import XLSX
from xingmeng.core.words import say
from xingmeng.core.written import Written
from xingmeng.engines.values import Finding, Text

MOST_BYTES = 5 * 2**20
FILES = {"xlsx": XLSX, "json": "application/json; charset=utf-8"}
RESTORED = Text(
    "已恢复；恢复前的内容也留有一版。", "Restored; what stood before is kept as a revision."
)


def _case(request: HttpRequest, kind: str, pk: int) -> tuple[Written, Any]:
    """A visible case that is written on a form, for who has a part in it. Errors: Http404."""
    about = written.find(kind)
    if about is None:
        raise Http404
    row = moves.subject(kind).visible_to(request.actor).filter(pk=pk).first()
    if row is None or not written.reads(request.actor, kind, row):
        raise Http404
    return about, row


def _own(request: HttpRequest, kind: str, pk: int) -> tuple[Written, Any]:
    about, row = _case(request, kind, pk)
    if not written.is_author(request.actor, kind, row):
        raise Http404
    return about, row


def _page(kind: str, row: Any, **more: Any) -> dict[str, Any]:
    head = pages.head(kind, row)
    return {
        "record": row,
        "kind": kind,
        "head": head,
        "back_url": row.get_absolute_url(),
        **more,
    }


@login_required
@require_safe
def history(request: HttpRequest, case: Case) -> HttpResponse:
    """The revisions of a form, newest first, for its authors."""
    kind, pk = case
    _, row = _own(request, kind, pk)
    rows = list(revisions.of(kind, pk))
    who = merging.names({r.by_id for r in rows})
    lines = [
        {"row": r, "by": who.get(r.by_id, ""), "what": revisions.WORDS[r.what]} for r in rows
    ]
    return render(request, "forms/history.html", _page(kind, row, lines=lines))


@login_required
@require_safe
def revision(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """One revision beside what stands now, question by question."""
    kind, pk = case
    about, row = _own(request, kind, pk)
    one = revisions.one(kind, pk, number)
    differing = revisions.difference(about.form_of(row), one.answers, about.answers_of(row))
    lines = [
        {
            "label": question.label,
            "before": answers.read_out(question, before),
            "after": answers.read_out(question, after),
        }
        for question, before, after in differing
    ]
    more = {
        "one": one,
        "by": merging.names({one.by_id}).get(one.by_id, ""),
        "what": revisions.WORDS[one.what],
        "lines": lines,
        "may_restore": written.may_write(request.actor, kind, row) and bool(lines),
    }
    return render(request, "forms/revision.html", _page(kind, row, **more))


@login_required
@require_POST
def restore(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """Put the answers of a revision back; what stood until now becomes a revision itself."""
    kind, pk = case
    about, row = _own(request, kind, pk)
    writable = written.may_write(request.actor, kind, row)
    refuse_if([] if writable else [Finding("wrong_state", {"state": row.state})])
    one = revisions.one(kind, pk, number)
    differing = revisions.difference(about.form_of(row), one.answers, about.answers_of(row))
    given = {question.name: before for question, before, _ in differing}
    about.save(pk, Given(given, How(what="restore")), request.actor)
    messages.success(request, say(RESTORED))
    return redirect("form_history", case=case)


@login_required
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one's own kept text."""
    text = kept.forget(request.actor, pk)
    row = moves.subject(text.kind).visible_to(request.actor).filter(pk=text.subject_id).first()
    return redirect(row.get_absolute_url() if row else "/desk/")


@login_required
@require_safe
def paper(request: HttpRequest, case: Case) -> HttpResponse:
    """The filled form on a clean page, drafts too, to print or read through."""
    kind, pk = case
    about, row = _case(request, kind, pk)
    return render(request, "forms/print.html", _page(kind, row, sections=about.bound(row)))


@login_required
@require_safe
def take_out(request: HttpRequest, case: Case, extension: str) -> HttpResponse:
    """A whole form as a file, for those who write or read along on it."""
    kind, pk = case
    about, row = _case(request, kind, pk)
    if extension not in FILES or not _has_all(request, kind, row):
        raise Http404
    sections, given = about.form_of(row), about.answers_of(row)
    number = getattr(row, "number", str(pk))
    made = (
        workbooks.as_json(kind, number, sections, given)
        if extension == "json"
        else workbooks.as_xlsx(sections, given)
    )
    response = HttpResponse(made, content_type=FILES[extension])
    response["Content-Disposition"] = f'attachment; filename="{number}.{extension}"'
    return response


def _has_all(request: HttpRequest, kind: str, row: Any) -> bool:
    roles = moves.subject(kind).roles_of(request.actor, row)
    return bool(roles & (WRITERS | {"reader"}))


@login_required
def bring_in(request: HttpRequest, case: Case) -> HttpResponse:
    """A whole form out of a file: everything it says, or nothing and every fault."""
    kind, pk = case
    about, row = _own(request, kind, pk)
    writable = written.may_write(request.actor, kind, row)
    refuse_if([] if writable else [Finding("wrong_state", {"state": row.state})])
    faults: Sequence[Finding] = ()
    if request.method == "POST":
        read = _read(request, about, row)
        faults = read.findings or _in_the_open(about, row, read.answers)
        if not faults:
            count = _keep(request, about, row, read.answers)
            done = Text(f"已导入，改动 {count} 项。", f"Imported; {count} answers changed.")
            messages.success(request, say(done))
            return redirect(getattr(row, "write_url", "") or row)
    context = _page(kind, row, errors=faults, most=MOST_BYTES // 2**20)
    return render(request, "forms/import.html", context, status=409 if faults else 200)


def _read(request: HttpRequest, about: Written, row: Any) -> workbooks.Read:
    upload = request.FILES.get("file")
    if upload is None:
        return workbooks.Read(findings=[Finding("file_empty", {"name": ""})])
    content, sections = upload.read(MOST_BYTES + 1), about.form_of(row)
    if (upload.name or "").lower().endswith(".json") and len(content) <= MOST_BYTES:
        return workbooks.from_json(content, sections, kind=about.kind)
    seen = files.inspect(upload.name or "", content, len(content), limit=MOST_BYTES)
    if isinstance(seen, list):
        return workbooks.Read(findings=seen)
    if seen.kind != "xlsx":
        return workbooks.Read(findings=[Finding("file_unreadable")])
    return workbooks.from_xlsx(content, sections)


def _in_the_open(about: Written, row: Any, given: dict[str, Any]) -> list[Finding]:
    asked = classified_first(row, about.form_of(row))
    return [Finding("classified_first")] if asked and given.get(SECRECY) != OPEN else []


def _keep(request: HttpRequest, about: Written, row: Any, given: dict[str, Any]) -> int:
    """Save what differs, all of it in one change; what stood before is a revision."""
    differing = revisions.difference(about.form_of(row), about.answers_of(row), given)
    wanted = {
        question.name: after for question, _, after in differing if question.name in given
    }
    about.save(row.pk, Given(wanted, How(what="import", origin="imported")), request.actor)
    return len(wanted)
