"""The story of a horse race: two runners, one checkpoint, one second stage."""

from typing import Any

from tests import thread as single
from tests.factories import AGENTS, attach, mandate, moment, who
from tests.told import told
from xingmeng.demo import texts
from xingmeng.engines.values import yuan
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.awards.models import Contract
from xingmeng.stages.delivery import actions as delivery
from xingmeng.stages.funds.models import Payment
from xingmeng.stages.review import actions as review
from xingmeng.stages.review.models import Assignment, Candidate

RACE = {"runners": 2, "stage_fen": yuan(1_000_000), "checkpoint_on": "2022-12-31"}
LEADERS = {"bidder": "colleague", "bidder2": "colleague2"}
LINES = {"expert": ("reached", "outlook"), "issuer": ("issuer_opinion",)}


class Race(single.Thread):
    """Two runners for one challenge of twenty million."""

    def __init__(self, bidders: tuple[str, ...] = ("bidder", "bidder2")) -> None:
        super().__init__(bidders)
        self.contracts: dict[str, Contract] = {}
        self.awards: dict[str, Any] = {}
        self.second = self.comparison = None

    def need_refined(self) -> None:
        self.move("need", self.need, "refine", "officer", **texts.REFINED, **RACE)

    def chosen(self) -> None:
        for name in self.bidders[:2]:
            self.awards[name] = awards.choose(
                self.bids[name].pk,
                agreed_fen=yuan(4_000_000),
                reason="两条路线各有把握，同时攻关。",
                actor=who("issuer"),
            )

    def decided(self) -> None:
        for row in self.awards.values():
            self.move("award", row, "decide", "chair", document_number="厅务会〔2021〕21号")

    def publicity(self) -> None:
        for row in self.awards.values():
            self.move("award", row, "publicise", "officer")

    def confirmed(self) -> None:
        for name, row in self.awards.items():
            self.move("award", row, "confirm", "officer")
            self.contracts[name] = Contract.objects.get(award_id=row.pk)
        self.contract = self.contracts["bidder"]

    def sign(self, contract: Contract, bidder: str) -> None:
        steps = contract.instrument.flow("contract").moves
        for step in (m for m in steps if m.name.startswith("sign_as_")):
            by = {"bidder": bidder, "principal": LEADERS[bidder]}.get(step.by[0], step.by[0])
            self.move("contract", contract, step.name, by)

    def may_sign(self) -> None:
        """Who signs for a unit without being its head is authorised."""
        with moment("2022-01-10", 9):
            agents = AGENTS | {"bidder2": ("colleague2", "beijing")}
            for agent, (giver, key) in agents.items():
                mandate(agent, giver=giver, key=key)

    def in_force(self) -> None:
        self.may_sign()
        for name, contract in self.contracts.items():
            self.sign(contract, name)

    @told
    def run(self, name: str, number: int) -> None:
        """One milestone of one runner: reported, passed, paid."""
        row = self.contracts[name].milestones.get(number=number)
        attach("milestone", row.pk, "evidence", who(name))
        self.move("milestone", row, "report", name, summary="阶段成果")
        self.move("milestone", row, "pass", "officer", opinion="同意")
        self.pay()

    def pay(self) -> None:
        row = Payment.objects.get(state="ordered")
        self.move("payment", row, "pay", "finance", slip_number=f"GK{row.pk:08d}")

    @told
    def compare(self, points: dict[str, int]) -> None:
        """The comparison at the checkpoint, every line of a runner marked alike."""
        about = delivery.open_checkpoint(self.challenge.pk, actor=who("officer"))
        for candidate in Candidate.objects.filter(round=about).order_by("pk"):
            for name in ("expert", "expert2", "expert3"):
                review.assign(candidate.pk, who(name).user_id, actor=who("officer"))
        self.move("round", about, "start_marking", "officer")
        bidder_of = {c.pk: name for name, c in self.contracts.items()}
        sheets = Assignment.objects.filter(candidate__round=about).select_related("user")
        for sheet in sheets.order_by("pk"):
            by = self.marker(sheet)
            given = points[bidder_of[sheet.candidate.subject_id]]
            self.move("assignment", sheet, "accept", by, no_conflict=True)
            marks = dict.fromkeys(LINES[sheet.role], given)
            review.mark(sheet.pk, marks, "按阶段指标实测。", actor=who(by))
            self.move("assignment", sheet, "hand_in", by)
        self.comparison = about
        self.move("round", about, "conclude", "officer")

    def runner(self, name: str) -> str:
        return Contract.objects.get(pk=self.contracts[name].pk).state


def race_until(step: str, **named: Any) -> Race:
    """The race up to a step of the thread; `checkpoint` runs both first stages to their end."""
    story = Race(**named)
    last = "in_force" if step == "checkpoint" else step
    for name, day in single.STEPS.items():
        if name.endswith("_signed"):
            continue
        with moment(day):
            story.tell(name)
        if name == last:
            break
    if step == "checkpoint":
        for number, day in ((1, "2022-02-25"), (2, "2022-12-15")):
            with moment(day):
                for name in story.contracts:
                    story.run(name, number)
    return story


def compared(points: dict[str, int]) -> Race:
    """The race after its comparison."""
    story = race_until("checkpoint")
    with moment("2023-01-10"):
        story.compare(points)
    return story
