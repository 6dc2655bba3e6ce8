"""The wall names the next deadlines, each project once."""

from xingmeng.engines.values import Text
from xingmeng.web import wall


def line(title: object) -> dict[str, object]:
    return {"title": title, "due_on": None}


def test_each_project_stands_once_and_three_at_most():
    lines = [line(t) for t in ("甲 · 验收", "甲", Text("乙", "B"), "丙 · 中期", "丁")]

    assert wall.nearest(lines) == [lines[0], lines[2], lines[3]]
