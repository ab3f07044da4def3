"""The releases, and what changed between two of them, in words and numbers.

Invariant: a change is never told without how many figures it is among, and precision is never called a change.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.diff import Cause, Change, Kind, ReleaseDiff, SeriesDiff, diff
from data.diff_match import reasons
from data.diff_rows import changes, largest
from data.diff_words import FieldChange
from data.groups_kinds import PLACES
from data.kept import kept
from data.revisions import is_same
from data.store import Store, siblings
from data.views.choose import dims_label, lower_first
from data.views.formats import value_text
from data.words import Words

LARGEST, LISTED, MOST_DECIMALS = 20, 300, 4


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


CAUSE = {
    Cause.SOURCE: _("the source was revised"),
    Cause.OURS: _("a correction of ours"),
    Cause.METHOD: _("the method changed"),
    Cause.PRECISION: _("precision only"),
    Cause.UNKNOWN: _("not known"),
}
KIND = {
    Kind.VALUE: _("value changed"),
    Kind.PRECISION: _("precision only"),
    Kind.ADDED: _("added"),
    Kind.REMOVED: _("removed"),
    Kind.FLAGS: _("marks changed"),
    Kind.BOUNDS: _("bounds changed"),
    Kind.PROVENANCE: _("who made it changed"),
}
FIELD = {
    "name": _("name"),
    "unit": _("unit"),
    "direction": _("which end is better"),
    "definition": _("definition"),
    "comparability": _("limits of comparing"),
    "may_not_conclude": _("what may not be concluded"),
    "series": _("source and series"),
    "exists": _("place came or went"),
    "core": _("core indicator of a right"),
}


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release. ``as_of`` dates its newest source or decision, ``same_as`` is an older one with equal figures."""

    id: str
    title: str
    note: str
    as_of: str
    iso: str
    indicators: int
    figures: int
    digest: str
    is_current: bool
    same_as: str
    against: str


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """What became of an indicator's series: counts, and the reason in words."""

    indicator: str
    name: str
    series: str
    matched: int
    changed: int
    over_tenth: int
    precision: int
    added: int
    removed: int
    made: int
    marks: int
    first: int
    median: str
    cause: str
    notes: tuple[str, ...]
    is_method: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One figure that changed, in words."""

    indicator: str
    name: str
    area: str
    area_name: str
    group: str
    year: int
    older: str
    newer: str
    size: str
    kind: str
    cause: str


@dataclass(frozen=True)
class DiffView:
    """Two releases, as a reader sees them. ``events`` are told once, whatever number of figures they touch."""

    older: str
    newer: str
    sentence: str
    is_same: bool
    lines: tuple[IndicatorLine, ...]
    largest: tuple[ChangeLine, ...]
    listed: int
    events: tuple[str, ...]
    firsts: tuple[tuple[str, tuple[str, ...]], ...]
    unscoped: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, FieldChange], ...]


def date_of(opened: Store) -> str:
    """Date of a release: that of its newest decision or vintage; no clock is read."""
    dates = [str(d["date"]) for d in opened.catalogue.decisions.values()]
    dates += [series.released for series in opened.catalogue.series.values()]
    return max(dates)


def release_lines(opened: Store, current: str, words: Words) -> tuple[ReleaseLine, ...]:
    """Every release beside this one, newest first."""
    every = siblings(opened)
    found = []
    for number, one in enumerate(every):
        older = every[number + 1 :]
        same = next((other.id for other in older if is_same(one, other)), "")
        iso = date_of(one)
        found.append(
            ReleaseLine(
                id=one.id,
                title=str(one.release.manifest.get("title", "")),
                note=str(one.release.manifest.get("note", "")),
                as_of=words.date(iso),
                iso=iso,
                indicators=len(one.catalogue.indicators),
                figures=len(one.blocks.columns["value"]),
                digest=one.release.digest,
                is_current=one.id == current,
                same_as=same,
                against=older[0].id if older else "",
            )
        )
    return tuple(found)


def difference(older: Store, newer: Store) -> ReleaseDiff:
    """The difference, found once for each pair."""
    return kept(newer, ("diff", older.release.digest), lambda: diff(older, newer))


def build_diff_view(older: Store, newer: Store, indicator: str, area: str, words: Words) -> DiffView:
    """The difference of two releases; of one indicator, one country or both where they are named."""
    found = difference(older, newer)
    shown = [one for one in found.series if one.pair.indicator and (not indicator or one.pair.indicator == indicator)]
    shown = [one for one in shown if one.matched or one.has_changes]
    names = newer.catalogue.indicators
    lines = sorted(
        (_line(newer, one, words) for one in shown), key=lambda line: (-line.changed, line.name, line.series)
    )
    rows, listed = _rows(older, newer, shown, indicator, area)
    told = [word for word in found.words if not indicator or (word.subject == "indicator" and word.id == indicator)]
    return DiffView(
        older=older.id,
        newer=newer.id,
        sentence=_of_area(older, newer, shown, area, words) if area and shown else _sentence(found, shown, words),
        is_same=found.is_same_facts,
        lines=tuple(lines),
        largest=tuple(_change(newer, one, row, words) for one, row in rows),
        listed=listed,
        events=tuple(_events(newer, shown, words)),
        firsts=tuple(
            (words.text(names[one.pair.indicator].name), found_first)
            for one in shown
            if (found_first := _names(newer, one.first, words))
        ),
        unscoped=tuple((newer.catalogue.sources[s]["name"], len(own)) for s, own in sorted(found.unscoped.items())),
        words=tuple((_subject(newer, word, words), word) for word in told),
    )


def _names(store: Store, areas: tuple[str, ...], words: Words) -> tuple[str, ...]:
    known = store.catalogue.areas
    return tuple(sorted(known[a].name(words.lang) for a in areas if a in known and known[a].kind in PLACES))


def _subject(store: Store, word: FieldChange, words: Words) -> str:
    if word.subject == "indicator":
        return words.text(store.catalogue.indicators[word.id].name)
    if word.subject == "area":
        known = store.catalogue.areas.get(word.id)
        return known.name(words.lang) if known is not None else word.older
    return str(store.catalogue.sources[word.id]["name"])


def _sentence(found: ReleaseDiff, shown: list[SeriesDiff], words: Words) -> str:
    if found.is_same_facts:
        count = len({word.id for word in found.words})
        same = words.text("Both releases hold the same figures, byte for byte.")
        said = words.plural(
            "What is said of %(count)s indicator, place or source changed.",
            "What is said of %(count)s indicators, places or sources changed.",
            count,
        )
        return f"{same} {said}" if count else same
    matched = sum(one.matched for one in shown)
    if not matched:
        return words.text("The older release holds none of these figures.")
    return words.text(
        "Of %(matched)s figures that both releases hold, %(changed)s changed beyond rounding, %(over)s of them by more "
        "than a tenth; %(precision)s differ in precision only. %(added)s were added and %(removed)s removed.",
        matched=words.number(matched),
        changed=words.number(sum(one.counts[Kind.VALUE] for one in shown)),
        over=words.number(sum(one.over_tenth for one in shown)),
        precision=words.number(sum(one.counts[Kind.PRECISION] for one in shown)),
        added=words.number(sum(one.counts[Kind.ADDED] for one in shown)),
        removed=words.number(sum(one.counts[Kind.REMOVED] for one in shown)),
    )


def _of_area(older: Store, newer: Store, shown: list[SeriesDiff], area: str, words: Words) -> str:
    """The sentence of one country."""
    counts = dict.fromkeys(Kind, 0)
    for one in shown:
        for row in changes(older, newer, one, area):
            counts[row.kind] += 1
    return words.text(
        "%(area)s: %(changed)s figures changed beyond rounding, %(precision)s differ in precision only, %(added)s were "
        "added and %(removed)s removed.",
        area=newer.catalogue.areas[area].name(words.lang),
        changed=words.number(counts[Kind.VALUE]),
        precision=words.number(counts[Kind.PRECISION]),
        added=words.number(counts[Kind.ADDED]),
        removed=words.number(counts[Kind.REMOVED]),
    )


def _line(newer: Store, one: SeriesDiff, words: Words) -> IndicatorLine:
    indicator = newer.catalogue.indicators[one.pair.indicator]
    counts = one.counts
    return IndicatorLine(
        indicator=indicator.id,
        name=words.text(indicator.name),
        series=one.pair.newer.code,
        matched=one.matched,
        changed=counts[Kind.VALUE],
        over_tenth=one.over_tenth,
        precision=counts[Kind.PRECISION],
        added=counts[Kind.ADDED],
        removed=counts[Kind.REMOVED],
        made=counts[Kind.PROVENANCE],
        marks=counts[Kind.FLAGS] + counts[Kind.BOUNDS],
        first=len(one.first),
        median=f"{words.number(100 * one.median, 1)} %" if one.median is not None else "",
        cause=words.text(CAUSE[one.cause]) if counts[Kind.VALUE] else "",
        notes=tuple(_notes(one, words)),
        is_method=one.is_method,
    )


def _notes(one: SeriesDiff, words: Words) -> list[str]:
    found = []
    if one.pair.renamed:
        found.append(words.text("renamed: %(old)s is %(new)s now", old=one.pair.renamed, new=one.pair.newer.code))
    if one.dimensions_added:
        found.append(words.text("by %(names)s now; compared at its total", names=", ".join(one.dimensions_added)))
    return found


def _events(newer: Store, shown: list[SeriesDiff], words: Words) -> list[str]:
    found = []
    for one in shown:
        name = words.text(newer.catalogue.indicators[one.pair.indicator].name)
        if one.is_method:
            found.append(
                words.text(
                    "%(name)s was made anew: %(over)s of %(matched)s figures moved by more than a tenth. This is one "
                    "change of method, not %(changed)s edits.",
                    name=name,
                    over=words.number(one.over_tenth),
                    matched=words.number(one.matched),
                    changed=words.number(one.counts[Kind.VALUE]),
                )
            )
        if one.pair.renamed:
            reason = reasons().get((one.pair.newer.source, one.pair.renamed), "")
            found.append(
                words.text(
                    "%(name)s: the publisher’s code %(old)s is %(new)s now. %(reason)s",
                    name=name,
                    old=one.pair.renamed,
                    new=one.pair.newer.code,
                    reason=words.text(reason) if reason else "",
                )
            )
        if one.dimensions_added:
            found.append(
                words.text(
                    "%(name)s is published by %(names)s too now; figures are compared at the total of it.",
                    name=name,
                    names=words.listing([_dimension(newer, d, words) for d in one.dimensions_added]),
                )
            )
    return found


def _dimension(store: Store, name: str, words: Words) -> str:
    known = store.catalogue.dimensions.get(name)
    return lower_first(words.text(known["label"])) if known else name


def _rows(
    older: Store, newer: Store, shown: list[SeriesDiff], indicator: str, area: str
) -> tuple[list[tuple[SeriesDiff, Change]], int]:
    """The largest moves, each series relative to its own; all changes where both indicator and country are named."""
    if indicator and area:
        every = [(one, row) for one in shown for row in changes(older, newer, one, area)]
        return every[:LISTED], len(every)
    most = LARGEST if indicator else 3
    found = [(one, row) for one in shown for row in largest(older, newer, one, most, area)]
    return found, sum(one.counts[Kind.VALUE] for one in shown)


def _change(newer: Store, one: SeriesDiff, row: Change, words: Words) -> ChangeLine:
    indicator = newer.catalogue.indicators[one.pair.indicator]
    known = newer.catalogue.areas

    def text(value: float | None, decimals: int) -> str:
        if value is None:
            return "–"
        if indicator.classes:
            return value_text(value, decimals, indicator, newer.catalogue, words)
        return words.number(value, min(decimals, MOST_DECIMALS))

    size = ""
    if row.size is not None and row.kind is Kind.VALUE:
        shown = min(max(row.older_decimals, row.newer_decimals), MOST_DECIMALS)
        size = f"{'+' if row.size > 0 else '−'}{words.number(abs(row.size), shown)}"
    return ChangeLine(
        indicator=indicator.id,
        name=words.text(indicator.name),
        area=row.area,
        area_name=known[row.area].name(words.lang) if row.area in known else row.area,
        group=dims_label(row.dims, one.pair.newer, newer, words),
        year=row.year,
        older=text(row.older, row.older_decimals),
        newer=text(row.newer, row.newer_decimals),
        size=size,
        kind=words.text(KIND[row.kind]),
        cause=words.text(CAUSE[row.cause]),
    )
