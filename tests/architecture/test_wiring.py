"""What is named as plain text is there: checks, effects, rules, indicators, words, places."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

import xingmeng
from xingmeng import instruments
from xingmeng.core import move as moves
from xingmeng.core import papers
from xingmeng.engines.instrument import Instrument
from xingmeng.stages.applications.rules.eligibility import ELIGIBILITY
from xingmeng.stages.indicators import queries as indicators
from xingmeng.web import reactions, senders, words

ROOT = Path(xingmeng.__file__).parent
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.rglob("*.py"))
    if "migrations" not in path.parts
}
COMPLAINTS = (
    ROOT / "engines" / "forms.py"
)  # here a finding is (code, values) until it has a place
each_subject = pytest.mark.parametrize("about", moves.subjects(), ids=lambda s: s.kind)
each_instrument = pytest.mark.parametrize("one", instruments.every(), ids=lambda i: i.code)


# --- cases ----------------------------------------------------------------------------------


def test_every_kind_of_case_that_is_told_by_mail_knows_whom_it_concerns():
    assert {kind for kind, _ in reactions.TOLD} == set(senders.CONCERNED)


@each_subject
def test_every_check_a_move_names_is_there_and_every_check_is_named(about: moves.Subject):
    named = {check for f in about.every_flow() for move in f.moves for check in move.checks}

    assert named == set(about.checks)


@each_subject
def test_every_effect_belongs_to_a_move(about: moves.Subject):
    declared = {move.name for flow in about.every_flow() for move in flow.moves}

    assert set(about.effects) <= declared


@each_subject
def test_every_flow_of_a_kind_is_of_that_kind(about: moves.Subject):
    assert {flow.kind for flow in about.every_flow()} == {about.kind}


@each_instrument
def test_every_flow_of_an_instrument_moves_a_kind_of_case(one: Instrument):
    assert {flow.kind for flow in one.flows} <= {about.kind for about in moves.subjects()}


@each_instrument
def test_every_eligibility_rule_and_indicator_of_an_instrument_is_there(one: Instrument):
    assert set(one.eligibility) <= set(ELIGIBILITY)
    assert one.indicators
    assert [indicators.definition(code).code for code in one.indicators] == [*one.indicators]
    assert len(set(one.indicators)) == len(one.indicators)


def test_every_move_told_by_mail_is_there():
    declared = {
        (about.kind, name)
        for about in moves.subjects()
        for flow in about.every_flow()
        for name in ("begin", *(move.name for move in flow.moves))
    }

    assert sorted(reactions.TOLD - declared) == []


# --- papers -----------------------------------------------------------------------------------


@each_subject
def test_a_move_signs_a_paper_of_its_kind_with_authority_and_the_password(about: moves.Subject):
    signing = [move for flow in about.every_flow() for move in flow.moves if move.signs]

    assert [move.name for move in signing if not move.confirm or not about.authority_of] == []
    assert {papers.kind_of(move.signs).kind for move in signing} <= {about.kind}


@pytest.mark.parametrize("kind", papers.kinds(), ids=lambda kind: kind.name)
def test_a_paper_is_about_a_case_and_has_its_template_and_title(kind: papers.PaperKind):
    assert moves.subject(kind.kind)
    assert kind.template.is_file()
    assert kind.title.zh.strip()
    assert kind.title.en.strip()


def test_every_series_of_numbers_has_its_characters():
    called = [n for tree in TREES.values() for n in ast.walk(tree) if isinstance(n, ast.Call)]
    made = [n for n in called if ast.unparse(n.func).split(".")[-1] == "file_number"]

    assert len(made) > 5
    assert {ast.literal_eval(n.args[0]) for n in made} <= set(settings.REGION["documents"])


# --- words of findings ----------------------------------------------------------------------


def literals(node: ast.expr) -> list[str | None]:
    """The texts an expression may be; None for what is worked out."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [node.value if isinstance(node, ast.Constant) else None]


def is_finding(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Finding"


def codes_of(tree: ast.Module) -> list[str | None]:
    calls = [node for node in ast.walk(tree) if is_finding(node)]
    return [code for call in calls for code in literals(call.args[0])]


def complaints() -> set[str | None]:
    pairs = [n for n in ast.walk(TREES[COMPLAINTS]) if isinstance(n, ast.Tuple)]
    pairs = [n for n in pairs if len(n.elts) == 2 and isinstance(n.elts[1], ast.Dict)]
    return {code for pair in pairs for code in literals(pair.elts[0])}


def test_every_finding_says_its_code_as_plain_text():
    unread = [p.name for p, t in TREES.items() if None in codes_of(t) and p != COMPLAINTS]

    assert unread == []
    assert None not in complaints()


def test_every_finding_has_words_and_no_words_are_idle():
    found = {code for tree in TREES.values() for code in codes_of(tree)} | complaints()

    assert sorted(found - {None} - set(words.FINDINGS)) == []
    assert sorted(set(words.FINDINGS) - found) == []


@pytest.mark.parametrize("code", words.FINDINGS)
def test_the_words_of_a_finding_speak_both_languages_of_the_same_things(code: str):
    said = words.FINDINGS[code]

    assert said.zh.strip()
    assert said.en.strip()
    assert places_in(said.zh) == places_in(said.en)


def places_in(said: str) -> set[str]:
    found: set[str] = set()

    class Names(dict):
        def __missing__(self, name: str) -> str:
            found.add(name)
            return ""

    said.format_map(Names())
    return found


@pytest.mark.parametrize("code", words.FINDINGS)
def test_what_the_words_speak_of_is_given_with_the_finding(code: str):
    given = [
        (path.name, keys)
        for path, tree in TREES.items()
        for keys in values_given(tree, code)
        if not places_in(words.FINDINGS[code].zh) <= keys
    ]

    assert given == []


@cache
def written_in(tree: ast.Module) -> list[tuple[list[str | None], list[ast.expr]]]:
    """The codes of every finding or complaint, and what stands beside them."""
    written = [(n.args[0], n.args[1:]) for n in ast.walk(tree) if is_finding(n)]
    written += [
        (n.elts[0], n.elts[1:])
        for n in ast.walk(tree)
        if isinstance(n, ast.Tuple) and len(n.elts) == 2 and isinstance(n.elts[1], ast.Dict)
    ]
    return [(literals(first), values) for first, values in written]


def values_given(tree: ast.Module, code: str) -> list[set[str]]:
    """The names of the values beside this code, where they are written out on the spot."""
    found = [values for codes, values in written_in(tree) if code in codes]
    plain = [v for v in found if not v or isinstance(v[0], ast.Dict)]
    return [
        {k.value for k in v[0].keys if isinstance(k, ast.Constant)} if v else set()
        for v in plain
    ]


# --- tables ---------------------------------------------------------------------------------


def owned() -> dict[str, int]:
    """The place of every app in the lifecycle: core stands before all stages."""
    return {"core": -1} | {label: place for place, label in enumerate(settings.STAGES)}


def links() -> list:
    return [
        pytest.param(field, id=f"{model._meta.label}.{field.name}")
        for label in owned()
        for model in apps.get_app_config(label).get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and field.related_model is not None
    ]


@pytest.mark.parametrize("field", links())
def test_no_table_points_to_a_later_stage(field):
    place = owned()
    other = field.related_model._meta.app_label

    assert place.get(other, -1) <= place[field.model._meta.app_label]


def test_every_stage_of_the_tree_is_in_the_lifecycle():
    folders = {p.name for p in (ROOT / "stages").iterdir() if (p / "apps.py").exists()}

    assert folders == set(settings.STAGES)
