"""Compares every computed figure of the release with the one made anew: `python -m tests.verify.census_derived`.

Invariant: each computed row is met, and none that the raw files make is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as arrow
import pyarrow.compute as calc

from tests.verify import derived
from tests.verify.compare import is_empty
from tests.verify.place import raw_folder, read_json, releases
from tests.verify.readers.treaties import INSTRUMENTS
from tests.verify.shown import Row, facts

READ = "series area period_end dims counterpart value lower upper n flags note".split()


def computed(source: str, root: Path) -> list[Row]:
    """Rows that the release made itself."""
    table = facts(source, root)
    made = calc.not_equal(table.column("formula"), "")
    rows: list[Row] = table.filter(made).select(READ).to_pylist()
    return rows


def of_series(source: str, start: str, root: Path) -> list[Row]:
    """Rows of the series that begin so."""
    table = facts(source, root)
    names = table.column("series").unique().to_pylist()
    wanted = arrow.array([name for name in names if name.startswith(start)])
    rows: list[Row] = table.filter(calc.is_in(table.column("series").cast("string"), wanted)).select(READ).to_pylist()
    return rows


def where(row: Row) -> derived.Where:
    """Key of a computed row; none has dimensions or a counterpart."""
    assert not row["dims"] and not row["counterpart"], row
    return row["series"], row["area"], row["period_end"].year


def nhri(raw: Path, root: Path) -> Iterator[str]:
    """Classes of national institutions."""
    wanted = derived.nhri_classes(raw)
    rows = {where(row): row for row in computed("un_sdg", root)}
    yield from missing(rows, wanted)
    for key, row in rows.items():
        fault = derived.differs(row, (wanted.get(key), None, None))
        if fault:
            yield f"{key}: {fault}"


def homicide(raw: Path, root: Path) -> Iterator[str]:
    """The number of victims beside each current rate, and the mark of fewer than twenty.

    Rates of the older copy stand without their number of victims; they serve to show revisions.
    """
    counts = derived.homicide_counts(raw)
    for row in of_series("un_sdg", "un_sdg:VC_IHR_PSRC@", root):
        if row["series"].endswith("@2020-10") and is_empty(row["n"]):
            continue
        key = (row["series"].split("@")[1], row["area"], row["period_end"].year, row["dims"])
        wanted = counts.get(key)
        if (None if is_empty(row["n"]) else row["n"]) != wanted:
            yield f"{key}: n is {row['n']}, published {wanted}"
        if (wanted is not None and wanted < 20) != ("small_n" in row["flags"]):
            yield f"{key}: n {wanted} and flags {row['flags']!r}"


def displaced(raw: Path, root: Path) -> Iterator[str]:
    """Sums and rates of UNHCR."""
    sums, rates = derived.unhcr_sums(raw), derived.unhcr_rates(raw)
    rows = {where(row): row for row in computed("unhcr", root)}
    yield from missing(rows, {**sums, **rates})
    for key, row in rows.items():
        if key in rates:
            rate, decisions = rates[key]
            fault = derived.differs(row, (rate, None, None))
            if row["n"] != decisions or (decisions < 20) != ("small_n" in row["flags"]):
                fault += f" n is {row['n']} {row['flags']!r}, decisions {decisions}"
        else:
            fault = derived.differs(row, (sums.get(key), None, None))
        if fault:
            yield f"{key}: {fault}"


def violence(raw: Path, root: Path) -> Iterator[str]:
    """Sums of one-sided violence, and what is said of records that several countries share."""
    sums, shared, contradicted = derived.ucdp_sums(raw)
    rows = {where(row): row for row in computed("ucdp", root)}
    yield from missing(rows, sums)
    for key, row in rows.items():
        wanted = sums.get(key, (None, None, None))
        fault = derived.differs(row, wanted)
        if fault and key in contradicted:  # no bounds at all would be as true
            fault = fault and derived.differs(row, (wanted[0], None, None))
        if (key in shared) != ("multi_location" in row["flags"].split(";")):
            fault += f" flags {row['flags']!r}, shared records {shared.get(key)}"
        if key in shared:
            n, best, low, high = shared[key]
            said = f"{n} row{'s' if n > 1 else ''}, best {best:.0f}, low {low:.0f}, high {high:.0f}."
            if said not in row["note"]:
                fault += f" note {row['note']!r}, expected {said!r}"
        if fault:
            yield f"{key}: {fault}"


def treaties(raw: Path, root: Path) -> Iterator[str]:
    """Status of every state in every year, as the acts have it."""
    acts = derived.treaty_acts(raw)
    instruments = {name.upper(): name for name in INSTRUMENTS}
    members = {area for area, entry in read_json("areas.json", root).items() if entry.get("un_member")}
    seen = set()
    for row in computed("un_treaties", root):
        instrument = instruments[row["series"].split(":")[1].split("_STATUS@")[0]]
        area, year = row["area"], row["period_end"].year
        seen.add((area, instrument, year))
        wanted = derived.party_status(acts.get((area, instrument), []), year)
        if wanted is None or row["value"] != wanted:
            yield f"{area} {instrument} {year}: {row['value']}, expected {wanted}"
        if area not in members and year > 2014:
            yield f"{area} {instrument} {year}: the files say nothing of states outside the UN after March 2015"
    for (area, instrument), mine in acts.items():
        if area in members and not any((area, instrument, year) in seen for year in (2014, 2022)):
            yield f"{area} {instrument}: acts {len(mine)} but no status in 2014 or 2022"


def backfilled(raw: Path, root: Path) -> Iterator[str]:
    """Years before V-Dem rates a country, which Our World in Data fills with another's values, carry the mark."""
    rated = derived.rated(raw)
    own = {"HIS-NORTH-YEMEN", "HIS-WEST-GERMANY", "HIS-NORTH-VIETNAM"}  # V-Dem has them under today's names
    for row in facts("owid", root).select([*READ, "area_kind"]).to_pylist():
        area, year = row["area"], row["period_end"].year
        is_vdem = "@vdem" in row["series"] and row["area_kind"] != "aggregate" and area not in own
        if not is_vdem or year > derived.LAST_RATED:
            continue
        if ("backfilled" in row["flags"]) == ((area, year) in rated):
            yield f"{row['series']} {area} {year}: flags {row['flags']!r}"


def missing(rows: Mapping[derived.Where, Row], wanted: Mapping[derived.Where, object]) -> Iterator[str]:
    """Keys that stand on one side only."""
    for key in wanted.keys() - rows.keys():
        yield f"{key}: not in the release"
    for key in rows.keys() - wanted.keys():
        yield f"{key}: the raw files make none"


CHECKS = {
    "backfilled": backfilled,
    "nhri": nhri,
    "homicide": homicide,
    "unhcr": displaced,
    "ucdp": violence,
    "un_treaties": treaties,
}


def main() -> int:
    """Print the number of faults of each check and the first of them; 1 if there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=Path, default=releases())
    options = parser.parse_args()
    raw = raw_folder()
    if raw is None:
        parser.error("no publishers' files: set CM_RAW")
    bad = 0
    for name, check in CHECKS.items():
        faults = list(check(raw, options.releases))
        bad += len(faults)
        sys.stdout.write(f"{name}: {len(faults)} disagreements\n")
        sys.stdout.writelines(f"  {fault}\n" for fault in faults[:20])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
