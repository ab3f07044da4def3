"""The page at ``/indicator/<id>``: its charts, key facts, method, vintages, quality, and the way back of any figure.

Invariant: what is not known is said to be so; every control is a GET form or a link that stays on this address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.benchmark_section import benchmark_section
from components.cited import cited_map
from components.controls import control_values
from components.explore import build_view
from components.explore_parts import year_links
from components.figure import figure_values
from components.groups_section import groups_section
from components.indicator_parts import copy_markup, dataset, fact_box, revision_lines, traced
from components.links import Site, address, site_of
from components.page import VOICES_SLOT, Page
from components.table import table_values
from components.templating import made_here, render
from components.trend_section import PICKER_KEYS, picked, trend_section
from data.catalogue import Indicator
from data.store import Store
from data.view_state import PAGE_KEYS, ViewState, read_query, without_empty
from data.views.choose import Choice, choose, opening_year
from data.views.map import MapView
from data.views.method import build_method_view
from data.views.quality import build_quality
from data.views.sentence import area_sentence, build_sentence
from data.views.vintages import build_vintages
from data.words import Words

FOLDER = "/indicator/"
SORT = "sort"
MOST_NAMED = 5


def build_indicator(
    store: Store, name: str, query: Mapping[str, str], words: Words, pinned: bool = False
) -> Page | None:
    """The page of an indicator, None where the release has none of that name.

    The picker's fields lead to a plain address; unknown keys and values are dropped, each with a notice.
    """
    if name not in store.catalogue.indicators:
        return None
    query = without_empty(query)
    own = {key: value for key, value in query.items() if key in PAGE_KEYS and key != "indicator"}
    state, notices = read_query(own, words)
    state = state.but(sort="")  # the order of the table is no part of the view
    known = {*own, *PICKER_KEYS, SORT}
    notices += [words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in known]
    state = state.but(indicator=name, release=store.id if pinned else "")
    if any(key in query for key in PICKER_KEYS):
        state, unknown = picked(store, state, query, words)
        if not unknown:
            return Page("", "", "", words.lang, "", redirect=f"{at(state)}#trend")
        notices += unknown
    return _page(store, state, query.get(SORT, "area"), notices, words)


def at(state: ViewState, **changes: object) -> str:
    """Address of this page in a state: the indicator stands in the path."""
    return address(state.but(indicator=""), path_of(state.indicator), **changes)


def path_of(indicator: str) -> str:
    """Path of an indicator's page, without the release."""
    return Site().indicator(indicator)


def _page(store: Store, state: ViewState, sort: str, notices: list[str], words: Words) -> Page:
    choice = choose(store, state, words)
    view = build_view(store, choice, state, words)
    indicator = choice.indicator
    sentence = build_sentence(store, view, words)
    notices += list(choice.notices)
    shown = {area.id for area in view.areas}
    notices += [words.text("There is no area %(name)s in this view.", name=a) for a in state.area if a not in shown]
    pinned = at(state.but(release=store.id, theme=""), year=choice.year, dims=choice.dims)
    main = render(
        "indicator.html.j2",
        words,
        notices=notices,
        indicator=indicator,
        raw=indicator.raw,
        view=view,
        sentence=sentence,
        named=_named(store, view, state, words),
        voices=made_here(VOICES_SLOT),
        **_charts(store, choice, view, state, sentence, pinned, sort, words),
        **_behind(store, choice, view, state, words),
        citation=cited_map(store, choice, view, state, pinned, words),
        markup=copy_markup(store, choice, view, sentence, pinned, words),
    )
    opening = opening_year(store, choice.series, choice.dims)
    canonical = at(state.but(area=(), theme="", year=None if choice.year == opening else choice.year))
    return Page(
        title=_title(indicator, words),
        description=sentence[:300],
        canonical=canonical,
        lang=words.lang,
        main=main,
        head_extra=dataset(store, choice, sentence, canonical, words),
        critical_css="critical-indicator",
    )


def _named(store: Store, view: MapView, state: ViewState, words: Words) -> list[str]:
    """What the view says of each country that the address names, in that order."""
    found = {area.id: area for area in view.areas}
    return [area_sentence(store, view, found[a], words) for a in state.area[:MOST_NAMED] if a in found]


def _title(indicator: Indicator, words: Words) -> str:
    return words.text("%(name)s: figures, sources and method", name=words.text(indicator.name))


def _charts(
    store: Store,
    choice: Choice,
    view: MapView,
    state: ViewState,
    sentence: str,
    pinned: str,
    sort: str,
    words: Words,
) -> dict[str, Any]:
    """The charts of the explore page, with addresses that stay here."""
    site, path = site_of(state), path_of(state.indicator)
    figure = figure_values(store, choice, view, state, sentence, words)
    links = {"pinned": pinned, "latest": at(state, year=max(choice.years, default=None)), "any": at(state, view="")}
    steps = {
        way: (found[0], at(state, year=found[0])) if found else None for way, found in year_links(view, state).items()
    }
    controls = control_values(store, choice, view, state, figure["kind"], site, words)
    action = at(ViewState(indicator=state.indicator, release=state.release))
    return {
        "figure": figure | {"links": figure["links"] | links},
        "controls": controls | {"action": action, "steps": steps, "indicators": []},
        "table": table_values(store, choice, view, state, sort, figure["is_comparable"], words, path),
        "trend": trend_section(store, choice, view, state, site, words, path),
        "groups": groups_section(store, choice, state, words, path),
        "benchmark": benchmark_section(store, choice, state, site, words),
        "explore": figure["links"]["explore"],
    }


def _behind(store: Store, choice: Choice, view: MapView, state: ViewState, words: Words) -> dict[str, Any]:
    """Everything that stands behind the charts."""
    indicator, series, site = choice.indicator, choice.series, site_of(state)
    vintages = build_vintages(store, indicator, series, words)
    method = build_method_view(store, indicator, series, words)
    return {
        "site": site,
        "rights": [words.text(store.catalogue.rights[right]["name"]) for right in indicator.rights],
        "facts": fact_box(choice, view, method, words),
        "method": method,
        "quality": build_quality(store, indicator, series, words),
        "vintages": [(row, _switch(store, choice, state, row.id)) for row in vintages.rows],
        "revisions": revision_lines(vintages),
        "preferred_reason": vintages.reason,
        "trace": traced(store, view, state, at(state, area=()), words),
    }


def _switch(store: Store, choice: Choice, state: ViewState, series: str) -> str:
    """Address of the page with another series: it keeps group and year where that series has them."""
    info = store.catalogue.series[series]
    year = state.year if state.year in info.raw["years"] else None
    dims = state.dims if choice.dims in store.blocks.slices.get(series, {}) else ""
    since = "" if series == choice.indicator.preferred else series
    return at(state, since=since, year=year, dims=dims, base=None) + "#vintages"
