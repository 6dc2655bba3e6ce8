"""A case as one file that opens without the system: what it holds, sealed, and the check of it.

A package is a ZIP. `manifest.json` names every other file with its SHA-256 and is sealed by
the seal service; `index.html` shows all of it and checks it in a browser off line, and is the
one file the manifest cannot name. Nobody is asked here who may have a package.
"""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from xingmeng.core import receipts

MANIFEST = "manifest.json"
INDEX = "index.html"
FORMAT = 1
STAMP = (1980, 1, 1, 0, 0, 0)  # equal content gives equal bytes
MOST_BYTES = 2**31  # of all that is unpacked while checking
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is not as it was sealed. `file` is empty for the package itself."""

    reason: str
    file: str = ""


def manifest_of(about: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """What is to be sealed: what the package is, and every file with its fingerprint.

    Shapes: {"kind", "format", "about", "files": {path: SHA-256}}. Order: by path.
    Errors: ValueError if a file has a name of the package's own.
    """
    if {MANIFEST, INDEX} & set(files):
        raise ValueError("a file has a name of the package's own")
    named = {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}
    body = {"kind": "archive_package", "format": FORMAT, "about": dict(about)}
    return body | {"files": named}


def write(to: IO[bytes], files: Mapping[str, bytes]) -> None:
    """The files as one ZIP; equal files give equal bytes. Errors: as of writing."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, STAMP)
            archive.writestr(entry, files[path], zipfile.ZIP_DEFLATED)


def verify(file: Path, *, trusted_pem: str | None) -> Fault | None:
    """The first fault of a package; None if it is whole and, with a key, sealed by that key.

    Units:  reasons: not_a_package, seal_broken, wrong_key, file_missing, file_altered,
            file_added, too_large.
    Errors: OSError if it cannot be read; ValueError if trusted_pem is no Ed25519 key.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _first_fault(archive, trusted_pem)
    except zipfile.BadZipFile:
        return Fault("not_a_package")


def _first_fault(archive: zipfile.ZipFile, trusted_pem: str | None) -> Fault | None:
    entries = {one.filename: one for one in archive.infolist() if not one.is_dir()}
    if sum(one.file_size for one in entries.values()) > MOST_BYTES:
        return Fault("too_large")
    if MANIFEST not in entries or len(entries) != len(archive.infolist()):
        return Fault("not_a_package")
    try:
        sealed = receipts.read(archive.read(MANIFEST))
        named = dict(sealed["body"]["files"])
    except (ValueError, KeyError, TypeError):
        return Fault("not_a_package", MANIFEST)
    valid, reason = receipts.verify(sealed, trusted_pem=trusted_pem)
    if not valid:
        return Fault("wrong_key" if reason == "wrong_key" else "seal_broken", MANIFEST)
    for path in sorted(named):
        if path not in entries:
            return Fault("file_missing", path)
        if _digest(archive, path) != named[path]:
            return Fault("file_altered", path)
    added = sorted(set(entries) - set(named) - {MANIFEST, INDEX})
    return Fault("file_added", added[0]) if added else None


def _digest(archive: zipfile.ZipFile, path: str) -> str:
    """The fingerprint of one file of a package; of what cannot be unpacked, none."""
    taken = hashlib.sha256()
    try:
        with archive.open(path) as content:
            while part := content.read(CHUNK):
                taken.update(part)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        return ""
    return taken.hexdigest()


def as_json(value: object) -> bytes:
    """A value as a file that people can read too. Errors: as receipts.canonical."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()
