"""Who writes along on an application, in which part, and on what that rests."""

from django.db.models import Q, QuerySet

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours
from xingmeng.engines.forms import Field, Question, Section
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications.models import Application, Collaborator
from xingmeng.stages.registry import queries as registry

ROLES: dict[str, Text] = {
    "contributor": Text("参与填写", "Contributor"),
    "finance_writer": Text("经费填写", "Finance: the budget alone"),
    "reader": Text("只读", "Reader"),
}
BASES: dict[str, Text] = {
    "agent": Text("本单位授权", "Authorised by the unit"),
    "partner": Text("联合单位", "Of a partner"),
    "address": Text("受邀请", "Invited"),
}
BUDGET = frozenset({"budget", "budget_basis"})  # the sections about money


def live(actor: Actor) -> QuerySet[Collaborator]:
    """The collaborations of a person that hold now; an agent's while the mandate does."""
    today = clock.today()
    own = Q(application__organisation__mandates__user_id=actor.user_id)
    begun = Q(application__organisation__mandates__from_on__lte=today)
    runs = Q(application__organisation__mandates__until_on__gte=today)
    ended = Q(application__organisation__mandates__ended_on__lte=today)
    rows = Collaborator.objects.filter(user_id=actor.user_id or -1, ended_at=None)
    mandated = rows.filter(own & begun & runs & ~ended).values("pk")
    held = ~Q(basis="agent") | Q(pk__in=mandated)
    return rows.exclude(accepted_at=None).filter(held)


def role_in(actor: Actor, application: Application) -> str:
    """The part somebody outside the unit has in an application; empty if none."""
    if not actor.user_id:
        return ""
    found = live(actor).filter(application_id=application.pk)
    return found.values_list("role", flat=True).first() or ""


def parts_of(actor: Actor, application: Application, sections: tuple[Section, ...]):
    """The questions somebody may answer, where that is not all of them: a finance writer."""
    own = application.organisation_id in actor.organisations
    if own or role_in(actor, application) != "finance_writer":
        return None
    return frozenset(
        q.name for s in sections for q in s.fields if s.name in BUDGET or _money(q)
    )


def _money(question: Question) -> bool:
    columns = (question,) if isinstance(question, Field) else question.columns
    return any(column.kind == "money" for column in columns)


def may_share(actor: Actor, application: Application) -> bool:
    """Who may hand in may also say who writes along, while it is not decided."""
    own = application.organisation_id in actor.organisations
    led = application.lead_writer_id in (None, actor.user_id)
    return own and led


def against(actor: Actor, application: Application, role: str) -> list[Finding]:
    """What stands against an invitation, apart from whom it is for."""
    found = [] if may_share(actor, application) else [not_yours("applicant")]
    if application.state not in application.writable_in:
        needed = list(application.writable_in)
        found.append(Finding("wrong_state", {"state": application.state, "needed": needed}))
    if role not in ROLES:
        found.append(Finding("not_an_option", {"field": "role"}))
    return found


def basis_of(user_id: int, application: Application, codes: list[str]) -> str:
    """On what somebody with an account may be asked: the unit's mandate, a partner; or not."""
    employers = registry.employers_of(user_id)
    if application.organisation_id in employers:
        return "agent"
    partners = {unit.pk for unit in registry.by_credit_codes(codes).values()}
    return "partner" if partners & employers else ""
