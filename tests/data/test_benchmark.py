"""Ranks, tiers, quartiles and verdicts against SciPy, NumPy and plain rewritings of their definitions."""

from __future__ import annotations

import time

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from data.benchmark import (
    BETTER,
    INDISTINGUISHABLE,
    WORSE,
    judge,
    median,
    passes,
    positions,
    quartiles,
    rank_intervals,
    tiers,
)
from data.model import Direction

NAN = float("nan")
numbers = st.integers(-60, 60).map(lambda n: n / 4)  # ties and touching ends happen
values = st.lists(numbers, min_size=1, max_size=40)


@st.composite
def intervals(draw: st.DrawFn) -> list[tuple[float, float, float]]:
    """Lower bound, value, upper bound of some areas."""
    found = draw(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=25))
    return [tuple(sorted(three)) for three in found]  # type: ignore[misc]  # three stay three


def columns(of: list[tuple[float, float, float]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    lower, value, upper = (np.array(column, dtype=float) for column in zip(*of, strict=True))
    return lower, value, upper


def by_hand(lower: np.ndarray, upper: np.ndarray, highest_first: bool) -> list[tuple[int, int]]:
    """The definition of Klein, Wright and Wieczorek word by word: an own loop over every pair."""
    found = []
    for own_low, own_high in zip(lower, upper, strict=True):
        ahead = behind = 0
        for low, high in zip(lower, upper, strict=True):
            is_above, is_below = low > own_high, high < own_low
            ahead += is_above if highest_first else is_below
            behind += is_below if highest_first else is_above
        found.append((1 + ahead, len(lower) - behind))
    return found


class TestRankIntervals:
    def test_worked_example(self) -> None:
        # four areas on one line: A far ahead, B and C overlap, D touches C
        lower, upper = [8.0, 5.0, 3.0, 1.0], [9.0, 7.0, 5.5, 3.0]
        best, worst = rank_intervals(lower, upper)
        assert list(zip(best.tolist(), worst.tolist(), strict=True)) == [(1, 1), (2, 3), (2, 4), (3, 4)]

    @given(intervals(), st.booleans())
    def test_equals_the_definition_pair_by_pair(self, of: list[tuple[float, float, float]], highest: bool) -> None:
        lower, _, upper = columns(of)
        best, worst = rank_intervals(lower, upper, highest)
        assert list(zip(best.tolist(), worst.tolist(), strict=True)) == by_hand(lower, upper, highest)

    @given(intervals())
    def test_holds_the_rank_of_every_value_within(self, of: list[tuple[float, float, float]]) -> None:
        lower, value, upper = columns(of)
        best, worst = rank_intervals(lower, upper)
        rank = scipy.stats.rankdata(-value, "ordinal")
        assert (best <= rank).all()
        assert (rank <= worst).all()

    @given(intervals(), st.randoms())
    def test_order_does_not_matter(self, of: list[tuple[float, float, float]], random: object) -> None:
        order = list(range(len(of)))
        random.shuffle(order)  # type: ignore[attr-defined]  # a Random
        lower, _, upper = columns(of)
        best, worst = rank_intervals(lower, upper)
        other_best, other_worst = rank_intervals(lower[order], upper[order])
        assert other_best.tolist() == best[order].tolist()
        assert other_worst.tolist() == worst[order].tolist()

    @given(intervals())
    def test_the_other_direction_mirrors(self, of: list[tuple[float, float, float]]) -> None:
        lower, _, upper = columns(of)
        best, worst = rank_intervals(lower, upper, True)
        low_best, low_worst = rank_intervals(lower, upper, False)
        assert (low_best == len(of) + 1 - worst).all()
        assert (low_worst == len(of) + 1 - best).all()

    def test_equal_intervals_share_every_place(self) -> None:
        best, worst = rank_intervals([1.0] * 5, [2.0] * 5)
        assert best.tolist() == [1] * 5
        assert worst.tolist() == [5] * 5

    def test_one_alone_and_none(self) -> None:
        assert [r.tolist() for r in rank_intervals([1.0], [2.0])] == [[1], [1]]
        assert [r.tolist() for r in rank_intervals([], [])] == [[], []]

    def test_a_negative_scale(self) -> None:
        best, worst = rank_intervals([-3.0, -1.0], [-2.0, -0.5])
        assert best.tolist() == [2, 1]
        assert worst.tolist() == [2, 1]

    def test_touching_intervals_overlap(self) -> None:
        assert rank_intervals([1.0, 2.0], [2.0, 3.0])[0].tolist() == [1, 1]

    def test_without_an_interval_one_is_ahead_of_none_and_behind_none(self) -> None:
        best, worst = rank_intervals([5.0, NAN, 1.0], [6.0, NAN, 2.0])
        assert best.tolist() == [1, 1, 2]
        assert worst.tolist() == [2, 3, 3]

    def test_two_hundred_take_less_than_a_millisecond(self) -> None:
        draw = np.random.default_rng(4).normal(size=(200, 2)).cumsum(axis=1)
        low, high = draw.min(axis=1), draw.max(axis=1)
        spans = []
        for _ in range(50):
            begin = time.perf_counter()
            rank_intervals(low, high)
            tiers(low, low, high)
            spans.append(time.perf_counter() - begin)
        assert min(spans) < 0.001


class TestPositions:
    @given(values, st.booleans())
    def test_ties_share_as_scipy_ranks_them(self, of: list[float], highest: bool) -> None:
        first, last = positions(of, highest)
        signed = -np.array(of) if highest else np.array(of)
        assert first.tolist() == scipy.stats.rankdata(signed, "min").astype(int).tolist()
        assert last.tolist() == scipy.stats.rankdata(signed, "max").astype(int).tolist()

    def test_a_limit_counts_on_its_side_and_nowhere_for_sure(self) -> None:
        below = np.array([True, False, False, False])
        first, last = positions([2.5, 2.5, 4.0, 1.0], False, below)
        assert list(zip(first.tolist(), last.tolist(), strict=True)) == [(1, 2), (3, 3), (4, 4), (1, 2)]

    def test_above_a_limit(self) -> None:
        above = np.array([True, False, False])
        first, last = positions([95.0, 95.0, 99.0], True, None, above)
        assert list(zip(first.tolist(), last.tolist(), strict=True)) == [(1, 2), (3, 3), (1, 2)]


class TestTiers:
    @given(intervals(), st.booleans())
    def test_no_two_of_a_tier_can_be_told_apart(self, of: list[tuple[float, float, float]], highest: bool) -> None:
        lower, value, upper = columns(of)
        found = tiers(value, lower, upper, highest)
        for tier in range(1, int(found.max()) + 1):
            own = found == tier
            assert lower[own].max() <= upper[own].min()

    @given(intervals())
    def test_they_are_the_fewest_that_keep_the_order(self, of: list[tuple[float, float, float]]) -> None:
        lower, value, upper = columns(of)
        found = tiers(value, lower, upper)
        order = np.lexsort((lower, upper, value))[::-1]
        fewest = [0] * (len(of) + 1)
        for end in range(1, len(of) + 1):  # least number of runs that end here, by trying every start
            fewest[end] = min(
                fewest[start] + 1
                for start in range(end)
                if lower[order[start:end]].max() <= upper[order[start:end]].min()
            )
        assert found.max() == fewest[-1]
        assert (np.diff(found[order]) >= 0).all()

    def test_equal_intervals_are_one_tier(self) -> None:
        assert tiers([1.0, 2.0, 3.0], [0.0] * 3, [4.0] * 3).tolist() == [1, 1, 1]

    def test_the_better_end_is_first(self) -> None:
        bounds = ([1.0, 5.0], [2.0, 6.0])
        assert tiers([1.5, 5.5], *bounds, highest_first=True).tolist() == [2, 1]
        assert tiers([1.5, 5.5], *bounds, highest_first=False).tolist() == [1, 2]

    def test_without_an_interval_there_is_no_tier(self) -> None:
        assert tiers([1.0, 2.0], [NAN, 1.0], [NAN, 3.0]).tolist() == [0, 1]
        assert tiers([], [], []).tolist() == []


class TestQuartiles:
    @given(values)
    def test_numpy_and_scipy_agree(self, of: list[float]) -> None:
        found = quartiles(of)
        ours = [found.lower, found.middle, found.upper]
        assert ours == pytest.approx(np.quantile(of, [0.25, 0.5, 0.75]))
        assert ours == pytest.approx(np.asarray(scipy.stats.mstats.mquantiles(of, alphap=1, betap=1)))

    def test_textbook(self) -> None:
        # Hyndman and Fan (1996), definition 7, on 1 … 10
        found = quartiles(range(1, 11))
        assert (found.lower, found.middle, found.upper) == (3.25, 5.5, 7.75)

    def test_none_of_none_one_of_one(self) -> None:
        assert median([]) is None
        assert median([7.0]) == 7.0

    def test_a_point_among_limits_is_none(self) -> None:
        below = np.array([True, True, True, False, False])
        found = quartiles([2.5, 2.5, 2.5, 4.0, 9.0], below)
        assert found.lower is None
        assert found.middle is None
        assert found.upper == 4.0
        above = np.array([False, False, False, True, True])
        found = quartiles([1.0, 2.0, 3.0, 95.0, 95.0], None, above)
        assert (found.lower, found.middle, found.upper) == (2.0, 3.0, None)

    def test_all_limits(self) -> None:
        assert median([2.5, 2.5], np.array([True, True])) is None

    @given(values)
    def test_a_negative_scale_mirrors(self, of: list[float]) -> None:
        one, other = median(of), median([-v for v in of])
        assert one is not None
        assert other == pytest.approx(-one)


class TestFloor:
    @pytest.mark.parametrize(
        ("reporting", "members", "holds"),
        [(5, 5, True), (5, 8, True), (5, 9, False), (4, 4, False), (6, 10, True), (116, 193, True), (115, 193, False)],
    )
    def test_five_and_three_fifths(self, reporting: int, members: int, holds: bool) -> None:
        assert passes(reporting, members) is holds


class TestJudge:
    @pytest.mark.parametrize(
        ("lower", "upper", "direction", "expected"),
        [
            (6.0, 8.0, Direction.HIGHER, BETTER),
            (6.0, 8.0, Direction.LOWER, WORSE),
            (1.0, 4.0, Direction.HIGHER, WORSE),
            (1.0, 4.0, Direction.LOWER, BETTER),
            (4.0, 6.0, Direction.HIGHER, INDISTINGUISHABLE),
            (5.0, 6.0, Direction.HIGHER, INDISTINGUISHABLE),  # an end on the median holds it
            (5.0, 5.0, Direction.LOWER, INDISTINGUISHABLE),
            (6.0, 8.0, Direction.NEUTRAL, ""),
            (NAN, NAN, Direction.HIGHER, ""),
        ],
    )
    def test_only_an_interval_that_leaves_out_the_median_decides(
        self, lower: float, upper: float, direction: Direction, expected: str
    ) -> None:
        assert judge(lower, upper, 5.0, direction) == expected

    def test_no_median_no_verdict(self) -> None:
        assert judge(1.0, 2.0, None, Direction.HIGHER) == ""

    def test_on_a_negative_scale(self) -> None:
        assert judge(-3.0, -2.0, -5.0, Direction.HIGHER) == BETTER
