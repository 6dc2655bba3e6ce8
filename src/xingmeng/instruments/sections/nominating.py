"""The life of a nomination for a prize: nominated, reviewed, published, awarded."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import awarding
from xingmeng.instruments.sections.screening import (
    ADMIT,
    ADMITTED,
    AT_BUREAU,
    AT_DEPARTMENT,
    AT_UNIT,
    BE_CHOSEN,
    BE_PASSED_OVER,
    ENTER_REVIEW,
    HAND_BACK,
    HAND_OVER,
    IN_REVIEW,
    LEAVE_REVIEW,
    LOSE_AWARD,
    RANKED,
    RECOMMEND,
    RESUBMIT,
    RETURN,
    RETURNED,
    SCREEN_OUT,
    SCREENED_OUT,
    WITHDRAW,
    WITHDRAWN,
    WRITER,
)

NOMINATION = Flow(
    kind="application",
    states=(
        State(
            name="draft",
            label=Text("填写提名书", "Nomination being written"),
            tone="neutral",
            held_by=WRITER,
        ),
        AT_UNIT,
        AT_BUREAU,
        AT_DEPARTMENT,
        RETURNED,
        ADMITTED,
        IN_REVIEW,
        RANKED,
        State(name="chosen", label=Text("拟授奖", "Proposed for a prize")),
        State(name="recognised", label=Text("已获奖", "Prize won"), tone="good", final=True),
        State(name="not_chosen", label=Text("未获奖", "No prize"), tone="neutral", final=True),
        SCREENED_OUT,
        WITHDRAWN,
    ),
    moves=(
        Move(
            name="submit",
            label=Text("审核并提名", "Check and nominate"),
            before=("draft", "at_unit"),
            after="at_bureau",
            by=("unit",),
            tone="good",
            confirm=True,
            signs="application",
            checks=("before_closing", "complete", "eligible"),
            explain=Text(
                "提名者对提名材料的真实性负责；提交后得到带签名的回执。",
                "Who nominates answers for the truth of it; you get a signed receipt.",
            ),
            cites=("国家科学技术奖励条例（2020年修订）",),
        ),
        HAND_OVER,
        HAND_BACK,
        RESUBMIT,
        RECOMMEND,
        ADMIT,
        RETURN,
        SCREEN_OUT,
        WITHDRAW,
        ENTER_REVIEW,
        LEAVE_REVIEW,
        BE_CHOSEN,
        BE_PASSED_OVER,
        LOSE_AWARD,
        Move(
            name="be_recognised",
            label=Text("获奖", "Prize won"),
            before=("chosen",),
            after="recognised",
            by=("system",),
        ),
    ),
)
PRIZE = Section(
    name="prize",
    label=Text("拟授等级", "Grade proposed"),
    fields=(
        Field(
            name="grade",
            kind="choice",
            label=Text("等级", "Grade"),
            options=(
                ("first", Text("一等奖", "First prize")),
                ("second", Text("二等奖", "Second prize")),
                ("third", Text("三等奖", "Third prize")),
                ("ungraded", Text("不分等级", "Not graded")),
            ),
        ),
    ),
)
AWARD = Flow(
    kind="award",
    states=(
        awarding.CHOSEN,
        awarding.DECIDED,
        awarding.PUBLICITY,
        State(name="recognised", label=Text("已授奖", "Awarded"), tone="good", final=True),
        awarding.REJECTED,
        awarding.ANNULLED,
    ),
    moves=(
        awarding.DECIDE,
        awarding.REJECT,
        Move(
            name="publicise",
            label=Text("公示成果和拟授等级", "Publish result and grade"),
            before=("decided",),
            after="publicity",
            by=("officer",),
            tone="good",
            asks=(PRIZE,),
            explain=Text(
                "按会议决定填写等级，写入公示和证书。",
                "As the meeting decided; notice and certificate show the grade.",
            ),
        ),
        Move(
            name="recognise",
            label=Text("公示无异议，授奖", "Award the prize"),
            before=("publicity",),
            after="recognised",
            by=("officer",),
            tone="good",
            checks=("publicity_over", "no_open_objection"),
            explain=Text("登记获奖并签发证书。", "Registered, and a certificate is issued."),
        ),
        awarding.ANNUL,
    ),
)
