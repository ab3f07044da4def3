"""Queries against a plain reading of the same table, on tables made at random."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.blocks import Blocks, open_blocks
from data.facts import EVENTS, FACTS, facts_frame, to_bytes
from data.model import Flag, Provenance, Qualifier, canonical_dims, parse_dims
from data.prepare import prepare
from data.query import (
    any_time,
    by_dimension,
    coverage,
    cross_section,
    events,
    observation,
    series_rows,
    slice_of,
    slice_rows,
    years_of,
)
from data.release import open_release
from data.store import Store
from etl.build import facts_table
from etl.publish import publish
from tests.toy import observations

SERIES = ["toy:A@2026", "toy:B@2026"]
DIMS = ["", "sex:female", "sex:male", "location:urban;sex:female", "location:urban;sex:male", "location:urban"]
AREAS = ["BDI", "KEN", "RWA", "TZA", "UGA", "toy:W"]
EMPTY = to_bytes(pd.DataFrame(columns=[f.name for f in EVENTS]), EVENTS)

row = st.fixed_dictionaries(
    {
        "series": st.sampled_from(SERIES),
        "area": st.sampled_from(AREAS),
        "year": st.integers(2010, 2020),
        "dims": st.sampled_from(DIMS),
        "counterpart": st.sampled_from(["", "", "", "KEN"]),
        "value": st.none() | st.floats(-1e6, 1e6, allow_nan=False, width=32),
        "qualifier": st.sampled_from(["=", "<", ">"]),
        "bits": st.integers(0, 2 ** len(Flag) - 1),
        "provenance": st.sampled_from([p.value for p in Provenance]),
        "note": st.sampled_from(["", "seen", "été"]),
    }
)


@dataclass(frozen=True)
class Both:
    """The same observations as blocks and as a plain table."""

    blocks: Blocks
    table: pd.DataFrame

    def part(self, series: str, dims: str) -> pd.DataFrame:
        return self.table[(self.table["series"] == series) & (self.table["dims"] == dims)]


def both(rows: list[dict[str, Any]]) -> Both:
    """The rows through the real way: Parquet, release, blocks."""
    keyed = {(r["series"], r["area"], r["year"], r["dims"], r["counterpart"]): r for r in rows}
    made = [r | ({"value": np.nan, "qualifier": "N"} if r["value"] is None else {}) for r in keyed.values()]
    table = facts_table(observations(*made).assign(formula="", inputs=""))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {"facts/toy.parquet": to_bytes(table, FACTS), "events.parquet": EMPTY}
        publish(files, {"release": "2026.11.1"}, root)
        release = open_release(root=root)
        prepare(release, root / "blocks")
        opened = open_blocks(release, root / "blocks")
        columns = {name: np.array(column) for name, column in opened.columns.items()}
        blocks = Blocks(
            columns,
            opened.areas,
            opened.area_index,
            opened.slices,
            opened.events,
            np.array(opened.offsets),
            np.array(opened.strings),
        )
    table = table.assign(year=[date.year for date in table["period_end"]])
    return Both(blocks, table)


tables = st.lists(row, min_size=1, max_size=40).map(both)
# A table takes a sixth of a second to make, so failing ones are not made smaller.
some = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def seen(blocks: Blocks, series: str, dims: str, rows: Any) -> list[tuple[str, int, str]]:
    found = [observation(blocks, series, dims, int(number)) for number in rows]
    return [(item.area, item.year, item.counterpart) for item in found]


@some
@given(tables, st.sampled_from(SERIES), st.sampled_from(DIMS), st.integers(2008, 2023), st.integers(0, 6))
def test_cross_section_takes_the_newest_year_backward_only(
    made: Both, series: str, dims: str, year: int, tolerance: int
) -> None:
    part = made.part(series, dims)
    part = part[(part["counterpart"] == "") & (part["year"] <= year) & (part["year"] >= year - tolerance)]
    newest = part.sort_values("year").groupby("area").tail(1).sort_values("area")
    rows = cross_section(made.blocks, series, dims, year, tolerance)
    assert seen(made.blocks, series, dims, rows) == [(r.area, r.year, "") for r in newest.itertuples()]


@some
@given(tables, st.sampled_from(SERIES), st.sampled_from(DIMS), st.sampled_from([*AREAS, "XXX"]))
def test_series_rows_are_an_area_over_time(made: Both, series: str, dims: str, area: str) -> None:
    part = made.part(series, dims)
    part = part[(part["area"] == area) & (part["counterpart"] == "")].sort_values("year")
    rows = series_rows(made.blocks, series, dims, area)
    assert seen(made.blocks, series, dims, rows) == [(r.area, r.year, r.counterpart) for r in part.itertuples()]


@some
@given(tables, st.sampled_from(SERIES), st.sampled_from(DIMS), st.sampled_from(AREAS), st.integers(2010, 2020))
def test_by_dimension_holds_everything_else_fixed(made: Both, series: str, dims: str, area: str, year: int) -> None:
    for dimension in ("sex", "location"):
        base = {k: v for k, v in parse_dims(dims).items() if k != dimension}
        wanted = {}
        part = made.table
        part = part[(part["series"] == series) & (part["area"] == area) & (part["year"] == year)]
        part = part[part["counterpart"] == ""]
        for text in part["dims"].unique():
            here = parse_dims(text)
            category = here.pop(dimension, None)
            if category is not None and here == base:
                wanted[category] = text
        found = by_dimension(made.blocks, series, dims, dimension, area, year)
        assert set(found) == set(wanted)
        for category, number in found.items():
            item = observation(made.blocks, series, wanted[category], number)
            assert (item.area, item.year, item.counterpart) == (area, year, "")


@some
@given(tables)
def test_coverage_is_the_latest_year_with_a_value(made: Both) -> None:
    wanted = [(series, dims) for series in SERIES for dims in DIMS]
    areas = ["KEN", "XXX", "UGA", "BDI"]
    matrix = coverage(made.blocks, wanted, areas)
    assert matrix.shape == (len(wanted), len(areas))
    for line, (series, dims) in enumerate(wanted):
        part = made.part(series, dims)
        part = part[(part["qualifier"] != "N") & (part["counterpart"] == "")]
        for column, area in enumerate(areas):
            years = part.loc[part["area"] == area, "year"]
            assert matrix[line, column] == (years.max() if len(years) else 0)


@some
@given(tables)
def test_every_row_comes_back_as_it_was(made: Both) -> None:
    frame = made.table.fillna({"note": ""})
    count = 0
    for series, slices in made.blocks.slices.items():
        for dims, (start, end) in slices.items():
            for number in range(start, end):
                item = observation(made.blocks, series, dims, number)
                match = frame[
                    (frame["series"] == series)
                    & (frame["dims"] == dims)
                    & (frame["area"] == item.area)
                    & (frame["year"] == item.year)
                    & (frame["counterpart"] == item.counterpart)
                ]
                (row,) = match.to_dict(orient="records")
                assert item.value == (None if row["value"] != row["value"] else row["value"])
                assert item.qualifier.value == row["qualifier"]
                assert (item.qualifier is Qualifier.NO_VALUE) is (item.value is None)
                assert ";".join(sorted(item.flags)) == row["flags"]
                assert item.provenance.value == row["provenance"]
                assert (item.note, item.file, item.row) == (row["note"], row["file"], row["row"])
                count += 1
    assert count == len(frame)


@some
@given(tables, st.sampled_from(SERIES), st.sampled_from(DIMS))
def test_years_and_areas_of_a_series(made: Both, series: str, dims: str) -> None:
    assert years_of(made.blocks, series, dims).tolist() == sorted(made.part(series, dims)["year"].unique())
    held = made.table[made.table["series"] == series]["area"].unique()
    assert [made.blocks.areas[n] for n in any_time(made.blocks, series)] == sorted(held)
    start, end = slice_rows(made.blocks, series, dims)
    assert end - start == len(made.part(series, dims))


def test_what_is_not_held_is_nothing() -> None:
    made = both([{"series": SERIES[0], "area": "KEN", "year": 2020, "dims": "", "counterpart": "", "value": 1.0}])
    assert slice_rows(made.blocks, "toy:C@2026", "") == (0, 0)
    assert cross_section(made.blocks, SERIES[0], "sex:female", 2020, 5).tolist() == []
    assert series_rows(made.blocks, "toy:C@2026", "", "KEN").tolist() == []
    assert any_time(made.blocks, "toy:C@2026").tolist() == []
    assert made.blocks.text(-1) == ""


def test_a_slice_with_other_choices() -> None:
    assert slice_of("age:total;sex:total", {"sex": "female"}) == "age:total;sex:female"
    assert slice_of("", {"sex": "female"}) == "sex:female"
    assert canonical_dims(parse_dims(slice_of("sex:total", {}))) == "sex:total"


class TestTinyRelease:
    @pytest.fixture
    def facts(self, tiny_store: Store) -> pd.DataFrame:
        release = tiny_store.release
        frames = [facts_frame(release.read(name)).astype(object) for name in release.fact_files]
        return pd.concat(frames, ignore_index=True)

    def test_every_observation_is_in_the_blocks(self, tiny_store: Store, facts: pd.DataFrame) -> None:
        assert len(tiny_store.blocks.columns["value"]) == len(facts)
        values = np.sort(np.asarray(tiny_store.blocks.columns["value"]))
        assert np.array_equal(values, np.sort(facts["value"].to_numpy(dtype=float)), equal_nan=True)

    def test_rows_are_sorted_so_that_a_slice_is_one_piece(self, tiny_store: Store) -> None:
        columns = tiny_store.blocks.columns
        for slices in tiny_store.blocks.slices.values():
            for start, end in slices.values():
                keys = list(zip(columns["area"][start:end].tolist(), columns["year"][start:end].tolist(), strict=True))
                assert keys == sorted(keys)

    def test_texts_as_published(self, tiny_store: Store) -> None:
        row = series_rows(tiny_store.blocks, "un_sdg:SN_ITK_DEFC@2023-12-17", "", "AGO")
        assert len(row) == 0
        (number,) = series_rows(tiny_store.blocks, "un_sdg:SN_ITK_DEFC@2023-12-17", "", "AUT")
        item = observation(tiny_store.blocks, "un_sdg:SN_ITK_DEFC@2023-12-17", "", int(number))
        assert (item.value, item.value_text, item.qualifier) == (2.5, "<2.5", Qualifier.BELOW)

    def test_acts_by_area_and_instrument(self, tiny_store: Store) -> None:
        every = events(tiny_store.blocks)
        assert every
        area, instrument = every[0]["area"], every[0]["instrument"]
        chosen = events(tiny_store.blocks, area, instrument)
        assert chosen == [e for e in every if e["area"] == area and e["instrument"] == instrument]
        assert events(tiny_store.blocks, "XXX") == []
