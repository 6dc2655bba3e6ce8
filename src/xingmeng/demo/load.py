"""Whether the demo is there, building it once, removing it, and who may sign in."""

from collections.abc import Callable
from pathlib import Path

from django.db import connection, connections

from xingmeng.core.actor import SYSTEM
from xingmeng.demo import build, cast
from xingmeng.stages.registry import queries as registry


def load(say: Callable[[str], None]) -> bool:
    """Build the demo unless it is there already; says whether it did. Errors: as `build`."""
    if registry.visible_to(SYSTEM).exists():
        return False
    done = 0

    def progress(title: str) -> None:
        nonlocal done
        say(f"[{'█' * done}{'·' * (10 - done)}] {title}")
        done += 1

    build.build(progress)
    say(f"[{'█' * 10}] ✓")
    return True


def reset() -> None:
    """Remove every table of the database, so that it can be built anew.

    Errors: OSError if the file cannot be removed.
    """
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        connections.close_all()
        for suffix in ("", "-wal", "-shm", ".lock"):
            Path(name + suffix).unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def accounts() -> list[str]:
    """The sample accounts, a line each, with what each may try."""
    lines = [f"示例账号（密码均为 {cast.PASSWORD}） / sample accounts, one password:"]
    for player in cast.PLAYERS:
        lines.append(f"  {player.username:<11} {player.what_zh} / {player.what_en}")
    return lines
