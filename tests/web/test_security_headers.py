"""Every answer carries a strict policy; no page holds inline code; cookies are guarded."""

import re

import pytest

from xingmeng.demo import cast

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)
PUBLIC = ["/", "/board/", "/calls/challenges/", "/awards/", "/outcomes/", "/receipts/"]
OWN = ["/desk/", "/needs/", "/applications/", "/needs/new/", "/awards/contracts/"]
ODD = ["/no/such/page/", "/health/", "/receipts/key.pem", "/accounts/login/"]


def policy_of(response) -> dict[str, list[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("path", PUBLIC + ODD)
def test_everybody_gets_the_strict_policy(people, sign_in, path: str):
    response = sign_in().get(path)
    policy = policy_of(response)

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PUBLIC + OWN)
def test_a_signed_in_page_stays_in_no_cache(people, sign_in, path: str):
    response = sign_in("issuer").get(path)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert policy_of(response)["script-src"] == ["'self'"]


@pytest.mark.parametrize("path", PUBLIC + OWN + ["/no/such/page/", "/accounts/login/"])
def test_no_page_holds_inline_code(people, sign_in, path: str):
    text = sign_in("" if "login" in path else "officer").get(path).content.decode()

    assert INLINE.findall(text) == []


def test_refusals_and_redirects_carry_the_policy_too(people, sign_in):
    elsewhere = sign_in().get("/desk/")
    refused = sign_in("officer").post("/needs/new/", {"organisation": "1"})

    assert elsewhere.status_code == 302
    assert refused.status_code == 409
    assert policy_of(elsewhere) == policy_of(refused)


def test_cookies_are_kept_from_scripts_and_other_sites(people, sign_in):
    client = sign_in()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "issuer", "password": cast.PASSWORD})
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    cookies = client.cookies

    assert {"sessionid", "csrftoken", "language"} <= set(cookies)
    assert {n: bool(c["httponly"]) for n, c in cookies.items()} == dict.fromkeys(cookies, True)
    assert {n: c["samesite"] for n, c in cookies.items()} == dict.fromkeys(cookies, "Lax")


def test_a_form_without_its_token_is_not_carried_out(people):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/receipts/", {"receipt": "{}"})

    assert response.status_code == 403
    assert "请返回上一页" in response.content.decode()
