"""What one indicator says of one place: a whole sentence with value, year and interval, or why there is no figure.

Invariant: a figure is never of another year than its sentence says, and a missing one is told by its state.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import AreaInfo, Indicator, SeriesInfo
from data.model import AreaState, Qualifier
from data.query import QUALIFIERS, Observation, Rows, observation, series_rows
from data.store import Store
from data.views.choose import dims_label, lower_first, opening_year
from data.views.formats import observation_text
from data.views.labels import in_line
from data.views.map import state_text
from data.views.profile_rows import PUBLISHED, build_row, part_ids
from data.views.sentence import APPOSITION
from data.views.states import decide
from data.words import Words

NO_VALUE = QUALIFIERS.index(Qualifier.NO_VALUE)
PARTS = 3
MAX_KEPT = 4096

_OPENING: dict[tuple[str, str], int | None] = {}


@dataclass(frozen=True, slots=True)
class AreaFinding:
    """The sentence, the state behind it, and the year of the figure, if there is one.

    ``is_old``: the map of the indicator opens with a year in which this figure no longer counts.
    """

    sentence: str
    state: AreaState
    year: int | None
    text: str
    is_old: bool = False

    @property
    def has_figure(self) -> bool:
        """Whether a figure of this place as a whole is told."""
        return self.state in PUBLISHED


@dataclass(frozen=True, slots=True)
class _Figure:
    """What is found before it is put into words; ``near`` is the figure closest to a year that has none."""

    state: AreaState
    text: str
    year: int | None
    parts: tuple[tuple[str, str, int], ...] = ()
    why: str = ""
    near: Observation | None = None


def area_finding(store: Store, indicator: Indicator, area: AreaInfo, year: int | None, words: Words) -> AreaFinding:
    """What the preferred series publishes of a place: in the year asked for, else its newest figure of all."""
    series = store.catalogue.series[indicator.preferred]
    if year is None:
        row = build_row(store, indicator, area, part_ids(store, area), words)
        figure = _Figure(
            row.state, row.text, row.year, tuple((p.name, p.value_text, p.year) for p in row.parts), row.why
        )
    else:
        figure = _in_year(store, indicator, series, area, year, words)
    said = _sentence(store, indicator, series, area, figure, year, words)
    opening = _opening(store, series)
    is_old = (
        year is None
        and figure.state in PUBLISHED
        and figure.year is not None
        and opening is not None
        and figure.year < opening - indicator.tolerance
    )
    if is_old:
        said = f"{said} {words.text('No newer figure is in this release.')}"
    return AreaFinding(said, figure.state, figure.year, figure.text, is_old)


def _opening(store: Store, series: SeriesInfo) -> int | None:
    key = (store.release.digest, series.id)
    if key not in _OPENING:
        if len(_OPENING) >= MAX_KEPT:
            _OPENING.clear()
        _OPENING[key] = opening_year(store, series, series.headline)
    return _OPENING[key]


def _in_year(
    store: Store, indicator: Indicator, series: SeriesInfo, area: AreaInfo, year: int, words: Words
) -> _Figure:
    rows = _rows(store, series, area.id)
    item = _standing_for(store, series, rows, year, indicator.tolerance)
    found = (
        _standing_for(store, series, _rows(store, series, part), year, indicator.tolerance)
        for part in part_ids(store, area)
    )
    parts = [part for part in found if part is not None and part.value is not None]
    has_countries = bool(series.raw["countries"])
    is_paired = bool(series.raw["has_pairs"]) and not has_countries
    is_seen = area.id in series.raw["areas"]
    status = decide(area, item, parts, indicator, year, has_countries, is_seen, is_paired)
    told = status.observation
    text = observation_text(told, indicator, store.catalogue, words) if told is not None else ""
    names = store.catalogue.areas
    return _Figure(
        state=status.state,
        text=text or state_text(status, words),
        year=told.year if told is not None and told.value is not None else None,
        parts=tuple(
            (names[p.area].name(words.lang), observation_text(p, indicator, store.catalogue, words), p.year)
            for p in status.parts
        ),
        near=_nearest(store, series, rows, year) if not text else None,
    )


def _rows(store: Store, series: SeriesInfo, area: str) -> Rows:
    return series_rows(store.blocks, series.id, series.headline, area)


def _standing_for(store: Store, series: SeriesInfo, rows: Rows, year: int, tolerance: int) -> Observation | None:
    """The row that the map takes for a year: the newest with a figure within the tolerance, else the newest."""
    years = np.asarray(store.blocks.columns["year"][rows])
    near = rows[(years <= year) & (years >= year - tolerance)]
    valued = near[np.asarray(store.blocks.columns["qualifier"][near]) != NO_VALUE]
    chosen = valued if len(valued) else near
    return observation(store.blocks, series.id, series.headline, int(chosen[-1])) if len(chosen) else None


def _nearest(store: Store, series: SeriesInfo, rows: Rows, year: int) -> Observation | None:
    """The figure closest in time, the later of two equally close."""
    valued = rows[np.asarray(store.blocks.columns["qualifier"][rows]) != NO_VALUE]
    if not len(valued):
        return None
    years = np.asarray(store.blocks.columns["year"][valued]).astype(int)
    closest = min(range(len(valued)), key=lambda n: (abs(years[n] - year), -years[n]))
    return observation(store.blocks, series.id, series.headline, int(valued[closest]))


def _sentence(
    store: Store,
    indicator: Indicator,
    series: SeriesInfo,
    area: AreaInfo,
    figure: _Figure,
    year: int | None,
    words: Words,
) -> str:
    name = area.name(words.lang)
    if figure.state in PUBLISHED:
        return _told(store, indicator, series, name, figure, words)
    if figure.state is AreaState.NOT_IN_SOURCE:
        return words.plural(
            "%(source)s publishes this for %(count)s country or territory; %(area)s is not among them.",
            "%(source)s publishes this for %(count)s countries and territories; %(area)s is not among them.",
            series.raw["countries"],
            source=words.text(store.catalogue.sources[series.source]["name"]),
            area=in_line(name, words.lang),
        )
    state = lower_first(figure.text)
    if figure.state is AreaState.IMPLAUSIBLE:
        state = words.text("%(value)s in %(year)s, published, but not possible", value=state, year=str(figure.year))
    if figure.state is AreaState.PARTS_ONLY and figure.parts:
        shown = [f"{part} {text} ({when})" for part, text, when in figure.parts[:PARTS]]
        state = f"{state}: {words.listing(shown)}"
    if year is not None and figure.year is None:
        name = f"{name}, {year}"
    said = words.text("%(area)s: %(state)s.", area=name, state=state)
    return " ".join(filter(None, [said, figure.why, _near(store, indicator, figure.near, words)]))


def _told(store: Store, indicator: Indicator, series: SeriesInfo, name: str, figure: _Figure, words: Words) -> str:
    if indicator.classes:
        return words.text(
            "%(area)s, %(year)s: %(class_name)s.", area=name, year=str(figure.year), class_name=figure.text
        )
    label = dims_label(series.headline, series, store, words)
    subject = words.text(indicator.subject)
    return words.text(
        "%(area)s: %(subject)s was %(value)s in %(year)s.",
        area=f"{name} ({label})" if label else name,
        subject=f"{subject}," if APPOSITION.search(subject) else subject,
        value=figure.text,
        year=str(figure.year),
    )


def _near(store: Store, indicator: Indicator, item: Observation | None, words: Words) -> str:
    if item is None:
        return ""
    return words.text(
        "The nearest figure is %(value)s, of %(year)s.",
        value=observation_text(item, indicator, store.catalogue, words),
        year=str(item.year),
    )
