"""Two applications of one call, told up to a step; some must not know of the second."""

from datetime import date

from tests import pool
from tests.factories import PLAYERS, UNITS, moment, unit, who
from tests.lifecycle.walk import HEADS, HOME, Walk, _experts
from tests.reviewing import seat_members
from xingmeng.core import chance
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import cast
from xingmeng.stages.meetings import actions as meetings
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Person
from xingmeng.stages.review import actions as review
from xingmeng.stages.review.models import Assignment, Candidate, Draw, Panel, PanelItem, Round
from xingmeng.stages.review.rules import PlanRules

TIED = {  # who has a tie to the leader of the hidden application
    "kin_officer": ("officer", ""),
    "kin_chair": ("chair", ""),
    "kin_discipline": ("discipline", ""),
    "kin_finance": ("finance", ""),
    "kin_leader": ("leader", ""),
    "kin_bureau": ("recommender", "150200"),
    "kin_expert": ("expert", ""),
}
OUTSIDE = ("nobody", "stranger")


def tie(username: str, role: str, area: str, to: Person) -> None:
    PLAYERS.setdefault(
        username, cast.Player(username=username, name=username, role=role, area=area)
    )
    person = Person.objects.get(user_id=who(username).user_id)
    registry.record_tie(person.pk, "kin", other_id=to.pk, actor=SYSTEM)


def begun() -> tuple[Walk, Walk]:
    """A call with one application handed in, and a second one not yet begun."""
    seen, hidden = Walk("key_project"), Walk("key_project")
    hidden.key = "academy"
    seen.begin()
    seen.open_call()
    seen.apply()
    seen.submit()
    seen.screen()
    hidden.instrument, hidden.money = seen.instrument, seen.money
    hidden.call, hidden.head, hidden.partner = seen.call, "head_academy", seen.partner

    UNITS.setdefault(HOME.key, HOME)
    PLAYERS.setdefault("head_academy", HEADS["academy"])
    hidden.unit = unit("academy")
    leader = Person.objects.get(user_id=who("head_academy").user_id)
    for name in _experts(seen.instrument.terms.experts_per_application):
        who(name)
    for name in (*OUTSIDE, "chair", "discipline", "finance"):
        who(name)
    with moment("2021-09-12"):
        for username, (role, area) in TIED.items():
            tie(username, role, area, leader)
    return seen, hidden


def hand_in(hidden: Walk) -> None:
    hidden.apply()
    hidden.submit()
    hidden.screen()


def decide(*walks: Walk) -> None:
    """Review both and put them forward; the later one comes out ahead."""
    walks[0].close()
    with moment("2021-11-25"):
        about = review.open_call_round(walks[0].call.pk, actor=who("officer"))
        names = _experts(walks[0].instrument.terms.experts_per_application)
        for candidate in Candidate.objects.filter(round=about).order_by("pk"):
            for name in names:
                review.assign(candidate.pk, who(name).user_id, actor=who("officer"))
        walks[0].make("round", about, "start_marking", "officer")
        sheets = Assignment.objects.filter(candidate__round=about).select_related("user")
        for place, sheet in enumerate(sheets.order_by("pk")):
            points = 80 + 10 * (place // len(names))
            given = {c.name: points for c in walks[0].instrument.criteria}
            walks[0].make("assignment", sheet, "accept", sheet.user.username, no_conflict=True)
            review.mark(sheet.pk, given, "论证充分", actor=who(sheet.user.username))
            walks[0].make("assignment", sheet, "hand_in", sheet.user.username)
        walks[0].make("round", about, "conclude", "officer")
    for walk in walks:
        walk.propose()


WORD = "沪市收盘 3562.70"
DRAWN = tuple(f"pool{n}" for n in range(5))  # who marks, once drawn
VOTERS = ("member_beijing", "member_dairy", "member_hydrogen", "expert", "pool9")
SEATED = (*VOTERS, "member_shanghai", "kin_expert")  # both of them step out of the hidden one


def enrolled() -> None:
    """The experts of a round whose review is made with everything there is."""
    pool.enrol(0, len(DRAWN), pool.expert(9, away=False, field="520", skills="草原生态修复"))
    seat_members()
    who("leader")


def reveal(walk: Walk, draw: Draw) -> None:
    walk.make("draw", draw, "reveal", "chair", word=WORD)


def plan_everything(*walks: Walk) -> Round:
    """Experts scored, drawn and planned for; then asked by name: sheets stay in order."""
    officer, walk = who("officer"), walks[0]
    about = review.open_call_round(walk.call.pk, actor=officer)
    review.declare_places(about.pk, 1, actor=officer)
    review.compute_expertise(about.pk, actor=officer)
    drawn = review.commit_pool(
        about.pk, {"430": len(DRAWN)}, outside_pct=100, substitutes=0, actor=officer
    )
    reveal(walk, drawn)
    review.propose(about.pk, PlanRules(per_application=3, most=2), actor=officer)
    for candidate in Candidate.objects.filter(round=about).order_by("pk"):
        for name in DRAWN:
            review.assign(candidate.pk, who(name).user_id, actor=officer)
    walk.make("round", about, "start_marking", "officer")
    return about


def mark_alike(walk: Walk, about: Round, *of: Walk) -> None:
    """Everything marked with the same points; with `of`, what these handed in."""
    sheets = Assignment.objects.filter(candidate__round=about).select_related("user")
    if of:
        sheets = sheets.filter(candidate__subject_id__in=[w.application.pk for w in of])
    given = {c.name: 85 for c in walk.instrument.criteria}
    for sheet in sheets.order_by("pk"):
        walk.make("assignment", sheet, "accept", sheet.user.username, no_conflict=True)
        review.mark(sheet.pk, given, "论证充分", actor=who(sheet.user.username))
        walk.make("assignment", sheet, "hand_in", sheet.user.username)


def sit(walk: Walk, about: Round) -> None:
    """The panel on everything that was marked, up to its minutes."""
    asked = review.Convening(
        members=[who(name).user_id for name in SEATED],
        chair_id=who(VOTERS[0]).user_id,
        best=about.candidates.count(),
        held_on=date(2021, 11, 25),
        place="科技厅三楼会议室",
    )
    panel: Panel = review.convene(about.pk, asked, actor=who("officer"))
    walk.make("panel", panel, "open_voting", "officer")
    for item in PanelItem.objects.filter(panel=panel).order_by("number"):
        for name in VOTERS:
            review.vote(item.pk, "yes", actor=who(name))
    walk.make("panel", panel, "close_voting", VOTERS[0], remarks="会议情况正常。")


def meet(*walks: Walk) -> None:
    """Everything put forward is before one meeting, whose agenda is fixed."""
    for walk in walks:
        walk.propose()
    with moment("2021-11-30", 15):
        said = {"place": "厅 301 会议室", "chair": "主席", "attendees": "厅领导"}
        row = meetings.plan(held_on=date(2021, 12, 2), actor=who("officer"), **said)
        meetings.add_waiting(row.pk, actor=who("officer"))
        walks[0].make("meeting", row, "fix_agenda", "officer")


def half_way(walk: Walk, *hidden: Walk) -> None:
    """The hidden one is marked already, the other is with its experts."""
    walk.close()
    with moment("2021-11-25"):
        about = plan_everything(walk, *hidden)
        if hidden:
            mark_alike(walk, about, *hidden)


def with_wholes(*walks: Walk) -> None:
    """Plan, draws, panel and meeting over both, so that each has a hidden case in it."""
    walk = walks[0]
    walk.close()
    with moment("2021-11-25"), chance.fixed("two worlds"):
        about = plan_everything(*walks)
        mark_alike(walk, about)
        audited = review.commit_audit("round", about.pk, take=1, actor=who("discipline"))
        reveal(walk, audited)
        if len(walks) > 1:
            reveal(walk, review.commit_lottery(about.pk, actor=who("officer")))
        walk.make("round", about, "conclude", "officer")
        for candidate in Candidate.objects.filter(round=about).order_by("pk"):
            review.open_marks(about.pk, candidate_id=candidate.pk, actor=who("officer"))
        sit(walk, about)
    meet(*walks)
