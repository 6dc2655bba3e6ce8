"""Tells the story, chapter by chapter, each step at its own moment and by its own person."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from xingmeng.core import move
from xingmeng.core.actor import Actor
from xingmeng.demo import cast, texts
from xingmeng.demo.people import money, people
from xingmeng.demo.stage import attach, moment, organisation, who
from xingmeng.engines.values import yuan
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.applications import queries as application_queries
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.awards import queries as award_queries
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.calls import queries as call_queries
from xingmeng.stages.delivery import actions as delivery
from xingmeng.stages.delivery import queries as delivery_queries
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.funds import queries as fund_queries
from xingmeng.stages.outcomes import actions as outcomes
from xingmeng.stages.review import actions as review
from xingmeng.stages.review import queries as review_queries

CRITERIA = ("answers", "route", "team", "price")
Progress = Callable[[str], None]


def build(progress: Progress) -> None:
    """Build the whole demo. Errors: Refused where the story breaks a rule: then the story is wrong."""
    chapters = (
        ("单位与人员 / organisations and people", people),
        ("专项资金 / appropriations", money),
        ("需求与发榜 / need and call", need_and_call),
        ("揭榜与开启 / bids and opening", bids),
        ("形式审查与评审 / screening and review", screening_and_review),
        ("立项、公示与签约 / award, publicity, contract", award_and_contract),
        ("里程碑与拨付 / milestones and payments", milestones),
        ("验收 / acceptance", acceptance),
        ("成果与收益 / outcome and income", outcome_and_income),
        ("正在张榜 / open now", open_now),
    )
    for title, chapter in chapters:
        progress(title)
        chapter()


def _stated_need(username: str, key: str, answers: dict, day: str) -> int:
    """A need from its first line to being handed in."""
    with moment(day):
        need = exchange.begin(organisation_id=organisation(key), actor=who(username))
        exchange.save_answers(need.pk, answers, actor=who(username))
        move.make("need", need.pk, "submit", actor=who(username))
    return need.pk


def need_and_call() -> None:
    pk = _stated_need("issuer", "rare", texts.NEED, "2021-07-05")
    with moment("2021-07-08"):
        said = {"opinion": "需求真实，企业具备中试条件，建议发榜。"}
        move.make("need", pk, "endorse", actor=who("bureau"), details=said)
    with moment("2021-07-26"):
        move.make("need", pk, "refine", actor=who("officer"), details=texts.REFINED)
    with moment("2021-07-28"):
        move.make("need", pk, "confirm", actor=who("issuer"))
    with moment("2021-08-20"):
        call = _call("2021 年首批揭榜挂帅榜单", "First open-challenge list 2021", 2021)
        calls.raise_challenge(call.pk, pk, actor=who("officer"))
    with moment("2021-09-03", 9):
        move.make("call", call.pk, "publish", actor=who("officer"))


def _call(title_zh: str, title_en: str, year: int):
    opens, closes = {
        2021: ("2021-09-03 09:00", "2021-10-08 17:00"),
        2024: ("2024-06-12 09:00", "2024-07-20 17:00"),
    }[year]
    money_of_year = fund_queries.open_appropriations(date(year, 12, 31)).get(year=year)
    return calls.draft_call(
        actor=who("officer"),
        instrument_code="open_challenge",
        title_zh=title_zh,
        title_en=title_en,
        text_zh="面向全国揭榜，不限资历；指标和验收办法发榜后不再改变。",
        text_en="Open to the whole country, whatever the seniority; targets and tests are fixed.",
        opens_at=timezone.make_aware(datetime.fromisoformat(opens)),
        closes_at=timezone.make_aware(datetime.fromisoformat(closes)),
        appropriation=money_of_year,
    )


def _challenge():
    return call_queries.challenges_for(who("officer")).order_by("pk").first()


def bids() -> None:
    wanted = _challenge()
    units = {"bidder": "shanghai", "bidder2": "beijing", "bidder3": "local"}
    for day, (username, key) in zip((13, 22, 29), units.items(), strict=True):
        actor = who(username)
        with moment(f"2021-09-{day}"):
            bid = applications.begin(wanted.pk, organisation_id=organisation(key), actor=actor)
            applications.save_answers(bid.pk, texts.BIDS[username], actor=actor)
            attach("application", bid.pk, "proposal", "方案说明书.pdf", actor)
            move.make("application", bid.pk, "submit", actor=actor)
    with moment("2021-10-05"):
        mine = application_queries.visible_to(who("bidder")).get()
        move.make("application", mine.pk, "take_back", actor=who("bidder"))
        move.make("application", mine.pk, "submit", actor=who("bidder"))
    with moment("2021-10-09", 9):
        move.make("challenge", wanted.pk, "turn_first_key", actor=who("officer"))
    with moment("2021-10-09", 10):
        move.make("challenge", wanted.pk, "turn_second_key", actor=who("officer2"))


def screening_and_review() -> None:
    wanted = _challenge()
    waiting = list(application_queries.in_state(wanted.pk, "opened"))
    for bid in waiting:
        with moment("2021-10-11"):
            said = {"opinion": "材料齐全，单位信息与登记一致。"}
            move.make("application", bid.pk, "recommend", actor=who("bureau"), details=said)
        with moment("2021-10-15"):
            move.make("application", bid.pk, "admit", actor=who("officer"))
    with moment("2021-10-18"):
        about = review.open_round(wanted.pk, actor=who("officer"))
        experts = [who(f"expert{n}") for n in ("", "2", "3")]
        for candidate in review_queries.candidates_of(about):
            for expert in experts:
                review.assign(candidate.pk, expert.user_id, actor=who("officer"))
        move.make("round", about.pk, "start_marking", actor=who("officer"))
    with moment("2021-10-21"):
        for expert in experts:
            _mark_all(expert)
        _mark_all(who("issuer"))
    with moment("2021-10-25"):
        move.make("round", about.pk, "conclude", actor=who("officer"))


def _mark_all(actor: Actor) -> None:
    sheets = list(review_queries.visible_to(actor).filter(state="invited"))
    for sheet in sheets:
        bidder = _bidder_of(sheet)
        given = texts.MARKS[bidder]
        points = {"issuer_opinion": given[3]}
        if sheet.role == "expert":
            number = ("expert", "expert2", "expert3").index(sheet.user.username)
            points = dict(zip(CRITERIA, given[number], strict=True))
        move.make("assignment", sheet.pk, "accept", actor=actor, details={"no_conflict": True})
        review.mark(sheet.pk, points, texts.COMMENTS[bidder], actor=actor)
        move.make("assignment", sheet.pk, "hand_in", actor=actor)


def _bidder_of(sheet) -> str:
    units = {"bidder": "shanghai", "bidder2": "beijing", "bidder3": "local"}
    by_pk = {organisation(key): username for username, key in units.items()}
    return by_pk[sheet.candidate.organisation_id]


def award_and_contract() -> None:
    best = review_queries.best_of("challenge", _challenge().pk).first()
    with moment("2021-11-08"):
        award = awards.choose(
            best.subject_id,
            agreed_fen=yuan(19_000_000),
            reason="指标应答完整，路线可在我方中试线实施。",
            actor=who("issuer"),
        )
    with moment("2021-11-22"):
        said = {"document_number": "厅务会纪要〔2021〕演示 21 号"}
        move.make("award", award.pk, "decide", actor=who("chair"), details=said)
    with moment("2021-11-24"):
        move.make("award", award.pk, "publicise", actor=who("officer"))
    with moment("2021-12-03"):
        move.make("award", award.pk, "confirm", actor=who("officer"))
    contract = award_queries.contracts_for(who("officer")).get()
    for hour, name, username in (
        (9, "sign_as_bidder", "bidder"),
        (10, "sign_as_issuer", "issuer"),
        (11, "sign_as_department", "officer"),
    ):
        with moment("2022-01-10", hour):
            move.make("contract", contract.pk, name, actor=who(username))


def milestones() -> None:
    contract = award_queries.contracts_for(who("officer")).get()
    story = (
        (1, "2022-02-25", "2022-03-02", "2022-03-08", "团队已到位，扩散炉完成检定，试验方案已细化。"),
        (2, "2022-12-15", "2022-12-20", "2022-12-28", "中试线改造完成，首批样品矫顽力 19.6 kOe，重稀土 0.92%。"),
    )  # fmt: skip
    for number, reported, passed, paid, summary in story:
        row = delivery_queries.milestones_of(contract.pk).get(number=number)
        with moment(reported):
            attach("milestone", row.pk, "evidence", "检测报告.pdf", who("bidder"))
            said = {"summary": summary}
            move.make("milestone", row.pk, "report", actor=who("bidder"), details=said)
        with moment(passed):
            said = {"opinion": "佐证与现场核查一致，同意通过。"}
            move.make("milestone", row.pk, "pass", actor=who("officer"), details=said)
        _pay(paid)


def _pay(day: str) -> None:
    with moment(day):
        payment = fund_queries.visible_to(who("finance")).get(state="ordered")
        said = {"slip_number": f"GK{payment.pk:08d}"}
        move.make("payment", payment.pk, "pay", actor=who("finance"), details=said)


def acceptance() -> None:
    contract = award_queries.contracts_for(who("officer")).get()
    with moment("2023-11-10"):
        row = delivery.request_acceptance(
            contract.pk,
            summary="连续 30 批生产完成，四项指标全部达到，详见第三方报告。",
            actor=who("bidder"),
        )
    with moment("2023-11-24"):
        said = {
            "results": "30 批 300 件：重稀土 0.72%，矫顽力 20.6 kOe，均匀性 4.1%，合格率 97.8%。",
            "verdict": "met",
        }
        move.make("acceptance", row.pk, "give_opinion", actor=who("issuer"), details=said)
    with moment("2023-12-01"):
        said = {"opinion": "测试按发榜时固定的办法完成，指标全部达到，同意通过验收。"}
        move.make("acceptance", row.pk, "accept", actor=who("officer"), details=said)
    _pay("2023-12-12")


def outcome_and_income() -> None:
    contract = award_queries.contracts_for(who("officer")).get()
    given = {
        "title": "厚磁体双面晶界扩散成套工艺",
        "form": "process",
        "description": "8 毫米厚钕铁硼磁体在重稀土用量降到 0.8% 以下时矫顽力超过 20 kOe，已在中试线连续运行。",
    }
    with moment("2023-12-20"):
        outcome = outcomes.file_outcome(contract.pk, given, actor=who("bidder"))
    with moment("2023-12-28"):
        move.make("outcome", outcome.pk, "register", actor=who("officer"))
    buyer = next(u for u in cast.UNITS if u.key == "magnet")
    with moment("2024-01-15"):
        said = {
            "title": "厚磁体晶界扩散工艺许可",
            "kind": "licence",
            "buyer": buyer.credit_code,
            "amount_fen": yuan(3_600_000),
            "technology_fen": yuan(3_200_000),
            "signed_on": "2024-01-12",
        }
        sold = outcomes.file_technology_contract(outcome.pk, said, actor=who("bidder"))
    with moment("2024-01-25"):
        said = {"registration_number": "演示2024150000001"}
        move.make(
            "technology_contract", sold.pk, "register", actor=who("officer"), details=said
        )
    with moment("2024-05-06"):
        said = {
            "received_fen": yuan(1_800_000),
            "costs_fen": yuan(133_333),
            "unit_rule_pct": 70,
            "shares": [
                {"name": "沈嘉禾", "weight": 50},
                {"name": "林雨桐", "weight": 30},
                {"name": "许安然", "weight": 20},
            ],
        }
        income = outcomes.file_income(sold.pk, said, actor=who("bidder"))
    with moment("2024-05-23"):
        move.make("income", income.pk, "share", actor=who("bidder"))


def open_now() -> None:
    """What a newcomer finds on the demo's day: a challenge to bid for, cases that wait."""
    pk = _stated_need("hydrogen", "hydrogen", texts.HYDROGEN, "2024-04-22")
    with moment("2024-04-25"):
        said = {"opinion": "项目所在地具备试验条件，建议发榜。"}
        move.make("need", pk, "endorse", actor=who("ordos"), details=said)
    with moment("2024-05-13"):
        refined = texts.HYDROGEN_REFINED
        move.make("need", pk, "refine", actor=who("officer"), details=refined)
    with moment("2024-05-15"):
        move.make("need", pk, "confirm", actor=who("hydrogen"))
    with moment("2024-06-11"):
        call = _call("2024 年第一批揭榜挂帅榜单", "First open-challenge list 2024", 2024)
        calls.raise_challenge(call.pk, pk, actor=who("officer"))
    with moment("2024-06-12", 9):
        move.make("call", call.pk, "publish", actor=who("officer"))
    with moment("2024-06-24"):
        need = exchange.begin(organisation_id=organisation("dairy"), actor=who("dairy"))
        exchange.save_answers(need.pk, texts.DAIRY, actor=who("dairy"))
    _stated_need("issuer", "rare", texts.POWDER, "2024-06-26")
    pk = _stated_need("bidder3", "local", texts.INSULATION, "2024-06-20")
    with moment("2024-06-25"):
        said = {"opinion": "企业有试验段，需求明确，建议凝练后发榜。"}
        move.make("need", pk, "endorse", actor=who("bureau"), details=said)
