"""Groups are compared within one area, year and series; totals are ticks, small counts have no difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.model import AreaState, Flag, Qualifier
from data.store import Store
from data.view_state import ViewState
from data.views.by_group import GroupView, build_group_view
from data.views.choose import choose
from data.words import words
from tests.made import Made, changed, chosen, limited, made_store

EN = words("en")
WOMEN, MEN, ALL, UNKNOWN = "sex:female", "sex:male", "sex:total", "sex:not_specified"


def made(store: Store, rows: list[Made], areas: tuple[str, ...] = (), year: int = 2020, **options: object) -> GroupView:
    filled = made_store(store, rows)
    return build_group_view(filled, chosen(filled, year=year), "sex", areas, EN, **options)  # type: ignore[arg-type]  # its own


def both(area: str, women: float, men: float, year: int = 2020, **more: object) -> list[Made]:
    return [
        Made(area, year, women, WOMEN, **more),  # type: ignore[arg-type]  # fields of Made
        Made(area, year, men, MEN, **more),  # type: ignore[arg-type]  # fields of Made
        Made(area, year, (women + men) / 2, ALL),
    ]


class TestOneArea:
    def test_every_category_has_a_line_and_the_total_is_a_tick(self, tiny_store: Store) -> None:
        view = made(tiny_store, [*both("FRA", 2.0, 8.0), Made("FRA", 2020, 1.0, UNKNOWN)], ("FRA",))
        assert [(line.name, line.text) for line in view.lines] == [
            ("Women and girls", "2.0"),
            ("Men and boys", "8.0"),
            ("Sex not specified", "1.0"),
        ]
        total = view.lines[0].total
        assert total is not None
        assert view.rows[total].category == "total"
        assert "A group that is not specified is no total." in view.notes
        assert "The difference is 6.0, the ratio 4.0 to 1." in view.sentence

    def test_the_newest_year_within_the_tolerance_is_shown(self, tiny_store: Store) -> None:
        rows = [*both("FRA", 2.0, 8.0, 2018), *both("KEN", 1.0, 2.0, 2020), *both("KEN", 1.0, 2.0, 2010)]
        view = made(tiny_store, rows, ("FRA",))
        assert (view.year, view.title) == (2018, "Intentional homicide rate by sex, France, 2018")
        assert any("older year (2018)" in note for note in view.notes)
        old = made(tiny_store, [*both("FRA", 2.0, 8.0, 2010), *both("KEN", 1.0, 2.0)], ("FRA",))
        assert old.empty == "France has no figure by sex for 2020; the latest is 2010."
        assert old.latest_year == 2010

    def test_no_figure_at_all_is_told(self, tiny_store: Store) -> None:
        assert "Kenya has no figure by sex" in made(tiny_store, both("FRA", 2.0, 8.0), ("KEN",)).empty
        none = made(tiny_store, [Made("FRA", 2020, 1.0, ALL)], ("FRA",))
        assert none.empty == "This series is not published by sex."

    def test_few_cases_are_shown_with_their_number_and_not_compared(self, tiny_store: Store) -> None:
        rows = both("FRA", 2.0, 8.0, flags=(Flag.SMALL_N,), n=7.0)
        view = made(tiny_store, rows, ("FRA",))
        assert [line.text for line in view.lines] == ["2.0 (n = 7)", "8.0 (n = 7)"]
        assert all(line.gap is None for line in view.lines)
        assert "difference is" not in view.sentence
        assert any("rest on few cases" in note for note in view.notes)

    def test_a_figure_that_is_not_exact_or_not_possible_has_no_gap(self, tiny_store: Store) -> None:
        for men in (
            Made("FRA", 2020, 2.5, MEN, qualifier=Qualifier.BELOW),
            Made("FRA", 2020, 500.0, MEN, flags=(Flag.IMPLAUSIBLE,)),
            Made("FRA", 2020, 9.0, MEN, flags=(Flag.DEFINITION_DIFFERS,)),
        ):
            view = made(tiny_store, [Made("FRA", 2020, 2.0, WOMEN), men], ("FRA",))
            assert view.lines[0].gap is None

    def test_no_ratio_to_zero_and_none_on_a_bounded_scale(self, tiny_store: Store) -> None:
        zero = made(tiny_store, both("FRA", 0.0, 8.0), ("FRA",)).lines[0].gap
        assert zero is not None
        assert (zero.size, zero.ratio) == ("8.0", None)

    def test_a_licence_may_forbid_the_difference(self, tiny_store: Store) -> None:
        filled = limited(made_store(tiny_store, both("FRA", 2.0, 8.0)))
        view = build_group_view(filled, chosen(filled), "sex", ("FRA",), EN)
        assert view.lines[0].gap is None
        assert any("licence" in note for note in view.notes)
        assert "difference" not in view.sentence

    def test_over_time_there_is_a_line_for_each_category(self, tiny_store: Store) -> None:
        rows = [row for year in (2017, 2018, 2020) for row in both("FRA", 2.0, 8.0, year)]
        view = made(tiny_store, rows, ("FRA",), is_over_time=True)
        assert view.kind == "lines"
        assert view.trend is not None
        assert [(line.name, line.number) for line in view.trend.lines] == [
            ("Both sexes", 0),
            ("Women and girls", 1),
            ("Men and boys", 2),
        ]
        years = [[view.rows[n].year for n in stretch] for stretch in view.trend.lines[1].stretches]
        assert years == [[2017, 2018], [2020]]
        assert view.title == "Intentional homicide rate by sex, France, 2017–2020"
        assert "The difference is 6.0" in view.sentence


class TestAcross:
    def test_the_widest_gaps_come_first(self, tiny_store: Store) -> None:
        rows = [*both("FRA", 2.0, 8.0), *both("KEN", 1.0, 20.0), *both("NAM", 9.0, 3.0)]
        view = made(tiny_store, rows)
        assert [(line.key, line.text) for line in view.shown] == [("KEN", "19.0"), ("FRA", "6.0"), ("NAM", "6.0")]
        assert "higher for men and boys than for women and girls in 2 and lower in 1 of 3" in view.sentence
        assert "widest in Kenya (19.0, 2020)" in view.sentence
        assert all(len(line.rows) == 2 and line.total is not None for line in view.lines)

    def test_both_figures_are_of_one_year(self, tiny_store: Store) -> None:
        rows = [Made("FRA", 2020, 2.0, WOMEN), Made("FRA", 2019, 9.0, MEN), *both("FRA", 1.0, 4.0, 2018)]
        rows += both("KEN", 1.0, 3.0)
        view = made(tiny_store, rows)
        line = next(line for line in view.lines if line.key == "FRA")
        assert line.year == 2018
        assert {view.rows[n].year for n in line.rows} == {2018}

    def test_areas_of_the_reader_only(self, tiny_store: Store) -> None:
        rows = [*both("FRA", 2.0, 8.0), *both("KEN", 1.0, 20.0), *both("NAM", 9.0, 3.0)]
        assert {line.key for line in made(tiny_store, rows, ("FRA", "NAM")).lines} == {"FRA", "NAM"}
        assert "None of France and Austria" in made(tiny_store, both("KEN", 1.0, 2.0), ("FRA", "AUT")).empty

    def test_few_cases_come_last_without_a_difference(self, tiny_store: Store) -> None:
        rows = [*both("FRA", 2.0, 8.0), *both("KEN", 1.0, 20.0, flags=(Flag.SMALL_N,), n=3.0)]
        view = made(tiny_store, rows)
        assert [(line.key, line.text) for line in view.lines] == [("FRA", "6.0"), ("KEN", "few cases")]

    def test_figures_that_cannot_be_set_side_by_side_are_refused(self, tiny_store: Store) -> None:
        rule = {"across_areas": False, "over_time_from": None, "rank": False, "reason": "Each counts otherwise."}
        assert (
            "cannot be set side by side" in made(changed(tiny_store, comparability=rule), both("FRA", 1.0, 2.0)).empty
        )
        filled = limited(made_store(tiny_store, both("FRA", 1.0, 2.0)))
        assert "licence" in build_group_view(filled, chosen(filled), "sex", (), EN).empty

    def test_a_letter_is_no_group_that_countries_share(self, tiny_store: Store) -> None:
        choice = choose(tiny_store, ViewState(indicator="satisfaction_health_services_share_percent"), EN)
        view = build_group_view(tiny_store, choice, "population_group", (), EN)
        assert view.kind == "dumbbell" or "not published" in view.empty
        assert view.empty
        assert view.rows == ()

    def test_a_reader_may_choose_the_two(self, tiny_store: Store) -> None:
        view = made(tiny_store, both("FRA", 2.0, 8.0), pair=("male", "female"))
        assert view.poles is not None
        assert [pole.code for pole in view.poles] == ["male", "female"]
        gap = view.lines[0].gap
        assert gap is not None
        assert gap.difference == 6.0

    def test_every_gap_is_the_difference_of_its_rows(self, tiny_store: Store) -> None:
        figures = st.dictionaries(
            st.sampled_from(["FRA", "KEN", "NAM", "AUT", "ALB"]),
            st.tuples(st.floats(0, 500).map(lambda v: round(v, 1)), st.floats(0, 500).map(lambda v: round(v, 1))),
            min_size=1,
        )

        @given(figures)
        def check(values: dict[str, tuple[float, float]]) -> None:
            view = made(tiny_store, [row for area, (a, b) in values.items() for row in both(area, a, b)])
            assert {line.key for line in view.lines} == set(values)
            sizes = []
            for line in view.lines:
                one, other = (view.rows[n].value or 0.0 for n in line.rows)
                assert line.gap is not None
                assert line.gap.difference == round(one - other, 1)
                sizes.append(line.gap.difference)
            assert sizes in (sorted(sizes), sorted(sizes, reverse=True))
            low, high = view.ticks[0][0], view.ticks[-1][0]
            assert all(low <= (row.value or 0.0) <= high for row in view.rows)

        check()


def test_every_dimension_of_the_release_has_a_view(tiny_store: Store) -> None:
    for iid, indicator in tiny_store.catalogue.indicators.items():
        choice = choose(tiny_store, ViewState(indicator=iid), EN)
        for dimension, counted in tiny_store.catalogue.series[indicator.preferred].raw["dimensions"].items():
            if len(counted["categories"]) < 2:
                continue
            for areas in ((), ("FRA",), ("KEN",), ("USA",)):
                view = build_group_view(tiny_store, choice, dimension, areas, EN)
                assert view.title
                assert view.sentence
                assert bool(view.empty) == (not view.rows)
                for row in view.rows:
                    assert row.state is AreaState.VALUE or row.missing_reason
