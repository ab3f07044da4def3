"""Countries by group of people: for how many indicators a group is told apart, of those whose wording names it.

Invariant: expected means named in the official wording; where no wording names a group there is no expectation.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import AreaInfo
from data.store import Store
from data.views.choose import lower_first
from data.views.gaps import member_states, right_of
from data.views.gaps_choice import GapChoice
from data.views.gaps_summary import percent
from data.views.profile_groups import Expectation, expectations
from data.words import Words

# The groups that the page is about, in its order; "wealth" and others are named by no wording that we hold.
DIMENSIONS = ("sex", "age", "disability_status", "migratory_status", "population_group", "location", "wealth")


@dataclass(frozen=True, slots=True)
class Told:
    """One cell: indicators that tell a group apart, that have any figure, that name the group in their wording."""

    split: int
    figure: int
    expected: int


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """A way of telling people apart, with the indicators whose wording names it: (id, name, states that do)."""

    dimension: str
    label: str
    indicators: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """One state, or all that are shown where ``area`` is None."""

    area: AreaInfo | None
    name: str
    cells: tuple[Told, ...]

    @property
    def split(self) -> int:
        """Cells told apart in all columns together."""
        return sum(cell.split for cell in self.cells)


@dataclass(frozen=True)
class PeopleView:
    """The matrix. ``whole`` adds up the rows that are shown."""

    columns: tuple[PeopleColumn, ...]
    whole: PeopleRow
    rows: tuple[PeopleRow, ...]
    sentence: str


def build_people(store: Store, choice: GapChoice, sort: str, words: Words) -> PeopleView:
    """The matrix for the right and the states that are asked for; ``sort`` is ``area``, ``least`` or ``most``."""
    catalogue = store.catalogue
    found = [
        item
        for item in expectations(store)
        if choice.right in ("", right_of(catalogue.indicators[item.indicator])) and item.dimension in DIMENSIONS
    ]
    areas = [a for a in member_states(store) if choice.members is None or a.id in choice.members]
    columns = [name for name in DIMENSIONS if name in catalogue.dimensions]
    by_column = [[item for item in found if item.dimension == name] for name in columns]
    rows = [PeopleRow(a, a.name(words.lang), tuple(_told(store, a, own) for own in by_column)) for a in areas]
    sums = [[row.cells[n] for row in rows] for n in range(len(columns))]
    whole = PeopleRow(
        None,
        words.plural("%(count)s state", "%(count)s states", len(rows)),
        tuple(Told(sum(c.split for c in s), sum(c.figure for c in s), sum(c.expected for c in s)) for s in sums),
    )
    shown = tuple(_column(store, n, own, areas, words) for n, own in zip(columns, by_column, strict=True))
    return PeopleView(shown, whole, _sorted(rows, sort), _sentence(shown, whole, words))


def _told(store: Store, area: AreaInfo, own: list[Expectation]) -> Told:
    number = store.blocks.area_index.get(area.id)
    if number is None:
        return Told(0, 0, len(own))
    figure = [item for item in own if item.any_figure[number]]
    return Told(sum(bool(item.by_group[number]) for item in figure), len(figure), len(own))


def _column(store: Store, name: str, own: list[Expectation], areas: list[AreaInfo], words: Words) -> PeopleColumn:
    numbers = [store.blocks.area_index[a.id] for a in areas if a.id in store.blocks.area_index]
    indicators = [
        (item.indicator, words.text(store.catalogue.indicators[item.indicator].name), int(item.by_group[numbers].sum()))
        for item in own
    ]
    label = words.text(store.catalogue.dimensions[name]["label"])
    return PeopleColumn(name, label, tuple(sorted(indicators, key=lambda i: (-i[2], i[1]))))


def _sorted(rows: list[PeopleRow], sort: str) -> tuple[PeopleRow, ...]:
    if sort == "area":
        return tuple(sorted(rows, key=lambda row: row.name))
    sign = -1 if sort == "most" else 1
    return tuple(sorted(rows, key=lambda row: (sign * row.split, row.name)))


def _sentence(columns: tuple[PeopleColumn, ...], whole: PeopleRow, words: Words) -> str:
    expected = sum(cell.expected for cell in whole.cells)
    if not expected:
        return words.text("No official wording here names a group of people, so nothing is expected.")
    parts = [
        words.text(
            "Of %(expected)s figures by group that official wordings ask of these states, %(split)s are published "
            "(%(share)s).",
            expected=words.number(expected),
            split=words.number(whole.split),
            share=percent(whole.split, expected, words),
        )
    ]
    asked = [(column, cell) for column, cell in zip(columns, whole.cells, strict=True) if cell.expected]
    column, cell = min(asked, key=lambda item: (item[1].split / item[1].expected, item[0].dimension))
    parts.append(
        words.text(
            "Hardest to see are people by %(group)s: %(split)s of %(expected)s.",
            group=lower_first(column.label),
            split=words.number(cell.split),
            expected=words.number(cell.expected),
        )
    )
    return " ".join(parts)
