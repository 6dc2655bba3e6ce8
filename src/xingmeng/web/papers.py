"""Pages about papers: the PDF, checking one by its code, and the texts of letters."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import clock, documents, letters, papers, paperwork
from xingmeng.core.errors import Refused
from xingmeng.core.words import say
from xingmeng.engines.values import Text

EDITORS = frozenset({"officer", "administrator"})
MOST_CODE_CHARS = 60


@require_safe
def paper(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """A paper as PDF, to whoever may read it; equal content gives equal bytes."""
    found = paperwork.get_for(request.actor, pk)
    if found.number != number:
        raise Http404
    return _pdf(papers.render(found), found.number)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}.pdf"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Anybody may check a paper by the code printed on it."""
    asked = (code or request.GET.get("code", ""))[:MOST_CODE_CHARS].strip()
    found = paperwork.found_by(asked) if asked else None
    context: dict[str, Any] = {"asked": asked, "missing": bool(asked and not found)}
    if found:
        about, signature = found
        context |= paperwork.verdict(about) | {"by_signature": signature}
        context["code"] = papers.grouped(about.code)
    status = 404 if context["missing"] else 200
    return render(request, "papers/verify.html", context, status=status)


def _may_edit(request: HttpRequest) -> None:
    if EDITORS.isdisjoint(request.actor.roles):
        raise Http404


@login_required
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """The letters whose text officers may edit."""
    _may_edit(request)
    lines = [
        {"letter": one, "newest": letters.versions(one.name).first()} for one in letters.every()
    ]
    return render(request, "papers/letters.html", {"lines": lines})


@login_required
def template(request: HttpRequest, name: str) -> HttpResponse:
    """One letter: its text, its versions; a faulty text stays on the page with its faults."""
    _may_edit(request)
    letter = _letter(name)
    body, errors = _asked_text(request, letter), ()
    if request.method == "POST":
        try:
            letters.save(name, body, actor=request.actor)
        except Refused as refused:
            errors = refused.findings
        else:
            messages.success(request, say(Text("已保存为新版本。", "Saved as a new version.")))
            return redirect("letter", name=name)
    return _page(request, letter, body, errors)


def _page(request: HttpRequest, letter: letters.Letter, body: str, errors) -> HttpResponse:
    context = {
        "letter": letter,
        "body": body,
        "errors": errors,
        "places": [
            {"code": f"{{{name}}}", "zh": f"{{{text.zh}}}", "means": text}
            for name, text in letter.every_place.items()
        ],
        "versions": letters.versions(letter.name),
        "shown": request.GET.get("version", ""),
    }
    return render(request, "papers/letter.html", context, status=409 if errors else 200)


def _letter(name: str) -> letters.Letter:
    try:
        return letters.get(name)
    except LookupError:
        raise Http404 from None


def _asked_text(request: HttpRequest, letter: letters.Letter) -> str:
    """What was posted, an older version to go back to, or the text in use."""
    if request.method == "POST":
        return request.POST.get("body", "").replace("\x00", "")[: 2 * letters.MOST_CHARS]
    version = request.GET.get("version", "")
    if not version:
        return letters.current(letter.name)
    try:
        return letters.text_of(letter.name, int(version[:9]) if version.isdecimal() else -1)
    except LookupError:
        raise Http404 from None


@login_required
@require_POST
def preview(request: HttpRequest, name: str) -> HttpResponse:
    """The letter as PDF with an example case, before it is saved; nothing is kept."""
    _may_edit(request)
    letter = _letter(name)
    body = _asked_text(request, letter)
    if errors := letters.check(letter, body):
        return _page(request, letter, body, tuple(errors))
    about = next(kind for kind in papers.kinds() if kind.letter and kind.letter.name == name)
    today = clock.today()
    values = {**letter.example, "date": papers.chinese_day(today)}
    said = {
        "title": say(letter.title),
        "number": "（发文字号签发时自动编排）",
        "to": letter.example.get("to", ""),
        "body": letters.fill(letter, body, values),
        "office": papers.office(),
        "issued_on": today.isoformat(),
        "sample": True,
        "signatures": [],
    }
    return _pdf(documents.render(about.template, said), f"{name}-preview")
