"""Drafts: what their authors have answered so far, kept also while it is faulty.

Several people and windows write on one draft: answers merge field by field, and what two gave
at once stands side by side until one of them settles it (core.stamps). What a rule computes is
computed here, older states are kept as revisions (core.revisions).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from xingmeng.core import clock, kept, revisions, stamps
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.stamps import Base, Hand
from xingmeng.engines import filling, forms
from xingmeng.engines.forms import Question, Section, Table
from xingmeng.engines.values import Finding
from xingmeng.law.computing import RULES

WRITERS = frozenset({"applicant", "contributor", "finance_writer", "holder", "marker"})
COLUMNS = ("answers", "stamps", "saved_at")  # what a caller saves
OPEN = "open"  # the one classification that is accepted
SECRECY = "secrecy"  # the question for it, where a form has it


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How answers were given: what each started from, in which window, why.

    `settle` names clashes to end: {field: "mine" or "theirs"}; `what`, the revision to keep
    before anything changes; `attaching`, the question that is about to get a file.
    """

    bases: Mapping[str, Base] = field(default_factory=dict)
    settle: Mapping[str, str] = field(default_factory=dict)
    tab: str = ""
    whys: Mapping[str, str] = field(default_factory=dict)
    origin: str = "typed"
    what: str = ""
    attaching: str = ""


class Given(dict[str, Any]):
    """Answers with how they were given; a plain mapping is put in whatever it started from."""

    def __init__(self, answers: Mapping[str, Any], how: How | None = None) -> None:
        super().__init__(answers)
        self.how = how or How()


def write(
    row: Any,
    sections: Sequence[Section],
    given: Mapping[str, Any],
    *,
    roles: Collection[str],
    actor: Actor,
    only: Collection[str] | None = None,
) -> list[Finding]:
    """Put answers into a draft that is held for writing, and say what is wrong with them.

    Faulty answers are kept for their author to mend; what no database can hold is left out,
    and so are computed answers that somebody sends. `only` names the questions this actor
    may answer, where that is not all of them.
    Writes: a revision now and then, texts that lost a clash; the caller saves COLUMNS.
    Order:  as given. Errors: Refused once handed in, for another's draft or question, or for
            classified matter; unknown fields are left out.
    """
    how = given.how if isinstance(given, Given) else How()
    every = forms.questions(sections)
    known = {name: value for name, value in given.items() if name in every}
    named = known | dict(how.settle) | ({how.attaching: None} if how.attaching else {})
    refuse_if(_against(row, named, roles, only))
    hand = Hand(
        by=actor.user_id, at=clock.now(), name=actor.name, tab=how.tab, origin=how.origin
    )
    _keep_revision(row, how, hand)
    row.answers, row.stamps = dict(row.answers), dict(row.stamps)
    for name in how.settle:
        _settle(row, every[name], known, how, hand)
    for name, value in known.items():
        if name not in how.settle:
            _lay(row, every[name], value, how, hand)
    compute(row, sections, hand)
    row.saved_at = hand.at
    return [f for name, value in known.items() for f in _faults(every[name], value)]


def _lay(row: Any, question: Question, value: Any, how: How, hand: Hand) -> None:
    if getattr(question, "computed", "") in RULES or not forms.can_be_kept(value):
        return
    if isinstance(question, Table):
        value = filling.with_columns(question, value, RULES)
    base, why = how.bases.get(question.name), how.whys.get(question.name, "")
    stamps.lay(row, question, value, base=base, hand=replace(hand, why=why))


def writable_in(row: Any) -> tuple[str, ...]:
    """The states in which a record's answers may be written: as its table says, or `draft`."""
    return getattr(row, "writable_in", ("draft",))


def _against(
    row: Any, named: Mapping[str, Any], roles: Collection[str], only: Collection[str] | None
) -> list[Finding]:
    found = [] if WRITERS.intersection(roles) else [not_yours("applicant")]
    if only is not None and not set(named) <= set(only):
        found.append(not_yours("applicant", "contributor"))
    if row.state not in (needed := writable_in(row)):
        found.append(Finding("wrong_state", {"state": row.state, "needed": list(needed)}))
    if named.get(SECRECY) not in (None, "", OPEN, "mine", "theirs"):
        found.append(Finding("classified_matter", {"field": SECRECY}))
    return found


def _keep_revision(row: Any, how: How, hand: Hand) -> None:
    kind = row._meta.model_name
    if how.what:
        revisions.keep(kind, row, how.what, by=hand.by)
    else:
        revisions.before_writing(kind, row, by=hand.by, at=hand.at)


def _settle(
    row: Any, question: Question, given: Mapping[str, Any], how: How, hand: Hand
) -> None:
    name, choice = question.name, how.settle[question.name]
    base = how.bases.get(name, Base(stamps.version(row, name)))
    stood = row.answers.get(name)
    lost = stamps.settle(row, question, choice, base=base, hand=hand)
    for by, value in lost:
        kept.keep(row._meta.model_name, row.pk, name, value, by=by, why="settled")
    if lost and choice == "mine" and not stamps.same(question, stood, given.get(name, stood)):
        stamps.lay(row, question, given[name], base=None, hand=hand)  # both, joined by hand


def compute(row: Any, sections: Sequence[Section], hand: Hand) -> None:
    """Work out again what rules give. Writes: `row.answers` and `row.stamps`. Errors: none."""
    every = forms.questions(sections)
    ruled = Hand(by=hand.by, at=hand.at, origin="computed")
    for name, value in filling.compute(sections, row.answers, RULES).items():
        if isinstance(every[name], Table):
            row.answers[name] = value
        elif forms.can_be_kept(value):
            stamps.lay(row, every[name], value, base=None, hand=ruled)


def _faults(question: Question, value: Any) -> list[Finding]:
    found = [f for f in forms.check(question, value) if f.code not in forms.GAPS]
    if found or forms.can_be_kept(value):
        return found
    return [Finding("not_text", {"field": question.name})]


def loose_ends(row: Any, sections: Sequence[Section]) -> list[Finding]:
    """What must be ended before a form is handed in, beside its own faults.

    A clash nobody has settled, and a known answer that was corrected without a reason.
    Order:  as the form asks. Errors: ValueError if two questions share a name.
    """
    found = []
    for name in forms.asked(sections, row.answers):
        stamp = row.stamps.get(name, {})
        if stamp.get("kept"):
            found.append(Finding("clash_open", {"field": name}))
        if stamp.get("origin") == "corrected" and not stamp.get("why"):
            found.append(Finding("correction_without_reason", {"field": name}))
    return found


def classified_first(row: Any, sections: Sequence[Section]) -> bool:
    """Whether the form asks for the classification and nobody has answered that it is open."""
    return SECRECY in forms.questions(sections) and row.answers.get(SECRECY) != OPEN
