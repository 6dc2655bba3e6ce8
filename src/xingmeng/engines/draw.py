"""Drawing at random so that anyone can repeat it. The chance is handed in, never made here.

Who draws publishes a commitment to a hidden key, the pool and the counts; a second person then
gives a word. Key and word together make the seed, and the seed orders the pool.
"""

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

FORMAT = "xingmeng-draw-1"
PARTS = ("format", "about", "pool", "strata", "commitment", "seed", "drawn", "digest")
MOST = 1_000_000  # members of a pool
_HEX = re.compile(r"[0-9a-f]{64}")


class Stratum(NamedTuple):
    """One part of the pool, how many are drawn from it, and how many stand by in order."""

    name: str
    take: int
    substitutes: int = 0


class Drawn(NamedTuple):
    """What one stratum gave. Order: as the seed has it; the first substitute steps in first."""

    stratum: str
    members: tuple[str, ...]
    substitutes: tuple[str, ...]


def seed(key: str, word: str) -> bytes:
    """The seed that a hidden key and a word given later make together.

    Shapes: key is 64 hexadecimal digits; word is any text. Units: 32 bytes.
    Errors: ValueError if the key is not that.
    Source: docs/decisions/0018-a-draw-has-two-keys.md
    """
    _require_hex(key)
    said = _tagged("seed", unicodedata.normalize("NFC", word).strip())
    return hmac.new(bytes.fromhex(key), said, hashlib.sha256).digest()


def draw(pool: Mapping[str, str], strata: Sequence[Stratum], seed: bytes) -> list[Drawn]:
    """Take from each stratum those whose keyed hash is smallest; the next ones stand by.

    Every set of `take` members of a stratum is equally likely, however the pool is written.

    Shapes: pool is {member: stratum}.
    Order:  of strata as given; of members by HMAC-SHA256(seed, [stratum, member]).
    Errors: ValueError if a stratum stands twice, is unknown, or has fewer members than it is
            to give.
    Source: docs/decisions/0018-a-draw-has-two-keys.md
    """
    _check(pool, strata)
    found = []
    for stratum in strata:
        own = [member for member, name in pool.items() if name == stratum.name]
        own.sort(key=lambda m: (_lot(seed, stratum.name, m), m))
        end = stratum.take + stratum.substitutes
        drawn, standing_by = own[: stratum.take], own[stratum.take : end]
        found.append(Drawn(stratum.name, tuple(drawn), tuple(standing_by)))
    return found


def commit(
    key: str, pool: Mapping[str, str], strata: Sequence[Stratum], *, about: Mapping[str, str]
) -> str:
    """What is published before the draw: it binds key, pool, counts and case, and shows no key.

    Shapes: key is 64 hexadecimal digits; pool is {member: stratum}; about is what is drawn for.
    Units:  SHA-256, 64 hexadecimal digits.
    Errors: ValueError if the key is not that, or as draw.
    Source: docs/decisions/0018-a-draw-has-two-keys.md
    """
    _require_hex(key)
    _check(pool, strata)
    said = {
        "about": dict(about),
        "key": key,
        "pool": hashlib.sha256(_tagged("pool", sorted(pool.items()))).hexdigest(),
        "strata": [stratum._asdict() for stratum in strata],
    }
    return hashlib.sha256(_tagged("commitment", said)).hexdigest()


def sealed(
    pool: Mapping[str, str],
    strata: Sequence[Stratum],
    *,
    about: Mapping[str, str],
    commitment: str,
) -> dict[str, Any]:
    """The document as it is published before the draw: no seed, nothing drawn.

    Shapes: the keys of PARTS; pool by member, so that its order says nothing. Errors: none.
    """
    return _closed(
        {
            "format": FORMAT,
            "about": dict(about),
            "pool": [{"member": m, "stratum": s} for m, s in sorted(pool.items())],
            "strata": [stratum._asdict() for stratum in strata],
            "commitment": commitment,
            "seed": None,
            "drawn": None,
        }
    )


def revealed(document: Mapping[str, Any], *, key: str, word: str) -> dict[str, Any]:
    """The document after the draw, with the key, the word and what they draw.

    Shapes: as `sealed` gives it. Errors: ValueError if the key is not the committed one, or
            the document is not as `sealed` made it.
    """
    about, pool, strata = _read(document)
    if commit(key, pool, strata, about=about) != document["commitment"]:
        raise ValueError("the key is not the committed one")
    given = unicodedata.normalize("NFC", word).strip()
    drawn = [_as_json(part) for part in draw(pool, strata, seed(key, given))]
    whole = dict(document) | {"seed": {"key": key, "word": given}, "drawn": drawn}
    return _closed(whole)


def verify(document: object, *, commitment: str = "") -> tuple[bool, str]:
    """Whether a document's draw follows from what was committed to and the word given later.

    With a commitment noted down before the draw it must be that one; without, the answer says
    only that the document fits itself.

    Units:  reasons: valid, unreadable, altered, not_revealed, other_commitment,
            commitment_broken, wrong_draw.
    Errors: none.
    """
    if not isinstance(document, Mapping):
        return False, "unreadable"
    try:
        return _judge(document, commitment.strip().lower())
    except (ValueError, TypeError, RecursionError):
        return False, "unreadable"


def _judge(document: Mapping[str, Any], noted: str) -> tuple[bool, str]:
    about, pool, strata = _read(document)
    own = document["commitment"]
    if document["digest"] != _closed(document)["digest"]:
        return False, "altered"
    if noted and noted != own:
        return False, "other_commitment"
    if document["seed"] is None and document["drawn"] is None:
        return False, "not_revealed"
    key, word = _key_and_word(document["seed"])
    if commit(key, pool, strata, about=about) != own:
        return False, "commitment_broken"
    right = [_as_json(part) for part in draw(pool, strata, seed(key, word))]
    same = _canonical(document["drawn"]) == _canonical(right)
    return (True, "valid") if same else (False, "wrong_draw")


def _read(
    document: Mapping[str, Any],
) -> tuple[dict[str, str], dict[str, str], list[Stratum]]:
    """About, pool and strata of a document. Errors: ValueError if it is not of this format."""
    if set(document) != set(PARTS):
        raise ValueError("not these parts")
    about, pool = document["about"], document["pool"]
    if document["format"] != FORMAT or not isinstance(about, Mapping):
        raise ValueError("not this format")
    texts = [*about, *about.values(), document["commitment"], document["digest"]]
    members = [_texts(entry, ("member", "stratum")) for entry in _list(pool)]
    if not all(isinstance(text, str) for text in texts) or len(members) > MOST:
        raise ValueError("not text")
    found = {member: stratum for member, stratum in members}
    if len(found) != len(members):
        raise ValueError("a member stands twice")
    strata = [_stratum(entry) for entry in _list(document["strata"])]
    _check(found, strata)
    return dict(about), found, strata


def _stratum(entry: object) -> Stratum:
    if not isinstance(entry, Mapping) or set(entry) != set(Stratum._fields):
        raise ValueError("not a stratum")
    name, counts = entry["name"], (entry["take"], entry["substitutes"])
    if not isinstance(name, str) or any(type(count) is not int for count in counts):
        raise ValueError("not a stratum")
    return Stratum(name, *counts)


def _key_and_word(entry: object) -> tuple[str, str]:
    key, word = _texts(entry, ("key", "word"))
    if word != unicodedata.normalize("NFC", word).strip():
        raise ValueError("the word is not in its normal form")
    return key, word


def _texts(entry: object, names: tuple[str, str]) -> tuple[str, str]:
    if not isinstance(entry, Mapping) or set(entry) != set(names):
        raise ValueError("not these keys")
    first, second = entry[names[0]], entry[names[1]]
    if not isinstance(first, str) or not isinstance(second, str):
        raise ValueError("not text")
    return first, second


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return value


def _check(pool: Mapping[str, str], strata: Sequence[Stratum]) -> None:
    size = {stratum.name: 0 for stratum in strata}
    if len(size) != len(strata):
        raise ValueError("a stratum stands twice")
    for name in pool.values():
        if name not in size:
            raise ValueError(f"no stratum {name!r}")
        size[name] += 1
    for stratum in strata:
        if stratum.take < 0 or stratum.substitutes < 0:
            raise ValueError("a count is not below zero")
        if size[stratum.name] < stratum.take + stratum.substitutes:
            raise ValueError(f"{stratum.name}: too few members")


def _closed(document: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in document.items() if name != "digest"}
    return rest | {"digest": hashlib.sha256(_tagged("document", rest)).hexdigest()}


def _as_json(part: Drawn) -> dict[str, Any]:
    return {
        "stratum": part.stratum,
        "members": list(part.members),
        "substitutes": list(part.substitutes),
    }


def _lot(key: bytes, stratum: str, member: str) -> bytes:
    return hmac.new(key, _tagged("lot", [stratum, member]), hashlib.sha256).digest()


def _require_hex(text: str) -> None:
    if not _HEX.fullmatch(text):
        raise ValueError("a key is 64 hexadecimal digits")


def _tagged(purpose: str, value: object) -> bytes:
    """Bytes that can be no other purpose's: what they are for stands before them."""
    return f"{FORMAT}/{purpose}".encode() + b"\0" + _canonical(value)


def _canonical(value: object) -> bytes:
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()
