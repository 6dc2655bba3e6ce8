"""Claims that the law works out: nothing is typed, the unit reads and confirms."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import agreeing, enterprises, organisation

CLAIMANT = Section(
    name="unit",
    label=Text("享受单位", "The unit"),
    help=Text("取自登记信息，请核对。", "From the registers: please check."),
    fields=(
        organisation.NAME,
        organisation.CREDIT_CODE,
        organisation.REGION,
        organisation.REGISTERED_ON,
        organisation.LEGAL_REPRESENTATIVE,
        organisation.INDUSTRY,
        organisation.HNTE_NUMBER,
        organisation.SME_NUMBER,
        organisation.PLATFORMS,
        organisation.CREDIT_STANDING,
        organisation.CONTACT_NAME,
        organisation.CONTACT_PHONE,
        agreeing.BANK,
        agreeing.BANK_ACCOUNT,
        agreeing.BANK_ACCOUNT_NAME,
    ),
)
RD_FIGURES = Section(
    name="rd_figures",
    label=Text("两年数据", "Two years"),
    help=Text(
        "取自税务和统计数据，不用提交报表。",
        "From tax and statistics: no tables are handed in.",
    ),
    fields=(
        Field(
            name="revenue_fen",
            kind="money",
            label=Text("营业收入", "Revenue"),
            required=False,
            filled_from=("facts:revenue_fen",),
            paper=("D.rev_t",),
        ),
        Field(
            name="revenue_before_fen",
            kind="money",
            label=Text("营业收入（上一年）", "Revenue, the year before"),
            required=False,
            filled_from=("facts:revenue_fen:-1",),
            paper=("D.rev_p",),
        ),
        Field(
            name="tax_fen",
            kind="money",
            label=Text("纳税额", "Tax paid"),
            required=False,
            filled_from=("facts:tax_fen",),
            paper=("D.tax_t",),
        ),
        Field(
            name="rd_fen",
            kind="money",
            label=Text("会计口径研发费用", "R&D in the accounts"),
            required=False,
            filled_from=("facts:rd_fen",),
            paper=("D.rd_book_t",),
        ),
        Field(
            name="rd_before_fen",
            kind="money",
            label=Text("会计口径研发费用（上一年）", "R&D in the accounts, the year before"),
            required=False,
            filled_from=("facts:rd_fen:-1",),
            paper=("D.rd_book_p",),
        ),
        Field(
            name="rd_super_fen",
            kind="money",
            label=Text("加计扣除研发费用", "R&D accepted for super deduction"),
            required=False,
            filled_from=("facts:rd_super_fen",),
            paper=("D.rd_super_t",),
        ),
        Field(
            name="rd_super_before_fen",
            kind="money",
            label=Text("加计扣除研发费用（上一年）", "The same, the year before"),
            required=False,
            filled_from=("facts:rd_super_fen:-1",),
            paper=("D.rd_super_p",),
        ),
        Field(
            name="rd_stat_fen",
            kind="money",
            label=Text("统计口径研发经费", "R&D in statistics"),
            required=False,
            filled_from=("facts:rd_stat_fen",),
            paper=("D.rd_stat_t",),
        ),
        Field(
            name="rd_stat_before_fen",
            kind="money",
            label=Text("统计口径研发经费（上一年）", "The same, the year before"),
            required=False,
            filled_from=("facts:rd_stat_fen:-1",),
            paper=("D.rd_stat_p",),
        ),
        Field(
            name="rd_gov_fen",
            kind="money",
            label=Text("其中政府资金", "Of which public money"),
            required=False,
            filled_from=("facts:rd_gov_fen",),
            paper=("D.rd_gov_t",),
        ),
        Field(
            name="rd_intensity",
            kind="decimal",
            label=Text("研发强度（%）", "Intensity (%)"),
            computed="rd_of_revenue_pct",
            paper=("D.rd_int_t",),
        ),
        Field(
            name="rd_increase_fen",
            kind="money",
            label=Text("研发增量", "Increase of R&D"),
            computed="rd_increase_fen",
            paper=("D.rd_inc",),
        ),
        Field(
            name="rd_base_fen",
            kind="money",
            label=Text("核定基数", "Base accepted"),
            help=Text(
                "加计扣除与统计口径取小，减去政府资金。",
                "The smaller of tax and statistics, less public money.",
            ),
            computed="rd_base_fen",
            paper=("D.rd_base",),
        ),
        Field(
            name="rd_fte",
            kind="integer",
            label=Text("研发人员折合全时当量", "R&D staff, full-time equivalent"),
            required=False,
            filled_from=("facts:rd_fte",),
            paper=("D.rd_staff",),
        ),
    ),
)
RD_COSTS = Section(
    name="rd_costs",
    label=Text("研发项目与费用构成", "R&D projects and costs"),
    fields=(
        Table(
            name="rd_projects",
            label=Text("研发项目", "R&D projects"),
            min_rows=0,
            max_rows=60,
            filled_from=("organisation:rd_projects",),
            columns=(
                enterprises.PROJECT_NUMBER,
                enterprises.PROJECT_TITLE,
                Field(
                    name="from_on",
                    kind="date",
                    label=Text("开始", "From"),
                    paper=("D.v_period",),
                ),
                Field(
                    name="until_on", kind="date", label=Text("结束", "Until"), required=False
                ),
                enterprises.SPENT,
                Field(
                    name="form",
                    kind="text",
                    label=Text("研发形式", "Form"),
                    required=False,
                    max_chars=20,
                    paper=("D.v_form",),
                ),
            ),
        ),
        Field(
            name="personnel_fen",
            kind="money",
            label=Text("人员人工", "Personnel"),
            required=False,
            filled_from=("facts:rd_personnel_fen",),
            paper=("D.c_person",),
        ),
        Field(
            name="direct_input_fen",
            kind="money",
            label=Text("直接投入", "Direct input"),
            required=False,
            filled_from=("facts:rd_direct_fen",),
            paper=("D.c_direct",),
        ),
        Field(
            name="depreciation_fen",
            kind="money",
            label=Text("折旧", "Depreciation"),
            required=False,
            filled_from=("facts:rd_depreciation_fen",),
            paper=("D.c_dep",),
        ),
        Field(
            name="amortisation_fen",
            kind="money",
            label=Text("摊销", "Amortisation"),
            required=False,
            filled_from=("facts:rd_amortisation_fen",),
            paper=("D.c_amort",),
        ),
        Field(
            name="design_fen",
            kind="money",
            label=Text("设计试验等", "Design and trial"),
            required=False,
            filled_from=("facts:rd_design_fen",),
            paper=("D.c_design",),
        ),
        Field(
            name="other_fen",
            kind="money",
            label=Text("其他相关费用", "Other"),
            required=False,
            filled_from=("facts:rd_other_fen",),
            paper=("D.c_other",),
        ),
        Field(
            name="commissioned_fen",
            kind="money",
            label=Text("委托研发", "Commissioned"),
            required=False,
            filled_from=("facts:rd_domestic_fen",),
            paper=("D.c_comm",),
        ),
    ),
)
RD_CLAIM = Section(
    name="claim",
    label=Text("测算结果", "What it comes to"),
    help=Text(
        "按政策自动测算；确认即视为同意，资金原则上全部用于研发。",
        "Worked out by the rules; confirming accepts it, and the money goes into R&D.",
    ),
    fields=(
        Field(
            name="requested_fen",
            kind="money",
            label=Text("测算补助额", "Subsidy computed"),
            min_value=1,
            filled_from=("entitlement:rd_subsidy",),
            paper=("D.claim", "D.rate_band"),
        ),
    ),
)
RD_SUBSIDY = (CLAIMANT, RD_FIGURES, RD_COSTS, RD_CLAIM)
TRADE = Section(
    name="trade",
    label=Text("技术合同", "Technology contracts"),
    help=Text(
        "取自技术合同登记和支付凭证。",
        "From the register of technology contracts and payments.",
    ),
    fields=(
        Table(
            name="contracts",
            label=Text("计入的合同", "Contracts counted"),
            min_rows=0,
            max_rows=60,
            filled_from=("organisation:technology_contracts",),
            columns=(
                Field(name="number", kind="text", label=Text("登记号", "Number"), max_chars=40),
                Field(name="kind", kind="text", label=Text("合同类别", "Kind"), max_chars=20),
                Field(
                    name="side",
                    kind="text",
                    label=Text("本单位是", "This unit is"),
                    max_chars=20,
                ),
                Field(
                    name="paid_fen",
                    kind="money",
                    label=Text("窗口期内实付", "Paid in the window"),
                    min_value=0,
                ),
            ),
        ),
        Field(
            name="requested_fen",
            kind="money",
            label=Text("测算补助额", "Subsidy computed"),
            min_value=1,
            filled_from=("entitlement:trade_subsidy",),
        ),
    ),
)
TRADE_SUBSIDY = (CLAIMANT, TRADE)
