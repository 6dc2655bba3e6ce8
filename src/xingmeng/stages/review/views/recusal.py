"""The page of who must step aside in a round, for those who are free of it themselves."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xingmeng.core import lists
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.review import queries
from xingmeng.stages.review.rules.recusal import KINDS

LIFTED = {
    "": Text("须回避", "Steps aside"),
    "mended": Text("登记已更正", "Tie mended"),
    "published": Text("已公示", "Made public"),
}


def _listing(titles: dict[int, str]) -> Listing:
    """The ties of one round; `titles` names its candidates by what they stand for."""
    return Listing(
        title=Text("回避情形", "Who must step aside"),
        columns=(
            Column(
                key="who",
                label=Text("人员", "Person"),
                value=lambda c: c.user.get_full_name(),
                sort=("user__first_name",),
            ),
            Column(
                key="what",
                label=Text("申报", "Application"),
                value=lambda c: titles.get(c.subject_id, ""),
                sort=("subject_id",),
            ),
            Column(
                key="tie",
                label=Text("情形", "Tie"),
                value=lambda c: KINDS[c.tie],
                sort=("tie",),
            ),
            Column(key="path", label=Text("依据", "Path"), value=lambda c: c.told),
            Column(
                key="at",
                label=Text("发现时间", "Found"),
                value=lambda c: c.found_at,
                kind="datetime",
                sort=("found_at",),
            ),
            Column(
                key="state", label=Text("状态", "State"), value=lambda c: LIFTED[c.lifted_why]
            ),
        ),
        search=("user__first_name",),
        order=("-pk",),
        filters=(
            Filter(
                name="tie",
                label=Text("情形", "Tie"),
                field="tie",
                options=lambda: [("", Text("全部", "All")), *KINDS.items()],
            ),
        ),
        empty=Text("没有发现须回避的情形。", "No ties were found."),
    )


@login_required
@require_safe
def conflicts(request: HttpRequest, pk: int) -> HttpResponse:
    """Ties on record with a round's candidates, each with its path; also as a file."""
    about = queries.round_for(request.actor, pk)
    shown = queries.candidates_for(request.actor, about)
    titles = {row.subject_id: row.title for row in shown if row.kind == "application"}
    return lists.respond(request, _listing(titles), queries.conflicts_of(request.actor, about))
