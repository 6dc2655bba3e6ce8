"""What the work is about: how it is classed, and the case for it. Every text has its limit."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import words

SUBJECT = Field(
    name="subject",
    kind="text",
    label=Text("学科", "Subject"),
    help=Text(
        "先取负责人现从事专业，可改。", "The leader's field to begin with; change it freely."
    ),
    max_chars=60,
    filled_from=("person:field", "earlier:subject"),
    paper=("A.k_subject",),
    identifying=False,
)
INDUSTRY_SERVED = Field(
    name="industry_served",
    kind="text",
    label=Text("服务的行业", "Industry served"),
    help=Text("先取单位所属行业，可改。", "The unit's own to begin with; change it freely."),
    max_chars=80,
    filled_from=("organisation:industry", "earlier:industry_served"),
    paper=("A.k_industry",),
    identifying=False,
)
ACTIVITY = Field(
    name="activity",
    kind="choice",
    label=Text("研究类型", "Kind of R&D"),
    options=words.ACTIVITIES,
    paper=("A.k_activity",),
)
READINESS = Text("1 为发现原理，9 为批量应用。", "1 is a principle seen, 9 is regular use.")
READINESS_NOW = Field(
    name="readiness_now",
    kind="integer",
    label=Text("起始技术成熟度", "Readiness at the start"),
    help=READINESS,
    min_value=1,
    max_value=9,
    paper=("A.k_trl_start",),
)
READINESS_THEN = Field(
    name="readiness_then",
    kind="integer",
    label=Text("终期技术成熟度", "Readiness at the end"),
    help=READINESS,
    min_value=1,
    max_value=9,
    paper=("A.k_trl_end",),
)
ORIGIN = Field(
    name="origin",
    kind="choice",
    label=Text("技术来源", "Origin of the technology"),
    options=words.ORIGINS,
    paper=("A.k_source",),
)
RESULT_FORMS = Field(
    name="result_forms",
    kind="choices",
    label=Text("预期成果形式", "Expected forms of result"),
    options=words.RESULTS,
    paper=("A.k_result_form",),
)
KEYWORDS = Field(
    name="keywords",
    kind="text",
    label=Text("关键词", "Keywords"),
    help=Text(
        "三至五个，用分号隔开；用于分派评审专家。",
        "Three to five, apart by semicolons; experts are found by them.",
    ),
    max_chars=60,
    paper=("A.k_keywords",),
)
ABSTRACT = Field(
    name="abstract",
    kind="longtext",
    label=Text("项目摘要", "Abstract"),
    help=Text("立项后公开。", "Published if the project is supported."),
    max_chars=300,
    paper=("A.k_abstract",),
)
CLASSIFICATION = Section(
    name="classification",
    label=Text("项目分类", "Classification"),
    fields=(
        SUBJECT,
        INDUSTRY_SERVED,
        ACTIVITY,
        READINESS_NOW,
        READINESS_THEN,
        ORIGIN,
        RESULT_FORMS,
        KEYWORDS,
        ABSTRACT,
    ),
)
NEED = Field(
    name="need",
    kind="longtext",
    label=Text("立项必要性", "Why it is needed"),
    help=Text(
        "要解决什么问题，谁需要，不做会怎样。",
        "Which problem, who needs it solved, what if it is not.",
    ),
    max_chars=1000,
    paper=("A.t_need",),
)
GOAL = Field(
    name="goal",
    kind="longtext",
    label=Text("总体目标", "Objective"),
    max_chars=600,
    paper=("A.t_goal", "B.goal"),
)
ROUTE = Field(
    name="route",
    kind="longtext",
    label=Text("关键问题与技术路线", "Key problems and technical route"),
    help=Text(
        "要攻克哪些关键问题，用什么办法，为什么可行。",
        "Which problems are the key ones, how they are met, why that will work.",
    ),
    max_chars=2500,
    paper=("A.t_keyissue", "A.t_method", "B.method"),
)
INNOVATION = Field(
    name="innovation",
    kind="longtext",
    label=Text("创新点", "What is new"),
    max_chars=800,
    paper=("A.t_innov",),
)
CASE = Section(
    name="case", label=Text("项目论证", "The case"), fields=(NEED, GOAL, ROUTE, INNOVATION)
)
STATE_OF_ART = Field(
    name="state_of_art",
    kind="longtext",
    label=Text("国内外现状（含知识产权与标准）", "State of the art, with rights and standards"),
    help=Text(
        "别人做到哪一步，相关专利和标准在谁手里。",
        "How far others are, and who holds the patents and standards.",
    ),
    max_chars=1500,
    paper=("A.t_state", "A.t_ip_state"),
)
BASIS = Field(
    name="basis",
    kind="longtext",
    label=Text("研究基础与团队条件", "What exists: work, equipment, team"),
    max_chars=1500,
    paper=("A.t_basis", "A.t_team"),
)
RISK = Field(
    name="risk",
    kind="longtext",
    label=Text("风险与对策", "Risks and what is done about them"),
    max_chars=600,
    paper=("A.t_risk",),
)
USE = Field(
    name="use",
    kind="longtext",
    label=Text("成果应用与效益", "Use of the results and what it brings"),
    help=Text(
        "用在哪里，带来什么经济、社会、生态效益。",
        "Where they will be used; what they bring to economy, society and nature.",
    ),
    max_chars=1200,
    paper=("A.t_use", "A.t_benefit_eco", "A.t_benefit_soc"),
)
CASE_IN_FULL = Section(
    name="case_in_full",
    label=Text("项目论证（续）", "The case, continued"),
    fields=(STATE_OF_ART, BASIS, RISK, USE),
    later=True,
)
