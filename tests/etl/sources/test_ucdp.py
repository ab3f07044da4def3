"""Tests of UCDP one-sided violence: records of several countries, sums, flags."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl.accounts import FileAccount
from etl.areas import AreaResolver, load_areas
from etl.catalogue import ETL_ROOT, load_catalogue
from etl.corrections import apply_corrections
from etl.derive import DeriveContext, derived_observations
from etl.faults import Faults
from etl.finish import finish
from etl.flags import flag_texts
from etl.harmonise import Harmoniser
from etl.snapshot import mirror_inputs
from etl.sources.ucdp import transform
from etl.tidy import check_tidy

SAMPLES = Path(__file__).parents[2] / "samples" / "mirror"
FOLDER = ETL_ROOT / "sources" / "ucdp"


def built(mirror: Path) -> tuple[pd.DataFrame, list[FileAccount]]:
    """Every observation of the source, derived ones last, flags as text; and the accounts of its files."""
    catalogue = load_catalogue(only={"ucdp"})
    entry = catalogue.sources["ucdp"]
    inputs = mirror_inputs(entry, mirror, entry.series)
    registry = load_areas()
    resolver = AreaResolver(entry.spec, FOLDER / "areas.csv", registry)
    accounts = {f.name: FileAccount("ucdp", f.name, f.sha256, len(f.raw)) for f in inputs.files}
    faults = Faults()
    table = Harmoniser(catalogue, entry, resolver, faults, accounts).observations(transform.transform(inputs))
    faults.raise_any()
    table = table.assign(decisions="", published_text="")
    table = apply_corrections(table, entry.corrections, accounts, faults, "ucdp", False)
    table = finish(table, catalogue, entry, faults)
    areas = registry | {area.id: area for area in resolver.aggregates()}
    context = DeriveContext(areas, pd.DataFrame(), {"ucdp": table})
    made = derived_observations(transform.derive(context), entry, areas, faults)
    made = finish(made, catalogue, entry, faults)
    faults.raise_any()
    both = pd.concat([table, made], ignore_index=True)
    return both.assign(flags=flag_texts(both["bits"].to_numpy())), list(accounts.values())


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return built(SAMPLES)[0]


class TestUcdp:
    def row(self, found: pd.DataFrame, area: str, year: int, code: str = "ONE_SIDED_DEATHS") -> pd.Series:
        rows = found[(found["code"] == code) & (found["area"] == area) & (found["year"] == year)]
        assert len(rows) == 1
        return rows.iloc[0]

    def test_transform_hands_over_every_record_as_published(self) -> None:
        entry = load_catalogue(only={"ucdp"}).sources["ucdp"]
        frames = list(transform.transform(mirror_inputs(entry, SAMPLES, entry.series)))
        check_tidy(frames[0], "ucdp")
        assert len(frames) == 1
        shared = frames[0][frames[0]["area"] == "490-516-517"]
        assert shared["value_text"].tolist() == ["1000"]
        assert shared["upper_text"].tolist() == ["2000"]

    def test_every_cell_is_accounted_for(self) -> None:
        account = built(SAMPLES)[1][0].as_dict()
        assert account["sums_agree"]
        assert account["kept"] == 14
        assert account["kept_by_kind"]["aggregate"] == 4  # type: ignore[index]  # a dict of counts

    def test_a_country_named_only_with_others_has_no_value_but_a_note(self, found: pd.DataFrame) -> None:
        rwanda = self.row(found, "RWA", 1994)
        assert np.isnan(rwanda["value"])
        assert rwanda["qualifier"] == "N"
        assert rwanda["flags"] == "multi_location"
        assert rwanda["note"] == "Recorded for several countries together: 2 rows, best 1200, low 500, high 2300."

    def test_a_country_with_records_of_its_own_shows_their_sum_as_a_lower_bound(self, found: pd.DataFrame) -> None:
        burundi = self.row(found, "BDI", 1994)
        assert (burundi["value"], burundi["lower"], burundi["upper"]) == (120, 80, 130)
        assert burundi["flags"] == "lower_bound;multi_location"
        assert "2 rows" in burundi["note"]

    def test_several_actors_of_one_country_are_added(self, found: pd.DataFrame) -> None:
        rwanda = self.row(found, "RWA", 1995)
        assert rwanda["value"] == 75
        assert rwanda["flags"] == "lower_bound"
        assert rwanda["note"] == ""

    def test_governments_are_counted_apart(self, found: pd.DataFrame) -> None:
        assert self.row(found, "RWA", 1995, "ONE_SIDED_GOVERNMENT_DEATHS")["value"] == 45
        assert "1 row, best 1000" in self.row(found, "COD", 1994, "ONE_SIDED_GOVERNMENT_DEATHS")["note"]

    def test_the_world_holds_every_record_once(self, found: pd.DataFrame) -> None:
        raw = found[found["code"] == "ONE_SIDED_ACTORS"].groupby("year")["value"].sum()
        deaths = found[found["code"] == "ONE_SIDED_DEATHS"]
        world = deaths[deaths["area"] == "ucdp:WORLD"].set_index("year")["value"]
        regions = deaths[deaths["area"].str.startswith("ucdp:") & (deaths["area"] != "ucdp:WORLD")]
        assert world.to_dict() == raw.to_dict()
        assert regions.groupby("year")["value"].sum().to_dict() == raw.to_dict()

    def test_records_across_regions_stand_apart(self, found: pd.DataFrame) -> None:
        assert self.row(found, "ucdp:SEVERAL", 2005)["value"] == 50
        middle_east = self.row(found, "ucdp:MIDDLE_EAST", 2005)
        assert (middle_east["value"], middle_east["flags"]) == (25, "lower_bound")

    def test_a_year_without_a_record_is_not_a_zero(self, found: pd.DataFrame) -> None:
        deaths = found[found["code"] == "ONE_SIDED_DEATHS"]
        assert not ((deaths["area"] == "RWA") & (deaths["year"] == 1996)).any()
        assert not (deaths["value"] == 0).any()

    def test_states_of_the_time(self, found: pd.DataFrame) -> None:
        assert self.row(found, "SCG", 1998)["area_kind"] == "historical"
        assert "definition_differs" in self.row(found, "RUS", 1991)["flags"]

    def test_a_low_estimate_above_the_best_one_is_kept_and_flagged(self, found: pd.DataFrame) -> None:
        peru = self.row(found, "PER", 1994)
        assert (peru["value"], peru["lower"]) == (60, 70)
        assert "low_reliability" in peru["flags"]

    def test_every_shared_location_names_known_areas(self) -> None:
        named = transform.named_countries()
        assert named["ucdp:490-516-517"] == ("COD", "BDI", "RWA")
        assert set(_flat(named.values())) <= set(load_areas())

    @pytest.mark.needs_raw
    def test_published_file(self) -> None:
        found, accounts = built(Path(os.environ["CM_RAW"]))
        deaths = found[found["code"] == "ONE_SIDED_DEATHS"]
        countries = deaths[~deaths["area"].str.startswith("ucdp:")]
        assert countries["value"].sum() == 1_135_250 - 919_946
        assert deaths.loc[deaths["area"] == "ucdp:WORLD", "value"].sum() == 1_135_250
        assert (countries["value"].notna().sum(), countries["value"].isna().sum()) == (612, 262)
        assert accounts[0].as_dict()["kept"] == 1191


def _flat(groups: Iterable[tuple[str, ...]]) -> list[str]:
    return [area for group in groups for area in group]
