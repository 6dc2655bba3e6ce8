"""From a call's draft to its bids being opened: what every list goes through alike."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from xingmeng import instruments
from xingmeng.demo.case import Case
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, who
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.calls import queries as call_queries
from xingmeng.stages.funds import queries as funds

TEXT = ("面向全国揭榜，不限资历；指标和验收办法发榜后不再改变。", "Open to the whole country, whatever the seniority; targets and tests are fixed.")  # fmt: skip


class List:
    """One call and the cases on its list. `opens` and `closes` are moments of the region."""

    def __init__(
        self, title: tuple[str, str], opens: str, closes: str, cases: Sequence[Case]
    ) -> None:
        self.title, self.opens, self.closes = title, opens, closes
        self.cases = list(cases)
        self.pk = 0

    def _facts(self) -> dict[str, Any]:
        opens, closes = (datetime.fromisoformat(when) for when in (self.opens, self.closes))
        return {
            "title_zh": self.title[0],
            "title_en": self.title[1],
            "text_zh": TEXT[0],
            "text_en": TEXT[1],
            "opens_at": timezone.make_aware(opens),
            "closes_at": timezone.make_aware(closes),
            "appropriation": _money_of(opens.year),
        }

    def draft(self) -> None:
        actor = who("officer")
        row = calls.draft_call(actor=actor, instrument_code="open_challenge", **self._facts())
        self.pk = row.pk

    def relist(self, former: Case, again: Case) -> None:
        """The former challenge comes again, in a new draft call that becomes this list."""
        go("challenge", former.challenge, "relist", "officer")
        drafted = call_queries.challenges_for(who("officer"))
        row = drafted.get(follows_id=former.challenge)
        self.pk, again.challenge = row.call_id, row.pk
        calls.change_call(self.pk, actor=who("officer"), **self._facts())

    def raise_all(self) -> None:
        for case in self.cases:
            if not case.challenge:
                case.be_raised(self.pk)

    def publish(self) -> None:
        go("call", self.pk, "publish", "officer")


def _money_of(year: int) -> Any:
    return funds.open_appropriations(date(year, 12, 31)).filter(year=year).first()


def tell_needs(script: Script, cases: Sequence[Case], days: Sequence[str]) -> None:
    """From the first line to the confirmed text. `days`: stated, endorsed, refined, confirmed."""
    stated, endorsed, refined, confirmed = days
    for number, case in enumerate(cases):
        hour = 8 + number % 10
        script.at(stated, case.state_need, hour=hour)
        script.at(endorsed, case.endorse, hour=hour)
        script.at(refined, case.refine, hour=hour)
        script.at(confirmed, case.confirm_need, hour=hour)


def tell_opening(script: Script, cases: Sequence[Case], day: str) -> None:
    """The two keys of each challenge, by two officers."""
    for case in cases:
        script.at(day, case.turn_key, "turn_first_key", "officer", hour=9)
        script.at(day, case.turn_key, "turn_second_key", "officer2", hour=10)


def tell_review(script: Script, cases: Sequence[Case], days: Sequence[str]) -> None:
    """`days`: recommended, admitted, round opened, marked, concluded."""
    recommended, admitted, opened, marked, concluded = days
    for case in cases:
        script.at(recommended, case.recommend)
        script.at(admitted, case.admit)
        script.at(opened, case.open_round)
        script.at(marked, case.mark_all)
        script.at(concluded, case.conclude)


def tell_contract(script: Script, case: Case, day: str, unit: str = "") -> None:
    """All signatures on one day, one after the other."""
    moves = instruments.get("open_challenge").flow("contract").moves
    signing = [move.name for move in moves if move.name.startswith("sign_as_")]
    for hour, name in enumerate(signing, start=9):
        script.at(day, case.sign, name, unit, hour=hour)
