"""Who is hardest to see: groups of people and states with the fewest figures, and what the release holds.

Invariant: expected means named in the wording of the indicator (see profile_groups); a state is counted by whether its
core indicators have a figure on the map that each opens with, never by what a figure says.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from data.query import coverage
from data.store import Store
from data.stories import HiddenRule
from data.views.choose import lower_first, opening_year
from data.views.profile_groups import expectations
from data.words import Words

Cells = tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class HiddenGroup:
    """A way of telling people apart: how many indicators name it, and in how many of the cells it is published."""

    dimension: str
    label: str
    indicators: int
    published: int
    expected: int

    @property
    def share(self) -> float:
        """Published cells over expected ones."""
        return self.published / self.expected


@dataclass(frozen=True, slots=True)
class HiddenState:
    """A member state and how many core indicators have a figure for it."""

    area: str
    name: str
    count: int


@dataclass(frozen=True)
class Hidden:
    """Groups, rarest first; states with the fewest figures; the middle of all states, for comparison."""

    groups: tuple[HiddenGroup, ...]
    states: tuple[HiddenState, ...]
    core: int
    members: int
    middle: float
    about_groups: str
    about_states: str
    digest: str


def build_hidden(store: Store, rule: HiddenRule, words: Words) -> Hidden | None:
    """Both lists; None where the release has no core indicator."""
    counts = core_counts(store)
    core = core_columns(store)
    if not core:
        return None
    groups = _groups(store, words)
    states = _fewest(store, counts, rule.most, words)
    middle = float(np.median(list(counts.values())))
    lines = [f"{area}\t{count}" for area, count in sorted(counts.items())]
    lines += [f"{g.dimension}\t{g.published}\t{g.expected}" for g in groups]
    return Hidden(
        groups=groups,
        states=states,
        core=len(core),
        members=len(counts),
        middle=middle,
        about_groups=_about_groups(groups, words),
        about_states=_about_states(states, len(core), middle, words),
        digest=hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest(),
    )


def _about_groups(groups: tuple[HiddenGroup, ...], words: Words) -> str:
    if len(groups) < 2:
        return ""
    return words.text(
        "By %(first)s a figure is published in %(share)s%% of the cases in which the wording of an indicator asks for "
        "one, by %(second)s in %(other)s%%.",
        first=lower_first(groups[0].label),
        share=share_text(groups[0], words),
        second=lower_first(groups[1].label),
        other=share_text(groups[1], words),
    )


def share_text(group: HiddenGroup, words: Words) -> str:
    """The share in per cent, with a digit after the point where it is small."""
    return words.number(100 * group.share, 0 if group.share >= 0.1 else 1)


def _about_states(states: tuple[HiddenState, ...], core: int, middle: float, words: Words) -> str:
    if not states:
        return ""
    return words.text(
        "The median state has a figure for %(middle)s of %(core)s core indicators; these have %(most)s or fewer.",
        middle=words.number(middle, 0 if middle == int(middle) else 1),
        core=words.number(core),
        most=words.number(states[-1].count),
    )


def core_columns(store: Store) -> Cells:
    """Series, slice and first year that still counts, for each core indicator: its opening year less its tolerance."""
    found = []
    for indicator in store.catalogue.indicators.values():
        series = store.catalogue.series[indicator.preferred]
        year = opening_year(store, series, series.headline) if indicator.core is not None else None
        if year is not None:
            found.append((series.id, series.headline, year - indicator.tolerance))
    return tuple(found)


def core_counts(store: Store) -> dict[str, int]:
    """Member state -> number of core indicators with a figure of its opening year, within the tolerance, or newer."""
    columns = core_columns(store)
    members = [a.id for a in store.catalogue.members()]
    latest = coverage(store.blocks, [(series, dims) for series, dims, _ in columns], members)
    since = np.array([year for _, _, year in columns], dtype=np.int16).reshape(-1, 1)
    return dict(zip(members, (latest >= since).sum(axis=0).tolist(), strict=True))


def _fewest(store: Store, counts: dict[str, int], most: int, words: Words) -> tuple[HiddenState, ...]:
    """States with the fewest figures, whole ties only, so that no order within a tie decides who is named."""
    found: list[HiddenState] = []
    for count in sorted(set(counts.values())):
        own = [HiddenState(a, store.catalogue.areas[a].name(words.lang), n) for a, n in counts.items() if n == count]
        if len(found) + len(own) > most:
            break
        found += sorted(own, key=lambda state: state.name)
    return tuple(found)


def _groups(store: Store, words: Words) -> tuple[HiddenGroup, ...]:
    members = np.array(
        [store.blocks.area_index[a.id] for a in store.catalogue.members() if a.id in store.blocks.area_index]
    )
    all_members = len(store.catalogue.members())
    found = []
    for name, dimension in store.catalogue.dimensions.items():
        own = [e for e in expectations(store) if e.dimension == name]
        if own:
            published = sum(int(e.by_group[members].sum()) for e in own)
            found.append(HiddenGroup(name, words.text(dimension["label"]), len(own), published, len(own) * all_members))
    return tuple(sorted(found, key=lambda g: (g.share, g.label)))
