"""The tiny release: the real ETL run on the hand-made samples, with only the series that the samples hold.

Invariant: nothing here makes a figure; whatever the tiny release says went through the same code as the real one.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from etl.build import build_files, partial_catalogue
from etl.catalogue import Catalogue, SourceEntry, load_catalogue
from etl.geometry import build_geometry, geometry_files
from etl.inputs import Inputs
from etl.snapshot import mirror_inputs

MIRROR = Path(__file__).parent / "samples" / "mirror"
RELEASE = "2026.11.1"
OTHER_RELEASE = "2026.11.2"


@dataclass(frozen=True)
class Parts:
    """What ``build_files`` asks for, made from the samples."""

    catalogue: Catalogue
    inputs: dict[str, Inputs]
    geometry: dict[str, bytes]
    neighbours: dict[str, list[str]]


def sampled_series(entry: SourceEntry, mirror: Path = MIRROR) -> list[str]:
    """Ids of the series that a source's samples can give: all of a shared file, or those with a file of their own."""
    base = mirror / entry.spec.id
    if not base.is_dir():
        return []
    own = {spec.vintage: spec.path for spec in entry.spec.files if "{code}" in spec.path}
    shared = {spec.vintage for spec in entry.spec.files if "{code}" not in spec.path}
    found = []
    for series in entry.series:
        path = own.get(series.vintage)
        has_file = path is not None and any(base.glob(path.replace("{code}", series.code.lower())))
        if series.derived is not None or has_file or (path is None and series.vintage in shared):
            found.append(f"{entry.spec.id}:{series.code}@{series.vintage}")
    return found


@functools.cache
def real_catalogue() -> Catalogue:
    """Every YAML of the ETL, loaded once for all tests."""
    return load_catalogue()


@functools.cache
def tiny_parts() -> Parts:
    """Catalogue, inputs and geometry of the samples; a source without a sample is left out."""
    whole = real_catalogue()
    keep = [sid for entry in whole.sources.values() for sid in sampled_series(entry)]
    catalogue = partial_catalogue(whole, keep)
    inputs = {source: mirror_inputs(entry, MIRROR, entry.series) for source, entry in catalogue.sources.items()}
    geometry = build_geometry(MIRROR / "geo")
    return Parts(catalogue, inputs, geometry_files(geometry), geometry.neighbours)


def build_tiny(release: str = RELEASE) -> dict[str, bytes]:
    """Files of the tiny release, built anew at each call."""
    parts = tiny_parts()
    return build_files(parts.catalogue, parts.inputs, release, parts.geometry, parts.neighbours, partial=True)
