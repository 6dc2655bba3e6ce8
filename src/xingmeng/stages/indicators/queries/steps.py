"""The steps from need to income, and of public money from appropriation to payment."""

from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.indicators.queries.definitions import (
    DEPARTMENT,
    MONEY,
    USE,
    Definition,
)
from xingmeng.stages.outcomes import queries as outcomes

NEEDS = Text("需求与揭榜", "Needs and bids")
PROJECTS = Text("项目实施", "Projects")
BROUGHT = Text("供需对接", "Needs and offers")
OF_CONTRACT = {
    "area": "award__application__area",
    "fund": "award__application__call__appropriation_id",
    "instrument": "award__application__call__instrument_code",
}
OF_AUTHORISATION = {
    "column": "kept_fen",
    "amount": lambda row: row.kept_fen,
    "area": "payee__region__code",
    "fund": "appropriation_id",
}


def _projects(actor, at):
    """Contracts in force; the second stage of a race is the same project."""
    return awards.agreed_until(at, actor).exclude(stage=2)


def _with_passed_milestone(actor, at):
    passed = delivery.passed_until(at, actor).order_by().values("contract_id")
    return _projects(actor, at).filter(pk__in=passed)


def _with_payment(actor, at):
    paid = funds.paid_up_to(at, actor).filter(authorisation__kind="contract")
    cases = paid.order_by().values("authorisation__subject_id")
    return _projects(actor, at).filter(pk__in=cases)


FROM_NEED: tuple[Definition, ...] = (
    Definition(
        code="needs_stated",
        group=NEEDS,
        title=Text("提出的技术需求", "Needs stated"),
        unit="count",
        explain=Text("企业已提交的技术需求数。", "Needs that enterprises have handed in."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: exchange.stated_until(at, actor),
        amount=lambda row: row.total_fen,
        area="organisation__region__code",
        inside=True,
    ),
    Definition(
        code="needs_refined",
        group=NEEDS,
        title=Text("凝练确认的需求", "Needs refined"),
        unit="count",
        explain=Text(
            "论证凝练后由企业确认、可以列入榜单的需求数。",
            "Needs whose refined text the enterprise confirmed; they can be listed.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: exchange.confirmed_until(at, actor),
        amount=lambda row: row.total_fen,
        area="organisation__region__code",
        inside=True,
    ),
    Definition(
        code="bids",
        group=NEEDS,
        title=Text("揭榜书", "Bids"),
        unit="count",
        explain=Text(
            "截止前密封提交、未撤回的揭榜书数；按揭榜单位所在地归入盟市。",
            "Bids handed in sealed and not withdrawn; placed where the bidder is.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: applications.handed_in_until(at, actor).exclude(
            challenge=None
        ),
        area="organisation__region__code",
        fund="challenge__call__appropriation_id",
        inside=True,
    ),
    Definition(
        code="projects_passed",
        group=PROJECTS,
        title=Text("已过里程碑的项目", "Projects past a milestone"),
        unit="count",
        explain=Text(
            "至少一个里程碑核查通过的项目数。", "Projects with at least one milestone passed."
        ),
        answers_for=DEPARTMENT,
        records=_with_passed_milestone,
        amount=lambda row: row.agreed_fen,
        **OF_CONTRACT,
    ),
    Definition(
        code="projects_paid",
        group=PROJECTS,
        title=Text("已获拨付的项目", "Projects paid"),
        unit="count",
        explain=Text(
            "至少有一笔财政支持已支付的项目数。", "Projects with at least one payment made."
        ),
        answers_for=Text("财务处", "Finance office"),
        records=_with_payment,
        amount=lambda row: row.support_fen,
        **OF_CONTRACT,
    ),
    Definition(
        code="projects_accepted",
        group=PROJECTS,
        title=Text("通过验收的项目", "Projects accepted"),
        unit="count",
        explain=Text(
            "用户实测全部达标并通过验收的项目数。",
            "Projects whose user measured all targets met and that were accepted.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: delivery.accepted_until(at, actor),
        area="contract__award__application__area",
        fund="contract__award__application__call__appropriation_id",
        instrument="contract__award__application__call__instrument_code",
    ),
    Definition(
        code="outcomes_registered",
        group=USE,
        title=Text("登记的成果", "Outcomes registered"),
        unit="count",
        explain=Text("已登记的科技成果数。", "Outcomes that have been registered."),
        answers_for=Text("成果处", "Office for results"),
        records=lambda actor, at: outcomes.known_until(at, actor),
        area="organisation__region__code",
    ),
    Definition(
        code="technology_contracts_number",
        group=USE,
        title=Text("技术合同数", "Technology contracts, number"),
        unit="count",
        explain=Text("已认定登记的技术合同数。", "Technology contracts registered."),
        answers_for=Text("成果处", "Office for results"),
        records=lambda actor, at: outcomes.registered_until(at, actor),
        amount=lambda row: row.amount_fen,
        area="seller__region__code",
    ),
    Definition(
        code="incomes_shared",
        group=USE,
        title=Text("已分配的转化收益", "Incomes shared"),
        unit="count",
        explain=Text(
            "已按约定分配到团队的转化收益笔数。", "Incomes whose share has gone to the team."
        ),
        answers_for=Text("成果处", "Office for results"),
        records=lambda actor, at: outcomes.shared_until(at, actor),
        amount=lambda row: row.team_fen,
        area="organisation__region__code",
    ),
)
OF_MONEY: tuple[Definition, ...] = (
    Definition(
        code="appropriated",
        group=MONEY,
        title=Text("下达预算", "Appropriated"),
        unit="fen",
        explain=Text(
            "财务已下达、可以使用的专项资金。", "Public money that finance has opened for use."
        ),
        answers_for=Text("财务处", "Finance office"),
        records=lambda actor, at: funds.opened_until(at, actor),
        column="amount_fen",
        amount=lambda row: row.amount_fen,
        fund="pk",
    ),
    Definition(
        code="committed",
        group=MONEY,
        title=Text("已锁定", "Committed"),
        unit="fen",
        explain=Text(
            "任务书、后补助和免申即享锁定、未退回的财政资金；收回后再次安排的再次计入。",
            "Public money set aside for contracts, grants and entitlements and not given back; "
            "what was recovered and is set aside once more counts once more.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: funds.committed_until(at, actor),
        **OF_AUTHORISATION,
    ),
    Definition(
        code="support_released",
        group=MONEY,
        title=Text("可以拨付", "Released"),
        unit="fen",
        explain=Text(
            "里程碑通过、公示期满后已经下达支付单的财政资金。",
            "Public money whose payment was ordered: its milestone or its publicity passed.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: funds.released_until(at, actor),
        **OF_AUTHORISATION,
    ),
)
EXCHANGE: tuple[Definition, ...] = (
    Definition(
        code="introductions_begun",
        group=BROUGHT,
        title=Text("发起的供需对接", "Introductions begun"),
        unit="count",
        explain=Text(
            "企业、供给单位或科技厅发起的需求与供给的对接数。",
            "Needs and offers brought together by a unit or the department.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: exchange.introductions.begun_until(at, actor),
        inside=True,  # and without an area: until both agree neither side knows the other's
    ),
    Definition(
        code="introductions_agreed",
        group=BROUGHT,
        title=Text("达成结果的供需对接", "Introductions with a result"),
        unit="count",
        explain=Text(
            "已登记技术合同、合作项目或榜单作为结果的对接数；按需求单位所在地归入盟市。",
            "Those that led to a technology contract, a project or a challenge here; "
            "placed where the need is.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: exchange.introductions.agreed_until(at, actor),
        area="need__organisation__region__code",
        inside=True,
    ),
)
STEPS = FROM_NEED + OF_MONEY + EXCHANGE
