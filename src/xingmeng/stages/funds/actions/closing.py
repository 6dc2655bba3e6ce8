"""Closing a year: drawn up by one person of finance, closed by another."""

from collections.abc import Collection

from xingmeng.core import door, move
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.funds import actions
from xingmeng.stages.funds import rules as money
from xingmeng.stages.funds.models import Account, Appropriation, YearClose, YearLine
from xingmeng.stages.funds.queries import closing as queries
from xingmeng.stages.funds.rules import closing as rules


@door.change()
def draw_up(year: int, *, carried: Collection[int], actor: Actor) -> YearClose:
    """Say of each appropriation of a year whether what it leaves is carried over.

    Writes: the close with its step and a line for each; nothing moves yet.
    Errors: Refused without the right, for a year drawn up before, or with nothing to close.
    """
    refuse_if([] if "finance" in actor.roles else [not_yours("finance")])
    sources = list(queries.of_year(year))
    before = YearClose.objects.filter(year=year).exclude(state="withdrawn").exists()
    found = [Finding("year_closed", {"year": year})] if before else []
    refuse_if(found + ([] if sources else [Finding("nothing_to_close")]))
    row = YearClose(year=year)
    kept = sorted({source.pk for source in sources} & set(carried))
    move.begin("year_close", row, actor=actor, details={"year": year, "carried": kept})
    YearLine.objects.bulk_create(
        YearLine(close=row, appropriation=source, carried=source.pk in kept)
        for source in sources
    )
    return row


def _nothing_in_the_way(step: Step) -> list[Finding]:
    return queries.in_the_way(step.row)


def _close(step: Step) -> None:
    """Keep the sums of each line; what it leaves moves, in a ledger row of this decision."""
    for line in step.row.lines.order_by("pk"):
        locked = Appropriation.objects.select_for_update(of=("self",))
        source = locked.select_related("account").get(pk=line.appropriation_id)
        vars(line).update(queries.sums_of(source))
        if line.left_fen:
            _settle(line, source, step)
        line.save()


def _settle(line: YearLine, source: Appropriation, step: Step) -> None:
    if line.carried:
        following = step.row.year + 1
        purpose = "carry"
        to = Account.objects.create(code=f"appropriation:{source.pk}:{following}")
    else:
        purpose, to = "hand_in", Account.objects.get(code="outside")
    posting = {"purpose": purpose, "decision": step.step_id}
    line.transfer = actions.post(source.account, to, line.left_fen, **posting)
    if line.carried:
        source.account, source.carried_to = to, following
        source.save(update_fields=["account", "carried_to"])


CLOSE = move.register(
    move.Subject(
        kind="year_close",
        title=Text("年度结转", "Yearly close"),
        model=YearClose,
        flow_of=lambda row: rules.CLOSE,
        every_flow=lambda: [rules.CLOSE],
        roles_of=rules.roles_of,
        visible_to=queries.closes_for,
        checks={
            "another_person": money.another_person,
            "nothing_in_the_way": _nothing_in_the_way,
        },
        effects={"close": _close},
    )
)
