"""What the catalogue says of a series is counted; the rules of decisions 0001 and 0002 are tables."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Flag
from etl.catalogue import Catalogue
from etl.flags import BIT
from etl.schema import RightSpec
from etl.summary import (
    choose_core,
    default_view,
    magnitude_note,
    people_countries,
    preferred_series,
    released_months,
    summarise_series,
)
from tests.toy import indicator, observations, series, toy_catalogue

SHARE = "toy:SHARE@2026"


@pytest.mark.parametrize(
    ("text", "months"),
    [("2026-06", 24318), ("2026-06-30", 24318), ("2026", 24324), ("2025-12", 24312), ("2024-06", 24294)],
)
def test_a_bare_year_counts_as_its_december(text: str, months: int) -> None:
    assert released_months(text) == months


def rule(*held: tuple[str, str, bool, int], headless: frozenset[str] = frozenset()) -> tuple[str, str]:
    """Preferred of (code, released, has intervals, countries)."""
    specs = [series(code, vintage=released) for code, released, _, _ in held]
    vintages = [{"id": r, "title": r, "released": r} for r in {released for _, released, _, _ in held}]
    catalogue = toy_catalogue(*specs, vintages=vintages)
    facts = {
        f"toy:{code}@{released}": {
            "headline_rows": 0 if code in headless else countries,
            "countries": 0 if code in headless else countries,
            "intervals": ["expert"] if bands else [],
        }
        for code, released, bands, countries in held
    }
    sid, reason = preferred_series(list(catalogue.series), facts, catalogue)
    return sid.removeprefix("toy:").partition("@")[0], reason


class TestPreferred:
    @pytest.mark.parametrize(
        ("held", "chosen"),
        [
            ([("A", "2026-06", False, 100)], "A"),
            ([("A", "2024-06", False, 100), ("B", "2026-06", False, 1)], "B"),  # age goes before width
            ([("A", "2024-06", True, 100), ("B", "2026-06", False, 100)], "A"),  # 24 months, with bands
            ([("A", "2024-05", True, 100), ("B", "2026-06", False, 100)], "B"),  # 25 months
            ([("A", "2024-06", True, 79), ("B", "2026-06", False, 100)], "B"),  # too narrow
            ([("A", "2024-06", True, 80), ("B", "2026-06", False, 100)], "A"),
            ([("A", "2024-06", True, 100), ("B", "2026-06", True, 50)], "B"),  # the newest has bands itself
            ([("A", "2025-01", True, 100), ("B", "2025-06", True, 100), ("C", "2026-06", False, 90)], "B"),
            ([("A", "2026-06", False, 10), ("B", "2026-06", False, 100)], "A"),  # a tie goes by the YAML
            ([("A", "2026-06", False, 10), ("B", "2026-06", True, 100)], "B"),
        ],
    )
    def test_table(self, held: list[tuple[str, str, bool, int]], chosen: str) -> None:
        assert rule(*held)[0] == chosen

    def test_a_newer_one_that_is_silent_on_countries_does_not_speak(self) -> None:
        held = [("A", "2024-06", False, 10), ("B", "2026-06", False, 10)]
        assert rule(*held, headless=frozenset("B"))[0] == "A"
        assert rule(*held, headless=frozenset("AB"))[0] == "B"

    def test_the_reason_is_said(self) -> None:
        assert rule(("A", "2026-06", False, 1))[1] == "newest vintage"
        assert rule(("A", "2026-06", True, 1))[1] == "newest vintage, with published intervals"
        assert "publishes its uncertainty" in rule(("A", "2024-06", True, 9), ("B", "2026-06", False, 9))[1]

    def test_only_what_the_release_holds(self) -> None:
        catalogue = toy_catalogue(series("A"), series("B", vintage="2024"))
        facts = {"toy:B@2024": {"headline_rows": 1, "countries": 1, "intervals": []}}
        assert preferred_series(list(catalogue.series), facts, catalogue)[0] == "toy:B@2024"


@pytest.mark.parametrize(
    ("countries", "recent", "aggregates", "view"),
    [
        (150, 100, [], "map"),
        (150, 99, [], "dots"),
        (20, 20, ["toy:W"], "dots"),
        (150, 19, [], "table"),
        (1, 0, ["toy:W"], "table"),
        (0, 0, ["toy:W"], "regions"),
        (0, 0, [], "table"),
    ],
)
def test_the_view_follows_the_coverage(countries: int, recent: int, aggregates: list[str], view: str) -> None:
    facts = {"countries": countries, "recent_countries": recent, "aggregates": aggregates, "has_pairs": False}
    assert default_view(facts) == view


def test_a_series_of_pairs_alone_has_no_map() -> None:
    assert default_view({"countries": 0, "recent_countries": 0, "aggregates": ["toy:W"], "has_pairs": True}) == "pairs"


def core(*candidates: dict[str, Any]) -> dict[str, str]:
    """Core of candidates given as changes to an indicator, with ``recent``, ``people`` and ``last`` beside them."""
    specs, summaries = [], {}
    for number, candidate in enumerate(candidates):
        counted = {key: candidate.pop(key, default) for key, default in (("recent", 60), ("people", 0), ("last", 2020))}
        spec = indicator(f"toy_{chr(97 + number)}_percent", **candidate)
        specs.append(spec)
        summaries[spec.id] = {
            "people_countries": counted["people"],
            "preferred_facts": {"recent_countries": counted["recent"], "last_year": counted["last"]},
        }
    catalogue = toy_catalogue(indicators=tuple(specs))
    rights = dict(catalogue.rights) | {"none": RightSpec(id="none", name="No right", articles=(), covenant="none")}
    return choose_core(summaries, dataclasses.replace(catalogue, rights=rights))


class TestCore:
    @pytest.mark.parametrize(
        ("candidates", "chosen"),
        [
            ([{}], ["a"]),
            ([{"recent": 49}], []),
            ([{"recent": 50}], ["a"]),
            ([{"rights": ["none", "toys"]}], []),  # another right first, and that one is of no covenant
            ([{"core_candidate": False}], []),
            ([{"component_of": "toy_whole_percent"}], []),
            ([{"detection_dependent": True}], []),
            ([{"comparability": {"rank": False, "reason": "Not to be ranked."}}], []),
            ([{"comparability": {"across_areas": False, "reason": "Not to be compared."}}], []),
            ([{"comparability": {"over_time_from": 2000, "reason": "Only since then."}}], ["a"]),
            ([{"kind": "structural"}, {"kind": "process"}, {}], ["c"]),
            ([{"kind": "structural"}, {"kind": "process", "recent": 50}], ["b"]),
            ([{"recent": 190}, {"people": 20}], ["b"]),
            ([{"recent": 190}, {"people": 19}], ["a"]),
            ([{"recent": 60}, {"recent": 61}], ["b"]),
            ([{"last": 2020}, {"last": 2021}], ["b"]),
            ([{}, {}], ["a"]),
            ([*[{}] * 6, {"source_type": "expert"}], ["a"]),  # seven candidates give one
            ([*[{}] * 7, {"source_type": "expert"}], ["a", "h"]),
            ([{}] * 8, ["a"]),  # a second only from another type of source
        ],
    )
    def test_table(self, candidates: list[dict[str, Any]], chosen: list[str]) -> None:
        found = core(*[dict(candidate) for candidate in candidates])
        assert sorted(found) == [f"toy_{letter}_percent" for letter in chosen]
        assert set(found.values()) <= {"toys"}


class TestSummary:
    def facts(self, *rows: dict[str, Any], catalogue: Catalogue | None = None) -> dict[str, Any]:
        return summarise_series(SHARE, observations(*rows), catalogue or toy_catalogue())

    def test_countries_are_counted_with_a_value_in_the_headline(self) -> None:
        facts = self.facts(
            {"area": "KEN", "year": 2020},
            {"area": "KEN", "year": 2014},
            {"area": "UGA", "year": 2015},
            {"area": "TZA", "year": 2016},
            {"area": "RWA", "year": 2021, "value": np.nan, "qualifier": "N"},
            {"area": "BDI", "year": 2021, "dims": "sex:female"},
            {"area": "SSD", "year": 2021, "counterpart": "UGA"},
            {"area": "toy:W", "area_kind": "aggregate", "year": 2022},
            {"area": "GBR-EAW", "area_kind": "subnational", "year": 2022},
            {"area": "PRI", "area_kind": "territory", "year": 2018},
        )
        assert facts["rows"] == 10
        assert facts["headline_rows"] == 6
        assert facts["countries"] == 4
        assert (facts["first_year"], facts["last_year"]) == (2014, 2020)
        assert facts["recent_countries"] == 3  # 2016 to 2020
        assert facts["years"] == [2014, 2015, 2016, 2018, 2020]
        assert facts["aggregates"] == ["toy:W"]
        assert "toy:W" not in facts["areas"]
        assert facts["has_pairs"] is True

    def test_regions_alone(self) -> None:
        facts = self.facts({"area": "toy:W", "area_kind": "aggregate"})
        assert (facts["countries"], facts["headline_rows"], facts["last_year"], facts["edges"]) == (0, 0, None, [])
        assert default_view(facts) == "regions"

    def test_bins_take_only_sound_values_of_the_headline_since_1990(self) -> None:
        rows = [{"area": f"A{n:02d}", "value": float(n), "year": 2000} for n in range(1, 31)]
        plain = self.facts(*rows)
        odd = self.facts(
            *rows,
            {"value": 9999.0, "bits": BIT[Flag.IMPLAUSIBLE]},
            {"value": 9999.0, "qualifier": ">", "year": 2001},
            {"value": np.nan, "qualifier": "N", "year": 2002},
            {"value": 9999.0, "year": 1989},
            {"value": 9999.0, "dims": "sex:female", "year": 2003},
            {"value": 9999.0, "area": "toy:W", "area_kind": "aggregate"},
        )
        assert plain["edges"] == odd["edges"] != []
        assert (odd["minimum"], odd["maximum"]) == (1.0, 30.0)

    @pytest.mark.parametrize("kind", ["ordered", "categorical", "date"])
    def test_named_classes_and_dates_have_no_bins(self, kind: str) -> None:
        classes = [{"code": "a", "value": 1, "label": "A"}] if kind != "date" else []
        catalogue = toy_catalogue(indicators=(indicator(value_kind=kind, classes=classes),))
        facts = self.facts({"value": 1.0}, {"value": 2.0, "area": "UGA"}, catalogue=catalogue)
        assert (facts["edges"], facts["minimum"]) == ([], None)

    def test_groups_are_counted_where_two_stand_together(self) -> None:
        rows = [
            {"area": area, "year": year, "dims": f"sex:{sex}"}
            for area, year, sexes in (
                ("KEN", 2019, "female male"),
                ("UGA", 2019, "female male"),
                ("TZA", 2019, "female total"),
                ("RWA", 2020, "female male"),
                ("BDI", 2020, "female not_specified"),
            )
            for sex in sexes.split()
        ]
        catalogue = toy_catalogue(series(headline={"sex": "total"}))
        facts = self.facts(*rows, catalogue=catalogue)
        assert facts["dimensions"]["sex"]["best_year"] == 2019
        assert facts["dimensions"]["sex"]["best_countries"] == 2
        assert facts["dimensions"]["sex"]["categories"] == {"female": 5, "male": 3, "not_specified": 1, "total": 1}
        assert people_countries(facts, catalogue) == 2
        assert people_countries(facts, toy_catalogue(people=False)) == 0

    @given(st.lists(st.sampled_from(["=", "<", ">", "N"]), min_size=1, max_size=20))
    def test_no_count_is_ever_above_the_rows(self, qualifiers: list[str]) -> None:
        rows = [
            {"area": f"A{n:02d}", "qualifier": q, "value": np.nan if q == "N" else 1.0}
            for n, q in enumerate(qualifiers)
        ]
        facts = self.facts(*rows)
        assert facts["countries"] == sum(q != "N" for q in qualifiers) <= facts["headline_rows"] <= facts["rows"]
        assert sum(facts["provenance"].values()) == facts["countries"]


class TestVintages:
    def frame(self, **values: float) -> pd.DataFrame:
        rows = [{"area": area, "year": 2020, "dims": "", "value": value} for area, value in values.items()]
        return pd.DataFrame(rows, columns=["area", "year", "dims", "value"])

    def test_matched_differing_and_ratio(self) -> None:
        note = magnitude_note(
            self.frame(KEN=2.0, UGA=3.0, TZA=4.0, RWA=np.nan, BDI=0.0),
            self.frame(KEN=1.0, UGA=1.0, TZA=4.0, RWA=1.0, BDI=0.0, SSD=9.0),
        )
        assert note == {"matched": 4, "differ": 2, "median_ratio": 2.0}

    def test_nothing_to_compare(self) -> None:
        assert magnitude_note(self.frame(KEN=1.0), self.frame(UGA=1.0)) == {
            "matched": 0,
            "differ": 0,
            "median_ratio": None,
        }
        assert magnitude_note(self.frame(KEN=1.0), self.frame(KEN=0.0))["median_ratio"] is None
