"""Tests of UNHCR's pairs: zeros of other populations, sums over pairs, rates, the live interface."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest

from etl.accounts import FileAccount
from etl.areas import AreaResolver, load_areas
from etl.catalogue import ETL_ROOT, load_catalogue
from etl.derive import DeriveContext, derived_observations
from etl.faults import Faults
from etl.finish import finish
from etl.flags import flag_texts
from etl.harmonise import Harmoniser
from etl.inputs import InputFile, Inputs
from etl.snapshot import mirror_inputs, replace_format
from etl.sources.unhcr import transform
from etl.tidy import check_tidy

SAMPLES = Path(__file__).parents[2] / "samples" / "mirror"
FOLDER = ETL_ROOT / "sources" / "unhcr"
ITEM = {
    "year": 2020, "coo_id": 1, "coo_name": "Syrian Arab Rep.", "coo": "SYR", "coo_iso": "SYR",
    "coa_id": 2, "coa_name": "Türkiye", "coa": "TUR", "coa_iso": "TUR",
    "refugees": 1000, "asylum_seekers": "20", "returned_refugees": 0, "idps": "0", "returned_idps": "0",
    "stateless": "0", "ooc": "0", "oip": "-", "hst": "0",
}  # fmt: skip


def built(mirror: Path) -> tuple[pd.DataFrame, dict[str, dict[str, object]]]:
    """Every observation of the source, derived ones last, flags as text; and the accounts of its files by name."""
    catalogue = load_catalogue(only={"unhcr"})
    entry = catalogue.sources["unhcr"]
    inputs = mirror_inputs(entry, mirror, entry.series)
    registry = load_areas()
    resolver = AreaResolver(entry.spec, FOLDER / "areas.csv", registry)
    accounts = {f.name: FileAccount("unhcr", f.name, f.sha256, len(f.raw)) for f in inputs.files}
    faults = Faults()
    table = Harmoniser(catalogue, entry, resolver, faults, accounts).observations(transform.transform(inputs))
    faults.raise_any()
    table = finish(table.assign(decisions="", published_text=""), catalogue, entry, faults)
    areas = registry | {area.id: area for area in resolver.aggregates()}
    made = derived_observations(
        transform.derive(DeriveContext(areas, pd.DataFrame(), {"unhcr": table})), entry, areas, faults
    )
    made = finish(made, catalogue, entry, faults)
    faults.raise_any()
    both = pd.concat([table, made], ignore_index=True)
    return both.assign(flags=flag_texts(both["bits"].to_numpy())), {n: a.as_dict() for n, a in accounts.items()}


def series(found: pd.DataFrame, code: str) -> dict[tuple[str, int], float]:
    """Values of a series by area and year."""
    rows = found[found["code"] == code]
    return {(r.area, r.year): r.value for r in rows.itertuples()}


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return built(SAMPLES)[0]


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    entry = load_catalogue(only={"unhcr"}).sources["unhcr"]
    return mirror_inputs(entry, SAMPLES, entry.series)


class TestUnhcr:
    def test_frames_are_tidy_and_text_is_as_published(self, inputs: Inputs) -> None:
        frames = list(transform.transform(inputs))
        for frame in frames:
            check_tidy(frame, "unhcr")
        assert frames[0]["value_text"].tolist()[1] == "1000.0"
        assert frames[0]["year"].tolist()[:2] == [1951, 2020]
        assert frames[0]["row"].tolist()[:2] == [2, 3]

    def test_every_cell_is_accounted_for(self) -> None:
        accounts = built(SAMPLES)[1]
        assert all(account["sums_agree"] for account in accounts.values())
        population = accounts["population.csv.gz"]
        assert population["cells"] == 5 * 12
        assert population["set_aside"] == {transform.OTHER_POPULATION: 30}
        assert accounts["asylum_decisions.csv.gz"]["set_aside"] == {transform.NO_SUBSTANCE: 3}

    def test_a_zero_of_another_population_is_no_figure(self, found: pd.DataFrame) -> None:
        refugees = found[found["code"] == "REFUGEES_PAIRS"]
        assert not ((refugees["area"] == "SYR") & (refugees["year"] == 2021)).any()
        assert ("SYR", 2021) not in series(found, "REFUGEES_BY_ORIGIN")
        assert series(found, "ASYLUM_SEEKERS_BY_ORIGIN")["SYR", 2021] == 40

    def test_a_zero_stays_where_a_row_reports_nothing_else(self) -> None:
        population = pd.DataFrame({name: ["0.0", "0"] for name in transform.COUNTS}).assign(idps=["0.0", "7.0"])
        assert transform._other_population(population).tolist() == [False, True]

    def test_sums_by_origin_and_by_asylum_agree_with_the_world(self, found: pd.DataFrame) -> None:
        origin, asylum = series(found, "REFUGEES_BY_ORIGIN"), series(found, "REFUGEES_BY_ASYLUM")
        assert origin["SYR", 2020] == 1500
        assert asylum["TUR", 2020] == 1000
        for year in (1951, 2020):
            total = found[(found["code"] == "REFUGEES_PAIRS") & (found["year"] == year)]["value"].sum()
            for sums in (origin, asylum):
                assert sums["unhcr:WORLD", year] == total
                assert sum(v for (a, y), v in sums.items() if y == year and a != "unhcr:WORLD") == total

    def test_origins_that_are_no_country_keep_ids_of_their_own(self, found: pd.DataFrame) -> None:
        origin = series(found, "REFUGEES_BY_ORIGIN")
        assert origin["unhcr:UNK", 1951] == 2000
        assert origin["CHN-TIB", 2020] == 300
        assert origin["unhcr:XXA", 2020] == 5
        assert series(found, "IDPS_IDMC")["ABYEI", 2020] == 19000

    def test_stateless_people_stand_under_the_country_that_reports_them(self, found: pd.DataFrame) -> None:
        assert series(found, "STATELESS_BY_ASYLUM") == {
            ("BGD", 2020): 400, ("SWE", 2020): 50, ("unhcr:WORLD", 2020): 450,
        }  # fmt: skip

    def test_internal_displacement_has_no_counterpart(self, found: pd.DataFrame) -> None:
        idps = found[found["code"].isin(["IDPS", "IDPS_IDMC"])]
        assert set(idps["counterpart"]) == {""}
        assert series(found, "IDPS") == {("SYR", 2020): 6000}

    def test_namibia_is_a_country_and_na_a_stage(self, found: pd.DataFrame) -> None:
        rejected = found[(found["code"] == "DECISIONS_REJECTED_PAIRS") & (found["area"] == "NAM")]
        assert rejected["dims"].tolist() == ["asylum_procedure:unhcr;counted_by:persons;decision_level:new"]

    def test_rates_leave_out_closed_cases_and_count_their_decisions(self, found: pd.DataFrame) -> None:
        rows = found[found["code"] == "RECOGNITION_RATE"].set_index("area")
        assert rows.loc["SYR", "value"] == pytest.approx(100 * 75 / 110)
        assert rows.loc["SYR", "n"] == 110
        assert "counted as cases 10" in rows.loc["SYR", "inputs"]
        assert (rows.loc["NAM", "value"], rows.loc["NAM", "flags"]) == (0, "small_n")
        assert "CHN-TIB" not in rows.index
        assert series(found, "PROTECTION_RATE")["SYR", 2020] == pytest.approx(100 * 95 / 110)

    def test_live_pages_give_the_same_frame(self, inputs: Inputs, tmp_path: Path) -> None:
        second = ITEM | {"coo_iso": "TIB", "coa_iso": "NPL", "refugees": "300", "asylum_seekers": 0}
        answer = [{"maxPages": 2, "items": [ITEM]}, {"maxPages": 2, "items": [second]}]
        path = tmp_path / "population.live"
        path.write_text(json.dumps(answer), "utf-8")
        spec = next(f for f in inputs.source.files if f.id == "population")
        live = InputFile(replace_format(spec), "population.live", path)
        records = transform._records(live)
        assert records["refugees"].tolist() == ["1000", "300"]
        assert records["oip"].tolist() == ["", ""]
        assert records["row"].tolist() == [2, 3]
        others = tuple(f for f in inputs.files if f.spec.id != "population")
        frames = list(transform.transform(Inputs(inputs.source, inputs.series, (live, *others))))
        assert frames[0]["area"].tolist() == ["SYR", "TIB"]
        assert frames[1]["set_aside"].tolist() == ["", transform.OTHER_POPULATION]

    @pytest.mark.needs_raw
    def test_published_files(self) -> None:
        found, accounts = built(Path(os.environ["CM_RAW"]))
        assert all(account["sums_agree"] and not account["unmapped"] for account in accounts.values())
        origin = series(found, "REFUGEES_BY_ORIGIN")
        assert origin["unhcr:WORLD", 1992] == 17_838_020
        assert origin["unhcr:WORLD", 2007] == 11_390_082
        assert origin["unhcr:WORLD", 2025] == 28_461_306
        assert series(found, "ASYLUM_SEEKERS_BY_ORIGIN")["unhcr:WORLD", 2025] == 8_998_097
