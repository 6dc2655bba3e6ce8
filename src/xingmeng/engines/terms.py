"""The terms a text is compared by: stems of Latin words, Chinese characters and pairs."""

import re
from collections.abc import Iterator, Sequence

HAN = "\u3400-\u9fff"  # the characters of Chinese: extension A and the basic block
RUN = re.compile(f"[{HAN}]+|[a-z0-9à-ÿ]{{2,}}")
MOST_TERMS = 5  # named in a reason
SUFFIXES = ("ing", "ed", "es", "s")
EMPTY_WORDS = frozenset((
    *("the", "of", "and", "to", "in", "is", "for", "that", "we", "on", "with", "as", "are"),
    *("this", "by", "be", "an", "from", "which", "it", "can", "our", "these", "or", "have"),
    *("at", "not", "has", "their", "using", "based", "such", "paper", "also", "results"),
    *("show", "propose", "proposed", "new", "method", "methods", "approach"),
))  # fmt: skip


def terms(text: str) -> list[str]:
    """What a text says, in order: each Latin word's stem, each Chinese character and pair.

    Chinese needs no dictionary this way, and pairs beat words where it was measured.
    Errors: none. Source: docs/decisions/0016-evidence-of-expertise.md
    """
    return list(_terms(text.lower()))


def _terms(text: str) -> Iterator[str]:
    for run in RUN.findall(text):
        if not is_chinese(run):
            if run not in EMPTY_WORDS:
                yield stem(run)
            continue
        yield from run
        yield from map("".join, zip(run, run[1:], strict=False))


def is_chinese(run: str) -> bool:
    """Whether a run of letters begins with a Chinese character. Errors: none."""
    return "\u3400" <= run[:1] <= "\u9fff"


def stem(word: str) -> str:
    """A Latin word without its ending, so that singular and plural meet. Errors: none."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def language(text: str) -> str:
    """ "zh" if a third of a text's words and characters are Chinese, else "en"; "" if empty.

    Errors: none.
    """
    runs = RUN.findall(text.lower())
    chinese = sum(len(run) for run in runs if is_chinese(run))
    latin = sum(not is_chinese(run) for run in runs)
    if not chinese + latin:
        return ""
    return "zh" if chinese * 2 >= latin else "en"


def surfaces(text: str) -> dict[str, str]:
    """The words of a text by their stems, as they are first written. Errors: none."""
    found: dict[str, str] = {}
    for run in RUN.findall(text.lower()):
        if not is_chinese(run):
            found.setdefault(stem(run), run)
    return found


def readable(ranked: Sequence[str], text: str) -> tuple[str, ...]:
    """Terms as a text has them: pairs that follow one another joined, stems as words again.

    Shapes: ranked, the weightiest first.
    Order:  as their weightiest part. Single Chinese characters are left out. Errors: none.
    """
    text = text.lower()
    written, found = surfaces(text), dict[str, int]()
    for rank, term in enumerate(ranked):
        if not is_chinese(term):
            found.setdefault(written.get(term, term), rank)
        elif len(term) > 1:
            _add(found, term, rank, text)
    return tuple(sorted(found, key=lambda phrase: found[phrase]))[:MOST_TERMS]


def _add(found: dict[str, int], phrase: str, rank: int, text: str) -> None:
    """Add a phrase, joined with one that it continues in the text where there is one."""
    for other, place in found.items():
        for first, then in ((other, phrase), (phrase, other)):
            whole = first + then[1:]
            if first[-1] == then[0] and whole in text:
                del found[other]
                _add(found, whole, min(rank, place), text)
                return
    found.setdefault(phrase, rank)
