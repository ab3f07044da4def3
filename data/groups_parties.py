"""Parties to a treaty at a date, from the acts of the release.

Invariant: only acts that the record uses count (decisions 0201 to 0205), an act of a year from that year's end; outside
the United Nations nobody is carried on beyond the file that has days.
"""

from __future__ import annotations

from typing import Any

from data.groups_kinds import PARTIES, PARTIES_RULE, PLACES, TREATIES, Group
from data.kept import kept
from data.store import Store
from data.views.instruments import JOINING

SOURCE = "un_treaties"
LEAVING = "denunciation"
ENDS = {4: "-12-31", 7: "-31", 10: ""}


def parties(store: Store, instrument: str, when: str = "") -> Group | None:
    """Parties to an instrument on a date (a day, or the end of a month or year); as the record ends without one."""
    treaty = TREATIES.get(instrument)
    acts = _acts(store, instrument) if treaty is not None else {}
    source = store.catalogue.sources.get(SOURCE)
    if treaty is None or not acts or source is None:
        return None
    dated, ends = _vintages(source)
    if when and when[: len(ends)] > ends[: len(when)]:
        return None  # the record does not reach so far
    is_end = not when or when[: len(ends)] == ends
    at = ends[:4] + ENDS[4] if is_end else when + ENDS[len(when)]  # what the newest file shows had happened by then
    areas = store.catalogue.areas
    members = tuple(
        sorted(
            area
            for area, of_area in acts.items()
            if _is_party(of_area, at) and (areas[area].universe == "un_member" or at <= f"{int(dated[:4]) - 1}-12-31")
        )
    )
    if not members:
        return None
    spelled = f"{PARTIES}_{instrument}@{when}" if when else f"{PARTIES}_{instrument}"
    authority = f"{source['publisher']}: {source['homepage']}"
    return Group(spelled, PARTIES, treaty.short, PARTIES_RULE, authority, when or ends, members, treaty=treaty)


def _vintages(source: dict[str, Any]) -> tuple[str, str]:
    """Release of the file that has days, and of the newest."""
    released = sorted(str(vintage["released"]) for vintage in source["vintages"])
    return released[0], released[-1]


def _acts(store: Store, instrument: str) -> dict[str, list[tuple[str, bool]]]:
    """By area: (date from which it counts, whether it joins), in order of date."""
    return kept(store, ("joining", instrument), lambda: _acts_of(store, instrument))


def _acts_of(store: Store, instrument: str) -> dict[str, list[tuple[str, bool]]]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for event in store.blocks.events:
        act, area, date = str(event["act"]), str(event["area"]), str(event["date"])
        if event["instrument"] != instrument or event["role"] != "used" or not date:
            continue
        if store.catalogue.areas[area].kind in PLACES and (act in JOINING or act == LEAVING):
            found.setdefault(area, []).append((date + ENDS[len(date)], act in JOINING))
    return {area: sorted(acts) for area, acts in found.items()}


def _is_party(acts: list[tuple[str, bool]], at: str) -> bool:
    """Whether the last act by that day is one of joining."""
    done = [joins for date, joins in acts if date <= at]
    return bool(done) and done[-1]
