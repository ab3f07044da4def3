"""Reads the UN SDG files: one series a file, keys in columns, the value in the last one.

Invariant: `notspec` names no category, so the dimension is left out; it never becomes a total.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.verify.areas import Codes, load_codes
from tests.verify.cells import FACT, NONE, WHOLE_ROW, WORD, Cell, Table, body, read_header, read_records

VINTAGES = {"datapoints": "2023-12-17", "vintage_2020-10": "2020-10", "vintage_2020-05_with_bounds": "2020-05"}
NO_DIMENSION = {"geo_area", "units", "year", "nature", "observation_status", "bounds"}
NAMES = {
    "quantile": "wealth",
    "type_of_skill": "skill",
    "policy_domains": "policy_domain",
    "type_of_occupation": "occupation",
    "cause_of_death": "cause",
    "grounds_of_discrimination": "ground",
}
CATEGORIES = {
    "sex": {"bothsex": "total", "o": "other", "u": "unknown"},
    "location": {"allarea": "total"},
    "age": {"allage": "total", "u": "unknown"},
    "education_level": {
        "agg_0_1": "primary_or_less",
        "agg_5t8": "tertiary",
        "agg_ge2": "secondary_or_more",
        "grad23": "grade_2_3",
        "lowsec": "lower_secondary",
        "prepri": "pre_primary",
        "primar": "primary",
        "second": "secondary",
        "t": "total",
        "uppsec": "upper_secondary",
    },
    "quantile": {"t": "total"},
    "disability_status": {"pd": "with", "pwd": "without", "t": "total"},
    "type_of_skill": {"skill_math": "mathematics", "skill_read": "reading"},
    "policy_domains": {"alldomains": "total"},
    "type_of_occupation": {"t": "total"},
    "migratory_status": {"migper": "migrant", "nonmig": "non_migrant", "t": "total"},
    "activity": {"isic4_a": "agriculture", "nonagr": "non_agriculture"},
    "service_attribute": {"afford": "affordability"},
    "cause_of_death": {"heavyweapons": "heavy_weapons", "smallarms": "small_arms", "t": "total", "u": "unknown"},
    "grounds_of_discrimination": {"all": "total"},
}
# In these a country has a class, 0 or 1 or a level, and a region has the number of countries in it, or their share.
CLASS_SERIES = {"SG_GEN_EQPWN", "SG_INF_ACCSS", "SG_LGL_LNDFEMOD", "SG_REG_BRTH90N", "SG_STT_FPOS"}
NATURE = {"c": "country", "ca": "adjusted", "e": "estimated", "g": "monitoring", "m": "modelled"}
STATUS = {"b": "break", "u": "low_reliability"}
BOUNDS = {"mp": "value", "lb": "lower", "ub": "upper"}


def category(column: str, code: str) -> str:
    """The release's word for a code: an age in digits alone is open above."""
    if column == "age" and code.isdigit():
        return f"{code}plus"
    return CATEGORIES.get(column, {}).get(code, code)


def dims(columns: list[str], record: list[str]) -> str:
    """Dimensions of a record, in the order of their names."""
    parts = [
        f"{NAMES.get(column, column)}:{category(column, code)}"
        for column, code in zip(columns[:-1], record[:-1], strict=True)
        if column not in NO_DIMENSION and code != "notspec"
    ]
    return ";".join(sorted(parts))


def _cell(file: str, columns: list[str], codes: Codes, row: int, record: list[str]) -> Cell:
    by_name = dict(zip(columns, record, strict=True))
    text = record[-1]
    series = f"un_sdg:{columns[-1].upper()}@{VINTAGES[file.split('/', maxsplit=1)[0]]}"
    area, is_aggregate = codes.by_m49(by_name["geo_area"])
    base = Cell(
        "un_sdg",
        file,
        row,
        columns[-1],
        text,
        FACT,
        series,
        area,
        int(by_name["year"]),
        dims(columns, record),
        field=BOUNDS[by_name.get("bounds", "mp")],
    )
    if is_aggregate and columns[-1].upper() in CLASS_SERIES:
        return base._replace(kind=NONE, field=WHOLE_ROW, why="a region's number of countries in a series of classes")
    if text == "N":
        return base._replace(qualifier="N")
    if text[0] in "<>":
        return base._replace(qualifier=text[0], value=float(text[1:]))
    return base._replace(value=float(text))


def _words(cell: Cell, columns: list[str], record: list[str]) -> Iterator[Cell]:
    """What nature and status of the observation must have become."""
    by_name = dict(zip(columns, record, strict=True))
    if cell.kind != FACT or cell.field != "value":
        return
    nature = by_name.get("nature", "")
    word = NATURE.get(nature, "unstated")
    yield cell._replace(column="nature", text=nature, kind=WORD, field="provenance", date=word)
    status = by_name.get("observation_status", "")
    if status in STATUS:
        yield cell._replace(column="observation_status", text=status, kind=WORD, field="flags", date=STATUS[status])


def _table(path: Path, file: str, codes: Codes) -> Table:
    columns = read_header(path)

    def cells(row: int, record: list[str]) -> Iterator[Cell]:
        cell = _cell(file, columns, codes, row, record)
        yield cell
        yield from _words(cell, columns, record)

    return Table("un_sdg", file, body(path), cells)


def tables(raw: Path) -> Iterator[Table]:
    """Every data file of the three vintages, series that the release does not hold included."""
    codes = load_codes(raw)
    for folder in VINTAGES:
        for path in sorted((raw / "un_sdg" / folder).glob("ddf--datapoints--*.csv")):
            yield _table(path, f"{folder}/{path.name}", codes)


def rare(raw: Path) -> Iterator[Cell]:
    """The cells that are no plain number: N and less than 2.5."""
    codes = load_codes(raw)
    for path in sorted((raw / "un_sdg" / "datapoints").glob("ddf--datapoints--*.csv")):
        columns = read_header(path)
        for row, record in read_records(path):
            if row > 1 and record[-1][:1] in {"N", "<"}:
                yield _cell(f"datapoints/{path.name}", columns, codes, row, record)
