"""Texts to vectors of meaning, sealed and opened: the bridge to the encoder."""

import hashlib
from functools import lru_cache
from typing import Any

from xingmeng.core import seal
from xingmeng.stages.exchange.models import Meaning

CONTEXT = "exchange.meaning"
DIGEST = 32  # bytes, before the vector


def encoded(text: str) -> Any:
    """The vector of a text, in half precision. Errors: none."""
    import numpy as np  # noqa: PLC0415 -- a second to load

    from xingmeng.engines import encoder  # noqa: PLC0415 -- the same

    return np.asarray(encoder.encode([text])[0], np.float16)


@lru_cache(maxsize=512)
def asked(text: str) -> Any:
    """The vector of a text that asks, kept for when it asks again. Errors: none."""
    return encoded(text)


def closed(text: str, vector: Any) -> bytes:
    """A vector with the digest of its text, sealed. Errors: ValueError without a usable key."""
    return seal.close(_digest(text) + vector.tobytes(), context=CONTEXT)


def opened(row: Meaning, text: str) -> Any:
    """The vector, if it is of this very text; else None. Errors: seal.Broken."""
    import numpy as np  # noqa: PLC0415 -- a second to load

    plain = seal.open_(bytes(row.sealed), context=CONTEXT)
    if plain[:DIGEST] != _digest(text):
        return None
    return np.frombuffer(plain[DIGEST:], np.float16)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
