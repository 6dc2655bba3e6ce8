"""The vocabulary of an instrument file: what a funding instrument may declare."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xingmeng.engines.forms import Section
from xingmeng.engines.values import Text

TONES = ("neutral", "active", "good", "warn", "bad")


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
    """Periods of the instrument, the authority's parameters. Units: as the names say."""

    min_open_days: int
    publicity_working_days: int
    contract_days: int
    experts_per_application: int
    officers_to_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A funding instrument, whole: read by every stage, written in one file."""

    code: str
    title: Text
    summary: Text
    cites: tuple[str, ...]
    kinds: tuple[Kind, ...]
    terms: Terms
    flows: tuple[Flow, ...]
    forms: Mapping[str, tuple[Section, ...]]
    eligibility: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    instalments: tuple[Instalment, ...]
    pledge: tuple[Text, ...]
    documents: tuple[str, ...]
    indicators: tuple[str, ...]
    uncertain: Mapping[str, str] = field(default_factory=dict)  # what is a default, not law

    def __post_init__(self) -> None:
        if sum(c.weight for c in self.criteria) != 100:
            raise ValueError(f"{self.code}: criteria weights must sum to 100")
        if sum(i.share_pct for i in self.instalments) != 100:
            raise ValueError(f"{self.code}: instalments must sum to 100")

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
