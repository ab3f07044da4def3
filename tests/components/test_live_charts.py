"""The live charts carry the rows of the page's views, in the places of the page's drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log10
from typing import Any
from urllib.parse import parse_qsl

import orjson
import pytest

from components.explore import build_explore
from components.figures.common import label
from components.figures.drawing import read_drawing, read_path
from components.figures.drawn_trend import drawn_trend
from components.indicator import build_indicator
from components.live_charts import FRAMES, LiveCharts, live_charts, read_frame
from components.live_tools import TOOLS, chart_children, chart_data, kind_of
from components.svg.lines import tip_of
from components.svg.trend import draw_trend
from data.store import Store
from data.view_state import ViewState, to_query
from data.views.choose import choose
from data.views.trend import TrendView, build_trend_view
from data.words import words
from tests.data.test_trend_view import MAJOR
from tests.made import Made, changed, chosen, made_store

EN = words("en")
MARK = re.compile(r'<(?:circle|path|rect) class="[^"]*\bpt\b[^"]*" data-i="(\d+)"')


def points(figure: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any], int]]:
    """Every point of a figure: number of its row, its trace, its place in it."""
    for trace in figure["data"]:
        for place, number in enumerate(trace.get("customdata", [])):
            yield number, trace, place


def place_of(figure: dict[str, Any], trace: dict[str, Any], at: int) -> tuple[float, float]:
    """Where Plotly puts a point, in the units of the drawing."""
    layout, found = figure["layout"], []
    for letter, size in (("x", layout["width"]), ("y", layout["height"])):
        axis = layout[f"{letter}axis{trace.get(f'{letter}axis', letter)[1:]}"]
        value = log10(trace[letter][at]) if axis.get("type") == "log" else trace[letter][at]
        (low, high), (start, end) = axis["range"], axis["domain"]
        found.append(size * (start + (end - start) * (value - low) / (high - low)))
    return found[0], layout["height"] - found[1]


def assert_on(figure: dict[str, Any], svg: str, frame: str) -> None:
    """Every mark of the drawing is a point of the figure, at its place and in its classes."""
    drawing = read_drawing(svg, frame)
    seen = {}
    for number, trace, at in points(figure):
        seen[number] = trace["meta"]["css"][at]
        if trace["type"] == "scatter" and number in drawing.points:
            x, y = place_of(figure, trace, at)
            mark = drawing.points[number]
            assert (x, y) == pytest.approx((mark.x, mark.y), abs=0.11)
            assert (seen[number], trace["meta"]["shape"][at]) == (mark.css, mark.shape)
    assert set(drawing.points) <= set(seen)
    assert [figure["layout"]["width"], figure["layout"]["height"]] == [drawing.width, drawing.height]


def assert_rows(figure: dict[str, Any], view: TrendView) -> None:
    """The points are the drawn rows of the view, with their years, values and words."""
    drawn = {n for n, row in enumerate(view.rows) if row.is_drawn}
    found = {}
    for number, trace, at in points(figure):
        row = view.rows[number]
        assert (trace["x"][at], trace["y"][at]) == (row.year, row.value)
        assert trace["hovertext"][at] == label(tip_of(row))
        found[number] = trace
    assert set(found) == drawn


def test_a_trend_has_the_rows_of_its_view(tiny_store: Store) -> None:
    for iid, indicator in tiny_store.catalogue.indicators.items():
        choice = choose(tiny_store, ViewState(indicator=iid), EN)
        areas = tuple(tiny_store.catalogue.areas)
        for few in (areas[:3], areas[:12]):
            view = build_trend_view(tiny_store, choice, few, EN, is_log=True, has_treaty=True)
            if view.empty or view.span is None or view.kind == "classes":
                continue
            for frame in FRAMES:
                figure = drawn_trend(view, EN, frame)
                assert_rows(figure, view)
                assert_on(figure, draw_trend(view, EN), frame)
                assert b"NaN" not in orjson.dumps(figure), indicator.id


def made_view(store: Store, rows: list[Made], areas: tuple[str, ...] = ("FRA", "KEN"), **more: Any) -> TrendView:
    store = changed(made_store(store, rows), method={"breaks": [MAJOR]})
    return build_trend_view(store, chosen(store), areas, EN, **more)


def test_lines_are_those_of_the_drawing(tiny_store: Store) -> None:
    """No run joins two stretches; where marks have no room, what is not firm is dashed."""
    rows = [Made("FRA", year, 5.0 + year % 3, lower=4.0, upper=9.0) for year in range(1950, 2014) if year != 1990]
    view = made_view(tiny_store, rows, ("FRA",))
    for frame in FRAMES:
        figure = drawn_trend(view, EN, frame)
        runs = [t for t in figure["data"] if str(t["meta"]["css"]).startswith("run")]
        drawn = re.findall(r'class="(run [^"]*)"', draw_trend(view, EN).split("</svg>")[FRAMES.index(frame)])
        assert {t["meta"]["css"] for t in runs} == set(drawn)
        parts = [p for t in runs for p in "".join("-" if y is None else "x" for y in t["y"]).split("-")]
        assert len(parts) == len(drawn)
        assert sum(map(len, parts)) == sum(len(s) for line in view.lines for s in line.stretches)
        assert_rows(figure, view)


def test_marks_of_years_follow_the_axis(tiny_store: Store) -> None:
    view = made_view(tiny_store, [Made("FRA", year, 5.0) for year in range(2005, 2014)], ("FRA",))
    layout = drawn_trend(view, EN, "wide")["layout"]
    (line,) = [shape for shape in layout["shapes"] if shape["type"] == "line"]
    assert (line["x0"], line["x1"]) == (2009.5, 2009.5)
    at = layout["shapes"].index(line)
    assert layout["meta"]["strokes"][at][0] == "up break"
    note = next(n for n in layout["annotations"] if n["text"] == "Break in 2010")
    assert (note["xref"], note["x"]) == ("x", 2009.5)
    assert len(layout["meta"]["strokes"]) == len(layout["shapes"])
    assert len(layout["meta"]["notes"]) == len(layout["annotations"])
    assert (layout["xaxis"]["minallowed"], layout["xaxis"]["maxallowed"]) == view.span


def test_everything_that_is_written_in_a_drawing_is_in_its_figure(tiny_store: Store) -> None:
    view = made_view(tiny_store, [Made("FRA", year, 5.0) for year in range(2005, 2014)], ("FRA",))
    for frame in FRAMES:
        layout = drawn_trend(view, EN, frame)["layout"]
        texts = [text.text for text in read_drawing(draw_trend(view, EN), frame).texts]
        said = [*(note["text"] for note in layout["annotations"]), *layout["xaxis"]["ticktext"]]
        assert sorted(said) == sorted(label(text) for text in texts)


def addresses(store: Store) -> Iterator[str]:
    for iid in store.catalogue.indicators:
        for state in (
            ViewState(indicator=iid, area=("KEN", "FRA"), vs="treaty"),
            ViewState(indicator=iid, view="dots"),
            ViewState(indicator=iid, view="regions"),
        ):
            yield f"/?{to_query(state)}"
    yield f"/indicator/{iid}?lang=fr"


def written(store: Store, address: str) -> str:
    """The page of an address."""
    path, _, text = address.partition("?")
    query = dict(parse_qsl(text))
    reader = words(query.get("lang", "en"))
    if path == "/":
        return str(build_explore(store, query, reader).main)
    page = build_indicator(store, path.removeprefix("/indicator/"), query, reader)
    assert page is not None
    return str(page.main)


def test_any_view_gives_figures_on_its_drawings(tiny_store: Store) -> None:
    """What the page draws is what is here, by the name of its place, with as many points."""
    seen: set[str] = set()
    for address in addresses(tiny_store):
        html = written(tiny_store, address)
        for frame in FRAMES:
            found = live_charts(f"{address}#{frame}")
            drawn = {name for name in ("trend", "groups", "figure") if f'id="live-{name}"' in html}
            assert set(found.figures) == drawn, address
            for name, figure in found.figures.items():
                part = html[: html.index(f'id="live-{name}"')].rsplit('class="static"', 1)[1]
                svg = next(s for s in part.split("<svg")[1:] if re.search(rf'class="[^"]*\b{frame}\b', s))
                marks = set(map(int, MARK.findall(svg)))
                numbers = [number for number, _, _ in points(figure)]
                assert marks <= set(numbers)
                assert len(numbers) == len(set(numbers))
                seen.add(name)
                assert b"http" not in orjson.dumps(figure)
    assert seen == {"trend", "groups", "figure"}


@pytest.mark.parametrize(
    "text", ["", "/", "/nowhere", "/?indicator=none#wide", "/r/1.1.1/?indicator=x", "/r/../?x", "#", "?"]
)
def test_other_addresses_have_no_charts(tiny_store: Store, text: str) -> None:
    assert live_charts(text) == LiveCharts(text)
    assert chart_data(live_charts(text))["figures"] == {}


def test_the_frame_stands_behind_the_address() -> None:
    assert read_frame("/?indicator=x#narrow") == ("/?indicator=x", "narrow")
    assert read_frame("/?indicator=x#else") == ("/?indicator=x", "wide")
    assert read_frame("/") == ("/", "wide")


def test_tools_say_what_the_address_says(tiny_store: Store) -> None:
    kinds = set()
    for iid in tiny_store.catalogue.indicators:
        for more in ("", "&scale=log", "&peers=none", "&vs=treaty", "&span=2012..2014"):
            found = live_charts(f"/?indicator={iid}{more}")
            if found.tools is None:
                continue
            told, tools = chart_data(found)["tools"], str(chart_children(found)[-1])
            kinds.add(kind_of(found))
            assert set(told) <= set(TOOLS)
            assert all(name in tools for name in told)
            assert told["trend-treaty"] is (more == "&vs=treaty")
            assert told.get("trend-scale") in (None, "log" if more == "&scale=log" else "linear")
            assert told.get("trend-peers") in (None, more != "&peers=none")
            if "trend-from" in told and more.startswith("&span"):
                assert (told["trend-from"], told["trend-to"]) == (2012, 2014)
    assert kinds
    assert all(len(kind) < 200 for kind in kinds)


def test_a_view_of_the_same_kind_keeps_its_components(tiny_store: Store) -> None:
    iid = next(i for i in tiny_store.catalogue.indicators if live_charts(f"/?indicator={i}").tools)
    first, second = (live_charts(f"/?indicator={iid}{more}") for more in ("", "&vs=treaty"))
    assert kind_of(first) == kind_of(second) != kind_of(live_charts(f"/?indicator={iid}&lang=fr"))


def test_paths_are_read_whole() -> None:
    assert read_path("M1 2V8H4v-2L0 0Z") == [
        ("M", (1, 2)), ("L", (1, 8)), ("L", (4, 8)), ("L", (4, 6)), ("L", (0, 0)), ("Z", (0, 0)),
    ]  # fmt: skip
    assert read_path("M0 -5.6L1.5 -1.8H5.4L2.3 .7") == [
        ("M", (0, -5.6)), ("L", (1.5, -1.8)), ("L", (5.4, -1.8)), ("L", (2.3, 0.7)),
    ]  # fmt: skip
    assert read_path("M0 0L1 1M2 2L3 3")[2] == ("M", (2, 2))
