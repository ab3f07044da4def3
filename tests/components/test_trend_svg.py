"""Drawings over time: what is drawn is what the view holds, and no label lies over another."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.svg.axis import Frame, Plane, lanes, spread, width_of, wrap, year_ticks
from components.svg.groups import draw_groups
from components.svg.trend import draw_trend
from data.model import AreaState, Provenance, Qualifier
from data.query import series_rows
from data.store import Store
from data.view_state import ViewState
from data.views.by_group import build_group_view
from data.views.choose import choose
from data.views.trend import TrendView, build_trend_view
from data.words import words
from tests.data.test_trend_view import MAJOR, made_rows
from tests.made import Made, changed, chosen, made_store

EN = words("en")
PLACE = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
SVG = "{http://www.w3.org/2000/svg}"


def drawings(text: str) -> list[ET.Element]:
    """The drawings of a text, wide and narrow, each well-formed."""
    return list(ET.fromstring(f"<all>{text}</all>"))  # our own output


def points(element: ET.Element) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in PLACE.findall(element.get("d", ""))]


def runs(drawing: ET.Element) -> list[ET.Element]:
    return [e for e in drawing.iter("path") if "run" in e.get("class", "").split()]


def rows_drawn(drawing: ET.Element) -> list[int]:
    return [int(e.get("data-i", "")) for e in drawing.iter() if "pt" in e.get("class", "").split()]


def view_of(store: Store, rows: list[Made], areas: tuple[str, ...] = ("FRA",), **options: object) -> TrendView:
    filled = made_store(store, rows)
    return build_trend_view(filled, chosen(filled), areas, EN, **options)  # type: ignore[arg-type]  # options are its own


def test_a_line_has_the_points_of_its_stretch_and_no_other(tiny_store: Store) -> None:
    broken = changed(tiny_store, method={"breaks": [MAJOR]})

    @given(made_rows)
    def check(rows: list[Made]) -> None:
        view = view_of(broken, rows, ("FRA", "KEN"))
        text = draw_trend(view, EN)
        assert bool(text) == (not view.empty)
        for drawing in drawings(text):
            wanted = sum(len(s) for line in view.lines for s in line.stretches if len(s) > 1)
            joints = sum(1 for a, b in pairwise(runs(drawing)) if points(a)[-1] == points(b)[0])
            assert sum(len(points(run)) for run in runs(drawing)) - joints == wanted
            assert sorted(rows_drawn(drawing)) == [n for n, row in enumerate(view.rows) if row.is_drawn]

    check()


def test_bands_are_drawn_only_with_published_bounds(tiny_store: Store) -> None:
    plain = [Made("FRA", year, 5.0) for year in range(2000, 2005)]
    assert 'class="band' not in draw_trend(view_of(tiny_store, plain), EN)
    rows = [Made("FRA", year, 5.0, lower=4.0, upper=6.0) for year in (2000, 2001, 2003)]
    wide = drawings(draw_trend(view_of(tiny_store, rows), EN))[0]
    bands = [e for e in wide.iter("path") if e.get("class", "").startswith("band")]
    whiskers = [e for e in wide.iter("path") if e.get("class", "").startswith("whisker")]
    assert [len(points(band)) for band in bands] == [4]
    assert len(whiskers) == 1


def test_estimates_are_hollow_or_dashed(tiny_store: Store) -> None:
    few = [Made("FRA", 2000 + n, 5.0, provenance=Provenance.ESTIMATED) for n in range(4)]
    wide = drawings(draw_trend(view_of(tiny_store, few), EN))[0]
    assert all("o" in e.get("class", "").split() for e in wide.iter() if "pt" in e.get("class", "").split())
    many = [
        Made("FRA", 1900 + n, 5.0, provenance=Provenance.ESTIMATED if n > 60 else Provenance.COUNTRY)
        for n in range(120)
    ]
    wide = drawings(draw_trend(view_of(tiny_store, many), EN))[0]
    assert ["dashed" in run.get("class", "") for run in runs(wide)] == [False, True]


def test_breaks_targets_and_treaties_are_marked(tiny_store: Store) -> None:
    sdg = {"indicator": "16.1.1", "target": "16.1", "target_value": 4.0, "target_year": 2030}
    store = changed(tiny_store, method={"breaks": [MAJOR]}, sdg=sdg)
    rows = [Made("ALB", year, 5.0) for year in range(2000, 2014)]
    for drawing in drawings(draw_trend(view_of(store, rows, ("ALB",), has_treaty=True), EN)):
        texts = "".join(drawing.itertext())
        assert "Break in 2010: Another method." in texts
        assert "SDG target 16.1: 4 by 2030" in texts
        assert "Albania joined the ICCPR" in texts


@pytest.mark.parametrize("count", [1, 8, 9])
def test_no_label_leaves_the_frame_or_lies_over_another(tiny_store: Store, count: int) -> None:
    areas = tuple(a.id for a in tiny_store.catalogue.members()[: 3 * count : 3])
    rows = [Made(a, year, 1.0 + n / 9) for n, a in enumerate(areas) for year in (2018, 2019, 2020)]
    for drawing in drawings(draw_trend(view_of(tiny_store, rows, areas), EN)):
        width, height = (float(v) for v in drawing.get("viewBox", "").split()[2:])
        ends = [e for e in drawing.iter("text") if e.get("class", "").startswith("end")]
        spans = sorted(
            (float(t.get("y", 0)), float(t.get("x", 0)), t.text or "") for e in ends for t in e.iter("tspan")
        )
        assert all(b[0] - a[0] > 13 for a, b in pairwise(spans))
        assert all(0 < y <= height and x + width_of(text) <= width + 1 for y, x, text in spans)
        assert len(ends) == (count if count < 9 else 0)
        names = {"".join(e.itertext()) for e in drawing.iter("text")}
        assert count < 9 or len([n for n in names if n]) >= count


def test_names_from_data_are_escaped(tiny_store: Store) -> None:
    area = tiny_store.catalogue.areas["FRA"]
    wild = {
        **tiny_store.catalogue.areas,
        "FRA": type(area)(**{**{f: getattr(area, f) for f in area.__slots__}, "names": {"en": "<b>&\"'"}}),
    }
    store = type(tiny_store)(
        tiny_store.release,
        type(tiny_store.catalogue)(**{**vars(tiny_store.catalogue), "areas": wild}),
        tiny_store.blocks,
        {},
    )
    text = draw_trend(view_of(store, [Made("FRA", 2000, 1.0), Made("FRA", 2001, 2.0)]), EN)
    assert "<b>" not in text
    assert "&lt;b&gt;" in text


def test_classes_are_strips_with_names(tiny_store: Store) -> None:
    choice = choose(tiny_store, ViewState(indicator="icerd_party_status_class"), EN)
    view = build_trend_view(tiny_store, choice, ("USA", "NAM"), EN)
    text = draw_trend(view, EN)
    for drawing in drawings(text):
        drawn = rows_drawn(drawing)
        assert drawn == sorted(set(drawn))
        legend = "".join(drawing.itertext())
        for row in view.rows:
            assert row.state is not AreaState.VALUE or row.text in legend
        rects = [e for e in drawing.iter("rect") if "pt" in e.get("class", "")]
        width = float(drawing.get("viewBox", "").split()[2])
        assert all(float(e.get("x", 0)) + float(e.get("width", 0)) <= width + 1 for e in rects)


def test_every_drawing_of_the_release_is_well_formed_and_named_once(tiny_store: Store) -> None:
    for iid, indicator in tiny_store.catalogue.indicators.items():
        choice = choose(tiny_store, ViewState(indicator=iid), EN)
        areas = tuple(
            a
            for a in tiny_store.catalogue.areas
            if len(series_rows(tiny_store.blocks, indicator.preferred, choice.dims, a))
        )
        view = build_trend_view(tiny_store, choice, areas[:9], EN, is_log=True, has_treaty=True)
        text = draw_trend(view, EN, prefix=iid)
        for dimension in tiny_store.catalogue.series[indicator.preferred].raw["dimensions"]:
            for chosen_areas in ((), areas[:1]):
                text += draw_groups(
                    build_group_view(tiny_store, choice, dimension, chosen_areas, EN),
                    EN,
                    f"{dimension}{len(chosen_areas)}",
                )
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        for drawing in drawings(text):
            assert drawing.get("role") == "img"
            assert drawing.get("lang") == "en"
            title, desc = drawing.find("title"), drawing.find("desc")
            assert title is not None and title.text
            assert desc is not None and desc.text
            cells = [
                v for e in drawing.iter() for k, v in e.attrib.items() if k in {"d", "x", "y", "cx", "cy", "transform"}
            ]
            assert not [cell for cell in cells if "nan" in cell or "inf" in cell]


def test_a_total_is_a_tick_and_few_cases_bear_their_number(tiny_store: Store) -> None:
    rows = [Made("FRA", 2020, 2.0, "sex:female"), Made("FRA", 2020, 8.0, "sex:male"), Made("FRA", 2020, 5.0)]
    filled = made_store(tiny_store, rows)
    for areas in ((), ("FRA",)):
        view = build_group_view(filled, chosen(filled), "sex", areas, EN)
        for drawing in drawings(draw_groups(view, EN)):
            dots = [e for e in drawing.iter() if e.get("class", "").startswith("pt ")]
            ticks = [e for e in drawing.iter("path") if e.get("class") == "total pt"]
            assert {view.rows[int(e.get("data-i", ""))].category for e in dots} == {"female", "male"}
            assert [view.rows[int(e.get("data-i", ""))].category for e in ticks] == ["total"]


def test_limits_of_groups_are_open_triangles(tiny_store: Store) -> None:
    rows = [Made("FRA", 2020, 2.5, "sex:female", qualifier=Qualifier.BELOW), Made("FRA", 2020, 8.0, "sex:male")]
    filled = made_store(tiny_store, rows)
    text = draw_groups(build_group_view(filled, chosen(filled), "sex", ("FRA",), EN), EN)
    assert text.count("M0 6L5 -2H-5Z") == 2  # wide and narrow


@given(st.lists(st.tuples(st.floats(-50, 500), st.floats(5, 60)), max_size=12))
def test_labels_are_spread_without_overlap_and_in_order(labels: list[tuple[float, float]]) -> None:
    wanted = sorted(labels)
    bottom = max(450.0, sum(height for _, height in wanted))
    places = spread(wanted, 0.0, bottom)
    spans = [(at - height / 2, at + height / 2) for at, (_, height) in zip(places, wanted, strict=True)]
    assert all(a[1] <= b[0] + 1e-6 for a, b in pairwise(spans))
    assert all(start >= -1e-6 and end <= bottom + 1e-6 for start, end in spans)


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(1, 200)), max_size=15))
def test_lanes_keep_spans_apart(spans: list[tuple[float, float]]) -> None:
    placed = [(start, start + size) for start, size in spans]
    for lane in set(found := lanes(placed)):
        mine = sorted(span for span, at in zip(placed, found, strict=True) if at == lane)
        assert all(a[1] < b[0] for a, b in pairwise(mine))


@given(st.integers(1789, 2025), st.integers(0, 240), st.floats(100, 1000))
def test_years_are_named_once_with_room_between(first: int, span: int, room: float) -> None:
    years = year_ticks(first, first + span, room)
    assert years[0] == first
    assert years[-1] == first + span
    assert years == sorted(set(years))
    assert len(years) <= 2 + room / 40


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60), st.floats(40, 200))
def test_a_wrapped_label_fits(label: str, room: float) -> None:
    assert all(width_of(line) <= room + width_of("…") + 12 for line in wrap(label, room))
    assert len(wrap(label, room)) <= 3


def test_a_plane_maps_its_ends_to_the_frame() -> None:
    frame = Frame("wide", 100, 50, 10, 10, 5, 5)
    plane = Plane(frame, 2000, 2010, 1, 100, is_log=True)
    assert (plane.x(2000), plane.x(2010)) == (10, 90)
    assert (plane.y(1), plane.y(10), plane.y(100)) == (45, 25, 5)
    assert Plane(frame, 2000, 2000, 0, 1).x(2000) == 50
