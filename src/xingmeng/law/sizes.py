"""Groups of enterprises that differences are summed by: area, branch, size class."""

import polars as pl

SOURCE = "工信部联企业〔2011〕300号"
LINES = (  # staff and revenue in fen; both are needed, else the next lower class (MH)
    ("large", 1000, 40_000_000_000),
    ("medium", 300, 2_000_000_000),
    ("small", 20, 300_000_000),
)
CLASSES = ("large", "medium", "small", "micro")
SECTIONS = (  # GB/T 4754-2017: the last division of each section
    *(("A", 5), ("B", 12), ("C", 43), ("D", 46), ("E", 50), ("F", 52), ("G", 60), ("H", 62)),
    *(("I", 65), ("J", 69), ("K", 70), ("L", 72), ("M", 75), ("N", 79), ("O", 82), ("P", 83)),
    *(("Q", 85), ("R", 90), ("S", 96), ("T", 97)),
)
DIMENSIONS = ("area", "section", "size")


def grouped(frame: pl.DataFrame) -> pl.DataFrame:
    """Area, section and size class of each row; nothing where a fact is missing.

    The lines are those of industry, and are used for all branches: the statistical ones of
    other branches differ. Shapes: a frame of facts. Order: as the rows. Errors: none.
    """
    there = frame.columns
    missing = [n for n in ("region", "industry", "staff", "revenue_fen") if n not in there]
    known = frame.with_columns(pl.lit(None, pl.Int64).alias(name) for name in missing)
    return known.select(area=_area(), section=_section(), size=_size())


def _area() -> pl.Expr:
    """The league or city of a county, GB/T 2260."""
    return pl.col("region").cast(pl.Int64) // 100 * 100


def _section() -> pl.Expr:
    industry = pl.col("industry").cast(pl.Int64)
    found = pl.lit(None, pl.String)
    for letter, last in reversed(SECTIONS):
        found = pl.when(industry <= last).then(pl.lit(letter)).otherwise(found)
    return pl.when(industry >= 1).then(found)


def _size() -> pl.Expr:
    """The lower one of both classes; known with one fact alone where that says micro."""
    staff, revenue = _class("staff", 1), _class("revenue_fen", 2)
    micro = len(LINES)
    known = staff.is_not_null() & revenue.is_not_null()
    lowest = (staff.fill_null(0) == micro) | (revenue.fill_null(0) == micro)
    place = pl.when(known | lowest).then(pl.max_horizontal(staff, revenue))
    return place.replace_strict(dict(enumerate(CLASSES)), return_dtype=pl.String)


def _class(name: str, line: int) -> pl.Expr:
    value = pl.col(name).cast(pl.Int64)
    found = pl.lit(len(LINES), pl.Int64)
    for place, one in reversed(list(enumerate(LINES))):
        found = pl.when(value >= one[line]).then(pl.lit(place, pl.Int64)).otherwise(found)
    return pl.when(value.is_not_null()).then(found)
