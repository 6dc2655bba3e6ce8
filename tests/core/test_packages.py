"""A package proves itself: whatever is changed, lost or added in it is found."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from xingmeng.core import keys, packages, receipts
from xingmeng.core.packages import Fault

FILES = {"papers/01-合同.pdf": b"%PDF-1.7 one", "steps.json": b"[]", "files/01-a.txt": b"a"}


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What a package of a server with a key of its own holds."""
    monkeypatch.setattr(keys, "home", lambda: tmp_path)
    return sealed(FILES)


def sealed(files: dict[str, bytes]) -> dict[str, bytes]:
    manifest = receipts.sign(packages.manifest_of({"number": "X-1"}, files))
    own = {packages.MANIFEST: packages.as_json(manifest), packages.INDEX: b"<!doctype html>"}
    return files | own


def packed(to: Path, entries: dict[str, bytes]) -> Path:
    with to.open("wb") as file:
        packages.write(file, entries)
    return to


def test_a_package_is_whole_and_of_its_server(entries: dict[str, bytes], tmp_path: Path):
    file = packed(tmp_path / "a.zip", entries)

    assert packages.verify(file, trusted_pem=None) is None
    assert packages.verify(file, trusted_pem=keys.public_key_pem()) is None
    other = keys.pem_of(Ed25519PrivateKey.generate().public_key())
    wrong = packages.verify(file, trusted_pem=other)
    assert wrong == Fault("wrong_key", packages.MANIFEST)


def test_equal_content_gives_equal_bytes(entries: dict[str, bytes]):
    one, two = io.BytesIO(), io.BytesIO()
    packages.write(one, entries)
    packages.write(two, dict(reversed(entries.items())))

    assert one.getvalue() == two.getvalue()


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_changed_and_a_lost_file_are_named(
    path: str, entries: dict[str, bytes], tmp_path: Path
):
    changed = packed(tmp_path / "a.zip", entries | {path: FILES[path] + b"!"})
    lost = packed(tmp_path / "b.zip", {k: v for k, v in entries.items() if k != path})

    assert packages.verify(changed, trusted_pem=None) == Fault("file_altered", path)
    assert packages.verify(lost, trusted_pem=None) == Fault("file_missing", path)


def test_an_added_file_and_an_altered_list_are_found(entries: dict[str, bytes], tmp_path: Path):
    added = packed(tmp_path / "a.zip", entries | {"zz.txt": b"more"})
    document = json.loads(entries[packages.MANIFEST])
    document["body"]["about"]["number"] = "X-2"
    renamed = entries | {packages.MANIFEST: packages.as_json(document)}
    altered = packed(tmp_path / "b.zip", renamed)

    assert packages.verify(added, trusted_pem=None) == Fault("file_added", "zz.txt")
    assert packages.verify(altered, trusted_pem=None) == Fault("seal_broken", packages.MANIFEST)


@pytest.mark.parametrize("content", [b"", b"PK", b"a letter"])
def test_what_is_no_package_is_called_so(content: bytes, tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(content)

    assert packages.verify(tmp_path / "a.zip", trusted_pem=None) == Fault("not_a_package")


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"body": {"files": 3}}'])
def test_a_package_without_a_readable_list_is_none(manifest: bytes, tmp_path: Path):
    file = packed(tmp_path / "a.zip", {packages.MANIFEST: manifest})
    without = packed(tmp_path / "b.zip", {"a.txt": b"a"})

    assert packages.verify(file, trusted_pem=None) == Fault("not_a_package", packages.MANIFEST)
    assert packages.verify(without, trusted_pem=None) == Fault("not_a_package")


def test_a_package_that_would_fill_the_disk_is_not_unpacked(
    entries: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(packages, "MOST_BYTES", 10)
    file = packed(tmp_path / "a.zip", entries)

    assert packages.verify(file, trusted_pem=None) == Fault("too_large")


def test_no_file_takes_the_name_of_the_list_or_the_page():
    for name in (packages.MANIFEST, packages.INDEX):
        with pytest.raises(ValueError, match="own"):
            packages.manifest_of({}, {name: b""})


@settings(max_examples=60)
@given(place=st.integers(0, 10**6), flip=st.integers(1, 255))
def test_no_flipped_byte_of_a_file_stays_unseen(
    place: int, flip: int, tmp_path_factory: pytest.TempPathFactory
):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "home", lambda: tmp_path_factory.getbasetemp() / "packages")
        files = {"a.bin": bytes(range(256)), "b.bin": b"b" * 40}
        entries = sealed(files)
    name = sorted(files)[place % 2]
    content = bytearray(entries[name])
    content[place % len(content)] ^= flip
    file = packed(tmp_path_factory.mktemp("p") / "a.zip", entries | {name: bytes(content)})

    assert packages.verify(file, trusted_pem=None) == Fault("file_altered", name)


def test_an_entry_that_cannot_be_unpacked_counts_as_altered(
    entries: dict[str, bytes], tmp_path: Path
):
    file = packed(tmp_path / "a.zip", entries)
    raw = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        entry = archive.getinfo("files/01-a.txt")
    start = entry.header_offset + 30 + len(entry.filename)
    raw[start] ^= 0xFF
    file.write_bytes(raw)

    assert packages.verify(file, trusted_pem=None) == Fault("file_altered", "files/01-a.txt")
