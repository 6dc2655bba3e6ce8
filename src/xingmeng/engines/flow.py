"""Which declared moves are open, and why one is not."""

from collections.abc import Collection, Iterable

from xingmeng.engines.instrument import Flow, Move
from xingmeng.engines.values import Finding


def open_moves(flow: Flow, state: str, roles: Collection[str]) -> list[Move]:
    """The moves an actor with these roles may make from this state.

    Order:  as declared. Errors: none.
    """
    return [m for m in flow.moves if state in m.before and not set(m.by).isdisjoint(roles)]


def find(flow: Flow, name: str) -> Move:
    """The declared move of that name.

    Errors: LookupError if the flow declares no such move.
    """
    for move in flow.moves:
        if move.name == name:
            return move
    raise LookupError(f"{flow.kind} has no move {name!r}")


def refusals(move: Move, state: str, roles: Collection[str], reason: str) -> list[Finding]:
    """Everything the flow itself has against a move, all at once; empty means go.

    Errors: none.
    """
    found = []
    if state not in move.before:
        found.append(Finding("wrong_state", {"state": state, "needed": list(move.before)}))
    if set(move.by).isdisjoint(roles):
        found.append(Finding("not_your_move", {"needed": list(move.by)}))
    if move.reason and not reason.strip():
        found.append(Finding("reason_needed"))
    return found


def holders(flow: Flow, state: str) -> tuple[str, ...]:
    """The roles that can take a case forward from this state: who has it now.

    Order:  as declared, once each. Moves toned `good` count first: who may only send back,
            refuse or withdraw does not have the case. The system's own moves do not count.
    Errors: none.
    """
    open_now = [m for m in flow.moves if state in m.before and m.by != ("system",)]
    onward = [m for m in open_now if m.tone == "good"] or open_now
    roles: Iterable[str] = (r for m in onward for r in m.by)
    return tuple(dict.fromkeys(r for r in roles if r != "system"))


def reachable(flow: Flow) -> frozenset[str]:
    """Every state that declared moves can reach from the first one. Errors: none."""
    reached, before = {flow.states[0].name}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {m.after for m in flow.moves if not before.isdisjoint(m.before)}
    return frozenset(reached)
