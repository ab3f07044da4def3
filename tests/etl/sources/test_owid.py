"""Our World in Data: two layouts read alike, back-filled years marked, ranges only where they enclose the estimate."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from etl.areas import AreaResolver, load_areas
from etl.inputs import InputFile, Inputs
from etl.schema import SeriesSpec, SourceSpec
from etl.sources.owid import transform
from etl.tidy import check_tidy
from tests.described import described

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "etl" / "sources" / "owid"
SAMPLE = ROOT / "tests" / "samples" / "mirror" / "owid"
V16, V15, WOMEN, UCDP = "vdem-v16-2026-07", "vdem-v15-2026-02", "vdem-v15-2025-05", "ucdp-v26"


def source() -> SourceSpec:
    return described("owid")[0]


def series() -> tuple[SeriesSpec, ...]:
    return described("owid")[1]


def inputs_from(base: Path) -> Inputs:
    spec = source()
    files = [
        InputFile(f, f.path.replace("{code}", s.code), base / f.path.replace("{code}", s.code), s.code)
        for f in spec.files
        for s in series()
        if s.vintage == f.vintage
    ]
    return Inputs(spec, series(), tuple(files))


def read(tmp_path: Path, text: str, vintage: str = V16, code: str = "electoral-democracy-index") -> pd.DataFrame:
    spec = source()
    path = tmp_path / f"{code}.csv"
    path.write_text(text, "utf-8")
    entry = next(f for f in spec.files if f.vintage == vintage)
    (frame,) = transform.transform(Inputs(spec, series(), (InputFile(entry, path.name, path, code),)))
    return frame


@pytest.fixture(scope="module")
def frames() -> dict[tuple[str, str], pd.DataFrame]:
    found = {}
    for frame in transform.transform(inputs_from(SAMPLE)):
        check_tidy(frame, "owid")
        found[(frame["series"].iloc[0], frame["vintage"].iloc[0])] = frame
    return found


@pytest.fixture(scope="module")
def resolver() -> AreaResolver:
    return AreaResolver(source(), FOLDER / "areas.csv", load_areas())


class TestLayouts:
    def test_one_frame_for_each_series(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        assert set(frames) == {(s.code, s.vintage) for s in series()}

    def test_column_name_with_a_comma(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["women-political-empowerment-index", WOMEN]
        assert frame.loc[(frame["area"] == "NOR") & (frame["year"] == 2018), "value_text"].item() == "0.96"

    def test_plain_and_short_column_names_read_alike(self, tmp_path: Path) -> None:
        rows = "Norway,NOR,2020,0.9,Europe\nPalestine/Gaza,,2020,0.1,\n"
        plain = read(tmp_path, "Entity,Code,Year,Electoral democracy index,World region according to OWID\n" + rows)
        short = read(tmp_path, "entity,code,year,electdem_vdem__estimate_best,owid_region\n" + rows)
        pd.testing.assert_frame_equal(plain, short)
        assert list(plain["area"]) == ["NOR", "name:Palestine/Gaza"]

    def test_short_names_of_a_range(self, tmp_path: Path) -> None:
        name = "number_deaths_ongoing_conflicts"
        head = f"entity,code,year,{name}_high,{name},{name}_low\n"
        frame = read(tmp_path, head + "Kenya,KEN,2020,30,20,10\n", UCDP, "deaths-in-armed-conflicts")
        row = frame.iloc[0]
        assert (row["value_text"], row["lower_text"], row["upper_text"], row["absorbed"]) == ("20", "10", "30", 2)

    def test_another_layout_stops_the_build(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="one value column, or three"):
            read(tmp_path, "Entity,Code,Year,One,Two\nKenya,KEN,2020,1,2\n")


class TestBackfilled:
    def test_repeated_years_name_the_predecessor(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["electoral-democracy-index", V16]
        row = frame[(frame["area"] == "UKR") & (frame["year"] == 1975)].iloc[0]
        assert row["flags"] == "backfilled"
        assert "Russia" in row["note"]

    def test_rated_years_carry_no_mark(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["electoral-democracy-index", V16]
        assert set(frame.loc[frame["area"] == "RUS", "flags"]) == {""}
        assert set(frame.loc[frame["year"] > 2010, "flags"]) == {""}

    def test_runs_do_not_overlap(self) -> None:
        runs = pd.read_csv(FOLDER / "backfilled.csv")
        for _, part in runs.sort_values(["code", "first"]).groupby("code"):
            assert (part["first"] <= part["last"]).all()
            assert (part["first"].iloc[1:].to_numpy() > part["last"].iloc[:-1].to_numpy()).all()

    def test_cpi_and_conflicts_are_not_marked(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        assert "flags" not in frames["deaths-in-armed-conflicts", UCDP].columns


class TestRange:
    def test_bounds_that_do_not_enclose_are_set_aside(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["deaths-in-armed-conflicts", UCDP]
        kept, *aside = frame[frame["area"] == "ERI"].to_dict("records")
        assert (kept["value_text"], kept["lower_text"], kept["upper_text"], kept["absorbed"]) == ("800", "", "", 0)
        assert "low 12 and high 12" in kept["note"]
        assert [(row["value_text"], row["set_aside"]) for row in aside] == [("12", transform.OUTSIDE)] * 2

    def test_every_published_cell_is_counted_once(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        frame = frames["deaths-in-armed-conflicts", UCDP]
        assert len(frame) + frame["absorbed"].sum() == 3 * frame["row"].nunique()


class TestAreas:
    def test_every_code_of_the_sample_is_known(
        self, frames: dict[tuple[str, str], pd.DataFrame], resolver: AreaResolver
    ) -> None:
        assert resolver.unknown(pd.concat(frames.values())["area"]) == []

    def test_palestine_is_the_mandate_only_in_the_exports_of_vdem(
        self, frames: dict[tuple[str, str], pd.DataFrame], resolver: AreaResolver
    ) -> None:
        vdem = frames["electoral-democracy-index", V16].query("year == 1930")["area"].item()
        deaths = frames["deaths-in-armed-conflicts", UCDP].query("year == 2020 and value_text == '30'")["area"]
        assert resolver.resolve(vdem).area_id == "HIS-MANDATE-PALESTINE"
        assert "PSE" in set(deaths)

    def test_regions_of_ucdp_are_not_those_of_the_exports_of_vdem(
        self, frames: dict[tuple[str, str], pd.DataFrame], resolver: AreaResolver
    ) -> None:
        deaths = set(frames["deaths-in-armed-conflicts", UCDP]["area"])
        assert {"ucdp_africa", "ucdp_middle_east", "OWID_WRL"} <= deaths
        assert "OWID_AFR" not in deaths
        assert resolver.resolve("ucdp_africa").area_id == "owid:ucdp_africa"

    def test_region_without_a_code_is_the_same_region(self, frames: dict[tuple[str, str], pd.DataFrame]) -> None:
        for vintage in (V15, V16):
            assert {"OWID_AFR", "weighted_africa"} <= set(frames["human-rights-index-vdem", vintage]["area"])

    @pytest.mark.parametrize("code", ["ucdp:OWID_YGS", "ucdp:OWID_GDR", "ucdp:OWID_ABK"])
    def test_zeros_that_are_no_finding_are_set_aside(self, code: str, resolver: AreaResolver) -> None:
        assert resolver.resolve(code).kind == "set_aside"

    @pytest.mark.needs_raw
    def test_published_files_hold_each_key_once(self, resolver: AreaResolver) -> None:
        for frame in transform.transform(inputs_from(Path(os.environ["CM_RAW"]) / "owid")):
            assert resolver.unknown(frame["area"]) == []
            kept = frame[frame["set_aside"] == ""] if "set_aside" in frame else frame
            assert not kept.duplicated(["area", "year"]).any()

    @pytest.mark.needs_raw
    def test_backfilled_values_equal_the_predecessor(self) -> None:
        runs = pd.read_csv(FOLDER / "backfilled.csv", dtype={"first": int, "last": int})
        path = Path(os.environ["CM_RAW"]) / "owid" / "electoral-democracy-index.csv"
        table = pd.read_csv(path, dtype=str, keep_default_na=False).astype({"Year": int})
        values = table.set_index(["Entity", "Year"])["Electoral democracy index"]
        names = table.drop_duplicates("Code").set_index("Code")["Entity"]
        for run in runs.itertuples():
            for year in range(int(run.first), int(run.last) + 1):
                own = values.get((names[run.code], year))
                assert own is None or own == values[(run.predecessor, year)]


def test_index_of_corruption_may_not_be_transformed() -> None:
    (cpi,) = [s for s in series() if s.vintage == "cpi-2024"]
    assert cpi.restrictions == ("no_transform", "no_combine")
