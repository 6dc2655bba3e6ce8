"""What a typed line means: amounts, measures and days. Pure; no limit is set here."""

import re
import unicodedata
from datetime import date

WAN_FEN = 1_000_000  # ten thousand yuan
DECIMAL = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?")
_AMOUNT = re.compile(r"(\d{1,11})(?:\.(\d{1,6}))?")
_DAY = re.compile(r"([12]\d{3})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def fen(raw: str) -> int | str:
    """Ten-thousands of yuan as whole fen, without floating point; other text as it is.

    Units:  万元 with up to 6 decimals in, fen out. Errors: none.
    """
    match = _AMOUNT.fullmatch(raw.replace(",", "").replace("，", ""))
    if not match:
        return raw
    return int(match[1]) * WAN_FEN + int((match[2] or "").ljust(6, "0"))


def wan(amount_fen: int) -> str:
    """Fen as one types them: 万元 without needless zeros. Errors: none."""
    whole, rest = divmod(abs(amount_fen), WAN_FEN)
    decimals = f".{rest:06d}".rstrip("0").rstrip(".")
    return f"{'-' if amount_fen < 0 else ''}{whole}{decimals}"


def measure(raw: str) -> str:
    """A number as people paste it: wide digits, thousands apart, a percent sign behind.

    Errors: none; other text as it is.
    """
    narrow = _THOUSANDS.sub("", unicodedata.normalize("NFKC", raw))
    plain = narrow.removesuffix("%").strip()
    return plain if DECIMAL.fullmatch(plain) else raw


def day(raw: str) -> str:
    """A day as people write it: 2024-6-3, 2024/06/03, 2024.6.3, 20240603, 2024年6月3日.

    Errors: none; other text as it is.
    """
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", raw))
    if not match:
        return raw
    year, month, number = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return raw
