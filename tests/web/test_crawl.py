"""Every page that anybody can reach by links answers, is whole, and writes nothing."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve

from xingmeng.demo import cast

pytestmark = [pytest.mark.slow]
ACCOUNTS = ["", *(player.username for player in cast.PLAYERS)]
FIRST = {player.role: player.username for player in reversed(cast.PLAYERS)}  # of each role
ENGLISH = ["", *FIRST.values()]
ON_POSTGRESQL = {(name, "zh-hans") for name in ("", "issuer", "expert", "officer")}
UNRENDERED = re.compile(r"\{%|%\}|\{\{|\}\}|\{#|<Text |Text\(zh=|object at 0x|__row__-\d")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
NOT_DOMAIN = ("django_session",)
MOST = 2500  # pages; more would be a trap of links that breed links
FILES = 3  # of a kind: a list as a file is the same in every order, and has all its rows
WHOLE = {  # who looks at nearly all cases; others at a few, and at fewer orders of a list
    ("", "zh-hans"),
    ("officer", "zh-hans"),
}
MANY, CASES, ORDERS = 15, 5, 2


class Links(HTMLParser):
    """The addresses of a page's links, and of what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.found.append(given["href"])
        if given.get("id"):
            self.ids.append(given["id"])


def writes_of(statements: list[str]) -> list[str]:
    """Statements that change what is kept; sessions and their own tables do not count."""
    return [s for s in statements if WRITES.match(s) and not any(t in s for t in NOT_DOMAIN)]


def faults_of(path: str, response, links: Links) -> list[str]:
    """What is wrong with one answer."""
    found = []
    if response.status_code >= 400:
        found.append(f"{response.status_code} {path}")
    if not response.get("Content-Type", "").startswith("text/html"):
        return found
    text = response.content.decode()
    broken = UNRENDERED.search(re.sub(r"<template>.*?</template>", "", text, flags=re.DOTALL))
    if broken:
        found.append(f"{path}: unrendered {text[broken.start() : broken.start() + 60]!r}")
    if twice := {name for name in links.ids if links.ids.count(name) > 1}:
        found.append(f"{path}: ids stand twice: {sorted(twice)}")
    return found


def is_made_once(path: str, language: str) -> bool:
    """Documents, exports and sorted lists do not differ by language: once is enough."""
    return language == "en" and (".pdf" in path or "format=" in path or "sort=" in path)


def kind_of(target: str) -> tuple[str, tuple[str, ...]]:
    """Which page an address shows, whatever the case: the view and what is asked of it."""
    path, _, query = target.partition("?")
    try:
        name = resolve(path).view_name
    except Resolver404:
        name = path
    return name, tuple(sorted({part.partition("=")[0] for part in query.split("&")}))


def targets_of(path: str, response, links: Links) -> list[str]:
    """The addresses of this site that an answer leads to."""
    found = [urldefrag(urljoin(path, link))[0] for link in links.found]
    if response.status_code in (301, 302):
        found = [urljoin(path, response["Location"])]
    return [target for target in found if target.startswith("/")]


def most_of_a_kind(target: str, *, whole: bool) -> int:
    if whole:
        return FILES if "format=" in target else MANY
    return ORDERS if "?" in target else CASES


def crawl(client: Client, language: str, *, whole: bool) -> tuple[list[str], set[str]]:
    """Follow every link from the front page, to so many pages of a kind at most.

    Returns what is wrong, and all that was reached.
    """
    found: list[str] = []
    waiting, seen, kinds = ["/"], {"/"}, Counter()
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        links = Links()
        if response.get("Content-Type", "").startswith("text/html"):
            links.feed(response.content.decode())
        elif response.streaming:
            b"".join(response.streaming_content)
        found += faults_of(path, response, links)
        for target in targets_of(path, response, links):
            if is_made_once(target, language):
                continue
            if target in seen:
                continue
            kind = kind_of(target)
            kinds[kind] += 1
            if kinds[kind] <= most_of_a_kind(target, whole=whole):
                seen.add(target)
                waiting.append(target)
        assert len(seen) < MOST, sorted(seen)[:50]
    return found, seen


@pytest.mark.parametrize(
    ("username", "language"),
    [(name, "zh-hans") for name in ACCOUNTS] + [(name, "en") for name in ENGLISH],
    ids=lambda word: word or "nobody",
)
def test_every_link_answers_and_writes_nothing(demo, db, sign_in, username, language):
    if connection.vendor != "sqlite" and (username, language) not in ON_POSTGRESQL:
        pytest.skip("of what reads the same rows, one is enough")
    client = sign_in(username, language=language)
    statements: list[str] = []

    def listen(execute, sql, *rest):
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        found, seen = crawl(client, language, whole=(username, language) in WHOLE)

    assert found == []
    assert len(seen) > 10
    assert writes_of(statements) == []
