"""Writing a form in the browser: nothing typed is lost, nothing of another is overwritten.

One site, served in earnest, on which two units are about to finish their bids. `bidder` and
`colleague` write for one unit, `bidder2` and `colleague2` for the other.
"""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.pages import SLOW_MS, Person, until
from tests.journeys.site import Site, own_database

DAY = "2021-09-14"
SAVED = re.compile("^已保存")
WAITS = "等待保存，已留在本机"
Writer = Callable[..., Person]


@pytest.fixture(scope="module")
def site(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    database = own_database(f"writing_{os.getpid()}")
    site = Site(tmp_path_factory.mktemp("writing"), database=database, in_earnest=True)
    site.copy(empty_home)
    site.told(until("bids_drafted"))
    site.on(DAY)
    yield site
    site.stop()


@pytest.fixture
def writer(site: Site, new_context, screens: Path) -> Iterator[Writer]:
    """Somebody who has the form of their unit's bid open. No script may break."""
    people: list[Person] = []

    def at_work(username: str, **context) -> Person:
        person = Person(
            lambda **given: new_context(**given, **context),
            site,
            username=username,
            language="zh",
            shots=lambda name: screens / f"writing-{len(people):02d}-{name}.png",
        )
        people.append(person)
        open_form(person)
        return person

    yield at_work
    assert [f for one in people for f in one.faults if f.startswith("script")] == []


def open_form(person: Person) -> None:
    person.open("/applications/")
    address = person.page.locator("tbody a").first.get_attribute("href")
    person.open(f"{address}write/")


def write(page: Page, field: str, text: str) -> None:
    page.locator(f"#id-{field}").fill(text)


def stays(page: Page, field: str, text: str) -> None:
    expect(page.locator(f"#id-{field}")).to_have_value(text, timeout=SLOW_MS)


def status(page: Page, field: str, words: str | re.Pattern[str]) -> None:
    place = page.locator(f"[data-field={field}] [data-save-status]")
    expect(place).to_have_text(words, timeout=SLOW_MS)


def line(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-save-line]")).to_contain_text(words, timeout=SLOW_MS)


def on_device(page: Page) -> int:
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('xingmeng-form'))"
    return page.evaluate(f"{kept}.length")


def look(page: Page) -> None:
    """Come back to the window: it asks at once what others have changed."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


# --- nothing is lost ------------------------------------------------------------------------


def nothing_waits(page: Page) -> None:
    """All that was left on the device is on the server, whichever window sent it."""
    for _ in range(SLOW_MS // 250):
        if on_device(page) == 0:
            return
        page.wait_for_timeout(250)
    assert on_device(page) == 0


def test_what_is_typed_without_a_network_outlives_the_tab(writer: Writer):
    person = writer("bidder")
    page = person.page
    person.context.set_offline(True)
    write(page, "route", "断网时写下的技术路线")
    write(page, "innovation", "断网时写下的创新点")
    line(page, "离线：2 项回答等待保存，已留在本机")
    status(page, "route", WAITS)
    page.close()
    person.context.set_offline(False)

    person.page = person.context.new_page()
    open_form(person)

    stays(person.page, "route", "断网时写下的技术路线")
    stays(person.page, "innovation", "断网时写下的创新点")
    nothing_waits(person.page)
    person.page.reload()
    stays(person.page, "route", "断网时写下的技术路线")
    stays(person.page, "innovation", "断网时写下的创新点")
    other = writer("colleague").page
    stays(other, "route", "断网时写下的技术路线")


def test_what_is_typed_before_the_scripts_arrive_is_saved_when_they_do(writer: Writer):
    page = writer("bidder").page
    held: list[Route] = []
    page.route("**/form/save.*", lambda route: held.append(route))
    with page.expect_request("**/form/save.*"):
        page.reload(wait_until="commit")
    write(page, "route", "脚本到达之前写下的技术路线")
    status(page, "route", "")
    held[0].continue_()
    status(page, "route", SAVED)
    page.unroute("**/form/save.*")
    page.reload()
    stays(page, "route", "脚本到达之前写下的技术路线")


def test_a_killed_server_loses_nothing_that_was_typed(writer: Writer, site: Site):
    person = writer("bidder")
    page = person.page
    write(page, "base", "写完两秒以上")
    status(page, "base", SAVED)
    write(page, "conditions", "刚写下，服务器就没了")
    assert site.process is not None
    os.killpg(site.process.pid, signal.SIGKILL)
    site.process.wait()
    site.process = None
    line(page, "离线")

    site.on(DAY)

    line(page, SAVED)
    other = writer("colleague").page
    stays(other, "base", "写完两秒以上")
    stays(other, "conditions", "刚写下，服务器就没了")


def test_another_person_goes_on_on_another_device(writer: Writer):
    first = writer("bidder")
    write(first.page, "leader_title", "研究员")
    first.page.wait_for_timeout(2000)  # the longest that typing is on one device alone
    first.page.close(run_before_unload=False)

    second = writer("colleague").page
    stays(second, "leader_title", "研究员")
    write(second, "leader_title", "研究员、所长")
    status(second, "leader_title", SAVED)

    third = writer("bidder").page
    stays(third, "leader_title", "研究员、所长")


def test_a_writer_who_was_signed_out_signs_in_beside_and_loses_nothing(writer: Writer):
    person = writer("bidder2")
    page = person.page
    cookies = person.context.cookies()
    person.context.clear_cookies()
    write(page, "route", "会话过期后写下的")
    line(page, "登录已过期")
    expect(page.get_by_role("link", name="在新标签页登录")).to_be_visible()

    person.context.add_cookies(cookies)
    look(page)

    line(page, SAVED)
    page.reload()
    stays(page, "route", "会话过期后写下的")


# --- two at once ----------------------------------------------------------------------------


def test_what_another_writes_comes_in_where_nothing_is_touched(writer: Writer):
    mine, theirs = writer("bidder2").page, writer("colleague2").page
    write(theirs, "innovation", "同事写的创新点")
    write(mine, "base", "我写的基础")
    status(theirs, "innovation", SAVED)
    status(mine, "base", SAVED)

    look(mine)

    stays(mine, "innovation", "同事写的创新点")
    stays(mine, "base", "我写的基础")
    status(mine, "innovation", re.compile("^顾怀远 改于"))
    expect(mine.locator("[data-here]")).to_have_text("顾怀远 也在填写")


def test_under_the_cursor_nothing_changes_until_one_leaves(writer: Writer):
    mine, theirs = writer("bidder2").page, writer("colleague2").page
    before = mine.locator("#id-conditions").input_value()
    mine.locator("#id-conditions").focus()
    write(theirs, "conditions", "同事改的条件")
    status(theirs, "conditions", SAVED)
    look(mine)
    status(mine, "conditions", re.compile("您离开后显示"))
    stays(mine, "conditions", before)

    mine.locator("#id-leader_name").focus()

    stays(mine, "conditions", "同事改的条件")


def test_two_answers_to_one_question_are_both_kept_until_one_is_chosen(writer: Writer):
    mine, theirs = writer("bidder2").page, writer("colleague2").page
    write(theirs, "leader_title", "副研究员")
    status(theirs, "leader_title", SAVED)
    write(mine, "leader_title", "教授级高级工程师")
    clash = mine.locator("[data-field=leader_title] .clash")
    expect(clash).to_contain_text("顾怀远", timeout=SLOW_MS)
    expect(clash.locator(".clash-text")).to_have_text(["教授级高级工程师", "副研究员"])
    line(mine, "1 项与他人的修改冲突")

    clash.get_by_role("button", name="用我的").click()

    status(mine, "leader_title", SAVED)
    expect(clash).to_have_count(0)
    look(theirs)
    theirs.locator("#id-leader_name").focus()  # never under the cursor
    stays(theirs, "leader_title", "教授级高级工程师")
    expect(theirs.locator(".clash")).to_have_count(0)


# --- rows -----------------------------------------------------------------------------------


def test_a_block_from_a_spreadsheet_fills_cells_and_new_rows(writer: Writer):
    person = writer("bidder2")
    page = person.page
    person.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = (
        '姓名\t分工\n周启明\t热处理\n吴桐\t"检测，\n两处"\n'
        + "长" * 45
        + "\t多出一列\t第三列\n"
    )
    page.evaluate("(text) => navigator.clipboard.writeText(text)", block)
    table = page.locator("[data-rows=members]")
    table.locator("[name=members-0-name]").focus()
    page.keyboard.press("ControlOrMeta+v")

    report = table.locator("[data-table-report]")
    expect(report).to_contain_text("第 3 行：“长长长长长”")
    expect(report).to_contain_text("第 3 行：“第三列”")
    status(page, "members", SAVED)
    page.reload()
    names = [table.locator(f"[name=members-{n}-name]").input_value() for n in range(3)]
    assert names == ["周启明", "吴桐", "长" * 40]
    expect(table.locator("[name=members-1-role]")).to_have_value("检测， 两处")


def test_rows_are_added_moved_and_removed_on_the_keyboard(writer: Writer):
    page = writer("bidder").page
    table = page.locator("[data-rows=members]")
    names = table.locator("[data-column=name]")
    while names.count() > 1:
        names.last.focus()
        page.keyboard.press("Alt+Delete")
    for name in ("甲", "乙", "丙"):
        names.last.focus()
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type(f"{name}的分工")
        page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    assert [names.nth(n).input_value() for n in range(4)] == ["甲", "丙", "乙", ""]
    page.keyboard.press("Alt+Delete")
    assert [names.nth(n).input_value() for n in range(3)] == ["甲", "乙", ""]
    table.get_by_role("button", name="撤销").press("Enter")
    assert [names.nth(n).input_value() for n in range(4)] == ["甲", "丙", "乙", ""]

    status(page, "members", SAVED)
    page.reload()
    assert [names.nth(n).input_value() for n in range(3)] == ["甲", "丙", "乙"]


# --- limits, and the list of faults ---------------------------------------------------------


def test_no_more_than_the_limit_goes_in_and_the_rest_is_handed_back(writer: Writer):
    page = writer("bidder").page
    write(page, "leader_name", "𠮷" * 45)
    stays(page, "leader_name", "𠮷" * 40)
    expect(page.locator(".cut-off textarea")).to_have_value("𠮷" * 5)
    expect(page.locator("[data-counter-for=id-leader_name]")).to_have_text("40 / 40")


def test_what_is_wrong_is_said_when_one_leaves_and_leads_to_its_question(writer: Writer):
    page = writer("bidder").page
    errors = page.locator("[data-field=readiness] .field-errors")
    page.locator("#id-readiness").fill("")
    page.locator("#id-readiness").press_sequentially("12")
    expect(errors).to_be_empty()
    page.keyboard.press("Tab")
    expect(errors).to_have_text("不能大于 9。")
    status(page, "readiness", SAVED)

    page.get_by_role("link", name="检查全表").click()

    page.locator(".error-summary").get_by_role("link", name="技术成熟度：不能大于 9。").click()
    expect(page.locator("#id-readiness")).to_be_focused()
    page.locator("#id-readiness").fill("6")
    status(page, "readiness", SAVED)
    expect(errors).to_be_empty()


def test_without_scripts_the_form_is_saved_whole(writer: Writer):
    page = writer("bidder", java_script_enabled=False).page
    write(page, "conditions", "没有脚本也能保存")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".message-success")).to_have_text("已保存。")
    stays(page, "conditions", "没有脚本也能保存")


# --- closed meanwhile; last, for nobody writes on it after this -----------------------------


def test_what_is_typed_after_another_handed_it_in_is_handed_back(writer: Writer):
    late, colleague = writer("bidder2"), writer("colleague2")
    unheard = {"body": "", "content_type": "text/plain"}  # of what others do, meanwhile
    late.page.route(re.compile("format=json"), lambda route: route.fulfill(**unheard))
    colleague.follow(("检查并提交", "Check and submit"))
    colleague.submit_move(("提交揭榜书", "Submit the bid"))
    colleague.state(("已密封", "Sealed"))

    write(late.page, "conditions", "交上去以后才写的一句")

    box = late.page.locator(".handed-back")
    expect(box.locator("textarea")).to_have_value("交上去以后才写的一句", timeout=SLOW_MS)
    expect(box.get_by_role("link", name="打开记录页")).to_be_visible()
    assert late.page.locator("#id-conditions").is_disabled()
