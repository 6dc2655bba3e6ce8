"""The terms a text is compared by: stems of Latin words, Chinese characters and pairs."""

import re
from collections.abc import Iterator, Sequence

HAN = "\u3400-\u9fff"  # the characters of Chinese: extension A and the basic block
RUN = re.compile(f"[{HAN}]+|[a-z0-9à-ÿ]{{2,}}")
MOST_TERMS = 5  # named in a reason
MOST_PLACES, LONGEST_PASSAGE = 20, 16  # of a pair that is looked at; characters shown
NEVER_FIRST, NEVER_LAST = "的与及或了着", "的及或等了着"  # of a phrase
SUFFIXES = ("ing", "ed", "es", "s")
EMPTY_WORDS = frozenset((
    *("the", "of", "and", "to", "in", "is", "for", "that", "we", "on", "with", "as", "are"),
    *("this", "by", "be", "an", "from", "which", "it", "can", "our", "these", "or", "have"),
    *("at", "not", "has", "their", "using", "based", "such", "paper", "also", "results"),
    *("show", "propose", "proposed", "new", "method", "methods", "approach"),
))  # fmt: skip
EMPTY_PHRASES = (  # also where a phrase is made of nothing else
    *("研究", "针对", "技术", "关键", "示范", "完成", "利用", "应用", "开发", "研发", "研制"),
    *("方法", "基于", "进行", "提出", "通过", "采用", "验证", "高性能", "性能", "分析"),
    *("产业化", "产业", "生产", "制备", "项目", "产品", "企业", "新型", "创新", "如何"),
    *("合作", "需要", "需求", "支持", "解决", "问题", "提高", "提升", "优化", "服务"),
)
_EMPTY = re.compile("|".join((*EMPTY_PHRASES, f"[{NEVER_FIRST}]")))


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
    Order:  as their weightiest part. Single Chinese characters are left out; what says little
            of a subject is named only where nothing else is shared. Errors: none.
    """
    text = text.lower()
    written, found = surfaces(text), dict[str, int]()
    for rank, term in enumerate(ranked):
        if not is_chinese(term):
            found.setdefault(written.get(term, term), rank)
        elif len(term) > 1:
            _add(found, term, rank, text)
    named = [
        trimmed
        for phrase in sorted(found, key=lambda p: found[p])
        if (trimmed := _trimmed(phrase))
    ]
    return _telling(named)


def _telling(phrases: Sequence[str]) -> tuple[str, ...]:
    """The phrases that say something of a subject; all of them where none does."""
    telling = [phrase for phrase in phrases if is_telling(phrase)]
    return tuple(dict.fromkeys(telling or phrases))[:MOST_TERMS]


def is_telling(phrase: str) -> bool:
    """Whether a phrase says something of a subject: more than what any project says.

    Errors: none.
    """
    return len(_EMPTY.sub("", phrase)) > 1


def _trimmed(phrase: str) -> str:
    """A phrase without particles at its ends; nothing of it where one character is left."""
    if not is_chinese(phrase):
        return phrase
    trimmed = phrase.lstrip(NEVER_FIRST).rstrip(NEVER_LAST)
    return trimmed if len(trimmed) > 1 else ""


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


def shared(ranked: Sequence[str], text: str, other: str) -> tuple[str, ...]:
    """Terms as two texts have them: around each pair the longest passage that both have, so
    that no word is cut where both have it whole; stems as words again.

    Shapes: ranked, the weightiest first, of both texts.
    Order:  as their weightiest part; left out is what `readable` leaves out. Errors: none.
    """
    text, other = text.lower(), other.lower()
    written, found = surfaces(text), list[str]()
    for term in ranked:
        said = _passage(term, text, other) if is_chinese(term) else written.get(term, term)
        if len(said) < 2 or any(_holds(one, said) for one in found):
            continue
        place = next((n for n, one in enumerate(found) if _holds(said, one)), len(found))
        found.insert(place, said)  # where the weightiest of what it holds was
        found = [one for one in found if one == said or not _holds(said, one)]
    return _telling(found)


def _holds(whole: str, part: str) -> bool:
    """Whether a passage says another: words that are not Chinese are whole as they are."""
    return part in whole if is_chinese(part) else part == whole


def _passage(pair: str, text: str, other: str) -> str:
    """The longest passage of Chinese around a pair that stands in both texts."""
    places = [m.start() for m in re.finditer(re.escape(pair), text)][:MOST_PLACES]
    passages = [_grown(at, at + len(pair), text, other) for at in places]
    longest = max(passages, key=len, default="")[:LONGEST_PASSAGE]
    return _trimmed(longest)


def _grown(at: int, to: int, text: str, other: str) -> str:
    while to < len(text) and is_chinese(text[to]) and text[at : to + 1] in other:
        to += 1
    while at and is_chinese(text[at - 1]) and text[at - 1 : to] in other:
        at -= 1
    return text[at:to]
