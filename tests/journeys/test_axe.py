"""Every page of the thread, for the role that uses it: usable by everyone, at every width."""

import os
from pathlib import Path

import pytest

from tests.journeys.site import Site

AXE = (
    Path(__file__).parents[2] / "src" / "xingmeng" / "web" / "static" / "vendor" / "axe.min.js"
)
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
COLOURS = {"type": "rule", "values": ["color-contrast", "target-size", "link-in-text-block"]}
# The page wears the theme, and has been painted in it. The wall is always dark.
PAINTED = """scheme => new Promise((done) => {
    const theme = document.body.matches('.wall') ? 'dark' : scheme;
    const worn = () => done(document.documentElement.dataset.bsTheme === theme);
    requestAnimationFrame(() => setTimeout(worn, 50));
})"""
WIDE, NARROW = 1280, 360
# Both themes at both widths; what depends on neither is looked for at the first two. English
# changes no colour and no markup: once in full, and once for what its longer words push about.
LOOKS = {
    "zh-hans": (
        ("light", WIDE, TAGS),
        ("dark", NARROW, TAGS),
        ("dark", WIDE, COLOURS),
        ("light", NARROW, COLOURS),
    ),
    "en": (("light", WIDE, TAGS), ("dark", NARROW, COLOURS)),
}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Who reads which pages. `first:LIST` is the first record of a list; `last:` its last one;
# `then:` is a link on the page before it whose address holds these words.
PAGES: dict[str, tuple[str, ...]] = {
    "": (
        "/",
        "/accounts/login/",
        "/accounts/signup/",
        "/board/",
        "/board/?measure=agreed_amount",
        "/board/wall/",
        "/results/",
        "/objections/",
        "/showcase/",
        "/search/",
        "/search/?q=稀",
        "/search/?q=没有这个词",
        "/verify/",
        "/calls/challenges/",
        "first:/calls/challenges/",
        "/awards/",
        "first:/awards/",
        "/outcomes/",
        "first:/outcomes/",
        "first:/indicators/technology_contracts/",
        "first:/indicators/incomes_shared/",
        "/indicators/support_paid/",
        "/indicators/support_paid/?area=1502",
        "first:/indicators/support_paid/?fund=1",
        "then:/delivery/milestones/",
        "/indicators/milestones_due/",
        "/funds/appropriations/",
        "first:/funds/appropriations/",
        "/receipts/",
        "/policy/",
        "first:/policy/",
        "then:/policy/rules/",
        "then:/policy/parameters/",
        "/policy/rules/",
        "/policy/changes/?from=2020-12-31&to=2021-12-31",
        "/policy/plans/",
        "first:/policy/plans/",
        "first:/policy/tasks/",
        "/offers/",
        "first:/offers/",
        "/partners/",
        "/partners/network/",
        "first:/partners/agreements/",
        *("/chains/", "/chains/rare-earths/", "first:/chains/rare-earths/", "/bottlenecks/"),
        "first:/bottlenecks/",
        "/no/such/page/",
    ),
    "issuer": ("/desk/", "/needs/", "first:/needs/", "last:/needs/", "/needs/new/"),
    "dairy": (
        *("/desk/", "first:/needs/", "then:write/", "first:/needs/", "then:/submit/"),
        *("/entitlements/", "then:/entitlements/"),
    ),
    "bidder3": (
        *("/introductions/", "first:/introductions/", "/needs/shown/", "/offers/new/"),
        *("first:/needs/", "then:/offers/"),
        "/exchange/intakes/new/",
    ),
    "hydrogen": ("first:/calls/challenges/", "/organisations/<organisation:3>/"),
    "bidder": (
        "/desk/",
        "/applications/",
        "first:/applications/",
        "/awards/contracts/",
        "first:/awards/contracts/",
        "last:/awards/contracts/",
        "/delivery/milestones/",
        "first:/delivery/milestones/",
        "first:/calls/challenges/",
        "then:/applications/new/",
        "first:/outcomes/",
        "/outcomes/<outcome:5>/",
        "then:/sell/",
    ),
    "bureau": ("/desk/", "then:/needs/", "then:/endorse/", "/organisations/"),
    "officer": (
        "/desk/",
        "/calls/",
        "first:/calls/",
        "last:/calls/challenges/",
        "/calls/new/",
        "/review/rounds/",
        "first:/review/rounds/",
        "/funds/appropriations/",
        "first:/funds/appropriations/",
        "/funds/appropriations/new/",
        "first:/awards/contracts/",
        "first:/applications/",
        "/organisations/new/",
        "/letters/",
        "then:/letters/",
        "/policy/documents/new/",
        "last:/partners/",
        "then:/contacts/new/",
        "first:/policy/plans/",
        "then:/tasks/new/",
        "/policy/plans/new/",
        "/meetings/new/",
        "/funds/recoveries/",
        "first:/funds/recoveries/",
        "/desk/",
        "then:/delivery/milestones/",
        "then:/pass/",
        "/applications/repeats/",
        "first:/applications/repeats/",
        "/entitlements/list/",
        "/entitlements/batches/",
        "first:/entitlements/runs/",
        "/entitlements/simulations/new/",
        "/introductions/report/",
        "/chains/links/hydrogen-storage/",
        "then:/bottlenecks/new/",
        *("/chains/links/hydrogen-storage/place/", "first:/bottlenecks/", "then:/calls/new/"),
    ),
    "expert": ("/desk/", "/review/sheets/", "first:/review/sheets/"),
    "finance": ("/desk/", "/funds/payments/", "first:/funds/payments/", "then:/pay/"),
    "chair": (
        "/desk/",
        "then:/awards/",
        "then:/decide/",
        "/meetings/",
        "first:/meetings/",
        "/desk/",
        "then:/meetings/",
        "then:/decide/",
    ),
    "discipline": (
        "/desk/",
        "then:/awards/objections/",
        "then:/refuse/",
        "first:/review/rounds/",
        "/organisations/<organisation:2>/integrity/new/",
    ),
    "shen": (
        "/desk/",
        "then:/awards/contracts/",
        "then:/sign_as_leader/",
        "/awards/contracts/<contract:1>/",
        "then:/organisations/",
    ),
    "batel": ("/desk/", "then:/review/sheets/"),
    "ordos": ("/policy/tasks/mine/", "first:/policy/tasks/mine/"),
    "leader": ("/desk/", "/board/", "/desk/", "then:/policy/supervisions/", "then:/close/"),
    "admin": ("/desk/", "first:/organisations/"),
}


def reach(page, path: str) -> bool:
    """Go to a page as the table above names it; whether there is one."""
    way, _, where = path.partition(":")
    if way == "then":
        link = page.locator(f"main a[href*='{where}']")
    elif way in ("first", "last"):
        page.goto(where)
        link = page.locator("a.row-link")
        link = link.last if way == "last" else link
    else:
        page.goto(path)
        return True
    if not link.count():
        return False
    page.goto(link.first.get_attribute("href"))
    return True


def said(violation: dict, url: str) -> str:
    where = "; ".join(node["html"][:140] for node in violation["nodes"][:3])
    return f"{url}: {violation['id']} ({violation['impact']}): {where}"


class Listener:
    """What a page loads and complains about."""

    def __init__(self, page, site: Site) -> None:
        self.found: list[str] = []
        self.own = (site.url, "data:", "blob:")
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type == "error" and "status of 404" not in message.text:
            self.found.append(f"console: {message.text}")

    def _request(self, request) -> None:
        if not request.url.startswith(self.own):
            self.found.append(f"elsewhere: {request.url}")


def look(page, name: str, screens: Path, language: str) -> list[str]:
    """What is wrong with the page in each theme and at each width."""
    found = []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme, width, rules in LOOKS[language]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(PAINTED, arg=scheme)
        result = page.evaluate(RUN, rules)
        assert result["passes"]  # it did look
        where = f"{page.url} ({scheme}, {width})"
        found += [said(violation, where) for violation in result["violations"]]
        if (over := page.evaluate(OVERFLOW)) > 0:
            found.append(f"{where}: {over} px too wide")
        if rules is TAGS and os.environ.get("XINGMENG_TEST_SCREENS"):
            shot = screens / f"look-{width}-{scheme}-{name}.png"
            page.screenshot(path=shot, full_page=True)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("username", list(PAGES), ids=lambda name: name or "nobody")
def test_pages_are_open_to_everyone(demo_site, new_context, screens, username, language):
    size = {"width": WIDE, "height": 900}
    context = new_context(base_url=demo_site.url, viewport=size, reduced_motion="reduce")
    context.add_cookies([{"name": "language", "value": language, "url": demo_site.url}])
    page = context.new_page()
    heard = Listener(page, demo_site)
    if username:
        session = {"name": "sessionid", "value": demo_site.sessions[username]}
        context.add_cookies([{**session, "url": demo_site.url}])
    wrong, missing = [], []

    for number, path in enumerate(PAGES[username]):
        if reach(page, demo_site.addressed(path)):
            name = f"{language}-{username or 'nobody'}-{number:02d}"
            wrong += look(page, name, screens, language)
        else:
            missing.append(path)

    assert wrong + heard.found == []
    assert missing == []
