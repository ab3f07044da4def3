"""Part ``query``: how long one question to the release takes, in process, against pandas on the same facts.

Invariant: our answer and that of pandas are compared before either is timed.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from itertools import cycle
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pandas as pd

from components.explore import build_explore
from data.benchmark import rank_intervals, tiers
from data.compare import Purpose, compare
from data.facts import facts_frame
from data.finder import search
from data.groups import find_group
from data.query import coverage, cross_section, series_rows
from data.store import Store, store
from data.view_state import ViewState
from data.views.benchmark import positions_of
from data.views.choose import choose
from data.views.map import build_map_view
from data.views.states import build_section
from data.words import words
from tests.benchmarks.report import NotMeasured, Part, Row
from web.resolve import resolve

SERIES, DIMS, YEAR, TOLERANCE = "un_sdg:VC_IHR_PSRC@2023-12-17", "sex:total", 2019, 2
AREA = "JAM"


def median_ms(function: Callable[[], object], times: int) -> float:
    """Median of several runs, in milliseconds, after one that does not count."""
    function()
    spans = []
    for _ in range(times):
        begin = time.perf_counter()
        function()
        spans.append(1000 * (time.perf_counter() - begin))
    return statistics.median(spans)


def questions(opened: Store) -> list[tuple[str, str, int, int, str]]:
    """Series, slice, newest year, tolerance and an area of every indicator that has rows."""
    reader = words("en")
    found = []
    for name in opened.catalogue.indicators:
        choice = choose(opened, ViewState(indicator=name), reader)
        if choice.year is not None:
            start = opened.blocks.slices[choice.series.id][choice.dims][0]
            area = opened.blocks.areas[int(opened.blocks.columns["area"][start])]
            found.append((choice.series.id, choice.dims, choice.year, choice.tolerance, area))
    return found


def timed(opened: Store, asked: list[tuple[str, str, int, int, str]]) -> dict[str, float]:
    """Milliseconds of each kind of question: over all indicators in turn, so that no slice stays in a cache."""
    blocks, catalogue, reader = opened.blocks, opened.catalogue, words("en")
    wanted = [(i.preferred, catalogue.series[i.preferred].headline) for i in catalogue.indicators.values()]
    members = [area.id for area in catalogue.members()]
    turns = cycle(asked)

    def section() -> object:
        series, dims, year, tolerance, _ = next(turns)
        return cross_section(blocks, series, dims, year, tolerance)

    def trend() -> object:
        series, dims, _, _, area = next(turns)
        return series_rows(blocks, series, dims, area)

    maps = cycle([i.id for i in catalogue.indicators.values() if i.core and i.view == "map"])

    def view() -> object:
        return build_map_view(opened, choose(opened, ViewState(indicator=next(maps)), reader), reader)

    return {
        "cross-section": median_ms(section, 2000),
        "trend": median_ms(trend, 2000),
        "view": median_ms(view, 100),
        "coverage": median_ms(lambda: coverage(blocks, wanted, members), 40),
    }


def run(part: Part) -> None:
    """All measures of this part."""
    part.heads = ("ours", "pandas", "")
    opened = store()
    rows = len(opened.blocks.columns["year"])
    part.notes.append(
        f"Release {opened.id}, {rows:,} observations; ours over all indicators in turn, pandas on one source."
    )
    _place(part, opened)
    _engine(part, opened)
    _pages(part)
    table = facts_frame(opened.release.read("facts/un_sdg.parquet"))
    table = table.assign(year=table["period_end"].dt.year)
    spans = timed(opened, questions(opened))

    def section() -> dict[str, Any]:
        found = cross_section(opened.blocks, SERIES, DIMS, YEAR, TOLERANCE)
        columns, areas = opened.blocks.columns, opened.blocks.areas
        if {areas[columns["area"][r]]: float(columns["value"][r]) for r in found} != _section(table).to_dict():
            raise NotMeasured("our answer is not that of pandas")
        return {"ours": spans["cross-section"], "stock": median_ms(lambda: _section(table), 10)}

    def trend() -> dict[str, Any]:
        found = series_rows(opened.blocks, SERIES, DIMS, AREA)
        if opened.blocks.columns["value"][found].tolist() != _trend(table).tolist():
            raise NotMeasured("our answer is not that of pandas")
        return {"ours": spans["trend"], "stock": median_ms(lambda: _trend(table), 10)}

    small: dict[str, Any] = {"budget": "≤ 0.1 ms", "limit": 0.1}
    part.take(Row("query: every country in a year", "ms", **small), section)
    part.take(Row("query: one country over time", "ms", **small), trend)
    plan = Row("whole coverage matrix", "ms", budget="≤ 15 ms", limit=15)
    part.take(plan, lambda: {"ours": spans["coverage"]})
    part.take(Row("view of a map: states, legend, texts", "ms"), lambda: {"ours": spans["view"]})
    reader = words("en")
    part.take(
        Row("search for a question", "ms"),
        lambda: {"ours": median_ms(lambda: search(opened.catalogue, "prison without trial"), 200)},
    )
    query = {"indicator": "homicide_rate_per_100000"}
    plan = Row("whole page of an indicator, not kept", "ms")
    part.take(plan, lambda: {"ours": median_ms(lambda: build_explore(opened, query, reader), 20)})


def _place(part: Part, opened: Store) -> None:
    """Ranks and tiers of two hundred intervals, and where one country stands for every indicator in turn."""
    draws = np.random.default_rng(1).normal(size=(200, 3)).cumsum(axis=1)
    draws.sort(axis=1)
    low, value, high = draws.T

    def ranks() -> object:
        return rank_intervals(low, high), tiers(value, low, high)

    group = find_group(opened, "region_africa")
    turns, reader = cycle(opened.catalogue.indicators.values()), words("en")
    budget: dict[str, Any] = {"budget": "≤ 1 ms", "limit": 1}
    part.take(Row("rank intervals and tiers of 200 areas", "ms", **budget), lambda: {"ours": median_ms(ranks, 500)})
    if group is not None:
        for indicator in opened.catalogue.indicators.values():  # once, as the first page of a process does
            positions_of(opened, indicator, "KEN", group, reader)
        plan = Row("where a country stands in its region", "ms", budget="≤ 0.5 ms", limit=0.5)
        part.take(
            plan, lambda: {"ours": median_ms(lambda: positions_of(opened, next(turns), "KEN", group, reader), 1000)}
        )


# Addresses of the pages that compare, with what they are called in the report.
PAGES = {
    "a country against a group": "/compare?indicator=electoral_democracy_index_score&area=KEN",
    "change of a group": "/compare?indicator=electoral_democracy_index_score&area=KEN&view=change",
    "two indicators, all states": "/compare?indicator=electoral_democracy_index_score&vs=coverage&view=scatter",
    "gaps, summary": "/gaps",
    "gaps, whole matrix": "/gaps?view=matrix",
    "treaties, whole matrix": "/treaties",
    "signals": "/signals",
    "a country": "/country/KEN",
    "two countries": "/country/KEN?vs=UGA",
    "a group": "/group/pacific_islands_forum",
    "a right": "/right/health",
}


def _pages(part: Part) -> None:
    """Pages built anew each time, what they keep for the release already found."""
    for name, address in PAGES.items():
        path, _, query = address.partition("?")
        asked = dict(parse_qsl(query))
        plan = Row(f"page of {name}, not kept", "ms", budget="≤ 60 ms", limit=60)
        part.take(plan, lambda path=path, asked=asked: {"ours": median_ms(lambda: resolve(path, asked), 9)})


def _engine(part: Part, opened: Store) -> None:
    """May all states be ranked together?"""
    indicator = opened.catalogue.indicators["electoral_democracy_index_score"]
    series = opened.catalogue.series[indicator.preferred]
    section = build_section(opened, indicator, series, series.headline, 2023, 0)
    items = [status.observation for status in section.values if status.observation is not None]
    plan = Row(f"whether {len(items)} figures may be ranked", "ms", budget="≤ 1 ms", limit=1)
    part.take(plan, lambda: {"ours": median_ms(lambda: compare(opened, items, Purpose.RANK), 50)})


def _section(table: pd.DataFrame) -> pd.Series:
    part = table[(table["series"] == SERIES) & (table["dims"] == DIMS)]
    near = part[(part["year"] <= YEAR) & (part["year"] >= YEAR - TOLERANCE)]
    return near.sort_values("year").groupby("area", observed=True)["value"].last()


def _trend(table: pd.DataFrame) -> pd.Series:
    part = table[(table["series"] == SERIES) & (table["dims"] == DIMS) & (table["area"] == AREA)]
    return part.sort_values("year")["value"]
