"""The server's secrets, made once: a signing key and the sealing keys. No cipher lives here."""

import base64
import binascii
import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

SEALING_KEYS_VARIABLE = "XINGMENG_SEALING_KEYS"
SEALING_KEY_BYTES = 32
SIGNING_FILE = "signing.pem"
SEALING_FILE = "sealing.keys"


def home() -> Path:
    """The folder that holds everything this server alone knows. Errors: none."""
    return Path(getattr(settings, "HOME_DIR", "var"))


def signing_key() -> Ed25519PrivateKey:
    """The one key this server signs with; the same for every process, also on the first day.

    Writes: HOME_DIR/keys/signing.pem, mode 0600, if there is none.
    Errors: ValueError if the file holds no Ed25519 key.
    """
    return _private_key(_made_once(SIGNING_FILE, _new_signing_pem))


def public_key_pem() -> str:
    """The public half of the signing key, to hand to anyone. Errors: as signing_key."""
    return pem_of(signing_key().public_key())


def key_id() -> str:
    """The short name of the signing key. Errors: as signing_key."""
    return fingerprint(signing_key().public_key())


def pem_of(key: Ed25519PublicKey) -> str:
    """The one way this house writes a public key. Errors: none."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def fingerprint(key: Ed25519PublicKey) -> str:
    """A short name that only this public key has.

    Units:  16 hexadecimal digits, the first 64 bits of the SHA-256 of the raw key.
    Errors: none.
    """
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:16]


def sealing_keys() -> list[bytes]:
    """Every key that may open a sealed value; the first one closes new ones.

    Units:  32 bytes each.
    Order:  newest first, as in the file or the environment.
    Writes: HOME_DIR/keys/sealing.keys, mode 0600, if there is none and no environment rules.
    Errors: ValueError if there is no key or one is not 32 bytes in base64.
    """
    given = os.environ.get(SEALING_KEYS_VARIABLE)
    if given is None:
        given = _made_once(SEALING_FILE, _new_sealing_line).decode("ascii")
    return list(_parsed(given))


def rotate_sealing_keys() -> None:
    """Put a new key in front; what older keys closed still opens.

    Writes: HOME_DIR/keys/sealing.keys, in one piece.
    Errors: ValueError if the environment holds the keys, for then they are changed there.
    """
    if SEALING_KEYS_VARIABLE in os.environ:
        raise ValueError(f"{SEALING_KEYS_VARIABLE} is set; put the new key in front there")
    before = _made_once(SEALING_FILE, _new_sealing_line)
    path = _folder() / SEALING_FILE
    drafted = _drafted(path, _new_sealing_line() + before)
    os.replace(drafted, path)


def _folder() -> Path:
    folder = home() / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _made_once(name: str, make: Callable[[], bytes]) -> bytes:
    """What the file holds; when two processes are first at once, both get the winner's."""
    path = _folder() / name
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    drafted = _drafted(path, make())
    try:
        os.link(drafted, path)  # whole or not at all, and only if there is none yet
    except FileExistsError:
        pass
    finally:
        drafted.unlink()
    return path.read_bytes()


def _drafted(path: Path, content: bytes) -> Path:
    """A finished file beside its place, readable by its owner alone."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _new_signing_pem() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _new_sealing_line() -> bytes:
    return base64.b64encode(secrets.token_bytes(SEALING_KEY_BYTES)) + b"\n"


@cache
def _private_key(pem: bytes) -> Ed25519PrivateKey:
    key = load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{SIGNING_FILE} must hold an Ed25519 key")
    return key


@cache
def _parsed(text: str) -> tuple[bytes, ...]:
    """One key a line in the file; spaces or commas between them in the environment."""
    try:
        found = tuple(base64.b64decode(word, validate=True) for word in _words(text))
    except binascii.Error as error:
        raise ValueError("a sealing key is not base64") from error
    if not found or any(len(key) != SEALING_KEY_BYTES for key in found):
        raise ValueError(f"sealing keys must be {SEALING_KEY_BYTES} bytes each, at least one")
    return found


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()
