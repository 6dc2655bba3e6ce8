"""The way into fieldwork: what anybody may see, and what waits for a reader's own part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import queries
from xingmeng.stages.registry import queries as registry

LISTS = (
    (Text("旗县需求", "Counties' demands"), "fieldwork:demands"),
    (Text("科技特派员和团队", "Commissioners and teams"), "fieldwork:commissioners"),
    (Text("服务协议", "Service agreements"), "fieldwork:agreements"),
    (Text("推广技术", "Techniques spread"), "fieldwork:techniques"),
    (Text("服务日志", "Service log"), "fieldwork:entries"),
    (Text("年度考核", "Yearly appraisals"), "fieldwork:appraisals"),
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Figures, the rounds, the lists, and the reader's own way in."""
    actor: Actor = request.actor
    context = {
        "figures": _figures(actor),
        "rounds": list(queries.rounds_for(actor).order_by("-year", "-number")[:10]),
        "lists": [(label, reverse(name)) for label, name in LISTS],
        "running": list(queries.running(actor, on=clock.today())) if actor.user_id else [],
        "ways": _ways(actor),
    }
    return render(request, "fieldwork/overview.html", context)


def _figures(actor: Actor) -> list[dict]:
    now = clock.now()
    teams = queries.registered_until(now, actor, kinds=("team",))
    found = [
        (Text("产业服务队", "Teams"), teams.count(), Text("支", "teams")),
        (
            Text("服务队在岗旗县", "Counties teams serve"),
            queries.counties_served(now, actor).count(),
            Text("个", "counties"),
        ),
        (
            Text("旗县确认的推广技术", "Techniques confirmed"),
            queries.spread_until(now, actor).count(),
            Text("项", "techniques"),
        ),
    ]
    return [{"label": label, "value": value, "unit": unit} for label, value, unit in found]


def _ways(actor: Actor) -> list[tuple[Text, str, str]]:
    """What this reader may begin here: label, address, icon."""
    found = [
        (
            Text(f"提出需求：{county.name_zh}", f"State a demand: {county.name_en}"),
            reverse("fieldwork:state", args=[county.code]),
            "plus",
        )
        for county in queries.own_counties(actor)
    ]
    found += [
        (
            Text(f"登记科技特派员：{unit.name.zh}", f"Enlist for {unit.name.en}"),
            reverse("fieldwork:enlist", args=[unit.pk]),
            "users",
        )
        for unit in (registry.own_organisations(actor) if actor.organisations else ())
    ]
    if "officer" in actor.roles:
        label = Text("汇总需求，开启派驻批次", "Open a round of postings")
        found.append((label, reverse("fieldwork:open_round"), "flag"))
        label = Text("开始年度考核", "Begin the yearly appraisal")
        found.append((label, reverse("fieldwork:draft_appraisals"), "list-check"))
    return found
