"""What is sealed opens unaltered, in its place, with a key still held - or not at all."""

import base64
import json

import pytest
from django.core.exceptions import FieldError
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.core import keys, seal
from xingmeng.core.fields import EncryptedJSONField, EncryptedTextField


@pytest.fixture(scope="module", autouse=True)
def held():
    """Keys from the environment, so that hypothesis shares them between examples."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keys.SEALING_KEYS_VARIABLE, _line(b"a"))
        yield patch


@pytest.fixture(scope="module")
def person():
    with isolate_apps():

        class Person(models.Model):
            identity = EncryptedTextField(null=True)
            phone = EncryptedTextField(context="core.contact.mobile", blank=True)
            said = EncryptedJSONField(default=dict)

            class Meta:
                app_label = "core"

            def __str__(self) -> str:
                return "somebody"

        yield Person


def _line(*letters: bytes) -> str:
    return " ".join(base64.b64encode(letter * 32).decode() for letter in letters)


@given(st.binary(max_size=200), st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_closed_opens_under_its_context(plain, context):
    assert seal.open_(seal.close(plain, context=context), context=context) == plain


@given(st.binary(max_size=40), st.data())
def test_any_flipped_bit_fails(plain, data):
    sealed = bytearray(seal.close(plain, context="application:17"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(seal.Broken):
        seal.open_(bytes(sealed), context="application:17")


@given(st.integers(0, 40))
def test_a_cut_value_fails(length):
    with pytest.raises(seal.Broken):
        seal.open_(seal.close(b"12345", context="x")[:length], context="x")


def test_another_context_fails():
    with pytest.raises(seal.Broken):
        seal.open_(seal.close(b"bid", context="application:17"), context="application:18")


def test_equal_texts_never_look_equal():
    assert seal.close(b"same", context="x") != seal.close(b"same", context="x")


def test_after_rotation_old_values_open_until_their_key_goes(held):
    sealed = seal.close(b"old", context="x")

    with pytest.MonkeyPatch.context() as later:
        later.setenv(keys.SEALING_KEYS_VARIABLE, _line(b"b", b"a"))
        assert seal.open_(sealed, context="x") == b"old"
        later.setenv(keys.SEALING_KEYS_VARIABLE, _line(b"b"))
        with pytest.raises(seal.Broken):
            seal.open_(sealed, context="x")


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_the_field_returns_the_text_and_stores_another(person, text):
    field = person._meta.get_field("identity")

    stored = field.get_prep_value(text)

    assert field.from_db_value(stored, None, None) == text
    assert (stored == text) == (text == "")


def test_the_field_leaves_none_and_nothing_as_they_are(person):
    field = person._meta.get_field("identity")

    assert [field.get_prep_value(value) for value in (None, "")] == [None, ""]
    assert [field.from_db_value(value, None, None) for value in (None, "")] == [None, ""]


def test_a_stored_value_is_bound_to_its_column(person):
    field = person._meta.get_field("identity")
    stored = field.get_prep_value("150102199001011234")

    assert field.context == "core.person.identity"
    opened = seal.open_(base64.b64decode(stored), context="core.person.identity")
    assert opened == b"150102199001011234"
    moved = base64.b64encode(seal.close(b"1", context="core.person.phone")).decode()
    for wrong in (moved, "150102199001011234", "编号"):
        with pytest.raises(seal.Broken):
            field.from_db_value(wrong, None, None)


def test_a_renamed_column_keeps_the_context_it_is_given_also_in_migrations(person):
    field = person._meta.get_field("phone")

    assert field.context == "core.contact.mobile"
    assert field.deconstruct()[3] == {"context": "core.contact.mobile", "blank": True}
    assert field.clone().context == field.context
    assert person._meta.get_field("identity").deconstruct()[3] == {"null": True}


def test_a_sealed_column_cannot_be_searched_but_asked_whether_it_is_filled(person):
    for question in ("identity", "identity__in", "identity__contains", "identity__lower"):
        with pytest.raises(FieldError):
            person.objects.filter(**{question: "1"})

    assert "IS NULL" in str(person.objects.filter(identity__isnull=True).query)


# --- answers ----------------------------------------------------------------------------------


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("名ab"), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(json_values)
def test_answers_come_back_as_they_were_and_are_not_read_in_the_database(person, value):
    field = person._meta.get_field("said")

    stored = field.get_prep_value(value)

    assert (stored is None) == (value is None)
    assert field.from_db_value(stored, None, None) == value
    assert stored is None or stored[:1] not in "{["


@given(st.dictionaries(st.text("ab"), json_values) | st.lists(json_values))
def test_answers_written_in_the_open_before_are_read_as_they_stand(person, value):
    plain = json.dumps(value, ensure_ascii=False)

    assert person._meta.get_field("said").from_db_value(plain, None, None) == value


def test_answers_of_an_older_key_are_read_and_closed_by_the_newest_when_saved(person):
    field = person._meta.get_field("said")
    old = field.get_prep_value({"题": "旧"})

    with pytest.MonkeyPatch.context() as later:
        later.setenv(keys.SEALING_KEYS_VARIABLE, _line(b"b", b"a"))
        value = field.from_db_value(old, None, None)
        new = field.get_prep_value(value)
    with pytest.MonkeyPatch.context() as alone:
        alone.setenv(keys.SEALING_KEYS_VARIABLE, _line(b"b"))
        assert field.from_db_value(new, None, None) == {"题": "旧"}
        with pytest.raises(seal.Broken):
            field.from_db_value(old, None, None)
