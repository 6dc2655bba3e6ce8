"""Pages about bottlenecks of industry chains, and putting records on a link by hand."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import lists, pages
from xingmeng.core.actor import Actor
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange import actions, queries
from xingmeng.stages.exchange.forms import BottleneckForm, PlacingForm
from xingmeng.stages.exchange.queries import chains
from xingmeng.stages.exchange.rules import chains as rules

ALL = ("", Text("全部", "All"))
LISTING = Listing(
    title=Text("产业链卡点", "Bottlenecks"),
    columns=(
        Column(
            key="title", label=Text("卡点", "Bottleneck"), value=lambda b: b.title,
            sort=("title_zh",),
        ),
        Column(
            key="number", label=Text("编号", "Number"), value=lambda b: b.number, kind="code"
        ),
        Column(
            key="link", label=Text("环节", "Link"), value=lambda b: b.link.title,
            sort=("link__chain__place", "link__place"),
            link=lambda b: b.link.get_absolute_url(),
        ),
        Column(
            key="since", label=Text("最近变化", "Since"), value=lambda b: b.since, kind="date",
            sort=("since",),
        ),
        Column(
            key="state", label=Text("状态", "State"),
            value=lambda b: rules.BOTTLENECK.state(b.state), kind="state", sort=("state",),
        ),
    ),
    search=("title_zh", "title_en", "number", "missing_zh", "link__name_zh"),
    order=("-pk",),
    filters=(
        Filter(
            name="state", label=Text("状态", "State"), field="state",
            options=lambda: [ALL, *((s.name, s.label) for s in rules.BOTTLENECK.states)],
        ),
        Filter(
            name="chain", label=Text("产业链", "Chain"), field="link__chain__code",
            options=lambda: [ALL, *((c.code, c.name) for c in chains.chains())],
        ),
    ),
    empty=Text("没有符合条件的卡点。", "No bottleneck fits."),
)  # fmt: skip
SIGHTS = dict(rules.SIGHT.fields[0].options)


@require_safe
def bottlenecks(request: HttpRequest) -> HttpResponse:
    """The bottlenecks this reader may see."""
    return lists.respond(request, LISTING, chains.visible_to(request.actor))


@require_safe
def bottleneck(request: HttpRequest, pk: int) -> HttpResponse:
    """One bottleneck: what is missing, who depends on it, how it is tackled."""
    actor, row = request.actor, chains.get_for(request.actor, pk)
    inside = bool(rules.bottleneck_roles(actor, row))
    need = queries.visible_to(actor).filter(pk=row.need_id).first() if row.need_id else None
    facts: list[Any] = [
        (Text("环节", "Link"), row.link.title, "text", row.link.get_absolute_url()),
        (Text("缺什么", "What is missing"), row.missing, "longtext"),
        (Text("影响谁", "Who depends on it"), row.dependent, "text"),
        (Text("攻关安排", "How it is tackled"), row.tackled_by, "longtext"),
        (Text("突破依据", "What shows it"), row.evidence, "longtext"),
        (Text("突破日期", "Overcome on"), row.overcome_on, "date"),
        (Text("公开范围", "Who may see it"), _sight(row) if inside else "", "text"),
    ]
    if need:
        facts.append(
            (Text("来自需求", "From the need"), str(need), "text", need.get_absolute_url())
        )
    officer = "officer" in rules.bottleneck_roles(actor, row)
    return pages.record(
        request,
        "bottleneck",
        row,
        facts=facts,
        template="exchange/bottleneck.html",
        may_revise=officer and row.state in rules.LIVE,
        may_call=officer and row.state in rules.UNSOLVED,
    )


def _sight(row: Any) -> Text:
    return SIGHTS["public" if row.shown else "inside"]


@login_required
def record_bottleneck(request: HttpRequest, code: str) -> HttpResponse:
    """An officer enters a bottleneck of a link."""
    _officer(request.actor)
    link = _link(code)
    form = BottleneckForm(request.POST or None, sight=True)

    def act() -> Any:
        return actions.record_bottleneck(link.pk, actor=request.actor, **form.cleaned_data)

    title = Text("登记卡点", "Enter a bottleneck")
    return _written(request, form, act, title=title, hint=link.title, back=link)


@login_required
def propose_bottleneck(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit proposes that its own need is a bottleneck of a link."""
    need = queries.get_for(request.actor, pk)
    if need.organisation_id not in request.actor.organisations:
        raise Http404
    links = list(chains.links())
    form = BottleneckForm(request.POST or None, links=links, initial={"title_zh": need.title})

    def act() -> Any:
        said = dict(form.cleaned_data)
        code = said.pop("link")
        link = next(one for one in links if one.code == code)
        return actions.propose_bottleneck(link.pk, need.pk, actor=request.actor, **said)

    title = Text("提出为产业链卡点", "Propose it as a bottleneck")
    hint = Text(
        "科技厅核实后列入产业链；不显示单位名称和需求内容，只显示您在这里写的内容。",
        "The department checks it and enters it. Shown is what you write here alone: neither "
        "your name nor the need.",
    )
    return _written(request, form, act, title=title, hint=hint, back=need)


@login_required
def revise_bottleneck(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer mends the texts of a bottleneck, or who may see it."""
    row = chains.get_for(request.actor, pk)
    if "officer" not in rules.bottleneck_roles(request.actor, row):
        raise Http404
    known = {name: getattr(row, name) for name in BottleneckForm.TEXTS}
    known["sight"] = "public" if row.shown else "inside"
    form = BottleneckForm(request.POST or None, sight=True, initial=known)

    def act() -> Any:
        return actions.revise_bottleneck(row.pk, actor=request.actor, **form.cleaned_data)

    title = Text("修改卡点", "Mend the bottleneck")
    return _written(request, form, act, title=title, hint=row.link.title, back=row)


@login_required
def place(request: HttpRequest, code: str) -> HttpResponse:
    """An officer puts a record on a link, or keeps it off."""
    _officer(request.actor)
    link = _link(code)
    form = PlacingForm(request.POST or None)

    def act() -> Any:
        actions.place(link.pk, actor=request.actor, **form.facts())
        return link

    title = Text("归入或移出记录", "Put a record on the link, or keep it off")
    return _written(request, form, act, title=title, hint=link.title, back=link)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer takes back what was put on a link or kept off it."""
    _officer(request.actor)
    if not chains.is_placed(pk):
        raise Http404
    return redirect(actions.take_back(pk, actor=request.actor))


def _officer(actor: Actor) -> None:
    if "officer" not in actor.roles:
        raise Http404


def _link(code: str) -> Any:
    if (link := chains.link_by_code(code)) is None:
        raise Http404
    return link


def _written(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Any],
    *,
    title: Text,
    hint: Text,
    back: Any,
) -> HttpResponse:
    """The page of a form, or what it leads to once it is done."""
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(act())
        except Refused as refused:
            errors = refused.findings
    said = {"form": form, "errors": errors, "title": title, "hint": hint}
    said["back_url"] = back.get_absolute_url()
    return render(request, "exchange/write.html", said, status=409 if errors else 200)
