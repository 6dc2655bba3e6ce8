"""What holds for every instrument, present and future: a new file is tested on arrival."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import xingmeng
from xingmeng import instruments
from xingmeng.core.roles import ROLES
from xingmeng.engines import forms, ledger
from xingmeng.engines.forms import Field, Question, Section, Table
from xingmeng.engines.instrument import Instrument
from xingmeng.engines.values import Text, yuan
from xingmeng.law import open_challenge
from xingmeng.law.documents import citations

SOURCE = Path(xingmeng.__file__).parent
FOLDER = SOURCE / "instruments"
FILES = sorted(p for p in FOLDER.glob("*.py") if p.stem != "__init__")
SECTIONS = sorted(p for p in (FOLDER / "sections").glob("*.py") if p.stem != "__init__")
LAW_DAY = date(2024, 6, 30)
OFFERED_BY_THE_CALL = {"direction"}
each_instrument = pytest.mark.parametrize("one", instruments.every(), ids=lambda i: i.code)
CONTRACTED = [one for one in instruments.every() if one.ends_in == "contract"]
each_contracted = pytest.mark.parametrize("one", CONTRACTED, ids=lambda i: i.code)
each_file = pytest.mark.parametrize("path", FILES + SECTIONS, ids=lambda p: p.stem)


def whole_forms(one: Instrument) -> dict[str, tuple[Section, ...]]:
    """Every form of an instrument: its own, and what its moves ask."""
    asked = {
        f"{flow.kind}.{move.name}": move.asks
        for flow in one.flows
        for move in flow.moves
        if move.asks
    }
    return {**one.forms, **asked}


def questions_of(sections: tuple[Section, ...]) -> Iterator[Question]:
    """Every question, and every column of a table."""
    for question in forms.questions(sections).values():
        yield question
        if isinstance(question, Table):
            yield from question.columns


def every_question(one: Instrument) -> list[Question]:
    return [q for sections in whole_forms(one).values() for q in questions_of(sections)]


def texts_of(value: object) -> Iterator[Text]:
    """Every Text anywhere inside a declaration."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, dict):
        yield from texts_of(tuple(value.values()))
    elif hasattr(value, "__dataclass_fields__"):
        yield from texts_of(tuple(getattr(value, f) for f in value.__dataclass_fields__))


# --- the registry ---------------------------------------------------------------------------


def test_every_file_is_an_instrument_named_like_it():
    assert [one.code for one in instruments.every()] == [path.stem for path in FILES]


def test_get_finds_each_by_its_code_and_no_other():
    assert [instruments.get(one.code) for one in instruments.every()] == instruments.every()
    with pytest.raises(KeyError):
        instruments.get("lottery")


def test_a_new_file_is_an_instrument_without_any_other_edit(tmp_path: Path):
    (tmp_path / "xingmeng").mkdir()
    shutil.copy(SOURCE / "__init__.py", tmp_path / "xingmeng")
    for floor in ("engines", "law", "instruments"):
        shutil.copytree(SOURCE / floor, tmp_path / "xingmeng" / floor)
    declared = (FOLDER / "open_challenge.py").read_text(encoding="utf-8")
    added = tmp_path / "xingmeng" / "instruments" / "horse_race.py"
    added.write_text(declared.replace('"open_challenge"', '"horse_race"'), encoding="utf-8")

    listing = "from xingmeng import instruments\nfor i in instruments.every(): print(i.code)"
    found = subprocess.run(
        [sys.executable, "-c", listing],
        env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout.split() == sorted([*(path.stem for path in FILES), "horse_race"])


# --- what it is and rests on ----------------------------------------------------------------


@each_instrument
def test_an_instrument_has_a_plain_code(one: Instrument):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", one.code)


@each_instrument
def test_an_instrument_cites_what_it_rests_on(one: Instrument):
    assert one.cites
    assert all(cited.strip() for cited in one.cites)
    assert all(kind.cites and all(c.strip() for c in kind.cites) for kind in one.kinds)


@each_instrument
def test_what_an_instrument_cites_stands_in_the_library(one: Instrument):
    moves = [cited for flow in one.flows for move in flow.moves for cited in move.cites]
    kinds = [cited for kind in one.kinds for cited in kind.cites]

    for source in (*one.cites, *kinds, *moves):
        assert all(cited.resolves for cited in citations(source)), source


@each_instrument
def test_what_is_no_law_is_named_and_explained(one: Instrument):
    assert set(one.uncertain) <= set(Instrument.__dataclass_fields__)
    assert all(why.strip() for why in one.uncertain.values())
    assert [name for name in one.uncertain if not getattr(one, name)] == []


@each_instrument
def test_everything_a_reader_sees_is_in_both_languages(one: Instrument):
    found = list(texts_of(one))

    assert found
    assert [t for t in found if not t.zh.strip() or not t.en.strip()] == []
    assert [t for t in found if re.search(r"[\u4e00-\u9fff]", t.en)] == []


@each_instrument
def test_the_terms_leave_time(one: Instrument):
    terms = {name: getattr(one.terms, name) for name in one.terms.__dataclass_fields__}

    assert {n: value for n, value in terms.items() if value is not None and value < 1} == {}


@each_instrument
def test_an_applicant_can_read_what_is_required_and_pledged(one: Instrument):
    assert one.eligibility
    assert len(set(one.eligibility)) == len(one.eligibility)
    assert one.pledge


# --- marks and money ------------------------------------------------------------------------


@each_instrument
def test_criteria_weigh_100_and_are_marked_by_someone(one: Instrument):
    reviewed = "in_review" in {state.name for state in one.flow("application").states}
    assert sum(c.weight for c in one.criteria) == (100 if reviewed else 0)
    assert all(c.weight > 0 and c.by in ROLES for c in one.criteria)
    assert len({c.name for c in one.criteria}) == len(one.criteria)


@each_instrument
def test_instalments_are_of_what_ends_under_contract(one: Instrument):
    assert bool(one.instalments) == (one.ends_in == "contract")


@each_contracted
def test_instalments_pay_100_percent_in_order_the_last_after_acceptance(one: Instrument):
    assert sum(i.share_pct for i in one.instalments) == 100
    assert all(i.share_pct > 0 for i in one.instalments)
    assert [i.number for i in one.instalments] == list(range(1, len(one.instalments) + 1))
    assert one.instalments[-1].milestone == "acceptance"
    assert len({i.milestone for i in one.instalments}) == len(one.instalments)


@each_contracted
def test_instalments_lose_no_fen(one: Instrument):
    for support in (yuan(6_000_000), 1, 99, 333_333_333):
        assert sum(ledger.split(support, [i.share_pct for i in one.instalments])) == support


def test_the_open_challenge_pays_as_the_worked_example():
    shares = [i.share_pct for i in instruments.get("open_challenge").instalments]

    parts = ledger.split(yuan(6_000_000), shares)

    assert parts == [yuan(2_400_000), yuan(1_800_000), yuan(1_800_000)]  # domain 5.6


@each_instrument
def test_every_kind_is_supported_by_a_rule_of_law_and_paid_to_a_party(one: Instrument):
    for kind in one.kinds:
        support = open_challenge.support(yuan(10_000_000), rule=kind.support_rule, on=LAW_DAY)

        assert 0 < support.amount_fen <= support.cap.value
        assert kind.paid_to in ("issuer", "bidder")
        assert one.variety(kind.name) == kind


# --- forms ----------------------------------------------------------------------------------


@each_instrument
def test_no_form_asks_two_questions_of_one_name(one: Instrument):
    for sections in whole_forms(one).values():
        assert forms.questions(sections)
        assert len({section.name for section in sections}) == len(sections)


@each_instrument
def test_no_table_has_two_columns_of_one_name(one: Instrument):
    for table in (q for q in every_question(one) if isinstance(q, Table)):
        assert len({c.name for c in table.columns}) == len(table.columns) > 0
        assert 0 <= table.min_rows <= table.max_rows


@each_instrument
def test_question_names_are_plain(one: Instrument):
    names = {q.name for q in every_question(one)}

    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []


@each_instrument
def test_a_question_to_choose_from_has_something_to_choose(one: Instrument):
    for question in (q for q in every_question(one) if isinstance(q, Field)):
        known = [code for code, _ in question.options]
        if question.name in OFFERED_BY_THE_CALL:
            continue
        assert bool(known) == (question.kind in ("choice", "choices")), question.name
        assert len(set(known)) == len(known)


@each_instrument
def test_every_text_has_a_length_and_every_sum_a_name_in_fen(one: Instrument):
    for question in (q for q in every_question(one) if isinstance(q, Field)):
        if question.kind in ("text", "longtext"):
            assert question.max_chars, question.name
        assert question.name.endswith("_fen") == (question.kind == "money")
        assert question.name.endswith("_on") == (question.kind == "date")


@each_instrument
def test_no_file_is_a_required_answer(one: Instrument):
    """Files are kept beside the answers: a form that required one would never be complete."""
    files = [q for q in every_question(one) if q.kind == "file"]

    assert [q.name for q in files if q.required] == []


@each_instrument
def test_the_kinds_a_form_offers_are_those_of_the_instrument(one: Instrument):
    asked = forms.questions(one.forms["need"]) if "need" in one.forms else {}
    offered = {code for code, _ in asked["kind"].options} if "kind" in asked else set()

    assert offered in (set(), {kind.name for kind in one.kinds})


# --- the files only declare -----------------------------------------------------------------

DECLARING = (
    ast.Module | ast.Import | ast.ImportFrom | ast.alias | ast.Assign | ast.Expr | ast.Call
    | ast.keyword | ast.Name | ast.Attribute | ast.Constant | ast.Tuple | ast.Dict | ast.Load
    | ast.Store
)  # fmt: skip
VOCABULARY = {
    "Ranking",
    "Review",
    *("Certificate", "Criterion", "Field", "Flow", "Instalment", "Instrument", "Kind"),
    *("Move", "Race"),
    *("Section", "State", "Table", "Terms", "Text", "yuan"),
}


@each_file
def test_a_file_only_declares(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    logic = [node for node in ast.walk(tree) if not isinstance(node, DECLARING)]
    called = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}

    assert [f"line {n.lineno}: {ast.unparse(n)}" for n in logic] == []
    assert called <= VOCABULARY


@each_file
def test_a_file_begins_with_its_sentence_and_imports_only_declarations(path: Path):
    docstring, *rest = ast.parse(path.read_text(encoding="utf-8")).body

    assert isinstance(docstring, ast.Expr)
    assert isinstance(docstring.value, ast.Constant)
    assert all(isinstance(node, ast.ImportFrom | ast.Assign) for node in rest)
    for node in (node for node in rest if isinstance(node, ast.ImportFrom)):
        assert str(node.module).startswith(("xingmeng.engines.", "xingmeng.instruments."))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_an_instrument_file_is_one_declaration_of_200_lines_at_most(path: Path):
    text = path.read_text(encoding="utf-8")
    assigned = [node for node in ast.parse(text).body if isinstance(node, ast.Assign)]

    assert [ast.unparse(node.targets[0]) for node in assigned] == ["INSTRUMENT"]
    assert text.count("\n") <= 200
