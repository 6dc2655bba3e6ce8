"""What officers may say of chains and links: names, order, industries, words."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange.rules.chains import PARTS, listed, unsaid

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
MARKS = re.compile(r"[;；,，、\s]+")  # between words and between industries, as people write
SHORTEST = 2  # characters of a word: one alone stands in nearly every name
CHAIN = ("name_zh", "name_en", "purpose_zh", "purpose_en")
LINK = ("name_zh", "name_en", "part", "industries", "words")
LABELS = {
    "code": Text("代码", "Code"),
    "name_zh": Text("中文名称", "Name in Chinese"),
    "name_en": Text("英文名称", "Name in English"),
    "purpose_zh": Text("目标（中文）", "Purpose, in Chinese"),
    "purpose_en": Text("目标（英文）", "Purpose, in English"),
    "part": Text("位置", "Part"),
    "industries": Text("行业大类", "Industries"),
    "words": Text("检索词", "Words"),
    "place": Text("次序", "Order"),
}
CHANGES = {
    "add": Text("新增", "Added"),
    "change": Text("修改", "Changed"),
    "retire": Text("停用", "No longer kept"),
    "restore": Text("恢复", "Kept again"),
}


def tidy(said: Mapping[str, Any]) -> dict[str, Any]:
    """Texts without blanks around them, lists with ; between, each part once."""
    found = {name: value.strip() for name, value in said.items()}
    for name in {"industries", "words"} & found.keys():
        parts = dict.fromkeys(filter(None, MARKS.split(found[name])))
        found[name] = ";".join(parts)
    return found


def chain_fits(said: Mapping[str, Any]) -> list[Finding]:
    """Whether all of a chain is said, in both languages."""
    return unsaid(said, CHAIN)


def link_fits(said: Mapping[str, Any], industries: Collection[str]) -> list[Finding]:
    """Whether all of a link is said, its industries are known, its words long enough."""
    found = unsaid(said, LINK)
    if said["part"] and said["part"] not in PARTS:
        found.append(Finding("not_an_option", {"field": "part"}))
    unknown = [code for code in listed(said["industries"]) if code not in industries]
    found += [Finding("industry_unheard_of", {"said": code}) for code in unknown]
    short = [word for word in listed(said["words"]) if len(word) < SHORTEST]
    return found + [Finding("chain_word_too_short", {"said": word}) for word in short]


def code_fits(code: str, *, taken: bool) -> list[Finding]:
    """Whether a code can stand in an address and is nobody else's."""
    if not CODE.match(code):
        return [Finding("code_unfit", {"field": "code"})]
    return [Finding("code_taken", {"field": "code"})] if taken else []
