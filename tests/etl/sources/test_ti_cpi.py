"""Corruption Perceptions Index 2017: intervals for 2017 only, standard errors before, nothing made up."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from etl.areas import AreaResolver, load_areas
from etl.catalogue import load_yaml
from etl.inputs import InputFile, Inputs
from etl.schema import IndicatorFile, SourceSpec
from etl.sources.ti_cpi import transform
from etl.tidy import check_tidy

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "etl" / "sources" / "ti_cpi"
SAMPLE = ROOT / "tests" / "samples" / "mirror" / "ti_cpi"


def source() -> SourceSpec:
    return SourceSpec.model_validate(load_yaml(FOLDER / "source.yml"))


def frame_from(base: Path) -> pd.DataFrame:
    spec = source()
    series = IndicatorFile.model_validate(load_yaml(FOLDER / "indicators.yml")).series
    (file,) = [InputFile(f, f.path, base / f.path) for f in spec.files]
    (frame,) = transform.transform(Inputs(spec, series, (file,)))
    check_tidy(frame, "ti_cpi")
    return frame


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return frame_from(SAMPLE)


class TestCpi:
    def test_2017_has_bounds(self, frame: pd.DataFrame) -> None:
        row = frame[(frame["area"] == "KSV") & (frame["year"] == 2017)].iloc[0]
        assert tuple(row[["value_text", "lower_text", "upper_text", "std_error_text"]]) == ("39", "34", "44", "3.1")
        assert row["absorbed"] == 3
        assert "5 assessments" in row["note"]

    def test_earlier_years_have_standard_errors_only(self, frame: pd.DataFrame) -> None:
        early = frame[frame["year"] < 2017]
        assert set(early["year"]) == {2012, 2013, 2014, 2015, 2016}
        assert (early["lower_text"] == "").all()
        assert (early.loc[early["value_text"] != "", "std_error_text"] != "").all()

    def test_2017_is_read_once(self, frame: pd.DataFrame) -> None:
        assert not frame.duplicated(["area", "year"]).any()

    def test_cells_without_a_score_stay_blank(self, frame: pd.DataFrame) -> None:
        puerto_rico = frame[frame["area"] == "PRI"].set_index("year")["value_text"]
        assert puerto_rico[2012] == "61"
        assert puerto_rico[2016] == ""

    def test_mean_of_all_countries_is_an_aggregate_of_the_publisher(self, frame: pd.DataFrame) -> None:
        resolver = AreaResolver(source(), FOLDER / "areas.csv", load_areas())
        assert resolver.unknown(frame["area"]) == []
        assert resolver.resolve("global_avarage").area_id == "ti_cpi:global_avarage"

    def test_licence_forbids_change(self) -> None:
        assert not source().licence.may_transform
        assert not source().licence.may_combine

    @pytest.mark.needs_raw
    def test_published_bounds_are_of_90_percent(self) -> None:
        frame = frame_from(Path(os.environ["CM_RAW"]) / "ti_cpi")
        now = frame[frame["lower_text"] != ""]
        columns = ["value_text", "lower_text", "upper_text", "std_error_text"]
        numbers = now[columns].apply(pd.to_numeric)
        for side, sign in (("lower_text", -1), ("upper_text", 1)):
            expected = numbers["value_text"] + sign * 1.645 * numbers["std_error_text"]
            assert ((numbers[side] - expected).abs() <= 0.6).all()
        assert len(now) == 180
