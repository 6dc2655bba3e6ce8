"""The site: built as a demo, served, worked for; its tables, keys and first account."""

import argparse
import os
import sys
from typing import Any

from xingmeng.cli.answer import DEMO_DAY, DONE, BadInput, add, say, whisper
from xingmeng.cli.database import (
    made_database,
    ready_database,
    ready_django,
    ready_tables,
    table_names,
)

WORK = "close calls, find late tasks, run the law nightly, send, compare and encode what waits"


def commands(of: Any) -> None:
    _serving(of)
    _keeping(of)


def _serving(commands: Any) -> None:
    demo = add(commands, "demo", _demo, "build the demo region and serve it")
    demo.add_argument("--no-serve", action="store_true", help="build only")
    demo.add_argument("--reset", action="store_true", help="remove what is there first")
    demo.add_argument("--yes", action="store_true", help="remove it even if it is no demo")
    demo.add_argument(
        "--digest", action="store_true", help="print SHA-256 of all rows; no serving"
    )
    serve = add(commands, "serve", _serve, "serve the site")
    for command in (demo, serve):
        command.add_argument("--address", help="default 127.0.0.1")
        command.add_argument("--port", type=int, help="default 8000")
        command.add_argument("--workers", type=int, help="server processes, default 2")
    work = add(commands, "work", _work, WORK)
    work.add_argument("--once", action="store_true", help="one round, then stop")


def _keeping(commands: Any) -> None:
    add(commands, "migrate", _migrate, "bring tables and reference lists up to date")
    keys = commands.add_parser("keys", help="the server's keys").add_subparsers(required=True)
    add(keys, "rotate", _keys_rotate, "seal with a new key from now on; old ones still open")
    admin = add(commands, "createadmin", _createadmin, "make an administrator's account")
    admin.add_argument("username")
    admin.add_argument("--name", default="系统管理员")
    admin.add_argument("--email", default="")


def _demo(given: argparse.Namespace) -> int:
    os.environ.setdefault("XINGMENG_TODAY", DEMO_DAY)
    from xingmeng.config import assets

    if not (given.no_serve or given.digest):
        assets.ensure()
    ready_django()
    from django.conf import settings

    from xingmeng.demo import load
    from xingmeng.demo.digest import digest

    if given.reset:
        _may_be_removed(given)
        load.reset()
    ready_tables()
    if load.load(whisper):  # what the files say is put on record as the story begins
        settings.DEMO_DAY_FILE.write_text(os.environ["XINGMENG_TODAY"])
    ready_database()
    if given.digest:
        say(digest())
        return DONE
    for line in load.accounts():
        say(line)
    return DONE if given.no_serve else _run(given)


def _may_be_removed(given: argparse.Namespace) -> None:
    """Errors: BadInput where the database holds more than a demo and nobody said --yes."""
    from xingmeng.demo import load

    if table_names() and load.holds_more() and not given.yes:
        raise BadInput(
            "数据库里不只是演示数据，什么都没有删除；确实要全部清空，请加 --yes。",
            "The database holds more than a demo, and nothing was removed; "
            "add --yes to remove all of it.",
        )


def _serve(given: argparse.Namespace) -> int:
    from xingmeng.config import assets

    assets.ensure()
    ready_django()
    ready_database()
    return _run(given)


def _run(given: argparse.Namespace) -> int:
    """The web server in front, one worker beside it; both stop together."""
    import subprocess

    from django.core.management import call_command

    from xingmeng.config import serve

    call_command("collectstatic", interactive=False, verbosity=0)
    address = given.address or os.environ.get("XINGMENG_ADDRESS", "127.0.0.1")
    port = given.port or int(os.environ.get("XINGMENG_PORT") or 8000)
    say(f"http://{address}:{port}/")
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

    made_database()
    from django.db import InterfaceError, OperationalError, close_old_connections

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while True:
        close_old_connections()
        more = False
        try:
            more = _round()
        except (OperationalError, InterfaceError) as fault:
            whisper(f"{type(fault).__name__}: 数据库暂不可用 / no database for now")
        if given.once or stop.wait(0 if more else 5):
            return DONE


def _round() -> bool:
    """One round of all that waits; whether more may be waiting already."""
    from xingmeng.core import outbox
    from xingmeng.stages.applications.actions import repeats
    from xingmeng.stages.calls import actions as calls
    from xingmeng.stages.delivery import actions as delivery
    from xingmeng.stages.entitlements import actions as entitlements
    from xingmeng.stages.exchange import actions as exchange
    from xingmeng.stages.policy import actions as policy

    calls.close_what_is_over()
    policy.find_overdue()
    delivery.warn()
    exchange.end_what_is_over()
    entitlements.run_nightly()
    while outbox.deliver():  # batch by batch, until nothing leaves any more
        pass
    repeats.compare_what_waits()
    return exchange.fill_in_meanings() > 0


def _migrate(given: argparse.Namespace) -> int:
    ready_django()
    ready_database()
    return DONE


def _keys_rotate(given: argparse.Namespace) -> int:
    ready_django()
    from xingmeng.core import keys

    try:
        keys.rotate_sealing_keys()
    except ValueError as fault:
        raise BadInput(f"没有更换密钥：{fault}", f"No key was changed: {fault}") from fault
    say(f"sealing keys: {len(keys.sealing_keys())}")
    return DONE


def _createadmin(given: argparse.Namespace) -> int:
    made_database()
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
