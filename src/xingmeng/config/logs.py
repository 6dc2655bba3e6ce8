"""How a log line is written: never with the values a database error quotes."""

import logging
import re
from types import TracebackType

_QUOTED = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*$", re.MULTILINE)
_Info = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class WithoutValues(logging.Formatter):
    """PostgreSQL quotes the row it refused: `DETAIL: Key (email)=(...)`. That part is cut."""

    def formatException(self, ei: _Info) -> str:  # noqa: N802 -- logging's own name
        return _QUOTED.sub(r"\1: [withheld]", super().formatException(ei))
