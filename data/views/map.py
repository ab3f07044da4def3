"""The map as a view: every area with its state, class and text, the legend that counts them, the notes beneath.

Invariant: legend counts sum to the universe, colour classes are those of the release, NaN never enters a range.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import numpy as np

from data.catalogue import Indicator, SeriesInfo
from data.model import AreaState, Mark, ValueKind
from data.query import Observation, slice_rows
from data.store import Store
from data.views.choose import MAP_FROM, Choice, dims_label
from data.views.formats import digits, observation_text, span_text, with_unit
from data.views.labels import MARK, STATE
from data.views.states import AreaStatus, Section, build_section
from data.words import Words

CIRCLE_MAX = 26.0
LONG_NUMBER = re.compile(r"\d{4,}")


@dataclass(frozen=True, slots=True)
class MapArea:
    """One area as it is drawn: ``fill`` names a class or a state, ``radius`` is set where circles stand for values."""

    id: str
    name: str
    state: AreaState
    fill: str
    text: str
    year: int | None
    marks: tuple[Mark, ...]
    value: float | None
    observation: Observation | None
    radius: float | None = None
    parts: tuple[tuple[str, str], ...] = ()
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One entry of the legend: the areas of the universe that it stands for, and other places drawn the same."""

    fill: str
    label: str
    members: tuple[str, ...]
    is_state: bool
    others: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many areas of the universe it stands for."""
        return len(self.members)


@dataclass(frozen=True)
class MapView:
    """The whole map. ``kind`` is choropleth, circles or classes; ``empty`` is told instead of a blank map.

    ``is_overridden`` says that a reader wanted it against the rules of comparison; the title says so too.
    """

    release: str
    indicator: Indicator
    series: SeriesInfo
    year: int | None
    years: tuple[int, ...]
    dims: str
    slice_label: str
    title: str
    subtitle: str
    kind: str
    palette: str
    areas: tuple[MapArea, ...]
    legend: tuple[LegendItem, ...]
    notes: tuple[str, ...]
    empty: str
    latest_year: int | None
    section: Section | None
    base: int | None = None
    is_overridden: bool = False

    @property
    def counted(self) -> list[MapArea]:
        """Areas of the universe."""
        return [a for a in self.areas if a.is_counted]

    @property
    def valued(self) -> list[MapArea]:
        """Areas of the universe with a value, lowest first, ties by id."""
        found = [a for a in self.counted if a.state is AreaState.VALUE]
        return sorted(found, key=lambda a: (a.value if a.value is not None else 0, a.id))


def build_map_view(store: Store, choice: Choice, words: Words, lang: str = "en") -> MapView:
    """The map of a choice; where no country has data it says so and names the latest year that has some."""
    indicator, series = choice.indicator, choice.series
    label = dims_label(choice.dims, series, store, words)
    section = None
    areas: tuple[MapArea, ...] = ()
    if choice.year is not None:
        section = build_section(store, indicator, series, choice.dims, choice.year, choice.tolerance)
        areas = _areas(store, section, words, lang)
    latest = max(choice.years, default=None)
    empty = _empty(section, choice, latest, words)
    return MapView(
        release=store.id,
        indicator=indicator,
        series=series,
        year=choice.year,
        years=choice.years,
        dims=choice.dims,
        slice_label=label,
        title=title_of(indicator, choice.year, label, words),
        subtitle=_subtitle(store, indicator, words),
        kind=map_kind(indicator),
        palette=indicator.direction.value.split("_")[0],
        areas=areas,
        legend=_legend(store, areas, indicator, series, words),
        notes=_notes(section, areas, words),
        empty=empty,
        latest_year=latest,
        section=section,
    )


def title_of(indicator: Indicator, year: int | None, label: str, words: Words) -> str:
    """Name, slice and year in one line."""
    parts = [words.text(indicator.name)]
    if label:
        parts.append(label)
    if year is not None:
        parts.append(str(year))
    return ", ".join(parts)


def _subtitle(store: Store, indicator: Indicator, words: Words) -> str:
    unit = store.catalogue.units[indicator.unit]
    return "" if indicator.unit == "class" else words.text(unit["label"])


def map_kind(indicator: Indicator) -> str:
    """Counts are circles, named classes have their own legend, everything else is a choropleth."""
    if indicator.value_kind in (ValueKind.ORDERED, ValueKind.CATEGORICAL):
        return "classes"
    return "circles" if indicator.value_kind is ValueKind.COUNT else "choropleth"


def colour_class(value: float, series: SeriesInfo, indicator: Indicator) -> str:
    """Class of a value: ``z`` for a zero that stands apart, ``b0`` … by edges, ``c<n>`` for named classes."""
    if indicator.classes:
        order = sorted(item["value"] for item in indicator.classes)
        return f"c{order.index(int(value))}"
    if value == 0 and series.raw["has_zero"]:
        return "z"
    return f"b{bisect_right(series.raw['edges'], value)}"


def _areas(store: Store, section: Section, words: Words, lang: str) -> tuple[MapArea, ...]:
    circles = map_kind(section.indicator) == "circles"
    largest = largest_of(store, section) if circles else None
    return tuple(_area(store, section, status, largest, words, lang) for status in section.statuses)


def largest_of(store: Store, section: Section) -> float:
    """The largest figure of any country in the years of maps: circles keep their scale from year to year."""
    start, end = slice_rows(store.blocks, section.series.id, section.dims)
    columns = store.blocks.columns
    shown = np.zeros(len(store.blocks.areas), dtype=bool)
    shown[[store.blocks.area_index[s.area.id] for s in section.statuses if s.area.id in store.blocks.area_index]] = True
    alone = np.asarray(columns["counterpart"][start:end]) < 0
    kept = shown[np.asarray(columns["area"][start:end])] & alone & (np.asarray(columns["year"][start:end]) >= MAP_FROM)
    values = np.abs(np.asarray(columns["value"][start:end])[kept])
    return float(np.nanmax(values)) if np.isfinite(values).any() else 0.0


def _area(
    store: Store, section: Section, status: AreaStatus, largest: float | None, words: Words, lang: str
) -> MapArea:
    item = status.observation
    value = item.value if item is not None and status.is_value else None
    fill = f"s-{status.state.value}" if value is None else colour_class(value, section.series, section.indicator)
    radius = None
    if largest and value is not None:
        radius = round(CIRCLE_MAX * sqrt(abs(value) / largest), 1)
    text = "" if item is None else observation_text(item, section.indicator, store.catalogue, words)
    if status.state is AreaState.DID_NOT_EXIST and text:
        text = words.text("Did not exist then; under this name the source gives %(value)s", value=text)
    return MapArea(
        id=status.area.id,
        name=status.area.name(lang),
        state=status.state,
        fill=fill,
        text=text or state_text(status, words),
        year=item.year if item is not None and item.value is not None else None,
        marks=status.marks,
        value=value,
        observation=item,
        radius=radius,
        parts=tuple(
            (store.catalogue.areas[p.area].name(lang), observation_text(p, section.indicator, store.catalogue, words))
            for p in status.parts
        ),
        is_counted=status.is_counted,
    )


def state_text(status: AreaStatus, words: Words) -> str:
    """What is written where there is no value: the state, with the source's own note where it has one."""
    note = status.observation.note if status.observation is not None else ""
    if status.state is AreaState.SEVERAL_TOGETHER and note:
        return LONG_NUMBER.sub(lambda match: words.number(int(match[0])), note).rstrip(".")
    text = words.text(STATE[status.state])
    return f"{text} ({note})" if note and status.state is AreaState.NOT_REPORTED else text


def _legend(
    store: Store, areas: tuple[MapArea, ...], indicator: Indicator, series: SeriesInfo, words: Words
) -> tuple[LegendItem, ...]:
    inside: dict[str, list[str]] = {}
    outside: dict[str, list[str]] = {}
    for area in areas:
        (inside if area.is_counted else outside).setdefault(area.fill, []).append(area.id)

    def item(fill: str, label: str, is_state: bool) -> LegendItem:
        return LegendItem(fill, label, tuple(inside.get(fill, ())), is_state, tuple(outside.get(fill, ())))

    items = [item(fill, label, False) for fill, label in class_labels(store, indicator, series, words)]
    items += [
        item(f"s-{state.value}", words.text(STATE[state]), True)
        for state in AreaState
        if f"s-{state.value}" in inside or f"s-{state.value}" in outside
    ]
    return tuple(items)


def class_labels(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> list[tuple[str, str]]:
    """(class, label) of every colour of the legend, lowest first."""
    if indicator.classes:
        ordered = sorted(indicator.classes, key=lambda item: item["value"])
        return [(f"c{number}", words.text(item["label"])) for number, item in enumerate(ordered)]
    edges = series.raw["edges"]
    unit = store.catalogue.units[indicator.unit]
    decimals = 0 if all(edge == int(edge) for edge in edges) else 4
    shown = [_edge(edge, indicator.unit, decimals, words) for edge in edges]
    labels = [("z", with_unit("0", unit, words))] if series.raw["has_zero"] else []
    if not edges:
        return [*labels, ("b0", words.text("Any value"))]
    labels.append(("b0", words.text("under %(edge)s", edge=with_unit(shown[0], unit, words))))
    labels += [(f"b{n}", span_text(a, b, words)) for n, (a, b) in enumerate(pairwise(shown), 1)]
    labels.append((f"b{len(edges)}", words.text("%(edge)s or more", edge=with_unit(shown[-1], unit, words))))
    return labels


def _edge(edge: float, unit: str, decimals: int, words: Words) -> str:
    if decimals == 0:
        return words.number(edge)
    places = next((n for n in range(5) if round(edge, n) == edge), digits(unit, 4, edge))
    return words.number(edge, places)


def _empty(section: Section | None, choice: Choice, latest: int | None, words: Words) -> str:
    if section is None:
        return words.text("The release holds no figure in this slice.")
    if any(s.observation is not None and s.observation.value is not None for s in section.statuses):
        return ""
    if any(
        s.state in (AreaState.PARTS_ONLY, AreaState.SEVERAL_TOGETHER, AreaState.SUPPRESSED) for s in section.statuses
    ):
        return ""
    if choice.series.raw["has_pairs"] and not choice.series.raw["countries"]:
        return words.text("The source publishes this for pairs of countries: none has a figure of its own here.")
    if not choice.series.raw["countries"]:
        return words.text("The source publishes this for world regions only: no country has a figure.")
    return words.text(
        "No country has data for %(year)s in this slice; the latest is %(latest)s.",
        year=str(section.year),
        latest=str(latest),
    )


def _notes(section: Section | None, areas: tuple[MapArea, ...], words: Words) -> tuple[str, ...]:
    if section is None:
        return ()
    notes = []
    valued = [a for a in areas if a.state is AreaState.VALUE and a.is_counted]
    older = sorted({a.year for a in valued if Mark.OLDER in a.marks and a.year is not None})
    if older:
        count = sum(Mark.OLDER in a.marks for a in valued)
        span = str(older[0]) if len(older) == 1 else f"{older[0]}–{older[-1]}"
        notes.append(
            words.plural(
                "%(count)s of %(all)s countries shows an older value (%(span)s).",
                "%(count)s of %(all)s countries show an older value (%(span)s).",
                count,
                all=words.number(len(valued)),
                span=span,
            )
        )
    for mark in (Mark.ESTIMATED, Mark.MODELLED, Mark.PROVISIONAL, Mark.LOW_RELIABILITY):
        count = sum(mark in a.marks for a in valued)
        if count:
            notes.append(
                words.text(
                    "%(count)s of %(all)s values: %(mark)s.",
                    count=words.number(count),
                    all=words.number(len(valued)),
                    mark=words.text(MARK[mark]),
                )
            )
    return tuple(notes)
