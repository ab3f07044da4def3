"""HRMI: bands as published, two standards apart, small panels withheld, and no group under a wrong name."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest
import yaml

from etl.inputs import InputFile, Inputs
from etl.schema import CorrectionFile, DimensionSpec, IndicatorFile, IndicatorSpec, SourceSpec
from etl.sources.hrmi.transform import CIVIL_QUESTIONS, SHIFTED_CODES, UNSETTLED_CODES, transform
from etl.tidy import check_tidy

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "etl" / "sources" / "hrmi"
SAMPLE = ROOT / "tests" / "samples" / "mirror" / "hrmi"
SPEC = SourceSpec.model_validate(yaml.safe_load((FOLDER / "source.yml").read_text("utf-8")))
GROUPS = DimensionSpec.model_validate(
    yaml.safe_load((ROOT / "etl" / "reference" / "dimensions" / "at_risk_group.yml").read_text("utf-8"))
)


def frames_of(base: Path) -> list[pd.DataFrame]:
    files = tuple(InputFile(spec, spec.path, base / spec.path) for spec in SPEC.files)
    return list(transform(Inputs(SPEC, (), files)))


def indicators() -> list[IndicatorSpec]:
    paths = sorted((FOLDER / "indicators").glob("*.yml"))
    return [i for p in paths for i in IndicatorFile.model_validate(yaml.safe_load(p.read_text("utf-8"))).indicators]


@pytest.fixture(scope="module")
def frames() -> list[pd.DataFrame]:
    return frames_of(SAMPLE)


def pick(frame: pd.DataFrame, **wanted: object) -> pd.DataFrame:
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return frame.reset_index(drop=True)


class TestShape:
    def test_every_frame_is_tidy(self, frames: list[pd.DataFrame]) -> None:
        for frame in frames:
            check_tidy(frame, "hrmi")

    def test_no_record_is_lost(self, frames: list[pd.DataFrame]) -> None:
        for spec in SPEC.files:
            records = len((SAMPLE / spec.path).read_text("utf-8").splitlines()) - 1
            assert sum((frame["file"] == spec.path).sum() for frame in frames) == records

    def test_every_kept_series_is_described(self, frames: list[pd.DataFrame]) -> None:
        known = {s.code for i in indicators() for s in i.series}
        for frame in frames:
            aside = frame["set_aside"] if "set_aside" in frame.columns else pd.Series("", index=frame.index)
            assert set(frame.loc[aside == "", "series"]) <= known


class TestCivilScores:
    def test_band_and_deviation_are_kept_as_text(self, frames: list[pd.DataFrame]) -> None:
        row = pick(frames[0], area="NZL", series="tort").iloc[0]
        texts = (row["value_text"], row["std_error_text"], row["lower_text"], row["upper_text"])
        assert texts == ("9.5", ".75", "8.54", "10.46")
        assert row["absorbed"] == 3

    def test_year_is_that_of_the_row(self, frames: list[pd.DataFrame]) -> None:
        assert sorted(pick(frames[0], area="AGO", series="tort")["year"]) == [2017, 2018]

    def test_ten_indicators_with_an_80_percent_band(self) -> None:
        bands = [s.interval for i in indicators() for s in i.series if s.interval is not None]
        assert len(bands) == 10
        assert {band.level for band in bands} == {0.8}


class TestSocialScores:
    def test_standard_is_part_of_the_series(self, frames: list[pd.DataFrame]) -> None:
        assert set(pick(frames[1], area="NZL")["series"]) == {"Health_HiY", "Education_HiY", "PISA_Average_HiY"}

    def test_score_against_income_is_used(self, frames: list[pd.DataFrame]) -> None:
        row = pick(frames[1], series="Food_Core", dim_group="Female").iloc[0]
        assert (row["area"], row["value_text"]) == ("NAM", "74.2")

    def test_right_without_sexes_has_no_sex(self, frames: list[pd.DataFrame]) -> None:
        assert set(pick(frames[1], series="Health_Core")["dim_group"]) == {""}

    def test_average_of_tests_is_set_aside(self, frames: list[pd.DataFrame]) -> None:
        assert (pick(frames[1], series="PISA_Average_HiY")["set_aside"] != "").all()

    def test_only_statistics_by_sex_are_kept(self, frames: list[pd.DataFrame]) -> None:
        kept = frames[2][frames[2]["set_aside"] == ""]
        assert set(kept["series"]) == {"NotStunted"}
        assert list(kept["dim_group"]) == ["All", "Female", "Male"]


class TestGroupsAtRisk:
    def test_small_panel_is_suppressed_without_its_size(self, frames: list[pd.DataFrame]) -> None:
        for frame, code in ((frames[3], "24"), (frames[4], "26")):
            column = next(c for c in frame.columns if c.startswith("dim_"))
            row = pick(frame, area="COK", **{column: code}).iloc[0]
            assert row["set_aside"] == "suppressed: panel under 10 respondents"
            assert row["n_text"] == ""

    def test_unsettled_code_is_set_aside_in_civil_questions_only(self, frames: list[pd.DataFrame]) -> None:
        assert pick(frames[3], area="USA", dim_civil_people_code="11")["set_aside"].str.startswith("group not").all()
        assert (pick(frames[4], area="USA", dim_people_code="11")["set_aside"] == "").all()

    def test_code_read_by_order_says_so(self, frames: list[pd.DataFrame]) -> None:
        row = pick(frames[3], area="USA", series="tort_atrisk", dim_civil_people_code="26").iloc[0]
        assert SPEC.dimensions["civil_people_code"].categories["26"] == "refugees"
        assert SPEC.dimensions["people_code"].categories["26"] == "low_status"
        assert "0304" in row["note"]
        assert row["n_text"] == "14"

    def test_journalists_lead_on_expression(self, frames: list[pd.DataFrame]) -> None:
        rows = pick(frames[3], area="USA", series="express_atrisk", set_aside="")
        first = rows.loc[rows["value_text"].astype(float).idxmax(), "dim_civil_people_code"]
        assert SPEC.dimensions["civil_people_code"].categories[first] == "journalists"

    def test_maps_cover_what_is_kept(self) -> None:
        civil = SPEC.dimensions["civil_people_code"].categories
        assert set(civil) | UNSETTLED_CODES == {str(code) for code in range(34)}
        assert not set(civil) & UNSETTLED_CODES
        assert len(set(civil.values())) == len(civil) == 27
        social = SPEC.dimensions["people_code"].categories
        assert list(social.values()) == [c.code for c in GROUPS.categories]

    def test_correction_marks_exactly_what_was_read_by_order(self) -> None:
        rules = CorrectionFile.model_validate(yaml.safe_load((FOLDER / "corrections.yml").read_text("utf-8")))
        match = rules.corrections[0].match
        civil = SPEC.dimensions["civil_people_code"].categories
        assert match["dims"] == [f"at_risk_group:{civil[code]}" for code in sorted(SHIFTED_CODES, key=int)]
        assert match["series"] == sorted(CIVIL_QUESTIONS)

    def test_no_group_is_a_total(self) -> None:
        assert {c.role for c in GROUPS.categories} == {"category"}


class TestIndicators:
    def test_counts(self) -> None:
        found = indicators()
        assert len(found) == 43
        assert sum(i.id.endswith("_at_risk_share") for i in found) == 13

    def test_parts_name_a_whole(self) -> None:
        ids = {i.id for i in indicators()}
        assert {i.component_of for i in indicators() if i.component_of} <= ids

    def test_texts_differ_between_families(self) -> None:
        by_id = {i.id: i for i in indicators()}

        def family(indicator: IndicatorSpec) -> str:
            while indicator.component_of:
                indicator = by_id[indicator.component_of]
            return indicator.id

        seen: dict[str, str] = {}
        for indicator in by_id.values():
            method = indicator.method
            for text in (method.definition, method.not_measured, method.may_not_conclude):
                assert seen.setdefault(text, family(indicator)) == family(indicator)

    def test_headline_group_is_published(self) -> None:
        civil = set(SPEC.dimensions["civil_people_code"].categories.values())
        for indicator in indicators():
            for series in indicator.series:
                group = series.headline.get("at_risk_group")
                if group is not None and series.code in CIVIL_QUESTIONS:
                    assert group in civil


@pytest.mark.needs_raw
class TestRaw:
    def test_panels_withheld_and_codes_set_aside(self) -> None:
        frames = frames_of(Path(os.environ["CM_RAW"]) / "hrmi")
        both = pd.concat(frames[3:])
        assert len(both) == 14_484
        panels = both[both["set_aside"].str.startswith("suppressed")].groupby(["area", "series"]).ngroups
        assert panels == 166
        assert both["set_aside"].str.startswith("group not").sum() == 1_827

    def test_bounds_are_the_mean_and_the_deviation(self) -> None:
        scores = frames_of(Path(os.environ["CM_RAW"]) / "hrmi")[0]
        mean, sd = scores["value_text"].astype(float), scores["std_error_text"].astype(float)
        assert (mean - 1.28 * sd - scores["lower_text"].astype(float)).abs().max() < 1e-5
