"""Who takes part beside the lead unit: given by credit code, the register knows the rest."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import words

CODE = Field(
    name="credit_code",
    kind="text",
    label=Text("统一社会信用代码", "Credit code"),
    max_chars=18,
    paper=("A.p_uscc", "B.p_uscc"),
    identifying=True,
)
NAME = Field(
    name="name",
    kind="text",
    label=Text("单位名称", "Name"),
    max_chars=100,
    filled_from=("partner:name",),
    paper=("A.p_name", "B.p_name"),
)
KIND = Field(
    name="kind",
    kind="choice",
    label=Text("单位性质", "Kind"),
    required=False,
    options=words.UNIT_KINDS,
    filled_from=("partner:kind",),
    identifying=False,
    paper=("A.p_type",),
)
REGION = Field(
    name="region",
    kind="text",
    label=Text("所在地区", "Area"),
    required=False,
    max_chars=60,
    filled_from=("partner:region",),
    paper=("A.p_region",),
)
TASK = Field(
    name="task",
    kind="text",
    label=Text("承担任务", "Task"),
    max_chars=120,
    paper=("A.p_task", "B.p_task"),
)
PARTNERS_HELP = Text(
    "填统一社会信用代码，名称、性质和地区从登记信息取得。没有可不填。",
    "The credit code is enough; name, kind and area follow. Leave empty if none.",
)
PARTNERS = Table(
    name="partners",
    label=Text("合作单位", "Partner organisations"),
    help=PARTNERS_HELP,
    min_rows=0,
    max_rows=12,
    columns=(
        CODE,
        NAME,
        KIND,
        REGION,
        TASK,
        Field(
            name="fiscal_fen",
            kind="money",
            label=Text("分配财政经费", "Public money"),
            min_value=0,
            paper=("A.p_fiscal", "B.p_fiscal"),
        ),
        Field(
            name="self_fen",
            kind="money",
            label=Text("自筹经费", "Own money"),
            min_value=0,
            paper=("A.p_self", "B.p_self"),
        ),
    ),
)
PARTNERS_WITHOUT_MONEY = Table(
    name="partners",
    label=Text("合作单位", "Partner organisations"),
    help=PARTNERS_HELP,
    min_rows=0,
    max_rows=30,
    columns=(CODE, NAME, KIND, REGION, TASK),
)
COOPERATION = Field(
    name="cooperation",
    kind="choice",
    label=Text("合作方式", "Form of cooperation"),
    options=(
        ("alone", Text("独立承担", "Alone")),
        ("industry_academia", Text("产学研合作", "Industry with universities or institutes")),
        ("among_enterprises", Text("企业间合作", "Among enterprises")),
        ("among_academia", Text("科研单位间合作", "Among universities and institutes")),
    ),
    computed="cooperation",
    paper=("A.k_coop",),
)
AGREEMENT = Field(
    name="cooperation_agreement",
    kind="file",
    label=Text("合作协议（有合作单位时）", "Agreement with the partners, if there are any"),
    required=False,
    paper=("A.f_coop",),
)
PARTNERSHIP = Section(
    name="partnership",
    label=Text("合作单位", "Partners"),
    fields=(PARTNERS, COOPERATION, AGREEMENT),
)
PARTNERSHIP_WITHOUT_MONEY = Section(
    name="partnership",
    label=Text("合作单位", "Partners"),
    fields=(PARTNERS_WITHOUT_MONEY, AGREEMENT),
)
