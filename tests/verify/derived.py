"""Computes anew, from the raw files, every figure that the release computes itself.

Invariant: nothing is taken from the release but the rows that are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.verify.areas import load_codes
from tests.verify.cells import ACT, Cell, body, read_header
from tests.verify.compare import is_empty
from tests.verify.readers import READERS, sdg, treaties, ucdp, unhcr, vdem
from tests.verify.shown import Row

Value = tuple[float | None, float | None, float | None]  # value, lower, upper
Where = tuple[str, str, int]  # series, area, year

NHRI = {"SG_NHR_NOAPPLN": 0.0, "SG_NHR_NOSTUSN": 1.0, "SG_NHR_INTEXSTN": 2.0, "SG_NHR_IMPLN": 3.0}
LAST_RATED = 2024  # by V-Dem 15
SUMS = {
    "refugees": (("REFUGEES_BY_ORIGIN", 0), ("REFUGEES_BY_ASYLUM", 1)),
    "asylum_seekers": (("ASYLUM_SEEKERS_BY_ORIGIN", 0),),
    "stateless": (("STATELESS_BY_ASYLUM", 1),),
    "oip": (("OIP_BY_ORIGIN", 0),),
}


def nhri_classes(raw: Path) -> dict[Where, float | None]:
    """Class of each country and year that one of the four series names; None where several do."""
    codes = load_codes(raw)
    found: dict[Where, set[float]] = defaultdict(set)
    for table in sdg.tables(raw):
        series = table.file.split("--")[2].upper()
        if series not in NHRI:
            continue
        for number, record in table.records():
            cell = next(iter(table.cells(number, record)))
            if cell.area in codes.iso and cell.value == 1:
                vintage = cell.series.split("@")[1]
                found[f"un_sdg:NHRI_STATUS@{vintage}", cell.area, cell.year].add(NHRI[series])
    return {where: next(iter(classes)) if len(classes) == 1 else None for where, classes in found.items()}


def homicide_counts(raw: Path) -> dict[tuple[str, str, int, str], float]:
    """Published numbers of victims by vintage, area, year and sex."""
    found = {}
    for table in sdg.tables(raw):
        if "--vc_ihr_psrcn--" in table.file:
            for number, record in table.records():
                cell = next(iter(table.cells(number, record)))
                if cell.value is not None:
                    found[cell.series.split("@")[1], cell.area, cell.year, cell.dims] = cell.value
    return found


def unhcr_sums(raw: Path) -> dict[Where, float]:
    """Sums over pairs by origin and by asylum, and for the world."""
    sums: dict[Where, float] = defaultdict(float)
    for line in _lines(raw, unhcr.POPULATION):
        ends = (_place(line["coo_iso"]), _place(line["coa_iso"]))
        year = int(float(line["year"]))
        for column, wanted in SUMS.items():
            people = float(line[column] or 0)
            if not people:
                continue
            for series, end in wanted:
                for area in (ends[end], "unhcr:WORLD"):
                    sums[f"unhcr:{series}@2026-06", area, year] += people
    return dict(sums)


def unhcr_rates(raw: Path) -> dict[Where, tuple[float, float]]:
    """Recognition and protection rates by origin, each with the number of substantive decisions."""
    counts: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for line in _lines(raw, unhcr.DECISIONS):
        year = int(float(line["year"]))
        for area in (_place(line["coo_iso"]), "unhcr:WORLD"):
            for at, column in enumerate(unhcr.OUTCOMES):
                counts[area, year][at] += float(line[column])
    rates = {}
    for (area, year), (recognised, other, rejected) in counts.items():
        total = recognised + other + rejected
        if total:
            rates["unhcr:RECOGNITION_RATE@2026-06", area, year] = (100 * recognised / total, total)
            rates["unhcr:PROTECTION_RATE@2026-06", area, year] = (100 * (recognised + other) / total, total)
    return rates


def _lines(raw: Path, file: str) -> Iterable[dict[str, str]]:
    path = raw / "unhcr" / file
    columns = read_header(path)
    return (dict(zip(columns, record, strict=True)) for _, record in body(path)())


def _place(code: str) -> str:
    return unhcr.SPECIAL.get(code, code)


def rated(raw: Path) -> set[tuple[str, int]]:
    """Areas and years that V-Dem 15 rates."""
    path = raw / "vdem" / vdem.V15
    columns = read_header(path)
    at, when = columns.index("country_text_id"), columns.index("year")
    return {(vdem.BY_ID.get(line[at], line[at]), int(float(line[when]))) for _, line in body(path)()}


class Shared(NamedTuple):
    """The records that several countries share, as one of the countries sees them."""

    records: int
    best: float
    low: float
    high: float


def ucdp_sums(raw: Path) -> tuple[dict[Where, Value], dict[Where, Shared], set[Where]]:
    """Sums for countries, regions and the world; shared records by country; sums with a contradictory record.

    Such a record has a low estimate above the high one. Its own bounds are set aside, its deaths are in the sum.
    """
    sums: dict[Where, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    shared: dict[Where, Shared] = defaultdict(lambda: Shared(0, 0.0, 0.0, 0.0))
    contradicted: set[Where] = set()
    for line in _violence(raw):
        best, low, high = (float(line[column]) for column in ucdp.FIELDS)
        named = ucdp.countries(line["location"], raw)
        region = f"ucdp:{ucdp.REGIONS.get(line['region'], 'several').upper()}"
        own = ["ucdp:WORLD", region, *(named if len(named) == 1 else [])]
        for series in _series(line):
            for where in ((series, area, int(line["year"])) for area in own):
                sums[where] = [a + b for a, b in zip(sums[where], (best, low, high), strict=True)]
                if low > high:
                    contradicted.add(where)
            for where in ((series, area, int(line["year"])) for area in named if len(named) > 1):
                before = shared[where]
                shared[where] = Shared(before.records + 1, before.best + best, before.low + low, before.high + high)
    plain: dict[Where, Value] = {where: (v[0], v[1], v[2]) for where, v in sums.items()}
    for where in shared:
        plain.setdefault(where, (None, None, None))
    return plain, dict(shared), contradicted


def _violence(raw: Path) -> Iterable[dict[str, str]]:
    path = raw / "ucdp" / ucdp.FILE
    columns = read_header(path)
    return (dict(zip(columns, record, strict=True)) for _, record in body(path)())


def _series(line: dict[str, str]) -> list[str]:
    government = ["ucdp:ONE_SIDED_GOVERNMENT_DEATHS@23.1"] if line["is_government_actor"] == "1" else []
    return ["ucdp:ONE_SIDED_DEATHS@23.1", *government]


def treaty_acts(raw: Path) -> dict[tuple[str, str], list[Cell]]:
    """The acts that count, by area and instrument."""
    found = defaultdict(list)
    for table in READERS["un_treaties"](raw):
        for number, record in table.records():
            for cell in table.cells(number, record):
                if cell.kind == ACT and cell.why == treaties.USED:
                    found[cell.area, cell.series].append(cell)
    return found


def party_status(acts: list[Cell], year: int) -> float | None:
    """0 neither, 1 signed, 2 party at the end of a year; None where the files cannot tell."""
    joined = [act for act in acts if act.dims not in {"signature", "denunciation"}]
    signed = [act for act in acts if act.dims == "signature"]
    left = [act for act in acts if act.dims == "denunciation"]
    if any(int(act.date[:4]) <= year for act in left):
        return 0.0
    if any(int(act.date[:4]) <= year for act in joined):
        return 2.0
    if any(act.date and int(act.date[:4]) <= year for act in signed):
        return 1.0
    if any(not act.date for act in signed) and year >= 2015:
        return 1.0 if year == 2022 else None
    # Who joined later without a dated signature may have signed at any time after March 2015.
    return None if joined and year >= 2015 and not any(act.date for act in signed) else 0.0


def differs(row: Row, expected: Value, tolerance: float = 1e-9) -> str:
    """How a computed row differs from what it must be; empty if it does not."""
    faults = []
    for field, wanted in zip(("value", "lower", "upper"), expected, strict=True):
        found = row[field]
        if wanted is None:
            if not is_empty(found):
                faults.append(f"{field} is {found}, expected none")
        elif is_empty(found) or abs(found - wanted) > tolerance * max(1.0, abs(wanted)):
            faults.append(f"{field} is {found}, expected {wanted}")
    return "; ".join(faults)
