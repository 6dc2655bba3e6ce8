"""Official documents as issued: numbered, fingerprinted, never changed. Nobody reads here."""

from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from xingmeng.core import clock, codes, documents, letters, numbers, receipts
from xingmeng.core.actor import Actor
from xingmeng.core.models import Paper, Signature
from xingmeng.engines.values import Text

LETTER = Path(__file__).parent / "typst" / "letter.typ"
CODE_BYTES = 15  # 24 characters, 120 bits: not to be guessed, however often one tries
DRAWN = frozenset(  # series whose papers are about cases that somebody must not know of
    {"letter", "review_report", "panel_minutes", "appeal_answer"}
)
CAPACITIES = {
    "legal_representative": Text("法定代表人", "Legal representative"),
    "authorised_agent": Text("授权代理人", "Authorised agent"),
    "project_leader": Text("项目负责人", "Project leader"),
    "officer": Text("经办人", "Officer in charge"),
    "chair": Text("会议主持人", "Chair of the meeting"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """One kind of document: which cases have it, what it shows, and who may read it."""

    name: str
    title: Text
    kind: str
    template: Path
    data: Callable[[Any, date], Mapping[str, Any]]
    may_read: Callable[[Actor, Any], bool]
    number: Callable[[Any, date], str]
    letter: letters.Letter | None = None  # the text officers may edit, if it has one


_kinds: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> PaperKind:
    """Make a kind of paper known. Errors: ValueError if another table's paper has the name."""
    known = _kinds.get(kind.name)
    if known and known.kind != kind.kind:
        raise ValueError(f"two papers call themselves {kind.name!r}")
    _kinds[kind.name] = kind
    if kind.letter:
        letters.register(kind.letter)
    return kind


def kinds() -> list[PaperKind]:
    """Every kind of paper, in the order of the lifecycle. Errors: none."""
    return list(_kinds.values())


def kind_of(name: str) -> PaperKind:
    """The kind of that name. Errors: LookupError if no stage registered it."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"no paper {name!r}") from None


def file_number(series: str, on: date) -> str:
    """The next 发文字号 of a series in its year, such as 内科立字〔2021〕12号.

    Where not even the number of papers may be known, it is drawn instead.
    Writes: the series; the numbers of a year have no doubles, and no gaps if they run on.
    Errors: none; a region without [documents] gets the series' own name.
    """
    named = settings.REGION.get("documents", {})
    head = named.get("prefix", "") + named.get(series, series)
    of_year = f"paper:{series}:{on.year}"
    if series in DRAWN:
        return numbers.drawn(of_year, lambda n: f"{head}〔{on.year}〕{n}号", taken=_is_given)
    return f"{head}〔{on.year}〕{numbers.following(of_year)}号"


def _is_given(number: str) -> bool:
    return Paper.objects.filter(number=number).exists()


def issue(
    name: str,
    row: Any,
    *,
    actor: Actor,
    on: date | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Paper:
    """Issue a paper about a case, within the change that makes it true.

    `extra` joins what the kind's own `data` give, such as the reason of this very step.
    Writes: one Paper. Errors: LookupError for an unknown kind; IntegrityError if the number
    was given before; ValueError for what JSON cannot hold.
    """
    about, day = kind_of(name), on or clock.today()
    said = {**about.data(row, day), **(extra or {})}
    if about.letter:
        values = {**said.get("values", {}), "date": chinese_day(day)}
        said["body"] = letters.fill(about.letter, letters.current(about.letter.name), values)
    said.setdefault("office", office())
    said |= {"number": about.number(row, day), "issued_on": day.isoformat()}
    digest = receipts.digest(said)
    return Paper.objects.create(
        paper=name,
        number=said["number"],
        kind=about.kind,
        subject_id=row.pk,
        title=str(said.get("title") or row)[:200],
        data=said,
        digest=digest,
        code=code_for(said["number"], digest),
        issued_at=clock.now(),
        by_id=actor.user_id,
    )


def wan(fen: int) -> str:
    """Fen as 万元, as documents show it. Units: fen in. Errors: none."""
    whole, rest = divmod(fen, 1_000_000)
    return f"{whole:,}.{rest:06d}".rstrip("0").rstrip(".") + " 万元"


def office() -> str:
    """The department that issues papers, by its Chinese name. Errors: none."""
    return settings.REGION["department_zh"]


def code_for(number: str, digest: str) -> str:
    """The verification code of a paper or signature: nobody without the server's key finds it.

    Units:  24 characters of base 32. Errors: none.
    """
    mark = codes.keyed("xingmeng.paper", f"{number}\n{digest}")
    return b32encode(mark[:CODE_BYTES]).decode("ascii")


def grouped(code: str) -> str:
    """A code as people read it: groups of four. Errors: none."""
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))


def chinese_day(day: date) -> str:
    """2024-06-30 as 2024年6月30日. Errors: none."""
    return f"{day.year}年{day.month}月{day.day}日"


def of(kind: str, subject_id: int) -> QuerySet[Paper]:
    """The papers of one case, oldest first; who may read them, paperwork.py says."""
    return Paper.objects.filter(kind=kind, subject_id=subject_id).order_by("pk")


def latest(name: str, row: Any) -> Paper | None:
    """The newest paper of that kind about a case, if any was issued. Errors: LookupError."""
    return of(kind_of(name).kind, row.pk).filter(paper=name).last()


def is_whole(paper: Paper) -> bool:
    """Whether the data still have the digest they were issued with. Errors: none."""
    return receipts.digest(paper.data) == paper.digest


def render(paper: Paper) -> bytes:
    """The paper as PDF with its signatures; equal content gives equal bytes.

    Errors: as documents.render.
    """
    signed = [_signature(one) for one in paper.signatures.order_by("pk")]
    mark = {"number": paper.number, "digest": paper.digest, "code": grouped(paper.code)}
    shown = {**paper.data, "digest": paper.digest, "paper": mark, "signatures": signed}
    return documents.render(kind_of(paper.paper).template, shown)


def _signature(one: Signature) -> dict[str, str]:
    return {
        "party": one.unit,
        "role": one.party,
        "signer": one.name,
        "capacity": CAPACITIES[one.capacity].zh,
        "authority": one.authority,
        "signed_at": timezone.localtime(one.at).isoformat(),
        "digest": one.document.get("body", {}).get("digest", ""),
        "code": grouped(one.code),
    }
