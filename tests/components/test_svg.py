"""Drawings: ids once, hatches for every missing state, small areas as circles, labels that do not collide."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from components.svg.dots import CHAR, Scale, _lanes, _span
from components.svg.draw import HATCH
from components.svg.map import draw_map, frame, not_drawn
from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.change import change_class, change_edges
from data.views.choose import choose
from data.views.map import MapArea, build_map_view
from data.words import words


def dot(name: str, value: float) -> MapArea:
    return MapArea(name, name, AreaState.VALUE, "b0", str(value), 2020, (), value, None)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60), st.integers(2, 30))
def test_labels_never_lie_over_one_another(values: list[float], length: int):
    areas = tuple(dot(f"{n:0{length}d}", value) for n, value in enumerate(sorted(values)))
    scale = Scale(0, 100)
    lanes = _lanes(areas, scale)
    spans: dict[int, list[tuple[float, float]]] = {}
    for area in areas:
        spans.setdefault(lanes[area.id], []).append(_span(area.name, scale.x(area.value or 0), scale))
    for line in spans.values():
        ordered = sorted(line)
        assert all(a[1] < b[0] for a, b in pairwise(ordered))
    assert CHAR > 0


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_ticks_are_round_and_within_the_scale(one: float, other: float):
    scale = Scale(min(one, other), max(one, other) + 1)
    ticks = scale.ticks()
    assert 1 <= len(ticks) <= 12
    assert all(scale.low - scale.step / 1e6 <= tick <= scale.high + scale.step / 1e6 for tick in ticks)


@given(st.lists(st.floats(-1e6, 1e6).filter(lambda v: v == 0 or abs(v) > 1e-6), max_size=80))
def test_change_classes_mirror_each_other(values: list[float]):
    edges = change_edges(values)
    assert edges == sorted(set(edges))
    assert [-edge for edge in reversed(edges)] == edges
    for value in values:
        name = change_class(value, edges)
        assert (name == "n0") == (value == 0)
        if value and edges:
            assert (int(name[1:]) <= len(edges) // 2) == (value < 0)


def test_every_missing_state_has_its_own_hatch():
    missing = [state for state in AreaState if state is not AreaState.VALUE]
    assert set(HATCH) == set(missing)
    assert len({HATCH[state] for state in missing}) == len(missing)


def test_a_map_draws_each_area_once_and_small_ones_as_circles(tiny_store: Store):
    choice = choose(tiny_store, ViewState(indicator="unsentenced_detention_share_percent"), words("en"))
    view = build_map_view(tiny_store, choice, words("en"))
    drawing = draw_map(view, tiny_store.geometry, "name <&>", "summary")
    ids = re.findall(r' id="([^"]+)"', drawing)
    assert len(ids) == len(set(ids))
    assert "name &lt;&amp;&gt;" in drawing
    drawn = [a for a in view.areas if a.id in tiny_store.geometry["paths"]]
    shapes = re.findall(r'<path class="a [^"]*" data-id="([^"]+)"', drawing)
    assert sorted(shapes) == sorted(a.id for a in drawn)
    small = [a for a in drawn if tiny_store.geometry["places"][a.id]["size"] < 8]
    circles = re.findall(r'<circle class="a [^"]*" data-id="([^"]+)"', drawing)
    assert sorted(circles) == sorted(a.id for a in small)
    assert {f"f-{a.fill}" for a in drawn} == set(re.findall(r'class="a [^"]*(f-[^" ]+)"', drawing))
    strip = {a.id for a in not_drawn(view, tiny_store.geometry)}
    assert strip | {a.id for a in drawn} == {a.id for a in view.areas}


def test_no_shape_is_moved_by_the_one_before_it(tiny_store: Store):
    """Shapes begin with a relative move: each stands in an element of its own, or it is drawn elsewhere."""
    choice = choose(tiny_store, ViewState(indicator="unsentenced_detention_share_percent"), words("en"))
    view = build_map_view(tiny_store, choice, words("en"))
    drawing = draw_map(view, tiny_store.geometry, "name", "summary", chosen=("BRA", "IND", "FJI"))
    known = {*tiny_store.geometry["paths"].values(), *(tiny_store.geometry[k] for k in ("unassigned", "disputed"))}
    shapes = re.findall(r'<path [^>]*?\bd="(m[^"]*)"', drawing)
    assert len(shapes) >= len(tiny_store.geometry["paths"])
    assert set(shapes) <= known


def test_a_zoom_lies_within_its_continent(tiny_store: Store):
    world = frame(tiny_store.geometry, "")
    for zoom in ("africa", "americas", "asia", "europe", "oceania"):
        x, y, width, height = frame(tiny_store.geometry, zoom)
        assert width <= world[2] * 1.1
        assert height <= world[3] * 1.2
        assert (x, y) != (world[0], world[1])
