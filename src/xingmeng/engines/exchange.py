"""Which offers answer a need, and which needs an offer, among very many that come and go.

Words are found at once; meaning across languages fills in behind them. Nothing is ever rebuilt.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines import pairing
from xingmeng.engines.inverted import Inverted
from xingmeng.engines.meanings import Meanings
from xingmeng.engines.numbered import number, number_of
from xingmeng.engines.pairing import Listing
from xingmeng.engines.terms import is_telling, language, shared, terms
from xingmeng.engines.values import Text

NEEDS, OFFERS = "needs", "offers"
CANDIDATES = 120  # that are compared in full, of those whose words or meaning are nearest
ABROAD = 50  # of them by meaning, of each other language
MENTIONED = 0.1  # of a score; what moves it by less is no reason
RANKED = 20  # shared terms looked at for a reason, before they grow to passages
ENCODED = 800  # characters of a text that are encoded, as of `likeness`

GOOD, NOT_RELEVANT, TAKEN = "good", "not_relevant", "taken"
VERDICTS = (GOOD, NOT_RELEVANT, TAKEN)
SAID = {
    GOOD: 1.0,
    NOT_RELEVANT: -3.0,
    TAKEN: 1.0,
}  # of the very pair; set, in the score's units
LIKE_GOOD, LIKE_BAD = 24.0, -8.0  # of a cosine with one judged so; see bench.matching
UNTOLD = 2  # verdicts that are taken to be missing: the first few move less

TEXTUAL = ("words", "meaning")  # without one of them nothing is suggested

Told = Mapping[str, str]  # by key: what who asks said of it, one of VERDICTS


class Reason(NamedTuple):
    """One thing that speaks for a pair, or against it where its part is below 0."""

    code: str
    part: float
    terms: tuple[str, ...] = ()


class Match(NamedTuple):
    """One found, with its reasons, the weightiest first.

    Units: score in standard deviations of judged pairs; it compares across questions.
    """

    key: str
    score: float
    reasons: tuple[Reason, ...]


class Freshness(NamedTuple):
    """How many texts are found by their words, and how many of them also by meaning; those
    that are not hidden."""

    texts: int
    meant: int


@dataclass(slots=True)
class Index:
    """Needs or offers by their keys: added, replaced, removed one by one or many at a time.

    Hidden ones are found only where their keys are among `shown`, and change no score, no
    order and no count of anybody who is not shown them.
    """

    holds: str = OFFERS
    words: Inverted = field(default_factory=Inverted)
    meant: dict[str, Meanings] = field(default_factory=dict)  # by language
    listings: dict[int, Listing] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    waiting: dict[int, None] = field(default_factory=dict)  # for their vectors, in order

    def put(self, listings: Mapping[str, Listing], *, hidden: Collection[str] = ()) -> None:
        """Add listings, or replace those whose keys are known. They are found at once.

        Errors: none.
        """
        self.remove(key for key in listings if key in self.numbers)
        hides = np.array([key in hidden for key in listings], np.bool_)
        texts = [listing.text.whole for listing in listings.values()]
        first = self.words.add(texts, hidden=hides)
        for at, (key, listing) in enumerate(listings.items(), start=first):
            self.listings[at], self.keys[at], self.numbers[key] = listing, key, at
            self.waiting[at] = None

    def remove(self, keys: Any) -> None:
        """Let go of listings; unknown keys are left out. Errors: none."""
        for key in list(keys):
            at = self.numbers.pop(key, None)
            if at is None:
                continue
            listing = self.listings.pop(at)
            self.words.remove(at, listing.text.whole)
            for group in self.meant.values():
                group.remove(at)
            self.waiting.pop(at, None)
            del self.keys[at]

    def awaiting(self, most: int) -> dict[str, str]:
        """Texts that have no vector yet, by key, at most so many. Order: as they came.

        Errors: none.
        """
        few = [at for at, _ in zip(self.waiting, range(most), strict=False)]
        return {self.keys[at]: encodable(self.listings[at]) for at in few}

    def place(self, vectors: Mapping[str, Any]) -> None:
        """Take in vectors of texts that waited for them; others are left out. Errors: none."""
        by_language: dict[str, dict[int, Any]] = {}
        for key, vector in vectors.items():
            at = self.numbers.get(key)
            if at is not None and at in self.waiting:
                del self.waiting[at]
                spoken = language(self.listings[at].text.whole)
                by_language.setdefault(spoken, {})[at] = vector
        for spoken, found in by_language.items():
            hides = [bool(self.words.hidden[at]) for at in found]
            self.meant.setdefault(spoken, Meanings()).place(found, hides)

    def encodable(self, key: str) -> str:
        """What of one of them is encoded to its vector. Errors: KeyError."""
        return encodable(self.listings[self.numbers[key]])

    def is_abroad(self, wanted: Listing) -> bool:
        """Whether meaning can say something: there are vectors of another language than that
        of the one that asks. Errors: none."""
        spoken = language(wanted.text.whole)
        return any(group.open for code, group in self.meant.items() if code != spoken)

    @property
    def freshness(self) -> Freshness:
        """How far meaning is behind words. Errors: none."""
        return Freshness(self.words.open, sum(group.open for group in self.meant.values()))

    def best(
        self,
        wanted: Listing,
        *,
        top: int = 10,
        meaning: Any = None,
        told: Told | None = None,
        shown: Collection[str] = (),
        without: Collection[str] = (),
    ) -> list[Match]:
        """The best few for one that asks, each with its reasons.

        Shapes: meaning, the vector of `encodable(wanted)`, or None: then only its own language
                is found. told, by key, what who asks said of some.
        Order:  the best first, equal ones by key. What was called not relevant is left out,
                the keys in `without`, and what shares only words that any project has.
        Errors: none.
        """
        told = told or {}
        seen = self._numbers(shown)
        found = self._candidates(wanted, meaning, seen)
        out = self._numbers({*without, *(k for k, v in told.items() if v == NOT_RELEVANT)})
        found = [at for at in found if at not in out]
        scored = self._scored(wanted, found, meaning, told)
        ordered = sorted(scored, key=lambda match: (-match.score, match.key))
        telling = (match for match in self._reasoned(wanted, ordered) if _is_telling(match))
        return list(islice(telling, top))

    def judge(
        self,
        wanted: Listing,
        keys: Sequence[str],
        *,
        meaning: Any = None,
        told: Told | None = None,
        shown: Collection[str] = (),
    ) -> list[Match]:
        """The scores of exactly these, in their order, with reasons.

        Errors: KeyError for a key that is not there, or hidden and not shown.
        """
        seen = self._numbers(shown)
        found = [self.numbers[key] for key in keys]
        for at, key in zip(found, keys, strict=True):
            if self.words.hidden[at] and at not in seen:
                raise KeyError(key)
        beside = self._beside(wanted, found, seen)
        matches = self._scored(wanted, found, meaning, told or {}, beside)
        return list(self._reasoned(wanted, matches))

    def likeness(self, wanted: Listing, keys: Sequence[str]) -> pairing.Likeness:
        """What is measured on the words of these pairs, before it is weighed.

        Errors: KeyError.
        """
        at = [self.numbers[key] for key in keys]
        return self._alike(wanted, at, self._beside(wanted, at, set()))

    # --- inside ---------------------------------------------------------------------------

    def _numbers(self, keys: Collection[str]) -> set[int]:
        return {self.numbers[key] for key in keys if key in self.numbers}

    def _candidates(self, wanted: Listing, meaning: Any, seen: set[int]) -> list[int]:
        """Numbers of those that may be among the best, the likeliest first, equal ones by key:
        what came and went before must not order them."""
        title = f"{wanted.text.title}\n{wanted.text.whole}"
        asked = number([title])
        weights = (1 + np.log(asked.times)) * self.words.rarity(asked.terms)
        shown = sorted(seen)
        places, sums = self.words.best(asked.terms, weights, most=CANDIDATES, shown=shown)
        alike = zip(places.tolist(), sums.tolist(), strict=True)
        ordered = sorted(alike, key=lambda one: (-one[1], self.keys[one[0]]))
        found = [at for at, _ in ordered[:CANDIDATES]]
        for group, bare in self._abroad(wanted, meaning):
            near = group.nearest(bare, most=ABROAD, shown=shown)
            near.sort(key=lambda one: (-one[1], self.keys[one[0]]))
            found += [at for at, _ in near[:ABROAD]]
        return list(dict.fromkeys(found))

    def _abroad(self, wanted: Listing, meaning: Any) -> list[tuple[Meanings, NDArray[Any]]]:
        """The vectors of other languages, and that of the one that asks less its own mean."""
        if meaning is None:
            return []
        spoken = language(wanted.text.whole)
        own = self.meant.get(spoken)
        vector = np.asarray(meaning, np.float64)
        bare = vector - own.mean if own else vector
        return [(group, bare) for code, group in sorted(self.meant.items()) if code != spoken]

    def _scored(
        self,
        wanted: Listing,
        at: list[int],
        meaning: Any,
        told: Told,
        beside: Sequence[int] = (),
    ) -> list[Match]:
        """Scores with the parts they are made of."""
        if not at:
            return []
        sure = pairing.sureness(wanted.text)
        words = pairing.weigh(self._alike(wanted, at, beside), sure=sure)
        meant = self._meant(wanted, at, meaning)
        said = self._said(at, told)
        found = []
        for n, place in enumerate(at):
            parts = {"words": words[n], "meaning": meant[n], **said[n]}
            pair = (wanted, self.listings[place])
            parts |= pairing.fit(*(pair if self.holds == OFFERS else pair[::-1]))
            reasons = [Reason(code, round(float(part), 3)) for code, part in parts.items()]
            order = sorted(
                (reason for reason in reasons if abs(reason.part) >= MENTIONED),
                key=lambda reason: (-abs(reason.part), reason.code),
            )
            score = round(float(sum(parts.values())), 4)
            found.append(Match(self.keys[place], score, tuple(order)))
        return found

    def _alike(
        self, wanted: Listing, at: Sequence[int], beside: Sequence[int]
    ) -> pairing.Likeness:
        """Of some texts, with others beside them that tell what is near."""
        texts = [self.listings[n].text for n in (*at, *beside)]
        asks = self.holds == OFFERS
        found = pairing.alike(wanted.text, texts, self.words.rarity, asks=asks)
        return pairing.Likeness(*(part[: len(at)] for part in found))

    def _beside(self, wanted: Listing, at: list[int], seen: set[int]) -> list[int]:
        """The likeliest that are not asked about."""
        held = set(at)
        return [n for n in self._candidates(wanted, None, seen) if n not in held]

    def _meant(self, wanted: Listing, at: list[int], meaning: Any) -> NDArray[Any]:
        """What meaning says, where the languages differ."""
        found = np.zeros(len(at))
        for group, bare in self._abroad(wanted, meaning):
            found += np.maximum(0, group.cosines(bare, at) - pairing.CHANCE) ** 2
        return pairing.MEANING * found

    def _said(self, at: list[int], told: Told) -> list[dict[str, float]]:
        """What verdicts say of each: its own, and those on what is like it."""
        judged = {self.numbers[k]: v for k, v in sorted(told.items()) if k in self.numbers}
        found: list[dict[str, float]] = [{} for _ in at]
        for number_, verdict in judged.items():
            one, texts = self.listings[number_].text, [self.listings[n].text for n in at]
            like = pairing.alike(one, texts, self.words.rarity, asks=True).whole
            weight = LIKE_BAD if verdict == NOT_RELEVANT else LIKE_GOOD
            beside = "like_bad" if verdict == NOT_RELEVANT else "like_good"
            for n, other in enumerate(at):
                own = other == number_  # moves by no less than its twin
                part = weight * float(like[n]) / (UNTOLD + len(judged))
                part += SAID[verdict] if own else 0.0
                name = verdict if own else beside
                found[n][name] = found[n].get(name, 0.0) + part
        return found

    def _reasoned(self, wanted: Listing, found: list[Match]) -> Iterator[Match]:
        """The same, with the terms that are shared; characters alone are no reason."""
        whole = wanted.text.whole
        own = set(terms(whole))
        for match in found:
            both = self._shared(own, whole, match.key) if match.reasons else ()
            reasons = (
                reason._replace(terms=both) if reason.code == "words" else reason
                for reason in match.reasons
            )
            kept = tuple(r for r in reasons if r.code != "words" or r.terms)
            yield match._replace(reasons=kept)

    def _shared(self, own: set[str], whole: str, key: str) -> tuple[str, ...]:
        text = self.listings[self.numbers[key]].text.whole
        both = sorted({term for term in terms(text) if term in own and len(term) > 1})
        rarity = self.words.rarity(np.array([number_of(term) for term in both], np.uint32))
        ranked = [both[n] for n in np.argsort(-rarity, kind="stable")[:RANKED]]
        return shared(ranked, text, whole)


def _is_telling(match: Match) -> bool:
    """Whether words of a subject speak for a match, or its meaning."""
    return any(
        reason.code == "meaning" or any(map(is_telling, reason.terms))
        for reason in match.reasons
        if reason.code in TEXTUAL
    )


def encodable(listing: Listing) -> str:
    """What of a listing is encoded to its vector of meaning. Errors: none."""
    return listing.text.whole[:ENCODED]


WORDS: Mapping[str, Text] = {
    "words": Text("共有词", "Shared terms"),
    "meaning": Text("跨语言含义相近", "Near in meaning across languages"),
    "field": Text("领域相同", "Same field"),
    "industry": Text("行业相近", "Same or near industry"),
    "region": Text("地区相近", "Same or near region"),
    "size": Text("规模相当", "Of like size"),
    "readiness": Text("成熟度达到要求", "Readiness level reached"),
    "unready": Text("成熟度低于要求", "Readiness level below what is asked"),
    "succeeded": Text("以往对接成功", "Came to agreements before"),
    "good": Text("您认为合适", "You called it good"),
    "taken": Text("已采用", "Taken up"),
    "not_relevant": Text("您认为不相关", "You called it not relevant"),
    "like_good": Text("与您认为合适的相近", "Like what you called good"),
    "like_bad": Text("与您认为不相关的相近", "Like what you called not relevant"),
}


def worded(reason: Reason) -> Text:
    """A reason in words, in both languages. Errors: KeyError for a code of no reason."""
    code = "unready" if reason.code == "readiness" and reason.part < 0 else reason.code
    words = WORDS[code]
    if not reason.terms:
        return words
    return Text(
        f"{words.zh}：{'、'.join(reason.terms)}", f"{words.en}: {', '.join(reason.terms)}"
    )
