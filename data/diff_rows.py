"""The figures behind the counts of a difference: one by one, or the largest.

Invariant: a row tells both values as the two releases hold them, and what is known of the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from data.diff import CORRECTED, Cause, Change, Ints, Kind, SeriesDiff
from data.store import Store


def changes(older: Store, newer: Store, found: SeriesDiff, area: str = "") -> Iterator[Change]:
    """Every figure of a series that is not the same, by slice; those of one area where one is named."""
    for part in found.rows["parts"]:
        keep = _of_area(older, newer, part, area) if area else np.arange(len(part["old"]))
        for at in keep.tolist():
            yield _change(older, newer, found, part, at)


def _of_area(older: Store, newer: Store, part: dict[str, Ints], area: str) -> Ints:
    hits = np.zeros(len(part["old"]), dtype=bool)
    for store, name in ((older, "old"), (newer, "new")):
        number = store.blocks.area_index.get(area)
        if number is not None:
            rows = part[name]
            hits |= (rows >= 0) & (store.blocks.columns["area"][np.maximum(rows, 0)] == number)
    return np.flatnonzero(hits)


def _change(older: Store, newer: Store, found: SeriesDiff, part: dict[str, Ints], at: int) -> Change:
    old, new = int(part["old"][at]), int(part["new"][at])
    store, row = (newer, new) if new >= 0 else (older, old)
    columns = store.blocks.columns
    other = int(columns["counterpart"][row])
    kind = _kind(older, newer, old, new, bool(part["beyond"][at]), bool(part["valued"][at]))
    return Change(
        series=found.pair.newer.id if new >= 0 else found.pair.older.id,
        dims=str(part["dims"][1 if new >= 0 else 0]),
        area=store.blocks.areas[int(columns["area"][row])],
        counterpart=store.blocks.areas[other] if other >= 0 else "",
        year=int(columns["year"][row]),
        kind=kind,
        cause=_cause(older, newer, found, kind, old, new),
        older=_value(older, old),
        newer=_value(newer, new),
        older_decimals=int(older.blocks.columns["decimals"][old]) if old >= 0 else 0,
        newer_decimals=int(newer.blocks.columns["decimals"][new]) if new >= 0 else 0,
    )


def _value(store: Store, row: int) -> float | None:
    value = float(store.blocks.columns["value"][row]) if row >= 0 else float("nan")
    return None if value != value else value


def _kind(older: Store, newer: Store, old: int, new: int, is_beyond: bool, is_valued: bool) -> Kind:
    if old < 0:
        return Kind.ADDED
    if new < 0:
        return Kind.REMOVED
    if is_beyond:
        return Kind.VALUE
    if is_valued:
        return Kind.PRECISION
    a, b = older.blocks.columns, newer.blocks.columns
    if a["flags"][old] != b["flags"][new]:
        return Kind.FLAGS
    return Kind.PROVENANCE if a["provenance"][old] != b["provenance"][new] else Kind.BOUNDS


def _cause(older: Store, newer: Store, found: SeriesDiff, kind: Kind, old: int, new: int) -> Cause:
    if kind is Kind.PRECISION:
        return Cause.PRECISION
    if old >= 0 and new >= 0:
        flags = int(older.blocks.columns["flags"][old]) ^ int(newer.blocks.columns["flags"][new])
        before, after = _decisions(older, old), _decisions(newer, new)
        if flags & CORRECTED or (before != after and found.pair.older.vintage == found.pair.newer.vintage):
            return Cause.OURS
    return found.cause


def _decisions(store: Store, row: int) -> str:
    return store.blocks.text(int(store.blocks.columns["decisions"][row]))


def largest(older: Store, newer: Store, found: SeriesDiff, most: int, area: str = "") -> list[Change]:
    """The values that moved most, the largest first; those that came or went are no moves."""
    moves = [
        c
        for c in _moves(older, newer, found, most if not area else None, area)
        if c.kind is Kind.VALUE and c.size is not None
    ]
    return sorted(moves, key=lambda c: (-abs(c.size or 0.0), c.area, c.year, c.dims))[:most]


def _moves(older: Store, newer: Store, found: SeriesDiff, most: int | None, area: str) -> Iterator[Change]:
    """Candidates: for the whole series the largest of each slice, found in bulk."""
    if most is None:
        yield from changes(older, newer, found, area)
        return
    for part in found.rows["parts"]:
        both = np.flatnonzero((part["old"] >= 0) & (part["new"] >= 0) & part["beyond"])
        sizes = np.abs(
            newer.blocks.columns["value"][part["new"][both]] - older.blocks.columns["value"][part["old"][both]]
        )
        sizes = np.nan_to_num(sizes, nan=-1.0)
        for at in both[np.argsort(-sizes, kind="stable")[: most * 2]].tolist():
            yield _change(older, newer, found, part, at)
