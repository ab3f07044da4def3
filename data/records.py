"""Observations of a release as records for programs: chosen by series, slice, area and year, a page at a time.

Invariant: records stand in the order of series, slice, area and year, so that a page goes on exactly where the last one
ended; each equals :func:`data.query.observation` of its row. Read in bulk: a page of 200 costs less than a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from data.blocks import Blocks
from data.catalogue import Indicator, SeriesInfo
from data.kept import kept
from data.model import AreaState, parse_dims
from data.query import KINDS, PROVENANCES, QUALIFIERS, flags_of
from data.store import Store
from data.views.labels import STATE
from data.views.quality import licence_of
from data.views.states import AreaStatus, state_alone

Rows = npt.NDArray[np.int64]
NAMES = (
    *("year", "area", "counterpart", "value", "lower", "upper", "level", "std_error", "n", "decimals", "qualifier"),
    *("provenance", "interval_kind", "flags", "value_text", "note", "decisions"),
)
QUALIFIED = tuple(qualifier.value for qualifier in QUALIFIERS)
MAKERS = tuple(maker.value for maker in PROVENANCES)
INTERVALS = tuple("" if kind is None else kind.value for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Segment:
    """One slice of one series of an indicator."""

    indicator: Indicator
    series: SeriesInfo
    dims: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for; empty means no limit."""

    areas: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None


def segments(
    store: Store,
    indicators: Sequence[Indicator],
    dims: dict[str, frozenset[str]],
    series: str = "",
    every: bool = False,
) -> list[Segment]:
    """Slices that have the categories of ``dims``: of the preferred series, of the one named, or of every series."""
    found = []
    for indicator in indicators:
        wanted = [series] if series else list(indicator.series) if every else [indicator.preferred]
        for one in wanted:
            info = store.catalogue.series[one]
            for text, (start, end) in store.blocks.slices.get(one, {}).items():
                if not dims or _has(parse_dims(text), dims):
                    found.append(Segment(indicator, info, text, start, end))
    return found


def _has(parts: dict[str, str], dims: dict[str, frozenset[str]]) -> bool:
    return all(codes == {parts.get(name)} for name, codes in dims.items())


def most(store: Store, parts: Sequence[Segment], wish: Wish) -> int:
    """How many rows there can be at most, told before any of them is read."""
    if not wish.areas:
        return sum(part.end - part.start for part in parts)
    return sum(sum(last - first for first, last in _spans(store.blocks, part, wish.areas)) for part in parts)


def _spans(blocks: Blocks, part: Segment, areas: tuple[str, ...]) -> list[tuple[int, int]]:
    column = blocks.columns["area"][part.start : part.end]
    numbers = sorted({blocks.area_index[area] for area in areas if area in blocks.area_index})
    ends = np.searchsorted(column, [n for number in numbers for n in (number, number + 1)]).tolist()
    return [(part.start + a, part.start + b) for a, b in zip(ends[::2], ends[1::2], strict=True) if b > a]


def rows_of(store: Store, part: Segment, wish: Wish, after: int = -1) -> Rows:
    """Rows of a slice that are asked for, those after a row alone."""
    spans = _spans(store.blocks, part, wish.areas) if wish.areas else [(part.start, part.end)]
    found = [np.arange(max(a, after + 1), b) for a, b in spans if b > after + 1]
    rows: Rows = np.concatenate(found) if found else np.empty(0, dtype=np.int64)
    if wish.first is None and wish.last is None:
        return rows
    years = store.blocks.columns["year"][rows]
    low = -10_000 if wish.first is None else wish.first
    high = 10_000 if wish.last is None else wish.last
    return rows[(years >= low) & (years <= high)]


def page(
    store: Store, parts: Sequence[Segment], wish: Wish, start: tuple[int, int], limit: int
) -> tuple[list[dict[str, Any]], tuple[int, int] | None]:
    """At most ``limit`` records from ``start`` (slice, row before) on, and where the next page starts."""
    records: list[dict[str, Any]] = []
    number, after = start
    while number < len(parts):
        rows = rows_of(store, parts[number], wish, after)
        room = limit - len(records)
        if len(rows) > room:
            records += _records(store, parts[number], rows[:room])
            last = int(rows[room - 1]) if room else after
            return records, (number, last)
        records += _records(store, parts[number], rows)
        number, after = number + 1, -1
    return records, None


@lru_cache(maxsize=1024)
def _flags(bits: int) -> tuple[str, ...]:
    return tuple(sorted(flag.value for flag in flags_of(bits)))


@lru_cache(maxsize=4096)
def state_of_bits(bits: int, qualifier: int) -> AreaState:
    """State of an observation by its marks and its qualifier."""
    return state_alone(flags_of(bits), QUALIFIERS[qualifier])


def _records(store: Store, part: Segment, rows: Rows) -> list[dict[str, Any]]:
    if not len(rows):
        return []
    blocks, areas = store.blocks, store.catalogue.areas
    columns = [blocks.columns[name][rows].tolist() for name in NAMES]
    return [
        _record(store, part, cells, areas[blocks.areas[cells[1]]].kind.value, blocks)
        for cells in zip(*columns, strict=True)
    ]


def _record(store: Store, part: Segment, cells: tuple[Any, ...], kind: str, blocks: Blocks) -> dict[str, Any]:
    (
        year, area, counterpart, value, lower, upper, level, std_error, n, decimals, qualifier, provenance, interval,
        flags, text, note, decisions,
    ) = cells  # fmt: skip
    state = state_of_bits(flags, qualifier)
    is_none = value != value
    code = blocks.areas[area]
    dimensions, source, licence = _about(store, part)
    return {
        "indicator": part.indicator.id,
        "source_series": part.series.code,
        "vintage": part.series.vintage,
        "area": store.catalogue.areas[code].name(),
        "iso3": code,
        "area_kind": kind,
        "period": year,
        "dims": dimensions,
        "value": None if is_none else value,
        "value_text": blocks.value_text(text, value, decimals),
        "qualifier": QUALIFIED[qualifier],
        "unit": part.indicator.unit,
        "lower": None if lower != lower else lower,
        "upper": None if upper != upper else upper,
        "level": None if level != level else round(level, 4),
        "std_error": None if std_error != std_error else std_error,
        "n": None if n != n else n,
        "provenance": MAKERS[provenance],
        "flags": _flags(flags),
        "status": state.value,
        "missing_reason": "" if state is AreaState.VALUE else STATE[state],
        "source": source,
        "licence": licence,
        "interval_kind": INTERVALS[interval],
        "counterpart": blocks.areas[counterpart] if counterpart >= 0 else "",
        "series": part.series.id,
        "note": blocks.text(note),
        "decisions": blocks.text(decisions).split(";") if decisions >= 0 else (),
    }


def _about(store: Store, part: Segment) -> tuple[dict[str, str], str, str]:
    """What is the same for a whole slice: its dimensions, the name of the source, that of the licence."""

    def make() -> tuple[dict[str, str], str, str]:
        source = store.catalogue.sources[part.series.source]
        return parse_dims(part.dims), source["name"], source["licence"]["name"]

    return kept(store, ("record", part.series.id, part.dims), make)


def is_open(store: Store, series: SeriesInfo) -> bool:
    """Whether figures of a series may be handed on."""
    return licence_of(store, series)["may_redistribute"]


def status_records(store: Store, part: Segment, statuses: Sequence[AreaStatus]) -> Iterator[dict[str, Any]]:
    """One record for each area of a cross-section, those without a figure with the reason."""
    dimensions, source, licence = _about(store, part)
    for status in statuses:
        item = status.observation
        interval = item.interval if item is not None else None
        yield {
            "indicator": part.indicator.id,
            "source_series": part.series.code,
            "vintage": part.series.vintage,
            "area": status.area.name(),
            "iso3": status.area.id,
            "area_kind": status.area.kind.value,
            "period": item.year if item is not None else None,
            "dims": dimensions,
            "value": item.value if item is not None else None,
            "value_text": item.value_text if item is not None else "",
            "qualifier": item.qualifier.value if item is not None else "",
            "unit": part.indicator.unit,
            "lower": interval.lower if interval else None,
            "upper": interval.upper if interval else None,
            "level": interval.level if interval else None,
            "std_error": item.std_error if item is not None else None,
            "n": item.n if item is not None else None,
            "provenance": item.provenance.value if item is not None else "",
            "flags": sorted(flag.value for flag in item.flags) if item is not None else [],
            "status": status.state.value,
            "missing_reason": "" if status.state is AreaState.VALUE else STATE[status.state],
            "source": source,
            "licence": licence,
            "is_counted": status.is_counted,
        }
