"""Signing papers: in what capacity, on what authority, and through which seal service."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from xingmeng.core import keys, papers, receipts
from xingmeng.core.actor import Actor
from xingmeng.core.models import Paper, Signature
from xingmeng.engines.instrument import Move

LOCAL = "xingmeng.core.signing.LocalSeals"


class SealService(Protocol):
    """The port to a certificate authority and seal service; docs/seal-service.md says more."""

    name: str

    def seal(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The body, signed; a JSON object that holds it unchanged under "body"."""

    def verify(self, document: Mapping[str, Any]) -> tuple[bool, str]:
        """Whether this service sealed it as it stands, and a word for the reason."""


class LocalSeals:
    """The server's own Ed25519 key: works alone, and anybody can check it offline."""

    name = "local"

    def seal(self, body: Mapping[str, Any]) -> dict[str, Any]:
        return receipts.sign(body)

    def verify(self, document: Mapping[str, Any]) -> tuple[bool, str]:
        return receipts.verify(document, trusted_pem=keys.public_key_pem())


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """For which party and unit somebody may sign, as what, and resting on what, in words."""

    party: str
    unit: str
    capacity: str
    words: str


def for_department(capacity: str, words: str) -> Authority:
    """Signing for the department, by one's post: "officer" or "chair". Errors: none."""
    unit = papers.office()
    return Authority(party="department", unit=unit, capacity=capacity, words=words)


def service() -> SealService:
    """The seal service in use. Errors: ImportError if the setting names none."""
    return _made(getattr(settings, "SEAL_SERVICE", "") or LOCAL)


@cache
def _made(path: str) -> SealService:
    return import_string(path)()


def sign(
    move: Move, row: Any, *, actor: Actor, authority: Authority, at: datetime
) -> Signature | None:
    """Put the actor's signature under the newest paper that a move signs.

    Writes: one Signature, sealed over number, digest, party, name, capacity, authority, time.
    Errors: LookupError if no such paper was issued; whatever the seal service raises.
    """
    paper = papers.latest(move.signs, row)
    if paper is None:
        raise LookupError(f"{move.name} signs {move.signs!r}, which was not issued")
    body = {
        "kind": "signature",
        "number": paper.number,
        "digest": paper.digest,
        "party": authority.party,
        "unit": authority.unit,
        "name": actor.name,
        "capacity": authority.capacity,
        "authority": authority.words,
        "at": timezone.localtime(at).isoformat(),
    }
    return Signature.objects.create(
        paper=paper,
        party=authority.party,
        unit=authority.unit,
        by_id=actor.user_id,
        name=actor.name,
        capacity=authority.capacity,
        authority=authority.words,
        at=at,
        document=service().seal(body),
        service=service().name,
        code=papers.code_for(paper.number, receipts.digest(body)),
    )


def signatures_of(name: str, row: Any) -> QuerySet[Signature]:
    """Who has signed the newest paper of that kind about a case. Errors: LookupError."""
    paper = papers.latest(name, row)
    rows = Signature.objects.filter(paper=paper) if paper else Signature.objects.none()
    return rows.order_by("pk")


def check(signature: Signature) -> tuple[bool, str]:
    """Whether a signature is genuine and says what the record says of it and of its paper.

    Units:  reasons: valid, paper_differs, record_differs, other_service, and the service's own.
    Errors: none of its own.
    """
    known = {one.name: one for one in (_made(LOCAL), service())}
    if signature.service not in known:
        return False, "other_service"
    valid, reason = known[signature.service].verify(signature.document)
    if not valid:
        return False, reason
    body, paper = signature.document["body"], signature.paper
    if (body.get("number"), body.get("digest")) != (paper.number, paper.digest):
        return False, "paper_differs"
    return (True, "valid") if _agrees(signature, body) else (False, "record_differs")


def _agrees(signature: Signature, body: Mapping[str, Any]) -> bool:
    """Whether the record says of a signature what was sealed."""
    names = ("party", "unit", "name", "capacity", "authority")
    same = all(body.get(name) == getattr(signature, name) for name in names)
    return same and datetime.fromisoformat(str(body.get("at"))) == signature.at


def holds(paper: Paper) -> bool:
    """Whether a paper is as it was issued and all its signatures are genuine. Errors: none."""
    return papers.is_whole(paper) and all(check(one)[0] for one in paper.signatures.all())
