"""Team of field commissioners 科技特派员团队: for one industry."""

from xingmeng.engines.instrument import Certificate, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import applying, awarding, managing, persons

INSTRUMENT = Instrument(
    code="commissioner_team",
    title=Text("科技特派员团队", "Team of field commissioners"),
    summary=Text(
        "围绕旗县主导产业组成的服务团队。", "Serves one leading industry of a county together."
    ),
    cites=("国办发〔2016〕32号", "内党发〔2020〕17号"),
    ends_in="certificate",
    terms=Terms(min_open_days=15, publicity_working_days=5, contract_days=30),
    flows=(applying.CHECKED, awarding.RECOGNITION, managing.RETURN),
    forms={"application": persons.COMMISSIONER_TEAM, "evaluation": persons.SERVICE_RETURN},
    eligibility=("integrity_clean",),
    certificate=Certificate(
        title=Text("科技特派员团队派遣函", "Dispatch letter"),
        number="KJTT-{year}-{region}-{serial:04d}",
        valid_years=3,
        evaluate_every_years=1,
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
