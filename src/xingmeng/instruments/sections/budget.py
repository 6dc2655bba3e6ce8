"""The money asked for: three direct categories and the indirect costs, or one lump sum.

Of each source one line is the remainder, so the lines always sum to the money on the cover.
"""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import words

REQUESTED = Field(
    name="requested_fen",
    kind="money",
    label=Text("申请财政经费", "Public money requested"),
    min_value=1,
    paper=("A.fiscal_requested",),
)
SELF_RAISED = Field(
    name="self_raised_fen",
    kind="money",
    label=Text("自筹经费", "Own money"),
    help=Text("没有自筹填 0。", "0 if there is none."),
    min_value=0,
    paper=("A.self_raised",),
)
TOTAL = Field(
    name="total_fen",
    kind="money",
    label=Text("项目总经费", "Total"),
    computed="total_fen",
    paper=("A.total_budget", "A.b_grand", "B.b_total"),
)
EQUIPMENT_FISCAL = Field(
    name="equipment_fiscal_fen",
    kind="money",
    label=Text("设备费：财政", "Equipment: public"),
    min_value=0,
    paper=("A.b_equip_f",),
)
EQUIPMENT_SELF = Field(
    name="equipment_self_fen",
    kind="money",
    label=Text("设备费：自筹", "Equipment: own"),
    min_value=0,
    paper=("A.b_equip_s", "B.b_equip_s"),
)
PURCHASE = Field(
    name="equipment_purchase_fen",
    kind="money",
    label=Text("设备费中购置设备", "Of the equipment: bought"),
    help=Text(
        "间接费用以直接费用减去购置设备为基数；试制、改造和租赁不用分列。",
        "Indirect costs are worked out without it. Making, refitting and renting need no line.",
    ),
    min_value=0,
    paper=("A.b_equip_buy",),
)
LABOUR_FISCAL = Field(
    name="labour_fiscal_fen",
    kind="money",
    label=Text("劳务费：财政", "Labour: public"),
    help=Text(
        "参与研究的学生、博士后、聘用人员和专家咨询费。",
        "Students, postdocs and hired staff on the project, and experts' fees.",
    ),
    min_value=0,
    paper=("A.b_lab_f",),
)
LABOUR_SELF = Field(
    name="labour_self_fen",
    kind="money",
    label=Text("劳务费：自筹", "Labour: own"),
    min_value=0,
    paper=("A.b_lab_s", "B.b_lab_s"),
)
INDIRECT_FISCAL = Field(
    name="indirect_fiscal_fen",
    kind="money",
    label=Text("间接费用：财政", "Indirect: public"),
    help=Text(
        "管理费和绩效支出，由单位统筹，不用分列。",
        "Overhead and performance pay, at the unit's disposal.",
    ),
    min_value=0,
    paper=("A.b_ind_f",),
)
INDIRECT_SELF = Field(
    name="indirect_self_fen",
    kind="money",
    label=Text("间接费用：自筹", "Indirect: own"),
    min_value=0,
    paper=("A.b_ind_s", "B.b_ind_s"),
)
OPERATING_FISCAL = Field(
    name="operating_fiscal_fen",
    kind="money",
    label=Text("业务费：财政", "Operating: public"),
    help=Text(
        "申请财政经费减去其余三项；材料、测试、燃料动力、出版、差旅会议等。",
        "What is left of the money requested: material, tests, fuel, publishing, travel.",
    ),
    min_value=0,
    computed="operating_fiscal_fen",
    paper=("A.b_op_f",),
)
OPERATING_SELF = Field(
    name="operating_self_fen",
    kind="money",
    label=Text("业务费：自筹", "Operating: own"),
    min_value=0,
    computed="operating_self_fen",
    paper=("A.b_op_s", "B.b_op_s"),
)
DIRECT = Field(
    name="direct_fen",
    kind="money",
    label=Text("直接费用合计", "Direct costs"),
    computed="direct_fen",
    paper=("A.b_direct",),
)
CAP = Field(
    name="indirect_cap_fen",
    kind="money",
    label=Text("间接费用上限", "Cap on indirect costs"),
    help=Text(
        "国办发〔2021〕32号：500万元以下部分30%，500万至1000万元25%，以上20%。",
        "30% of the base up to 5 million yuan, 25% of the next 5 million, 20% above.",
    ),
    computed="indirect_cap_fen",
    paper=("A.b_ind_cap", "B.b_ind_cap"),
)
ROOM = Field(
    name="indirect_room_fen",
    kind="money",
    label=Text("距间接费用上限", "Room under the cap"),
    min_value=0,
    computed="indirect_room_fen",
)
BASIS = Field(
    name="budget_basis",
    kind="longtext",
    label=Text("基本测算说明", "How it was worked out"),
    help=Text(
        "业务费和劳务费合写一段，不需要明细。", "Operating and labour in one; no breakdown."
    ),
    max_chars=600,
    paper=("A.b_note_op", "A.b_note_lab"),
)
SOURCE = Field(
    name="self_raised_source",
    kind="choice",
    label=Text("自筹资金来源", "Where the own money comes from"),
    options=words.SELF_RAISED,
    paper=("A.b_self_source",),
)
EQUIPMENT = Table(
    name="equipment",
    label=Text("单台50万元以上的设备", "Equipment of 500,000 yuan and more"),
    help=Text(
        "没有可不填；50万元以下的设备不用列明细。",
        "Leave empty if none; cheaper equipment needs no line.",
    ),
    min_rows=0,
    max_rows=20,
    columns=(
        Field(
            name="name",
            kind="text",
            label=Text("设备名称", "Equipment"),
            max_chars=80,
            paper=("A.e_name", "B.e_name"),
        ),
        Field(
            name="quantity",
            kind="integer",
            label=Text("数量", "Number"),
            min_value=1,
            max_value=999,
            paper=("A.e_qty", "B.e_qty"),
        ),
        Field(
            name="price_fen",
            kind="money",
            label=Text("单价", "Price"),
            min_value=1,
            paper=("A.e_price", "B.e_price"),
        ),
        Field(
            name="sum_fen",
            kind="money",
            label=Text("金额", "Sum"),
            computed="line_sum_fen",
            paper=("A.e_total",),
        ),
        Field(
            name="why",
            kind="text",
            label=Text("购置理由与共享", "Why, and who shares it"),
            max_chars=200,
            paper=("A.e_why", "A.b_note_equip"),
        ),
    ),
)
CATEGORIES = Section(
    name="budget",
    label=Text("经费预算", "Budget"),
    help=Text(
        "三类直接费用加间接费用，业务费自动为余额，合计始终等于申请数。",
        "Three direct categories and the indirect; operating is what is left, so it adds up.",
    ),
    fields=(
        EQUIPMENT_FISCAL,
        EQUIPMENT_SELF,
        PURCHASE,
        OPERATING_FISCAL,
        OPERATING_SELF,
        LABOUR_FISCAL,
        LABOUR_SELF,
        INDIRECT_FISCAL,
        INDIRECT_SELF,
        DIRECT,
        CAP,
        ROOM,
        BASIS,
        SOURCE,
        EQUIPMENT,
    ),
    later=True,
)
LUMP_SUM = Section(
    name="lump_sum",
    label=Text("经费包干", "Lump sum"),
    help=Text(
        "不编科目预算，负责人自主使用；只承诺不触负面清单，结题前在单位内公示决算。",
        "No budget lines: the leader decides. Nothing of the negative list; accounts shown.",
    ),
    fields=(
        Field(
            name="lump_sum_pledged",
            kind="tick",
            label=Text(
                "承诺经费全部用于本项目研究，不用于负面清单所列支出。",
                "All money goes into this research and none into what the list forbids.",
            ),
            help=Text(
                "负面清单：罚款捐赠赞助投资；个人支出；超规定奖金福利；重复列支；结题后无理由支出；"
                "无合同转拨关联单位；无关设备；虚构劳务差旅发票。",
                "Never: fines, gifts, investments; private spending; bonuses beyond the rules; "
                "what others paid; spending after the end; related parties without contract; "
                "needless equipment; invented labour, travel or invoices.",
            ),
        ),
        Field(
            name="lump_sum_rule",
            kind="tick",
            label=Text(
                "本单位已有经费包干制管理办法，结题前内部公示决算。",
                "The unit has its own rule for lump sums and shows the accounts inside.",
            ),
            filled_from=("earlier:lump_sum_rule",),
        ),
    ),
)
