"""The one door for every change: a write lock, one transaction, the trail as its last words."""

import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import ContextDecorator, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

_here = threading.local()
_thread_lock = threading.Lock()


@contextmanager
def _write_lock() -> Iterator[None]:
    """First come, first served among writers to one SQLite file; nothing on PostgreSQL.

    SQLite's own busy handler sleeps without a queue, so that under load some writers wait
    for seconds. In-memory databases have one process and need only the thread lock.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    name = str(connection.settings_dict["NAME"])
    with _thread_lock:
        if ":memory:" in name or "mode=memory" in name:
            yield
            return
        with Path(f"{name}.lock").open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(handle, fcntl.LOCK_UN)


class change(ContextDecorator):  # noqa: N801 -- reads as a verb: `with door.change():`
    """Everything inside is one change: all of it happens, or nothing does.

    Used within another change it joins that one, so an error inside must not be caught
    before the outermost ends. The outermost writes the trail last.
    Errors: whatever happens inside; the change is then undone.
    """

    def _recreate_cm(self) -> "change":
        return type(self)()

    def __enter__(self) -> "change":
        self.outermost = not getattr(_here, "depth", 0)
        if self.outermost:
            with ExitStack() as entering:  # what fails here leaves no trace in this thread
                entering.enter_context(_write_lock())
                entering.enter_context(transaction.atomic())
                self.held = entering.pop_all()
            _here.last = []
        _here.depth = getattr(_here, "depth", 0) + 1
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        _here.depth -= 1
        if not self.outermost:
            return
        try:
            if kind is None:
                _run_last()
        except BaseException as late:
            kind, error, trace = type(late), late, late.__traceback__
            raise
        finally:
            _here.last = []
            self.held.__exit__(kind, error, trace)


def is_under_way() -> bool:
    """Whether this thread is inside a change. Errors: none."""
    return bool(getattr(_here, "depth", 0))


def _run_last() -> None:
    for call in sorted(_here.last, key=lambda item: item[0]):
        call[1]()


def at_the_end(call: Callable[[], None], *, order: int = 0) -> None:
    """Run `call` as the change closes, still inside its transaction; lower `order` first.

    Errors: RuntimeError outside a change.
    """
    if not getattr(_here, "depth", 0):
        raise RuntimeError("only inside a change")
    _here.last.append((order, call))


def token() -> object:
    """Something that is the same throughout one change and new in the next.

    Errors: RuntimeError outside a change.
    """
    if not getattr(_here, "depth", 0):
        raise RuntimeError("only inside a change")
    return _here.last
