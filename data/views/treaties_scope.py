"""Which states a view of the treaties is about: all members of the United Nations, or those of a region and a group.

Invariant: only member states are counted; other participants of the record stand beside them in a group of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import AreaInfo
from data.groups import Group, find_group
from data.store import Store
from data.view_state import ViewState
from data.views.treaties_record import Record
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


REGIONS = {
    "africa": _("Africa"),
    "americas": _("Americas"),
    "asia": _("Asia"),
    "europe": _("Europe"),
    "oceania": _("Oceania"),
}
MOST_NAMED = 12


@dataclass(frozen=True)
class Scope:
    """``members`` are counted, ``others`` take part without being members. ``title`` is empty where it is all states.

    ``left_out`` names what a group holds that the record of member states cannot count, such as territories.
    """

    title: str
    rule: str
    date: str
    members: tuple[AreaInfo, ...]
    others: tuple[AreaInfo, ...]
    left_out: tuple[AreaInfo, ...]
    region: str
    group: Group | None

    @property
    def is_all(self) -> bool:
        """Whether no state is left out."""
        return not self.title

    def covers(self, area: str) -> bool:
        """Whether a place is shown."""
        return any(area == a.id for a in (*self.members, *self.others))


def build_scope(store: Store, record: Record, state: ViewState, year: int, words: Words) -> tuple[Scope, list[str]]:
    """The states that an address means, and a notice for each part of it that means none."""
    notices = []
    group = find_group(store, state.peers, year) if state.peers else None
    if state.peers and group is None:
        notices.append(words.text("There is no group %(name)s; all states are shown.", name=state.peers))
    region = state.region if state.region in REGIONS else ""
    if state.region and not region:
        notices.append(words.text("There is no region %(name)s; all regions are shown.", name=state.region))
    catalogue = store.catalogue

    def is_in(area: AreaInfo) -> bool:
        return (group is None or area.id in group.members) and (not region or area.region == REGIONS[region])

    members = tuple(sorted((a for a in catalogue.members() if is_in(a)), key=lambda a: a.id))
    others = tuple(
        sorted(
            (a for a in map(catalogue.areas.__getitem__, record.areas) if a.universe != "un_member" and is_in(a)),
            key=lambda a: a.id,
        )
    )
    shown = {a.id for a in (*members, *others)}
    left_out = tuple(catalogue.areas[a] for a in (group.members if group else ()) if a not in shown)
    titles = [words.text(REGIONS[region])] if region else []
    if group is not None:
        titles.append(group.title(words))
    scope = Scope(
        title=", ".join(titles),
        rule=group.rule_text(words) if group is not None else "",
        date=words.date(group.date) if group is not None else "",
        members=members,
        others=others,
        left_out=tuple(a for a in left_out if not region or a.region == REGIONS[region]),
        region=region,
        group=group,
    )
    return scope, notices
