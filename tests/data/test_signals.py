"""The rule of signals: ties, touching intervals, short and empty series, mirrored scales, and the raw files."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.groups import find_group
from data.model import Direction
from data.signals import WINDOW, Code, Panel, Why, codes_at, gaps, judge, turned, whys
from data.store import Store
from data.views.signals import build_overview, build_signal_view, find_subject, judged_subjects, universe, years_offered
from data.views.signals_panel import Bar, subjects
from data.views.signals_parts import ABSTAIN, BARS, BETTER, NONE, REASONS, STATES, WORSE
from data.views.signals_text import sentence
from data.words import words

EN = words("en")
NAN = float("nan")
Band = tuple[float, float, float]


def panel(bands: list[list[Band | None]], level: float = 0.68, first: int = 2000, **changes: object) -> Panel:
    """One row an area, one (lower, value, upper) a year; None where nothing is published."""
    table = np.array([[band or (NAN, NAN, NAN) for band in row] for row in bands], dtype=float)
    shape = table.shape[:2]
    values: dict[str, object] = {
        "areas": tuple(f"A{n}" for n in range(shape[0])),
        "first": first,
        "lower": table[:, :, 0],
        "value": table[:, :, 1],
        "upper": table[:, :, 2],
        "level": np.where(np.isnan(table[:, :, 1]), NAN, level),
        "differs": np.zeros(shape, dtype=bool),
        "broken": np.zeros(shape, dtype=bool),
    }
    return Panel(**{**values, **changes})  # type: ignore[arg-type]  # keys are fields


def two(base: Band | None, now: Band | None, **changes: object) -> int:
    """The code of two years that lie one year apart."""
    return int(codes_at(panel([[base, now]], **changes), 1)[0, 1])


class TestRule:
    @pytest.mark.parametrize(
        ("base", "now", "code"),
        [
            ((1, 2, 3), (4, 5, 6), Code.RISE),
            ((4, 5, 6), (1, 2, 3), Code.FALL),
            ((1, 2, 3), (3, 4, 5), Code.RISE_WATCH),  # touching is overlapping; the value lies outside
            ((3, 4, 5), (1, 2, 3), Code.FALL_WATCH),
            ((1, 2, 3), (2, 3, 4), Code.NONE),  # a value upon the bound lies inside
            ((1, 2, 3), (1, 2, 3), Code.NONE),  # equal intervals
            ((2, 2, 2), (2, 2, 2), Code.NONE),  # no width at all
            ((2, 2, 2), (3, 3, 3), Code.RISE),
            ((-3, -2, -1), (-6, -5, -4), Code.FALL),  # a scale below zero
            ((-6, -5, -4), (-3, -2, -1), Code.RISE),
            ((-1, 0, 1), (-1, 1.5, 2), Code.RISE_WATCH),
        ],
    )
    def test_of_two_years(self, base: Band, now: Band, code: Code) -> None:
        assert two(base, now) == code

    def test_gap_is_the_distance_of_the_bounds(self) -> None:
        made = panel([[(1, 2, 3), (5, 6, 7)], [(5, 6, 7), (1, 2, 3)], [(1, 2, 3), (3, 4, 5)]])
        codes = codes_at(made, 1)[:, 1]
        found = gaps(codes, made.lower[:, 1], made.upper[:, 1], made.lower[:, 0], made.upper[:, 0])
        assert found[:2].tolist() == [2, 2]
        assert np.isnan(found[2])

    def test_less_is_better_turns_the_sign_and_leaves_what_abstains(self) -> None:
        codes = np.array([Code.RISE, Code.FALL_WATCH, Code.NONE, Code.ABSTAIN], dtype=np.int8)
        assert turned(codes, Direction.LOWER).tolist() == [Code.FALL, Code.RISE_WATCH, Code.NONE, Code.ABSTAIN]
        assert turned(codes, Direction.HIGHER) is codes
        assert turned(codes, Direction.NEUTRAL) is codes


class TestAbstains:
    def test_one_year_series(self) -> None:
        made = panel([[(1, 2, 3)]])
        assert codes_at(made, WINDOW).tolist() == [[Code.ABSTAIN]]
        assert whys(made, WINDOW).tolist() == [[Why.NO_BASE]]

    def test_all_missing(self) -> None:
        made = panel([[None] * 8, [None] * 8])
        assert (codes_at(made, WINDOW) == Code.ABSTAIN).all()
        assert (whys(made, WINDOW) == Why.NO_VALUE).all()

    def test_no_areas(self) -> None:
        made = panel([[(1, 2, 3), (4, 5, 6)]])
        empty = Panel(
            (), 2000, *(getattr(made, n)[:0] for n in ("value", "lower", "upper", "level", "differs", "broken"))
        )
        assert codes_at(empty, 1).shape == (0, 2)

    def test_missing_year_is_not_filled_by_a_neighbour(self) -> None:
        made = panel([[None, (1, 2, 3), (4, 5, 6)]])
        assert int(whys(made, 2)[0, 2]) == Why.NO_BASE

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"level": np.array([[0.68, 0.9]])}, Why.LEVEL),
            ({"level": np.array([[NAN, 0.9]])}, Why.NO_INTERVAL),
            ({"upper": np.array([[3, NAN]])}, Why.NO_INTERVAL),
            ({"broken": np.array([[False, True]])}, Why.BREAK),
            ({"differs": np.array([[False, True]])}, Why.DEFINITION),
        ],
    )
    def test_reasons(self, changes: dict[str, object], why: Why) -> None:
        made = panel([[(1, 2, 3), (4, 5, 6)]], **changes)
        assert int(whys(made, 1)[0, 1]) == why
        assert int(codes_at(made, 1)[0, 1]) == Code.ABSTAIN

    def test_break_of_the_first_year_lies_before_both(self) -> None:
        assert two((1, 2, 3), (4, 5, 6), broken=np.array([[True, False]])) == Code.RISE

    def test_same_other_definition_in_both_years_is_one_definition(self) -> None:
        assert two((1, 2, 3), (4, 5, 6), differs=np.array([[True, True]])) == Code.RISE


ENDS = st.lists(st.integers(-50, 50), min_size=3, max_size=3).map(sorted)
PAIRS = st.lists(st.tuples(ENDS, ENDS), min_size=1, max_size=12)


def columns(pairs: list[tuple[list[int], list[int]]], by: int = 0, sign: int = 1) -> list[np.ndarray]:
    """Value, lower, upper, base lower, base upper of pairs, moved and mirrored."""
    bands = [[sorted(sign * (end + by) for end in ends) for ends in pair] for pair in pairs]
    base, now = (np.array([pair[n] for pair in bands], dtype=float) for n in (0, 1))
    return [now[:, 1], now[:, 0], now[:, 2], base[:, 0], base[:, 2]]


@given(PAIRS)
def test_mirrored_scale_swaps_the_two(pairs: list[tuple[list[int], list[int]]]) -> None:
    there, back = judge(*columns(pairs)), judge(*columns(pairs, sign=-1))
    assert back.tolist() == (-there).tolist()
    assert turned(there, Direction.LOWER).tolist() == back.tolist()


@given(PAIRS, st.integers(-1000, 1000))
def test_adding_a_constant_changes_nothing(pairs: list[tuple[list[int], list[int]]], by: int) -> None:
    here, moved = columns(pairs), columns(pairs, by)
    assert judge(*moved).tolist() == judge(*here).tolist()
    first, second = (gaps(judge(*c), c[1], c[2], c[3], c[4]) for c in (here, moved))
    assert np.array_equal(first, second, equal_nan=True)


class TestView:
    def test_states_sum_to_the_universe_in_every_indicator(self, real_store: Store) -> None:
        for subject in judged_subjects(real_store):
            assert subject.judged is not None
            for year in years_offered(subject.judged)[::17]:
                view = build_signal_view(real_store, subject, year, None, EN)
                assert view.tally.total == len(view.rows) == len(universe(real_store, subject, None))
                assert sum(len(rows) for _reason, rows in view.abstained) == view.tally.counts[ABSTAIN]
                assert all(bool(row.reason) == (row.state == ABSTAIN) for row in view.rows)
                assert all(bool(row.marks) == (row.state != ABSTAIN) for row in view.rows)

    def test_lists_are_in_order_of_the_gap(self, real_store: Store) -> None:
        subject = find_subject(real_store, "")
        assert subject is not None
        view = build_signal_view(real_store, subject, 2024, None, EN)
        for rows in (view.better, view.worse):
            assert [row.gap for row in rows] == sorted((row.gap for row in rows), reverse=True)
            assert all(row.gap > 0 and row.gap_text for row in rows)

    def test_group_narrows_the_universe(self, real_store: Store) -> None:
        subject = find_subject(real_store, "")
        assert subject is not None
        group = find_group(real_store, "KIR,KEN", 2024)
        view = build_signal_view(real_store, subject, 2024, group, EN)
        assert [row.area.id for row in view.rows] == ["KEN", "KIR"]
        assert view.abstained[0][0] == "The source does not cover the country"
        assert "2 countries" in sentence(view, group, EN)

    def test_country_that_did_not_exist_is_said_so(self, real_store: Store) -> None:
        subject = find_subject(real_store, "")
        assert subject is not None
        reasons = {
            row.area.id: row.reason
            for year in (2010, 2013)
            for row in build_signal_view(real_store, subject, year, find_group(real_store, "SSD,KEN"), EN).rows
            if row.area.id == "SSD"
        }
        assert reasons["SSD"] == "Did not exist in 2008"

    def test_years_before_a_state_existed_are_not_its_own(self, real_store: Store) -> None:
        subject = find_subject(real_store, "")
        assert subject is not None
        group = find_group(real_store, "CZE,KEN")
        reasons = [
            build_signal_view(real_store, subject, year, group, EN).rows[0].reason for year in (1992, 1995, 1998)
        ]
        assert reasons == ["Did not exist in 1992", "Did not exist in 1990", ""]

    def test_overview_names_every_indicator_with_uncertainty(self, real_store: Store) -> None:
        overview = build_overview(real_store, EN)
        assert {s.subject.indicator.id for s in overview} == set(real_store.catalogue.counts["with_uncertainty"])
        for summary in overview:
            assert bool(summary.reason) == (summary.subject.judged is None)
            assert set(summary.tally.counts) == set(STATES)
            if summary.year is not None:
                view = build_signal_view(real_store, summary.subject, summary.year, None, EN)
                assert view.tally == summary.tally
        bars = {s.indicator.id: s.bar for s in subjects(real_store)}
        assert bars["corruption_perceptions_index_score"] is Bar.LICENCE
        assert bars["freedom_from_torture_score_0_10"] is Bar.SHORT
        assert bars["armed_conflict_deaths_count_deaths"] is Bar.RANGE

    def test_every_reason_has_words(self) -> None:
        assert set(Why) - {Why.NOTHING} <= set(REASONS)
        assert set(Bar) - {Bar.NONE} == set(BARS)

    def test_release_without_intervals_has_no_subject_of_that_name(self, tiny_store: Store) -> None:
        assert find_subject(tiny_store, "nothing_of_this_name") is None


@pytest.mark.needs_raw
class TestByHand:
    """Five countries, made anew from the publishers' own files."""

    COUNTRIES = ("KEN", "VUT", "DEU", "IND", "BRA")

    def test_electoral_index(self, real_store: Store, raw: Path) -> None:
        with gzip.open(raw / "vdem" / "vdem_cy_core_v15_subset.csv.gz", "rt", encoding="utf-8") as stream:
            held = {
                (row["country_text_id"], int(float(row["year"]))): tuple(
                    float(row[f"v2x_polyarchy{end}"]) for end in ("_codelow", "", "_codehigh")
                )
                for row in csv.DictReader(stream)
                if row["v2x_polyarchy"] and row["country_text_id"] in self.COUNTRIES
            }
        subject = find_subject(real_store, "electoral_democracy_index_score")
        assert subject is not None
        seen = set()
        for year in (1985, 1995, 2005, 2015, 2024):
            view = build_signal_view(real_store, subject, year, find_group(real_store, ",".join(self.COUNTRIES)), EN)
            for row in view.rows:
                now, then = held.get((row.area.id, year)), held.get((row.area.id, year - 5))
                state = self.state(then, now)
                assert row.state == state, (row.area.id, year)
                seen.add(state)
                if now is not None and then is not None:
                    assert row.marks == pytest.approx((*then, *now))
        assert {BETTER, WORSE, NONE} <= seen

    def test_voice_and_accountability(self, real_store: Store, raw: Path) -> None:
        with (raw / "world_bank" / "wgi" / "wgi_voice_accountability.csv").open(encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream))
        held = {}
        for row in rows:
            if row["wb_code"] in self.COUNTRIES and row["Estimate"]:
                value, error = float(row["Estimate"]), float(row["StdErr"])
                held[row["wb_code"], int(float(row["year"]))] = (value - 1.645 * error, value, value + 1.645 * error)
        subject = find_subject(real_store, "voice_accountability_estimate_model_score")
        assert subject is not None
        view = build_signal_view(real_store, subject, 2023, find_group(real_store, ",".join(self.COUNTRIES)), EN)
        for item in view.rows:
            now, then = held[item.area.id, 2023], held[item.area.id, 2018]
            assert item.state == self.state(then, now)
            assert item.marks == pytest.approx((*then, *now), abs=1e-6)

    @staticmethod
    def state(then: tuple[float, ...] | None, now: tuple[float, ...] | None) -> str:
        if then is None or now is None:
            return ABSTAIN
        if now[0] > then[2]:
            return BETTER
        if now[2] < then[0]:
            return WORSE
        if then[0] <= now[1] <= then[2]:
            return NONE
        return "watch-better" if now[1] > then[2] else "watch-worse"
