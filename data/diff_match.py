"""Which series, and which slices of them, stand for the same thing in two releases.

Invariant: a series is followed by source and code, through ``data/renamed.yml``, and never by its name; a slice that
only one release can have is set against nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from data.catalogue import SeriesInfo
from data.model import canonical_dims, parse_dims
from data.store import Store

FILE = Path(__file__).with_name("renamed.yml")


@dataclass(frozen=True, slots=True)
class Pair:
    """A series in both releases. ``renamed`` is the publisher's older code where it has another one now."""

    indicator: str
    older: SeriesInfo
    newer: SeriesInfo
    renamed: str


@dataclass(frozen=True)
class Matched:
    """Pairs, and the series that only one release holds."""

    pairs: tuple[Pair, ...]
    added: tuple[SeriesInfo, ...]
    removed: tuple[SeriesInfo, ...]


@lru_cache(maxsize=1)
def renamed() -> dict[str, dict[str, str]]:
    """Source -> older code -> newer code."""
    content = yaml.safe_load(FILE.read_text("utf-8"))
    return {source: {old: item["to"] for old, item in codes.items()} for source, codes in content.items()}


@lru_cache(maxsize=1)
def reasons() -> dict[tuple[str, str], str]:
    """(Source, older code) -> why both codes are one measure."""
    content = yaml.safe_load(FILE.read_text("utf-8"))
    return {(source, old): str(item["reason"]) for source, codes in content.items() for old, item in codes.items()}


def newest(store: Store) -> dict[tuple[str, str], SeriesInfo]:
    """The newest vintage of each (source, code)."""
    found: dict[tuple[str, str], SeriesInfo] = {}
    for series in store.catalogue.series.values():
        key = (series.source, series.code)
        if key not in found or series.released > found[key].released:
            found[key] = series
    return found


def match_series(older: Store, newer: Store) -> Matched:
    """Series of both releases, in order of the newer one's ids."""
    before, after = newest(older), newest(newer)
    codes = renamed()
    followed = {(s, codes.get(s, {}).get(code, code)): series for (s, code), series in before.items()}
    followed |= {key: series for key, series in before.items() if key in after}  # the old code still lives
    owner = {sid: i.id for i in newer.catalogue.indicators.values() for sid in i.series}
    pairs = []
    for key in sorted(after):
        if key in followed:
            old = followed[key]
            pairs.append(Pair(owner.get(after[key].id, ""), old, after[key], old.code if old.code != key[1] else ""))
    held = {pair.older.id for pair in pairs}
    return Matched(
        pairs=tuple(pairs),
        added=tuple(after[key] for key in sorted(after) if key not in followed),
        removed=tuple(series for _key, series in sorted(before.items()) if series.id not in held),
    )


@dataclass(frozen=True, slots=True)
class Slices:
    """Slices of a pair: (older dims, newer dims), those of one release alone, and dimensions that came or went."""

    both: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    dimensions_added: tuple[str, ...]
    dimensions_removed: tuple[str, ...]


def match_slices(older: Store, newer: Store, pair: Pair) -> Slices:
    """Slices by their categories; a dimension that only one release has is compared at its headline category."""
    before = {dims: parse_dims(dims) for dims in older.blocks.slices.get(pair.older.id, {})}
    after = {dims: parse_dims(dims) for dims in newer.blocks.slices.get(pair.newer.id, {})}
    old_names = {name for dims in before.values() for name in dims}
    new_names = {name for dims in after.values() for name in dims}
    came, went = sorted(new_names - old_names), sorted(old_names - new_names)
    old_key = _keys(before, went, parse_dims(pair.older.headline))
    new_key = _keys(after, came, parse_dims(pair.newer.headline))
    both = tuple((old_key[key], new_key[key]) for key in sorted(new_key) if key in old_key)
    seen_old, seen_new = {old for old, _ in both}, {new for _, new in both}
    return Slices(
        both,
        tuple(sorted(dims for dims in after if dims not in seen_new)),
        tuple(sorted(dims for dims in before if dims not in seen_old)),
        tuple(came),
        tuple(went),
    )


def _keys(slices: dict[str, dict[str, str]], extra: list[str], headline: dict[str, str]) -> dict[str, str]:
    """Slice without the extra dimensions -> slice; only those at the headline category of each of these."""
    found = {}
    for dims, parts in slices.items():
        if all(parts.get(name) == headline.get(name) for name in extra):
            found[canonical_dims({name: code for name, code in parts.items() if name not in extra})] = dims
    return found
