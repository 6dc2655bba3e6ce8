"""Which ties the registry keeps, who may put them on record, and how duplicates are settled."""

from xingmeng.core.actor import Actor
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text

TIES: dict[str, Text] = {
    "kin": Text("近亲属", "Near kin"),
    "adviser": Text("师生", "Adviser and student"),
    "shareholding": Text("持股", "Shareholding"),
    "declared": Text("申明的利害关系", "Declared interest"),
}
BETWEEN_PEOPLE = frozenset({"kin", "adviser", "declared"})
WITH_UNITS = frozenset({"shareholding", "declared"})
WHOLE_BP = 10_000  # a unit's whole capital, in basis points
TOGETHER = ("paper", "patent", "project")  # works whose common number ties their people
KEEPERS = frozenset({"officer", "discipline", "system"})

DUPLICATE = Flow(
    kind="duplicate",
    states=(
        State(name="suspected", label=Text("待核对", "To be checked"), tone="warn", days=10),
        State(name="one_person", label=Text("同一人", "One person"), final=True),
        State(name="two_people", label=Text("不是同一人", "Two people"), final=True),
    ),
    moves=(
        Move(
            name="confirm",
            label=Text("是同一人", "They are one person"),
            before=("suspected",),
            after="one_person",
            by=("officer",),
        ),
        Move(
            name="refuse",
            label=Text("不是同一人", "They are two people"),
            before=("suspected",),
            after="two_people",
            by=("officer",),
            tone="warn",
            reason=True,
        ),
    ),
)


def may_keep_ties(actor: Actor) -> bool:
    """Officers and discipline officers put ties on record and retire wrong ones."""
    return bool(actor.roles & KEEPERS)


def roles_in_duplicate(actor: Actor, row) -> frozenset[str]:
    return actor.roles & KEEPERS


def tie_fits(
    kind: str, *, person_id: int, other_id: int | None, unit_id: int | None, share_bp: int
) -> list[Finding]:
    """What stands against a tie of that kind between these two."""
    if kind not in TIES:
        return [Finding("not_an_option", {"field": "kind"})]
    found = []
    fits = (other_id is not None and kind in BETWEEN_PEOPLE) or (
        unit_id is not None and kind in WITH_UNITS
    )
    if not fits or (other_id is None) == (unit_id is None) or person_id == other_id:
        found.append(Finding("tie_has_one_other_end", {"field": "other"}))
    if kind == "shareholding" and not 0 < share_bp <= WHOLE_BP:
        found.append(Finding("share_out_of_range", {"field": "share"}))
    return found
