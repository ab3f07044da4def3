"""The release that stands in the repository, opened for tests that ask it what readers ask.

Invariant: its blocks are prepared in a folder of the run; the checkout is only read.
"""

from __future__ import annotations

from pathlib import Path

import orjson

import data.release
from data.blocks import open_blocks
from data.catalogue import load_release_catalogue
from data.prepare import prepare
from data.release import open_release
from data.store import Store

EMBEDDED = Path(data.release.__file__).parent / "releases"


def committed_store(folder: Path, has_geometry: bool = False) -> Store:
    """The release, without its geometry unless it is wanted."""
    release = open_release(root=EMBEDDED)
    prepare(release, folder)
    geometry = orjson.loads(release.read("geometry.json")) if has_geometry else {}
    return Store(release, load_release_catalogue(release), open_blocks(release, folder), geometry)
