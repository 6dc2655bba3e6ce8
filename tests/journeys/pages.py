"""One person at a browser: what they click, type and see. No story lives here."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, expect

from tests.journeys.site import Site
from xingmeng.core import codes
from xingmeng.demo import cast
from xingmeng.engines.forms import Section, Table

SLOW_MS = 15_000  # two processors may be busy with other tests
Words = tuple[str, str]  # 中文, English


class Person:
    """One account in a browser of its own, in one language. `faults` gathers what broke."""

    def __init__(
        self,
        new_context: Callable[..., BrowserContext],
        site: Site,
        *,
        username: str,
        language: str,
        shots: Callable[[str], Path],
        at_the_door: bool = False,
    ) -> None:
        self.username, self.language, self.site = username, language, site
        self.faults: list[str] = []
        self.shots = shots
        self.context = new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
        if language == "en":
            cookie = {"name": "language", "value": "en", "url": site.url}
            self.context.add_cookies([cookie])
        self.page = self.context.new_page()
        self.page.set_default_timeout(SLOW_MS)
        self._listen()
        self._sign_in() if at_the_door else self._is_signed_in()

    def say(self, words: Words) -> str:
        return words[1] if self.language == "en" else words[0]

    # --- going about --------------------------------------------------------------------

    def open(self, path: str, *, shot: str = "") -> None:
        self.page.goto(path)
        if shot:
            self.shoot(shot)

    def follow(self, words: Words) -> None:
        """Click a link by its words."""
        self.page.get_by_role("link", name=self.say(words), exact=True).first.click()

    def press(self, words: Words) -> None:
        """Click a button by its words."""
        self.page.get_by_role("button", name=self.say(words), exact=True).first.click()

    def take(self, group: Words, title: str = "") -> None:
        """Open what waits on one's desk in a group: that is how people find their work."""
        self.open("/desk/")
        heading = self.page.locator("h2", has_text=re.compile(rf"^{self.say(group)}\s*\d+$"))
        waiting = self.page.locator("section", has=heading).locator("a.work-item")
        (waiting.filter(has_text=title) if title else waiting).first.click()

    def waits(self, group: Words) -> int:
        """How much waits on one's desk in a group."""
        self.open("/desk/")
        heading = self.page.locator("h2", has_text=re.compile(rf"^{self.say(group)}\s*\d+$"))
        return self.page.locator("section", has=heading).locator("a.work-item").count()

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text, timeout=SLOW_MS)

    def state(self, words: Words) -> None:
        """The case on the page is in the state of these words."""
        tag = self.page.locator(".record-head .state-tag")
        expect(tag).to_have_text(self.say(words), timeout=SLOW_MS)

    def shoot(self, name: str) -> None:
        """Leave a picture for people to look at, where XINGMENG_TEST_SCREENS asks for it."""
        if not os.environ.get("XINGMENG_TEST_SCREENS"):
            return
        path = self.shots(f"{name}-{self.username}")
        self.page.screenshot(path=path, full_page=True, animations="disabled")

    # --- moves ----------------------------------------------------------------------------

    def move(self, label: Words, *, shot: str = "", **given: Any) -> None:
        """Press a next step on a case, confirm it, and read that it was done."""
        self.begin_move(label)
        for name, value in given.items():
            self._fill_move(name, value)
        if shot:
            self.shoot(shot)
        self.submit_move(label)
        done = self.page.locator(".message-success")
        expect(done).to_contain_text(self.say(label), timeout=SLOW_MS)

    def begin_move(self, label: Words) -> None:
        buttons = self.page.locator(".move-buttons")
        buttons.get_by_role("link", name=self.say(label), exact=True).click()
        expect(self.page.locator("h1")).to_have_text(self.say(label))

    def cannot(self, kind: str, name: str, label: Words, *, why: Words) -> None:
        """A step is not offered on a case, and its address says why it cannot be taken."""
        expect(self.page.locator("h1 .state-tag")).to_be_visible()
        buttons = self.page.locator(".move-buttons")
        expect(buttons.get_by_role("link", name=self.say(label), exact=True)).to_have_count(0)
        case = re.findall(rf"/({codes.PATTERN})/", self.page.url)[-1]
        self.open(f"/move/{kind}/{case}/{name}/")
        self.sees(self.say(why))

    def submit_move(self, label: Words) -> None:
        form = self.page.locator("form.step-card")
        password = form.locator("#id_password")
        if password.count():
            password.fill(cast.PASSWORD)
        form.get_by_role("button", name=self.say(label), exact=True).click()

    def _fill_move(self, name: str, value: Any) -> None:
        wrapper = self.page.locator(f"form.step-card [data-field={name}]")
        if value is True:
            wrapper.get_by_role("checkbox").check()
        elif wrapper.locator("input[type=radio]").count():
            wrapper.get_by_label(value, exact=True).check()
        else:
            wrapper.locator("input:not([type=hidden]), textarea").first.fill(str(value))

    # --- forms ----------------------------------------------------------------------------

    def answer(self, sections: Sequence[Section], given: Mapping[str, Any]) -> None:
        """Answer a declared form as a reader of its labels would. Files are handed as paths."""
        asked = {q.name: q for section in sections for q in section.fields}
        for name, value in given.items():
            self._answer(asked[name], value)

    def answer_and_wait(self, sections: Sequence[Section], given: Mapping[str, Any]) -> None:
        """Answer a form that saves as one writes, until every field says that it is saved."""
        self.answer(sections, given)
        for name, value in given.items():
            if value in (None, "", []):
                continue  # nothing was typed
            status = self.page.locator(f"[data-field={name}] [data-save-status]")
            saved = re.compile(self.say(("^已保存", "^Saved ")))
            expect(status).to_have_text(saved, timeout=SLOW_MS)

    def _answer(self, question: Any, value: Any) -> None:
        label = self.say((question.label.zh, question.label.en))
        wrapper = self.page.locator(f"[data-field={question.name}]")
        expect(wrapper).to_contain_text(label)
        if isinstance(question, Table):
            self._rows(wrapper, question, value)
        elif isinstance(value, Path):
            wrapper.locator("input[type=file]").set_input_files(value)
        elif question.kind == "tick":
            wrapper.get_by_role("checkbox").check()
        elif question.kind in ("choice", "choices"):
            self._choose(wrapper, question, value)
        else:
            self._typed(wrapper, question, value)

    def _typed(self, wrapper: Locator, question: Any, value: Any) -> None:
        box = wrapper.locator("input:not([type=hidden]), textarea").first
        if question.kind == "text" and value:
            box.clear()  # an earlier answer may stand there
            box.press_sequentially(value, delay=2)
        else:
            box.fill(as_typed(question, value))

    def _choose(self, wrapper: Locator, question: Any, value: Any) -> None:
        words = {code: self.say((text.zh, text.en)) for code, text in question.options}
        if wrapper.locator("select").count():
            wrapper.locator("select").select_option(label=words[value])
            return
        for code in value if isinstance(value, list) else [value]:
            wrapper.get_by_label(words[code], exact=True).check()

    def _rows(self, wrapper: Locator, table: Table, rows: Sequence[Mapping]) -> None:
        lines = wrapper.locator("tbody tr")
        for number, row in enumerate(rows):
            if number >= lines.count():
                wrapper.locator("[data-add-row]").click()
            for column in table.columns:
                cell = f"[name$='-{number}-{column.name}']"
                if column.name in row and column.kind == "choice":
                    lines.nth(number).locator(cell).select_option(row[column.name])
                elif column.name in row:
                    typed = as_typed(column, row[column.name])
                    lines.nth(number).locator(cell).fill(typed)

    def fill(self, label: Words, value: str) -> None:
        """Fill one box of a plain form."""
        self.page.get_by_label(self.say(label), exact=True).fill(value)

    def download(self, link: Locator, path: Path) -> Path:
        with self.page.expect_download() as waiting:
            link.click()
        waiting.value.save_as(path)
        return path

    # --- the beginning, and what is listened for ---------------------------------------------

    def _sign_in(self) -> None:
        self.open("/accounts/login/")
        self.page.locator("#id_login").fill(self.username)
        self.page.locator("#id_password").fill(cast.PASSWORD)
        self.press(("登录", "Sign in"))
        self.page.wait_for_url("**/desk/")
        self.shoot("desk")

    def _is_signed_in(self) -> None:
        session = {"name": "sessionid", "value": self.site.sessions[self.username]}
        self.context.add_cookies([{**session, "url": self.site.url}])

    def _listen(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _console(self, message: Any) -> None:
        expected = "the server responded with a status of 4"  # a refusal that a step asks for
        if message.type in ("error", "warning") and expected not in message.text:
            self.faults.append(f"console: {message.text} on {self.page.url}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:")):
            self.faults.append(f"elsewhere: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.url}")


def until(step: str) -> str:
    """The thread's story up to a step, as `told_site` takes it."""
    return f"from tests.thread import thread_until; thread_until({step!r})"


def as_typed(question: Any, value: Any) -> str:
    """A value as one types it: amounts in units of ten thousand yuan."""
    if question.kind == "money":
        return f"{(Decimal(value) / 1_000_000).normalize():f}"
    return "" if value is None else str(value)
