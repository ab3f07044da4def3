"""Drawing, figure, table and sentence of a view carry the same numbers: none has one that the table lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest

from components.figures.common import label
from components.figures.dots import dots_figure
from components.figures.groups import groups_figure
from components.figures.map import map_figure
from components.figures.regions import regions_figure
from components.figures.trend import trend_figure
from components.svg.dots import draw_bars, draw_dots
from components.svg.groups import draw_groups
from components.svg.lines import tip_of
from components.svg.map import draw_map, tooltip
from components.svg.trend import draw_trend
from data.compare import Purpose, fit
from data.model import AreaState, Flag, Provenance, Qualifier
from data.store import Store
from data.view_state import ViewState
from data.views.by_group import build_group_view
from data.views.choose import choose
from data.views.dots import build_dot_rows, build_region_bars
from data.views.lines import YearRow
from data.views.map import MapView, build_map_view
from data.views.sentence import build_sentence
from data.views.states import median
from data.views.table import build_rows
from data.views.trend import TrendView, build_trend_view
from data.words import words
from tests.made import Made, chosen, made_store

EN = words("en")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
UNSENTENCED = "unsentenced_detention_share_percent"


@dataclass(frozen=True)
class Told:
    """What a view says in four ways: points of the drawing, points of the figure, the table, the sentence.

    A point is (row or area, its words); ``others`` are numbers that the sentence may have besides the table's.
    """

    drawing: dict[object, str]
    figure: dict[object, tuple[float | None, str]]
    table: dict[object, tuple[float | None, str]]
    sentence: str
    others: tuple[str, ...]


def tips(text: str, key: str = "data-i") -> dict[object, str]:
    """Number of the row -> its words, from the titles of the points."""
    found: dict[object, str] = {}
    for element in ET.fromstring(f"<all>{text}</all>").iter():
        title = element.find("title")
        if element.get(key) is not None and title is not None and title.text:
            found[int(element.get(key, ""))] = title.text
    return found


def points(figure: dict[str, object], value: str) -> dict[object, tuple[float | None, str]]:
    found: dict[object, tuple[float | None, str]] = {}
    for trace in figure["data"]:  # type: ignore[union-attr]  # a figure's traces
        for number, amount, tip in zip(
            trace.get("customdata", ()), trace[value], trace.get("hovertext", ()), strict=False
        ):
            if number is not None:
                found[number] = (amount, tip)
    return found


def rows_of(rows: tuple[YearRow, ...]) -> dict[object, tuple[float | None, str]]:
    return {n: (row.value, tip_of(row)) for n, row in enumerate(rows) if row.is_drawn}


def trend_told(view: TrendView) -> Told:
    first = [view.rows[n] for n in view.lines[0].rows]
    ends = [view.indicator.subject, *(str(row.year) for row in first)]
    ends += [str(len(first)), str(sum(row.state is AreaState.NOT_REPORTED for row in first))]
    return Told(
        tips(draw_trend(view, EN)), points(trend_figure(view), "y"), rows_of(view.rows), view.sentence, tuple(ends)
    )


def made_trend(store: Store) -> Told:
    rows = [
        *(Made("FRA", year, 5.0 + year % 7, lower=4.0, upper=12.0) for year in (2010, 2011, 2013, 2014)),
        Made("FRA", 2012, 2.5, qualifier=Qualifier.BELOW),
        Made("KEN", 2011, 51234.5, provenance=Provenance.ESTIMATED),
        Made("KEN", 2012, 413.8, flags=(Flag.IMPLAUSIBLE,)),
        Made("KEN", 2013, 0.04, decimals=2),
    ]
    filled = made_store(store, rows)
    return trend_told(build_trend_view(filled, chosen(filled), ("FRA", "KEN"), EN))


def published_trend(store: Store) -> Told:
    choice = choose(store, ViewState(indicator="liberal_democracy_index_score"), EN)
    return trend_told(build_trend_view(store, choice, ("RUS", "DEU", "BRA"), EN))


def panels(store: Store) -> Told:
    areas = tuple(a.id for a in store.catalogue.members()[:10])
    filled = made_store(store, [Made(a, 2018 + n % 3, 3.0 + n, lower=1.0, upper=20.0) for n, a in enumerate(areas)])
    return trend_told(build_trend_view(filled, chosen(filled), areas, EN))


GROUPED = [
    *(Made(a, 2020, 3.0 + n, "sex:female", lower=1.0, upper=20.0) for n, a in enumerate(("FRA", "KEN", "NAM"))),
    *(Made(a, 2020, 30.0 - 9 * n, "sex:male") for n, a in enumerate(("FRA", "KEN", "NAM"))),
    *(Made(a, 2020, 15.0 - n) for n, a in enumerate(("FRA", "KEN", "NAM"))),
]


def groups_told(store: Store, areas: tuple[str, ...], over_time: bool = False) -> Told:
    filled = made_store(store, GROUPED)
    view = build_group_view(filled, chosen(filled), "sex", areas, EN, is_over_time=over_time)
    gaps = [line.gap for line in view.lines if line.gap is not None]
    others = [view.indicator.subject, "2020", *(gap.size for gap in gaps), *(gap.ratio_text for gap in gaps)]
    others += [
        str(sum(gap.difference < 0 for gap in gaps)),
        str(sum(gap.difference > 0 for gap in gaps)),
        str(len(gaps)),
    ]
    others += ["27.0", "10"] * over_time  # the difference and the ratio of 30 and 3
    others.append("1")  # a ratio is so much to 1
    value = "y" if over_time else "x"
    return Told(
        tips(draw_groups(view, EN)),
        points(groups_figure(view), value),
        rows_of(view.rows),
        view.sentence,
        tuple(others),
    )


def map_view(store: Store) -> MapView:
    return build_map_view(store, choose(store, ViewState(indicator=UNSENTENCED), EN), EN)


def table_of(view: MapView) -> dict[object, tuple[float | None, str]]:
    """area -> (value, words) as the table has them."""
    return {
        row.area: (
            row.value if row.state is AreaState.VALUE else None,
            f"{row.name}: {row.text}" + (f", {row.observed}" if row.observed is not None else ""),
        )
        for row in build_rows(view, EN)
    }


def map_told(store: Store) -> Told:
    view = map_view(store)
    table = table_of(view)
    text = draw_map(view, store.geometry, view.title, "")
    titles = {e.text for e in ET.fromstring(f"<all>{text}</all>").iter("title")}
    names = {a.id: tooltip(a) for a in view.areas}
    figure = map_figure(view, store.geometry, "/shapes.json")
    known = {
        i: text
        for trace in figure["data"]
        if "text" in trace
        for i, text in zip(trace["meta"]["ids"], trace["text"], strict=True)
    }
    held = {a: cell for a, cell in table.items() if a in store.geometry["paths"]}
    drawing: dict[object, str] = {a: names[a] for a in held if names[a] in titles}
    shown: dict[object, tuple[float | None, str]] = {a: (held[a][0], known[str(a)]) for a in held if a in known}
    strip = [text for a, (_, text) in table.items() if a not in held]  # what has no shape is written beside the map
    return Told(drawing, shown, held, build_sentence(store, view, EN), (*counts(store, view), *strip))


def counts(store: Store, view: MapView) -> tuple[str, ...]:
    """Numbers of a map's sentence that are no values: the year, how many places, the median."""
    fit_ones = [a for a in view.valued if not fit(store, a.observation, Purpose.AVERAGE).is_refused]
    middle = median([a.value for a in fit_ones if a.value is not None])
    states = [sum(a.state is state for a in view.counted) for state in AreaState]
    absent = sum(
        a.state in (AreaState.NOT_REPORTED, AreaState.NOT_IN_SOURCE, AreaState.SUPPRESSED) for a in view.counted
    )
    found = [str(n) for n in (*states, absent, len(fit_ones), len(view.counted))]
    return (*found, view.title, "" if middle is None else EN.number(middle, 1))


def dots_told(store: Store) -> Told:
    view = map_view(store)
    rows = build_dot_rows(store, view, EN)
    text = draw_dots(view, rows, True, EN, "")
    titles = {e.text for e in ET.fromstring(f"<all>{text}</all>").iter("title")}
    table = {a: cell for a, cell in table_of(view).items() if a in {area.id for row in rows for area in row.areas}}
    drawing: dict[object, str] = {a: words_ for a, (_, words_) in table.items() if words_ in titles}
    figure = points(dots_figure(view, rows, True, EN), "x")
    return Told(drawing, figure, table, build_sentence(store, view, EN), counts(store, view))


def bars_told(store: Store) -> Told:
    view = build_map_view(store, choose(store, ViewState(indicator="one_sided_violence_deaths_number"), EN), EN)
    bars = build_region_bars(store, view, EN)
    assert bars
    text = draw_bars(view.title, bars, "")
    said = {t.text for t in ET.fromstring(f"<all>{text}</all>").iter("text")}
    table: dict[object, tuple[float | None, str]] = {b.area: (b.value, f"{b.name}: {b.text}, {b.year}") for b in bars}
    drawing: dict[object, str] = {
        b.area: f"{b.name}: {b.text}, {b.year}" for b in bars if f"{b.text}, {b.year}" in said
    }
    figure = points(regions_figure(view.title, bars), "x")
    return Told(drawing, figure, table, "", ())


CASES = {
    "trend": made_trend,
    "published trend": published_trend,
    "panels": panels,
    "one area by group": lambda store: groups_told(store, ("FRA",)),
    "areas by group": lambda store: groups_told(store, ()),
    "groups over time": lambda store: groups_told(store, ("FRA",), over_time=True),
    "map": map_told,
    "dots": dots_told,
    "bars": bars_told,
}


@pytest.fixture(params=CASES.values(), ids=CASES.keys())
def told(request: pytest.FixtureRequest, tiny_store: Store) -> Told:
    case: Told = request.param(tiny_store)
    return case


def test_the_drawing_says_what_the_table_says(told: Told) -> None:
    assert told.drawing
    assert told.drawing == {key: text for key, (_, text) in told.table.items() if key in told.drawing}
    assert set(told.drawing) == set(told.table)


def test_the_figure_says_what_the_table_says(told: Told) -> None:
    assert {key: (value, label(text)) for key, (value, text) in told.table.items()} == told.figure


def test_the_sentence_has_no_number_of_its_own(told: Told) -> None:
    known = {number for _, text in told.table.values() for number in NUMBER.findall(text)}
    known |= {number for other in told.others for number in NUMBER.findall(other)}
    changes = {f"{abs(a - b):,.{n}f}" for n in (0, 1, 2, 3) for a in values(told) for b in values(told)}
    assert set(NUMBER.findall(told.sentence)) <= known | changes


def values(told: Told) -> list[float]:
    return [value for value, _ in told.table.values() if value is not None]
