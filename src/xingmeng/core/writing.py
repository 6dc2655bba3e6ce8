"""The page on which a form is written: saved field by field, or whole without scripts.

A script posts `_field`, that field's inputs, `_base` (the version its window started from),
`_tab` (the window) and, for a known answer, `<field>-why`; a clash is ended by `_settle`. A
browser without scripts posts every input, with `<field>-base` beside each. What others changed
is asked for with `?since=`. The merging itself is core.drafts and core.stamps.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from xingmeng.core import (
    answers,
    attachments,
    clock,
    drafts,
    kept,
    merging,
    pages,
    stamps,
    words,
)
from xingmeng.core import move as moves
from xingmeng.core.answers import BoundSection
from xingmeng.core.drafts import Given, How
from xingmeng.core.errors import Refused, not_yours
from xingmeng.core.models import Moving
from xingmeng.core.stamps import Base
from xingmeng.core.words import say
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Finding, Text

Save = Callable[[Mapping[str, Any]], list[Finding]]
SAVED = Text("已保存。", "Saved.")
KEPT = Text(
    "本表已不能修改。您刚写的内容已替您另存在本页“未能存入的内容”里。",
    "This form takes no more changes. What you wrote is kept for you on this page.",
)
CLASHING = Text(
    "已保存。有回答与他人同时所写的不同，两份都在，请选择。",
    "Saved. Some answers differ from what another wrote meanwhile; both are here: choose.",
)


def write(
    request: HttpRequest,
    kind: str,
    row: Moving,
    *,
    sections: Sequence[Section],
    bound: Callable[[], list[BoundSection]],
    save: Save,
    **context: Any,
) -> HttpResponse:
    """Show a draft's form, tell what others changed, or keep what was posted.

    Faulty answers are kept too, with what is wrong beside them. What arrives when the form
    takes no more is kept for who wrote it. Where a form asks for the classification, that
    comes before everything else.
    Errors: a refusal as JSON 409 for scripts, as the refusal page otherwise.
    """
    by_script = "_field" in request.POST or "since" in request.GET
    writes = not drafts.WRITERS.isdisjoint(moves.subject(kind).roles_of(request.actor, row))
    if not writes or row.state not in drafts.writable_in(row):
        return _too_late(request, kind, row, sections, writes=writes)
    if drafts.classified_first(row, sections) and drafts.SECRECY not in request.POST:
        return (
            _refused([Finding("classified_first")]) if by_script else _ask(request, kind, row)
        )
    if "_field" in request.POST:
        return _save_one(request, kind, row, sections, save, bound)
    if request.method == "POST":
        return _save_all(request, kind, row, sections, save)
    if "since" in request.GET:
        return JsonResponse(_changes(request, row, sections, bound))
    return _show(request, kind, row, sections, bound(), context)


def _refused(findings: Sequence[Finding], **more: Any) -> JsonResponse:
    return JsonResponse({"errors": words.explain_all(findings), **more}, status=409)


# --- showing ----------------------------------------------------------------------------------


def _ask(request: HttpRequest, kind: str, row: Moving) -> HttpResponse:
    """Nothing is typed before its writer says that it is open."""
    context = {"record": row, "head": pages.head(kind, row), "back_url": row.get_absolute_url()}
    return render(request, "classified.html", context)


def _show(request, kind, row, sections, bound: list[BoundSection], more) -> HttpResponse:
    checked = "check" in request.GET
    context = {
        "record": row,
        "head": pages.head(kind, row),
        "sections": bound,
        "progress": {"asked": sum(s.asked for s in bound), "done": sum(s.done for s in bound)},
        "since": stamps.row_version(row),
        "now": clock.now(),
        "may_check": True,
        "checked": checked,
        "faults": _faults(row, sections, bound) if checked else (),
        "autosave_url": request.path,
        "next_url": reverse("move", args=[(kind, row.pk), "submit"]),
        "back_url": row.get_absolute_url(),
    }
    return render(request, "answers.html", context | more)


def _faults(row, sections, bound: list[BoundSection]) -> list[Finding]:
    """Everything that stands against handing in, once, with the label of its question."""
    found = forms.check_all(sections, row.answers)
    seen = [
        f for section in bound for one in section.answers if one.asked for f in one.findings
    ]
    found += [f for f in seen if f not in found]
    return forms.labelled(sections, found + drafts.loose_ends(row, sections))


def _changes(request: HttpRequest, row, sections, bound) -> dict[str, Any]:
    since = request.GET["since"]
    after = int(since) if since.isdecimal() and len(since) < 10 else 0
    hand = merging.hand(request)
    return {
        "version": stamps.row_version(row),
        "fields": merging.changed(row, sections, after=after, hand=hand),
        "here": merging.others_writing(row, hand=hand),
        **_around(row, sections, bound()),
    }


def _around(row, sections, bound: list[BoundSection]) -> dict[str, Any]:
    """What one answer changes elsewhere on the page."""
    asked = forms.asked(sections, row.answers)
    every = forms.questions(sections).values()
    fields = [q for q in every if isinstance(q, Field) and q.computed]
    tables = [q for q in every if isinstance(q, Table)]
    return {
        "progress": [{"name": s.name, "done": s.done, "asked": s.asked} for s in bound],
        "computed": {q.name: answers.said(q, row.answers.get(q.name)) for q in fields},
        "cells": {t.name: cells for t in tables if (cells := _cells(t, row.answers))},
        "asked": [q.name for q in every if q.only_if and q.name in asked],
    }


def _cells(table: Table, given: Mapping[str, Any]) -> list[dict[str, str]]:
    """The computed cells of a table, row by row."""
    ruled = [column for column in table.columns if column.computed]
    rows = given.get(table.name) if ruled else None
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [{c.name: answers.said(c, row.get(c.name)) for c in ruled} for row in rows]


# --- keeping ----------------------------------------------------------------------------------


def _too_late(request, kind, row, sections, *, writes: bool) -> HttpResponse:
    """Nothing is lost: who may write here finds the text again on the record's page."""
    state = Finding(
        "wrong_state", {"state": row.state, "needed": list(drafts.writable_in(row))}
    )
    if not writes:
        by_script = "since" in request.GET
        return _refused([not_yours("applicant")]) if by_script else redirect(row)
    if request.method == "POST":
        _keep_posted(request, kind, row, sections)
    if "_field" in request.POST:
        return _refused([state], kept=True)
    if "since" in request.GET:
        return _refused([state])
    if request.method == "POST":
        messages.warning(request, say(KEPT))
    return redirect(row)


def _keep_posted(request, kind, row, sections) -> None:
    """Keep what was posted and differs from what its page was shown, or from what stands."""
    every, wanted = forms.questions(sections), request.POST.get("_field")
    names = [wanted] if wanted else list(every)
    for name in names:
        question = every.get(name)
        if question is None or question.kind == "file" or name == drafts.SECRECY:
            continue
        value, base = answers.read(question, request.POST), _base(request.POST, name)
        shown = base.digest == stamps.digest(question, value)
        if not shown and not stamps.same(question, value, row.answers.get(name)):
            by = request.actor.user_id
            kept.keep(kind, row.pk, name, value, by=by, why="closed")


def _base(posted: QueryDict, name: str) -> Base:
    return Base.read(posted.get("_base" if "_field" in posted else f"{name}-base", "0"))


def _how(posted: QueryDict, names: Sequence[str]) -> How:
    """From what each answer started, which clash is to end, in which window and why."""
    alone = names[0] if "_field" in posted else ""
    key = "_base" if alone else ""
    based = [name for name in names if (key or f"{name}-base") in posted]
    chosen = {n: posted.get("_settle" if alone else f"{n}-settle", "") for n in names}
    said = {n: posted.get(f"{n}-why", "").replace("\x00", "").strip()[:200] for n in names}
    return How(
        bases={name: _base(posted, name) for name in based},
        settle={
            name: choice for name, choice in chosen.items() if choice in ("mine", "theirs")
        },
        tab=posted.get("_tab", "")[:40],
        whys={name: why for name, why in said.items() if why},
    )


def _save_one(request, kind, row, sections, save: Save, bound) -> JsonResponse:
    name = request.POST["_field"]
    question = forms.questions(sections).get(name)
    if question is None:
        return _refused([Finding("question_unknown")])
    how = _how(request.POST, [name])
    try:
        if question.kind == "file":
            wrong = save(Given({}, How(attaching=name)))
            _attach(request, kind, row, name)
        else:
            wrong = save(Given({name: answers.read(question, request.POST)}, how))
    except Refused as refused:
        return _not_saved(request, kind, row, sections, refused)
    row.refresh_from_db()
    hand = merging.hand(request)
    answer = {
        "saved_at": clock.now().isoformat(),
        **_version(row, name),
        "row": stamps.row_version(row),
        "errors": words.explain_all([f for f in wrong if f.values.get("field") == name]),
        **_around(row, sections, bound()),
    }
    if how.settle:
        answer["value"] = answers.shown(question, row.answers.get(name))
    if clash := merging.clash(row, question, hand=hand):
        answer["clash"] = clash
    return JsonResponse(answer)


def _version(row: Moving, name: str) -> dict[str, Any]:
    """The version of what was sent; what the platform filled in beside it is one newer."""
    filled = bool(row.stamps.get(name, {}).get("filled"))
    return {"version": stamps.version(row, name) - filled, "filled": filled}


def _not_saved(request, kind, row, sections, refused: Refused) -> JsonResponse:
    """The form was closed or handed in between reading and saving it."""
    late = {f.code for f in refused.findings} == {"wrong_state"}
    if late:
        _keep_posted(request, kind, row, sections)
    return _refused(refused.findings, **({"kept": True} if late else {}))


def _save_all(request, kind, row, sections, save: Save) -> HttpResponse:
    given = answers.read_all(sections, request.POST)
    if drafts.SECRECY not in request.POST:
        given.pop(drafts.SECRECY, None)  # once said, it is not unsaid by leaving it out
    if set(request.POST) <= {"csrfmiddlewaretoken", drafts.SECRECY}:
        given = {drafts.SECRECY: request.POST.get(drafts.SECRECY)}
    save(Given(given, _how(request.POST, list(given))))
    for name in request.FILES:
        if getattr(forms.questions(sections).get(name), "kind", "") == "file":
            save(Given({}, How(attaching=name)))
            _attach(request, kind, row, name)
    row.refresh_from_db()
    open_ = [f for f in drafts.loose_ends(row, sections) if f.code == "clash_open"]
    messages.success(request, say(CLASHING if open_ else SAVED))
    return redirect(request.path)


def _attach(request: HttpRequest, kind: str, row: Moving, field: str) -> None:
    for upload in request.FILES.getlist(field):
        attachments.add(upload, kind=kind, subject_id=row.pk, field=field, actor=request.actor)
