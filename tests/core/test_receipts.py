"""A receipt proves itself: any change in it is found, by anyone, without this server."""

import base64
import copy
import json
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.core import keys, receipts

BODY = {
    "kind": "application",
    "number": "XM-2024-0017",
    "digest": receipts.digest({"题目": "稀土尾矿综合利用"}),
    "submitted_at": "2024-06-30T17:59:59+08:00",
    "trail": {"count": 4211, "hash": "ab" * 32},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text("键ab"), one, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """One receipt of a server with a key of its own, as a file would give it back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "home", lambda: tmp_path_factory.getbasetemp() / "receipts")
        return receipts.read(json.dumps(receipts.sign(BODY), ensure_ascii=False))


@given(JSON)
def test_the_canonical_form_survives_a_round_through_json(value):
    assert receipts.canonical(json.loads(json.dumps(value))) == receipts.canonical(value)


def test_the_canonical_form_is_sorted_dense_and_plain():
    value = {"乙": 1, "a": [True, None]}

    assert receipts.canonical(value).decode() == '{"a":[true,null],"乙":1}'


@pytest.mark.parametrize("value", [float("nan"), {"a": [{1: "x"}]}, {"a": "\ud800"}])
def test_what_has_no_one_canonical_form_is_refused(value):
    with pytest.raises(ValueError):
        receipts.canonical(value)


def test_a_receipt_is_valid_with_and_without_the_trusted_key(signed):
    assert receipts.verify(signed, trusted_pem=None) == (True, "valid")
    assert receipts.verify(signed, trusted_pem=signed["public_key"]) == (True, "valid")
    assert signed["algorithm"] == "Ed25519"


@given(data=st.data())
def test_any_changed_character_of_body_signature_or_key_fails(signed, data):
    changed = copy.deepcopy(signed)
    holder, key = data.draw(
        st.sampled_from(
            [(changed, part) for part in ("signature", "public_key", "key_id", "algorithm")]
            + [(changed["body"], part) for part in ("kind", "number", "digest", "submitted_at")]
            + [(changed["body"]["trail"], "hash")]
        )
    )
    place = data.draw(st.integers(0, len(holder[key]) - 1))
    new = data.draw(st.characters(codec="ascii").filter(lambda one: one != holder[key][place]))
    holder[key] = holder[key][:place] + new + holder[key][place + 1 :]

    valid, reason = receipts.verify(changed, trusted_pem=None)

    assert not valid
    assert reason in {"signature_broken", "wrong_key", "unreadable"}


@given(data=st.data())
def test_any_flipped_bit_of_the_file_fails_unless_it_says_the_same(signed, data):
    text = bytearray(json.dumps(signed, ensure_ascii=False).encode())
    place = data.draw(st.integers(0, len(text) - 1))
    text[place] ^= 1 << data.draw(st.integers(0, 7))

    try:
        changed = receipts.read(bytes(text))
    except ValueError:
        return
    assert changed == signed or not receipts.verify(changed, trusted_pem=None)[0]


@pytest.mark.parametrize("last", range(1, 16))
def test_unused_bits_of_base64_are_no_hiding_place(signed, last):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    used = signed["signature"][85]
    other = signed["signature"][:85] + alphabet[alphabet.index(used) ^ last] + "=="
    assert base64.b64decode(other) == base64.b64decode(signed["signature"])

    changed = signed | {"signature": other}

    assert receipts.verify(changed, trusted_pem=None) == (False, "signature_broken")


def test_a_count_that_was_changed_breaks_the_signature(signed):
    body = BODY | {"trail": BODY["trail"] | {"count": 4212}}

    assert receipts.verify(signed | {"body": body}, trusted_pem=None) == (
        False,
        "signature_broken",
    )


def test_a_receipt_signed_anew_by_another_is_caught_by_the_trusted_key(signed):
    forger = Ed25519PrivateKey.generate()
    forged = signed | {
        "key_id": keys.fingerprint(forger.public_key()),
        "public_key": keys.pem_of(forger.public_key()),
        "signature": base64.b64encode(forger.sign(receipts.canonical(BODY))).decode(),
    }

    assert receipts.verify(forged, trusted_pem=None) == (True, "valid")
    assert receipts.verify(forged, trusted_pem=signed["public_key"]) == (False, "wrong_key")


@pytest.mark.parametrize(
    "change",
    [{"body": "text"}, {"public_key": 7}, {"note": "more"}, {"algorithm": "none"}],
)
def test_what_is_no_receipt_is_unreadable(signed, change):
    assert receipts.verify(signed | change, trusted_pem=None) == (False, "unreadable")


@pytest.mark.parametrize("document", [{}, [], "text", None, {"body": {}}])
def test_any_other_value_is_unreadable_too(document):
    assert receipts.verify(document, trusted_pem=None) == (False, "unreadable")


def test_a_trusted_key_that_is_none_is_the_callers_mistake(signed):
    with pytest.raises(ValueError):
        receipts.verify(signed, trusted_pem="not a key")


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "[]", "{", '{"a": NaN}', b"\xff"])
def test_a_file_that_can_be_read_in_two_ways_is_not_read(text):
    with pytest.raises(ValueError):
        receipts.read(text)


def test_a_receipt_is_checked_where_django_was_never_set_up(signed):
    program = (
        "import json, sys; from xingmeng.core import receipts; "
        "print(receipts.verify(json.load(sys.stdin), trusted_pem=None))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(signed),
        env={"PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == "(True, 'valid')\n"
