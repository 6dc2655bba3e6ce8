"""Pages about the pool of experts: the list, one of them, and what they say of themselves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from xingmeng.core import lists
from xingmeng.core.actor import prefix
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.words import say
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.forms import ExpertForm
from xingmeng.stages.registry.rules import known as kept
from xingmeng.stages.registry.rules import pool

ALL = ("", Text("全部", "All"))
YES, NO = Text("可以", "Yes"), Text("暂不", "Not now")


def _fields() -> list[tuple[str, Text]]:
    return [ALL, *pool.FIELDS.items()]


def _languages() -> list[tuple[str, Text]]:
    return [ALL, *pool.LANGUAGES.items()]


def _places() -> list[tuple[str, Text]]:
    return [ALL, *((prefix(r.code), r.name) for r in queries.regions(kinds=["province"]))]


def _said(person: Any) -> Any:
    """The profile, or what holds where nothing was written."""
    return queries.pool.profile_of(person)


def _unit(person: Any) -> Any:
    return person.posts[0].organisation if person.posts else None


LISTING = Listing(
    title=Text("评审专家库", "Pool of experts"),
    columns=(
        Column(key="name", label=Text("姓名", "Name"), value=lambda p: p.name, sort=("name",)),
        Column(key="title", label=Text("职称", "Title"), value=lambda p: p.title),
        Column(
            key="unit",
            label=Text("单位", "Unit"),
            value=lambda p: _unit(p).name if _unit(p) else "",
        ),
        Column(
            key="place",
            label=Text("地区", "Area"),
            value=lambda p: _unit(p).region.name if _unit(p) else "",
        ),
        Column(
            key="fields",
            label=Text("学科", "Fields"),
            value=lambda p: pool.words_of(_said(p).fields, pool.FIELDS),
        ),
        Column(
            key="languages",
            label=Text("语言", "Languages"),
            value=lambda p: pool.words_of(_said(p).languages, pool.LANGUAGES),
        ),
        Column(
            key="load",
            label=Text("每轮最多", "Most a round"),
            value=lambda p: _said(p).most_load,
            kind="number",
        ),
        Column(
            key="available",
            label=Text("可评审", "Available"),
            value=lambda p: YES if _said(p).available else NO,
        ),
    ),
    search=("name", "expert_profile__skills", "affiliations__organisation__name_zh"),
    order=("name", "pk"),
    filters=(
        Filter(
            name="field",
            label=Text("学科", "Field"),
            field="expert_profile__fields__contains",
            options=_fields,
        ),
        Filter(
            name="language",
            label=Text("语言", "Language"),
            field="expert_profile__languages__contains",
            options=_languages,
        ),
        Filter(
            name="area",
            label=Text("地区", "Area"),
            field="affiliations__organisation__region__code__startswith",
            options=_places,
        ),
        Filter(
            name="available",
            label=Text("可评审", "Available"),
            field="expert_profile__available",
            options=lambda: [ALL, ("1", YES), ("0", NO)],
        ),
    ),
    empty=Text("没有符合条件的专家。", "No experts found."),
)


@login_required
@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """The pool, for those who organise or audit review."""
    if not pool.reads_pool(request.actor):
        raise Http404
    return lists.respond(request, LISTING, queries.pool.pool_for(request.actor))


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The reader's own page in the pool."""
    mine = get_object_or_404(queries.experts(), user_id=request.actor.user_id)
    return expert(request, mine.pk)


@login_required
@require_safe
def expert(request: HttpRequest, pk: int) -> HttpResponse:
    """One expert: what they say of themself, and the works that are on record."""
    person = queries.pool.expert_for(request.actor, pk)
    works = queries.works_of_persons([pk]).get(pk, [])
    context = {
        "person": person,
        "unit": _unit(person),
        "facts": _facts(person),
        "works": [{"row": work, "kind": kept.WORKS[work.kind]} for work in works],
        "may_edit": pool.may_keep_profile(request.actor, person),
    }
    return render(request, "registry/expert.html", context)


def _facts(person: Any) -> list[dict[str, Any]]:
    said, unit = _said(person), _unit(person)
    rows = [
        (Text("职称", "Title"), person.title, "text"),
        (Text("单位", "Unit"), unit.name if unit else "", "text"),
        (Text("可评审", "Available"), YES if said.available else NO, "text"),
        (Text("每轮最多评审项数", "Most in one round"), said.most_load, "number"),
        (Text("语言", "Languages"), pool.words_of(said.languages, pool.LANGUAGES), "text"),
        (Text("学科", "Fields"), pool.words_of(said.fields, pool.FIELDS), "text"),
        (Text("专长", "Skills"), said.skills, "longtext"),
        (Text("更新时间", "Changed"), said.changed_at, "datetime"),
    ]
    return [
        {"label": label, "value": value, "kind": kind} for label, value, kind in rows if value
    ]


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what one can judge, in which languages, how much, and whether now."""
    person = queries.pool.expert_for(request.actor, pk)
    if not pool.may_keep_profile(request.actor, person):
        raise Http404
    form = ExpertForm(request.POST or None, initial=_initial(person))
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_profile(pk, form.cleaned_data, actor=request.actor)
        except Refused as refused:
            errors = refused.findings
        else:
            messages.success(request, say(Text("已保存。", "Saved.")))
            return redirect(person)
    context = {"form": form, "errors": errors, "person": person}
    return render(request, "registry/edit_expert.html", context, status=409 if errors else 200)


def _initial(person: Any) -> dict[str, Any]:
    said = _said(person)
    return {
        "skills": said.skills,
        "fields": said.fields.split(","),
        "languages": said.languages.split(","),
        "most_load": said.most_load,
        "available": said.available,
    }
