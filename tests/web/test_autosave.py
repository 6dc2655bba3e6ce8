"""A form that saves as one writes: one field a time, faulty answers kept, refusals in words."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xingmeng.demo import texts

SCRIPT = {"Accept": "application/json"}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def draft(people, sign_in):
    """A client of the enterprise and the address of its new draft."""
    client = sign_in("issuer")
    page = client.get("/needs/new/").content.decode()
    pk = re.search(r'name="organisation" value="(\d+)"', page)[1]
    address = client.post("/needs/new/", {"organisation": pk})["Location"]
    client.post(address, {"secrecy": "open"})
    return client, address


def save(client, address: str, field: str, **given):
    return client.post(address, {"_field": field, **given}, headers=SCRIPT)


def shown(client, address: str) -> str:
    return client.get(address).content.decode()


def test_one_field_is_kept_and_its_time_is_told(draft):
    client, address = draft

    answer = save(client, address, "title", title="晶界扩散技术")

    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert sum(section["done"] for section in answer.json()["progress"]) == 2
    assert answer.json()["errors"] == []
    assert answer.json()["saved_at"].startswith("2024-06-30T")
    assert 'value="晶界扩散技术"' in shown(client, address)


def test_saving_one_field_leaves_the_others(draft):
    client, address = draft
    save(client, address, "title", title="晶界扩散技术")
    save(client, address, "present_level", present_level="合格率 91%")

    page = shown(client, address)

    assert 'value="晶界扩散技术"' in page
    assert "合格率 91%" in page


def test_a_table_is_saved_row_by_row_without_empty_rows(draft):
    client, address = draft
    rows = {
        "targets-rows": "3",
        "targets-0-name": "矫顽力",
        "targets-0-value": "≥ 20",
        "targets-0-unit": "kOe",
        "targets-2-name": "合格率",
        "targets-2-value": "≥ 97",
    }

    answer = save(client, address, "targets", **rows)

    assert answer.json()["errors"] == []
    page = shown(client, address)
    assert 'name="targets-1-name" value="合格率"' in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("total_fen", "两千万", "请填写金额"),
        ("deadline_on", "明年", "请按“年-月-日”填写日期"),
        ("title", "长" * 61, "现有 61 字，最多 60 字，请删减。"),
        ("kind", "nothing", "请从所列选项中选择。"),
    ],
)
def test_a_faulty_answer_is_kept_with_words(draft, field: str, value: str, words: str):
    client, address = draft

    answer = save(client, address, field, **{field: value})

    assert answer.status_code == 200
    assert answer.json()["saved_at"]
    assert [words in error for error in answer.json()["errors"]] == [True]
    assert words in shown(client, address)


@pytest.mark.parametrize(("field", "value"), [("total_fen", "两千万"), ("title", "长" * 61)])
def test_a_faulty_answer_stands_on_the_page_as_typed(draft, field: str, value: str):
    client, address = draft
    save(client, address, field, **{field: value})

    assert f'value="{value}"' in shown(client, address)


def test_own_money_above_the_whole_is_said_at_its_field(draft):
    client, address = draft
    save(client, address, "total_fen", total_fen="100")

    answer = save(client, address, "own_fen", own_fen="200")

    assert answer.json()["errors"] == ["自有资金不能多于榜单金额。"]


def test_an_emptied_field_is_no_fault_while_writing(draft):
    client, address = draft
    save(client, address, "title", title="晶界扩散技术")

    assert save(client, address, "title", title="").json()["errors"] == []


def test_words_are_in_the_readers_language(draft):
    client, address = draft
    client.cookies["language"] = "en"

    answer = save(client, address, "total_fen", total_fen="much")

    assert answer.json()["errors"] == [
        "Enter an amount in units of CNY 10,000, such as 1850.5."
    ]


def test_an_unknown_field_is_refused_with_words(draft):
    client, address = draft

    answer = save(client, address, "no_such_field", no_such_field="x")

    assert answer.status_code == 409
    assert answer.json()["errors"]


def test_after_handing_in_nothing_is_written_any_more(draft, sign_in):
    client, address = draft
    _hand_in(client, address)
    other = sign_in("officer")

    answer = client.post(address, {"_field": "title", "title": "另一个"}, headers=SCRIPT)

    assert (answer.status_code, answer.json()["kept"]) == (409, True)
    assert "另一个" not in other.get(address.removesuffix("write/")).content.decode()


def test_another_units_draft_is_not_there(draft, sign_in):
    _, address = draft

    assert save(sign_in("dairy"), address, "title", title="x").status_code == 404
    assert save(sign_in(), address, "title", title="x").status_code == 302


def test_a_file_is_taken_in_and_shown(draft):
    client, address = draft
    upload = SimpleUploadedFile("说明.pdf", PDF, content_type="application/pdf")

    answer = save(client, address, "attachments", attachments=upload)

    assert (answer.status_code, answer.json()["errors"]) == (200, [])
    page = shown(client, address)
    link = re.search(r'href="(/files/[^/]+/)">说明.pdf', page)[1]
    file = client.get(link)
    assert b"".join(file) == PDF
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("说明.exe", b"MZ\x90\x00", "不支持此类文件"),
        ("说明.pdf", b"plain text", "文件内容与扩展名不符"),
        ("说明.pdf", b"", "文件是空的"),
        ("说明.pdf", PDF + b"/JavaScript (x)", "文件含有宏、脚本或异常内容"),
    ],
)
def test_a_file_is_refused_with_words(draft, name: str, content: bytes, words: str):
    client, address = draft
    upload = SimpleUploadedFile(name, content)

    answer = save(client, address, "attachments", attachments=upload)

    assert answer.status_code == 409
    assert any(words in error for error in answer.json()["errors"])
    assert name not in shown(client, address)


def test_without_scripts_the_whole_form_is_saved(draft):
    client, address = draft
    posted = {"title": "晶界扩散技术", "total_fen": "两千万", "targets-rows": "0"}

    answer = client.post(address, posted, follow=True)

    page = answer.content.decode()
    assert "已保存。" in page
    assert 'value="晶界扩散技术"' in page
    assert "请填写金额" in page


def test_the_answer_is_json_in_utf_8(draft):
    client, address = draft
    answer = save(client, address, "total_fen", total_fen="x")

    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content)["errors"]


def _hand_in(client, address: str) -> None:
    given = texts.NEED
    posted: dict = {"targets-rows": str(len(given["targets"]))}
    for name, value in given.items():
        if name == "targets":
            for n, row in enumerate(value):
                posted |= {f"targets-{n}-{key}": word for key, word in row.items()}
        elif name.endswith("_fen"):
            posted[name] = str(value // 1_000_000)
        else:
            posted[name] = "true" if value is True else value
    client.post(address, posted)
    code = re.search(r"/needs/([^/]+)/", address)[1]
    assert client.post(f"/move/need/{code}/submit/").status_code == 302
