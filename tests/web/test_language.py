"""Chinese unless the reader chose English; the switch keeps the page."""

import re

import pytest

CHINESE = re.compile("[\u4e00-\u9fff]")
WISHES = ["", "en", "en-GB,en;q=0.9", "fr-FR,fr;q=0.8,en;q=0.5", "zh-TW"]


@pytest.mark.parametrize("wish", WISHES)
def test_chinese_whatever_the_browser_wishes(people, sign_in, wish: str):
    response = sign_in().get("/", HTTP_ACCEPT_LANGUAGE=wish)

    assert response["Content-Language"] == "zh-hans"
    assert '<html lang="zh-Hans"' in response.content.decode()
    assert "有难题，来揭榜" in response.content.decode()


@pytest.mark.parametrize("chosen", ["fr", "zh-hans", "../x", ""])
def test_a_language_that_is_not_offered_is_chinese(people, sign_in, chosen: str):
    response = sign_in(language=chosen).get("/")

    assert '<html lang="zh-Hans"' in response.content.decode()


def test_the_switch_keeps_page_and_filters(people, sign_in):
    client = sign_in()
    page = "/calls/challenges/?theme=farming&sort=-amount"
    form = client.get(page).content.decode()
    kept = re.search(r'name="next" value="([^"]+)"', form)[1].replace("&amp;", "&")

    switched = client.post("/i18n/setlang/", {"language": "en", "next": kept})

    assert kept == page
    assert (switched.status_code, switched["Location"]) == (302, page)
    again = client.get(page).content.decode()
    assert '<html lang="en"' in again
    assert 'name="language" value="zh-hans"' in again


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/x"])
def test_the_switch_leads_to_no_other_site(people, sign_in, elsewhere: str):
    client = sign_in()

    switched = client.post("/i18n/setlang/", {"language": "en", "next": elsewhere})

    assert "example.org" not in switched["Location"]


@pytest.mark.parametrize("path", ["/", "/board/", "/calls/challenges/", "/receipts/", "/desk/"])
def test_an_english_page_speaks_english(people, sign_in, path: str):
    text = sign_in("officer", language="en").get(path).content.decode()
    text = re.sub(r'<(\w+)[^>]*\slang="zh[^>]*>.*?</\1>', "", text, flags=re.DOTALL)
    text = re.sub(r"苏日娜|苏|科技兴蒙", "", text)  # a person's name; the name of the drive
    shown = re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.DOTALL)

    assert sorted(set(CHINESE.findall(shown))) == []
