"""The site as it is served, but on the day that stands in a file: no new start for a new day.

As each day comes, what the worker of `xingmeng serve` does is done once.
"""

import threading
from datetime import date

from django.conf import settings
from django.db import connections

from xingmeng.config.wsgi import application as site
from xingmeng.core import outbox
from xingmeng.stages.calls import actions as calls

DAY = settings.HOME_DIR / "day"
_turn = threading.Lock()
_begun: set[date] = set()


def application(environ, start_response):
    with _turn:
        _keep_the_day(date.fromisoformat(DAY.read_text()))
    return site(environ, start_response)


def _keep_the_day(day: date) -> None:
    settings.CLOCK_DAY = day
    if day not in _begun:
        _begun.add(day)
        calls.close_what_is_over()
        outbox.deliver()
        connections.close_all()
