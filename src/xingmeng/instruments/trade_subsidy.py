"""Technology-trade post-subsidy 技术交易后补助: worked out from registered contracts."""

from xingmeng.engines.instrument import Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, claims

INSTRUMENT = Instrument(
    code="trade_subsidy",
    title=Text("技术交易后补助", "Technology-trade post-subsidy"),
    summary=Text(
        "按登记并实际支付的技术合同测算，单位确认即可兑付。",
        "Worked out from contracts registered and paid; confirmed, paid.",
    ),
    cites=("内科发成字〔2021〕12号", "内财科规〔2018〕11号"),
    ends_in="payment",
    terms=Terms(min_open_days=15, publicity_working_days=5, contract_days=30),
    flows=(applying.CONFIRMED, awarding.PAYMENT),
    forms={"application": claims.TRADE_SUBSIDY},
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    pledge=(
        Text(
            "测算所用数据真实，未重复享受。",
            "The figures used are true and nothing is claimed twice.",
        ),
        Text(
            "合同真实，双方没有关联关系。", "The contracts are real and the parties unrelated."
        ),
    ),
    documents=("application", "receipt", "publicity", "project_decision", "case_archive"),
    indicators=("applications_received", "grants", "grants_amount", "support_paid"),
    uncertain={
        "eligibility": "rates and caps: the authority's, no default",
        "terms": "usual clocks, parameters of the authority",
    },
)
