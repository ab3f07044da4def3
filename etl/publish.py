"""Puts a release in place so that no reader ever sees half of it.

Invariant: whatever step a crash falls on, ``open_release()`` gives either the release before or the new one, whole.

Steps: take the lock; write every file aside and fsync it; write the manifest last; rename the folder; fsync the parent;
swap ``current.json`` by rename. A folder left aside by a crash is removed by the next publication. A release that is
there already is only mended: each damaged file is replaced by a rename, so releases that share it never miss it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from data.release import (
    CURRENT,
    ID,
    MANIFEST,
    RELEASES,
    DamagedRelease,
    ReleaseError,
    file_path,
    manifest_digest,
    open_release,
    read_manifest,
    release_ids,
    release_key,
)

ASIDE = ".aside-"


class PublishError(Exception):
    """The release could not be published; what was there before is untouched."""


def sync_file(path: Path, content: bytes) -> None:
    """Write a file and make sure that it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(path: Path) -> None:
    """Make sure that the names in a folder are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def single_writer(root: Path) -> Iterator[None]:
    """Hold the lock of the releases. Raises PublishError at once if another process holds it."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublishError(f"another process is publishing into {root}") from error
        yield


def shared_files(root: Path, release_id: str, is_current: bool = True) -> dict[tuple[str, str], str]:
    """(name, sha256) -> release that holds the bytes, for every file of the sound releases before this one.

    A release that is made afterwards and stands aside shares with the later ones too.
    """
    known: dict[tuple[str, str], str] = {}
    for other in reversed(release_ids(root)):
        if other == release_id or (is_current and release_key(other) > release_key(release_id)):
            continue
        try:
            files = open_release(other, root).manifest["files"]
        except ReleaseError:
            continue
        for name, entry in files.items():
            known.setdefault((name, entry["sha256"]), str(entry.get("release", other)))
    return known


def build_manifest(files: dict[str, bytes], about: dict[str, object], shared: dict[tuple[str, str], str]) -> bytes:
    """Manifest bytes: ``about``; for each file its sha256, its size, and the release that holds it if another does."""
    entries = {}
    for name in sorted(files):
        digest = hashlib.sha256(files[name]).hexdigest()
        entry: dict[str, object] = {"sha256": digest, "bytes": len(files[name])}
        if (name, digest) in shared:
            entry["release"] = shared[name, digest]
        entries[name] = entry
    manifest: dict[str, object] = {**about, "files": entries}
    manifest["manifest_sha256"] = manifest_digest(manifest)
    return orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


def publish(
    files: dict[str, bytes],
    about: dict[str, object],
    root: Path = RELEASES,
    step: Callable[[str], None] = lambda name: None,
    is_current: bool = True,
) -> Path:
    """Publish files as release ``about["release"]`` and make it current, or leave it aside. Returns its folder.

    ``step`` is called with the name of each step before it is taken (the tests kill the process there). Raises
    PublishError if the id is taken by other content or another process is publishing.
    """
    release_id = str(about["release"])
    if not ID.fullmatch(release_id):
        raise PublishError(f"{release_id!r} is not of the form 2026.11.1")
    with single_writer(root):
        for left in root.glob(f"{ASIDE}*"):
            shutil.rmtree(left)
        manifest = build_manifest(files, about, shared_files(root, release_id, is_current))
        target = root / release_id
        if target.exists():
            _mend(target, files, manifest, step)
        else:
            _write_new(target, files, manifest, step)
        if is_current:
            _make_current(release_id, root, step)
    return target


def _write_new(target: Path, files: dict[str, bytes], manifest: bytes, step: Callable[[str], None]) -> None:
    aside = target.parent / f"{ASIDE}{target.name}"
    for name, entry in orjson.loads(manifest)["files"].items():
        if "release" not in entry:
            step(f"write {name}")
            sync_file(aside / name, files[name])
    step("write manifest")
    sync_file(aside / MANIFEST, manifest)
    for folder in sorted({path.parent for path in aside.rglob("*")} | {aside}):
        sync_folder(folder)
    step("rename folder")
    aside.rename(target)
    sync_folder(target.parent)


def _mend(target: Path, files: dict[str, bytes], manifest: bytes, step: Callable[[str], None]) -> None:
    """The same release again: files that are damaged or gone are put back where its manifest says, others stay."""
    try:
        entries = read_manifest(target)[0]["files"]
        if _content((target / MANIFEST).read_bytes()) != _content(manifest):
            raise PublishError(f"release {target.name} exists with other content: it is immutable, take a new id")
        is_intact = True
    except DamagedRelease:
        entries, is_intact = orjson.loads(manifest)["files"], False
    for name, entry in entries.items():
        path = file_path(target, name, entry)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            step(f"mend {name}")
            _replace(path, files[name], target.parent / f"{ASIDE}mend" / name)
    if not is_intact:
        step("write manifest")
        _replace(target / MANIFEST, manifest, target.parent / f"{ASIDE}mend" / MANIFEST)
    shutil.rmtree(target.parent / f"{ASIDE}mend", ignore_errors=True)


def _content(manifest: bytes) -> dict[str, object]:
    """What a manifest says apart from where the bytes lie."""
    about = orjson.loads(manifest)
    del about["manifest_sha256"]
    return {**about, "files": {name: entry["sha256"] for name, entry in about["files"].items()}}


def _replace(path: Path, content: bytes, aside: Path) -> None:
    """Put a file in place by a rename, so that no reader sees half of it."""
    sync_file(aside, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(path)
    sync_folder(path.parent)


def _make_current(release_id: str, root: Path, step: Callable[[str], None]) -> None:
    step("write pointer")
    sync_file(root / f"{CURRENT}.part", orjson.dumps({"release": release_id}) + b"\n")
    step("swap pointer")
    (root / f"{CURRENT}.part").replace(root / CURRENT)
    sync_folder(root)
    step("done")
