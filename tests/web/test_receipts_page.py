"""Anybody checks a receipt: by file or by text, whole, altered, foreign or unreadable."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xingmeng.core import keys, receipts

BODY = {"kind": "application", "number": "JB2024000001-1", "submitted_at": "2024-06-12T10:00"}


@pytest.fixture
def receipt(db) -> dict:
    return receipts.sign(BODY)


def checked(client, document: object, **headers) -> str:
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    response = client.post("/receipts/", {"receipt": text})
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_asks_and_judges_nothing_yet(db, client):
    text = client.get("/receipts/").content.decode()

    assert "核验回执" in text
    assert "回执有效" not in text
    assert "回执无效" not in text


def test_a_whole_receipt_is_valid_and_its_content_is_shown(client, receipt):
    text = checked(client, receipt)

    assert "回执有效" in text
    assert "JB2024000001-1" in text


def test_a_receipt_may_be_sent_as_a_file(client, receipt):
    content = json.dumps(receipt, indent=2).encode()
    upload = SimpleUploadedFile("r.receipt.json", content, content_type="application/json")

    text = client.post("/receipts/", {"file": upload}).content.decode()

    assert "回执有效" in text


@pytest.mark.parametrize("name", ["number", "kind", "submitted_at"])
def test_one_altered_character_is_found(client, receipt, name: str):
    value = receipt["body"][name]
    altered = receipt | {"body": receipt["body"] | {name: value[:-1] + "x"}}

    text = checked(client, altered)

    assert "回执无效" in text
    assert "内容或签名被改动过" in text


def test_a_receipt_of_another_platform_is_not_ours(client, receipt, monkeypatch):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    other = Ed25519PrivateKey.generate()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(keys, "signing_key", lambda: other)
        elsewhere.setattr(keys, "public_key_pem", lambda: keys.pem_of(other.public_key()))
        elsewhere.setattr(keys, "key_id", lambda: keys.fingerprint(other.public_key()))
        foreign = receipts.sign(BODY)

    text = checked(client, foreign)

    assert "不是本平台签发的" in text


@pytest.mark.parametrize("text", ["", "no json", "[]", "null", '{"a": 1, "a": 2}', "{" * 5000])
def test_what_cannot_be_read_is_said_so(db, client, text: str):
    assert "内容读不出来" in checked(client, text)


def test_content_from_a_receipt_is_shown_as_text_only(client, db):
    text = checked(client, receipts.sign(BODY | {"number": "<script>alert(1)</script>"}))

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_public_key_may_be_taken_along(client, receipt):
    response = client.get("/receipts/key.pem")

    assert response["Content-Type"] == "application/x-pem-file"
    assert receipts.verify(receipt, trusted_pem=response.content.decode()) == (True, "valid")


def test_checking_is_open_in_english_too(client, receipt):
    client.cookies["language"] = "en"

    assert "The receipt is valid" in checked(client, receipt)
