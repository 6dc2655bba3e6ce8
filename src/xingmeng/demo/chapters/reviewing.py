"""Review as it goes: a panel of 2023 with its minutes, an appeal, a call being marked today."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.demo.accounts import head_of
from xingmeng.demo.lists import reviewed as said
from xingmeng.demo.script import Script
from xingmeng.demo.stage import attach, go, organisation, time, who
from xingmeng.engines import forms
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.applications import rules as application_rules
from xingmeng.stages.calls import actions as calls
from xingmeng.stages.funds import queries as money
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions as review
from xingmeng.stages.review import queries as reviews

Kept = dict[str, Any]
LINES = ("need", "innovation", "route", "team", "use", "budget")


def tell(script: Script, kept: Kept) -> None:
    """Note what follows the round of 2023, whose keys are in `kept`, and the round of 2024."""
    script.at("2023-05-22", _convene, kept)
    script.at("2023-05-24", _vote, kept)
    script.at("2023-05-25", lambda: go("panel", kept["panel"], "sign_minutes", said.SEATED[0]))
    _tell_appeal(script, kept)
    _tell_call(script, kept)
    _tell_marking(script, kept)


# --- 2023: the panel and the appeal ---------------------------------------------------------


def _convene(kept: Kept) -> None:
    members = [who(name).user_id for name in said.SEATED]
    asked = review.Convening(
        members=members,
        chair_id=members[0],
        best=2,
        held_on=date(2023, 5, 24),
        place="科技厅三楼第二会议室",
    )
    kept["panel"] = review.convene(kept["round"], asked, actor=who("officer")).pk


def _vote(kept: Kept) -> None:
    """The first is recommended, the second is not; one member steps out of the second."""
    go("panel", kept["panel"], "open_voting", "officer")
    panel = reviews.panel_for(who("officer"), kept["panel"])
    first, second = reviews.items_for(who("officer"), panel)
    for name in said.SEATED:
        review.vote(first.pk, "yes", actor=who(name))
    *voters, leaver = said.SEATED
    review.step_out(second.pk, "近两年为申报单位做过技术咨询", actor=who(leaver))
    for name, choice in zip(voters, ("no", "no", "abstain", "yes"), strict=True):
        review.vote(second.pk, choice, actor=who(name))
    remarks = "第一项目标具体、路线完整，建议按申请额度的八成安排；第二项低温验证不足，建议补充数据后再申报。"
    go("panel", kept["panel"], "close_voting", said.SEATED[0], remarks=remarks)


def _tell_appeal(script: Script, kept: Kept) -> None:
    at = script.at
    at("2023-06-01", _appeal, kept)
    at("2023-06-05", lambda: go("appeal", kept["appeal"], "take_up", "discipline"))
    found = "调取评审专家回避声明、登录和评分记录，三位专家均按要求声明，评分在规定期限内独立完成；申报材料附件均已阅。"
    at(
        "2023-06-19",
        lambda: go("appeal", kept["appeal"], "examine", "discipline", findings=found),
    )
    reason = "评审程序符合规定，未发现漏看材料；低温试验数据可在下一批次补充申报。"
    at(
        "2023-06-21",
        lambda: go("appeal", kept["appeal"], "reject", "discipline", reason=reason),
    )


def _appeal(kept: Kept) -> None:
    text = "申报书附有一千小时低温运行记录，评审意见称“低温验证不足”，我单位认为该附件可能未被阅看，请核查评审程序。"
    actor = who("bidder3")
    row = review.file_appeal(kept["patrol"], ground="material", text=text, actor=actor)
    attach("appeal", row.pk, "evidence", "低温运行记录.pdf", "bidder3")
    kept["appeal"] = row.pk


# --- 2024: a call that is being marked on the demo's day ------------------------------------


def _tell_call(script: Script, kept: Kept) -> None:
    at = script.at
    at("2024-02-26", _draft, kept)
    at("2024-03-01", lambda: go("call", kept["batch"], "publish", "officer"), hour=9)
    for name, words in said.PROJECTS.items():
        at("2024-04-01", _apply, kept, name, words)
        at("2024-04-08", lambda n=name: go("application", kept[n], "submit", head_of(n)))
        at("2024-04-12", _recommend, kept, name)
        at("2024-04-22", lambda n=name: go("application", kept[n], "admit", "officer"))
    at("2024-04-16", lambda: go("call", kept["batch"], "close", "officer"), hour=18)


def _draft(kept: Kept) -> None:
    kept["batch"] = calls.draft_call(
        actor=who("officer"),
        instrument_code="key_project",
        title_zh="2024 年重点研发项目（第一批）",
        title_en="Key R&D projects 2024, first batch",
        text_zh="面向新材料和高端装备。通讯评审实行双盲，评审意见在结果公布后反馈。",
        text_en="New materials and equipment. Double-blind; the reasons are told afterwards.",
        opens_at=time("2024-03-01", 9),
        closes_at=time("2024-04-15", 17),
        grace_seconds=60,
        appropriation=money.appropriation_for(who("officer"), kept["money"]),
        directions=(
            ("E1", "新材料绿色制造", "Green manufacturing of new materials"),
            ("E2", "高端装备", "Advanced equipment"),
        ),
        quota=5,
    ).pk


def _apply(kept: Kept, unit: str, words: Mapping[str, Any]) -> None:
    """The unit's head applies and leads: what is known stays, the rest is written."""
    actor, home = who(head_of(unit)), organisation(unit)
    leader = registry.people_of(home).get(user_id=actor.user_id)
    row = applications.apply(
        kept["batch"], organisation_id=home, leader_id=leader.pk, actor=actor
    )
    asked = forms.questions(application_rules.form_of(row))
    given = {n: value for n, value in words.items() if n in asked and n not in row.answers}
    applications.save_answers(row.pk, given, actor=actor)
    kept[unit] = row.pk


def _recommend(kept: Kept, name: str) -> None:
    opinion = "方案可行，配套资金落实，同意推荐。"
    go("application", kept[name], "recommend", said.BUREAUS[name], opinion=opinion)


def _tell_marking(script: Script, kept: Kept) -> None:
    at = script.at
    at("2024-06-12", _ask_experts, kept)
    at("2024-06-14", _accept, kept)
    for name, sheets in said.SHEETS.items():
        for number in range(len(sheets)):
            at(f"2024-06-{19 + number}", _mark, kept, name, number)
    at("2024-06-21", _ask_reasons, kept, hour=16)
    at("2024-06-24", _talk, kept)
    at("2024-06-25", _revise, kept)
    at("2024-06-26", lambda: review.remind(kept["marking"], actor=who("officer")))
    at("2024-06-27", _half_marked, kept)


def _ask_experts(kept: Kept) -> None:
    about = review.open_call_round(kept["batch"], actor=who("officer"))
    kept["marking"] = about.pk
    for candidate in reviews.candidates_of(about):
        unit = next(u for u in said.PROJECTS if kept[u] == candidate.subject_id)
        kept[f"candidate {unit}"] = candidate.pk
        for name in said.ASKED[unit]:
            row = review.assign(candidate.pk, who(name).user_id, actor=who("officer"))
            kept[f"{unit} {name}"] = row.pk
    go("round", about.pk, "start_marking", "officer")


def _accept(kept: Kept) -> None:
    """All accept but the last two of the electrode's, who have not answered yet."""
    for unit, names in said.ASKED.items():
        for name in names[:1] if unit == "electrode" else names:
            go("assignment", kept[f"{unit} {name}"], "accept", name, no_conflict=True)


def _mark(kept: Kept, unit: str, number: int) -> None:
    name = said.ASKED[unit][number]
    pk = kept[f"{unit} {name}"]
    _write(pk, name, said.SHEETS[unit][number], said.WHYS.get((unit, number), {}))
    go("assignment", pk, "hand_in", name)


def _write(pk: int, name: str, sheet: said.Sheet, whys: Mapping[str, str]) -> None:
    points, comment = sheet
    given = dict(zip(LINES, points, strict=True)) | {"comment": comment}
    given |= {f"{line}_why": why for line, why in whys.items()}
    review.save_sheet(pk, given, actor=who(name))


def _ask_reasons(kept: Kept) -> None:
    text = "两份评分相差较大，请在讨论中说明理由。"
    review.ask_reasons(kept["candidate truck"], text, actor=who("officer"))


def _talk(kept: Kept) -> None:
    for unit, posts in said.TALK.items():
        seen = reviews.discussions_for(who("officer"))
        row = seen.get(candidate_id=kept[f"candidate {unit}"])
        for name, text in posts:
            review.say(row.pk, text, actor=who(name))


def _revise(kept: Kept) -> None:
    name = said.ASKED["crystal"][1]
    pk = kept[f"crystal {name}"]
    go("assignment", pk, "revise", name, reason="讨论后调整创新性和路线得分")
    _write(pk, name, said.REVISED, {})
    go("assignment", pk, "hand_in", name)


def _half_marked(kept: Kept) -> None:
    """One expert has begun the blade's sheet and will go on."""
    name = said.ASKED["blade"][2]
    pk = kept[f"blade {name}"]
    review.save_sheet(pk, {"need": 78, "innovation": 70}, actor=who(name))
