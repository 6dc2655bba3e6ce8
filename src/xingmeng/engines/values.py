"""The few values every engine speaks: text in two languages, findings and money."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

Fen = NewType("Fen", int)  # money, 1/100 yuan; never a float


def yuan(amount: int) -> Fen:
    """Whole yuan as fen. Units: yuan in, fen out. Errors: none."""
    return Fen(amount * 100)


@dataclass(frozen=True, slots=True)
class Text:
    """One phrase in both languages of the platform."""

    zh: str
    en: str

    def in_language(self, code: str) -> str:
        """The phrase in `en`, or in Chinese for every other code. Errors: none."""
        return self.en if code.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why something is not in order; words are added at the edge."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
