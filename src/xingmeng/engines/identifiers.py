"""The numbers results go by: DOI, patent, software, variety, standard. Form and check digit.

A number in order is brought into one way of writing, so that the same result is found again.
"""

import re
import unicodedata

DOI = re.compile(r"10\.\d{4,9}/[-._;()/:a-z0-9<>\[\]+&=#,]+")
DOI_BEFORE = re.compile(r"(https?://(dx\.|www\.)?doi\.org/|doi:\s*)")
PATENT = re.compile(r"(?:ZL|CN)?(\d{8}|\d{12})\.?([0-9X])")
PATENT_KINDS = {"1": "invention", "2": "utility_model", "3": "design"} | {
    "8": "invention",  # applied for by PCT
    "9": "utility_model",
}
PATENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
SOFTWARE = re.compile(r"(?:19|20)\d{2}SR\d{6,7}")
PLACES = "国京津冀晋蒙辽吉黑沪浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
VARIETIES = (
    re.compile(rf"[{PLACES}](审|引|认|登|品审)[\u4e00-\u9fff]{{1,4}}\d{{7,10}}"),
    re.compile(r"GPD[\u4e00-\u9fff]{1,6}\(\d{4}\)\d{6}"),
    re.compile(r"CNA\d{8,11}(\.[0-9X])?"),
    re.compile(r"\(?农\d{2}\)?新品种证字第\d{1,4}"),
)
STANDARD = re.compile(
    r"((?:GB|DB\d{2,4}|[A-Z]{2,3})(?:/[TZ])?|(?:T|Q)/[A-Z]{2,10}|ISO(?:/[A-Z]{2,3})?|IEC)"
    r"(\d+(?:\.\d+)*)[-:](\d{4})"
)


def doi(raw: str) -> str | None:
    """A DOI as Crossref compares it: without resolver, in lower case. None for another form.

    Errors: none. Source: DOI Handbook 2.4 (case does not count); Crossref's pattern of DOIs.
    """
    bare = DOI_BEFORE.sub("", _plain(raw).lower(), count=1)
    return bare if DOI.fullmatch(bare) else None


def patent(raw: str) -> str | None:
    """A Chinese patent number, ZL, digits, dot and check digit; None if it is none.

    Errors: none. Source: ZC 0006-2003, the number of a patent application; before 2003-10 with
            8 digits.
    """
    found = PATENT.fullmatch(_plain(raw).upper())
    if not found or patent_kind(raw) is None:
        return None
    digits, check = found.groups()
    return f"ZL{digits}.{check}" if check == check_digit(digits) else None


def check_digit(digits: str) -> str:
    """What follows the dot: the weighted sum modulo 11, ten as X.

    Errors: ValueError for what is no digit. Source: ZC 0006-2003.
    """
    rest = sum(int(d) * w for d, w in zip(digits, PATENT_WEIGHTS, strict=False)) % 11
    return "X" if rest == 10 else str(rest)


def patent_kind(raw: str) -> str | None:
    """Which kind of patent a number is of, by its digit of the kind; None for no number.

    Errors: none. Source: ZC 0006-2003.
    """
    found = PATENT.fullmatch(_plain(raw).upper())
    if not found:
        return None
    digits = found.group(1)
    return PATENT_KINDS.get(digits[4] if len(digits) == 12 else digits[2])


def software(raw: str) -> str | None:
    """A registration number of software, 2021SR0123456; None for another form.

    Errors: none. Source: the certificates of the Copyright Protection Center of China.
    """
    bare = _plain(raw).upper()
    return bare if SOFTWARE.fullmatch(bare) else None


def variety(raw: str) -> str | None:
    """The number of a variety: approved, registered, protected or of a breed; None otherwise.

    Errors: none. Source: 主要农作物品种审定办法 (审定编号), 非主要农作物品种登记办法 (GPD),
            植物新品种保护条例 (CNA), 畜禽新品种配套系审定和畜禽遗传资源鉴定办法.
    """
    bare = _plain(raw).upper().removesuffix("号")
    return bare if any(form.fullmatch(bare) for form in VARIETIES) else None


def standard(raw: str) -> str | None:
    """The number of a standard, "DB15/T 2345-2021"; None for another form.

    Errors: none. Source: GB/T 1.1-2020, 国家标准管理办法, 团体标准管理规定.
    """
    found = STANDARD.fullmatch(_plain(raw).upper())
    return f"{found[1]} {found[2]}-{found[3]}" if found else None


def _plain(raw: str) -> str:
    """Without blanks, full-width letters as narrow ones, every dash as one."""
    said = unicodedata.normalize("NFKC", raw)
    return re.sub(r"[‐-―−]", "-", re.sub(r"\s+", "", said))
