"""Puts a trend together: rows, lines, bands, breaks, axis and notes of the lines that are wanted.

Invariant: the view holds every text and number that is drawn; bands are of one level; what has no value is no line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.allowed import is_comparable
from data.catalogue import AreaInfo, Indicator
from data.model import Interval, IntervalKind
from data.store import Store
from data.views.choose import Choice
from data.views.formats import value_text
from data.views.lines import YearRow, area_rows, last_expected, stretches
from data.views.map import class_labels
from data.views.quality import licence_line
from data.views.trend_axis import axis_ticks, drawn_ends
from data.views.trend_parts import (
    Band,
    Break,
    Context,
    OlderLine,
    Target,
    TrendLine,
    TrendView,
    bands_of,
    breaks_of,
    has_bounds,
)
from data.views.trend_text import Told, finding, notes_of
from data.words import Words

SERIES, BANDS, PANELS = 8, 3, 24
LOG_SPREAD = 20.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line that is wanted: an area in a slice, the name it bears, and the category if it stands for one."""

    area: AreaInfo
    dims: str
    name: str
    number: int
    category: str = ""


def assemble(
    told: Told,
    wanted: list[Wanted],
    *,
    title: str,
    span: tuple[int, int] | None = None,
    context: Context | None = None,
    is_log: bool = False,
    notes: tuple[str, ...] = (),
    older: tuple[OlderLine, ...] = (),
) -> TrendView:
    """The view of these lines, at most twenty-four of them. ``title`` gets the years that are drawn."""
    store, choice, words = told.store, told.choice, told.words
    rows, lines = _lines(told, wanted[:PANELS], span)
    kind = _kind(store, choice, lines, wanted)
    drawn = [row for row in rows if row.is_drawn and row.year is not None]
    extent = _extent(choice, drawn, span)
    bands = _bands(told, rows, lines) if kind != "classes" else ()
    marked = _marked(told, lines, extent)
    view = TrendView(
        release=store.id,
        indicator=choice.indicator,
        series=choice.series,
        dims=choice.dims,
        slice_label=told.slice_label,
        title=_dated(title, extent),
        subtitle=subtitle_of(store, choice.indicator, words),
        kind=kind,
        palette=choice.indicator.direction.value.split("_")[0],
        rows=tuple(rows),
        lines=tuple(lines),
        bands=bands,
        breaks=marked,
        context=_within(context, extent) if kind == "lines" else None,
        target=_target(store, choice, words),
        treaty=(),
        treaty_caption="",
        scale="linear",
        can_log=_can_log(store, choice, drawn, kind),
        is_shared=_is_shared(store, choice, wanted),
        span=extent,
        ticks=(),
        classes=class_ticks(store, choice, words),
        sentence=lines[0].finding if lines else "",
        notes=(),
        source=source_pieces(store, choice, words),
        empty=_empty(rows, lines, words),
        older=_older_within(older, extent) if kind == "lines" else (),
    )
    told_notes = [*notes, *_frame_notes(choice, view, len(wanted), words), *notes_of(told, rows, bands, marked)]
    if is_log and not view.can_log:
        told_notes.append(words.text("A log scale would not help here: it needs values above zero that differ widely."))
    view = replace(view, scale="log" if is_log and view.can_log else "linear", notes=tuple(told_notes))
    return _with_ticks(store, view, words)


def source_pieces(store: Store, choice: Choice, words: Words) -> tuple[str, ...]:
    """Pieces of the source line: collection, series and its vintage, release, licence."""
    source = store.catalogue.sources[choice.series.source]
    return (
        words.text(source["name"]),
        words.text(
            "series %(code)s of %(vintage)s", code=choice.series.code, vintage=words.date(choice.series.vintage)
        ),
        words.text("release %(release)s", release=store.id),
        licence_line(store, choice.series, words),
    )


def _lines(told: Told, wanted: list[Wanted], span: tuple[int, int] | None) -> tuple[list[YearRow], list[TrendLine]]:
    rows: list[YearRow] = []
    lines = []
    for line in wanted:
        choice = told.choice if line.dims == told.choice.dims else replace(told.choice, dims=line.dims)
        own = area_rows(told.store, choice, line.area, told.words, span)
        group = line.name if line.category else ""
        if group:
            own = [replace(row, category=line.category, group=group) for row in own]
        own = [replace(row, is_hollow=True) if _is_minor(told, row) else row for row in own]
        numbers = list(range(len(rows), len(rows) + len(own)))
        rows += own
        step = told.choice.indicator.raw["expected_step"]
        parts = stretches(rows, numbers, step, breaks_of(told.breaks, line.area.id, True))
        limits = tuple(n for n in numbers if rows[n].is_limit)
        last = next((row for row in reversed(own) if row.is_drawn), None)
        lines.append(
            TrendLine(
                area=line.area.id,
                name=line.name,
                number=line.number,
                rows=tuple(numbers),
                stretches=parts,
                limits=limits,
                end_text=short_text(told, last),
                finding=finding(told, own),
                category=line.category,
            )
        )
    return rows, lines


def short_text(told: Told, row: YearRow | None) -> str:
    """The last value without its interval, for the label at the end of a line."""
    if row is None or row.observation is None or row.value is None:
        return ""
    if row.is_limit:
        return row.text
    item = row.observation
    return value_text(row.value, item.decimals, told.choice.indicator, told.store.catalogue, told.words)


def _is_minor(told: Told, row: YearRow) -> bool:
    return row.is_drawn and row.year in breaks_of(told.breaks, row.area, False)


def _is_shared(store: Store, choice: Choice, wanted: list[Wanted]) -> bool:
    """Whether all lines may stand on one scale: those of one area always do."""
    return len({line.area.id for line in wanted}) < 2 or is_comparable(store, choice.indicator)


def _kind(store: Store, choice: Choice, lines: list[TrendLine], wanted: list[Wanted]) -> str:
    if choice.indicator.classes:
        return "classes"
    few = sum(line.number > 0 for line in lines) <= SERIES
    return "lines" if few and _is_shared(store, choice, wanted) else "panels"


def _bands(told: Told, rows: list[YearRow], lines: list[TrendLine]) -> tuple[Band, ...]:
    """Bands of one level only: that of the newest bounds of the first area that has some."""
    bounded = [row for line in lines for row in (rows[n] for n in line.rows) if row.is_value and has_bounds(row)]
    if not bounded:
        return ()
    first = [row for row in bounded if row.area == bounded[0].area]
    level = first[-1].level
    item = first[-1].observation
    assert item is not None
    assert item.interval is not None
    label = _band_label(item.interval, words=told.words)
    wanted = lines if len(lines) <= BANDS or len(lines) > SERIES else lines[:1]
    found = [bands_of(rows, line, level, label) for line in wanted]
    return tuple(band for band in found if band is not None)


def _band_label(interval: Interval, words: Words) -> str:
    if interval.level is not None:
        return words.text("%(level)s%% interval", level=words.number(interval.level * 100))
    if interval.kind is IntervalKind.RANGE:
        return words.text("low and high estimate")
    return words.text("published bounds")


def _marked(told: Told, lines: list[TrendLine], extent: tuple[int, int] | None) -> tuple[Break, ...]:
    """Breaks that fall within the years drawn and concern an area that is drawn."""
    if extent is None:
        return ()
    areas = {line.area for line in lines if line.stretches}
    return tuple(
        b for b in told.breaks if extent[0] < b.year <= extent[1] and (not b.areas or not areas.isdisjoint(b.areas))
    )


def _extent(choice: Choice, drawn: list[YearRow], span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Years of the drawing: from the first value to the last year of the series, so that an early end is seen."""
    years = [row.year for row in drawn if row.year is not None]
    if not years:
        return None
    last = last_expected(choice)
    return (max(span[0], min(years)), min(span[1], last)) if span else (min(years), max(last, *years))


def _within(context: Context | None, extent: tuple[int, int] | None) -> Context | None:
    if context is None or extent is None:
        return None
    keep, linked = _cut([point.year for point in context.points], context.stretches, extent)
    return replace(context, points=tuple(context.points[n] for n in keep), stretches=linked) if keep else None


def _older_within(older: tuple[OlderLine, ...], extent: tuple[int, int] | None) -> tuple[OlderLine, ...]:
    """Older figures within the years that are drawn."""
    if extent is None:
        return ()
    found = []
    for line in older:
        keep, linked = _cut([year for year, _value, _text in line.points], line.stretches, extent)
        if keep:
            found.append(replace(line, points=tuple(line.points[n] for n in keep), stretches=linked))
    return tuple(found)


def _cut(
    years: list[int], linked: tuple[tuple[int, ...], ...], extent: tuple[int, int]
) -> tuple[list[int], tuple[tuple[int, ...], ...]]:
    """Numbers of the years within the extent, and the stretches of what is left, numbered anew."""
    keep = [n for n, year in enumerate(years) if extent[0] <= year <= extent[1]]
    place = {old: new for new, old in enumerate(keep)}
    parts = (tuple(place[n] for n in part if n in place) for part in linked)
    return keep, tuple(part for part in parts if part)


def _dated(title: str, extent: tuple[int, int] | None) -> str:
    if extent is None:
        return title
    return f"{title}, {extent[0]}" if extent[0] == extent[1] else f"{title}, {extent[0]}–{extent[1]}"


def subtitle_of(store: Store, indicator: Indicator, words: Words) -> str:
    """The unit in words; named classes have none."""
    return "" if indicator.unit == "class" else words.text(store.catalogue.units[indicator.unit]["label"])


def _target(store: Store, choice: Choice, words: Words) -> Target | None:
    sdg = choice.indicator.raw["sdg"] or {}
    value, year = sdg.get("target_value"), sdg.get("target_year")
    if value is None or year is None or choice.indicator.classes:
        return None
    decimals = 0 if value == int(value) else 1
    text = value_text(value, decimals, choice.indicator, store.catalogue, words)
    label = words.text("SDG target %(name)s: %(value)s by %(year)s", name=sdg["target"], value=text, year=str(year))
    return Target(float(value), int(year), label)


def _can_log(store: Store, choice: Choice, drawn: list[YearRow], kind: str) -> bool:
    unit = store.catalogue.units[choice.indicator.unit]
    if kind == "classes" or unit.get("minimum") != 0 or not drawn:
        return False
    ends = [end for row in drawn for end in (row.value, row.lower) if end is not None]
    return min(ends) > 0 and max(ends) >= LOG_SPREAD * min(ends)


def class_ticks(store: Store, choice: Choice, words: Words) -> tuple[tuple[str, str, float], ...]:
    """(fill, name, value) of every named class, lowest first."""
    if not choice.indicator.classes:
        return ()
    values = sorted(item["value"] for item in choice.indicator.classes)
    labels = class_labels(store, choice.indicator, choice.series, words)
    return tuple((fill, label, value) for (fill, label), value in zip(labels, values, strict=True))


def _empty(rows: list[YearRow], lines: list[TrendLine], words: Words) -> str:
    if not lines:
        return words.text("Choose a country to see its trend.")
    if any(row.is_drawn for row in rows):
        return ""
    return words.text("There is no value to draw for %(areas)s.", areas=words.listing([line.name for line in lines]))


def _frame_notes(choice: Choice, view: TrendView, wanted: int, words: Words) -> list[str]:
    notes = []
    if view.kind == "panels" and not view.is_shared:
        rule = choice.indicator.raw["comparability"] or {}
        reason = words.text(rule["reason"]) if rule.get("across_areas") is False else ""
        text = words.text(
            "Each place has a frame and a scale of its own, because the figures cannot be set side by side."
        )
        notes.append(f"{text} {reason}".rstrip())
    elif view.kind == "panels":
        notes.append(words.text("More than %(count)s places: each has a small frame, all on one scale.", count=SERIES))
    if wanted > PANELS:
        notes.append(words.text("Only the first %(count)s places are drawn.", count=PANELS))
    if view.bands and len(view.bands) < len(view.lines) and view.kind == "lines":
        notes.append(words.text("Bounds are drawn for %(area)s only; the table has all.", area=view.lines[0].name))
    if view.context is not None:
        notes.append(words.text("%(label)s: unweighted, without an interval.", label=view.context.label))
    return notes


def _with_ticks(store: Store, view: TrendView, words: Words) -> TrendView:
    """The view with its value axis: one for all, or one for each line where they share no scale."""
    if view.kind == "classes" or view.empty:
        return view
    unit = store.catalogue.units[view.indicator.unit]
    is_log = view.scale == "log"
    beside = [point.value for point in view.context.points] if view.context is not None else []
    beside += [view.target.value] if view.target is not None else []
    beside += [value for line in view.older for _year, value, _text in line.points]
    kind = view.indicator.value_kind
    ends = drawn_ends(view.rows, range(len(view.rows)), view.bands) + beside
    view = replace(view, ticks=axis_ticks(ends, kind, is_log, unit, words))
    if view.is_shared or len(view.lines) < 2:
        return view
    zero = [0.0] if unit.get("minimum") == 0 and not is_log else []
    own = [
        axis_ticks(drawn_ends(view.rows, line.rows, view.bands) + zero, kind, is_log, unit, words)
        if line.stretches
        else ()
        for line in view.lines
    ]
    return replace(view, lines=tuple(replace(line, ticks=t) for line, t in zip(view.lines, own, strict=True)))
