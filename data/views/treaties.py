"""The matrix of states and instruments: in every cell the standing at a date, with the act that made it.

Invariant: a row is a state of the scope, a column an instrument of the release; every cell has a standing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.catalogue import AreaInfo
from data.kept import kept
from data.store import Store
from data.views.instruments import Instrument
from data.views.treaties_origin import ORIGINS
from data.views.treaties_record import Act, History, Record, Standing
from data.views.treaties_scope import Scope
from data.views.treaties_words import tip_text
from data.words import Words

SORTS = ("joined", "name", "latest")
SIGN = {
    Standing.NONE: "–",
    Standing.UNKNOWN: "?",
    Standing.ABSENT: "",
    Standing.BEFORE: "",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One state and one instrument. ``tip`` is empty where the sign says it all.

    ``is_rough``: only the year is known; ``shade``: class of a wait, None where the cell is no wait.
    """

    standing: Standing
    text: str
    tip: str
    is_rough: bool = False
    is_doubted: bool = False
    shade: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A state with its cells, in the order of the columns; ``latest`` is the date of its newest act till then."""

    area: str
    name: str
    joined: int
    latest: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An instrument, and how many of the counted states have which standing."""

    instrument: Instrument
    name: str
    counts: dict[Standing, int]

    @property
    def parties(self) -> int:
        """How many counted states are parties."""
        return self.counts[Standing.PARTY]


@dataclass(frozen=True)
class Grid:
    """The matrix. ``rows`` are counted states, ``others`` take part without being members."""

    year: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    others: tuple[Row, ...]
    sort: str


CellText = Callable[[Act, Instrument], str]


def build_grid(store: Store, record: Record, scope: Scope, year: int, sort: str, words: Words) -> Grid:
    """The matrix at the end of a year (in the last year of the record: at its date)."""
    cells = kept(store, ("treaty cells", words.lang), lambda: _cells(store, record, words))
    return make_grid(record, scope, year, sort, words, lambda a, n, s: cells[a.id, n][s])


def make_grid(
    record: Record,
    scope: Scope,
    year: int,
    sort: str,
    words: Words,
    cell: Callable[[AreaInfo, int, Standing], Cell],
) -> Grid:
    """A matrix whose cells are given by ``cell`` (area, number of the instrument, standing)."""
    order = sort if sort in SORTS else SORTS[0]

    def row(area: AreaInfo) -> Row:
        standings = [record.standing(n, area, year) for n in range(len(record.instruments))]
        made = tuple(cell(area, n, standing) for n, standing in enumerate(standings))
        dates = [latest_act(record.history(area.id, i.id), year) for i in record.instruments]
        return Row(area.id, area.name(words.lang), standings.count(Standing.PARTY), max(dates, default=""), made)

    rows = sorted(map(row, scope.members), key=lambda r: r.name)
    others = sorted(map(row, scope.others), key=lambda r: r.name)
    if order == "joined":
        rows.sort(key=lambda r: -r.joined)
    elif order == "latest":
        rows.sort(key=lambda r: r.latest, reverse=True)
    columns = tuple(
        Column(
            instrument,
            words.text(instrument.name),
            {standing: sum(r.cells[n].standing is standing for r in rows) for standing in Standing},
        )
        for n, instrument in enumerate(record.instruments)
    )
    return Grid(year, columns, tuple(rows), tuple(others), order)


def latest_act(history: History, year: int) -> str:
    """Date of the newest dated act up to the end of a year; empty if there is none."""
    acts = (history.signed, history.joined, history.left)
    return max((a.date for a in acts if a is not None and a.date and a.date <= f"{year}-12-31"), default="")


def _cells(store: Store, record: Record, words: Words) -> dict[tuple[str, int], dict[Standing, Cell]]:
    """Every cell that any year can show."""
    found = {}
    for area in {*record.areas, *(a.id for a in store.catalogue.members())}:
        is_member = store.catalogue.areas[area].universe == "un_member"
        for n, instrument in enumerate(record.instruments):
            history = record.history(area, instrument.id)
            doubted = (area, instrument.id) in record.doubted
            found[area, n] = {s: _cell(history, s, is_member, doubted, words) for s in Standing}
    return found


def _cell(history: History, standing: Standing, is_member: bool, is_doubted: bool, words: Words) -> Cell:
    made = {Standing.PARTY: history.joined, Standing.SIGNATORY: history.signed, Standing.LEFT: history.left}
    act = made.get(standing)
    text = SIGN.get(standing, "")
    if act is not None:
        year = act.date[:4]
        text = {Standing.PARTY: year, Standing.SIGNATORY: f"s {year}".strip(), Standing.LEFT: f"×{year}"}[standing]
    if standing in (Standing.ABSENT, Standing.BEFORE):
        return Cell(standing, "", "")
    if is_doubted:
        text = f"{text}†"
    tip = "" if standing is Standing.NONE else tip_text(history, standing, is_member, words)
    return Cell(standing, text, tip, act is not None and not act.is_day, is_doubted)


def existing(record: Record, scope: Scope, number: int, year: int) -> int:
    """Counted states that existed in a year, which is what a share of parties is of."""
    gone = (Standing.ABSENT, Standing.BEFORE)
    return sum(record.standing(number, area, year) not in gone for area in scope.members)


def adopted_by(record: Record, year: int) -> list[Instrument]:
    """Instruments that existed at the end of a year."""
    return [i for i in record.instruments if ORIGINS[i.id].year <= year]
