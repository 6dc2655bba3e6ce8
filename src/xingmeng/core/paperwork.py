"""Reading papers: whose they are to read, the box on a record's page, checking by code."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from xingmeng.core import move, papers, signing
from xingmeng.core.actor import Actor
from xingmeng.core.models import Paper, Signature
from xingmeng.core.panels import Panel
from xingmeng.engines.values import Text


def readable(kind: str, row: Any, *, actor: Actor) -> list[Paper]:
    """The papers of a case, already found visible, that this reader may open; oldest first."""
    found = papers.of(kind, row.pk).prefetch_related("signatures")
    return [one for one in found if papers.kind_of(one.paper).may_read(actor, row)]


def get_for(actor: Actor, pk: int) -> Paper:
    """One paper whose case this reader sees and whose kind is theirs to read.

    Errors: Http404 otherwise.
    """
    paper = Paper.objects.filter(pk=pk).first()
    if paper is None:
        raise Http404
    row = move.subject(paper.kind).visible_to(actor).filter(pk=paper.subject_id).first()
    if row is None or not papers.kind_of(paper.paper).may_read(actor, row):
        raise Http404
    return paper


def address(paper: Paper) -> str:
    """Where a paper's PDF is. Errors: none."""
    return reverse("paper", args=[paper.pk, paper.number])


def panel(kind: str, row: Any, *, actor: Actor) -> Panel | None:
    """The box of a case's papers, with how many have signed each; None where there is none."""
    lines = [
        {
            "paper": one,
            "title": papers.kind_of(one.paper).title,
            "url": address(one),
            "code": papers.grouped(one.code),
            "signed": len(one.signatures.all()),
        }
        for one in readable(kind, row, actor=actor)
    ]
    if not lines:
        return None
    return Panel(
        title=Text("文件", "Papers"),
        template="components/panel_papers.html",
        context={"papers": lines},
    )


def found_by(code: str) -> tuple[Paper, Signature | None] | None:
    """The paper, and the signature, that carry a code as printed; spaces and dashes are free.

    Errors: none. It is for anybody who holds the code: whoever holds the paper.
    """
    plain = "".join(one for one in code.upper() if one.isalnum())
    if paper := Paper.objects.filter(code=plain).first():
        return paper, None
    signed = Signature.objects.filter(code=plain).select_related("paper").first()
    return (signed.paper, signed) if signed else None


def verdict(paper: Paper) -> dict[str, Any]:
    """What anybody may know who holds the paper: what it is, who signed, whether it holds."""
    lines = []
    for one in paper.signatures.order_by("pk"):
        valid, reason = signing.check(one)
        capacity = papers.CAPACITIES[one.capacity]
        lines.append({"signature": one, "capacity": capacity, "valid": valid, "why": reason})
    whole = papers.is_whole(paper)
    return {
        "paper": paper,
        "title": papers.kind_of(paper.paper).title,
        "signatures": lines,
        "whole": whole,
        "holds": whole and all(line["valid"] for line in lines),
    }
