"""How long queries, views and pages take on the release of the repository, against pandas on the same facts.

Prints ratios of one run; nothing fails for being slow on a busy machine, only for a different answer.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from components.explore import build_explore
from data.facts import facts_frame
from data.finder import search
from data.prepare import prepare
from data.query import coverage, cross_section
from data.release import open_release
from data.store import Store, open_store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.map import build_map_view
from data.words import words

pytestmark = pytest.mark.bench
RELEASES = Path(__file__).parents[2] / "data" / "releases"
SERIES, DIMS, YEAR, TOLERANCE = "un_sdg:VC_IHR_PSRC@2023-12-17", "sex:total", 2019, 2


def median_ms(function: Callable[[], object], times: int) -> float:
    """Median of several runs, in milliseconds, after one that does not count."""
    function()
    spans = []
    for _ in range(times):
        begin = time.perf_counter()
        function()
        spans.append(1000 * (time.perf_counter() - begin))
    return statistics.median(spans)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    blocks = tmp_path_factory.mktemp("blocks")
    prepare(open_release(root=RELEASES), blocks)
    return open_store(None, RELEASES, blocks)


@pytest.fixture(scope="module")
def table(store: Store) -> pd.DataFrame:
    facts = facts_frame(store.release.read("facts/un_sdg.parquet"))
    return facts.assign(year=facts["period_end"].dt.year)


def with_pandas(table: pd.DataFrame) -> pd.Series:
    part = table[(table["series"] == SERIES) & (table["dims"] == DIMS)]
    near = part[(part["year"] <= YEAR) & (part["year"] >= YEAR - TOLERANCE)]
    return near.sort_values("year").groupby("area", observed=True)["value"].last()


def test_cross_section(store: Store, table: pd.DataFrame, capsys: pytest.CaptureFixture[str]):
    rows = cross_section(store.blocks, SERIES, DIMS, YEAR, TOLERANCE)
    ours = {store.blocks.areas[store.blocks.columns["area"][r]]: float(store.blocks.columns["value"][r]) for r in rows}
    assert ours == with_pandas(table).to_dict()
    fast = median_ms(lambda: cross_section(store.blocks, SERIES, DIMS, YEAR, TOLERANCE), 500)
    slow = median_ms(lambda: with_pandas(table), 10)
    with capsys.disabled():
        print(f"\ncross-section: {fast:.3f} ms, pandas {slow:.1f} ms, ratio 1 : {slow / fast:.0f}")


def test_coverage_view_and_page(store: Store, capsys: pytest.CaptureFixture[str]):
    catalogue = store.catalogue
    wanted = [(i.preferred, catalogue.series[i.preferred].headline) for i in catalogue.indicators.values()]
    members = [area.id for area in catalogue.members()]
    state = ViewState(indicator="homicide_rate_per_100000")
    reader = words("en")
    matrix = median_ms(lambda: coverage(store.blocks, wanted, members), 20)
    view = median_ms(lambda: build_map_view(store, choose(store, state, reader), reader), 30)
    question = median_ms(lambda: search(catalogue, "prison without trial"), 200)
    page = median_ms(lambda: build_explore(store, {"indicator": state.indicator}, reader), 20)
    with capsys.disabled():
        print(f"\ncoverage {len(wanted)} x {len(members)}: {matrix:.1f} ms; map view {view:.1f} ms; page {page:.1f} ms")
        print(f"search: {question:.2f} ms")
