"""The programme's own calls: a project under way, one not selected, recognitions, open calls."""

from collections.abc import Mapping
from typing import Any

from xingmeng.demo.chapters import auditing, choosing, reviewing
from xingmeng.demo.lists import programmes as said
from xingmeng.demo.script import Script
from xingmeng.demo.stage import attach, go, organisation, time, who
from xingmeng.engines import forms
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.applications import rules as application_rules
from xingmeng.stages.applications.actions import repeats
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.awards import queries as award_queries
from xingmeng.stages.awards import rules as award_rules
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.funds import queries as money
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries
from xingmeng.stages.review import actions as review

Kept = dict[str, int]  # primary keys by a name of the story's own


def tell(script: Script) -> None:
    """Note the calls of 2023 and 2024 with what became of them by the demo's day."""
    kept: Kept = {}
    _tell_money(script, kept)
    _tell_project(script, kept)
    choosing.tell(script, kept)
    _tell_recognitions(script, kept)
    _tell_open(script, kept)
    reviewing.tell(script, kept)
    auditing.tell(script, kept)


# --- 2023: a key project --------------------------------------------------------------------


def _tell_money(script: Script, kept: Kept) -> None:
    script.at("2023-02-10", _propose_money, kept)
    script.at("2023-02-13", lambda: go("appropriation", kept["money"], "open", "finance"))


def _propose_money(kept: Kept) -> None:
    kept["money"] = funds.propose_appropriation(
        actor=who("officer"),
        year=2023,
        line="2060404",
        title_zh="2023—2024 年重点研发专项（演示）",
        title_en="Key R&D fund 2023-2024 (demo)",
        amount_fen=3_000 * said.WAN,
        document_number="内财教〔2023〕演示6号",
    ).pk


def _tell_project(script: Script, kept: Kept) -> None:
    at = script.at
    at(
        "2023-03-01",
        _draft,
        kept,
        "key2023",
        "key_project",
        "2023 年重点研发项目",
        ("2023-03-06", "2023-04-28"),
        3,
    )
    at("2023-03-06", lambda: go("call", kept["key2023"], "publish", "officer"), hour=9)
    for name, username, unit, words in (
        ("recycling", "batel", "rare", said.RECYCLING),
        ("patrol", "bidder3", "local", said.PATROL),
    ):
        at("2023-04-12", _apply, kept, "key2023", name, username, unit, words)
        at("2023-04-20", _hand_in, kept, name, username)
        at("2023-04-24", _recommend, kept, name, "bureau", "方案可行，配套资金落实，同意推荐。")
        at("2023-04-26", lambda n=name: go("application", kept[n], "admit", "officer"))
    at("2023-04-28", lambda: go("call", kept["key2023"], "close", "officer"), hour=18)
    at("2023-05-08", _open_review, kept)
    at("2023-05-29", _propose, kept)
    at(
        "2023-06-06",
        lambda: go(
            "award", kept["award"], "decide", "chair", document_number="厅务会纪要〔2023〕11号"
        ),
    )
    at("2023-06-07", lambda: go("award", kept["award"], "publicise", "officer"))
    at("2023-06-20", lambda: go("award", kept["award"], "confirm", "officer"))
    at("2023-07-05", _sign, kept)


def _draft(
    kept: Kept, key: str, code: str, title: str, dates: tuple[str, str], quota: int
) -> None:
    pays = code == "key_project"
    kept[key] = calls.draft_call(
        actor=who("officer"),
        instrument_code=code,
        title_zh=title,
        title_en=TITLES[key],
        text_zh="面向区内单位。登记信息、年度数据和以往申报已自动填好，只写尚不掌握的内容。",
        text_en="For units of the region. What is known is filled in; only the rest is asked.",
        opens_at=time(dates[0], 9),
        closes_at=time(dates[1], 17),
        grace_seconds=60,
        appropriation=money.appropriation_for(who("officer"), kept["money"]) if pays else None,
        directions=DIRECTIONS.get(key, ()),
        quota=quota,
    ).pk


TITLES = {
    "key2023": "Key R&D projects 2023",
    "key2024": "Key R&D projects 2024",
    "sme2024": "Technology SMEs 2024",
}
DIRECTIONS = {
    "key2023": (
        ("A1", "稀土新材料与绿色制造", "Rare-earth materials, green manufacturing"),
        ("A2", "矿山智能装备", "Intelligent mining equipment"),
    ),
    "key2024": (
        ("B1", "氢能储运装备", "Hydrogen storage and transport"),
        ("B2", "现代乳业与生物育种", "Dairy and breeding"),
        ("B3", "稀土新材料与绿色制造", "Rare-earth materials, green manufacturing"),
    ),
}


def _apply(
    kept: Kept, call: str, name: str, username: str, unit: str, words: Mapping[str, Any]
) -> None:
    """Begin with what is known, then write what is not, and attach what is asked for."""
    actor, home = who(username), organisation(unit)
    leader = registry_queries.people_of(home).filter(user_id=actor.user_id).first()
    row = applications.apply(
        kept[call], organisation_id=home, leader_id=leader.pk if leader else None, actor=actor
    )
    asked = forms.questions(application_rules.form_of(row))
    given = {n: value for n, value in words.items() if n in asked and n not in row.answers}
    applications.save_answers(row.pk, given, actor=actor)
    wanted = [q for q in asked.values() if q.kind == "file" and q.required]
    for question in wanted:
        attach("application", row.pk, question.name, f"{question.label.zh}.pdf", username)
    kept[name] = row.pk


def _hand_in(kept: Kept, name: str, username: str) -> None:
    go("application", kept[name], "submit", username)


def _recommend(kept: Kept, name: str, bureau: str, opinion: str) -> None:
    go("application", kept[name], "recommend", bureau, opinion=opinion)


def _open_review(kept: Kept) -> None:
    kept["round"] = review.open_call_round(kept["key2023"], actor=who("officer")).pk


def _propose(kept: Kept) -> None:
    sums = {"support_fen": 200 * said.WAN, "actor": who("officer")}
    kept["award"] = awards.propose(kept["recycling"], **sums).pk
    awards.pass_over_rest(kept["key2023"], actor=who("officer"))


def _sign(kept: Kept) -> None:
    """The contract is completed and signed by all four on one day."""
    rows = award_queries.contracts_for(who("officer")).filter(award_id=kept["award"])
    pk = kept["contract"] = rows.get().pk
    given = {"finance_head": "赵敏", "finance_phone": "0472-5550001", "result_owner": "holder"}
    asked = forms.questions(award_rules.form_of(rows.get()))
    known = {name: value for name, value in given.items() if name in asked}
    awards.save_contract(pk, known, actor=who("batel"))
    go("contract", pk, "fill_in", "batel")
    for name, username in (
        ("sign_as_leader", "batel"),
        ("sign_as_holder", "batel"),
        ("sign_as_recommender", "bureau"),
        ("sign_as_department", "officer"),
    ):
        go("contract", pk, name, username)


# --- recognitions ---------------------------------------------------------------------------


def _tell_recognitions(script: Script, kept: Kept) -> None:
    at = script.at
    at(
        "2024-02-20",
        _draft,
        kept,
        "sme2024",
        "technology_sme",
        "2024 年度科技型中小企业评价",
        ("2024-03-01", "2024-11-30"),
        500,
    )
    at("2024-03-01", lambda: go("call", kept["sme2024"], "publish", "officer"), hour=9)
    at("2024-04-10", _apply, kept, "sme2024", "sme", "bidder3", "local", said.SENSORS)
    at("2024-04-11", _hand_in, kept, "sme", "bidder3")
    at("2024-04-16", _recommend, kept, "sme", "bureau", "数据与税务、统计一致，同意推荐。")
    at("2024-04-22", lambda: go("application", kept["sme"], "admit", "officer"))
    at("2024-05-06", _recognise, kept)
    at(
        "2024-05-09",
        lambda: go(
            "award",
            kept["sme_award"],
            "decide",
            "chair",
            document_number="厅务会纪要〔2024〕8号",
        ),
    )
    at("2024-05-10", lambda: go("award", kept["sme_award"], "publicise", "officer"))
    at("2024-05-24", lambda: go("award", kept["sme_award"], "recognise", "officer"))


def _recognise(kept: Kept) -> None:
    row = awards.propose(kept["sme"], support_fen=0, actor=who("officer"))
    kept["sme_award"] = row.pk


# --- open on the demo's day -----------------------------------------------------------------


def _tell_open(script: Script, kept: Kept) -> None:
    at = script.at
    at(
        "2024-05-28",
        _draft,
        kept,
        "key2024",
        "key_project",
        "2024 年重点研发项目",
        ("2024-06-03", "2024-07-15"),
        3,
    )
    at("2024-06-03", lambda: go("call", kept["key2024"], "publish", "officer"), hour=9)
    at("2024-06-18", _apply, kept, "key2024", "valve", "hydrogen", "hydrogen", said.STORAGE)
    at("2024-06-24", _hand_in, kept, "valve", "hydrogen")
    at("2024-06-19", _apply, kept, "key2024", "reground", "bidder3", "local", said.REGROUND)
    at("2024-06-20", _hand_in, kept, "reground", "bidder3")
    at("2024-06-25", _recommend, kept, "reground", "bureau", "有应用场景，同意推荐。")
    at("2024-06-25", _give_mandate)
    at("2024-06-29", _compare, hour=22)
    at("2024-06-26", _apply, kept, "key2024", "starter", "dairy", "dairy", said.STARTER)
    at("2024-06-27", _report, kept)


def _compare() -> None:
    """What a worker does all the time: the texts handed in so far are compared."""
    while repeats.compare_what_waits():
        pass


def _give_mandate() -> None:
    """The dairy's head lets its administrator hand in for it."""
    registry.give_mandate(
        organisation("dairy"),
        who("dairy").user_id,
        scope="提交科技计划申报、签署任务书",
        document_number="青原授〔2024〕3号",
        from_on=time("2024-06-25").date(),
        until_on=time("2025-06-24").date(),
        actor=who("dairy_head"),
    )


def _report(kept: Kept) -> None:
    """The key project of 2023 has reported its midterm; an officer examines it today."""
    row = delivery.milestones_of(kept["contract"]).get(key="midway")
    attach("milestone", row.pk, "evidence", "中期检测报告.pdf", "batel")
    summary = (
        "已完成两百一十批废料成分数据库；公斤级再生磁体矫顽力为原生产品的95.6%；吨级设备到位。"
    )
    go("milestone", row.pk, "report", "batel", summary=summary, spent_fen=82 * said.WAN)
