"""The page of signals as an object: what an indicator tells apart from five years before, and where it cannot.

Invariant: the states of the counted areas sum to the universe; an area of which the rule abstains is never among those
without a signal; improvements and deteriorations are made by one function.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import AreaInfo
from data.groups import Group
from data.kept import kept
from data.model import Interval, IntervalKind
from data.query import KINDS, slice_rows
from data.signals import WINDOW, Code, Why, gaps, turned
from data.store import Store
from data.views.formats import digits, interval_text, value_text, with_unit
from data.views.signals_panel import FROM_ERROR, Judged, Subject, subjects
from data.views.signals_parts import (
    ABSTAIN,
    BETTER,
    NOT_BORN,
    NOT_BORN_YET,
    NOT_COVERED,
    ORDER,
    STATE_OF,
    STATES,
    WATCH_BETTER,
    WATCH_WORSE,
    WORSE,
    SignalRow,
    Summary,
    Tally,
    bar_text,
    reason_text,
    state_name,
)
from data.views.states import is_counted
from data.words import Words

SINCE = 1970
CORE = "electoral_democracy_index_score"


@dataclass(frozen=True)
class SignalView:
    """Rows of all areas by name, the two lists by gap, watches, abstentions by reason, and the counts."""

    subject: Subject
    year: int
    base: int
    rows: tuple[SignalRow, ...]
    tally: Tally
    abstained: tuple[tuple[str, tuple[SignalRow, ...]], ...]

    def of(self, state: str) -> list[SignalRow]:
        """Areas in a state: widest gap first, then by name."""
        return sorted((r for r in self.rows if r.state == state), key=lambda r: (-r.gap, r.name))

    @property
    def better(self) -> list[SignalRow]:
        """Improvements (rises on a neutral scale)."""
        return self.of(BETTER)

    @property
    def worse(self) -> list[SignalRow]:
        """Deteriorations (falls on a neutral scale)."""
        return self.of(WORSE)

    @property
    def watched(self) -> tuple[list[SignalRow], list[SignalRow]]:
        """Areas to watch, either way."""
        return self.of(WATCH_BETTER), self.of(WATCH_WORSE)

    @property
    def span(self) -> tuple[float, float]:
        """Least and greatest bound among the signals; (0, 1) where there is none."""
        marks = [mark for row in self.rows if row.state in (BETTER, WORSE) for mark in row.marks]
        return (min(marks), max(marks)) if marks else (0.0, 1.0)


def judged_subjects(store: Store) -> list[Subject]:
    """Indicators of which the rule does not abstain as a whole."""
    return [subject for subject in subjects(store) if subject.judged is not None]


def find_subject(store: Store, indicator: str) -> Subject | None:
    """The indicator asked for; without one the electoral index, else the first; None where nothing can be judged."""
    found = {subject.indicator.id: subject for subject in judged_subjects(store)}
    if indicator:
        return found.get(indicator)
    return found.get(CORE) or next(iter(found.values()), None)


def years_offered(judged: Judged) -> list[int]:
    """Years from 1970 on that can be judged, newest first."""
    return [year for year in reversed(judged.years) if year >= SINCE] or judged.years[-1:]


def universe(store: Store, subject: Subject, group: Group | None) -> list[AreaInfo]:
    """Counted areas of the indicator, within a group where there is one."""
    areas = [a for a in store.catalogue.areas.values() if is_counted(a, subject.indicator)]
    return [a for a in areas if group is None or a.id in group.members]


def build_signal_view(store: Store, subject: Subject, year: int, group: Group | None, words: Words) -> SignalView:
    """The view of an indicator that can be judged. Raises ValueError of one that cannot."""
    judged = subject.judged
    if judged is None:
        raise ValueError(f"{subject.indicator.id} cannot be judged")
    base = year - WINDOW
    maker = _Maker(store, subject, judged, year, words)
    made = [maker.row(area) for area in universe(store, subject, group)]
    rows = sorted((row for row, _why in made), key=lambda r: r.name)
    grouped: dict[Why | str, list[SignalRow]] = {}
    for row, why in made:
        if row.state == ABSTAIN:
            grouped.setdefault(why, []).append(row)
    abstained = tuple(
        (reason_text(why, year, base, words), tuple(sorted(grouped[why], key=lambda r: r.name)))
        for why in ORDER
        if why in grouped
    )
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        counts[row.state] += 1
    return SignalView(subject, year, base, tuple(rows), Tally(counts), abstained)


class _Maker:
    """Makes rows of one indicator and year; everything that is the same for all areas is worked out once."""

    def __init__(self, store: Store, subject: Subject, judged: Judged, year: int, words: Words) -> None:
        self.store, self.subject, self.judged, self.year, self.words = store, subject, judged, year, words
        panel = judged.panel
        self.now, self.then = year - panel.first, year - WINDOW - panel.first
        now, then = self.now, max(self.then, 0)
        self.codes = turned(judged.codes[:, now], subject.indicator.direction)
        raw, lower, upper = judged.codes[:, now], panel.lower, panel.upper
        self.gaps = gaps(raw, lower[:, now], upper[:, now], lower[:, then], upper[:, then])
        start, end = slice_rows(store.blocks, subject.series.id, subject.series.headline)
        self.decimals = int(store.blocks.columns["decimals"][start:end].max(initial=0))
        kinds = store.blocks.columns["interval_kind"][start:end]
        self.kind = KINDS[int(kinds.max(initial=0))] or IntervalKind.MODEL

    def row(self, area: AreaInfo) -> tuple[SignalRow, Why | str]:
        """The row of an area, and why the rule abstains of it (``Why.NOTHING`` where it does not)."""
        place = self.judged.places.get(area.id)
        why = self._why(area, place)
        state = STATE_OF[Code(int(self.codes[place]))] if place is not None and why == Why.NOTHING else ABSTAIN
        direction = self.subject.indicator.direction
        gap = float(self.gaps[place]) if place is not None and state in (BETTER, WORSE) else 0.0
        row = SignalRow(
            area=area,
            name=area.name(self.words.lang),
            state=state,
            label=state_name(state, direction, self.words),
            reason=reason_text(why, self.year, self.year - WINDOW, self.words) if state == ABSTAIN else "",
            base=self._text(place, self.then),
            now=self._text(place, self.now),
            gap=gap,
            gap_text=self._gap(gap) if gap else "",
            marks=(*self._marks(place, self.then), *self._marks(place, self.now)) if state != ABSTAIN else (),
        )
        return row, why

    def _why(self, area: AreaInfo, place: int | None) -> Why | str:
        if area.start is not None and self.year < area.start:
            return NOT_BORN
        if place is None:
            return NOT_COVERED
        why = Why(int(self.judged.whys[place, self.now]))
        if why is Why.NO_BASE and area.start is not None and self.year - WINDOW < area.start:
            return NOT_BORN_YET
        return why

    def _marks(self, place: int | None, column: int) -> tuple[float, ...]:
        panel = self.judged.panel
        if place is None or column < 0:
            return ()
        return tuple(float(part[place, column]) for part in (panel.lower, panel.value, panel.upper))

    def _text(self, place: int | None, column: int) -> str:
        """Value with its interval; empty where nothing is published."""
        marks = self._marks(place, column)
        if not marks or np.isnan(marks[1]):
            return ""
        indicator = self.subject.indicator
        text = value_text(marks[1], self.decimals, indicator, self.store.catalogue, self.words)
        if np.isnan(marks[0]):
            return text
        level = round(float(self.judged.panel.level[place, column]), 4)
        lower, upper = (round(m, self.decimals) if indicator.id in FROM_ERROR else m for m in (marks[0], marks[2]))
        said = interval_text(Interval(lower, upper, level, self.kind), self.decimals, indicator, self.words)
        return f"{text} ({said})"

    def _gap(self, gap: float) -> str:
        indicator = self.subject.indicator
        number = self.words.number(gap, digits(indicator.unit, self.decimals, gap))
        return with_unit(number, self.store.catalogue.units[indicator.unit], self.words)


def build_overview(store: Store, words: Words) -> list[Summary]:
    """Every indicator with published uncertainty at its latest year, all states counted."""
    tallies = kept(store, ("signal tallies",), lambda: [_tally(store, subject) for subject in subjects(store)])
    return [
        Summary(subject, words.text(subject.indicator.name), year, tally, bar_text(subject, words))
        for subject, (year, tally) in zip(subjects(store), tallies, strict=True)
    ]


def _tally(store: Store, subject: Subject) -> tuple[int | None, Tally]:
    areas = universe(store, subject, None)
    counts = dict.fromkeys(STATES, 0)
    judged = subject.judged
    if judged is None:
        counts[ABSTAIN] = len(areas)
        return None, Tally(counts)
    year = judged.years[-1]
    codes = turned(judged.codes[:, year - judged.panel.first], subject.indicator.direction)
    for area in areas:
        place = judged.places.get(area.id)
        counts[STATE_OF[Code(int(codes[place]))] if place is not None else ABSTAIN] += 1
    return year, Tally(counts)
