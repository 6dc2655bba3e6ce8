"""Every page of the thread, for the role that uses it: usable by everyone, at every width."""

from pathlib import Path

import pytest

from tests.journeys.site import Site
from xingmeng.demo import cast

AXE = (
    Path(__file__).parents[2] / "src" / "xingmeng" / "web" / "static" / "vendor" / "axe.min.js"
)
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
WIDE, NARROW = 1280, 360
LOOKS = (("zh-hans", "light", WIDE), ("en", "dark", NARROW))
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Who reads which pages. `first:LIST` is the first record of a list; `last:` its last one;
# `then:` is a link on the page before it whose address holds these words.
PAGES: dict[str, tuple[str, ...]] = {
    "": (
        "/",
        "/accounts/login/",
        "/accounts/signup/",
        "/board/",
        "/calls/challenges/",
        "first:/calls/challenges/",
        "/awards/",
        "first:/awards/",
        "/outcomes/",
        "first:/outcomes/",
        "then:/outcomes/contracts/",
        "then:/outcomes/income/",
        "/indicators/support_paid/",
        "first:/indicators/support_paid/",
        "/receipts/",
        "/no/such/page/",
    ),
    "issuer": ("/desk/", "/needs/", "first:/needs/", "last:/needs/", "/needs/new/"),
    "dairy": ("/desk/", "first:/needs/", "then:write/", "first:/needs/", "then:/submit/"),
    "hydrogen": ("first:/calls/challenges/", "/organisations/3/"),
    "bidder": (
        "/desk/",
        "/applications/",
        "first:/applications/",
        "/awards/contracts/",
        "first:/awards/contracts/",
        "then:/delivery/milestones/",
        "/delivery/milestones/",
        "first:/calls/challenges/",
        "then:/applications/new/",
        "first:/outcomes/",
        "then:/sell/",
        "last:/outcomes/",
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
    ),
    "expert": ("/desk/", "/review/sheets/", "first:/review/sheets/"),
    "finance": ("/desk/", "/funds/payments/", "first:/funds/payments/"),
    "chair": ("/desk/", "first:/awards/"),
    "discipline": ("/desk/", "first:/review/rounds/"),
    "leader": ("/desk/", "/board/"),
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


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme", "width"), LOOKS)
@pytest.mark.parametrize("username", list(PAGES), ids=lambda name: name or "nobody")
def test_pages_are_open_to_everyone(
    demo_site, new_context, screens, username, language, scheme, width
):
    context = new_context(
        base_url=demo_site.url,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "language", "value": language, "url": demo_site.url}])
    page = context.new_page()
    heard = Listener(page, demo_site)
    if username:
        page.goto("/accounts/login/")
        page.locator("#id_login").fill(username)
        page.locator("#id_password").fill(cast.PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/desk/")
    axe, wrong, missing = AXE.read_text(encoding="utf-8"), [], []

    for number, path in enumerate(PAGES[username]):
        if not reach(page, path):
            missing.append(path)
            continue
        page.evaluate(axe)
        result = page.evaluate(RUN, TAGS)
        assert result["passes"]  # it did look
        wrong += [said(v, page.url) for v in result["violations"]]
        if (over := page.evaluate(OVERFLOW)) > 0:
            wrong.append(f"{page.url}: {over} px too wide")
        name = f"{width}-{language}-{scheme}-{username or 'nobody'}-{number:02d}.png"
        page.screenshot(path=screens / f"look-{name}", full_page=True)

    assert wrong + heard.found == []
    assert missing == []
