"""The series that are folded under an indicator, and how far those that hold the same figures differ.

Invariant: figures are compared only where group, place and year are the same; what rounding explains is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.blocks import Blocks
from data.catalogue import Indicator, SeriesInfo
from data.model import IntervalKind, canonical_dims, parse_dims
from data.store import Store
from data.views.choose import dims_label
from data.views.formats import value_text
from data.views.labels import INTERVAL
from data.words import Words

TENTH = 0.1
YEAR_ZERO = 4096  # keeps years before our era positive in a key
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Largest:
    """The figure that moved most: its row in the older and in the newer series."""

    dims: str
    older: int
    newer: int


@dataclass(frozen=True, slots=True)
class Revision:
    """Two series that hold the same figures. ``over_tenth`` counts among ``beyond``."""

    older: str
    newer: str
    common: int
    differ: int
    beyond: int
    over_tenth: int
    rose: int
    fell: int
    largest: Largest | None

    @property
    def precision_only(self) -> int:
        """Figures that are equal once both are rounded to the coarser of the two."""
        return self.differ - self.beyond


@dataclass(frozen=True, slots=True)
class Vintage:
    """One series of the indicator as a line of a table; ``revision`` says how far it differs from the one shown."""

    id: str
    source: str
    title: str
    code: str
    vintage: str
    released: str
    countries: int
    figures: int
    years: str
    bounds: str
    note: str
    is_shown: bool
    is_preferred: bool
    revision: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VintagesView:
    """All series of an indicator, the preferred one first, and why it is preferred."""

    rows: tuple[Vintage, ...]
    reason: str
    shown: str


def build_vintages(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> VintagesView:
    """The table of series and vintages beside the series that is shown."""
    return VintagesView(
        rows=tuple(_vintage(store, indicator, sid, series, words) for sid in indicator.series),
        reason=words.text(indicator.raw["preferred_reason"]),
        shown=series.id,
    )


def is_comparable(indicator: Indicator, one: SeriesInfo, other: SeriesInfo) -> bool:
    """Whether two series hold the same figures in the same unit: the release says so of each and the preferred."""
    return all(s.id == indicator.preferred or s.raw.get("against_preferred") for s in (one, other))


def compare_series(store: Store, one: SeriesInfo, other: SeriesInfo) -> Revision:
    """How far two series differ in the figures that stand in both, from the older to the newer."""
    older, newer = sorted((one, other), key=lambda s: (s.released, s.id == one.id))
    blocks = store.blocks
    pairs = [(dims, *_matched(blocks, spans)) for dims, *spans in _common_slices(blocks, older, newer)]
    before = np.concatenate([p[1] for p in pairs]) if pairs else np.empty(0, dtype=np.int64)
    after = np.concatenate([p[2] for p in pairs]) if pairs else np.empty(0, dtype=np.int64)
    values = blocks.columns["value"]
    first, last = values[before], values[after]
    differ = first != last
    beyond = differ & (_rounded(blocks, before, before, after) != _rounded(blocks, after, before, after))
    change = np.where(beyond, last - first, 0.0)
    largest = None
    if beyond.any():
        at = int(np.argmax(np.abs(change)))
        largest = Largest(_slice_at(pairs, at), int(before[at]), int(after[at]))
    return Revision(
        older=older.id,
        newer=newer.id,
        common=len(before),
        differ=int(differ.sum()),
        beyond=int(beyond.sum()),
        over_tenth=int((beyond & (first != 0) & (np.abs(last - first) > TENTH * np.abs(first))).sum()),
        rose=int((change > 0).sum()),
        fell=int((change < 0).sum()),
        largest=largest,
    )


def _common_slices(
    blocks: Blocks, older: SeriesInfo, newer: SeriesInfo
) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Slices of both; a dimension that only one of them has is held at the category that its series shows first."""
    one, other = blocks.slices.get(older.id, {}), blocks.slices.get(newer.id, {})
    shared = _dimensions(one) & _dimensions(other)
    known = {_reduced(dims, older.headline, shared): span for dims, span in one.items()}
    for dims, span in other.items():
        reduced = _reduced(dims, newer.headline, shared)
        if reduced is not None and reduced in known:
            yield dims, known[reduced], span


def _dimensions(slices: dict[str, tuple[int, int]]) -> set[str]:
    return {name for dims in slices for name in parse_dims(dims)}


def _reduced(dims: str, headline: str, shared: set[str]) -> str | None:
    """A slice in the dimensions that are shared; None where another one is not as in the headline slice."""
    here, first = parse_dims(dims), parse_dims(headline)
    if any(first.get(name) != category for name, category in here.items() if name not in shared):
        return None
    return canonical_dims({name: category for name, category in here.items() if name in shared})


def _matched(blocks: Blocks, spans: list[tuple[int, int]]) -> tuple[Numbers, Numbers]:
    """Rows of two slices that have the same place, counterpart and year, and a value each."""
    one_key, other_key = (_keys(blocks, start, end) for start, end in spans)
    _, here, there = np.intersect1d(one_key, other_key, assume_unique=True, return_indices=True)
    one, other = here + spans[0][0], there + spans[1][0]
    values = blocks.columns["value"]
    known = np.isfinite(values[one]) & np.isfinite(values[other])
    return one[known], other[known]


def _keys(blocks: Blocks, start: int, end: int) -> Numbers:
    area, other, year = (blocks.columns[name][start:end].astype(np.int64) for name in ("area", "counterpart", "year"))
    found: Numbers = (area << 40) | ((other + 1) << 20) | (year + YEAR_ZERO)
    return found


def _rounded(blocks: Blocks, rows: Numbers, before: Numbers, after: Numbers) -> npt.NDArray[np.float64]:
    """Values of rows in units of the last digit of the coarser of the two figures."""
    decimals = np.minimum(blocks.columns["decimals"][before], blocks.columns["decimals"][after])
    found: npt.NDArray[np.float64] = np.rint(blocks.columns["value"][rows] * 10.0**decimals)
    return found


def _slice_at(pairs: list[tuple[str, Numbers, Numbers]], at: int) -> str:
    for dims, rows, _ in pairs:
        if at < len(rows):
            return dims
        at -= len(rows)
    raise IndexError(at)


def _vintage(store: Store, indicator: Indicator, sid: str, shown: SeriesInfo, words: Words) -> Vintage:
    info = store.catalogue.series[sid]
    source = store.catalogue.sources[info.source]
    first, last = info.raw["first_year"], info.raw["last_year"]
    bounds = [words.text(INTERVAL[IntervalKind(kind)]) for kind in info.raw["intervals"]]
    if info.raw["has_std_error"]:
        bounds.append(words.text("standard error"))
    is_compared = sid != shown.id and is_comparable(indicator, info, shown)
    return Vintage(
        id=sid,
        source=source["name"],
        title=info.raw["title"] or "",
        code=info.code,
        vintage=info.vintage,
        released=words.date(info.released),
        countries=info.raw["countries"],
        figures=info.raw["rows"],
        years=f"{first}–{last}" if first is not None else words.text("no country"),
        bounds=", ".join(bounds) or words.text("none"),
        note=info.raw["note"] or "",
        is_shown=sid == shown.id,
        is_preferred=sid == indicator.preferred,
        revision=tuple(_told(store, indicator, compare_series(store, shown, info), words)) if is_compared else (),
    )


def _told(store: Store, indicator: Indicator, found: Revision, words: Words) -> Iterator[str]:
    """A revision in two or three sentences."""
    if not found.common:
        yield words.text("No figure stands in both for the same place, group and year.")
        return
    if not found.differ:
        yield words.plural(
            "The one figure that stands in both is the same.",
            "The %(count)s figures that stand in both are all the same.",
            found.common,
        )
        return
    yield words.text(
        "Of %(common)s figures that stand in both, %(differ)s differ: %(precision)s in precision only, which is no "
        "change, and %(beyond)s beyond rounding.",
        common=words.number(found.common),
        differ=words.number(found.differ),
        precision=words.number(found.precision_only),
        beyond=words.number(found.beyond),
    )
    if found.largest is None:
        return
    if not indicator.classes:
        yield words.text(
            "From the older to the newer, %(rose)s rose and %(fell)s fell, %(tenth)s of them by more than a tenth.",
            rose=words.number(found.rose),
            fell=words.number(found.fell),
            tenth=words.number(found.over_tenth),
        )
    yield _largest(store, indicator, found, found.largest, words)


def _largest(store: Store, indicator: Indicator, found: Revision, largest: Largest, words: Words) -> str:
    columns = store.blocks.columns
    series = store.catalogue.series[found.newer]
    texts = [
        value_text(float(columns["value"][row]), int(columns["decimals"][row]), indicator, store.catalogue, words)
        for row in (largest.older, largest.newer)
    ]
    place = store.catalogue.areas[store.blocks.areas[int(columns["area"][largest.newer])]].name(words.lang)
    label = dims_label(largest.dims, series, store, words)
    return words.text(
        "The largest change: %(place)s, %(year)s, from %(before)s to %(after)s.",
        place=f"{place} ({label})" if label else place,
        year=str(int(columns["year"][largest.newer])),
        before=texts[0],
        after=texts[1],
    )
