"""``python -m etl diff A B``: what changed between two releases, in a terminal or as JSON.

Invariant: it tells what data/diff.py finds, and nothing of its own.
"""

from __future__ import annotations

from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from data.diff import Kind, ReleaseDiff, diff
from data.diff_rows import largest
from data.prepare import prepare
from data.release import RELEASES, open_release
from data.store import Store, open_store

MOST = 10
SHOWN = (Kind.VALUE, Kind.PRECISION, Kind.ADDED, Kind.REMOVED, Kind.FLAGS, Kind.BOUNDS, Kind.PROVENANCE)


def both(older: str, newer: str) -> tuple[Store, Store]:
    """The releases, prepared. Raises ReleaseError."""
    for name in (older, newer):
        prepare(open_release(name, RELEASES))
    return open_store(older), open_store(newer)


def as_json(found: ReleaseDiff) -> bytes:
    """The difference without its single figures."""
    content: dict[str, Any] = {
        "older": found.older,
        "newer": found.newer,
        "same_figures": found.is_same_facts,
        "series": [
            {
                "indicator": one.pair.indicator,
                "older": one.pair.older.id,
                "newer": one.pair.newer.id,
                "renamed_from": one.pair.renamed,
                "matched": one.matched,
                "counts": {kind.value: one.counts.get(kind, 0) for kind in Kind},
                "over_tenth": one.over_tenth,
                "median_relative": one.median,
                "greatest": one.greatest,
                "first_values": one.first,
                "is_method_event": one.is_method,
                "cause": one.cause.value,
                "dimensions_added": one.dimensions_added,
                "dimensions_removed": one.dimensions_removed,
            }
            for one in found.series
        ],
        "added": [series.id for series in found.added],
        "removed": [series.id for series in found.removed],
        "not_in_scope": {source: [s.id for s in own] for source, own in found.unscoped.items()},
        "words": [
            {"subject": w.subject, "id": w.id, "field": w.field, "older": w.older, "newer": w.newer}
            for w in found.words
        ],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def tell(older: Store, newer: Store, console: Console) -> None:
    """Write the difference as tables."""
    found = diff(older, newer)
    if found.is_same_facts:
        console.print(f"{found.older} and {found.newer} hold the same figures, byte for byte.")
    table = Table(title=f"{found.older} → {found.newer}: figures that both hold, by series")
    for name in ("series", "in both", *(kind.value for kind in SHOWN), "over a tenth", "why"):
        table.add_column(name, justify="left" if name in ("series", "why") else "right", overflow="fold")
    shown = [one for one in found.series if one.matched]
    for one in sorted(shown, key=lambda o: -o.counts[Kind.VALUE]):
        name = f"{one.pair.renamed} → {one.pair.newer.code}" if one.pair.renamed else one.pair.newer.code
        numbers = [f"{one.counts[kind]:,}" for kind in SHOWN]
        why = one.cause.value if one.counts[Kind.VALUE] else ""
        table.add_row(name, f"{one.matched:,}", *numbers, f"{one.over_tenth:,}", why)
    if shown:
        console.print(table)
    for one in shown:
        for text in _events(one.is_method, one.pair.renamed, one.dimensions_added):
            console.print(f"{one.pair.newer.code}: {text}", highlight=False)
    moves = [move for one in shown for move in largest(older, newer, one, 2)]
    if moves:
        _moves(moves, console)
    _beside(found, console)


def _beside(found: ReleaseDiff, console: Console) -> None:
    """What is no change of a figure."""
    for source, own in sorted(found.unscoped.items()):
        console.print(f"{source}: {len(own)} series, not in scope of {found.older}", highlight=False)
    for label, own in (("added", found.added), ("removed", found.removed)):
        if own:
            console.print(f"series {label}: {', '.join(s.id for s in own)}", highlight=False)
    for word in found.words:
        console.print(f"{word.subject} {word.id}: {word.field} changed", highlight=False)


def _events(is_method: bool, renamed: str, dimensions: tuple[str, ...]) -> list[str]:
    found = ["made anew: one change of method, not single edits"] if is_method else []
    found += [f"its code was {renamed}"] if renamed else []
    return found + ([f"published by {', '.join(dimensions)} too now, compared at the total"] if dimensions else [])


def _moves(moves: list[Any], console: Console) -> None:
    table = Table(title="Some of the largest changes")
    for name in ("series", "area", "year", "group", "older", "newer", "why"):
        table.add_column(name, overflow="fold")
    for move in moves[: 2 * MOST]:
        older, newer = (f"{value:.{places}f}" for value, places in _values(move))
        table.add_row(move.series, move.area, str(move.year), move.dims, older, newer, move.cause.value)
    console.print(table)


def _values(move: Any) -> list[tuple[float, int]]:
    return [(move.older, move.older_decimals), (move.newer, move.newer_decimals)]
