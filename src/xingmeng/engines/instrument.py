"""The vocabulary of an instrument file: what a funding instrument may declare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from xingmeng.engines.forms import Section
from xingmeng.engines.values import Text

TONES = ("neutral", "active", "good", "warn", "bad")
ENDS = ("contract", "certificate", "payment")  # what a confirmed award leads to
RANKED_BY = ("raw", "calibrated")
BUDGETS = ("", "categories", "lump_sum")
TOLD = ("score", "criteria", "comments", "place")  # what a report to an applicant may say


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One place a case can be in. Units: `days`, the time it may stay, in working days."""

    name: str
    label: Text
    tone: str = "active"
    days: int | None = None
    final: bool = False
    held_by: Text | None = None  # who has the case, where it is not who may move it on


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One declared step: who may take a case from one state to another, and what must hold."""

    name: str
    label: Text
    before: tuple[str, ...]
    after: str
    by: tuple[str, ...]
    tone: str = "neutral"
    explain: Text | None = None
    reason: bool = False  # must the actor say why?
    confirm: bool = False  # must the actor prove again who they are?
    signs: str = ""  # the paper that the move puts the actor's signature under
    checks: tuple[str, ...] = ()  # named checks of the stage, all of them must hold
    asks: tuple[Section, ...] = ()  # what the actor must fill in to make the move
    cites: tuple[str, ...] = ()  # the articles the move rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The life of one kind of case. The first state is where it begins."""

    kind: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]

    def state(self, name: str) -> State:
        """The declared state of that name. Errors: LookupError if there is none."""
        for state in self.states:
            if state.name == name:
                return state
        raise LookupError(f"{self.kind} has no state {name!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of the mark sheet. Units: `weight` in points of 100; marks are 0 to 100."""

    name: str
    label: Text
    weight: int
    by: str = "expert"
    help: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One share of the public money and the milestone that releases it. Units: percent."""

    number: int
    label: Text
    share_pct: int
    milestone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A variety of the instrument that changes who is paid and by which rule of law."""

    name: str
    label: Text
    paid_to: str  # "issuer" or "bidder"
    support_rule: str  # the rule in xingmeng.law that sets the public money
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Periods of the instrument, the authority's parameters.

    Units:  as the names say; `line` in points of 100; `ceiling_fen` for one project.
    """

    min_open_days: int
    publicity_working_days: int
    contract_days: int
    experts_per_application: int = 3
    officers_to_open: int = 2
    line: int = 60  # who scores below is not proposed
    quota: int | None = None  # the most an area may recommend, where a call says no other
    ceiling_fen: int | None = None
    longest_months: int | None = None
    extension_months: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """How the instrument's applications are reviewed, the authority's parameters.

    Units:  `gap` in points of 100, above which the officer is told that sheets differ;
            `sheet_minutes` beside reading; `quorum_pct` of a panel's members; more than
            `pass_pct` of the votes cast recommend; `appeal_days` in working days.
    """

    double_blind: bool = False  # in the round by correspondence
    gap: int = 30
    explain: bool = False  # no round is ranked while sheets differ so without reasons
    sheet_minutes: int = 20
    panel_least: int = 5
    quorum_pct: int = 67
    pass_pct: int = 50
    tells: tuple[str, ...] = ("score", "comments")  # what an applicant is told afterwards
    appeal_days: int = 10

    def __post_init__(self) -> None:
        if unknown := set(self.tells) - set(TOLD):
            raise ValueError(f"applicants are not told {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a recognition is worth: its number, how long it holds, what must be reported.

    Units:  years and months; 0 is never. `number` is a pattern with {year}, {region}, {serial};
            `until_day` is a day of the year, "03-31".
    """

    title: Text
    number: str
    valid_years: int = 0  # 0: until revoked
    until_day: str = ""  # holds until that day of its last year, whenever it was given
    return_every_months: int = 0
    evaluate_every_years: int = 0  # who fails loses it
    holder: str = "organisation"  # or "person"
    stands_for: str = ""  # "platform" or "talent": listed as one, with its people and equipment

    def holds_until(self, given_on: date) -> date | None:
        """The last day of what was given that day; None if it holds until revoked.

        Errors: ValueError for an `until_day` that is no day.
        """
        if not self.valid_years:
            return None
        year = given_on.year + self.valid_years
        if self.until_day:
            return date.fromisoformat(f"{year}-{self.until_day}")
        leap = (given_on.month, given_on.day) == (2, 29)
        return date(year, 2, 28) if leap else given_on.replace(year=year) - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """How several bidders run for one challenge until a checkpoint leaves one of them.

    Units:  `line` and `gap` in points of 100: who scores below the line, or that many points
            or more below the best, leaves the race. Instalments are shares of each stage's own
            money.
    """

    most_runners: int
    line: int
    gap: int
    criteria: tuple[Criterion, ...]
    stage_one: tuple[Instalment, ...]
    stage_two: tuple[Instalment, ...]

    def __post_init__(self) -> None:
        _require_hundred("criteria of a race", [c.weight for c in self.criteria])
        _require_hundred("stage one", [i.share_pct for i in self.stage_one])
        _require_hundred("stage two", [i.share_pct for i in self.stage_two])


def _require_hundred(what: str, parts: Sequence[int]) -> None:
    if sum(parts) != 100:
        raise ValueError(f"{what} must sum to 100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Which score decides a place, and whether a lottery orders who cannot be told apart.

    Units: `level_pct`, in how many draws of a hundred one must beat the other to be ahead;
           `trim_from`, with how many experts or more an application's highest and lowest sheet
           are left out; 0 for never. Calibration takes severity out by itself.
    """

    by: str = "raw"  # or "calibrated"
    lottery: bool = False
    level_pct: int = 75
    trim_from: int = 0

    def __post_init__(self) -> None:
        if self.by not in RANKED_BY or not 50 <= self.level_pct <= 100:
            raise ValueError(f"a ranking by {self.by!r} at {self.level_pct} %")
        if self.trim_from and (self.trim_from < 3 or self.by != "raw"):
            raise ValueError(f"sheets left out of {self.trim_from}, by {self.by!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A funding instrument, whole: read by every stage, written in one file."""

    code: str
    title: Text
    summary: Text
    cites: tuple[str, ...]
    terms: Terms
    flows: tuple[Flow, ...]
    forms: Mapping[str, tuple[Section, ...]]
    eligibility: tuple[str, ...]
    pledge: tuple[Text, ...]
    documents: tuple[str, ...]
    indicators: tuple[str, ...]
    kinds: tuple[Kind, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    answers: str = "call"  # what an application answers: the call, or one "challenge" of it
    ends_in: str = "contract"
    budget: str = ""
    certificate: Certificate | None = None
    race: Race | None = None
    ranking: Ranking = Ranking()
    review: Review = field(default_factory=Review)
    paper_forms: tuple[str, ...] = ()  # of the paper it replaces: "A", "B"
    dropped: Mapping[str, Text] = field(default_factory=dict)  # boxes not asked, and why
    uncertain: Mapping[str, str] = field(default_factory=dict)  # what is a default, not law

    def __post_init__(self) -> None:
        if self.criteria:
            weights = [c.weight for c in self.criteria]
            _require_hundred(f"{self.code}: criteria weights", weights)
        if self.instalments:
            shares = [i.share_pct for i in self.instalments]
            _require_hundred(f"{self.code}: instalments", shares)
        if self.ends_in not in ENDS or self.budget not in BUDGETS:
            raise ValueError(f"{self.code}: ends in {self.ends_in!r}, budget {self.budget!r}")
        if (self.ends_in == "certificate") != (self.certificate is not None):
            raise ValueError(f"{self.code}: a certificate is declared where one is given")

    def instalments_of(self, stage: int) -> tuple[Instalment, ...]:
        """The shares in which money is paid: 0 the whole, 1 and 2 the stages of a race.

        Errors: LookupError for another stage, or a stage of a race that is not declared.
        """
        if stage == 0:
            return self.instalments
        if self.race is None or stage not in (1, 2):
            raise LookupError(f"{self.code} has no stage {stage}")
        return self.race.stage_one if stage == 1 else self.race.stage_two

    def flow(self, kind: str) -> Flow:
        """The life of that kind of case under this instrument. Errors: LookupError if none."""
        for flow in self.flows:
            if flow.kind == kind:
                return flow
        raise LookupError(f"{self.code} has no flow for {kind!r}")

    def variety(self, name: str) -> Kind:
        """The kind of that name. Errors: LookupError if none."""
        for kind in self.kinds:
            if kind.name == name:
                return kind
        raise LookupError(f"{self.code} has no kind {name!r}")
