"""Needs and offers: who is found, why, and what must not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingmeng.engines import exchange, inverted, pairing
from xingmeng.engines.exchange import GOOD, NEEDS, NOT_RELEVANT, Freshness, Index, worded
from xingmeng.engines.meanings import SIZE
from xingmeng.engines.pairing import Listing
from xingmeng.engines.values import Text
from xingmeng.engines.writing import Writing

NEED = Listing(
    Writing("高矫顽力钕铁硼磁体", "晶界扩散，减少重稀土用量"), "materials", readiness=6
)
OFFERS = {
    "磁": Listing(Writing("钕铁硼磁体晶界扩散工艺"), "materials", readiness=7),
    "矿": Listing(Writing("稀土矿选矿技术"), "materials", readiness=4),
    "牛": Listing(Writing("肉牛全基因组选择"), "agriculture"),
    "英": Listing(Writing("Grain boundary diffusion of magnets")),
}


def index(offers=None, **kept) -> Index:
    made = Index()
    made.put(OFFERS if offers is None else offers, **kept)
    return made


def keys(found: list[exchange.Match]) -> list[str]:
    return [match.key for match in found]


def vector(*parts: float) -> np.ndarray:
    return np.array([*parts, *[0.01] * (SIZE - len(parts))])


def test_what_shares_words_is_found_and_says_which():
    found = index().best(NEED)

    assert keys(found) == ["磁", "矿"]
    assert found[0].score > found[1].score
    first, *_ = found[0].reasons
    assert first.code == "words" and "钕铁硼磁体" in first.terms
    assert worded(first).zh.startswith("共有词：") and "钕铁硼磁体" in worded(first).zh
    codes = {reason.code: reason for reason in found[0].reasons}
    assert {"words", "field", "readiness"} == set(codes)
    assert worded(codes["field"]) == Text("领域相同", "Same field")
    below = next(r for r in found[1].reasons if r.code == "readiness")
    assert below.part < 0 and worded(below).en == "Readiness level below what is asked"


def test_needs_are_found_for_an_offer_with_the_same_measure():
    held = index({"需": NEED, "别": OFFERS["牛"]})
    held.holds = NEEDS

    (match,) = held.best(OFFERS["磁"])

    assert match.key == "需"
    assert {r.code for r in match.reasons} == {"words", "field", "readiness"}


def test_meaning_finds_across_languages_as_soon_as_its_vectors_are_there():
    held = index()
    assert "英" not in keys(held.best(NEED, meaning=vector(1.0)))
    assert held.freshness == Freshness(4, 0)
    assert list(held.awaiting(9)) == list(OFFERS)

    held.place({"英": vector(1.0), "磁": vector(0.0, 1.0), "无": vector(1.0)})

    assert held.freshness == Freshness(4, 2)
    assert list(held.awaiting(1)) == ["矿"]
    match = next(m for m in held.best(NEED, meaning=vector(1.0)) if m.key == "英")
    assert [r.code for r in match.reasons] == ["meaning"]
    assert "英" not in keys(held.best(NEED))
    assert "英" not in keys(held.best(NEED, meaning=vector(-1.0)))


def test_what_is_removed_or_replaced_is_found_no_more():
    held = index()
    held.place({"英": vector(1.0)})

    held.remove(["磁", "英", "没有"])
    held.put({"矿": Listing(Writing("奶牛饲养"))})

    assert held.best(NEED, meaning=vector(1.0)) == []
    assert held.freshness == Freshness(2, 0)
    assert keys(held.best(Listing(Writing("奶牛饲养方法")))) == ["矿"]


def test_hidden_ones_are_found_by_whom_they_are_shown_to_and_change_nothing_else():
    secret = {"密": Listing(Writing("钕铁硼磁体晶界扩散", "重稀土"), "materials", readiness=9)}
    without, held = index(), index()
    held.put(secret, hidden=secret)
    held.place({"密": vector(1.0)})

    assert held.best(NEED) == without.best(NEED)
    assert held.freshness == without.freshness
    assert keys(held.best(NEED, shown=["密"]))[0] == "密"
    with pytest.raises(KeyError):
        held.judge(NEED, ["密"])
    assert keys(held.judge(NEED, ["密"], shown=["密"])) == ["密"]


def test_verdicts_move_what_is_like_them():
    held = index(
        {**OFFERS, "扩": Listing(Writing("晶界扩散设备")), "硼": Listing(Writing("钕铁硼切割"))}
    )
    before = {m.key: m.score for m in held.best(NEED)}

    liked = {m.key: m.score for m in held.best(NEED, told={"扩": GOOD})}
    left = {m.key: m for m in held.best(NEED, told={"扩": NOT_RELEVANT})}

    assert liked["扩"] > before["扩"] and liked["磁"] > before["磁"]
    assert liked["硼"] == before["硼"]
    assert "扩" not in left and left["磁"].score < before["磁"]
    assert "like_bad" in {r.code for r in left["磁"].reasons}


def test_exactly_those_asked_for_are_judged_as_the_best_are():
    held = index()
    best = {m.key: m for m in held.best(NEED)}

    judged = held.judge(NEED, ["牛", "磁", "矿"])

    assert keys(judged) == ["牛", "磁", "矿"]
    assert judged[0].reasons == () and 0 <= judged[0].score < 0.1
    assert judged[1:] == [best["磁"], best["矿"]]
    with pytest.raises(KeyError):
        held.judge(NEED, ["没有"])


FITS = [
    ({}, {}, {}),
    ({"readiness": 5}, {"readiness": 5}, {"readiness": 0.2}),
    ({"readiness": 9}, {"readiness": 1}, {"readiness": -0.6}),
    ({"readiness": 9}, {}, {}),
    ({"region": "150200"}, {"region": "150200"}, {"region": 0.15}),
    ({"region": "150200"}, {"region": "110000"}, {}),
    ({"industry": "C26"}, {"industry": "C2614"}, {"industry": 0.4}),
    ({"size": "small"}, {"size": "small", "succeeded": 3}, {"size": 0.1, "succeeded": 0.2}),
]


@pytest.mark.parametrize(("need", "offer", "told"), FITS)
def test_columns_speak_where_both_sides_have_them(need: dict, offer: dict, told: dict):
    pair = (Listing(Writing(""), **columns) for columns in (need, offer))

    assert pairing.fit(*pair) == pytest.approx(told)


# --- properties -----------------------------------------------------------------------------

writings = st.builds(
    Writing, st.text("磁体晶界牛肉基因 ab", max_size=9), st.text("磁牛ab ", max_size=12)
)
changes = st.lists(
    st.tuples(
        st.sampled_from("甲乙丙丁戊己"), st.one_of(st.none(), st.builds(Listing, writings))
    ),
    max_size=14,
)
HIDDEN = "戊己"


@settings(max_examples=60, deadline=None)
@given(changes, writings)
@pytest.mark.parametrize(("candidates", "read"), [(120, 600_000), (1, 2)])
def test_however_it_came_about_the_same_listings_give_the_same_answers(
    candidates, read, steps, wanted
):
    held, last = Index(), {}
    for key, listing in steps:
        if listing is None:
            held.remove([key])
            last.pop(key, None)
        else:
            held.put({key: listing}, hidden=HIDDEN)
            last[key] = listing
        place_all(held)
    seen = sorted(set(last).difference(HIDDEN))
    fresh = index({key: last[key] for key in seen})
    place_all(fresh)

    asked = Listing(wanted)

    with pytest.MonkeyPatch.context() as patch:  # few are looked at, as of very many
        patch.setattr(exchange, "CANDIDATES", candidates)
        patch.setattr(inverted, "READ", read)
        patch.setattr(exchange, "ABROAD", candidates)
        for meaning in (None, meant(wanted.whole)):
            assert held.best(asked, meaning=meaning) == fresh.best(asked, meaning=meaning)
            judged = [one.judge(asked, seen, meaning=meaning) for one in (held, fresh)]
            assert judged[0] == judged[1]
    assert held.freshness == fresh.freshness == Freshness(len(seen), len(seen))


def meant(text: str) -> np.ndarray:
    """A vector that a text has whenever it is asked for."""
    return np.random.default_rng(list(text.encode())).normal(size=SIZE)


def place_all(held: Index) -> None:
    held.place({key: meant(text) for key, text in held.awaiting(99).items()})


@pytest.mark.parametrize(
    "said", ["技术", "研发", "需要技术支持", "关键技术研究与应用", "", "。"]
)
def test_a_need_that_says_what_any_project_says_finds_nothing(said: str):
    held = index(
        {"研": Listing(Writing("关键技术研发应用")), "发": Listing(Writing("技术研究"))}
    )

    assert held.best(Listing(Writing(said))) == []


def test_one_word_alone_is_less_sure_than_a_need_that_says_more():
    held = index()

    (word,) = held.best(Listing(Writing("矿选矿")), top=1)
    (said,) = held.best(Listing(Writing("稀土矿选矿技术")), top=1)

    assert word.key == said.key == "矿"
    assert 0 < word.score < 0.7 * said.score
    sure = [pairing.sureness(Writing(text)) for text in ("", "电池", "电池管理系统")]
    assert sure == pytest.approx([0, 1 / 3, 5 / 7])
