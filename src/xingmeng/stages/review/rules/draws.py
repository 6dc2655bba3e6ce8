"""The life of a draw, who holds which key, and what its pool must be."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Q

from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.draw import Stratum
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules import staff_roles
from xingmeng.stages.registry.rules.pool import FIELDS as DISCIPLINES
from xingmeng.stages.review.models import Candidate, Conflict

PURPOSES: dict[str, Text] = {
    "pool": Text("抽取评审专家", "Experts for a review"),
    "lottery": Text("并列抽签", "Lottery among ties"),
    "audit": Text("抽查", "Audit"),
}
AUDIT_FINDINGS: dict[str, Text] = {
    "in_order": Text("未见异常", "In order"),
    "remark": Text("提醒", "Remark"),
    "irregular": Text("有问题", "Irregular"),
}
HERE, AWAY = "inside", "outside"
PLACES = {HERE: Text("区内", "in the region"), AWAY: Text("区外", "outside the region")}
CASES = "cases"
DRAWN = ("revealed", "published")
HOLDERS = frozenset({"officer", "chair", "discipline"})  # one of them may give the second key
FIRST = {"pool": "officer", "lottery": "officer", "audit": "discipline"}
SHORTEST, LONGEST = 8, 200  # characters of a word
WORD = Section(
    name="word",
    label=Text("第二把钥匙", "The second key"),
    fields=(
        Field(
            name="word",
            kind="text",
            label=Text("口令", "Word"),
            max_chars=LONGEST,
            help=Text(
                "至少 8 个字符。最好用事后才知道、人人可查的数，如当日收盘的上证指数；"
                "口令随结果公开。",
                "At least 8 characters. Best is a number known only later, for all to look up, "
                "such as today's close of a stock index. It is published with the result.",
            ),
        ),
    ),
)
DRAW = Flow(
    kind="draw",
    states=(
        State(name="committed", label=Text("已承诺，待第二把钥匙", "Committed"), days=3),
        State(name="revealed", label=Text("已抽取", "Drawn"), tone="good"),
        State(name="published", label=Text("已公布", "Published"), tone="good", final=True),
        State(name="abandoned", label=Text("已作废", "Given up"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="reveal",
            label=Text("给出第二把钥匙并抽取", "Give the second key and draw"),
            before=("committed",),
            after="revealed",
            by=("second_key",),
            tone="good",
            confirm=True,
            checks=("another_person", "word_is_a_word"),
            asks=(WORD,),
        ),
        Move(
            name="publish",
            label=Text("公布抽取文件", "Publish the document"),
            before=("revealed",),
            after="published",
            by=("first_key", "second_key"),
            confirm=True,
            checks=("no_case_hidden",),
            explain=Text(
                "名单编码和结果随即对任何人公开。所涉案件因回避对任何人隐去的，须待其公示后公布。",
                "Codes and result are then for anybody. While a case in it is hidden from "
                "somebody who must step aside, it waits until that case is before the public.",
            ),
        ),
        Move(
            name="abandon",
            label=Text("作废", "Give up"),
            before=("committed",),
            after="abandoned",
            by=("first_key", "second_key"),
            tone="bad",
            reason=True,
            confirm=True,
        ),
    ),
)


class Member(NamedTuple):
    """One who may be drawn: what it is, its label for those who may know, its stratum."""

    kind: str
    subject_id: int
    label: str
    stratum: str


def words_of(stratum: str) -> Text:
    """A stratum in words. Errors: none; a stranger's stands as it is."""
    code, _, place = stratum.partition("/")
    if place in PLACES and code in DISCIPLINES:
        field, where = DISCIPLINES[code], PLACES[place]
        return Text(f"{field.zh}（{where.zh}）", f"{field.en} ({where.en})")
    named = {CASES: Text("全部案卷", "All cases"), "band": Text("并列申报", "Ties at the line")}
    return named.get(stratum, Text(stratum, stratum))


def draw_roles(actor: Actor, draw) -> frozenset[str]:
    """Who committed holds the first key, any other of the staff who review the second."""
    held = staff_roles(actor)
    if not actor.user_id or held.isdisjoint(HOLDERS):
        return held
    return held | {"first_key" if draw.first_id == actor.user_id else "second_key"}


def another_person(step: Step) -> list[Finding]:
    """The second key is never the first one's."""
    return [Finding("same_person")] if step.actor.user_id == step.row.first_id else []


def word_is_a_word(step: Step) -> list[Finding]:
    """The word is long enough that nobody has tried it before."""
    word = step.details.get("word")
    if word is None or len(str(word).strip()) >= SHORTEST:
        return []
    return [Finding("word_too_short", {"field": "word", "least": SHORTEST})]


def no_case_hidden(step: Step) -> list[Finding]:
    """No case that a draw is from, or draws experts for, is hidden from anybody by a tie.

    Source: decision record 0020: recusal hides a case until it is before the public.
    """
    row = step.row
    if row.purpose == "pool":
        cases = Candidate.objects.filter(kind="application", round_id=row.subject_id)
    else:
        ranked = row.tickets.filter(kind="candidate").values("subject_id")
        cases = Candidate.objects.filter(kind="application", pk__in=ranked)
    drawn_from = row.tickets.filter(kind="application").values("subject_id")
    live = Conflict.objects.filter(kind="application", lifted_at=None)
    hidden = live.filter(
        Q(subject_id__in=cases.values("subject_id")) | Q(subject_id__in=drawn_from)
    )
    return [Finding("case_hidden_still")] if hidden.exists() else []


def strata_hold(pool: Mapping[str, str], strata: Iterable[Stratum]) -> list[Finding]:
    """Each stratum has as many members as it is to give. Order: as the strata."""
    size = Counter(pool.values())
    found = []
    for stratum in strata:
        needed = stratum.take + stratum.substitutes
        if size[stratum.name] < needed:
            said = {"name": stratum.name, "have": size[stratum.name], "needed": needed}
            found.append(Finding("pool_too_small", said))
    return found
