"""A benchmark says no more than its group, its intervals and the rules of comparing allow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.stats
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.catalogue import ReleaseCatalogue
from data.compare import Purpose, Reason, fit
from data.groups import Group, find_group
from data.model import AreaState, Direction, Flag, Qualifier
from data.query import observation
from data.store import Store
from data.views.benchmark import BenchmarkRow, BenchmarkView, Position, build_benchmark_view, positions_of
from data.views.benchmark_field import column_of, opening_column
from data.views.benchmark_text import nth, place_words
from data.words import words
from tests.made import HOMICIDE, Made, changed, chosen, limited, made_store

EN, FR = words("en"), words("fr")
WEST = ("AUT", "BEL", "CHE", "DEU", "FRA", "LIE", "LUX", "MCO", "NLD")
GROUP = "subregion_western_europe"


def apart(store: Store, *rows: Made) -> Store:
    """A store with these rows, as one of a release of its own, so that nothing kept of another answers for it."""
    made = made_store(store, list(rows))
    return replace(made, release=replace(made.release, digest=repr(rows)))


def pointing(store: Store, direction: Direction) -> Store:
    """The store with another end of the scale as the better one."""
    told = replace(store.catalogue.indicators[HOMICIDE], direction=direction)
    catalogue = replace(store.catalogue, indicators={**store.catalogue.indicators, HOMICIDE: told})
    return replace(
        store, catalogue=catalogue, release=replace(store.release, digest=f"{store.release.digest}{direction}")
    )


def group(store: Store, spelling: str = GROUP) -> Group:
    found = find_group(store, spelling)
    assert found is not None
    return found


def view(
    store: Store, *targets: str, of: str = GROUP, territories: bool = False, tolerance: int = 2, year: int | None = None
) -> BenchmarkView:
    choice = chosen(store, tolerance=tolerance, year=year)
    return build_benchmark_view(store, choice, group(store, of), targets, EN, territories=territories)


def row(shown: BenchmarkView, area: str) -> BenchmarkRow:
    return next(row for row in shown.rows if row.area == area)


def figures(*values: float | None, areas: tuple[str, ...] = WEST, **more: object) -> list[Made]:
    return [Made(a, 2020, v, **more) for a, v in zip(areas, values, strict=False)]  # type: ignore[arg-type]  # fields


def bounded(*of: tuple[float, float, float], level: float = 0.8) -> list[Made]:
    return [Made(a, 2020, v, lower=low, upper=high, level=level) for a, (low, v, high) in zip(WEST, of, strict=False)]


class TestMedian:
    def test_of_the_other_members_unweighted(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, *figures(1, 2, 3, 4, 100, 6, 7)), "FRA")
        assert shown.median == np.median([1, 2, 3, 4, 6, 7])
        assert (shown.n, shown.total, shown.n_median, shown.others) == (7, 9, 6, 8)
        assert "over 6 of 8 other members" in shown.sentence

    def test_quartiles_are_those_of_numpy(self, tiny_store: Store) -> None:
        found = view(apart(tiny_store, *figures(1, 2, 4, 8, 16, 32))).quartiles
        assert [found.lower, found.middle, found.upper] == pytest.approx(
            np.quantile([1, 2, 4, 8, 16, 32], [0.25, 0.5, 0.75])
        )

    def test_without_a_target_it_is_of_all_members(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6)))
        assert shown.median == 3.5
        assert "over 6 of 9 members" in shown.sentence

    def test_a_target_outside_the_group_is_set_against_all_of_it(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6), Made("KEN", 2020, 9.0)), "KEN")
        assert shown.median == 3.5
        assert (shown.n, shown.n_ranked) == (6, 7)
        assert not row(shown, "KEN").is_member
        assert row(shown, "KEN").rank == (7, 7)

    def test_among_limits_there_is_none(self, tiny_store: Store) -> None:
        low = figures(2.5, 2.5, 2.5, 2.5, 2.5, qualifier=Qualifier.BELOW)
        shown = view(apart(tiny_store, *low, *figures(5, 6, 7, areas=WEST[5:])))
        assert shown.median is None
        assert shown.quartiles.upper is not None


class TestFloor:
    def test_the_target_counts_towards_it(self, tiny_store: Store) -> None:
        # six of nine report, five besides the target
        assert view(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6)), "FRA").is_benchmark

    def test_below_it_only_median_rank_and_verdict_are_withheld(self, tiny_store: Store) -> None:
        store = apart(tiny_store, *bounded((1, 2, 3), (2, 3, 4), (3, 4, 5), (4, 5, 6), (8, 9, 10)))
        shown = view(store, "FRA")
        assert not shown.is_benchmark
        assert shown.median is None
        assert [r.rank for r in shown.rows] == [None] * 5
        assert {r.judged for r in shown.rows} == {""}
        assert [r.name for r in shown.rows] == ["Austria", "Belgium", "Switzerland", "Germany", "France"]
        assert shown.missing[0].areas == ("LIE", "LUX", "MCO", "NLD")
        assert "5 of 9 members have a figure" in shown.withheld
        assert shown.withheld in shown.sentence

    def test_four_never_pass(self, tiny_store: Store) -> None:
        areas = ("AUS", "NZL")
        rows = figures(1, 2, areas=areas)
        assert not view(apart(tiny_store, *rows), "NZL", of="subregion_australia_and_new_zealand").is_benchmark

    def test_the_next_wider_group_that_passes_is_told(self, tiny_store: Store) -> None:
        areas = tuple(a.id for a in tiny_store.catalogue.members() if a.region == "Europe" and a.id not in WEST)
        rows = [*figures(1, 2, 3, 4), *figures(*range(5, 5 + len(areas)), areas=areas)]
        shown = view(apart(tiny_store, *rows), "AUT")
        assert shown.wider is not None
        assert shown.wider.title == "Europe"
        values = [r.value for r in rows if r.area != "AUT"]
        assert shown.wider.median == np.median(values)  # type: ignore[arg-type]  # every row has one
        assert shown.wider.sentence in shown.sentence

    def test_no_group_passes(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, *figures(1, 2, 3)), "AUT")
        assert shown.wider is None

    def test_all_countries_with_data_are_called_that(self, tiny_store: Store) -> None:
        ids = tuple(a.id for a in tiny_store.catalogue.members())
        few = view(apart(tiny_store, *figures(*range(1, 30), areas=ids[:29])), ids[0], of="all")
        assert few.group_title == "All countries with data (29)"
        assert not few.is_benchmark
        assert "not a benchmark" in few.sentence
        enough = view(apart(tiny_store, *figures(*range(1, 31), areas=ids[:30])), ids[0], of="all")
        assert enough.group_title == "All countries with data (30)"
        assert enough.is_benchmark
        most = view(apart(tiny_store, *figures(*range(1, 121), areas=ids[:120])), ids[0], of="all")
        assert most.group_title == "All UN member states"


class TestRanks:
    def test_places_where_no_interval_is_published(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, *figures(3, 1, 2, 2, 5, 6)), "FRA")
        assert shown.ranking == "place"
        places = {r.area: r.rank for r in shown.rows}
        assert places == {"BEL": (1, 1), "CHE": (2, 3), "DEU": (2, 3), "AUT": (4, 4), "FRA": (5, 5), "LIE": (6, 6)}
        assert row(shown, "CHE").rank_text == "2–3 of 6"
        assert "No interval is published, so only the place is given: 2nd highest of 6." in shown.sentence
        assert {r.tier for r in shown.rows} == {0}

    @given(st.lists(st.integers(0, 8), min_size=6, max_size=9))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
    def test_places_are_those_of_scipy(self, tiny_store: Store, of: list[int]) -> None:
        shown = view(apart(tiny_store, *figures(*map(float, of))))
        first = dict(zip(WEST, scipy.stats.rankdata(of, "min").astype(int), strict=False))
        last = dict(zip(WEST, scipy.stats.rankdata(of, "max").astype(int), strict=False))
        assert {r.area: r.rank for r in shown.rows} == {a: (first[a], last[a]) for a in first}

    def test_intervals_of_one_level_make_rank_intervals_and_tiers(self, tiny_store: Store) -> None:
        store = apart(tiny_store, *bounded((1, 2, 3), (2.5, 3, 4), (3.5, 4, 5), (6, 7, 8), (7.5, 8, 9), (20, 21, 22)))
        shown = view(store, "DEU")
        assert (shown.ranking, shown.level, shown.level_text) == ("rank", 0.8, "80%")
        assert {r.area: r.rank for r in shown.rows} == {
            "AUT": (1, 2), "BEL": (1, 3), "CHE": (2, 3), "DEU": (4, 5), "FRA": (4, 5), "LIE": (6, 6)
        }  # fmt: skip
        assert [r.tier for r in shown.rows] == [1, 1, 2, 3, 3, 4]
        assert "By which published intervals overlap, its rank is 2nd to 3rd highest of 6." in shown.sentence

    def test_levels_are_not_mixed(self, tiny_store: Store) -> None:
        rows = bounded(*[(n, n + 0.5, n + 0.9) for n in range(6)])
        rows[5] = replace(rows[5], level=0.95)
        shown = view(apart(tiny_store, *rows))
        other = row(shown, "LIE")
        assert shown.level == 0.8
        assert other.rank is None
        assert other.note == "no interval of this level is published; not ranked"
        assert row(shown, "AUT").rank == (1, 2)  # whoever has no such interval may stand ahead of it

    def test_too_few_intervals_make_no_rank_intervals(self, tiny_store: Store) -> None:
        rows = figures(1, 2, 3, 4, 5, 6)
        rows[0] = replace(rows[0], lower=0.5, upper=1.5)
        assert view(apart(tiny_store, *rows)).ranking == "place"

    def test_intervals_without_a_level_rank_and_judge_nothing(self, tiny_store: Store) -> None:
        rows = [replace(r, level=None) for r in bounded(*[(n, n + 0.5, n + 0.9) for n in range(6)])]
        shown = view(apart(tiny_store, *rows), "AUT")
        assert (shown.ranking, shown.level) == ("place", None)
        assert {r.judged for r in shown.rows} == {""}
        assert "The interval has no named level, so only the place is given" in shown.sentence

    def test_direction(self, tiny_store: Store) -> None:
        store = apart(tiny_store, *figures(1, 2, 3, 4, 5, 6))
        assert row(view(store), "AUT").rank == (1, 1)
        assert row(view(pointing(store, Direction.HIGHER)), "AUT").rank == (6, 6)
        neutral = view(pointing(store, Direction.NEUTRAL), "AUT")
        assert row(neutral, "AUT").rank == (1, 1)
        assert "Neither end is better by itself, so only the place is given: the lowest of 6." in neutral.sentence
        assert not any(word in neutral.sentence for word in ("better side", "worse"))


class TestVerdict:
    def judged(self, store: Store, own: tuple[float, float, float]) -> BenchmarkView:
        others = bounded(*[(n - 0.2, n, n + 0.2) for n in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)])
        return view(apart(store, *others, Made("NLD", 2020, own[1], lower=own[0], upper=own[2])), "NLD")

    @pytest.mark.parametrize(
        ("own", "judged", "said"),
        [
            ((0.5, 1.0, 1.5), "better", "The whole 80% interval of the Netherlands lies on the better side of it."),
            ((5.5, 6.0, 6.5), "worse", "The whole 80% interval of the Netherlands lies on the worse side of it."),
            ((3.5, 4.5, 5.5), "indistinguishable", "so the two cannot be told apart."),
            ((4.0, 4.5, 5.5), "indistinguishable", "so the two cannot be told apart."),
        ],
    )
    def test_by_whether_the_interval_leaves_out_the_median(
        self, tiny_store: Store, own: tuple[float, float, float], judged: str, said: str
    ) -> None:
        shown = self.judged(tiny_store, own)
        assert shown.median == 4.0
        assert shown.chosen[0].judged == judged
        assert said in shown.sentence

    def test_no_interval_no_word(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6)), "AUT")
        assert shown.chosen[0].judged_text == ""
        assert "told apart" not in shown.sentence

    def test_the_value_is_read_with_its_interval_and_level(self, tiny_store: Store) -> None:
        assert "(80% interval 0.5–1.5)" in self.judged(tiny_store, (0.5, 1.0, 1.5)).sentence


class TestLeftOut:
    def test_what_is_not_possible_takes_no_part_and_is_named(self, tiny_store: Store) -> None:
        rows = [*figures(1, 2, 3, 4, 5, 6), Made("LUX", 2020, 999.0, flags=(Flag.IMPLAUSIBLE,))]
        shown = view(apart(tiny_store, *rows))
        assert (shown.n, shown.n_ranked, shown.median) == (6, 6, 3.5)
        assert row(shown, "LUX").rank is None
        assert not row(shown, "LUX").is_drawn
        assert shown.rows[-1].area == "LUX"
        assert shown.ticks[-1][0] < 999
        assert any("Luxembourg: not possible as published" in note for note in shown.notes)

    def test_few_cases_are_shown_with_their_count_and_never_ranked(self, tiny_store: Store) -> None:
        rows = [*figures(1, 2, 3, 4, 5, 6), Made("LUX", 2020, 2.5, n=7.0)]
        shown = view(apart(tiny_store, *rows))
        assert (shown.n, shown.n_ranked) == (7, 6)
        assert row(shown, "LUX").rank is None
        assert row(shown, "LUX").note == "few cases (n = 7); not ranked"

    def test_a_limit_counts_on_its_side(self, tiny_store: Store) -> None:
        rows = [*figures(3, 4, 5, 6, 7, 8), Made("LUX", 2020, 2.5, qualifier=Qualifier.BELOW)]
        shown = view(apart(tiny_store, *rows), "AUT")
        assert row(shown, "AUT").rank == (2, 2)
        assert row(shown, "LUX").rank is None
        assert shown.n_ranked == 7

    def test_missing_members_stand_by_name_and_state(self, tiny_store: Store) -> None:
        rows = [*figures(1, 2, 3, 4, 5, 6), Made("LUX", 2020, None, flags=(Flag.SUPPRESSED,))]
        shown = view(apart(tiny_store, *rows))
        assert {m.state: m.names for m in shown.missing} == {
            AreaState.SUPPRESSED: ("Luxembourg",),
            AreaState.NOT_REPORTED: ("Monaco", "Netherlands"),
        }

    def test_to_whom_it_does_not_apply_is_not_expected(self, tiny_store: Store) -> None:
        rows = [*figures(1, 2, 3, 4, 5), *(Made(a, 2020, None, note="not applicable: none") for a in ("LUX", "MCO"))]
        shown = view(apart(tiny_store, *rows))
        assert shown.total == 7
        assert shown.is_benchmark

    def test_who_did_not_exist_is_not_expected(self, tiny_store: Store) -> None:
        ids = ("KEN", "UGA", "TZA", "RWA", "BDI")
        rows = [Made(a, 2005, float(n)) for n, a in enumerate(ids)]
        shown = view(apart(tiny_store, *rows), of="BDI,KEN,RWA,SSD,TZA,UGA")
        assert AreaState.DID_NOT_EXIST in {m.state for m in shown.missing}  # South Sudan
        assert shown.total == 5

    def test_territories_are_a_switch(self, tiny_store: Store) -> None:
        rows = [*figures(1, 2, 3, areas=("GBR", "IRL", "NOR")), Made("FRO", 2020, 9.0)]
        store = apart(tiny_store, *rows)
        without = view(store, of="subregion_northern_europe")
        within = view(store, of="subregion_northern_europe", territories=True)
        assert [r.area for r in without.rows] == ["GBR", "IRL", "NOR"]
        assert [r.area for r in within.rows] == ["GBR", "IRL", "NOR", "FRO"]
        assert within.total == without.total + 1

    def test_older_values_are_counted(self, tiny_store: Store) -> None:
        rows = [*figures(1, 2, 3, 4, 5), Made("LIE", 2019, 3.0)]
        shown = view(apart(tiny_store, *rows))
        assert any(note == "1 of 6 countries shows an older value (2019)." for note in shown.notes)
        assert "LIE" not in {r.area for r in view(apart(tiny_store, *rows), tolerance=0).rows}


class TestRefused:
    def test_a_licence_that_forbids_it(self, tiny_store: Store) -> None:
        store = limited(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6)))
        shown = view(store, "AUT")
        assert Reason.LICENCE in shown.for_rank.codes
        assert shown.median is None
        assert {r.rank for r in shown.rows} == {None}
        assert len(shown.rows) == 6
        assert "neither ranked nor averaged" in shown.sentence

    def test_what_the_catalogue_forbids(self, tiny_store: Store) -> None:
        rule = {
            "across_areas": False,
            "rank": False,
            "over_time_from": None,
            "reason": "Each country counts its own way.",
        }
        store = changed(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6)), comparability=rule)
        shown = view(store, "AUT")
        assert shown.for_rank.is_refused
        assert shown.for_average.is_refused
        assert shown.wider is None
        assert "Each country counts its own way." in shown.sentence

    def test_years_too_far_apart(self, tiny_store: Store) -> None:
        rows = [*figures(1, 2, 3, 4, 5), Made("LIE", 2011, 3.0)]
        shown = view(apart(tiny_store, *rows), tolerance=10)
        assert Reason.YEARS_APART in shown.for_rank.codes
        assert shown.median is None


class TestEmpty:
    def test_all_missing(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, Made("KEN", 2020, 3.0)), "FRA")
        assert shown.rows == ()
        assert "France has no figure (not reported)." in shown.sentence
        assert "No member of Western Europe has a figure." in shown.sentence

    def test_no_year_at_all(self, tiny_store: Store) -> None:
        choice = replace(chosen(tiny_store), year=None, years=())
        shown = build_benchmark_view(tiny_store, choice, group(tiny_store), ("FRA",), EN)
        assert shown.sentence == "The release holds no figure for this."
        assert shown.rows == ()

    def test_unknown_targets_are_left_out(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6)), "XYZ", "un_sdg:1", "FRA")
        assert shown.targets == ("FRA",)

    def test_one_figure_alone(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, Made("FRA", 2020, 3.0)), "FRA")
        assert [r.area for r in shown.rows] == ["FRA"]
        assert shown.median is None

    def test_equal_figures(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, *figures(2, 2, 2, 2, 2, 2)), "FRA")
        assert {r.rank for r in shown.rows} == {(1, 6)}
        assert shown.median == 2
        assert shown.ticks[0][0] <= 2 <= shown.ticks[-1][0]

    def test_a_negative_scale(self, tiny_store: Store) -> None:
        shown = view(apart(tiny_store, *figures(-6, -5, -4, -3, -2, -1)))
        assert shown.median == -3.5
        assert shown.ticks[0][0] <= -6


class TestClasses:
    def test_are_counted_and_never_ranked(self, tiny_store: Store) -> None:
        indicator = "income_class_group_class"
        rows = [Made(a, 2020, v, dims="", decimals=0) for a, v in zip(WEST, (4, 4, 4, 4, 4, 3), strict=False)]
        store = made_store(tiny_store, rows, indicator)
        choice = chosen(store, indicator)
        shown = build_benchmark_view(store, choice, group(store), ("FRA",), EN)
        assert shown.for_rank.is_refused
        assert {r.rank for r in shown.rows} == {None}
        assert "6 of 9 have a figure: Upper middle income (1); High income (5)." in shown.sentence
        assert "was high income in France" in shown.sentence


class TestPosition:
    def position(self, store: Store, area: str = "FRA", of: str = GROUP) -> Position:
        found = positions_of(store, store.catalogue.indicators[HOMICIDE], area, group(store, of), EN)
        assert found is not None
        return found

    def test_says_what_the_view_says(self, tiny_store: Store) -> None:
        cases = [
            figures(1, 2, 3, 4, 5, 6),
            figures(1, 2, 3),
            bounded((1, 2, 3), (2.5, 3, 4), (3.5, 4, 5), (6, 7, 8), (7.5, 8, 9), (20, 21, 22)),
            [*figures(3, 4, 5, 6, 7, 8), Made("LUX", 2020, 2.5, qualifier=Qualifier.BELOW)],
            [*figures(1, 2, 3, 4, 5, 6), Made("LUX", 2020, 999.0, flags=(Flag.IMPLAUSIBLE,))],
            [*figures(1, 2, 3, 4, 5), *(Made(a, 2020, None, note="not applicable: none") for a in ("LUX", "MCO"))],
        ]
        for rows in cases:
            store = apart(tiny_store, *rows)
            shown = view(store, "FRA")
            found = self.position(store)
            own = next((r for r in shown.rows if r.area == "FRA"), None)
            assert (found.n, found.total, found.n_median) == (shown.n, shown.total, shown.n_median)
            assert (found.median, found.quartiles) == (shown.median, shown.quartiles)
            assert found.rank == (own.rank if own else None)
            assert found.judged == (own.judged if own else "")
            assert found.said == (own.said if own else "")
            assert bool(found.withheld) == bool(shown.withheld)

    def test_one_line(self, tiny_store: Store) -> None:
        found = self.position(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6)))
        assert found.sentence == "2nd highest of 6; median of Western Europe 3.0 (5 of 8 others)"
        assert found.others == (1.0, 2.0, 3.0, 4.0, 6.0)

    def test_without_a_figure_the_median_is_still_told(self, tiny_store: Store) -> None:
        found = self.position(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6)), "NLD")
        assert (found.value, found.place, found.median) == (None, "", 3.5)

    def test_nobody_has_one(self, tiny_store: Store) -> None:
        store = apart(tiny_store, Made("KEN", 2020, 3.0))
        assert positions_of(store, store.catalogue.indicators[HOMICIDE], "FRA", group(store), EN) is None

    def test_refused(self, tiny_store: Store) -> None:
        store = limited(apart(tiny_store, *figures(1, 2, 3, 4, 5, 6, 7)))
        found = self.position(replace(store, release=replace(store.release, digest="limited")))
        assert (found.median, found.place) == (None, "")
        assert "neither ranked nor averaged" in found.withheld


class TestSameRules:
    def test_the_columns_follow_compare(self, tiny_catalogue: ReleaseCatalogue, tiny_store: Store) -> None:
        seen = 0
        for indicator in tiny_catalogue.indicators.values():
            series = tiny_catalogue.series[indicator.preferred]
            _, column = opening_column(tiny_store, indicator)
            if column is None:
                continue
            for n, number in enumerate(column.rows.tolist()):
                item = observation(tiny_store.blocks, series.id, series.headline, number)
                ranks, averages = (fit(tiny_store, item, p) for p in (Purpose.RANK, Purpose.AVERAGE))
                assert bool(column.ranked[n]) is not ranks.is_refused, (indicator.id, item)
                assert bool(column.averaged[n]) is not averages.is_refused, (indicator.id, item)
                seen += 1
        assert seen > 100

    @given(
        st.lists(st.sampled_from(list(Flag)), max_size=3),
        st.sampled_from([None, 3.0, 12.0, 400.0]),
        st.sampled_from([Qualifier.EXACT, Qualifier.BELOW, Qualifier.ABOVE]),
        st.sampled_from([None, 4.2]),
    )
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
    def test_whatever_is_published(
        self, tiny_store: Store, flags: list[Flag], n: float | None, qualifier: Qualifier, value: float | None
    ) -> None:
        store = made_store(tiny_store, [Made("FRA", 2020, value, flags=tuple(set(flags)), n=n, qualifier=qualifier)])
        choice = chosen(store)
        column = column_of(store, choice.series, choice.dims, 2020, 0)
        item = observation(store.blocks, choice.series.id, choice.dims, 0)
        assert bool(column.ranked[0]) is not fit(store, item, Purpose.RANK).is_refused
        assert bool(column.averaged[0]) is not fit(store, item, Purpose.AVERAGE).is_refused


class TestWords:
    @pytest.mark.parametrize(
        ("number", "said"),
        [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
         (101, "101st"), (111, "111th"), (112, "112th")],
    )  # fmt: skip
    def test_ordinals(self, number: int, said: str) -> None:
        assert nth(number, EN) == said

    def test_ordinals_in_french(self) -> None:
        assert [nth(n, FR) for n in (1, 2, 21)] == ["1re", "2e", "21e"]

    @pytest.mark.parametrize(
        ("first", "last", "count", "highest", "said"),
        [
            (1, 1, 15, False, "the lowest of 15"),
            (1, 1, 15, True, "the highest of 15"),
            (15, 15, 15, False, "the highest of 15"),
            (9, 9, 15, False, "7th highest of 15"),
            (8, 8, 15, False, "8th lowest of 15"),
            (3, 5, 15, False, "3rd to 5th lowest of 15"),
            (3, 5, 15, True, "3rd to 5th highest of 15"),
            (13, 15, 15, True, "1st to 3rd lowest of 15"),
            (1, 1, 1, True, "the only one with a figure"),
        ],
    )
    def test_places(self, first: int, last: int, count: int, highest: bool, said: str) -> None:
        assert place_words(first, last, count, highest, EN) == said
