"""What a trend says in words: a finding for an area, and the notes beneath the drawing.

Invariant: every number stands in the rows; no change is told across a break, a licence or a unit that forbids it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.allowed import may_transform
from data.model import AreaState, Flag, Mark, Qualifier
from data.query import Observation
from data.store import Store
from data.views.change import refuse, signed
from data.views.choose import Choice, lower_first
from data.views.labels import FLAG, MARK, NO_UNCERTAINTY
from data.views.lines import YearRow, missing_years
from data.views.sentence import APPOSITION
from data.views.trend_parts import Band, Break, breaks_of, counted_marks, has_bounds
from data.words import Words

ABSENT = (AreaState.NOT_REPORTED, AreaState.NOT_IN_SOURCE, AreaState.SUPPRESSED, AreaState.PARTS_ONLY)
FLAGGED = (Flag.IMPUTED, Flag.BACKFILLED, Flag.SMALL_N, Flag.LOWER_BOUND, Flag.DEFINITION_DIFFERS)
LISTED = 6


@dataclass(frozen=True)
class Told:
    """What texts are made from: the choice, the words and the breaks of its series.

    ``since``: no change is told from a year before it, unless the last value is older too.
    """

    store: Store
    choice: Choice
    slice_label: str
    breaks: tuple[Break, ...]
    words: Words
    since: int = 0


def finding(told: Told, rows: list[YearRow]) -> str:
    """The latest value of an area, its change since the series last began anew, and how many years lack a value."""
    words = told.words
    named = rows[0].name if rows else ""
    group = lower_first(rows[0].group) if rows and rows[0].group else ""
    aside = ", ".join(filter(None, [group, told.slice_label]))
    named = f"{named} ({aside})" if aside else named
    known = [row for row in rows if row.is_drawn]
    if not known:
        reason = rows[-1].text if rows else ""
        return words.text("%(area)s: %(state)s.", area=named, state=reason)
    tell = _class_finding if told.choice.indicator.classes else _value_finding
    first = tell(told, named, known)
    return " ".join(filter(None, [first, _missing(told, rows)]))


def _value_finding(told: Told, named: str, known: list[YearRow]) -> str:
    words, last = told.words, known[-1]
    subject = words.text(told.choice.indicator.subject)
    values: dict[str, object] = {
        "area": named,
        "subject": f"{subject}," if APPOSITION.search(subject) else subject,
        "value": last.text,
        "year": str(last.year),
    }
    base = base_row(told, known)
    if base is None or not last.is_value:
        return words.text("%(area)s: %(subject)s was %(value)s in %(year)s.", **values)
    change, way = change_of(told, base, last)
    values |= {"size": change, "first": base.text, "base": str(base.year)}
    if way == 0:
        text = words.text("%(area)s: %(subject)s was %(value)s in %(year)s, the same as in %(base)s.", **values)
    elif way > 0:
        text = words.text(
            "%(area)s: %(subject)s was %(value)s in %(year)s, up by %(size)s from %(first)s in %(base)s.", **values
        )
    else:
        text = words.text(
            "%(area)s: %(subject)s was %(value)s in %(year)s, down by %(size)s from %(first)s in %(base)s.", **values
        )
    return f"{text} {words.text('The two intervals overlap.')}" if way and overlap(base, last) else text


def base_row(told: Told, known: list[YearRow]) -> YearRow | None:
    """The first value since the last major break and ``since``, where a change from it may be told; else None."""
    last = known[-1]
    years = [told.since, *breaks_of(told.breaks, last.area, True)]
    years += [row.year for row in known if row.year is not None and _is_marked_break(row)]
    since = max((y for y in years if last.year is not None and y <= last.year), default=0)
    found = next((row for row in known if row.is_value and row.year is not None and row.year >= since), None)
    if found is None or found.year is None or found is last:
        return None
    barred = refuse(told.store, replace(told.choice, year=last.year), found.year, told.words)
    return None if barred else found


def _is_marked_break(row: YearRow) -> bool:
    return row.observation is not None and Flag.BREAK in row.observation.flags


def change_of(told: Told, base: YearRow, last: YearRow) -> tuple[str, int]:
    """Size of a change without its sign, and its way: -1, 0 or 1. Rounded as the two values are published."""
    first, item = base.observation, last.observation
    assert first is not None
    assert item is not None
    decimals = max(first.decimals, item.decimals)
    change = round(_value(item) - _value(first), decimals)
    text = signed(abs(change), decimals, told.choice, told.store, told.words).lstrip("+±")
    return text, (change > 0) - (change < 0)


def _value(item: Observation) -> float:
    assert item.value is not None
    return item.value


def overlap(base: YearRow, last: YearRow) -> bool:
    """Whether both have published bounds of one level that overlap."""
    if base.lower is None or base.upper is None or last.lower is None or last.upper is None:
        return False
    return base.level == last.level and base.lower <= last.upper and last.lower <= base.upper


def _class_finding(told: Told, named: str, known: list[YearRow]) -> str:
    words, last = told.words, known[-1]
    values = {"area": named, "year": str(last.year), "class_name": last.text}
    run = [last]
    for row in reversed(known[:-1]):
        if row.value != last.value or row.year is None or run[-1].year is None:
            break
        if run[-1].year - row.year > max(told.choice.indicator.raw["expected_step"], 1):
            break
        run.append(row)
    if len(run) == 1:
        return words.text("%(area)s, %(year)s: %(class_name)s.", **values)
    return words.text(
        "%(area)s, %(year)s: %(class_name)s, as in every year since %(base)s.", **values, base=str(run[-1].year)
    )


def _missing(told: Told, rows: list[YearRow]) -> str:
    words = told.words
    known = [row.year for row in rows if row.is_drawn and row.year is not None]
    if not told.choice.indicator.raw["expected_step"]:
        return words.plural(
            "The source has %(count)s figure for this place, in %(first)s.",
            "The source has %(count)s figures for this place from %(first)s to %(last)s, at no fixed interval.",
            len(known),
            first=str(known[0]),
            last=str(known[-1]),
        )
    expected = [row for row in rows if row.state in ABSENT or row.is_drawn or row.state is AreaState.IMPLAUSIBLE]
    missing = [row for row in expected if row.state in ABSENT]
    if not missing:
        return ""
    return words.plural(
        "%(count)s of the %(all)s expected years from %(first)s to %(last)s has no value.",
        "%(count)s of the %(all)s expected years from %(first)s to %(last)s have no value.",
        len(missing),
        all=words.number(len(expected)),
        first=str(expected[0].year),
        last=str(expected[-1].year),
    )


def notes_of(told: Told, rows: list[YearRow], bands: tuple[Band, ...], marked: tuple[Break, ...]) -> list[str]:
    """What must be known to read the drawing: marks, breaks, what is not on a line and why, uncertainty, rhythm."""
    words = told.words
    notes = [b.text for b in marked]
    notes += mark_notes(rows, words)
    notes += state_notes(rows, words)
    if not told.choice.indicator.raw["expected_step"] and any(row.is_drawn for row in rows):
        notes.append(words.text("The source has no fixed rhythm: only figures of adjacent years are connected."))
    elif _has_gap(told, rows):
        notes.append(words.text("A line is broken where a year has no value."))
    if any(row.is_value for row in rows) and not may_transform(told.store, told.choice.series):
        notes.append(words.text("The licence of this source does not let us compute a change from it."))
    return [*notes, *_uncertainty_notes(told, rows, bands)]


def mark_notes(rows: list[YearRow], words: Words, flags: tuple[Flag, ...] = FLAGGED) -> list[str]:
    """How many drawn values bear each mark."""
    drawn = [row for row in rows if row.is_drawn]
    notes = []
    for mark, count in counted_marks(rows).items():
        said = words.text(MARK[mark])
        text = words.text(
            "%(count)s of %(all)s values: %(mark)s.", count=words.number(count), all=words.number(len(drawn)), mark=said
        )
        if mark is not Mark.LOW_RELIABILITY:
            text = f"{text} {words.text('They are drawn hollow or dashed.')}"
        notes.append(text)
    for flag in flags:
        count = sum(row.observation is not None and flag in row.observation.flags for row in drawn)
        if count:
            values = {"count": words.number(count), "all": words.number(len(drawn)), "mark": words.text(FLAG[flag])}
            notes.append(words.text("%(count)s of %(all)s values: %(mark)s.", **values))
    flagged = [row for row in drawn if _is_marked_break(row)]
    if flagged:
        notes.append(words.text("The source itself marks a break: %(points)s.", points=_listed(flagged, False)))
    return notes


def state_notes(rows: list[YearRow], words: Words) -> list[str]:
    """What is not on a line, and why: the rows of each state, and of limits."""
    groups = (
        (AreaState.IMPLAUSIBLE, words.text("Not possible as published, and not drawn: %(points)s."), True),
        (AreaState.SEVERAL_TOGETHER, words.text("Recorded together with other countries: %(points)s."), False),
        (AreaState.SUPPRESSED, words.text("Withheld by the source, too few respondents: %(points)s."), False),
        (AreaState.DID_NOT_EXIST, words.text("Did not exist then, not drawn: %(points)s."), False),
        (AreaState.PARTS_ONLY, words.text("Published for parts of the country only: %(points)s."), False),
        (AreaState.NOT_APPLICABLE, words.text("Does not apply: %(points)s."), False),
    )
    notes = []
    for state, message, with_value in groups:
        found = [row for row in rows if row.state is state]
        if found:
            notes.append(message % {"points": _listed(found, with_value)})
    limits = [row for row in rows if row.is_limit]
    for side, message in (
        (Qualifier.BELOW, words.text("Open triangles pointing down: the source says only %(limits)s (%(points)s).")),
        (Qualifier.ABOVE, words.text("Open triangles pointing up: the source says only %(limits)s (%(points)s).")),
    ):
        found = [row for row in limits if row.observation is not None and row.observation.qualifier is side]
        if found:
            texts = list(dict.fromkeys(row.text for row in found))
            notes.append(message % {"limits": words.listing(texts[:3]), "points": _listed(found, False)})
    return notes


def _listed(rows: list[YearRow], with_value: bool) -> str:
    """``Kenya 2016 (413.8%), 2017; Chad 1990–1995``: names, years in runs, at most a few names."""
    by_name: dict[str, list[YearRow]] = {}
    for row in rows:
        by_name.setdefault(", ".join(filter(None, [row.name, row.group])), []).append(row)
    parts = []
    for name, found in list(by_name.items())[:LISTED]:
        if with_value and len(found) <= LISTED:
            years = ", ".join(f"{row.year} ({row.text})" for row in found)
        else:
            years = year_runs([row.year for row in found if row.year is not None])
        parts.append(f"{name} {years}".rstrip())
    return "; ".join(parts) + (" …" if len(by_name) > LISTED else "")


def year_runs(years: list[int]) -> str:
    """``1990–1995, 1998``."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _has_gap(told: Told, rows: list[YearRow]) -> bool:
    by_area: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        if row.is_value and row.year is not None:
            by_area.setdefault((row.area, row.category), []).append(row.year)
    step = told.choice.indicator.raw["expected_step"]
    return any(missing_years(years, years[-1], step) for years in by_area.values())


def _uncertainty_notes(told: Told, rows: list[YearRow], bands: tuple[Band, ...]) -> list[str]:
    words = told.words
    if told.choice.indicator.classes or not any(row.is_drawn for row in rows):
        return []
    bounded = [row for row in rows if has_bounds(row)]
    if not bounded:
        errors = any(row.observation is not None and row.observation.std_error is not None for row in rows)
        return [] if errors else [words.text(NO_UNCERTAINTY)]
    labels = list(dict.fromkeys(band.label for band in bands))
    notes = [words.text("Shaded or as whiskers: %(labels)s.", labels=words.listing(labels))] if labels else []
    if len({row.level for row in bounded}) > 1:
        notes.append(
            words.text("Bounds of different levels are never laid over one another: the others are in the table.")
        )
    return notes
