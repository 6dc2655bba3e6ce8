"""Bringing the published figures up to the shipped list."""

import csv
from importlib import resources

from xingmeng.core import door
from xingmeng.stages.indicators.models import Published


@door.change()
def load_published() -> None:
    """Writes: one row for each published figure. Source: region_2021.source.toml."""
    path = resources.files("xingmeng.stages.indicators").joinpath("fixtures/region_2021.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle):
            Published.objects.update_or_create(code=line.pop("id"), defaults=line)
