"""Part ``difference``: a million figures against a million, and pandas doing the least of it.

Invariant: both look at the same rows and find the same number of changed values; else nothing is measured.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from data.blocks import COLUMNS, Blocks
from data.catalogue import SeriesInfo
from data.diff import Kind, diff_series
from data.diff_match import Pair
from data.store import Store, store
from tests.benchmarks.report import NotMeasured, Part, Row

AREAS, YEARS, SLICES = 200, 100, 50
SIZE = AREAS * YEARS * SLICES


def run(part: Part) -> None:
    """One measure, the quickest of three."""
    part.heads = ("ours", "pandas", "")
    part.notes.append(
        "pandas: one merge on the key and one comparison of values; without classes, reasons or first values."
    )
    plan = Row("1,000,000 figures against 1,000,000", "ms", budget="≤ 10 s", limit=10_000)
    part.take(plan, measure)


def made(seed: int) -> tuple[Blocks, dict[str, Any]]:
    """Columns of a million figures with one decimal, a tenth of them moved by the seed."""
    area = np.tile(np.repeat(np.arange(AREAS), YEARS), SLICES)
    year = np.tile(np.arange(1920, 1920 + YEARS), AREAS * SLICES)
    value = np.round(np.random.default_rng(0).uniform(0, 100, SIZE), 1)
    moved = np.random.default_rng(seed).random(SIZE) < 0.1 * seed
    columns: dict[str, Any] = {name: np.zeros(SIZE, kind) for name, kind in COLUMNS.items()}
    columns |= {"area": area, "year": year, "value": np.where(moved, np.round(value + 1.3, 1), value)}
    columns["counterpart"] = np.full(SIZE, -1)
    columns["decimals"] = np.ones(SIZE, dtype=np.int8)
    for name in ("lower", "upper", "level", "std_error"):
        columns[name] = np.full(SIZE, np.nan)
    step = AREAS * YEARS
    slices = {"x:X@1": {f"age:a{n:02}": (n * step, (n + 1) * step) for n in range(SLICES)}}
    names = tuple(f"A{n:03}" for n in range(AREAS))
    blocks = Blocks(
        columns, names, {a: n for n, a in enumerate(names)}, slices, (), np.zeros(1, np.int64), np.zeros(0, np.uint8)
    )
    return blocks, columns


def measure() -> dict[str, Any]:
    """Milliseconds of both."""
    opened: Store = store()
    series = SeriesInfo("x:X@1", "x", "X", "1", "2020", "age:a00", {})
    (first, a), (second, b) = made(0), made(1)
    older, newer = (replace(opened, blocks=blocks) for blocks in (first, second))
    pair = Pair("", series, series, "")
    ours, found = _quickest(lambda: diff_series(older, newer, pair).counts[Kind.VALUE])
    slices = np.repeat(np.arange(SLICES), AREAS * YEARS)
    frames = [pd.DataFrame({"slice": slices, **{n: c[n] for n in ("area", "year", "value")}}) for c in (a, b)]

    def peer() -> int:
        both = frames[0].merge(frames[1], on=["slice", "area", "year"], how="outer", suffixes=("", "_new"))
        return int((both["value"] != both["value_new"]).sum())

    theirs, other = _quickest(peer)
    if found != other:
        raise NotMeasured(f"we find {found} changes, pandas {other}")
    return {"ours": ours, "stock": theirs, "note": f"{found:,} values changed."}


def _quickest(work: Any) -> tuple[float, int]:
    times, found = [], 0
    for _ in range(3):
        begin = time.perf_counter()
        found = work()
        times.append((time.perf_counter() - begin) * 1000)
    return min(times), found
