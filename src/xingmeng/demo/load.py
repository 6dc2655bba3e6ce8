"""Whether the demo is there, building it once, removing it, and who may sign in."""

import sys
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.db import connection, connections

from xingmeng.core.actor import SYSTEM
from xingmeng.demo import build, cast
from xingmeng.demo.progress import Bar
from xingmeng.stages.registry import queries as registry


def load(say: Callable[[str], None]) -> bool:
    """Build the demo unless it is there already; says whether it did. Errors: as `build`."""
    if registry.visible_to(SYSTEM).exists():
        return False
    bar = Bar(say, sys.stderr if sys.stderr.isatty() else None)
    build.build(bar.chapter, bar.advance)
    bar.done()
    return True


def holds_more() -> bool:
    """Whether the database holds what no demo made: other tables, or a region in earnest."""
    tables = connection.introspection.table_names()
    own = ("django_", *(f"{app.label}_" for app in apps.get_app_configs()))
    if not all(name.startswith(own) for name in tables):
        return True
    found = {
        name: _any(f"SELECT 1 FROM {name} {where}") if name in tables else False
        for name, where in (
            ("auth_user", ""),
            ("registry_organisation", ""),
            ("core_source", "WHERE code = 'demo'"),
        )
    }
    return not found.pop("core_source") and any(found.values())


def _any(query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"{query} LIMIT 1")
        return cursor.fetchone() is not None


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
    """The sample accounts, a line each, with what each may try on the demo's day."""
    lines = [f"示例账号（密码均为 {cast.PASSWORD}） / sample accounts, one password:"]
    for player in cast.samples():
        lines.append(f"  {player.username:<11} {player.what_zh} / {player.what_en}")
    return lines
