"""A source as its YAML describes it, for tests of its transform alone.

Invariant: nothing is invented here; what is returned is what the ETL loads.
"""

from __future__ import annotations

from functools import cache

from etl.catalogue import load_catalogue
from etl.schema import SeriesSpec, SourceSpec


@cache
def described(name: str) -> tuple[SourceSpec, tuple[SeriesSpec, ...]]:
    """The source and all its series."""
    entry = load_catalogue(only={name}).sources[name]
    return entry.spec, entry.series
