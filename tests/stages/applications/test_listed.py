"""A list of many applications is filtered and searched by indexes; answers are not read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import browser, copies, moment, who
from tests.lifecycle.walk import Walk
from xingmeng.core import lists
from xingmeng.stages.applications import queries, views
from xingmeng.stages.applications.models import Application

pytestmark = pytest.mark.django_db
MANY = 300


@pytest.fixture
def rows():
    """Three hundred applications at the department, a tenth of them elsewhere and in review."""
    walk = Walk("key_project")
    walk.begin()
    walk.open_call()
    walk.apply()
    row = walk.fresh()
    copies(row, MANY, number="SB-{n}", title="稀土课题 {n}", state="at_department")
    ours = Application.objects.filter(number__startswith="SB-")
    ours.filter(number__endswith="7").update(state="in_review", area="150600")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with moment("2021-09-21"):
        yield row


def plan(found) -> str:
    """How the database goes about counting these rows; where it may, without a full scan."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    return found.order_by().values("pk").explain()


@pytest.mark.parametrize(
    "asked", [{"state": "in_review"}, {"q": "课题 27"}, {"q": "SB-27"}, {"area": "1506"}]
)
def test_a_filter_and_a_search_go_by_an_index(rows, asked):
    seen = queries.visible_to(who("officer"))

    said = plan(lists.narrow(views.LISTING, seen, asked))

    looks = [line.upper() for line in said.splitlines() if "applications_application" in line]
    looks = [line for line in looks if "SCAN" in line or "SEARCH" in line]
    by = ("INDEX", "PRIMARY KEY", "BITMAP")
    assert looks and all(any(word in line for word in by) for line in looks)


def test_a_search_on_sqlite_reads_the_index_alone(rows):
    if connection.vendor != "sqlite":
        pytest.skip("a covering index is SQLite's word; PostgreSQL keeps answers out of line")

    said = plan(lists.narrow(views.LISTING, queries.visible_to(who("officer")), {"q": "SB-27"}))

    assert "COVERING INDEX applications_listed" in said


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ("", MANY),
        ("?state=in_review", 30),
        ("?q=SB-27", 11),
        ("?q=没有的", 0),
        ("?page=6", MANY),
    ],
)
def test_the_page_shows_what_was_asked_and_reads_no_answer(rows, asked, total):
    client = browser("officer")

    with CaptureQueriesContext(connection) as seen:
        page = client.get(f"/applications/{asked}").context["page"]

    assert page["total"] == total
    assert len(page["rows"]) == min(total, lists.PER_PAGE)
    assert not [q for q in seen.captured_queries if 'application"."answers"' in q["sql"]]


def test_rows_found_by_a_search_keep_the_order_asked(rows):
    page = browser("officer").get("/applications/?q=SB-2&sort=-title").context["page"]

    titles = [row["cells"][0]["value"] for row in page["rows"]]
    assert titles == sorted(titles, reverse=True)
    assert len(titles) == lists.PER_PAGE
