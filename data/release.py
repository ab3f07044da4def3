"""Opens a release: every file's sha256 is compared with the manifest before a byte of it is parsed.

Invariant: a damaged release is never served; the newest undamaged one before it is, and the damage is told.

    ReleaseError            a release cannot be opened
    ├── UnknownRelease      there is no such release
    └── DamagedRelease      a file is missing, or its bytes are not those that were published
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

RELEASES = Path(os.environ.get("CM_RELEASES", Path(__file__).parent / "releases"))
CURRENT = "current.json"
MANIFEST = "manifest.json"
ID = re.compile(r"^\d{4}\.\d{1,2}\.\d{1,3}$")


class ReleaseError(Exception):
    """A release cannot be opened."""


class UnknownRelease(ReleaseError):
    """There is no such release."""


class DamagedRelease(ReleaseError):
    """A file is missing, or its bytes are not those that were published."""


def release_key(release_id: str) -> tuple[int, ...]:
    """Order of releases: by their numbers."""
    return tuple(int(part) for part in release_id.split("."))


@dataclass(frozen=True)
class Release:
    """A verified release. ``refused`` says which newer ones were passed over, and why."""

    id: str
    folder: Path
    manifest: dict[str, Any]
    digest: str
    refused: tuple[str, ...] = field(default=())

    def path(self, name: str) -> Path:
        """Where a file of the release lies; it may be shared with the release that first held it."""
        return file_path(self.folder, name, self.manifest["files"][name])

    def read(self, name: str) -> bytes:
        """Bytes of a file, verified again. Raises DamagedRelease."""
        return _verified(self.path(name), self.id, name, self.manifest["files"][name])

    @cached_property
    def fact_files(self) -> list[str]:
        """Names of the tables of observations."""
        return sorted(name for name in self.manifest["files"] if name.startswith("facts/"))


def file_path(folder: Path, name: str, entry: dict[str, Any]) -> Path:
    """Path of a file by its entry in the manifest."""
    return folder.parent / str(entry.get("release", folder.name)) / name


def _verified(path: Path, release: str, name: str, entry: dict[str, Any]) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DamagedRelease(f"release {release}: {name} cannot be read ({error.strerror})") from error
    digest = hashlib.sha256(content).hexdigest()
    if digest != entry["sha256"]:
        raise DamagedRelease(
            f"release {release}: {name} has sha256 {digest[:12]}…, published was {entry['sha256'][:12]}…"
        )
    return content


def release_ids(root: Path = RELEASES) -> list[str]:
    """Ids of the releases that are complete enough to hold a manifest, newest first."""
    found = [path.parent.name for path in root.glob(f"*/{MANIFEST}") if ID.fullmatch(path.parent.name)]
    return sorted(found, key=release_key, reverse=True)


def open_release(release_id: str | None = None, root: Path = RELEASES) -> Release:
    """The release of that id, or the current one.

    Without an id, a damaged current release is refused and the newest one before it opens, with the reason in
    ``refused``. Raises UnknownRelease or DamagedRelease; with an id there is no falling back.
    """
    if release_id is not None:
        if not ID.fullmatch(release_id) or not (root / release_id / MANIFEST).is_file():
            raise UnknownRelease(f"there is no release {release_id!r}; known: {', '.join(release_ids(root)) or 'none'}")
        return _open(root / release_id)
    ids = release_ids(root)
    wanted = _current(root)
    refused: list[str] = []
    if wanted is None and (root / CURRENT).exists():
        refused.append(f"{CURRENT} cannot be read: the newest sound release opens")
    if wanted is not None:
        newer = [i for i in ids if release_key(i) > release_key(wanted)]
        ids = [i for i in ids if i not in newer]  # published aside, never made current
        if wanted not in ids:
            refused.append(f"release {wanted} is named current but has no manifest")
    for candidate in ids:
        try:
            release = _open(root / candidate)
        except DamagedRelease as error:
            refused.append(str(error))
            continue
        return Release(release.id, release.folder, release.manifest, release.digest, tuple(refused))
    raise DamagedRelease("; ".join(refused) or f"no release below {root}")


def sound_releases(root: Path = RELEASES) -> tuple[list[Release], list[str]]:
    """Every release that opens, the current one first, and why each of the others was refused.

    Raises DamagedRelease where none opens.
    """
    found = [open_release(root=root)]
    refused = dict.fromkeys(found[0].refused)
    for release_id in release_ids(root):
        if release_id != found[0].id:
            try:
                found.append(open_release(release_id, root))
            except ReleaseError as error:
                refused[str(error)] = None
    return found, list(refused)


def _current(root: Path) -> str | None:
    try:
        name = str(orjson.loads((root / CURRENT).read_bytes())["release"])
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return None
    return name if ID.fullmatch(name) else None


def read_manifest(folder: Path) -> tuple[dict[str, Any], str]:
    """Manifest of a release and its hash. Raises DamagedRelease where it is not the one that was published."""
    try:
        content = (folder / MANIFEST).read_bytes()
        manifest = orjson.loads(content)
        stated = manifest.pop("manifest_sha256")
        manifest["files"].items()
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DamagedRelease(f"release {folder.name}: its manifest cannot be read ({error})") from error
    digest = manifest_digest(manifest)
    if digest != stated or manifest.get("release") != folder.name:
        raise DamagedRelease(f"release {folder.name}: its manifest is not the one that was published")
    return manifest, digest


def _open(folder: Path) -> Release:
    manifest, digest = read_manifest(folder)
    for name, entry in manifest["files"].items():
        _verified(file_path(folder, name, entry), folder.name, name, entry)
    return Release(folder.name, folder, manifest, digest)


def manifest_digest(manifest: dict[str, Any]) -> str:
    """sha256 of a manifest without its own hash, keys sorted."""
    return hashlib.sha256(orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS)).hexdigest()
