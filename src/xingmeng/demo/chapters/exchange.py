"""The exchange: offers made, one introduction that led to a contract, one in talks, one waiting."""

from typing import Any

from xingmeng.demo import cast, texts
from xingmeng.demo.accounts import acting_for
from xingmeng.demo.lists import offers as said
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, organisation, who
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.exchange import queries
from xingmeng.stages.outcomes import queries as outcomes

Kept = dict[str, Any]  # offers, needs and introductions by a name of the story's own


def tell(script: Script) -> None:
    """Note the offers, and what brought three of them together with needs."""
    kept: Kept = {}
    for told in said.OFFERS:
        script.at(told.on, _offer, kept, told, hour=14)
    script.at("2023-09-11", _state_saline, kept)
    script.at("2023-09-14", _introduce, kept, "saline", "saline_head", "crust")
    script.at("2023-09-18", _join, kept, "saline", "crust")
    for day, hour, by, text in said.TALKS:
        script.at(day, _say, kept, "saline", by, text, hour=hour)
    script.at("2023-11-06", _conclude, kept)
    script.at("2024-06-24", _look, kept, hour=15)
    script.at("2024-06-24", _introduce, kept, "insulation", "bidder3", "aerogel", hour=16)
    script.at("2024-06-25", _join, kept, "insulation", "aerogel")
    for day, hour, by, text in said.TALKS_2024:
        script.at(day, _say, kept, "insulation", by, text, hour=hour)
    script.at("2024-06-27", _show_powder, hour=15)
    script.at("2024-06-28", _suggest_valve, kept, hour=15)


def _offer(kept: Kept, told: said.Told) -> None:
    source, unit = None, told.unit
    if told.outcome:
        outcome = outcomes.visible_to(who("officer")).get(title=told.outcome)
        source, unit = ("outcome", outcome.pk), _key(outcome.organisation.credit_code)
    kept[told.key] = exchange.offer(
        told.said,
        organisation_id=organisation(unit),
        actor=who(acting_for(unit)),
        source=source,
    )
    kept[f"by {told.key}"] = acting_for(unit)


def _key(credit_code: str) -> str:
    return next(unit.key for unit in cast.UNITS if unit.credit_code == credit_code)


def _state_saline(kept: Kept) -> None:
    actor = who("saline_head")
    row = exchange.begin(organisation_id=organisation("saline"), actor=actor)
    exchange.save_answers(row.pk, said.SALINE, actor=actor)
    kept["need saline"] = go("need", row.pk, "submit", "saline_head")


def _need(title: str) -> Any:
    return queries.visible_to(who("officer")).get(title=title)


def _introduce(kept: Kept, name: str, username: str, offer: str) -> None:
    need = kept[f"need {name}"]
    kept[name] = exchange.introduce(need.pk, kept[offer].pk, actor=who(username))


def _join(kept: Kept, name: str, offer: str) -> None:
    go("introduction", kept[name].pk, "offer_joins", kept[f"by {offer}"])


def _say(kept: Kept, name: str, by: str, text: str) -> None:
    actor = who(kept.get(f"by {by}", by))
    exchange.say(kept[name].pk, text, actor=actor)


def _conclude(kept: Kept) -> None:
    """The contract is registered: the introduction has led to it, and the need is met."""
    sale = outcomes.technology_contracts_for(who("officer")).get(title=said.SALE)
    actor = who("saline_head")
    exchange.conclude(kept["saline"].pk, result=("technology_contract", sale.pk), actor=actor)
    go("need", kept["need saline"].pk, "settle", "saline_head")


def _look(kept: Kept) -> None:
    """A firm looks through what is suggested, and says what it thinks."""
    kept["need insulation"] = need = _need(texts.INSULATION["title"])
    actor = who("bidder3")
    exchange.judge(need.pk, kept["aerogel"].pk, "good", place=1, actor=actor)
    exchange.judge(need.pk, kept["diffusion"].pk, "not_relevant", place=2, actor=actor)


def _show_powder() -> None:
    exchange.show(_need(texts.POWDER["title"]).pk, actor=who("issuer"))


def _suggest_valve(kept: Kept) -> None:
    """An officer brings a need and an offer together that is not shown to everybody."""
    need = _need(texts.VALVE["title"])
    exchange.introduce(need.pk, kept["seal"].pk, actor=who("officer"))
