"""A double-blind round of one key project, told through the real actions up to a step."""

from contextlib import AbstractContextManager
from datetime import date

from django.contrib.auth import get_user_model

from tests.factories import PASSWORD, moment, unit, who
from tests.lifecycle.walk import Walk
from tests.told import told_at_its_time
from xingmeng.core import move
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.review import actions as review
from xingmeng.stages.review.models import Assignment, Candidate, Panel

EXPERTS = ("expert", "expert2", "expert3")
OTHERS = ("chair", "discipline", "expert4")
STEPS = ("opened", "assigned", "accepted", "marked", "handed_in", "concluded")
DAY = "2021-11-25"


def on_the_day(hour: int = 12) -> AbstractContextManager[None]:
    return moment(DAY, hour)


class Blind:
    """The walk of its application, its round, candidate and sheets."""

    @told_at_its_time
    def __init__(self, until: str = "accepted", *, points: tuple[int, ...] = (80, 84, 88)):
        self.walk = Walk("key_project")
        for step in ("begin", "open_call", "apply", "submit", "screen", "close"):
            getattr(self.walk, step)()
        for name in OTHERS:
            who(name)  # not made while something is refused
        with moment(DAY, 9):
            for step in STEPS[: STEPS.index(until) + 1]:
                getattr(self, f"_{step}")(points)

    def _opened(self, points) -> None:
        self.round = review.open_call_round(self.walk.call.pk, actor=who("officer"))
        self.candidate = Candidate.objects.select_related("round").get(round=self.round)

    def _assigned(self, points) -> None:
        for name in EXPERTS:
            review.assign(self.candidate.pk, who(name).user_id, actor=who("officer"))
        move.make("round", self.round.pk, "start_marking", actor=who("officer"))

    def _accepted(self, points) -> None:
        for name in EXPERTS:
            self.move(name, "accept", no_conflict=True)

    def _marked(self, points) -> None:
        for name, value in zip(EXPERTS, points, strict=True):
            self.mark(name, value)

    def _handed_in(self, points) -> None:
        for name in EXPERTS:
            self.move(name, "hand_in")

    def _concluded(self, points) -> None:
        move.make("round", self.round.pk, "conclude", actor=who("officer"))

    def mark(self, name: str, points: int, comment: str = "论证充分。") -> None:
        given = {c.name: points for c in self.round.criteria}
        review.mark(self.sheet(name).pk, given, comment, actor=who(name))

    def move(self, name: str, step: str, by: str = "", reason: str = "", **said) -> None:
        pk = self.sheet(name).pk
        move.make("assignment", pk, step, actor=who(by or name), reason=reason, details=said)

    def sheet(self, name: str) -> Assignment:
        rows = Assignment.objects.select_related("candidate__round", "user")
        return rows.get(candidate=self.candidate, user_id=who(name).user_id)

    @property
    def application(self):
        return applications.under_review(self.candidate.subject_id)


SEATED = {  # who sits on a panel beside `expert`, one of a unit; the last is tied to a party
    "member_beijing": ("林牧之", "beijing"),
    "member_dairy": ("苏日娜", "dairy"),
    "member_hydrogen": ("周行远", "hydrogen"),
    "member_shanghai": ("陆听澜", "shanghai"),
}
MEMBERS = ("expert", *SEATED)


@told_at_its_time
def seat_members() -> list[int]:
    """The five members' ids; made on first use."""
    for name, (said, key) in SEATED.items():
        if not get_user_model().objects.filter(username=name).exists():
            with moment("2021-03-01"):
                _join(name, said, key)
    return [who(name).user_id for name in MEMBERS]


def _join(username: str, name: str, key: str) -> None:
    person = registry.open_account(
        username=username,
        name=name,
        password=PASSWORD,
        email=f"{username}@example.org",
        title="研究员",
    )
    registry.give_role(person.user_id, "expert", actor=SYSTEM)
    registry.employ(person, unit(key).pk, post="", from_on=date(2020, 1, 1))


def convened(story: Blind, **changed) -> Panel:
    """A panel of five on the story's one candidate, on its day."""
    asked = review.Convening(
        members=seat_members(),
        chair_id=who("expert").user_id,
        best=1,
        held_on=date.fromisoformat(DAY),
        place="科技厅三楼会议室",
    )
    return review.convene(story.round.pk, asked._replace(**changed), actor=who("officer"))


@told_at_its_time
def two_sheets_in() -> None:
    """Two of three have handed in, the third has accepted; the members of a panel are known."""
    story = Blind("accepted")
    with moment(DAY, 9):
        for name, points in (("expert2", 84), ("expert3", 88)):
            story.mark(name, points)
            story.move(name, "hand_in")
        seat_members()


@told_at_its_time
def made_public() -> None:
    """What was concluded is proposed, decided and put before the public."""
    walk = Walk("key_project")
    walk.application = applications.under_review(Candidate.objects.get().subject_id)
    walk.propose()
    with moment("2021-12-02"):
        walk.make("award", walk.award, "decide", "chair", document_number="纪要1号")
    with moment("2021-12-03"):
        walk.make("award", walk.award, "publicise", "officer")
