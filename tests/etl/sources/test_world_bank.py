"""World Bank: six layouts and the live interface give one tidy frame; ranks are never bounds."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from etl.areas import AreaResolver, load_areas
from etl.catalogue import SourceEntry, load_catalogue
from etl.corrections import matching
from etl.faults import BuildError
from etl.inputs import InputFile
from etl.snapshot import mirror_inputs
from etl.sources.world_bank.live import read_world_bank_json
from etl.sources.world_bank.transform import transform
from etl.tidy import check_tidy

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "samples"


@pytest.fixture(scope="module")
def entry() -> SourceEntry:
    return load_catalogue(only={"world_bank"}).sources["world_bank"]


@pytest.fixture(scope="module")
def cells(entry: SourceEntry) -> pd.DataFrame:
    frames = list(transform(mirror_inputs(entry, SAMPLES / "mirror", entry.series)))
    for frame in frames:
        check_tidy(frame, "world_bank")
    return pd.concat(frames, ignore_index=True)


def cell(cells: pd.DataFrame, series: str, area: str, year: int) -> pd.Series:
    found = cells[(cells["series"] == series) & (cells["area"] == area) & (cells["year"] == year)]
    assert len(found) == 1
    return found.iloc[0]


def live_file(entry: SourceEntry, file_id: str, name: str) -> InputFile:
    spec = next(f for f in entry.spec.files if f.id == file_id)
    assert spec.live is not None
    return InputFile(spec.model_copy(update={"format": spec.live.format}), name, SAMPLES / "live" / "world_bank" / name)


class TestWorldBank:
    def test_every_series_of_the_catalogue_is_read(self, entry: SourceEntry, cells: pd.DataFrame) -> None:
        read = set(zip(cells["series"], cells["vintage"], strict=True))
        assert read == {(s.code, s.vintage) for s in entry.series}

    def test_keys_are_unique(self, cells: pd.DataFrame) -> None:
        assert not cells.duplicated(["series", "vintage", "area", "year"]).any()

    def test_every_area_is_known(self, entry: SourceEntry, cells: pd.DataFrame) -> None:
        resolver = AreaResolver(entry.spec, entry.folder / "areas.csv", load_areas())
        assert resolver.unknown(cells["area"]) == []
        assert resolver.resolve("ROM").area_id == "ROU"
        assert resolver.resolve("name:Congo").area_id == "COG"
        assert resolver.resolve("WLD").area_id == "world_bank:WLD"
        assert resolver.resolve("INX").kind == "set_aside"

    def test_every_word_for_origin_is_mapped(self, entry: SourceEntry, cells: pd.DataFrame) -> None:
        assert set(cells["provenance"]) == set(entry.spec.provenance)

    def test_na_is_an_empty_cell_and_namibia_a_country(self, cells: pd.DataFrame) -> None:
        assert cell(cells, "SPI.INDEX", "NAM", 2004)["value_text"] == ""
        assert cell(cells, "SPI.INDEX.PIL1", "NAM", 2004)["value_text"] == "40"
        assert not (cells["value_text"] == "NA").any()

    def test_bulk_layout_keeps_blank_years_and_counts_lines(self, cells: pd.DataFrame) -> None:
        bulk = cells[cells["series"] == "SH.STA.MMRT"]
        assert sorted(bulk["year"].unique()) == [1999, 2016, 2017, 2021]
        assert cell(cells, "SH.STA.MMRT", "ABW", 2016)["row"] == 6
        assert cell(cells, "SH.STA.MMRT", "FRA", 1999)["value_text"] == ""
        assert cell(cells, "SH.STA.MMRT", "KEN", 2017)["value_text"] == "342"

    def test_income_words_become_class_numbers_of_the_year_of_use(self, cells: pd.DataFrame) -> None:
        new = cells[cells["vintage"] == "2022-07"]
        assert set(new["year"]) == {2022}
        words = dict(zip(new["area"], new["value_text"], strict=True))
        assert (words["UGA"], words["KEN"], words["NAM"], words["FRA"]) == ("1", "2", "3", "4")
        assert words["VEN"] == "" and words["WLD"] == ""

    def test_income_history_is_keyed_by_name_and_year_of_income(self, cells: pd.DataFrame) -> None:
        assert cell(cells, "INCOME_CLASS", "name:Russia", 1990)["value_text"] == "3"

    def test_bounds_of_the_rank_are_not_bounds_of_the_estimate(self, cells: pd.DataFrame) -> None:
        assert not {"lower_text", "upper_text"} & set(cells.columns)
        estimate = cell(cells, "VA.EST", "FRA", 2022)
        assert (estimate["value_text"], estimate["std_error_text"]) == ("1.1234567", "0.123")
        assert cell(cells, "VA.EST", "KSV", 1996)["value_text"] == ""

    def test_corrections_match_the_predecessors(self, entry: SourceEntry) -> None:
        columns = {"series": "world_bank:INCOME_CLASS@2017", "code": "INCOME_CLASS"}
        here = pd.DataFrame(
            [{"area": "RUS", "year": 1990}, {"area": "RUS", "year": 1991}, {"area": "YEM", "year": 1989}]
        )
        hits = {rule.id: matching(here.assign(**columns), rule).tolist() for rule in entry.corrections}
        assert hits["income_soviet_1990"] == [True, False, False]
        assert hits["income_yemen_before_union"] == [False, False, True]


class TestLive:
    def test_pages_give_the_frame_of_the_file(self, entry: SourceEntry, cells: pd.DataFrame) -> None:
        live = read_world_bank_json(live_file(entry, "population", "population.json"))
        check_tidy(live, "world_bank")
        assert live["row"].tolist() == [2, 3, 4, 5]
        for area, year in (("KEN", 2023), ("KEN", 2024), ("WLD", 2024)):
            same = cell(cells, "SP.POP.TOTL", area, year)
            assert cell(live, "SP.POP.TOTL", area, year)["value_text"] == same["value_text"]

    def test_null_is_a_blank_cell(self, entry: SourceEntry) -> None:
        live = read_world_bank_json(live_file(entry, "population", "population.json"))
        assert cell(live, "SP.POP.TOTL", "NAM", 2024)["value_text"] == ""

    def test_standard_errors_stand_beside_their_estimates(self, entry: SourceEntry) -> None:
        live = read_world_bank_json(live_file(entry, "governance", "governance.json"))
        check_tidy(live, "world_bank")
        france = cell(live, "VA.EST", "FRA", 2022)
        assert (france["value_text"], france["std_error_text"], france["rows"]) == ("1.10", "0.123", "4")
        assert cell(live, "VA.EST", "ROU", 2022)["std_error_text"] == ""
        assert cell(live, "VA.EST", "KEN", 2022)["set_aside"] == "standard error without an estimate"
        assert len(live) + live["absorbed"].sum() == 5

    def test_error_names_cause_and_remedy(self, entry: SourceEntry) -> None:
        with pytest.raises(BuildError, match=r"Invalid value.*source\.yml"):
            read_world_bank_json(live_file(entry, "population", "error.json"))


@pytest.mark.needs_raw
class TestPublishedFiles:
    def test_files_are_read_whole(self, entry: SourceEntry) -> None:
        inputs = mirror_inputs(entry, Path(os.environ["CM_RAW"]), entry.series)
        frame = pd.concat(transform(inputs), ignore_index=True)
        assert not frame.duplicated(["series", "vintage", "area", "year"]).any()
        filled = frame[frame["value_text"] != ""].groupby(["series", "vintage"]).size()
        assert filled[("VA.EST", "2024")] == 5180
        assert filled[("SPI.INDEX", "2021")] == 689
        assert filled[("INCOME_CLASS", "2022-07")] == 216
        assert AreaResolver(entry.spec, entry.folder / "areas.csv", load_areas()).unknown(frame["area"]) == []
