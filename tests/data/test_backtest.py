"""The back-test: counted by hand on a small panel, by loops on made ones, and its intervals against statsmodels."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from data.backtest import FURTHER, HORIZONS, KEPT, Line, Rate, build_backtest, by_chance, wilson
from data.signals import Panel
from data.store import Store
from data.views.signals import judged_subjects


def panel(values: np.ndarray, half: float = 0.4, first: int = 2000) -> Panel:
    """A band of the same width around every value (areas × years)."""
    nothing = np.zeros(values.shape, dtype=bool)
    level = np.where(np.isnan(values), np.nan, 0.68)
    areas = tuple(f"A{n}" for n in range(len(values)))
    return Panel(areas, first, values, values - half, values + half, level, nothing, nothing)


def line(lines: tuple[Line, ...], way: int, horizon: int, reading: str) -> Line:
    """The line of these."""
    return next(x for x in lines if (x.way, x.horizon, x.reading) == (way, horizon, reading))


class TestByHand:
    """Window of one year, horizon of one: a rises once and stays, b rises and falls back, c goes on rising."""

    VALUES = np.array([[0, 1, 1, 1], [0, 1, 0, 0], [0, 1, 2, 3]], dtype=float)

    @pytest.fixture
    def lines(self) -> tuple[Line, ...]:
        return build_backtest(panel(self.VALUES), 1, (1,), 2000)

    def test_still_true(self, lines: tuple[Line, ...]) -> None:
        found = line(lines, 1, 1, KEPT)
        # signals: a 2001, b 2001, c 2001, c 2002; c 2003 has no year after it
        assert found.signal == Rate(3, 4)
        assert found.base == Rate(3, 6)
        assert found.unchanged == Rate(1, 4)
        assert found.trend == Rate(3, 4)
        assert (found.areas, found.episodes, found.reversed) == (3, 3, 0)
        assert found.onset == Rate(2, 3)

    def test_went_further(self, lines: tuple[Line, ...]) -> None:
        found = line(lines, 1, 1, FURTHER)
        assert found.signal == Rate(2, 4)
        assert found.base == Rate(2, 6)
        assert found.unchanged == Rate(1, 4)
        assert found.reversed == 1

    def test_way_without_a_case_has_no_share(self, lines: tuple[Line, ...]) -> None:
        found = line(build_backtest(panel(np.zeros((2, 4))), 1, (1,), 2000), -1, 1, KEPT)
        assert found.signal == Rate(0, 0)
        assert found.signal.share is None
        assert found.signal.interval is None

    def test_years_before_the_start_do_not_count(self) -> None:
        found = build_backtest(panel(self.VALUES), 1, (1,), 2002)
        assert line(found, 1, 1, KEPT).signal == Rate(1, 1)
        # the run began before: its first year is not among them
        assert line(found, 1, 1, KEPT).onset == Rate(0, 0)

    def test_missing_later_year_is_no_miss(self) -> None:
        values = self.VALUES.copy()
        values[1, 2] = np.nan
        assert line(build_backtest(panel(values), 1, (1,), 2000), 1, 1, KEPT).signal == Rate(3, 3)


MADE = arrays(np.float64, (3, 14), elements=st.one_of(st.just(float("nan")), st.integers(-3, 3).map(float)))


@given(MADE)
@settings(max_examples=60)
def test_equals_plain_loops(values: np.ndarray) -> None:
    lines = build_backtest(panel(values), 5, HORIZONS, 2000)
    bands = [[None if v != v else (v - 0.4, v + 0.4) for v in row] for row in values.tolist()]
    for horizon in HORIZONS:
        for way in (1, -1):
            counts = {KEPT: [0, 0, 0, 0], FURTHER: [0, 0, 0, 0]}
            for row in bands:
                for year in range(5, len(row) - horizon):
                    base, now, later = row[year - 5], row[year], row[year + horizon]
                    if base is None or now is None or later is None:
                        continue
                    for reading, start in ((KEPT, base), (FURTHER, now)):
                        hit = apart(start, later) == way
                        counts[reading][2] += hit
                        counts[reading][3] += 1
                        if apart(base, now) == way:
                            counts[reading][0] += hit
                            counts[reading][1] += 1
            for reading, (hits, cases, all_hits, all_cases) in counts.items():
                found = line(lines, way, horizon, reading)
                assert found.signal == Rate(hits, cases)
                assert found.base == Rate(all_hits, all_cases)


def apart(base: tuple[float, float], now: tuple[float, float]) -> int:
    """1 where the later interval lies wholly above, -1 below, else 0."""
    return int(now[0] > base[1]) - int(now[1] < base[0])


@given(MADE)
@settings(max_examples=40)
def test_mirror_swaps_the_ways(values: np.ndarray) -> None:
    there, back = build_backtest(panel(values), 5, HORIZONS, 2000), build_backtest(panel(-values), 5, HORIZONS, 2000)
    for one in there:
        other = line(back, -one.way, one.horizon, one.reading)
        names = ("signal", "onset", "base", "unchanged", "trend", "reversed", "areas", "episodes")
        assert [getattr(one, n) for n in names] == [getattr(other, n) for n in names]


class TestWilson:
    @given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    @settings(max_examples=80)
    def test_equals_statsmodels(self, case: tuple[int, int]) -> None:
        hits, n = case
        assert wilson(hits, n) == pytest.approx(proportion_confint(hits, n, 0.05, "wilson"), abs=1e-12)

    def test_textbook(self) -> None:
        # Newcombe 1998, table I: 81 of 263
        assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)

    @pytest.mark.parametrize("case", [(0, 0), (3, 2), (-1, 4)])
    def test_no_share(self, case: tuple[int, int]) -> None:
        with pytest.raises(ValueError, match="is no share"):
            wilson(*case)


@pytest.mark.parametrize("level", [0.68, 0.8, 0.9, 0.95])
def test_chance_equals_scipy(level: float) -> None:
    half = norm.interval(level)[1]
    assert by_chance(level) == pytest.approx(2 * norm.sf(2 * half, scale=np.sqrt(2)), abs=1e-12)


def test_chance_equals_a_draw() -> None:
    made = np.random.default_rng(1).normal(size=(2, 200_000))
    half = norm.interval(0.68)[1]
    assert np.mean(np.abs(made[0] - made[1]) > 2 * half) == pytest.approx(by_chance(0.68), abs=0.005)


def test_real_series(real_store: Store) -> None:
    """Every indicator: outcomes of a signal sum to its cases, and a signal is a subset of the last trend."""
    for subject in judged_subjects(real_store):
        assert subject.judged is not None
        assert len(subject.judged.lines) == 2 * 2 * len(HORIZONS)
        for one in subject.judged.lines:
            assert one.signal.hits + one.unchanged.hits + one.reversed == one.signal.n
            assert one.signal.n <= one.trend.n <= one.base.n
            assert one.areas <= one.episodes <= one.signal.n
            assert one.onset.n <= one.episodes
        started = time.perf_counter()
        build_backtest(subject.judged.panel)
        assert time.perf_counter() - started < 0.3
