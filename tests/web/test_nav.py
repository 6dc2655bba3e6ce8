"""The way around: who is offered which pages, and that each of them opens."""

import re

import pytest

from xingmeng.demo import cast
from xingmeng.web import nav

LINK = re.compile(r'<li><a href="([^"]+)"( aria-current="page")?>')


def offered(client, path: str = "/") -> list[tuple[str, bool]]:
    text = client.get(path).content.decode()
    menu = text[text.index('id="site-nav"') : text.index("</nav>", text.index('id="site-nav"'))]
    return [(url, bool(current)) for url, current in LINK.findall(menu)]


def test_nobody_is_offered_the_public_pages(people, sign_in):
    assert [url for url, _ in offered(sign_in())] == [
        "/calls/challenges/",
        "/calls/",
        "/offers/",
        "/chains/",
        "/policy/",
        "/policy/plans/",
        "/partners/",
        "/platforms/",
        "/results/",
        "/fieldwork/",
        "/showcase/",
        "/objections/",
        "/board/",
        "/search/",
    ]


@pytest.mark.parametrize("player", cast.PLAYERS, ids=lambda p: p.username)
def test_all_that_is_offered_opens(people, sign_in, player):
    client = sign_in(player.username)
    urls = [url for url, _ in offered(client)]

    assert len(urls) == len(set(urls))
    opened = {url: client.get(url, follow=True).status_code for url in urls}
    assert opened == dict.fromkeys(urls, 200)


@pytest.mark.parametrize(
    ("username", "own"),
    [
        ("issuer", {"/needs/", "/applications/", "/review/sheets/", "/awards/contracts/"}),
        ("expert", {"/review/sheets/"}),
        ("finance", {"/funds/payments/", "/funds/appropriations/"}),
        ("leader", {"/funds/payments/"}),
        ("discipline", {"/review/rounds/", "/meetings/"}),
        ("chair", {"/meetings/"}),
    ],
)
def test_each_role_is_offered_its_own_work(people, sign_in, username: str, own: set[str]):
    assert own <= {url for url, _ in offered(sign_in(username))}


def test_an_expert_is_not_offered_money(people, sign_in):
    urls = [url for url, _ in offered(sign_in("expert"))]

    assert not [url for url in urls if url.startswith(("/funds/", "/applications/"))]


def test_the_page_one_is_on_is_marked_and_only_that(people, sign_in):
    marked = [
        url for url, current in offered(sign_in("officer"), "/calls/challenges/") if current
    ]

    assert marked == ["/calls/challenges/"]


def test_every_item_speaks_both_languages():
    labels = [label for label, _ in nav.PUBLIC] + [label for label, _, _ in nav.OWN]

    assert all(label.zh and label.en for label in labels)
    assert (
        len({label.zh for label in labels})
        == len({label.en for label in labels})
        == len(labels)
    )
