"""The whole matrix of indicators by states: the class of each cell by age or by reason, and tables of its parts.

Invariant: the classes of a row count every member state that is shown once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

from data.catalogue import AreaInfo, Indicator
from data.model import AreaState
from data.store import Store
from data.views.gaps import AGES, CODE, PUBLISHED, RECENT, STATES, Grid, build_grid, right_of
from data.views.gaps_choice import GapChoice, Place, regions
from data.views.gaps_summary import Cover, cover, share_text
from data.views.labels import STATE
from data.words import Words

AGE_CLASSES = len(AGES) + 1
# Reasons in the order of the legend: what is published but not usable, then what is missing, then what cannot be.
REASONS = (
    AreaState.IMPLAUSIBLE,
    AreaState.PARTS_ONLY,
    AreaState.SEVERAL_TOGETHER,
    AreaState.SUPPRESSED,
    AreaState.NOT_IN_SOURCE,
    AreaState.NOT_REPORTED,
    AreaState.NOT_APPLICABLE,
    AreaState.DID_NOT_EXIST,
)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One indicator: classes of its cells in the order of the columns (``a0`` … ``a3``, or a state), their years."""

    indicator: Indicator
    name: str
    classes: tuple[str, ...]
    years: tuple[int, ...]
    whole: Cover
    by_place: tuple[Cover, ...]


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """The rows of one right."""

    right: str
    name: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixKey:
    """One class of the legend with how many cells have it."""

    css: str
    label: str
    count: int
    state: AreaState | None


@dataclass(frozen=True)
class MatrixView:
    """The drawing and its tables. ``spans`` are regions with how many of the columns they hold, in order."""

    year: int | None
    areas: tuple[AreaInfo, ...]
    spans: tuple[tuple[str, int], ...]
    places: tuple[Place, ...]
    parts: tuple[MatrixPart, ...]
    keys: tuple[MatrixKey, ...]
    sentence: str
    cells: int


def build_matrix(store: Store, choice: GapChoice, words: Words) -> MatrixView:
    """The cells of the right, region or group that is asked for; all of them without such a choice."""
    grid = build_grid(store, choice.year)
    columns, lines = choice.columns(grid), choice.rows(grid)
    classes = class_of_cells(grid)
    places = regions(store, words)
    masks = [columns & np.array([a.id in place.members for a in grid.areas], dtype=bool) for place in places]
    shown = [(place, mask) for place, mask in zip(places, masks, strict=True) if mask.any()]
    rows = []
    for line in np.flatnonzero(lines).tolist():
        own = np.zeros(len(grid.indicators), dtype=bool)
        own[line] = True
        rows.append(
            MatrixRow(
                grid.indicators[line],
                words.text(grid.indicators[line].name),
                tuple(classes[line][columns].tolist()),
                tuple(grid.years[line][columns].tolist()),
                cover(grid, own, columns),
                tuple(cover(grid, own, mask) for _, mask in shown),
            )
        )
    areas = tuple(a for a, is_shown in zip(grid.areas, columns.tolist(), strict=True) if is_shown)
    parts = tuple(
        MatrixPart(right, words.text(store.catalogue.rights[right]["name"]), tuple(group))
        for right, group in groupby(rows, key=lambda row: right_of(row.indicator))
    )
    whole = cover(grid, lines, columns)
    return MatrixView(
        year=choice.year,
        areas=areas,
        spans=tuple((words.text(name), len(list(own))) for name, own in groupby(areas, key=lambda a: a.region)),
        places=tuple(place for place, _ in shown),
        parts=parts,
        keys=_keys(classes[np.ix_(lines, columns)], choice.year, words),
        sentence=_sentence(whole, len(rows), len(areas), choice, words),
        cells=len(rows) * len(areas),
    )


def class_of_cells(grid: Grid) -> npt.NDArray[np.str_]:
    """Class of every cell: by age where a figure is published, else the state."""
    names = np.array([state.value for state in STATES])
    ages = np.array([f"a{number}" for number in range(AGE_CLASSES)])
    is_published = np.isin(grid.states, [CODE[state] for state in PUBLISHED])
    found: npt.NDArray[np.str_] = np.where(is_published, ages[np.searchsorted(AGES, grid.lags)], names[grid.states])
    return found


def age_labels(year: int | None, words: Words) -> tuple[str, ...]:
    """What the classes of age are called."""
    spans = [(low + 1, high) for low, high in pairwise(AGES)]
    first = words.text("of the source’s own year") if year is None else words.text("of %(year)s", year=str(year))
    middle = [words.text("%(low)s–%(high)s years older", low=str(low), high=str(high)) for low, high in spans]
    return (first, *middle, words.text("more than %(count)s years older", count=str(RECENT)))


def _keys(classes: npt.NDArray[np.str_], year: int | None, words: Words) -> tuple[MatrixKey, ...]:
    names, counts = np.unique(classes, return_counts=True)
    count = dict(zip(names.tolist(), counts.tolist(), strict=True))
    ages = [
        MatrixKey(f"a{number}", label, count.get(f"a{number}", 0), None)
        for number, label in enumerate(age_labels(year, words))
    ]
    reasons = [MatrixKey(s.value, words.text(STATE[s]), count[s.value], s) for s in REASONS if s.value in count]
    return (*ages, *reasons)


def _sentence(whole: Cover, rows: int, columns: int, choice: GapChoice, words: Words) -> str:
    place = choice.group_name or words.text("all member states of the United Nations")
    return words.text(
        "%(rows)s × %(columns)s in %(place)s: %(recent)s of %(expected)s cells hold a figure at most %(years)s years "
        "old (%(share)s), %(ever)s hold one of any year.",
        rows=words.plural("%(count)s indicator", "%(count)s indicators", rows),
        columns=words.plural("%(count)s state", "%(count)s states", columns),
        place=place,
        recent=words.number(whole.recent),
        expected=words.number(whole.expected),
        years=words.number(RECENT),
        share=share_text(whole, words),
        ever=words.number(whole.ever),
    )
