"""What a form answers itself: computed questions and columns. Pure; the rules are given."""

from collections.abc import Callable, Mapping, Sequence

from xingmeng.engines.forms import Section, Table, in_force, questions

Rule = Callable[[Mapping[str, object]], object]


def compute(
    sections: Sequence[Section],
    answers: Mapping[str, object],
    rules: Mapping[str, Rule],
) -> dict[str, object]:
    """The answers of a form that a rule gives, computed columns of tables among them.

    A rule sees every answer in force, what was computed before it included; the rule of a
    column sees its row. A rule that nobody has gives nothing.
    Shapes: {question: value}, a table with computed columns as its whole rows.
    Errors: whatever a rule raises; none are meant to.
    """
    known, found = dict(answers), {}
    for name, question in questions(sections).items():
        if isinstance(question, Table):
            value = with_columns(question, known.get(name), rules)
            if value == known.get(name):
                continue
        elif question.computed in rules:
            value = rules[question.computed](in_force(sections, known))
        else:
            continue
        found[name] = known[name] = value
    return found


def with_columns(table: Table, rows: object, rules: Mapping[str, Rule]) -> object:
    """A table's rows with their computed columns; what is no list of rows as it is.

    Errors: whatever a rule raises; none are meant to.
    """
    ruled = [c for c in table.columns if c.computed in rules]
    if not ruled or not isinstance(rows, list):
        return rows
    return [
        row | {c.name: rules[c.computed](row) for c in ruled} if isinstance(row, dict) else row
        for row in rows
    ]
