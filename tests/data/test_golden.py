"""Exports of three tiny views, byte for byte; ``--update-golden`` rewrites them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.map import build_map_view
from data.views.table import export_rows
from data.words import words

GOLDEN = Path(__file__).parents[1] / "golden"
VIEWS = {
    "unsentenced_2019": ViewState(indicator="unsentenced_detention_share_percent", year=2019),
    "undernourishment_2020_tolerance": ViewState(indicator="undernourishment_prevalence_percent", year=2020, tol=2),
    "torture_score_2019_intervals": ViewState(indicator="freedom_from_torture_score_0_10", year=2019),
}


def export(store: Store, state: ViewState) -> str:
    """The rows of a view as CSV; of areas that did not report, only every twentieth."""
    view = build_map_view(store, choose(store, state, words("en")), words("en"))
    rows = list(export_rows(store, view, words("en")))
    quiet = [row for row in rows if row["status"] in ("not_reported", "not_in_source")]
    left_out = {row["iso3"] for number, row in enumerate(quiet) if number % 20}
    sink = io.StringIO()
    writer = csv.DictWriter(sink, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if row["iso3"] not in left_out)
    return sink.getvalue()


@pytest.mark.parametrize("name", VIEWS)
def test_export(tiny_store: Store, update_golden: bool, name: str) -> None:
    path = GOLDEN / f"{name}.csv"
    found = export(tiny_store, VIEWS[name])
    if update_golden:
        path.write_text(found, "utf-8", newline="")
    assert found == path.read_text("utf-8"), f"{path.name} differs: look, then run pytest --update-golden"


def test_no_golden_file_is_left_behind() -> None:
    assert {path.stem for path in GOLDEN.glob("*.csv")} == set(VIEWS)
