"""Every command by its exit code, what it prints and in which language."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.demo import homes
from xingmeng import cli

pytestmark = pytest.mark.slow
WORD = "long-enough-word"
ENGLISH = {"LANG": "en_US.UTF-8"}


@pytest.fixture
def home(demo_home: Path, tmp_path: Path) -> Path:
    """A demo of one's own, to change."""
    return homes.copied(demo_home, tmp_path / "home")


# --- asking -----------------------------------------------------------------------------------


def test_trail_verify_says_the_trail_is_whole(demo_home: Path):
    done = homes.run(demo_home, "trail", "verify", "--json")

    said = homes.answer(done)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(said) == ["ok", "links", "first_broken"]
    assert said["ok"] is True
    assert said["links"] > 200
    assert said["first_broken"] is None


def test_trail_verify_also_answers_in_one_plain_line(demo_home: Path):
    done = homes.run(demo_home, "trail", "verify")

    assert done.returncode == 0
    assert done.stdout.startswith("ok=True links=")


def test_replay_holds_every_published_row_in_order(demo_home: Path):
    done = homes.run(demo_home, "replay", "2021", "--json")

    said = homes.answer(done)
    figures = said["figures"]
    assert {"period", "as_of", "total", "reproduced", "figures"} <= set(said)
    assert (said["period"], said["as_of"], said["total"]) == (2021, "2021-12-31", 52)
    assert [line["id"] for line in figures] == [f"F{n:02d}" for n in range(1, 53)]
    assert said["reproduced"] == sum(line["reproduced"] for line in figures)
    more = {
        "beside",
        "seen_by",
    }  # the effective saving; whose figure it is, where not all see it
    assert {tuple(name for name in line if name not in more) for line in figures} == {FIGURE}
    assert [line["id"] for line in figures if "beside" in line] == ["F38"]
    failed = [line for line in figures if line["basis"] in COUNTED and not line["reproduced"]]
    assert done.returncode == (1 if failed else 0)


FIGURE = (
    *("id", "unit", "comparator", "published", "precision", "computed", "difference"),
    *("basis", "records", "reproduced", "missing", "url"),
)
COUNTED = ("records", "rules", "outcome", "burden")


def test_replay_claims_nothing_that_it_does_not_compute(demo_home: Path):
    figures = homes.answer(homes.run(demo_home, "replay", "2021", "--json"))["figures"]

    for line in figures:
        computes = line["computed"] is not None
        assert computes == (line["basis"] in COUNTED), line["id"]
        assert computes == (line["url"] is not None), line["id"]
        assert computes == (line["missing"] is None), line["id"]
        assert computes or not line["reproduced"], line["id"]
        assert line["basis"] in (*COUNTED, "not_yet", "observation", "not_computable")


def test_replay_names_the_same_figures_without_json(demo_home: Path):
    done = homes.run(demo_home, "replay", "2021")

    assert len(done.stdout.splitlines()) == 53
    assert done.stdout.splitlines()[-1].endswith(" / 52")


# --- keeping ----------------------------------------------------------------------------------


def test_migrate_may_be_run_again_and_again(tmp_path: Path):
    count = (
        "from django.apps import apps; import json\n"
        "print(json.dumps({m._meta.label: m._default_manager.count()"
        " for m in apps.get_models()}))"
    )

    first = homes.run(tmp_path, "migrate")
    before = homes.python(tmp_path, count)
    second = homes.run(tmp_path, "migrate")

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stderr == second.stderr == ""
    assert homes.python(tmp_path, count) == before
    assert before["indicators.Published"] == 52
    assert before["registry.Region"] > 100


def test_createadmin_makes_an_administrator_once(home: Path):
    roles = (
        "import json\nfrom xingmeng.stages.registry.queries import actor_named\n"
        "print(json.dumps(sorted(actor_named('root').roles)))"
    )

    made = homes.run(home, "createadmin", "root", XINGMENG_ADMIN_PASSWORD=WORD)
    again = homes.run(home, "createadmin", "root", XINGMENG_ADMIN_PASSWORD=WORD)

    assert made.returncode == 0
    assert homes.python(home, roles) == ["administrator"]
    assert (again.returncode, again.stderr.strip()) == (2, "登录名已被使用。")


def test_createadmin_takes_no_short_password(home: Path):
    short = {"XINGMENG_ADMIN_PASSWORD": "short"}

    chinese = homes.run(home, "createadmin", "root", **short)
    english = homes.run(home, "createadmin", "root", **short, **ENGLISH)

    assert (chinese.returncode, chinese.stderr.strip()) == (2, "密码至少 12 位。")
    assert english.returncode == 2
    assert english.stderr.strip() == "The password needs at least 12 characters."


def test_createadmin_without_a_terminal_says_where_the_password_goes(home: Path):
    done = homes.run(home, "createadmin", "root", **ENGLISH)

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("set XINGMENG_ADMIN_PASSWORD.")


@pytest.mark.parametrize(
    "words",
    [
        ("trail", "verify", "--json"),
        ("replay", "2021", "--json"),
        ("createadmin", "root"),
        ("work", "--once"),
    ],
    ids=" ".join,
)
def test_a_home_without_a_database_is_bad_input_not_a_finding(
    words: tuple[str, ...], tmp_path: Path
):
    done = homes.run(tmp_path, *words, XINGMENG_ADMIN_PASSWORD=WORD)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == "数据库还没有建好，请先运行 xingmeng migrate。"


def test_a_server_that_is_not_there_is_bad_input(tmp_path: Path):
    nowhere = {"XINGMENG_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}

    done = homes.run(tmp_path, "trail", "verify", "--json", **nowhere)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("连不上数据库：")


# --- working ----------------------------------------------------------------------------------


CALLS = (
    "import json\nfrom xingmeng.stages.calls.models import Call\n"
    "print(json.dumps({c.pk: [c.state, c.stays_open_until.isoformat()]"
    " for c in Call.objects.all()}))"
)


@pytest.mark.parametrize("today", ["2024-06-30", "2024-07-21"])
def test_work_closes_just_the_calls_whose_time_has_come(today: str, home: Path):
    before = homes.python(home, CALLS)

    done = homes.run(home, "work", "--once", XINGMENG_TODAY=today)

    after = homes.python(home, CALLS)
    due = {pk for pk, (state, until) in before.items() if state == "open" and until < today}
    changed = {pk: after[pk][0] for pk in before if after[pk] != before[pk]}
    assert (done.returncode, done.stderr) == (0, "")
    assert changed == dict.fromkeys(due, "closed")
    assert bool(due) == (today == "2024-07-21")  # on the demo's day all is as it should be
    assert homes.run(home, "trail", "verify", "--json").returncode == 0


def test_work_sends_all_that_waits_and_only_once(home: Path):
    waiting = (
        "from xingmeng.core.models import Outgoing\n"
        "print(Outgoing.objects.filter(sent_at=None).count())"
    )
    before = homes.python(home, waiting)

    homes.run(home, "work", "--once", XINGMENG_TODAY="2024-06-30")
    sent = sorted((home / "mail").iterdir())
    homes.run(home, "work", "--once", XINGMENG_TODAY="2024-06-30")

    assert before > 100  # more than one batch
    assert homes.python(home, waiting) == 0
    assert sent
    assert sorted((home / "mail").iterdir()) == sent


# --- receipts, anywhere -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def receipt(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A bid's receipt and the platform's key, as a bidder would have saved them."""
    program = (
        "import json\nfrom xingmeng.core import keys\n"
        "from xingmeng.core.models import Receipt\n"
        "print(json.dumps({'receipt': Receipt.objects.first().document,"
        " 'key': keys.public_key_pem()}))"
    )
    found = homes.python(demo_home, program)
    folder = tmp_path_factory.mktemp("receipt")
    files = {"receipt": folder / "receipt.json", "key": folder / "key.pem"}
    files["receipt"].write_text(json.dumps(found["receipt"], ensure_ascii=False), "utf-8")
    files["key"].write_text(found["key"])
    return files


def test_a_receipt_is_verified_without_database_and_settings(receipt: dict[str, Path]):
    key = str(receipt["key"])
    words = ("receipt", "verify", str(receipt["receipt"]), "--key", key, "--json")

    done = homes.run(None, *words, DJANGO_SETTINGS_MODULE="no.such.settings")

    assert (done.returncode, done.stderr) == (0, "")
    assert homes.answer(done) == {"valid": True, "reason": "valid"}


def test_any_changed_byte_of_a_receipt_is_found(receipt: dict[str, Path], tmp_path: Path):
    whole = receipt["receipt"].read_text("utf-8")
    body = json.loads(whole)["body"]
    changed = tmp_path / "changed.json"
    changed.write_text(whole.replace(body["digest"], body["digest"][::-1]), "utf-8")

    done = homes.run(None, "receipt", "verify", str(changed), "--json")

    assert done.returncode == 1
    assert homes.answer(done) == {"valid": False, "reason": "signature_broken"}


@pytest.mark.parametrize("place", range(0, 1000, 97))
def test_no_byte_of_a_receipt_can_be_changed(
    place: int, receipt: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture
):
    whole = bytearray(receipt["receipt"].read_bytes())
    at = place % len(whole)
    whole[at] = ord("x") if whole[at] != ord("x") else ord("y")
    (tmp_path / "changed.json").write_bytes(whole)

    code = cli.main(["receipt", "verify", str(tmp_path / "changed.json"), "--json"])

    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 1
    assert said["valid"] is False
    assert list(said) == ["valid", "reason"]


def test_another_key_did_not_sign_this_receipt(receipt: dict[str, Path], tmp_path: Path):
    program = (
        "import json\nfrom xingmeng.core import keys\nprint(json.dumps(keys.public_key_pem()))"
    )
    other = tmp_path / "other.pem"
    other.write_text(homes.python(tmp_path, program))

    done = homes.run(None, "receipt", "verify", str(receipt["receipt"]), "--key", str(other))

    assert done.returncode == 1
    assert homes.answer(done) == {"valid": False, "reason": "wrong_key"}


@pytest.mark.parametrize("missing", ["receipt", "key"])
def test_a_missing_file_is_bad_input_in_the_readers_language(
    missing: str, receipt: dict[str, Path], tmp_path: Path
):
    files = receipt | {missing: tmp_path / "none"}
    words = ("receipt", "verify", str(files["receipt"]), "--key", str(files["key"]))

    chinese, english = homes.run(None, *words), homes.run(None, *words, **ENGLISH)

    assert (chinese.returncode, english.returncode) == (2, 2)
    assert (chinese.stdout, english.stdout) == ("", "")
    assert chinese.stderr.startswith("读不出文件：")
    assert english.stderr.startswith("Cannot read the file: ")


def test_a_key_that_is_none_is_bad_input(receipt: dict[str, Path]):
    same = str(receipt["receipt"])

    done = homes.run(None, "receipt", "verify", same, "--key", same, **ENGLISH)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Unusable key: ")


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json", '{"a": 1, "a": 2}', "[" * 9])
def test_what_is_no_receipt_is_not_valid(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture
):
    (tmp_path / "file.json").write_text(content)

    code = cli.main(["receipt", "verify", str(tmp_path / "file.json"), "--json"])

    said = json.loads(capsys.readouterr().out)
    assert (code, said) == (1, {"valid": False, "reason": "unreadable"})


# --- the command itself -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [(), ("nonsense",), ("replay",), ("replay", "2020"), ("trail",), ("receipt",)]
)
def test_what_it_does_not_know_is_bad_input(
    words: tuple[str, ...], capsys: pytest.CaptureFixture
):
    with pytest.raises(SystemExit) as ended:
        cli.main(words)

    assert ended.value.code == 2
    assert "usage: xingmeng" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    shown = capsys.readouterr().out
    assert ended.value.code == 0
    for command in (
        *("demo", "serve", "work", "migrate", "createadmin"),
        *("trail", "receipt", "replay"),
    ):
        assert re.search(rf"\n    {command}\s", shown), command


def test_it_is_installed_as_a_command():
    assert shutil.which("xingmeng", path=str(Path(cli.sys.executable).parent))
