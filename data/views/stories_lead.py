"""The lead of the front: the map with the widest silence, its headline and its deck.

Invariant: which indicator leads is decided by a rule from the figures of the release; states that publish for parts
only are neither counted as reporting nor as silent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.catalogue import Indicator
from data.citation import view_digest
from data.compare import Purpose, standing
from data.kept import kept
from data.model import AreaState
from data.store import Store
from data.stories import LeadRule, said
from data.view_state import ViewState
from data.views.choose import choose
from data.views.formats import span_text, value_text
from data.views.map import MapArea, MapView
from data.views.sentence import subject_of
from data.views.states import build_section
from data.views.stories import SILENT, Behind, silent_areas, view_of
from data.words import Words, words

LEAST = 20  # states with a value below which quartiles say little


@dataclass(frozen=True)
class Lead:
    """The lead: its view, those without a figure, and the sentences above the map."""

    view: MapView
    behind: Behind
    silent: tuple[MapArea, ...]
    headline: str
    deck: tuple[str, ...]
    why: str


def widest_silence(store: Store, source_types: tuple[str, ...] = ()) -> str:
    """The core indicator with a map in whose opening year most member states lack a value; empty if none has a map.

    ``source_types`` narrow the choice where the release has a core indicator of one of them.
    """
    return kept(store, ("widest_silence", source_types), lambda: _widest(store, source_types))


def _widest(store: Store, source_types: tuple[str, ...]) -> str:
    mapped = [i for i in store.catalogue.indicators.values() if i.core is not None and i.view == "map"]
    narrowed = [i for i in mapped if i.source_type.value in source_types]
    return min(((-_silence(store, i), i.id) for i in narrowed or mapped), default=(0, ""))[1]


def _silence(store: Store, indicator: Indicator) -> int:
    choice = choose(store, ViewState(indicator=indicator.id), words("en"))
    if choice.year is None:
        return 0
    section = build_section(store, indicator, choice.series, choice.dims, choice.year, choice.tolerance)
    return sum(section.count(state) for state in SILENT)


def build_lead(store: Store, rule: LeadRule, reader: Words) -> Lead | None:
    """The lead in the reader's language; None where no core map has a state without a figure and one with it."""
    name = widest_silence(store, tuple(t.value for t in rule.source_types))
    if not name:
        return None
    choice, view = view_of(store, name, reader)
    silent = silent_areas(view)
    if view.empty or not silent or not view.valued:
        return None
    headline = said(
        reader,
        rule.headlines.get(name, "headline_any"),
        name=reader.text(view.indicator.name),
        missing=reader.number(len(silent)),
        all=reader.number(len(view.counted)),
        first=str((view.year or 0) - choice.tolerance),
        last=str(view.year),
    )
    return Lead(
        view=view,
        behind=Behind(choice, view_digest(store, view)),
        silent=tuple(silent),
        headline=headline,
        deck=tuple(
            filter(None, [_known(store, view, reader), _regions(store, view, silent, reader), _parts(view, reader)])
        ),
        why=said(reader, rule.why),
    )


def _known(store: Store, view: MapView, words: Words) -> str:
    """Median and middle half of the states that have a figure, where the licence lets us compute them."""
    values = [area.value for area in view.valued if area.value is not None]
    years = sorted({area.year for area in view.valued if area.year is not None})
    when = span_text(str(years[0]), str(years[-1]), words) if years[0] != years[-1] else str(years[0])
    exact = all(area.state is not AreaState.CENSORED for area in view.counted)
    if (
        len(values) < LEAST
        or not exact
        or standing(store, view.indicator, view.series, Purpose.AVERAGE).is_refused
        or view.kind != "choropleth"
    ):
        return words.text(
            "%(count)s states have a figure (%(years)s) for %(subject)s.",
            count=words.number(len(values)),
            years=when,
            subject=subject_of(view, words).rstrip(","),
        )
    low, middle, high = (_text(store, view, float(q), words) for q in np.quantile(values, [0.25, 0.5, 0.75]))
    return words.text(
        "In the %(count)s states that have a figure (%(years)s), the median of %(subject)s is %(middle)s; the middle "
        "half of them lies between %(low)s and %(high)s.",
        count=words.number(len(values)),
        years=when,
        subject=subject_of(view, words).rstrip(","),
        middle=middle,
        low=low,
        high=high,
    )


def _text(store: Store, view: MapView, value: float, words: Words) -> str:
    decimals = max((a.observation.decimals for a in view.valued if a.observation), default=0)
    return value_text(value, decimals, view.indicator, store.catalogue, words)


def _regions(store: Store, view: MapView, silent: list[MapArea], words: Words) -> str:
    """States without a figure by UN region, most first."""
    regions: dict[str, list[int]] = {}
    without = {area.id for area in silent}
    for area in view.counted:
        region = store.catalogue.areas[area.id].region
        if region:
            counts = regions.setdefault(region, [0, 0])
            counts[0] += area.id in without
            counts[1] += 1
    ordered = sorted(regions.items(), key=lambda item: (-item[1][0], item[0]))
    parts = [
        words.text("%(region)s %(some)s of %(all)s", region=words.text(r), some=words.number(some), all=words.number(n))
        for r, (some, n) in ordered
        if some
    ]
    return words.text("Without one: %(regions)s.", regions=words.listing(parts)) if parts else ""


def _parts(view: MapView, words: Words) -> str:
    names = [area.name for area in view.counted if area.state is AreaState.PARTS_ONLY]
    return words.text("Published for parts only: %(names)s.", names=words.listing(names)) if names else ""
