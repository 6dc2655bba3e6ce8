"""A story written again is the story as told, and what is beside it is told in earnest."""

from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from tests import told
from tests.factories import moment, who
from tests.lifecycle.walk import Walk
from tests.thread import thread_until
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.registry import actions as registry

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """What was told is taken back."""


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """All that the database holds, table by table, without what is salted."""
    found = {}
    for model in apps.get_models():
        names = [f.attname for f in model._meta.concrete_fields]
        found[model._meta.label] = list(
            model._default_manager.order_by("pk").values_list(*names)
        )
    return found


def told_and_undone(request, tell) -> tuple[dict[str, Any], Any]:
    """What there is after a story, whose test is then forgotten."""
    try:
        with transaction.atomic():
            told.begin(request)
            story = tell()
            after = rows(), vars(story)
            raise Undone
    except Undone:
        return after


def begun() -> Walk:
    walk = Walk("key_project")
    for step in ("begin", "open_call", "apply", "submit", "screen"):
        getattr(walk, step)()
    return walk


@pytest.mark.parametrize("tell", [lambda: thread_until("in_force"), begun])
def test_what_is_written_again_is_what_was_told(request, tell):
    first, known = told_and_undone(request, tell)
    kept = len(told._kept)
    again, known_again = told_and_undone(request, tell)

    assert len(told._kept) == kept > 0  # nothing was told anew
    assert again == first
    assert known_again.keys() == known.keys()
    assert sum(map(len, first.values())) > 100


def test_what_a_test_writes_itself_is_noticed():
    thread_until("need_draft")
    kept = dict(told._kept)
    with moment("2021-07-05"):
        registry.give_role(who("issuer").user_id, "leader", actor=SYSTEM)
        assert told._here.changes != told._changes()
        who("chair")  # told in earnest: the database holds more than the story

    assert set(told._kept) - set(kept) == set()


def test_what_is_put_in_the_place_of_something_is_noticed(monkeypatch):
    thread_until("need_draft")
    kept = len(told._kept)
    monkeypatch.setattr("tests.thread.SECRET", "另一条路线")
    thread_until("need_draft")

    assert len(told._kept) == kept


def test_an_answer_is_nobody_elses():
    one = thread_until("need_draft")
    one.need.title_zh = "改过"
    one.bids["x"] = 1

    assert told._kept
    assert all("x" not in kept.left[0].get("bids", {}) for kept in told._kept.values())
