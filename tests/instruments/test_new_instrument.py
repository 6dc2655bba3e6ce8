"""An instrument of one's own is a file in a package: no other edit, no migration."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import xingmeng
from xingmeng import instruments

FOLDER = Path(xingmeng.__file__).parent / "instruments"
PROJECT = Path(__file__).parents[2]
PACKAGE = "instruments_of_our_own"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a package that declares one instrument more."""
    package = tmp_path / PACKAGE
    package.mkdir()
    (package / "__init__.py").write_text('"""Ours."""\n', encoding="utf-8")
    declared = (FOLDER / "key_laboratory.py").read_text(encoding="utf-8")
    ours = declared.replace('"key_laboratory"', '"herders_station"')
    (package / "herders_station.py").write_text(
        ours.replace('"自治区重点实验室"', '"牧民科技服务站"'), encoding="utf-8"
    )
    return tmp_path


def run(own: Path, *command: str) -> subprocess.CompletedProcess:
    """A command in a process of its own that knows the package."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("PYTEST")},
        "PYTHONPATH": os.pathsep.join([str(own), str(PROJECT / "src"), str(PROJECT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "XINGMENG_INSTRUMENTS": PACKAGE,
        "XINGMENG_HOME": str(own / "home"),
    }
    for chosen in ("XINGMENG_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(chosen, None)
    return subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_it_appears_among_the_instruments(own: Path):
    listing = (
        "from xingmeng.config import settings; from xingmeng import instruments;"
        "print(*(one.code for one in instruments.every()))"
    )

    found = run(own, "-c", listing)

    known = [one.code for one in instruments.every()]
    assert found.stdout.split() == sorted([*known, "herders_station"]), found.stderr


def test_it_has_its_page(own: Path):
    done = run(own, "-m", "xingmeng.cli", "docs", str(own / "pages"))

    page = (own / "pages" / "herders_station.md").read_text(encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert page.startswith("# 牧民科技服务站")
    assert "stateDiagram-v2" in page


@pytest.mark.slow
def test_it_is_held_to_everything_that_holds_for_the_others(own: Path):
    taking = f"from xingmeng import instruments\n\ninstruments.include({PACKAGE!r})\n"
    (own / "taking_it_in.py").write_text(taking, encoding="utf-8")  # tests drop settings
    asked = ("-m", "pytest", "tests/instruments", "-k", "herders_station", "-q", "-n", "0")

    done = run(own, *asked, "-p", "no:cacheprovider", "-p", "taking_it_in")

    assert done.returncode == 0, done.stdout[-2000:]
    assert int(done.stdout.split(" passed")[0].split()[-1]) > 20


def test_a_package_is_taken_in_once_and_a_code_is_declared_once(own: Path, monkeypatch):
    monkeypatch.syspath_prepend(str(own))
    monkeypatch.setattr(instruments, "_BY_CODE", dict(instruments._BY_CODE))

    instruments.include(PACKAGE)
    instruments.include(PACKAGE)

    assert instruments.get("herders_station").title.zh == "牧民科技服务站"
    (own / PACKAGE / "zone.py").write_text(
        (FOLDER / "zone.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="'zone'"):
        instruments.include(PACKAGE)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
