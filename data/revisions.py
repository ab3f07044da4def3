"""What became of the figures in a view since an earlier release, and of those in a pinned view since then.

Invariant: figures are followed as data/diff.py follows them; a series that the other release never covered is said to
be out of scope and counts as nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from data.blocks import block_folder
from data.diff import moved
from data.diff_match import Pair, Slices, match_series, match_slices
from data.kept import kept
from data.query import series_rows
from data.release import release_key
from data.store import Store, siblings


class Figure(NamedTuple):
    """The key of a figure."""

    series: str
    dims: str
    area: str
    year: int


class OldValue(NamedTuple):
    """A value of an earlier release."""

    year: int
    value: float
    decimals: int


@dataclass(frozen=True, slots=True)
class Revised:
    """Figures of a view against another release. They sum to ``total``; those out of its scope are ``uncovered``.

    ``came`` are figures that the other release does not hold: new ones where it is older, gone ones where it is newer.
    """

    other: str
    total: int
    changed: int
    precision: int
    came: int
    same: int
    uncovered: int = 0

    @property
    def has_scope(self) -> bool:
        """Whether the other release covers anything that is shown."""
        return self.total > 0


def before(newer: Store) -> list[Store]:
    """The releases before this one that can be opened, newest first."""
    return [other for other in siblings(newer) if release_key(other.id) < release_key(newer.id)]


def is_same(one: Store, other: Store) -> bool:
    """Whether two releases hold the same figures, byte for byte."""
    return block_folder(one.release).name == block_folder(other.release).name


def earlier(newer: Store) -> Store | None:
    """The newest earlier release that holds other figures; None where there is none or it cannot be opened."""
    return next(iter(others(newer)), None)


def others(newer: Store) -> list[Store]:
    """The earlier releases that hold other figures, newest first."""
    return [other for other in before(newer) if not is_same(newer, other)]


def pairs(older: Store, newer: Store) -> tuple[dict[str, Pair], dict[str, Pair]]:
    """Pairs of series by the older and by the newer id, found once."""

    def make() -> tuple[dict[str, Pair], dict[str, Pair]]:
        found = match_series(older, newer).pairs
        return {p.older.id: p for p in found}, {p.newer.id: p for p in found}

    return kept(newer, ("pairs", older.release.digest), make)


def slices(older: Store, newer: Store, pair: Pair) -> Slices:
    """Slices of a pair, found once."""
    name = ("slices", older.release.digest, pair.older.id, pair.newer.id)
    return kept(newer, name, lambda: match_slices(older, newer, pair))


def since(older: Store, newer: Store, figures: Sequence[Figure]) -> Revised:
    """Figures of the newer release against the older one."""
    return _counted(newer, older, figures, older_first=True)


def superseded(pinned: Store, current: Store, figures: Sequence[Figure]) -> Revised:
    """Figures of an older release, as they are pinned, against the current one."""
    return _counted(pinned, current, figures, older_first=False)


def _counted(shown: Store, other: Store, figures: Sequence[Figure], older_first: bool) -> Revised:
    """What became of the figures of ``shown`` in ``other``; ``older_first`` says which of them is the older."""
    older, newer = (other, shown) if older_first else (shown, other)
    by_older, by_newer = pairs(older, newer)
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.series, figure.dims), []).append(figure)
    counts = np.zeros(5, dtype=np.int64)  # total, changed, precision, came, same
    for (series, dims), own in groups.items():
        pair = (by_newer if older_first else by_older).get(series)
        if pair is None:
            continue
        other_series = pair.older.id if older_first else pair.newer.id
        both = slices(older, newer, pair).both
        there = next((o if older_first else n for o, n in both if (n if older_first else o) == dims), None)
        if there is not None:  # else the other release does not hold this slice: nothing is known of it there
            counts += _group(shown, other, (series, dims), (other_series, there), own)
    total, changed, precision, came, same = counts.tolist()
    return Revised(other.id, total, changed, precision, came, same, len(figures) - total)


def _group(
    shown: Store, other: Store, here: tuple[str, str], there: tuple[str, str], figures: list[Figure]
) -> npt.NDArray[np.int64]:
    """Counts of one slice."""
    wanted = {(f.area, f.year) for f in figures}
    mine = _values(shown, here[0], here[1], wanted)
    theirs = _values(other, there[0], there[1], wanted)
    common = [key for key in mine if key in theirs]
    came = len(mine) - len(common)
    if not common:
        return np.array([len(mine), 0, 0, came, 0])
    columns = [np.array([side[key][n] for key in common]) for side in (mine, theirs) for n in (0, 1, 2)]
    differs, beyond = moved(columns[0], columns[3], columns[1].astype(np.int64), columns[4].astype(np.int64))
    qualified = columns[2] != columns[5]
    differs, beyond = differs | qualified, beyond | qualified
    changed, precision = int(beyond.sum()), int((differs & ~beyond).sum())
    return np.array([len(mine), changed, precision, came, len(common) - changed - precision])


def _values(
    opened: Store, series: str, dims: str, wanted: set[tuple[str, int]]
) -> dict[tuple[str, int], tuple[float, int, int]]:
    """Value, decimals and qualifier of the figures that a slice holds of those wanted."""
    columns, found = opened.blocks.columns, {}
    for area in {area for area, _year in wanted}:
        rows = series_rows(opened.blocks, series, dims, area)
        years = columns["year"][rows].tolist()
        told = (columns[name][rows].tolist() for name in ("value", "decimals", "qualifier"))
        for year, value, places, qualifier in zip(years, *told, strict=True):
            if (area, year) in wanted:
                found[area, year] = (value, places, qualifier)
    return found


def old_values(older: Store, newer: Store, series: str, dims: str, area: str) -> list[OldValue]:
    """The values of an area in the older release, for the grey line behind a trend; empty where it has none."""
    pair = pairs(older, newer)[1].get(series)
    if pair is None:
        return []
    there = next((o for o, n in slices(older, newer, pair).both if n == dims), None)
    if there is None:
        return []
    rows, columns = series_rows(older.blocks, pair.older.id, there, area), older.blocks.columns
    return [
        OldValue(int(columns["year"][row]), float(columns["value"][row]), int(columns["decimals"][row]))
        for row in rows.tolist()
        if columns["value"][row] == columns["value"][row]
    ]
