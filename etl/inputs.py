"""What a transform may read: the snapshot files of its source, verified, as text.

Invariant: bytes read here are the bytes whose sha256 stands in the release's lineage.
"""

from __future__ import annotations

import gzip
import hashlib
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from etl.schema import FileSpec, SeriesSpec, SourceSpec


@dataclass(frozen=True)
class InputFile:
    """One file: ``name`` is its path below the source's folder, ``code`` the series it holds where it holds one."""

    spec: FileSpec
    name: str
    path: Path
    code: str | None = None

    @property
    def vintage(self) -> str:
        """Vintage of the file."""
        return self.spec.vintage

    @property
    def format(self) -> str:
        """Reader to use; snapshots of a live address may differ from the mirror's."""
        return self.spec.format

    @cached_property
    def raw(self) -> bytes:
        """Bytes as published (still compressed where they were)."""
        return self.path.read_bytes()

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes as published."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def content(self) -> bytes:
        """Bytes, unpacked where the name ends in .gz."""
        return gzip.decompress(self.raw) if self.name.endswith(".gz") else self.raw

    def read_csv(self, **options: object) -> pd.DataFrame:
        """All columns as text exactly as published (``NA`` stays ``NA``, empty stays ``""``), plus ``row``.

        ``row`` is the record number with the header as 1. A byte order mark is removed.
        """
        text = self.content.decode(self.spec.encoding).removeprefix("\ufeff")
        skip = int(str(options.pop("skiprows", 0)))
        frame: pd.DataFrame = pd.read_csv(
            io.StringIO(text), dtype=str, keep_default_na=False, na_filter=False, skiprows=skip, **options
        )  # type: ignore[call-overload]  # options are pandas' own
        frame.insert(0, "row", range(skip + 2, skip + 2 + len(frame)))
        return frame


@dataclass(frozen=True)
class Inputs:
    """Everything a transform receives: the source's description, the series asked for, and their files."""

    source: SourceSpec
    series: tuple[SeriesSpec, ...]
    files: tuple[InputFile, ...] = field(default=())

    def of(self, file_id: str) -> list[InputFile]:
        """Files of one ``files:`` entry, in order of name."""
        return sorted((f for f in self.files if f.spec.id == file_id), key=lambda f: f.name)

    def one(self, file_id: str) -> InputFile:
        """The only file of an entry. Raises LookupError if there is not exactly one."""
        found = self.of(file_id)
        if len(found) != 1:
            raise LookupError(f"{self.source.id}: {len(found)} files for {file_id!r}, expected one")
        return found[0]

    def codes(self, vintage: str) -> list[str]:
        """Codes of the series asked for in a vintage, sorted; derived series are not among them."""
        return sorted(s.code for s in self.series if s.vintage == vintage and s.derived is None)
