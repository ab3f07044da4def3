"""Figures are plain dicts that plotly.js draws: gaps open, texts escaped, nothing asked of another host."""

from __future__ import annotations

import math
from typing import Any

import orjson
from hypothesis import given

from components.figures.common import SERIES, label, series_colour, translucent
from components.figures.dots import dots_figure
from components.figures.groups import groups_figure
from components.figures.regions import regions_figure
from components.figures.trend import trend_figure
from data.model import Qualifier
from data.query import series_rows
from data.store import Store
from data.view_state import ViewState
from data.views.by_group import build_group_view
from data.views.choose import choose
from data.views.dots import build_dot_rows, build_region_bars
from data.views.map import build_map_view
from data.views.trend import build_trend_view
from data.words import words
from tests.data.test_trend_view import MAJOR, made_rows
from tests.made import Made, changed, chosen, made_store

EN = words("en")


def lines(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [t for t in figure["data"] if str(t.get("mode", "")).startswith("lines") and t.get("fill") is None]


def every_figure(store: Store) -> list[dict[str, Any]]:
    found = []
    for iid, indicator in store.catalogue.indicators.items():
        choice = choose(store, ViewState(indicator=iid), EN)
        areas = tuple(
            a for a in store.catalogue.areas if len(series_rows(store.blocks, indicator.preferred, choice.dims, a))
        )
        found.append(trend_figure(build_trend_view(store, choice, areas[:9], EN, is_log=True, has_treaty=True)))
        for dimension in store.catalogue.series[indicator.preferred].raw["dimensions"]:
            found.append(groups_figure(build_group_view(store, choice, dimension, areas[:1], EN)))
            found.append(groups_figure(build_group_view(store, choice, dimension, (), EN)))
        view = build_map_view(store, choice, EN)
        found.append(dots_figure(view, build_dot_rows(store, view, EN), True, EN))
        found.append(regions_figure(view.title, build_region_bars(store, view, EN), empty=view.empty))
    return found


def test_every_figure_of_the_release_is_plain_and_small(tiny_store: Store) -> None:
    for figure in every_figure(tiny_store):
        assert set(figure) == {"data", "layout"}
        raw = orjson.dumps(figure)
        assert b"http" not in raw
        assert b"template" not in raw
        assert b"NaN" not in raw
        assert len(raw) < 120_000
        for trace in figure["data"]:
            assert trace["type"] in {"scatter", "bar"}
            lengths = {len(trace[key]) for key in ("x", "y", "hovertext", "customdata", "base") if key in trace}
            assert len(lengths) == 1
            assert "connectgaps" not in trace or trace["connectgaps"] is False


def test_a_line_is_open_where_a_stretch_ends(tiny_store: Store) -> None:
    broken = changed(tiny_store, method={"breaks": [MAJOR]})

    @given(made_rows)
    def check(rows: list[Made]) -> None:
        store = made_store(broken, rows)
        view = build_trend_view(store, chosen(store), ("FRA", "KEN"), EN)
        figure = trend_figure(view)
        for trace in lines(figure):
            if "customdata" not in trace:
                continue
            line = next(line for line in view.lines if line.area == trace["meta"]["key"])
            parts: list[list[int]] = [[]]
            for number in trace["customdata"]:
                if number is None:
                    parts.append([])
                else:
                    parts[-1].append(number)
            assert tuple(tuple(part) for part in parts) == line.stretches
            assert [None if n is None else view.rows[n].value for n in trace["customdata"]] == trace["y"]
            assert all(value is None or math.isfinite(value) for value in trace["y"])

    check()


def test_limits_are_markers_and_never_on_a_line(tiny_store: Store) -> None:
    rows = [Made("FRA", 2000, 5.0), Made("FRA", 2001, 2.5, qualifier=Qualifier.BELOW), Made("FRA", 2002, 5.0)]
    store = made_store(tiny_store, rows)
    figure = trend_figure(build_trend_view(store, chosen(store), ("FRA",), EN))
    limits = [t for t in figure["data"] if t.get("mode") == "markers"]
    assert [t["marker"]["symbol"] for t in limits] == [["triangle-down-open"]]
    assert [t["y"] for t in lines(figure)] == [[5.0, None, 5.0]]


def test_bands_and_breaks_and_names_at_the_ends(tiny_store: Store) -> None:
    rows = [Made("FRA", year, 5.0, lower=4.0, upper=6.0) for year in range(2005, 2014)]
    store = changed(made_store(tiny_store, rows), method={"breaks": [MAJOR]})
    figure = trend_figure(build_trend_view(store, chosen(store), ("FRA",), EN))
    bands = [t for t in figure["data"] if t.get("fill") == "toself"]
    assert [t["meta"]["rows"] for t in bands] == [[0, 1, 2, 3, 4], [5, 6, 7, 8]]
    assert all("80% interval" in t["name"] for t in bands)
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [2009.5]
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    assert "Break in 2010" in notes
    assert "<b>France</b><br>5.0" in notes


def test_an_empty_view_is_a_figure_that_says_why(tiny_store: Store) -> None:
    store = made_store(tiny_store, [Made("FRA", 2000, 5.0)])
    figure = trend_figure(build_trend_view(store, chosen(store), (), EN))
    assert figure["data"] == []
    assert figure["layout"]["annotations"][0]["text"] == "Choose a country to see its trend."
    assert regions_figure("Title", [], empty="No region.")["layout"]["annotations"][0]["text"] == "No region."


def test_labels_cannot_be_markup() -> None:
    assert label("<b>Côte & d'Ivoire</b>") == "&lt;b&gt;Côte &amp; d'Ivoire&lt;/b&gt;"


def _light(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_series_colours_are_those_of_the_style_sheet_and_stand_out() -> None:
    import re
    from pathlib import Path

    sheet = (Path(__file__).parents[2] / "assets/css/part-trend.css").read_text()
    light, dark = (dict(re.findall(r"--(c\d): (#[0-9a-f]{6})", line)) for line in sheet.splitlines() if "--c1:" in line)
    assert tuple(light[f"c{n}"] for n in range(1, 9)) == SERIES
    assert all(1.05 / (_light(colour) + 0.05) >= 4.5 for colour in light.values())
    paper = _light("#161615")
    assert all((_light(colour) + 0.05) / (paper + 0.05) >= 4.5 for colour in dark.values())
    assert series_colour(0) not in SERIES
    assert translucent("#a8321a", 0.5) == "rgba(168,50,26,0.5)"
