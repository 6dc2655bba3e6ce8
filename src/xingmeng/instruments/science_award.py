"""Science and technology award 科学技术奖: nomination, review, publicity, prize."""

from xingmeng.engines.instrument import Certificate, Criterion, Instrument, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import nominating, persons

INSTRUMENT = Instrument(
    code="science_award",
    title=Text("科学技术奖", "Science and technology award"),
    summary=Text(
        "提名制：由单位或专家提名，评审、公示后授奖。",
        "By nomination: reviewed, published for objection, then awarded.",
    ),
    cites=("国家科学技术奖励条例（2020年修订）", "中华人民共和国科学技术进步法（2021年修订）"),
    ends_in="certificate",
    terms=Terms(
        min_open_days=30, publicity_working_days=5, contract_days=30, experts_per_application=5
    ),
    flows=(nominating.NOMINATION, nominating.AWARD),
    forms={"application": persons.NOMINATION},
    eligibility=("legal_person", "integrity_clean", "registered_in_region"),
    criteria=(
        Criterion(name="innovation", label=Text("创新程度", "Innovation"), weight=35),
        Criterion(
            name="level", label=Text("技术水平与难度", "Level and difficulty"), weight=25
        ),
        Criterion(name="effect", label=Text("应用与效益", "Use and benefit"), weight=30),
        Criterion(
            name="team", label=Text("完成人贡献", "Contribution of those named"), weight=10
        ),
    ),
    certificate=Certificate(
        title=Text("科学技术奖", "Science and technology award"),
        number="KJJ-{year}-{region}-{serial:04d}",
    ),
    pledge=(
        Text(
            "成果无权属争议，完成人和单位排序经各方同意。",
            "Nobody disputes the result; all agreed to the order of people and units.",
        ),
        Text("未以其他项目重复获奖。", "It has not won a prize before."),
    ),
    documents=(
        "application",
        "receipt",
        "review_report",
        "publicity",
        "recognition",
        "certificate",
        "case_archive",
    ),
    indicators=("applications_received", "recognitions"),
    uncertain={
        "terms": "usual clocks, parameters of the authority",
        "criteria": "demo weights, parameters of the authority",
        "cites": "the region's own measure was not found",
        "certificate": "how many prizes a grade has, and their sums, are parameters",
    },
)
