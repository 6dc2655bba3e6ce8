"""What a form costs whoever fills it: facts, characters, minutes. A stated model, no tables.

The constants are assumptions, stated here once so that anybody can argue with them; every
figure of `xingmeng burden` and of the page before one starts follows from them.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from xingmeng.engines.forms import Field

# Characters of one fact, by kind of box. Source: domain facts, section 6.8.
PAPER_CHARACTERS = {
    **{"code": 18, "code18": 18, "id": 18, "phone": 11, "date": 8, "money": 7, "text": 14},
    **{"longtext": 900, "enum": 2, "file": 1, "sign": 1},
}
OTHER_CHARACTERS = 4  # numbers, lists, ticks: reproduces the shares published there
CHARACTERS = {
    **{"text": 14, "people": 14, "longtext": 900, "integer": 4, "decimal": 4, "money": 7},
    **{"date": 8, "choice": 2, "choices": 2, "tick": 1, "file": 1},
}
SIGNATURE_CHARACTERS = 1
# Minutes to find out and write down one fact, by kind. A choice is read and clicked; a number
# or a date is looked up in a paper at hand; a short text is thought of; a file is fetched,
# scanned and named. To sign is to read the whole once more.
MINUTES = {
    **{"choice": 0.25, "choices": 0.3, "tick": 0.15, "integer": 0.4, "decimal": 0.4},
    **{"money": 0.6, "date": 0.3, "text": 0.6, "people": 0.6, "longtext": 1.0, "file": 5.0},
}
MINUTES_SIGNATURE = 3.0
MINUTES_PER_100 = 2.5  # of composed text: 40 characters a minute, with thinking and mending
MINUTES_CHECK = 0.05  # to look at an answer that came filled: three seconds


@dataclass(slots=True)
class Cost:
    """What one form or several cost. Units: facts, characters, minutes, files."""

    asked: int = 0
    filled: int = 0
    computed: int = 0
    typed: int = 0
    corrected: int = 0
    characters: int = 0
    minutes: float = 0.0
    files: int = 0
    texts: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        named = self.__slots__
        return Cost(**{name: getattr(self, name) + getattr(other, name) for name in named})


def known(times: int = 1) -> Cost:
    """Answers that come filled: they are looked at. Errors: none."""
    return Cost(asked=times, filled=times, minutes=MINUTES_CHECK * times)


def computed(times: int = 1) -> Cost:
    """Answers that follow from others: nobody touches them. Errors: none."""
    return Cost(asked=times, computed=times)


def typed(question: Field, times: int = 1, *, mended: bool = False) -> Cost:
    """Answers that a person gives; `mended` where one came filled and was changed.

    Errors: none.
    """
    length = CHARACTERS[question.kind]
    if question.max_chars is not None:
        length = min(length, question.max_chars)
    is_text = question.kind == "longtext"
    minutes = MINUTES[question.kind] + (length * MINUTES_PER_100 / 100 if is_text else 0)
    return Cost(
        asked=times,
        typed=0 if mended else times,
        corrected=times if mended else 0,
        characters=length * times,
        minutes=minutes * times,
        files=times if question.kind == "file" else 0,
        texts=times if is_text else 0,
    )


def signed(times: int) -> Cost:
    """Signatures: each counts as one typed fact. Errors: none."""
    characters, minutes = SIGNATURE_CHARACTERS * times, MINUTES_SIGNATURE * times
    return Cost(asked=times, typed=times, characters=characters, minutes=minutes)


# --- the paper forms ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a paper form: how often it is filled in the reference case, and by whom."""

    kind: str
    repeat: str
    count: int
    filled_by: str

    @property
    def characters(self) -> int:
        return PAPER_CHARACTERS.get(self.kind.split("<")[0].split("(")[0], OTHER_CHARACTERS)


@cache
def paper_boxes() -> Mapping[str, Box]:
    """Every box of the reference paper forms, by form and name: "A.title". Errors: none.

    Source: fixtures/paper_boxes.source.toml
    """
    folder = resources.files("xingmeng.stages.applications")
    path = folder.joinpath("fixtures", "paper_boxes.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        return {
            row["box"]: Box(row["kind"], row["repeat"], int(row["count"]), row["filled_by"])
            for row in csv.DictReader(handle)
        }


def paper_of(forms: tuple[str, ...]) -> tuple[int, int]:
    """How many facts and characters these paper forms ask for. Errors: none."""
    boxes = [box for name, box in paper_boxes().items() if name.partition(".")[0] in forms]
    return sum(b.count for b in boxes), sum(b.count * b.characters for b in boxes)
