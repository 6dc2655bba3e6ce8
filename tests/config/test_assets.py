"""Front-end files are fetched when the lock or the icons changed, and only then. No network."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from xingmeng.config import assets

SPRITE = """<svg xmlns="http://www.w3.org/2000/svg">
  <symbol id="tabler-flag" viewBox="0 0 24 24">
    <path d="M5 5v16"/>
  </symbol>
  <symbol id="tabler-flag-2" viewBox="0 0 24 24"><path d="M1 1"/></symbol>
  <symbol id="tabler-plus" viewBox="0 0 24 24"><path d="M12 5v14"/></symbol>
</svg>
"""


class Npm:
    """Stands for npm: lays down the packages of the lock and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.fails = ""

    def __call__(self, command: list[str], *, cwd: Path, **more) -> subprocess.CompletedProcess:
        self.asked.append(command)
        if self.fails:
            return subprocess.CompletedProcess(command, 1, "", self.fails)
        modules = Path(cwd) / "node_modules"
        files = assets.FILES | ({} if "--omit=dev" in command else assets.FILES_FOR_TESTS)
        for source in files:
            _write(modules / source / "x.woff2" if _is_folder(source) else modules / source)
        _write(modules / assets.SPRITE, SPRITE)
        return subprocess.CompletedProcess(command, 0, "", "")


def _is_folder(source: str) -> bool:
    return source.endswith("/files")


def _write(path: Path, text: str = "body {}\n/*# sourceMappingURL=x.css.map */\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Npm]:
    """A project of its own, with a lock and two icons."""
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "package-lock.json").write_text('{"lockfileVersion": 3}')
    (tmp_path / "icons.txt").write_text("# the icons\nplus\nflag  # a flag\n\n")
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "LOCK", tmp_path / "package-lock.json")
    monkeypatch.setattr(assets, "ICONS", tmp_path / "icons.txt")
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(assets, "_npm", lambda: ["npm"])
    standing = Npm()
    monkeypatch.setattr(assets.subprocess, "run", standing)
    yield standing


def test_the_files_are_fetched_once(npm: Npm):
    assert [assets.ensure(), assets.ensure()] == [True, False]

    assert npm.asked == [["npm", *assets.NPM_CI, "--omit=dev"]]
    assert "--ignore-scripts" in assets.NPM_CI


def test_a_changed_lock_fetches_anew_and_leaves_nothing_old(npm: Npm):
    assets.ensure()
    (assets.VENDOR / "old.js").write_text("")

    assets.LOCK.write_text('{"lockfileVersion": 4}')

    assert assets.ensure() is True
    assert not (assets.VENDOR / "old.js").exists()


def test_another_icon_fetches_anew(npm: Npm):
    assets.ensure()

    assets.ICONS.write_text("flag\nplus\nflag-2\n")

    assert assets.ensure() is True
    assert 'id="tabler-flag-2"' in (assets.VENDOR / "icons.svg").read_text()


def test_a_comment_among_the_icons_fetches_nothing(npm: Npm):
    assets.ensure()

    assets.ICONS.write_text("# other words\nflag\nplus # more\nflag\n")

    assert assets.ensure() is False


def test_what_only_tests_load_is_fetched_for_them_alone(npm: Npm):
    served = assets.ensure(), (assets.VENDOR / "axe.min.js").exists()
    tested = assets.ensure(dev=True), (assets.VENDOR / "axe.min.js").exists()

    assert served == (True, False)
    assert tested == (True, True)
    assert assets.ensure(dev=True) is assets.ensure() is False
    assert "--omit=dev" not in npm.asked[-1]


def test_an_installed_wheel_has_no_lock_and_fetches_nothing(npm: Npm):
    assets.LOCK.unlink()

    assert assets.ensure() is False
    assert npm.asked == []


def test_a_failing_npm_says_why_and_leaves_what_was_there(npm: Npm):
    assets.ensure()
    before = sorted(assets.VENDOR.rglob("*"))
    assets.LOCK.write_text("changed")
    npm.fails = "ERR! integrity"

    with pytest.raises(SystemExit, match="integrity"):
        assets.ensure()

    assert sorted(assets.VENDOR.rglob("*")) == before


def test_the_sprite_holds_the_icons_asked_for_and_no_other(npm: Npm):
    assets.ensure()

    sprite = (assets.VENDOR / "icons.svg").read_text()
    assert sprite.count("<symbol") == 2
    assert sprite.index("tabler-flag") < sprite.index("tabler-plus")
    assert '<path d="M5 5v16"/>' in sprite
    assert "tabler-flag-2" not in sprite


def test_an_unknown_icon_is_named_and_nothing_is_replaced(npm: Npm):
    assets.ICONS.write_text("flag\nno-such-icon\nnor-this\n")

    with pytest.raises(SystemExit) as ended:
        assets.ensure()

    said = "icons.txt names icons that do not exist: no-such-icon, nor-this"
    assert str(ended.value) == said
    assert not assets.VENDOR.exists()


def test_no_served_file_points_to_a_map(npm: Npm):
    assets.ensure(dev=True)

    for path in assets.VENDOR.rglob("*"):
        if path.suffix in (".css", ".js"):
            assert "sourceMappingURL" not in path.read_text(), path


def test_the_npm_on_the_path_is_used(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")

    assert assets._npm() == ["/usr/bin/npm"]


def test_without_npm_the_hashed_wheel_is_installed(monkeypatch: pytest.MonkeyPatch):
    asked = []
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(assets.subprocess, "run", lambda cmd, **more: asked.append(cmd))

    found = assets._npm()

    assert "--require-hashes" in asked[0]
    assert found[0] == assets.sys.executable


# --- the real files -------------------------------------------------------------------------


def test_each_icon_is_named_once():
    lines = assets.ICONS.read_text().splitlines()
    names = [line.partition("#")[0].strip() for line in lines if line.partition("#")[0].strip()]

    assert sorted(names) == assets.icons()


def test_every_package_that_is_served_stands_in_the_lock():
    locked = assets.LOCK.read_text()

    for source in (*assets.FILES, *assets.FILES_FOR_TESTS, assets.SPRITE):
        parts = source.split("/")
        package = "/".join(parts[:2]) if source.startswith("@") else parts[0]
        assert f'"node_modules/{package}"' in locked
