"""Lists search, filter, sort, page; what nobody knows is ignored, never an error."""

import pytest
from django.test import RequestFactory

from tests import factories
from xingmeng.core import lists
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.models import Source
from xingmeng.engines.values import Text

pytestmark = pytest.mark.django_db

LISTING = Listing(
    title=Text("来源", "Sources"),
    columns=(
        Column(key="code", label=Text("代码", "Code"), value=lambda s: s.code, sort=("code",)),
        Column(
            key="title",
            label=Text("名称", "Title"),
            value=lambda s: Text(s.title_zh, s.title_en),
            sort=("title_zh",),
        ),
        Column(key="length", label=Text("长度", "Length"), value=lambda s: len(s.code)),
    ),
    search=("code", "title_zh"),
    order=("pk",),
    filters=(
        Filter(
            name="title",
            label=Text("名称", "Title"),
            field="title_zh",
            options=lambda: [("", Text("全部", "All")), ("甲", Text("甲", "A"))],
        ),
    ),
)


class Row(Source):
    """A source with an address, as every listed case has one."""

    class Meta:
        proxy = True
        app_label = "core"

    def get_absolute_url(self) -> str:
        return f"/sources/{self.pk}/"


@pytest.fixture(autouse=True)
def rows() -> None:
    named = (("b-1", "甲"), ("a-2", "乙"), ("c-3", "甲"), ("50%_x", "丙"))
    Source.objects.bulk_create(
        [Source(code=code, title_zh=title, title_en=title) for code, title in named]
    )


def page(query: str = "") -> dict:
    request = RequestFactory().get(f"/?{query}")
    shown = lists._sorted(
        LISTING, lists.narrow(LISTING, Row.objects.all(), request.GET), request.GET
    )
    return lists._page(LISTING, shown, request.GET)


def codes(query: str = "") -> list[str]:
    return [row["cells"][0]["value"] for row in page(query)["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["b-1", "a-2", "c-3", "50%_x"]),
        ("q=a", ["a-2"]),
        ("q=A-2", ["a-2"]),
        ("q=甲", ["b-1", "c-3"]),
        ("q=甲 c", ["c-3"]),
        ("q=%25", ["50%_x"]),  # a sign of the database's own is a plain character
        ("q=_", ["50%_x"]),
        ("q=nothing", []),
        ("q=%00", ["b-1", "a-2", "c-3", "50%_x"]),
        ("q=%27%3B--", []),
        ("q=" + "+".join("abcdefgh"), []),
        ("title=甲", ["b-1", "c-3"]),
        ("title=", ["b-1", "a-2", "c-3", "50%_x"]),
        ("title=丁", ["b-1", "a-2", "c-3", "50%_x"]),
        ("title=丙", ["b-1", "a-2", "c-3", "50%_x"]),  # not among the options
        ("title=甲&q=b", ["b-1"]),
        ("sort=code", ["50%_x", "a-2", "b-1", "c-3"]),
        ("sort=-code", ["c-3", "b-1", "a-2", "50%_x"]),
        ("sort=length", ["b-1", "a-2", "c-3", "50%_x"]),  # not sortable
        ("sort=title_en", ["b-1", "a-2", "c-3", "50%_x"]),
        ("sort=--code", ["c-3", "b-1", "a-2", "50%_x"]),
        ("page=99", ["b-1", "a-2", "c-3", "50%_x"]),
        ("page=-1", ["b-1", "a-2", "c-3", "50%_x"]),
        ("page=x", ["b-1", "a-2", "c-3", "50%_x"]),
        ("format=pdf&unknown=1", ["b-1", "a-2", "c-3", "50%_x"]),
    ],
)
def test_a_list_gives_what_is_asked_and_ignores_what_it_does_not_know(query, found):
    assert codes(query) == found


def test_rows_that_sort_alike_keep_one_order():
    assert codes("sort=title")[-2:] == codes("sort=title")[-2:]
    assert {*codes("sort=title")} == {"b-1", "a-2", "c-3", "50%_x"}


def test_a_long_list_is_paged_with_links_that_keep_what_was_asked():
    Source.objects.bulk_create(
        [Source(code=f"n-{n:03d}", title_zh="多", title_en="many") for n in range(120)]
    )

    first, second, last = (page(f"q=n-&sort=code&page={n}") for n in (1, 2, 3))

    assert [len(p["rows"]) for p in (first, second, last)] == [50, 50, 20]
    assert (first["total"], first["pages"]["count"]) == (120, 3)
    assert first["pages"]["previous_url"] == ""
    assert first["pages"]["next_url"] == "?q=n-&sort=code&page=2"
    assert last["pages"]["next_url"] == ""


def test_headings_turn_the_order_round():
    heading = page("sort=code")["columns"][0]

    assert (heading["current"], heading["sort_url"]) == ("asc", "?sort=-code")
    assert page()["columns"][2]["sort_url"] is None


def test_exports_are_offered_as_filtered():
    assert page("q=a&page=2")["exports"] == [
        ("CSV", "?q=a&format=csv"),
        ("XLSX", "?q=a&format=xlsx"),
    ]


def test_what_a_reader_typed_is_only_text_on_the_page():
    with factories.moment("2021-09-03"):
        body = factories.browser("nobody").get("/calls/challenges/", {"q": "<script>x"})

    assert body.status_code == 200
    assert b"<script>x" not in body.content
