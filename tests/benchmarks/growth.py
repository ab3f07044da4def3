"""Part ``growth``: the same questions to releases of 5 and 25 million rows, which must take as long as today's.

Invariant: the rows are synthetic: the layout of the committed release, again and again, with drawn numbers for every
value. The release is called ``synthetic``, and so is every series but those of the first copy, which bear the ids of
the catalogue so that the same questions find them. All of it lies in a folder that is removed at the end.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from data.blocks import COLUMNS, DONE, STRINGS, TABLES, Blocks, block_folder, digest_of, open_blocks
from data.release import Release
from data.store import Store, store
from tests.benchmarks.query import questions, timed
from tests.benchmarks.report import NotMeasured, Part, Row

MILLIONS = (5, 25)
FLAT = 1.5
DRAWN = ("value", "lower", "upper", "std_error", "n")
LABELS = {
    "cross-section": "every country in a year",
    "trend": "one country over time",
    "view": "view of a map",
    "coverage": "whole coverage matrix",
}


def run(part: Part) -> None:
    """All measures of this part."""
    part.heads = ("synthetic", "committed release", "")
    opened = store()
    asked = questions(opened)
    base = timed(opened, asked)
    here = len(opened.blocks.columns["year"]) / 1e6
    part.notes.append(
        f"The committed release holds {here:.2f} million rows. Flat means at most {FLAT} times its time; each question "
        "is asked for all indicators in turn. Series and numbers are synthetic, made for this run and removed after it."
    )
    for millions in MILLIONS:
        folder = Path(tempfile.mkdtemp(prefix="synthetic-blocks-"))
        try:
            measure(part, opened, asked, base, millions, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def measure(
    part: Part,
    opened: Store,
    asked: list[tuple[str, str, int, int, str]],
    base: dict[str, float],
    millions: int,
    folder: Path,
) -> None:
    """The questions on one size."""
    spans: dict[str, float] = {}

    def get(name: str) -> dict[str, Any]:
        if not spans:
            release = synthetic(opened, millions * 1_000_000, folder)
            begin = time.perf_counter()
            blocks = open_blocks(release, folder)
            spans["opening"] = time.perf_counter() - begin
            spans["rows"] = len(blocks.columns["year"])
            if spans["rows"] < millions * 1_000_000:
                raise NotMeasured(f"only {spans['rows']:,.0f} rows were made")
            spans.update(timed(replace(opened, blocks=blocks), asked))
        return {"ours": spans[name], "stock": base[name]}

    for name, label in LABELS.items():
        plan = Row(f"{label}, {millions} million rows", "ms", budget="flat ± 50 %", times=1 / FLAT)
        part.take(plan, lambda name=name: get(name))
    if "opening" in spans:
        part.notes.append(f"{millions} million rows: opened, every byte verified, in {spans['opening']:.1f} s, once.")


def synthetic(opened: Store, wanted: int, root: Path) -> Release:
    """A release of at least ``wanted`` rows of blocks below ``root``; it has no other file."""
    release = Release(f"synthetic-{wanted}", root, {"files": {}}, "0" * 64)
    folder = block_folder(release, root)
    folder.mkdir(parents=True)
    order, slices = layout(opened.blocks, wanted)
    rng = np.random.default_rng(20261101)
    for name, dtype in COLUMNS.items():
        column = np.asarray(opened.blocks.columns[name])[order]
        if name in DRAWN:
            column = np.where(np.isnan(column), np.nan, rng.uniform(0, 100, len(order)))
        np.save(folder / f"{name}.npy", np.ascontiguousarray(column.astype(dtype)))
    np.save(folder / "offsets.npy", np.asarray(opened.blocks.offsets))
    (folder / STRINGS).write_bytes(bytes(opened.blocks.strings))
    tables = {"areas": list(opened.blocks.areas), "series": slices, "events": list(opened.blocks.events)}
    (folder / TABLES).write_bytes(orjson.dumps(tables))
    names = sorted(path.name for path in folder.iterdir())
    (folder / DONE).write_bytes(orjson.dumps({name: digest_of(folder / name) for name in names}))
    return release


def layout(blocks: Blocks, wanted: int) -> tuple[npt.NDArray[np.int64], dict[str, dict[str, list[int]]]]:
    """Which row of the release each synthetic row follows, and where each slice lies; sorted by series, as always."""
    copies = -(-wanted // len(blocks.columns["year"]))
    pieces: list[npt.NDArray[np.int64]] = []
    slices: dict[str, dict[str, list[int]]] = {}
    at = 0
    for series in sorted(blocks.slices):
        for copy in range(copies):
            name = series if copy == 0 else f"{series}~synthetic{copy:02d}"
            slices[name] = {}
            for dims, (start, end) in blocks.slices[series].items():
                pieces.append(np.arange(start, end, dtype=np.int64))
                slices[name][dims] = [at, at + end - start]
                at += end - start
    return np.concatenate(pieces), slices
