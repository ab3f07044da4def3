"""Two indicators of the same states in one plane: each value with its own year, no line, no cause.

Invariant: an indicator that may not be set side by side has no axis; a rank correlation is given only where both may
be ranked and ten states or more have both figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.catalogue import Indicator
from data.compare import Ground, Outcome, Reason, Verdict, verdict_of
from data.compare_texts import reason_text
from data.query import Observation
from data.store import Store
from data.views.choose import Choice
from data.views.compare_sides import Side, reported_side, side_of
from data.views.trend_axis import axis_ticks
from data.views.trend_parts import Ticks
from data.words import Words

LEAST = 10
PERFORMANCE = "statistical_performance_overall_index_0_100"
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
    listed: tuple[Point, ...]  # all that the table holds, drawn or not


def build_scatter(
    store: Store,
    choice: Choice,
    other: Choice | None,
    members: tuple[str, ...],
    targets: tuple[str, ...],
    is_log: bool,
    words: Words,
) -> ScatterView:
    """``choice`` lies across; ``other`` upwards, None for the number of indicators that a state itself reports."""
    wanted = tuple(dict.fromkeys((*targets, *members)))
    x = side_of(store, choice, wanted, words)
    y = side_of(store, other, wanted, words) if other is not None else reported_side(store, words)
    names = {area: store.catalogue.areas[area].name(words.lang) for area in wanted}
    listed = tuple(
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
    apart = [gap for p in listed if (gap := _years_between(p))]
    verdict = verdict_of(
        [
            *x.verdict.reasons,
            *y.verdict.reasons,
            *_kin(store, choice, other),
            *([Ground(Reason.YEARS_APART, Outcome.CAUTION)] if apart else []),
        ]
    )
    missing = tuple(sorted(names[a] for a in wanted if a not in x.values or a not in y.values))
    empty = "" if listed else words.text("No country of the group has both figures.")
    if verdict.is_refused:
        empty = _refusal(x, y, verdict, words)
    notes = [words.text(NO_LINE), *_years_note(apart, words)]
    if other is None and choice.indicator.id == PERFORMANCE:
        notes.append(words.text(IN_PART))
    return _view(x, y, listed, missing, verdict, is_log, empty, tuple(notes), words)


def _years_between(point: Point) -> int:
    """Years between the two figures of a state; 0 where one of them has no year."""
    years = [item.year for item in point.observations]
    return max(years) - min(years) if len(years) > 1 else 0


def _years_note(apart: list[int], words: Words) -> list[str]:
    if not apart:
        return []
    return [
        words.plural(
            "The two figures of %(count)s state are of different years, at most %(years)s apart.",
            "The two figures of %(count)s states are of different years, at most %(years)s apart.",
            len(apart),
            years=words.number(max(apart)),
        )
    ]


def _refusal(x: Side, y: Side, verdict: Verdict, words: Words) -> str:
    """That there is no plane, and which of the two stands in the way of it."""
    texts = [words.text("These two are not drawn against each other.")]
    own = [(side.name, ground) for side in (x, y) for ground in side.verdict.refusals]
    texts += [words.text("%(name)s: %(reason)s", name=name, reason=reason_text(g, words)) for name, g in own]
    known = {ground for _name, ground in own}
    texts += [reason_text(ground, words) for ground in verdict.refusals if ground not in known]
    return " ".join(dict.fromkeys(texts))


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
IN_PART = _("Statistical performance itself counts in part what a state reports, so some of the agreement is built in.")
PART = _("One is a part of the other, so they would agree by construction.")


def _totals(store: Store, indicator: Indicator) -> tuple[str, ...]:
    """The indicator and the totals of which it is a part."""
    found = [indicator.id]
    while (above := store.catalogue.indicators[found[-1]].raw["component_of"]) and above not in found:
        found.append(str(above))
    return tuple(found)


def _view(
    x: Side,
    y: Side,
    listed: tuple[Point, ...],
    missing: tuple[str, ...],
    verdict: Verdict,
    is_log: bool,
    empty: str,
    notes: tuple[str, ...],
    words: Words,
) -> ScatterView:
    points = () if empty else listed
    axes = [_axis(side, [at(p) for p in points], is_log, words) for side, at in ((x, _x), (y, _y))]
    ranked = [p for p in points if p.area in x.ranked and p.area in y.ranked]
    correlation = spearman([p.x for p in ranked], [p.y for p in ranked])
    title = words.text("%(x)s and %(y)s", x=x.name, y=y.in_line)
    return ScatterView(
        title=title,
        x=axes[0],
        y=axes[1],
        points=points,
        missing=missing,
        verdict=verdict,
        correlation=correlation,
        sentence=empty or _sentence(points, correlation, len(ranked), x, y, words),
        notes=notes if points else notes[1:],
        empty=empty,
        listed=listed,
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


def _sentence(points: tuple[Point, ...], correlation: float | None, ranked: int, x: Side, y: Side, words: Words) -> str:
    texts = [
        words.text(
            "%(area)s: %(x_name)s, %(x)s; %(y_name)s, %(y)s.",
            area=p.name,
            x_name=x.name,
            x=p.x_text,
            y_name=y.in_line,
            y=p.y_text,
        )
        for p in points
        if p.is_target
    ]
    if correlation is None or ranked < len(points):
        texts.append(
            words.plural("%(count)s state has both figures.", "%(count)s states have both figures.", len(points))
        )
    if correlation is not None:
        rho, how, count = words.number(correlation, 2), _how(correlation, words), words.number(ranked)
        if ranked < len(points):
            text = words.text(
                "Among the %(count)s of which both may be ranked, the rank correlation is %(rho)s (Spearman): %(how)s. "
                "It says nothing of cause.",
                count=count,
                rho=rho,
                how=how,
            )
        else:
            text = words.text(
                "Among %(count)s states with both figures, the rank correlation is %(rho)s (Spearman): %(how)s. It "
                "says nothing of cause.",
                count=count,
                rho=rho,
                how=how,
            )
        texts.append(text)
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
