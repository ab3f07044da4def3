"""Human Development Report: pairs of women and men are one series, and groups stay the report's own."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from etl.areas import AreaResolver, load_areas
from etl.catalogue import SourceEntry, load_catalogue
from etl.corrections import matching
from etl.faults import BuildError
from etl.inputs import InputFile, Inputs
from etl.snapshot import mirror_inputs
from etl.sources.undp_hdr.transform import PAIRED, transform
from etl.tidy import check_tidy

ROOT = Path(__file__).parents[3]
MIRROR = ROOT / "tests" / "samples" / "mirror"


@pytest.fixture(scope="module")
def entry() -> SourceEntry:
    return load_catalogue(only={"undp_hdr"}).sources["undp_hdr"]


@pytest.fixture(scope="module")
def cells(entry: SourceEntry) -> pd.DataFrame:
    frames = list(transform(mirror_inputs(entry, MIRROR, entry.series)))
    for frame in frames:
        check_tidy(frame, "undp_hdr")
    return pd.concat(frames, ignore_index=True).fillna({"dim_sex": ""})


def text(cells: pd.DataFrame, series: str, area: str, year: int, sex: str = "") -> str:
    here = (cells["series"] == series) & (cells["area"] == area) & (cells["year"] == year) & (cells["dim_sex"] == sex)
    assert here.sum() == 1
    return str(cells.loc[here, "value_text"].iloc[0])


class TestUndpHdr:
    def test_every_series_of_the_catalogue_is_read(self, entry: SourceEntry, cells: pd.DataFrame) -> None:
        assert set(cells["series"]) == {s.code for s in entry.series}

    def test_keys_are_unique(self, cells: pd.DataFrame) -> None:
        assert not cells.duplicated(["series", "area", "year", "dim_sex"]).any()

    def test_suffix_is_the_sex(self, cells: pd.DataFrame) -> None:
        assert text(cells, "le", "FRA", 2022, "total") == "82.5"
        assert text(cells, "le", "FRA", 2022, "f") == "85"
        assert text(cells, "le", "FRA", 2022, "m") == "80"

    def test_income_by_sex_has_another_stem_than_the_total(self, cells: pd.DataFrame) -> None:
        sexes = cells[cells["series"] == "gnipc"].groupby("dim_sex").size()
        assert set(sexes.index) == {"total", "f", "m"} and sexes.nunique() == 1

    def test_no_total_is_made_where_none_is_published(self, cells: pd.DataFrame) -> None:
        for series in ("lfpr", "pr", "se"):
            assert set(cells.loc[cells["series"] == series, "dim_sex"]) == {"f", "m"}

    def test_headlines_name_a_published_category(self, entry: SourceEntry) -> None:
        sexes = entry.spec.dimensions["sex"].categories
        for series in entry.series:
            if series.code in PAIRED:
                assert series.headline["sex"] in {sexes[raw] for raw in PAIRED[series.code].values()}
            else:
                assert not series.headline

    def test_blank_cells_are_kept_for_the_count(self, cells: pd.DataFrame) -> None:
        assert text(cells, "ineq_inc", "CIV", 2021) == ""
        assert text(cells, "gii", "NAM", 1990) == ""

    def test_year_is_that_of_the_column_not_of_the_edition(self, cells: pd.DataFrame) -> None:
        assert set(cells["year"]) == {1990, 2021, 2022}

    def test_every_area_is_known_and_groups_stay_groups(self, entry: SourceEntry, cells: pd.DataFrame) -> None:
        resolver = AreaResolver(entry.spec, entry.folder / "areas.csv", load_areas())
        assert resolver.unknown(cells["area"]) == []
        assert resolver.resolve("ZZK.WORLD").area_id == "undp_hdr:ZZK.WORLD"

    def test_every_word_for_origin_is_mapped(self, entry: SourceEntry, cells: pd.DataFrame) -> None:
        assert set(cells["provenance"]) == set(entry.spec.provenance)

    def test_a_stand_in_for_no_seat_is_marked(self, entry: SourceEntry) -> None:
        here = pd.DataFrame({"value": [0.01, 99.99, 0.01, 5.0], "decimals": [2, 2, 2, 1], "value_text": ""})
        here["code"] = ["pr", "pr", "mys", "pr"]
        here["series"] = "undp_hdr:" + here["code"] + "@2023-24"
        assert matching(here, entry.corrections[0]).tolist() == [True, True, False, False]

    def test_a_missing_column_is_named(self, entry: SourceEntry, tmp_path: Path) -> None:
        path = tmp_path / "cut.csv"
        path.write_text("iso3,country,hdi_2022\nFRA,France,0.91\n", "latin-1")
        file = InputFile(entry.spec.files[0], path.name, path)
        with pytest.raises(BuildError, match="columns le_f_<year>"):
            list(transform(Inputs(entry.spec, entry.series, (file,))))


@pytest.mark.needs_raw
class TestPublishedFile:
    def test_file_is_read_whole(self, entry: SourceEntry) -> None:
        frames = list(transform(mirror_inputs(entry, Path(os.environ["CM_RAW"]), entry.series)))
        frame = pd.concat(frames, ignore_index=True)
        assert not frame.duplicated(["series", "area", "year", "dim_sex"]).any()
        assert frame["area"].nunique() == 206
        assert (frame.loc[frame["series"] == "pr", "value_text"] == "0.01").sum() == 200
        assert AreaResolver(entry.spec, entry.folder / "areas.csv", load_areas()).unknown(frame["area"]) == []
