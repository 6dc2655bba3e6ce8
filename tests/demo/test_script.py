"""Scenes are played in the order of time."""

from datetime import date

import pytest

from xingmeng.core import clock
from xingmeng.demo.script import Script


def test_scenes_are_played_by_moment_and_then_as_noted():
    script, seen = Script(), []
    for day, hour, name in (
        ("2022-01-02", 9, "late"),
        ("2022-01-01", 11, "noon"),
        ("2022-01-01", 9, "first"),
        ("2022-01-01", 9, "second"),
    ):
        script.at(day, lambda name=name: seen.append((name, clock.today())), hour=hour)
    titles, percents = [], []

    script.play((("one", "2022-01-02"), ("two", "2022-02-01")), titles.append, percents.append)

    first, second = date(2022, 1, 1), date(2022, 1, 2)
    assert seen == [("first", first), ("second", first), ("noon", first), ("late", second)]
    assert titles == ["one", "two"]
    assert percents == [25, 50, 75, 100]


def test_a_scene_after_the_last_chapter_is_a_fault():
    script = Script()
    script.at("2022-03-01", lambda: None)

    with pytest.raises(ValueError, match="2022-03-01"):
        script.play((("one", "2022-02-01"),), lambda title: None, lambda percent: None)
