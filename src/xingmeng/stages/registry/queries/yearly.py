"""The registry as a table: enterprises and what is known of them for a year, as of a moment.

What was put on record later does not count; what was corrected later still does. Of several
sources the one put on record last is heard. Who may read was asked before. No rules here.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any, NamedTuple

import polars as pl
from django.db.models import Q, QuerySet
from django.utils import timezone

from xingmeng.core import clock
from xingmeng.engines.values import Text
from xingmeng.law.facts import ENTERPRISE, FIXED, SECTIONS
from xingmeng.stages.registry.models import (
    Integrity,
    Organisation,
    Qualification,
    Right,
    UnitDetail,
    YearlyFact,
)
from xingmeng.stages.registry.rules import known as kept
from xingmeng.stages.registry.rules import yearly as rules

WHO = ("organisation", "name_zh", "name_en")
CERTIFICATE, ENTRY = "high_tech_enterprise", "technology_sme"
OF_CERTIFICATE = {CERTIFICATE: "hnte_valid_to", ENTRY: "sme_registered"}
OF_RIGHTS = ("ip_class1", "ip_class2", "bought_rights_only")
ACCOUNTS = '"accounts"'  # a detail is kept as JSON
AT_ONCE = 100_000  # rows fetched at a time


class Said(NamedTuple):
    """Where one fact of one enterprise is from."""

    source: Text
    dated_on: date | None
    recorded_at: datetime | None


def population(
    year: int,
    *,
    as_of: datetime | date,
    credit_codes: Collection[str] | None = None,
    kinds: Collection[str] = ("enterprise",),
) -> pl.DataFrame:
    """Every enterprise registered as of then, with what was then known of it for a year.

    `kinds` asks for other units too.

    Shapes: a row an enterprise: `organisation`, its names, the fixed facts of the law, and of
            its other facts those that somebody states of anybody. Null is unknown.
    Units:  as `law.facts`: fen, truths, days since 1970-01-01.
    Order:  by primary key. Errors: none; codes that nobody has are left out.
    """
    moment = _moment(as_of)
    frame = _units(_registered(moment, credit_codes, kinds))
    chosen = None if credit_codes is None else frame["organisation"].to_list()
    for more in _parts(year, moment, chosen):
        frame = frame.join(more, on="organisation", how="left", maintain_order="left")
    return _as_the_law_asks(frame, year)


def sources_of(
    organisation: Organisation, year: int, *, as_of: datetime | date
) -> dict[str, Said]:
    """Where each fact of `population` is from, for one enterprise, by the fact's name.

    Errors: none; what nobody states is left out.
    """
    moment, only = _moment(as_of), [organisation.pk]
    source = organisation.source
    registered = Said(Text(source.title_zh, source.title_en), source.dated_on, None)
    found = dict.fromkeys(("credit_code", "region", "industry", "registered_on"), registered)
    for row in _told(_details(only, moment)):
        found["audited_accounts"] = _said(row, row.dated_on)
    for row in _told(_stated(year, moment, only)):
        if row.name in rules.LISTS and not row.value:
            continue  # a list that does not have it says nothing of the others
        for fact in rules.made_of(row.name, back=year - row.year):
            found[fact] = _said(row, row.source.dated_on)
    for row in _told(_rights(only, moment)):
        found |= dict.fromkeys(OF_RIGHTS, _said(row, row.dated_on))
    for row in _told(_certificates(only, moment)):
        found[OF_CERTIFICATE[row.instrument_code]] = _said(row, row.dated_on)
    for row in _told(_bans(only, moment)):
        found["untrustworthy"] = Said(_title(row), row.from_on, None)
    return found


def _told(rows: QuerySet) -> QuerySet:
    return rows.select_related("source").order_by("pk")


def _title(row: Any) -> Text:
    return Text(row.source.title_zh, row.source.title_en)


def _said(row: Any, dated_on: date | None) -> Said:
    return Said(_title(row), dated_on, row.recorded_at)


# --- what is asked of the tables: a query each ------------------------------------------------


def _moment(as_of: datetime | date) -> datetime:
    """A day means its end. A naive moment is one of the region's zone."""
    if not isinstance(as_of, datetime):
        as_of = datetime.combine(as_of, time.max)
    return timezone.make_aware(as_of) if timezone.is_naive(as_of) else as_of


def _recorded(moment: datetime) -> Q:
    return Q(recorded_at__lte=moment)


def _held(moment: datetime) -> Q:
    """On record then. What was corrected that very day is still read: the correction wins."""
    on = clock.local_day(moment)
    return _recorded(moment) & (Q(retired_on=None) | Q(retired_on__gte=on))


def _of(chosen: Collection[int] | None) -> Q:
    return Q() if chosen is None else Q(organisation_id__in=chosen)


def _registered(
    moment: datetime, credit_codes: Collection[str] | None, kinds: Collection[str]
) -> QuerySet:
    rows = Organisation.objects.filter(state="confirmed", since__lte=moment)
    rows = rows.filter(kind__in=list(kinds))
    return rows if credit_codes is None else rows.filter(credit_code__in=list(credit_codes))


def _stated(year: int, moment: datetime, chosen: Collection[int] | None) -> QuerySet:
    years = Q(year=year, name__in=rules.asked(0))
    for back in range(1, rules.MOST_LAG + 1):
        years |= Q(year=year - back, name__in=rules.asked(back))
    return YearlyFact.objects.filter(_held(moment), _of(chosen), years)


def _rights(chosen: Collection[int] | None, moment: datetime) -> QuerySet:
    on = clock.local_day(moment)
    granted = Q(granted_on=None) | Q(granted_on__lte=on)
    lasting = Q(until_on=None) | Q(until_on__gte=on)
    rows = Right.objects.filter(_recorded(moment), _of(chosen), state="valid")
    return rows.filter(granted, lasting)


def _certificates(chosen: Collection[int] | None, moment: datetime) -> QuerySet:
    """High-tech certificates, also expired ones, and entries that hold as technology SME."""
    on = clock.local_day(moment)
    high_tech = Q(instrument_code=CERTIFICATE)  # the law asks until when, itself
    entry = Q(instrument_code=ENTRY) & (Q(until_on=None) | Q(until_on__gte=on))
    rows = Qualification.objects.filter(_recorded(moment), _of(chosen), high_tech | entry)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=on), from_on__lte=on)
    return rows.exclude(organisation=None)


def _details(chosen: Collection[int] | None, moment: datetime) -> QuerySet:
    rows = UnitDetail.objects.filter(_held(moment), _of(chosen), name="tax_mode")
    on = clock.local_day(moment)
    return rows.filter(Q(until_on=None) | Q(until_on__gte=on))


def _bans(chosen: Collection[int] | None, moment: datetime) -> QuerySet:
    on = clock.local_day(moment)
    lasting = Q(until_on=None) | Q(until_on__gte=on)
    return Integrity.objects.filter(_of(chosen), lasting, measure="ban", from_on__lte=on)


# --- from rows to columns ---------------------------------------------------------------------


def _columns(rows: QuerySet, kinds: dict[str, Any]) -> pl.DataFrame:
    """The values of a query as columns, in the order of entry, some rows at a time."""
    found = rows.order_by("pk").values_list(*kinds).iterator(chunk_size=AT_ONCE)
    parts = [pl.DataFrame(schema=kinds)]
    while some := list(islice(found, AT_ONCE)):
        parts.append(pl.DataFrame(some, schema=kinds, orient="row"))
    return pl.concat(parts)


def _units(rows: QuerySet) -> pl.DataFrame:
    kinds = {"pk": pl.Int64, "name_zh": pl.String, "name_en": pl.String}
    kinds |= {"credit_code": pl.String, "region_id": pl.String, "industry_id": pl.String}
    frame = _columns(rows, kinds | {"registered_on": pl.Date})
    said = pl.col("industry_id")
    division = said.str.extract(r"(\d\d)").cast(pl.Int64)
    return frame.select(
        "name_zh",
        "credit_code",
        name_en=pl.when(pl.col("name_en") == "").then("name_zh").otherwise("name_en"),
        organisation="pk",
        region=pl.col("region_id").cast(pl.Int64),
        industry=division.fill_null(said.replace_strict(SECTIONS, default=None)),
        registered_on=_days("registered_on"),
    )


def _days(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int32).cast(pl.Int64)  # polars, too, counts from 1970-01-01


def _parts(
    year: int, moment: datetime, chosen: Collection[int] | None
) -> Iterator[pl.DataFrame]:
    """What each table adds, a row a unit, each with columns of its own."""
    yield _figures(_stated(year, moment, chosen), year)
    yield _columns_of_rights(_rights(chosen, moment))
    yield _columns_of_certificates(_certificates(chosen, moment))
    bans = _columns(_bans(chosen, moment), {"organisation_id": pl.Int64})
    yield bans.unique().select(organisation="organisation_id", banned=pl.lit(True))
    taxed = _columns(
        _details(chosen, moment), {"organisation_id": pl.Int64, "value": pl.String}
    )
    yield taxed.group_by(organisation="organisation_id").agg(
        taxed_on_accounts=pl.col("value").last() == ACCOUNTS
    )


def _figures(rows: QuerySet, year: int) -> pl.DataFrame:
    """A column a fact of the law; what makes distrust keeps its own names."""
    kinds = {"organisation_id": pl.Int64, "year": pl.Int64, "name": pl.String}
    told = _columns(rows, kinds | {"value": pl.Int64})
    wanted = [
        (year - back, name, name if name in rules.DISTRUST else fact)
        for back in range(rules.MOST_LAG + 1)
        for name in rules.asked(back)
        for fact in rules.made_of(name, back=back)
    ]
    named = pl.DataFrame(wanted, ["year", "name", "fact"], orient="row")
    made = told.join(named, on=["year", "name"], maintain_order="left")
    wide = made.pivot(
        "fact", index="organisation_id", values="value", aggregate_function="last"
    )
    return wide.rename({"organisation_id": "organisation"})


def _columns_of_rights(rows: QuerySet) -> pl.DataFrame:
    """How many of each class; a unit with rights on record has no others."""
    kinds = {"organisation_id": pl.Int64, "kind": pl.String, "way": pl.String}
    first = pl.col("kind").is_in(list(kept.CLASS_ONE))
    held = _columns(rows, kinds).group_by(organisation="organisation_id")
    return held.agg(
        rights_class1=first.sum().cast(pl.Int64),
        rights_class2=(~first).sum().cast(pl.Int64),
        all_bought=(pl.col("way") == "bought").all(),
    )


def _columns_of_certificates(rows: QuerySet) -> pl.DataFrame:
    kinds = {"organisation_id": pl.Int64, "instrument_code": pl.String, "until_on": pl.Date}
    high_tech = pl.col("instrument_code") == CERTIFICATE
    held = _columns(rows, kinds).group_by(organisation="organisation_id")
    until = _days("until_on").fill_null(ENTERPRISE["hnte_valid_to"].ends[1])
    return held.agg(certified_until=until.filter(high_tech).max(), entered=(~high_tech).any())


def _as_the_law_asks(frame: pl.DataFrame, year: int) -> pl.DataFrame:
    """What several tables say of one fact brought together; truths as truths."""
    frame = frame.with_columns(
        pl.lit(None, pl.Int64).alias(name)
        for name in {*ENTERPRISE, *rules.DISTRUST}
        if name not in frame.columns
    )
    no_certificate = ENTERPRISE["hnte_valid_to"].ends[0]  # the register of them is complete
    made = frame.with_columns(_truth(name) for name in rules.TRUTHS if name in frame.columns)
    made = made.with_columns(
        year=pl.lit(year, pl.Int64),
        hnte_valid_to=pl.col("certified_until").fill_null(no_certificate),
        sme_registered=pl.col("entered").fill_null(value=False),
        ip_class1=pl.coalesce("rights_class1", "ip_class1"),
        ip_class2=pl.coalesce("rights_class2", "ip_class2"),
        bought_rights_only=pl.coalesce("all_bought", "bought_rights_only"),
        audited_accounts=pl.coalesce("audited_accounts", "taxed_on_accounts"),
        untrustworthy=_distrusted(),
    )
    fixed = [fact.name for fact in FIXED]
    further = [n for n in ENTERPRISE if n not in fixed and not made[n].is_null().all()]
    return made.select(*WHO, *fixed, *further)


def _truth(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Boolean)


def _distrusted() -> pl.Expr:
    """Yes for any of the reasons; no where the lists were asked and have nothing."""
    any_of = pl.any_horizontal("banned", *rules.DISTRUST).fill_null(value=False)
    return pl.when(any_of).then(True).otherwise(pl.col("untrustworthy"))
