"""Memory-mapped columns of a release, made by data/prepare.py: what every query reads.

Invariant: rows are sorted by series, dims, area, year, counterpart; the bytes opened are those that were made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from data.folders import made_folder
from data.release import Release, ReleaseError

BLOCKS = made_folder("blocks")
DONE = "done.json"
TABLES = "tables.json"
STRINGS = "strings.bin"
EVENTS = "events.parquet"
COLUMNS: dict[str, str] = {
    "year": "i2",
    "area": "i2",
    "counterpart": "i2",
    "value": "f8",
    "lower": "f8",
    "upper": "f8",
    "level": "f4",
    "std_error": "f8",
    "n": "f8",
    "decimals": "i1",
    "qualifier": "i1",
    "provenance": "i1",
    "interval_kind": "i1",
    "flags": "i4",
    "value_text": "i4",
    "published_text": "i4",
    "file": "i4",
    "row": "i4",
    "rows": "i4",
    "formula": "i4",
    "inputs": "i4",
    "note": "i4",
    "decisions": "i4",
}


class BlocksNotReady(ReleaseError):
    """The release has not been prepared, or its blocks are damaged."""


def block_folder(release: Release, root: Path = BLOCKS) -> Path:
    """Folder of a release's blocks, named by the content that they are made from: equal figures share one folder."""
    names = [*release.fact_files, EVENTS]
    content = "".join(f"{name}\0{release.manifest['files'][name]['sha256']}\n" for name in names)
    return root / hashlib.sha256(content.encode()).hexdigest()[:32]


def digest_of(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_ready(folder: Path) -> bool:
    """Whether every file is there with the bytes that were made."""
    try:
        done = orjson.loads((folder / DONE).read_bytes())
        return bool(done) and all(digest_of(folder / name) == digest for name, digest in done.items())
    except (OSError, orjson.JSONDecodeError):
        return False


@dataclass(frozen=True)
class Blocks:
    """Columns by name (shape: all observations), ids of areas, slices and treaty acts."""

    columns: dict[str, npt.NDArray[Any]]
    areas: tuple[str, ...]
    area_index: dict[str, int]
    slices: dict[str, dict[str, tuple[int, int]]]
    events: tuple[dict[str, Any], ...]
    offsets: npt.NDArray[np.int64]
    strings: npt.NDArray[np.uint8]

    def text(self, number: int) -> str:
        """A text by its number; -1 is the empty text."""
        if number < 0:
            return ""
        return bytes(self.strings[self.offsets[number] : self.offsets[number + 1]]).decode()

    def value_text(self, number: int, value: float, decimals: int) -> str:
        """A value as the publisher wrote it; where that is not kept, its decimals give it back."""
        if number >= 0:
            return self.text(number)
        return "" if value != value else f"{value:.{decimals}f}"


def open_blocks(release: Release, root: Path = BLOCKS) -> Blocks:
    """Blocks of a release. Raises BlocksNotReady with what to run."""
    folder = block_folder(release, root)
    if not is_ready(folder):
        raise BlocksNotReady(f"release {release.id} is not prepared: run python -m data.prepare")
    tables = orjson.loads((folder / TABLES).read_bytes())
    # Plain views of the mapped bytes: reading one cell of a memmap costs several times as much.
    columns = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in COLUMNS}
    size = (folder / STRINGS).stat().st_size
    strings = np.asarray(np.memmap(folder / STRINGS, np.uint8, "r")) if size else np.zeros(0, dtype=np.uint8)
    return Blocks(
        columns=columns,
        areas=tuple(tables["areas"]),
        area_index={area: number for number, area in enumerate(tables["areas"])},
        slices={
            sid: {dims: (span[0], span[1]) for dims, span in slices.items()} for sid, slices in tables["series"].items()
        },
        events=tuple(tables["events"]),
        offsets=np.asarray(np.load(folder / "offsets.npy", mmap_mode="r")),
        strings=strings,
    )
