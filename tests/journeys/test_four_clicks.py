"""The stranger's test: from the money paid to a milestone's scanned evidence in four clicks."""

import pytest

from tests.journeys.pages import Person

FIGURE = ("已拨付", "Support paid")
PAID_FOR = ("对应里程碑", "Paid for this milestone")
PDF_VIEWER = "elsewhere: chrome-extension://"  # the browser's own, for the file
EVIDENCE = ("佐证材料", "Evidence")


@pytest.mark.slow
@pytest.mark.parametrize(("language", "username"), [("zh-hans", "officer"), ("en", "leader")])
def test_from_money_paid_to_its_evidence_in_four_clicks(
    demo_site, new_context, screens, language, username
):
    shots = {"shots": lambda name: screens / f"four-clicks-{language}-{name}.png"}
    reader = Person(
        *(new_context, demo_site),
        username=username,
        language=language,
        at_the_door=True,  # the form of signing in
        **shots,
    )
    page = reader.page
    reader.open("/board/")

    money = page.locator("section", has=page.locator("#money"))
    figure = money.locator("div", has=page.get_by_text(reader.say(FIGURE), exact=True))
    assert figure.count()
    of_a_fund = money.locator("a[href*='/indicators/support_paid/?fund=']")
    of_a_fund.first.click()  # one: the figure opens to its records
    page.wait_for_url("**/indicators/support_paid/?fund=*")
    page.locator("a.row-link").first.click()  # two: a payment
    page.wait_for_url("**/funds/payments/*/")
    paid_for = page.locator("section", has=page.get_by_text(reader.say(PAID_FOR), exact=True))
    paid_for.get_by_role("link").first.click()  # three: the milestone it was paid for
    page.wait_for_url("**/delivery/milestones/*/")
    reader.shoot("milestone")
    evidence = page.locator("section", has=page.get_by_text(reader.say(EVIDENCE), exact=True))
    file = evidence.get_by_role("link").first
    address = file.get_attribute("href")
    with reader.context.expect_event("response", lambda r: r.url.endswith(address)) as seen:
        file.click()  # four: the file

    assert seen.value.status == 200
    assert seen.value.headers["content-type"] == "application/pdf"
    assert [f for f in reader.faults if PDF_VIEWER not in f] == []
