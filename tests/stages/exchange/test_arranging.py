"""Officers arrange chains and links: on record, in order, and lasting through later lists."""

from typing import Any

import pytest

from tests.factories import browser, moment, refused, statuses, who
from tests.stages.exchange.test_chains import recorded
from xingmeng.core import move
from xingmeng.core.models import TrailRow
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.models import Chain, Link
from xingmeng.stages.exchange.queries import chains as queries
from xingmeng.stages.registry import actions as registry

pytestmark = pytest.mark.django_db
WHY = "专班会议纪要 2021-8"
LINK = {
    "name_zh": "稀土永磁电机",
    "name_en": "Permanent-magnet motors",
    "part": "downstream",
    "industries": "38、 34",
    "words": "永磁电机，永磁直驱；永磁电机",
}
CHAIN = {
    "name_zh": "现代煤化工产业链",
    "name_en": "Coal chemistry",
    "purpose_zh": "延链补链。",
    "purpose_en": "Longer chains.",
}


@pytest.fixture(autouse=True)
def now():
    with moment("2021-08-10"):
        registry.load_reference()
        actions.load_chains()
        yield


def chain() -> Chain:
    return Chain.objects.get(code="rare-earths")


def added(place: int = 2, code: str = "drives", why: str = WHY, by: str = "officer") -> Link:
    return actions.add_link(chain().pk, code, place=place, why=why, actor=who(by), **LINK)


def changed(row: Link, *, place: int | None = None, **said: str) -> Link:
    now = {name: getattr(row, name) for name in LINK} | said
    at = row.place if place is None else place
    return actions.change_link(row.pk, place=at, why=WHY, actor=who("officer"), **now)


def order() -> list[str]:
    return [link.code for link in queries.links(chain())]


def moves(kind: str, row: Any) -> list[str]:
    steps = TrailRow.objects.filter(kind=kind, subject_id=row.pk).order_by("position")
    return list(steps.values_list("move", flat=True))


def test_a_link_is_added_at_its_place_with_tidy_words():
    before = order()
    row = added()

    assert order() == [before[0], "rare-earths-drives", *before[1:]]
    assert (row.words, row.industries) == ("永磁电机;永磁直驱", "38;34")
    assert [link.place for link in queries.links(chain())] == list(range(1, len(before) + 2))
    assert moves("link", row) == ["add"]
    assert added(place=99, code="last").place == len(before) + 2


def test_what_officers_wrote_outlasts_the_next_list():
    first = queries.links(chain())[0]
    changed(first, name_zh="稀土采选与冶炼", place=2)
    order_now = order()

    actions.load_chains()

    assert Link.objects.get(pk=first.pk).name_zh == "稀土采选与冶炼"
    assert order() == order_now
    assert order_now[1] == first.code


def test_a_change_says_what_was_and_what_is_to_staff_alone():
    row = changed(queries.links(chain())[0], name_zh="稀土采选与冶炼")
    address = row.get_absolute_url()

    page = browser("leader").get(address).content.decode()

    assert all(said in page for said in ("改动记录（1）", WHY, "→ 稀土采选与冶炼"))
    assert moves("link", row) == ["change"]
    for outsider in ("nobody", "issuer"):
        assert "改动记录" not in browser(outsider).get(address).content.decode()


def test_a_link_with_open_bottlenecks_is_not_retired_and_one_without_comes_back():
    stuck, officer = recorded(), who("officer")
    link = stuck.link

    def retire(why: str = WHY) -> Any:
        return actions.retire("link", link.pk, why=why, actor=officer)

    assert refused(retire) == ["bottlenecks_open"]
    move.make("bottleneck", stuck.pk, "drop", actor=officer, reason="重复")
    assert refused(lambda: retire(" ")) == ["answer_needed"]
    retire()

    assert link.code not in order()
    assert refused(retire) == ["kept_otherwise"]
    assert "这个环节已于" in browser("nobody").get(link.get_absolute_url()).content.decode()
    assert link.name_zh in browser("officer").get(chain().get_absolute_url()).content.decode()
    actions.load_chains()
    assert link.code not in order()
    actions.restore("link", link.pk, why=WHY, actor=officer)
    assert link.code in order()
    assert moves("link", link) == ["retire", "restore"]


def test_a_chain_is_added_renamed_and_retired_once_its_links_are():
    officer = who("officer")
    row = actions.add_chain("coal", place=1, why=WHY, actor=officer, **CHAIN)
    assert [one.code for one in queries.chains()][:2] == ["coal", "hydrogen"]

    said = CHAIN | {"name_zh": "煤化工产业链"}
    row = actions.change_chain(row.pk, place=3, why=WHY, actor=officer, **said)
    assert [one.code for one in queries.chains()][2] == "coal"
    link = actions.add_link(row.pk, "olefins", place=1, why=WHY, actor=officer, **LINK)
    retire = {"why": WHY, "actor": officer}
    assert refused(lambda: actions.retire("chain", row.pk, **retire)) == ["links_remain"]
    actions.retire("link", link.pk, **retire)
    actions.retire("chain", row.pk, **retire)

    assert "coal" not in [one.code for one in queries.chains()]
    assert statuses("/chains/coal/", "nobody") == {"nobody": 200}
    assert "煤化工产业链" in browser("officer").get("/chains/").content.decode()
    assert "煤化工产业链" not in browser("nobody").get("/chains/").content.decode()
    assert moves("chain", row) == ["add", "change", "retire"]


@pytest.mark.parametrize(
    ("said", "code", "found"),
    [
        ({"name_en": " "}, "new", ["answer_needed"]),
        ({"words": "磁"}, "new", ["chain_word_too_short"]),
        ({"industries": "38;00"}, "new", ["industry_unheard_of"]),
        ({"part": "nowhere"}, "new", ["not_an_option"]),
        ({}, "New link", ["code_unfit"]),
        ({}, "magnets", ["code_taken"]),
    ],
)
def test_what_cannot_stand_is_refused(said, code, found):
    officer = who("officer")

    def add() -> Any:
        more = LINK | said
        return actions.add_link(chain().pk, code, place=1, why=WHY, actor=officer, **more)

    assert refused(add) == found


def test_only_officers_arrange():
    row = queries.links(chain())[0]
    leader = who("leader")
    acts = (
        lambda: added(by="leader"),
        lambda: actions.retire("link", row.pk, why=WHY, actor=leader),
        lambda: actions.restore("chain", row.chain_id, why=WHY, actor=leader),
        lambda: actions.add_chain("coal", place=1, why=WHY, actor=leader, **CHAIN),
    )

    assert [refused(act)[0] for act in acts] == ["not_your_move"] * 4


@pytest.mark.parametrize(
    "address",
    [
        "/arrange/chain/",
        "/arrange/chain/rare-earths/",
        "/arrange/chain/rare-earths/link/",
        "/arrange/link/rare-earths-magnets/",
        "/arrange/link/rare-earths-magnets/retire/",
        "/arrange/chain/rare-earths/restore/",
    ],
)
def test_each_page_is_for_officers(address):
    expected = {"nobody": 302, "issuer": 404, "leader": 404, "officer": 200}

    assert statuses(address, *expected) == expected
    for wrong in ("/arrange/link/x/", "/arrange/link/rare-earths-magnets/drop/"):
        assert statuses(wrong, "officer") == {"officer": 404}


def test_a_link_is_changed_from_its_page():
    row = queries.link_by_code("rare-earths-magnets")
    said = {name: getattr(row, name) for name in LINK} | {"name_zh": "高端永磁体"}

    response = browser("officer").post(
        f"/arrange/link/{row.code}/", said | {"place": "1", "why": WHY}
    )

    assert response["Location"] == row.get_absolute_url()
    row.refresh_from_db()
    assert (row.name_zh, row.place, order()[0]) == ("高端永磁体", 1, row.code)


def test_bottlenecks_and_offers_are_found_by_who_may_see_them():
    recorded(title_zh="抛光粉粒度卡点")
    recorded("inside", title_zh="抛光粉粒度（内部）")

    def found(username: str) -> str:
        return browser(username).get("/search/?q=抛光粉粒度").content.decode()

    assert "卡点</a>" in found("nobody") and "（内部）" not in found("nobody")
    assert "（内部）" in found("officer")
