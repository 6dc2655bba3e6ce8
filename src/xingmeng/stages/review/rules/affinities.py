"""What speaks for an expert's score, in words: works, and the terms shared with a candidate."""

from collections.abc import Mapping, Sequence
from typing import Any

from xingmeng.engines.values import Text

SKILLS = Text("自述专长", "Declared skills")
ACROSS = Text("跨语言语义相近", "near in meaning, across languages")
NOTHING = Text("没有相近的成果", "no work is near")


def told(grounds: Sequence[Mapping[str, Any]]) -> list[tuple[Text, Text]]:
    """Each work that made a score, and its terms. Order: as given. Errors: none."""
    return [(_work(one["work"]), _terms(one["terms"])) for one in grounds]


def _work(title: str) -> Text:
    return Text(title, title) if title else SKILLS


def _terms(terms: Sequence[str]) -> Text:
    return Text("、".join(terms), ", ".join(terms)) if terms else ACROSS


def why(grounds: Sequence[Mapping[str, Any]]) -> Text:
    """The same in one line. Errors: none."""
    said = told(grounds)
    if not said:
        return NOTHING
    return Text(
        "；".join(f"{work.zh}（{terms.zh}）" for work, terms in said),
        "; ".join(f"{work.en} ({terms.en})" for work, terms in said),
    )
