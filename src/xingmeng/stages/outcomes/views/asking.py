"""The page that asks one form and does one thing with its answers."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xingmeng.core import answers
from xingmeng.core.errors import Refused
from xingmeng.engines.forms import Section
from xingmeng.engines.values import Text


def ask(
    request: HttpRequest,
    title: Text,
    about: Any,
    sections: tuple[Section, ...],
    act: Callable[[Mapping[str, Any]], Any],
    *,
    known: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """One form, one action, with what is `known` in it; faults are said beside the answers."""
    given: Mapping[str, Any] = known or {}
    findings = ()
    if request.method == "POST":
        given = answers.read_all(sections, request.POST)
        try:
            return redirect(act(given))
        except Refused as refused:
            findings = refused.findings
    named = {f.values.get("field") for f in findings}
    context = {
        "title": title,
        "about": about,
        "sections": answers.bind(sections, given, findings=findings),
        "errors": [f for f in findings if not f.values.get("field")],
        "has_errors": bool(named),
    }
    return render(request, "outcomes/ask.html", context, status=409 if findings else 200)
