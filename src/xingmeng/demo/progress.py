"""How far the story has come: one line that advances on a terminal, plain lines elsewhere."""

from collections.abc import Callable
from typing import TextIO

WIDTH = 20


class Bar:
    """Hears of chapters and percents. `terminal` is where one line can be drawn over."""

    def __init__(self, say: Callable[[str], None], terminal: TextIO | None = None) -> None:
        self._say, self._terminal = say, terminal
        self._title, self._percent = "", 0

    def chapter(self, title: str) -> None:
        self._title = title
        self._show()

    def advance(self, percent: int) -> None:
        """Show a percent, where a line can be drawn over."""
        moved = percent != self._percent
        self._percent = percent
        if self._terminal and moved:
            self._show()

    def done(self) -> None:
        self._title, self._percent = "✓", 100
        self._show()
        if self._terminal:
            self._terminal.write("\n")

    def line(self) -> str:
        """The bar, the percent and the chapter, in one line."""
        full = WIDTH * self._percent // 100
        return f"[{'█' * full}{'·' * (WIDTH - full)}] {self._percent:3d} % {self._title}"

    def _show(self) -> None:
        if self._terminal is None:
            self._say(self.line())
            return
        self._terminal.write(f"\r\x1b[K{self.line()}")
        self._terminal.flush()
