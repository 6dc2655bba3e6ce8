"""Untrusted uploads: what they are, whether they are safe to keep, and where they are kept.

The content decides what a file is; its name must agree. This is no virus scanner: it refuses
what can act on opening (macros, scripts, launchers) and what breaks a reader (archive bombs).
The records of files are tables of the stages.
"""

import hashlib
import io
import os
import re
import secrets
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import puremagic
from django.conf import settings

from xingmeng.core import keys, seal
from xingmeng.engines.values import Finding

DEFAULT_MAX_BYTES = 20 * 2**20
MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 200 * 2**20
MAX_RATIO = 150
SMALL_ENTRY_BYTES = 2**20  # below this a high ratio harms nobody
MAX_NAME_CHARS = 120
MAX_NAME_BYTES = 240  # file systems stop at 255
CHUNK_BYTES = 2**16

KINDS = {
    ".pdf": "pdf",
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".txt": "txt",
}
TEXT_KINDS = frozenset({"csv", "txt"})
OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "docx": OFFICE + "wordprocessingml.document",
    "xlsx": OFFICE + "spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
}
OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/"}
ARCHIVE_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # a zip version or method that Python does not know
)
SIGNATURES = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "png",
    b"\xff\xd8\xff": "jpeg",
    b"PK\x03\x04": "archive",
}
MARKUP = re.compile(rb"\s*(<(!|\?|html|script|svg|body|iframe)|#!|\{\\rtf)", re.IGNORECASE)
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
PDF_STREAM = re.compile(rb"(?<!end)stream\r?\n")
PDF_GLANCE_BYTES = 64
PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PDF_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?)(?![A-Za-z])")
PDF_OBJECTS = re.compile(rb"\s*\d+\s+\d+\s")
MACRO_PART = re.compile(r"(^|/)(vba\w*\.(bin|xml)|activex/.*)$", re.IGNORECASE)
MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
DIGEST = re.compile(r"[0-9a-f]{64}")
FORBIDDEN_IN_NAMES = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What an accepted upload is, by its content."""

    name: str
    kind: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an upload is kept: under the digest of its plain content."""

    digest: str
    size: int


class _Unsafe(Exception):
    """The first reason, as a code, why content must not be kept."""


def inspect(
    name: str, content: bytes | BinaryIO, size: int, *, limit: int | None = None
) -> Sniffed | list[Finding]:
    """What the upload is, or every reason against it; a file object is left at its start.

    Units:  size and limit in bytes; the limit is settings.UPLOAD_MAX_BYTES, else 20 MiB.
    Errors: none; findings file_empty, file_too_large, file_type_not_allowed,
        file_type_mismatch, file_unsafe (its "reason" says why).
    """
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    name = safe_name(name)
    most = getattr(settings, "UPLOAD_MAX_BYTES", DEFAULT_MAX_BYTES) if limit is None else limit
    size = max(size, file.seek(0, os.SEEK_END))
    extension = PurePosixPath(name).suffix.lower()
    expected = KINDS.get(extension)
    against = []
    if expected is None:
        values = {"name": name, "extension": extension, "allowed": sorted(KINDS)}
        against.append(Finding("file_type_not_allowed", values))
    if size == 0:
        against.append(Finding("file_empty", {"name": name}))
    elif size > most:
        values = {"name": name, "size": size, "limit": most}
        against.append(Finding("file_too_large", values))
    else:
        against += _against_content(name, _whole(file), expected)
    file.seek(0)
    if against or expected is None:
        return against
    return Sniffed(name, expected, MEDIA_TYPES[expected], size)


def store(file: BinaryIO) -> Stored:
    """Keep the content, sealed, under its digest; the same content is kept once.

    Writes: HOME_DIR/files/aa/bb/<digest>, in one piece.
    Errors: none of its own.
    """
    plain = _whole(file)
    digest = hashlib.sha256(plain).hexdigest()
    path = _path(digest)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(seal.close(plain, context=_context(digest)))
        target.flush()
        os.fsync(target.fileno())
    os.replace(draft, path)
    return Stored(digest, len(plain))


def read(digest: str) -> bytes:
    """The very content that was stored under this digest.

    Errors: ValueError if it is no digest; FileNotFoundError; seal.Broken if it was altered.
    """
    return seal.open_(_path(digest).read_bytes(), context=_context(digest))


def safe_name(name: str) -> str:
    """A name that is only a name: no path, nothing invisible, Chinese kept, never empty.

    Units:  at most 120 characters and 240 bytes; the extension survives the cut.
    Errors: none.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    spaced = "".join(" " if one.isspace() else one for one in last)
    seen = "".join(one for one in spaced if unicodedata.category(one)[0] != "C")
    plain = re.sub(r" +", " ", FORBIDDEN_IN_NAMES.sub("_", seen)).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    if not dot or len(extension) > 10 or not extension.isalnum():
        stem, dot, extension = plain, "", ""
    tail = dot + extension
    return (_cut(stem, tail) + tail) or "file"


def _cut(stem: str, tail: str) -> str:
    stem = stem[: MAX_NAME_CHARS - len(tail)]
    room = MAX_NAME_BYTES - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .")


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _path(digest: str) -> Path:
    if not DIGEST.fullmatch(digest):
        raise ValueError("not a SHA-256 digest in lower case")
    return keys.home() / "files" / digest[:2] / digest[2:4] / digest


def _context(digest: str) -> str:
    return f"file:{digest}"


def _against_content(name: str, content: bytes, expected: str | None) -> Iterator[Finding]:
    try:
        found = _kind_of(content)
        if found == "pdf":
            _require_passive_pdf(content)
    except _Unsafe as reason:
        yield Finding("file_unsafe", {"name": name, "reason": str(reason)})
        return
    agrees = expected in TEXT_KINDS if found == "text" else expected == found
    if expected is not None and not agrees:
        values = {"name": name, "expected": expected, "found": found}
        yield Finding("file_type_mismatch", values)


def _kind_of(content: bytes) -> str:
    """One of the allowed kinds, "text", or what puremagic takes it for. Errors: _Unsafe."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return _office_kind(content) if kind == "archive" else kind
    if _is_plain_text(content):
        return "text"
    if MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        return "markup"
    try:
        return puremagic.from_string(content[:CHUNK_BYTES]).removeprefix(".") or "unknown"
    except (puremagic.PureError, ValueError):
        return "unknown"


def _is_plain_text(content: bytes) -> bool:
    """Readable text in UTF-8 or GB 18030 that is not a page or a script."""
    if MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            return not NOT_TEXT.search(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False


def _require_passive_pdf(content: bytes) -> None:
    """Nothing runs, launches or hides in it, also where names are escaped or compressed."""
    plain = _unescaped(content)
    if b"/Encrypt" in plain:
        raise _Unsafe("encrypted")
    if PDF_ACTIVE.search(plain):
        raise _Unsafe("active_content")
    room = MAX_UNPACKED_BYTES
    for stream in PDF_STREAM.finditer(content):
        objects = _packed_objects(content, stream, room)
        room -= len(objects)
        if PDF_ACTIVE.search(_unescaped(objects)):
            raise _Unsafe("active_content")


def _packed_objects(content: bytes, stream: re.Match[bytes], room: int) -> bytes:
    """The unpacked stream if it holds objects, which begin with pairs of numbers."""
    before = content[max(0, stream.start() - 8_000) : stream.start()]
    said = b"ObjStm" in _unescaped(before[max(0, before.rfind(b"obj")) :])
    if PDF_OBJECTS.match(_inflated(content, stream.end(), PDF_GLANCE_BYTES)):
        objects = _inflated(content, stream.end(), room + 1)
        if len(objects) > room:
            raise _Unsafe("archive_bomb")
        return objects
    if said:
        raise _Unsafe("unreadable_objects")
    return b""


def _unescaped(content: bytes) -> bytes:
    return PDF_ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), content)


def _inflated(content: bytes, start: int, most: int) -> bytes:
    """What is deflated from there on, cut at so many bytes; as far as it can be read."""
    unpacker, plain = zlib.decompressobj(), bytearray()
    try:
        while len(plain) < most and not unpacker.eof and start < len(content):
            packed = content[start : start + CHUNK_BYTES]
            plain += unpacker.decompress(packed, most - len(plain))
            start += len(packed) - len(unpacker.unconsumed_tail)
    except zlib.error:
        pass
    return bytes(plain)


def _office_kind(content: bytes) -> str:
    """docx or xlsx if it is genuine and without macros, else "zip". Errors: _Unsafe."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_bounded(archive, len(content))
            names = archive.namelist()
            if "[Content_Types].xml" not in names:
                return "zip"
            types = archive.read("[Content_Types].xml")
    except ARCHIVE_ERRORS as error:
        raise _Unsafe("broken_archive") from error
    if MACRO_TYPE.search(types) or any(MACRO_PART.search(name) for name in names):
        raise _Unsafe("macros")
    for kind, folder in OFFICE_FOLDERS.items():
        declared = f"{MEDIA_TYPES[kind]}.main+xml".encode() in types
        present = any(name.startswith(folder) for name in names)
        if declared and present and "_rels/.rels" in names:
            return kind
    return "zip"


def _require_bounded(archive: zipfile.ZipFile, size: int) -> None:
    """Few entries, each once, none encrypted, and no more inside than is said and allowed."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _Unsafe("archive_bomb")
    if max(Counter(entry.filename for entry in entries).values(), default=0) > 1:
        raise _Unsafe("broken_archive")
    packed = sum(entry.compress_size for entry in entries)  # more than the file: they overlap
    if packed > size or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise _Unsafe("archive_bomb")
    for entry in entries:
        _require_plain(entry)
        _require_true_size(archive, entry)


def _require_plain(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise _Unsafe("encrypted")
    if entry.compress_type not in ARCHIVE_METHODS:
        raise _Unsafe("broken_archive")
    if entry.file_size > max(SMALL_ENTRY_BYTES, MAX_RATIO * entry.compress_size):
        raise _Unsafe("archive_bomb")


def _require_true_size(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """What comes out is what the directory says: a forged size hides a bomb."""
    said, entry.file_size = entry.file_size, entry.file_size + 1  # one more shows a lie
    unpacked = 0
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK_BYTES):
            unpacked += len(chunk)
    entry.file_size = said
    if unpacked != said:
        raise _Unsafe("archive_bomb")
