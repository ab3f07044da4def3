"""Checks drawn cells against the release and drawn rows of the release against the files.

`python -m tests.verify.check --seeds 1 2 3` prints what was drawn, what agrees and every disagreement.
Invariant: both directions are decided by compare.py and the readers alone.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyarrow.compute as calc

from tests.verify.cells import ACT, FACT, Cell
from tests.verify.compare import compare, is_empty
from tests.verify.draw import QUOTAS, draw, draw_rows
from tests.verify.place import raw_folder, releases
from tests.verify.shown import Row, at_lineage, by_key, by_lineage, events, facts, key_of, known_series, lineage_rows

BACK = 40  # rows of the release drawn from each source
FIELDS = ("value", "lower", "upper", "std_error", "n")


def check(cells: Iterable[Cell], root: Path | None = None) -> list[str]:
    """One line for every cell that the release does not bear out."""
    by_source = defaultdict(list)
    for cell in cells:
        by_source[cell.source].append(cell)
    faults = []
    for source, mine in by_source.items():
        if source == "un_treaties":
            rows, citing = {}, by_record(events(root))
        else:
            rows = by_key(source, mine, root)
            citing = by_lineage(at_lineage(source, {c.row for c in mine if c.field == "lineage"}, root))
        for cell in mine:
            fault = compare(cell, rows, citing)
            if fault:
                faults.append(f"{source} {cell.file} record {cell.row} {cell.column} {cell.text!r}: {fault}")
    return faults


def by_record(acts: list[Row]) -> dict[tuple[str, int], list[Row]]:
    """Acts by the record they come from."""
    found = defaultdict(list)
    for act in acts:
        found[act["file"], act["row"]].append(act)
    return found


def draw_back(seed: int, root: Path | None = None) -> dict[str, list[Row]]:
    """Rows of the release that name a record, drawn at random from each source."""
    drawn = {}
    for source in QUOTAS:
        rng = random.Random(f"{seed} back {source}")
        if source == "un_treaties":
            drawn[source] = rng.sample(events(root), BACK)
            continue
        table = facts(source, root)
        with_file = table.filter(calc.greater(table.column("row"), 0))
        drawn[source] = with_file.take(rng.sample(range(with_file.num_rows), BACK)).to_pylist()
    return drawn


def check_back(drawn: dict[str, list[Row]], raw: Path) -> list[str]:
    """One line for every field of a drawn row that its record does not carry."""
    cited = [(source, row["file"], n) for source, rows in drawn.items() for row in rows for n in _records(source, row)]
    records = draw_rows(raw, cited)
    faults = []
    for source, rows in drawn.items():
        for row in rows:
            cells = [cell for n in _records(source, row) for cell in records.get((source, row["file"], n), [])]
            fault = _act_fault(row, cells) if source == "un_treaties" else _fact_fault(row, cells)
            if fault:
                faults.append(f"{source} {row['file']} record {row['row']}: {fault}")
    return faults


def _records(source: str, row: Row) -> list[int]:
    return [row["row"]] if source == "un_treaties" else lineage_rows(row)


def _act_fault(row: Row, cells: list[Cell]) -> str:
    wanted = [(c.area, c.series, c.dims, c.date, c.qualifier, c.why) for c in cells if c.kind == ACT]
    found = (row["area"], row["instrument"], row["act"], row["date"], row["marker"], row["role"])
    return "" if found in wanted else f"the release has {found}, the record {wanted}"


def _fact_fault(row: Row, cells: list[Cell]) -> str:
    key = key_of(row)
    texts = {cell.field: cell for cell in cells if cell.kind == FACT and key_of(cell) == key}
    faults = []
    for field in FIELDS:
        if is_empty(row[field]) and not (field == "value" and row["qualifier"] == "N"):
            continue
        if field == "n" and row["series"].startswith("un_sdg:VC_IHR_PSRC@"):
            continue  # the number of victims stands in another file: derived.py
        if field not in texts:
            faults.append(f"{field} {row[field]}: the record has none for {tuple(key)}")
        elif texts[field].value is not None and texts[field].value != row[field]:
            faults.append(f"{field} {row[field]}: the record says {texts[field].text!r}")
    return "; ".join(faults)


def main() -> int:
    """Draw with each seed, check both ways, print the outcome; 1 where anything disagrees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--releases", type=Path, default=releases())
    options = parser.parse_args()
    raw = raw_folder()
    if raw is None:
        parser.error("no publishers' files: set CM_RAW")
    bad = 0
    for seed, cells in draw(raw, options.seeds, known_series(options.releases)).items():
        back = draw_back(seed, options.releases)
        faults = check(cells, options.releases) + check_back(back, raw)
        bad += len(faults)
        sys.stdout.write(f"seed {seed}: {len(cells)} cells {dict(Counter(c.source for c in cells))}, ")
        sys.stdout.write(f"{sum(map(len, back.values()))} rows back, {len(faults)} disagreements\n")
        sys.stdout.writelines(f"  {fault}\n" for fault in faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
