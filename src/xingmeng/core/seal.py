"""Closing bytes so that only this server opens them, whole and in place. No storage here."""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xingmeng.core import keys

KEY_ID_BYTES = 8
NONCE_BYTES = 12
TAG_BYTES = 16
HEAD_BYTES = KEY_ID_BYTES + NONCE_BYTES


class Broken(Exception):
    """A sealed value was altered, moved to another context, or its key is not held here."""


def close(plain: bytes, *, context: str) -> bytes:
    """Seal with the newest key; it opens only under the same context.

    Units:  key id (8 bytes), nonce (12), AES-256-GCM ciphertext with its tag (plain + 16).
    Errors: ValueError if the server's keys are unusable.
    """
    key = keys.sealing_keys()[0]
    name, nonce = _name(key), secrets.token_bytes(NONCE_BYTES)
    return name + nonce + AESGCM(key).encrypt(nonce, plain, _bound(name, context))


def open_(sealed: bytes, *, context: str) -> bytes:
    """The very bytes that were closed under this context, with any key still held.

    Errors: Broken; ValueError if the server's keys are unusable.
    """
    name, nonce = sealed[:KEY_ID_BYTES], sealed[KEY_ID_BYTES:HEAD_BYTES]
    key = next((one for one in keys.sealing_keys() if _name(one) == name), None)
    if key is None or len(sealed) < HEAD_BYTES + TAG_BYTES:
        raise Broken(f"no key here opens this value ({context})")
    try:
        return AESGCM(key).decrypt(nonce, sealed[HEAD_BYTES:], _bound(name, context))
    except InvalidTag as error:
        raise Broken(f"altered, or sealed for another place ({context})") from error


def _name(key: bytes) -> bytes:
    return hashlib.sha256(b"xingmeng sealing key" + key).digest()[:KEY_ID_BYTES]


def _bound(name: bytes, context: str) -> bytes:
    return name + context.encode()
