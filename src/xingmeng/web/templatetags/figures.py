"""How amounts, days and labels read in the active language. No tags live here."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import get_language

from xingmeng.engines.values import Text

NOTHING = "—"
WAN_FEN = 1_000_000  # 1 万元
YI_FEN = 10_000 * WAN_FEN  # 1 亿元
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def language() -> str:
    """`en`, or `zh-hans` for every other active language."""
    return "en" if (get_language() or "").startswith("en") else "zh-hans"


def in_english() -> bool:
    return language() == "en"


def choose(zh: str, en: str) -> str:
    """The one of two phrases that the reader reads."""
    return en if in_english() else zh


def label(value: object) -> str:
    """A Text, or anything that carries a `label`, as words; other values as they print."""
    if isinstance(value, Text):
        return value.in_language(language())
    inner = getattr(value, "label", None)
    if inner is not None:
        return label(inner)
    return "" if value is None else str(value)


def rounded(amount: Decimal, places: str = "0.01") -> str:
    return f"{amount.quantize(Decimal(places), ROUND_HALF_UP):,}"


def money(fen: int | None) -> str:
    """A short amount: 1,234.56 万元 or CNY 12.35 million. Units: fen in."""
    if fen is None or fen == "":
        return NOTHING
    fen = int(fen)
    if in_english():
        if abs(fen) >= 100 * WAN_FEN:
            return f"CNY {rounded(Decimal(fen) / (100 * WAN_FEN))} million"
        return f"CNY {rounded(Decimal(fen) / 100)}"
    if abs(fen) >= WAN_FEN:
        return f"{rounded(Decimal(fen) / WAN_FEN)} 万元"
    return f"{rounded(Decimal(fen) / 100)} 元"


def exact_yuan(fen: int | None) -> str:
    """Every fen of an amount: 12,345,600.00 元. Units: fen in."""
    if fen is None or fen == "":
        return NOTHING
    amount = rounded(Decimal(int(fen)) / 100)
    return choose(f"{amount} 元", f"CNY {amount}")


def typed_wan(value: object) -> object:
    """Fen as one types them, in 万元 without needless zeros; other things stay as typed."""
    if isinstance(value, bool) or not isinstance(value, int):
        return "" if value is None else value
    return f"{Decimal(value) / WAN_FEN:f}"


def number(value: object) -> str:
    """A count or measure with its thousands apart; what is no number as it prints."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, float):
        value = Decimal(str(value))
    return f"{value:,}"


def day(value: date | str | None) -> str:
    """A calendar day: 2024年6月30日 or 30 June 2024; a text that is no date stays itself."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, datetime):
        value = _local(value)
    if in_english():
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime | None) -> str:
    """A day and the time of day in the region's zone."""
    if not isinstance(value, datetime):
        return day(value)
    local = _local(value)
    return f"{day(local.date())}{choose(' ', ', ')}{local:%H:%M}"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def in_days(left: int) -> tuple[str, str]:
    """Words and tone for a deadline so many days away; negative is past."""
    if left < 0:
        late = -left
        return choose(f"已逾期 {late} 天", f"{late} {_days(late)} overdue"), "bad"
    if left == 0:
        return choose("今天截止", "due today"), "warn"
    return choose(f"还有 {left} 天", f"{left} {_days(left)} left"), "warn" if left <= 7 else ""


def _days(count: int) -> str:
    return "day" if count == 1 else "days"


def in_words(unit: str, value: Decimal | int | None) -> tuple[str, str]:
    """A figure's value and the unit people read it in. Units: `fen`, `ratio` or `count`."""
    if value is None:
        return NOTHING, ""
    if unit == "fen":
        if not in_english() and abs(value) >= YI_FEN:
            return rounded(Decimal(value) / YI_FEN), "亿元"
        said = money(int(value)).replace(".00 ", " ").removesuffix(".00")
        if in_english():
            _, amount, *word = said.split(" ")
            return amount, " ".join(("CNY", *word))
        amount, _, word = said.rpartition(" ")
        return amount, word
    if unit == "ratio":
        return f"{Decimal(value) * 100:.1f}", "%"
    return f"{value:,f}", choose("项", "")


def in_short(unit: str, value: Decimal | int | None) -> str:
    """A figure for a small place: 2.74 亿, 7,100 万, 71.0 m. Units: as `in_words`."""
    if unit != "fen" or not value:
        return number(int(value or 0))
    if in_english():
        return f"{rounded(Decimal(value) / (100 * WAN_FEN), '0.1')} m"
    if abs(value) >= YI_FEN:
        return f"{rounded(Decimal(value) / YI_FEN)} 亿"
    return f"{rounded(Decimal(value) / WAN_FEN, '1')} 万"
