"""V-Dem: bounds stay with their record, ids are V-Dem's own, and nothing is carried back."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest
import yaml

from etl.areas import AreaResolver, load_areas
from etl.catalogue import load_yaml
from etl.inputs import InputFile, Inputs
from etl.schema import IndicatorFile, SeriesSpec, SourceSpec
from etl.sources.vdem import transform
from etl.tidy import check_tidy
from tests.described import described

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "etl" / "sources" / "vdem"
SAMPLE = ROOT / "tests" / "samples" / "mirror" / "vdem"


def source() -> SourceSpec:
    return described("vdem")[0]


def series() -> tuple[SeriesSpec, ...]:
    return described("vdem")[1]


def inputs_from(base: Path) -> Inputs:
    spec = source()
    return Inputs(spec, series(), tuple(InputFile(f, f.path, base / f.path) for f in spec.files))


@pytest.fixture(scope="module")
def frames() -> dict[tuple[str, str], pd.DataFrame]:
    found = {}
    for frame in transform.transform(inputs_from(SAMPLE)):
        check_tidy(frame, "vdem")
        found[(frame["series"].iloc[0], frame["vintage"].iloc[0])] = frame
    return found


class TestVdem:
    def test_one_frame_for_each_series(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        assert set(frames) == {(s.code, s.vintage) for s in series()}

    def test_bounds_come_from_the_record_of_the_value(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["v2x_polyarchy", "v15"]
        row = frame[(frame["area"] == "NOR") & (frame["year"] == 2018)].iloc[0]
        bounds = (row["value_text"], row["lower_text"], row["upper_text"], row["std_error_text"])
        assert bounds == ("0.9", "0.87", "0.94", "0.035")
        assert row["absorbed"] == 3

    def test_older_edition_has_no_bounds(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        assert "lower_text" not in frames["v2x_polyarchy", "v12"].columns

    def test_blank_cells_are_kept_and_absorb_nothing(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["v2x_delibdem", "v15"]
        row = frame[(frame["area"] == "MEX") & (frame["year"] == 1789)].iloc[0]
        assert (row["value_text"], row["absorbed"]) == ("", 0)

    def test_polity_of_another_name_is_noted(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["v2x_polyarchy", "v15"]
        russia = frame[frame["area"] == "RUS"].set_index("year")["note"]
        assert "Union of Soviet Socialist Republics" in russia[1975]
        assert russia[1993] == russia[1994] == ""

    @pytest.mark.parametrize(
        ("code", "area"),
        [
            ("PSE", "PSE-WB"),
            ("PSG", "PSE-GZ"),
            ("PSB", "HIS-MANDATE-PALESTINE"),
            ("VDR", "HIS-SOUTH-VIETNAM"),
            ("YMD", "YMD"),
            ("DDR", "DDR"),
            ("HVR", "HIS-HANOVER"),
            ("ZZB", "TZA-ZAN"),
            ("SML", "SOM-SML"),
            ("WÃ¼rtemberg", "HIS-WURTTEMBERG"),
            ("Turkey", "TUR"),
        ],
    )
    def test_codes_are_those_of_vdem(self, code: str, area: str) -> None:
        assert AreaResolver(source(), FOLDER / "areas.csv", load_areas()).resolve(code).area_id == area

    def test_every_code_of_the_sample_is_known(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        resolver = AreaResolver(source(), FOLDER / "areas.csv", load_areas())
        assert resolver.unknown(pd.concat(frames.values())["area"]) == []

    def test_two_states_in_one_year_have_two_areas(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["v2x_polyarchy", "v15"]
        assert set(frame.loc[frame["year"] == 1990, "area"]) == {"DEU", "DDR", "YEM", "YMD"}
        assert not frame.duplicated(["area", "year"]).any()

    def test_model_scores_have_a_unit_without_bounds(self) -> None:
        content = IndicatorFile.model_validate(load_yaml(FOLDER / "indicators.yml"))
        scores = {i.id for i in content.indicators if i.unit == "model_score"}
        assert len(scores) == 4
        units = yaml.safe_load((ROOT / "etl" / "reference" / "units.yml").read_text("utf-8"))["units"]
        (unit,) = [u for u in units if u["id"] == "model_score"]
        assert "minimum" not in unit and "maximum" not in unit

    @pytest.mark.needs_raw
    def test_published_files_hold_each_key_once(self) -> None:
        base = Path(os.environ["CM_RAW"]) / "vdem"
        resolver = AreaResolver(source(), FOLDER / "areas.csv", load_areas())
        for frame in transform.transform(inputs_from(base)):
            assert resolver.unknown(frame["area"]) == []
            assert not frame.duplicated(["area", "year"]).any()
