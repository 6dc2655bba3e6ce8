"""The definitions: from records to a figure. What counts is what the reader may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

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
    area: str = ""  # where a record's region code is, if it has one
    fund: str = ""  # where a record's appropriation is, if it has one
    theme: str = ""  # where a record's theme is, if it has one
    instrument: str = ""  # where the code of a record's instrument is, if it has one
    inside: bool = False  # made of records that are not public: nobody sees but nought
    day: Callable[[object], date | None] | None = None  # the day a record waits for

    def value(self, rows: QuerySet) -> Decimal | None:
        """The figure over these rows. None where a ratio has nothing to divide by."""
        if not self.column:
            return Decimal(rows.count())
        sums = rows.aggregate(top=Sum(self.column), under=Sum(self.over or self.column))
        top = Decimal(sums["top"] or 0)
        if not self.over:
            return top
        return top / Decimal(sums["under"]) if sums["under"] else None

    def split(self, rows: QuerySet, by: str) -> dict[Any, int]:
        """The figure of each part of these rows, by a column; what has no part under None."""
        each = Sum(self.column) if self.column else Count("pk")
        parts = rows.order_by().values_list(by).annotate(part=each)
        return {key: part or 0 for key, part in parts}


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
        area="issuer__region__code",
        fund="call__appropriation_id",
        theme="theme",
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
        area="issuer__region__code",
        fund="call__appropriation_id",
        theme="theme",
    ),
    Definition(
        code="agreements",
        group=CHALLENGES,
        title=Text("签约项目", "Agreements"),
        unit="count",
        explain=Text(
            "签署生效的任务书数；赛马胜出者的第二阶段不重复计算。",
            "Contracts in force; the second stage of a race's winner counts once.",
        ),
        answers_for=DEPARTMENT,
        records=lambda actor, at: awards.agreed_until(at, actor).exclude(stage=2),
        amount=lambda row: row.agreed_fen,
        area="award__application__area",
        fund="award__application__call__appropriation_id",
        instrument="award__application__call__instrument_code",
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
        area="award__application__area",
        fund="award__application__call__appropriation_id",
        instrument="award__application__call__instrument_code",
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
        area="award__application__area",
        fund="award__application__call__appropriation_id",
        instrument="award__application__call__instrument_code",
    ),
    Definition(
        code="support_paid",
        group=MONEY,
        title=Text("已拨付", "Support paid"),
        unit="fen",
        explain=Text(
            "里程碑通过后和后补助实际支付的财政资金，不扣除后来追回的部分。",
            "Public money paid for milestones and subsidies, before what came back later.",
        ),
        answers_for=Text("财务处", "Finance office"),
        records=lambda actor, at: funds.paid_up_to(at, actor),
        column="amount_fen",
        amount=lambda row: row.amount_fen,
        area="authorisation__payee__region__code",
        fund="authorisation__appropriation_id",
    ),
    Definition(
        code="support_recovered",
        group=MONEY,
        title=Text("已追回", "Support recovered"),
        unit="fen",
        explain=Text(
            "项目失败后收款单位退回专项资金的部分。",
            "Paid money that came back to its appropriation after a failure.",
        ),
        answers_for=Text("财务处", "Finance office"),
        records=lambda actor, at: funds.recovered_up_to(at, actor),
        column="amount_fen",
        amount=lambda row: row.amount_fen,
        area="payee__region__code",
        fund="appropriation_id",
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
        area="seller__region__code",
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
        area="organisation__region__code",
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
