"""Where a country stands in a peer group for the figures of its page, in one short line each.

Invariant: a place is that of the year with which the indicator opens, and a figure too old for it has none; a word of
better or worse stands only beside a published interval; what is withheld says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.benchmark import FLOOR, passes
from data.catalogue import Indicator
from data.compare import Purpose, fit
from data.compare_texts import reason_text
from data.groups import Group, find_group, groups_of
from data.groups_kinds import ALL
from data.kept import kept
from data.store import Store
from data.views.benchmark_around import ladder
from data.views.benchmark_field import WITH_DATA, opening_column
from data.views.benchmark_members import counted_members
from data.views.benchmark_parts import Position
from data.views.benchmark_position import answers, positions_of
from data.views.benchmark_text import refused_words
from data.views.choose import lower_first
from data.views.profile_rows import ProfileRow
from data.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """A figure among those of a group. ``text`` is the place, or why there is none; ``median`` that of the group.

    ``position`` is None where too few of the group report, or nothing is ranked or averaged. ``wider`` is then the
    place in the next wider group of which enough report.
    """

    group: Group
    text: str
    median: str = ""
    position: Position | None = None
    wider: Place | None = None

    @property
    def shown(self) -> Place:
        """The place that says something: its own, else that in the wider group."""
        return self.wider if self.wider is not None else self

    @property
    def judged(self) -> str:
        """``better``, ``worse``, ``indistinguishable`` or empty."""
        return self.shown.position.judged if self.shown.position is not None else ""


def choose_group(store: Store, area: str, spelling: str, words: Words) -> tuple[Group, str]:
    """The group of an address, else the area's usual one; and a notice where the release has no such group."""
    asked = find_group(store, spelling) if spelling else None
    notice = ""
    if spelling and asked is None:
        notice = words.text("There is no group %(name)s in this release.", name=spelling)
    return asked or usual_group(store, area), notice


def usual_group(store: Store, area: str) -> Group:
    """The narrowest group of an area with at least five member states, its sub-region first; at last all of them."""
    areas = store.catalogue.areas

    def can_pass(group: Group) -> bool:
        return sum(areas[member].universe == "un_member" for member in group.members) >= FLOOR

    found = next((g for g in groups_of(store, area) if can_pass(g)), None) or find_group(store, ALL)
    assert found is not None  # every release has its member states
    return found


def build_places(store: Store, rows: Iterable[ProfileRow], area: str, group: Group, words: Words) -> dict[str, Place]:
    """Places by indicator, of the rows that a group can be set beside."""
    found = ((row.indicator.id, place_of(store, row, area, group, words)) for row in rows)
    return {indicator: place for indicator, place in found if place is not None}


def place_of(store: Store, row: ProfileRow, area: str, group: Group, words: Words) -> Place | None:
    """The place of a row's figure in a group, or in the next wider one where that reports too little."""
    indicator = row.indicator
    year = opening_column(store, indicator)[0]
    if year is None or not row.series.raw["countries"]:
        return None
    for_rank, for_average = answers(store, indicator)
    if for_rank.is_refused and for_average.is_refused:
        return Place(group, refused_words(for_rank, for_average, words))
    n, total = reporting(store, indicator, group, year)
    if _is_enough(n, total, group):
        return _place(store, row, area, group, year, words)
    step = next(
        (g for g in ladder(store, group, (area,), year) if _is_enough(*reporting(store, indicator, g, year), g)), None
    )
    wider = _place(store, row, area, step, year, words) if step is not None else None
    if wider is not None and not wider.median and not row.is_published:
        wider = None  # nothing but the name of a group
    return Place(group, _too_few(n, total, group, words), wider=wider)


def reporting(store: Store, indicator: Indicator, group: Group, year: int) -> tuple[int, int]:
    """How many members of a group have a figure in the window of the opening year, of how many."""
    members = counted_members(store, group, indicator, year)
    report, outside = kept(store, ("who reports", indicator.id), lambda: _who_reports(store, indicator))
    return sum(m in report for m in members), len(members) - sum(m in outside for m in members)


def _who_reports(store: Store, indicator: Indicator) -> tuple[frozenset[str], frozenset[str]]:
    """Areas with a figure that is fit, and areas to which the indicator does not apply."""
    column = opening_column(store, indicator)[1]
    if column is None:
        return frozenset(), frozenset()
    areas = store.blocks.areas
    fit_ones, outside = column.area[column.averaged], column.area[~column.applies]
    return frozenset(areas[n] for n in fit_ones.tolist()), frozenset(areas[n] for n in outside.tolist())


def _is_enough(n: int, total: int, group: Group) -> bool:
    return passes(n, total) or (group.kind == ALL and n >= WITH_DATA)


def _too_few(n: int, total: int, group: Group, words: Words) -> str:
    title = group.title(words)
    if not n:
        return words.text("%(group)s: none has a figure", group=title)
    return words.plural(
        "%(group)s: %(count)s of %(all)s has a figure, too few for a place",
        "%(group)s: %(count)s of %(all)s have a figure, too few for a place",
        n,
        all=words.number(total),
        group=title,
    )


def _place(store: Store, row: ProfileRow, area: str, group: Group, year: int, words: Words) -> Place | None:
    found = positions_of(store, row.indicator, area, group, words)
    if found is None:
        return None
    title = group.title(words)
    median = words.text("median %(value)s", value=found.median_text) if found.median_text else ""
    if found.place:
        place = words.semicolon.join(filter(None, (found.judged_text, found.place)))
        if found.year != row.year:
            text = words.text("%(year)s: %(place)s, %(group)s", year=str(found.year), place=place, group=title)
        else:
            text = words.text("%(place)s, %(group)s", place=place, group=title)
        return Place(group, text, median, found)
    if not median and not row.is_published:
        return Place(group, words.text("%(group)s: neither a place nor a median", group=title))
    return Place(group, _placeless(store, row, found, title, year, words), median, found)


def _placeless(store: Store, row: ProfileRow, found: Position, title: str, year: int, words: Words) -> str:
    """Why a figure has no place in a group that reports enough; the group alone where there is no figure."""
    if not row.is_published or row.item is None:
        return title
    if found.year is None:
        return words.text("%(group)s: too old for a place among figures of %(year)s", group=title, year=str(year))
    refusals = fit(store, row.item, Purpose.RANK).refusals
    if not refusals:
        return words.text("%(group)s: no place", group=title)
    reason = lower_first(reason_text(refusals[0], words)).rstrip(".")
    return words.text("%(group)s: no place (%(reason)s)", group=title, reason=reason)
