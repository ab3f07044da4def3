"""The drawings of a benchmark hold every figure once, let nothing lie over anything else, and stay in their frame."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.svg.axis import width_of
from components.svg.ranks import draw_ranks
from components.svg.strip import draw_line_strip, draw_strip
from data.groups import find_group
from data.model import Flag, Qualifier
from data.store import Store
from data.views.benchmark import BenchmarkView, Position, build_benchmark_view, positions_of
from data.words import words
from tests.made import HOMICIDE, Made, chosen, made_store

EN = words("en")
WEST = ("AUT", "BEL", "CHE", "DEU", "FRA", "LIE", "LUX", "MCO", "NLD")
SVG = "{http://www.w3.org/2000/svg}"


def rows_of(values: list[float], areas: tuple[str, ...] = WEST, spread: float | None = None) -> list[Made]:
    rows = [Made(a, 2020, v) for a, v in zip(areas, values, strict=False)]
    if spread is None:
        return rows
    return [replace(row, lower=value - spread, upper=value + spread) for row, value in zip(rows, values, strict=False)]


def built(store: Store, rows: list[Made], *targets: str, of: str = "subregion_western_europe") -> BenchmarkView:
    made = made_store(store, rows)
    group = find_group(made, of)
    assert group is not None
    return build_benchmark_view(made, chosen(made), group, targets, EN)


def placed(store: Store, rows: list[Made], area: str) -> Position | None:
    made = made_store(store, rows)
    made = replace(made, release=replace(made.release, digest=repr(rows)))
    group = find_group(made, "subregion_western_europe")
    assert group is not None
    return positions_of(made, made.catalogue.indicators[HOMICIDE], area, group, EN)


def frames(drawing: str) -> list[ElementTree.Element]:
    wrapped = f'<div xmlns="http://www.w3.org/2000/svg">{drawing}</div>'
    return list(ElementTree.fromstring(wrapped))


def of_class(frame: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for e in frame.iter() if name in e.get("class", "").split()]


def middle(mark: ElementTree.Element) -> tuple[float, float]:
    if mark.get("cx") is not None:
        return float(mark.get("cx", "")), float(mark.get("cy", ""))
    x, y = mark.get("transform", "").removeprefix("translate(").partition(")")[0].split()
    return float(x), float(y)


def label_spans(frame: ElementTree.Element) -> list[tuple[float, float, float]]:
    """Start, end and line of every name."""
    return [
        (float(e.get("x", "")), float(e.get("x", "")) + width_of(e.text or ""), float(e.get("y", "")))
        for e in of_class(frame, "name")
    ]


numbers = st.lists(st.integers(0, 60).map(lambda n: n / 10), min_size=1, max_size=9)
made_ones = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


class TestStrip:
    def test_wide_and_narrow_with_name_and_description(self, tiny_store: Store) -> None:
        view = built(tiny_store, rows_of([1, 2, 3, 4, 5, 6]), "FRA")
        found = frames(draw_strip(view, EN))
        assert [f.get("class") for f in found] == ["bench wide", "bench narrow"]
        ids = [e.get("id") for f in found for e in f.iter() if e.get("id")]
        assert len(ids) == len(set(ids)) == 4
        for frame in found:
            assert frame.get("role") == "img"
            assert frame[0].text == view.title
            assert frame[1].text == view.sentence
            assert frame.get("aria-labelledby") == f"{frame[0].get('id')} {frame[1].get('id')}"

    @given(numbers, st.sampled_from([None, 0.3]))
    @made_ones
    def test_every_figure_has_one_dot_and_none_lies_over_another(
        self, tiny_store: Store, values: list[float], spread: float | None
    ) -> None:
        view = built(tiny_store, rows_of(values, spread=spread), "FRA")
        for frame in frames(draw_strip(view, EN)):
            dots = of_class(frame, "pt")
            assert len(dots) == len(values)
            for one, other in combinations(dots, 2):
                (x1, y1), (x2, y2) = middle(one), middle(other)
                reach = float(one.get("r", "")) + float(other.get("r", ""))
                assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 >= reach - 0.8

    @given(numbers)
    @made_ones
    def test_no_name_lies_over_another_or_leaves_the_frame(self, tiny_store: Store, values: list[float]) -> None:
        view = built(tiny_store, rows_of(values), "FRA", "AUT", "LIE")
        for frame in frames(draw_strip(view, EN)):
            width, height = map(float, frame.get("viewBox", "").split()[2:])
            spans = label_spans(frame)
            assert spans
            for start, end, line in spans:
                assert start >= 0
                assert end <= width + 0.1
                assert line < height
            for (start, end, line), (other_start, other_end, other_line) in combinations(spans, 2):
                assert line != other_line or end <= other_start or other_end <= start

    def test_the_scale_is_true(self, tiny_store: Store) -> None:
        view = built(tiny_store, rows_of([0, 2, 4, 6, 8, 10]))
        frame = frames(draw_strip(view, EN))[0]
        xs = sorted(middle(dot)[0] for dot in of_class(frame, "pt"))
        steps = [b - a for a, b in pairwise(xs)]
        assert steps == pytest.approx([steps[0]] * 5, abs=0.2)

    def test_median_and_middle_half(self, tiny_store: Store) -> None:
        passing = frames(draw_strip(built(tiny_store, rows_of([1, 2, 3, 4, 5, 6])), EN))[0]
        assert len(of_class(passing, "median")) == len(of_class(passing, "iqr")) == 1
        assert of_class(passing, "say")[0].text == "median 3.5"
        failing = frames(draw_strip(built(tiny_store, rows_of([1, 2, 3])), EN))[0]
        assert of_class(failing, "median") == of_class(failing, "iqr") == []
        assert len(of_class(failing, "pt")) == 3

    def test_intervals(self, tiny_store: Store) -> None:
        frame = frames(draw_strip(built(tiny_store, rows_of([1, 2, 3, 4, 5, 6], spread=0.5), "FRA"), EN))[0]
        assert len(of_class(frame, "whisker")) == 6
        assert len([e for e in of_class(frame, "whisker") if "chosen" in e.get("class", "")]) == 1

    def test_in_a_crowd_only_those_of_the_chosen(self, tiny_store: Store) -> None:
        ids = tuple(a.id for a in tiny_store.catalogue.members())[:60]
        rows = rows_of([float(n) for n in range(60)], ids, spread=0.5)
        view = built(tiny_store, rows, ids[4], of="all")
        assert len(of_class(frames(draw_strip(view, EN))[0], "whisker")) == 1
        assert any("of the chosen countries; the table has all" in note for note in view.notes)

    def test_limits_and_the_impossible(self, tiny_store: Store) -> None:
        rows = [
            *rows_of([3, 4, 5, 6, 7, 8]),
            Made("LUX", 2020, 2.5, qualifier=Qualifier.BELOW),
            Made("MCO", 2020, 900.0, flags=(Flag.IMPLAUSIBLE,)),
        ]
        frame = frames(draw_strip(built(tiny_store, rows), EN))[0]
        assert len(of_class(frame, "limit")) == 1
        assert len(of_class(frame, "pt")) == 7
        assert "Monaco" not in ElementTree.tostring(frame, "unicode").split("</desc>")[-1]

    def test_the_chosen_are_named_with_their_value(self, tiny_store: Store) -> None:
        ids = tuple(a.id for a in tiny_store.catalogue.members())[:40]
        view = built(tiny_store, rows_of([float(n) for n in range(40)], ids), ids[7], of="all")
        for frame in frames(draw_strip(view, EN)):
            named = [e.text for e in of_class(frame, "name")]
            assert len(named) == 3  # the chosen and both ends
            assert f"{tiny_store.catalogue.areas[ids[7]].name()} 7.0" in named

    def test_what_comes_from_data_is_escaped(self, tiny_store: Store) -> None:
        odd = replace(tiny_store.catalogue.areas["FRA"], names={"en": '<b>&"'})
        catalogue = replace(tiny_store.catalogue, areas={**tiny_store.catalogue.areas, "FRA": odd})
        view = built(replace(tiny_store, catalogue=catalogue), rows_of([1, 2, 3, 4, 5, 6]), "FRA")
        for drawing in (draw_strip(view, EN), draw_ranks(view, EN)):
            assert "<b>" not in drawing
            assert frames(drawing)

    def test_nothing_to_draw(self, tiny_store: Store) -> None:
        view = built(tiny_store, [Made("KEN", 2020, 3.0)])
        assert draw_strip(view, EN) == draw_ranks(view, EN) == ""

    def test_many_that_share_a_value_do_not_pile_up_without_end(self, tiny_store: Store) -> None:
        ids = tuple(a.id for a in tiny_store.catalogue.members())
        view = built(tiny_store, rows_of([0.0] * 180 + [50.0], ids), ids[3], of="all")
        for frame in frames(draw_strip(view, EN)):
            assert float(frame.get("viewBox", "").split()[3]) < 400
            assert len(of_class(frame, "pt")) == 181
            # no one of them is the lowest, so only the chosen and the highest are named
            assert len(of_class(frame, "name")) == 2

    def test_one_alone_and_all_equal(self, tiny_store: Store) -> None:
        assert draw_strip(built(tiny_store, rows_of([0.0])), EN)
        assert len(of_class(frames(draw_strip(built(tiny_store, rows_of([2.0] * 9)), EN))[1], "pt")) == 9

    def test_classes_stand_side_by_side_under_their_names(self, tiny_store: Store) -> None:
        indicator = "income_class_group_class"
        rows = [Made(a, 2020, v, dims="", decimals=0) for a, v in zip(WEST, (4.0,) * 8 + (3.0,), strict=False)]
        made = made_store(tiny_store, rows, indicator)
        group = find_group(made, "subregion_western_europe")
        assert group is not None
        view = build_benchmark_view(made, chosen(made, indicator), group, ("FRA",), EN)
        for frame in frames(draw_strip(view, EN)):
            places = [middle(dot) for dot in of_class(frame, "pt")]
            assert len(set(places)) == 9
            said = " ".join(e.text or "" for e in of_class(frame, "tick"))
            assert "Upper middle" in said
            assert [e.text for e in of_class(frame, "name")] == ["France High income"]
        assert draw_ranks(view, EN) == ""


class TestLine:
    def test_in_one_line(self, tiny_store: Store) -> None:
        position = placed(tiny_store, rows_of([1, 2, 3, 4, 5, 6], spread=0.5), "FRA")
        assert position is not None
        frame = frames(draw_line_strip(position))[0]
        assert frame.get("viewBox") == "0 0 200 24"
        assert frame.get("aria-label") == position.sentence
        assert len(of_class(frame, "other")) == 5
        assert [len(of_class(frame, name)) for name in ("iqr", "median", "whisker")] == [1, 1, 1]
        assert len([e for e in of_class(frame, "chosen") if e.tag == f"{SVG}circle"]) == 1

    def test_without_a_figure_of_its_own(self, tiny_store: Store) -> None:
        position = placed(tiny_store, rows_of([1, 2, 3, 4, 5, 6]), "NLD")
        assert position is not None
        assert of_class(frames(draw_line_strip(position))[0], "chosen") == []

    def test_nobody_else(self, tiny_store: Store) -> None:
        position = placed(tiny_store, [Made("FRA", 2020, 1.0)], "FRA")
        assert position is not None
        assert draw_line_strip(position) == ""


class TestRanks:
    def test_a_bar_from_the_best_to_the_worst_place(self, tiny_store: Store) -> None:
        view = built(tiny_store, rows_of([1, 1.5, 2.6, 9, 12, 20], spread=0.5), "DEU")
        frame = frames(draw_ranks(view, EN))[0]
        bars = of_class(frame, "bar")
        assert len(bars) == 6
        widths = [float(bar.get("width", "")) for bar in bars]
        spans = [r.rank[1] - r.rank[0] for r in view.rows if r.rank]
        assert [round((w - min(widths)) / 10) > 0 for w in widths] == [s > 0 for s in spans]
        assert next(e.text for e in of_class(frame, "name")) == "Austria"
        assert len([e for e in bars if "chosen" in e.get("class", "")]) == 1

    def test_who_is_not_ranked_has_no_bar(self, tiny_store: Store) -> None:
        rows = [*rows_of([1, 2, 3, 4, 5, 6]), Made("LUX", 2020, 2.5, n=3.0)]
        assert len(of_class(frames(draw_ranks(built(tiny_store, rows), EN))[0], "bar")) == 6

    def test_refused_or_below_the_floor(self, tiny_store: Store) -> None:
        assert draw_ranks(built(tiny_store, rows_of([1, 2, 3])), EN) == ""

    @given(numbers)
    @made_ones
    def test_bars_stay_within_their_room(self, tiny_store: Store, values: list[float]) -> None:
        for frame in frames(draw_ranks(built(tiny_store, rows_of(values, spread=0.4)), EN) or "<svg/>"):
            for bar in of_class(frame, "bar"):
                assert float(bar.get("x", "")) >= 0
                assert float(bar.get("x", "")) + float(bar.get("width", "")) <= float(
                    frame.get("viewBox", "").split()[2]
                )
