"""Pages about offers: the public list, one offer, writing one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import lists, pages, writing
from xingmeng.core.addresses import key_posted
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import FIELDS
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.queries import offers as queries
from xingmeng.stages.exchange.rules import offers as rules
from xingmeng.stages.registry import queries as registry

KIND_WORDS, FIELD_WORDS, LEVELS = dict(rules.KINDS), dict(FIELDS), dict(rules.READINESS)
ALL = ("", Text("全部", "All"))
BEGIN = Text("发布供给", "Make an offer")
LEAD = Text(
    "单位信息已经掌握，说清能解决什么、成熟到什么程度、怎样合作即可；随写随存，保密内容单独填写。",
    "Your unit is known already. Say what it solves, how ripe it is and on which terms; saved "
    "as you write, what is confidential in a part of its own.",
)
LISTING = Listing(
    title=Text("技术供给", "Offers"),
    columns=(
        Column(
            key="title",
            label=Text("名称", "Title"),
            value=lambda o: o.title,
            sort=("title_zh",),
        ),
        Column(
            key="number", label=Text("编号", "Number"), value=lambda o: o.number, kind="code"
        ),
        Column(
            key="kind",
            label=Text("类型", "Kind"),
            value=lambda o: KIND_WORDS.get(o.kind, ""),
            sort=("kind",),
        ),
        Column(
            key="field",
            label=Text("技术领域", "Field"),
            value=lambda o: FIELD_WORDS.get(o.field, ""),
            sort=("field",),
        ),
        Column(
            key="readiness",
            label=Text("成熟度", "Readiness"),
            value=lambda o: o.readiness,
            kind="number",
            sort=("readiness",),
        ),
        Column(
            key="organisation",
            label=Text("单位", "Organisation"),
            value=lambda o: o.organisation.name,
            sort=("organisation__name_zh",),
        ),
        Column(
            key="area",
            label=Text("地区", "Area"),
            value=lambda o: o.organisation.region.name,
            sort=("organisation__region_id",),
        ),
        Column(
            key="until",
            label=Text("有效期至", "Valid until"),
            value=lambda o: o.valid_until,
            kind="date",
            sort=("valid_until",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda o: rules.OFFER.state(o.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=(
        *("title_zh", "title_en", "description_zh", "description_en", "number"),
        "organisation__name_zh",
    ),
    order=("-pk",),
    filters=(
        Filter(
            name="kind",
            label=Text("类型", "Kind"),
            field="kind",
            options=lambda: [ALL, *rules.KINDS],
        ),
        Filter(
            name="field",
            label=Text("技术领域", "Field"),
            field="field",
            options=lambda: [ALL, *FIELDS],
        ),
        Filter(
            name="readiness",
            label=Text("成熟度", "Readiness"),
            field="readiness",
            options=lambda: [ALL, *rules.READINESS],
        ),
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [ALL, *((s.name, s.label) for s in rules.OFFER.states)],
        ),
    ),
    empty=Text("没有符合条件的供给。", "No offers here."),
)


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Offers this reader may see; open ones are for everybody."""
    offered = []
    if request.actor.organisations:
        offered = [
            (BEGIN, reverse("exchange:begin_offer"), "plus"),
            (Text("批量录入", "Hand in a table"), reverse("exchange:intakes"), "upload"),
        ]
    offered.append((Text("公开的需求", "Needs on show"), reverse("exchange:on_show"), "flag"))
    return lists.respond(request, LISTING, queries.visible_to(request.actor), actions=offered)


@require_safe
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer; the confidential part where it is open to this reader."""
    row = queries.get_for(request.actor, pk)
    unit, own = row.organisation, row.organisation_id in request.actor.organisations
    facts = [
        (Text("单位", "Organisation"), unit.name, "text", unit.get_absolute_url()),
        (Text("地区", "Area"), unit.region.name, "text"),
        (Text("成熟度", "Readiness"), LEVELS.get(str(row.readiness)), "text"),
        (Text("有效期至", "Valid until"), row.valid_until, "date"),
        (Text("最近保存", "Last saved"), row.saved_at if own else None, "datetime"),
    ]
    return pages.record(
        request,
        "offer",
        row,
        facts=facts,
        template="exchange/offer.html",
        sections=queries.sheet_for(request.actor, row),
        may_write=own and row.state == "draft",
        may_match=rules.stands(row) and (own or "officer" in request.actor.roles),
    )


@login_required
def begin_offer(request: HttpRequest) -> HttpResponse:
    """Choose for which of one's organisations, then write."""
    own = list(registry.own_organisations(request.actor))
    if request.method == "POST":
        row = actions.begin_offer(
            organisation_id=key_posted(request, "organisation"), actor=request.actor
        )
        return redirect("exchange:write_offer", pk=row.pk)
    context = {"organisations": own, "title": BEGIN, "lead": LEAD}
    return render(request, "exchange/begin.html", context)


@login_required
def write_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer's form, saved as one writes."""
    row = queries.get_for(request.actor, pk)
    return writing.write(
        request,
        "offer",
        row,
        sections=rules.FORM,
        bound=lambda: queries.form_for(row),
        save=lambda given: actions.save_offer(pk, given, actor=request.actor),
        next_url=reverse("move", args=[("offer", pk), "publish"]),
        next_label=Text("检查并发布", "Check and publish"),
    )
