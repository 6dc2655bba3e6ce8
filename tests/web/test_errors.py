"""When something is not to be seen, not possible, or not allowed: words and a way back."""

import pytest

WAYS = {"zh-hans": "找不到这一页", "en": "No such page"}


@pytest.mark.parametrize("path", ["/no/such/page/", "/needs/9999-9999/", "/indicators/none/"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_not_there_says_so(people, sign_in, path: str, language: str):
    response = sign_in("officer", language=language).get(path)
    text = response.content.decode()

    assert response.status_code == 404
    assert WAYS[language] in text
    assert 'href="/desk/"' in text


@pytest.mark.parametrize(
    "path",
    [
        "/move/need/9999-9999/submit/",
        "/move/nothing/9999-9999/submit/",
        "/move/organisation/9999-9999/no_such_step/",
        "/attach/need/9999-9999/",
        "/files/9999-9999/",
    ],
)
def test_addresses_that_one_makes_up_are_not_there(people, sign_in, path: str):
    client = sign_in("officer")
    response = client.post(path) if path.startswith("/attach/") else client.get(path)

    assert response.status_code == 404


def test_not_to_be_seen_looks_like_not_there(people, sign_in):
    owner, other = sign_in("issuer"), sign_in("dairy")
    own = owner.post("/needs/new/", {"organisation": _organisation(owner)})["Location"]
    page = own.removesuffix("write/")

    assert owner.get(page).status_code == 200
    hidden = other.get(page)
    absent = other.get("/needs/9999-9999/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "找不到这一页" in hidden.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "这件事现在不能办理"), ("en", "This cannot be done now")],
)
def test_a_refusal_lists_its_reasons(people, sign_in, language: str, words: str):
    client = sign_in("officer", language=language)

    refused = client.post("/needs/new/", {"organisation": "1"})

    text = refused.content.decode()
    assert refused.status_code == 409
    assert words in text
    assert '<ul class="reasons"><li>' in text


def test_a_refusal_for_a_script_is_json(people, sign_in):
    refused = sign_in("officer").post(
        "/needs/new/", {"organisation": "1"}, headers={"Accept": "application/json"}
    )

    assert refused.status_code == 409
    assert len(refused.json()["errors"]) == 1


@pytest.mark.parametrize(
    "path", ["/desk/", "/needs/", "/move/need/9999-9999/submit/", "/calls/new/"]
)
def test_nobody_is_led_to_sign_in_and_back(people, sign_in, path: str):
    response = sign_in().get(path)

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", ["/attach/milestone/9999-9999/", "/files/9999-9999/remove/"])
def test_what_changes_is_only_posted(people, sign_in, path: str):
    assert sign_in("bidder").get(path).status_code == 405


def test_the_page_for_a_broken_server_needs_nothing_of_it():
    from django.template.loader import get_template

    text = get_template("500.html").render({})

    assert "平台出错了" in text
    assert "Something broke" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "您不能查看这一页"), ("en", "This page is not open to you")],
)
def test_the_page_for_what_is_not_allowed(people, rf, language: str, words: str):
    from django.template.loader import render_to_string
    from django.utils import translation

    with translation.override(language):
        text = render_to_string("403.html", request=rf.get("/"))

    assert words in text


def _organisation(client) -> str:
    import re

    form = client.get("/needs/new/").content.decode()
    return re.search(r'name="organisation" value="(\d+)"', form)[1]
