"""The page at ``/``: with an indicator it explores, without one it opens with the finder and the core indicators.

Invariant: works whole without JavaScript; every control is a GET form or a link to the same canonical addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup

from components.explore_parts import (
    figure_kind,
    figure_svg,
    hatch_patterns,
    is_comparable,
    legend_lines,
    strip,
    year_links,
)
from components.finder_panel import FINDER_KEYS, finder_panel
from components.front import front_page
from components.links import address
from components.page import Page
from components.templating import made_here, render
from data.citation import cite
from data.finder import facets
from data.store import Store
from data.view_state import PAGE_KEYS, ViewState, read_query
from data.views.change import build_change_view
from data.views.choose import Choice, choose, opening_year
from data.views.dots import build_region_bars
from data.views.labels import BORDER_NOTE, MARK
from data.views.map import MapArea, MapView, build_map_view
from data.views.method import build_method_view
from data.views.options import headline_label, slice_groups
from data.views.pairs import build_pair_rows, is_paired
from data.views.sentence import area_sentence, build_sentence
from data.views.table import SORTS, build_rows
from data.views.trace import build_trace
from data.words import Words

TOLERANT = ("", "0")


def build_explore(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The page for a query. Unknown keys and values are dropped, each with a notice."""
    own = {k: v for k, v in query.items() if k in PAGE_KEYS}
    finder = {k: v for k, v in query.items() if k in FINDER_KEYS}
    state, notices = read_query(own)
    notices += [
        words.text("%(key)s is no parameter of this page.", key=k) for k in query if k not in own and k not in finder
    ]
    if pinned:
        state = state.but(release=store.id)
    if state.indicator and state.indicator not in store.catalogue.indicators:
        notices.append(words.text("There is no indicator %(name)s in this release.", name=state.indicator))
        state = state.but(indicator="")
    if not state.indicator:
        return front_page(store, state, finder, notices, words)
    return indicator_page(store, state, finder, notices, words)


def indicator_page(store: Store, state: ViewState, finder: dict[str, str], notices: list[str], words: Words) -> Page:
    """One indicator: sentence, drawing, what is missing, table, method."""
    choice = choose(store, state, words)
    view = build_view(store, choice, state, words)
    sentence = build_sentence(store, view, words)
    unknown = [a for a in state.area if a not in {area.id for area in view.areas}]
    notices += list(choice.notices)
    notices += [words.text("There is no area %(name)s in this view.", name=a) for a in unknown]
    kind = figure_kind(store, view, state)
    sort = finder.get("sort", "area")
    rows = build_rows(view, words, sort if sort in SORTS else "area")
    links = _links(store.id, state, choice)
    values = {
        "notices": notices,
        "view": view,
        "kind": kind,
        "sentence": sentence,
        "svg": figure_svg(store, view, state, sentence, kind, words),
        "patterns": hatch_patterns(view) if kind != "map" or view.empty else "",
        "regions": build_region_bars(store, view, words, words.lang),
        "pairs": build_pair_rows(store, choice, words, words.lang) if is_paired(choice) else [],
        "legend": [] if is_paired(choice) else legend_lines(store, view, words.lang),
        "strip": strip(view, store) if kind == "map" and not view.empty else [],
        "border_note": words.text(BORDER_NOTE),
        "years": year_links(view, state),
        "rows": rows,
        "has_values": any(row.value is not None for row in rows),
        "has_marks": any(row.marks for row in rows),
        "makers": sorted({row.provenance for row in rows if row.provenance}),
        "sorts": _sorts(state, sort),
        "sort": sort,
        "is_comparable": is_comparable(store, view),
        "method": build_method_view(store, choice.indicator, choice.series, words),
        "named": _named_areas(store, view, state, words),
        "controls": _controls(store, choice, view, state, words),
        "links": links,
        "citation": cite(store, view, links["pinned"], words),
        "panel": finder_panel(store, state.but(indicator=""), {}, words),
        "marks": {mark: words.text(label) for mark, label in MARK.items()},
        "rights": [words.text(store.catalogue.rights[r]["name"]) for r in choice.indicator.rights],
        "as_of": choice.series.released,
        "release": store.id,
        "facets": facets(store.catalogue),
    }
    return Page(
        title=view.title,
        description=sentence[:300],
        canonical=_canonical(store, state, choice),
        lang=words.lang,
        main=render("explore.html.j2", words, **values),
        head_extra=_json_ld(store, choice, view, sentence),
    )


def build_view(store: Store, choice: Choice, state: ViewState, words: Words) -> MapView:
    """The map of a year, or of the change since the base year of the address."""
    if state.base is not None:
        return build_change_view(store, choice, state.base, words, words.lang)
    return build_map_view(store, choice, words, words.lang)


def _canonical(store: Store, state: ViewState, choice: Choice) -> str:
    """The one address of a view for search engines: without what only changes its dress, or the year it opens with."""
    opening = opening_year(store, choice.series, choice.dims)
    year = None if choice.year == opening else choice.year
    return address(state.but(area=(), theme="", lang="", year=year))


def _sorts(state: ViewState, sort: str) -> dict[str, str]:
    """Address of the table in every order; the one in force links to its reverse where it has one."""
    base = address(state)
    joint = "&" if "?" in base else "?"
    orders = {name: f"{base}{joint}sort={name}#table" for name in SORTS}
    orders["next_value"] = orders["-value" if sort == "value" else "value"]
    return orders


def _named_areas(store: Store, view: MapView, state: ViewState, words: Words) -> list[dict[str, Any]]:
    found: dict[str, MapArea] = {a.id: a for a in view.areas}
    return [
        {
            "id": area.id,
            "name": area.name,
            "sentence": area_sentence(store, view, area, words),
            "trace": build_trace(store, area.observation, words) if area.observation is not None else [],
            "parts": area.parts,
        }
        for area in (found[a] for a in state.area if a in found)
    ]


def _controls(store: Store, choice: Choice, view: MapView, state: ViewState, words: Words) -> dict[str, Any]:
    groups = slice_groups(store, choice, words)
    return {
        "years": sorted(choice.years, reverse=True),
        "groups": groups,
        "is_listed": any(option.is_chosen for group in groups for option in group.options),
        "headline": headline_label(store, choice, words),
        "is_headline": choice.dims == choice.series.headline,
        "dims": state.dims,
        "zoom": state.zoom,
        "zooms": [
            ("", words.text("World")),
            ("africa", words.text("Africa")),
            ("americas", words.text("Americas")),
            ("asia", words.text("Asia")),
            ("europe", words.text("Europe")),
            ("oceania", words.text("Oceania")),
        ],
        "areas": sorted(((a.id, a.name) for a in view.areas), key=lambda item: item[1]),
        "area": state.area[0] if state.area else "",
        "tol": state.tol,
        "tolerance": choice.indicator.tolerance,
        "since": state.since,
        "base": state.base,
        "bases": []
        if choice.indicator.classes
        else [y for y in sorted(choice.years, reverse=True) if y < (choice.year or 0)],
        "indicator": choice.indicator.id,
        "action": address(ViewState(release=state.release)),
        "view": state.view,
    }


def _links(release: str, state: ViewState, choice: Choice) -> dict[str, str]:
    return {
        "pinned": address(
            state.but(release=release), year=choice.year, dims=choice.dims, indicator=choice.indicator.id
        ),
        "latest": address(state, year=max(choice.years, default=None)),
        "tol0": address(state, tol=0),
        "tol": address(state, tol=None),
        "methodology": address(ViewState(release=state.release), "/methodology"),
        "view_any": address(state, view=""),
        **{f"view_{kind}": address(state, view=kind) for kind in ("map", "dots", "table", "regions")},
        **{f"from:{sid}": address(state, since=sid, year=None) for sid in choice.indicator.series},
    }


def _json_ld(store: Store, choice: Choice, view: MapView, sentence: str) -> Markup:
    """The view as a schema.org Dataset; ``<`` is written as an escape so that no text can end the script."""
    source = store.catalogue.sources[choice.series.source]
    content = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": view.title,
        "description": choice.indicator.raw["method"]["definition"],
        "abstract": sentence,
        "identifier": f"{choice.series.id}#{store.id}",
        "version": store.id,
        "license": source["licence"]["url"],
        "creator": {"@type": "Organization", "name": source["publisher"], "url": source["homepage"]},
        "isAccessibleForFree": True,
        "temporalCoverage": f"{choice.years[0]}/{choice.years[-1]}" if choice.years else "",
        "measurementTechnique": choice.indicator.source_type.value,
    }
    body = orjson.dumps(content).decode().replace("<", "\\u003c")
    return made_here(f'<script type="application/ld+json">{body}</script>')
