"""Moving money. The only writers of the ledger; one function per verb."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from xingmeng.core import clock, door, move, numbers
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.funds import queries, rules
from xingmeng.stages.funds.models import (
    Account,
    Appropriation,
    Authorisation,
    Payment,
    Recovery,
    Transfer,
)

IN_ONE_GO = 400  # rows of one query


@door.change()
def propose_appropriation(*, actor: Actor, **facts) -> Appropriation:
    """Enter public money for a year and line; finance opens it.

    Writes: the appropriation, one step. Units: amount_fen.
    Errors: Refused for a sum that is not positive, or without the right.
    """
    refuse_if(
        []
        if facts["amount_fen"] > 0
        else [Finding("too_small", {"field": "amount_fen", "min": 1, "kind": "money"})]
    )
    refuse_if([] if "officer" in actor.roles else [not_yours("officer")])
    row = Appropriation(**facts)
    move.begin("appropriation", row, actor=actor)
    return row


def _grown(step: Step) -> list[Finding]:
    return rules.grown(step, queries.growth_of(step.row, on=step.on))


def _open(step: Step) -> None:
    row: Appropriation = step.row
    row.account = Account.objects.create(code=f"appropriation:{row.pk}")
    if not queries.growth_of(row, on=step.on).reached:
        row.below_growth = step.details["below_growth"].strip()
    row.save(update_fields=["account", "below_growth"])
    outside = Account.objects.get(code="outside")
    post(outside, row.account, row.amount_fen, purpose="grant", decision=step.step_id)


@door.change()
def commit(
    appropriation_id: int, *, kind: str, subject_id: int, step: str, decision: str, **terms
) -> Authorisation:
    """Set money of an appropriation aside for one step of a case.

    Terms:  title, payee_id, ceiling_fen.
    Writes: the authorisation with its account, one ledger row.
    Errors: Refused if the appropriation is not open or its year is closed, or holds too little.
    """
    source = Appropriation.objects.select_for_update(of=("self",)).get(pk=appropriation_id)
    account = source.account
    refuse_if(_ended(source))
    if account is None or account.balance_fen < terms["ceiling_fen"]:
        left = account.balance_fen if account else 0
        refuse_if([Finding("not_enough_appropriated", {"left_fen": left})])
    row = Authorisation.objects.create(
        appropriation=source,
        kind=kind,
        subject_id=subject_id,
        step=step,
        decision=decision,
        account=Account.objects.create(code=f"authorisation:{kind}:{subject_id}:{step}"),
        **terms,
    )
    post(account, row.account, row.ceiling_fen, purpose="commit", decision=decision, paper=row)
    return row


def _ended(source: Appropriation) -> list[Finding]:
    year = queries.closed_in(source)
    return [Finding("year_closed", {"year": year})] if year else []


@door.change()
def release(*, kind: str, subject_id: int, step: str, actor: Actor) -> Payment:
    """Let a committed sum be paid: its milestone has been passed. Orders the payment.

    Writes: `released`, one payment with its step.
    Errors: Refused if it was released before; LookupError if nothing was committed.
    """
    row = (
        Authorisation.objects.select_for_update(of=("self",))
        .filter(kind=kind, subject_id=subject_id, step=step)
        .first()
    )
    if row is None:
        raise LookupError(f"nothing committed for {kind} {subject_id} {step}")
    refuse_if([Finding("already_released")] if row.released else [])
    row.released = True
    row.save(update_fields=["released"])
    return _order(row, amount_fen=row.ceiling_fen, actor=actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is set aside for one of many cases. Units: fen."""

    subject_id: int
    title: str
    payee_id: int
    ceiling_fen: int


@door.change()
def commit_all(
    appropriation_id: int, lines: Sequence[Line], *, kind: str, step: str, decision: str
) -> list[Authorisation]:
    """Set money aside for the same step of many cases, each as by `commit`, or for none.

    Order:  as given.
    Writes: an authorisation with its account and one ledger row each; accounts of payees.
    Errors: Refused if the appropriation is not open or holds too little for all.
    """
    source = Appropriation.objects.select_for_update(of=("self",)).get(pk=appropriation_id)
    home, wanted = source.account, sum(line.ceiling_fen for line in lines)
    refuse_if(_ended(source))
    if home is None or home.balance_fen < wanted:
        left = home.balance_fen if home else 0
        refuse_if([Finding("not_enough_appropriated", {"left_fen": left})])
    accounts = Account.objects.bulk_create(
        [
            Account(code=f"authorisation:{kind}:{line.subject_id}:{step}", balance_fen=0)
            for line in lines
        ],
        batch_size=IN_ONE_GO,
    )
    payees = [Account(code=f"payee:{pk}") for pk in sorted({line.payee_id for line in lines})]
    Account.objects.bulk_create(payees, batch_size=IN_ONE_GO, ignore_conflicts=True)
    rows = Authorisation.objects.bulk_create(
        [
            Authorisation(
                appropriation=source,
                kind=kind,
                step=step,
                decision=decision,
                account=account,
                **asdict(line),
            )
            for line, account in zip(lines, accounts, strict=True)
        ],
        batch_size=IN_ONE_GO,
    )
    Transfer.objects.bulk_create(
        [
            Transfer(
                debit=home,
                credit=row.account,
                amount_fen=row.ceiling_fen,
                purpose="commit",
                decision=decision,
                authorisation=row,
                at=clock.now(),
            )
            for row in rows
        ],
        batch_size=IN_ONE_GO,
    )
    return rows


@door.change()
def release_all(
    subject_ids: Iterable[int], *, kind: str, step: str, actor: Actor
) -> list[Payment]:
    """Let sums committed to many cases be paid, each as by `release`, or none of them.

    Order:  by case. Writes: `released`, one payment with its step each.
    Errors: Refused if one was released before; LookupError if for one nothing was committed.
    """
    wanted = sorted(set(subject_ids))
    rows = list(
        Authorisation.objects.select_for_update(of=("self",))
        .filter(kind=kind, step=step, subject_id__in=wanted)
        .order_by("subject_id")
    )
    if len(rows) < len(wanted):
        raise LookupError(f"nothing committed for one of {len(wanted)} {kind} {step}")
    refuse_if([Finding("already_released")] if any(row.released for row in rows) else [])
    for start in range(0, len(rows), IN_ONE_GO):
        part = [row.pk for row in rows[start : start + IN_ONE_GO]]
        Authorisation.objects.filter(pk__in=part).update(released=True)
    series = f"payment:{clock.today():%Y}"
    first = numbers.following(series, count=len(rows)) if rows else 0
    payments = [
        Payment(authorisation=row, number=_slip(first + n), amount_fen=row.ceiling_fen)
        for n, row in enumerate(rows)
    ]
    move.begin_all("payment", payments, actor=actor)
    return payments


@door.change()
def order_again(authorisation_id: int, *, actor: Actor) -> Payment:
    """Order a payment anew after finance sent one back. Writes: one payment, its step.

    Errors: Refused without the right, or if one is under way.
    """
    Authorisation.objects.select_for_update().filter(pk=authorisation_id).first()
    row = queries.payable().filter(pk=authorisation_id).first()  # read once it is locked
    found = [] if row else [Finding("nothing_to_pay")]
    refuse_if(found + ([] if "officer" in actor.roles else [not_yours("officer")]))
    return _order(row, amount_fen=row.account.balance_fen, actor=actor)


def _order(row: Authorisation, *, amount_fen: int, actor: Actor) -> Payment:
    serial = numbers.following(f"payment:{clock.today():%Y}")
    payment = Payment(authorisation=row, number=_slip(serial), amount_fen=amount_fen)
    move.begin("payment", payment, actor=actor)
    return payment


def _slip(serial: int) -> str:
    return f"ZF{clock.today():%Y}{serial:05d}"


@door.change()
def give_back(*, kind: str, subject_id: int, decision: str) -> int:
    """Return what was committed to a case but never released. Returns the fen returned.

    Writes: one ledger row for each such authorisation with money left.
    """
    back = 0
    for row in queries.authorisations_of(kind, subject_id).filter(released=False):
        left = row.account.balance_fen
        home = row.appropriation.account
        if left and home:
            post(row.account, home, left, purpose="return", decision=decision, paper=row)
            back += left
    return back


@door.change()
def demand_back(
    *, kind: str, subject_id: int, title: str, amount_fen: int, grounds: str, actor: Actor
) -> Recovery:
    """Demand money back that was paid for a case and was not spent, or was misused.

    Units:  fen. Writes: the recovery, one step. The caller knows whether the case allows it.
    Errors: Refused without the right, in one's own unit's case, without grounds, for nothing,
            or for more than was paid and not demanded before.
    """
    papers = queries.authorisations_of(kind, subject_id).select_for_update(of=("self",))
    paper = next(iter(papers), None)  # all are held: one demand at a time
    left = queries.recoverable(kind, subject_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if paper and paper.payee_id in actor.organisations:
        found.append(Finding("own_case"))
    if not 0 < amount_fen <= left:
        found.append(Finding("more_than_paid", {"field": "amount_fen", "left_fen": left}))
    if not grounds.strip():
        found.append(Finding("reason_needed", {"field": "grounds"}))
    refuse_if(found)
    year = clock.today().year
    row = Recovery(
        number=f"ZH{year}{numbers.following(f'recovery:{year}'):05d}",
        kind=kind,
        subject_id=subject_id,
        title=title,
        appropriation=paper.appropriation,
        payee=paper.payee,
        amount_fen=amount_fen,
        grounds=grounds.strip()[:2000],
    )
    move.begin("recovery", row, actor=actor, details={"amount_fen": amount_fen})
    return row


def _take_in(step: Step) -> None:
    """The bank says that it came back: from the payee to where it was granted."""
    row: Recovery = step.row
    payee = Account.objects.get(code=f"payee:{row.payee_id}")
    row.transfer = post(
        payee,
        row.appropriation.account,
        row.amount_fen,
        purpose="recover",
        decision=step.step_id,
    )
    row.returned_at = step.at
    row.save(update_fields=["transfer", "returned_at"])


def _pay(step: Step) -> None:
    payment: Payment = step.row
    paper = payment.authorisation
    payee, _ = Account.objects.get_or_create(
        code=f"payee:{paper.payee_id}", defaults={"outside": False}
    )
    paper.account = Account.objects.select_for_update().get(pk=paper.account_id)
    refuse_if(rules.within_authorisation(step))  # another payment may have been faster
    payment.paid_at = step.at
    payment.slip_number = step.details["slip_number"]
    payment.save(update_fields=["paid_at", "slip_number"])
    post(
        paper.account,
        payee,
        payment.amount_fen,
        purpose="pay",
        decision=step.step_id,
        paper=paper,
        payment=payment,
    )


def post(  # noqa: PLR0913 -- a ledger row has this many sides
    debit: Account,
    credit: Account,
    amount_fen: int,
    *,
    purpose: str,
    decision: str,
    paper: Authorisation | None = None,
    payment: Payment | None = None,
) -> Transfer:
    """Write one ledger row. Errors: none of ours; the database refuses an overdraft."""
    return Transfer.objects.create(
        debit=debit,
        credit=credit,
        amount_fen=amount_fen,
        purpose=purpose,
        decision=decision,
        authorisation=paper,
        payment=payment,
        at=clock.now(),
    )


APPROPRIATION = move.register(
    move.Subject(
        kind="appropriation",
        title=Text("专项资金", "Appropriation"),
        model=Appropriation,
        flow_of=lambda row: rules.APPROPRIATION,
        every_flow=lambda: [rules.APPROPRIATION],
        roles_of=rules.appropriation_roles,
        visible_to=queries.appropriations_for,
        checks={"another_person": rules.another_person, "grown": _grown},
        effects={"open": _open},
    )
)
PAYMENT = move.register(
    move.Subject(
        kind="payment",
        title=Text("拨付", "Payment"),
        model=Payment,
        flow_of=lambda row: rules.PAYMENT,
        every_flow=lambda: [rules.PAYMENT],
        roles_of=rules.payment_roles,
        visible_to=queries.visible_to,
        checks={
            "another_person": rules.another_person,
            "within_authorisation": rules.within_authorisation,
            "batch_sent": rules.batch_sent,
        },
        effects={"pay": _pay},
        related=(
            "authorisation__account",
            "authorisation__appropriation",
            "authorisation__payee",
            "batch",
        ),
    )
)
RECOVERY = move.register(
    move.Subject(
        kind="recovery",
        title=Text("资金追回", "Recovery"),
        model=Recovery,
        flow_of=lambda row: rules.RECOVERY,
        every_flow=lambda: [rules.RECOVERY],
        roles_of=rules.recovery_roles,
        visible_to=queries.recoveries_for,
        checks={"another_person": rules.another_person},
        effects={"confirm_return": _take_in},
        related=("payee", "appropriation__account"),
    )
)
