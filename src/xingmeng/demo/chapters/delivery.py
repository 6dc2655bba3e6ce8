"""What became of the contracts of 2021: reports, payments, acceptance, failure, outcome, income."""

from typing import Any

from xingmeng.demo import cast
from xingmeng.demo.accounts import acting_for, unit_of
from xingmeng.demo.case import Case
from xingmeng.demo.lists import deliveries
from xingmeng.demo.project import Project
from xingmeng.demo.script import Script
from xingmeng.demo.stage import attach, go, who
from xingmeng.engines.values import yuan
from xingmeng.stages.outcomes import actions as outcomes
from xingmeng.stages.outcomes import queries as outcome_queries

Cases = dict[str, Case]


def tell(script: Script, cases: Cases) -> None:
    """Note every report, inspection, payment and end."""
    projects = {key: Project(case) for key, case in cases.items() if case.told.chosen}
    for report in deliveries.REPORTS:
        tell_report(script, projects[report.key], report)
    for end in deliveries.ENDS:
        tell_end(script, projects[end.key], end)
    _failure(script, projects["corn"])
    for outcome in deliveries.OUTCOMES:
        _outcome(script, projects, outcome)
    for sale in deliveries.SALES:
        _sale(script, sale)
    for income in deliveries.INCOMES:
        _income(script, income)


def tell_report(script: Script, project: Project, it: deliveries.Report) -> None:
    if it.mend:
        first, summary, back, reason = it.mend
        script.at(first, project.report, it.milestone, summary)
        script.at(back, project.of_milestone, it.milestone, "send_back", reason)
    script.at(it.on, project.report, it.milestone, it.summary)
    if it.passed:
        script.at(it.passed, project.let_pass, it.milestone, it.opinion)
    if it.paid:
        script.at(it.paid, project.pay)


def tell_end(script: Script, project: Project, it: deliveries.End) -> None:
    script.at(it.on, project.request, it.summary)
    if it.measured:
        script.at(it.measured, project.measure, it.results, it.verdict)
    if it.concluded and it.verdict == "met":
        script.at(it.concluded, project.accept, it.opinion)
    elif it.concluded:
        script.at(it.concluded, project.exempt, it.reason, it.opinion)
    if it.paid:
        script.at(it.paid, project.pay)


def _failure(script: Script, project: Project) -> None:
    first, summary, back, found, second, again, failed, reason = deliveries.FAILURE
    script.at(first, project.report, "midway", summary)
    script.at(back, project.of_milestone, "midway", "send_back", found)
    script.at(second, project.report, "midway", again)
    script.at(failed, project.of_milestone, "midway", "fail", reason)
    amount, grounds, demanded, returned = deliveries.RECOVERED
    script.at(demanded, project.demand_back, amount, grounds)
    script.at(returned, project.confirm_return)
    script.at(deliveries.BANNED[2], project.be_banned, *deliveries.BANNED)


# --- outcome and income ---------------------------------------------------------------------


def _outcome(script: Script, projects: dict[str, Project], it: tuple[str, ...]) -> None:
    key, form, title, description, filed, registered = it
    given = {"title": title, "form": form, "description": description}
    given |= deliveries.NUMBERS.get(title, {})
    script.at(filed, _file_outcome, projects[key], given)
    if registered:
        script.at(
            registered, lambda: go("outcome", _outcome_named(title).pk, "register", "officer")
        )


def _file_outcome(project: Project, given: dict[str, str]) -> None:
    row = outcomes.file_outcome(project.pk, given, actor=who(project.bidder))
    attach("outcome", row.pk, "evidence", f"{row.title}实测与应用证明.pdf", project.bidder)


def _outcome_named(title: str) -> Any:
    return outcome_queries.visible_to(who("officer")).get(title=title)


def _sale_named(title: str) -> Any:
    return outcome_queries.technology_contracts_for(who("officer")).get(title=title)


def _seller(row: Any) -> str:
    keys = {unit.credit_code: unit.key for unit in cast.UNITS}
    return acting_for(keys[row.credit_code])


def _sale(script: Script, it: tuple[Any, ...]) -> None:
    about, kind, buyer, title, amount, technology, signed, filed, registered, number = it
    given = {
        "title": title,
        "kind": kind,
        "buyer": unit_of(buyer).credit_code,
        "amount_fen": yuan(amount),
        "technology_fen": yuan(technology),
        "signed_on": signed,
    }
    script.at(filed, _file_sale, about, given)
    script.at(registered, _register_sale, title, number)


def _file_sale(about: str, given: dict[str, Any]) -> None:
    outcome = _outcome_named(about)
    actor = who(_seller(outcome.organisation))
    outcomes.file_technology_contract(outcome.pk, given, actor=actor)


def _register_sale(title: str, number: str) -> None:
    said = {"registration_number": number}
    go("technology_contract", _sale_named(title).pk, "register", "officer", **said)


def _income(script: Script, it: tuple[Any, ...]) -> None:
    about, received, costs, rule, shares, filed, shared = it
    given = {
        "received_fen": yuan(received),
        "costs_fen": yuan(costs),
        "unit_rule_pct": rule,
        "shares": shares_of(shares),
    }
    script.at(filed, _file_income, about, given)
    if shared:
        script.at(shared, _share, about)


def shares_of(shares: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    """The first named contributed most; nobody of the demo's teams heads a unit."""
    return [
        {"name": n, "role": "member" if place else "main", "post": "staff", "weight": w}
        for place, (n, w) in enumerate(shares)
    ]


def _file_income(about: str, given: dict[str, Any]) -> None:
    sale = _sale_named(about)
    outcomes.file_income(sale.pk, given, actor=who(_seller(sale.seller)))


def _share(about: str) -> None:
    sale = _sale_named(about)
    rows = outcome_queries.incomes_for(who("officer")).filter(technology_contract=sale)
    row = rows.get(state="publicity")
    go("income", row.pk, "share", _seller(sale.seller))
