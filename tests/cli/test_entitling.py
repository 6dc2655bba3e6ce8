"""`xingmeng entitlements`: the law run and run again, as an administrator does by hand."""

import json

import pytest

from tests.factories import moment
from tests.stages.entitlements import population as firms
from xingmeng import cli
from xingmeng.core import files
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.entitlements import actions
from xingmeng.stages.entitlements.models import Entitlement, Run, Snapshot

pytestmark = pytest.mark.django_db
YEAR = ("--year", "2020")


def said(capsys, *words: str, code: int = cli.DONE, day: str = "2021-07-01") -> dict:
    with moment(day):
        assert cli.main(["entitlements", *words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def results() -> list[tuple]:
    """What the law came to, beside what the firms answered meanwhile."""
    names = ("pk", "run_id", "verdict", "outcome", "amount_fen", "rule_version", "current")
    return list(Entitlement.objects.order_by("pk").values_list(*names))


def test_last_year_comes_out_with_the_same_bytes_after_a_change_dated_later(capsys):
    firms.populate()
    first = said(capsys, "run")  # the last closed year
    assert (first["year"], first["on"]) == (2020, "2021-07-01")
    assert (first["new"], first["enterprises"], first["held"]) == (15, 3, 0)
    before = results()

    with moment("2022-01-05"):
        later = firms.rates({"rd_subsidy.stock_first_bp": 9000}, "2022-01-01")
        actions.set_parameters(later, actor=SYSTEM)
    again = said(capsys, "run", *YEAR, "--on", "2021-07-01", day="2022-02-01")
    repeated = said(capsys, "repeat", *YEAR, day="2022-02-01")

    assert again == first
    assert results() == before
    assert (repeated["same"], repeated["digest"]) == (True, first["digest"])
    changed = said(capsys, "run", *YEAR, "--on", "2022-02-01", day="2022-02-01")
    assert (changed["changed"] > 0, changed["digest"] != first["digest"]) == (True, True)


def test_results_that_are_not_those_stored_end_with_one(capsys):
    firms.populate("rare")
    said(capsys, "run")
    Run.objects.update(digest="0" * 64)

    assert said(capsys, "repeat", *YEAR, code=1)["same"] is False


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("run", "--year", "1999"), "1999"),
        (("run", "--year", "2022"), "2022"),
        (("run", "--on", "2021-07-02"), "2021-07-02"),
        (("repeat", "--year", "2019"), "2019"),
        (("run", "--on", "soon"), "2021-07-01: 'soon'"),
        (("run", "--year", "last"), "last"),
        (("rewind",), "rewind"),
    ],
)
def test_what_cannot_be_run_says_why(capsys, words, why):
    with moment("2021-07-01"):
        try:
            code = cli.main(["entitlements", *words])
        except SystemExit as ending:
            code = ending.code

    assert code == cli.BAD_INPUT
    assert why in capsys.readouterr().err
    assert not Run.objects.exists()


def test_a_population_that_is_lost_is_said_to_be(capsys, monkeypatch):
    firms.populate("rare")
    said(capsys, "run")
    Snapshot.objects.update(digest="f" * 64)  # of no population that was read before

    def lost(digest: str) -> bytes:
        raise FileNotFoundError(digest)

    monkeypatch.setattr(files, "read", lost)
    with moment("2021-07-01"):
        assert cli.main(["entitlements", "repeat", *YEAR]) == cli.BAD_INPUT
    assert "缺失或已损坏" in capsys.readouterr().err
