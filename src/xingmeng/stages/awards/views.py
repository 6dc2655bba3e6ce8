"""Pages about awards: choosing, publicity, objections, contracts and their PDF."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng import instruments
from xingmeng.core import lists, pages, writing
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.move import state_of
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import actions, queries, rules
from xingmeng.stages.awards.forms import (
    ChooseForm,
    ObjectionForm,
    SecondStageForm,
    read_proposals,
)
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.review import queries as review

ALL = ("", Text("全部", "All"))


def states(kind: str):
    return lambda: [ALL, *((s.name, s.label) for s in instruments.states(kind))]


def _money(key: str, zh: str, en: str) -> Column:
    return Column(
        key=key, label=Text(zh, en), value=lambda r: getattr(r, key), kind="money", sort=(key,)
    )


AWARDS = Listing(
    title=Text("公示与立项", "Awards"),
    columns=(
        Column(key="title", label=Text("项目", "Project"), value=str, sort=("title",)),
        Column(
            key="number", label=Text("编号", "Number"), value=lambda a: a.number, kind="code"
        ),
        Column(
            key="issuer",
            label=Text("发榜方", "Issuer"),
            value=lambda a: a.challenge.issuer.name if a.challenge else "",
        ),
        Column(
            key="bidder",
            label=Text("承担单位", "Bidder or holder"),
            value=lambda a: a.application.organisation.name,
        ),
        _money("agreed_fen", "签约金额", "Agreed"),
        _money("support_fen", "财政支持", "Support"),
        Column(
            key="until",
            label=Text("公示至", "Publicity until"),
            value=lambda a: a.publicity_until,
            kind="date",
            sort=("publicity_until",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda a: state_of("award", a),
            kind="state",
            sort=("state",),
        ),
    ),
    search=(
        "title",
        "number",
        "challenge__issuer__name_zh",
        "application__organisation__name_zh",
        "application__organisation__name_en",
    ),
    order=("-pk",),
    filters=(
        Filter(
            name="state", label=Text("状态", "State"), field="state", options=states("award")
        ),
    ),
    empty=Text("目前没有公示。", "Nothing is in publicity."),
)
CONTRACTS = Listing(
    title=Text("任务书", "Contracts"),
    columns=(
        Column(key="title", label=Text("项目", "Project"), value=str, sort=("title",)),
        Column(
            key="number",
            label=Text("编号", "Number"),
            value=lambda c: c.number,
            sort=("number",),
        ),
        _money("agreed_fen", "签约金额", "Agreed"),
        _money("support_fen", "财政支持", "Support"),
        Column(
            key="deadline",
            label=Text("完成期限", "Deadline"),
            value=lambda c: c.deadline_on,
            kind="date",
            sort=("deadline_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda c: state_of("contract", c),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title", "number"),
    order=("-pk",),
    filters=(
        Filter(
            name="state", label=Text("状态", "State"), field="state", options=states("contract")
        ),
    ),
)


@require_safe
def awards(request: HttpRequest) -> HttpResponse:
    """What is in publicity and what was awarded."""
    return lists.respond(request, AWARDS, queries.visible_to(request.actor), feed="results")


@require_safe
def award(request: HttpRequest, pk: int) -> HttpResponse:
    """One award; in publicity anybody signed in may object."""
    row = queries.get_for(request.actor, pk)
    facts = [
        *_parties(row),
        (Text("签约金额", "Agreed"), row.agreed_fen or None, "money"),
        (Text("财政支持", "Support"), row.support_fen or None, "money"),
        (Text("支持依据", "Rule"), row.support_rule, "text"),
        (Text("决定文号", "Decision"), row.document_number, "text"),
        (Text("公示开始", "Publicity from"), row.publicity_from, "date"),
        (Text("公示至", "Publicity until"), row.publicity_until, "date"),
        (Text("证书编号", "Certificate"), row.certificate, "text"),
        (Text("批复文号", "Reply from above"), row.reply_number, "text"),
    ]
    return pages.record(
        request,
        "award",
        row,
        facts=facts,
        template="awards/award.html",
        may_object=rules.in_publicity(row),
    )


def _parties(award) -> list[tuple]:
    """What was answered, and by whom: a challenge of an issuer, or a call."""
    unit, challenge = award.application.organisation, award.challenge
    if challenge is None:
        call = award.call
        return [
            (Text("申报批次", "Call"), call.title, "text", call.get_absolute_url()),
            (Text("支持方式", "Instrument"), award.instrument.title, "text"),
            (Text("承担单位", "Lead organisation"), unit.name, "text", unit.get_absolute_url()),
        ]
    issuer = challenge.issuer
    return [
        (Text("榜单", "Challenge"), award.title, "text", challenge.get_absolute_url()),
        (Text("发榜方", "Issuer"), issuer.name, "text", issuer.get_absolute_url()),
        (Text("揭榜方", "Bidder"), unit.name, "text", unit.get_absolute_url()),
    ]


@login_required
def propose(request: HttpRequest, call: int) -> HttpResponse:
    """An officer puts forward what a call shall support, with the sums, all or nothing."""
    about = calls.get_for(request.actor, call)
    if "officer" not in request.actor.roles or about.takes_challenges:
        raise Http404
    lines = queries.to_propose(request.actor, about)
    errors = ()
    if request.method == "POST":
        try:
            actions.propose_many(read_proposals(request.POST, lines), actor=request.actor)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(about)
    money = about.appropriation
    context = {
        "call": about,
        "lines": lines,
        "errors": errors,
        "pays": bool(about.instrument.instalments) or about.instrument.ends_in == "payment",
        "left_fen": funds.money_of(money)["available"] if money else None,
        "line": about.instrument.terms.line,
    }
    return render(request, "awards/propose.html", context, status=409 if errors else 200)


@login_required
@require_POST
def pass_over_rest(request: HttpRequest, call: int) -> HttpResponse:
    """Tell every application of a call that was not put forward."""
    actions.pass_over_rest(call, actor=request.actor)
    return redirect("calls:call", pk=call)


@login_required
def choose(request: HttpRequest, application: int) -> HttpResponse:
    """The issuer chooses a bidder and states the sum."""
    bid = applications.get_for(request.actor, application)
    if bid.issuer_id not in request.actor.organisations:
        raise Http404
    form = ChooseForm(request.POST or None, initial={"agreed_wan": _price(bid)})
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.choose(bid.pk, actor=request.actor, **form.facts())
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(row)
    context = {
        "form": form,
        "errors": errors,
        "bid": bid,
        "place": review.place_of("application", bid.pk),
    }
    return render(request, "awards/choose.html", context)


def _price(bid) -> str:
    fen = applications.answers_of(bid).get("price_fen") or 0
    return f"{Decimal(fen) / 1_000_000:f}"


@login_required
def second_stage(request: HttpRequest, pk: int) -> HttpResponse:
    """The issuer states what was agreed with the runner who is ahead."""
    row = queries.contract_for(request.actor, pk)
    if row.issuer_id not in request.actor.organisations:
        raise Http404
    form = SecondStageForm(request.POST or None)
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            drafted = actions.agree_second_stage(row.pk, actor=request.actor, **form.facts())
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(drafted)
    context = {"form": form, "errors": errors, "contract": row}
    return render(request, "awards/second_stage.html", context)


@login_required
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """File a named objection during publicity."""
    row = queries.get_for(request.actor, pk)
    form = ObjectionForm(request.POST or None, initial={"name": request.actor.name})
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            filed = actions.file_objection(row.pk, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(filed)
    return render(request, "awards/object.html", {"form": form, "errors": errors, "award": row})


@login_required
@require_safe
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection, for who filed it and who examines it."""
    row = queries.objection_for(request.actor, pk)
    facts = [
        (Text("项目", "Project"), row.award.title, "text", row.award.get_absolute_url()),
        (Text("异议人", "By"), row.name, "text"),
        (Text("内容", "Objection"), row.text, "longtext"),
    ]
    return pages.record(request, "objection", row, facts=facts)


@login_required
@require_safe
def contracts(request: HttpRequest) -> HttpResponse:
    """Contracts this reader may see."""
    return lists.respond(request, CONTRACTS, queries.contracts_for(request.actor))


@require_safe
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    """One contract: sums and parties for everyone once in force, the whole for its parties."""
    row = queries.contract_for(request.actor, pk)
    whole = queries.may_read_whole(request.actor, row)
    facts = [
        (Text("立项", "Award"), row.award.number, "text", row.award.get_absolute_url()),
        *_parties(row.award),
        (Text("签约金额", "Agreed"), row.agreed_fen, "money"),
        (Text("财政支持", "Support"), row.support_fen, "money"),
        (Text("完成期限", "Deadline"), row.deadline_on, "date"),
        (Text("生效时间", "In force since"), row.in_force_at, "datetime"),
        (Text("内容摘要（SHA-256）", "Digest (SHA-256)"), queries.digest_of(row), "text"),
    ]
    return pages.record(
        request,
        "contract",
        row,
        facts=facts,
        template="awards/contract.html",
        whole=whole,
        terms=row.terms if whole else None,
        signatures=queries.signatures_of(row) if whole else [],
        may_agree_second=row.state == "advanced"
        and row.issuer_id in request.actor.organisations
        and not queries.stages_of(row.award.challenge_id, stage=rules.SECOND).exists(),
        may_request=row.state == "in_force"
        and row.stage != 1
        and row.bidder_id in request.actor.organisations,
        may_file_outcome=row.state in ("completed", "graded", "archived")
        and row.bidder_id in request.actor.organisations,
        may_write=row.write_url if row.bidder_id in request.actor.organisations else "",
        may_change=row.state == "in_force"
        and row.award.challenge_id is None
        and row.bidder_id in request.actor.organisations,
    )


@login_required
def write_contract(request: HttpRequest, pk: int) -> HttpResponse:
    """What a project's contract asks beside what its application said."""
    row = queries.contract_for(request.actor, pk)
    return writing.write(
        request,
        "contract",
        row,
        sections=rules.form_of(row),
        bound=lambda: queries.form_for(row),
        save=lambda given: actions.save_contract(pk, given, actor=request.actor),
        next_url=reverse("move", args=[("contract", row.pk), "fill_in"]),
    )
