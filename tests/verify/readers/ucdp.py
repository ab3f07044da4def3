"""Reads UCDP's one-sided violence, one record an actor and year.

Invariant: a record that names several countries belongs to none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.verify.areas import load_codes
from tests.verify.cells import FACT, NONE, Cell, Table, body, read_header

FILE = "OneSided_v23_1.csv"
REGIONS = {"1": "europe", "2": "middle_east", "3": "asia", "4": "africa", "5": "americas"}
FIELDS = {"best_fatality_estimate": "value", "low_fatality_estimate": "lower", "high_fatality_estimate": "upper"}
NAMES = {
    "Bosnia-Herzegovina": "BIH",
    "Cambodia (Kampuchea)": "KHM",
    "DR Congo (Zaire)": "COD",
    "Ivory Coast": "CIV",
    "Kingdom of eSwatini (Swaziland)": "SWZ",
    "Madagascar (Malagasy)": "MDG",
    "Myanmar (Burma)": "MMR",
    "North Macedonia": "MKD",
    "Russia (Soviet Union)": "RUS",
    "Serbia (Yugoslavia)": "SCG",
    "United States of America": "USA",
    "Yemen (North Yemen)": "YEM",
    "Zimbabwe (Rhodesia)": "ZWE",
}


def countries(location: str, raw: Path) -> list[str]:
    """The countries that a record names."""
    codes = load_codes(raw)
    return [NAMES.get(name) or codes.by_name(name) for name in location.split(", ")]


def tables(raw: Path) -> Iterator[Table]:
    """The one table."""
    path = raw / "ucdp" / FILE
    columns = read_header(path)

    def cells(row: int, record: list[str]) -> Iterator[Cell]:
        line = dict(zip(columns, record, strict=True))
        named = countries(line["location"], raw)
        area = named[0] if len(named) == 1 else "ucdp:" + line["gwno_location"].replace(", ", "-")
        region = REGIONS.get(line["region"], "several")
        who = "government" if line["is_government_actor"] == "1" else "non_state"
        contradictory = float(line["low_fatality_estimate"]) > float(line["high_fatality_estimate"])
        dims = f"actor:a{line['actor_id']};perpetrator:{who};ucdp_region:{region}"
        for column, field in FIELDS.items():
            text, year = line[column], int(line["year"])
            series, value = "ucdp:ONE_SIDED_ACTORS@23.1", float(text)
            cell = Cell("ucdp", FILE, row, column, text, FACT, series, area, year, dims, "", field, value)
            if field != "value" and contradictory:
                cell = cell._replace(kind=NONE, value=None, why="the low estimate is above the high one")
            yield cell

    yield Table("ucdp", FILE, body(path), cells)
