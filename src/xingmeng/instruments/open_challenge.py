"""Open challenge 揭榜挂帅: an enterprise posts a problem, any able team may answer it."""

from xingmeng.engines.instrument import Criterion, Instalment, Instrument, Kind, Race, Terms
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import (
    awarding,
    bid,
    challenge,
    contracting,
    delivering,
    flows,
    need,
)

INSTRUMENT = Instrument(
    code="open_challenge",
    title=Text("揭榜挂帅", "Open challenge"),
    summary=Text(
        "企业出题，能者解题：张榜公布真实技术需求，不论资历，谁有办法谁来揭榜。",
        "An enterprise sets the problem; whoever can solve it may, whatever their seniority.",
    ),
    cites=(
        "第十四个五年规划纲要（2021年3月）",
        "内党发〔2020〕17号",
        "内政办发〔2021〕35号",
        "自治区首批揭榜挂帅榜单（2021年9月3日）",
    ),
    answers="challenge",
    kinds=(
        Kind(
            name="tackle",
            label=Text("技术攻关类", "Technical problem"),
            paid_to="issuer",
            support_rule="tackle",
            cites=("自治区首批揭榜挂帅榜单（2021年9月3日）：补助发榜方",),
        ),
        Kind(
            name="conversion",
            label=Text("成果转化类", "Conversion of a result"),
            paid_to="bidder",
            support_rule="conversion",
            cites=("自治区首批揭榜挂帅榜单（2021年9月3日）：补助揭榜方",),
        ),
    ),
    terms=Terms(
        min_open_days=30,
        publicity_working_days=5,
        contract_days=30,
        experts_per_application=3,
        officers_to_open=2,
    ),
    flows=(
        challenge.CHALLENGE,
        flows.SEALED_APPLICATION,
        awarding.AWARD,
        contracting.CONTRACT,
        delivering.MILESTONE,
        delivering.ACCEPTANCE,
    ),
    forms={"need": need.NEED, "challenge": (need.REFINED, need.RACE), "application": bid.BID},
    eligibility=("legal_person", "integrity_clean", "not_the_issuer"),
    criteria=(
        Criterion(
            name="answers", label=Text("对榜单指标的应答", "Answer to each target"), weight=40
        ),
        Criterion(name="route", label=Text("技术路线", "Technical route"), weight=20),
        Criterion(name="team", label=Text("团队能力", "Team"), weight=20),
        Criterion(name="price", label=Text("报价与工期", "Price and time"), weight=10),
        Criterion(
            name="issuer_opinion",
            label=Text("发榜方意见", "Issuer's opinion"),
            weight=10,
            by="issuer",
        ),
    ),
    instalments=(
        Instalment(number=1, label=Text("启动", "Start"), share_pct=40, milestone="start"),
        Instalment(number=2, label=Text("中期", "Midway"), share_pct=30, milestone="midway"),
        Instalment(
            number=3, label=Text("验收", "Acceptance"), share_pct=30, milestone="acceptance"
        ),
    ),
    race=Race(
        most_runners=4,
        line=60,
        gap=10,
        criteria=(
            Criterion(
                name="reached", label=Text("阶段指标实测", "Targets measured so far"), weight=50
            ),
            Criterion(name="outlook", label=Text("达到最终指标的把握", "Outlook"), weight=30),
            Criterion(
                name="issuer_opinion",
                label=Text("发榜方意见", "Issuer's opinion"),
                weight=20,
                by="issuer",
            ),
        ),
        stage_one=(
            Instalment(number=1, label=Text("启动", "Start"), share_pct=60, milestone="start"),
            Instalment(
                number=2, label=Text("比选", "Checkpoint"), share_pct=40, milestone="checkpoint"
            ),
        ),
        stage_two=(
            Instalment(
                number=1, label=Text("中期", "Midway"), share_pct=60, milestone="midway"
            ),
            Instalment(
                number=2, label=Text("验收", "Acceptance"), share_pct=40, milestone="acceptance"
            ),
        ),
    ),
    pledge=(
        Text(
            "按期完成任务书载明的全部考核指标。", "All targets of the contract are met in time."
        ),
        Text(
            "未完成的，停止拨付，退回未使用和违规使用的资金，并记入科研诚信。",
            "If not, payment stops, unspent and misused money is returned, and it is recorded.",
        ),
        Text(
            "已勤勉尽责、原始记录完整而仍未成功的，经认定可以免责。",
            "A failure despite documented diligence may be exempted.",
        ),
    ),
    documents=(
        "notice",
        "receipt",
        "review_report",
        "bid",
        "publicity",
        "decision",
        "contract",
        "milestone",
        "opinion",
        "acceptance",
    ),
    indicators=(
        "challenges",
        "challenge_amount",
        "bids",
        "agreements",
        "agreed_amount",
        "support_committed",
        "support_paid",
        "projects_accepted",
    ),
    uncertain={
        "terms": "usual times, parameters of the authority",
        "criteria": "demo weights, parameters of the authority",
        "race": "runners, line, gap and shares are parameters of the authority",
        "instalments": "common pattern 40/30/30, a parameter of the authority",
    },
)
