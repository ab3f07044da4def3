"""Rows of the views of ``/compare``: those of the exhibit's table, with codes in place of words.

Invariant: a member of the group without a figure has a row, with the reason; a rank stands only where the view ranks.
"""

from __future__ import annotations

from collections.abc import Iterable

from components.compare_asked import Asked
from components.compare_right import RightShown
from components.exhibits.base import Row
from data.model import AreaState, canonical_dims, parse_dims
from data.query import Observation
from data.store import Store
from data.views.benchmark_parts import BenchmarkView
from data.views.choose import Choice
from data.views.compare_change import ChangeView
from data.views.compare_scatter import ScatterView
from data.views.export import export_row
from data.views.group_parts import GroupView
from data.views.states import build_section
from data.words import Words


def benchmark_rows(store: Store, view: BenchmarkView, words: Words) -> list[Row]:
    """Every area with a figure in order of the view, then the members without one."""
    rows = []
    for row in view.rows:
        own: Row = {
            "is_target": row.is_target,
            "is_member": row.is_member,
            "rank_best": row.rank[0] if row.rank else None,
            "rank_worst": row.rank[1] if row.rank else None,
            "tier": row.tier or None,
            "verdict": row.judged,
        }
        made = export_row(
            store, view.indicator, view.series, view.dims, row.area, view.year, row.state, row.observation, words
        )
        rows.append(made | own)
    for missing in view.missing:
        for area in missing.areas:
            none: Row = {"is_target": area in view.targets, "is_member": True}
            rows.append(
                export_row(store, view.indicator, view.series, view.dims, area, view.year, missing.state, None, words)
                | none
            )
    return rows


def change_rows(store: Store, choice: Choice, view: ChangeView, wanted: Iterable[str], words: Words) -> list[Row]:
    """Both ends of every area that is wanted; ``change`` stands with the later one where it may be computed."""
    groups = view.groups
    drawn = {line.key: line for line in groups.lines}
    ends = [year for year in (view.base, choice.year) if year is not None]
    states = {
        year: {
            s.area.id: s for s in build_section(store, choice.indicator, choice.series, choice.dims, year, 0).statuses
        }
        for year in ends
    }
    rows: list[Row] = []
    for area in dict.fromkeys((*drawn, *wanted)):
        line = drawn.get(area)
        for position, year in enumerate(ends):
            status = states[year].get(area)
            if line is not None:
                end = groups.rows[line.rows[position]]
                state, item = end.state, end.observation
            else:
                state = status.state if status is not None else AreaState.NOT_REPORTED
                item = status.observation if status is not None else None
            is_later = position == len(ends) - 1
            change = line.gap.difference if line is not None and line.gap is not None and is_later else None
            rows.append(
                export_row(store, choice.indicator, choice.series, choice.dims, area, year, state, item, words)
                | {"change": change}
            )
    return rows


def group_rows(store: Store, view: GroupView, words: Words) -> list[Row]:
    """One row for each area and category (and year, where groups are drawn over time)."""
    base = parse_dims(view.dims)
    rows = []
    for row in view.rows:
        dims = canonical_dims({**base, view.dimension: row.category}) if row.category else view.dims
        item = row.observation
        rows.append(
            export_row(store, view.indicator, view.series, dims, row.area, row.year, row.state, item, words)
            | {"group": row.group}
        )
    return rows


def scatter_rows(
    store: Store, choice: Choice, other: Choice | None, view: ScatterView, wanted: Iterable[str], words: Words
) -> list[Row]:
    """One row for each state and side; the count of indicators that a state reports is a side of ours."""
    rows: list[Row] = []
    found = {point.area: point for point in view.listed}
    sides = [choice, *([other] if other is not None else [])]
    states = [_states(store, side) for side in sides]
    for area in dict.fromkeys((*found, *wanted)):
        point = found.get(area)
        held = {item.series: item for item in point.observations} if point is not None else {}
        for side, known in zip(sides, states, strict=True):
            item = held.get(side.series.id)
            state = AreaState.VALUE if item is not None else known.get(area, AreaState.NOT_REPORTED)
            rows.append(
                export_row(store, side.indicator, side.series, side.dims, area, side.year, state, item, words)
                | {"is_drawn": point is not None}
            )
        if other is None:
            count = point.y if point is not None else None
            rows.append(
                {
                    "indicator": "indicators_reported_count",
                    "area": store.catalogue.areas[area].name(words.lang),
                    "iso3": area,
                    "value": count,
                    "unit": "count",
                    "status": AreaState.VALUE.value if count is not None else AreaState.NOT_REPORTED.value,
                    "source": words.text("computed by us"),
                    "release": store.id,
                    "is_drawn": point is not None,
                }
            )
    return rows


def _states(store: Store, side: Choice) -> dict[str, AreaState]:
    """Why each area has no figure on a side; one that has a figure and no place was left out by the view."""
    if side.year is None:
        return {}
    section = build_section(store, side.indicator, side.series, side.dims, side.year, side.tolerance)
    return {s.area.id: AreaState.NOT_REPORTED if s.state is AreaState.VALUE else s.state for s in section.statuses}


def right_rows(asked: Asked, shown: RightShown) -> list[Row]:
    """One row for each indicator and country of a whole right; ``median`` is that of the other members."""
    rows: list[Row] = []
    store = asked.store
    for line in shown.lines:
        for place in line.places:
            position = place.position
            indicator = store.catalogue.indicators[position.indicator]
            series = store.catalogue.series[indicator.preferred]
            rows.append(
                {
                    "indicator": position.indicator,
                    "area": place.name,
                    "iso3": position.area,
                    "period": position.year,
                    "value": position.value,
                    "unit": indicator.unit,
                    "lower": position.lower,
                    "upper": position.upper,
                    "level": position.level,
                    "status": AreaState.VALUE.value if position.value is not None else AreaState.NOT_REPORTED.value,
                    "peers": position.group.id,
                    "peers_reporting": position.n,
                    "peers_total": position.total,
                    "peers_median": position.median,
                    "rank_best": position.rank[0] if position.rank else None,
                    "rank_worst": position.rank[1] if position.rank else None,
                    "verdict": position.judged,
                    "source": store.catalogue.sources[series.source]["name"],
                    "source_series": series.code,
                    "vintage": series.vintage,
                    "release": store.id,
                }
            )
    return rows


def observed(items: Iterable[Observation | None]) -> list[Observation]:
    """Those that are there."""
    return [item for item in items if item is not None]
