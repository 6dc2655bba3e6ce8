"""Who fills which place on whose page: later stages show their part of an earlier page here."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from xingmeng.core import move
from xingmeng.core.actor import Actor
from xingmeng.core.panels import Panel, of_cases
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.delivery import queries as delivery
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.meetings import queries as meetings
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import queries as review
from xingmeng.web import entitled, goals, offered, platforms, repeats
from xingmeng.web.templatetags import figures

MOST = 50  # rows in a box; a list has them all


def challenges_of_need(actor: Actor, need: Any) -> Panel | None:
    rows = calls.challenges_for(actor).filter(need_id=need.pk).order_by("pk")
    return of_cases(Text("列入的榜单", "Challenges"), "challenge", rows)


def bids_of_challenge(actor: Actor, challenge: Any) -> Panel | None:
    """The bids this reader may see; ranked ones with their place, the best first."""
    rows = applications.visible_to(actor).filter(challenge_id=challenge.pk).order_by("number")
    panel = of_cases(Text("揭榜书", "Bids"), "application", rows)
    may_know = actor.roles & review.ORGANISERS or challenge.issuer_id in actor.organisations
    if panel and may_know:
        ranked = review.places_for(actor, "challenge", challenge.pk)
        places = {c.subject_id: c.place for c in ranked}
        for line, row in zip(panel.context["links"], rows, strict=True):
            line["place"] = places.get(row.pk)
        panel.context["links"].sort(key=lambda line: line["place"] or len(places) + 1)
    return panel


def round_of_challenge(actor: Actor, challenge: Any) -> Panel | None:
    rows = review.rounds_for(actor).filter(kind="challenge", subject_id=challenge.pk)
    return of_cases(Text("评审", "Review"), "round", rows.order_by("pk"))


def awards_of_challenge(actor: Actor, challenge: Any) -> Panel | None:
    rows = awards.visible_to(actor).filter(challenge_id=challenge.pk).order_by("pk")
    panel = of_cases(Text("立项", "Award"), "award", rows)
    if panel:
        for line, row in zip(panel.context["links"], rows, strict=True):
            line["title"] = say(row.application.organisation.name)
    return panel


def race_of_challenge(actor: Actor, challenge: Any) -> Panel | None:
    """The rule of a horse race, its runners, and for officers the way to compare them."""
    race = challenge.instrument.race
    if not challenge.is_race or race is None:
        return None
    lines = [
        line
        | {
            "state": move.state_of("contract", line["contract"]),
            "points": _points(line["score"]),
        }
        for line in delivery.lanes_of(actor, challenge.pk)
    ]
    terms = {
        "runners": challenge.runners,
        "day": figures.day(challenge.checkpoint_on),
        "line": race.line,
        "gap": race.gap,
        "stage_fen": challenge.stage_fen,
    }
    may_compare = "officer" in actor.roles and delivery.ready_to_compare(challenge.pk)
    return Panel(
        title=Text("赛马", "Horse race"),
        template="delivery/_race.html",
        context={
            "race": terms,
            "lines": lines,
            "challenge": challenge,
            "may_compare": may_compare,
        },
    )


def _points(score: int | None) -> str:
    return "" if score is None else f"{score // 100}.{score % 100:02d}"


def contracts_of_award(actor: Actor, award: Any) -> Panel | None:
    rows = awards.contracts_for(actor).filter(award_id=award.pk).order_by("pk")
    return of_cases(Text("任务书", "Contract"), "contract", rows)


def meeting_of_award(actor: Actor, award: Any) -> Panel | None:
    """On which agendas the award stood, and for officers the way onto one."""
    links = [
        {
            "title": say(_item_words(item)),
            "url": item.meeting.get_absolute_url(),
            "state": move.state_of("meeting", item.meeting),
        }
        for item in meetings.items_about(actor, award.pk)
    ]
    wanted = "officer" in actor.roles and award.state == "chosen"
    may_add = wanted and award in meetings.waiting(actor)
    if not (links or may_add):
        return None
    more = {"award": award, "may_add": may_add, "agendas": meetings.open_agendas(actor)}
    title = Text("厅务会", "Deciding meeting")
    return Panel(title=title, template="meetings/_award.html", context={"links": links, **more})


def _item_words(item: Any) -> Text:
    number, held = item.number, item.meeting
    return Text(f"第 {number} 项议题，{held}", f"Item {number}, {held}")


def objections_of_award(actor: Actor, award: Any) -> Panel | None:
    rows = awards.objections_for(actor).filter(award_id=award.pk).order_by("pk")
    return of_cases(Text("异议", "Objections"), "objection", rows)


def applications_of_call(actor: Actor, call: Any) -> Panel | None:
    """The first of the applications this reader may see; the list has them all."""
    if call.takes_challenges:
        return None
    rows = applications.visible_to(actor).filter(call_id=call.pk).order_by("number")
    return of_cases(Text("申报书", "Applications"), "application", rows[:MOST])


def after_closing(actor: Actor, call: Any) -> Panel | None:
    """What an officer organises next for a call that is over."""
    if "officer" not in actor.roles or call.takes_challenges or call.state == "draft":
        return None
    over, reviewed = call.state == "closed", bool(call.instrument.criteria)
    waiting = applications.being_screened(call).count() if over else 0
    ready = over and reviewed and not waiting and applications.ready_for_review(call).exists()
    lines = len(awards.to_propose(actor, call))
    if not (waiting or ready or lines):
        return None
    shown = {"call": call, "waiting": waiting, "may_review": ready, "to_propose": lines}
    title = Text("接下来", "What comes next")
    return Panel(title=title, template="awards/_after_closing.html", context=shown)


def rounds_of_call(actor: Actor, call: Any) -> Panel | None:
    rows = review.rounds_for(actor).filter(kind="call", subject_id=call.pk)
    return of_cases(Text("评审", "Review"), "round", rows.order_by("pk"))


def awards_of_call(actor: Actor, call: Any) -> Panel | None:
    rows = awards.visible_to(actor).filter(application__call_id=call.pk, challenge=None)
    return of_cases(Text("公示与立项", "Awards"), "award", rows.order_by("pk")[:MOST])


def awards_of_application(actor: Actor, application: Any) -> Panel | None:
    rows = awards.visible_to(actor).filter(application_id=application.pk)
    return of_cases(Text("立项", "Award"), "award", rows.order_by("pk"))


def returns_of_award(actor: Actor, award: Any) -> Panel | None:
    rows = delivery.returns_for(actor).filter(award_id=award.pk).order_by("due_on", "pk")
    return of_cases(Text("年报与评估", "Returns"), "return", rows)


def changes_of_contract(actor: Actor, contract: Any) -> Panel | None:
    rows = delivery.amendments_for(actor).filter(contract_id=contract.pk).order_by("pk")
    return of_cases(Text("变更", "Amendments"), "amendment", rows)


def sheets_of_application(actor: Actor, application: Any) -> Panel | None:
    rows = review.visible_to(actor).filter(
        candidate__kind="application", candidate__subject_id=application.pk
    )
    return of_cases(Text("评分表", "Mark sheets"), "assignment", rows.order_by("pk"))


def appeal_of_application(actor: Actor, application: Any) -> Panel | None:
    """Appeals about the review, and for its unit the way to make one while there is time."""
    rows = review.appeals_about(actor, application.pk)
    links = [
        {
            "title": row.number,
            "url": row.get_absolute_url(),
            "state": move.state_of("appeal", row),
        }
        for row in rows
    ]
    links += [
        {
            "title": say(Text("复评", "Reviewed anew")),
            "url": row.get_absolute_url(),
            "state": move.state_of("round", about),
        }
        for row in rows
        if row.state == "upheld" and (about := review.anew_of(row))
    ]
    may = review.may_appeal(actor, application)
    if not (links or may):
        return None
    more = {"application": application, "may_appeal": may}
    until = figures.day(review.appeal_until(application)) if may else ""
    title, shown = Text("评审申诉", "Appeal"), {"links": links, "until": until, **more}
    return Panel(title=title, template="review/_appeal.html", context=shown)


def panels_of_round(actor: Actor, about: Any) -> Panel | None:
    """The panel meetings that follow a round, and for officers the way to convene one."""
    rows = review.panels_for(actor).filter(round_id=about.pk)
    links = [
        {"title": str(row), "url": row.get_absolute_url(), "state": move.state_of("panel", row)}
        for row in rows
    ]
    standing = review.panels_of(about).exists()
    may = "officer" in actor.roles and about.state != "assigning" and not standing
    if not (links or may) or about.is_race:
        return None
    title, shown = (
        Text("会议评审", "Panel meeting"),
        {"links": links, "round": about, "may": may},
    )
    return Panel(title=title, template="review/_panels.html", context=shown)


def milestones_of_contract(actor: Actor, contract: Any) -> Panel | None:
    rows = list(delivery.visible_to(actor).filter(contract_id=contract.pk).order_by("number"))
    if not rows:
        return None
    paid = funds.paid_by_step("contract", contract.pk)
    lines = [
        {"row": m, "state": move.state_of("milestone", m), "paid_fen": paid.get(m.key, 0)}
        for m in rows
    ]
    return Panel(
        title=Text("里程碑与拨付", "Milestones and payments"),
        template="delivery/_milestones.html",
        context={"lines": lines},
    )


def acceptance_of_contract(actor: Actor, contract: Any) -> Panel | None:
    rows = delivery.acceptances_for(actor).filter(contract_id=contract.pk).order_by("pk")
    return of_cases(Text("验收", "Acceptance"), "acceptance", rows)


def end_of_contract(actor: Actor, contract: Any) -> Panel | None:
    """What follows from a failure: money demanded back, a decision on misconduct."""
    rows = funds.recoveries_for(actor).filter(kind="contract", subject_id=contract.pk)
    links = [
        {
            "title": f"{row.number} · {figures.money(row.amount_fen)}",
            "url": row.get_absolute_url(),
            "state": move.state_of("recovery", row),
        }
        for row in rows.order_by("pk")
    ]
    more = {}
    if delivery.may_demand_back(actor, contract):
        more["recover_url"] = reverse("delivery:recover", args=[contract.pk])
    if contract.state == "ended" and "discipline" in actor.roles:
        page = reverse("registry:record_integrity", args=[contract.bidder_id])
        more["integrity_url"] = f"{page}?{urlencode({'about': contract.number})}"
    if not (links or more):
        return None
    title, shown = Text("终止后的处理", "After the end"), {"links": links, **more}
    return Panel(title=title, template="delivery/_after_end.html", context=shown)


def outcomes_of_contract(actor: Actor, contract: Any) -> Panel | None:
    rows = outcomes.visible_to(actor).filter(contract_id=contract.pk).order_by("pk")
    return of_cases(Text("成果", "Outcomes"), "outcome", rows)


def payments_of_milestone(actor: Actor, milestone: Any) -> Panel | None:
    rows = funds.visible_to(actor).filter(
        authorisation__kind="contract",
        authorisation__subject_id=milestone.contract_id,
        authorisation__step=milestone.key,
    )
    return of_cases(Text("拨付", "Payments"), "payment", rows.order_by("pk"))


def milestone_of_payment(actor: Actor, payment: Any) -> Panel | None:
    """What was paid for: the milestone whose passing released the payment."""
    paper = payment.authorisation
    if paper.kind != "contract":
        return None
    rows = delivery.visible_to(actor).filter(contract_id=paper.subject_id, key=paper.step)
    return of_cases(Text("对应里程碑", "Paid for this milestone"), "milestone", rows)


def incomes_of_contract(actor: Actor, contract: Any) -> Panel | None:
    rows = outcomes.incomes_for(actor).filter(technology_contract_id=contract.pk)
    return of_cases(Text("转化收益", "Income"), "income", rows.order_by("pk"))


def engagements_of_organisation(actor: Actor, organisation: Any) -> Panel | None:
    """Only contracts the reader may see; the registry's row is their shadow."""
    seen = set(awards.contracts_for(actor).values_list("pk", flat=True))
    rows = [e for e in registry.engagements(organisation) if e.subject_id in seen]
    if not rows:
        return None
    return Panel(
        title=Text("参与的项目", "Takes part in"),
        template="registry/_engagements.html",
        context={"engagements": rows},
    )


def agreements_of_organisation(actor: Actor, organisation: Any) -> Panel | None:
    """Agreements that the organisation is party to, as a partner or as a unit."""
    rows = registry.partners.of_organisation(actor, organisation)
    return of_cases(Text("合作协议", "Agreements"), "agreement", rows[:MOST])


def projects_of_partner(actor: Actor, partner: Any) -> Panel | None:
    """The projects under contract in which a partner, or the host of a platform, takes part."""
    unit = partner.organisation
    return engagements_of_organisation(actor, unit) if unit else None


PANELS = {
    "action_plan": [goals.figures_of_plan],
    "task": [goals.calls_of_task],
    "organisation": [
        entitled.of_organisation,
        engagements_of_organisation,
        agreements_of_organisation,
        platforms.of_organisation,
    ],
    "platform": [platforms.award, platforms.returns, projects_of_partner],
    "frame_partner": [projects_of_partner],
    "need": [challenges_of_need],
    "challenge": [
        race_of_challenge,
        awards_of_challenge,
        round_of_challenge,
        bids_of_challenge,
    ],
    "call": [
        entitled.of_call,
        after_closing,
        awards_of_call,
        rounds_of_call,
        applications_of_call,
    ],
    "application": [
        entitled.of_application,
        awards_of_application,
        appeal_of_application,
        sheets_of_application,
        repeats.repeats_of_application,
    ],
    "round": [panels_of_round],
    "award": [
        platforms.of_award,
        meeting_of_award,
        contracts_of_award,
        returns_of_award,
        objections_of_award,
    ],
    "contract": [
        milestones_of_contract,
        acceptance_of_contract,
        changes_of_contract,
        end_of_contract,
        outcomes_of_contract,
    ],
    "milestone": [payments_of_milestone],
    "payment": [milestone_of_payment, entitled.of_payment],
    "entitlement": [entitled.objections],
    "offer": [offered.of_offer],
    "outcome": offered.OF_OUTCOME,
    "income": [offered.objections_of_income],
    "technology_contract": [incomes_of_contract],
}
