"""Compares every cell of every file with the release, source by source: `python -m tests.verify.census`.

Invariant: every row of facts that names a file is met by exactly one cell of a value.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from tests.verify.cells import ACT, FACT, WORD, Cell
from tests.verify.check import by_record
from tests.verify.compare import compare, is_empty
from tests.verify.place import raw_folder, releases
from tests.verify.readers import READERS
from tests.verify.shown import all_by_key, by_lineage, events, key_of, known_series

ELSEWHERE = {("un_sdg", "n")}  # stands in another file than the value: census_derived.py
FIELDS = ("lower", "upper", "std_error", "n")


class Census:
    """Counts of one source and what was found wrong."""

    def __init__(self, source: str, root: Path) -> None:
        self.source = source
        self.series = known_series(root)
        acts = source == "un_treaties"
        self.rows = {} if acts else all_by_key(source, root)
        self.citing = by_record(events(root)) if acts else by_lineage(self.rows.values())
        self.met: set[object] = set()
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []

    def take(self, cell: Cell) -> None:
        """Compare one cell."""
        if cell.kind != ACT and cell.series and cell.series not in self.series:
            self.counts["series not in the release"] += 1
            return
        self.counts[f"{cell.kind} {cell.field if cell.kind in {FACT, WORD} else cell.why}"] += 1
        fault = compare(cell, self.rows, self.citing)
        if fault:
            self.counts["DISAGREE"] += 1
            self.faults.append(f"{cell.file} record {cell.row} {cell.column} {cell.text!r} ({cell.why}): {fault}")
        elif cell.kind == FACT:
            self.met.add((key_of(cell), cell.field))

    def unmet(self) -> list[str]:
        """Fields of rows with lineage that no cell stands behind."""
        out = []
        for key, row in self.rows.items():
            if not row["file"]:
                continue
            fields = ["value", *(f for f in FIELDS if not is_empty(row[f]) and (self.source, f) not in ELSEWHERE)]
            out += [f"{key} {field} of {row['file']} {row['row']}" for field in fields if (key, field) not in self.met]
        return out


def run(source: str, raw: Path, root: Path) -> Census:
    """The census of one source."""
    census = Census(source, root)
    for table in READERS[source](raw):
        for number, record in table.records():
            for cell in table.cells(number, record):
                census.take(cell)
    return census


def main() -> int:
    """Print the counts of each source and up to twenty faults; 1 if there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", action="append", choices=sorted(READERS))
    parser.add_argument("--releases", type=Path, default=releases())
    options = parser.parse_args()
    raw = raw_folder()
    if raw is None:
        parser.error("no publishers' files: set CM_RAW")
    bad = 0
    for source in options.source or sorted(READERS):
        census = run(source, raw, options.releases)
        unmet = census.unmet()
        bad += len(census.faults) + len(unmet)
        sys.stdout.write(f"{source}: {dict(census.counts)}; rows that no cell stands behind: {len(unmet)}\n")
        sys.stdout.writelines(f"  {line}\n" for line in [*census.faults[:20], *unmet[:10]])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
