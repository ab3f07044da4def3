"""Makes the files of whole releases: Parquet, SQLite, data package, SDMX-CSV, each with its hash.

Invariant: made under a lock, aside, and whole or not at all; the same release gives the same bytes. ``python -m
data.bulk`` makes those of every release. Imports pyarrow; the serving process never imports this module.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as arrow
from pyarrow import parquet

from data.blocks import digest_of
from data.bulk_files import BULK, DONE, MADE, PACKAGE, PARQUET, SDMX, SQLITE, STRUCTURE, bulk_folder, made_files
from data.bulk_headline import write_package
from data.bulk_sdmx import sdmx_structure, write_sdmx
from data.bulk_sqlite import write_sqlite
from data.export.release_rows import (
    MEASURES,
    closed_series,
    dimensions,
    open_segments,
    release_columns,
    status_of,
)
from data.folders import keep_only, make_folder
from data.model import parse_dims
from data.records import INTERVALS, MAKERS, QUALIFIED, Segment
from data.release import sound_releases
from data.store import Store, open_store
from data.views.quality import licence_line
from data.words import words

LINEAGE = ("published_text", "file", "row", "rows", "formula", "inputs")  # beyond the columns of the CSV
GROUP = 250_000
Codes = npt.NDArray[np.int64]


def make_bulk(store: Store, root: Path = BULK) -> Path:
    """Folder of the release's files, made if they are not there. A second process waits for the first."""
    release = store.release
    return make_folder(
        bulk_folder(release, root), lambda: bool(made_files(release, root)), lambda aside: _write(store, aside)
    )


def _write(store: Store, folder: Path) -> None:
    left_out = closed_series(store)
    about = {
        "title": f"Common Measure, release {store.id}",
        "release": store.id,
        "release_sha256": store.release.digest,
        "note": "Figures belong to their publishers and keep their licences, which stand beside each source.",
        "left_out_for_their_licence": " ".join(left_out) or "nothing",
    }
    write_parquet(store, folder / PARQUET, about)
    write_sqlite(store, folder / SQLITE, about.items())
    write_package(store, folder / PACKAGE, about, left_out)
    write_sdmx(store, folder / SDMX)
    (folder / STRUCTURE).write_bytes(sdmx_structure(store))
    files = {n: {"bytes": (folder / n).stat().st_size, "sha256": digest_of(folder / n)} for n in MADE}
    (folder / DONE).write_bytes(orjson.dumps({"files": files, "left_out": left_out}, option=orjson.OPT_INDENT_2))


def write_parquet(store: Store, path: Path, about: dict[str, str]) -> None:
    """One table of all observations: the columns of the CSV, then where each figure was read."""
    parts = open_segments(store)
    dims = dimensions(parts)
    rows = np.concatenate([np.arange(p.start, p.end) for p in parts]) if parts else np.empty(0, dtype=np.int64)
    columns = {**_said(store, parts, dims), **_read(store, rows), **_judged(store, rows)}
    names = (*release_columns(dims), *LINEAGE)
    table = arrow.table([columns[name] for name in names], names=list(names))
    table = table.replace_schema_metadata(about)
    parquet.write_table(table, path, compression="zstd", compression_level=9, row_group_size=GROUP, version="2.6")


def _words(codes: Codes, texts: Sequence[str]) -> arrow.Array:
    """A column of words by their numbers, each word once; a number below 0, and the empty word, is none."""
    known = sorted(set(texts) - {""})
    place = {text: number for number, text in enumerate(known)}
    places = np.array([*(place.get(text, -1) for text in texts), -1], dtype=np.int32)  # -1 finds the last: none
    indices = places[np.maximum(codes, -1)]
    is_none = indices < 0
    return arrow.DictionaryArray.from_arrays(
        arrow.array(np.where(is_none, 0, indices), mask=is_none), arrow.array(known, type=arrow.string())
    )


def _said(store: Store, parts: Sequence[Segment], dims: Sequence[str]) -> dict[str, arrow.Array]:
    """What is the same for a whole slice."""
    sizes = np.array([part.end - part.start for part in parts], dtype=np.int64)
    sources = store.catalogue.sources
    texts: dict[str, list[str]] = {
        "indicator": [p.indicator.id for p in parts],
        "unit": [p.indicator.unit for p in parts],
        "source": [sources[p.series.source]["name"] for p in parts],
        "source_series": [p.series.code for p in parts],
        "vintage": [p.series.vintage for p in parts],
        "release": [store.id for _p in parts],
        "licence": [licence_line(store, p.series, words()) for p in parts],
        "series": [p.series.id for p in parts],
        **{name: [parse_dims(p.dims).get(name, "") for p in parts] for name in dims},
    }
    codes = np.repeat(np.arange(len(parts), dtype=np.int64), sizes)
    return {name: _words(codes, said) for name, said in texts.items()}


def _read(store: Store, rows: Codes) -> dict[str, arrow.Array]:
    """What stands in the blocks."""
    blocks, known = store.blocks, store.catalogue.areas
    own = {name: column[rows] for name, column in blocks.columns.items()}
    is_none = np.isnan(own["value"])
    areas, other = own["area"].astype(np.int64), own["counterpart"].astype(np.int64)
    level = np.round(own["level"].astype(np.float64), 4)
    columns = {
        "area": _words(areas, [known[code].name() for code in blocks.areas]),
        "iso3": _words(areas, blocks.areas),
        "area_kind": _words(areas, [known[code].kind.value for code in blocks.areas]),
        "counterpart": _words(other, blocks.areas),
        "period": arrow.array(own["year"]),
        "observed_period": arrow.array(own["year"], mask=is_none),
        "row": arrow.array(own["row"], mask=own["row"] < 0),
        "qualifier": _words(own["qualifier"].astype(np.int64), QUALIFIED),
        "interval_kind": _words(own["interval_kind"].astype(np.int64), INTERVALS),
        "provenance": _words(own["provenance"].astype(np.int64), MAKERS),
    }
    for name in MEASURES:
        columns[name] = arrow.array(level if name == "level" else own[name], from_pandas=True)
    texts = [
        blocks.value_text(*cells)
        for cells in zip(own["value_text"].tolist(), own["value"].tolist(), own["decimals"].tolist(), strict=True)
    ]
    columns["value_text"] = arrow.array([text or None for text in texts], type=arrow.string()).dictionary_encode()
    for name in ("note", "decisions", *(set(LINEAGE) - {"row"})):
        columns[name] = _kept_texts(store, own[name])
    return columns


def _kept_texts(store: Store, numbers: npt.NDArray[Any]) -> arrow.Array:
    used, codes = np.unique(numbers, return_inverse=True)
    return _words(codes.astype(np.int64), [store.blocks.text(int(number)) for number in used])


def _judged(store: Store, rows: Codes) -> dict[str, arrow.Array]:
    """Marks, state, and the reason why there is no figure."""
    columns = store.blocks.columns
    both = columns["flags"][rows].astype(np.int64) * len(QUALIFIED) + columns["qualifier"][rows]
    used, codes = np.unique(both, return_inverse=True)
    found = [status_of(*divmod(int(number), len(QUALIFIED))) for number in used]
    names = ("flags", "status", "missing_reason")
    return {name: _words(codes.astype(np.int64), [one[at] for one in found]) for at, name in enumerate(names)}


def main() -> int:
    """Make the files of every sound release, the current one first; remove those that no release needs."""
    releases, refused = sound_releases()
    for text in refused:
        print(f"refused: {text}", file=sys.stderr)
    for release in releases:
        start = time.monotonic()
        folder = make_bulk(open_store(release.id))
        print(f"release {release.id}: whole files in {folder} ({time.monotonic() - start:.0f} s)")
    keep_only(BULK, map(bulk_folder, releases))
    return 0


if __name__ == "__main__":
    sys.exit(main())
