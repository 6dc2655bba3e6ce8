"""R&D post-subsidy 研发投入后补助: worked out by the law, the unit confirms."""

from xingmeng.engines.instrument import Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, boxes, claims

INSTRUMENT = Instrument(
    code="rd_subsidy",
    title=Text("研发投入后补助", "R&D post-subsidy"),
    summary=Text(
        "免申即享：按税务和统计数据测算，单位确认即可兑付。",
        "Nothing to apply for: worked out from tax and statistics, confirmed, paid.",
    ),
    cites=("内政办发〔2021〕35号",),
    ends_in="payment",
    terms=Terms(min_open_days=15, publicity_working_days=5, contract_days=30),
    flows=(applying.CONFIRMED, awarding.PAYMENT),
    forms={"application": claims.RD_SUBSIDY},
    eligibility=("legal_person", "integrity_clean", "registered_in_region", "enterprise"),
    pledge=(
        Text(
            "测算所用数据真实，未重复享受。",
            "The figures used are true and nothing is claimed twice.",
        ),
        Text("奖补资金原则上全部用于研发。", "The money goes into R&D."),
    ),
    documents=("application", "receipt", "publicity", "project_decision", "case_archive"),
    indicators=("applications_received", "grants", "grants_amount", "support_paid"),
    paper_forms=("D",),
    dropped=boxes.RD_SUBSIDY,
    uncertain={
        "eligibility": "base, tiers, rates, caps: the authority's, no default",
        "terms": "usual clocks, parameters of the authority",
    },
)
