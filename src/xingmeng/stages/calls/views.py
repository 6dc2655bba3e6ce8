"""Pages about calls and challenges: the public list, one challenge, drafting a call."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng import instruments
from xingmeng.core import clock, codes, lists, pages
from xingmeng.core.actor import prefix
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.move import state_of
from xingmeng.core.words import say, series
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import (
    FIELDS,
    KINDS,
    OWNERSHIP,
    RESULT_FORMS,
    THEMES,
)
from xingmeng.stages.calls import actions, facts, queries, rules
from xingmeng.stages.calls.forms import CallForm, written
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.registry import queries as registry

FIELD_WORDS, KIND_WORDS, THEME_WORDS = dict(FIELDS), dict(KINDS), dict(THEMES)
FORM_WORDS, OWNERSHIP_WORDS = dict(RESULT_FORMS), dict(OWNERSHIP)
ALL = ("", Text("全部", "All"))


def areas() -> list[tuple[str, Text]]:
    return [ALL, *((prefix(r.code), r.name) for r in registry.regions())]


def states() -> list[tuple[str, Text]]:
    found = instruments.states("challenge")
    return [ALL, *((s.name, s.label) for s in found if s.name != "drafted")]


def kinds_of_call() -> list[tuple[str, Text]]:
    return [ALL, *((one.code, one.title) for one in instruments.every())]


CHALLENGES = Listing(
    title=Text("榜单", "Challenges"),
    columns=(
        Column(key="title", label=Text("榜单", "Challenge"), value=str, sort=("title",)),
        Column(
            key="number", label=Text("编号", "Number"), value=lambda c: c.number, kind="code"
        ),
        Column(
            key="issuer",
            label=Text("发榜方", "Issuer"),
            value=lambda c: c.issuer.name,
            sort=("issuer__name_zh",),
        ),
        Column(
            key="area",
            label=Text("地区", "Area"),
            value=lambda c: c.issuer.region.name,
            sort=("issuer__region_id",),
        ),
        Column(
            key="field", label=Text("技术领域", "Field"), value=lambda c: FIELD_WORDS[c.field]
        ),
        Column(
            key="amount",
            label=Text("金额", "Amount"),
            value=lambda c: c.amount_fen,
            kind="money",
            sort=("amount_fen",),
        ),
        Column(
            key="closes",
            label=Text("截止", "Closes"),
            value=lambda c: c.call.closes_at,
            kind="date",
            sort=("call__closes_at",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda c: state_of("challenge", c),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title", "number", "issuer__name_zh", "issuer__name_en", "background"),
    order=("-call__opens_at", "number"),
    filters=(
        Filter(name="state", label=Text("状态", "State"), field="state", options=states),
        Filter(
            name="theme",
            label=Text("领域大类", "Theme"),
            field="theme",
            options=lambda: [ALL, *THEMES],
        ),
        Filter(
            name="area",
            label=Text("地区", "Area"),
            field="issuer__region__code__startswith",
            options=areas,
        ),
    ),
    empty=Text("目前没有榜单。", "No challenges at the moment."),
)
CALLS = Listing(
    title=Text("申报批次", "Calls"),
    columns=(
        Column(key="title", label=Text("批次", "Call"), value=lambda c: c.title),
        Column(
            key="instrument",
            label=Text("支持方式", "Instrument"),
            value=lambda c: c.instrument.title,
            sort=("instrument_code",),
        ),
        Column(
            key="number", label=Text("编号", "Number"), value=lambda c: c.number, kind="code"
        ),
        Column(
            key="opens",
            label=Text("开始", "Opens"),
            value=lambda c: c.opens_at,
            kind="datetime",
            sort=("opens_at",),
        ),
        Column(
            key="closes",
            label=Text("截止", "Closes"),
            value=lambda c: c.closes_at,
            kind="datetime",
            sort=("closes_at",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda c: rules.CALL.state(c.state),
            kind="state",
        ),
    ),
    search=("title_zh", "title_en", "number"),
    order=("-opens_at", "-pk"),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [ALL, *((s.name, s.label) for s in rules.CALL.states)],
        ),
        Filter(
            name="instrument",
            label=Text("支持方式", "Instrument"),
            field="instrument_code",
            options=kinds_of_call,
        ),
    ),
    empty=Text("目前没有申报批次。", "No call at the moment."),
)


@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """The public list."""
    rows = queries.challenges_for(request.actor).exclude(state="drafted")
    return lists.respond(request, CHALLENGES, rows, feed="challenges")


@require_safe
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """One challenge: what must be reached, how it is tested, what it pays."""
    row = queries.challenge_for(request.actor, pk)
    kind = row.instrument.variety(row.kind)
    facts = [
        (Text("发榜方", "Issuer"), row.issuer.name, "text", row.issuer.get_absolute_url()),
        (Text("地区", "Area"), row.issuer.region.name, "text"),
        (Text("类型", "Kind"), KIND_WORDS[row.kind], "text"),
        (Text("领域", "Theme"), THEME_WORDS[row.theme], "text"),
        (Text("榜单金额", "Amount"), row.amount_fen, "money"),
        (Text("完成期限", "To be solved by"), row.deadline_on, "date"),
        (Text("揭榜截止", "Bids until"), row.call.closes_at, "datetime"),
        (Text("所属批次", "Call"), row.call.title, "text", row.call.get_absolute_url()),
    ]
    open_now = row.state == "listed" and row.call.closes_at > clock.now()
    return pages.record(
        request,
        "challenge",
        row,
        facts=facts,
        template="calls/challenge.html",
        open_now=open_now,
        may_bid=open_now and row.issuer_id not in request.actor.organisations,
        support_words=_support(row, kind),
        conditions=_conditions(row),
        may_open_review=row.state == "opened" and "officer" in request.actor.roles,
    )


def _conditions(row) -> list[dict[str, Any]]:
    """What the issuer offers whoever solves it, as far as it was said."""
    said = exchange.conditions_of(row.need)
    forms = [say(FORM_WORDS[code]) for code in said["result_forms"] if code in FORM_WORDS]
    lines = (
        (Text("场地、设备和数据", "Site, equipment and data"), said["site"], "longtext"),
        (Text("预期成果形式", "Expected results"), series(forms), "text"),
        (Text("知识产权", "Ownership"), OWNERSHIP_WORDS.get(said["ownership"], ""), "text"),
        (Text("对合作单位的希望", "Wished-for partner"), said["partner_wish"], "text"),
    )
    return [{"label": la, "value": value, "kind": kind} for la, value, kind in lines if value]


def _support(row, kind) -> Text:
    try:
        given = rules.support_at_most(row)
    except LookupError:
        return Text("当日没有生效的支持规定。", "No rule of support was in force that day.")
    paid_zh, paid_en = (
        ("发榜方", "issuer") if kind.paid_to == "issuer" else ("揭榜方", "bidder")
    )
    wan = f"{given.cap.value // 1_000_000:,}"
    return Text(
        f"按认定研发投入的 {given.share.value}% 支持{paid_zh}，最高 {wan} 万元。",
        f"{given.share.value} % of the accepted R&D input, paid to the {paid_en}, "
        f"at most CNY {given.cap.value // 100:,}.",
    )


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Calls this reader may see."""
    actions_ = []
    if "officer" in request.actor.roles:
        actions_ = [(Text("草拟批次", "Draft a call"), "new/", "plus")]
    return lists.respond(request, CALLS, queries.visible_to(request.actor), actions=actions_)


@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call, its challenges or directions; a draft offers confirmed needs to officers."""
    row = queries.get_for(request.actor, pk)
    money = row.appropriation
    facts = [
        (Text("支持方式", "Instrument"), row.instrument.title, "text"),
        (Text("开始", "Opens"), row.opens_at, "datetime"),
        (Text("截止", "Closes"), row.closes_at, "datetime"),
        (Text("正式申报截止", "Second deadline"), row.full_closes_at, "datetime"),
        (Text("截止规则", "Rule of the deadline"), _deadline_rule(row), "text"),
    ]
    if money:
        title = Text(money.title_zh, money.title_en)
        label = Text("资金来源", "Appropriation")
        facts.append((label, title, "text", money.get_absolute_url()))
    drafting = row.state == "draft" and "officer" in request.actor.roles
    listed = queries.challenges_for(request.actor).filter(call_id=row.pk).order_by("number")
    return pages.record(
        request,
        "call",
        row,
        facts=facts,
        template="calls/call.html",
        challenges=[{"row": c, "state": state_of("challenge", c)} for c in listed],
        ready=exchange.ready(request.actor) if drafting and row.takes_challenges else [],
        drafting=drafting,
        directions=queries.directions_of(row.pk),
        may_apply=not row.takes_challenges and not rules.still_taken(row, clock.now()),
        criteria=row.instrument.criteria,
        quota=queries.quota_of(row, settings.REGION["code"]),
    )


def _deadline_rule(row) -> Text:
    seconds = row.grace_seconds
    return Text(
        f"以服务器收到提交的时刻为准；截止前收到的，在其后 {seconds} 秒内办完。",
        f"What reached the server before it is in time, if through within {seconds} seconds.",
    )


@login_required
def draft(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Begin a call, or mend a draft."""
    if "officer" not in request.actor.roles:
        raise Http404
    row = queries.get_for(request.actor, pk) if pk else None
    names = [
        "instrument_code",
        "full_closes_at",
        "grace_seconds",
        "title_zh",
        "title_en",
        "text_zh",
        "text_en",
        "opens_at",
        "closes_at",
        "appropriation",
    ]
    initial = {name: getattr(row, name) for name in names} if row else {}
    initial = initial or facts.from_chain(request.actor, request.GET)
    if row:
        initial["directions"] = written(queries.directions_of(row.pk))
        initial["quota"] = queries.quota_of(row, settings.REGION["code"])
    form = CallForm(request.POST or None, initial=initial)
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_keep(request, row, form))
        except Refused as refused:
            errors = refused.findings
    return render(request, "calls/draft.html", {"form": form, "errors": errors, "call": row})


def _keep(request: HttpRequest, row, form: CallForm):
    if row:
        return actions.change_call(row.pk, actor=request.actor, **form.facts())
    return actions.draft_call(actor=request.actor, **form.facts())


@login_required
@require_POST
def raise_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a confirmed need on a draft list."""
    row = queries.get_for(request.actor, pk)
    chosen = codes.chosen("need", request.POST.get("need", ""))
    if chosen is None:
        raise Http404
    actions.raise_challenge(row.pk, chosen, actor=request.actor)
    return redirect(row)
