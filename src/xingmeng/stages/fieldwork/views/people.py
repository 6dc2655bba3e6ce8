"""Pages about commissioners and teams."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import clock, lists, pages
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import actions, queries
from xingmeng.stages.fieldwork.rules import people as rules
from xingmeng.stages.fieldwork.rules.words import FIELDS, KINDS, LANGUAGES, PEOPLE
from xingmeng.stages.fieldwork.views.asking import ask
from xingmeng.stages.fieldwork.views.demands import EVERY
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules.pool import words_of

COMMISSIONERS = Listing(
    title=Text("科技特派员和团队", "Commissioners and teams"),
    columns=(
        Column(key="name", label=Text("名称", "Name"), value=str, sort=("name",)),
        Column(key="number", label=Text("编号", "Number"), value=lambda c: c.number),
        Column(
            key="kind",
            label=Text("类别", "Kind"),
            value=lambda c: KINDS[c.kind],
            sort=("kind",),
        ),
        Column(
            key="sender",
            label=Text("派出单位", "Sent by"),
            value=lambda c: c.organisation.name,
            sort=("organisation__name_zh",),
        ),
        Column(
            key="fields",
            label=Text("领域", "Fields"),
            value=lambda c: words_of(c.fields, FIELDS),
        ),
        Column(
            key="since",
            label=Text("登记日期", "Since"),
            value=lambda c: c.since_on,
            kind="date",
            sort=("since_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda c: rules.COMMISSIONER.state(c.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("name", "number", "skills", "organisation__name_zh"),
    order=("number",),
    filters=(
        Filter(
            name="kind",
            label=Text("类别", "Kind"),
            field="kind",
            options=lambda: [EVERY, *KINDS.items()],
        ),
    ),
    empty=Text("还没有登记的科技特派员。", "No commissioner is registered yet."),
)


@require_safe
def commissioners(request: HttpRequest) -> HttpResponse:
    """Teams and bodies for everyone; people for who works with them."""
    return lists.respond(request, COMMISSIONERS, queries.commissioners_for(request.actor))


@require_safe
def commissioner(request: HttpRequest, pk: int) -> HttpResponse:
    """One commissioner: who sends them, what they can do, where they serve."""
    row = queries.commissioner_for(request.actor, pk)
    unit = row.organisation
    facts = [
        (Text("类别", "Kind"), KINDS[row.kind], "text"),
        (Text("派出单位", "Sent by"), unit.name, "text", unit.get_absolute_url()),
        (Text("专业领域", "Fields"), words_of(row.fields, FIELDS), "text"),
        (Text("技术专长", "Can do"), row.skills, "longtext"),
        (Text("服务语言", "Languages"), words_of(row.languages, LANGUAGES), "text"),
        (Text("登记日期", "Registered on"), row.since_on, "date"),
        (Text("退出日期", "Ended on"), row.until_on, "date"),
    ]
    agreed = queries.agreements_for(request.actor).filter(commissioner=row)
    return pages.record(
        request,
        "commissioner",
        row,
        facts=facts,
        template="fieldwork/commissioner.html",
        members=list(queries.members_for(request.actor, row)),
        agreements=[
            {"title": str(a.region), "name": a.region.name, "row": a}
            for a in agreed.order_by("-from_on", "pk")[:50]
        ],
    )


@login_required
def enlist(request: HttpRequest, unit: int) -> HttpResponse:
    """A unit files one of its people, a team, or itself."""
    home = registry.own_organisations(request.actor).filter(pk=unit).first()
    if home is None:
        raise Http404
    people = registry.known.people_for(request.actor, unit, on=clock.today())
    mine = queries.commissioners_for(request.actor).filter(organisation_id=unit)
    form = actions.form_of(
        dict(people.values_list("pk", "name")),
        mine.filter(state="registered", kind__in=PEOPLE).order_by("number"),
    )

    def act(given: Mapping[str, Any]) -> Any:
        return actions.enlist(unit, given, actor=request.actor)

    title = Text("登记科技特派员", "Enlist a commissioner")
    back = reverse("fieldwork:overview")
    return ask(request, title, form, act, about=home.name, back=back)
