"""What a trend is made of: lines, bands, breaks, a context line, a target and treaty marks.

Invariant: a line and a band name rows of the view by number, so nothing is drawn that the table does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import Indicator, SeriesInfo
from data.model import Mark
from data.store import Store
from data.views.choose import Choice
from data.views.lines import YearRow
from data.words import Words

Ticks = tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One area or category: numbers of its rows.

    ``number`` from 1 gives colour and marker, 0 is a total; ``finding`` is one sentence on it.
    """

    area: str
    name: str
    number: int
    rows: tuple[int, ...]
    stretches: tuple[tuple[int, ...], ...]
    limits: tuple[int, ...]
    end_text: str = ""
    finding: str = ""
    ticks: Ticks = ()
    category: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Published bounds of one level: ``stretches`` are shaded, ``whiskers`` stand at single points."""

    line: int
    level: float | None
    label: str
    stretches: tuple[tuple[int, ...], ...]
    whiskers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A change in the series: ``is_major`` splits the lines between ``year - 1`` and ``year``."""

    year: int
    is_major: bool
    areas: tuple[str, ...]
    label: str
    text: str
    decision: str

    @property
    def at(self) -> float:
        """Where its mark stands: between the last year before and the first after."""
        return self.year - 0.5


@dataclass(frozen=True, slots=True)
class ContextPoint:
    """The median of peers in a year, of ``n`` reporting members out of ``members``."""

    year: int
    value: float
    text: str
    n: int
    members: int


@dataclass(frozen=True, slots=True)
class Context:
    """The median of an area's peers. ``stretches`` are numbers of points that may be connected; ``end`` names it."""

    label: str
    end: str
    points: tuple[ContextPoint, ...]
    stretches: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A numeric target with its year."""

    value: float
    year: int
    label: str


@dataclass(frozen=True, slots=True)
class TreatyMark:
    """When an area joined a treaty; ``at`` is a year with its fraction, ``is_inside`` whether it is drawn."""

    area: str
    number: int
    at: float
    label: str
    text: str
    is_inside: bool


@dataclass(frozen=True, slots=True)
class OlderLine:
    """Figures of an area in an earlier release: (year, value, text), and stretches of consecutive ones by number."""

    area: str
    points: tuple[tuple[int, float, str], ...]
    stretches: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class TrendView:
    """A trend. ``kind`` is lines, panels (one frame for each area) or classes; ``empty`` is told instead of a blank."""

    release: str
    indicator: Indicator
    series: SeriesInfo
    dims: str
    slice_label: str
    title: str
    subtitle: str
    kind: str
    palette: str
    rows: tuple[YearRow, ...]
    lines: tuple[TrendLine, ...]
    bands: tuple[Band, ...]
    breaks: tuple[Break, ...]
    context: Context | None
    target: Target | None
    treaty: tuple[TreatyMark, ...]
    treaty_caption: str
    scale: str
    can_log: bool
    is_shared: bool
    span: tuple[int, int] | None
    ticks: tuple[tuple[float, str], ...]
    classes: tuple[tuple[str, str, float], ...]
    sentence: str
    notes: tuple[str, ...]
    source: tuple[str, ...]
    empty: str
    older: tuple[OlderLine, ...] = ()

    @property
    def first_year(self) -> int:
        """First year of the drawing."""
        return self.span[0] if self.span else 0

    @property
    def last_year(self) -> int:
        """Last year of the drawing."""
        return self.span[1] if self.span else 0


def series_breaks(store: Store, choice: Choice, words: Words) -> tuple[Break, ...]:
    """Breaks that the catalogue knows of this series, by year; where its scale begins anew is a major one."""
    found = []
    for item in choice.indicator.raw["method"]["breaks"]:
        if item["series"] and choice.series.id not in item["series"] and choice.series.code not in item["series"]:
            continue
        decision = item["decision"] or ""
        found.append(
            _break(store, item["year"], item["kind"] == "major", item["areas"], item["reason"], decision, words)
        )
    rule = choice.indicator.raw["comparability"] or {}
    since = rule.get("over_time_from")
    if since is not None and any(year < since for year in choice.years):
        found.append(_break(store, since, True, [], rule["reason"], rule.get("decision") or "", words))
    return tuple(sorted(found, key=lambda b: (b.year, not b.is_major)))


def _break(
    store: Store, year: int, is_major: bool, areas: list[str], reason: str, decision: str, words: Words
) -> Break:
    known = [store.catalogue.areas[a].name(words.lang) for a in areas if a in store.catalogue.areas]
    label = (
        words.text("Break in %(year)s", year=str(year))
        if is_major
        else words.text("Change in %(year)s", year=str(year))
    )
    named = f" ({words.listing(known)})" if known else ""
    text = f"{label}{named}: {words.text(reason)}"
    if decision:
        text = f"{text} {words.text('Decision %(number)s.', number=decision)}"
    return Break(year, is_major, tuple(areas), label, text, decision)


def breaks_of(breaks: tuple[Break, ...], area: str, is_major: bool) -> list[int]:
    """Years of the breaks that concern an area."""
    return [b.year for b in breaks if b.is_major is is_major and (not b.areas or area in b.areas)]


def bands_of(rows: list[YearRow], line: TrendLine, level: float | None, label: str) -> Band | None:
    """The published bounds of a line at one level; None where it has none. Rows of another level are left out."""
    shaded: list[tuple[int, ...]] = []
    single: list[int] = []
    for stretch in line.stretches:
        run: list[int] = []
        for number in (*stretch, -1):
            if number >= 0 and has_bounds(rows[number]) and rows[number].level == level:
                run.append(number)
                continue
            if len(run) > 1:
                shaded.append(tuple(run))
            single += run if len(run) == 1 else []
            run = []
    if not shaded and not single:
        return None
    return Band(line.number, level, label, tuple(shaded), tuple(single))


def has_bounds(row: YearRow) -> bool:
    """Whether the source publishes bounds for this row."""
    return row.lower is not None and row.upper is not None


def counted_marks(rows: list[YearRow]) -> dict[Mark, int]:
    """How many drawn values bear each mark."""
    drawn = [row for row in rows if row.is_drawn]
    counts = {mark: sum(mark in row.marks for row in drawn) for mark in Mark}
    return {mark: count for mark, count in counts.items() if count}
