"""What the winner adds to the application when it becomes a contract."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import words

AGREED = Section(
    name="agreed",
    label=Text("立项与调整", "What was approved and what changes"),
    fields=(
        Field(
            name="changes",
            kind="longtext",
            label=Text("较申报书的调整及理由", "Changes against the application, and why"),
            help=Text("没有调整可不填。", "Leave empty if nothing changes."),
            required=False,
            max_chars=800,
            paper=("B.change_note",),
        ),
        Field(
            name="result_owner",
            kind="choice",
            label=Text("成果归属", "Ownership of the results"),
            options=words.RESULT_OWNERS,
            paper=("B.t_ip",),
        ),
    ),
)
APPROVED = Section(
    name="approved",
    label=Text("核定预算", "Budget as approved"),
    help=Text(
        "按核定数同比例折算，业务费为余额；执行中由负责人自主调剂。",
        "In proportion to what was approved; on the way the leader moves money between lines.",
    ),
    fields=(
        Field(
            name="approved_fen",
            kind="money",
            label=Text("核定财政经费", "Public money approved"),
            min_value=1,
            filled_from=("award:support_fen",),
            paper=("B.b_fiscal_ok",),
        ),
        Field(
            name="approved_equipment_fen",
            kind="money",
            label=Text("设备费：财政", "Equipment: public"),
            min_value=0,
            computed="approved_equipment_fen",
            paper=("B.b_equip_f",),
        ),
        Field(
            name="approved_operating_fen",
            kind="money",
            label=Text("业务费：财政", "Operating: public"),
            min_value=0,
            computed="approved_operating_fen",
            paper=("B.b_op_f",),
        ),
        Field(
            name="approved_labour_fen",
            kind="money",
            label=Text("劳务费：财政", "Labour: public"),
            min_value=0,
            computed="approved_labour_fen",
            paper=("B.b_lab_f",),
        ),
        Field(
            name="approved_indirect_fen",
            kind="money",
            label=Text("间接费用：财政", "Indirect: public"),
            min_value=0,
            computed="approved_indirect_fen",
            paper=("B.b_ind_f",),
        ),
    ),
)
APPROVED_SUM = Section(
    name="approved",
    label=Text("核定经费", "Money as approved"),
    fields=(
        Field(
            name="approved_fen",
            kind="money",
            label=Text("核定财政经费（包干）", "Public money approved, as a lump sum"),
            min_value=1,
            filled_from=("award:support_fen",),
            paper=("B.b_fiscal_ok",),
        ),
    ),
)
BANK = Field(
    name="bank",
    kind="text",
    label=Text("开户银行", "Bank"),
    max_chars=80,
    filled_from=("organisation:bank", "earlier:bank"),
    paper=("A.lead_bank", "B.lead_bank", "D.bank"),
)
BANK_ACCOUNT = Field(
    name="bank_account",
    kind="text",
    label=Text("银行账号", "Account number"),
    max_chars=40,
    filled_from=("organisation:bank_account", "earlier:bank_account"),
    paper=("A.lead_account", "B.lead_account", "D.account"),
)
BANK_ACCOUNT_NAME = Field(
    name="bank_account_name",
    kind="text",
    label=Text("账户名称", "Account name"),
    max_chars=100,
    filled_from=("organisation:bank_account_name", "organisation:name"),
    paper=("A.lead_account_name", "D.account_name"),
)
ACCOUNT = Section(
    name="account",
    label=Text("收款账户与财务", "Account and finance"),
    help=Text(
        "只向立项单位索取；取自登记信息。", "Asked of winners only; known from the register."
    ),
    fields=(
        BANK,
        BANK_ACCOUNT,
        BANK_ACCOUNT_NAME,
        Field(
            name="finance_head",
            kind="text",
            label=Text("财务负责人", "Head of finance"),
            max_chars=40,
            filled_from=("organisation:finance_head", "earlier:finance_head"),
            paper=("B.lead_fin",),
            personal=True,
        ),
        Field(
            name="finance_phone",
            kind="text",
            label=Text("财务电话", "Finance phone"),
            max_chars=40,
            filled_from=("organisation:finance_phone", "earlier:finance_phone"),
            paper=("B.lead_fin_tel",),
            personal=True,
        ),
    ),
)
