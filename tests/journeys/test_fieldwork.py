"""Field service in the browser: from a county's demand to a log written without a network."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.fielding import DEMAND, ENTRY, TECHNIQUE
from tests.journeys.pages import SLOW_MS, Person
from tests.journeys.walk import Walk
from xingmeng.stages.fieldwork.rules.demands import DEMAND_FORM
from xingmeng.stages.fieldwork.rules.entries import TECHNIQUE_FORM, WHAT

TOLD = "from tests.fielding import fielding_until; fielding_until({step!r})"
PHONE = {"width": 360, "height": 740}
CUT = "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_FAILED"
Walked = Callable[..., Walk]


def told(step: str) -> str:
    return TOLD.format(step=step)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_demand_becomes_an_agreement(walked: Walked, language: str):
    walk = walked(told("registered"), day="2021-03-02", language=language)
    county, bureau, officer = walk["county"], walk["bureau"], walk["officer"]
    teacher, unit = walk["teacher"], walk["bidder3"]

    county.open("/fieldwork/", shot="field-overview")
    county.page.get_by_role("link", name=re.compile("提出需求|State a demand")).click()
    county.answer(DEMAND_FORM, DEMAND)
    county.shoot("demand-form")
    county.press(("提交", "Submit"))
    county.state(("待盟市科技局上报", "With the bureau"))
    bureau.take(("旗县服务需求", "County's demand"))
    bureau.move(("上报", "Pass on"))
    officer.open("/fieldwork/")
    officer.follow(("汇总需求，开启派驻批次", "Open a round of postings"))
    officer.shoot("open-round")
    officer.press(("公布", "Publish"))
    officer.state(("双向选择", "Both sides choose"))

    teacher.open("/fieldwork/demands/")
    teacher.page.locator("tbody a").first.click()
    teacher.page.get_by_role("button", name=re.compile("愿意服务|Would serve")).click()
    teacher.sees(teacher.say(("对方愿意", "would come")))
    county.open("/fieldwork/demands/")
    county.page.locator("tbody a").first.click()
    county.page.get_by_role("button", name=re.compile("选定|Choose")).click()
    county.sees(county.say(("旗县选定", "the county's choice")))
    county.shoot("demand-chosen")

    officer.move(("结束双向选择", "End the choice"))
    officer.press(("计算派驻方案", "Work out a plan"))
    officer.sees(officer.say(("已核验", "checked")))
    officer.shoot("posting-plan")
    walk["officer2"].take(("派驻方案", "Posting plan"))
    walk["officer2"].move(("确认派驻", "Confirm"))
    teacher.take(("服务协议", "Service agreement"))
    teacher.move(("接受派驻", "Accept"))
    unit.take(("服务协议", "Service agreement"))
    unit.move(("派出单位同意", "Consent"))
    county.take(("服务协议", "Service agreement"))
    county.move(("签署协议", "Sign"))
    county.state(("服务中", "In force"))
    county.shoot("service-agreement")

    walk.site.on("2021-09-01")
    teacher.open("/fieldwork/")
    teacher.page.locator("#mine + ul a").click()
    teacher.follow(("上报推广的技术", "Report a technique"))
    teacher.answer(TECHNIQUE_FORM, TECHNIQUE)
    teacher.press(("提交", "Submit"))
    teacher.state(("待旗县确认", "Reported"))
    county.take(("推广技术", "Technique spread"))
    county.move(("确认推广", "Confirm"))
    county.state(("已确认", "Confirmed"))
    county.shoot("technique")


# --- the log, with the network cut ----------------------------------------------------------


def log_page(person: Person) -> Page:
    """The log on a phone, kept for the time without a network."""
    person.page.set_viewport_size(PHONE)
    person.open("/fieldwork/log/")
    person.page.wait_for_selector("html[data-field-ready]", state="attached", timeout=SLOW_MS)
    return person.page


def write(person: Person, place: str, photos: list[dict] | None = None) -> None:
    said = {f.name: ENTRY[f.name] for f in WHAT.fields} | {"place": place}
    person.answer((WHAT,), said)
    if photos:
        person.page.locator("#photo").set_input_files(photos)
    person.press(("保存", "Save"))
    queue = person.page.locator("[data-field-queue]")
    expect(queue).to_contain_text(place, timeout=SLOW_MS)


def arrived(person: Person) -> list[str]:
    """The places of the entries that the platform has."""
    person.open("/fieldwork/entries/")
    return [cell.strip() for cell in person.page.locator("tbody tr").all_inner_texts()]


def photo(page: Page) -> dict:
    """A small picture as a camera hands it over."""
    data = page.evaluate(
        """async () => {
          const canvas = document.createElement("canvas");
          canvas.width = 2400; canvas.height = 1200;
          canvas.getContext("2d").fillRect(0, 0, 50, 50);
          const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
          return [...new Uint8Array(await blob.arrayBuffer())];
        }"""
    )
    return {"name": "现场.png", "mimeType": "image/png", "buffer": bytes(data)}


def forgive_the_cut(person: Person) -> None:
    person.faults[:] = [f for f in person.faults if not any(word in f for word in CUT)]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_written_without_a_network_arrives_once(walked: Walked, language: str):
    walk = walked(told("in_force"), day="2021-06-10", language=language)
    teacher = walk["teacher"]
    page = log_page(teacher)
    picture = photo(page)
    teacher.shoot("log")

    walk.site.stop()  # not only offline: there is no server
    teacher.context.set_offline(True)
    page.reload()
    write(teacher, "甲嘎查", [picture])
    write(teacher, "乙嘎查")
    teacher.shoot("log-offline")
    page.reload()
    expect(page.locator("[data-field-queue] li")).to_have_count(2)

    walk.site.on("2021-06-10")
    lost = []

    def lose_the_answer(route: Route) -> None:
        """The entry arrives, what the platform answers does not."""
        if route.request.method != "POST" or len(lost) > 0:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    teacher.context.route("**/fieldwork/log/", lose_the_answer)
    teacher.context.set_offline(False)
    until = time.monotonic() + SLOW_MS / 1000
    while page.locator("[data-field-queue] li").count() and time.monotonic() < until:
        page.wait_for_timeout(300)
        if retry := page.locator("[data-field-retry]:visible").all():
            retry[0].click()
    expect(page.locator("[data-field-queue] li")).to_have_count(0)

    forgive_the_cut(teacher)
    assert lost == [200]
    rows = arrived(teacher)
    assert sum("甲嘎查" in row for row in rows) == sum("乙嘎查" in row for row in rows) == 1
    assert len(rows) == 2
    teacher.shoot("log-arrived")

    page.locator("tbody tr", has_text="甲嘎查").get_by_role("link").first.click()
    expect(page.locator("#photos")).to_contain_text("1")
    link = page.locator("a[href*='/served/']").first.get_attribute("href")
    served = walk["stranger"]
    served.page.set_viewport_size(PHONE)
    served.open(link, shot="served")
    served.page.get_by_role("radio").first.check()
    served.press(("属实，确认", "Yes, confirm"))
    served.sees(served.say(("已确认", "Confirmed")))


@pytest.mark.slow
@pytest.mark.browser
def test_an_entry_that_is_refused_is_handed_back_to_be_mended(walked: Walked):
    walk = walked(told("in_force"), day="2021-06-10")
    teacher = walk["teacher"]
    page = log_page(teacher)

    teacher.answer((WHAT,), {f.name: ENTRY[f.name] for f in WHAT.fields} | {"hours": "1.3"})
    teacher.press(("保存", "Save"))
    expect(page.locator("[data-field-queue] .field-errors")).to_be_visible(timeout=SLOW_MS)
    teacher.press(("取回修改", "Mend it"))
    page.locator("#id-hours").fill("1.5")
    teacher.press(("保存", "Save"))
    expect(page.locator("[data-field-state]")).to_have_text("已发送 1 条。", timeout=SLOW_MS)

    assert len(arrived(teacher)) == 1
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
