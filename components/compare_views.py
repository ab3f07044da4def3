"""What each view of ``/compare`` shows: title, sentence, drawing, table, reasons.

Invariant: a drawing, its table and its sentence are made from one view object; what is refused has no drawing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from markupsafe import Markup

from components.compare_asked import CHANGE, COVERAGE, GROUPS, MULTIPLES, PATH, RANKS, SCATTER, STRIP, Asked
from components.groups_section import chosen_dimension, group_dimensions, label_of, neutral
from components.links import address
from components.svg.groups import draw_groups
from components.svg.ranks import draw_ranks
from components.svg.scatter import draw_scatter
from components.svg.strip import draw_strip
from components.svg.trend import draw_trend
from components.templating import made_here
from data.catalogue import SeriesInfo
from data.compare import Ground, Outcome, Purpose, Reason, Verdict, standing, verdict_of
from data.view_state import ViewState
from data.views.benchmark import build_benchmark_view
from data.views.benchmark_members import counted_members
from data.views.benchmark_parts import BenchmarkRow, BenchmarkView
from data.views.by_group import build_group_view
from data.views.choose import MAP_FROM, Choice, choose
from data.views.compare_change import build_change
from data.views.compare_scatter import ScatterView, build_scatter
from data.views.population import by_population
from data.views.trend import build_trend_view

PANELS = 24
VERDICTLESS = Verdict(verdict_of([]).outcome)


@dataclass(frozen=True)
class Table:
    """A table: heads (label, whether numbers stand below), and rows; the first cell of a row may lead somewhere."""

    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]  # (text, address)


@dataclass(frozen=True)
class Shown:
    """What one view puts on the page. ``options`` are (label, address, chosen) of what may be changed beside it."""

    title: str
    sentence: str
    chart: str = ""
    unit: str = ""
    svg: Markup = field(default_factory=Markup)
    notes: tuple[str, ...] = ()
    refused: str = ""
    verdict: Verdict = VERDICTLESS
    table: Table | None = None
    benchmark: BenchmarkView | None = None
    lacking: tuple[tuple[str, tuple[str, ...]], ...] = ()
    options: tuple[tuple[str, str, bool], ...] = ()
    digest_of: tuple[Any, ...] = ()
    also: tuple[SeriesInfo, ...] = ()  # series beside that of the choice
    view: Any = None  # what it is all made from


def shown_view(asked: Asked, choice: Choice) -> Shown:
    """The view that is asked for."""
    return VIEWS[asked.view](asked, choice)


def members_of(asked: Asked, choice: Choice) -> tuple[str, ...]:
    """Members of the group that are expected to report."""
    year = choice.year if choice.year is not None else max(choice.years, default=0)
    return counted_members(asked.store, asked.group, choice.indicator, year)


def _benchmark(asked: Asked, choice: Choice) -> BenchmarkView:
    return build_benchmark_view(
        asked.store, choice, asked.group, asked.targets, asked.words, territories=asked.state.territories
    )


def _strip(asked: Asked, choice: Choice) -> Shown:
    view = _benchmark(asked, choice)
    if standing(asked.store, choice.indicator, choice.series, Purpose.SIDE_BY_SIDE).is_refused:
        words = asked.words
        refused = words.text("The values share no scale and are not drawn. The table below holds every one.")
        by_name = replace(view, rows=tuple(sorted(view.rows, key=lambda row: (not row.is_target, row.name))))
        return _of_benchmark(asked, by_name, "strip", Markup(), refused)
    return _of_benchmark(asked, view, "strip", made_here(draw_strip(view, asked.words)))


def _ranks(asked: Asked, choice: Choice) -> Shown:
    view = _benchmark(asked, choice)
    refused = "" if view.ranking else view.withheld or asked.words.text("No rank is given.")
    return _of_benchmark(asked, view, "ranks", made_here(draw_ranks(view, asked.words)), refused)


def _of_benchmark(asked: Asked, view: BenchmarkView, chart: str, svg: Markup, refused: str = "") -> Shown:
    words = asked.words
    heads = [(words.text("Country"), False), (words.text("Value"), True), (words.text("Year"), True)]
    if view.ranking:
        heads.append((words.text("Rank interval") if view.ranking == "rank" else words.text("Place"), True))
    heads.append((words.text("Note"), False))
    rows = tuple(_row(asked, view, row) for row in view.rows)
    return Shown(
        title=view.title,
        sentence=view.sentence,
        chart=chart,
        unit=view.subtitle,
        svg=svg,
        notes=view.notes,
        refused=refused,
        verdict=verdict_of([*view.for_rank.reasons, *view.for_average.reasons]),
        table=Table(tuple(heads), rows) if rows else None,
        benchmark=view,
        view=view,
        lacking=tuple((missing.label, missing.names) for missing in view.missing),
        digest_of=tuple(row.observation for row in view.rows),
    )


def _row(asked: Asked, view: BenchmarkView, row: BenchmarkRow) -> tuple[tuple[str, str], ...]:
    cells = [(row.name, asked.site.country(row.area)), (row.said, ""), (str(row.year), "")]
    if view.ranking:
        cells.append((row.rank_text, ""))
    said = [row.judged_text, row.marks, row.note]
    if not row.is_member:
        said.append(asked.words.text("not of the group"))
    cells.append(("; ".join(filter(None, said)), ""))
    return tuple(cells)


def _change(asked: Asked, choice: Choice) -> Shown:
    words = asked.words
    view = build_change(
        asked.store,
        choice,
        asked.state.base,
        members_of(asked, choice),
        asked.targets,
        asked.group,
        words,
    )
    rows = []
    for line in view.groups.lines:
        first, last = (view.groups.rows[n] for n in line.rows)
        cells = (line.name, asked.site.country(line.key)), (first.text, ""), (last.text, ""), (line.text, "")
        rows.append(cells)
    heads = (
        (words.text("Country"), False),
        (str(view.base), True),
        (str(choice.year), True),
        (words.text("Change"), True),
    )
    lacking = [*view.refused, *([(words.text("No figure in both years"), view.missing)] if view.missing else [])]
    return Shown(
        title=view.groups.title if not view.groups.empty else words.text(choice.indicator.name),
        sentence=view.groups.empty or view.groups.sentence,
        chart="groups",
        unit=view.groups.subtitle,
        svg=made_here(draw_groups(view.groups, words, "c")),
        notes=view.groups.notes,
        refused=view.groups.empty,
        verdict=view.verdict,
        table=Table(heads, tuple(rows)) if rows else None,
        lacking=tuple(lacking),
        options=tuple(
            (str(base), address(asked.state, PATH, base=base), base == view.base)
            for base in _offered(view.bases, view.base)
        ),
        digest_of=tuple(row.observation for row in view.groups.rows if row.observation is not None),
        view=view,
    )


def _offered(bases: tuple[int, ...], base: int | None) -> list[int]:
    """Earlier years to go to: those of today's borders where there are any, and the one that is shown."""
    recent = tuple(year for year in bases if year >= MAP_FROM)
    return sorted({*_few(recent or bases), *([base] if base is not None else [])})


def _few(years: tuple[int, ...], most: int = 9) -> list[int]:
    """Some of many years, evenly, the first and the last among them."""
    if len(years) <= most:
        return list(years)
    step = (len(years) - 1) / (most - 1)
    return sorted({years[round(n * step)] for n in range(most)})


def _groups(asked: Asked, choice: Choice) -> Shown:
    words, store = asked.words, asked.store
    dimensions = group_dimensions(store, choice, words)
    title = words.text(choice.indicator.name)
    if not dimensions:
        text = words.text("This indicator is not published by group of people.")
        return Shown(title, text, refused=text)
    dimension = chosen_dimension(dimensions, asked.state)
    areas = tuple(dict.fromkeys((*asked.targets, *members_of(asked, choice))))
    view = build_group_view(store, neutral(choice, dimension), dimension, areas, words)
    page_of = cache(asked.site.country)
    rows = tuple(
        ((row.name, page_of(row.area)), (row.group, ""), (row.text, ""), (str(row.year or ""), "")) for row in view.rows
    )
    heads = (
        (words.text("Country"), False),
        (words.text("Group"), False),
        (words.text("Value"), True),
        (words.text("Year"), True),
    )
    return Shown(
        title=view.title,
        sentence=view.empty or view.sentence,
        chart="groups",
        unit=view.subtitle,
        svg=made_here(draw_groups(view, words, "g")),
        notes=view.notes,
        refused=view.empty,
        verdict=_of_groups(asked, choice, dimension, len(areas)),
        table=Table(heads, rows) if rows and not view.empty else None,
        options=tuple(
            (label_of(store, name, words), address(asked.state, PATH, by=name), name == dimension)
            for name in dimensions
        ),
        digest_of=tuple(row.observation for row in view.rows if row.observation is not None),
        view=view,
    )


def _of_groups(asked: Asked, choice: Choice, dimension: str, areas: int) -> Verdict:
    """What is said of a gap between groups; codes that each country fills with its own people have none across."""
    store = asked.store
    grounds = list(standing(store, choice.indicator, choice.series, Purpose.GROUP_GAP).reasons)
    if areas > 1 and store.catalogue.dimensions.get(dimension, {}).get("anonymous"):
        grounds.append(Ground(Reason.GROUP_CODE, Outcome.REFUSE))
    return verdict_of(grounds)


def _multiples(asked: Asked, choice: Choice) -> Shown:
    words, store = asked.words, asked.store
    others = [a for a in by_population(store, members_of(asked, choice)) if a not in asked.targets]
    areas = (*asked.targets, *others)[:PANELS]
    span = asked.state.span
    view = build_trend_view(store, choice, areas, words, span=span or _since(choice), has_context=False)
    page_of = cache(asked.site.country)
    notes = list(view.notes)
    if len(areas) < len(others) + len(asked.targets):
        notes.append(
            words.text(
                "Drawn are the countries chosen and the most populous members, %(count)s in all; the others are not.",
                count=words.number(len(areas)),
            )
        )
    return Shown(
        title=view.title,
        sentence=view.empty or view.sentence,
        chart="trend",
        unit=view.subtitle,
        svg=made_here(draw_trend(view, words, "m")) if not view.empty else Markup(),
        notes=tuple(notes),
        refused=view.empty,
        table=Table(
            (
                (words.text("Country"), False),
                (words.text("Year"), True),
                (words.text("Value"), True),
                (words.text("Note"), False),
            ),
            tuple(
                (
                    (row.name, page_of(row.area)),
                    (str(row.year or ""), ""),
                    (row.text if row.value is not None else "–", ""),
                    (row.missing_reason or row.marks_text, ""),
                )
                for row in view.rows
            ),
        ),
        digest_of=tuple(row.observation for row in view.rows if row.observation is not None),
        view=view,
    )


def _since(choice: Choice) -> tuple[int, int] | None:
    """The years since today's borders, where a series goes further back."""
    years = choice.years
    return (MAP_FROM, years[-1]) if years and years[0] < MAP_FROM <= years[-1] else None


def _scatter(asked: Asked, choice: Choice) -> Shown:
    words, store = asked.words, asked.store
    other = None
    if asked.state.vs and asked.state.vs != COVERAGE:
        other = choose(store, ViewState(indicator=asked.state.vs), words)
    view = build_scatter(
        store, choice, other, members_of(asked, choice), asked.targets, asked.state.scale == "log", words
    )
    rows = tuple(
        ((p.name, asked.site.country(p.area)), (p.x_text, ""), (p.y_text, ""))
        for p in sorted(view.listed, key=lambda p: (not p.is_target, p.name))
    )
    options: tuple[tuple[str, str, bool], ...] = ()
    if view.x.can_log or view.y.can_log:
        is_log = asked.state.scale == "log"
        label = words.text("Linear scale") if is_log else words.text("Logarithmic scale")
        options = ((label, address(asked.state, PATH, scale="" if is_log else "log"), False),)
    if view.verdict.is_refused:
        options = _each_alone(asked, view)
    return Shown(
        title=view.title,
        sentence=view.sentence,
        chart="scatter",
        unit=_axes(view),
        svg=made_here(draw_scatter(view, words)),
        notes=view.notes,
        refused=view.empty,
        verdict=view.verdict,
        table=Table(((words.text("Country"), False), (view.x.name, True), (view.y.name, True)), rows) if rows else None,
        lacking=((words.text("Without two figures to set against each other"), view.missing),) if view.missing else (),
        options=options,
        digest_of=tuple(item for p in view.listed for item in p.observations),
        also=() if other is None else (other.series,),
        view=view,
    )


def _each_alone(asked: Asked, view: ScatterView) -> tuple[tuple[str, str, bool], ...]:
    """Both indicators by themselves, where they are not drawn together."""
    alone = {"vs": "", "view": "", "scale": "", "dims": "", "since": ""}
    sides = {axis.indicator: axis.name for axis in (view.x, view.y) if axis.indicator}
    return tuple((name, address(asked.state, PATH, **{**alone, "indicator": i}), False) for i, name in sides.items())


def _axes(view: ScatterView) -> str:
    return " · ".join(f"{axis.name}: {axis.direction}" for axis in (view.x, view.y) if axis.direction)


VIEWS: dict[str, Callable[[Asked, Choice], Shown]] = {
    STRIP: _strip,
    RANKS: _ranks,
    CHANGE: _change,
    GROUPS: _groups,
    MULTIPLES: _multiples,
    SCATTER: _scatter,
}
