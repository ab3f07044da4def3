"""Who is expected to have a figure in a group: its members within the indicator's universe.

Invariant: a place that did not exist then, or to which the indicator does not apply, is not expected and not missing.
"""

from __future__ import annotations

from data.catalogue import AreaInfo, Indicator, SeriesInfo
from data.compare import Ground, Outcome, Purpose, Reason, Verdict, compare, fit_ones, standing, verdict_of
from data.groups_kinds import ALL, OWN, Group
from data.kept import kept
from data.query import Observation, any_time
from data.store import Store
from data.views.states import AreaStatus, is_counted
from data.words import Words


def counted_members(store: Store, group: Group, indicator: Indicator, year: int) -> tuple[str, ...]:
    """Ids of the members that are of the indicator's universe and existed in that year."""
    if group.kind == OWN or "@" in group.id:
        return _counted(store, group, indicator, year)
    own = indicator.id if indicator.raw["universe"] == "un_members_and_territories" else ""
    name = ("counted members", group.id, group.date, own, year)
    return kept(store, name, lambda: _counted(store, group, indicator, year))


def _counted(store: Store, group: Group, indicator: Indicator, year: int) -> tuple[str, ...]:
    areas = [store.catalogue.areas[member] for member in group.members]
    known = _ever_named(store, indicator)
    return tuple(
        a.id
        for a in areas
        if is_counted(a, indicator) and _exists(a, year) and (a.universe == "un_member" or a.id in known)
    )


def _ever_named(store: Store, indicator: Indicator) -> frozenset[str]:
    """Areas of which the preferred series has ever held a row: no other territory is expected to have one."""

    def find() -> frozenset[str]:
        return frozenset(store.blocks.areas[int(n)] for n in any_time(store.blocks, indicator.preferred))

    return kept(store, ("ever named", indicator.id), find)


def _exists(area: AreaInfo, year: int) -> bool:
    return area.start is None or year >= area.start


def shown_members(group: Group, statuses: dict[str, AreaStatus], territories: bool) -> list[AreaStatus]:
    """States of the members: those of the universe, and with ``territories`` every other the source ever names."""
    found = [statuses[member] for member in group.members if member in statuses]
    return [status for status in found if status.is_counted or territories]


def group_names(group: Group, n: int, with_data: bool, words: Words) -> tuple[str, str]:
    """Title of the group and how it stands in a sentence; where too few of all report, it is those with data."""
    if group.kind == ALL and with_data:
        count = words.number(n)
        return (
            words.text("All countries with data (%(count)s)", count=count),
            words.text("all %(count)s countries with data", count=count),
        )
    return group.title(words), group.in_line(words)


def answer(
    store: Store, indicator: Indicator, series: SeriesInfo, items: list[Observation], purpose: Purpose
) -> Verdict:
    """Whether figures may be ranked or averaged; those that are unfit by themselves are left out before."""
    fits = fit_ones(store, items, purpose)
    if fits:
        return compare(store, fits, purpose)
    grounds = standing(store, indicator, series, purpose).reasons
    return verdict_of([*grounds, Ground(Reason.NO_VALUE, Outcome.REFUSE)])
