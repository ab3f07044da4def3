"""The page at ``/treaties``: states and the eighteen instruments, as matrix, map, curve and wait; institutions beside.

Invariant: every count is of the states that the address means; every sentence carries the date of the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from components.explore_parts import hatch_patterns
from components.links import Site, address, site_of
from components.page import Page
from components.svg.treaties_delay import draw_spread, draw_spreads
from components.templating import made_here, render
from components.treaties_grid import draw_grid, legend
from components.treaties_parts import (
    PATH,
    controls,
    doubts,
    foot_values,
    large_curve,
    map_figure,
    nhri_values,
    small_curves,
    tabs,
)
from data.store import Store
from data.view_state import PAGE_KEYS, TREATY_VIEWS, ViewState, read_query, without_empty
from data.views.profile_treaties import STATUS
from data.views.treaties import Grid, build_grid
from data.views.treaties_curve import build_curves
from data.views.treaties_delay import build_delay_grid, build_spreads
from data.views.treaties_finding import (
    curve_sentence,
    curves_sentence,
    heading,
    matrix_sentence,
    spread_sentence,
    spreads_sentence,
    standing_sentence,
    states_text,
)
from data.views.treaties_list import build_list
from data.views.treaties_origin import COLLECTION, ORIGINS
from data.views.treaties_record import Record, treaty_record
from data.views.treaties_scope import Scope, build_scope
from data.views.treaties_words import as_of, sources_text, stale_text
from data.words import Words

MATRIX, MAP, CURVE, DELAY = TREATY_VIEWS


@dataclass(frozen=True)
class Asked:
    """What an address means: which view, of which states, at which year, of one instrument (by number) or of all."""

    store: Store
    record: Record
    state: ViewState
    view: str
    scope: Scope
    year: int
    number: int | None
    words: Words


def build_treaties(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The page for a query. Unknown keys and values are dropped, each with a notice."""
    query = without_empty(query)
    state, notices = read_query({k: v for k, v in query.items() if k in PAGE_KEYS}, words)
    notices += [words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in PAGE_KEYS]
    state = state.but(release=store.id if pinned else "", lang=Site(lang=words.lang).start.lang)
    record = treaty_record(store)
    if record is None:
        return _empty(site_of(state), words)
    asked, more = read(store, record, state, words)
    body = view_values(asked)
    title = title_of(asked)
    stale = stale_text(store, record.released, words)
    main = render(
        "treaties.html.j2",
        words,
        notices=[*notices, *more],
        view=asked.view,
        title=title,
        scope=asked.scope,
        states=states_text(asked.scope, words),
        stale=stale,
        sources=sources_text(record, words),
        tabs=tabs(asked.state, asked.view, words),
        controls=controls(store, record, asked.scope, asked.state, asked.view, asked.year, asked.number, words),
        patterns=hatch_patterns(),
        origin=ORIGINS[record.instruments[asked.number].id] if asked.number is not None else None,
        instrument=record.instruments[asked.number] if asked.number is not None else None,
        about=site_of(state).indicator(record.instruments[asked.number].id + STATUS)
        if asked.number is not None
        else "",
        collection=COLLECTION,
        doubts=doubts(store, record, asked.scope, asked.number, words),
        nhri=nhri_values(store, asked.scope, site_of(state), words),
        site=site_of(state),
        release=store.id,
        foot=foot_values(store, record, asked.state, asked.year, body["sentence"], words),
        **body,
    )
    return Page(
        title=title,
        description=body["sentence"][:300],
        canonical=address(asked.state.but(area=(), theme=""), PATH),
        lang=words.lang,
        main=main,
        critical_css="critical-treaties",
    )


def read(store: Store, record: Record, state: ViewState, words: Words) -> tuple[Asked, list[str]]:
    """What the address means, its state in canonical form, and a notice for each part that means nothing here."""
    notices = []
    view = state.view or MATRIX
    if view not in TREATY_VIEWS:
        notices.append(words.text("There is no view %(name)s here; the matrix is shown.", name=view))
        view = MATRIX
    number = _number(record, state, view)
    if state.indicator and number is None and view != MATRIX:
        notices.append(words.text("There is no treaty %(name)s in this record.", name=state.indicator))
    if number is None and view == MAP:
        number = 0
    year = _year(record, state.year, number, notices, words)
    scope, more = build_scope(store, record, state, year, words)
    state = state.but(
        view="" if view == MATRIX else view,
        indicator=record.instruments[number].id + STATUS if number is not None else "",
        year=None if year == record.latest else year,
        region=scope.region,
        peers=state.peers if scope.group is not None else "",
    )
    return Asked(store, record, state, view, scope, year, number, words), [*notices, *more]


def _number(record: Record, state: ViewState, view: str) -> int | None:
    if view == MATRIX:
        return None
    return next((n for n, i in enumerate(record.instruments) if state.indicator == i.id + STATUS), None)


def _year(record: Record, wanted: int | None, number: int | None, notices: list[str], words: Words) -> int:
    """The year asked for, as far as the record and the instrument reach."""
    first = ORIGINS[record.instruments[number].id].year if number is not None else record.years[0]
    if wanted is None:
        return record.latest
    year = min(max(wanted, first), record.latest)
    if year != wanted:
        notices.append(
            words.text("There is no data for %(year)s; %(nearest)s is shown.", year=str(wanted), nearest=str(year))
        )
    return year


def title_of(asked: Asked) -> str:
    """Heading of a view, with its states and its date."""
    instrument = asked.record.instruments[asked.number] if asked.number is not None else None
    title = heading(asked.view, instrument, asked.words)
    if not asked.scope.is_all:
        title = f"{title}, {asked.scope.title}"
    year = asked.record.latest if asked.view == CURVE else asked.year
    return asked.words.text("%(title)s, as of %(date)s", title=title, date=as_of(asked.record, year, asked.words))


def _empty(site: Site, words: Words) -> Page:
    """A release without any party status."""
    title = words.text("This release holds no record of treaties")
    main = render("treaties_empty.html.j2", words, title=title, start=site.to("/"))
    return Page(title, title, Site(site.release).treaties(), words.lang, main, critical_css="critical-treaties")


def _grid(asked: Asked, grid: Grid, is_wait: bool) -> dict[str, Any]:
    site = site_of(asked.state)
    return {
        "grid": draw_grid(grid, title_of(asked), site, asked.state.year, asked.words),
        "columns": len(grid.columns),
        "rows": len(grid.rows),
        "legend": legend(grid, is_wait, asked.words),
    }


def _matrix(asked: Asked) -> dict[str, Any]:
    grid = build_grid(asked.store, asked.record, asked.scope, asked.year, asked.state.sort, asked.words)
    return {"sentence": matrix_sentence(asked.record, grid, asked.scope, asked.words), **_grid(asked, grid, False)}


def _list(asked: Asked) -> dict[str, Any]:
    assert asked.number is not None
    year = asked.record.latest if asked.view == CURVE else asked.year
    return {"list": build_list(asked.record, asked.scope, asked.number, year, asked.state.sort, asked.words)}


def _map(asked: Asked) -> dict[str, Any]:
    assert asked.number is not None
    grid = build_grid(asked.store, asked.record, asked.scope, asked.year, asked.state.sort, asked.words)
    sentence = standing_sentence(asked.record, grid, asked.number, asked.scope, asked.words)
    figure = map_figure(asked.store, asked.scope, asked.state.but(year=asked.year), sentence, asked.words)
    return {"sentence": sentence, "figure": figure, **_list(asked)}


def _curve(asked: Asked) -> dict[str, Any]:
    curves = build_curves(asked.record, asked.scope, asked.words)
    if asked.number is None:
        sentence = curves_sentence(asked.record, curves, asked.scope, asked.words)
        small = small_curves(asked.record, curves, asked.scope, asked.state, asked.words)
        return {"sentence": sentence, "curves": curves, "small": small, "span": asked.record.years}
    curve = curves[asked.number]
    sentence = curve_sentence(asked.record, curve, asked.scope, asked.words)
    drawing = large_curve(curve, asked.scope, sentence, asked.words)
    return {"sentence": sentence, "curve": curve, "drawing": drawing, **_list(asked)}


def _delay(asked: Asked) -> dict[str, Any]:
    words = asked.words
    spreads = build_spreads(asked.record, asked.scope, asked.year, words)
    if asked.number is None:
        sentence = spreads_sentence(asked.record, spreads, asked.year, asked.scope, words)
        grid = build_delay_grid(asked.store, asked.record, asked.scope, asked.year, asked.state.sort, words)
        drawing = made_here(draw_spreads(spreads, sentence, words))
        return {"sentence": sentence, "drawing": drawing, "spreads": spreads, **_grid(asked, grid, True)}
    spread = spreads[asked.number]
    sentence = spread_sentence(asked.record, spread, asked.year, asked.scope, words)
    drawing = made_here(draw_spread(spread, asked.state.area, sentence, words))
    return {"sentence": sentence, "drawing": drawing, "spread": spread, **_list(asked)}


VIEWS = {MATRIX: _matrix, MAP: _map, CURVE: _curve, DELAY: _delay}


def view_values(asked: Asked) -> dict[str, Any]:
    """What a view puts on the page, its sentence among it."""
    return VIEWS[asked.view](asked)
