"""The published figures of an area over time: one row for every year, and which of them a line may connect.

Invariant: a line connects consecutive expected periods with a value and nothing else: no gap, no break in the series,
no censored, implausible or missing row lies within a stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from data.catalogue import AreaInfo
from data.model import AreaKind, AreaState, Flag, Mark
from data.observations import observations
from data.query import Observation, any_time, series_rows
from data.store import Store
from data.views.choose import Choice
from data.views.formats import observation_text
from data.views.labels import FLAG, MARK, PROVENANCE, STATE
from data.views.map import state_text
from data.views.states import AreaStatus, decide
from data.words import Words

HOLLOW_MARKS = frozenset({Mark.ESTIMATED, Mark.MODELLED, Mark.PROVISIONAL})
HOLLOW_FLAGS = frozenset({Flag.BREAK, Flag.IMPUTED, Flag.BACKFILLED})
SAID = frozenset({Flag.IMPLAUSIBLE, Flag.SUPPRESSED, Flag.PROVISIONAL, Flag.LOW_RELIABILITY, Flag.ESTIMATED})
PLACES = (AreaKind.COUNTRY, AreaKind.TERRITORY)


@dataclass(frozen=True, slots=True)
class YearRow:
    """One area in one year: what is read in the table, drawn, and exported. ``year`` is None where it has no row.

    ``category`` and ``group`` are code and label of a category where groups are shown.
    """

    area: str
    name: str
    year: int | None
    text: str
    value: float | None
    lower: float | None
    upper: float | None
    level: float | None
    state: AreaState
    marks: tuple[Mark, ...]
    marks_text: str
    provenance: str
    missing_reason: str
    is_hollow: bool
    observation: Observation | None
    category: str = ""
    group: str = ""

    @property
    def is_value(self) -> bool:
        """Whether a line may pass through it."""
        return self.state is AreaState.VALUE and self.value is not None

    @property
    def is_limit(self) -> bool:
        """Whether only a limit is known: it has a marker of its own and no line."""
        return self.state is AreaState.CENSORED and self.value is not None

    @property
    def is_drawn(self) -> bool:
        """Whether it has a mark on the drawing."""
        return self.is_value or self.is_limit


def area_rows(
    store: Store, choice: Choice, area: AreaInfo, words: Words, span: tuple[int, int] | None = None
) -> list[YearRow]:
    """Rows of an area in the slice of the choice, by year, with the expected years that lack a figure."""
    blocks, dims = store.blocks, choice.dims
    rows = series_rows(blocks, choice.series.id, dims, area.id)
    if span is not None and len(rows):  # of what lies before the span only the last row tells where gaps begin
        rows = rows[max(0, int(np.searchsorted(blocks.columns["year"][rows], span[0])) - 1) :]
    items = observations(blocks, choice.series.id, dims, rows)
    if not items:
        return [_absent(store, choice, area, words)]
    low, high = span or (items[0].year, max(choice.years, default=items[-1].year))
    found = {item.year: item for item in items}
    years = sorted({*found, *missing_years(list(found), _end(area, choice), choice.indicator.raw["expected_step"])})
    parts = _parts(store, choice, area, [y for y in years if y not in found])
    return [
        year_row(store, choice, area, year, found.get(year), parts.get(year, ()), words)
        for year in years
        if low <= year <= high
    ]


def missing_years(found: list[int], last: int, step: int) -> list[int]:
    """Expected years without a row, from the first that has one; none where the rhythm is irregular (step 0).

    ``found`` are the years with a row, in order.
    """
    if not step:
        return []
    pairs = pairwise([*found, last + step]) if last >= found[-1] else pairwise(found)
    return [year for before, after in pairs for year in range(before + step, min(after, last + 1), step)]


def last_expected(choice: Choice) -> int:
    """The last year in which a country has a figure; the last of all where the slice has only regions or is another."""
    last = choice.series.raw["last_year"] if choice.dims == choice.series.headline else None
    return int(last) if last is not None else max(choice.years)


def _end(area: AreaInfo, choice: Choice) -> int:
    last = last_expected(choice) if area.kind in PLACES else max(choice.years)
    return last if area.end is None else min(last, area.end)


def part_ids(store: Store, area: AreaInfo) -> list[str]:
    """Parts of a country that publishers report apart."""
    return [a.id for a in store.catalogue.areas.values() if a.part_of == area.id and a.kind is AreaKind.SUBNATIONAL]


def _parts(store: Store, choice: Choice, area: AreaInfo, missing: list[int]) -> dict[int, list[Observation]]:
    """What parts of the country publish in the years in which the country itself has no row."""
    if not missing or area.kind not in PLACES:
        return {}
    wanted, found = set(missing), dict[int, list[Observation]]()
    for part in part_ids(store, area):
        rows = series_rows(store.blocks, choice.series.id, choice.dims, part)
        for item in observations(store.blocks, choice.series.id, choice.dims, rows):
            if item.year in wanted:
                found.setdefault(item.year, []).append(item)
    return found


def year_row(
    store: Store,
    choice: Choice,
    area: AreaInfo,
    year: int,
    item: Observation | None,
    parts: Iterable[Observation],
    words: Words,
) -> YearRow:
    """The row of one year: its state is the one that the map gives."""
    raw = choice.series.raw
    has_countries = bool(raw["countries"]) or area.kind not in PLACES
    paired = bool(raw["has_pairs"]) and not has_countries
    status = decide(area, item, parts, choice.indicator, year, has_countries, True, paired)
    return row_of(store, choice, status, year, words)


def row_of(store: Store, choice: Choice, status: AreaStatus, year: int | None, words: Words) -> YearRow:
    """A status as a row, with every text that is shown of it."""
    item = status.observation
    text = "" if item is None else observation_text(item, choice.indicator, store.catalogue, words)
    if status.state is AreaState.DID_NOT_EXIST and text:
        text = words.text("Did not exist then; under this name the source gives %(value)s", value=text)
    interval = item.interval if item is not None and item.value is not None else None
    flags = item.flags if item is not None else frozenset()
    published = item is not None and item.value is not None
    return YearRow(
        area=status.area.id,
        name=status.area.name(words.lang),
        year=year,
        text=text or state_text(status, words),
        value=item.value if item is not None else None,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        level=interval.level if interval else None,
        state=status.state,
        marks=status.marks,
        marks_text=marks_text(item, status.marks, words),
        provenance=words.text(PROVENANCE[item.provenance]) if published and item is not None else "",
        missing_reason="" if status.state is AreaState.VALUE else words.text(STATE[status.state]),
        is_hollow=not HOLLOW_MARKS.isdisjoint(status.marks) or not HOLLOW_FLAGS.isdisjoint(flags),
        observation=item,
    )


def marks_text(item: Observation | None, marks: tuple[Mark, ...], words: Words) -> str:
    """Marks upon a value in words, with the count behind it where that is small."""
    if item is None or item.value is None or not (marks or item.flags):
        return ""
    said = [words.text(MARK[mark]) for mark in marks]
    if Flag.SMALL_N in item.flags and item.n is not None:
        said.append(words.text("few cases, n = %(count)s", count=words.number(item.n)))
    skipped = SAID | ({Flag.SMALL_N} if item.n is not None else frozenset())
    said += [words.text(FLAG[flag]) for flag in Flag if flag in item.flags and flag not in skipped]
    return ", ".join(said)


def _absent(store: Store, choice: Choice, area: AreaInfo, words: Words) -> YearRow:
    """The row of an area that the slice never mentions: the reason that the map gives in the year of the choice."""
    year = choice.year if choice.year is not None else 0
    number = store.blocks.area_index.get(area.id)
    seen = number is not None and number in any_time(store.blocks, choice.series.id)
    parts = [o for items in _parts(store, choice, area, list(choice.years)).values() for o in items]
    raw = choice.series.raw
    has_countries = bool(raw["countries"]) or area.kind not in PLACES
    paired = bool(raw["has_pairs"]) and not has_countries
    return row_of(
        store, choice, decide(area, None, parts, choice.indicator, year, has_countries, seen, paired), None, words
    )


def stretches(
    rows: list[YearRow], numbers: list[int], step: int, break_years: Iterable[int]
) -> tuple[tuple[int, ...], ...]:
    """Numbers of the rows that may be connected, stretch by stretch; a lone one is a stretch of its own.

    ``numbers`` are places of one area's rows in order of year. Where the rhythm is irregular (step 0) only adjacent
    years are connected, because no period can be missing between them.
    """
    found: list[list[int]] = []
    before: YearRow | None = None
    for number in numbers:
        row = rows[number]
        if not row.is_value:
            before = None if row.year is not None and row.observation is not None else before
            continue
        if before is not None and _is_next(before, row, step, break_years):
            found[-1].append(number)
        else:
            found.append([number])
        before = row
    return tuple(tuple(stretch) for stretch in found)


def year_stretches(years: Sequence[int], step: int) -> tuple[tuple[int, ...], ...]:
    """Numbers of years that may be connected, stretch by stretch, where all of them have a value and none a break."""
    found: list[list[int]] = []
    for number, year in enumerate(years):
        if number and year - years[number - 1] <= max(step, 1):
            found[-1].append(number)
        else:
            found.append([number])
    return tuple(map(tuple, found))


def _is_next(before: YearRow, row: YearRow, step: int, break_years: Iterable[int]) -> bool:
    assert before.year is not None
    assert row.year is not None
    if row.year - before.year > max(step, 1):
        return False
    if row.observation is not None and Flag.BREAK in row.observation.flags:
        return False
    return not any(before.year < year <= row.year for year in break_years)
