"""Counting characters as a reader does. Pure; no limit is set here."""

import unicodedata

_JOINER = "\u200d"
_ATTACHED = frozenset("\u200c\u200d\uff9e\uff9f")  # stands on the one before, as marks do


def count(text: str) -> int:
    """How many characters a reader sees.

    A Chinese, Mongolian or Latin letter is one; marks that combine, variation selectors and
    skin tones count with what they stand on; a pair of surrogates, the two letters of a flag,
    pictures that are joined to one, and a line break of two codes are one.
    Units:  characters; for the scripts of forms as `Intl.Segmenter` counts in a browser.
    Errors: none.
    Source: Unicode Standard Annex 29, extended grapheme clusters, without Indic conjuncts.
    """
    seen, before, flags = 0, "", 0
    on_picture = joined = False
    for one in unicodedata.normalize("NFC", text):
        is_flag = "\U0001f1e6" <= one <= "\U0001f1ff"
        flags = flags + 1 if is_flag else 0
        is_picture = unicodedata.category(one) == "So"
        same = (
            _stands_on(before, one) or (joined and is_picture) or (flags > 0 and flags % 2 == 0)
        )
        joined = on_picture and one == _JOINER
        on_picture = on_picture if same else is_picture
        seen += not same
        before = one
    return seen


def _stands_on(before: str, one: str) -> bool:
    if before == "\r" and one == "\n":
        return True
    begins = not before or unicodedata.category(before) in ("Cc", "Zl", "Zp")
    return not begins and _is_mark(one)


def _is_mark(one: str) -> bool:
    tone, tag = "\U0001f3fb" <= one <= "\U0001f3ff", "\U000e0020" <= one <= "\U000e007f"
    return tone or tag or one in _ATTACHED or unicodedata.category(one) in ("Mn", "Me", "Mc")
