"""Codes that stand for keys in addresses: nobody reads from them how many rows there are.

What is mixed in is this server's secret key: on another server, or under another key, the same
row has another code. Nothing of it is stored, and the order of the tables stays.
"""

import hmac
from collections.abc import Iterable
from functools import lru_cache

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.crypto import salted_hmac

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # of base 32: none that is taken for another
LETTER_BITS = 5
CODE_LETTERS = 8
HALF_BITS = CODE_LETTERS * LETTER_BITS // 2
HALF = (1 << HALF_BITS) - 1
MOST = 1 << 2 * HALF_BITS
ROUNDS = 10  # as many as NIST SP 800-38G asks of a cipher over small numbers
WORD = f"[{LETTERS}]{{{CODE_LETTERS // 2}}}"
PATTERN = f"{WORD}-{WORD}"  # no name of a page has a dash in its middle and four letters beside


def keyed(purpose: str, said: str) -> bytes:
    """A digest of what is said that only this server can make; another for each purpose.

    Units:  32 bytes. Errors: none.
    """
    return salted_hmac(purpose, said, algorithm="sha256").digest()


def shown(name: str, pk: int, *, secret: str = "") -> str:
    """The code of a row, by the name of its model; of another server, with its secret.

    Errors: ValueError beyond 2 to the 40th.
    """
    return _shown(secret or settings.SECRET_KEY, name, pk)


def read(name: str, code: str) -> int:
    """The key that a code stands for; every well-made code stands for one.

    Errors: ValueError for what is not a code.
    """
    plain = code.replace("-", "")
    if len(plain) != CODE_LETTERS or code != _dashed(plain):
        raise ValueError("not a code")
    value = 0
    for letter in plain:
        value = value << LETTER_BITS | LETTERS.index(letter)
    return _mixed(value, reversed(_keys(settings.SECRET_KEY, name)), back=True)


def of(row: Model) -> str:
    """The code of a row. Errors: none."""
    return shown(table_of(type(row)), row.pk)


@lru_cache(maxsize=1_000)
def table_of(model: type[Model]) -> str:
    """What codes call a table: its model's name, with its stage where one had it before.

    Errors: none.
    """
    name = str(model._meta.model_name)
    first = next((m for m in apps.get_models() if m._meta.model_name == name), model)
    return name if first is model else f"{model._meta.app_label}_{name}"


def chosen(name: str, code: str) -> int | None:
    """The key that a form's answer names by its code; None for anything else. Errors: none."""
    try:
        return read(name, code)
    except ValueError:
        return None


@lru_cache(maxsize=50_000)
def _shown(secret: str, name: str, pk: int) -> str:
    if not 0 <= pk < MOST:
        raise ValueError(f"no code for {pk}")
    value = _mixed(pk, _keys(secret, name), back=False)
    shifts = range((CODE_LETTERS - 1) * LETTER_BITS, -1, -LETTER_BITS)
    return _dashed("".join(LETTERS[value >> shift & 31] for shift in shifts))


def _dashed(plain: str) -> str:
    return f"{plain[: CODE_LETTERS // 2]}-{plain[CODE_LETTERS // 2 :]}"


@lru_cache(maxsize=1_000)
def _keys(secret: str, name: str) -> tuple[bytes, ...]:
    purpose = "xingmeng.core.codes"
    made = salted_hmac(purpose, name, secret=secret, algorithm="sha256").digest()
    return tuple(hmac.digest(made, bytes([n]), "sha256") for n in range(ROUNDS))


def _mixed(value: int, keys: Iterable[bytes], *, back: bool) -> int:
    """A Feistel network over two halves: whatever the digests are, it can be undone."""
    left, right = value >> HALF_BITS, value & HALF
    for key in keys:
        if back:
            left, right = right ^ _round(key, left), left
        else:
            left, right = right, left ^ _round(key, right)
    return left << HALF_BITS | right


def _round(key: bytes, half: int) -> int:
    return int.from_bytes(hmac.digest(key, half.to_bytes(4), "sha256")[:4]) & HALF
