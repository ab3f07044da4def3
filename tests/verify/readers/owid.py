"""Reads the exports of Our World in Data.

Invariant: a region of one publisher is never taken for the region of the same name of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.verify.areas import OTHER_NAMES, PAST_STATES, Codes, load_codes
from tests.verify.cells import FACT, NONE, WHOLE_ROW, Cell, Table, body, read_header

DEATHS = "deaths-in-armed-conflicts.csv"
VINTAGES = {
    DEATHS: "ucdp-v26",
    "ti-corruption-perception-index.csv": "cpi-2024",
    "women-political-empowerment-index.csv": "vdem-v15-2025-05",
    "women-political-participation-index.csv": "vdem-v15-2025-05",
    "earlier_vintage_v15/human-rights-index-vdem.csv": "vdem-v15-2026-02",
}
DEFAULT_VINTAGE = "vdem-v16-2026-07"
CONTINENTS = {
    "Africa": "OWID_AFR",
    "Asia": "OWID_ASI",
    "Europe": "OWID_EUR",
    "North America": "OWID_NAM",
    "Oceania": "OWID_OCE",
    "South America": "OWID_SAM",
    "World": "OWID_WRL",
}
CONFLICT_REGIONS = {"Africa", "Americas", "Asia and Oceania", "Europe", "Middle East"}
CONFLICT_PLACES = {"Abyei": "ABYEI", "Micronesia": "FSM"}
# Counted by today's borders, in which these have no place: every number of theirs is 0 and none is a finding.
NEVER_COUNTED = {
    "Abkhazia",
    "Czechoslovakia",
    "East Germany",
    "South Ossetia",
    "West Germany",
    "Yemen People's Republic",
    "Yugoslavia",
}
# In the exports of V-Dem these codes end long before the states that bear them began.
UNTIL = {"PSE": ("HIS-MANDATE-PALESTINE", 1948), "VAT": ("HIS-PAPAL-STATES", 1870)}
PAST = {code: area for _, _, code, area in PAST_STATES if code}
PAST_NAMES = {name: area for name, _, _, area in PAST_STATES if name} | {
    "Duchy of Nassau": "HIS-NASSAU",
    "Wurttemberg": "HIS-WURTTEMBERG",
    "Democratic Republic of Vietnam": "HIS-NORTH-VIETNAM",
}


def area_of(file: str, entity: str, code: str, codes: Codes) -> str:
    """Area of an entity. Raises KeyError where nothing is known of it."""
    if file == DEATHS:
        return _conflict_area(entity, code, codes)
    if entity.endswith(" (population-weighted)"):
        return "owid:weighted_" + entity.removesuffix(" (population-weighted)").lower().replace(" ", "_")
    if entity in CONTINENTS:
        return f"owid:{CONTINENTS[entity]}"
    if entity in PAST_NAMES:
        return PAST_NAMES[entity]
    if code in UNTIL:
        return UNTIL[code][0]
    return code if code in codes.iso else PAST[code]


def _conflict_area(entity: str, code: str, codes: Codes) -> str:
    if entity in CONFLICT_REGIONS:
        return "owid:ucdp_" + entity.lower().replace(" ", "_")
    if entity == "World":
        return "owid:OWID_WRL"
    if entity in CONFLICT_PLACES:
        return CONFLICT_PLACES[entity]
    return code if code in codes.iso else PAST.get(code) or OTHER_NAMES[entity]


def _conflict_cells(row: int, record: list[str], columns: list[str], codes: Codes) -> Iterator[Cell]:
    line = dict(zip(columns, record, strict=True))
    low, best, high = (float(line[f"{word} estimate"]) for word in ("Low", "Best", "High"))
    entity = line["Entity"]
    if entity in NEVER_COUNTED:
        if low or best or high:
            raise ValueError(f"{DEATHS} record {row}: {entity} has deaths; the rule that its zeros say nothing fails")
        text = line["Best estimate"]
        why = "an area in which no event can be placed"
        yield Cell("owid", DEATHS, row, "Best estimate", text, NONE, field="lineage", why=why)
        return
    area = _conflict_area(entity, line["Code"], codes)
    series, year = "owid:deaths-in-armed-conflicts@ucdp-v26", int(line["Year"])
    for word, field in (("Best", "value"), ("Low", "lower"), ("High", "upper")):
        column = f"{word} estimate"
        cell = Cell("owid", DEATHS, row, column, line[column], FACT, series, area, year, field=field)
        if field != "value" and not low <= best <= high:
            yield cell._replace(kind=NONE, why="the bounds do not enclose the best estimate")
        else:
            yield cell._replace(value=float(cell.text))


def _table(path: Path, file: str, codes: Codes) -> Table:
    columns = read_header(path)
    series = f"owid:{path.stem}@{VINTAGES.get(file, DEFAULT_VINTAGE)}"

    def cells(row: int, record: list[str]) -> Iterator[Cell]:
        if file == DEATHS:
            yield from _conflict_cells(row, record, columns, codes)
            return
        area = area_of(file, record[0], record[1], codes)
        if record[1] in UNTIL and int(record[2]) > UNTIL[record[1]][1]:
            raise ValueError(f"{file} record {row}: {record[1]} goes on after {UNTIL[record[1]][1]}")
        cell = Cell("owid", file, row, columns[3], record[3], FACT, series, area, int(record[2]))
        if record[3] == "":
            yield cell._replace(kind=NONE, field=WHOLE_ROW, why="blank")
        else:
            yield cell._replace(value=float(record[3]))

    return Table("owid", file, body(path), cells)


def tables(raw: Path) -> Iterator[Table]:
    """Every export, the earlier one included."""
    codes = load_codes(raw)
    folder = raw / "owid"
    for path in sorted([*folder.glob("*.csv"), *(folder / "earlier_vintage_v15").glob("*.csv")]):
        yield _table(path, path.relative_to(folder).as_posix(), codes)
