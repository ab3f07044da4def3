"""Where the release and the publishers' files lie.

Invariant: nothing is read of a release but its own files; the manifest only says which release first held a file.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RELEASE = "2026.11.1"  # the release whose figures samples_500.json lists


def releases() -> Path:
    """Folder of releases: ``CM_VERIFY_RELEASES``, else data/releases.

    The tests' own ``CM_RELEASES`` points at the tiny release, which has no real figures.
    """
    return Path(os.environ.get("CM_VERIFY_RELEASES") or ROOT / "data" / "releases")


def release_file(name: str, root: Path | None = None) -> Path:
    """Path of a file of the release; one that did not change may lie with the release that first held it."""
    folder = (root or releases()) / RELEASE
    manifest = folder / "manifest.json"
    if manifest.is_file():
        entry = json.loads(manifest.read_text("utf-8"))["files"][name]
        return folder.parent / str(entry.get("release", folder.name)) / name
    return folder / name


def read_json(name: str, root: Path | None = None) -> Any:
    """A JSON file of the release."""
    return json.loads(release_file(name, root).read_text("utf-8"))


def raw_folder() -> Path | None:
    """The publishers' files, if this machine has them."""
    path = Path(os.environ.get("CM_RAW") or ROOT.parent / "shared" / "raw")
    return path if path.is_dir() else None
