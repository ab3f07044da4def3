"""A release opened for reading: catalogue, blocks and geometry together.

Invariant: all parts belong to the same verified release; opening is done once per process and release.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from data.blocks import BLOCKS, Blocks, open_blocks
from data.catalogue import ReleaseCatalogue, load_release_catalogue
from data.release import RELEASES, Release, ReleaseError, open_release, release_ids


@dataclass(frozen=True)
class Store:
    """Everything that views read. ``geometry`` holds SVG paths, points and frames by area."""

    release: Release
    catalogue: ReleaseCatalogue
    blocks: Blocks
    geometry: dict[str, Any]

    @property
    def id(self) -> str:
        """Id of the release."""
        return self.release.id


def open_store(release_id: str | None = None, root: Path = RELEASES, blocks: Path = BLOCKS) -> Store:
    """The release of that id, or the current one. Raises ReleaseError."""
    release = open_release(release_id, root)
    return Store(
        release=release,
        catalogue=load_release_catalogue(release),
        blocks=open_blocks(release, blocks),
        geometry=orjson.loads(release.read("geometry.json")),
    )


@lru_cache(maxsize=8)
def store(release_id: str | None = None) -> Store:
    """The same, kept for the life of the process."""
    return open_store(release_id)


def sibling(opened: Store, release_id: str) -> Store:
    """Another release from where this one lies. Raises ReleaseError."""
    if release_id == opened.id:
        return opened
    root = opened.release.folder.parent
    return store(release_id) if root == RELEASES else open_store(release_id, root)


def siblings(opened: Store) -> list[Store]:
    """Every release beside this one that can be opened, itself among them, newest first; damaged ones are left out."""
    found = []
    for release_id in release_ids(opened.release.folder.parent):
        try:
            found.append(sibling(opened, release_id))
        except ReleaseError:
            continue
    return found
