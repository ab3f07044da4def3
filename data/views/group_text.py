"""What a view by group says in words.

Invariant: a difference is told only where the view has one; the order of two groups is that of the view.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.model import AreaState, Flag, parse_dims
from data.query import slice_of
from data.store import Store
from data.views.choose import Choice, dims_label, lower_first
from data.views.group_gap import Gap, gap_barred
from data.views.group_rows import Category, is_small
from data.views.labels import NO_UNCERTAINTY, in_line
from data.views.lines import YearRow
from data.views.sentence import APPOSITION
from data.views.trend_parts import has_bounds
from data.views.trend_text import FLAGGED, mark_notes, state_notes
from data.words import Words


@dataclass(frozen=True)
class GroupTold:
    """What texts by group are made from."""

    store: Store
    choice: Choice
    dimension: str
    categories: tuple[Category, ...]
    poles: tuple[Category, Category] | None
    words: Words

    @property
    def label(self) -> str:
        """Name of the dimension."""
        known = self.store.catalogue.dimensions.get(self.dimension)
        return self.words.text(known["label"]) if known else self.dimension

    @property
    def by(self) -> str:
        """The same as it stands in a line."""
        return lower_first(self.label)

    @property
    def dims(self) -> str:
        """The rest of the slice, without the dimension."""
        kept = {name: code for name, code in parse_dims(self.choice.dims).items() if name != self.dimension}
        return slice_of("", kept)

    @property
    def other_label(self) -> str:
        """The rest of the slice in words."""
        return dims_label(self.dims, self.choice.series, self.store, self.words)

    def title(self, place: str, year: int | None) -> str:
        """Name, dimension, slice, place and year in one line."""
        name = self.words.text(
            "%(name)s by %(dimension)s", name=self.words.text(self.choice.indicator.name), dimension=self.by
        )
        return ", ".join(filter(None, [name, self.other_label, place, "" if year is None else str(year)]))

    @property
    def subject(self) -> str:
        """The subject of a sentence, with the rest of the slice."""
        subject = self.words.text(self.choice.indicator.subject)
        if self.other_label:
            return f"{subject} ({self.other_label})"
        return f"{subject}," if APPOSITION.search(subject) else subject


def one_sentence(told: GroupTold, name: str, year: int, rows: tuple[YearRow, ...], gap: Gap | None) -> str:
    """The two groups of one area with their gap; without two of them what there is."""
    words = told.words
    by_code = {row.category: row for row in rows if row.is_drawn}
    poles = [p for p in told.poles or () if p.code in by_code]
    shown = poles if len(poles) == 2 else [c for c in told.categories if c.is_group and c.code in by_code]
    if not shown:
        return words.text("%(area)s, %(year)s: no group has a value that can be drawn.", area=name, year=str(year))
    ends = shown if len(shown) <= 2 else _ends(shown, by_code)
    figures = "; ".join(f"{lower_first(c.label)} {by_code[c.code].text}" for c in ends)
    text = words.text(
        "%(area)s, %(year)s: %(subject)s by %(dimension)s: %(figures)s.",
        area=name,
        year=str(year),
        subject=told.subject,
        dimension=told.by,
        figures=figures,
    )
    return f"{text} {_gap_text(gap, words)}".rstrip()


def _ends(shown: list[Category], rows: dict[str, YearRow]) -> list[Category]:
    ordered = sorted(shown, key=lambda c: -(rows[c.code].value or 0.0))
    return [ordered[0], ordered[-1]]


def _gap_text(gap: Gap | None, words: Words) -> str:
    if gap is None:
        return ""
    if gap.difference == 0:
        return words.text("The two figures are the same.")
    if gap.ratio is None:
        return words.text("The difference is %(size)s.", size=gap.size)
    return words.text("The difference is %(size)s, the ratio %(ratio)s to 1.", size=gap.size, ratio=gap.ratio_text)


def across_sentence(told: GroupTold, lines: list[tuple[str, int | None, Gap | None]], is_named: bool = False) -> str:
    """In how many countries which group is ahead, and where the gap is widest; ``is_named``: among a reader's own."""
    words = told.words
    assert told.poles is not None
    known = [(name, year, gap) for name, year, gap in lines if gap is not None]
    values: dict[str, object] = {
        "year": str(told.choice.year),
        "subject": told.subject,
        "first": lower_first(told.poles[0].label),
        "second": lower_first(told.poles[1].label),
        "count": words.number(len(known)),
    }
    if not known:
        return words.text("%(subject)s: no country has figures for both groups that may be compared.", **values)
    above = sum(gap.difference > 0 for _, _, gap in known)
    below = sum(gap.difference < 0 for _, _, gap in known)
    name, year, gap = max(known, key=lambda item: abs(item[2].difference))
    if below > above:
        values |= {"first": values["second"], "second": values["first"]}
        above, below = below, above
    values |= {
        "above": words.number(above),
        "below": words.number(below),
        "area": in_line(name, words.lang),
        "size": gap.size,
    }
    values["when"] = str(year)
    if is_named:
        return words.text(
            "By %(year)s, %(subject)s was higher for %(first)s than for %(second)s in %(above)s and lower in "
            "%(below)s of the %(count)s places named here that have both figures; the gap was widest in %(area)s "
            "(%(size)s, %(when)s).",
            **values,
        )
    return words.text(
        "By %(year)s, %(subject)s was higher for %(first)s than for %(second)s in %(above)s and lower in %(below)s of "
        "%(count)s countries and territories with both figures; the gap was widest in %(area)s (%(size)s, %(when)s).",
        **values,
    )


def group_notes(told: GroupTold, rows: tuple[YearRow, ...], lines: int, most: int) -> tuple[str, ...]:
    """What must be known to read the groups: older years, few cases, marks, what is not drawn and why."""
    words = told.words
    notes = []
    if lines > most:
        notes.append(
            words.text("The %(most)s widest gaps of %(all)s are drawn; the table has all.", most=most, all=lines)
        )
    notes += _year_notes(told, rows)
    small = sum(is_small(told.store, row) for row in rows if row.is_drawn)
    if small:
        notes.append(
            words.plural(
                "%(count)s value rests on few cases: it is shown with their number and not compared.",
                "%(count)s values rest on few cases: they are shown with their number and not compared.",
                small,
            )
        )
    if any(c.role == "not_specified" for c in told.categories):
        notes.append(words.text("A group that is not specified is no total."))
    barred = gap_barred(told.store, told.choice, words)
    notes += [barred] if barred else []
    kept = [row for row in rows if row.state is not AreaState.NOT_REPORTED]
    notes += [
        *mark_notes(kept, words, tuple(flag for flag in FLAGGED if flag is not Flag.SMALL_N)),
        *state_notes(kept, words),
    ]
    if any(row.is_drawn for row in rows) and not any(has_bounds(row) for row in rows):
        notes.append(words.text(NO_UNCERTAINTY))
    return tuple(notes)


def _year_notes(told: GroupTold, rows: tuple[YearRow, ...]) -> list[str]:
    older = [
        row for row in rows if row.year is not None and told.choice.year is not None and row.year < told.choice.year
    ]
    areas = {row.area for row in older}
    if not areas:
        return []
    years = sorted({row.year for row in older if row.year is not None})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return [
        told.words.plural(
            "%(count)s place shows an older year (%(span)s).",
            "%(count)s places show an older year (%(span)s).",
            len(areas),
            span=span,
        )
    ]
