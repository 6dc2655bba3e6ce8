"""What forms cost: the paper as published, the reference case, and what a unit really gets."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests import factories
from tests.factories import moment, source
from xingmeng import instruments
from xingmeng.core.actor import SYSTEM
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import organisation, partners, people
from xingmeng.stages.applications.facts import Knowledge, burden
from xingmeng.stages.applications.rules import effort
from xingmeng.stages.registry import actions as registry

REFERENCE = Path(__file__).parents[4] / "shared" / "reference" / "form-fields.csv"
TODAY = date(2024, 6, 30)
each_instrument = pytest.mark.parametrize("one", instruments.every(), ids=lambda i: i.code)


def ask(kind: str = "text", **more) -> Field:
    return Field(name="it", kind=kind, label=Text("它", "It"), **more)


# --- the paper forms ------------------------------------------------------------------------


def test_the_paper_forms_are_counted_as_published():
    counted = {form: effort.paper_of((form,))[0] for form in "ABCD"}

    assert counted == {"A": 521, "B": 240, "C": 111, "D": 72}
    assert effort.paper_of(("A", "B"))[0] == 761
    assert len(effort.paper_boxes()) == 422


def test_the_weights_give_the_shares_published_for_characters():
    boxes = effort.paper_boxes().items()
    whole = [(b.count * b.characters, b.filled_by) for n, b in boxes if n[0] in "AB"]

    typed = sum(length for length, by in whole if by in "HA")
    assert round(100 * (1 - typed / sum(length for length, _ in whole)), 1) == 36.2


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files lie beside the project")
def test_every_box_is_carried_as_the_reference_has_it():
    with REFERENCE.open(encoding="utf-8", newline="") as handle:
        rows = {f"{r['form']}.{r['field']}": r for r in csv.DictReader(handle)}

    assert list(effort.paper_boxes()) == list(rows)
    for name, box in effort.paper_boxes().items():
        row = rows[name]
        told = (row["type"], row["repeat"], int(row["repeat_n"]), row["source"])
        assert told == (box.kind, box.repeat, box.count, box.filled_by), name


# --- the model ------------------------------------------------------------------------------


def test_a_text_costs_by_its_length_and_a_file_and_a_tick_are_facts():
    text, tick, file = ask("longtext", max_chars=300), ask("tick"), ask("file")

    cost = effort.typed(text) + effort.typed(tick) + effort.typed(file) + effort.signed(2)

    assert (cost.typed, cost.files, cost.texts, cost.characters) == (5, 1, 1, 304)
    assert cost.minutes == pytest.approx(1 + 7.5 + 0.15 + 5 + 6)


def test_the_reference_case_fills_what_its_sources_could_know():
    cases = {
        "filled": ask(filled_from=("organisation:name",)),
        "typed": ask(filled_from=("earlier:it",)),
        "computed": ask(computed="total_fen"),
    }
    for expected, asked in cases.items():
        cost = burden.Reference().field(asked)
        assert getattr(cost, expected) == cost.asked == 1, expected
    for stated in (*burden.STATED, *burden.CHOSEN):
        assert burden.Reference().field(ask(filled_from=(stated,))).typed == 1


def test_a_table_has_the_rows_of_the_reference_case():
    assert burden.rows_of(people.MEMBERS) == 9
    assert burden.rows_of(partners.PARTNERS) == 2
    cost = burden.Reference().table(people.MEMBERS)
    assert (cost.asked, cost.filled, cost.typed) == (54, 27, 27)


@each_instrument
def test_every_case_adds_up(one):
    for case in burden.measure(one, None)["cases"]:
        known = case["filled"] + case["computed"] + case["typed"] + case["corrected"]
        assert known == case["asked"]
        assert case["characters_typed"] >= 0 and case["minutes"] >= 0


def test_the_share_saved_is_of_the_paper_facts():
    case = burden.measure(instruments.get("key_project"), None)["cases"][0]

    assert case["case"] == "reference"
    assert case["paper"]["asked"] == 761
    assert case["saved_share"] == round(1 - case["typed"] / 761, 4)
    assert case["dropped"] == sum(
        effort.paper_boxes()[box].count for box in instruments.get("key_project").dropped
    )


def test_signatures_and_the_choice_of_a_leader_are_typed_facts():
    one = instruments.get("key_project")
    silent = replace(one, flows=())

    with_hands, without = (burden.measure(i, None)["cases"][0]["typed"] for i in (one, silent))

    assert with_hands - without == burden.signatures(one) >= 6
    assert burden.asks_leader(one)


def test_a_payment_needs_no_typed_fact_and_one_confirmation():
    case = burden.measure(instruments.get("rd_subsidy"), None)["cases"][0]

    assert (case["typed"], case["confirmations"]) == (0, 1)


# --- a named unit ---------------------------------------------------------------------------


@pytest.fixture
def home(db):
    with moment("2024-06-30"):
        yield factories.unit("rare")


def knowing(home) -> Knowledge:
    return burden.of_unit(home.credit_code, on=TODAY)


def test_only_what_the_registry_really_gives_counts_as_filled(home):
    asked = organisation.CONTACT_NAME
    assert burden.Held(knowing(home)).field(asked).typed == 1

    told = {"contact_name": "其其格"}
    registry.record_details(home.pk, told, source=source(), on=TODAY, actor=SYSTEM)

    assert burden.Held(knowing(home)).field(asked).filled == 1


def test_an_answer_too_old_is_typed_again(home):
    told, on = {"contact_phone": "1"}, date(2020, 1, 1)
    registry.record_details(home.pk, told, source=source(), on=on, actor=SYSTEM)

    assert burden.Held(knowing(home)).field(organisation.CONTACT_PHONE).typed == 1


def test_a_register_without_an_entry_says_that_there_is_none(home):
    cost = burden.Held(knowing(home)).field(organisation.HNTE_NUMBER)

    assert (cost.asked, cost.typed) == (0, 0)
    needed = replace(organisation.HNTE_NUMBER, required=True)
    assert burden.Held(knowing(home)).field(needed).typed == 1


def test_an_earlier_application_answers_what_was_asked_in_it(home):
    first, second = (burden.Held(knowing(home), earlier=e) for e in ((), ("introduction",)))

    assert first.field(organisation.INTRODUCTION).typed == 1
    assert second.field(organisation.INTRODUCTION).filled == 1


def test_keys_of_registered_units_bring_the_rest_of_their_rows(home):
    factories.unit("shanghai")
    asked = replace(partners.PARTNERS, columns=partners.PARTNERS.columns[:3])

    cost = burden.Held(knowing(home)).table(asked)

    assert (cost.asked, cost.filled) == (6, 2)  # one other unit is registered: name and kind


def test_nobody_has_an_unknown_code(db):
    assert burden.of_unit("91150299MA0DEM9999", on=TODAY) is None


def test_what_goes_on_carries_its_words_and_mends_its_targets():
    carried, anew = ask("longtext"), ask("tick")
    tasks = Table(
        name="tasks", label=Text("任务", "Tasks"), columns=(replace(carried, name="content"),)
    )

    whole = burden.cost_of(
        (
            Section(
                name="s",
                label=Text("s", "s"),
                fields=(replace(anew, name="pledged"), carried, tasks),
            ),
        ),
        burden.Continued(),
    )

    assert (whole.filled, whole.typed, whole.corrected) == (1, 1, 1)


def test_the_measure_prints_as_lines_for_people():
    lines = burden.table([burden.measure(instruments.get("key_project"), None)])

    assert "key_project" in lines[1] and "761" in lines[2]
    assert forms.questions(()) == {}
