"""A project as one package that opens without the system: what it holds, and for whom."""

import csv
import io
from base64 import b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from xingmeng.core import (
    attachments,
    clock,
    files,
    move,
    packages,
    pages,
    papers,
    paperwork,
    receipts,
    signing,
    trail,
)
from xingmeng.core.actor import Actor
from xingmeng.core.models import Paper
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.outcomes import queries as outcomes

STATIC = Path(__file__).parent / "static" / "xingmeng"
_PAID = "authorisation__"
PARTS: tuple[tuple[str, Callable[[Actor], QuerySet], str, dict[str, str]], ...] = (
    ("application", applications.visible_to, "awards__contracts", {}),
    ("award", awards.visible_to, "contracts", {}),
    ("contract", awards.contracts_for, "pk", {}),
    ("milestone", delivery.visible_to, "contract", {}),
    ("amendment", delivery.amendments_for, "contract", {}),
    ("acceptance", delivery.acceptances_for, "contract", {}),
    ("recovery", funds.recoveries_for, "subject_id", {"kind": "contract"}),
    ("payment", funds.visible_to, f"{_PAID}subject_id", {f"{_PAID}kind": "contract"}),
    ("outcome", outcomes.visible_to, "contract", {}),
    ("technology_contract", outcomes.technology_contracts_for, "outcome__contract", {}),
    ("income", outcomes.incomes_for, "outcome__contract", {}),
)  # in the order of the lifecycle; how each leads to the contract
ENTRIES = {
    "commit": Text("锁定", "Committed"),
    "pay": Text("支付", "Paid"),
    "return": Text("退回专项资金", "Returned to the appropriation"),
    "recover": Text("追回", "Recovered"),
}
LEDGER = ("at", "purpose", "step", "amount_fen", "decision")


@require_safe
def package(request: HttpRequest, contract: int) -> HttpResponse:
    """One project's package, to whoever may read its contract whole and once it is in force."""
    row = awards.contract_for(request.actor, contract)
    if row.in_force_at is None or not awards.may_read_whole(request.actor, row):
        raise Http404
    response = HttpResponse(build(row, actor=request.actor), content_type="application/zip")
    name = f"attachment; filename*=UTF-8''{quote(row.number)}.zip"
    response["Content-Disposition"] = name
    response["X-Content-Type-Options"] = "nosniff"
    return response


def build(contract: Any, *, actor: Actor) -> bytes:
    """The package of a contract, found visible, as this reader may have it. Errors: none."""
    cases = list(_cases(contract, actor))
    issued = list(enumerate(_papers(cases, actor), start=1))
    held: dict[str, bytes] = {}
    lines: dict[str, Any] = {
        "papers": [_keep_paper(held, *one) for one in issued],
        "files": list(_keep_files(held, cases, actor)),
        "steps": _steps(cases, actor),
        "money": _money(contract, actor),
    }
    held["steps.json"] = packages.as_json(lines["steps"])
    held["ledger.csv"] = _as_csv(LEDGER, lines["money"])
    about = _about(contract)
    sealed = signing.service().seal(packages.manifest_of(about, held))
    carried = {
        "manifest": sealed,
        "signatures": [
            {"code": papers.grouped(one.code), "service": one.service, "document": one.document}
            for _, paper in issued
            for one in paper.signatures.order_by("pk")
        ],
        "papers": lines["papers"],
    }
    held[packages.MANIFEST] = packages.as_json(sealed)
    held[packages.INDEX] = _index(about, lines, carried)
    packed = io.BytesIO()
    packages.write(packed, held)
    return packed.getvalue()


def _about(contract: Any) -> dict[str, Any]:
    count, last = trail.head()
    return {
        "title": contract.title,
        "number": contract.number,
        "state": say(move.state_of("contract", contract).label),
        "unit": contract.award.application.organisation.name_zh,
        "office": papers.office(),
        "made_at": timezone.localtime(clock.now()).isoformat(timespec="seconds"),
        "trail": {"count": count, "hash": last},
    }


def _cases(contract: Any, actor: Actor) -> Iterable[tuple[str, Any]]:
    """Every case of a project that this reader sees. Order: of the lifecycle, then as begun."""
    for kind, visible, path, also in PARTS:
        rows = visible(actor).filter(**{path: contract.pk}, **also)
        for row in rows.distinct().order_by("pk"):
            yield kind, row


def _papers(cases: Iterable[tuple[str, Any]], actor: Actor) -> Iterable[Paper]:
    for kind, row in cases:
        yield from paperwork.readable(kind, row, actor=actor)


def _keep_paper(held: dict[str, bytes], number: int, paper: Paper) -> dict[str, Any]:
    """Put a paper into the package: as PDF, and its data in the form its digest is taken of."""
    stem = f"papers/{number:02d}-{paper.paper}"
    held[f"{stem}.pdf"] = papers.render(paper)
    held[f"{stem}.json"] = receipts.canonical(paper.data)
    signed = list(paper.signatures.order_by("pk"))
    for place, one in enumerate(signed, start=1):
        held[f"signatures/{number:02d}-{place}-{one.party}.json"] = packages.as_json(
            one.document
        )
    return {
        "title": say(papers.kind_of(paper.paper).title),
        "number": paper.number,
        "digest": paper.digest,
        "pdf": f"{stem}.pdf",
        "data": f"{stem}.json",
        "signers": [f"{one.name}（{one.unit}）" for one in signed],
    }


def _keep_files(
    held: dict[str, bytes], cases: Iterable[tuple[str, Any]], actor: Actor
) -> Iterable[dict[str, Any]]:
    """Put the uploaded files of the cases into the package that are open to the reader."""
    number = 0
    for kind, row in cases:
        about = move.subject(kind)
        for one in attachments.of(kind, row.pk) if about.files_open(actor, row) else ():
            number += 1
            path = f"files/{number:02d}-{files.safe_name(one.name)}"
            held[path] = files.read(one.digest)
            of = say(about.title)
            yield {"name": one.name, "path": path, "digest": one.digest, "of": of}


def _steps(cases: Iterable[tuple[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """What happened, as pages tell it to this reader, with the trail's links. Order: time."""
    found = []
    for kind, row in cases:
        title = say(move.subject(kind).title)
        for one in pages.timeline(kind, row, actor=actor):
            step = one["step"]
            found.append(
                {
                    "at": timezone.localtime(step.at).isoformat(timespec="seconds"),
                    "case": f"{title} {getattr(row, 'number', '') or ''}".strip(),
                    "step": one["label"],
                    "who": one["who"],
                    "said": one["note"],
                    "step_id": step.step_id,
                    "facts_digest": step.facts_digest,
                    "previous_hash": step.previous_hash,
                    "hash": step.hash,
                }
            )
    return sorted(found, key=lambda one: (one["at"], one["step_id"]))


def _money(contract: Any, actor: Actor) -> list[dict[str, Any]]:
    """The ledger's rows of a contract. Units: fen. Order: as written."""
    return [
        {
            "at": timezone.localtime(row.at).isoformat(timespec="seconds"),
            "purpose": row.purpose,
            "step": row.authorisation.step,
            "amount_fen": row.amount_fen,
            "decision": row.decision,
            "label": say(ENTRIES[row.purpose]),
            "of": row.authorisation.title,
            "sum": f"{row.amount_fen // 100:,}.{row.amount_fen % 100:02d}",
        }
        for row in funds.ledger_of(actor, "contract", contract.pk)
    ]


def _as_csv(columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    table = csv.DictWriter(out, list(columns), extrasaction="ignore", lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode("utf-8-sig")  # so that spreadsheets read the characters


def _index(about: dict[str, Any], lines: dict[str, Any], carried: dict[str, Any]) -> bytes:
    """The page that shows the package and checks it, with nothing fetched from anywhere."""
    style, script = (
        (STATIC / name).read_text(encoding="utf-8") for name in ("package.css", "package.js")
    )
    policy = f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}"
    context = {
        "about": about,
        **lines,
        "language": get_language() or settings.LANGUAGE_CODE,
        "policy": policy,
        "style": _element("style", style),
        "carried": _element(
            "script", _inside_script(carried), id="package", type="application/json"
        ),
        "script": _element("script", script),
    }
    return render_to_string("package.html", context).encode()


def _source(text: str) -> str:
    """What a content security policy calls this very text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"


def _element(name: str, text: str, **attributes: str) -> SafeString:
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return mark_safe(f"<{name}{said}>{text}</{name}>")  # ours, or free of "<"


def _inside_script(value: object) -> str:
    """JSON that may stand in a page: nothing in it can end the element it stands in."""
    return receipts.canonical(value).decode().replace("<", "\\u003c")
