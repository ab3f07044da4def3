"""The page at ``/`` without an indicator: the finder, one map, the core indicators by right.

Invariant: what is shown first is chosen by a rule from the figures of the release, never by hand.
"""

from __future__ import annotations

from typing import Any

from components.explore_parts import figure_svg, legend_lines
from components.finder_panel import FINDER_KEYS, finder_panel, finder_results
from components.links import address
from components.page import Page
from components.templating import render
from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.labels import BORDER_NOTE
from data.views.map import build_map_view
from data.views.sentence import build_sentence
from data.words import Words, words

SILENT = (AreaState.NOT_REPORTED, AreaState.NOT_IN_SOURCE, AreaState.PARTS_ONLY, AreaState.SUPPRESSED)
_found: dict[str, str] = {}


def front_page(store: Store, state: ViewState, finder: dict[str, str], notices: list[str], words: Words) -> Page:
    """The opening page: what this is, the finder with its answers, the core indicators by right."""
    asked = any(finder.get(k) for k in FINDER_KEYS)
    lead = widest_silence(store)
    main = render(
        "front.html.j2",
        words,
        notices=notices,
        counts=store.catalogue.counts,
        panel=finder_panel(store, state, finder, words),
        results=finder_results(store, state, finder, words) if asked else None,
        lead=_lead(store, state, lead, words) if lead and not asked else None,
        rights=_core_by_right(store, state, words),
        release=store.id,
        sources=[s["name"] for s in store.catalogue.sources.values()],
    )
    return Page(
        title=words.text("Human-rights indicators, with their gaps"),
        description=words.text(
            "Published human-rights figures of the UN, V-Dem, the World Bank, UNHCR, HRMI and others on one map, with "
            "what is missing, how sure it is and where it comes from."
        ),
        canonical=address(ViewState(release=state.release)),
        lang=words.lang,
        main=main,
    )


def _core_by_right(store: Store, state: ViewState, words: Words) -> list[dict[str, Any]]:
    groups = []
    for rid, right in store.catalogue.rights.items():
        core = [i for i in store.catalogue.indicators.values() if i.core == rid]
        total = sum(rid in i.rights for i in store.catalogue.indicators.values())
        if total:
            groups.append(
                {
                    "name": words.text(right["name"]),
                    "articles": ", ".join(right["articles"]),
                    "core": [
                        (words.text(i.name), address(ViewState(release=state.release), indicator=i.id)) for i in core
                    ],
                    "total": total,
                    "all": f"{address(ViewState(release=state.release))}?right={rid}",
                }
            )
    return groups


def widest_silence(store: Store) -> str:
    """The core indicator with a map in whose opening year most member states lack a value; empty if none has a map."""
    if store.release.digest not in _found:
        counts = []
        for indicator in store.catalogue.indicators.values():
            if indicator.core is not None and indicator.view == "map":
                choice = choose(store, ViewState(indicator=indicator.id), words("en"))
                section = build_map_view(store, choice, words("en")).section
                counts.append((-sum(section.count(s) for s in SILENT) if section else 0, indicator.id))
        _found[store.release.digest] = min(counts, default=(0, ""))[1]
    return _found[store.release.digest]


def _lead(store: Store, state: ViewState, indicator: str, words: Words) -> dict[str, Any]:
    """The map of that indicator with its sentence and legend."""
    choice = choose(store, ViewState(indicator=indicator), words)
    view = build_map_view(store, choice, words, words.lang)
    sentence = build_sentence(store, view, words)
    return {
        "title": view.title,
        "sentence": sentence,
        "unit": view.subtitle,
        "svg": figure_svg(store, view, ViewState(indicator=indicator), sentence, "map", words),
        "legend": legend_lines(store, view, words.lang),
        "border_note": words.text(BORDER_NOTE),
        "href": address(ViewState(release=state.release), indicator=indicator),
        "source": store.catalogue.sources[choice.series.source]["name"],
        "as_of": choice.series.released,
        "conclude": words.text(choice.indicator.raw["method"]["may_not_conclude"]),
    }
