"""What a sentence says of a place or of the world can be quoted alone: its year, its state, whom it speaks of."""

from __future__ import annotations

from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.by_group import build_group_view
from data.views.choose import choose
from data.views.map import MapView, build_map_view
from data.views.sentence import area_sentence, build_sentence
from data.views.trend import build_trend_view
from data.words import words
from tests.made import Made, chosen, made_store

EN = words("en")
UNSENTENCED = "unsentenced_detention_share_percent"


def view_of(store: Store, indicator: str, **state: object) -> MapView:
    return build_map_view(store, choose(store, ViewState(indicator=indicator).but(**state), EN), EN)


class TestImplausible:
    def test_is_never_told_as_a_figure(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, UNSENTENCED, dims="sex:male", year=2016)
        area = next(a for a in view.areas if a.state is AreaState.IMPLAUSIBLE)
        assert area_sentence(tiny_store, view, area, EN) == (
            "State of Palestine (men and boys): 413.7% in 2016, published, but not possible."
        )


class TestYears:
    def test_says_how_far_back_the_values_go(self, tiny_store: Store) -> None:
        for iid in tiny_store.catalogue.indicators:
            view = view_of(tiny_store, iid)
            oldest = min((a.year for a in view.valued if a.year is not None), default=None)
            sentence = build_sentence(tiny_store, view, EN)
            is_older = oldest is not None and view.year is not None and oldest < view.year
            assert (f"or the latest year from {oldest} on" in sentence) == is_older, sentence

    def test_an_end_of_the_range_bears_its_own_year(self, tiny_store: Store) -> None:
        told = 0
        for iid, indicator in tiny_store.catalogue.indicators.items():
            view = view_of(tiny_store, iid)
            if indicator.classes or not view.valued or view.valued[-1].year == view.year:
                continue
            end = view.valued[-1]
            alone = sum(a.value == end.value for a in view.valued) == 1
            sentence = build_sentence(tiny_store, view, EN)
            if alone and end.text in sentence:
                assert f"{end.name} ({end.year})" in sentence
                told += 1
        assert told


class TestGroupsOfNamedPlaces:
    ROWS = tuple(
        Made(area, 2020, value, sex)
        for area, women, men in (("FRA", 2.0, 8.0), ("KEN", 1.0, 20.0), ("PER", 4.0, 3.0), ("FJI", 1.0, 2.0))
        for value, sex in ((women, "sex:female"), (men, "sex:male"))
    )

    def sentence(self, store: Store, *areas: str) -> str:
        filled = made_store(store, list(self.ROWS))
        return build_group_view(filled, chosen(filled, year=2020), "sex", areas, EN).sentence

    def test_few_are_told_one_by_one(self, tiny_store: Store) -> None:
        said = self.sentence(tiny_store, "FRA", "KEN")
        assert said.count("2020:") == 2
        assert "France, 2020:" in said
        assert "countries and territories" not in said

    def test_many_are_not_taken_for_the_world(self, tiny_store: Store) -> None:
        assert "in 3 and lower in 1 of the 4 places named here" in self.sentence(tiny_store, "FRA", "KEN", "PER", "FJI")
        assert "in 3 and lower in 1 of 4 countries and territories" in self.sentence(tiny_store)


class TestChange:
    ROWS = tuple(Made("FRA", year, value) for year, value in ((1850, 2.0), (1990, 9.0), (2010, 6.0), (2020, 5.0)))

    def sentence(self, store: Store, year: int = 2020, span: tuple[int, int] | None = None) -> str:
        filled = made_store(store, list(self.ROWS))
        return build_trend_view(filled, chosen(filled, year=year), ("FRA",), EN, span=span).sentence

    def test_is_told_from_where_maps_begin(self, tiny_store: Store) -> None:
        assert "down by 4.0 from 9.0 in 1990" in self.sentence(tiny_store)

    def test_is_told_from_the_year_that_a_reader_went_back_to(self, tiny_store: Store) -> None:
        assert "down by 1.0 from 6.0 in 2010" in self.sentence(tiny_store, year=2010)

    def test_goes_further_back_for_whoever_asks(self, tiny_store: Store) -> None:
        assert "up by 3.0 from 2.0 in 1850" in self.sentence(tiny_store, span=(1850, 2020))
