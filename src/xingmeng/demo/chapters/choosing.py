"""How the experts of the round of 2023 were found: drawn, scored, assigned by a plan; marked."""

from typing import Any

from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, who
from xingmeng.stages.review import actions as review
from xingmeng.stages.review import queries as reviews
from xingmeng.stages.review.rules import PlanRules

Kept = dict[str, Any]
TAKE = {"430": 2, "440": 2}  # of materials science, of mining engineering
OUTSIDE_PCT = 50
WORD = "八粒骰子：3 6 1 1 5 2 4 6"
POINTS = {
    "recycling": (90, 83, 88),
    "patrol": (90, 86, 79),
}  # by sheet; none is far from others
SAID = {
    "recycling": (
        "针对晶界富稀土相的分选思路清楚，千克级数据完整，预算与批次用量相符。",
        "短流程路线有新意，氧含量的在线控制还要给出放大后的数据。",
        "与园区企业结合紧，应用去向明确；专利布局需补充海外检索。",
    ),
    "patrol": (
        "应用场景真实，行走机构可靠；低温验证不足，运行记录未覆盖零下四十度。",
        "检测指标合理，但电池低温衰减只有仿真，缺实测曲线。",
        "团队熟悉现场，故障自恢复的试验次数偏少，结论依据不足。",
    ),
}  # by sheet


def tell(script: Script, kept: Kept) -> None:
    """Note the draw, the scores, the plan and the marks; the round's key is in `kept`.

    The draw is public once the award is confirmed and the appeal answered.
    """
    at = script.at
    at("2023-05-08", _commit, kept, hour=15)
    at("2023-05-09", lambda: go("draw", kept["pool"], "reveal", "chair", word=WORD), hour=16)
    at("2023-05-10", lambda: review.compute_expertise(kept["round"], actor=who("officer")))
    at("2023-05-10", _propose, kept, hour=11)
    at("2023-05-11", lambda: go("plan", kept["plan"], "adopt", "officer"))
    at("2023-05-11", lambda: go("round", kept["round"], "start_marking", "officer"), hour=11)
    at("2023-05-19", _mark, kept)
    at("2023-06-26", lambda: go("draw", kept["pool"], "publish", "officer"))


def _commit(kept: Kept) -> None:
    row = review.commit_pool(
        kept["round"], TAKE, outside_pct=OUTSIDE_PCT, substitutes=1, actor=who("officer")
    )
    kept["pool"] = row.pk


def _propose(kept: Kept) -> None:
    asked = PlanRules(per_application=3, most=2)
    kept["plan"] = review.propose(kept["round"], asked, actor=who("officer")).pk


def _mark(kept: Kept) -> None:
    """Everybody accepts, marks every line alike and hands in; then the round is concluded."""
    about = reviews.round_for(who("officer"), kept["round"])
    points = {kept[name]: values for name, values in POINTS.items()}
    words = {kept[name]: said for name, said in SAID.items()}
    for candidate in reviews.candidates_of(about):
        sheets = sorted(candidate.assignments.all(), key=lambda sheet: sheet.pk)
        lines = zip(
            sheets, points[candidate.subject_id], words[candidate.subject_id], strict=True
        )
        for sheet, given, comment in lines:
            name = sheet.user.username
            go("assignment", sheet.pk, "accept", name, no_conflict=True)
            marks = {line.name: given for line in about.criteria}
            review.mark(sheet.pk, marks, comment, actor=who(name))
            go("assignment", sheet.pk, "hand_in", name)
    go("round", kept["round"], "conclude", "officer")
