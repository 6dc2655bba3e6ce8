"""Receipts that anyone can check without this server. No table, page or clock lives here."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from xingmeng.core import keys

ALGORITHM = "Ed25519"
PARTS = frozenset({"body", "key_id", "public_key", "signature", "algorithm"})


def canonical(value: object) -> bytes:
    """The same bytes for equal values: JSON in UTF-8, keys sorted, no spaces.

    Errors: ValueError for NaN, infinity, half a surrogate pair or a key that is not text;
        TypeError for what JSON does not know.
    """
    _require_text_keys(value)
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def digest(value: object) -> str:
    """The fingerprint of a value's canonical form.

    Units:  SHA-256, 64 hexadecimal digits.
    Errors: as canonical.
    """
    return hashlib.sha256(canonical(value)).hexdigest()


def sign(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body with this server's signature over its canonical form.

    Shapes: {"body", "key_id", "public_key" (PEM), "signature" (base64), "algorithm"}.
    Errors: as canonical; ValueError if the server's key is unusable.
    """
    message = canonical(body := dict(body))
    return {
        "body": body,
        "key_id": keys.key_id(),
        "public_key": keys.public_key_pem(),
        "signature": base64.b64encode(keys.signing_key().sign(message)).decode("ascii"),
        "algorithm": ALGORITHM,
    }


def read(text: str | bytes) -> dict[str, Any]:
    """A receipt file as a document, if it can be read in one way only.

    Errors: ValueError if it is no JSON object, is not UTF-8, or names a key twice.
    """
    try:
        document = json.loads(text, object_pairs_hook=_without_twins, parse_constant=_refused)
    except RecursionError:
        raise ValueError("a receipt is not that deep") from None
    if not isinstance(document, dict):
        raise ValueError("a receipt is one JSON object")
    return document


def verify(document: Mapping[str, Any], *, trusted_pem: str | None) -> tuple[bool, str]:
    """Whether the document is whole and, with a trusted key, whether that key signed it.

    Without a trusted key the answer "valid" says only that nothing was altered since the
    holder of the enclosed key signed. Needs no database and no settings.

    Units:  reasons: valid, signature_broken, wrong_key, unreadable.
    Errors: ValueError if trusted_pem is given and is not an Ed25519 public key.
    """
    trusted = None if trusted_pem is None else _public_key(trusted_pem)
    if not isinstance(document, Mapping) or set(document) != PARTS:
        return False, "unreadable"
    try:
        message = canonical(_body_of(document))
        key = _public_key(document["public_key"])
    except (ValueError, TypeError, RecursionError):
        return False, "unreadable"
    if not _is_named_truly(document, key) or trusted not in (None, key):
        return False, "wrong_key"
    if not _is_signed(document["signature"], key=key, message=message):
        return False, "signature_broken"
    return True, "valid"


def _body_of(document: Mapping[str, Any]) -> dict[str, Any]:
    body = document["body"]
    if document["algorithm"] != ALGORITHM or not isinstance(body, Mapping):
        raise ValueError("not a receipt of this kind")
    return dict(body)


def _public_key(pem: object) -> Ed25519PublicKey:
    if not isinstance(pem, str):
        raise ValueError("a public key is text in PEM form")
    try:
        key = load_pem_public_key(pem.encode())
    except Exception as error:  # the library has no one class for "not a key"
        raise ValueError("not a public key in PEM form") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 public key")
    return key


def _is_named_truly(document: Mapping[str, Any], key: Ed25519PublicKey) -> bool:
    """Character by character, for PEM and base64 let some altered characters mean the same."""
    own = (keys.pem_of(key), keys.fingerprint(key))
    return (document["public_key"], document["key_id"]) == own


def _is_signed(signature: object, *, key: Ed25519PublicKey, message: bytes) -> bool:
    try:
        raw = base64.b64decode(str(signature), validate=True)
        key.verify(raw, message)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return base64.b64encode(raw).decode("ascii") == signature


def _require_text_keys(value: object) -> None:
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("every key of a signed value is text")
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            _require_text_keys(item)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")
