"""What an instrument's forms cost, counted fact by fact against the paper they replace.

A field counts as filled only where the registry really gives a value: for the reference case
where its source could, for a named unit where it does. Reads only.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Protocol

from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.instrument import Instrument
from xingmeng.engines.values import Text
from xingmeng.stages.applications.facts import KEYS, Knowledge, best, complete_rows
from xingmeng.stages.applications.facts.earlier import is_anew
from xingmeng.stages.applications.facts.holding import MEMBER
from xingmeng.stages.applications.rules import effort
from xingmeng.stages.applications.rules.effort import Cost
from xingmeng.stages.registry import queries as registry

# Rows that a table has in the reference case where the new form asks differently from paper.
REFERENCE_ROWS = {"milestones": 3, "years": 3, "platforms": 1}  # one milestone a year
ALWAYS = frozenset({"award", "application", "call", "system"})  # whoever applies, this is there
CHOSEN = frozenset({"call:direction"})  # a call with several directions leaves the choice
STATED = frozenset(  # no register says it: the unit writes it once, and has it ever after
    {"organisation:introduction", "organisation:main_product", "facts:product_income_fen"}
)
OF_ROWS = frozenset(KEYS)  # columns that the key of their row brings
NONE_IS_KNOWN = frozenset(  # a register that has no entry says that there is none
    f"organisation:{name}"
    for name in (
        *("hnte_number", "hnte_valid_to", "sme_number", "platforms", "park", "prizes"),
        *("rights", "earlier_projects", "running_projects", "rd_projects"),
    )
) | {"person:talent_programmes"}
ROW_KEYS = {  # what the registry's tables bring, column by column
    "organisation:platforms": ("name", "level", "number", "valid_to"),
    "organisation:people": ("person_id", *MEMBER),
    "organisation:rights": (
        *("kind", "class", "number", "title", "granted_on", "owner", "state", "way"),
    ),
    "organisation:prizes": ("title", "level", "year", "rank"),
    "organisation:earlier_projects": (
        *("number", "title", "plan", "role", "amount_fen", "from_on", "until_on", "state"),
    ),
    "organisation:running_projects": ("number", "title", "role", "until_on"),
    "organisation:rd_projects": (
        *("year", "number", "title", "from_on", "until_on", "spent_fen", "form"),
    ),
}
# Of a project that goes on these are carried and changed; what is given anew, see earlier.
MENDED = frozenset({"targets.value", "targets.present", "tasks.content", "title"})
TARGETS = {  # saved share that the drive sets itself
    "AB": {"reference": 0.70, "first": 0.70, "second": 0.78, "continuation": 0.85}
    | {"two_step": 0.85},
    "C": {"reference": 0.85, "first": 0.85, "second": 0.85},
}


LEADER = Field(name="leader", kind="choice", label=Text("负责人", "Leader"))


class Source(Protocol):
    """Who fills a form: costs of one question, of one table."""

    def field(self, asked: Field) -> Cost: ...
    def table(self, asked: Table) -> Cost: ...


def cost_of(form: Sequence[Section], source: Source) -> Cost:
    """What a form costs where that source fills what it can. Errors: none."""
    whole = Cost()
    for question in forms.questions(form).values():
        is_table = isinstance(question, Table)
        whole += source.table(question) if is_table else source.field(question)
    return whole


def rows_of(table: Table) -> int:
    """How many rows a table has in the reference case. Errors: none."""
    if table.name in REFERENCE_ROWS:
        return REFERENCE_ROWS[table.name]
    boxes = [effort.paper_boxes()[name] for c in table.columns for name in c.paper]
    return max((box.count for box in boxes if box.repeat != "1"), default=1)


def _kind(name: str) -> str:
    return name.partition(":")[0]


class Reference:
    """The reference case: registries that hold everything they are said to hold."""

    def field(self, asked: Field) -> Cost:
        if asked.computed:
            return effort.computed()
        unsaid = CHOSEN | STATED
        known = [n for n in asked.filled_from if _kind(n) != "earlier" and n not in unsaid]
        return effort.known() if known else effort.typed(asked)

    def table(self, asked: Table) -> Cost:
        names = [n for n in asked.filled_from if _kind(n) != "earlier"]
        return _sum(self._column(asked, column, names) for column in asked.columns)

    def _column(self, table: Table, column: Field, names: Sequence[str]) -> Cost:
        times = rows_of(table)
        if column.computed:
            return effort.computed(times)
        brought = any(column.name in ROW_KEYS.get(n, (column.name,)) for n in names)
        keyed = any(_kind(n) in OF_ROWS for n in column.filled_from)
        return effort.known(times) if brought or keyed else effort.typed(column, times)


class Held:
    """A named unit: only what the registry really gives it. `earlier` are questions that an
    earlier application of the unit has answered."""

    def __init__(self, knowledge: Knowledge, *, earlier: Collection[str] = ()) -> None:
        self.knowledge, self.earlier = knowledge, frozenset(earlier)

    def field(self, asked: Field) -> Cost:
        if asked.computed:
            return effort.computed()
        if self._is_always_there(asked) or self._was_answered(asked):
            return effort.known()
        if self.value(asked) is not None:
            return effort.known()
        is_none = not asked.required and NONE_IS_KNOWN & set(asked.filled_from)
        return Cost() if is_none else effort.typed(asked)

    def value(self, asked: forms.Question) -> Any:
        """What would stand in the form when it is begun; None where it stays empty."""
        found = best(asked, self.knowledge)
        if found is None:
            return None
        value, one = found
        return None if one.others or one.is_stale(asked, self.knowledge.on) else value

    def doubts(self, asked: forms.Question) -> bool:
        """Whether somebody knows an answer that is too old or that others contradict."""
        found = best(asked, self.knowledge)
        return found is not None and self.value(asked) is None

    def _is_always_there(self, asked: Field) -> bool:
        return any(_kind(n) in ALWAYS and n not in CHOSEN for n in asked.filled_from)

    def _was_answered(self, asked: forms.Question) -> bool:
        wanted = {n.partition(":")[2] for n in asked.filled_from if _kind(n) == "earlier"}
        return bool(wanted & self.earlier)

    def table(self, asked: Table) -> Cost:
        rows = self.value(asked)
        if rows:
            return _sum(_cell(c, row.get(c.name)) for row in rows for c in asked.columns)
        if self._was_answered(asked):
            return _sum(_carried(column, rows_of(asked)) for column in asked.columns)
        if NONE_IS_KNOWN & set(asked.filled_from):
            return Cost()
        return self._typed(asked)

    def _typed(self, asked: Table) -> Cost:
        """A table that is written row by row; a key brings what the registry has."""
        keys = self._keys(asked)
        rows: list[dict[str, Any]] = [{} for _ in range(rows_of(asked))]
        for row, key in zip(rows, keys, strict=False):
            row |= key
        section = Section(name="one", label=asked.label, fields=(asked,))
        done = complete_rows((section,), {asked.name: rows}).get(asked.name, rows)
        return _sum(
            _cell(c, None if c.name in KEYS.values() else row.get(c.name), optional=True)
            for row in done
            for c in asked.columns
        )

    def _keys(self, asked: Table) -> list[dict[str, str]]:
        """Keys such as an applicant would write: of the unit's people, of other units."""
        kinds = {_kind(n) for c in asked.columns for n in c.filled_from}
        own = self.knowledge.organisation
        if "member" in kinds:
            people = self.knowledge.of("organisation:people")
            return [{"person_id": r["person_id"]} for r in (people.value if people else [])]
        if "partner" in kinds:
            return [{"credit_code": code} for code in registry.known.other_codes(own.pk)]
        return []


class Continued:
    """The same project goes on: what the earlier application said is carried."""

    def field(self, asked: Field) -> Cost:
        if asked.computed:
            return effort.computed()
        if asked.name in MENDED:
            return effort.typed(asked, mended=True)
        return effort.typed(asked) if is_anew(asked) else effort.known()

    def table(self, asked: Table) -> Cost:
        return _sum(self._column(asked, column) for column in asked.columns)

    def _column(self, table: Table, column: Field) -> Cost:
        times, name = rows_of(table), f"{table.name}.{column.name}"
        if column.computed:
            return effort.computed(times)
        if name in MENDED:
            return effort.typed(column, times, mended=True)
        return effort.typed(column, times) if is_anew(table) else effort.known(times)


def _cell(column: Field, value: Any, *, optional: bool = False) -> Cost:
    if column.computed:
        return effort.computed()
    if not forms.is_empty(value):
        return effort.known()
    return effort.typed(column) if column.required or optional else Cost()


def _carried(column: Field, times: int) -> Cost:
    return effort.computed(times) if column.computed else effort.known(times)


def _sum(costs: Any) -> Cost:
    whole = Cost()
    for cost in costs:
        whole += cost
    return whole


# --- an instrument --------------------------------------------------------------------------


def measure(instrument: Instrument, knowledge: Knowledge | None) -> dict[str, Any]:
    """What an instrument's forms ask, fill and leave to type, case by case.

    Units:  facts, characters, minutes. A signature is one typed fact; where the instrument
            ends in a payment it is the one confirmation, counted apart.
    Order:  reference, first, second, continuation, two_step. Errors: none.
    """
    whole = [*instrument.forms["application"], *_contract(instrument)]
    asked = forms.questions(instrument.forms["application"])
    cases = [_case(instrument, "reference", cost_of(whole, Reference()))]
    if knowledge is not None:
        first, second = Held(knowledge), Held(knowledge, earlier=asked)
        cases.append(_case(instrument, "first", cost_of(whole, first)))
        cases.append(_case(instrument, "second", cost_of(whole, second)))
        if instrument.ends_in == "contract":
            cases.append(_case(instrument, "continuation", cost_of(whole, Continued())))
        if any(section.later for section in instrument.forms["application"]):
            now = [s for s in instrument.forms["application"] if not s.later]
            cases.append(_case(instrument, "two_step", cost_of(now, first)))
    return {
        "instrument": instrument.code,
        "forms": list(instrument.paper_forms),
        "unit": knowledge.organisation.credit_code if knowledge else None,
        "cases": cases,
    }


def _contract(instrument: Instrument) -> tuple[Section, ...]:
    return instrument.forms.get("contract", ()) if instrument.ends_in == "contract" else ()


def _case(instrument: Instrument, name: str, cost: Cost) -> dict[str, Any]:
    of_paper = instrument.paper_forms[:1] if name == "two_step" else instrument.paper_forms
    facts, characters = effort.paper_of(of_paper)
    if asks_leader(instrument):
        cost = cost + effort.typed(LEADER)
    hands = signatures(instrument, application_only=name == "two_step")
    apart = hands if instrument.ends_in == "payment" else 0
    cost = cost + effort.signed(hands - apart)
    share = 1 - (cost.typed + cost.corrected) / facts if facts else None
    goal = TARGETS.get("".join(instrument.paper_forms), {}).get(name)
    return {
        "case": name,
        "paper": {"asked": facts or None, "characters": characters or None},
        "asked": cost.asked,
        "filled": cost.filled,
        "computed": cost.computed,
        "dropped": dropped(instrument, of_paper),
        "typed": cost.typed,
        "corrected": cost.corrected,
        "confirmations": apart,
        "characters_typed": cost.characters,
        "minutes": round(cost.minutes),
        "files": cost.files,
        "saved_share": None if share is None else round(share, 4),
        "target": goal,
        "met": None if goal is None or share is None else share >= goal,
    }


def asks_leader(instrument: Instrument) -> bool:
    """Whether somebody of the unit is chosen before the form begins. Errors: none."""
    asked = forms.questions(instrument.forms["application"]).values()
    return any(name.startswith("person:") for q in asked for name in q.filled_from)


def signatures(instrument: Instrument, *, application_only: bool = False) -> int:
    """How often somebody puts their name to application and contract. Errors: none."""
    by_hand = 0
    for flow in instrument.flows:
        if flow.kind == "application":
            by_hand += sum(move.name in ("submit", "recommend") for move in flow.moves)
        elif flow.kind == "contract" and not application_only:
            by_hand += sum(bool(move.signs) for move in flow.moves)
    return by_hand


def of_unit(credit_code: str, *, on: date) -> Knowledge | None:
    """What is known of a registered unit and somebody of it; None if nobody has the code.

    The unit has not applied yet, as far as the measure goes. Errors: none.
    """
    unit = registry.by_credit_codes([credit_code]).get(credit_code)
    if unit is None:
        return None
    people = registry.known.people_of(unit.pk, on=on)
    leader = people.exclude(user=None).first() or people.first()
    return Knowledge(organisation=unit, person=leader, on=on, past=False)


def dropped(instrument: Instrument, paper_forms: Collection[str]) -> int:
    """How many facts of these paper forms nobody is asked for any more. Errors: none."""
    boxes = effort.paper_boxes()
    named = (name for name in instrument.dropped if name.partition(".")[0] in paper_forms)
    return sum(boxes[name].count for name in named if name in boxes)


HEADS = (
    *("case", "paper", "asked", "filled", "computed", "dropped", "typed", "corrected"),
    *("confirmations", "characters_typed", "minutes", "files", "saved_share", "target"),
)


def table(measured: Sequence[dict[str, Any]]) -> list[str]:
    """The measure as lines for people; a target that is not met is marked. Errors: none."""
    lines = ["  ".join(f"{_short(name):>9}" for name in HEADS)]
    for one in measured:
        of = "+".join(one["forms"]) or "-"
        lines.append(f"{one['instrument']}  [{of}]  {one['unit'] or ''}")
        lines += [_line(case) for case in one["cases"]]
    return lines


def _short(name: str) -> str:
    return name.replace("characters_typed", "chars").replace("confirmations", "confirms")[:9]


def _line(case: dict[str, Any]) -> str:
    shown = case | {"paper": case["paper"]["asked"], "case": case["case"][:9]}
    cells = [_cell_text(shown[name]) for name in HEADS]
    mark = {True: " ✓", False: " ✗ not met", None: ""}[case["met"]]
    return "  ".join(f"{cell:>9}" for cell in cells) + mark


def _cell_text(value: Any) -> str:
    if isinstance(value, float):
        return f"{100 * value:.1f} %"
    return "-" if value is None else str(value)
