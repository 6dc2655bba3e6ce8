"""What is asked of the unit that applies: nearly all is known, and shown to be checked."""

from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import words

NAME = Field(
    name="unit_name",
    kind="text",
    label=Text("单位名称", "Name of the unit"),
    max_chars=100,
    filled_from=("organisation:name",),
    paper=("A.lead_name", "B.party_b", "C.name", "D.name"),
)
CREDIT_CODE = Field(
    name="credit_code",
    kind="text",
    label=Text("统一社会信用代码", "Credit code"),
    max_chars=18,
    filled_from=("organisation:credit_code",),
    paper=("A.lead_uscc", "B.lead_uscc", "C.uscc", "D.uscc"),
)
KIND = Field(
    name="unit_kind",
    kind="choice",
    label=Text("单位性质", "Kind of unit"),
    options=words.UNIT_KINDS,
    filled_from=("organisation:kind",),
    paper=("A.lead_type", "B.lead_type", "C.reg_type"),
    identifying=False,
)
LEGAL_REPRESENTATIVE = Field(
    name="legal_representative",
    kind="text",
    label=Text("法定代表人", "Legal representative"),
    max_chars=40,
    filled_from=("organisation:legal_representative",),
    paper=("A.lead_legal_rep", "B.lead_legal", "C.legal_rep", "D.legal_rep"),
)
REGISTERED_ON = Field(
    name="registered_on",
    kind="date",
    label=Text("注册日期", "Registered on"),
    filled_from=("organisation:registered_on",),
    paper=("A.lead_reg_date", "C.reg_date", "D.reg_date"),
)
CAPITAL = Field(
    name="registered_capital_fen",
    kind="money",
    label=Text("注册资本", "Registered capital"),
    required=False,
    min_value=0,
    filled_from=("organisation:registered_capital_fen",),
    paper=("A.lead_reg_capital", "C.reg_capital"),
)
REGION = Field(
    name="region",
    kind="text",
    label=Text("所在旗县区", "County or district"),
    help=Text(
        "由所在盟市的科技局推荐。", "The bureau of the league or city above it recommends."
    ),
    max_chars=60,
    filled_from=("organisation:region",),
    paper=("A.lead_region", "A.competent_dept", "B.party_c", "C.region", "D.region"),
)
INDUSTRY = Field(
    name="industry",
    kind="text",
    label=Text("所属行业", "Industry"),
    max_chars=80,
    filled_from=("organisation:industry",),
    paper=("A.lead_industry", "C.industry", "D.industry"),
    identifying=False,
)
ADDRESS = Field(
    name="address",
    kind="text",
    label=Text("注册地址", "Registered address"),
    max_chars=200,
    filled_from=("organisation:address",),
    paper=("A.lead_reg_addr",),
)
POSTAL_ADDRESS = Field(
    name="postal_address",
    kind="text",
    label=Text("通讯地址", "Postal address"),
    max_chars=200,
    filled_from=("organisation:postal_address", "organisation:address"),
    paper=("A.lead_post_addr", "B.lead_addr", "C.address"),
)
CONTACT_NAME = Field(
    name="contact_name",
    kind="text",
    label=Text("联系人", "Contact"),
    max_chars=40,
    filled_from=("organisation:contact_name", "earlier:contact_name"),
    paper=("A.lead_contact", "B.lead_contact", "C.contact", "D.contact"),
    personal=True,
)
CONTACT_PHONE = Field(
    name="contact_phone",
    kind="text",
    label=Text("联系电话", "Contact's phone"),
    max_chars=40,
    filled_from=("organisation:contact_phone", "earlier:contact_phone"),
    paper=("A.lead_contact_tel", "B.lead_tel", "C.mobile", "D.mobile"),
    personal=True,
    fresh_days=365,
)
CONTACT_EMAIL = Field(
    name="contact_email",
    kind="text",
    label=Text("电子邮箱", "Contact's e-mail"),
    max_chars=80,
    filled_from=("organisation:contact_email", "earlier:contact_email"),
    paper=("A.lead_contact_mail", "C.mail"),
    personal=True,
    fresh_days=365,
)
PARK = Field(
    name="park",
    kind="text",
    label=Text("所在高新区（园区）", "High-tech zone or park"),
    required=False,
    max_chars=80,
    filled_from=("organisation:park",),
    paper=("A.lead_park",),
)
CREDIT_STANDING = Field(
    name="credit_standing",
    kind="text",
    label=Text("信用状况", "Credit standing"),
    help=Text(
        "取自信用信息，不用提交信用报告。", "From the credit records; no report is asked for."
    ),
    required=False,
    max_chars=80,
    filled_from=("organisation:credit_standing",),
    paper=("A.lead_credit", "A.f_credit", "D.credit"),
)
INTRODUCTION = Field(
    name="introduction",
    kind="longtext",
    label=Text("单位简介", "The unit in short"),
    help=Text(
        "主业、研发条件和与本申报有关的基础；下次申报会带出。",
        "Its business, its research, what bears on this; kept for the next time.",
    ),
    max_chars=800,
    filled_from=("organisation:introduction", "earlier:introduction"),
    paper=("A.lead_intro",),
)
HNTE_NUMBER = Field(
    name="hnte_number",
    kind="text",
    label=Text("高新技术企业证书号", "High-tech certificate"),
    required=False,
    max_chars=30,
    filled_from=("organisation:hnte_number",),
    paper=("A.lead_hnte_no", "C.hnte_no", "D.hnte_no"),
)
HNTE_VALID_ON = Field(
    name="hnte_valid_on",
    kind="date",
    label=Text("高企有效期至", "High-tech certificate valid until"),
    required=False,
    filled_from=("organisation:hnte_valid_to",),
    paper=("A.lead_hnte_valid", "C.hnte_valid"),
)
SME_NUMBER = Field(
    name="sme_number",
    kind="text",
    label=Text("科技型中小企业入库编号", "Technology SME number"),
    required=False,
    max_chars=30,
    filled_from=("organisation:sme_number",),
    paper=("A.lead_sme_no", "D.sme_no"),
)
PLATFORMS = Table(
    name="platforms",
    label=Text("拥有的研发平台", "Platforms held"),
    min_rows=0,
    max_rows=20,
    filled_from=("organisation:platforms",),
    columns=(
        Field(
            name="name",
            kind="text",
            label=Text("平台名称", "Platform"),
            max_chars=120,
            paper=("A.lead_platforms", "A.f_qual", "D.platform"),
        ),
        Field(
            name="level", kind="text", label=Text("级别", "Level"), required=False, max_chars=40
        ),
        Field(
            name="number",
            kind="text",
            label=Text("编号", "Number"),
            required=False,
            max_chars=60,
        ),
    ),
)
UNIT = Section(
    name="unit",
    label=Text("申报单位", "The unit"),
    help=Text(
        "取自登记信息，请核对；有误可更正并说明理由。",
        "From the registers: please check; what is wrong can be corrected with a reason.",
    ),
    fields=(
        NAME,
        CREDIT_CODE,
        KIND,
        LEGAL_REPRESENTATIVE,
        REGISTERED_ON,
        CAPITAL,
        REGION,
        INDUSTRY,
        ADDRESS,
        POSTAL_ADDRESS,
        CONTACT_NAME,
        CONTACT_PHONE,
        CONTACT_EMAIL,
        PARK,
        CREDIT_STANDING,
        INTRODUCTION,
    ),
)
UNIT_IN_SHORT = Section(  # for forms that need to know who it is and no more
    name="unit",
    label=Text("申报单位", "The unit"),
    help=Text("取自登记信息，请核对。", "From the registers: please check."),
    fields=(NAME, CREDIT_CODE, KIND, REGION, INDUSTRY, CONTACT_NAME, CONTACT_PHONE),
)
STANDING = Section(
    name="standing",
    label=Text("资质与平台", "Recognitions and platforms"),
    help=Text(
        "取自认定名单，不用提交证书。", "From the lists of recognitions: no certificates."
    ),
    fields=(HNTE_NUMBER, HNTE_VALID_ON, SME_NUMBER, PLATFORMS),
)
STAFF = Field(
    name="staff",
    kind="integer",
    label=Text("职工总数", "Staff"),
    min_value=0,
    filled_from=("facts:staff",),
    paper=("A.lead_staff", "C.staff"),
    fresh_days=550,
)
ST_STAFF = Field(
    name="st_staff",
    kind="integer",
    label=Text("科技人员数", "S&T staff"),
    min_value=0,
    filled_from=("facts:st_staff",),
    paper=("A.lead_tech_staff", "C.tech_staff"),
    fresh_days=550,
)
RD_STAFF = Field(
    name="rd_staff",
    kind="integer",
    label=Text("研发人员数", "R&D staff"),
    min_value=0,
    filled_from=("facts:rd_staff",),
    paper=("A.lead_rd_staff",),
    fresh_days=550,
)
BACHELORS = Field(
    name="bachelors",
    kind="integer",
    label=Text("本科以上人数", "With a bachelor's degree or above"),
    min_value=0,
    filled_from=("facts:bachelor",),
    paper=("A.lead_bachelor",),
    fresh_days=550,
)
SENIORS = Field(
    name="seniors",
    kind="integer",
    label=Text("高级职称人数", "With a senior title"),
    min_value=0,
    filled_from=("facts:senior",),
    paper=("A.lead_senior",),
    fresh_days=550,
)
