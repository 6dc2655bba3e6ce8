"""How the work is divided, what is shown year by year, and what it is measured by."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import words

TASKS = Table(
    name="tasks",
    label=Text("任务分解", "Tasks"),
    help=Text(
        "研究内容在这里逐项写；经费按单位分配，不再按任务拆分。",
        "What will be done, task by task. Money is shared among units, not tasks.",
    ),
    min_rows=1,
    max_rows=8,
    columns=(
        Field(
            name="title",
            kind="text",
            label=Text("任务名称", "Task"),
            max_chars=60,
            paper=("A.s_title", "B.s_title"),
        ),
        Field(
            name="unit",
            kind="text",
            label=Text("承担单位", "Unit"),
            max_chars=100,
            paper=("A.s_org", "B.s_org"),
            identifying=True,
        ),
        Field(
            name="leader",
            kind="text",
            label=Text("负责人", "Leader"),
            max_chars=40,
            paper=("A.s_leader", "B.s_leader"),
            identifying=True,
        ),
        Field(
            name="content",
            kind="longtext",
            label=Text("研究内容", "Content"),
            max_chars=800,
            paper=("A.s_content", "A.t_content", "B.s_content", "B.content"),
        ),
    ),
)
MILESTONES = Table(
    name="milestones",
    label=Text("年度考核内容", "To be shown, year by year"),
    help=Text(
        "每满一年一行，日期由起止时间推算；最后一年即验收。",
        "One row a year, dated from the start; the last year is the acceptance.",
    ),
    min_rows=1,
    max_rows=5,
    columns=(
        Field(
            name="target",
            kind="text",
            label=Text("完成的工作和考核内容", "Work done and what is shown"),
            max_chars=300,
            paper=("A.ms_work", "A.ms_target", "B.ms_work", "B.ms_target"),
        ),
    ),
)
PLAN = Section(
    name="plan",
    label=Text("任务与进度", "Tasks and time"),
    fields=(TASKS, MILESTONES),
    later=True,
)
TARGET = Field(
    name="name",
    kind="text",
    label=Text("考核指标（含单位）", "Target, with its unit"),
    max_chars=60,
    paper=("A.i_name", "A.i_unit", "B.i_name", "B.i_unit"),
)
PRESENT = Field(
    name="present",
    kind="text",
    label=Text("现值", "Now"),
    help=Text("没有现值可不填。", "Leave empty if there is none."),
    required=False,
    max_chars=20,
    paper=("A.i_base",),
)
FINAL = Field(
    name="value",
    kind="text",
    label=Text("终期值", "At the end"),
    max_chars=20,
    paper=("A.i_end", "B.i_end"),
)
PROOF = Field(
    name="proof",
    kind="choice",
    label=Text("考核方式", "Shown by"),
    options=words.PROOFS,
    paper=("A.i_method", "B.i_method"),
)
TARGETS = Section(
    name="targets",
    label=Text("绩效目标", "Targets"),
    help=Text(
        "每项都要能测量；验收时逐项核对。", "Each must be measurable; acceptance checks each."
    ),
    fields=(
        Table(
            name="targets",
            label=Text("考核指标", "Targets"),
            min_rows=1,
            max_rows=12,
            columns=(TARGET, PRESENT, FINAL, PROOF),
        ),
    ),
    later=True,
)
TARGETS_NOW = Section(
    name="targets",
    label=Text("目标", "Targets"),
    help=Text("每项都要能测量。", "Each must be measurable."),
    fields=(
        Table(
            name="targets",
            label=Text("目标", "Targets"),
            min_rows=1,
            max_rows=12,
            columns=(TARGET, FINAL, PROOF),
        ),
    ),
)
