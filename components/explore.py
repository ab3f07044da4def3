"""The page at ``/``: with an indicator it explores, without one it is the front.

Invariant: works whole without JavaScript; every control is a GET form or a link to the same canonical addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup

from components.answers import answers_page, is_asking
from components.benchmark_section import benchmark_section
from components.cited import cited_map
from components.controls import control_values
from components.figure import figure_values
from components.finder_panel import FINDER_KEYS
from components.front import front_page
from components.groups_section import groups_section
from components.links import Site, address, site_of
from components.page import Page
from components.table import table_values
from components.templating import made_here, render
from components.trend_section import PICKER_KEYS, picked, trend_section
from data.store import Store
from data.view_state import PAGE_KEYS, ViewState, read_query, without_empty
from data.views.against import stamped
from data.views.change import build_change_view
from data.views.choose import Choice, choose, opening_year
from data.views.labels import in_line
from data.views.map import MapArea, MapView, build_map_view
from data.views.method import MethodView, build_method_view
from data.views.sentence import area_sentence, build_sentence, newer_sentence
from data.views.trace import build_trace
from data.words import Words


def build_explore(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The page for a query. Unknown keys and values are dropped, each with a notice."""
    query = without_empty(query)
    own = {k: v for k, v in query.items() if k in PAGE_KEYS}
    finder = {k: v for k, v in query.items() if k in FINDER_KEYS}
    state, notices = read_query(own, words)
    state = state.but(sort="")  # the order of the table is no part of the view
    strange = [k for k in query if k not in own and k not in finder and k not in PICKER_KEYS]
    notices += [words.text("%(key)s is no parameter of this page.", key=key) for key in strange]
    if pinned:
        state = state.but(release=store.id)
    if state.indicator and state.indicator not in store.catalogue.indicators:
        notices.append(words.text("There is no indicator %(name)s in this release.", name=state.indicator))
        state = state.but(indicator="")
    if state.indicator and any(key in query for key in PICKER_KEYS):
        state, unknown = picked(store, state, query, words)
        if not unknown:
            return Page("", "", "", words.lang, "", redirect=f"{address(state)}#trend")
        notices += unknown
    if not state.indicator and is_asking(finder):
        return answers_page(store, Site(state.release, words.lang), finder, notices, words)
    if not state.indicator:
        return front_page(store, state, finder, notices, words)
    return indicator_page(store, state, finder, notices, words)


def indicator_page(store: Store, state: ViewState, finder: dict[str, str], notices: list[str], words: Words) -> Page:
    """One indicator: sentence, drawing, what is missing, trend, groups, table, citation."""
    choice = choose(store, state, words)
    view = build_view(store, choice, state, words)
    site = site_of(state)
    sentence = build_sentence(store, view, words)
    unknown = [a for a in state.area if a not in {area.id for area in view.areas}]
    notices += list(choice.notices)
    notices += [words.text("There is no area %(name)s in this view.", name=a) for a in unknown]
    figure = figure_values(store, choice, view, state, sentence, words)
    named = _named_areas(store, choice, view, state, site, words)
    figure["sentence"] = " ".join([*(item["sentence"] for item in named), sentence])  # what is copied
    method = build_method_view(store, choice.indicator, choice.series, words)
    values = {
        "notices": notices,
        "view": view,
        "sentence": sentence,
        "figure": figure,
        "controls": control_values(store, choice, view, state, figure["kind"], site, words),
        "table": table_values(store, choice, view, state, finder.get("sort", "area"), figure["is_comparable"], words),
        "method": method,
        "chips": _chips(method, words),
        "named": named,
        "methodology": site.method(),
        "citation": cited_map(store, choice, view, state, figure["links"]["pinned"], words),
        "rights": [words.text(store.catalogue.rights[r]["name"]) for r in choice.indicator.rights],
        "trend": trend_section(store, choice, view, state, site, words),
        "groups": groups_section(store, choice, state, words),
        "benchmark": benchmark_section(store, choice, state, site, words),
    }
    return Page(
        title=view.title,
        description=sentence[:300],
        canonical=_canonical(store, state, choice),
        lang=words.lang,
        main=render("explore.html.j2", words, **values),
        head_extra=_json_ld(store, choice, view, sentence),
        critical_css="critical-explore",
    )


def _chips(method: MethodView, words: Words) -> list[tuple[str, str]]:
    """What a reader must know before quoting, in a few words."""
    wanted = (
        words.text("Uncertainty"),
        words.text("Who made the figures"),
        words.text("Rests on"),
        words.text("Maturity"),
        words.text("Direction"),
    )
    return [(label, value) for label, value in method.facts if label in wanted]


def build_view(store: Store, choice: Choice, state: ViewState, words: Words) -> MapView:
    """The map of a year, or of the change since the base year of the address."""
    if state.base is not None:
        view = build_change_view(store, choice, state.base, words, words.lang, state.override)
    else:
        view = build_map_view(store, choice, words, words.lang)
    return stamped(store, choice, view, state, words)


def _canonical(store: Store, state: ViewState, choice: Choice) -> str:
    """The one address of a view in its language: without what only changes its dress, or the year it opens with."""
    opening = opening_year(store, choice.series, choice.dims)
    year = None if choice.year == opening else choice.year
    return address(state.but(area=(), theme="", year=year))


def _named_areas(
    store: Store, choice: Choice, view: MapView, state: ViewState, site: Site, words: Words
) -> list[dict[str, Any]]:
    found: dict[str, MapArea] = {a.id: a for a in view.areas}

    def newer(area: MapArea) -> str:
        return newer_sentence(store, choice, view, area, words)

    return [
        {
            "id": area.id,
            "name": area.name,
            "in_line": in_line(area.name, words.lang),
            "sentence": " ".join(filter(None, [area_sentence(store, view, area, words), newer(area)])),
            "trace": build_trace(store, area.observation, words) if area.observation is not None else [],
            "parts": area.parts,
            "href": site.country(area.id),
        }
        for area in (found[a] for a in state.area if a in found)
    ]


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
