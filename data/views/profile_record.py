"""How a country's record is made, beside that of its group: told apart by group of people, reported, and how late.

Invariant: every count is of latest figures as the pages of the states show them; a median is over the other member
states of the group and stands only where enough of them are counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np

from data.benchmark import passes
from data.groups import Group
from data.kept import kept
from data.model import Provenance
from data.query import PROVENANCES
from data.store import Store
from data.views.gaps_made import timed_grid
from data.views.profile import Profile, timed
from data.views.profile_groups import expectations
from data.views.profile_story import years_text
from data.words import Words

MADE = (Provenance.ADJUSTED, Provenance.ESTIMATED, Provenance.MODELLED)
ALL_DIMENSIONS = ""


@dataclass(frozen=True, slots=True)
class Made:
    """Latest figures of one state: how many, reported by it, made by publishers; median years behind the source."""

    total: int
    reported: int
    made: int
    lag: float


@dataclass(frozen=True, slots=True)
class Record:
    """Three sentences, and by dimension how many indicators tell its groups apart in the median of the group."""

    told_apart: str
    reported: str
    late: str
    medians: Mapping[str, str]


def build_record(store: Store, profile: Profile, group: Group, words: Words) -> Record:
    """The sentences of a country; each names the group's median where it may stand."""
    members = tuple(m for m in group.members if store.catalogue.areas[m].universe == "un_member")
    title = group.title(words)
    apart = told_apart_by_area(store)
    return Record(
        told_apart=_told_apart(profile, apart, members, title, words),
        reported=_reported(store, profile, members, title, words),
        late=_late(store, profile, members, title, words),
        medians={
            g.dimension: _number(median_of(apart.get(g.dimension, {}), members, profile.area.id), words)
            for g in profile.groups
        },
    )


def median_of(values: Mapping[str, float], members: tuple[str, ...], area: str) -> float | None:
    """Median over the other members; None where too few have a value, the area itself counting towards the floor."""
    known = [member for member in members if member in values]
    own = [values[member] for member in known if member != area]
    return float(median(own)) if own and passes(len(known), len(members)) else None


def told_apart_by_area(store: Store) -> dict[str, dict[str, float]]:
    """By dimension, and under an empty name all together: indicators that tell groups apart, by member state."""
    return kept(store, ("told apart",), lambda: _told_apart_by_area(store))


def _told_apart_by_area(store: Store) -> dict[str, dict[str, float]]:
    sums = {ALL_DIMENSIONS: np.zeros(len(store.blocks.areas), dtype=np.int64)}
    for expectation in expectations(store):
        for name in (ALL_DIMENSIONS, expectation.dimension):
            sums[name] = sums.get(name, 0) + (expectation.by_group & expectation.any_figure)
    index = store.blocks.area_index
    members = [area.id for area in store.catalogue.members()]
    return {
        name: {area: float(counts[index[area]]) if area in index else 0.0 for area in members}
        for name, counts in sums.items()
    }


def made_by_area(store: Store) -> dict[str, Made]:
    """Member states by id, those without any figure left out."""
    return kept(store, ("made-by-area",), lambda: _made_by_area(store))


def _made_by_area(store: Store) -> dict[str, Made]:
    grid = timed_grid(store)
    found = {}
    for column, area in enumerate(grid.areas):
        own = grid.published[:, column]
        if own.any():
            makers = [PROVENANCES[n] for n in grid.makers[own, column].tolist()]
            found[area.id] = Made(
                total=len(makers),
                reported=makers.count(Provenance.COUNTRY),
                made=sum(maker in MADE for maker in makers),
                lag=float(np.median(grid.lags[own, column])),
            )
    return found


def own_made(profile: Profile) -> Made:
    """The same of the profile itself."""
    makers = [row.provenance for row in timed(profile.possible)]
    return Made(
        total=len(makers),
        reported=makers.count(Provenance.COUNTRY),
        made=sum(maker in MADE for maker in makers),
        lag=profile.lag or 0.0,
    )


def _told_apart(
    profile: Profile, apart: dict[str, dict[str, float]], members: tuple[str, ...], title: str, words: Words
) -> str:
    if not profile.groups:
        return ""
    values = {
        "count": words.number(sum(g.by_group for g in profile.groups)),
        "all": words.number(sum(g.expected for g in profile.groups)),
        "group": title,
        "median": _number(median_of(apart.get(ALL_DIMENSIONS, {}), members, profile.area.id), words),
    }
    if not values["median"]:
        return words.text("Of %(all)s such distinctions its figures make %(count)s.", **values)
    return words.text(
        "Of %(all)s such distinctions its figures make %(count)s; the median of the others, %(group)s, is %(median)s.",
        **values,
    )


def _reported(store: Store, profile: Profile, members: tuple[str, ...], title: str, words: Words) -> str:
    own = own_made(profile)
    if not own.total:
        return ""
    known = made_by_area(store)
    reported = median_of({a: m.reported / m.total for a, m in known.items()}, members, profile.area.id)
    made = median_of({a: m.made / m.total for a, m in known.items()}, members, profile.area.id)
    values = {
        "reported": _percent(own.reported / own.total, words),
        "made": _percent(own.made / own.total, words),
        "count": words.number(own.total),
    }
    if reported is None or made is None:
        return words.text(
            "Of %(count)s latest figures %(reported)s were reported by the country itself, and %(made)s adjusted, "
            "estimated or modelled.",
            **values,
        )
    return words.text(
        "Of %(count)s latest figures %(reported)s were reported by the country itself (median of the others, "
        "%(group)s: %(reported_median)s), and %(made)s adjusted, estimated or modelled (median %(made_median)s).",
        **values,
        group=title,
        reported_median=_percent(reported, words),
        made_median=_percent(made, words),
    )


def _late(store: Store, profile: Profile, members: tuple[str, ...], title: str, words: Words) -> str:
    if profile.lag is None:
        return ""
    lag = years_text(profile.lag, words)
    middle = median_of({a: m.lag for a, m in made_by_area(store).items()}, members, profile.area.id)
    if middle is None:
        return words.text("The median figure is %(lag)s older than the source that holds it.", lag=lag)
    return words.text(
        "The median figure is %(lag)s older than the source that holds it; the median of the others, %(group)s, is "
        "%(median)s.",
        lag=lag,
        group=title,
        median=years_text(middle, words),
    )


def _percent(share: float, words: Words) -> str:
    return words.text("%(number)s%%", number=words.number(round(share * 100, 6)))


def _number(value: float | None, words: Words) -> str:
    return "" if value is None else words.number(value, 0 if value == int(value) else 1)
