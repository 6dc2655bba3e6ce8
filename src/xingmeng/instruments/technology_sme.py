"""Technology SME 科技型中小企业: self-evaluation, check, publicity, entry number."""

from xingmeng.engines.instrument import Certificate, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import boxes, entering, enterprises

INSTRUMENT = Instrument(
    code="technology_sme",
    title=Text("科技型中小企业评价", "Technology SME"),
    summary=Text(
        "企业核对已知数据、自动评分，县市核查，公示后取得入库编号。",
        "The enterprise checks what is known and is marked; check, publicity, entry number.",
    ),
    cites=("国科发政〔2017〕115号第六条至第十一条", "国科火字〔2022〕67号"),
    ends_in="certificate",
    terms=Terms(min_open_days=30, publicity_working_days=10, contract_days=30),
    flows=(entering.APPLICATION, entering.AWARD),
    forms={"application": enterprises.TECHNOLOGY_SME},
    eligibility=("legal_person", "integrity_clean", "registered_in_region", "enterprise"),
    certificate=Certificate(
        title=Text("科技型中小企业入库登记", "Entry as a technology SME"),
        number="{year}{region}{serial:08d}",
        valid_years=1,
        until_day="03-31",
    ),
    pledge=(
        Text(
            "所填数据真实，否则三年内不得再申请。",
            "The figures are true; otherwise no evaluation for three years.",
        ),
        Text(
            "每年三月底前更新数据并重新自评。",
            "Figures are brought up to date and marked again by the end of March each year.",
        ),
    ),
    documents=(
        "application",
        "receipt",
        "publicity",
        "recognition",
        "certificate",
        "case_archive",
    ),
    indicators=("applications_received", "recognitions", "recognitions_in_force"),
    paper_forms=("C",),
    dropped=boxes.TECHNOLOGY_SME,
    uncertain={
        "certificate": "the number's pattern is unpublished",
        "terms": "ten days of publicity are general knowledge",
    },
)
