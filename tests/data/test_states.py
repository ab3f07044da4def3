"""Every area is in exactly one state, decided in the order of section 1 of the behaviour."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import AreaInfo, Indicator
from data.model import AreaKind, AreaState, Flag, Interval, IntervalKind, Mark, Provenance, Qualifier, SourceType
from data.query import Observation
from data.store import Store
from data.views.states import build_section, decide, marks_of, median, nearest_year

UNSENTENCED = "unsentenced_detention_share_percent"
UNDERNOURISHED = "undernourishment_prevalence_percent"
YEAR = 2019


def area(**changes: Any) -> AreaInfo:
    plain = AreaInfo("KEN", AreaKind.COUNTRY, {"en": "Kenya"}, "un_member", None, None, "", "Africa", "", "")
    return replace(plain, **changes)


def observed(**changes: Any) -> Observation:
    plain = Observation(
        series="toy:A@2026",
        area="KEN",
        year=YEAR,
        dims="",
        counterpart="",
        value=5.0,
        value_text="5",
        decimals=0,
        qualifier=Qualifier.EXACT,
        interval=None,
        std_error=None,
        n=None,
        provenance=Provenance.COUNTRY,
        flags=frozenset(),
        published_text="",
        file="main.csv",
        row=2,
        rows="",
        formula="",
        inputs="",
        note="",
        decisions=(),
    )
    return replace(plain, **changes)


NOTHING = {"value": None, "value_text": "", "qualifier": Qualifier.NO_VALUE}


def an_indicator(store: Store, source_type: SourceType = SourceType.SURVEY, universe: str = "un_members") -> Indicator:
    plain = store.catalogue.indicators[UNSENTENCED]
    return replace(plain, source_type=source_type, raw=plain.raw | {"universe": universe})


@pytest.mark.parametrize(
    ("state", "case"),
    [
        # each line wins over every line below it
        (AreaState.NOT_APPLICABLE, {"item": observed(**NOTHING, note="not applicable: not a party"), "start": 2020}),
        (AreaState.DID_NOT_EXIST, {"item": observed(), "start": 2020, "has_countries": False}),
        (AreaState.DID_NOT_EXIST, {"item": None, "start": 2020, "is_seen": False, "type": SourceType.EXPERT}),
        (AreaState.REGIONS_ONLY, {"item": None, "has_countries": False, "type": SourceType.EXPERT, "is_seen": False}),
        (AreaState.NOT_IN_SOURCE, {"item": None, "is_seen": False, "type": SourceType.EXPERT}),
        (AreaState.NOT_IN_SOURCE, {"item": None, "is_seen": False, "type": SourceType.MODELLED}),
        (AreaState.NOT_IN_SOURCE, {"item": None, "is_seen": False, "universe": "source_list"}),
        (AreaState.PARTS_ONLY, {"item": None, "parts": [observed(area="GBR-EAW")]}),
        (AreaState.PARTS_ONLY, {"item": None, "parts": [observed()], "is_seen": False, "type": SourceType.EXPERT}),
        (
            AreaState.SEVERAL_TOGETHER,
            {"item": observed(**NOTHING, flags=frozenset({Flag.MULTI_LOCATION, Flag.SUPPRESSED}))},
        ),
        (AreaState.NOT_REPORTED, {"item": None}),
        (AreaState.NOT_REPORTED, {"item": None, "is_seen": False}),  # a survey does not choose whom to assess
        (AreaState.NOT_REPORTED, {"item": None, "type": SourceType.EXPERT}),  # assessed in another year
        (AreaState.NOT_REPORTED, {"item": observed(**NOTHING)}),
        (AreaState.SUPPRESSED, {"item": observed(**NOTHING, flags=frozenset({Flag.SUPPRESSED}))}),
        (AreaState.CENSORED, {"item": observed(qualifier=Qualifier.BELOW, flags=frozenset({Flag.IMPLAUSIBLE}))}),
        (AreaState.CENSORED, {"item": observed(qualifier=Qualifier.ABOVE)}),
        (AreaState.IMPLAUSIBLE, {"item": observed(value=413.7, flags=frozenset({Flag.IMPLAUSIBLE, Flag.BREAK}))}),
        (AreaState.VALUE, {"item": observed()}),
        (AreaState.VALUE, {"item": observed(value=0.0)}),  # zero is a value
        (AreaState.VALUE, {"item": observed(), "parts": [observed(area="GBR-EAW")]}),
        (AreaState.VALUE, {"item": observed(flags=frozenset({Flag.MULTI_LOCATION})), "start": YEAR}),
    ],
)
def test_the_first_that_holds_is_the_state(tiny_store: Store, state: AreaState, case: dict[str, Any]) -> None:
    status = decide(
        area(start=case.get("start")),
        case["item"],
        case.get("parts", ()),
        an_indicator(tiny_store, case.get("type", SourceType.SURVEY), case.get("universe", "un_members")),
        YEAR,
        case.get("has_countries", True),
        case.get("is_seen", True),
    )
    assert status.state is state
    assert status.is_value is (state is AreaState.VALUE)
    assert bool(status.parts) is (state is AreaState.PARTS_ONLY)
    assert bool(status.marks) is False


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({}, ()),
        ({"year": YEAR - 1}, (Mark.OLDER,)),
        ({"provenance": Provenance.ESTIMATED}, (Mark.ESTIMATED,)),
        ({"provenance": Provenance.ADJUSTED}, (Mark.ESTIMATED,)),
        ({"provenance": Provenance.MODELLED}, (Mark.MODELLED,)),
        ({"flags": frozenset({Flag.ESTIMATED})}, (Mark.ESTIMATED,)),
        ({"provenance": Provenance.ESTIMATED, "flags": frozenset({Flag.ESTIMATED})}, (Mark.ESTIMATED,)),
        (
            {"year": YEAR - 2, "flags": frozenset({Flag.LOW_RELIABILITY, Flag.PROVISIONAL, Flag.BREAK})},
            (Mark.OLDER, Mark.PROVISIONAL, Mark.LOW_RELIABILITY),
        ),
    ],
)
def test_marks_are_upon_a_value_and_in_one_order(changes: dict[str, Any], marks: tuple[Mark, ...]) -> None:
    assert marks_of(observed(**changes), YEAR) == marks


class TestSections:
    def section(self, store: Store, iid: str, year: int, tolerance: int = 0, dims: str | None = None) -> Any:
        indicator = store.catalogue.indicators[iid]
        series = store.catalogue.series[indicator.preferred]
        return build_section(store, indicator, series, series.headline if dims is None else dims, year, tolerance)

    def test_the_states_of_every_view_sum_to_the_universe(self, tiny_store: Store) -> None:
        members = {a.id for a in tiny_store.catalogue.members()}
        assert len(members) == 193
        for indicator in tiny_store.catalogue.indicators.values():
            for sid in indicator.series:
                series = tiny_store.catalogue.series[sid]
                for year in {1950, series.raw["last_year"] or 2019}:
                    section = build_section(tiny_store, indicator, series, series.headline, year, indicator.tolerance)
                    assert sum(section.count(state) for state in AreaState) == len(section.counted)
                    ids = [status.area.id for status in section.statuses]
                    assert ids == sorted(set(ids))
                    assert members <= {status.area.id for status in section.counted}
                    if indicator.raw["universe"] == "un_members":
                        assert len(section.counted) == 193

    def test_a_country_of_which_only_parts_report(self, tiny_store: Store) -> None:
        section = self.section(tiny_store, UNSENTENCED, 2019)
        (kingdom,) = [s for s in section.statuses if s.area.id == "GBR"]
        assert kingdom.state is AreaState.PARTS_ONLY
        assert kingdom.observation is None
        assert {p.area: p.value for p in kingdom.parts} == {"GBR-EAW": 11.0, "GBR-NIR": 36.0, "GBR-SCT": 21.0}
        assert "GBR-EAW" not in {s.area.id for s in section.statuses}

    def test_aggregates_are_kept_apart(self, tiny_store: Store) -> None:
        section = self.section(tiny_store, UNSENTENCED, 2019)
        assert {a.area for a in section.aggregates} == {"un_sdg:1", "un_sdg:419"}
        assert not {s.area.id for s in section.statuses} & {"un_sdg:1", "un_sdg:419"}

    def test_tolerance_looks_back_and_never_ahead(self, tiny_store: Store) -> None:
        def state(year: int, tolerance: int) -> tuple[AreaState, int | None]:
            section = self.section(tiny_store, UNSENTENCED, year, tolerance)
            (france,) = [s for s in section.statuses if s.area.id == "FRA"]
            return france.state, france.observation.year if france.observation else None

        assert state(2017, 5) == (AreaState.NOT_REPORTED, None)
        assert state(2018, 0) == (AreaState.VALUE, 2018)
        assert state(2021, 2) == (AreaState.VALUE, 2019)
        assert state(2021, 1) == (AreaState.NOT_REPORTED, None)

    def test_impossible_shares_are_counted_apart(self, tiny_store: Store) -> None:
        section = self.section(tiny_store, UNSENTENCED, 2016, dims="sex:male")
        palestine = [s for s in section.statuses if s.area.id == "PSE"]
        assert [s.state for s in palestine] == [AreaState.IMPLAUSIBLE]
        assert palestine[0].observation is not None
        assert palestine[0].observation.value == 413.7
        assert section.values == []

    def test_below_the_limit_is_no_value(self, tiny_store: Store) -> None:
        section = self.section(tiny_store, UNDERNOURISHED, 2019)
        censored = [s.area.id for s in section.statuses if s.state is AreaState.CENSORED]
        assert censored == ["AUT", "FRA"]
        assert [s.area.id for s in section.values] == ["NAM", "KEN"]

    def test_regions_alone(self, tiny_store: Store) -> None:
        section = self.section(tiny_store, "defenders_killed_count_victims", 2019)
        assert section.count(AreaState.REGIONS_ONLY) + section.count(AreaState.DID_NOT_EXIST) == len(section.counted)
        assert section.aggregates

    def test_what_one_area_says_of_another_is_no_value_of_its_own(self, tiny_store: Store) -> None:
        section = self.section(tiny_store, "refugees_pairs_by_origin_people", 2020)
        assert [s for s in section.statuses if s.observation is not None] == []

    def test_recorded_for_several_together(self, tiny_store: Store) -> None:
        section = self.section(tiny_store, "one_sided_violence_deaths_number", 2016)
        together = [s for s in section.statuses if s.state is AreaState.SEVERAL_TOGETHER]
        assert [s.area.id for s in together] == ["BFA", "CIV", "MLI"]
        assert all("several countries together" in s.observation.note for s in together if s.observation)

    def test_withheld_is_told_from_silent(self, tiny_store: Store) -> None:
        section = self.section(tiny_store, "torture_groups_at_risk_share", 2019)
        assert [s.area.id for s in section.statuses if s.state is AreaState.SUPPRESSED] == ["COK"]


@given(st.lists(st.integers(1900, 2030)), st.integers(1900, 2030))
def test_the_nearest_year(years: list[int], wanted: int) -> None:
    found = nearest_year(years, wanted)
    if not years:
        assert found is None
        return
    assert found in years
    assert abs(found - wanted) == min(abs(y - wanted) for y in years)
    if 2 * wanted - found in years:
        assert found >= wanted  # of two equally near ones the later
    assert nearest_year(years, None) == max(years)


def test_the_median_of_nothing_is_nothing() -> None:
    assert median([]) is None
    assert median([3.0, 1.0, 2.0]) == 2.0
    assert median([4.0, 1.0]) == 2.5


def test_an_interval_is_part_of_the_observation() -> None:
    item = observed(interval=Interval(4.0, 6.0, 0.8, IntervalKind.EXPERT))
    assert item.interval is not None
    assert item.interval.level == 0.8
