"""Two indicators of the same states in one plane: each value with its own year, no line, no cause.

Invariant: an indicator that may not be set side by side has no axis; a rank correlation is given only where both may
be ranked and ten states or more have both figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.catalogue import Indicator
from data.compare import Ground, Outcome, Purpose, Reason, Verdict, standing, verdict_of
from data.model import AreaState, ValueKind
from data.query import Observation
from data.store import Store
from data.views.choose import Choice
from data.views.formats import observation_text
from data.views.labels import DIRECTION
from data.views.states import build_section
from data.views.stories_hidden import core_columns, core_counts
from data.views.trend_axis import axis_ticks
from data.views.trend_parts import Ticks
from data.words import Words

LEAST = 10
LOG_FROM = 50.0  # a log scale is offered where the largest is so many times the smallest


@dataclass(frozen=True, slots=True)
class Axis:
    """One side: its name, unit, year, which end is better, its ticks; ``indicator`` is empty for the count of ours."""

    indicator: str
    name: str
    unit: str
    year: int | None
    direction: str
    ticks: Ticks
    is_log: bool
    can_log: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One state with both figures, each in words with its year."""

    area: str
    name: str
    x: float
    y: float
    x_text: str
    y_text: str
    is_target: bool
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class ScatterView:
    """The plane. ``empty`` says why there is none; ``verdict`` holds the reasons of both indicators."""

    title: str
    x: Axis
    y: Axis
    points: tuple[Point, ...]
    missing: tuple[str, ...]
    verdict: Verdict
    correlation: float | None
    sentence: str
    notes: tuple[str, ...]
    empty: str


@dataclass(frozen=True)
class Side:
    """Figures for one axis, by area."""

    name: str
    unit: str
    year: int | None
    direction: str
    kind: ValueKind
    unit_raw: dict[str, object]
    values: dict[str, float]
    texts: dict[str, str]
    observations: dict[str, Observation]
    indicator: str = ""
    can_rank: bool = True


def build_scatter(
    store: Store,
    choice: Choice,
    other: Choice | None,
    members: tuple[str, ...],
    targets: tuple[str, ...],
    is_log: bool,
    words: Words,
) -> ScatterView:
    """``choice`` lies across; ``other`` upwards, None for the number of core indicators a state has figures for."""
    verdict = verdict_of(
        [*_grounds(store, choice), *(_grounds(store, other) if other is not None else ()), *_kin(store, choice, other)]
    )
    x = _side(store, choice, words)
    y = _side(store, other, words) if other is not None else _counted(store, words)
    wanted = tuple(dict.fromkeys((*targets, *members)))
    names = {area: store.catalogue.areas[area].name(words.lang) for area in wanted}
    if verdict.is_refused:
        return _view(x, y, (), (), verdict, is_log, words.text("These two are not drawn against each other."), words)
    points = tuple(
        Point(
            area,
            names[area],
            x.values[area],
            y.values[area],
            x.texts[area],
            y.texts[area],
            area in targets,
            tuple(side.observations[area] for side in (x, y) if area in side.observations),
        )
        for area in wanted
        if area in x.values and area in y.values
    )
    missing = tuple(sorted(names[a] for a in wanted if a not in x.values or a not in y.values))
    empty = "" if points else words.text("No country of the group has both figures.")
    return _view(x, y, points, missing, verdict, is_log, empty, words)


def _grounds(store: Store, choice: Choice) -> list[Ground]:
    """What speaks against an axis: classes have no distances."""
    grounds = list(standing(store, choice.indicator, choice.series, Purpose.SIDE_BY_SIDE).reasons)
    if choice.indicator.classes:
        grounds.append(Ground(Reason.CATEGORIES, Outcome.REFUSE))
    return grounds


def _kin(store: Store, one: Choice, other: Choice | None) -> list[Ground]:
    """A part against its own total, or an indicator against itself, would agree by construction."""
    if other is None:
        return []
    chain = [_totals(store, choice.indicator) for choice in (one, other)]
    is_kin = one.indicator.id in chain[1] or other.indicator.id in chain[0]
    return [Ground(Reason.DEFINITION, Outcome.REFUSE, PART)] if is_kin else []


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


NO_LINE = _(
    "Each dot is one state. No line is drawn, because two figures that go together need not be cause and effect."
)
PART = _("One is a part of the other, so they would agree by construction.")


def _totals(store: Store, indicator: Indicator) -> tuple[str, ...]:
    """The indicator and the totals of which it is a part."""
    found = [indicator.id]
    while (above := store.catalogue.indicators[found[-1]].raw["component_of"]) and above not in found:
        found.append(str(above))
    return tuple(found)


def _side(store: Store, choice: Choice, words: Words) -> Side:
    indicator = choice.indicator
    unit = store.catalogue.units[indicator.unit]
    values, texts, items = {}, {}, {}
    if choice.year is not None:
        section = build_section(store, indicator, choice.series, choice.dims, choice.year, choice.tolerance)
        for status in section.statuses:
            item = status.observation
            if status.state is AreaState.VALUE and item is not None and item.value is not None:
                said = observation_text(item, indicator, store.catalogue, words)
                values[status.area.id] = item.value
                texts[status.area.id] = words.text("%(value)s in %(year)s", value=said, year=str(item.year))
                items[status.area.id] = item
    return Side(
        name=words.text(indicator.name),
        unit=words.text(unit["label"]),
        year=choice.year,
        direction=words.text(DIRECTION[indicator.direction]),
        kind=indicator.value_kind,
        unit_raw=unit,
        values=values,
        texts=texts,
        observations=items,
        indicator=indicator.id,
        can_rank=not standing(store, indicator, choice.series, Purpose.RANK).is_refused,
    )


def _counted(store: Store, words: Words) -> Side:
    """How many core indicators a member state has figures for."""
    counts, all_of_them = core_counts(store), len(core_columns(store))
    return Side(
        name=words.text("Core indicators with a figure"),
        unit=words.text("of %(count)s", count=words.number(all_of_them)),
        year=None,
        direction=words.text("computed by us from this release"),
        kind=ValueKind.COUNT,
        unit_raw={"short": ""},
        values={area: float(count) for area, count in counts.items()},
        texts={
            area: words.text("%(some)s of %(all)s", some=words.number(count), all=words.number(all_of_them))
            for area, count in counts.items()
        },
        observations={},
    )


def _view(
    x: Side,
    y: Side,
    points: tuple[Point, ...],
    missing: tuple[str, ...],
    verdict: Verdict,
    is_log: bool,
    empty: str,
    words: Words,
) -> ScatterView:
    axes = [_axis(side, [at(p) for p in points], is_log, words) for side, at in ((x, _x), (y, _y))]
    correlation = spearman([p.x for p in points], [p.y for p in points]) if x.can_rank and y.can_rank else None
    title = words.text("%(x)s and %(y)s", x=x.name, y=y.name)
    return ScatterView(
        title=title,
        x=axes[0],
        y=axes[1],
        points=points,
        missing=missing,
        verdict=verdict,
        correlation=correlation,
        sentence=empty or _sentence(points, correlation, x, y, words),
        notes=(words.text(NO_LINE),),
        empty=empty,
    )


def _x(point: Point) -> float:
    return point.x


def _y(point: Point) -> float:
    return point.y


def _axis(side: Side, values: list[float], is_log: bool, words: Words) -> Axis:
    can_log = bool(values) and min(values) > 0 and max(values) / min(values) >= LOG_FROM
    logged = is_log and can_log
    return Axis(
        indicator=side.indicator,
        name=side.name,
        unit=side.unit,
        year=side.year,
        direction=side.direction,
        ticks=axis_ticks(values, side.kind, logged, side.unit_raw, words),
        is_log=logged,
        can_log=can_log,
    )


def spearman(xs: list[float], ys: list[float]) -> float | None:
    """Spearman's rank correlation, ties sharing their mean rank; None below ten pairs or where a side never varies.

    Pearson's correlation of the ranks (Spearman 1904).
    """
    if len(xs) < LEAST:
        return None
    first, second = mean_ranks(np.array(xs)), mean_ranks(np.array(ys))
    if first.std() == 0 or second.std() == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])


def mean_ranks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Rank of each value from 1, equal values with the mean of their ranks (shape as given)."""
    _values, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    found: npt.NDArray[np.float64] = (ends - (counts - 1) / 2.0)[inverse]
    return found


def _sentence(points: tuple[Point, ...], correlation: float | None, x: Side, y: Side, words: Words) -> str:
    texts = [
        words.text(
            "%(area)s: %(x_name)s %(x)s; %(y_name)s %(y)s.",
            area=p.name,
            x_name=x.name,
            x=p.x_text,
            y_name=y.name,
            y=p.y_text,
        )
        for p in points
        if p.is_target
    ]
    count = words.number(len(points))
    if correlation is None:
        texts.append(
            words.plural("%(count)s state has both figures.", "%(count)s states have both figures.", len(points))
        )
    else:
        texts.append(
            words.text(
                "Among %(count)s states with both figures, the rank correlation is %(rho)s (Spearman): %(how)s. It "
                "says nothing of cause.",
                count=count,
                rho=words.number(correlation, 2),
                how=_how(correlation, words),
            )
        )
    return " ".join(texts)


def _how(correlation: float, words: Words) -> str:
    """The size of a rank correlation in words."""
    size = abs(correlation)
    if size < 0.2:
        return words.text("the two orders have next to nothing in common")
    if correlation > 0:
        return words.text("they rise together in the main") if size >= 0.5 else words.text("they rise together loosely")
    return (
        words.text("one falls as the other rises in the main")
        if size >= 0.5
        else words.text("one falls as the other rises, loosely")
    )
