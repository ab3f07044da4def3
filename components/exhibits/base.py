"""One view as it is published beyond its page: what is read, drawn, downloaded and cited, from one object.

Invariant: rows, table, drawing and sentence of an exhibit come from the same view, so no two of them can disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from components.explore_parts import LegendLine
from data.catalogue import SeriesInfo
from data.citation import rows_digest
from data.store import Store
from data.view_state import ViewState
from data.views.quality import licence_line, licence_of
from data.words import Words

Row = dict[str, object]
SHOWN = ("indicator", "iso3", "area", "period")  # columns that stand first where rows have them


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table for readers: heads with whether numbers stand below them, rows of texts."""

    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A series behind the exhibit: its publisher's citation, the date it stands for, its licence and three flags."""

    series: str
    source: str
    name: str
    publisher: str
    citation: str
    released: str
    as_of: str
    licence: str
    licence_url: str
    may_redistribute: bool
    may_transform: bool
    may_combine: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure that is shown, by its key, so that a later release can be asked about it."""

    series: str
    dims: str
    area: str
    year: int


@dataclass(frozen=True)
class Exhibit:
    """A view of one kind.

    ``state`` is written out (indicator, slice, year) and holds no release unless it is pinned; ``page`` is the address
    of the page on which it stands. ``empty`` says what is told in place of a drawing. ``chart`` names the drawing
    (``map``, ``dots``, ``trend``, ``strip`` …), whose style sheet it is drawn with. ``cells`` are the figures in view.
    Rows, table and drawing are made when they are asked for, once.
    """

    kind: str
    release: str
    lang: str
    state: ViewState
    page: str
    title: str
    subtitle: str
    sentence: str
    notes: tuple[str, ...]
    caution: str
    origins: tuple[Origin, ...]
    chart: str
    make_rows: Callable[[], list[Row]]
    make_table: Callable[[], TextTable]
    make_svg: Callable[[], str]
    make_cells: Callable[[], list[Cell]] = field(default=list)
    legend: tuple[LegendLine, ...] = ()
    border_note: str = ""
    empty: str = ""
    is_stamped: bool = False  # drawn against the rules of comparing, and said so in the title
    view: Any = None

    @cached_property
    def rows(self) -> list[Row]:
        """The rows as shown, in order of the table; missing ones with their reason."""
        return self.make_rows()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns: every key of any row, in the order of first sight."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row))

    @cached_property
    def table(self) -> TextTable:
        """The same figures for readers."""
        return self.make_table()

    @cached_property
    def svg(self) -> str:
        """The drawing as it stands in a page, styled by classes; empty where there is none."""
        return self.make_svg()

    @cached_property
    def cells(self) -> list[Cell]:
        """The figures in view."""
        return self.make_cells()

    @cached_property
    def digest(self) -> str:
        """sha256 of the rows in canonical form (data/citation.py), the same in every language."""
        return rows_digest(self.rows)

    @property
    def may_redistribute(self) -> bool:
        """Whether every series behind it may be handed on."""
        return all(origin.may_redistribute for origin in self.origins)


def origin_of(store: Store, series: SeriesInfo, words: Words) -> Origin:
    """What is to be said of a series that figures come from."""
    source = store.catalogue.sources[series.source]
    flags = licence_of(store, series)
    return Origin(
        series=series.id,
        source=series.source,
        name=source["name"],
        publisher=source["publisher"],
        citation=source["citation"],
        released=series.released,
        as_of=words.date(series.released),
        licence=licence_line(store, series, words),
        licence_url=source["licence"]["url"],
        may_redistribute=flags["may_redistribute"],
        may_transform=flags["may_transform"],
        may_combine=flags["may_combine"],
    )
