"""Texts of letters: versions, placeholders, faults; nothing is lost, nothing issued changes."""

import pytest

from tests import factories, thread
from xingmeng.core import letters, papers
from xingmeng.core.models import LetterText

pytestmark = pytest.mark.django_db
DECISION = letters.get("decision")


def codes(body: str, letter: letters.Letter = DECISION) -> list[str]:
    return [finding.code for finding in letters.check(letter, body)]


@pytest.mark.parametrize("letter", letters.every(), ids=lambda one: one.name)
def test_the_first_text_of_every_letter_is_in_order_and_its_example_fills_it(letter):
    values = {**letter.example, "date": "2024年6月30日"}

    filled = letters.fill(letter, letter.body, values)

    assert codes(letter.body, letter) == []
    assert "{" not in filled
    assert "——" not in filled  # the example has every placeholder
    assert set(letter.places) <= set(letter.example)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("{project}由{揭榜方}承担，{date}。", []),
        ("{ project }", []),
        ("", ["answer_needed"]),
        ("{projekt}", ["placeholder_misspelt"]),
        ("{qqq}和{项目名}", ["placeholder_unknown", "placeholder_misspelt"]),
        ("{}", ["placeholder_unknown"]),
        ("{project", ["brace_alone"]),
        ("project}", ["brace_alone"]),
        ("{project}}", ["brace_alone"]),
        ("字" * 4001, ["too_long"]),
    ],
)
def test_faults_of_a_text_are_all_found(body, found):
    assert codes(body) == found


def test_a_misspelt_placeholder_is_told_the_nearest():
    (finding,) = letters.check(DECISION, "{projekt}")

    assert finding.values["near"] == "project"


def test_filling_replaces_and_never_runs_what_stands_in_braces():
    body = "{project}：{揭榜方}，{support}"

    said = letters.fill(DECISION, body, {"project": "{bidder}", "bidder": "甲", "support": ""})

    assert said == "{bidder}：甲，——"


def test_saving_keeps_every_version_and_the_next_letter_uses_the_newest():
    officer = factories.who("officer")
    assert letters.current("decision") == DECISION.body

    for body in ("一：{project}", "二：{project}"):
        letters.save("decision", body, actor=officer)
    letters.save("decision", letters.text_of("decision", 1), actor=officer)

    rows = letters.versions("decision")
    assert [(row.version, row.body) for row in rows] == [
        (3, "一：{project}"),
        (2, "二：{project}"),
        (1, "一：{project}"),
    ]
    assert letters.current("decision") == "一：{project}"
    assert letters.text_of("decision", 0) == DECISION.body
    with pytest.raises(LookupError):
        letters.text_of("decision", 4)


def test_a_letter_that_was_issued_stays_as_it_is():
    story = thread.thread_until("confirmed")
    paper = papers.latest("decision", story.award)
    before = papers.render(paper)

    letters.save("decision", "改：{project}", actor=factories.who("officer"))

    assert papers.render(papers.latest("decision", story.award)) == before


@pytest.mark.parametrize("username", ["bidder", "chair", "nobody"])
def test_only_officers_write_letters(username):
    actor = factories.who(username)

    act = lambda: letters.save("decision", "{project}", actor=actor)  # noqa: E731 -- one call

    assert factories.refused(act) == ["not_your_move"]
    assert not LetterText.objects.exists()


def test_every_fault_of_a_text_is_refused_at_once_and_nothing_is_kept():
    actor = factories.who("officer")

    found = factories.refused(lambda: letters.save("decision", "{x}{", actor=actor))

    assert found == ["placeholder_unknown", "brace_alone"]
