"""Draws cells of the publishers' files at random: `python -m tests.verify.draw` writes samples_500.json anew.

Invariant: a seed and the files decide the draw; every source, and within it every file in turn, is drawn from.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.verify.cells import ACT, FACT, NONE, WORD, Cell, Table
from tests.verify.place import raw_folder
from tests.verify.readers import READERS, sdg
from tests.verify.shown import known_series

SAMPLES = Path(__file__).parent / "samples_500.json"
FIRST_SEED = 20261101
QUOTAS = {
    "hrmi": 50,
    "owid": 50,
    "ti_cpi": 20,
    "ucdp": 25,
    "un_sdg": 110,
    "un_treaties": 40,
    "undp_hdr": 40,
    "unhcr": 55,
    "vdem": 55,
    "world_bank": 55,
}  # 500
RARE = 16  # of the quota of un_sdg: cells that are no plain number
OTHERS = 0.2  # share of the draws that look for a cell of which the release must say nothing, or a word


def draw(raw: Path, seeds: list[int], series: frozenset[str] | None = None) -> dict[int, list[Cell]]:
    """500 cells for each seed. With ``series``, files of a single series that is not among them are left out."""
    drawn: dict[int, list[Cell]] = {seed: [] for seed in seeds}
    for source, quota in QUOTAS.items():
        tables = [table for table in READERS[source](raw) if series is None or _is_known(table, series)]
        extra = _rare(raw, series) if source == "un_sdg" else []
        for seed in seeds:
            rng = random.Random(f"{seed} {source}")
            drawn[seed] += rng.sample(extra, RARE if extra else 0)
        shares = {seed: _shares(len(tables), quota - (RARE if extra else 0), seed, source) for seed in seeds}
        for at, table in enumerate(tables):
            if any(shares[seed][at] for seed in seeds):
                records = list(table.records())
                for seed in seeds:
                    rng = random.Random(f"{seed} {source} {table.file} {at}")
                    drawn[seed] += islice(_cells(table, records, rng, series), shares[seed][at])
    return drawn


def _is_known(table: Table, series: frozenset[str]) -> bool:
    if table.source != "un_sdg":
        return True
    number, record = next(table.records())
    return all(cell.series in series for cell in table.cells(number, record))


def _is_wanted(cell: Cell, series: frozenset[str] | None) -> bool:
    return series is None or ":" not in cell.series or cell.series in series


def _rare(raw: Path, series: frozenset[str] | None) -> list[Cell]:
    return [cell for cell in sdg.rare(raw) if series is None or cell.series in series]


def _shares(tables: int, quota: int, seed: int, source: str) -> list[int]:
    """How many cells each of the tables gives; the remainder falls on tables at random."""
    whole, rest = divmod(quota, tables)
    lucky = set(random.Random(f"{seed} {source} shares").sample(range(tables), rest))
    return [whole + (at in lucky) for at in range(tables)]


def _cells(
    table: Table, records: list[tuple[int, list[str]]], rng: random.Random, series: frozenset[str] | None
) -> Iterator[Cell]:
    """Different cells without end, or until a thousand records gave no new one."""
    seen: set[Cell] = set()
    for _ in range(1000):
        number, record = rng.choice(records)
        cells = [cell for cell in table.cells(number, record) if _is_wanted(cell, series)]
        speaking = [cell for cell in cells if cell.kind in {FACT, ACT}]
        others = [cell for cell in cells if cell.kind in {NONE, WORD}]
        wanted = others if others and (not speaking or rng.random() < OTHERS) else speaking
        if not wanted:
            continue
        cell = rng.choice(wanted)
        if cell not in seen:
            seen.add(cell)
            yield cell


def draw_rows(raw: Path, rows: list[tuple[str, str, int]]) -> dict[tuple[str, str, int], list[Cell]]:
    """All cells of the given records, as (source, file, record)."""
    wanted = set(rows)
    files = {(source, file) for source, file, _ in wanted}
    found: dict[tuple[str, str, int], list[Cell]] = {}
    for source in {source for source, _ in files}:
        for table in READERS[source](raw):
            if (source, table.file) not in files:
                continue
            for number, record in table.records():
                if (source, table.file, number) in wanted:
                    found.setdefault((source, table.file, number), []).extend(table.cells(number, record))
    return found


def as_json(cell: Cell) -> dict[str, object]:
    """A cell without its empty fields."""
    plain = cell._asdict()
    return {k: v for k, v in plain.items() if v not in ("", None, 0) or (k in {"value", "text"} and v is not None)}


def from_json(entry: dict[str, object]) -> Cell:
    """A cell of the committed list."""
    return Cell(**{"text": "", "qualifier": "", **entry})  # type: ignore[arg-type]


def main() -> None:
    """Write the committed list from the first seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--to", type=Path, default=SAMPLES)
    options = parser.parse_args()
    raw = raw_folder()
    if raw is None:
        parser.error("no publishers' files: set CM_RAW")
    cells = draw(raw, [options.seed], known_series())[options.seed]
    lines = ",\n".join(json.dumps(as_json(cell), ensure_ascii=False) for cell in cells)
    options.to.write_text(f'{{"seed": {options.seed}, "cells": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
