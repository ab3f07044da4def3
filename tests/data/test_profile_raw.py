"""Five countries of different size and income: value, place, verdict and change made anew from the publishers' files.

Nothing of the release is asked on the one side: groups are written out here, places counted by hand.
"""

from __future__ import annotations

import csv
import gzip
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store
from data.views.profile import build_profile
from data.views.profile_position import usual_group
from data.views.profile_snapshot import build_snapshot
from data.words import words

pytestmark = pytest.mark.needs_raw
EN = words("en")
EASTERN_AFRICA = "BDI COM DJI ERI ETH KEN MDG MWI MUS MOZ RWA SYC SOM SSD UGA TZA ZMB ZWE"
SOUTHERN_ASIA = "AFG BGD BTN IND IRN LKA MDV NPL PAK"
WESTERN_EUROPE = "AUT BEL CHE DEU FRA LIE LUX MCO NLD"
LATIN_AMERICA = (
    "ATG BHS BRB CUB DMA DOM GRD HTI JAM KNA LCA TTO VCT BLZ CRI GTM HND MEX NIC PAN SLV "
    "ARG BOL BRA CHL COL ECU GUY PER PRY SUR URY VEN"
)
OCEANIA = {
    36: "AUS", 242: "FJI", 583: "FSM", 296: "KIR", 584: "MHL", 520: "NRU", 554: "NZL", 585: "PLW", 598: "PNG",
    90: "SLB", 776: "TON", 798: "TUV", 548: "VUT", 882: "WSM",
}  # fmt: skip
VDEM = [
    ("KEN", "liberal_democracy_index_score", "v2x_libdem", EASTERN_AFRICA),
    ("IND", "egalitarian_democracy_index_score", "v2x_egaldem", SOUTHERN_ASIA),
    ("HTI", "participatory_democracy_index_score", "v2x_partipdem", LATIN_AMERICA),
]


def vdem(raw: Path, column: str) -> Iterator[tuple[str, int, tuple[float, float, float]]]:
    with gzip.open(raw / "vdem" / "vdem_cy_core_v15_subset.csv.gz", "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row[column]:
                bounds = (float(row[f"{column}_codelow"]), float(row[column]), float(row[f"{column}_codehigh"]))
                yield row["country_text_id"], int(float(row["year"])), bounds


def snapshot_of(store: Store, area: str):
    profile = build_profile(store, area, EN)
    return profile, build_snapshot(store, profile, usual_group(store, area), EN)


def enough(reporting: int, members: int) -> bool:
    return reporting >= 5 and reporting / members >= 0.6


@pytest.mark.parametrize(("area", "indicator", "column", "group"), VDEM)
def test_verdicts_of_intervals(real_store: Store, raw: Path, area: str, indicator: str, column: str, group: str):
    held = {(place, year): bounds for place, year, bounds in vdem(raw, column)}
    last = max(year for _, year in held)
    members = group.split()
    now = {m: held[m, last] for m in members if (m, last) in held}
    assert enough(len(now), len(members))
    middle = statistics.median(value for m, (_, value, _) in now.items() if m != area)
    low, value, high = now[area]
    verdict = "better" if low > middle else "worse" if high < middle else "indistinguishable"
    rank = (1 + sum(lo > high for lo, _, _ in now.values()), len(now) - sum(hi < low for _, _, hi in now.values()))
    first = min(year for place, year in held if place == area and year >= 2000)
    old_low, _, old_high = held[area, first]
    change = "improved" if low > old_high else "worsened" if high < old_low else "overlap"

    profile, snapshot = snapshot_of(real_store, area)
    row, place, told = profile.rows[indicator], snapshot.places[indicator].shown, snapshot.changes[indicator]
    assert place.position is not None
    assert (row.year, row.item.value) == (last, value)
    assert (place.position.n, place.position.total) == (len(now), len(members))
    assert place.position.median == pytest.approx(middle)
    assert (place.position.rank, place.position.judged) == (rank, verdict)
    assert (told.first.year, told.verdict) == (first, change)


def test_germany_and_the_rule_of_law(real_store: Store, raw: Path):
    """No interval is published in this file: a place, and neither verdict nor judged change."""
    with (raw / "owid" / "rule-of-law-index.csv").open(encoding="utf-8") as stream:
        rows = [(r["Code"], int(r["Year"]), float(r["Rule of Law index"])) for r in csv.DictReader(stream)]
    last = max(year for _, year, _ in rows)
    members = WESTERN_EUROPE.split()
    now = {code: value for code, year, value in rows if year == last and code in members}
    assert enough(len(now), len(members))
    ahead = sum(value > now["DEU"] for value in now.values())

    profile, snapshot = snapshot_of(real_store, "DEU")
    indicator = "rule_of_law_index_score"
    place, change = snapshot.places[indicator], snapshot.changes[indicator]
    assert profile.rows[indicator].item.value == now["DEU"]
    assert place.position is not None
    assert place.position.rank == (1 + ahead, sum(value >= now["DEU"] for value in now.values()))
    assert place.position.median == pytest.approx(statistics.median(v for m, v in now.items() if m != "DEU"))
    assert (place.judged, change.verdict) == ("", "")
    assert change.first.value == next(v for code, year, v in rows if (code, year) == ("DEU", 2000))


def test_vanuatu_and_infant_deaths(real_store: Store, raw: Path):
    """Melanesia has four member states, so the usual group of Vanuatu is Oceania."""
    name = "ddf--datapoints--sh_dyn_imrt--by--age--geo_area--nature--sex--units--year.csv"
    with (raw / "un_sdg" / "datapoints" / name).open(encoding="utf-8") as stream:
        rows = [r for r in csv.DictReader(stream) if r["sex"] == "bothsex" and int(r["geo_area"]) in OCEANIA]
    last = max(int(r["year"]) for r in rows)
    now = {OCEANIA[int(r["geo_area"])]: float(r["sh_dyn_imrt"]) for r in rows if int(r["year"]) == last}
    assert enough(len(now), len(OCEANIA))

    profile, snapshot = snapshot_of(real_store, "VUT")
    indicator = "infant_mortality_rate_per_1000_live_births"
    place = snapshot.places[indicator]
    assert place.group.id == "region_oceania"
    assert place.position is not None
    assert (profile.rows[indicator].year, profile.rows[indicator].item.value) == (last, now["VUT"])
    below, not_above = (sum(test(value) for value in now.values()) for test in (
        lambda value: value < now["VUT"], lambda value: value <= now["VUT"],
    ))  # fmt: skip
    assert place.position.rank == (1 + below, not_above)
    assert place.position.median == pytest.approx(statistics.median(v for m, v in now.items() if m != "VUT"))
    assert place.judged == ""
