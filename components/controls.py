"""What a reader may choose above a map, as one GET form: indicator, year, group, country, and what is asked less often.

Invariant: every option leads to a view that the release holds; without a script the form gives the same addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from components.explore_parts import year_links
from components.links import Site, address
from data.catalogue import Indicator
from data.store import Store
from data.view_state import ViewState
from data.views.choose import Choice
from data.views.map import MapView
from data.views.options import headline_label, slice_groups
from data.words import Words


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """Indicators under one heading of the list: (id, name)."""

    label: str
    options: tuple[tuple[str, str], ...]


def control_values(
    store: Store, choice: Choice, view: MapView, state: ViewState, kind: str, site: Site, words: Words
) -> dict[str, Any]:
    """What controls.html.j2 writes."""
    groups = slice_groups(store, choice, words)
    return {
        "kind": kind,
        "year": view.year,
        "years": sorted(choice.years, reverse=True),
        "line": sorted(y for y in choice.years if kind != "map" or y >= 1990),
        "steps": year_links(view, state),
        "groups": groups,
        "is_listed": any(option.is_chosen for group in groups for option in group.options),
        "headline": headline_label(store, choice, words),
        "is_headline": choice.dims == choice.series.headline,
        "slice_label": view.slice_label,
        "dims": state.dims,
        "zoom": state.zoom,
        "zooms": zooms(words),
        "areas": sorted(((a.id, a.name) for a in view.areas), key=lambda item: item[1]),
        "area": state.area,
        "tol": state.tol,
        "tolerance": choice.indicator.tolerance,
        "since": state.since,
        "base": state.base,
        "bases": []
        if choice.indicator.classes
        else [y for y in sorted(choice.years, reverse=True) if y < (choice.year or 0)],
        "indicator": choice.indicator.id,
        "indicators": related(store, choice.indicator, words),
        "action": address(ViewState(release=state.release)),
        "hidden": site.hidden,
        "view": state.view,
    }


def zooms(words: Words) -> list[tuple[str, str]]:
    """Frames of the map: (value, label)."""
    return [
        ("", words.text("World")),
        ("africa", words.text("Africa")),
        ("americas", words.text("Americas")),
        ("asia", words.text("Asia")),
        ("europe", words.text("Europe")),
        ("oceania", words.text("Oceania")),
    ]


def related(store: Store, indicator: Indicator, words: Words) -> list[IndicatorGroup]:
    """Other indicators near at hand: all of the same rights, then the core ones of the other rights."""
    everything = store.catalogue.indicators.values()
    groups = [
        IndicatorGroup(
            words.text(store.catalogue.rights[right]["name"]),
            tuple(_named([i for i in everything if i.rights[0] == right], words)),
        )
        for right in indicator.rights
    ]
    listed = {iid for group in groups for iid, _ in group.options}
    core = [i for i in everything if i.core is not None and i.id not in listed]
    others = IndicatorGroup(words.text("Core indicators of other rights"), tuple(_named(core, words)))
    if indicator.id not in listed:
        groups.insert(0, IndicatorGroup(words.text("Shown"), tuple(_named([indicator], words))))
    return [group for group in [*groups, others] if group.options]


def _named(indicators: list[Indicator], words: Words) -> list[tuple[str, str]]:
    """Core indicators first, then by name."""
    ordered = sorted(indicators, key=lambda i: (i.core is None, words.text(i.name)))
    return [(i.id, words.text(i.name)) for i in ordered]
