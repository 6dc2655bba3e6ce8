"""Opening marks of others, the list of who did, and a round's tables as files."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import codes, exports, lists
from xingmeng.core.lists import Column, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.views import tables

WHAT = tables.TITLES | {"sheets": Text("评分表", "Mark sheets")}
OPENINGS = Listing(
    title=Text("评分查阅记录", "Who opened marks"),
    columns=(
        Column(
            key="at",
            label=Text("时间", "When"),
            value=lambda o: o.at,
            kind="datetime",
            sort=("at",),
        ),
        Column(key="by", label=Text("查阅人", "Who"), value=lambda o: o.by.get_full_name()),
        Column(key="what", label=Text("内容", "What"), value=lambda o: WHAT[o.what]),
        Column(key="round", label=Text("评审", "Review"), value=lambda o: o.round.title),
        Column(
            key="candidate",
            label=Text("评审对象", "Candidate"),
            value=lambda o: o.candidate.title if o.candidate else "",
        ),
    ),
    search=("round__title", "candidate__title", "by__first_name", "by__last_name"),
    order=("-pk",),
    empty=Text("还没有人查阅过评分。", "Nobody has opened any marks."),
)


@login_required
@require_POST
def open_marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the reading on record, then go back to where the marks now show."""
    about = queries.round_for(request.actor, pk)
    chosen = request.POST.get("candidate", "")
    own = {codes.of(c): c.pk for c in queries.candidates_for(request.actor, about)}
    if chosen and chosen not in own:
        raise Http404
    actions.open_marks(about.pk, candidate_id=own.get(chosen), actor=request.actor)
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe and back.startswith("/") else about.get_absolute_url())


@login_required
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Every access to marks, for discipline officers."""
    if "discipline" not in request.actor.roles:
        raise Http404
    return lists.respond(request, OPENINGS, queries.openings_for(request.actor))


@login_required
def files(request: HttpRequest, pk: int) -> HttpResponse:
    """A round's marks, conflicts, draws or assignments as a file, with names or without.

    Taking a file out is put on record as opening the marks is.
    """
    about = queries.round_for(request.actor, pk)
    if request.method != "POST":
        shown = {"round": about, "what": tables.TITLES.items(), "formats": exports.FORMATS}
        return render(request, "review/files.html", shown)
    what, form = request.POST.get("what", ""), request.POST.get("format", "")
    if what not in tables.TITLES or form not in exports.FORMATS:
        raise Http404
    listing, rows = tables.table(
        request.actor, about, what, named=request.POST.get("names") == "with"
    )
    actions.open_marks(about.pk, what=what, actor=request.actor)
    response = exports.respond(form, listing, rows)
    response["Content-Disposition"] = f'attachment; filename="{what}-{codes.of(about)}.{form}"'
    return response
