"""Codes in addresses: every key has one, every code one key, and none tells of another."""

import re

import pytest
from django.http import Http404
from django.urls import URLResolver, get_resolver, resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.core import codes
from xingmeng.core.addresses import key_posted

KEYS = st.integers(0, codes.MOST - 1)


@given(KEYS, st.sampled_from(["application", "award"]))
def test_what_is_shown_reads_back(pk, table):
    code = codes.shown(table, pk)

    assert re.fullmatch(codes.PATTERN, code)
    assert codes.read(table, code) == pk


@given(st.text(codes.LETTERS, min_size=8, max_size=8))
def test_every_code_stands_for_one_key(letters):
    code = f"{letters[:4]}-{letters[4:]}"

    assert codes.shown("round", codes.read("round", code)) == code


def test_keys_in_a_row_have_codes_far_apart():
    shown = [codes.shown("application", pk) for pk in range(4000)]
    begins = [code[:2] for code in shown]

    assert len(set(shown)) == 4000
    assert shown != sorted(shown)
    assert max(begins.count(two) for two in set(begins)) < 20  # 4 of each, were it mere chance


def test_the_same_key_has_another_code_in_another_table_and_on_another_server(settings):
    here = {codes.shown("application", 7), codes.shown("award", 7)}
    settings.SECRET_KEY = "another"

    assert len(here | {codes.shown("application", 7)}) == 3


@pytest.mark.parametrize("said", ["", "7", "abcd-abc", "abcdabcd", "ABCD-ABCD", "abcd-abcu"])
def test_what_is_no_code_stands_for_nothing(said):
    assert codes.chosen("award", said) is None


def test_there_is_no_code_beyond_the_last():
    with pytest.raises(ValueError):
        codes.shown("award", codes.MOST)


def patterns(resolver, before: str = ""):
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        yield from patterns(entry, route) if isinstance(entry, URLResolver) else [route]


def test_no_address_shows_a_key_as_it_is():
    shown = [route for route in patterns(get_resolver()) if "<int:" in route]

    assert [r for r in shown if re.findall(r"<int:(\w+)>", r) != ["number"]] == []


def test_a_case_of_any_kind_stands_with_its_kind():
    address = reverse("move", args=[("technology_contract", 5), "file"])

    assert address == f"/move/technology_contract/{codes.shown('technologycontract', 5)}/file/"
    assert resolve(address).kwargs == {"case": ("technology_contract", 5), "name": "file"}


@pytest.mark.parametrize("said", ["", "x", "-1", "1.5", "9" * 19, "１２x"])
def test_what_is_posted_as_a_key_and_is_none_is_not_found(rf, said: str):
    with pytest.raises(Http404):
        key_posted(rf.post("/", {"of": said}), "of")


def test_a_posted_key_is_read(rf):
    assert key_posted(rf.post("/", {"of": "17"}), "of") == 17
