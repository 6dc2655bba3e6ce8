"""How far the story has come, on a terminal and elsewhere."""

from io import StringIO

from xingmeng.demo.progress import Bar


def test_elsewhere_each_chapter_is_a_plain_line():
    lines: list[str] = []
    bar = Bar(lines.append)

    bar.chapter("一 / one")
    bar.advance(30)
    bar.chapter("二 / two")
    bar.done()

    assert lines == [
        f"[{'·' * 20}]   0 % 一 / one",
        f"[{'█' * 6}{'·' * 14}]  30 % 二 / two",
        f"[{'█' * 20}] 100 % ✓",
    ]


def test_on_a_terminal_one_line_is_drawn_over():
    lines: list[str] = []
    terminal = StringIO()
    bar = Bar(lines.append, terminal)

    bar.chapter("一 / one")
    bar.advance(50)
    bar.advance(50)
    bar.done()

    drawn = terminal.getvalue()
    assert lines == []
    assert drawn.count("\r\x1b[K") == 3
    assert drawn.count("\n") == 1
    assert drawn.endswith("100 % ✓\n")
