"""Takes the bytes of a source as they are and notes their hash: from a mirror folder or from the publisher.

Invariant: an input handed to a transform has the sha256 that the snapshot's index holds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from etl.catalogue import SourceEntry
from etl.faults import Faults
from etl.http import Fetcher
from etl.inputs import InputFile, Inputs
from etl.schema import FileSpec, SeriesSpec


@dataclass(frozen=True)
class Wanted:
    """A file to take: its entry in source.yml, its path below the mirror's folder, the series it holds, if one."""

    spec: FileSpec
    pattern: str
    code: str | None


def wanted_files(entry: SourceEntry, series: tuple[SeriesSpec, ...]) -> Iterator[Wanted]:
    """Files that the given series need, one for each series where the path holds ``{code}``."""
    for spec in entry.spec.files:
        if "{code}" not in spec.path:
            yield Wanted(spec, spec.path, None)
            continue
        codes = sorted({s.code for s in series if s.vintage == spec.vintage and s.derived is None})
        for code in codes:
            yield Wanted(spec, spec.path.replace("{code}", code.lower()), code)


def mirror_inputs(entry: SourceEntry, mirror: Path, series: tuple[SeriesSpec, ...]) -> Inputs:
    """The source's files read in place from ``<mirror>/<source id>/``. Raises BuildError naming every missing file."""
    faults = Faults()
    base = mirror / entry.spec.id
    files = []
    for wanted in wanted_files(entry, series):
        found = sorted(base.glob(wanted.pattern)) if "*" in wanted.pattern else [base / wanted.pattern]
        found = [path for path in found if path.is_file()]
        if not found or (wanted.code and len(found) > 1):
            faults.add(entry.spec.id, "", f"a file {wanted.pattern}", f"{len(found)} files", _remedy(wanted.spec))
            continue
        files += [InputFile(wanted.spec, _name(path, base), path, wanted.code) for path in found]
    faults.raise_any()
    return Inputs(entry.spec, series, tuple(files))


def _name(path: Path, base: Path) -> str:
    return os.path.relpath(path, base)


def _remedy(spec: FileSpec) -> str:
    return spec.download_only or "Check the mirror folder and the path in source.yml."


def take_snapshot(inputs: Inputs, store: Path) -> Path:
    """Copy the bytes to ``<store>/<source>/`` under their hash, the index last. Returns the index's path."""
    folder = store / inputs.source.id
    folder.mkdir(parents=True, exist_ok=True)
    index = []
    for file in inputs.files:
        stored = folder / f"{file.sha256[:16]}-{Path(file.name).name}"
        if not stored.exists() or hashlib.sha256(stored.read_bytes()).hexdigest() != file.sha256:
            part = stored.with_suffix(stored.suffix + ".part")
            shutil.copyfile(file.path, part)
            part.replace(stored)
        index.append(_index_row(file, stored.name))
    return _write_index(folder, index)


def _index_row(file: InputFile, stored: str) -> dict[str, object]:
    return {
        "id": file.spec.id,
        "name": file.name,
        "code": file.code,
        "format": file.spec.format,
        "sha256": file.sha256,
        "bytes": len(file.raw),
        "stored": stored,
    }


def _write_index(folder: Path, index: list[dict[str, object]]) -> Path:
    path = folder / "index.json"
    part = folder / "index.json.part"
    part.write_bytes(orjson.dumps(index, option=orjson.OPT_INDENT_2))
    part.replace(path)
    return path


def take_live_snapshot(entry: SourceEntry, series: tuple[SeriesSpec, ...], store: Path, fetcher: Fetcher) -> Path:
    """The same from the publishers' addresses. Files without one must already be in the store, or BuildError."""
    faults = Faults()
    folder = store / entry.spec.id
    folder.mkdir(parents=True, exist_ok=True)
    kept = _stored_rows(folder)
    index = []
    for wanted in wanted_files(entry, series):
        if wanted.spec.live is None:
            rows = [row for row in kept if row["id"] == wanted.spec.id and row["code"] == wanted.code]
            if not rows:
                faults.add(entry.spec.id, "", f"{wanted.pattern} in the store", "nothing", _remedy(wanted.spec))
            index += rows
            continue
        body = _fetch(wanted, fetcher)
        digest = hashlib.sha256(body).hexdigest()
        stored = folder / f"{digest[:16]}-{wanted.spec.id}{'-' + wanted.code if wanted.code else ''}.live"
        part = stored.with_suffix(".part")
        part.write_bytes(body)
        part.replace(stored)
        spec = replace_format(wanted.spec)
        index.append(_index_row(InputFile(spec, wanted.pattern.replace("*", "live"), stored, wanted.code), stored.name))
    faults.raise_any()
    return _write_index(folder, index)


def take_plain(folder: Path, names: Sequence[str], store: Path, name: str) -> Path:
    """Copy files that are read in place, such as the geometry, into ``<store>/<name>/`` with an index of their hashes.

    Raises BuildError naming every file that is not there.
    """
    faults = Faults()
    for file in names:
        if not (folder / file).is_file():
            faults.add(f"{name}/{file}", "", "a file", "nothing", "Check the mirror folder.")
    faults.raise_any()
    target = store / name
    target.mkdir(parents=True, exist_ok=True)
    index: list[dict[str, object]] = []
    for file in names:
        content = (folder / file).read_bytes()
        part = target / f"{file}.part"
        part.write_bytes(content)
        part.replace(target / file)
        index.append({"name": file, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)})
    return _write_index(target, index)


def stored_plain(store: Path, name: str) -> Path:
    """Folder of files taken by :func:`take_plain`, each hashed again. Raises BuildError where one differs."""
    faults = Faults()
    rows = _stored_rows(store / name)
    if not rows:
        faults.add(name, "", "a snapshot", "none", "Run: python -m etl snapshot")
    for row in rows:
        path = store / name / str(row["name"])
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            faults.add(f"{name}/{row['name']}", "", str(row["sha256"]), "other bytes", "Take the snapshot again.")
    faults.raise_any()
    return store / name


def replace_format(spec: FileSpec) -> FileSpec:
    """The entry with the format that the live address answers in."""
    return spec if spec.live is None else spec.model_copy(update={"format": spec.live.format, "encoding": "utf-8"})


def _fetch(wanted: Wanted, fetcher: Fetcher) -> bytes:
    live = wanted.spec.live
    assert live is not None
    url = live.url.replace("{code}", wanted.code or "")
    form = {key: value.replace("{code}", wanted.code or "") for key, value in live.form.items()}
    if live.paging != "none":
        return fetcher.pages(url, live.paging)
    return fetcher.get(url, live.method, form or None)


def _stored_rows(folder: Path) -> list[dict[str, object]]:
    path = folder / "index.json"
    return list(orjson.loads(path.read_bytes())) if path.exists() else []


def stored_inputs(entry: SourceEntry, store: Path, series: tuple[SeriesSpec, ...]) -> Inputs:
    """Inputs from the store; every file's bytes are hashed again and must match the index, or BuildError."""
    faults = Faults()
    folder = store / entry.spec.id
    specs = {spec.id: spec for spec in entry.spec.files}
    codes = {s.code for s in series}
    files = []
    for row in _stored_rows(folder):
        if row["id"] not in specs or (row["code"] is not None and row["code"] not in codes):
            continue
        spec = specs[str(row["id"])]
        if row["format"] != spec.format:
            spec = replace_format(spec)
        code = None if row["code"] is None else str(row["code"])
        file = InputFile(spec, str(row["name"]), folder / str(row["stored"]), code)
        if not file.path.exists() or file.sha256 != row["sha256"]:
            faults.add(
                f"{entry.spec.id}/{row['name']}", "", str(row["sha256"]), "other bytes", "Take the snapshot again."
            )
        files.append(file)
    held = {(file.spec.id, file.code) for file in files}
    for wanted in wanted_files(entry, series):
        if (wanted.spec.id, wanted.code) not in held:
            expected = f"{wanted.pattern} in the snapshot"
            faults.add(entry.spec.id, "", expected, "none", "Run: python -m etl snapshot")
    faults.raise_any()
    return replace(Inputs(entry.spec, series), files=tuple(files))
