"""From results to people: kinds of results, rights granted, values, income, objection, equity."""

from typing import Any

from xingmeng.demo.accounts import acting_for, head_of, unit_of
from xingmeng.demo.case import Case
from xingmeng.demo.chapters.delivery import shares_of
from xingmeng.demo.lists import conversions as said
from xingmeng.demo.pictures import attach_drawing
from xingmeng.demo.project import Project
from xingmeng.demo.script import Script
from xingmeng.demo.stage import attach, go, organisation, who
from xingmeng.stages.outcomes import actions as outcomes
from xingmeng.stages.outcomes.queries import equity
from xingmeng.stages.registry import queries as registry

Kept = dict[str, Any]  # rows by a name of the story's own


def tell(script: Script, cases: dict[str, Case]) -> None:
    """Note what becomes of four results, one grant, one evaluation and two equity plans."""
    kept: Kept = {}
    for result in said.RESULTS:
        script.at(result.filed, _file, kept, result, cases, hour=15)
        script.at(result.registered, _register, kept, result, hour=15)
    _grant(script, kept)
    _sell(script, kept)
    script.at("2024-03-14", _evaluate, kept, hour=15)
    script.at("2024-03-19", _accept_evaluation, kept, hour=15)
    script.at("2024-05-08", _use_oneself, kept, hour=15)
    script.at("2024-05-27", _share, kept, "own use", "alfalfa", hour=15)
    script.at("2024-05-13", _plan, kept, "equity", "rare", said.EQUITY, hour=15)
    script.at("2024-05-24", lambda: go("equity_plan", kept["equity"], "clear", "officer"))
    script.at("2024-06-12", _plan, kept, "too much", "crystal", said.TOO_MUCH, hour=15)
    script.at("2024-06-20", _refuse_plan, kept, hour=15)


# --- results, and rights in one -------------------------------------------------------------


def _file(kept: Kept, it: said.Result, cases: dict[str, Case]) -> None:
    username = acting_for(it.unit)
    if it.project:
        contract = Project(cases[it.project]).pk
        row = outcomes.file_outcome(contract, it.given, actor=who(username))
    else:
        unit = organisation(it.unit)
        row = outcomes.file_own_outcome(unit, it.given, actor=who(username))
    attach("outcome", row.pk, "evidence", f"{row.title}佐证.pdf", username)
    if it.picture:
        attach_drawing("outcome", row.pk, it.picture, username)
    kept[row.title] = row.pk


def _register(kept: Kept, it: said.Result) -> None:
    go("outcome", kept[it.given["title"]], "register", "officer")


def _grant(script: Script, kept: Kept) -> None:
    def ask() -> None:
        row = outcomes.ask_for_grant(kept[said.PATENT], said.GRANT, actor=who("shen"))
        kept["grant"] = row.pk

    def step(name: str, username: str, **details: Any) -> None:
        go("right_grant", kept["grant"], name, username, **details)

    script.at("2024-03-04", ask, hour=15)
    script.at("2024-03-06", lambda: step("agree", "bidder", **said.AGREEMENT), hour=15)
    script.at("2024-03-25", lambda: step("grant", "bidder"), hour=15)
    script.at("2024-03-29", lambda: step("record", "officer"), hour=15)


# --- a licence, its income, an objection ----------------------------------------------------


def _sell(script: Script, kept: Kept) -> None:
    script.at("2024-04-12", _file_sale, kept, hour=15)
    script.at("2024-04-22", _register_sale, kept, hour=15)
    script.at("2024-05-09", _state, kept, hour=15)
    script.at("2024-05-15", _object, kept, hour=15)
    script.at("2024-05-20", _answer, kept, hour=15)
    script.at("2024-05-28", _share, kept, "income", "shanghai", hour=15)


def _file_sale(kept: Kept) -> None:
    given = said.SALE | {"buyer": unit_of("rare").credit_code}
    row = outcomes.file_technology_contract(kept[said.PATENT], given, actor=who("bidder"))
    kept["sale"] = row.pk


def _register_sale(kept: Kept) -> None:
    number = {"registration_number": said.SALE_NUMBER}
    go("technology_contract", kept["sale"], "register", "officer", **number)


def _state(kept: Kept) -> None:
    given = said.INCOME | {"shares": shares_of(said.SHARES)}
    kept["income"] = outcomes.file_income(kept["sale"], given, actor=who("bidder")).pk


def _object(kept: Kept) -> None:
    row = outcomes.object_to_income(kept["income"], said.OBJECTION, actor=who("shen"))
    kept["objection"] = row.pk


def _answer(kept: Kept) -> None:
    go("income_objection", kept["objection"], "reject", "bidder", reason=said.ANSWER)


def _share(kept: Kept, name: str, unit: str) -> None:
    go("income", kept[name], "share", head_of(unit) if unit != "shanghai" else "bidder")


def _use_oneself(kept: Kept) -> None:
    given = said.OWN_USE | {"shares": shares_of(said.GROWERS)}
    actor = who(acting_for("alfalfa"))
    kept["own use"] = outcomes.file_conversion(kept[said.YIELD], given, actor=actor).pk


# --- what it is worth, and shares of a firm -------------------------------------------------


def _evaluate(kept: Kept) -> None:
    user, username = organisation("rare"), acting_for("rare")
    row = outcomes.evaluate(kept[said.PATENT], user, said.EVALUATION, actor=who(username))
    attach("evaluation", row.pk, "evidence", "两条产线运行记录.pdf", username)
    kept["evaluation"] = row.pk


def _accept_evaluation(kept: Kept) -> None:
    go("evaluation", kept["evaluation"], "accept", "bidder")


def _plan(kept: Kept, name: str, unit: str, told: dict[str, str]) -> None:
    """What the registry has of the firm, and six people who get 17.5 % together."""
    actor, held = who(acting_for(unit)), organisation(unit)
    known = equity.known_of(actor, registry.own_organisations(actor).get(pk=held))
    people = [_person(person, 300) for person in said.TEAM[:-1]]
    people.append(_person(said.TEAM[-1], said.LAST_PERSON_BP))
    given = known | told | {"people": people}
    kept[name] = outcomes.file_equity_plan(held, given, actor=actor).pk


def _person(name: str, bp: int) -> dict[str, Any]:
    return {"name": name, "post": "technical", "way": "sale", "bp": bp, "years": 6}


def _refuse_plan(kept: Kept) -> None:
    go("equity_plan", kept["too much"], "refuse", "officer", reason=said.TOO_MUCH_REASON)
