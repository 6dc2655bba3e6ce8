"""Uploads: the content decides, what can act or burst is refused, what is kept is sealed."""

import io
import stat
import unicodedata
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.core import files, keys, seal

PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"


def office(main: str = "word/document.xml", kind: str = WORD, **more: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        types = f'<Types><Override PartName="/{main}" ContentType="{kind}"/></Types>'
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr(main, "<document/>")
        for name, content in more.items():
            archive.writestr(name, content)
    return target.getvalue()


def packed_pdf(objects: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    head = b"5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter" + filters + b">>\nstream\n"
    return PDF + head + zlib.compress(objects) + b"\nendstream\nendobj\n"


def codes(name: str, content: bytes, **options) -> list[str]:
    found = files.inspect(name, content, len(content), **options)
    return [finding.code for finding in found] if isinstance(found, list) else [found.kind]


def reason(name: str, content: bytes) -> object:
    (finding,) = files.inspect(name, content, len(content))
    assert finding.code == "file_unsafe"
    return finding.values["reason"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("申报书.pdf", PDF, "pdf"),
        ("图.PNG", PNG, "png"),
        ("照片.jpeg", JPEG, "jpeg"),
        ("照片.jpg", JPEG, "jpeg"),
        ("任务书.docx", office(), "docx"),
        ("预算.xlsx", office("xl/workbook.xml", SHEET), "xlsx"),
        ("名单.csv", "姓名,单位\n其木格,某大学\n".encode("gb18030"), "csv"),
        ("说明.txt", "\ufeff包头稀土\r\nBM 与 MZ 只是文字".encode(), "txt"),
        ("fields.txt", b"From: here, 1 < 2", "txt"),
    ],
)
def test_what_is_allowed_is_named_by_its_content(name, content, kind):
    found = files.inspect(name, io.BytesIO(content), len(content))

    assert found == files.Sniffed(name, kind, files.MEDIA_TYPES[kind], len(content))


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("page.pdf", b"<html><script>alert(1)</script></html>", "markup"),
        ("page.txt", b"\xef\xbb\xbf \n<!DOCTYPE html><p>", "markup"),
        ("run.txt", b"#!/bin/sh\nrm -r x", "markup"),
        ("picture.png", b"<svg onload='x'/>", "markup"),
        ("picture.png", JPEG, "jpeg"),
        ("letter.docx", office("xl/workbook.xml", SHEET), "xlsx"),
        ("letter.pdf", b"plain words", "text"),
        ("old.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "doc"),
        ("table.csv", PDF, "pdf"),
        ("table.csv", b"a,b\x00c", "unknown"),
        ("letter.docx", office(kind="text/plain"), "zip"),
    ],
)
def test_a_name_that_disagrees_with_the_content_is_refused(name, content, found):
    (finding,) = files.inspect(name, content, len(content))

    assert finding.code == "file_type_mismatch"
    assert finding.values["found"] == found


@pytest.mark.parametrize("name", ["x.exe", "x.html", "x.zip", "x.docm", "x", "x.pdf.svg"])
def test_a_kind_that_is_not_allowed_is_refused_by_name(name):
    assert codes(name, PDF) == ["file_type_not_allowed"]


def test_size_is_measured_not_believed():
    (finding,) = files.inspect("a.pdf", io.BytesIO(PDF), 1, limit=20)

    assert finding.code == "file_too_large"
    assert finding.values["size"] == len(PDF)
    assert codes("a.pdf", PDF, limit=len(PDF)) == ["pdf"]


def test_every_reason_is_given_at_once():
    assert codes("a.exe", b"") == ["file_type_not_allowed", "file_empty"]
    assert codes("a.exe", PDF, limit=5) == ["file_type_not_allowed", "file_too_large"]


def test_the_file_is_left_at_its_start():
    file = io.BytesIO(PDF)

    files.inspect("a.pdf", file, len(PDF))

    assert file.tell() == 0


@pytest.mark.parametrize(
    "content",
    [
        office(kind=MACRO_WORD),
        office(**{"word/vbaProject.bin": b"x"}),
        office(**{"word/VBAPROJECT.BIN": b"x"}),
        office(**{"word/activeX/activeX1.bin": b"x"}),
    ],
)
def test_macros_are_refused_under_any_name(content):
    assert reason("letter.docx", content) == "macros"
    assert "file_unsafe" in codes("letter.docm", content)


def test_a_bomb_of_one_entry_is_refused():
    assert reason("a.docx", office(**{"word/big.xml": bytes(3 * 2**20)})) == "archive_bomb"


def test_a_bomb_of_many_entries_is_refused():
    many = {f"word/{number}.xml": b"" for number in range(files.MAX_ENTRIES)}

    assert reason("a.docx", office(**many)) == "archive_bomb"


def test_a_bomb_in_the_sum_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 1_000)

    assert reason("a.docx", office(**{"word/big.xml": bytes(1_000)})) == "archive_bomb"


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(office(**{"word/big.xml": bytes(10 * 2**20)}))
    true_size = (10 * 2**20).to_bytes(4, "little")
    assert content.count(true_size) == 2
    content = content.replace(true_size, (100).to_bytes(4, "little"))

    assert reason("a.docx", bytes(content)) in {"archive_bomb", "broken_archive"}


def test_an_entry_that_stands_twice_is_refused():
    target = io.BytesIO(office())
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<other/>")

    assert reason("a.docx", target.getvalue()) == "broken_archive"


@given(st.data())
def test_a_damaged_archive_is_judged_and_never_crashes(data):
    content = bytearray(office())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    assert codes("a.docx", bytes(content))


@given(st.binary(max_size=300), st.sampled_from([b"", PDF, PNG, b"PK\x03\x04"]))
def test_any_bytes_are_judged_and_never_crash(content, head):
    assert codes("a.pdf", head + content)


@pytest.mark.parametrize(
    "active",
    [
        b"<</S/JavaScript/JS(app.alert)>>",
        b"<</S/J#61vaScript/JS(app.alert)>>",
        b"<</S /Launch /F(cmd.exe)>>",
        b"<</Type/EmbeddedFile>>",
        b"<</Names<</EmbeddedFiles 3 0 R>>>>",
    ],
)
def test_a_pdf_that_acts_is_refused_open_or_packed(active):
    assert reason("a.pdf", PDF + active) == "active_content"
    assert reason("a.pdf", packed_pdf(b"7 0 " + active)) == "active_content"


def test_a_pdf_that_hides_its_objects_is_refused():
    assert reason("a.pdf", packed_pdf(b"7 0 <<>>", b"/LZWDecode").replace(b"x\x9c", b"zz")) == (
        "unreadable_objects"
    )
    assert reason("a.pdf", PDF + b"<</Encrypt 9 0 R>>") == "encrypted"


def test_a_pdf_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 10_000)

    assert reason("a.pdf", packed_pdf(b"7 0 " + bytes(50_000))) == "archive_bomb"


def test_a_passive_pdf_with_packed_objects_and_pictures_is_kept():
    picture = b"stream\n" + zlib.compress(bytes(10_000) + b"/JavaScript ") + b"\nendstream\n"

    assert codes("a.pdf", packed_pdf(b"7 0 <</Type/Page>>") + picture) == ["pdf"]


@pytest.fixture
def home(settings, tmp_path, monkeypatch):
    monkeypatch.delenv(keys.SEALING_KEYS_VARIABLE, raising=False)
    settings.HOME_DIR = tmp_path
    return tmp_path


def test_what_is_stored_is_read_back_and_lies_sealed(home):
    stored = files.store(io.BytesIO(PDF))

    again = files.store(io.BytesIO(PDF))

    assert files.read(stored.digest) == PDF
    assert again == stored == files.Stored(stored.digest, len(PDF))
    (path,) = [path for path in (home / "files").rglob("*") if path.is_file()]
    digest = stored.digest
    assert path == home / "files" / digest[:2] / digest[2:4] / digest
    assert b"Catalog" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_was_altered_or_exchanged_is_not_read(home):
    one, other = files.store(io.BytesIO(PDF)), files.store(io.BytesIO(PNG))
    place = home / "files" / one.digest[:2] / one.digest[2:4] / one.digest
    exchanged = home / "files" / other.digest[:2] / other.digest[2:4] / other.digest
    place.write_bytes(exchanged.read_bytes())

    with pytest.raises(seal.Broken):
        files.read(one.digest)


@pytest.mark.parametrize("digest", ["", "../../keys/signing.pem", "A" * 64, "a" * 63, "a" * 65])
def test_only_a_digest_is_a_place(digest):
    with pytest.raises(ValueError):
        files.read(digest)


def test_what_was_never_stored_is_not_found(home):
    with pytest.raises(FileNotFoundError):
        files.read("a" * 64)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("项目申报书（终稿）.pdf", "项目申报书（终稿）.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\预算 表.xlsx", "预算 表.xlsx"),
        ("fdp\u202excod.exe", "fdpxcod.exe"),
        ("a\x00b\r\nc.txt", "ab c.txt"),
        ("...", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("书" * 200 + ".docx", "书" * 78 + ".docx"),
    ],
)
def test_a_safe_name_keeps_what_is_only_a_name(given_name, kept):
    assert files.safe_name(given_name) == kept


@given(st.text(max_size=300))
def test_a_safe_name_is_safe_for_any_text(name):
    safe = files.safe_name(name)

    assert 0 < len(safe) <= files.MAX_NAME_CHARS
    assert len(safe.encode()) <= files.MAX_NAME_BYTES
    assert not set(safe) & set('/\\<>:"|?*')
    assert not safe.startswith(".")
    assert all(unicodedata.category(one)[0] != "C" for one in safe)
    assert files.safe_name(safe) == safe
