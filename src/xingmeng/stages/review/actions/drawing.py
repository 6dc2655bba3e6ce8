"""Committing to draws, giving the second key, and what audits find. One function per verb."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from xingmeng.core import chance, clock, door, move, numbers, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import draw
from xingmeng.engines.draw import Stratum
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules.pool import FIELDS
from xingmeng.stages.review import queries, rules
from xingmeng.stages.review.facts import pools
from xingmeng.stages.review.models import AuditNote, Draw, Round, Ticket
from xingmeng.stages.review.queries import standing
from xingmeng.stages.review.rules import draws
from xingmeng.stages.review.rules.draws import Member

MOST_EACH = 200


@door.change()
def commit_pool(
    round_id: int,
    take: Mapping[str, int],
    *,
    outside_pct: int,
    substitutes: int,
    actor: Actor,
) -> Draw:
    """Commit to drawing a round's experts: so many of each field, a share from other regions.

    Shapes: take is {field's code: experts}. Units: percent of each field's experts, rounded
            up; substitutes for each stratum.
    Writes: the draw with its tickets, its step.
    Errors: Refused without the right, outside assigning, while another draw is committed to,
            for counts out of range, a stratum with too few experts, or for who must step aside
            from a candidate.
    """
    about = Round.objects.select_for_update().get(pk=round_id)
    found = _for_round(about, "pool", "assigning", actor)
    wanted = {code: count for code, count in take.items() if count}
    found += _counts_hold(wanted, outside_pct, substitutes)
    refuse_if(found)
    refuse_if(queries.aside_from(actor, about))
    strata = _strata(wanted, outside_pct, substitutes)
    asked = {s.name for s in strata}
    members = [m for m in pools.experts_for(about, wanted) if m.stratum in asked]
    refuse_if(draws.strata_hold({str(m.subject_id): m.stratum for m in members}, strata))
    return _commit("pool", ("round", about.pk, about.title), members, strata, actor=actor)


def _counts_hold(
    wanted: Mapping[str, int], outside_pct: int, substitutes: int
) -> list[Finding]:
    found = [] if wanted else [Finding("nothing_to_draw", {"field": "take"})]
    if any(code not in FIELDS for code in wanted):
        found.append(Finding("not_an_option", {"field": "take"}))
    counts = [*wanted.values(), substitutes]
    if any(not 0 <= count <= MOST_EACH for count in counts) or not 0 <= outside_pct <= 100:
        found.append(Finding("counts_out_of_range", {"field": "take", "most": MOST_EACH}))
    return found


def _strata(wanted: Mapping[str, int], outside_pct: int, substitutes: int) -> list[Stratum]:
    """Each field in two parts, those that give nobody left out. Order: by field."""
    found = []
    for code, count in sorted(wanted.items()):
        away = -(-count * outside_pct // 100)
        for place, part in ((draws.HERE, count - away), (draws.AWAY, away)):
            if part:
                found.append(Stratum(f"{code}/{place}", part, substitutes))
    return found


@door.change()
def commit_lottery(round_id: int, *, actor: Actor) -> Draw:
    """Commit to drawing lots among the candidates that cannot be told apart at the line.

    Writes: the draw with its tickets, its step.
    Errors: Refused without the right, outside marking, while a sheet is out, another draw is
            committed to, no candidates tie, or for who must step aside from one.
    """
    about = Round.objects.select_for_update().get(pk=round_id)
    found = _for_round(about, "lottery", "marking", actor)
    found += [] if found else rules.missing(about, actor)
    refuse_if(found)
    refuse_if(queries.aside_from(actor, about))
    band = standing.band_of(about, standing.outcome_of(about))
    refuse_if([] if band else [Finding("no_ties")])
    rows = about.candidates.filter(pk__in=band).order_by("pk")
    members = [Member("candidate", c.pk, c.title, "band") for c in rows]
    strata = [Stratum("band", len(members))]
    return _commit("lottery", ("round", about.pk, about.title), members, strata, actor=actor)


def _for_round(about: Round, purpose: str, state: str, actor: Actor) -> list[Finding]:
    role = draws.FIRST[purpose]
    found = [] if role in actor.roles else [not_yours(role)]
    if about.state != state:
        found.append(Finding("wrong_state", {"state": about.state, "needed": [state]}))
    last = queries.draws_of(about, purpose).exclude(state="abandoned").first()
    if last and (last.state == "committed" or purpose == "pool"):
        found.append(Finding("drawn_already", {"number": last.number}))
    return found


@door.change()
def commit_audit(kind: str, subject_id: int, *, take: int, actor: Actor) -> Draw:
    """Commit to drawing cases for audit: of a call, a round, or the payments of a year.

    Writes: the draw with its tickets, its step.
    Errors: Refused without the right, for a count out of range or fewer cases than that;
            LookupError for another kind, Http404 for what the actor may not see.
    """
    found = [] if "discipline" in actor.roles else [not_yours("discipline")]
    if not 1 <= take <= MOST_EACH:
        found.append(Finding("counts_out_of_range", {"field": "take", "most": MOST_EACH}))
    refuse_if(found)
    title, members = queries.cases_of(actor, kind, subject_id)
    strata = [Stratum(draws.CASES, take)]
    refuse_if(draws.strata_hold({str(m.subject_id): m.stratum for m in members}, strata))
    return _commit("audit", (kind, subject_id, title), members, strata, actor=actor)


def _commit(
    purpose: str,
    about: tuple[str, int, str],
    members: Sequence[Member],
    strata: Sequence[Stratum],
    *,
    actor: Actor,
) -> Draw:
    """Make the hidden key and the codes, and publish what may be known before the draw."""
    key, salt, year = chance.key(), chance.key(), clock.today().year
    number = numbers.drawn(
        f"draw:{year}",
        lambda n: f"CQ{year}{n}",
        taken=lambda number: Draw.objects.filter(number=number).exists(),
    )
    codes = {m: _code(salt, number, m) for m in members}
    pool = {codes[m]: m.stratum for m in members}
    kind, subject_id, title = about
    case = {"number": number, "purpose": purpose, "kind": kind, "case": title}
    commitment = draw.commit(key, pool, strata, about=case)
    row = Draw(
        number=number,
        purpose=purpose,
        kind=kind,
        subject_id=subject_id,
        title=f"{draws.PURPOSES[purpose].zh}：{title}"[:160],
        commitment=commitment,
        document=draw.sealed(pool, strata, about=case, commitment=commitment),
        secret={"key": key, "salt": salt},
        committed_at=clock.now(),
        first_id=actor.user_id,
    )
    move.begin("draw", row, actor=actor, details={"commitment": commitment})
    Ticket.objects.bulk_create(_tickets(row, codes))
    return row


def _code(salt: str, number: str, member: Member) -> str:
    """Opaque, and of no use to who has seen the codes of another draw."""
    said = f"xingmeng-ticket\0{salt}\0{number}\0{member.kind}\0{member.subject_id}"
    return sha256(said.encode()).hexdigest()[:20]


def _tickets(row: Draw, codes: Mapping[Member, str]) -> Iterable[Ticket]:
    for member, code in sorted(codes.items(), key=lambda item: item[1]):
        yield Ticket(
            draw=row,
            code=code,
            stratum=member.stratum,
            kind=member.kind,
            subject_id=member.subject_id,
            label=member.label,
        )


def _reveal(step: Step) -> None:
    """Make the seed of both keys, draw, and keep the whole document for anybody."""
    row: Draw = step.row
    word = str(step.details["word"])
    row.document = draw.revealed(row.document, key=row.secret["key"], word=word)
    row.save(update_fields=["document"])
    tickets = {t.code: t for t in row.tickets.all()}
    for part in row.document["drawn"]:
        drawn = [(code, False) for code in part["members"]]
        drawn += [(code, True) for code in part["substitutes"]]
        for order, (code, stands_by) in enumerate(drawn, start=1):
            tickets[code].order, tickets[code].stands_by = order, stands_by
    Ticket.objects.bulk_update(tickets.values(), ["order", "stands_by"])


@door.change()
def note_audit(ticket_id: int, finding: str, text: str, *, actor: Actor) -> AuditNote:
    """Write down what was found in an audited case.

    Writes: the note, and a step of the draw.
    Errors: Refused without the right, for a case that was not drawn, an unknown finding, or
            without a text.
    """
    ticket = Ticket.objects.select_related("draw").get(pk=ticket_id)
    found: list[Finding] = [] if "discipline" in actor.roles else [not_yours("discipline")]
    if ticket.order is None or ticket.draw.purpose != "audit":
        found.append(Finding("not_audited"))
    if finding not in draws.AUDIT_FINDINGS:
        found.append(Finding("not_an_option", {"field": "finding"}))
    if not text.strip():
        found.append(Finding("answer_needed", {"field": "text"}))
    refuse_if(found)
    said: dict[str, Any] = {"ticket": ticket.pk, "finding": finding}
    trail.record("draw", ticket.draw_id, "note", actor=actor, details=said)
    return AuditNote.objects.create(
        ticket=ticket, finding=finding, text=text.strip()[:4000], by_id=actor.user_id,
        at=clock.now(),
    )  # fmt: skip


DRAW = move.register(
    move.Subject(
        kind="draw",
        title=Text("随机抽取", "Draw"),
        model=Draw,
        flow_of=lambda row: draws.DRAW,
        every_flow=lambda: [draws.DRAW],
        roles_of=draws.draw_roles,
        visible_to=queries.draws_for,
        aside=queries.steps_aside_from_draw,
        opens=queries.opens_draw,
        makers=("begin", "reveal"),
        hushes=lambda actor, row: ("ticket", queries.hidden_tickets(actor, row)),
        checks={
            "another_person": draws.another_person,
            "word_is_a_word": draws.word_is_a_word,
            "no_case_hidden": draws.no_case_hidden,
        },
        effects={"reveal": _reveal},
    )
)
