"""What the pool of experts asserts: fields, languages, loads, who may read and change what."""

from collections.abc import Iterable, Mapping
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Finding, Text

LANGUAGES: dict[str, Text] = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
HIGHEST_LOAD = 60
MOST_FIELDS = 5
READERS = frozenset({"officer", "chair", "discipline", "system"})
# First-level disciplines that reviews are asked for. Source: GB/T 13745-2009.
FIELDS: dict[str, Text] = {
    "110": Text("数学", "Mathematics"),
    "120": Text("信息科学与系统科学", "Information and systems science"),
    "140": Text("物理学", "Physics"),
    "150": Text("化学", "Chemistry"),
    "170": Text("地球科学", "Earth science"),
    "180": Text("生物学", "Biology"),
    "210": Text("农学", "Agronomy"),
    "220": Text("林学", "Forestry"),
    "230": Text("畜牧、兽医科学", "Animal husbandry and veterinary science"),
    "320": Text("临床医学", "Clinical medicine"),
    "330": Text("预防医学与公共卫生学", "Preventive medicine and public health"),
    "350": Text("药学", "Pharmacy"),
    "360": Text("中医学与中药学", "Chinese medicine and materia medica"),
    "430": Text("材料科学", "Materials science"),
    "440": Text("矿山工程技术", "Mining engineering"),
    "450": Text("冶金工程技术", "Metallurgical engineering"),
    "460": Text("机械工程", "Mechanical engineering"),
    "470": Text("动力与电气工程", "Power and electrical engineering"),
    "480": Text("能源科学技术", "Energy science and technology"),
    "510": Text("电子与通信技术", "Electronics and communication"),
    "520": Text("计算机科学技术", "Computer science and technology"),
    "530": Text("化学工程", "Chemical engineering"),
    "540": Text("纺织科学技术", "Textile science and technology"),
    "550": Text("食品科学技术", "Food science and technology"),
    "560": Text("土木建筑工程", "Civil engineering"),
    "570": Text("水利工程", "Hydraulic engineering"),
    "580": Text("交通运输工程", "Transport engineering"),
    "610": Text("环境科学技术及资源科学技术", "Environmental and resource science"),
    "620": Text("安全科学技术", "Safety science and technology"),
    "630": Text("管理学", "Management"),
    "790": Text("经济学", "Economics"),
}


def reads_pool(actor: Actor) -> bool:
    """Who organises or audits review sees the whole pool; experts see themselves."""
    return not READERS.isdisjoint(actor.roles)


def may_keep_profile(actor: Actor, person: Any) -> bool:
    """An expert writes their own profile; officers and the platform keep anybody's."""
    own = bool(actor.user_id) and person.user_id == actor.user_id and "expert" in actor.roles
    return own or not actor.roles.isdisjoint({"officer", "system"})


def profile_holds(given: Mapping[str, Any]) -> list[Finding]:
    """Whether a profile says what the pool understands. Errors: none."""
    found = [*_known("fields", given["fields"], FIELDS)]
    if len(given["fields"]) > MOST_FIELDS:
        found.append(Finding("too_many_fields", {"field": "fields", "most": MOST_FIELDS}))
    found += _known("languages", given["languages"], LANGUAGES)
    if not given["languages"]:
        found.append(Finding("answer_needed", {"field": "languages"}))
    if not 1 <= given["most_load"] <= HIGHEST_LOAD:
        found.append(Finding("load_out_of_range", {"field": "most_load", "most": HIGHEST_LOAD}))
    return found


def _known(name: str, said: Iterable[str], options: Mapping[str, Text]) -> list[Finding]:
    return [Finding("not_an_option", {"field": name}) for one in said if one not in options][:1]


def words_of(codes: str, options: Mapping[str, Text]) -> Text:
    """Codes joined by commas, in words. Errors: none; an unknown code stands as it is."""
    named = [options.get(code, Text(code, code)) for code in codes.split(",") if code]
    return Text("、".join(n.zh for n in named), ", ".join(n.en for n in named))
