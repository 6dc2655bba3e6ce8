"""Drawing: repeatable from the seed, fair, blind to the pool's order, proof against changes."""

import copy
import hashlib
import hmac
import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingmeng.engines import draw
from xingmeng.engines.draw import Drawn, Stratum

KEY = "0123456789abcdef" * 4
WORD = "三号球 07 21 33"
ABOUT = {"purpose": "pool", "number": "CQ20240001"}
POOL = {f"e{n:02}": "医药/区外" if n % 3 == 0 else "医药/区内" for n in range(12)}
STRATA = (Stratum("医药/区内", 3, 2), Stratum("医药/区外", 2))


def published(word: str = WORD) -> dict[str, Any]:
    commitment = draw.commit(KEY, POOL, STRATA, about=ABOUT)
    before = draw.sealed(POOL, STRATA, about=ABOUT, commitment=commitment)
    return draw.revealed(before, key=KEY, word=word)


# --- the order ------------------------------------------------------------------------------


def test_the_order_is_that_of_a_keyed_hash_written_out_by_hand():
    seed = draw.seed(KEY, WORD)

    found = draw.draw(POOL, STRATA, seed)

    def lot(stratum: str, member: str) -> str:
        said = f'xingmeng-draw-1/lot\0["{stratum}","{member}"]'.encode()
        return hmac.new(seed, said, hashlib.sha256).hexdigest()

    inside = sorted((m for m in POOL if POOL[m] == "医药/区内"), key=lambda m: lot(POOL[m], m))
    outside = sorted((m for m in POOL if POOL[m] == "医药/区外"), key=lambda m: lot(POOL[m], m))
    assert found == [
        Drawn("医药/区内", tuple(inside[:3]), tuple(inside[3:5])),
        Drawn("医药/区外", tuple(outside[:2]), ()),
    ]


def test_the_seed_is_made_of_both_keys():
    said = b"xingmeng-draw-1/seed\0" + json.dumps(WORD, ensure_ascii=False).encode()
    by_hand = hmac.new(bytes.fromhex(KEY), said, hashlib.sha256).digest()

    assert draw.seed(KEY, WORD) == by_hand
    assert draw.seed(KEY, "三号球") != by_hand != draw.seed(KEY[::-1], WORD)


def test_a_word_is_the_same_however_its_accents_are_written():
    assert draw.seed(KEY, "café ") == draw.seed(KEY, "cafe\u0301")


pools = st.dictionaries(
    st.text(min_size=1, max_size=6), st.sampled_from(["a", "b"]), min_size=4, max_size=30
)


@given(pools, st.binary(min_size=32, max_size=32), st.randoms(use_true_random=False))
def test_the_order_of_the_pool_says_nothing(pool, seed: bytes, dice):
    mixed = list(pool.items())
    dice.shuffle(mixed)
    sizes = Counter(pool.values())
    strata = [Stratum(name, sizes[name] // 2, sizes[name] // 4) for name in ("a", "b")]

    found = draw.draw(pool, strata, seed)

    assert found == draw.draw(dict(mixed), strata, seed)
    for stratum, part in zip(strata, found, strict=True):
        named = part.members + part.substitutes
        assert len(part.members) == stratum.take
        assert len(part.substitutes) == stratum.substitutes
        assert len(set(named)) == len(named)
        assert all(pool[member] == stratum.name for member in named)


@given(pools, st.binary(min_size=32, max_size=32))
def test_who_is_drawn_among_fewer_is_drawn_among_more(pool, seed: bytes):
    sizes = Counter(pool.values())
    fewer = [Stratum(name, sizes[name] // 3) for name in ("a", "b")]
    more = [Stratum(name, sizes[name]) for name in ("a", "b")]

    for less, whole in zip(
        draw.draw(pool, fewer, seed), draw.draw(pool, more, seed), strict=True
    ):
        assert whole.members[: len(less.members)] == less.members


def test_every_pair_is_drawn_about_as_often():
    pool, strata = dict.fromkeys("abcde", "x"), [Stratum("x", 2)]
    times = Counter(
        frozenset(draw.draw(pool, strata, hashlib.sha256(str(n).encode()).digest())[0].members)
        for n in range(4000)
    )

    # Ten pairs, 400 expected of each; the sum of squares stays below the 0.1 % point of
    # chi-squared with 9 degrees of freedom. The seeds are fixed, so the outcome is as well.
    assert len(times) == 10
    assert sum((seen - 400) ** 2 / 400 for seen in times.values()) < 27.9


@pytest.mark.parametrize(
    ("pool", "strata"),
    [
        ({"e1": "x"}, [Stratum("x", 2)]),
        ({"e1": "x"}, [Stratum("x", 1, 1)]),
        ({"e1": "y"}, [Stratum("x", 0)]),
        ({"e1": "x"}, [Stratum("x", 1), Stratum("x", 0)]),
        ({"e1": "x"}, [Stratum("x", -1)]),
        ({"e1": "x"}, [Stratum("x", 0, -1)]),
    ],
)
def test_a_draw_that_cannot_be_is_refused(pool, strata):
    with pytest.raises(ValueError, match="."):
        draw.draw(pool, strata, b"x")
    with pytest.raises(ValueError, match="."):
        draw.commit(KEY, pool, strata, about={})


# --- the commitment -------------------------------------------------------------------------


def test_the_commitment_binds_everything_and_does_not_hang_on_the_pools_order():
    own = draw.commit(KEY, POOL, STRATA, about=ABOUT)

    assert own == draw.commit(KEY, dict(reversed(POOL.items())), STRATA, about=ABOUT)
    others = {
        draw.commit(KEY[::-1], POOL, STRATA, about=ABOUT),
        draw.commit(KEY, POOL | {"e99": "医药/区内"}, STRATA, about=ABOUT),
        draw.commit(KEY, POOL | {"e00": "医药/区内"}, STRATA, about=ABOUT),
        draw.commit(KEY, POOL, (Stratum("医药/区内", 2, 2), STRATA[1]), about=ABOUT),
        draw.commit(KEY, POOL, STRATA[::-1], about=ABOUT),
        draw.commit(KEY, POOL, STRATA, about={"purpose": "audit"}),
        own,
    }
    assert len(others) == 7


@pytest.mark.parametrize("key", ["", "ab", KEY.upper(), KEY + "0", "g" * 64, KEY + "\n"])
def test_a_key_is_64_hexadecimal_digits(key: str):
    with pytest.raises(ValueError, match="64 hexadecimal"):
        draw.commit(key, POOL, STRATA, about={})
    with pytest.raises(ValueError, match="64 hexadecimal"):
        draw.seed(key, WORD)


def test_what_is_published_before_shows_neither_key_nor_outcome():
    commitment = draw.commit(KEY, POOL, STRATA, about=ABOUT)

    before = draw.sealed(POOL, STRATA, about=ABOUT, commitment=commitment)

    assert (before["seed"], before["drawn"]) == (None, None)
    assert KEY not in json.dumps(before)
    assert draw.verify(before) == (False, "not_revealed")
    with pytest.raises(ValueError, match="not the committed one"):
        draw.revealed(before, key=KEY[::-1], word=WORD)


# --- verifying ------------------------------------------------------------------------------


def test_a_published_draw_is_valid_also_after_a_way_through_a_file():
    document = json.loads(json.dumps(published(), indent=1))

    assert draw.verify(document) == (True, "valid")
    assert draw.verify(document, commitment=document["commitment"].upper() + "\n")[0]
    assert draw.verify(document, commitment="0" * 64) == (False, "other_commitment")


def places(value: Any, way: tuple = ()) -> list[tuple]:
    """The address of everything inside a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for name, part in inner:
        found.append((*way, name))
        if isinstance(part, dict | list):
            found += places(part, (*way, name))
    return found


def changed(value: Any) -> Any:
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1:] != "0" else "1")
    if isinstance(value, int):
        return value + 1
    return [*value, "x"] if isinstance(value, list) else dict(list(value.items())[:-1])


@pytest.mark.parametrize("place", places(published()), ids=str)
@pytest.mark.parametrize("mutation", ["changed", "gone", "null"])
def test_a_document_changed_anywhere_is_rejected(place, mutation):
    document = published()
    part = document
    for name in place[:-1]:
        part = part[name]
    if mutation == "gone":
        del part[place[-1]]
    else:
        part[place[-1]] = changed(part[place[-1]]) if mutation == "changed" else None

    assert not draw.verify(document)[0]


def redone(document: dict[str, Any]) -> dict[str, Any]:
    """With a fresh digest, as a forger would leave it."""
    rest = {name: value for name, value in document.items() if name != "digest"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    said = b"xingmeng-draw-1/document\0" + text.encode()
    return rest | {"digest": hashlib.sha256(said).hexdigest()}


def exchanged(document: dict[str, Any]) -> None:
    part = document["drawn"][0]
    members, standing_by = part["members"], part["substitutes"]
    members[0], standing_by[0] = standing_by[0], members[0]


FORGERIES = {
    "drawn": exchanged,
    "order": lambda d: d["drawn"][0]["members"].reverse(),
    "word": lambda d: d["seed"].update(word="!"),
    "key": lambda d: d["seed"].update(key=KEY[::-1]),
    "pool": lambda d: d["pool"].append({"member": "friend", "stratum": "医药/区内"}),
    "count": lambda d: d["strata"][0].update(take=2),
    "about": lambda d: d["about"].update(number="CQ20240002"),
    "space": lambda d: d["seed"].update(word=WORD + " "),
    "twin": lambda d: d["pool"].append(d["pool"][0]),
    "float": lambda d: d["strata"][0].update(take=3.0),
    "false": lambda d: d["strata"][1].update(substitutes=False),
    "more": lambda d: d.update(note="x"),
    "half": lambda d: d.update(seed=None),
}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("drawn", "wrong_draw"),
        ("order", "wrong_draw"),
        ("word", "wrong_draw"),
        ("key", "commitment_broken"),
        ("pool", "commitment_broken"),
        ("count", "commitment_broken"),
        ("about", "commitment_broken"),
        ("space", "unreadable"),
        ("twin", "unreadable"),
        ("float", "unreadable"),
        ("false", "unreadable"),
        ("more", "unreadable"),
        ("half", "unreadable"),
    ],
)
def test_a_forgery_with_a_fresh_digest_is_named_for_what_is_wrong(name: str, reason: str):
    document = copy.deepcopy(published())

    FORGERIES[name](document)

    assert draw.verify(redone(document)) == (False, reason)


def test_half_a_surrogate_pair_is_not_text():
    assert draw.verify(published() | {"format": "\ud800"}) == (False, "unreadable")
    assert draw.verify(published() | {"about": {"x": "\ud800"}}) == (False, "unreadable")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(draw.PARTS), inner, max_size=8)
        ),
        max_leaves=8,
    )
)
@settings(max_examples=60)
def test_verify_says_no_to_anything_else_and_never_fails(value):
    assert draw.verify(value) == (False, "unreadable")
    parts = value if isinstance(value, dict) else {"seed": value}
    assert draw.verify(published() | parts)[0] is (not parts)
