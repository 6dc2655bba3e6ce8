"""Who leads and who takes part. A person is given by a number; the register knows the rest."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import words

LEADER_ID = Field(
    name="leader_id",
    kind="text",
    label=Text("负责人证件号码", "Leader's ID number"),
    help=Text(
        "由此带出姓名、职称、学位等，加密保存。",
        "Name, title and degree follow from it. Kept encrypted.",
    ),
    max_chars=40,
    filled_from=("person:id_number", "earlier:leader_id"),
    paper=("A.pi_id", "B.pi_id"),
    personal=True,
)
LEADER_NAME = Field(
    name="leader_name",
    kind="text",
    label=Text("项目负责人", "Leader"),
    max_chars=40,
    filled_from=("person:name", "earlier:leader_name"),
    paper=("A.pi_name", "B.pi_name"),
)
LEADER_BORN_ON = Field(
    name="leader_born_on",
    kind="date",
    label=Text("出生日期", "Born on"),
    filled_from=("person:born_on", "earlier:leader_born_on"),
    paper=("A.pi_birth",),
    personal=True,
)
LEADER_DEGREE = Field(
    name="leader_degree",
    kind="choice",
    label=Text("学位", "Degree"),
    options=words.DEGREES,
    filled_from=("person:degree", "earlier:leader_degree"),
    paper=("A.pi_degree",),
    personal=True,
    identifying=False,
)
LEADER_TITLE = Field(
    name="leader_title",
    kind="text",
    label=Text("职称", "Title"),
    required=False,
    max_chars=60,
    filled_from=("person:title", "earlier:leader_title"),
    paper=("A.pi_title", "B.pi_title", "A.f_title"),
    identifying=False,
)
LEADER_POST = Field(
    name="leader_post",
    kind="text",
    label=Text("职务", "Post"),
    required=False,
    max_chars=60,
    filled_from=("person:post", "earlier:leader_post"),
    paper=("A.pi_post",),
)
LEADER_EMPLOYER = Field(
    name="leader_employer",
    kind="text",
    label=Text("所在单位", "Employer"),
    max_chars=100,
    filled_from=("person:employer", "organisation:name"),
    paper=("A.pi_employer",),
)
LEADER_FIELD = Field(
    name="leader_field",
    kind="text",
    label=Text("现从事专业", "Present field"),
    max_chars=60,
    filled_from=("person:field", "earlier:leader_field"),
    paper=("A.pi_field",),
    identifying=False,
)
LEADER_PHONE = Field(
    name="leader_phone",
    kind="text",
    label=Text("手机", "Mobile"),
    max_chars=40,
    filled_from=("person:phone", "earlier:leader_phone"),
    paper=("A.pi_mobile", "B.pi_mobile"),
    personal=True,
    fresh_days=365,
)
LEADER_EMAIL = Field(
    name="leader_email",
    kind="text",
    label=Text("电子邮箱", "E-mail"),
    max_chars=80,
    filled_from=("person:email", "earlier:leader_email"),
    paper=("A.pi_mail", "B.pi_mail"),
    personal=True,
    fresh_days=365,
)
LEADER_TALENT = Field(
    name="leader_talent_programmes",
    kind="text",
    label=Text("入选人才计划", "Talent programmes"),
    required=False,
    max_chars=200,
    filled_from=("person:talent_programmes", "earlier:leader_talent_programmes"),
    paper=("A.pi_talent",),
)
LEADER_MONTHS = Field(
    name="leader_months",
    kind="integer",
    label=Text("每年投入月数", "Months a year"),
    min_value=1,
    max_value=12,
    filled_from=("earlier:leader_months",),
    paper=("A.pi_months", "B.pi_months"),
)
LEADER_CV = Field(
    name="leader_cv",
    kind="longtext",
    label=Text("学习工作简历", "Career"),
    max_chars=2000,
    filled_from=("person:cv", "earlier:leader_cv"),
    paper=("A.pi_cv",),
    personal=True,
)
LEADER_RESULTS = Field(
    name="leader_results",
    kind="longtext",
    label=Text("代表性成果", "Representative results"),
    help=Text("不超过五项，不唯论文。", "Five at most; not papers alone."),
    max_chars=2000,
    filled_from=("person:results", "earlier:leader_results"),
    paper=("A.pi_results",),
)
LEADER = Section(
    name="leader",
    label=Text("项目负责人", "The leader"),
    help=Text(
        "取自人员登记，请核对。职称、学位不用提交证明。",
        "From the register of people: please check. No proof of title or degree.",
    ),
    fields=(
        LEADER_ID,
        LEADER_NAME,
        LEADER_BORN_ON,
        LEADER_DEGREE,
        LEADER_TITLE,
        LEADER_POST,
        LEADER_EMPLOYER,
        LEADER_FIELD,
        LEADER_PHONE,
        LEADER_EMAIL,
        LEADER_TALENT,
        LEADER_MONTHS,
        LEADER_CV,
        LEADER_RESULTS,
    ),
)
LEADER_IN_SHORT = Section(
    name="leader",
    label=Text("负责人", "The leader"),
    help=Text("取自人员登记，请核对。", "From the register of people: please check."),
    fields=(
        LEADER_ID,
        LEADER_NAME,
        LEADER_DEGREE,
        LEADER_TITLE,
        LEADER_FIELD,
        LEADER_PHONE,
        LEADER_RESULTS,
    ),
)
MEMBER_ID = Field(
    name="person_id",
    kind="text",
    label=Text("证件号码", "ID number"),
    max_chars=40,
    paper=("A.m_id", "B.m_id"),
    personal=True,
)
MEMBERS = Table(
    name="members",
    label=Text("主要成员（不含负责人）", "Members, besides the leader"),
    help=Text(
        "填证件号码，姓名、职称和单位从人员登记取得；可从表格整列粘贴。",
        "Give the ID number: name, title and unit follow. Columns can be pasted.",
    ),
    min_rows=0,
    max_rows=30,
    filled_from=("earlier:members",),
    columns=(
        MEMBER_ID,
        Field(
            name="name",
            kind="text",
            label=Text("姓名", "Name"),
            max_chars=40,
            filled_from=("member:name",),
            paper=("A.m_name", "B.m_name"),
        ),
        Field(
            name="title",
            kind="text",
            label=Text("职称", "Title"),
            required=False,
            max_chars=60,
            filled_from=("member:title",),
            identifying=False,
            paper=("A.m_title", "B.m_title"),
        ),
        Field(
            name="employer",
            kind="text",
            label=Text("单位", "Unit"),
            required=False,
            max_chars=100,
            filled_from=("member:employer",),
            paper=("A.m_employer", "B.m_employer"),
        ),
        Field(
            name="role",
            kind="text",
            label=Text("分工", "Task"),
            max_chars=80,
            paper=("A.m_role", "B.m_role"),
        ),
        Field(
            name="months",
            kind="integer",
            label=Text("每年月数", "Months a year"),
            min_value=1,
            max_value=12,
            paper=("A.m_months", "B.m_months"),
        ),
    ),
)
TEAM = Section(name="team", label=Text("项目组", "The team"), fields=(MEMBERS,), later=True)
TEAM_NOW = Section(name="team", label=Text("团队成员", "The team"), fields=(MEMBERS,))
