"""Pages about organisations: the directory, one of them, registering, letting people in."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import clock, lists, pages
from xingmeng.core.actor import prefix
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.roles import label_of
from xingmeng.core.words import say
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import actions, queries, rules
from xingmeng.stages.registry.forms import (
    IntegrityForm,
    MandateForm,
    MemberForm,
    OrganisationForm,
    RoleForm,
)
from xingmeng.stages.registry.views import known


def areas() -> list[tuple[str, Text]]:
    everywhere = ("", Text("全部地区", "All areas"))
    return [everywhere, *((prefix(r.code), r.name) for r in queries.regions())]


LISTING = Listing(
    title=Text("单位", "Organisations"),
    columns=(
        Column(
            key="name",
            label=Text("单位名称", "Name"),
            value=lambda o: o.name,
            sort=("name_zh",),
        ),
        Column(key="kind", label=Text("性质", "Kind"), value=lambda o: rules.KINDS[o.kind]),
        Column(
            key="region",
            label=Text("地区", "Area"),
            value=lambda o: o.region.name,
            sort=("region_id",),
        ),
        Column(
            key="code",
            label=Text("统一社会信用代码", "Credit code"),
            value=lambda o: o.credit_code,
            sort=("credit_code",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda o: rules.ORGANISATION.state(o.state),
            kind="state",
        ),
    ),
    search=("name_zh", "name_en", "credit_code"),
    order=("name_zh", "pk"),
    filters=(
        Filter(
            name="area",
            label=Text("地区", "Area"),
            field="region__code__startswith",
            options=areas,
        ),
        Filter(
            name="kind",
            label=Text("性质", "Kind"),
            field="kind",
            options=lambda: [("", Text("全部", "All")), *rules.KINDS.items()],
        ),
    ),
)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The directory."""
    return lists.respond(request, LISTING, queries.visible_to(request.actor))


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation with what this reader may know of it."""
    row = queries.get_for(request.actor, pk)
    facts = [
        (Text("统一社会信用代码", "Credit code"), row.credit_code, "text"),
        (Text("性质", "Kind"), rules.KINDS[row.kind], "text"),
        (Text("地区", "Area"), row.region.name, "text"),
        (Text("行业", "Industry"), row.industry.name if row.industry else "", "text"),
        (Text("成立日期", "Registered on"), row.registered_on, "date"),
        (Text("法定代表人", "Legal representative"), row.legal_representative, "text"),
        (Text("科研诚信", "Integrity"), _ban(row), "text"),
        (Text("来源", "Source"), Text(row.source.title_zh, row.source.title_en), "text"),
    ]
    return pages.record(
        request,
        "organisation",
        row,
        facts=facts,
        template="registry/organisation.html",
        yearly=known.figures(request.actor, row),
        **known.on_record(request.actor, row),
        members=queries.members_for(request.actor, row),
        may_let_in="organisation_administrator" in rules.roles_of(request.actor, row),
        integrity=_integrity(request, row),
        may_record_integrity=rules.may_record_integrity(request.actor, row),
        mandates=_mandates(request, row),
        may_give_mandates=rules.may_give_mandates(request.actor, row),
    )


def _ban(row) -> Text | None:
    """The live ban as a plain fact; who looks does not matter."""
    bans = queries.live_bans(row, on=clock.today())
    if not bans:
        return None
    number, until = bans[-1].decision_number, bans[-1].until_on
    zh = f"至 {until} 限制申报" if until else "长期限制申报"
    en = f"Barred from applying until {until}" if until else "Barred from applying"
    return Text(f"{zh}（{number}）", f"{en} ({number})")


def _integrity(request: HttpRequest, row) -> list[dict]:
    """Each decision with its words, and whether it holds today."""
    today = clock.today()
    return [
        {
            "row": one,
            "kind": rules.MISCONDUCT.get(one.kind, rules.MISCONDUCT["other"]),
            "measure": rules.MEASURES.get(one.measure, one.measure),
            "live": rules.banned([one], today),
        }
        for one in queries.integrity_for(request.actor, row)
    ]


@login_required
def record_integrity(request: HttpRequest, pk: int) -> HttpResponse:
    """A discipline officer puts a decision on misconduct on record."""
    row = queries.get_for(request.actor, pk)
    if not rules.may_record_integrity(request.actor, row):
        raise Http404
    about = request.GET.get("about", "")[:60]
    begun = {"from_on": clock.today(), "grounds": about}
    form = IntegrityForm(request.POST or None, initial=begun)
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_integrity(row.pk, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(row)
    context = {"form": form, "errors": errors, "organisation": row}
    status = 409 if errors else 200
    return render(request, "registry/integrity.html", context, status=status)


def _mandates(request: HttpRequest, row) -> list[dict]:
    """Each mandate with whether it holds today."""
    today = clock.today()
    return [
        {"row": one, "live": rules.is_live(one, today), "over": bool(one.ended_on)}
        for one in queries.mandates_for(request.actor, row)
    ]


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """State a unit's facts once; the bureau confirms them."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.register_organisation(actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            return _with_form(request, form, refused.findings)
        return redirect(row)
    return _with_form(request, form, ())


def _with_form(
    request: HttpRequest, form: OrganisationForm, findings: tuple[Finding, ...]
) -> HttpResponse:
    context = {"form": form, "errors": findings}
    status = 409 if findings else 200
    return render(request, "registry/register.html", context, status=status)


@login_required
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a colleague's account act for the unit."""
    row = queries.get_for(request.actor, pk)
    if "organisation_administrator" not in rules.roles_of(request.actor, row):
        raise Http404
    form = MemberForm(request.POST or None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        found = get_user_model().objects.filter(username=form.cleaned_data["username"]).first()
        if found:
            role = form.cleaned_data["role"]
            actions.give_role(found.pk, role, organisation_id=row.pk, actor=request.actor)
            messages.success(request, say(Text("已加入。", "Let in.")))
            return redirect(row)
        findings = (Finding("username_unknown", {"field": "username"}),)
    context = {"form": form, "errors": findings, "organisation": row}
    return render(request, "registry/let_in.html", context)


@login_required
def give_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody of the unit a dated authorisation to sign for it."""
    row = queries.get_for(request.actor, pk)
    if not rules.may_give_mandates(request.actor, row):
        raise Http404
    form = MandateForm(request.POST or None)
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        errors = _mandate(request, pk, dict(form.cleaned_data))
        if not errors:
            messages.success(request, say(Text("已授权。", "Authorised.")))
            return redirect(row)
    context = {"form": form, "errors": errors, "organisation": row}
    return render(request, "registry/mandate.html", context, status=409 if errors else 200)


def _mandate(request: HttpRequest, pk: int, asked: dict) -> tuple[Finding, ...]:
    found = get_user_model().objects.filter(username=asked.pop("username")).first()
    if found is None:
        return (Finding("username_unknown", {"field": "username"}),)
    try:
        actions.give_mandate(pk, found.pk, actor=request.actor, **asked)
    except Refused as refused:
        return refused.findings
    return ()


@login_required
@require_POST
def end_mandate(request: HttpRequest, pk: int, mandate: int) -> HttpResponse:
    """End a mandate today."""
    row = queries.get_for(request.actor, pk)
    if not queries.mandates_for(request.actor, row).filter(pk=mandate).exists():
        raise Http404
    actions.end_mandate(mandate, actor=request.actor)
    return redirect(row)


@login_required
def staff(request: HttpRequest) -> HttpResponse:
    """Who works for the region in which role; an administrator gives and ends roles."""
    if "administrator" not in request.actor.roles:
        raise Http404
    form = RoleForm(request.POST or None)
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        errors = _give(request, form.cleaned_data)
        if not errors:
            return redirect("registry:staff")
    names = {r.code: r.name for r in queries.regions()}
    held = [
        {"membership": m, "role": label_of(m.role), "area": names.get(m.area, m.area)}
        for m in queries.staff_for(request.actor)
    ]
    context = {"form": form, "errors": errors, "held": held}
    return render(request, "registry/staff.html", context, status=409 if errors else 200)


def _give(request: HttpRequest, asked: dict) -> tuple[Finding, ...]:
    found = get_user_model().objects.filter(username=asked["username"]).first()
    if found is None:
        return (Finding("username_unknown", {"field": "username"}),)
    try:
        actions.give_role(found.pk, asked["role"], area=asked["area"], actor=request.actor)
    except Refused as refused:
        return refused.findings
    return ()


@login_required
@require_POST
def end_role(request: HttpRequest, membership: int) -> HttpResponse:
    """End a role for the region or an area."""
    if not queries.staff_for(request.actor).filter(pk=membership).exists():
        raise Http404
    actions.end_role(membership, actor=request.actor)
    return redirect("registry:staff")


@login_required
@require_POST
def let_out(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """End a colleague's role."""
    row = queries.get_for(request.actor, pk)
    if not queries.members_for(request.actor, row).filter(pk=membership).exists():
        raise Http404
    actions.end_role(membership, actor=request.actor)
    return redirect(row)
