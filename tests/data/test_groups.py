"""A spelling finds one group, with its rule, date, source and members; what is unknown is none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.groups import KINDS, ORDER, Group, find_group, groups_of, menu
from data.groups_parties import parties
from data.query import cross_section
from data.store import Store
from data.views.instruments import INSTRUMENTS
from data.words import words
from tests.made import Made, made_store

EN, FR = words("en"), words("fr")
PEOPLE, CLASSES = "population_total_people", "income_class_group_class"


def apart(store: Store, name: str) -> Store:
    """The store as one of a release of its own, so that nothing kept of another answers for it."""
    return replace(store, release=replace(store.release, digest=name))


def found(store: Store, spelling: str, year: int | None = None) -> Group:
    group = find_group(store, spelling, year)
    assert group is not None, spelling
    return group


def with_events(store: Store, *events: dict[str, str]) -> Store:
    plain = {"instrument": "cat", "role": "used", "precision": "day", "vintage": "2015-03"}
    told: tuple[dict[str, Any], ...] = tuple(plain | event for event in events)
    return apart(replace(store, blocks=replace(store.blocks, events=told)), repr(told))


class TestReleased:
    def test_those_of_the_release_are_as_listed(self, tiny_store: Store) -> None:
        for raw in tiny_store.catalogue.groups:
            if raw["kind"] != "income":
                group = found(tiny_store, raw["id"])
                assert (group.rule, group.source, group.date) == (raw["rule"], raw["source"], raw["date"])
                assert list(group.members) == sorted(raw["members"])

    def test_every_one_states_rule_source_date_and_members(self, tiny_store: Store) -> None:
        for _, groups in menu(tiny_store):
            for group in groups:
                assert group.rule_text(EN)
                assert group.source
                assert re.match(r"\d{4}", group.date)
                assert group.members == tuple(sorted(set(group.members)))
                assert set(group.members) <= set(tiny_store.catalogue.areas)
                assert group.title(EN)
                assert group.in_line(EN)
                assert find_group(tiny_store, group.id) == group

    def test_all_are_the_member_states(self, tiny_store: Store) -> None:
        assert len(found(tiny_store, "all").members) == 193

    @pytest.mark.parametrize(
        ("spelling", "title", "line"),
        [
            ("eu", "European Union", "the European Union"),
            ("asean", "ASEAN", "ASEAN"),
            ("ldc", "Least developed countries", "the least developed countries"),
            ("region_africa", "Africa", "Africa"),
            ("region_americas", "Americas", "the Americas"),
            ("all", "All UN member states", "all UN member states"),
            ("income_low", "Low income (2022)", "the class Low income (2022)"),
            ("parties_cat", "Parties to CAT", "parties to CAT"),
            ("parties_cat@2010", "Parties to CAT at the end of 2010", "parties to CAT at the end of 2010"),
            ("parties_cat@2010-06-30", "Parties to CAT on 30 June 2010", "parties to CAT on 30 June 2010"),
            ("population_KEN", "Kenya and the nine nearest in population", "Kenya and the nine nearest in population"),
            ("KEN,UGA", "Kenya and Uganda", "this list"),
            ("KEN,UGA,TZA,RWA,BDI", "A list of 5 countries", "this list"),
        ],
    )
    def test_names(self, tiny_store: Store, spelling: str, title: str, line: str) -> None:
        group = found(tiny_store, spelling)
        assert group.title(EN) == title
        assert group.in_line(EN) == line

    @pytest.mark.parametrize(
        "spelling",
        ["", "nope", "eu@2010", "all@2010", "KEN", "KEN,KEN", "KEN,XYZ", "KEN,un_sdg:1", "parties_nope", "parties_cat@",
         "parties_cat@2030", "parties_cat@2010-13", "parties_cat@x", "income_low@2022-07", "income_none", "income_",
         "population_XYZ", "population_", "neighbours_TUV", "KEN,UGA@2010", "x" * 500],
    )  # fmt: skip
    def test_what_cannot_be_said_is_none(self, tiny_store: Store, spelling: str) -> None:
        assert find_group(tiny_store, spelling) is None

    @given(st.text(max_size=30))
    def test_no_spelling_breaks_it(self, tiny_store: Store, spelling: str) -> None:
        group = find_group(tiny_store, spelling)
        assert group is None or group.members


class TestOwn:
    def test_an_own_list_keeps_its_spelling(self, tiny_store: Store) -> None:
        group = found(tiny_store, "UGA,KEN,UGA")
        assert group.id == "UGA,KEN"
        assert group.members == ("KEN", "UGA")

    def test_two_to_sixty(self, tiny_store: Store) -> None:
        ids = [area.id for area in tiny_store.catalogue.members()]
        assert find_group(tiny_store, ",".join(ids[:60])) is not None
        assert find_group(tiny_store, ",".join(ids[:61])) is None


class TestIncome:
    def test_by_year_where_the_series_has_the_year(self, tiny_store: Store) -> None:
        rows = [Made("KEN", 2015, 1.0, dims=""), Made("UGA", 2015, 1.0, dims=""), Made("FRA", 2015, 4.0, dims="")]
        store = apart(made_store(tiny_store, rows, CLASSES), "classes of 2015")
        assert found(store, "income_low@2015").members == ("KEN", "UGA")
        assert found(store, "income_low@2015").date == "2015"
        assert found(store, "income_low@2015").id == "income_low@2015"
        assert found(store, "income_low", 2015).members == ("KEN", "UGA")

    def test_else_the_list_of_the_release_and_it_says_so(self, tiny_store: Store) -> None:
        group = found(tiny_store, "income_low@2015")
        assert group.members == ("UGA",)
        assert group.date == "2022-07"
        assert "The release holds no class for 2015; that of 2022 stands in." in group.rule_text(EN)

    def test_an_older_edition_holds_the_years_that_the_newest_leaves_out(self, real_store: Store) -> None:
        low, then = found(real_store, "income_low@2015"), found(real_store, "income_low@2013")
        assert len(low.members) == 31  # the Bank's count for its fiscal year 2017
        assert low.date == "2015"
        assert "KEN" in then.members
        assert "KEN" not in low.members
        assert found(real_store, "income_low@2018").asked == 2018

    def test_the_year_of_the_view_asks_for_no_excuse(self, tiny_store: Store) -> None:
        assert found(tiny_store, "income_low", 2010).asked is None


class TestParties:
    def test_equal_to_the_status_at_the_end_of_each_year(self, tiny_store: Store) -> None:
        catalogue, blocks = tiny_store.catalogue, tiny_store.blocks
        compared = 0
        for instrument in INSTRUMENTS:
            series = catalogue.series[catalogue.indicators[f"{instrument.id}_party_status_class"].preferred]
            for year in (1990, 2000, 2010, 2014, 2018, 2022):
                rows = cross_section(blocks, series.id, series.headline, year, 0)
                if not len(rows):
                    continue  # the instrument was not yet adopted
                held = np.asarray(blocks.columns["value"][rows]) == 2
                status = {blocks.areas[int(n)] for n in blocks.columns["area"][rows[held]]}
                group = find_group(tiny_store, f"parties_{instrument.id}@{year}")
                assert (set(group.members) if group else set()) == status, (instrument.id, year)
                compared += len(status)
        assert compared > 50

    def test_a_day_counts_from_that_day_a_year_from_its_end(self, tiny_store: Store) -> None:
        store = with_events(
            tiny_store,
            {"area": "KEN", "act": "accession", "date": "2010-06-15"},
            {"area": "UGA", "act": "party_by_year", "date": "2010", "precision": "year"},
            {"area": "FRA", "act": "ratification", "date": "1986-02-18"},
        )
        assert found(store, "parties_cat@2010-06-14").members == ("FRA",)
        assert found(store, "parties_cat@2010-06-15").members == ("FRA", "KEN")
        assert found(store, "parties_cat@2010-12-30").members == ("FRA", "KEN")
        assert found(store, "parties_cat@2010").members == ("FRA", "KEN", "UGA")

    def test_who_left_is_out_until_it_joins_again(self, tiny_store: Store) -> None:
        store = with_events(
            tiny_store,
            {"area": "FRA", "act": "ratification", "date": "1986-02-18"},
            {"area": "KEN", "act": "accession", "date": "1990-01-01"},
            {"area": "KEN", "act": "denunciation", "date": "2000", "precision": "year"},
            {"area": "KEN", "act": "accession", "date": "2005-01-01"},
        )
        assert "KEN" in found(store, "parties_cat@1999").members
        assert "KEN" not in found(store, "parties_cat@2001").members
        assert "KEN" in found(store, "parties_cat").members

    def test_what_the_record_sets_aside_or_cannot_date_does_not_count(self, tiny_store: Store) -> None:
        store = with_events(
            tiny_store,
            {"area": "FRA", "act": "ratification", "date": "1986-02-18"},
            {"area": "KEN", "act": "party_by_year", "date": "1990", "role": "set_aside"},
            {"area": "UGA", "act": "party_by_year", "date": "", "precision": "unknown"},
            {"area": "TZA", "act": "signature", "date": "1990-01-01"},
        )
        assert found(store, "parties_cat").members == ("FRA",)

    def test_others_than_members_are_not_carried_on(self, tiny_store: Store) -> None:
        store = with_events(
            tiny_store,
            {"area": "FRA", "act": "ratification", "date": "1986-02-18"},
            {"area": "PSE", "act": "accession", "date": "2014-04-02"},
        )
        assert found(store, "parties_cat@2014").members == ("FRA", "PSE")
        assert found(store, "parties_cat").members == ("FRA",)

    def test_nobody_yet_is_none(self, tiny_store: Store) -> None:
        assert parties(tiny_store, "cat", "1950") is None


class TestPopulation:
    def people(self, store: Store, **values: float) -> Store:
        series = store.catalogue.series[store.catalogue.indicators[PEOPLE].preferred]
        year = int(series.raw["last_year"])
        rows = [Made(area, year, value, dims=series.headline) for area, value in values.items()]
        return apart(made_store(store, rows, PEOPLE), repr(sorted(values.items())))

    def test_the_nearest_by_ratio_with_the_area_itself(self, tiny_store: Store) -> None:
        values = {area.id: 1e6 * 2.0**n for n, area in enumerate(tiny_store.catalogue.members()[:30])}
        store = self.people(tiny_store, **values)
        ids = list(values)
        group = found(store, f"population_{ids[15]}")
        assert len(group.members) == 10
        assert set(ids[11:20]) < set(group.members)
        assert set(group.members) <= set(ids[10:21])  # ten to either side tie for the last place
        assert ids[10] in group.members  # and of the two the id decides

    def test_without_a_population_there_is_none(self, tiny_store: Store) -> None:
        store = self.people(tiny_store, KEN=5e7, UGA=4e7, FRA=0.0)
        assert find_group(store, "population_FRA") is None
        assert find_group(store, "population_TZA") is None


class TestOfAnArea:
    def test_sub_regions_before_regions_and_all_last(self, tiny_store: Store) -> None:
        groups = groups_of(tiny_store, "KEN")
        assert [g.id for g in groups[:3]] == [
            "subregion_eastern_africa",
            "subregion_sub_saharan_africa",
            "region_africa",
        ]
        assert groups[-1].id == "all"
        assert [ORDER.index(g.kind) for g in groups] == sorted(ORDER.index(g.kind) for g in groups)

    def test_the_area_is_in_each_of_them(self, tiny_store: Store) -> None:
        for area in tiny_store.catalogue.members():
            assert all(area.id in group.members for group in groups_of(tiny_store, area.id))

    def test_only_its_own_neighbours(self, tiny_store: Store) -> None:
        for area in tiny_store.catalogue.members():
            own = [g for g in groups_of(tiny_store, area.id) if g.kind == "neighbours"]
            assert [g.id for g in own] in ([], [f"neighbours_{area.id}"])

    def test_unknown_areas_have_none(self, tiny_store: Store) -> None:
        assert groups_of(tiny_store, "XYZ") == []

    def test_every_kind_has_its_label(self, tiny_store: Store) -> None:
        labels = [label for label, _ in menu(tiny_store)]
        assert set(labels) <= set(KINDS.values())
        assert len(set(labels)) == len(labels)
