"""From no account to a unit that may act: signing up, registering, confirming, letting in."""

import re

import pytest
from django.test import Client

from xingmeng.demo import cast

WORD = "cao-yuan-2024-xing"
UNIT = cast.Unit(
    key="new",
    name_zh="包头市新程新材料有限公司（演示）",
    name_en="",
    kind="enterprise",
    region="150203",
    place="150299",
    serial="MA0DEM99",
)
FORM = {
    "credit_code": UNIT.credit_code,
    "name_zh": UNIT.name_zh,
    "kind": "enterprise",
    "region": "150203",
    "registered_on": "2019-05-18",
    "legal_representative": "包力高",
    "address": "包头市昆都仑区",
}


def sign_up(name: str) -> Client:
    client = Client()
    client.get("/accounts/signup/")
    given = {
        "username": name,
        "email": f"{name}@example.org",
        "name": "萨仁",
        "password1": WORD,
        "password2": WORD,
    }
    response = client.post("/accounts/signup/", given)
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    return client


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.fixture
def newcomer(people) -> Client:
    return sign_up("newcomer")


@pytest.fixture
def registered(newcomer) -> tuple[Client, str]:
    """A newcomer whose unit waits for its bureau, and the unit's address."""
    response = newcomer.post("/organisations/new/", FORM)
    assert response.status_code == 302, response.content.decode()[:3000]
    return newcomer, response["Location"]


def confirm(path: str, sign_in) -> None:
    code = re.search(r"/([^/]+)/$", path)[1]
    done = sign_in("bureau").post(f"/move/organisation/{code}/confirm/")
    assert done.status_code == 302


def test_a_newcomer_is_told_to_register_a_unit(newcomer):
    desk = text_of(newcomer, "/desk/")

    assert "萨仁，您好" in desk
    assert "登记我的单位" in desk
    assert 'href="/organisations/new/"' in desk


def test_a_newcomer_without_a_unit_is_led_to_register(newcomer):
    assert 'href="/organisations/new/"' in text_of(newcomer, "/needs/new/")


def test_a_unit_waits_for_its_bureau(registered, sign_in):
    newcomer, path = registered

    assert "待核实" in text_of(newcomer, path)
    assert UNIT.name_zh in text_of(sign_in("bureau"), "/desk/")
    assert UNIT.name_zh not in text_of(sign_in("ordos"), "/desk/")
    assert sign_in().get(path).status_code == 404


def test_a_unit_that_waits_may_not_act_yet(registered):
    newcomer, _ = registered

    assert 'type="radio" name="organisation"' not in text_of(newcomer, "/needs/new/")


def test_confirmed_the_unit_may_act(registered, sign_in):
    newcomer, path = registered

    confirm(path, sign_in)

    assert "已登记" in text_of(newcomer, path)
    assert 'type="radio" name="organisation"' in text_of(newcomer, "/needs/new/")
    assert sign_in().get(path).status_code == 200


def test_a_colleague_is_let_in_and_out_again(registered, sign_in):
    newcomer, path = registered
    confirm(path, sign_in)
    colleague = sign_up("colleague")
    assert 'href="/needs/"' not in text_of(colleague, "/desk/")

    let_in = newcomer.post(
        f"{path}members/new/", {"username": "colleague", "role": "applicant"}
    )

    assert let_in.status_code == 302
    assert 'href="/needs/"' in text_of(colleague, "/desk/")
    assert colleague.get(f"{path}members/new/").status_code == 404
    out = re.findall(rf'action="({path}members/[^/]+/end/)"', text_of(newcomer, path))
    assert newcomer.post(out[-1]).status_code == 302
    assert 'href="/needs/"' not in text_of(colleague, "/desk/")


def test_an_unknown_colleague_is_said_so(registered):
    newcomer, path = registered

    answer = newcomer.post(
        f"{path}members/new/", {"username": "nobody-at-all", "role": "applicant"}
    )

    assert "没有这个登录名，请核对。" in answer.content.decode()


def test_a_code_that_does_not_hold_is_refused_with_words(newcomer):
    wrong = FORM | {"credit_code": UNIT.credit_code[:-1] + "?"}

    answer = newcomer.post("/organisations/new/", wrong)

    assert answer.status_code == 409
    assert "统一社会信用代码校验不通过" in answer.content.decode()
    assert UNIT.name_zh in answer.content.decode()  # nothing typed is lost


def test_a_unit_is_registered_once(registered):
    again = sign_up("second").post("/organisations/new/", FORM)

    assert again.status_code == 409
    assert "该代码的单位已登记" in again.content.decode()


def test_gaps_are_said_at_their_fields(newcomer):
    answer = newcomer.post("/organisations/new/", {"name_zh": ""})

    assert answer.content.decode().count('class="field-errors"') >= 6


@pytest.mark.parametrize("login", ["issuer", "issuer@example.org"])
def test_one_signs_in_by_name_or_address(people, login: str):
    answer = Client().post("/accounts/login/", {"login": login, "password": cast.PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


def test_signing_in_leads_back_to_the_page(people):
    given = {"login": "issuer", "password": cast.PASSWORD, "next": "/needs/"}

    assert Client().post("/accounts/login/", given)["Location"] == "/needs/"


@pytest.mark.parametrize("login", ["issuer", "nobody-at-all"])
def test_a_wrong_password_is_refused_alike_for_all(people, login: str):
    answer = Client().post("/accounts/login/", {"login": login, "password": "wrong-one"})
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "不正确" in text
    assert 'class="error-summary"' in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/"])
def test_the_entrance_speaks_both_languages(people, sign_in, path: str, language: str):
    text = text_of(sign_in(language=language), path)

    words = {"zh-hans": ("密码", "登录"), "en": ("Password", "Sign in")}[language]
    assert words[0] in text
    assert words[1] in text


def test_a_weak_password_is_not_taken(people):
    given = {
        "username": "weak",
        "email": "weak@example.org",
        "name": "弱",
        "password1": "12345678",
        "password2": "12345678",
    }

    answer = Client().post("/accounts/signup/", given)

    assert answer.status_code == 200
    assert 'class="field-errors"' in answer.content.decode()


def test_signing_out_is_a_post_and_ends_the_session(people, sign_in):
    client = sign_in("issuer")

    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/desk/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/desk/").status_code == 302
