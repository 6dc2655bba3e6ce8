"""Budget lines that stand side by side: public and own money of one category."""

from collections.abc import Sequence
from typing import Any

from xingmeng.web.templatetags import figures

FISCAL, OWN = "_fiscal_fen", "_self_fen"


def parts(answers: Sequence[Any]) -> list[dict[str, Any]]:
    """A section's questions in order; the lines of a budget are one part, where the first is.

    Shapes: [{"answer": a question}, or {"lines": [{"label", "required", "fiscal", "own"}]}].
    """
    by_name = {answer.field.name: answer for answer in answers}
    heads = [name.removesuffix(FISCAL) for name in by_name if name.endswith(FISCAL)]
    lines = [_line(by_name, head) for head in heads if head + OWN in by_name]
    in_lines = {id(line[side]) for line in lines for side in ("fiscal", "own")}
    found: list[dict[str, Any]] = []
    for answer in answers:
        if id(answer) not in in_lines:
            found.append({"answer": answer})
        elif lines:
            found.append({"lines": lines})
            lines = []
    return found


def _line(by_name: dict[str, Any], head: str) -> dict[str, Any]:
    fiscal, own = by_name[head + FISCAL], by_name[head + OWN]
    label = figures.label(fiscal.field.label)
    return {
        "label": label.partition("：")[0].partition(":")[0],
        "required": fiscal.field.required and not fiscal.field.computed,
        "fiscal": fiscal,
        "own": own,
    }
