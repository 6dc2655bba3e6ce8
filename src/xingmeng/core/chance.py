"""The only maker of keys that decide something; stories and tests may fix what it gives."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from itertools import count

_fixed: ContextVar[Iterator[str] | None] = ContextVar("chance", default=None)


def key() -> str:
    """A fresh key that nobody can foresee. Units: 64 hexadecimal digits. Errors: none."""
    fixed = _fixed.get()
    return secrets.token_hex(32) if fixed is None else next(fixed)


@contextmanager
def fixed(story: str) -> Iterator[None]:
    """Within this block keys follow from the name of a story, one after the other."""
    keys = (sha256(f"{story}/{n}".encode()).hexdigest() for n in count())
    token = _fixed.set(keys)
    try:
        yield
    finally:
        _fixed.reset(token)
