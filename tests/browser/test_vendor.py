"""The slim plotly.js draws a map alone and charts once the second file has come, and asks nobody for anything."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from components.figures.geojson import map_geojson

VENDOR = Path(__file__).parents[2] / "assets" / "vendor"
POLICY = (
    "default-src 'none'; script-src 'self'; img-src data:; "
    "style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"  # plotly's style element, which is empty
)
PAGE = '<!doctype html><meta charset="utf-8"><script src="/plotly-geo.min.js"></script><div id="map"></div>'
BOXES = {"AAA": [0, 0, 10, 10], "BBB": [170, 60, 180, 70], "CCC": [-60, -20, -50, -10]}

pytestmark = pytest.mark.browser


def square(west, south, east, north):
    return [[[west, south], [west, north], [east, north], [east, south], [west, south]]]


def shapes():
    features = [
        {"id": area, "geometry": {"type": "Polygon", "coordinates": square(*box)}} for area, box in BOXES.items()
    ]
    cut = [square(170, 60, 180, 70), square(-180, 60, -170, 70)]
    features[1]["geometry"] = {"type": "MultiPolygon", "coordinates": cut}
    return map_geojson({"features": features})


def figure(values):
    trace = {
        "type": "choropleth", "geojson": shapes(), "locationmode": "geojson-id", "locations": list(BOXES),
        "z": values, "zmin": 0, "zmax": 1, "colorscale": [[0, "#ffffff"], [1, "#000000"]], "showscale": False,
    }  # fmt: skip
    geo = {"projection": {"type": "equal earth", "rotation": {"lon": 11}}, "visible": False, "fitbounds": False}
    return {"data": [trace], "layout": {"width": 900, "height": 450, "geo": geo, "margin": dict.fromkeys("lrtb", 0)}}


@pytest.fixture
def page(browser):
    """A page whose only host is the folder of the scripts; faults and other requests fail the test."""
    page = browser.new_page()
    asked, faults = [], []

    def answer(route):
        name = route.request.url.removeprefix("http://vendor.test/")
        asked.append(name)
        if not name:
            route.fulfill(body=PAGE, content_type="text/html", headers={"Content-Security-Policy": POLICY})
        elif (VENDOR / name).is_file():
            route.fulfill(path=VENDOR / name, content_type="text/javascript")
        else:
            route.abort()

    page.route("**/*", answer)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto("http://vendor.test/")
    yield page
    page.close()
    assert faults == []
    assert set(asked) <= {"", "plotly-geo.min.js", "plotly-cartesian.min.js"}


def test_map(page):
    page.evaluate("figure => Plotly.newPlot('map', figure)", figure([0, 0.5, 1]))
    found = page.eval_on_selector_all(
        "#map path.choroplethlocation",
        "all => all.map(p => [p.__data__.loc, p.getAttribute('fill'), p.getBBox().width, p.getTotalLength()])",
    )
    assert [row[0] for row in found] == list(BOXES)
    assert [row[1] for row in found] == ["rgb(255, 255, 255)", "rgb(128, 128, 128)", "rgb(0, 0, 0)"]
    assert all(0 < width < 100 for _, _, width, _ in found), "an area fills the globe or reaches around it"
    page.evaluate("figure => Plotly.react('map', figure)", figure([1, 1, 1]))
    fills = page.eval_on_selector_all("#map path.choroplethlocation", "all => all.map(p => p.getAttribute('fill'))")
    assert set(fills) == {"rgb(0, 0, 0)"}


def test_charts_come_with_the_second_file(page):
    page.evaluate("() => Plotly.newPlot('map', [], {})")
    page.evaluate("figure => Plotly.react('map', figure)", figure([0, 0.5, 1]))
    page.add_script_tag(url="/plotly-cartesian.min.js")
    chart = {
        "data": [
            {"type": "scatter", "x": [2000, 2001], "y": [1, 2], "error_y": {"array": [0.1, 0.2]}},
            {"type": "bar", "x": [2000, 2001], "y": [2, 1]},
            {"type": "heatmap", "x": [2000, 2001], "y": [1], "z": [[1, 2]], "xaxis": "x2", "yaxis": "y2"},
        ],
        "layout": {
            "width": 700, "height": 400, "xaxis": {"domain": [0, 0.4]}, "xaxis2": {"domain": [0.6, 1]},
            "yaxis2": {"anchor": "x2"}, "shapes": [{"type": "line", "x0": 2000, "x1": 2001, "y0": 0, "y1": 1}],
            "annotations": [{"x": 2000, "y": 1, "text": "<b>break</b>"}],
        },
    }  # fmt: skip
    page.evaluate("figure => Plotly.react('map', figure)", chart)
    for selector in (".scatterlayer .trace", ".errorbar", ".barlayer .point", ".hm image", ".legend", ".cbbg",
                     ".shapelayer path", ".annotation"):  # fmt: skip
        assert page.query_selector(f"#map {selector}"), selector
    page.evaluate("figure => Plotly.react('map', figure)", figure([0, 0.5, 1]))
    assert len(page.query_selector_all("#map path.choroplethlocation")) == len(BOXES)


def test_everything_that_a_dash_graph_calls_is_there(page):
    spec = find_spec("dash")
    assert spec is not None and spec.origin is not None
    script = (Path(spec.origin).parent / "dcc" / "async-graph.js").read_text("utf-8")
    called = {*re.findall(r"\bPlotly\.([\w.]+)\(", script), "Plots.resize", "extendTraces", "prependTraces"}
    called = {name.removesuffix(".catch").removesuffix(".then") for name in called}
    assert {"react", "purge", "animate"} <= called
    kinds = page.evaluate(
        "names => names.map(n => typeof n.split('.').reduce((o, k) => o?.[k], Plotly))", sorted(called)
    )
    assert dict(zip(sorted(called), kinds, strict=True)) == dict.fromkeys(sorted(called), "function")
