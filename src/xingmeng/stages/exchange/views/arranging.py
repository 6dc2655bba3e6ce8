"""Pages where officers arrange chains and links."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from xingmeng.core import pages
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.forms import ChainForm, LinkForm, WhyForm
from xingmeng.stages.exchange.queries import chains as queries
from xingmeng.stages.exchange.rules import arranging as rules

FOUND = {"chain": queries.chain_by_code, "link": queries.link_by_code}
ACTS = {"retire": actions.retire, "restore": actions.restore}
HINT = Text(
    "改动留痕；以后随平台更新的产业链清单不再覆盖您写的内容。",
    "What you change is on record. Later lists that come with the platform leave it as you "
    "wrote it.",
)


@login_required
def add_chain(request: HttpRequest) -> HttpResponse:
    """An officer adds a chain."""
    _officer(request.actor)
    form = ChainForm(request.POST or None, others=_names(queries.chains()), new=True)

    def act() -> Any:
        return actions.add_chain(actor=request.actor, **form.cleaned_data)

    title = Text("新增产业链", "Add a chain")
    return pages.entry(request, form, act, title=title, hint=HINT, back=reverse("chains"))


@login_required
def change_chain(request: HttpRequest, code: str) -> HttpResponse:
    """An officer changes names, purpose and order of a chain."""
    row = _found(request.actor, "chain", code)
    others, now = _beside(queries.chains(), row, rules.CHAIN)
    form = ChainForm(request.POST or None, others=others, initial=now)

    def act() -> Any:
        return actions.change_chain(row.pk, actor=request.actor, **form.cleaned_data)

    title = Text("修改产业链", "Change the chain")
    return pages.entry(request, form, act, title=title, hint=HINT, back=row.get_absolute_url())


@login_required
def add_link(request: HttpRequest, code: str) -> HttpResponse:
    """An officer adds a link to a chain."""
    chain = _found(request.actor, "chain", code)
    form = LinkForm(request.POST or None, others=_names(queries.links(chain)), new=True)

    def act() -> Any:
        return actions.add_link(chain.pk, actor=request.actor, **form.cleaned_data)

    title = Text(f"{chain.name.zh}：增加环节", f"{chain.name.en}: add a link")
    back = chain.get_absolute_url()
    return pages.entry(request, form, act, title=title, hint=HINT, back=back)


@login_required
def change_link(request: HttpRequest, code: str) -> HttpResponse:
    """An officer changes names, industries, words and order of a link."""
    row = _found(request.actor, "link", code)
    others, now = _beside(queries.links(row.chain), row, rules.LINK)
    form = LinkForm(request.POST or None, others=others, initial=now)

    def act() -> Any:
        return actions.change_link(row.pk, actor=request.actor, **form.cleaned_data)

    title = Text("修改环节", "Change the link")
    return pages.entry(request, form, act, title=title, hint=HINT, back=row.get_absolute_url())


@login_required
def keep(request: HttpRequest, kind: str, code: str, name: str) -> HttpResponse:
    """An officer keeps a chain or a link no more, or again."""
    if kind not in FOUND or name not in ACTS:
        raise Http404
    row = _found(request.actor, kind, code)
    form = WhyForm(request.POST or None)

    def act() -> Any:
        return ACTS[name](kind, row.pk, actor=request.actor, **form.cleaned_data)

    word = rules.CHANGES[name]
    title = Text(f"{word.zh}：{row.name.zh}", f"{row.name.en}: {word.en.lower()}")
    return pages.entry(request, form, act, title=title, hint=HINT, back=row.get_absolute_url())


def _officer(actor: Actor) -> None:
    if "officer" not in actor.roles:
        raise Http404


def _found(actor: Actor, kind: str, code: str) -> Any:
    _officer(actor)
    if (row := FOUND[kind](code)) is None:
        raise Http404
    return row


def _names(rows: Any) -> list[Text]:
    return [row.name for row in rows]


def _beside(rows: Any, row: Any, names: tuple[str, ...]) -> tuple[list[Text], dict[str, Any]]:
    """The names of the others in order, and what is said of this one, with its place."""
    held = list(rows)
    others = [one for one in held if one.pk != row.pk]
    place = held.index(row) + 1 if row in held else len(held) + 1
    return _names(others), {name: getattr(row, name) for name in names} | {"place": place}
