"""The story of one posting, step by step: demand, round, plan, agreement, log, appraisal."""

from datetime import date
from typing import Any

from tests.factories import moment, unit, who
from tests.told import told
from xingmeng.core import move
from xingmeng.core.actor import SYSTEM
from xingmeng.engines.values import Text
from xingmeng.stages.entitlements import actions as entitlements
from xingmeng.stages.fieldwork import actions
from xingmeng.stages.fieldwork.models import ServiceAgreement
from xingmeng.stages.registry.models import Person

DEMAND: dict[str, Any] = {
    "title": "肉羊繁育与饲草",
    "kind": "person",
    "field": "230",
    "techniques": "肉羊同期发情、人工授精、饲草青贮。",
    "language": "mn",
    "people": 1,
    "villages": 4,
    "farms": 60,
    "days_a_year": 40,
    "from_on": "2021-03-15",
    "until_on": "2022-03-14",
}
ENTRY: dict[str, Any] = {
    "served_on": "2021-05-20",
    "kind": "guidance",
    "hours": "8",
    "place": "萨如拉嘎查",
    "party": "萨如拉养殖合作社",
    "people": 12,
    "text": "示范肉羊人工授精，讲解发情鉴定。",
    "latitude": 4_065,
    "longitude": 10_984,
}
TECHNIQUE: dict[str, Any] = {
    "name": "肉羊人工授精",
    "year": 2021,
    "field": "230",
    "area_mu": "0",
    "farms": 30,
    "income_fen": 120_000_00,
    "effect": "受胎率提高，按增产羔羊数和市价测算。",
}
KEY = "11111111-1111-4111-8111-111111111111"
NUMBERS = {  # as domain facts, section 9, sets the demo's
    "days_points": 25, "tasks_points": 35, "benefit_points": 20, "satisfaction_points": 20,
    "benefit_farms": 50, "excellent_points": 85, "pass_points": 60, "excellent_pct": 20,
    "fails_to_remove": 2, "longest_posting_years": 3,
}  # fmt: skip


def enlisted(username: str, **changed: Any) -> dict[str, Any]:
    """What a unit files about one of its people."""
    person = Person.objects.get(user_id=who(username).user_id)
    usual = {
        "kind": "person",
        "person": str(person.pk),
        "name": None,
        "members": [],
        "fields": ["230"],
        "skills": "肉羊繁育",
        "languages": ["zh", "mn"],
    }
    return usual | changed


def set_numbers(**changed: int) -> None:
    """The authority sets the numbers of appraisal and rotation."""
    who("chair")
    entitlements.set_parameters(
        {
            f"commissioners.{name}": {
                "values": {date(2021, 1, 1): value},
                "source": "测试设定，并非文件规定",
                "confidence": "U",
            }
            for name, value in (NUMBERS | changed).items()
        },
        actor=who("chair"),
    )


class Fielding:
    """One county's demand and who answers it. Each step has its day and keeps what it made."""

    def __init__(self) -> None:
        self.demand = self.round = self.one = self.two = self.plan = None
        self.agreement = self.entry = self.technique = self.appraisal = None

    def move(self, kind: str, row: Any, name: str, username: str, /, **said: Any) -> Any:
        reason = said.pop("reason", "")
        actor = SYSTEM if username == "system" else who(username)
        return move.make(kind, row.pk, name, actor=actor, reason=reason, details=said)

    @told
    def tell(self, step: str) -> None:
        getattr(self, step)()

    def enlisted(self) -> None:
        """Two people of the unit, of whom one speaks the language of the county."""
        for name in ("officer", "officer2", "bureau", "county", "teacher", "teacher2"):
            who(name)
        home = unit("local").pk
        given = [(home, enlisted("teacher")), (home, enlisted("teacher2", languages=["zh"]))]
        self.one, self.two = actions.enlist_all(given, actor=who("bidder3"))

    def registered(self) -> None:
        for row in (self.one, self.two):
            self.move("commissioner", row, "register", "bureau")

    def stated(self) -> None:
        self.demand = actions.state_demand("150203", DEMAND, actor=who("county"))

    def passed_on(self) -> None:
        self.move("county_demand", self.demand, "pass_on", "bureau")

    def opened(self) -> None:
        title = Text("2021 年度科技特派员派驻", "Postings 2021")
        self.round = actions.open_round([self.demand.pk], title, actor=who("officer"))

    def chosen(self) -> None:
        actions.choose(self.demand.pk, self.one.pk, actor=who("teacher"))

    def closed(self) -> None:
        self.move("posting_round", self.round, "close", "officer")

    def proposed(self) -> None:
        self.plan = actions.propose(self.round.pk, actor=who("officer"))

    def confirmed(self) -> None:
        self.move("posting_plan", self.plan, "confirm", "officer2")
        self.agreement = ServiceAgreement.objects.get()

    def accepted(self) -> None:
        self.move("service_agreement", self.agreement, "accept", "teacher")

    def consented(self) -> None:
        self.move("service_agreement", self.agreement, "consent", "bidder3")

    def in_force(self) -> None:
        self.move("service_agreement", self.agreement, "sign", "county")

    def logged(self) -> None:
        key = {"client_key": KEY, "actor": who("teacher")}
        self.entry = actions.log(self.agreement.pk, ENTRY, **key)

    def answered(self) -> None:
        actions.answer_by_code(self.entry.code, agrees=True, satisfied="5")

    def reported(self) -> None:
        given = {"actor": who("teacher")}
        self.technique = actions.report(self.agreement.pk, TECHNIQUE, **given)

    def spread(self) -> None:
        self.move("technique", self.technique, "confirm", "county")

    def drafted(self) -> None:
        self.appraisal = actions.draft_appraisals(2021, actor=who("officer"))[0]

    def rated(self) -> None:
        said = {"tasks_pct": 90, "remarks": "服务到位。"}
        self.move("appraisal", self.appraisal, "rate", "county", **said)

    def graded(self) -> None:
        set_numbers()
        self.move("appraisal", self.appraisal, "grade", "officer")


STEPS = (
    ("enlisted", "2021-03-02"), ("registered", "2021-03-02"), ("stated", "2021-03-02"),
    ("passed_on", "2021-03-03"), ("opened", "2021-03-04"), ("chosen", "2021-03-05"),
    ("closed", "2021-03-08"), ("proposed", "2021-03-09"), ("confirmed", "2021-03-10"),
    ("accepted", "2021-03-11"), ("consented", "2021-03-12"), ("in_force", "2021-03-15"),
    ("logged", "2021-05-21"), ("answered", "2021-05-22"), ("reported", "2021-09-01"),
    ("spread", "2021-09-02"), ("drafted", "2022-01-10"), ("rated", "2022-01-11"),
    ("graded", "2022-01-12"),
)  # fmt: skip
DAYS = dict(STEPS)


def fielding_until(step: str) -> Fielding:
    """The story up to and with that step."""
    story = Fielding()
    for name, day in STEPS:
        with moment(day):
            story.tell(name)
        if name == step:
            return story
    raise LookupError(step)
