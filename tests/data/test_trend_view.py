"""A trend connects what the source connects and nothing else, and its words are those of its rows."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import AreaState, Flag, Mark, Provenance, Qualifier
from data.observations import observations
from data.query import observation, series_rows
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.lines import missing_years
from data.views.trend import TrendView, build_trend_view
from data.views.trend_axis import log_ticks, nice_ticks
from data.views.trend_text import year_runs
from data.views.trend_treaty import treaty_of, year_fraction
from data.words import words
from tests.made import HOMICIDE, Made, changed, chosen, limited, made_store

EN = words("en")
MAJOR = {"year": 2010, "kind": "major", "areas": [], "series": [], "reason": "Another method.", "decision": "0006"}

made_rows = st.lists(
    st.builds(
        Made,
        area=st.sampled_from(["FRA", "KEN"]),
        year=st.integers(1995, 2020),
        value=st.one_of(st.none(), st.floats(0, 1e4).map(lambda v: round(v, 1))),
        qualifier=st.sampled_from([Qualifier.EXACT, Qualifier.EXACT, Qualifier.BELOW]),
        provenance=st.sampled_from([Provenance.COUNTRY, Provenance.ESTIMATED]),
        flags=st.sampled_from([(), (), (Flag.IMPLAUSIBLE,), (Flag.BREAK,), (Flag.PROVISIONAL,)]),
        lower=st.one_of(st.none(), st.just(0.0)),
        upper=st.one_of(st.none(), st.just(2e4)),
        level=st.sampled_from([0.8, 0.8, 0.95]),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: (row.area, row.year),
)


def trend(store: Store, areas: tuple[str, ...] = ("FRA",), **options: object) -> TrendView:
    return build_trend_view(store, chosen(store), areas, EN, **options)  # type: ignore[arg-type]  # options are its own


def stretch_years(view: TrendView, line: int = 0) -> list[list[int]]:
    return [[view.rows[n].year or 0 for n in stretch] for stretch in view.lines[line].stretches]


def run(values: dict[int, float | None], area: str = "FRA", **more: object) -> list[Made]:
    return [Made(area, year, value, **more) for year, value in values.items()]  # type: ignore[arg-type]  # fields of Made


def no_line_where_there_is_none(view: TrendView, area: str, stretch: tuple[int, ...]) -> None:
    rows = [view.rows[n] for n in stretch]
    years = [row.year or 0 for row in rows]
    assert years == list(range(years[0], years[0] + len(years)))
    assert not any(a < 2010 <= b for a, b in pairwise(years))
    for place, row in enumerate(rows):
        assert row.area == area
        assert row.value is not None and math.isfinite(row.value)
        assert row.observation is not None
        assert place == 0 or Flag.BREAK not in row.observation.flags


class TestStretches:
    def test_a_gap_is_a_gap_and_a_lone_point_stands_alone(self, tiny_store: Store) -> None:
        rows = run({2000: 1.0, 2001: 2.0, 2003: 3.0, 2005: 4.0, 2006: 5.0})
        assert stretch_years(trend(made_store(tiny_store, rows))) == [[2000, 2001], [2003], [2005, 2006]]

    def test_only_expected_periods_are_connected(self, tiny_store: Store) -> None:
        rows = run({2000: 1.0, 2002: 2.0, 2003: 3.0, 2006: 4.0})
        two = changed(tiny_store, expected_step=2)
        assert stretch_years(trend(made_store(two, rows))) == [[2000, 2002, 2003], [2006]]
        irregular = changed(tiny_store, expected_step=0)
        view = trend(made_store(irregular, rows))
        assert stretch_years(view) == [[2000], [2002, 2003], [2006]]
        assert any("no fixed rhythm" in note for note in view.notes)
        assert all(row.observation is not None for row in view.rows)

    def test_a_missing_expected_year_is_a_row_with_its_reason(self, tiny_store: Store) -> None:
        view = trend(made_store(tiny_store, run({2000: 1.0, 2002: 3.0})))
        missing = [row for row in view.rows if row.year == 2001]
        assert [row.state for row in missing] == [AreaState.NOT_REPORTED]
        assert missing[0].missing_reason == "Not reported"
        assert "1 of the 3 expected years from 2000 to 2002 has no value." in view.sentence

    def test_a_major_break_splits_and_bars_a_change(self, tiny_store: Store) -> None:
        store = changed(tiny_store, method={"breaks": [MAJOR]})
        view = trend(made_store(store, run({2008: 1.0, 2009: 2.0, 2010: 5.0, 2011: 6.0})))
        assert stretch_years(view) == [[2008, 2009], [2010, 2011]]
        assert view.breaks[0].at == 2009.5
        assert any("Another method." in note and "Decision 0006." in note for note in view.notes)
        assert "up by 1.0 from 5.0 in 2010" in view.sentence
        assert "2008" not in view.sentence

    def test_a_break_of_another_area_or_series_is_none_of_ours(self, tiny_store: Store) -> None:
        rows = run({2008: 1.0, 2009: 2.0, 2010: 5.0})
        for other in ({"areas": ["KEN"]}, {"series": ["ANOTHER"]}):
            store = changed(tiny_store, method={"breaks": [{**MAJOR, **other}]})
            view = trend(made_store(store, rows))
            assert stretch_years(view) == [[2008, 2009, 2010]]
            assert view.breaks == ()

    def test_a_minor_break_is_hollow_and_does_not_split(self, tiny_store: Store) -> None:
        store = changed(tiny_store, method={"breaks": [{**MAJOR, "kind": "minor"}]})
        view = trend(made_store(store, run({2009: 2.0, 2010: 5.0, 2011: 5.5})))
        assert stretch_years(view) == [[2009, 2010, 2011]]
        assert [row.is_hollow for row in view.rows] == [False, True, False]
        assert any("Another method." in note for note in view.notes)

    def test_a_break_that_the_source_marks_splits_too(self, tiny_store: Store) -> None:
        rows = [*run({2009: 2.0}), *run({2010: 5.0}, flags=(Flag.BREAK,)), *run({2011: 6.0})]
        view = trend(made_store(tiny_store, rows))
        assert stretch_years(view) == [[2009], [2010, 2011]]
        assert any("The source itself marks a break: France 2010." in note for note in view.notes)
        assert "from 5.0 in 2010" in view.sentence

    def test_a_scale_that_begins_anew_is_a_major_break(self, tiny_store: Store) -> None:
        rule = {"across_areas": True, "over_time_from": 2010, "rank": True, "reason": "The scale changed."}
        view = trend(made_store(changed(tiny_store, comparability=rule), run({2009: 2.0, 2010: 5.0})))
        assert stretch_years(view) == [[2009], [2010]]
        assert any("The scale changed." in note for note in view.notes)

    def test_no_line_crosses_a_gap_a_break_or_what_is_no_value(self, tiny_store: Store) -> None:
        broken = changed(tiny_store, method={"breaks": [MAJOR]})

        @given(made_rows)
        def check(rows: list[Made]) -> None:
            view = trend(made_store(broken, rows), ("FRA", "KEN"))
            drawn = [n for line in view.lines for stretch in line.stretches for n in stretch]
            assert len(drawn) == len(set(drawn))
            assert set(drawn) == {n for n, row in enumerate(view.rows) if row.state is AreaState.VALUE}
            for line in view.lines:
                for stretch in line.stretches:
                    no_line_where_there_is_none(view, line.area, stretch)

        check()

    def test_bands_only_where_bounds_are_published_and_of_one_level(self, tiny_store: Store) -> None:
        @given(made_rows)
        def check(rows: list[Made]) -> None:
            view = trend(made_store(tiny_store, rows), ("FRA", "KEN"))
            assert len({band.level for band in view.bands}) <= 1
            for band in view.bands:
                for n in (*band.whiskers, *(n for stretch in band.stretches for n in stretch)):
                    row = view.rows[n]
                    assert (row.lower, row.upper, row.level) == (0.0, 2e4, band.level)
                assert all(len(stretch) > 1 for stretch in band.stretches)

        check()

    @given(st.lists(st.integers(1990, 2020), min_size=1, unique=True), st.integers(0, 5), st.integers(2015, 2025))
    def test_missing_years_lie_between_and_after(self, years: list[int], step: int, last: int) -> None:
        found = sorted(years)
        missing = missing_years(found, last, step)
        assert not set(missing) & set(found)
        assert missing == sorted(set(missing))
        assert all(found[0] < year <= max(last, found[-1]) for year in missing)
        if step == 1 and last >= found[-1]:
            assert sorted([*found, *missing]) == list(range(found[0], last + 1))
        if step == 0:
            assert missing == []


class TestMarksAndStates:
    def test_estimates_are_hollow_and_said_in_words(self, tiny_store: Store) -> None:
        rows = [*run({2009: 2.0}), *run({2010: 5.0}, provenance=Provenance.MODELLED)]
        view = trend(made_store(tiny_store, rows))
        assert [row.is_hollow for row in view.rows] == [False, True]
        assert view.rows[1].marks == (Mark.MODELLED,)
        assert "1 of 2 values: modelled. They are drawn hollow or dashed." in view.notes

    def test_a_limit_has_a_marker_and_no_line(self, tiny_store: Store) -> None:
        rows = [*run({2009: 3.0}), *run({2010: 2.5}, qualifier=Qualifier.BELOW), *run({2011: 3.5})]
        view = trend(made_store(tiny_store, rows))
        assert stretch_years(view) == [[2009], [2011]]
        assert [view.rows[n].text for n in view.lines[0].limits] == ["under 2.5"]
        assert any("the source says only under 2.5 (France 2010)" in note for note in view.notes)

    def test_what_is_not_possible_is_listed_and_not_drawn(self, tiny_store: Store) -> None:
        rows = [*run({2009: 3.0}), *run({2010: 413.8}, flags=(Flag.IMPLAUSIBLE,))]
        view = trend(made_store(tiny_store, rows))
        assert view.lines[0].stretches == ((0,),)
        assert "Not possible as published, and not drawn: France 2010 (413.8)." in view.notes

    def test_withheld_and_several_together_are_told(self, tiny_store: Store) -> None:
        rows = [
            *run({2009: None}, flags=(Flag.SUPPRESSED,)),
            *run({2010: None}, flags=(Flag.MULTI_LOCATION,), note="Recorded for several countries together: 3 rows."),
            *run({2011: 4.0}),
        ]
        view = trend(made_store(tiny_store, rows))
        states = [row.state for row in view.rows]
        assert states == [AreaState.SUPPRESSED, AreaState.SEVERAL_TOGETHER, AreaState.VALUE]
        assert any("Recorded together with other countries: France 2010." in note for note in view.notes)
        assert any("too few respondents: France 2009" in note for note in view.notes)

    def test_years_before_a_state_are_not_its_line(self, tiny_store: Store) -> None:
        start = tiny_store.catalogue.areas["NAM"].start
        assert start is not None
        view = trend(made_store(tiny_store, run({start - 1: 3.0, start: 4.0}, "NAM")), ("NAM",))
        assert stretch_years(view) == [[start]]
        assert view.rows[0].state is AreaState.DID_NOT_EXIST
        assert any("Did not exist then" in note for note in view.notes)

    def test_a_country_published_in_parts_gives_way_to_them(self, tiny_store: Store) -> None:
        rows = [*run({2010: 1.0}, "GBR-EAW"), *run({2010: 2.0}, "GBR-SCT"), *run({2010: 3.0})]
        view = trend(made_store(tiny_store, rows), ("GBR", "FRA"))
        assert [line.area for line in view.lines] == ["GBR-EAW", "GBR-SCT", "FRA"]
        assert any("published in parts only" in note for note in view.notes)


class TestFrames:
    def test_the_order_is_the_readers_and_unknown_areas_are_left_out(self, tiny_store: Store) -> None:
        rows = [*run({2010: 1.0}, "KEN"), *run({2010: 2.0})]
        view = trend(made_store(tiny_store, rows), ("KEN", "XXX", "FRA", "KEN"))
        assert [(line.area, line.number) for line in view.lines] == [("KEN", 1), ("FRA", 2)]

    def test_more_than_eight_are_small_multiples_and_it_says_so(self, tiny_store: Store) -> None:
        areas = [a.id for a in tiny_store.catalogue.members()][:10]
        view = trend(made_store(tiny_store, [m for a in areas for m in run({2018: 1.0, 2019: 2.0}, a)]), tuple(areas))
        assert view.kind == "panels"
        assert view.is_shared
        assert any("More than 8 places" in note for note in view.notes)
        assert view.context is None

    def test_figures_that_cannot_be_set_side_by_side_have_frames_of_their_own(self, tiny_store: Store) -> None:
        rule = {"across_areas": False, "over_time_from": None, "rank": False, "reason": "Each has its own money."}
        rows = [*run({2010: 1.0, 2011: 2.0}, "KEN"), *run({2010: 2000.0, 2011: 3000.0})]
        view = trend(made_store(changed(tiny_store, comparability=rule), rows), ("KEN", "FRA"))
        assert view.kind == "panels"
        assert not view.is_shared
        assert view.lines[0].ticks != view.lines[1].ticks
        assert any("Each has its own money." in note for note in view.notes)

    def test_a_log_scale_only_where_it_makes_sense(self, tiny_store: Store) -> None:
        wide = trend(made_store(tiny_store, run({2010: 1.0, 2011: 50.0})), is_log=True)
        assert (wide.scale, wide.can_log) == ("log", True)
        assert all(value > 0 for value, _ in wide.ticks)
        for values in ({2010: 1.0, 2011: 5.0}, {2010: 0.0, 2011: 50.0}):
            view = trend(made_store(tiny_store, run(values)), is_log=True)
            assert (view.scale, view.can_log) == ("linear", False)
            assert any("log scale" in note for note in view.notes)

    def test_counts_begin_at_zero(self, tiny_store: Store) -> None:
        store = made_store(tiny_store, run({2010: 900.0, 2011: 950.0}), "homicide_count_victims")
        view = build_trend_view(store, chosen(store, "homicide_count_victims"), ("FRA",), EN)
        assert view.ticks[0][0] == 0

    def test_a_numeric_target_is_within_the_axis(self, tiny_store: Store) -> None:
        sdg = {"indicator": "16.1.1", "target": "16.1", "target_value": 70.0, "target_year": 2030}
        view = trend(made_store(changed(tiny_store, sdg=sdg), run({2010: 1.0, 2011: 5.0})))
        assert view.target is not None
        assert view.target.label == "SDG target 16.1: 70 by 2030"
        assert view.ticks[-1][0] >= 70

    def test_a_span_bounds_the_years(self, tiny_store: Store) -> None:
        view = trend(made_store(tiny_store, run({2000: 1.0, 2001: 2.0, 2002: 3.0, 2003: 4.0})), span=(2001, 2002))
        assert (view.first_year, view.last_year) == (2001, 2002)
        assert [row.year for row in view.rows] == [2001, 2002]

    def test_the_axis_reaches_the_last_year_of_the_series(self, tiny_store: Store) -> None:
        rows = [*run({2000: 1.0, 2001: 2.0}), *run({2010: 2.0}, "KEN")]
        view = trend(made_store(tiny_store, rows))
        assert view.last_year == 2010
        assert "9 of the 11 expected years from 2000 to 2010 have no value." in view.sentence

    def test_nothing_to_draw_is_told(self, tiny_store: Store) -> None:
        store = made_store(tiny_store, run({2010: 1.0}))
        assert trend(store, ()).empty == "Choose a country to see its trend."
        view = trend(store, ("KEN",))
        assert view.empty == "There is no value to draw for Kenya."
        assert view.rows[0].year is None
        assert view.rows[0].missing_reason


class TestContext:
    def peers(self, store: Store, count: int, year: int = 2015) -> list[Made]:
        near = [a for a in store.catalogue.members() if a.subregion == "Western Europe" and a.id != "FRA"]
        return [Made(a.id, year, float(n)) for n, a in enumerate(near[:count])]

    def test_the_median_leaves_the_area_out_and_counts_it_towards_the_floor(self, tiny_store: Store) -> None:
        rows = [*self.peers(tiny_store, 5), *run({2015: 1000.0})]
        view = trend(made_store(tiny_store, rows))
        assert view.context is not None
        assert [(p.year, p.value, p.n, p.members) for p in view.context.points] == [(2015, 2.0, 5, 9)]
        assert view.context.label == "Median of Western Europe, 5 other countries"

    def test_below_the_floor_there_is_none(self, tiny_store: Store) -> None:
        assert trend(made_store(tiny_store, [*self.peers(tiny_store, 4), *run({2015: 1.0})])).context is None

    def test_a_licence_may_forbid_it_and_the_change(self, tiny_store: Store) -> None:
        rows = [*self.peers(tiny_store, 6), *self.peers(tiny_store, 6, 2016), *run({2015: 1.0, 2016: 2.0})]
        view = trend(limited(made_store(tiny_store, rows)))
        assert view.context is None
        assert "up by" not in view.sentence
        assert any("licence" in note for note in view.notes)

    def test_no_median_among_limits(self, tiny_store: Store) -> None:
        low = [replace(m, value=2.5, qualifier=Qualifier.BELOW) for m in self.peers(tiny_store, 6)]
        assert trend(made_store(tiny_store, [*low, *run({2015: 9.0})])).context is None


class TestTreaty:
    def test_the_date_of_joining_is_a_mark_and_off_by_default(self, tiny_store: Store) -> None:
        store = made_store(tiny_store, [*run({1985: 1.0, 2005: 2.0, 2010: 3.0}, "ALB"), *run({1985: 1.0}, "FRA")])
        assert trend(store, ("ALB",)).treaty == ()
        view = trend(store, ("ALB", "FRA"), has_treaty=True)
        assert view.treaty[0].text.startswith("Albania joined the ICCPR")
        assert view.treaty[0].is_inside
        assert not view.treaty[1].is_inside
        assert "dates, not causes" in view.treaty_caption
        assert "As of" in view.treaty_caption

    def test_the_treaty_is_that_of_the_first_article(self, tiny_store: Store) -> None:
        indicators = tiny_store.catalogue.indicators
        assert treaty_of(tiny_store, indicators[HOMICIDE]) == "iccpr"
        assert treaty_of(tiny_store, indicators["cat_party_status_class"]) == "cat"

    def test_dates_stand_where_their_year_has_them(self) -> None:
        assert year_fraction("1985") == 1985
        assert year_fraction("1985-01-01") == 1984.5
        assert 1985.49 < year_fraction("1985-12-31") < 1985.51


class TestEveryIndicator:
    def views(self, store: Store) -> list[TrendView]:
        found = []
        for iid, indicator in store.catalogue.indicators.items():
            choice = choose(store, ViewState(indicator=iid), EN)
            areas = tuple(
                a for a in store.catalogue.areas if len(series_rows(store.blocks, indicator.preferred, choice.dims, a))
            )
            found.append(build_trend_view(store, choice, areas[:3] or ("FRA",), EN, has_treaty=True, is_log=True))
        return found

    def test_each_has_its_words(self, tiny_store: Store) -> None:
        for view in self.views(tiny_store):
            assert view.title and view.source and view.sentence
            assert bool(view.empty) == (view.span is None)
            if view.empty:
                continue
            if view.kind == "classes":
                assert view.classes and not view.ticks
            elif view.is_shared:
                ends = [row.value for row in view.rows if row.is_drawn]
                assert view.ticks[0][0] <= min(e for e in ends if e is not None)
                assert view.ticks[-1][0] >= max(e for e in ends if e is not None)

    def test_no_row_is_told_twice_and_none_without_its_reason(self, tiny_store: Store) -> None:
        for view in self.views(tiny_store):
            keys = [(row.area, row.year) for row in view.rows]
            assert len(keys) == len(set(keys))
            for row in view.rows:
                assert bool(row.missing_reason) == (row.state is not AreaState.VALUE)
                assert row.text


def test_rows_read_in_bulk_equal_those_read_one_by_one(tiny_store: Store) -> None:
    blocks = tiny_store.blocks
    for sid, slices in blocks.slices.items():
        for dims in slices:
            for area in blocks.areas[:40]:
                rows = series_rows(blocks, sid, dims, area)
                assert observations(blocks, sid, dims, rows) == [observation(blocks, sid, dims, int(r)) for r in rows]


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_ticks_enclose_what_they_are_for(low: float, size: float) -> None:
    ticks = nice_ticks(low, low + size)
    tiny = 1e-6 * (abs(low) + size)
    assert ticks[0] <= low + tiny
    assert ticks[-1] >= low + size - tiny
    assert 2 <= len(ticks) <= 12
    assert ticks == sorted(ticks)


@given(st.floats(0.001, 1e5), st.floats(20, 1e6))
def test_log_ticks_enclose_what_they_are_for(low: float, ratio: float) -> None:
    ticks = log_ticks(low, low * ratio)
    assert ticks[0] <= low * 1.000001
    assert ticks[-1] >= low * ratio * 0.999999
    assert all(tick > 0 for tick in ticks)


@pytest.mark.parametrize(
    ("years", "text"), [([2001], "2001"), ([2003, 2001, 2002], "2001–2003"), ([2001, 2003, 2004], "2001, 2003–2004")]
)
def test_years_in_runs(years: list[int], text: str) -> None:
    assert year_runs(years) == text
