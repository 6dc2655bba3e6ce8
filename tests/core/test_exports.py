"""Exports hold what the list holds, and nothing a spreadsheet would run."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from tests import factories
from xingmeng.core import exports
from xingmeng.engines.instrument import State
from xingmeng.engines.values import Text
from xingmeng.stages.registry.models import Organisation


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        (None, "text", ""),
        ("稀土", "text", "稀土"),
        ("=1+1", "text", "'=1+1"),
        ("+86", "text", "'+86"),
        ("-x", "text", "'-x"),
        ("@SUM(A1)", "text", "'@SUM(A1)"),
        ("\t=1", "text", "'\t=1"),
        ("\r=1", "text", "'\r=1"),
        ("", "text", ""),
        ("1=1", "text", "1=1"),
        (0, "money", "0.00"),
        (5, "money", "0.05"),
        (1_900_000_000, "money", "19000000.00"),
        (3, "number", 3),
        (date(2021, 9, 3), "date", "2021-09-03"),
        (factories.time("2021-09-03", 9), "datetime", "2021-09-03T09:00:00+08:00"),
        (Text("公示", "Publicity"), "text", "公示"),
        (State(name="open", label=Text("受理中", "Open")), "state", "受理中"),
    ],
)
def test_a_cell_is_plain(value, kind, cell):
    assert exports.plain(value, kind) == cell


@pytest.fixture
def named() -> None:
    factories.unit("rare")
    row = Organisation.objects.get()
    Organisation.objects.filter(pk=row.pk).update(name_zh='=HYPERLINK("http://x")')


@pytest.mark.django_db
@pytest.mark.usefixtures("named")
def test_csv_opens_as_text_with_its_headings():
    response = factories.browser("nobody").get("/organisations/?format=csv")

    text = response.content.decode("utf-8-sig")
    heading, line = csv.reader(io.StringIO(text))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert heading[0] == "单位名称"
    assert line[0] == '\'=HYPERLINK("http://x")'


@pytest.mark.django_db
@pytest.mark.usefixtures("named")
def test_xlsx_holds_strings_and_no_formula():
    response = factories.browser("nobody").get("/organisations/?format=xlsx")

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet["A2"].value == '\'=HYPERLINK("http://x")'
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.django_db
@pytest.mark.usefixtures("named")
def test_xlsx_takes_characters_that_a_workbook_does_not_know():
    Organisation.objects.update(name_zh="退格\x08符")

    response = factories.browser("nobody").get("/organisations/?format=xlsx")

    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("named")
def test_an_export_is_filtered_as_the_list():
    factories.unit("dairy")

    response = factories.browser("nobody").get("/organisations/?format=csv&q=dairy")

    assert len(response.content.decode().splitlines()) == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("named")
def test_an_export_speaks_the_readers_language():
    client = factories.browser("nobody")
    client.cookies["language"] = "en"

    response = client.get("/organisations/?format=csv")

    assert response.content.decode("utf-8-sig").startswith("Name,Kind")
