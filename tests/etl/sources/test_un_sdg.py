"""Tests of the SDG source: its readers, its description and the class of human rights institutions."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

from data.model import Flag
from etl.accounts import FileAccount
from etl.areas import AreaResolver, load_areas
from etl.catalogue import SourceEntry, load_yaml
from etl.derive import DeriveContext
from etl.faults import BuildError, Faults
from etl.flags import BIT
from etl.harmonise import Harmoniser
from etl.inputs import InputFile, Inputs
from etl.schema import CorrectionFile, DimensionSpec, IndicatorFile, SeriesSpec, SourceSpec
from etl.snapshot import mirror_inputs
from etl.sources.un_sdg import readers, transform
from etl.tidy import check_tidy, dim_columns

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "etl" / "sources" / "un_sdg"
SAMPLES = ROOT / "tests" / "samples"
CURRENT, OCTOBER, SPRING = "2023-12-17", "2020-10", "2020-05"
PREFIX = "ddf--datapoints--"
OUR_UNITS = {
    "percent": {"percent", "percent_open", "class"},
    "per_pop_u5": {"percent"},
    "per_marw_20t24y": {"percent"},
    "number": {"number", "people", "deaths", "victims", "seats", "class"},
    "index": {"index_0_100"},
    "score": {"index_0_10", "score_1_6"},
    "ratio": {"ratio"},
    "cur_lcu": {"local_currency"},
    "mo_earn": {"months_of_earnings"},
    "per_100000_emp": {"per_100000_workers"},
    "per_100000_pop": {"per_100000"},
    "per_100000_live_births": {"per_100000_live_births"},
    "per_1000_live_births": {"per_1000_live_births"},
    "per_1000_pop": {"per_1000", "per_1000_women"},
    "per_1000_uninfected_pop": {"per_1000"},
}
FOLDERS = {"datapoints": CURRENT, "vintage_2020-10": OCTOBER, "vintage_2020-05_with_bounds": SPRING}


def published(mirror: Path) -> tuple[SeriesSpec, ...]:
    """A series for every file of a mirror folder, without any indicator."""
    return tuple(
        SeriesSpec(code=path.name.split("--")[2].upper(), vintage=vintage)
        for folder, vintage in FOLDERS.items()
        for path in sorted((mirror / "un_sdg" / folder).glob(f"{PREFIX}*.csv"))
    )


def harmonised(entry: SourceEntry, inputs: Inputs, frames: Iterable[pd.DataFrame]) -> tuple[pd.DataFrame, Harmoniser]:
    """Observations of the frames; every fault is raised."""
    resolver = AreaResolver(entry.spec, FOLDER / "areas.csv", load_areas())
    accounts = {file.name: FileAccount("un_sdg", file.name, "", 0) for file in inputs.files}
    harmoniser = Harmoniser(None, entry, resolver, Faults(), accounts)  # type: ignore[arg-type]  # needs no catalogue
    found = harmoniser.observations(frames)
    harmoniser.faults.raise_any()
    return found, harmoniser


@pytest.fixture(scope="module")
def spec() -> SourceSpec:
    return SourceSpec.model_validate(load_yaml(FOLDER / "source.yml"))


@pytest.fixture(scope="module")
def entry(spec: SourceSpec) -> SourceEntry:
    return SourceEntry(spec, FOLDER, (), published(SAMPLES / "mirror"))


@pytest.fixture(scope="module")
def inputs(entry: SourceEntry) -> Inputs:
    return mirror_inputs(entry, SAMPLES / "mirror", entry.series)


@pytest.fixture(scope="module")
def frames(inputs: Inputs) -> dict[tuple[str, str], pd.DataFrame]:
    found = list(transform.transform(inputs))
    return {(frame["series"].iloc[0], frame["vintage"].iloc[0]): frame for frame in found}


@pytest.fixture(scope="module")
def observations(
    entry: SourceEntry, inputs: Inputs, frames: dict[tuple[str, str], pd.DataFrame]
) -> tuple[pd.DataFrame, Harmoniser]:
    return harmonised(entry, inputs, frames.values())


def live(spec: SourceSpec, name: str, code: str) -> InputFile:
    """A file as the publisher's own address answers it."""
    file = next(f for f in spec.files if f.id == "current")
    assert file.live is not None
    as_live = file.model_copy(update={"format": file.live.format})
    return InputFile(as_live, name, SAMPLES / "live" / "un_sdg" / name, code)


def written(tmp_path: Path, spec: SourceSpec, text: str, code: str, file_id: str = "current") -> InputFile:
    """A file with the given text."""
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return InputFile(next(f for f in spec.files if f.id == file_id), path.name, path, code)


class TestUnSdg:
    def test_every_sample_is_tidy(self, frames: dict[tuple[str, str], pd.DataFrame], entry: SourceEntry) -> None:
        assert set(frames) == {(s.code, s.vintage) for s in entry.series}
        for frame in frames.values():
            check_tidy(frame, "un_sdg")

    def test_every_record_becomes_one_cell(self, inputs: Inputs, observations: tuple[pd.DataFrame, Harmoniser]) -> None:
        for file in inputs.files:
            account = observations[1].accounts[file.name].as_dict()
            assert account["sums_agree"], file.name
            assert account["cells"] == len(file.read_csv()), file.name

    def test_ddf_keeps_texts_and_record_numbers(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["VC_PRS_UNSNT", CURRENT]
        row = frame[(frame["area"] == "250") & (frame["year"] == 2019) & (frame["dim_sex"] == "bothsex")].iloc[0]
        assert (row["value_text"], row["row"], row["provenance"]) == ("29.80", 6, "c")

    def test_both_readers_give_the_same_frame(
        self, spec: SourceSpec, frames: dict[tuple[str, str], pd.DataFrame]
    ) -> None:
        faults = Faults()
        for code, unit in (("VC_PRS_UNSNT", "percent"), ("SL_TLF_UEMDIS", "percent")):
            own = readers.read_sdg_csv(live(spec, f"{code}.csv", code), unit, faults).drop(columns=["file", "row"])
            mirrored = frames[code, CURRENT].drop(columns=["file", "row"])
            both = mirrored.merge(own, how="inner")[list(own.columns)]
            keys = ["area", "year", *dim_columns(own)]
            assert sorted(own.columns) == sorted(mirrored.columns)
            pd.testing.assert_frame_equal(
                both.sort_values(keys, ignore_index=True), own.sort_values(keys, ignore_index=True), check_like=True
            )
        faults.raise_any()

    def test_live_file_sets_aside_repetitions_and_national_rows(self, spec: SourceSpec) -> None:
        faults = Faults()
        file = live(spec, "VC_PRS_UNSNT_quirks.csv", "VC_PRS_UNSNT")
        frame = readers.read_sdg_csv(file, "percent", faults)
        faults.raise_any()
        assert frame["set_aside"].tolist() == ["", readers.REPEATED, readers.NATIONAL, ""]
        assert frame["year"].tolist() == [2019] * 4
        assert frame[["lower_text", "upper_text"]].iloc[3].tolist() == ["7.2", "8.1"]
        assert frame["note"].iloc[0] == "Year ends in June."
        check_tidy(frame, "un_sdg")

    @pytest.mark.parametrize(
        ("published_code", "ours"),
        [
            ("BOTHSEX", "bothsex"),
            ("<5Y", "lt5y"),
            ("15+", "15"),
            ("15-24", "15_24"),
            ("_T", "t"),
            ("isco08-X", "isco08_x"),
        ],
    )
    def test_codes_have_one_spelling(self, published_code: str, ours: str) -> None:
        assert readers.slug(published_code) == ours

    def test_bounds_become_columns_of_the_middle_value(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["SH_STA_MMR", SPRING]
        assert frame["value_text"].tolist() == ["216", "8", "510"]
        assert frame["lower_text"].tolist() == ["207", "7", "344"]
        assert frame["upper_text"].tolist() == ["249", "10", "754"]
        assert frame["rows"].tolist() == ["3-4", "5,7", "8-9"]
        assert frame["absorbed"].tolist() == [2, 2, 2]
        stunting = frames["SH_STA_STUNT", SPRING]
        assert stunting["lower_text"].tolist() == ["21.5", "", ""]
        assert stunting["absorbed"].tolist() == [2, 0, 0]

    def test_bound_without_a_middle_value_is_set_aside(self, tmp_path: Path, spec: SourceSpec) -> None:
        text = "geo_area,year,bounds,sh_sta_mmr\n4,2015,lb,300\n8,2015,mp,20\n8,2015,ub,25\n"
        faults = Faults()
        frame = readers.read_ddf_bounds(written(tmp_path, spec, text, "SH_STA_MMR", "spring_2020"), "", faults)
        faults.raise_any()
        assert frame["set_aside"].tolist() == [readers.NO_POINT, ""]
        assert "lower_text" not in frame.columns
        assert frame["upper_text"].tolist() == ["", "25"]
        assert frame["absorbed"].sum() + len(frame) == 3

    def test_two_bounds_of_a_kind_are_a_fault(self, tmp_path: Path, spec: SourceSpec) -> None:
        text = "geo_area,year,bounds,sh_sta_mmr\n8,2015,mp,20\n8,2015,ub,25\n8,2015,ub,26\n8,2015,xx,1\n"
        faults = Faults()
        readers.read_ddf_bounds(written(tmp_path, spec, text, "SH_STA_MMR", "spring_2020"), "", faults)
        assert [fault.row for fault in faults.found] == ["5", "4"]

    def test_another_unit_stops_the_build(self, tmp_path: Path, spec: SourceSpec) -> None:
        text = "geo_area,nature,sex,units,year,vc_prs_unsnt\n4,c,bothsex,percent,2019,30\n8,c,bothsex,number,2019,30\n"
        file = written(tmp_path, spec, text, "VC_PRS_UNSNT")
        with pytest.raises(BuildError, match="row 3: expected unit 'percent'; found 'number'"):
            list(transform.transform(Inputs(spec, (), (file,))))

    def test_part_of_a_year_is_refused(self) -> None:
        assert readers.parse_years(pd.Series(["2016.0", "2017"])).tolist() == [2016, 2017]
        with pytest.raises(ValueError, match=r"2016\.5"):
            readers.parse_years(pd.Series(["2016.5"]))

    def test_parts_aggregates_and_former_states_stay_apart(self, observations: tuple[pd.DataFrame, Harmoniser]) -> None:
        kinds = observations[0].groupby("area")["area_kind"].first()
        assert kinds["GBR-EAW"] == kinds["IRQ-KUR"] == "subnational"
        assert kinds["un_sdg:1"] == kinds["un_sdg:830"] == "aggregate"
        assert kinds["SCG"] == kinds["HIS-SUDAN-FORMER"] == "historical"
        assert kinds["NAM"] == "country"
        assert "GBR" not in kinds.index

    def test_disability_codes_are_not_swapped(self, observations: tuple[pd.DataFrame, Harmoniser]) -> None:
        rows = observations[0]
        found = rows[(rows["code"] == "SL_TLF_UEMDIS") & (rows["area"] == "FRA")].set_index("dims")["value"]
        assert found["disability_status:with;sex:total"] == 15.4
        assert found["disability_status:without;sex:total"] == 8.1

    def test_no_figure_and_censored_figures_keep_their_text(
        self, observations: tuple[pd.DataFrame, Harmoniser]
    ) -> None:
        rows = observations[0]
        assert rows.loc[rows["qualifier"] == "N", "value"].isna().all()
        assert (rows["qualifier"] == "N").sum() == 2
        censored = rows[rows["qualifier"] == "<"]
        assert set(censored["value_text"]) == {"<2.5"}
        assert set(censored["code"]) == {"SN_ITK_DEFC"}

    def test_columns_that_say_nothing_are_no_dimension(self, observations: tuple[pd.DataFrame, Harmoniser]) -> None:
        rows = observations[0]
        assert set(rows.loc[rows["code"] == "SH_STA_MORT", "dims"]) == {"sex:female"}
        assert set(rows.loc[rows["code"] == "SN_ITK_DEFC", "dims"]) == {""}

    def test_low_reliability_is_marked(self, observations: tuple[pd.DataFrame, Harmoniser]) -> None:
        rows = observations[0]
        marked = rows[(rows["bits"] & BIT[Flag.LOW_RELIABILITY]) != 0]
        assert marked[["area", "value"]].to_numpy().tolist() == [["NAM", 31.0]]

    def test_institutions_have_one_class(self, observations: tuple[pd.DataFrame, Harmoniser]) -> None:
        wanted = frozenset(f"un_sdg:NHRI_STATUS@{v}" for v in (CURRENT, OCTOBER))
        context = DeriveContext(load_areas(), pd.DataFrame(), {"un_sdg": observations[0]}, wanted)
        current, october = transform.derive(context)
        classes = current[current["year"] == 2021].set_index("area")["value"].to_dict()
        assert classes == {"FRA": 3, "KEN": 3, "NAM": 3, "AUT": 2, "PRY": 2, "IRN": 1, "SDN": 0}
        unclear = october[october["value"].isna()]
        assert unclear[["area", "year", "value_text"]].to_numpy().tolist() == [["PRY", 2019, "N"]]
        assert unclear["inputs"].iloc[0].count("= 1") == 2

    def test_nothing_is_derived_unless_asked(self, observations: tuple[pd.DataFrame, Harmoniser]) -> None:
        context = DeriveContext(load_areas(), pd.DataFrame(), {"un_sdg": observations[0]})
        assert list(transform.derive(context)) == []

    def test_every_category_has_a_label(self, spec: SourceSpec) -> None:
        for mapping in spec.dimensions.values():
            path = ROOT / "etl" / "reference" / "dimensions" / f"{mapping.to}.yml"
            dimension = DimensionSpec.model_validate(load_yaml(path))
            codes = [category.code for category in dimension.categories]
            assert len(codes) == len(set(codes))
            assert set(mapping.categories.values()) <= set(codes)
            assert len(set(mapping.categories.values())) == len(mapping.categories)

    def test_our_units_agree_with_the_publishers(self) -> None:
        expected = transform.expected_units()
        for path in sorted((FOLDER / "indicators").glob("*.yml")):
            for indicator in IndicatorFile.model_validate(load_yaml(path)).indicators:
                for series in indicator.series:
                    if series.derived is None and series.vintage != SPRING:
                        unit = series.unit or indicator.unit
                        assert unit in OUR_UNITS[expected[series.code]], f"{indicator.id}: {series.code} in {unit}"

    def test_corrections_read(self) -> None:
        rules = CorrectionFile.model_validate(load_yaml(FOLDER / "corrections.yml")).corrections
        assert len({rule.id for rule in rules}) == len(rules)

    @pytest.mark.needs_raw
    def test_every_published_category_is_known(self, spec: SourceSpec) -> None:
        mirror = Path(os.environ["CM_RAW"])
        entry = SourceEntry(spec, FOLDER, (), published(mirror))
        inputs = mirror_inputs(entry, mirror, entry.series)
        frames = list(transform.transform(inputs))
        rows, harmoniser = harmonised(entry, inputs, frames)
        assert all(account.as_dict()["sums_agree"] for account in harmoniser.accounts.values())
        assert not rows.duplicated(["series", "area", "year", "dims"]).any()
        registry = load_areas()
        wanted = frozenset({f"un_sdg:NHRI_STATUS@{CURRENT}"})
        (status,) = transform.derive(DeriveContext(registry, pd.DataFrame(), {"un_sdg": rows}, wanted))
        members = status[(status["year"] == 2021) & status["area"].map(lambda area: registry[area].un_member)]
        assert members["value"].value_counts().to_dict() == {3: 83, 0: 74, 2: 30, 1: 6}
