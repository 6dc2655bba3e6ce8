"""`xingmeng`: the site, the demo, and every engine on files.

Exit 0 is yes or done, 1 a negative finding, 2 bad input with the reason on standard error.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from xingmeng.cli import (
    assigning,
    drawing,
    entitling,
    fitting,
    law,
    matching,
    records,
    reports,
    screening,
    site,
)
from xingmeng.cli.answer import BAD_INPUT, DEMO_DAY, DONE, NEGATIVE, BadInput

__all__ = ["BAD_INPUT", "DEMO_DAY", "DONE", "NEGATIVE", "main"]
NOUNS = (
    site,
    records,
    drawing,
    fitting,
    matching,
    assigning,
    screening,
    law,
    entitling,
    reports,
)  # each adds its commands, in this order


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code."""
    given = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingmeng.config.settings")
    try:
        return given.run(given)
    except BadInput as reason:
        print(reason, file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="xingmeng", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for noun in NOUNS:
        noun.commands(commands)
    return parser
