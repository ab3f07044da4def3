"""Where the files of a whole release lie once ``python -m data.bulk`` has made them, and what each is for.

Invariant: a folder holds every file or is not there; a file is named only with the hash that it was made with.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import orjson

from data.blocks import digest_of
from data.folders import made_folder
from data.release import MANIFEST, Release

BULK = made_folder("bulk")
DONE = "done.json"
LAYOUT = 1  # of the files; another number makes them anew
PARQUET, CSV, SQLITE, PACKAGE = "observations.parquet", "observations.csv", "measure.sqlite", "package.zip"
SDMX, STRUCTURE, SUMS = "sdmx.csv.gz", "sdmx-structure.xml", "SHA256SUMS"
MADE = (PARQUET, SQLITE, PACKAGE, SDMX, STRUCTURE)
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "gz": "application/gzip",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xml": "application/xml",
    "zip": "application/zip",
}
NOT_MADE = "this file has not been made yet here: python -m data.bulk makes it"


@dataclass(frozen=True, slots=True)
class BulkFile:
    """One file of a release: its bytes lie at ``path``."""

    name: str
    path: Path
    size: int
    sha256: str


def bulk_folder(release: Release, root: Path = BULK) -> Path:
    """Folder of the files made of a release, named by its content."""
    return root / f"{release.id}-{release.digest[:16]}-{LAYOUT}"


def made_files(release: Release, root: Path = BULK) -> dict[str, BulkFile]:
    """What has been made, by name; nothing where it has not, or not whole."""
    folder = bulk_folder(release, root)
    try:
        listed = orjson.loads((folder / DONE).read_bytes())["files"]
        found = {n: BulkFile(n, folder / n, int(e["bytes"]), str(e["sha256"])) for n, e in listed.items()}
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return {}
    return found if all(_size(one.path) == one.size for one in found.values()) else {}


def own_files(release: Release) -> dict[str, BulkFile]:
    """The files that the release itself is made of."""
    found = {
        name: BulkFile(name, release.path(name), int(entry["bytes"]), str(entry["sha256"]))
        for name, entry in sorted(release.manifest["files"].items())
    }
    path = release.folder / MANIFEST
    found[MANIFEST] = BulkFile(MANIFEST, path, path.stat().st_size, digest_of(path))
    return found


def sums(release: Release, root: Path = BULK) -> str:
    """The list that ``sha256sum --check`` reads."""
    every = [*made_files(release, root).values(), *own_files(release).values()]
    return "".join(f"{one.sha256}  {one.name}\n" for one in every)


def content_type(name: str) -> str:
    """Media type of a file, by the end of its name."""
    return TYPES.get(name.rpartition(".")[2], "text/plain; charset=utf-8")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1
