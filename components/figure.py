"""The figure of a map view: plate, legend, what is not drawn, notes and foot, the same on every page that shows it.

Invariant: what is drawn is decided by the view; this only names the drawing and collects what stands around it.
"""

from __future__ import annotations

from typing import Any

from components.comparing import verdict_lines
from components.exhibits.addresses import share_of
from components.explore_parts import figure_kind, figure_svg, hatch_patterns, is_scaled, legend_lines, strip
from components.links import Site, address, site_of
from components.made import figure_address, frames_address, shapes_address
from components.updated import since_chip
from data.compare import Purpose, Reason, Verdict, compare, verdict_of
from data.revisions import Figure
from data.store import Store
from data.view_state import ViewState
from data.views.against import objection
from data.views.choose import Choice
from data.views.labels import BORDER_NOTE
from data.views.map import MapView
from data.views.pairs import is_paired
from data.views.quality import licence_line
from data.words import Words

TOLD = (Reason.MADE, Reason.YEARS_APART, Reason.PROVISIONAL)  # said with numbers in the notes of the view


def figure_values(
    store: Store, choice: Choice, view: MapView, state: ViewState, sentence: str, words: Words
) -> dict[str, Any]:
    """What the macro ``figure`` of figure.html.j2 writes."""
    kind = figure_kind(store, view, state)
    source = store.catalogue.sources[choice.series.source]
    site = site_of(state)
    svg = figure_svg(store, view, state, sentence, kind, words)
    is_map = kind == "map" and bool(svg)
    asked = _drawn(choice, state, words)
    has_frames = is_map and view.kind != "change" and not view.is_overridden
    return {
        "view": view,
        "kind": kind,
        "svg": svg,
        "patterns": hatch_patterns(),
        "legend": [] if is_paired(choice) else legend_lines(store, view, words.lang),
        "strip": strip(view, store) if kind == "map" and not view.empty else [],
        "border_note": words.text(BORDER_NOTE),
        "is_comparable": is_scaled(store, view),
        "objection": objection(store, choice, view, state, words),
        "override": address(state, override=not view.is_overridden, view=""),
        "cautions": verdict_lines(_care(store, view), words, site),
        "is_asked_as_table": state.view == "table",
        "frames": frames_address(store, choice, asked) if has_frames else "",
        "figure": figure_address(store, asked) if is_map else "",
        "shapes": shapes_address(store) if is_map else "",
        "links": figure_links(store, choice, state, site),
        "source": {
            "citation": source["citation"],
            "licence": {**source["licence"], "name": licence_line(store, choice.series, words)},
            "name": source["name"],
        },
        "as_of": words.date(choice.series.released),
        "release": store.id,
        "chip": since_chip(store, _figures(view), choice.indicator.id, site, words),
        "share": share_of(figure_links(store, choice, state, site)["pinned"], state.release),
        "sentence": sentence,
    }


def _figures(view: MapView) -> list[Figure]:
    items = (area.observation for area in view.areas)
    return [Figure(item.series, item.dims, item.area, item.year) for item in items if item is not None]


def _care(store: Store, view: MapView) -> Verdict:
    """What calls for care when the values of the view are read beside each other."""
    found = [a.observation for a in view.valued if a.observation is not None]
    verdict = compare(store, found, Purpose.SIDE_BY_SIDE) if found else verdict_of([])
    return verdict_of(ground for ground in verdict.cautions if ground.code not in TOLD)


def _drawn(choice: Choice, state: ViewState, words: Words) -> ViewState:
    """The state as it is drawn: without what the address asks for and the release or the interface does not have."""
    return state.but(
        indicator=choice.indicator.id,
        year=choice.year,
        dims=choice.dims if state.dims else "",
        since=state.since if state.since == choice.series.id else "",
        lang=Site(lang=words.lang).start.lang,
    )


def figure_links(store: Store, choice: Choice, state: ViewState, site: Site) -> dict[str, str]:
    """Addresses that stand around a figure; the one to quote writes release, year and slice out."""
    indicator = choice.indicator.id
    return {
        "pinned": address(
            state.but(release=store.id, theme=""), year=choice.year, dims=choice.dims, indicator=indicator
        ),
        "latest": address(state, year=max(choice.years, default=None)),
        "any": address(state, view=""),
        "about": site.indicator(indicator),
        "explore": address(state, indicator=indicator, year=choice.year),
    }
