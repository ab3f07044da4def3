"""The interactive map of an address: figure and view together, from the same map view as the page.

Invariant: an address that shows no map gives an empty figure, never an error; what is said is what the page says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from components.explore import build_view
from components.explore_parts import figure_kind, legend_lines
from components.figures.map import map_figure
from components.links import DEFAULT_LANG
from components.made import frames_address, map_state, shapes_address
from data.release import ID, UnknownRelease
from data.store import Store, store
from data.view_state import PAGE_KEYS, ViewState, read_query, to_query
from data.views.choose import choose
from data.views.sentence import build_sentence
from data.words import words

INDICATOR = "/indicator/"


@dataclass(frozen=True, slots=True)
class LiveAddress:
    """A page address as the browser has it, taken apart: release (empty for the current), path, state."""

    release: str
    path: str
    state: ViewState


def read_address(text: str) -> LiveAddress:
    """Path and query of a page, ``/r/2026.11.1/?indicator=…``. What cannot be read is dropped, as on the page."""
    path, _, query = text.partition("?")
    release = ""
    if path.startswith("/r/"):
        release, _, rest = path.removeprefix("/r/").partition("/")
        path = f"/{rest}"
    state, _ = read_query({k: v for k, v in dict(parse_qsl(query)).items() if k in PAGE_KEYS})
    if path.startswith(INDICATOR):
        state = state.but(indicator=unquote(path.removeprefix(INDICATOR)))
    return LiveAddress(release, path, state)


def opened_for(address: LiveAddress) -> Store | None:
    """The release of an address, None where there is none of that name."""
    if address.release and not ID.fullmatch(address.release):
        return None
    try:
        return store(address.release or None)
    except UnknownRelease:
        return None


def live_key(text: str) -> str:
    """One spelling of the map of an address: addresses that show the same map share it."""
    address = read_address(text)
    return f"{address.release} {to_query(map_state(address.state))}"


def live_map(text: str) -> dict[str, Any]:
    """``figure`` and ``view`` of an address; both empty where the page has no map."""
    address = read_address(text)
    opened = opened_for(address)
    if opened is None:
        return nothing()
    state = address.state.but(release=address.release)
    if state.indicator not in opened.catalogue.indicators:
        return nothing()
    reader = words(state.lang or DEFAULT_LANG)
    choice = choose(opened, state, reader)
    view = build_view(opened, choice, state, reader)
    if figure_kind(opened, view, state) != "map" or view.empty:
        return nothing()
    sentence = build_sentence(opened, view, reader)
    figure = map_figure(view, opened.geometry, shapes_address(opened), state.zoom, sentence)
    legend = [
        {"fill": line.fill, "label": line.label, "count": line.count}
        for line in legend_lines(opened, view, reader.lang)
    ]
    return {
        "figure": figure,
        "view": {
            "title": view.title,
            "sentence": sentence,
            "year": view.year,
            "legend": legend,
            "notes": list(view.notes),
            "palette": view.palette,
            "kind": view.kind,
            "frames": frames_address(opened, choice, state) if view.kind != "change" else "",
            "release": opened.id,
        },
    }


def nothing() -> dict[str, Any]:
    """What stands for an address without a map."""
    return {"figure": {"data": [], "layout": {}}, "view": {}}
