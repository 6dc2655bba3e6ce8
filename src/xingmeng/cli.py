"""`xingmeng`: the site, the demo, and every engine on files.

Exit 0 is yes or done, 1 a negative finding, 2 bad input with the reason on standard error.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

DONE, NEGATIVE, BAD_INPUT = 0, 1, 2
DEMO_DAY = "2024-06-30"


class BadInput(Exception):
    """The command cannot be carried out as given; says why in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        english = (os.environ.get("LC_ALL") or os.environ.get("LANG", "")).startswith("en")
        super().__init__(en if english else zh)


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code."""
    given = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingmeng.config.settings")
    try:
        return given.run(given)
    except BadInput as reason:
        print(reason, file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="xingmeng", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _serving(commands)
    _keeping(commands)
    _answering(commands)
    return parser


def _add(commands: Any, name: str, run: Callable[[Any], int], text: str) -> Any:
    command = commands.add_parser(name, help=text)
    command.set_defaults(run=run)
    return command


def _serving(commands: Any) -> None:
    demo = _add(commands, "demo", _demo, "build the demo region and serve it")
    demo.add_argument("--no-serve", action="store_true", help="build only")
    demo.add_argument("--reset", action="store_true", help="remove what is there first")
    demo.add_argument(
        "--digest", action="store_true", help="print SHA-256 of all rows; no serving"
    )
    serve = _add(commands, "serve", _serve, "serve the site")
    for command in (demo, serve):
        command.add_argument("--address", help="default 127.0.0.1")
        command.add_argument("--port", type=int, help="default 8000")
        command.add_argument("--workers", type=int, help="server processes, default 2")
    work = _add(
        commands, "work", _work, "close calls on time and send what waits in the outbox"
    )
    work.add_argument("--once", action="store_true", help="one round, then stop")


def _keeping(commands: Any) -> None:
    _add(commands, "migrate", _migrate, "bring tables and reference lists up to date")
    admin = _add(commands, "createadmin", _createadmin, "make an administrator's account")
    admin.add_argument("username")
    admin.add_argument("--name", default="系统管理员")
    admin.add_argument("--email", default="")


def _answering(commands: Any) -> None:
    trail = commands.add_parser("trail", help="the append-only record").add_subparsers(
        required=True
    )
    verify = _add(
        trail, "verify", _trail_verify, "find the first altered, removed or inserted row"
    )
    verify.add_argument("--json", action="store_true")
    receipt = commands.add_parser("receipt", help="receipts").add_subparsers(required=True)
    check = _add(receipt, "verify", _receipt_verify, "check a receipt, without the server")
    check.add_argument("file", type=Path)
    check.add_argument("--key", type=Path, help="the platform's public key (PEM)")
    check.add_argument("--json", action="store_true")
    replay = _add(
        commands, "replay", _replay, "the published figures of a year beside the computed"
    )
    replay.add_argument("year", type=int, choices=[2021])
    replay.add_argument("--json", action="store_true")


def _say(line: str) -> None:
    print(line, flush=True)


def _whisper(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _django() -> None:
    import django

    django.setup()


def _made_database() -> None:
    """Django, with a database that was made before. Errors: BadInput if it was not."""
    _django()
    from django.db import OperationalError, connection

    try:
        if "core_trailhead" in connection.introspection.table_names():
            return
    except OperationalError as fault:
        raise BadInput(f"连不上数据库：{fault}", f"No such database: {fault}") from fault
    raise BadInput(
        "数据库还没有建好，请先运行 xingmeng migrate。",
        "The database has not been made; run xingmeng migrate first.",
    )


def _ready_database() -> None:
    from django.core.management import call_command

    from xingmeng.stages.indicators import actions as indicators
    from xingmeng.stages.registry import actions as registry

    call_command("migrate", verbosity=0)
    registry.load_reference()
    indicators.load_published()


def _demo(given: argparse.Namespace) -> int:
    os.environ.setdefault("XINGMENG_TODAY", DEMO_DAY)
    from xingmeng.config import assets

    if not (given.no_serve or given.digest):
        assets.ensure()
    _django()
    from xingmeng.demo import load
    from xingmeng.demo.digest import digest

    if given.reset:
        load.reset()
    _ready_database()
    load.load(_whisper)
    if given.digest:
        _say(digest())
        return DONE
    for line in load.accounts():
        _say(line)
    return DONE if given.no_serve else _run(given)


def _serve(given: argparse.Namespace) -> int:
    from xingmeng.config import assets

    assets.ensure()
    _django()
    _ready_database()
    return _run(given)


def _run(given: argparse.Namespace) -> int:
    """The web server in front, one worker beside it; both stop together."""
    import subprocess

    from django.core.management import call_command

    from xingmeng.config import serve

    call_command("collectstatic", interactive=False, verbosity=0)
    address = given.address or os.environ.get("XINGMENG_ADDRESS", "127.0.0.1")
    port = given.port or int(os.environ.get("XINGMENG_PORT") or 8000)
    _say(f"http://{address}:{port}/")
    worker = subprocess.Popen([sys.executable, "-m", "xingmeng.cli", "work"])
    try:
        serve.run(address=address, port=port, workers=given.workers)
    finally:
        worker.terminate()
        worker.wait(timeout=10)
    return DONE


def _work(given: argparse.Namespace) -> int:
    import signal
    import threading

    _made_database()
    from django.db import InterfaceError, OperationalError, close_old_connections

    from xingmeng.core import outbox
    from xingmeng.stages.calls import actions as calls

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while True:
        close_old_connections()
        try:
            calls.close_what_is_over()
            outbox.deliver()
        except (OperationalError, InterfaceError) as fault:
            _whisper(f"{type(fault).__name__}: 数据库暂不可用 / no database for now")
        if given.once or stop.wait(5):
            return DONE


def _migrate(given: argparse.Namespace) -> int:
    _django()
    _ready_database()
    return DONE


def _createadmin(given: argparse.Namespace) -> int:
    _made_database()
    from xingmeng.core.actor import SYSTEM
    from xingmeng.core.errors import Refused
    from xingmeng.stages.registry import actions as registry

    word = os.environ.get("XINGMENG_ADMIN_PASSWORD") or _typed_password()
    if len(word) < 12:
        raise BadInput("密码至少 12 位。", "The password needs at least 12 characters.")
    try:
        person = registry.open_account(
            username=given.username, name=given.name, email=given.email, password=word
        )
    except Refused as taken:
        raise BadInput("登录名已被使用。", "The sign-in name is taken.") from taken
    registry.give_role(person.user_id, "administrator", actor=SYSTEM)
    return DONE


def _typed_password() -> str:
    import getpass

    try:
        return getpass.getpass("密码 / password: ")
    except EOFError:
        raise BadInput(
            "没有终端可以输入密码，请设置 XINGMENG_ADMIN_PASSWORD。",
            "There is no terminal to type a password; set XINGMENG_ADMIN_PASSWORD.",
        ) from None


def _trail_verify(given: argparse.Namespace) -> int:
    _made_database()
    from xingmeng.core import trail

    verdict = trail.verify()
    fault = verdict.first_broken
    found = {"position": fault.position, "kind": fault.kind} if fault else None
    if given.json:
        _say(json.dumps({"ok": verdict.ok, "links": verdict.links, "first_broken": found}))
    else:
        _say(f"ok={verdict.ok} links={verdict.links} first_broken={found}")
    return DONE if verdict.ok else NEGATIVE


def _receipt_verify(given: argparse.Namespace) -> int:
    from xingmeng.core import receipts

    try:
        text = given.file.read_text(encoding="utf-8")
        trusted = given.key.read_text(encoding="ascii") if given.key else None
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(f"读不出文件：{fault}", f"Cannot read the file: {fault}") from fault
    try:
        document = receipts.read(text)
    except ValueError:
        document = {}  # which `verify` calls unreadable
    try:
        valid, reason = receipts.verify(document, trusted_pem=trusted)
    except ValueError as fault:
        raise BadInput(f"公钥不可用：{fault}", f"Unusable key: {fault}") from fault
    _say(json.dumps({"valid": valid, "reason": reason}, ensure_ascii=False))
    return DONE if valid else NEGATIVE


def _replay(given: argparse.Namespace) -> int:
    _made_database()
    from xingmeng.core import clock
    from xingmeng.stages.indicators import queries as indicators

    replayed = indicators.replay(today=clock.now())
    if given.json:
        _say(json.dumps(replayed, ensure_ascii=False))
    else:
        for line in replayed["figures"]:
            mark = "=" if line["reproduced"] else " "
            shown = line["computed"] if line["computed"] is not None else line["basis"]
            _say(f"{mark} {line['id']}  {line['published']:>14} {line['unit']:<14} {shown}")
        _say(f"{replayed['reproduced']} / {replayed['total']}")
    return NEGATIVE if indicators.failures(replayed) else DONE


if __name__ == "__main__":
    sys.exit(main())
