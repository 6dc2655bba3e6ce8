"""The page of a form of the stage, or what it leads to once it is done."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xingmeng.core import answers
from xingmeng.core.errors import Refused
from xingmeng.engines.forms import Section
from xingmeng.engines.values import Finding, Text

Act = Callable[[Mapping[str, Any]], Any]


def ask(
    request: HttpRequest,
    title: Text,
    sections: Sequence[Section],
    act: Act,
    *,
    about: str = "",
    back: str,
) -> HttpResponse:
    """One form, one action: what is wrong is said beside the answers."""
    given: Mapping[str, Any] = {}
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        given = answers.read_all(sections, request.POST)
        try:
            return redirect(act(given))
        except Refused as refused:
            findings = refused.findings
    names = {field.name for section in sections for field in section.fields}
    context = {
        "title": title,
        "about": about,
        "back_url": back,
        "sections": answers.bind(sections, given, findings=findings),
        "errors": [f for f in findings if f.values.get("field") not in names],
        "has_errors": bool(findings),
    }
    return render(request, "fieldwork/ask.html", context, status=409 if findings else 200)
