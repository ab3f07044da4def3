"""Questions to a release: series, cross-section with tolerance, by dimension, coverage, acts.

Invariant: a query answers with row numbers into the blocks and never copies more than it shows; no pandas here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from data.blocks import Blocks
from data.model import Flag, Interval, IntervalKind, Provenance, Qualifier, canonical_dims, parse_dims

Rows = npt.NDArray[np.int64]
QUALIFIERS = tuple(Qualifier)
PROVENANCES = tuple(Provenance)
KINDS = (None, *IntervalKind)
FLAG_BITS = tuple((1 << position, flag) for position, flag in enumerate(Flag))


@dataclass(frozen=True, slots=True)
class Observation:
    """One observation with all that was published of it, and where it came from."""

    series: str
    area: str
    year: int
    dims: str
    counterpart: str
    value: float | None
    value_text: str
    decimals: int
    qualifier: Qualifier
    interval: Interval | None
    std_error: float | None
    n: float | None
    provenance: Provenance
    flags: frozenset[Flag]
    published_text: str
    file: str
    row: int
    rows: str
    formula: str
    inputs: str
    note: str
    decisions: tuple[str, ...]


def _maybe(value: float) -> float | None:
    return None if value != value else float(value)


@lru_cache(maxsize=1024)
def flags_of(bits: int) -> frozenset[Flag]:
    """Flags of an integer set."""
    return frozenset(flag for bit, flag in FLAG_BITS if bits & bit)


def observation(blocks: Blocks, series: str, dims: str, row: int) -> Observation:
    """The observation of a row."""
    c = blocks.columns
    lower, upper = _maybe(c["lower"][row]), _maybe(c["upper"][row])
    kind = KINDS[int(c["interval_kind"][row])]
    interval = None
    if kind is not None and lower is not None and upper is not None:
        level = _maybe(c["level"][row])
        interval = Interval(lower, upper, None if level is None else round(level, 4), kind)
    value = _maybe(c["value"][row])
    decimals = int(c["decimals"][row])
    other = int(c["counterpart"][row])
    return Observation(
        series=series,
        area=blocks.areas[int(c["area"][row])],
        year=int(c["year"][row]),
        dims=dims,
        counterpart=blocks.areas[other] if other >= 0 else "",
        value=value,
        value_text=blocks.value_text(int(c["value_text"][row]), float(c["value"][row]), decimals),
        decimals=decimals,
        qualifier=QUALIFIERS[int(c["qualifier"][row])],
        interval=interval,
        std_error=_maybe(c["std_error"][row]),
        n=_maybe(c["n"][row]),
        provenance=PROVENANCES[int(c["provenance"][row])],
        flags=flags_of(int(c["flags"][row])),
        published_text=blocks.text(int(c["published_text"][row])),
        file=blocks.text(int(c["file"][row])),
        row=int(c["row"][row]),
        rows=blocks.text(int(c["rows"][row])),
        formula=blocks.text(int(c["formula"][row])),
        inputs=blocks.text(int(c["inputs"][row])),
        note=blocks.text(int(c["note"][row])),
        decisions=tuple(filter(None, blocks.text(int(c["decisions"][row])).split(";"))),
    )


def slice_rows(blocks: Blocks, series: str, dims: str) -> tuple[int, int]:
    """First row of a slice and the row after its last; (0, 0) where the release holds none."""
    return blocks.slices.get(series, {}).get(dims, (0, 0))


def series_rows(blocks: Blocks, series: str, dims: str, area: str) -> Rows:
    """Rows of one area over time, in order of year (shape: years of that area). Pairs with another are left out."""
    start, end = slice_rows(blocks, series, dims)
    number = blocks.area_index.get(area)
    if number is None or start == end:
        return np.empty(0, dtype=np.int64)
    column = blocks.columns["area"][start:end]
    first, last = np.searchsorted(column, [number, number + 1])
    alone = np.flatnonzero(np.asarray(blocks.columns["counterpart"][start + first : start + last]) < 0)
    result: Rows = alone + start + first
    return result


def cross_section(blocks: Blocks, series: str, dims: str, year: int, tolerance: int) -> Rows:
    """For every area its newest row of the years ``year - tolerance`` to ``year`` (shape: areas with one).

    A row that only says that there is no figure gives way to an older one with a figure. What an area publishes of
    another one (a counterpart) is never its own figure and is left out.
    """
    start, end = slice_rows(blocks, series, dims)
    years = np.asarray(blocks.columns["year"][start:end])
    alone = np.asarray(blocks.columns["counterpart"][start:end]) < 0
    near = np.flatnonzero((years <= year) & (years >= year - tolerance) & alone)
    if not len(near):
        return np.empty(0, dtype=np.int64)
    if tolerance:
        valued = np.asarray(blocks.columns["qualifier"][start:end])[near] != QUALIFIERS.index(Qualifier.NO_VALUE)
        areas = np.asarray(blocks.columns["area"][start:end])[near]
        near = near[
            np.lexsort((years[near], valued, areas))
        ]  # within an area: rows without a figure first, then by year
    areas = np.asarray(blocks.columns["area"][start:end])[near]
    newest = np.flatnonzero(np.r_[areas[1:] != areas[:-1], True])
    result: Rows = near[newest] + start
    return result


def any_time(blocks: Blocks, series: str) -> npt.NDArray[np.int64]:
    """Numbers of the areas that a series ever mentions, in any slice and year."""
    spans = blocks.slices.get(series, {}).values()
    parts = [np.asarray(blocks.columns["area"][a:b]) for a, b in spans]
    found: npt.NDArray[np.int64] = np.unique(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int64)
    return found


def by_dimension(blocks: Blocks, series: str, dims: str, dimension: str, area: str, year: int) -> dict[str, int]:
    """category -> row for one area and year, the other dimensions as in ``dims``."""
    base = {k: v for k, v in parse_dims(dims).items() if k != dimension}
    found: dict[str, int] = {}
    for text in blocks.slices.get(series, {}):
        here = parse_dims(text)
        category = here.pop(dimension, None)
        if category is None or here != base:
            continue
        rows = series_rows(blocks, series, text, area)
        hit = rows[np.asarray(blocks.columns["year"][rows]) == year] if len(rows) else rows
        if len(hit):
            found[category] = int(hit[0])
    return found


def years_of(blocks: Blocks, series: str, dims: str) -> npt.NDArray[np.int16]:
    """Years in which a slice has any row."""
    start, end = slice_rows(blocks, series, dims)
    found: npt.NDArray[np.int16] = np.unique(np.asarray(blocks.columns["year"][start:end]))
    return found


def coverage(blocks: Blocks, wanted: list[tuple[str, str]], areas: list[str]) -> npt.NDArray[np.int16]:
    """Latest year with a value for each (series, dims) and area; 0 where there is none (shape: wanted × areas).

    Pairs with another area do not count.
    """
    column = {blocks.area_index[a]: position for position, a in enumerate(areas) if a in blocks.area_index}
    lookup = np.full(len(blocks.areas), -1, dtype=np.int64)
    for number, position in column.items():
        lookup[number] = position
    matrix = np.zeros((len(wanted), len(areas)), dtype=np.int16)
    for line, (series, dims) in enumerate(wanted):
        start, end = slice_rows(blocks, series, dims)
        positions = lookup[np.asarray(blocks.columns["area"][start:end])]
        alone = np.asarray(blocks.columns["counterpart"][start:end]) < 0
        valued = (
            (positions >= 0)
            & alone
            & (np.asarray(blocks.columns["qualifier"][start:end]) != QUALIFIERS.index(Qualifier.NO_VALUE))
        )
        np.maximum.at(matrix[line], positions[valued], np.asarray(blocks.columns["year"][start:end])[valued])
    return matrix


def events(blocks: Blocks, area: str | None = None, instrument: str | None = None) -> list[dict[str, Any]]:
    """Treaty acts of an area, of an instrument, or all, those set aside included (see ``role``)."""
    return [
        event
        for event in blocks.events
        if (area is None or event["area"] == area) and (instrument is None or event["instrument"] == instrument)
    ]


def slice_of(headline: str, chosen: dict[str, str]) -> str:
    """The headline slice with some dimensions chosen otherwise."""
    return canonical_dims(parse_dims(headline) | chosen)
