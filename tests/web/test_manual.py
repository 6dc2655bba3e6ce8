"""The pages about the instruments: written from the files alone, and current."""

import re
from pathlib import Path

import pytest

from xingmeng import cli, instruments
from xingmeng.engines.instrument import Instrument
from xingmeng.stages.applications.rules import eligibility
from xingmeng.web import manual

FOLDER = Path(__file__).parents[2] / "docs" / "instruments"
each_instrument = pytest.mark.parametrize("one", instruments.every(), ids=lambda i: i.code)


@each_instrument
def test_the_page_is_current(one: Instrument):
    """If not: `xingmeng docs` writes it anew."""
    assert (FOLDER / f"{one.code}.md").read_text(encoding="utf-8") == manual.page(one)


def test_there_is_a_page_for_each_instrument_and_no_other():
    pages = {path.stem for path in FOLDER.glob("*.md")}

    assert pages == {"README", *(one.code for one in instruments.every())}


def test_the_index_leads_to_every_page_and_is_current():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert text == manual.index()
    assert [one.code for one in instruments.every() if f"({one.code}.md)" not in text] == []


@each_instrument
def test_a_page_says_all_of_it_in_both_languages(one: Instrument):
    text = manual.page(one)

    assert one.title.zh in text and one.title.en in text
    assert all(cited in text for cited in one.cites)
    assert all(pledge.en in text for pledge in one.pledge)
    assert text.count("```mermaid") == len(one.flows)


@each_instrument
def test_every_state_and_every_move_is_in_the_diagrams(one: Instrument):
    drawn = set(re.findall(r"^    (\w+) --> (\w+): ", manual.page(one), re.MULTILINE))

    for flow in one.flows:
        assert {(b, move.after) for move in flow.moves for b in move.before} <= drawn


def test_whoever_may_apply_is_said_in_words():
    assert set(eligibility.ELIGIBILITY) <= set(eligibility.WORDS)


def test_the_command_writes_the_pages(tmp_path: Path, capsys):
    assert cli.main(["docs", str(tmp_path / "pages")]) == cli.DONE

    written = {path.stem for path in (tmp_path / "pages").glob("*.md")}
    assert written == {"README", *(one.code for one in instruments.every())}


def test_a_folder_that_cannot_be_written_is_bad_input(tmp_path: Path, capsys):
    (tmp_path / "pages").write_text("in the way", encoding="utf-8")

    assert cli.main(["docs", str(tmp_path / "pages")]) == cli.BAD_INPUT
