"""The texts of letters: what officers may edit, its versions, and its placeholders."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import QuerySet

from xingmeng.core import clock, door, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.models import LetterText
from xingmeng.engines.values import Finding, Text

PLACE = re.compile(r"\{([^{}\n]*)\}")
MOST_CHARS = 4000
DATE = Text("发文日期", "date of issue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter: its first text, what may stand in braces, and an example case."""

    name: str
    title: Text
    body: str
    places: Mapping[str, Text]
    example: Mapping[str, str]

    @property
    def every_place(self) -> dict[str, Text]:
        """Its own placeholders and those of every letter."""
        return {**self.places, "date": DATE}


_letters: dict[str, Letter] = {}


def register(letter: Letter) -> Letter:
    """Make a letter known. Errors: none."""
    _letters[letter.name] = letter
    return letter


def every() -> list[Letter]:
    """All letters in the order of the lifecycle. Errors: none."""
    return list(_letters.values())


def get(name: str) -> Letter:
    """The letter of that name. Errors: LookupError if there is none."""
    try:
        return _letters[name]
    except KeyError:
        raise LookupError(f"no letter {name!r}") from None


def versions(name: str) -> QuerySet[LetterText]:
    """What officers wrote, newest first; before the first the letter's own text holds."""
    return LetterText.objects.filter(letter=name).order_by("-version")


def current(name: str) -> str:
    """The text that the next letter is written with. Errors: LookupError if unknown."""
    newest = versions(name).first()
    return newest.body if newest else get(name).body


def text_of(name: str, version: int) -> str:
    """The text of one version; 0 is the letter's own. Errors: LookupError if there is none."""
    if version == 0:
        return get(name).body
    found = versions(name).filter(version=version).first()
    if found is None:
        raise LookupError(f"{name} has no version {version}")
    return found.body


def check(letter: Letter, body: str) -> list[Finding]:
    """Everything wrong with a text: empty, too long, unknown placeholders, lone braces."""
    found = [] if body.strip() else [Finding("answer_needed", {"field": "body"})]
    if len(body) > MOST_CHARS:
        said = {"field": "body", "chars": len(body), "max": MOST_CHARS}
        found.append(Finding("too_long", said))
    known = _names(letter)
    for written in dict.fromkeys(PLACE.findall(body)):
        if written.strip() not in known:
            found.append(_unknown(written, known))
    if re.search(r"[{}]", PLACE.sub("", body)):
        found.append(Finding("brace_alone", {"field": "body"}))
    return found


def _names(letter: Letter) -> dict[str, str]:
    """What may stand in braces, in either language, and the placeholder it means."""
    places = letter.every_place
    return {said: name for name, text in places.items() for said in (name, text.zh)}


def _unknown(written: str, known: Mapping[str, str]) -> Finding:
    near = get_close_matches(written.strip(), list(known), n=1, cutoff=0.4)
    said = {"field": "body", "written": written.strip() or "{}"}
    if near:
        return Finding("placeholder_misspelt", said | {"near": near[0]})
    return Finding("placeholder_unknown", said | {"known": "、".join(_in_chinese(known))})


def _in_chinese(known: Mapping[str, str]) -> list[str]:
    return [word for word, name in known.items() if word != name]


def fill(letter: Letter, body: str, values: Mapping[str, str]) -> str:
    """The text with every placeholder replaced; what a case lacks is a dash, never a brace.

    Errors: KeyError for a placeholder that `check` would have refused.
    """
    known = _names(letter)

    def said(found: re.Match[str]) -> str:
        return str(values.get(known[found[1].strip()]) or "——")

    return PLACE.sub(said, body)


@door.change()
def save(name: str, body: str, *, actor: Actor) -> LetterText:
    """Keep a new version of a letter's text; letters already issued stay as they are.

    Writes: one LetterText, one step on the trail.
    Errors: Refused with all that is wrong, or for anybody but an officer; LookupError.
    """
    letter, text = get(name), body.replace("\r\n", "\n").strip()
    found = [] if actor.roles & {"officer", "administrator"} else [not_yours("officer")]
    refuse_if(found + check(letter, text))
    newest = versions(name).select_for_update().first()
    row = LetterText.objects.create(
        letter=name,
        version=newest.version + 1 if newest else 1,
        body=text,
        by_id=actor.user_id,
        at=clock.now(),
    )
    trail.record("letter", row.pk, "write", actor=actor, details={"version": row.version})
    return row
