"""Verdicts, medians and rank intervals of five countries, made anew from V-Dem's own file, equal those of the site."""

from __future__ import annotations

import csv
import gzip
import statistics
from pathlib import Path

import pytest

from data.groups import find_group
from data.store import Store
from data.view_state import ViewState
from data.views.benchmark import build_benchmark_view, positions_of
from data.views.choose import choose
from data.words import words

EN = words("en")
INDICATOR, COLUMN, YEAR = "liberal_democracy_index_score", "v2x_libdem", 2024
# Member states of the United Nations by M49, written out here so that nothing of the release is asked.
GROUPS = {
    "subregion_eastern_africa": "BDI COM DJI ERI ETH KEN MDG MWI MUS MOZ RWA SYC SOM SSD UGA TZA ZMB ZWE",
    "region_oceania": "AUS FJI FSM KIR MHL NRU NZL PLW PNG SLB TON TUV VUT WSM",
    "subregion_western_europe": "AUT BEL CHE DEU FRA LIE LUX MCO NLD",
    "subregion_southern_asia": "AFG BGD BTN IND IRN LKA MDV NPL PAK",
    "subregion_south_america": "ARG BOL BRA CHL COL ECU GUY PER PRY SUR URY VEN",
}
COUNTRIES = {
    "KEN": "subregion_eastern_africa",
    "VUT": "region_oceania",
    "DEU": "subregion_western_europe",
    "IND": "subregion_southern_asia",
    "BRA": "subregion_south_america",
}

pytestmark = pytest.mark.needs_raw


@pytest.fixture(scope="module")
def published(raw: Path) -> dict[str, tuple[float, float, float]]:
    """Lower bound, value and upper bound of every country in that year, as the publisher's file has them."""
    with gzip.open(raw / "vdem" / "vdem_cy_core_v15_subset.csv.gz", "rt", encoding="utf-8") as stream:
        return {
            row["country_text_id"]: (
                float(row[f"{COLUMN}_codelow"]),
                float(row[COLUMN]),
                float(row[f"{COLUMN}_codehigh"]),
            )
            for row in csv.DictReader(stream)
            if float(row["year"]) == YEAR and row[COLUMN]
        }


@pytest.mark.parametrize("area", COUNTRIES)
def test_by_hand(real_store: Store, published: dict[str, tuple[float, float, float]], area: str) -> None:
    spelling = COUNTRIES[area]
    members = GROUPS[spelling].split()
    held = {m: published[m] for m in members if m in published}
    others = [value for m, (_, value, _) in held.items() if m != area]
    enough = len(held) >= 5 and len(held) / len(members) >= 0.6
    middle = statistics.median(others)
    low, _, high = published[area]
    verdict = "better" if low > middle else "worse" if high < middle else "indistinguishable"
    best = 1 + sum(other_low > high for other_low, _, _ in held.values())
    worst = len(held) - sum(other_high < low for _, _, other_high in held.values())

    choice = choose(real_store, ViewState(indicator=INDICATOR, year=YEAR), EN)
    group = find_group(real_store, spelling)
    assert group is not None
    view = build_benchmark_view(real_store, choice, group, (area,), EN)
    position = positions_of(real_store, choice.indicator, area, group, EN, YEAR)
    assert position is not None
    own = view.chosen[0]
    assert (view.n, view.total) == (len(held), len(members))
    assert (own.lower, own.upper) == (low, high)
    assert view.is_benchmark is enough
    if enough:
        assert view.median == pytest.approx(middle)
        assert own.judged == verdict == position.judged
        assert own.rank == (best, worst) == position.rank
    else:
        assert (view.median, own.judged, own.rank) == (None, "", None)
        assert view.wider is not None
