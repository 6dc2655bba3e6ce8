"""States and moves of an application to a call, from its unit's check to the award."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Move, State
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.flows import FINDING

# --- states ---------------------------------------------------------------------------------

WRITER = Text("申报单位", "the applicant")
DRAFT = State(name="draft", label=Text("填写中", "Draft"), tone="neutral", held_by=WRITER)
AT_UNIT = State(name="at_unit", label=Text("待单位审核", "For the unit's check"))
AT_BUREAU = State(name="at_bureau", label=Text("待推荐", "For recommendation"), days=8)
AT_DEPARTMENT = State(name="at_department", label=Text("待形式审查", "For screening"), days=10)
RETURNED = State(
    name="returned",
    label=Text("退回补正", "To be corrected"),
    tone="warn",
    days=5,
    held_by=WRITER,
)
ADMITTED = State(name="admitted", label=Text("通过形式审查", "Admitted"))
SHORT_LISTED = State(
    name="short_listed", label=Text("待填正式申报书", "To write in full"), tone="good", days=20
)
IN_REVIEW = State(name="in_review", label=Text("专家评审中", "In review"))
RANKED = State(name="ranked", label=Text("评审完成", "Ranked"))
CHOSEN = State(name="chosen", label=Text("拟支持", "Proposed"))
CONTRACTED = State(
    name="contracted", label=Text("已签任务书", "Under contract"), tone="good", final=True
)
RECOGNISED = State(
    name="recognised", label=Text("已认定", "Recognised"), tone="good", final=True
)
GRANTED = State(name="granted", label=Text("已兑付", "Granted"), tone="good", final=True)
NOT_CHOSEN = State(
    name="not_chosen", label=Text("未获支持", "Not selected"), tone="neutral", final=True
)
SCREENED_OUT = State(
    name="screened_out", label=Text("形审不通过", "Refused"), tone="bad", final=True
)
WITHDRAWN = State(
    name="withdrawn", label=Text("已撤回", "Withdrawn"), tone="neutral", final=True
)

# --- moves of the applicant and its unit ----------------------------------------------------

HAND_OVER = Move(
    name="hand_over",
    label=Text("送单位审核", "Hand over to the unit"),
    before=("draft",),
    after="at_unit",
    by=("applicant",),
    checks=("before_closing", "complete"),
    explain=Text(
        "由有权代表单位签署的人审核并提交；送审后仍可退回修改。",
        "Whoever may sign for the unit checks it and hands it in; they may give it back.",
    ),
)
HAND_BACK = Move(
    name="hand_back",
    label=Text("退回填写人修改", "Give back to the writer"),
    before=("at_unit",),
    after="draft",
    by=("unit", "applicant"),
    tone="warn",
)
SUBMIT = Move(
    name="submit",
    label=Text("审核并提交", "Check and hand in"),
    before=("draft", "at_unit"),
    after="at_bureau",
    by=("unit",),
    tone="good",
    confirm=True,
    signs="application",
    checks=("before_closing", "complete", "eligible"),
    explain=Text(
        "单位对内容真实性负责，签署承诺；提交后得到带签名的回执。",
        "The unit answers for the truth of it and signs the pledge; you get a signed receipt.",
    ),
)
RESUBMIT = Move(
    name="resubmit",
    label=Text("补正后重新提交", "Hand in the correction"),
    before=("returned",),
    after="at_bureau",
    by=("unit",),
    tone="good",
    confirm=True,
    signs="application",
    checks=("complete", "eligible"),
)
SUBMIT_FULL = Move(
    name="submit_full",
    label=Text("提交正式申报书", "Hand in the full application"),
    before=("short_listed",),
    after="at_department",
    by=("unit",),
    tone="good",
    confirm=True,
    signs="application",
    checks=("before_full_closing", "complete", "eligible"),
)
WITHDRAW = Move(
    name="withdraw",
    label=Text("撤回申报", "Withdraw"),
    before=("draft", "at_unit", "at_bureau", "at_department", "returned"),
    after="withdrawn",
    by=("applicant",),
    tone="bad",
)

# --- recommendation and screening -----------------------------------------------------------

RECOMMEND = Move(
    name="recommend",
    label=Text("推荐", "Recommend"),
    before=("at_bureau",),
    after="at_department",
    by=("recommender",),
    tone="good",
    asks=(FINDING,),
    checks=("within_quota",),
    cites=("内科发〔2022〕4号（科技计划项目管理办法）",),
)
SENDING_BACK = Section(
    name="sending_back",
    label=Text("补正要求", "What to correct"),
    fields=(
        Field(
            name="grounds",
            kind="choice",
            label=Text("退回原因", "Reason"),
            options=(
                ("attachments", Text("附件不全或看不清", "Attachments missing or unreadable")),
                ("figures", Text("经费或指标前后不一致", "Sums or targets disagree")),
                ("people", Text("人员或合作单位信息有误", "People or partners are wrong")),
                ("direction", Text("与指南方向不符", "Not within the call's direction")),
                ("other", Text("其他", "Other")),
            ),
        ),
    ),
)
RETURN = Move(
    name="return_to_applicant",
    label=Text("退回补正", "Return for correction"),
    before=("at_bureau", "at_department"),
    after="returned",
    by=("recommender", "officer"),
    tone="warn",
    reason=True,
    asks=(SENDING_BACK,),
    checks=("not_returned_before",),
    explain=Text("形式审查只退回一次，请一次说清。", "Returned once only: say it all."),
    cites=("内科发〔2022〕4号（科技计划项目管理办法）",),
)
SCREEN_OUT = Move(
    name="screen_out",
    label=Text("不予受理", "Refuse"),
    before=("at_bureau", "at_department"),
    after="screened_out",
    by=("recommender", "officer"),
    tone="bad",
    reason=True,
)
ADMIT = Move(
    name="admit",
    label=Text("形式审查通过", "Admit"),
    before=("at_department",),
    after="admitted",
    by=("officer",),
    tone="good",
    checks=("eligible",),
)
SHORT_LIST = Move(
    name="short_list",
    label=Text("入围，请填正式申报书", "Short-list"),
    before=("admitted",),
    after="short_listed",
    by=("officer",),
    tone="good",
    checks=("first_of_two_steps",),
)
NOT_SHORT_LISTED = Move(
    name="leave_out",
    label=Text("未入围", "Not short-listed"),
    before=("admitted",),
    after="not_chosen",
    by=("officer",),
    reason=True,
    checks=("first_of_two_steps",),
)

# --- the system's moves ---------------------------------------------------------------------

ENTER_REVIEW = Move(
    name="enter_review",
    label=Text("进入评审", "Enter review"),
    before=("admitted",),
    after="in_review",
    by=("system",),
)
LEAVE_REVIEW = Move(
    name="leave_review",
    label=Text("完成评审", "Reviewed"),
    before=("in_review",),
    after="ranked",
    by=("system",),
)
BE_CHOSEN = Move(
    name="be_chosen",
    label=Text("拟支持", "Proposed"),
    before=("ranked", "not_chosen"),
    after="chosen",
    by=("system",),
)
BE_CHOSEN_UNREVIEWED = Move(
    name="be_chosen",
    label=Text("拟支持", "Proposed"),
    before=("admitted", "not_chosen"),
    after="chosen",
    by=("system",),
)
BE_PASSED_OVER = Move(
    name="be_passed_over",
    label=Text("未获支持", "Not selected"),
    before=("ranked",),
    after="not_chosen",
    by=("system",),
)
BE_PASSED_OVER_UNREVIEWED = Move(
    name="be_passed_over",
    label=Text("未获支持", "Not selected"),
    before=("admitted",),
    after="not_chosen",
    by=("system",),
)
LOSE_AWARD = Move(
    name="lose_award",
    label=Text("立项未成", "Award lost"),
    before=("chosen",),
    after="not_chosen",
    by=("system",),
)
BE_CONTRACTED = Move(
    name="be_contracted",
    label=Text("任务书生效", "Contract in force"),
    before=("chosen",),
    after="contracted",
    by=("system",),
)
BE_RECOGNISED = Move(
    name="be_recognised",
    label=Text("认定", "Recognised"),
    before=("chosen",),
    after="recognised",
    by=("system",),
)
BE_GRANTED = Move(
    name="be_granted",
    label=Text("兑付", "Granted"),
    before=("chosen",),
    after="granted",
    by=("system",),
)
