"""The page on which a form is written: saved field by field, or whole without scripts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from xingmeng.core import answers, attachments, clock, pages, words
from xingmeng.core.answers import BoundSection
from xingmeng.core.errors import Refused, refuse_if
from xingmeng.core.models import Moving
from xingmeng.core.words import say
from xingmeng.engines import forms
from xingmeng.engines.forms import Section
from xingmeng.engines.values import Finding, Text

Save = Callable[[Mapping[str, Any]], list[Finding]]
SAVED = Text("已保存。", "Saved.")


def write(
    request: HttpRequest,
    kind: str,
    row: Moving,
    *,
    sections: Sequence[Section],
    bound: Callable[[], list[BoundSection]],
    save: Save,
) -> HttpResponse:
    """Show a draft's form, or keep what was posted.

    A script posts one field (`_field`) and gets {"saved_at", "errors"}; a browser without
    scripts posts the whole form. Faulty answers are kept too, with what is wrong beside them.
    Errors: a refusal as JSON 409 for scripts, as the refusal page otherwise.
    """
    if request.method == "POST" and "_field" in request.POST:
        return _save_one(request, kind, row, sections, save, bound)
    if request.method == "POST":
        _save_all(request, kind, row, sections, save)
        messages.success(request, say(SAVED))
        return redirect(request.path)
    return _show(request, kind, row, bound())


def _show(
    request: HttpRequest, kind: str, row: Moving, sections: list[BoundSection]
) -> HttpResponse:
    context = {
        "record": row,
        "head": pages.head(kind, row),
        "sections": sections,
        "progress": {
            "asked": sum(s.asked for s in sections),
            "done": sum(s.done for s in sections),
        },
        "autosave_url": request.path,
        "next_url": reverse("move", args=[kind, row.pk, "submit"]),
        "back_url": row.get_absolute_url(),
    }
    return render(request, "answers.html", context)


def _save_one(request, kind, row, sections, save: Save, bound) -> JsonResponse:
    name = request.POST["_field"]
    question = forms.questions(sections).get(name)
    try:
        refuse_if([] if question else [Finding("wrong_state")])
        if question.kind == "file":
            wrong = save({})
            _attach(request, kind, row, name)
        else:
            wrong = save({name: answers.read(question, request.POST)})
    except Refused as refused:
        return JsonResponse({"errors": words.explain_all(refused.findings)}, status=409)
    said = words.explain_all([f for f in wrong if f.values.get("field") == name])
    row.refresh_from_db(fields=["answers"])
    counted = [{"name": s.name, "done": s.done, "asked": s.asked} for s in bound()]
    answer = {"saved_at": clock.now().isoformat(), "errors": said, "progress": counted}
    return JsonResponse(answer)


def _save_all(request, kind, row, sections, save: Save) -> None:
    save(answers.read_all(sections, request.POST))
    for name in request.FILES:
        if getattr(forms.questions(sections).get(name), "kind", "") == "file":
            _attach(request, kind, row, name)


def _attach(request: HttpRequest, kind: str, row: Moving, field: str) -> None:
    for upload in request.FILES.getlist(field):
        attachments.add(upload, kind=kind, subject_id=row.pk, field=field, actor=request.actor)
