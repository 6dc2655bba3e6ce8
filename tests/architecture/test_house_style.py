"""House rules that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

import xingmeng

ROOT = Path(xingmeng.__file__).parent
PROJECT = Path(__file__).parents[2]
MODULES = sorted(p for p in ROOT.rglob("*.py") if "migrations" not in p.parts)
TESTS = sorted((PROJECT / "tests").rglob("*.py"))
TEMPLATES = sorted(ROOT.rglob("*.html"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
PROMISING = ("actions", "queries")  # parts of a stage whose functions promise something
FORBIDDEN = {
    *("utils", "helpers", "common", "base", "misc", "manager", "service", "handler"),
    *("processor", "data", "info"),
}
FACES = ("web", "demo", "cli")
HANDLER = re.compile(r"""<[^>]*\s(on[a-z]+|style)\s*=""")
BARE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE)


def name_of(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def floor_of(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


def is_part(path: Path, *names: str) -> bool:
    """Whether a file is that part of a stage, or of a package that is it."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return len(parts) > 2 and parts[0] == "stages" and parts[2] in names


def public(body: list[ast.stmt]) -> list[ast.FunctionDef]:
    """Public functions, and the public methods of public classes."""
    found = []
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found += public(node.body)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            found.append(node)
    return found


def is_property(node: ast.FunctionDef) -> bool:
    return "property" in {ast.unparse(d) for d in node.decorator_list}


def functions(paths: list[Path]) -> list:
    return [
        pytest.param(node, id=f"{name_of(path)}:{node.name}")
        for path in paths
        for node in public(TREES[path].body)
        if not is_property(node)
    ]


PURE = [path for path in MODULES if floor_of(path) in ("engines", "law")]
PROMISES = [path for path in MODULES if is_part(path, *PROMISING)]
each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=name_of)


# --- sizes and names ------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES + TESTS, ids=name_of)
def test_no_module_is_longer_than_400_lines(path: Path):
    assert path.read_text(encoding="utf-8").count("\n") <= 400


@each_template
def test_no_template_is_longer_than_120_lines(path: Path):
    assert path.read_text(encoding="utf-8").count("\n") <= 120


def test_a_file_name_says_its_duty():
    named = {path: path.stem.strip("_").rstrip("s") for path in MODULES}
    folders = {path.parent: path.parent.name.rstrip("s") for path in MODULES}
    vague = FORBIDDEN | {name.rstrip("s") for name in FORBIDDEN}

    assert [name_of(p) for p, name in (named | folders).items() if name in vague] == []


# --- what is said ---------------------------------------------------------------------------


@each_module
def test_every_module_says_its_duty(path: Path):
    assert (ast.get_docstring(TREES[path]) or "").strip()


@pytest.mark.parametrize("function", functions(PURE))
def test_pure_functions_say_what_they_raise(function: ast.FunctionDef):
    assert "Errors:" in (ast.get_docstring(function) or "")


@pytest.mark.parametrize("function", functions(PROMISES))
def test_actions_and_queries_say_what_they_promise(function: ast.FunctionDef):
    assert (ast.get_docstring(function) or "").strip()


@pytest.mark.parametrize("path", MODULES + TESTS, ids=name_of)
def test_every_suppression_gives_its_reason(path: Path):
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = [line for line in lines if re.search(r"#\s*(noqa|type:\s*ignore)", line)]

    assert [line.strip() for line in marked if not re.search(r"#.* -- \S", line)] == []


def test_the_glossary_has_words():
    text = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8")

    assert [line for line in text.splitlines() if re.match(r"\|.*[\u4e00-\u9fff].*\|", line)]


# --- templates ------------------------------------------------------------------------------


@each_template
def test_a_template_carries_no_script_and_no_style_of_its_own(path: Path):
    text = path.read_text(encoding="utf-8")

    assert HANDLER.findall(text) == []
    assert BARE_SCRIPT.findall(text) == []
    assert "<style" not in text.lower()
    assert "javascript:" not in text.lower()


# --- who may know tables --------------------------------------------------------------------


def imported(tree: ast.Module) -> set[str]:
    """The modules a file names in its imports, those inside functions too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {
                str(node.module)
            }
    return found


@pytest.mark.parametrize(
    "path", [path for path in MODULES if floor_of(path) in FACES], ids=name_of
)
def test_no_face_touches_a_stages_tables(path: Path):
    tables = re.compile(r"xingmeng\.stages\.\w+\.models\b")

    assert [name for name in imported(TREES[path]) if tables.match(name)] == []


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if is_part(p, "views")],
    ids=name_of,
)
def test_no_view_touches_a_table(path: Path):
    assert [name for name in imported(TREES[path]) if ".models" in name] == []


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p != ROOT / "core" / "clock.py"], ids=name_of
)
def test_only_the_one_clock_reads_the_time(path: Path):
    read = re.compile(r"\b(date\.today|datetime\.(now|utcnow)|timezone\.now|time\.time)\(")

    assert read.findall(path.read_text(encoding="utf-8")) == []
