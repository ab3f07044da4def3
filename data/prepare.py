"""Makes the blocks that queries read from a release's Parquet, once, before any worker starts.

Invariant: blocks are made only from a verified release, under a lock, and stand complete or not at all.
``python -m data.prepare`` prepares every release. Imports pandas; the serving process never imports this module.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
import pandas as pd
from pandas.api.types import union_categoricals

from data.blocks import BLOCKS, COLUMNS, DONE, STRINGS, TABLES, block_folder, digest_of, is_ready
from data.facts import events_frame, facts_frame
from data.folders import keep_only, make_folder
from data.model import Flag, IntervalKind, Provenance, Qualifier
from data.release import Release, sound_releases

FLAG_BIT = {flag.value: 1 << position for position, flag in enumerate(Flag)}
CODED: dict[str, list[str]] = {
    "qualifier": [q.value for q in Qualifier],
    "provenance": [p.value for p in Provenance],
    "interval_kind": ["", *[k.value for k in IntervalKind]],
}
TEXTS = ("value_text", "published_text", "file", "rows", "formula", "inputs", "note", "decisions")


def prepare(release: Release, root: Path = BLOCKS) -> Path:
    """Folder of the release's blocks, made if it is not there. A second process waits for the first."""
    folder = block_folder(release, root)
    return make_folder(folder, lambda: is_ready(folder), lambda aside: _write(release, aside))


def _write(release: Release, folder: Path) -> None:
    frame = joined([facts_frame(release.read(name)) for name in release.fact_files])
    frame["year"] = frame["period_end"].dt.year.astype(np.int16)
    frame = frame.sort_values(["series", "dims", "area", "year", "counterpart"], ignore_index=True)
    areas = sorted(set(frame["area"].unique()) | set(frame["counterpart"].unique()) - {""})
    strings: dict[str, int] = {}
    columns = _columns(frame, areas, strings)
    for name, dtype in COLUMNS.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(columns[name].astype(dtype)))
    _write_strings(folder, strings)
    tables = {
        "areas": areas,
        "series": _slices(frame),
        "events": _events(release),
    }
    (folder / TABLES).write_bytes(orjson.dumps(tables))
    names = sorted(path.name for path in folder.iterdir())
    (folder / DONE).write_bytes(orjson.dumps({name: digest_of(folder / name) for name in names}))


def joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """All tables as one, words as categories of one common list."""
    columns = {}
    for name in frames[0].columns:
        parts = [frame[name] for frame in frames]
        if isinstance(parts[0].dtype, pd.CategoricalDtype):
            columns[name] = pd.Series(union_categoricals(parts, sort_categories=True))
        else:
            columns[name] = pd.concat(parts, ignore_index=True)
    return pd.DataFrame(columns)


def _columns(frame: pd.DataFrame, areas: list[str], strings: dict[str, int]) -> dict[str, Any]:
    position = {area: number for number, area in enumerate(areas)}
    columns: dict[str, Any] = {
        name: frame[name].to_numpy()
        for name in ("year", "value", "lower", "upper", "level", "std_error", "n", "decimals", "row")
    }
    columns["area"] = coded(frame["area"], position.__getitem__)
    columns["counterpart"] = coded(frame["counterpart"], lambda area: position[area] if area else -1)
    for name, words in CODED.items():
        columns[name] = coded(frame[name], words.index)
    columns["flags"] = coded(frame["flags"], lambda text: sum(FLAG_BIT[f] for f in text.split(";") if f))
    for name in TEXTS:
        columns[name] = coded(frame[name], lambda text: strings.setdefault(text, len(strings)) if text else -1)
    return columns


def coded(words: pd.Series, number: Callable[[str], int]) -> npt.NDArray[np.int64]:
    """A number for every word of a column of categories, asked once for each category that occurs."""
    used = words.cat.remove_unused_categories()
    table = np.array([number(str(word)) for word in used.cat.categories], dtype=np.int64)
    result: npt.NDArray[np.int64] = table[used.cat.codes.to_numpy()]
    return result


def _write_strings(folder: Path, strings: dict[str, int]) -> None:
    encoded = [text.encode() for text in strings]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
    offsets[1:] = np.cumsum([len(text) for text in encoded])
    np.save(folder / "offsets.npy", offsets)
    (folder / STRINGS).write_bytes(b"".join(encoded))


def _slices(frame: pd.DataFrame) -> dict[str, dict[str, list[int]]]:
    """series -> dims -> [first row, row after the last]."""
    series, dims = frame["series"].cat.codes.to_numpy(), frame["dims"].cat.codes.to_numpy()
    changes = (series[1:] != series[:-1]) | (dims[1:] != dims[:-1])
    starts = np.flatnonzero(np.r_[True, changes])
    ends = np.r_[starts[1:], len(frame)]
    table: dict[str, dict[str, list[int]]] = {}
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        table.setdefault(str(frame.at[start, "series"]), {})[str(frame.at[start, "dims"])] = [start, end]
    return table


def _events(release: Release) -> list[dict[str, Any]]:
    frame = events_frame(release.read("events.parquet")).astype(object)
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict(orient="records")]


def main() -> int:
    """Prepare every sound release, the current one first, and remove the blocks that no release needs."""
    releases, refused = sound_releases()
    for text in refused:
        print(f"refused: {text}", file=sys.stderr)
    folders = {release.id: prepare(release) for release in releases}
    keep_only(BLOCKS, folders.values())
    for release_id, folder in folders.items():
        print(f"release {release_id} ready in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
