"""Pages about the log and about techniques; who was served answers by a code."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xingmeng.core import attachments, lists, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import actions, queries
from xingmeng.stages.fieldwork.rules import entries as rules
from xingmeng.stages.fieldwork.rules.words import FIELDS
from xingmeng.stages.fieldwork.views.asking import ask
from xingmeng.stages.fieldwork.views.demands import EVERY

ENTRIES = Listing(
    title=Text("服务日志", "Service log"),
    columns=(
        Column(
            key="day",
            label=Text("日期", "Day"),
            value=lambda e: e.served_on,
            kind="date",
            sort=("served_on",),
        ),
        Column(key="place", label=Text("地点", "Place"), value=lambda e: e.place),
        Column(key="kind", label=Text("方式", "Kind"), value=lambda e: rules.KINDS[e.kind]),
        Column(
            key="commissioner",
            label=Text("科技特派员", "Commissioner"),
            value=lambda e: e.agreement.commissioner.name,
        ),
        Column(
            key="county", label=Text("旗县", "County"), value=lambda e: e.agreement.region.name
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda e: rules.ENTRY.state(e.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("place", "party", "text", "agreement__commissioner__name"),
    order=("-served_on", "-pk"),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [EVERY, *((s.name, s.label) for s in rules.ENTRY.states)],
        ),
    ),
    empty=Text("还没有服务日志。", "No entry yet."),
)
TECHNIQUES = Listing(
    title=Text("推广技术", "Techniques spread"),
    columns=(
        Column(key="name", label=Text("技术", "Technique"), value=str, sort=("name",)),
        Column(
            key="county",
            label=Text("旗县", "County"),
            value=lambda t: t.region.name,
            sort=("region_id",),
        ),
        Column(key="year", label=Text("年度", "Year"), value=lambda t: t.year, sort=("year",)),
        Column(key="field", label=Text("领域", "Field"), value=lambda t: FIELDS[t.field]),
        Column(
            key="area",
            label=Text("面积（亩）", "Area (mu)"),
            value=lambda t: _mu(t.area_tenth_mu),
            sort=("area_tenth_mu",),
        ),
        Column(
            key="farms",
            label=Text("农牧户和企业", "Farms and firms"),
            value=lambda t: t.farms,
            kind="number",
            sort=("farms",),
        ),
        Column(
            key="income",
            label=Text("增收", "Income gained"),
            value=lambda t: t.income_fen,
            kind="money",
            sort=("income_fen",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda t: rules.TECHNIQUE.state(t.state),
            kind="state",
        ),
    ),
    search=("name", "region__name_zh", "region__name_en"),
    order=("-year", "region_id", "name", "pk"),
    filters=(
        Filter(
            name="field",
            label=Text("领域", "Field"),
            field="field",
            options=lambda: [EVERY, *FIELDS.items()],
        ),
    ),
    empty=Text("还没有推广的技术。", "No technique yet."),
)


def _mu(tenths: int) -> str:
    whole, tenth = divmod(tenths, 10)
    return f"{whole:,}.{tenth}" if tenth else f"{whole:,}"


@login_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The entries this reader may see."""
    return lists.respond(request, ENTRIES, queries.entries_for(request.actor))


@login_required
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: what was done, where, the photographs, and whether it was confirmed."""
    row = queries.entry_for(request.actor, pk)
    held = rules.roles_in(request.actor, row)
    asked = row.state == "logged" and "commissioner" in held
    return pages.record(
        request,
        "service_entry",
        row,
        facts=_of_entry(row),
        template="fieldwork/entry.html",
        photos=list(attachments.of("service_entry", row.pk, field=actions.PHOTO)),
        code=row.code if asked else "",
    )


def _of_entry(row: Any) -> list[tuple]:
    agreement = row.agreement
    position = ""
    if row.latitude is not None:
        position = f"{row.latitude / 100:.2f}, {row.longitude / 100:.2f}"
    done = f"{row.satisfied} / 5" if row.satisfied else ""
    return [
        (Text("服务协议", "Agreement"), str(agreement), "text", agreement.get_absolute_url()),
        (Text("服务方式", "Kind"), rules.KINDS[row.kind], "text"),
        (Text("时长（小时）", "Hours"), f"{row.half_hours / rules.HALVES:g}", "text"),
        (Text("地点", "Place"), row.place, "text"),
        (Text("位置（约 1 公里）", "Position, about 1 km"), position, "text"),
        (Text("服务对象", "Served"), row.party, "text"),
        (Text("受益人数", "People"), row.people, "number"),
        (Text("做了什么", "What was done"), row.text, "longtext"),
        (Text("满意度", "Satisfaction"), done, "text"),
        (Text("确认日期", "Confirmed on"), row.confirmed_on, "date"),
    ]


@require_safe
def served(request: HttpRequest) -> HttpResponse:
    """Where who was served enters the code they were given."""
    said = request.GET.get("code", "").replace("-", "").replace(" ", "").lower()
    if said.isalnum() and len(said) <= 20:
        return redirect("fieldwork:answer", code=said)
    return render(request, "fieldwork/served.html", {})


def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Who was served looks at an entry, confirms it, or says that it was not so."""
    row = queries.by_code(code)
    findings = ()
    if request.method == "POST":
        said = {name: request.POST.get(name, "")[:500] for name in ("satisfied", "reason")}
        try:
            actions.answer_by_code(code, agrees="confirm" in request.POST, **said)
        except Refused as refused:
            findings = refused.findings
        else:
            messages.success(
                request, say(Text("谢谢，已记录。", "Thank you; it is on record."))
            )
            return redirect("fieldwork:answer", code=code)
    context = {
        "row": row,
        "facts": [(say(label), value) for label, value in _shown(row)],
        "state": rules.ENTRY.state(row.state),
        "choices": rules.SATISFACTION,
        "errors": findings,
        "open": row.state == "logged",
    }
    status = 409 if findings else 200
    return render(request, "fieldwork/answer.html", context, status=status)


def _shown(row: Any) -> list[tuple[Text, str]]:
    """What who was served must know to answer; nobody's name but the commissioner's."""
    return [
        (Text("科技特派员", "Commissioner"), row.agreement.commissioner.name),
        (Text("日期", "Day"), row.served_on.isoformat()),
        (Text("地点", "Place"), row.place),
        (Text("服务方式", "Kind"), say(rules.KINDS[row.kind])),
        (Text("时长（小时）", "Hours"), f"{row.half_hours / rules.HALVES:g}"),
        (Text("做了什么", "What was done"), row.text),
    ]


@require_safe
def techniques(request: HttpRequest) -> HttpResponse:
    """Techniques; what a county confirmed is public."""
    return lists.respond(request, TECHNIQUES, queries.techniques_for(request.actor))


@require_safe
def technique(request: HttpRequest, pk: int) -> HttpResponse:
    """One technique; who spread it is told to those who may know them."""
    row = queries.technique_for(request.actor, pk)
    held = rules.roles_in(request.actor, row)
    agreed = queries.agreements_for(request.actor).filter(pk=row.agreement_id).first()
    facts = [
        (Text("旗县", "County"), row.region.name, "text"),
        (Text("年度", "Year"), str(row.year), "text"),
        (Text("领域", "Field"), FIELDS[row.field], "text"),
        (Text("推广面积（亩）", "Area (mu)"), _mu(row.area_tenth_mu), "text"),
        (Text("覆盖农牧户和企业", "Farms and firms"), row.farms, "number"),
        (Text("增加收入", "Income gained"), row.income_fen, "money"),
        (Text("效果", "Effect"), row.effect, "longtext"),
        (Text("旗县确认日期", "Confirmed on"), row.confirmed_on, "date"),
    ]
    if agreed:
        named = (Text("服务协议", "Agreement"), str(agreed), "text", agreed.get_absolute_url())
        facts.append(named)
    return pages.record(
        request,
        "technique",
        row,
        facts=facts,
        template="fieldwork/technique.html",
        files=list(attachments.of("technique", row.pk)) if held else [],
        may_attach=row.state == "reported" and "commissioner" in held,
    )


@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a technique spread under an agreement."""
    row = queries.agreement_for(request.actor, pk)

    def act(given: Mapping[str, Any]) -> Any:
        return actions.report(row.pk, given, actor=request.actor)

    title = Text("上报推广的技术", "Report a technique")
    back = row.get_absolute_url()
    return ask(request, title, rules.TECHNIQUE_FORM, act, about=str(row), back=back)
