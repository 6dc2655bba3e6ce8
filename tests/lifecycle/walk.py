"""Any instrument from its call to its end, told through the real actions at fixed moments."""

from datetime import date
from typing import Any

from tests.factories import (
    PLAYERS,
    UNITS,
    appropriation,
    attach,
    moment,
    time,
    unit,
    who,
)
from tests.lifecycle.samples import answers_to
from tests.told import told_at_its_time
from xingmeng import instruments
from xingmeng.core import move
from xingmeng.demo import cast
from xingmeng.engines import forms
from xingmeng.engines.instrument import Instrument
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.applications import rules as application_rules
from xingmeng.stages.applications.models import Application
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.awards import rules as award_rules
from xingmeng.stages.awards.models import Award, Contract
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.delivery import actions as delivery
from xingmeng.stages.delivery import rules as delivery_rules
from xingmeng.stages.delivery.models import Return
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions as review
from xingmeng.stages.review.models import Assignment, Candidate

HOME = cast.Unit(
    key="academy",
    name_zh="包头市农牧科学研究所（演示）",
    name_en="Baotou Institute of Agriculture (demo)",
    kind="institute",
    region="150203",
    place="150299",
    serial="MB0DEM91",
    industry="73",
    head="白音",
    founded="1986-05-01",
)
HEADS = {  # who heads the units that apply
    "rare": cast.Player(username="head_rare", name="巴特尔", role="applicant", unit="rare"),
    "academy": cast.Player(
        username="head_academy", name="白音", role="applicant", unit="academy"
    ),
}


def _experts(count: int) -> list[str]:
    """The names of so many experts of the pool; those the cast lacks join it."""
    names = ["expert", "expert2", "expert3", *(f"reviewer{n}" for n in range(count))][:count]
    for number, name in enumerate(names):
        usual = {"name": f"评审{number}", "role": "expert", "unit": "experts"}
        PLAYERS.setdefault(name, cast.Player(username=name, **usual))
    return names


class Walk:
    """One application under one instrument. Each step has its day and keeps what it made."""

    def __init__(self, code: str) -> None:
        self.instrument: Instrument = instruments.get(code)
        fits = "institution" in self.instrument.eligibility
        self.key = "academy" if fits else "rare"
        self.call = self.application = self.award = self.contract = self.round = None
        self.money = None

    @property
    def pays(self) -> bool:
        return bool(self.instrument.instalments) or self.instrument.ends_in == "payment"

    @told_at_its_time
    def begin(self) -> None:
        """Who takes part, and the money."""
        UNITS.setdefault(HOME.key, HOME)
        head = HEADS[self.key]
        PLAYERS.setdefault(head.username, head)
        self.unit = unit(self.key)
        self.head = head.username
        self.partner = unit("shanghai").credit_code
        if self.pays:
            self.money = appropriation()

    @told_at_its_time
    def open_call(self, *, two_step: bool = False) -> None:
        with moment("2021-08-25"):
            self.call = calls.draft_call(
                actor=who("officer"),
                instrument_code=self.instrument.code,
                title_zh="测试批次",
                title_en="A call",
                opens_at=time("2021-09-01", 9),
                closes_at=time("2021-10-20", 17),
                full_closes_at=time("2021-11-20", 17) if two_step else None,
                grace_seconds=60,
                appropriation=self.money,
                directions=[("A1", "方向一", "First"), ("A2", "方向二", "Second")],
            )
        with moment("2021-08-26"):
            self.make("call", self.call, "publish", "officer")

    @told_at_its_time
    def apply(self) -> None:
        with moment("2021-09-10"):
            people = registry.people_of(self.unit)
            leader = people.get(user_id=who(self.head).user_id).pk
            self.application = applications.apply(
                self.call.pk,
                organisation_id=self.unit.pk,
                actor=who(self.head),
                leader_id=leader,
            )
            self.write()

    def write(self) -> list:
        """Answer what is asked now; what was known stays. Returns what is still wrong."""
        row = self.fresh()
        asked = application_rules.form_of(row)
        said = answers_to(asked, row.answers, partner=self.partner)
        if self.money and "requested_fen" in said:
            said["requested_fen"] = min(said["requested_fen"] or 1, 100_000_000)
        new = {name: value for name, value in said.items() if value != row.answers.get(name)}
        wrong = applications.save_answers(row.pk, new, actor=who(self.head))
        wanted = [q for q in forms.questions(asked).values() if q.kind == "file" and q.required]
        for question in wanted:
            attach("application", row.pk, question.name, who(self.head))
        return wrong

    @told_at_its_time
    def submit(self, name: str = "submit", day: str = "2021-09-12") -> None:
        with moment(day):
            self.make("application", self.application, name, self.head)

    @told_at_its_time
    def screen(self, *, recommended: bool = True, day: str = "2021-09-20") -> None:
        with moment(day):
            if recommended and self.fresh().state == "at_bureau":
                opinion = {"opinion": "材料齐全"}
                self.make("application", self.application, "recommend", "bureau", **opinion)
            self.make("application", self.application, "admit", "officer")

    @told_at_its_time
    def close(self) -> None:
        with moment("2021-10-21"):
            self.make("call", self.call, "close", "officer")

    @told_at_its_time
    def review(self, points: int = 85) -> None:
        with moment("2021-11-25"):
            self.round = review.open_call_round(self.call.pk, actor=who("officer"))
            for candidate in Candidate.objects.filter(round=self.round).order_by("pk"):
                for name in _experts(self.instrument.terms.experts_per_application):
                    review.assign(candidate.pk, who(name).user_id, actor=who("officer"))
            self.make("round", self.round, "start_marking", "officer")
            given = {c.name: points for c in self.instrument.criteria}
            sheets = Assignment.objects.filter(candidate__round=self.round)
            for sheet in sheets.select_related("user"):
                name = sheet.user.username
                self.make("assignment", sheet, "accept", name, no_conflict=True)
                review.mark(sheet.pk, given, "论证充分", actor=who(name))
                self.make("assignment", sheet, "hand_in", name)
            self.make("round", self.round, "conclude", "officer")

    @told_at_its_time
    def propose(self) -> None:
        with moment("2021-11-30"):
            row = self.fresh()
            fen = min(row.requested_fen or 50_000_000, 50_000_000) if self.pays else 0
            self.award = awards.propose(row.pk, support_fen=fen, actor=who("officer"))

    @told_at_its_time
    def decide(self) -> None:
        moves = {m.name for m in self.instrument.flow("award").moves}
        with moment("2021-12-02"):
            self.make("award", self.award, "decide", "chair", document_number="纪要1号")
        if "send_up" in moves:
            with moment("2021-12-03"):
                self.make("award", self.award, "send_up", "officer", document_number="上报1号")
            with moment("2021-12-20"):
                self.make("award", self.award, "recognise", "officer", reply_number="批复1号")
            return
        with moment("2021-12-03"):
            asked = self.instrument.flow("award").moves
            grade = (
                {"grade": "second"}
                if any(m.name == "publicise" and m.asks for m in asked)
                else {}
            )
            self.make("award", self.award, "publicise", "officer", **grade)
        with moment("2021-12-20"):
            last = {"contract": "confirm", "certificate": "recognise", "payment": "grant"}
            self.make("award", self.award, last[self.instrument.ends_in], "officer")

    @told_at_its_time
    def fill_in(self) -> None:
        self.contract = Contract.objects.get(award=self.award)
        with moment("2021-12-22"):
            asked = award_rules.form_of(self.contract)
            said = answers_to(asked, self.contract.answers, partner=self.partner)
            new = {n: v for n, v in said.items() if v != self.contract.answers.get(n)}
            awards.save_contract(self.contract.pk, new, actor=who(self.head))
            self.make("contract", self.contract, "fill_in", self.head)

    def sign(self) -> None:
        self.fill_in()
        with moment("2021-12-22", 15):
            self.make("contract", self.contract, "sign_as_leader", self.head)
            self.make("contract", self.contract, "sign_as_holder", self.head)
            self.make("contract", self.contract, "sign_as_recommender", "bureau")
            self.make("contract", self.contract, "sign_as_department", "officer")

    @told_at_its_time
    def report(self) -> None:
        """Every milestone between signing and acceptance is reported and passed."""
        rows = self.contract.milestones.order_by("number")
        for row in rows.exclude(key__in=["start", "acceptance"]):
            with moment("2022-12-01"):
                attach("milestone", row.pk, "evidence", who(self.head))
                said = {"summary": "按期完成", "spent_fen": 1_000_000}
                self.make("milestone", row, "report", self.head, **said)
                self.make("milestone", row, "pass", "officer", opinion="属实")

    @told_at_its_time
    def extend(self) -> Any:
        with moment("2023-01-10"):
            until = date(2024, 3, 31)
            change = delivery.ask_for_change(
                self.contract.pk,
                kind="extension",
                after="延期至2024年3月",
                reason="关键设备到货推迟",
                until_on=until,
                actor=who(self.head),
            )
            return self.make("amendment", change, "approve", "officer", opinion="同意")

    @told_at_its_time
    def accept(self) -> Any:
        account: dict[str, Any] = {"spent_fen": 1_000_000}
        if self.instrument.budget == "lump_sum":
            account |= {"shown_from": date(2023, 10, 9), "shown_until": date(2023, 10, 20)}
        with moment("2023-11-01"):
            request = delivery.request_acceptance(
                self.contract.pk, summary="全部完成", account=account, actor=who(self.head)
            )
            said = {"verdict": "met", "opinion": "达到任务书指标"}
            return self.make("acceptance", request, "accept", "officer", **said)

    @told_at_its_time
    def archive(self) -> None:
        with moment("2023-12-01"):
            said = {"grade": "good", "opinion": "绩效良好"}
            self.make("contract", self.contract, "grade", "officer", **said)
            self.make("contract", self.contract, "archive", "officer")

    @told_at_its_time
    def file_return(self, *, evaluates: bool) -> Any:
        row = (
            Return.objects.filter(award=self.award, evaluates=evaluates, state="draft")
            .order_by("pk")
            .first()
        )
        if row is None:
            return None
        with moment(row.due_on.isoformat()):
            asked = delivery_rules.form_of_return(row)
            said = answers_to(asked, row.answers, partner=self.partner)
            delivery.save_return(row.pk, said, actor=who(self.head))
            self.make("return", row, "file", self.head)
            if evaluates:
                said = {"grade": "good", "opinion": "运行良好"}
                return self.make("return", row, "grade", "officer", **said)
            return self.make("return", row, "accept", "officer")

    def make(self, kind: str, row: Any, name: str, username: str, **said: Any) -> Any:
        reason = said.pop("reason", "")
        return move.make(kind, row.pk, name, actor=who(username), reason=reason, details=said)

    def fresh(self) -> Application:
        rows = Application.objects.select_related("call", "organisation", "challenge")
        return rows.get(pk=self.application.pk)

    def award_now(self) -> Award:
        return Award.objects.get(pk=self.award.pk)


def until_decided(code: str) -> Walk:
    """The walk until its award was decided and went through publicity."""
    walk = Walk(code)
    walk.begin()
    walk.open_call()
    walk.apply()
    walk.submit()
    walk.screen()
    walk.close()
    if walk.instrument.criteria:
        walk.review()
    walk.propose()
    walk.decide()
    return walk
