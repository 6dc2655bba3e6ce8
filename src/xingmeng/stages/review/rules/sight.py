"""Who sees what of a candidate's marks, and when: one table, read by every page.

`markers` are experts with a sheet of that candidate; officers, chairs and discipline officers
organise. Who is barred from a candidate is not asked here: they do not get this far.
"""

from collections.abc import Callable
from dataclasses import dataclass

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.review.rules.sheets import assignment_roles

ORGANISERS = frozenset({"officer", "discipline", "chair"})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a reader stands to one candidate."""

    organises: bool
    handed_in: bool  # their own sheet of it, at least once
    open: bool  # the discussion
    blind: bool  # what the round keeps from experts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One line of the table: what is seen, when, in words and as a rule."""

    name: str
    what: Text
    when: Text
    rule: Callable[[View], bool]


HANDED_IN = Text("组织者；专家交回本人评分表后", "Organisers; experts once theirs is in")
NOT_BLIND = Text("组织者；非双盲时也对专家", "Organisers; experts unless it is double-blind")
TABLE: tuple[Sight, ...] = (
    Sight(
        name="discussion",
        what=Text("讨论发言", "What is said here"),
        when=HANDED_IN,
        rule=lambda v: v.organises or v.handed_in,
    ),
    Sight(
        name="others_sheets",
        what=Text("其他专家的评分和评语", "Other experts' marks and comments"),
        when=Text(
            "组织者；专家交回本人评分表后、讨论结束前",
            "Organisers; experts once theirs is in, until the discussion closes",
        ),
        rule=lambda v: v.organises or (v.handed_in and v.open),
    ),
    Sight(
        name="expert_names",
        what=Text("专家姓名", "Experts' names"),
        when=NOT_BLIND,
        rule=lambda v: v.organises or not v.blind,
    ),
    Sight(
        name="applicant_names",
        what=Text("申报单位和人员", "Who applies"),
        when=NOT_BLIND,
        rule=lambda v: v.organises or not v.blind,
    ),
    Sight(
        name="notes_to_officer",
        what=Text("给组织者的话", "Notes to the officer"),
        when=Text("组织者", "Organisers"),
        rule=lambda v: v.organises,
    ),
    Sight(
        name="say",
        what=Text("发言", "Saying something"),
        when=Text(
            "业务处；专家交回本人评分表后、讨论结束前",
            "Officers; experts once theirs is in, until the discussion closes",
        ),
        rule=lambda v: v.open and (v.organises or v.handed_in),
    ),
)
_RULES = {line.name: line.rule for line in TABLE}


def sees(what: str, view: View) -> bool:
    """Whether who stands like that sees it. Errors: KeyError for what no line names."""
    return _RULES[what](view)


def view_of(actor: Actor, discussion, own) -> View:
    """How an actor stands to a candidate; `own` is their sheet of it, if they have one."""
    about = discussion.candidate.round
    mine = own is not None and "marker" in assignment_roles(actor, own)
    return View(
        organises=bool(actor.roles & ORGANISERS) and not mine,
        handed_in=mine and own.handed_in_at is not None and own.state != "declined",
        open=discussion.state == "open",
        blind=about.blind,
    )
