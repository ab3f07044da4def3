"""Views of /compare: change between two years, two indicators against each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata, spearmanr

from data.compare import Purpose, Reason, fit
from data.groups import find_group
from data.model import Provenance, Qualifier
from data.observations import observations
from data.query import cross_section, series_rows
from data.view_state import ViewState
from data.views.benchmark_members import counted_members
from data.views.choose import choose
from data.views.compare_change import base_of, build_change
from data.views.compare_scatter import LEAST, build_scatter, mean_ranks, spearman
from data.views.compare_sides import reported_counts
from data.views.profile_treaties import is_status
from data.words import words

EN = words("en")
INFANTS = "infant_mortality_rate_per_1000_live_births"
numbers = st.lists(st.integers(-5, 5).map(float), min_size=LEAST, max_size=40)


def chosen(store, indicator, **state):
    return choose(store, ViewState(indicator=indicator, **state), EN)


def has_figure(item):
    """A value, or a limit in its stead."""
    return item.value is not None or item.qualifier is not Qualifier.EXACT


def change(store, indicator, group="subregion_eastern_africa", targets=("KEN",), base=None, **state):
    choice = chosen(store, indicator, **state)
    members = counted_members(store, find_group(store, group), choice.indicator, choice.year)
    return choice, build_change(store, choice, base, members, targets, find_group(store, group), EN)


def values(store, choice, year):
    """area -> value of that very year, straight from the blocks."""
    rows = cross_section(store.blocks, choice.series.id, choice.dims, year, 0)
    areas = [store.blocks.areas[n] for n in store.blocks.columns["area"][rows]]
    found = dict(zip(areas, store.blocks.columns["value"][rows].tolist(), strict=True))
    return {area: value for area, value in found.items() if value == value}


class TestChange:
    def test_differences_are_those_of_the_two_years(self, real_store):
        choice, view = change(real_store, "electoral_democracy_index_score")
        first, last = (values(real_store, choice, year) for year in (view.base, choice.year))
        assert view.base == choice.year - 10
        found = {line.key: line.gap.difference for line in view.groups.lines}
        assert len(found) == 18
        assert all(diff == pytest.approx(last[area] - first[area], abs=0.0011) for area, diff in found.items())
        rose = sum(diff > 0 for diff in found.values())
        assert f"rose in {rose} and fell in" in view.groups.sentence

    def test_intervals_that_overlap_tell_nothing_apart(self, real_store):
        _, view = change(real_store, "electoral_democracy_index_score")
        assert "The published intervals overlap: the two years are not told apart." in view.groups.sentence

    def test_without_intervals_no_change_is_clear(self, real_store):
        _, view = change(real_store, INFANTS)
        assert view.groups.notes == ("The source publishes no uncertainty, so no change is called clear.",)

    def test_nothing_is_computed_across_a_break(self, real_store):
        _, view = change(
            real_store, "refugees_by_origin_rate_per_100000", "subregion_south_america", ("VEN",), base=2015
        )
        assert view.refused == (("The series breaks between the two years", ("Venezuela (Bolivarian Republic of)",)),)
        assert Reason.BREAK in view.verdict.codes
        assert "no change is computed. The series breaks between the two years." in view.groups.sentence
        assert "VEN" not in {line.key for line in view.groups.lines}

    @pytest.mark.parametrize(
        ("indicator", "state", "words_of_it"),
        [
            ("nhri_accreditation_status_class", {}, "no difference"),
            ("national_poverty_headcount_percent", {}, "Every country draws its own line"),
            ("corruption_perceptions_index_score", {"since": "ti_cpi:CPI@2017"}, "licence"),
        ],
    )
    def test_refused(self, real_store, indicator, state, words_of_it):
        _, view = change(real_store, indicator, **state)
        assert words_of_it in view.groups.empty
        assert not view.groups.lines

    def test_only_members_are_counted(self, real_store):
        _, view = change(real_store, "electoral_democracy_index_score", targets=("KEN", "DEU"))
        assert len(view.groups.lines) == 19
        assert "of 18 members of Eastern Africa" in view.groups.sentence
        assert "Germany: from" in view.groups.sentence

    def test_the_publisher_rules_out_years_before_a_change_of_method(self, real_store):
        choice = chosen(real_store, "protection_rate_share_percent")
        rule = {**(choice.indicator.raw["comparability"] or {}), "over_time_from": 2012, "reason": "another method"}
        raw = {**choice.indicator.raw, "comparability": rule}
        before = replace(choice, indicator=replace(choice.indicator, raw=raw))
        group = find_group(real_store, "subregion_eastern_africa")
        view = build_change(real_store, before, 2005, group.members, ("KEN",), group, EN)
        assert Reason.OVER_TIME in view.verdict.codes
        assert "another method" in view.groups.empty
        assert not view.groups.lines

    def test_a_series_of_one_year_has_no_change(self, real_store):
        choice = chosen(real_store, "electoral_democracy_index_score", year=1789)
        assert base_of(choice, None) == (None, ())


class TestScatter:
    def test_a_figure_of_each_in_its_own_year(self, real_store):
        x = chosen(real_store, "maternal_mortality_ratio_per_100000_live_births")
        y = chosen(real_store, INFANTS)
        view = build_scatter(real_store, x, y, ("KEN", "UGA", "TUV"), ("KEN",), False, EN)
        kenya = next(p for p in view.points if p.area == "KEN")
        assert kenya.x == values(real_store, x, x.year)["KEN"]
        assert kenya.y == values(real_store, y, y.year)["KEN"]
        assert str(x.year) in kenya.x_text
        assert view.correlation is None  # three pairs say nothing
        assert set(view.missing) == {"Tuvalu"} - {p.name for p in view.points}

    def test_correlation_is_scipys(self, real_store):
        x = chosen(real_store, "maternal_mortality_ratio_per_100000_live_births")
        y = chosen(real_store, INFANTS)
        members = tuple(area.id for area in real_store.catalogue.members())
        view = build_scatter(real_store, x, y, members, (), False, EN)
        expected = spearmanr([p.x for p in view.points], [p.y for p in view.points]).statistic
        assert view.correlation == pytest.approx(expected)
        assert f"{expected:.2f}" in view.sentence
        assert "It says nothing of cause." in view.sentence

    @pytest.mark.parametrize(
        ("one", "other", "code"),
        [
            ("hourly_earnings_mean_local_currency", INFANTS, Reason.LOCAL_UNIT),
            (INFANTS, "national_poverty_headcount_percent", Reason.ACROSS_AREAS),
            ("nhri_accreditation_status_class", INFANTS, Reason.CATEGORIES),
            (
                INFANTS,
                INFANTS,
                Reason.DEFINITION,
            ),
        ],
    )
    def test_refused(self, real_store, one, other, code):
        view = build_scatter(
            real_store, chosen(real_store, one), chosen(real_store, other), ("KEN", "UGA"), (), False, EN
        )
        assert code in view.verdict.codes
        assert view.empty
        assert not view.points

    def test_a_licence_that_forbids_joining(self, real_store):
        x, y = chosen(real_store, "corruption_perceptions_index_score"), chosen(real_store, INFANTS)
        for pair in ((x, y), (y, x), (x, None)):
            view = build_scatter(real_store, *pair, ("KEN", "UGA"), (), False, EN)
            assert Reason.LICENCE in {ground.code for ground in view.verdict.refusals}
            assert not view.points
            assert len(view.listed) == 2  # the table keeps both figures
            assert "Corruption Perceptions Index: The licence" in view.empty

    def test_what_may_not_be_ranked_takes_no_part_in_the_correlation(self, real_store):
        x, y = chosen(real_store, "homicide_rate_per_100000"), chosen(real_store, INFANTS)
        members = tuple(area.id for area in real_store.catalogue.members())
        view = build_scatter(real_store, x, y, members, (), False, EN)
        fits = {
            p.area
            for p in view.points
            if not any(fit(real_store, item, Purpose.RANK).is_refused for item in p.observations)
        }
        assert LEAST < len(fits) < len(view.points)
        kept = [p for p in view.points if p.area in fits]
        expected = spearmanr([p.x for p in kept], [p.y for p in kept]).statistic
        assert view.correlation == pytest.approx(expected)
        assert f"Among the {len(fits)} of which both may be ranked" in view.sentence

    def test_years_apart_are_said(self, real_store):
        x, y = chosen(real_store, "homicide_rate_per_100000"), chosen(real_store, INFANTS)
        view = build_scatter(real_store, x, y, ("KEN", "UGA", "TZA"), (), False, EN)
        assert Reason.YEARS_APART in view.verdict.codes
        gaps = [abs(a.year - b.year) for a, b in (p.observations for p in view.points) if a.year != b.year]
        said = next(note for note in view.notes if "different years" in note)
        assert f"{len(gaps)} states" in said
        assert f"at most {max(gaps)} apart" in said

    def test_what_a_state_reports_itself_is_counted_from_its_latest_figures(self, real_store):
        counts, most = reported_counts(real_store)
        catalogue = real_store.catalogue
        for area in ("KEN", "TUV", "DEU"):
            found = 0
            for indicator in catalogue.indicators.values():
                series = catalogue.series[indicator.preferred]
                if not series.raw["countries"] or is_status(indicator):
                    continue
                rows = series_rows(real_store.blocks, series.id, series.headline, area)
                own = [o for o in observations(real_store.blocks, series.id, series.headline, rows) if has_figure(o)]
                found += bool(own) and own[-1].provenance is Provenance.COUNTRY
            assert counts[area] == found, area
        assert max(counts.values()) <= most
        assert set(counts) == {area.id for area in catalogue.members()}

    def test_a_part_against_its_total(self, real_store):
        part = next(i for i in real_store.catalogue.indicators.values() if i.raw["component_of"] and not i.classes)
        total = part.raw["component_of"]
        view = build_scatter(
            real_store, chosen(real_store, part.id), chosen(real_store, total), ("KEN",), (), False, EN
        )
        assert any("part of the other" in ground.detail for ground in view.verdict.refusals)

    @given(numbers, numbers)
    def test_spearman(self, xs, ys):
        size = min(len(xs), len(ys))
        xs, ys = xs[:size], ys[:size]
        found = spearman(xs, ys)
        if len(set(xs)) == 1 or len(set(ys)) == 1:
            assert found is None
        else:
            assert found == pytest.approx(spearmanr(xs, ys).statistic, abs=1e-12)

    @given(numbers)
    def test_ties_share_their_mean_rank(self, xs):
        assert mean_ranks(np.array(xs)).tolist() == rankdata(xs).tolist()

    def test_nine_pairs_say_nothing(self):
        assert spearman([float(n) for n in range(9)], [float(n) for n in range(9)]) is None
