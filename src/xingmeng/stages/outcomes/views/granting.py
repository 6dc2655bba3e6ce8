"""Pages about grants of rights in results."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xingmeng.core import pages
from xingmeng.engines.values import Text
from xingmeng.stages.outcomes import actions
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.outcomes.queries import granting as queries
from xingmeng.stages.outcomes.rules import granting as rules
from xingmeng.stages.outcomes.views.asking import ask

FORM_WORDS = dict(rules.FORMS)


@require_safe
def right_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """One grant: what was agreed for everyone, names inside the unit."""
    row = queries.get_for(request.actor, pk)
    about, share = row.outcome, f"{row.share_pct}%" if row.share_pct else ""
    facts = [
        (Text("成果", "Outcome"), about.title, "text", about.get_absolute_url()),
        (Text("单位", "Unit"), about.organisation.name, "text"),
        (Text("方式", "Form"), FORM_WORDS[row.form], "text"),
        (
            Text("团队份额", "The team's share"),
            share,
            "text",
        ),
        (Text("使用年限", "Years of use"), row.years, "number"),
        (Text("转化决策", "Who decides"), row.terms["decides"], "longtext"),
        (Text("费用分担", "Costs"), row.terms["costs"], "longtext"),
        (Text("协议编号", "Agreement"), row.agreement_number, "text"),
        (Text("签订日期", "Signed on"), row.agreed_on, "date"),
        (Text("备案日期", "Recorded on"), row.recorded_on, "date"),
        (Text("依据", "Source"), rules.PLAN, "text"),
    ]
    return pages.record(
        request,
        "right_grant",
        row,
        facts=facts,
        template="outcomes/right_grant.html",
        holders=queries.holders_for(request.actor, row),
    )


@login_required
def ask_for_grant(request: HttpRequest, outcome: int) -> HttpResponse:
    """Ask for a share of the ownership of a result, or for its long use."""
    row = outcomes.get_for(request.actor, outcome)
    return ask(
        request,
        Text("申请赋权", "Ask for a grant of rights"),
        row,
        rules.FORM,
        lambda given: actions.ask_for_grant(row.pk, given, actor=request.actor),
    )
