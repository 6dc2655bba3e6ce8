"""The forms of a programme project, from the application to its acceptance."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import (
    agreeing,
    budget,
    declarations,
    figures,
    managing,
    organisation,
    partners,
    people,
    planning,
    reporting,
    technical,
)

TITLE = Field(
    name="title",
    kind="text",
    label=Text("项目名称", "Title"),
    max_chars=60,
    paper=("A.title", "B.title"),
)
DIRECTION = Field(
    name="direction",
    kind="choice",  # the call says what there is to choose
    label=Text("指南方向", "Direction of the call"),
    filled_from=("call:direction",),
    paper=("A.guide_direction", "A.k_domain", "A.k_chain"),
)
START_ON = Field(
    name="start_on",
    kind="date",
    label=Text("起始时间", "Start"),
    paper=("A.start_date", "B.start_date"),
)
END_ON = Field(
    name="end_on",
    kind="date",
    label=Text("终止时间", "End"),
    paper=("A.end_date", "B.end_date"),
)
MONTHS = Field(
    name="months",
    kind="integer",
    label=Text("执行期限（月）", "Duration in months"),
    min_value=1,
    computed="duration_months",
    paper=("A.duration_months",),
)
CALL_NUMBER = Field(
    name="call_number",
    kind="text",
    label=Text("指南编号", "Number of the call"),
    max_chars=60,
    filled_from=("call:number",),
    paper=("A.call_id",),
)
CATEGORY = Field(
    name="plan_category",
    kind="text",
    label=Text("计划类别", "Plan"),
    max_chars=60,
    filled_from=("call:category",),
    paper=("A.plan_category", "A.project_subtype", "B.plan_category"),
)
FILLED_ON = Field(
    name="filled_on",
    kind="date",
    label=Text("填报日期", "Filled in on"),
    filled_from=("system:today",),
    paper=("A.filing_date",),
)
COVER = Section(
    name="cover",
    label=Text("项目", "The project"),
    fields=(
        declarations.SECRECY,
        TITLE,
        DIRECTION,
        START_ON,
        END_ON,
        MONTHS,
        budget.REQUESTED,
        budget.SELF_RAISED,
        budget.TOTAL,
        CALL_NUMBER,
        CATEGORY,
        FILLED_ON,
    ),
)
PROJECT_APPLICATION = (
    COVER,
    organisation.UNIT,
    organisation.STANDING,
    figures.FIGURES,
    people.LEADER,
    people.TEAM,
    partners.PARTNERSHIP,
    technical.CLASSIFICATION,
    technical.CASE,
    technical.CASE_IN_FULL,
    planning.PLAN,
    planning.TARGETS,
    budget.CATEGORIES,
    figures.RECORD,
    declarations.DECLARATIONS,
)
LUMP_SUM_APPLICATION = (
    COVER,
    organisation.UNIT,
    organisation.STANDING,
    figures.FIGURES,
    people.LEADER,
    people.TEAM,
    partners.PARTNERSHIP,
    technical.CLASSIFICATION,
    technical.CASE,
    technical.CASE_IN_FULL,
    planning.PLAN,
    planning.TARGETS,
    budget.LUMP_SUM,
    figures.RECORD,
    declarations.DECLARATIONS,
)
PROJECT_CONTRACT = (agreeing.AGREED, agreeing.APPROVED, agreeing.ACCOUNT)
LUMP_SUM_CONTRACT = (agreeing.AGREED, agreeing.APPROVED_SUM, agreeing.ACCOUNT)
MIDTERM = (managing.REPORTED,)
ACCEPTANCE_REPORT = (reporting.ACCEPTANCE,)
LUMP_SUM_ACCEPTANCE = (reporting.ACCEPTANCE, reporting.ACCOUNT_SHOWN)
AMENDMENT = (reporting.CHANGE,)
