"""Enterprise commissioner 企业科技特派员: serves one enterprise."""

from xingmeng.engines.instrument import Certificate, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, managing, persons

INSTRUMENT = Instrument(
    code="enterprise_commissioner",
    title=Text("企业科技特派员", "Enterprise commissioner"),
    summary=Text(
        "到企业开展技术服务和联合攻关的科技人员。",
        "Serves one enterprise with its technical problems.",
    ),
    cites=("内科发高字〔2021〕14号", "内科发高字〔2021〕17号"),
    ends_in="certificate",
    terms=Terms(min_open_days=15, publicity_working_days=5, contract_days=30),
    flows=(applying.CHECKED, awarding.RECOGNITION, managing.RETURN),
    forms={
        "application": persons.ENTERPRISE_COMMISSIONER,
        "evaluation": persons.SERVICE_RETURN,
    },
    eligibility=("integrity_clean",),
    certificate=Certificate(
        title=Text("企业科技特派员派遣函", "Dispatch letter"),
        number="QYTP-{year}-{region}-{serial:04d}",
        valid_years=3,
        evaluate_every_years=1,
        holder="person",
    ),
    pledge=(
        Text(
            "按协议服务，服务日志经受援方确认。",
            "Serves as agreed; the log is confirmed by who was served.",
        ),
        Text("不以服务之名牟取不当利益。", "Takes no undue advantage of the service."),
    ),
    documents=(
        "application",
        "receipt",
        "publicity",
        "recognition",
        "certificate",
        "case_archive",
    ),
    indicators=(
        "applications_received",
        "recognitions",
        "recognitions_in_force",
        "evaluations",
    ),
    uncertain={
        "terms": "usual clocks, parameters of the authority",
        "certificate": "years of service and weights of the appraisal are parameters",
    },
)
