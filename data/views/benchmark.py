"""Countries against a group: value, median, quartiles, rank, verdict, who is missing, and the next group that passes.

Invariant: below the floor, or where a comparison is refused, nothing is ranked, averaged or judged, and every figure
still stands there by name; a publisher's own regional figure is shown under its own name and never mixed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.benchmark import NO_QUARTILES, Quartiles
from data.compare import Purpose, Verdict, fit, standing
from data.groups import groups_of
from data.groups_kinds import ALL, Group
from data.model import AreaKind, AreaState, Direction
from data.query import Observation
from data.store import Store
from data.views.benchmark_around import next_wider, regional_figures
from data.views.benchmark_field import Column, Field, Standing, column_of, field_of, stand
from data.views.benchmark_members import answer, group_names, shown_members
from data.views.benchmark_notes import build_notes, row_note
from data.views.benchmark_parts import BenchmarkRow, BenchmarkView, Missing, Position
from data.views.benchmark_position import positions_of
from data.views.benchmark_sentence import build_sentence
from data.views.benchmark_text import judged_words, level_name, rank_text, withheld_words
from data.views.choose import Choice, dims_label
from data.views.formats import class_label, observation_text, value_text
from data.views.labels import MARK, STATE
from data.views.map import title_of
from data.views.states import AreaStatus, Section, build_section
from data.views.trend_axis import axis_ticks
from data.words import Words

__all__ = ["BenchmarkRow", "BenchmarkView", "Position", "build_benchmark_view", "positions_of"]

PLACES = (AreaKind.COUNTRY, AreaKind.TERRITORY)
HAS = (AreaState.VALUE, AreaState.CENSORED, AreaState.IMPLAUSIBLE)
OUTSIDE = (AreaState.NOT_APPLICABLE, AreaState.DID_NOT_EXIST)


@dataclass(frozen=True)
class Setting:
    """What the parts of one view share."""

    store: Store
    choice: Choice
    group: Group
    targets: tuple[str, ...]
    words: Words
    year: int
    section: Section
    column: Column
    members: tuple[AreaStatus, ...]
    shown: tuple[AreaStatus, ...]
    field: Field
    found: Standing
    expected: tuple[str, ...]
    for_rank: Verdict
    for_average: Verdict

    @property
    def gives_rank(self) -> bool:
        """Whether ranks are given."""
        return self.found.is_passing and not self.for_rank.is_refused

    @property
    def quartiles(self) -> Quartiles:
        """Quartiles, none where they are withheld or refused."""
        return self.found.quartiles if self.found.is_passing and not self.for_average.is_refused else NO_QUARTILES

    @property
    def decimals(self) -> int:
        """Digits after the point with which the figures are published, the most."""
        return int(self.field.column.decimals[self.field.column.averaged].max(initial=0))

    def text(self, value: float | None) -> str:
        """A figure of ours with the unit, empty for none."""
        if value is None:
            return ""
        return value_text(value, self.decimals, self.choice.indicator, self.store.catalogue, self.words)


def build_benchmark_view(
    store: Store,
    choice: Choice,
    group: Group,
    targets: tuple[str, ...],
    words: Words,
    *,
    territories: bool = False,
) -> BenchmarkView:
    """The targets against the group in the year and slice of a choice.

    Members are those of the indicator's universe, with ``territories`` also every other place of the group that the
    source ever names. Targets that are no areas of the release, or no countries, are left out; one outside the group
    is set against it without being counted as a member.
    """
    known = tuple(t for t in targets if t in store.catalogue.areas and store.catalogue.areas[t].kind in PLACES)
    if choice.year is None:
        return _empty(store, choice, group, known, words, territories)
    s = _setting(store, choice, choice.year, group, known, words, territories)
    rows = _rows(s)
    title, line = group_names(group, s.found.n, s.found.with_data, words)
    level = s.field.level
    wider = None
    by_itself = [standing(store, choice.indicator, choice.series, p) for p in (Purpose.RANK, Purpose.AVERAGE)]
    allowed = (not by_itself[0].is_refused, not by_itself[1].is_refused)
    if not s.found.is_passing and any(allowed):
        wider = next_wider(store, choice.indicator, s.column, group, known, s.year, allowed, words)
    names = [group.name, *(g.name for target in known[:1] for g in groups_of(store, target, s.year))]
    view = BenchmarkView(
        indicator=choice.indicator,
        series=choice.series,
        dims=choice.dims,
        year=choice.year,
        tolerance=choice.tolerance,
        group=group,
        targets=known,
        territories=territories,
        title=_title(s),
        subtitle=_subtitle(store, choice, words),
        group_title=title,
        group_line=line,
        sentence="",
        notes=build_notes(
            rows, s.year, level, s.found.ranking if s.gives_rank else "", choice.indicator.direction, words
        ),
        for_rank=s.for_rank,
        for_average=s.for_average,
        rows=rows,
        missing=_missing(s),
        n=s.found.n,
        total=len(s.expected),
        n_median=s.found.n_median,
        n_ranked=s.found.n_ranked,
        is_benchmark=s.found.is_passing,
        withheld="" if s.found.is_passing else withheld_words(s.found.n, len(s.expected), s.found.with_data, words),
        quartiles=s.quartiles,
        median_text=s.text(s.quartiles.middle),
        lower_text=s.text(s.quartiles.lower),
        upper_text=s.text(s.quartiles.upper),
        level=level,
        level_text=level_name(level, words) if level is not None else "",
        ranking=s.found.ranking if s.gives_rank else "",
        direction=choice.indicator.direction,
        highest_first=choice.indicator.direction is Direction.HIGHER,
        ticks=_ticks(s, rows),
        target_members=tuple(t for t in known if t in s.expected),
        wider=wider,
        regional=regional_figures(store, choice.indicator, s.section.aggregates, names, words),
    )
    return replace(view, sentence=build_sentence(view, _absent_targets(s), words))


def _setting(
    store: Store, choice: Choice, year: int, group: Group, targets: tuple[str, ...], words: Words, territories: bool
) -> Setting:
    indicator, series = choice.indicator, choice.series
    section = build_section(store, indicator, series, choice.dims, year, choice.tolerance)
    column = column_of(store, series, choice.dims, year, choice.tolerance)
    statuses = {status.area.id: status for status in section.statuses}
    members = tuple(shown_members(group, statuses, territories))
    expected = tuple(status.area.id for status in members if status.state not in OUTSIDE)
    more = tuple(statuses[t] for t in targets if t in statuses and t not in {m.area.id for m in members})
    field = field_of(store, column, expected, targets)
    found = stand(field, indicator.direction, len(expected), group.kind == ALL)
    shown = (*members, *more)
    items = [status.observation for status in shown if status.observation is not None and status.state in HAS]
    return Setting(
        store=store,
        choice=choice,
        group=group,
        targets=targets,
        words=words,
        year=year,
        section=section,
        column=column,
        members=members,
        shown=shown,
        field=field,
        found=found,
        expected=expected,
        for_rank=answer(store, indicator, series, items, Purpose.RANK),
        for_average=answer(store, indicator, series, items, Purpose.AVERAGE),
    )


def _title(s: Setting) -> str:
    label = dims_label(s.choice.dims, s.choice.series, s.store, s.words)
    return title_of(s.choice.indicator, s.year, label, s.words)


def _subtitle(store: Store, choice: Choice, words: Words) -> str:
    unit = store.catalogue.units[choice.indicator.unit]
    return "" if choice.indicator.classes else words.text(unit["label"])


def _rows(s: Setting) -> tuple[BenchmarkRow, ...]:
    place = {s.store.blocks.areas[int(number)]: i for i, number in enumerate(s.field.column.area)}
    members = {status.area.id for status in s.members}
    rows = [
        _row(s, status, status.observation, place[status.area.id], status.area.id in members)
        for status in s.shown
        if status.state in HAS and status.observation is not None and status.area.id in place
    ]
    sign = -1.0 if s.choice.indicator.direction is Direction.HIGHER else 1.0
    return tuple(sorted(rows, key=lambda r: (not r.is_drawn, sign * r.value, r.name, r.area)))


def _row(s: Setting, status: AreaStatus, item: Observation, i: int, is_member: bool) -> BenchmarkRow:
    words, indicator, catalogue = s.words, s.choice.indicator, s.store.catalogue
    first, last = int(s.found.first[i]), int(s.found.last[i])
    rank = (first, last) if s.gives_rank and first else None
    judged = s.found.judged[i] if s.gives_rank and s.quartiles.middle is not None else ""
    interval = item.interval
    ranking = s.found.ranking if s.gives_rank else ""
    said = observation_text(item, indicator, catalogue, words)
    assert item.value is not None
    return BenchmarkRow(
        area=status.area.id,
        name=status.area.name(words.lang),
        value=item.value,
        text=said
        if status.state is AreaState.CENSORED
        else value_text(item.value, item.decimals, indicator, catalogue, words),
        said=said,
        year=item.year,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        rank=rank,
        rank_text=rank_text(*rank, s.found.n_ranked, words) if rank else "",
        tier=int(s.found.tier[i]) if rank else 0,
        state=status.state,
        marks=", ".join(words.text(MARK[mark]) for mark in status.marks),
        is_target=status.area.id in s.targets,
        is_member=is_member,
        judged=judged,
        judged_text=judged_words(judged, words),
        note=row_note(fit(s.store, item, Purpose.RANK), item.n, rank is not None, ranking, words),
        observation=item,
    )


def _missing(s: Setting) -> tuple[Missing, ...]:
    """Members without a figure by state, and targets outside the group likewise."""
    found = []
    for state in AreaState:
        areas = [status.area for status in s.shown if status.state is state and state not in HAS]
        if areas:
            named = sorted((area.name(s.words.lang), area.id) for area in areas)
            label = s.words.text(STATE[state])
            found.append(Missing(state, label, tuple(i for _, i in named), tuple(name for name, _ in named)))
    return tuple(found)


def _absent_targets(s: Setting) -> list[tuple[str, str]]:
    """Targets without a figure: (name, why)."""
    return [
        (status.area.name(s.words.lang), s.words.text(STATE[status.state]))
        for target in s.targets
        for status in s.shown
        if status.area.id == target and status.state not in HAS
    ]


def _ticks(s: Setting, rows: Sequence[BenchmarkRow]) -> tuple[tuple[float, str], ...]:
    """The scale: it holds every drawn value, bound and quartile; for classes it names them."""
    indicator = s.choice.indicator
    if indicator.classes:
        values = sorted(float(item["value"]) for item in indicator.classes)
        return tuple((value, class_label(indicator, value, s.words)) for value in values)
    ends = [end for row in rows if row.is_drawn for end in (row.value, row.lower, row.upper) if end is not None]
    unit = s.store.catalogue.units[indicator.unit]
    return axis_ticks(ends, indicator.value_kind, False, unit, s.words)


def _empty(
    store: Store, choice: Choice, group: Group, targets: tuple[str, ...], words: Words, territories: bool
) -> BenchmarkView:
    """A release that holds no row of this slice."""
    refused = answer(store, choice.indicator, choice.series, [], Purpose.RANK)
    label = dims_label(choice.dims, choice.series, store, words)
    return BenchmarkView(
        indicator=choice.indicator,
        series=choice.series,
        dims=choice.dims,
        year=None,
        tolerance=choice.tolerance,
        group=group,
        targets=targets,
        territories=territories,
        title=title_of(choice.indicator, None, label, words),
        subtitle=_subtitle(store, choice, words),
        group_title=group.title(words),
        group_line=group.in_line(words),
        sentence=words.text("The release holds no figure for this."),
        notes=(),
        for_rank=refused,
        for_average=refused,
        rows=(),
        missing=(),
        n=0,
        total=0,
        n_median=0,
        n_ranked=0,
        is_benchmark=False,
        withheld="",
        quartiles=NO_QUARTILES,
        median_text="",
        lower_text="",
        upper_text="",
        level=None,
        level_text="",
        ranking="",
        direction=choice.indicator.direction,
        highest_first=choice.indicator.direction is Direction.HIGHER,
        ticks=(),
        target_members=(),
        wider=None,
        regional=(),
    )
