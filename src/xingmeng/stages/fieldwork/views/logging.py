"""The page on which a commissioner writes the log, with or without a network."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import answers, clock, codes, words
from xingmeng.core.errors import Refused
from xingmeng.engines.values import Finding
from xingmeng.stages.fieldwork import actions, queries
from xingmeng.stages.fieldwork.rules import entries as rules

WORKER = "xingmeng/field/worker.js"
SCRIPT = "application/json"


@login_required
def log(request: HttpRequest) -> HttpResponse:
    """Write an entry. A script sends what a device kept; without one the form is posted."""
    running = list(queries.running(request.actor, on=clock.today()))
    findings: tuple[Finding, ...] = ()
    given: dict[str, Any] = {"served_on": clock.today().isoformat()}
    if request.method == "POST":
        given = answers.read_all(rules.ENTRY_FORM, request.POST)
        try:
            return _taken(request, _log(request, given, request.POST))
        except Refused as refused:
            findings = refused.findings
            if _is_script(request):
                said = words.explain_all(findings)
                return JsonResponse({"errors": said}, status=409)
    asked = {field.name for field in rules.WHAT.fields}
    context = {
        "running": running,
        "chosen": request.POST.get("agreement", ""),
        "section": answers.bind((rules.WHAT,), given, findings=findings)[0],
        "errors": [f for f in findings if f.values.get("field") not in asked],
        "given": given,
        "client_key": uuid4(),
        "today": clock.today(),
        "most_photos": rules.MOST_PHOTOS,
    }
    status = 409 if findings else 200
    return render(request, "fieldwork/log.html", context, status=status)


def _log(request: HttpRequest, given: dict[str, Any], posted: QueryDict) -> Any:
    agreement = codes.chosen("serviceagreement", posted.get("agreement", ""))
    if agreement is None:
        raise Refused([Finding("answer_needed", {"field": "agreement", "kind": "choice"})])
    return actions.log(
        agreement,
        given,
        client_key=posted.get("client_key", ""),
        photos=request.FILES.getlist("photo"),
        actor=request.actor,
    )


def _taken(request: HttpRequest, row: Any) -> HttpResponse:
    if not _is_script(request):
        return redirect(row)
    answer = reverse("fieldwork:answer", args=[row.code])
    return JsonResponse({"entry": row.get_absolute_url(), "answer": answer})


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith(SCRIPT)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page of the log; it may rule over its own folder alone."""
    found = finders.find(WORKER)
    if found is None:
        raise Http404
    response = HttpResponse(Path(found).read_bytes(), content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response
