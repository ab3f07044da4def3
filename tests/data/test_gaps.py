"""What is missing: every cell equals the country's page, every sum its parts, every statistic SciPy's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from data.model import AreaState
from data.query import coverage, slice_of
from data.view_state import ViewState
from data.views.gaps import CODE, PUBLISHED, RECENT, build_grid
from data.views.gaps_between import gaps_between
from data.views.gaps_choice import choose_gaps
from data.views.gaps_largest import build_largest
from data.views.gaps_made import build_late, build_made
from data.views.gaps_matrix import build_matrix
from data.views.gaps_people import build_people
from data.views.gaps_silence import build_silence_of, superiority
from data.views.gaps_summary import build_summary
from data.views.profile import build_profile
from data.words import words

EN = words("en")
HOMICIDE = "homicide_rate_per_100000"


def asked(store, **state):
    return choose_gaps(store, ViewState(**state), EN)


class TestGrid:
    @pytest.mark.parametrize("area", ["KEN", "TON", "GBR", "SSD", "PRK"])
    def test_a_cell_says_what_the_page_of_its_country_says(self, real_store, area):
        grid = build_grid(real_store)
        column = [a.id for a in grid.areas].index(area)
        profile = build_profile(real_store, area, EN)
        for line, indicator in enumerate(grid.indicators):
            row = profile.rows[indicator.id]
            is_figure = row.state in PUBLISHED
            assert (grid.states[line, column] in {CODE[s] for s in PUBLISHED}) == is_figure, indicator.id
            if is_figure:
                assert grid.years[line, column] == row.year, indicator.id

    def test_latest_years_are_those_of_the_coverage_query(self, real_store):
        grid = build_grid(real_store)
        wanted = [(i.preferred, real_store.catalogue.series[i.preferred].headline) for i in grid.indicators]
        latest = coverage(real_store.blocks, wanted, [a.id for a in grid.areas])
        here = grid.published
        assert (grid.years[here] == latest[here]).all()

    def test_territories_are_never_counted(self, real_store):
        grid = build_grid(real_store)
        assert len(grid.areas) == 193
        assert all(area.universe == "un_member" for area in grid.areas)
        assert 100 <= len(grid.indicators) <= 160

    def test_a_state_that_did_not_exist_is_not_expected(self, real_store):
        grid = build_grid(real_store, 2005)
        column = [a.id for a in grid.areas].index("SSD")
        assert set(grid.states[:, column].tolist()) == {CODE[AreaState.DID_NOT_EXIST]}
        assert not grid.expected[:, column].any()

    def test_the_future_of_a_year_is_not_known_in_it(self, real_store):
        grid = build_grid(real_store, 2010)
        assert grid.years.max() <= 2010


class TestSummary:
    def test_regions_add_up_to_all_and_rights_to_the_whole(self, real_store):
        view = build_summary(real_store, asked(real_store), EN)
        for row in view.rows:
            assert sum(c.recent for c in row.cells) == row.whole.recent
            assert sum(c.expected for c in row.cells) == row.whole.expected
        assert sum(r.whole.expected for r in view.rows) == view.whole.expected
        assert sum(r.whole.recent for r in view.rows) == view.whole.recent
        assert sum(r.indicators for r in view.rows) == view.indicators

    def test_a_figure_counts_for_five_years(self, real_store):
        grid = build_grid(real_store)
        assert grid.recent.sum() == (grid.published & (grid.lags <= RECENT)).sum()

    def test_matrix_has_the_same_counts(self, real_store):
        grid = build_grid(real_store)
        matrix = build_matrix(real_store, asked(real_store, view="matrix"), EN)
        summary = build_summary(real_store, asked(real_store), EN)
        assert EN.number(summary.whole.recent) in matrix.sentence
        assert sum(len(part.rows) for part in matrix.parts) == len(grid.indicators)

    def test_one_region(self, real_store):
        view = build_matrix(real_store, asked(real_store, view="matrix", region="region_oceania", right="health"), EN)
        assert "14 states" in view.sentence


class TestPeople:
    def test_nothing_expected_is_no_expectation(self, real_store):
        view = build_people(real_store, asked(real_store, view="people"), "", EN)
        for row in view.rows:
            for cell in row.cells:
                assert cell.split <= cell.figure <= cell.expected
        assert sum(cell.split for row in view.rows for cell in row.cells) == view.whole.split

    def test_expected_is_what_the_wording_names(self, real_store):
        view = build_people(real_store, asked(real_store, view="people"), "", EN)
        for column in view.columns:
            for indicator, _name, _count in column.indicators:
                raw = real_store.catalogue.indicators[indicator].raw
                assert column.dimension in raw["expected_dimensions"]

    def test_a_gap_between_groups_is_of_one_year_and_series(self, real_store):
        found = next(b for b in gaps_between(real_store) if b.indicator.id.startswith("youth_not_in_education"))
        series = real_store.catalogue.series[found.indicator.preferred]
        blocks = real_store.blocks
        held = []
        for pole in found.poles:
            dims = slice_of(series.headline, {found.dimension: pole})
            start, end = blocks.slices[series.id][dims]
            cells = {}
            for row in range(start, end):
                value = float(blocks.columns["value"][row])
                if value == value:
                    cells[blocks.areas[blocks.columns["area"][row]], int(blocks.columns["year"][row])] = value
            held.append(cells)
        for pair in found.pairs:
            key = (pair.area, pair.year)
            assert pair.difference == pytest.approx(held[0][key] - held[1][key], abs=1e-6)
            assert not any(a == pair.area and y > pair.year and (a, y) in held[1] for a, y in held[0])
        assert found.lower + found.higher + found.even == len(found.pairs)
        if found.quartiles is not None:
            near = [pair.difference for pair in found.near]
            assert found.quartiles == pytest.approx(tuple(np.quantile(near, [0.25, 0.5, 0.75])))


class TestMadeAndLate:
    def test_every_latest_figure_has_one_maker(self, real_store):
        view = build_made(real_store, asked(real_store, view="provenance"), "made", EN)
        assert len(view.rows) == 193

    @pytest.mark.parametrize("by", ["indicator", "country", "source"])
    def test_lateness_by(self, real_store, by):
        view = build_late(real_store, asked(real_store, view="timeliness"), by, "median", EN)
        assert view.rows


class TestLargest:
    def test_who_is_missing_has_no_figure_of_ten_years(self, real_store):
        view = build_largest(real_store, asked(real_store, view="largest"), EN)
        first = view.by_place[0]
        series = real_store.catalogue.series[first.indicator.preferred]
        slices = [(series.id, dims) for dims in real_store.blocks.slices[series.id]]
        latest = coverage(real_store.blocks, slices, sorted(first.place.members)).max(axis=0)
        lacking = sorted(
            real_store.catalogue.areas[area].name()
            for area, year in zip(sorted(first.place.members), latest.tolist(), strict=True)
            if year < int(series.released[:4]) - 10
        )
        assert first.missing == len(lacking)
        assert sorted(first.names) == lacking
        assert [gap.missing >= 1 for gap in view.by_place]

    def test_a_figure_of_one_age_is_a_figure(self, real_store):
        view = build_largest(real_store, asked(real_store, view="largest", right="legal_identity"), EN)
        registered = [gap for gap in view.by_right if gap.indicator.id == "birth_registration_share_percent"]
        assert "Denmark" not in registered[0].names  # children under one, 2019: 100 per cent

    def test_the_largest_comes_first(self, real_store):
        view = build_largest(real_store, asked(real_store, view="largest"), EN)
        assert view.by_place[0].missing * 1.0 >= 1
        assert view.by_place[0].expected >= view.by_place[0].missing


class TestSilence:
    @given(st.lists(st.integers(-3, 3), min_size=1, max_size=20), st.lists(st.integers(-3, 3), min_size=1, max_size=20))
    def test_superiority_is_mann_whitneys(self, one, other):
        expected = mannwhitneyu(one, other, alternative="two-sided", method="asymptotic").statistic
        found = superiority([float(v) for v in one], [float(v) for v in other])
        assert found == pytest.approx(expected / (len(one) * len(other)))

    def test_reporters_and_the_silent_are_all_states(self, real_store):
        indicators = real_store.catalogue.indicators
        scale = indicators["voice_accountability_estimate_model_score"]
        view = build_silence_of(real_store, indicators["unsentenced_detention_share_percent"], scale, EN)
        assert view.states == 193
        assert view.reporters + view.silent == 192  # the United Kingdom publishes for its parts
        assert view.silent == 56
        assert view.superiority is not None
        assert 0.5 < view.superiority < 1

    def test_a_scale_that_may_not_be_ranked_is_refused(self, real_store):
        indicators = real_store.catalogue.indicators
        view = build_silence_of(real_store, indicators[HOMICIDE], indicators["national_poverty_headcount_percent"], EN)
        assert view.verdict.is_refused
        assert view.strip is None
        assert view.superiority is None
