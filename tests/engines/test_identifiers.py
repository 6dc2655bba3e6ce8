"""Numbers of results: their forms, one way of writing, and the check digit of a patent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import identifiers


@pytest.mark.parametrize(
    ("read", "raw", "expected"),
    [
        (identifiers.doi, "https://doi.org/10.1016/J.JMMM.2021.1", "10.1016/j.jmmm.2021.1"),
        (identifiers.doi, "doi: 10.1000/182", "10.1000/182"),
        (identifiers.doi, "DOI:10.1002/(SICI)1097-0258(1998)", "10.1002/(sici)1097-0258(1998)"),
        (identifiers.doi, "10.12/short", None),
        (identifiers.doi, "10.1016", None),
        (identifiers.doi, "doi.org/论文", None),
        (identifiers.patent, "ZL 200310102344.5", "ZL200310102344.5"),
        (identifiers.patent, "cn200310102344.5", "ZL200310102344.5"),
        (identifiers.patent, "ＺＬ２００３１０１０２３４４.５", "ZL200310102344.5"),
        (identifiers.patent, "ZL200310102344.6", None),
        (identifiers.patent, "ZL200340102344.5", None),
        (identifiers.patent, "ZL85100001.1", None),
        (identifiers.patent, "CN1234567B", None),
        (identifiers.software, "2021sr0123456", "2021SR0123456"),
        (identifiers.software, "软著登字第1号", None),
        (identifiers.variety, "蒙审玉2021001号", "蒙审玉2021001"),
        (identifiers.variety, "国审稻20210001", "国审稻20210001"),
        (identifiers.variety, "GPD大豆（2021）150001", "GPD大豆(2021)150001"),
        (identifiers.variety, "CNA20161234.5", "CNA20161234.5"),
        (identifiers.variety, "好品种1号", None),
        (identifiers.standard, "DB15/T2345—2021", "DB15/T 2345-2021"),
        (identifiers.standard, "gb/t 22900-2022", "GB/T 22900-2022"),
        (identifiers.standard, "T/NMCIA 001-2023", "T/NMCIA 001-2023"),
        (identifiers.standard, "ISO 9001:2015", "ISO 9001-2015"),
        (identifiers.standard, "DB15 第 3 号", None),
    ],
)  # fmt: skip
def test_a_number_is_read_in_one_way_of_writing_or_not_at_all(read, raw, expected):
    assert read(raw) == expected
    assert expected is None or read(expected) == expected


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("ZL200310102344.5", "invention"),
        ("ZL201820000000.1", "utility_model"),
        ("ZL201930000000.1", "design"),
        ("ZL200480000000.1", "invention"),
        ("ZL03123456.1", "invention"),
        ("ZL200350000000.1", None),
    ],
)
def test_the_digit_of_the_kind_says_which_patent(raw, kind):
    assert identifiers.patent_kind(raw) == kind


@given(
    st.from_regex(r"(19|20)[0-9]{2}[12389][0-9]{7}", fullmatch=True),
    st.integers(0, 11),
    st.integers(1, 9),
)
def test_one_wrong_digit_is_always_found(digits: str, place: int, more: int):
    right = f"ZL{digits}.{identifiers.check_digit(digits)}"
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]

    assert identifiers.patent(right) == right
    assert identifiers.patent(f"ZL{wrong}.{right[-1]}") is None


@given(st.text())
def test_no_text_breaks_a_reader(raw: str):
    for read in (
        identifiers.doi,
        identifiers.patent,
        identifiers.software,
        identifiers.variety,
        identifiers.standard,
    ):
        found = read(raw)
        assert found is None or read(found) == found
