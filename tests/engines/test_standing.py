"""Raw, calibrated, chance and band side by side, by the rule that an instrument declares."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingmeng.engines import scoring
from xingmeng.engines.scoring import Rule, Standing
from xingmeng.engines.stability import Line

WEIGHTS = {"merit": 60, "route": 30, "issuer": 10}
PLAIN = Rule(Line(0))


def marked(totals: dict[tuple[str, str], int], issuer: dict[str, int]) -> dict:
    """Sheets on which a reviewer gives the same for merit and route; the issuer's beside."""
    marks = {}
    for (a, r), points in totals.items():
        marks |= {(a, f"{a}/{r}", "merit"): points, (a, f"{a}/{r}", "route"): points}
    return marks | {(a, f"{a}/issuer", "issuer"): points for a, points in issuer.items()}


def stood(totals, issuer, rule: Rule = PLAIN, seed: bytes = b"") -> scoring.Outcome:
    marks = marked(totals, issuer)
    reviewers = {m: m.split("/")[1] for _, m, c in marks if c != "issuer"}
    return scoring.stand(marks, WEIGHTS, reviewers=reviewers, rule=rule, seed=seed)


TOTALS = {  # the harsh one gives 10 less, the mild one 10 more
    ("a", "harsh"): 60, ("a", "middle"): 70,
    ("b", "middle"): 68, ("b", "mild"): 78,
    ("c", "mild"): 80, ("c", "harsh"): 60,
}  # fmt: skip
ISSUER = {"a": 50, "b": 50, "c": 50}


def test_everything_stands_side_by_side_by_hand():
    found = stood(TOTALS, ISSUER, Rule(Line(60, 1)))

    # 65, 73 and 70 from the experts count nine tenths, the issuer's 50 one tenth.
    assert [(s.place, s.application, s.raw) for s in found.standings] == [
        (1, "b", 7070), (2, "c", 6800), (3, "a", 6350),
    ]  # fmt: skip
    assert found.exact
    assert {name: round(r.severity) for name, r in found.reviewers.items()} == {
        "harsh": -10, "middle": 0, "mild": 10,
    }  # fmt: skip
    calibrated = {s.application: s.calibrated for s in found.standings}
    assert calibrated == pytest.approx({"a": 6800, "b": 6620, "c": 6800}, abs=10)


def test_the_rule_says_which_score_decides():
    by_raw, by_calibrated = (
        stood(TOTALS, ISSUER, Rule(Line(0), by=by)) for by in ("raw", "calibrated")
    )

    assert [s.application for s in by_raw.standings] == ["b", "c", "a"]
    assert [s.application for s in by_calibrated.standings][-1] == "b"
    assert {s.application: s.raw for s in by_calibrated.standings} == {
        s.application: s.raw for s in by_raw.standings
    }


def test_the_chance_by_hand():
    """One reviewer each of two applications: three reviewers of three make 27 draws."""
    found = stood({("a", "x"): 80, ("b", "y"): 60, ("b", "z"): 100}, {"a": 0, "b": 0},
                  Rule(Line(72)))  # fmt: skip

    # a keeps 72 whoever is drawn. b passes with a mean of 80: y and z as often, or only z, or
    # more z than y, or neither: 27 draws less those with more y than z.
    fewer_z = 1 + 3 + 3  # yyy, yyz, xxy and xyy are 1 + 3 + 3 + 3
    chance = {s.application: s.chance for s in found.standings}
    assert chance == {"a": 10_000, "b": round(10_000 * (27 - fewer_z - 3) / 27)}


def test_places_follow_the_old_order_and_ties_share_one():
    totals = {("a", "x"): 70, ("b", "x"): 70, ("c", "x"): 90}
    found = stood(totals, dict.fromkeys("abc", 0))

    assert [(s.place, s.application) for s in found.standings] == [(1, "c"), (2, "a"), (2, "b")]


def test_the_band_around_the_line():
    totals = {
        ("a", "x"): 90, ("a", "y"): 90, ("b", "x"): 60, ("b", "y"): 80,
        ("c", "x"): 80, ("c", "y"): 60, ("d", "x"): 10, ("d", "y"): 10,
    }  # fmt: skip
    issuer = dict.fromkeys("abcd", 50)

    def in_band(rule: Rule) -> set[str]:
        return {s.application for s in stood(totals, issuer, rule).standings if s.in_band}

    assert in_band(Rule(Line(0, 2))) == {"b", "c"}
    assert in_band(Rule(Line(0, 3))) == set()
    assert in_band(Rule(Line(75, 2))) == set()


@st.composite
def rounds(draw) -> dict[tuple[str, str], int]:
    cells = {}
    for n in range(draw(st.integers(1, 5))):
        own = draw(st.lists(st.sampled_from("wxyz"), min_size=1, unique=True))
        cells |= {(f"a{n}", r): draw(st.integers(0, 100)) for r in own}
    return cells


@given(rounds(), st.sampled_from(["raw", "calibrated"]), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_places_and_chances_fit_together(totals, by: str, places: int):
    issuer = {a: 50 for a, _ in totals}
    rule = Rule(Line(0, places), by=by)

    found = stood(totals, issuer, rule).standings

    deciding = [getattr(s, by) for s in found]
    assert deciding == sorted(deciding, reverse=True)
    assert [s.place for s in found] == sorted(s.place for s in found)
    given_out = 10_000 * min(places, len(issuer))
    assert sum(s.chance for s in found) == pytest.approx(given_out, abs=len(found))
    ranked = scoring.rank(marked(totals, issuer), WEIGHTS)
    assert {s.application: s.raw for s in found} == {r.application: r.score for r in ranked}
    if by == "raw":
        assert [(s.place, s.application) for s in found] == [
            (r.place, r.application) for r in ranked
        ]


def test_one_expert_alone_is_ranked_as_they_marked():
    found = stood({("a", "x"): 71, ("b", "x"): 73}, {"a": 71, "b": 73})

    assert found.standings == [
        Standing(1, "b", 7300, 7300, 10_000, False),
        Standing(2, "a", 7100, 7100, 10_000, False),
    ]


@pytest.mark.parametrize(
    ("totals", "issuer", "rule", "why"),
    [
        ({}, {}, PLAIN, "needs marks"),
        (TOTALS, {"a": 50, "b": 50}, PLAIN, "no mark for issuer"),
        ({("a", "x"): 50}, {"a": 50}, Rule(Line(0), by="fame"), "no score"),
    ],
)
def test_stand_refuses_what_it_cannot_rank(totals, issuer, rule, why):
    with pytest.raises(ValueError, match=why):
        stood(totals, issuer, rule)


def test_an_application_without_a_reviewer_is_not_ranked():
    marks = {("a", "s1", "issuer"): 50, ("b", "s2", "issuer"): 60}

    with pytest.raises(ValueError, match="no reviewer"):
        scoring.stand(marks, {"issuer": 100}, reviewers={}, rule=PLAIN, seed=b"")
