"""What every test stands on: a home of its own, a database, a browser. No factories here.

XINGMENG_TEST_DATABASE is `sqlite` (default), `postgresql` (a server of the tests' own) or
the URL of a server. XINGMENG_CHROMIUM names the browser; with XINGMENG_TEST_SCREENS it
leaves pictures in build/screens/. With CI=true nothing is skipped for want of a server or a
browser: that is a failure.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.postgresql import CannotStart, Server

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"
MISSING = "XINGMENG_TEST_DATABASE_MISSING"  # tells the workers why there is no server
OURS = ("XINGMENG_TEST_", "XINGMENG_CHROMIUM")
BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

hypothesis.settings.register_profile("house", deadline=None, derandomize=IN_CI)
hypothesis.settings.load_profile("house")

_home = pytest.StashKey[str]()
_server = pytest.StashKey[Server]()


# --- before Django reads its settings -------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at this run's own folder and database, then load them."""
    database = os.environ.get("XINGMENG_TEST_DATABASE", "sqlite")
    config.stash[_home] = tempfile.mkdtemp(prefix="xingmeng-tests-")
    if hasattr(config, "workerinput"):
        url = os.environ.get("XINGMENG_DATABASE_URL", "")
    else:
        url = _url_of(config, database)
    for name in [name for name in os.environ if name.startswith("XINGMENG_")]:
        if not name.startswith(OURS):
            del os.environ[name]  # a developer's own settings are not the tests'
    if url:
        os.environ["XINGMENG_DATABASE_URL"] = url
    os.environ["XINGMENG_HOME"] = config.stash[_home]
    os.environ["XINGMENG_SECRET_KEY"] = "only-for-tests"
    os.environ["DJANGO_SETTINGS_MODULE"] = "xingmeng.config.settings"
    _adjust_settings(Path(config.stash[_home]))


def _url_of(config: pytest.Config, database: str) -> str:
    os.environ.pop(MISSING, None)
    if "://" in database or database == "sqlite":
        return database if "://" in database else ""
    if database != "postgresql":
        raise pytest.UsageError(f"XINGMENG_TEST_DATABASE: {database!r} is no database")
    try:
        config.stash[_server] = Server()
    except CannotStart as reason:
        if IN_CI:
            raise pytest.UsageError(str(reason)) from reason
        os.environ[MISSING] = str(reason)
        return ""
    return config.stash[_server].url


def _adjust_settings(home: Path) -> None:
    from django.conf import settings

    if settings.configured:
        raise pytest.UsageError("DJANGO_SETTINGS_MODULE is set; the tests choose it themselves")
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        default["TEST"] = {"NAME": home / "tests.sqlite3"}  # a file, as in earnest: WAL, locks
    default["CONN_MAX_AGE"] = 0
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [quick, *settings.PASSWORD_HASHERS]  # the demo's are in earnest
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.STATIC_ROOT.mkdir()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """The workers of xdist read the settings after their own pytest_configure, not before."""
    if session.config.pluginmanager.hasplugin("dsession"):
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(_server, None):
        server.stop()
    shutil.rmtree(config.stash[_home], ignore_errors=True)


def pytest_report_header(config: pytest.Config) -> str:
    kind = os.environ.get("XINGMENG_TEST_DATABASE", "sqlite").partition("://")[0]
    return f"database: {kind}; browser: {chromium() or 'none found'}"


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """The longest tests come first, so that no worker is left alone with one at the end."""
    reason = os.environ.get(MISSING)
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))
    yield
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    """Tries of passwords are counted in the process: each test begins at none."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def stories_begin(request: pytest.FixtureRequest) -> None:
    """What tests begin with is told once in a process, see tests/told.py."""
    from tests import told

    told.begin(request)


# --- the browser ----------------------------------------------------------------------------


def chromium() -> str | None:
    """The browser to drive: the one named, else Debian's, else one on PATH."""
    if named := os.environ.get("XINGMENG_CHROMIUM"):
        return named
    names = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """How pytest-playwright starts Chromium; without one its tests are skipped, never in CI."""
    from xingmeng.config import assets

    executable = chromium()
    if executable is None:
        reason = "no Chromium found: install it or set XINGMENG_CHROMIUM"
        pytest.fail(reason) if IN_CI else pytest.skip(reason)
    with open(_build("assets.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assets.ensure(dev=True)
    # Playwright's loop stays on this thread; Django would take it for an async program.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {**browser_type_launch_args, "executable_path": executable, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    """A page opens addresses of the site as they are: `page.goto("/desk/")`."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session")
def screens() -> Path:
    """Where browser tests leave their pictures, if XINGMENG_TEST_SCREENS is set."""
    folder = _build("screens")
    folder.mkdir(exist_ok=True)
    return folder


def _build(name: str) -> Path:
    (ROOT / "build").mkdir(exist_ok=True)
    return ROOT / "build" / name
