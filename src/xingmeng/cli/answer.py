"""What every command shares: its exit code, its words, its place in the parser."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

DONE, NEGATIVE, BAD_INPUT = 0, 1, 2
DEMO_DAY = "2024-06-30"


class BadInput(Exception):
    """The command cannot be carried out as given; says why in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en if in_english() else zh)


def in_english() -> bool:
    """Whether the reader's language is English; every other reads Chinese."""
    return (os.environ.get("LC_ALL") or os.environ.get("LANG", "")).startswith("en")


def add(commands: Any, name: str, run: Callable[[Any], int], text: str) -> Any:
    command = commands.add_parser(name, help=text)
    command.set_defaults(run=run)
    return command


def day(text: str) -> date:
    """A day as an option names it. Errors: argparse's, in both languages."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        words = f"不是日期（例：2021-07-01）/ no day such as 2021-07-01: {text!r}"
        raise argparse.ArgumentTypeError(words) from None


def say(line: str) -> None:
    print(line, flush=True)


def whisper(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
