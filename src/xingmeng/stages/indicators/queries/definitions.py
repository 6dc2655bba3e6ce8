"""The definitions: from records to a figure. What counts is what the reader may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet, Sum

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.outcomes import queries as outcomes

Records = Callable[[Actor, datetime], QuerySet]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One figure: which records, and what is added up. `column` empty counts them."""

    code: str
    group: Text
    title: Text
    unit: str  # count, fen, ratio
    explain: Text
    answers_for: Text
    records: Records
    column: str = ""
    over: str = ""  # for a ratio, the column it is divided by
    amount: Callable[[object], int | None] = lambda row: None

    def value(self, rows: QuerySet) -> Decimal | None:
        """The figure over these rows. None where a ratio has nothing to divide by."""
        if not self.column:
            return Decimal(rows.count())
        sums = rows.aggregate(top=Sum(self.column), under=Sum(self.over or self.column))
        top = Decimal(sums["top"] or 0)
        if not self.over:
            return top
        return top / Decimal(sums["under"]) if sums["under"] else None


CHALLENGES = Text("揭榜挂帅", "Open challenges")
MONEY = Text("专项资金", "Public money")
USE = Text("成果转化", "Conversion")
DEPARTMENT = Text("科技厅业务处", "Department office")
DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        code="challenges",
        group=CHALLENGES,
        title=Text("已发榜单", "Challenges listed"),
        unit="count",
        explain=Text(
            "公开发布过的榜单数；重新发榜的不重复计算。",
            "Challenges that were published; a relisted one counts once.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: calls.listed(actor, until=at),
        amount=lambda row: row.amount_fen,
    ),
    Definition(
        code="challenge_amount",
        group=CHALLENGES,
        title=Text("榜单总金额", "Sum of the challenges"),
        unit="fen",
        explain=Text("已发榜单金额之和。", "The amounts of the challenges listed."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: calls.listed(actor, until=at),
        column="amount_fen",
        amount=lambda row: row.amount_fen,
    ),
    Definition(
        code="agreements",
        group=CHALLENGES,
        title=Text("签约项目", "Agreements"),
        unit="count",
        explain=Text("三方签署生效的任务书数。", "Contracts all three parties have signed."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: awards.agreed_until(at, actor),
        amount=lambda row: row.agreed_fen,
    ),
    Definition(
        code="agreed_amount",
        group=CHALLENGES,
        title=Text("签约研发投入", "R&D agreed"),
        unit="fen",
        explain=Text("任务书约定的研发投入之和。", "R&D money agreed in the contracts."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: awards.agreed_until(at, actor),
        column="agreed_fen",
        amount=lambda row: row.agreed_fen,
    ),
    Definition(
        code="support_committed",
        group=MONEY,
        title=Text("承诺支持", "Support committed"),
        unit="fen",
        explain=Text("任务书锁定的财政支持之和。", "Public support committed by contracts."),
        answers_for=DEPARTMENT,
        records=lambda actor, at: awards.agreed_until(at, actor),
        column="support_fen",
        amount=lambda row: row.support_fen,
    ),
    Definition(
        code="support_paid",
        group=MONEY,
        title=Text("已拨付", "Support paid"),
        unit="fen",
        explain=Text(
            "里程碑通过后实际支付的财政资金。", "Public money paid after milestones passed."
        ),
        answers_for=Text("财务处", "Finance office"),
        records=lambda actor, at: funds.paid_up_to(at, actor),
        column="amount_fen",
        amount=lambda row: row.amount_fen,
    ),
    Definition(
        code="technology_contracts",
        group=USE,
        title=Text("技术合同成交额", "Technology contracts"),
        unit="fen",
        explain=Text("已认定登记的技术合同成交额。", "Amounts of registered contracts."),
        answers_for=Text("成果处", "Office for results"),
        records=lambda actor, at: outcomes.registered_until(at, actor),
        column="amount_fen",
        amount=lambda row: row.amount_fen,
    ),
    Definition(
        code="income_to_teams",
        group=USE,
        title=Text("分配给团队的收益", "Income to the teams"),
        unit="fen",
        explain=Text("已分配到人的转化收益。", "Conversion income shared among people."),
        answers_for=Text("成果处", "Office for results"),
        records=lambda actor, at: outcomes.shared_until(at, actor),
        column="team_fen",
        amount=lambda row: row.team_fen,
    ),
    Definition(
        code="team_share",
        group=USE,
        title=Text("团队收益占比", "Share to the teams"),
        unit="ratio",
        explain=Text("团队收益除以转化净收入。", "Income to teams over net income."),
        answers_for=Text("成果处", "Office for results"),
        records=lambda actor, at: outcomes.shared_until(at, actor),
        column="team_fen",
        over="net_fen",
        amount=lambda row: row.team_fen,
    ),
)
BY_CODE = {definition.code: definition for definition in DEFINITIONS}
