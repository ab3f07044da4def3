"""The difference between two releases, figure by figure: what was added, removed and changed, by how much, and why.

Invariant: every figure of a pair of series is added, removed, or in both; of one in both the value is the same, differs
in precision only, or changed; its marks, bounds and maker are counted beside it. What rounding explains is no change.

Classes and reasons are those of docs/releases.md. Reads the blocks of both releases with numpy and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from data.blocks import Blocks, block_folder
from data.catalogue import SeriesInfo
from data.diff_match import Pair, match_series, match_slices
from data.diff_words import FieldChange, word_changes
from data.model import Flag, Qualifier
from data.query import QUALIFIERS
from data.store import Store

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NO_VALUE = QUALIFIERS.index(Qualifier.NO_VALUE)
CORRECTED = 1 << list(Flag).index(Flag.CORRECTED)
TENTH, HALF, LEAST = 0.1, 0.5, 30  # a method event: half of thirty figures or more moved by more than a tenth
YEARS = 8192
LARGEST = 20


class Kind(StrEnum):
    """What became of a figure. One figure may have its flags, bounds or provenance changed beside its value."""

    SAME = "same"
    PRECISION = "precision"
    VALUE = "value"
    ADDED = "added"
    REMOVED = "removed"
    FLAGS = "flags"
    BOUNDS = "bounds"
    PROVENANCE = "provenance"


class Cause(StrEnum):
    """Why a figure changed, as far as the two releases tell."""

    SOURCE = "source_revision"
    OURS = "our_correction"
    METHOD = "method"
    PRECISION = "precision_only"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that changed; a missing value is None. ``size`` is newer less older."""

    series: str
    dims: str
    area: str
    counterpart: str
    year: int
    kind: Kind
    cause: Cause
    older: float | None
    newer: float | None
    older_decimals: int
    newer_decimals: int

    @property
    def size(self) -> float | None:
        """Change of the value."""
        return None if self.older is None or self.newer is None else self.newer - self.older


@dataclass(frozen=True)
class SeriesDiff:
    """One series. ``counts`` are figures by kind; ``rows`` hold all that are not the same, as columns of numbers.

    ``first`` are areas with a value now and none in any year before. ``median`` is that of the relative sizes of values
    that changed. ``over_tenth`` counts those that moved by more than a tenth.
    """

    pair: Pair
    matched: int
    counts: dict[Kind, int]
    over_tenth: int
    median: float | None
    greatest: float | None
    first: tuple[str, ...]
    is_method: bool
    dimensions_added: tuple[str, ...]
    dimensions_removed: tuple[str, ...]
    rows: dict[str, Any] = field(repr=False, compare=False)

    @property
    def cause(self) -> Cause:
        """Why its values changed, where nothing else is said of a figure."""
        if self.is_method:
            return Cause.METHOD
        return Cause.SOURCE if self.pair.older.vintage != self.pair.newer.vintage else Cause.UNKNOWN

    @property
    def has_changes(self) -> bool:
        """Whether anything but precision differs."""
        return any(count for kind, count in self.counts.items() if kind not in (Kind.SAME, Kind.PRECISION))


@dataclass(frozen=True)
class ReleaseDiff:
    """Two releases. ``unscoped`` are series of the newer that the older never covered, by source."""

    older: str
    newer: str
    is_same_facts: bool
    series: tuple[SeriesDiff, ...]
    added: tuple[SeriesInfo, ...]
    removed: tuple[SeriesInfo, ...]
    unscoped: dict[str, tuple[SeriesInfo, ...]]
    words: tuple[FieldChange, ...]

    def total(self, kind: Kind) -> int:
        """Figures of a kind in all series."""
        return sum(one.counts.get(kind, 0) for one in self.series)


def diff(older: Store, newer: Store) -> ReleaseDiff:
    """The difference; at once where both releases hold the same figures."""
    matched = match_series(older, newer)
    same = block_folder(older.release).name == block_folder(newer.release).name
    series = () if same else tuple(diff_series(older, newer, pair) for pair in matched.pairs)
    scope = older.release.manifest.get("vintages")
    unscoped: dict[str, tuple[SeriesInfo, ...]] = {}
    held = {s.source for s in older.catalogue.series.values()}
    for one in matched.added:
        if scope is not None or one.source not in held:
            unscoped[one.source] = (*unscoped.get(one.source, ()), one)
    out = {one.id for group in unscoped.values() for one in group}
    return ReleaseDiff(
        older=older.id,
        newer=newer.id,
        is_same_facts=same,
        series=series,
        added=tuple(one for one in matched.added if one.id not in out),
        removed=matched.removed,
        unscoped=unscoped,
        words=word_changes(older.catalogue, newer.catalogue),
    )


def keys_of(blocks: Blocks, start: int, end: int, numbers: Ints) -> Ints:
    """One sorted number for each row of a slice: area, year, counterpart. ``numbers`` are those of the areas."""
    c = blocks.columns
    area, other = numbers[np.asarray(c["area"][start:end])], np.asarray(c["counterpart"][start:end]).astype(np.int64)
    width = len(numbers) and int(numbers.max()) + 2
    cp = np.where(other >= 0, numbers[other] + 1, 0)
    result: Ints = (area * YEARS + (np.asarray(c["year"][start:end]).astype(np.int64) + YEARS // 2)) * width + cp
    return result


def shared_numbers(older: Blocks, newer: Blocks) -> tuple[Ints, Ints]:
    """Numbers of the areas of both releases in one list, so that keys can be compared."""
    every = {area: number for number, area in enumerate(sorted({*older.areas, *newer.areas}))}
    width = len(every)
    first, second = (np.array([every[a] for a in b.areas] or [0], dtype=np.int64) for b in (older, newer))
    # the greatest number stands in both, so that both make keys of one width
    return np.append(first, width), np.append(second, width)


def moved(old: Floats, new: Floats, old_decimals: Ints, new_decimals: Ints) -> tuple[npt.NDArray[np.bool_], ...]:
    """(Differs at all, differs beyond rounding) for pairs of values.

    The coarser of the two is rounded already, so they are equal to its precision exactly where they lie within half a
    unit of its last place; a half itself may have been rounded either way.
    """
    none_old, none_new = np.isnan(old), np.isnan(new)
    differs = np.where(none_old | none_new, none_old != none_new, old != new)
    half = 0.5 * 10.0 ** -np.minimum(old_decimals, new_decimals)
    gap = np.abs(np.nan_to_num(new) - np.nan_to_num(old))
    scale = np.maximum(np.abs(np.nan_to_num(new)), np.abs(np.nan_to_num(old)))
    beyond = differs & ((none_old != none_new) | (gap > half + 1e-12 * np.maximum(scale, 1.0)))
    return differs, beyond


def diff_series(older: Store, newer: Store, pair: Pair) -> SeriesDiff:
    """The difference of one series in both releases."""
    slices = match_slices(older, newer, pair)
    numbers = shared_numbers(older.blocks, newer.blocks)
    parts = [_slice(older, newer, pair, dims, numbers) for dims in slices.both]
    parts += [_alone(newer, pair.newer.id, dims, Kind.ADDED) for dims in slices.added]
    parts += [_alone(older, pair.older.id, dims, Kind.REMOVED) for dims in slices.removed]
    counts = {kind: sum(part["counts"].get(kind, 0) for part in parts) for kind in Kind}
    relative = _joined([part["relative"] for part in parts])
    sizes = _joined([part["sizes"] for part in parts])
    over = int((relative > TENTH).sum())
    matched = sum(part["matched"] for part in parts)
    return SeriesDiff(
        pair=pair,
        matched=matched,
        counts=counts,
        over_tenth=over,
        median=float(np.median(relative[np.isfinite(relative)])) if np.isfinite(relative).any() else None,
        greatest=float(np.abs(sizes).max()) if len(sizes) else None,
        first=_first(older, newer, pair),
        is_method=matched >= LEAST and over > HALF * matched,
        dimensions_added=slices.dimensions_added,
        dimensions_removed=slices.dimensions_removed,
        rows={"parts": [part["rows"] for part in parts if len(part["rows"]["old"])]},
    )


def _joined(parts: list[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.empty(0)


def _slice(older: Store, newer: Store, pair: Pair, dims: tuple[str, str], numbers: tuple[Ints, Ints]) -> dict[str, Any]:
    old_span = older.blocks.slices[pair.older.id][dims[0]]
    new_span = newer.blocks.slices[pair.newer.id][dims[1]]
    old_keys = keys_of(older.blocks, *old_span, numbers[0])
    new_keys = keys_of(newer.blocks, *new_span, numbers[1])
    _common, old_at, new_at = np.intersect1d(old_keys, new_keys, assume_unique=True, return_indices=True)
    left = np.setdiff1d(np.arange(len(old_keys)), old_at, assume_unique=True) + old_span[0]
    came = np.setdiff1d(np.arange(len(new_keys)), new_at, assume_unique=True) + new_span[0]
    old, new = old_at + old_span[0], new_at + new_span[0]
    kinds, found = _compared(older.blocks, newer.blocks, old, new)
    changed = kinds["any"]
    none = np.full(len(left), -1), np.full(len(came), -1)
    return {
        "matched": len(old),
        "counts": found["counts"] | {Kind.ADDED: len(came), Kind.REMOVED: len(left)},
        "relative": found["relative"],
        "sizes": found["sizes"],
        "rows": {
            "dims": dims,
            "old": np.concatenate([old[changed], left, none[1]]),
            "new": np.concatenate([new[changed], none[0], came]),
            "beyond": np.concatenate([kinds["beyond"][changed], np.ones(len(left) + len(came), dtype=bool)]),
            "valued": np.concatenate([kinds["differs"][changed], np.ones(len(left) + len(came), dtype=bool)]),
        },
    }


def _alone(store: Store, series: str, dims: str, kind: Kind) -> dict[str, Any]:
    """A slice of one release alone."""
    rows = np.arange(*store.blocks.slices[series][dims])
    none = np.full(len(rows), -1)
    is_new = kind is Kind.ADDED
    every = np.ones(len(rows), dtype=bool)
    return {
        "matched": 0,
        "counts": {kind: len(rows)},
        "relative": np.empty(0),
        "sizes": np.empty(0),
        "rows": {
            "dims": (dims, dims),
            "old": none if is_new else rows,
            "new": rows if is_new else none,
            "beyond": every,
            "valued": every,
        },
    }


def _compared(older: Blocks, newer: Blocks, old: Ints, new: Ints) -> tuple[dict[str, Any], dict[str, Any]]:
    a, b = older.columns, newer.columns
    differs, beyond = moved(
        a["value"][old], b["value"][new], a["decimals"][old].astype(np.int64), b["decimals"][new].astype(np.int64)
    )
    qualified = a["qualifier"][old] != b["qualifier"][new]
    differs, beyond = differs | qualified, beyond | qualified
    flags = a["flags"][old] != b["flags"][new]
    bounds = np.zeros(len(old), dtype=bool)
    for name in ("lower", "upper", "level", "std_error"):
        x, y = a[name][old].astype(np.float64), b[name][new].astype(np.float64)
        bounds |= ~((x == y) | (np.isnan(x) & np.isnan(y)))
    made = a["provenance"][old] != b["provenance"][new]
    x, y = a["value"][old][beyond], b["value"][new][beyond]
    both = ~np.isnan(x) & ~np.isnan(y)
    sizes = (y - x)[both]
    base = np.abs(x[both])
    relative = np.divide(np.abs(sizes), base, out=np.full(len(sizes), np.inf), where=base > 0)
    counts = {
        Kind.SAME: int((~(differs | flags | bounds | made)).sum()),
        Kind.PRECISION: int((differs & ~beyond).sum()),
        Kind.VALUE: int(beyond.sum()),
        Kind.FLAGS: int(flags.sum()),
        Kind.BOUNDS: int(bounds.sum()),
        Kind.PROVENANCE: int(made.sum()),
    }
    every = differs | flags | bounds | made
    return (
        {"any": every, "beyond": beyond, "differs": differs},
        {"counts": counts, "relative": relative, "sizes": sizes},
    )


def _first(older: Store, newer: Store, pair: Pair) -> tuple[str, ...]:
    """Areas that have a value of the series now and had none in any year."""
    had, has = (_valued(store, series) for store, series in ((older, pair.older.id), (newer, pair.newer.id)))
    return tuple(sorted(has - had))


def _valued(store: Store, series: str) -> set[str]:
    columns, found = store.blocks.columns, set()
    for start, end in store.blocks.slices.get(series, {}).values():
        valued = (columns["qualifier"][start:end] != NO_VALUE) & (columns["counterpart"][start:end] < 0)
        found |= {store.blocks.areas[n] for n in np.unique(columns["area"][start:end][valued]).tolist()}
    return found
