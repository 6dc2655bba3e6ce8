"""What a call that begins at a link of an industry chain says from the start."""

from collections.abc import Mapping
from typing import Any

from xingmeng.core import codes
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.exchange.rules.chains import PARTS


def from_chain(actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """The call form's first answers: texts and direction of a link, with what it lacks.

    `asked` names a link, and a bottleneck or a need by their codes; what is unknown or hidden
    from the reader says nothing. Errors: none.
    """
    link = exchange.chains.link_by_code(asked.get("link", ""))
    if link is None:
        return {}
    chain, part = link.chain.name, PARTS[link.part]
    lines = [
        Text(
            f"面向{chain.zh}“{link.name_zh}”环节（{part.zh}）。",
            f"For the link {link.name_en} ({part.en}) of the chain {chain.en}.",
        )
    ]
    lack = _found(exchange.chains.unsolved(actor), "bottleneck", asked)
    need = _found(exchange.visible_to(actor), "need", asked)
    if lack:
        title, missing = lack.title, lack.missing
        lines.append(Text(f"卡点：{title.zh}。{missing.zh}", f"{title.en}. {missing.en}"))
    if need:
        lines.append(Text(f"对应需求：{need.number}", f"The need: {need.number}"))
    kind = Text("榜单", "Challenges") if need else Text("指南", "Projects")
    return {
        "instrument_code": "open_challenge" if need else "key_project",
        "title_zh": f"{chain.zh}“{link.name_zh}”环节攻关{kind.zh}",
        "title_en": f"{kind.en} for {chain.en}: {link.name_en}",
        "text_zh": "\n".join(line.zh for line in lines),
        "text_en": "\n".join(line.en for line in lines),
        "directions": f"{link.code} | {link.title.zh} | {link.title.en}",
    }


def _found(rows: Any, kind: str, asked: Mapping[str, str]) -> Any:
    key = codes.chosen(kind, asked.get(kind, ""))
    return rows.filter(pk=key).first() if key is not None else None
