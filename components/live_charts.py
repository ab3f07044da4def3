"""The interactive charts of an address: trend, groups, dots or regions, from the same views as the page.

Invariant: what the page does not draw is not here; an address that cannot be read gives no chart, never an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from components.explore import build_view
from components.explore_parts import figure_kind
from components.figures.drawn_rows import drawn_bars, drawn_dots, drawn_groups
from components.figures.drawn_trend import drawn_trend
from components.groups_section import chosen_dimension, group_dimensions, groups_of
from components.links import DEFAULT_LANG
from components.live_map import opened_for, read_address
from components.trend_section import NO_PEERS, TREATY, has_peers, trend_of, years_of
from data.store import Store
from data.view_state import ViewState
from data.views.by_group import GroupView
from data.views.choose import Choice, choose
from data.views.dots import build_dot_rows, build_region_bars
from data.views.map import MapView
from data.views.sentence import build_sentence
from data.views.trend import TrendView
from data.words import Words, words

FRAMES = ("wide", "narrow")
Figure = dict[str, Any]


@dataclass(frozen=True)
class Tools:
    """How the trend's tools stand: ``is_log`` None where the scale makes no sense, ``has_peers`` None without peers."""

    is_log: bool | None
    has_peers: bool | None
    has_treaty: bool
    ends: tuple[int, int]
    span: tuple[int, int]
    lang: str


@dataclass(frozen=True)
class LiveCharts:
    """Figures by the place that they take (trend, groups, figure), and the trend's tools."""

    address: str
    figures: dict[str, Figure] = field(default_factory=dict)
    tools: Tools | None = None


def read_frame(text: str) -> tuple[str, str]:
    """The address of a page, and the frame that the browser shows, which stands behind ``#``."""
    address, _, frame = text.partition("#")
    return address, frame if frame in FRAMES else FRAMES[0]


def live_charts(text: str) -> LiveCharts:
    """Every chart of an address but its map, as ``/?indicator=…#narrow``."""
    written, frame = read_frame(text)
    address = read_address(written)
    opened = opened_for(address)
    if opened is None or address.state.indicator not in opened.catalogue.indicators:
        return LiveCharts(text)
    state = address.state.but(release=address.release)
    reader = words(state.lang or DEFAULT_LANG)
    choice = choose(opened, state, reader)
    view = build_view(opened, choice, state, reader)
    trend = trend_of(opened, choice, view, state, reader)
    groups = _groups(opened, choice, state, reader)
    found = {
        "trend": _trend(trend, reader, frame),
        "groups": drawn_of_groups(groups, reader, frame) if groups is not None else None,
        "figure": _figure(opened, view, state, reader, frame),
    }
    tools = None if trend is None or trend.empty else _tools(choice, trend, state)
    return LiveCharts(text, {name: figure for name, figure in found.items() if figure}, tools)


def _trend(view: TrendView | None, words: Words, frame: str) -> Figure | None:
    if view is None or view.empty or view.span is None:
        return None
    return drawn_trend(view, words, frame)


def _groups(store: Store, choice: Choice, state: ViewState, words: Words) -> GroupView | None:
    dimensions = group_dimensions(store, choice, words)
    if not dimensions:
        return None
    return groups_of(store, choice, chosen_dimension(dimensions, state), state, words)


def drawn_of_groups(view: GroupView, words: Words, frame: str) -> Figure | None:
    """The figure of groups; where they stand over time it is a trend with the groups' sentence."""
    if view.empty:
        return None
    if view.trend is None:
        return drawn_groups(view, words, frame)
    return drawn_trend(view.trend, words, frame, "g") if view.trend.span is not None else None


def _figure(store: Store, view: MapView, state: ViewState, words: Words, frame: str) -> Figure | None:
    """Dots or regional bars, where the page draws these and no map."""
    kind = figure_kind(store, view, state)
    if kind not in ("dots", "regions"):
        return None
    sentence = build_sentence(store, view, words)
    if kind == "regions":
        bars = build_region_bars(store, view, words)
        return drawn_bars(view.title, bars, sentence, frame) if bars else None
    rows = build_dot_rows(store, view, words)
    from_zero = store.catalogue.units[view.indicator.unit].get("minimum") == 0
    return drawn_dots(view, rows, from_zero, words, sentence, frame) if rows else None


def _tools(choice: Choice, trend: TrendView, state: ViewState) -> Tools:
    years = years_of(choice, state)
    return Tools(
        is_log=trend.scale == "log" if trend.can_log else None,
        has_peers=state.peers != NO_PEERS if has_peers(trend, state) else None,
        has_treaty=state.vs == TREATY,
        ends=(years["first"], years["last"]),
        span=(years["from"], years["to"]),
        lang=state.lang or DEFAULT_LANG,
    )
