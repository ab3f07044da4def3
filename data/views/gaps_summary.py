"""Rights by regions: how much of what could be published is published, and the finding in one sentence.

Invariant: every share stands with its numerator and denominator; nothing expected is said so and never a full share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.store import Store
from data.views.choose import lower_first
from data.views.gaps import RECENT, Grid, Mask, build_grid, right_of
from data.views.gaps_choice import BY_SUBREGION, GapChoice, Place, regions, rights_with_rows, subregions
from data.words import Words

LEAST = 50  # cells that a share must rest on to be named as the lowest


@dataclass(frozen=True, slots=True)
class Cover:
    """Published of expected: ``recent`` are figures at most five years old, ``ever`` figures of any year."""

    recent: int
    ever: int
    expected: int

    @property
    def share(self) -> float | None:
        """Share of the expected figures that is published; None where nothing is expected."""
        return self.recent / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class RightRow:
    """One right: in all states, and in each place; ``indicators`` is how many rows of the matrix it has."""

    id: str
    name: str
    indicators: int
    whole: Cover
    cells: tuple[Cover, ...]


@dataclass(frozen=True)
class SummaryView:
    """The small matrix. ``whole`` and ``totals`` are over all rights."""

    year: int | None
    places: tuple[Place, ...]
    rows: tuple[RightRow, ...]
    whole: Cover
    totals: tuple[Cover, ...]
    indicators: int
    states: int
    sentence: str


def cover(grid: Grid, rows: Mask, columns: Mask) -> Cover:
    """Published and expected among these rows and columns."""
    part = np.ix_(rows, columns)
    expected = grid.expected[part]
    return Cover(
        int((grid.recent[part] & expected).sum()), int((grid.published[part] & expected).sum()), int(expected.sum())
    )


def build_summary(store: Store, choice: GapChoice, words: Words) -> SummaryView:
    """The matrix of rights by regions, or by sub-regions, of the latest figures or of a year."""
    grid = build_grid(store, choice.year)
    places = (subregions if choice.by == BY_SUBREGION else regions)(store, words)
    masks = [np.array([area.id in place.members for area in grid.areas], dtype=bool) for place in places]
    everywhere, all_rows = np.ones(len(grid.areas), dtype=bool), np.ones(len(grid.indicators), dtype=bool)
    rows = []
    for right in rights_with_rows(store):
        own = np.array([right_of(i) == right for i in grid.indicators], dtype=bool)
        rows.append(
            RightRow(
                right,
                words.text(store.catalogue.rights[right]["name"]),
                int(own.sum()),
                cover(grid, own, everywhere),
                tuple(cover(grid, own, mask) for mask in masks),
            )
        )
    whole = cover(grid, all_rows, everywhere)
    totals = tuple(cover(grid, all_rows, mask) for mask in masks)
    return SummaryView(
        year=choice.year,
        places=places,
        rows=tuple(rows),
        whole=whole,
        totals=totals,
        indicators=len(grid.indicators),
        states=len(grid.areas),
        sentence=_sentence(whole, tuple(rows), places, totals, choice.year, words),
    )


def share_text(found: Cover, words: Words) -> str:
    """The share as a whole percentage."""
    return percent(found.recent, found.expected, words)


def percent(part: int, whole: int, words: Words) -> str:
    """A share as a whole percentage, never rounded up to all or down to none; of nothing there is no share."""
    if not whole:
        return words.text("no expectation defined")
    value = round(100 * part / whole)
    value = min(value, 99) if part < whole else value
    return words.text("%(number)s%%", number=words.number(max(value, 1) if part else value))


def _sentence(
    whole: Cover,
    rows: tuple[RightRow, ...],
    places: tuple[Place, ...],
    totals: tuple[Cover, ...],
    year: int | None,
    words: Words,
) -> str:
    if not whole.expected:
        return words.text("This release holds no indicator of which a figure can be expected for every state.")
    values = {
        "expected": words.number(whole.expected),
        "published": words.number(whole.recent),
        "years": words.number(RECENT),
        "share": share_text(whole, words),
    }
    if year is None:
        first = words.text(
            "Of %(expected)s figures that member states could have, %(published)s are published and at most %(years)s "
            "years older than their source: %(share)s.",
            **values,
        )
    else:
        first = words.text(
            "Of %(expected)s figures that member states could have had in %(year)s, %(published)s were published for "
            "that year or the %(years)s before: %(share)s.",
            year=str(year),
            **values,
        )
    parts = [first]
    ranked = [row for row in rows if row.whole.expected >= LEAST and row.indicators > 1]
    placed = [(place, total) for place, total in zip(places, totals, strict=True) if total.expected >= LEAST]
    if ranked and placed:
        right = min(ranked, key=lambda row: (row.whole.share or 0.0, row.id))
        place, total = min(placed, key=lambda item: (item[1].share or 0.0, item[0].id))
        parts.append(
            words.text(
                "Least is known of %(right)s (%(right_share)s) and in %(place)s (%(place_share)s).",
                right=lower_first(right.name),
                right_share=share_text(right.whole, words),
                place=place.name,
                place_share=share_text(total, words),
            )
        )
    return " ".join(parts)
