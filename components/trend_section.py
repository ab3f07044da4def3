"""The trend of an indicator with its picker of countries, scale and years, as a section of a page.

Invariant: without a choice the countries are chosen by a rule that is written beside the chart, never by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from markupsafe import Markup

from components.exhibits.addresses import share_address
from components.links import Site, address
from components.svg.trend import draw_trend
from components.templating import made_here, render
from components.updated import since_chip
from data.finder import parse_question
from data.revisions import Figure
from data.store import Store
from data.view_state import YEAR_MAX, ViewState, to_query
from data.views.choose import MAP_FROM, Choice
from data.views.map import MapView
from data.views.population import by_population
from data.views.trend import TrendView, build_trend_view
from data.words import Words

SHOWN_BY_RULE = 5
MOST_AREAS = 30
PICKER_KEYS = ("add", "span_from", "span_to")
MAX_TYPED = 80
OLDER = "older"  # vs=older draws the figures of the release before behind the lines
TREATY = "treaty"  # vs=treaty marks when a country joined the treaty of the right
LONG, SHORT = 60, 10  # a series of more years opens with those since 1990, if these are not too few
NO_PEERS = "none"  # peers=none leaves the median of the peers out


def trend_section(
    store: Store, choice: Choice, view: MapView, state: ViewState, site: Site, words: Words, path: str = "/"
) -> Markup:
    """The section; empty where the series has no figure for a country."""
    areas = _named(store, state)
    chosen = areas or largest_with_value(store, view)
    trend = trend_of(store, choice, view, state, words)
    if trend is None:
        return made_here("")
    rows = (row.observation for row in trend.rows)
    figures = [Figure(item.series, item.dims, item.area, item.year) for item in rows if item is not None]
    chip = since_chip(store, figures, choice.indicator.id, site, words)
    return render(
        "trend.html.j2",
        words,
        trend=trend,
        svg=made_here(draw_trend(trend, words)),
        is_by_rule=not areas,
        chips=[_chip(store, state, area, areas or chosen, path, words) for area in chosen],
        picker=_picker(store, choice, state, areas or chosen, site, path, words),
        options=_options(trend, choice, state, path, chip is not None and chip.has_older and trend.kind == "lines"),
        chip=chip,
        is_live=not trend.older,
        years=years_of(choice, state),
        as_of=words.date(choice.series.released),
        release=store.id,
        source=store.catalogue.sources[choice.series.source]["name"],
        share=share_address("trend", state.but(indicator=choice.indicator.id, year=choice.year, dims=choice.dims)),
    )


def trend_of(store: Store, choice: Choice, view: MapView, state: ViewState, words: Words) -> TrendView | None:
    """The trend that a state asks for; None where no country has a figure."""
    chosen = _named(store, state) or largest_with_value(store, view)
    if not chosen:
        return None
    return build_trend_view(
        store,
        choice,
        chosen,
        words,
        span=state.span or opening_span(choice),
        is_log=state.scale == "log",
        has_treaty=state.vs == TREATY,
        has_older=state.vs == OLDER,
        has_context=state.peers != NO_PEERS,
    )


def opening_span(choice: Choice) -> tuple[int, int] | None:
    """The years that a long series opens with: those since today's borders; None where all are shown."""
    if not choice.years or choice.years[-1] - choice.years[0] < LONG or choice.years[-1] - MAP_FROM < SHORT:
        return None
    return MAP_FROM, choice.years[-1]


def _named(store: Store, state: ViewState) -> tuple[str, ...]:
    return tuple(a for a in state.area if a in store.catalogue.areas)[:MOST_AREAS]


def has_peers(trend: TrendView, state: ViewState) -> bool:
    """Whether the median of the peers is drawn, or would be if the reader had not left it out."""
    return trend.context is not None or (state.peers == NO_PEERS and trend.kind == "lines")


def largest_with_value(store: Store, view: MapView) -> tuple[str, ...]:
    """The most populous member states with a value in the view, at most five, the largest first."""
    return tuple(by_population(store, (area.id for area in view.valued))[:SHOWN_BY_RULE])


def _chip(
    store: Store, state: ViewState, area: str, areas: tuple[str, ...], path: str, words: Words
) -> tuple[str, str, str]:
    """Name of a shown country, the address without it, and the country's own page."""
    rest = tuple(a for a in areas if a != area)
    known = store.catalogue.areas[area]
    return known.name(words.lang), address(_on(state, path), path, area=rest), area


def _on(state: ViewState, path: str) -> ViewState:
    """The state as it is written on a path that names the indicator itself."""
    return state if path == "/" else state.but(indicator="")


def _picker(
    store: Store, choice: Choice, state: ViewState, areas: tuple[str, ...], site: Site, path: str, words: Words
) -> dict[str, Any]:
    """What the form holds: where it leads, what it carries along, the countries it offers."""
    kept = to_query(_on(state, path).but(area=areas))
    hidden = [tuple(part.split("=", 1)) for part in kept.replace("%20", " ").split("&") if part]
    known = {store.blocks.areas[n] for n in choice_areas(store, choice)}
    offered = sorted(
        store.catalogue.areas[a].name(words.lang) for a in known if store.catalogue.areas[a].universe == "un_member"
    )
    return {"action": site.to(path).partition("?")[0], "hidden": hidden, "offered": offered}


def choice_areas(store: Store, choice: Choice) -> list[int]:
    """Numbers of the areas that have a row in the slice."""
    start, end = store.blocks.slices.get(choice.series.id, {}).get(choice.dims, (0, 0))
    return [int(n) for n in np.unique(np.asarray(store.blocks.columns["area"][start:end]))]


def _options(trend: TrendView, choice: Choice, state: ViewState, path: str, has_older: bool) -> list[dict[str, Any]]:
    """Switches beside the chart: (key, on, address of the other position)."""
    here = _on(state, path)
    is_log, has_treaty = state.scale == "log", state.vs == TREATY
    options = []
    opening = opening_span(choice)
    if opening is not None:
        whole = (choice.years[0], choice.years[-1])
        is_whole = state.span == whole
        href = address(here, path, span=None if is_whole else whole)
        first = str((opening if is_whole else whole)[0])
        options.append({"key": "whole", "on": is_whole, "href": href, "first": first})
    if trend.can_log:
        options.append({"key": "log", "on": is_log, "href": address(here, path, scale="" if is_log else "log")})
    if has_peers(trend, state):
        is_on = state.peers != NO_PEERS
        options.append({"key": "peers", "on": is_on, "href": address(here, path, peers=NO_PEERS if is_on else "")})
    options.append({"key": "treaty", "on": has_treaty, "href": address(here, path, vs="" if has_treaty else TREATY)})
    if has_older:
        is_on = state.vs == OLDER
        options.append({"key": "older", "on": is_on, "href": address(here, path, vs="" if is_on else OLDER)})
    return options


def years_of(choice: Choice, state: ViewState) -> dict[str, int]:
    """First and last year that may be asked for, and those that are."""
    first, last = (choice.years[0], choice.years[-1]) if choice.years else (0, 0)
    span = state.span or opening_span(choice) or (first, last)
    return {"first": first, "last": last, "from": span[0], "to": span[1]}


def picked(store: Store, state: ViewState, query: Mapping[str, str], words: Words) -> tuple[ViewState, list[str]]:
    """The state after the picker's own fields (``PICKER_KEYS``), with a notice for a name that is unknown."""
    notices = []
    text = query.get("add", "")[:MAX_TYPED]
    found = parse_question(store.catalogue, text).areas if text else ()
    if text and not found:
        notices.append(words.text("No country is called %(name)s here.", name=text))
    areas = tuple(dict.fromkeys((*state.area, *found)))[:MOST_AREAS]
    span = state.span
    if "span_from" in query or "span_to" in query:
        years = [int(y) for y in (query.get("span_from", ""), query.get("span_to", "")) if y.isascii() and y.isdigit()]
        span = (min(years), max(years)) if len(years) == 2 and max(years) <= YEAR_MAX else None
    return state.but(area=areas, span=span), notices
