"""Runs the site in the foreground until it is told to stop. Nothing is prepared here."""

import os

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

TARGET = "xingmeng.config.wsgi:application"


def run(
    *, address: str | None = None, port: int | None = None, workers: int | None = None
) -> None:
    """Serve until SIGTERM or SIGINT; what is not given comes from the environment.

    Units:  XINGMENG_ADDRESS, XINGMENG_PORT, XINGMENG_WORKERS (processes), XINGMENG_THREADS
            (in each process), XINGMENG_BACKLOG (waiting connections).
    Errors: SystemExit if the server cannot start.
    """
    # WSGI: for synchronous Django ASGI costs 1.5 to 2 times the CPU. No access log: it
    # would keep who read what.
    Server(
        TARGET,
        address=address or os.environ.get("XINGMENG_ADDRESS", "127.0.0.1"),
        port=port or _number("XINGMENG_PORT", 8000),
        interface=Interfaces.WSGI,
        workers=workers or _number("XINGMENG_WORKERS", 2),
        blocking_threads=_number("XINGMENG_THREADS", 4),
        backlog=_number("XINGMENG_BACKLOG", 1024),
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()


def _number(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)
