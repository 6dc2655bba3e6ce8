"""The demo, built once by the command."""

from pathlib import Path

import pytest

from tests.demo import homes


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read only: take a copy to change anything. `digest.txt` is what the command printed."""
    home = tmp_path_factory.getbasetemp() / "demo-home"
    if not (home / "digest.txt").exists():
        home.mkdir()
        done = homes.run(home, "demo", "--reset", "--digest")
        assert done.returncode == 0, done.stderr
        (home / "digest.txt").write_text(done.stdout.splitlines()[-1])
    return home
