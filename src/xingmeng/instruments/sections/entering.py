"""The life of an entry among the technology SMEs: marked by itself, checked, numbered."""

from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import awarding
from xingmeng.instruments.sections.flows import FINDING
from xingmeng.instruments.sections.screening import (
    AT_UNIT,
    BE_CHOSEN_UNREVIEWED,
    BE_PASSED_OVER_UNREVIEWED,
    HAND_BACK,
    HAND_OVER,
    LOSE_AWARD,
    NOT_CHOSEN,
    RESUBMIT,
    RETURN,
    RETURNED,
    SCREEN_OUT,
    SCREENED_OUT,
    WITHDRAW,
    WITHDRAWN,
    WRITER,
)

APPLICATION = Flow(
    kind="application",
    states=(
        State(
            name="draft",
            label=Text("自评中", "Self-evaluation"),
            tone="neutral",
            held_by=WRITER,
        ),
        AT_UNIT,
        State(name="at_bureau", label=Text("待县市核查", "For the area's check"), days=8),
        State(name="at_department", label=Text("待厅抽查", "For the spot check"), days=10),
        RETURNED,
        State(name="admitted", label=Text("核查通过", "Checked")),
        State(name="chosen", label=Text("拟入库", "To be entered")),
        State(name="recognised", label=Text("已入库", "Entered"), tone="good", final=True),
        NOT_CHOSEN,
        SCREENED_OUT,
        WITHDRAWN,
    ),
    moves=(
        Move(
            name="submit",
            label=Text("确认自评并提交", "Confirm the marks and hand in"),
            before=("draft", "at_unit"),
            after="at_bureau",
            by=("unit",),
            tone="good",
            confirm=True,
            signs="application",
            checks=("before_closing", "complete", "eligible"),
            explain=Text(
                "得分由系统按评价办法算出；企业对数据真实性负责。",
                "Marks follow from the rules; the enterprise answers for its figures.",
            ),
            cites=("国科发政〔2017〕115号",),
        ),
        HAND_OVER,
        HAND_BACK,
        RESUBMIT,
        Move(
            name="recommend",
            label=Text("核查通过", "Pass the check"),
            before=("at_bureau",),
            after="at_department",
            by=("recommender",),
            tone="good",
            asks=(FINDING,),
            checks=("within_quota",),
        ),
        Move(
            name="admit",
            label=Text("抽查通过", "Pass the spot check"),
            before=("at_department",),
            after="admitted",
            by=("officer",),
            tone="good",
            checks=("eligible",),
        ),
        RETURN,
        SCREEN_OUT,
        WITHDRAW,
        BE_CHOSEN_UNREVIEWED,
        BE_PASSED_OVER_UNREVIEWED,
        LOSE_AWARD,
        Move(
            name="be_recognised",
            label=Text("入库", "Entered"),
            before=("chosen",),
            after="recognised",
            by=("system",),
        ),
    ),
)
AWARD = Flow(
    kind="award",
    states=(
        awarding.CHOSEN,
        awarding.DECIDED,
        awarding.PUBLICITY,
        State(
            name="recognised", label=Text("已赋入库编号", "Numbered"), tone="good", final=True
        ),
        awarding.REJECTED,
        awarding.ANNULLED,
    ),
    moves=(
        awarding.DECIDE,
        awarding.REJECT,
        awarding.PUBLICISE,
        Move(
            name="recognise",
            label=Text("公示无异议，赋予入库编号", "Give the entry number"),
            before=("publicity",),
            after="recognised",
            by=("officer",),
            tone="good",
            checks=("publicity_over", "no_open_objection"),
            explain=Text(
                "登记资格，编号有效至次年三月三十一日。",
                "Registered; the number holds until 31 March of the next year.",
            ),
            cites=("国科发政〔2017〕115号第十一条",),
        ),
        awarding.ANNUL,
    ),
)
