"""A project is taken away as one package; a browser without the system opens and checks it."""

import json
import zipfile
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page, expect

from tests.journeys.pages import Person, until
from tests.journeys.walk import Walk
from xingmeng.core import packages, receipts

TAKE = ("下载归档包", "Download as one package")
ALTERED = ("被改动过", "was altered")
ADDED = ("不在清单里", "is not on the list")
MISSING = ("缺少文件", "is missing")
UNSEALED = ("清单的签名无效", "The seal of the list is broken")


def taken_away(walk: Walk, person: Person) -> Path:
    """The package as the browser saves it, unpacked as on another machine."""
    person.open(walk.site.addressed("/awards/contracts/<contract:1>/"), shot="package-contract")
    with person.page.expect_download() as download:
        person.follow(TAKE)
    file = walk.folder / "package.zip"
    download.value.save_as(file)
    done = walk.site.command("archive", "verify", str(file))
    assert json.loads(done.stdout) == {"valid": True, "reason": "valid"}
    folder = walk.folder / "package"
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return folder


def opened(walk: Walk, folder: Path, *, width: int) -> tuple[Page, list[str]]:
    """The package's page in a browser that has no network; and what it complains of."""
    context = walk.new_context(viewport={"width": width, "height": 900}, offline=True)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto((folder / packages.INDEX).as_uri())
    return page, faults


def wrong(page: Page, words: str) -> list[str]:
    """What the page found wrong, of a kind."""
    return page.locator("#found .bad").filter(has_text=words).all_inner_texts()


def test_a_package_opens_and_is_checked_without_the_system(walked):
    walk = walked(until("shared"), day="2024-06-30")
    folder = taken_away(walk, walk["officer"])

    page, faults = opened(walk, folder, width=1280)
    expect(page.locator("#found")).to_contain_text("个签名有效")
    page.set_input_files("#folder", folder)
    expect(page.locator("#found")).to_contain_text("个文件与清单一致")
    expect(page.locator("#found .bad")).to_have_count(0)

    leads = page.locator("table a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert len(leads) > 10
    assert all((folder / unquote(path)).is_file() for path in leads)
    assert faults == []


def test_what_was_altered_lost_added_or_forged_is_found(walked):
    walk = walked(until("passed"), day="2022-12-19", language="en")
    folder = taken_away(walk, walk["bidder"])
    ledger = folder / "ledger.csv"
    ledger.write_bytes(
        ledger.read_bytes().replace(b"pay", b"bay").replace(b"commit", b"submit")
    )
    (folder / "more.txt").write_text("more")
    lost = next((folder / "papers").glob("*-contract.pdf"))
    lost.unlink()

    page, _ = opened(walk, folder, width=360)
    page.set_input_files("#folder", folder)
    expect(page.locator("#found")).to_contain_text("files are as listed")  # told last
    assert ["ledger.csv" in one for one in wrong(page, ALTERED[1])] == [True]
    assert ["more.txt" in one for one in wrong(page, ADDED[1])] == [True]
    assert [lost.name in one for one in wrong(page, MISSING[1])] == [True]
    room = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert room <= 0

    forge(folder / packages.INDEX)
    page, _ = opened(walk, folder, width=1280)
    expect(page.locator("#found .bad").filter(has_text=UNSEALED[1])).to_have_count(1)
    expect(page.locator("#found .bad").filter(has_text="is not genuine")).to_have_count(1)


def forge(index: Path) -> None:
    """Another title in the sealed list, another name under the first signature."""
    text = index.read_text(encoding="utf-8")
    mark = 'type="application/json">'
    start = text.index(mark) + len(mark)
    end = text.index("</script>", start)
    carried = json.loads(text[start:end])
    carried["manifest"]["body"]["about"]["title"] = "Another project"
    carried["signatures"][0]["document"]["body"]["name"] = "Somebody"
    forged = receipts.canonical(carried).decode().replace("<", "\\u003c")
    index.write_text(text[:start] + forged + text[end:], encoding="utf-8")
