"""What changed between the committed releases, against what is known of the published files."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.blocks import Blocks
from data.diff import Cause, Kind, ReleaseDiff, _compared, diff, moved
from data.diff_rows import changes, largest
from data.prepare import prepare
from data.release import open_release
from data.revisions import Figure, old_values, since, superseded
from data.store import Store, open_store
from etl.cli import main
from etl.difference import as_json
from tests.committed import EMBEDDED as COMMITTED

NEWER, OLDER = "2026.11.2", "2026.2.1"
RATE = "un_sdg:VC_IHR_PSRC@2023-12-17"


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The release that was made afterwards from earlier vintages."""
    folder = tmp_path_factory.mktemp("older")
    prepare(open_release(OLDER, COMMITTED), folder)
    return open_store(OLDER, COMMITTED, folder)


@pytest.fixture(scope="module")
def found(older: Store, real_store: Store) -> ReleaseDiff:
    return diff(older, real_store)


def of(found: ReleaseDiff, code: str):
    return next(one for one in found.series if one.pair.newer.code == code)


def test_the_earlier_release_says_what_it_is(older: Store):
    manifest = older.release.manifest
    assert manifest["title"] == "Reconstruction from earlier vintages"
    assert "never published" in manifest["note"]
    assert {s.vintage for s in older.catalogue.series.values()} == {"2020-10", "vdem-v15-2026-02"}


class TestKnownRevisions:
    """Counted apart from this code in the publishers' own files."""

    def test_homicide(self, found):
        one = of(found, "VC_IHR_PSRC")
        assert one.matched == 3510
        assert one.counts[Kind.VALUE] + one.counts[Kind.PRECISION] == 3350
        assert one.counts[Kind.VALUE] == 2536
        assert one.cause is Cause.SOURCE

    def test_refugees_by_origin(self, found):
        one = of(found, "SM_POP_REFG_OR")
        assert one.matched == 5260
        assert one.counts[Kind.VALUE] + one.counts[Kind.PRECISION] == 4439

    def test_child_marriage_is_precision_alone(self, found):
        one = of(found, "SP_DYN_MRBF18")
        assert (one.matched, one.counts[Kind.PRECISION], one.counts[Kind.VALUE]) == (83, 57, 0)

    def test_labour_rights_is_one_event(self, found):
        one = of(found, "SL_LBR_NTLCPL")
        assert one.matched == 431
        assert one.is_method
        assert one.cause is Cause.METHOD

    def test_civil_liberties(self, found, older, real_store):
        one = of(found, "human-rights-index-vdem")
        assert one.matched == 34_753
        assert one.counts[Kind.VALUE] + one.counts[Kind.PRECISION] == 30_913
        top = largest(older, real_store, one, 1)[0]
        assert top.area == "HTI"
        assert top.size == pytest.approx(0.114)

    def test_a_series_with_another_code_is_followed(self, found):
        one = of(found, "SH_STA_MORT")
        assert one.pair.renamed == "SH_STA_MMR"
        assert one.matched > 3000

    def test_a_new_dimension_is_compared_at_its_headline(self, found):
        one = of(found, "VC_VOV_GDSD")
        assert one.dimensions_added == ("location",)
        assert one.matched > 900

    def test_the_rest_is_out_of_scope_and_not_new(self, found):
        assert not found.added
        assert set(found.unscoped) >= {"vdem", "unhcr", "hrmi"}


class TestRules:
    def test_every_figure_is_counted_once(self, found):
        for one in found.series:
            changed = [Kind.SAME, Kind.PRECISION, Kind.VALUE]
            marks = sum(one.counts[k] for k in (Kind.FLAGS, Kind.BOUNDS, Kind.PROVENANCE))
            assert sum(one.counts[k] for k in changed) <= one.matched <= sum(one.counts[k] for k in changed) + marks

    def test_rows_are_those_that_are_counted(self, found, older, real_store):
        one = of(found, "VC_IHR_PSRC")
        rows = list(changes(older, real_store, one))
        for kind in (Kind.VALUE, Kind.ADDED, Kind.REMOVED):
            assert sum(row.kind is kind for row in rows) == one.counts[kind]
        kenya = [row for row in rows if row.area == "KEN"]
        assert kenya == list(changes(older, real_store, one, "KEN"))

    def test_nothing_differs_from_itself(self, older):
        same = diff(older, older)
        assert same.is_same_facts
        assert not same.series
        assert not same.words
        assert not same.added
        assert not same.removed

    @given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(0, 6), st.integers(0, 6))
    def test_precision_is_symmetric(self, a, b, first, second):
        x, y = np.array([a]), np.array([b])
        p, q = np.array([first]), np.array([second])
        assert [m.tolist() for m in moved(x, y, p, q)] == [m.tolist() for m in moved(y, x, q, p)]

    @given(st.floats(-1e4, 1e4), st.integers(0, 5))
    def test_rounding_is_never_a_change(self, value, places):
        _differs, beyond = moved(np.array([value]), np.array([round(value, places)]), np.array([9]), np.array([places]))
        assert not beyond[0]

    def test_a_missing_value_is_no_zero(self):
        differs, beyond = moved(np.array([np.nan, np.nan]), np.array([0.0, np.nan]), np.zeros(2, int), np.zeros(2, int))
        assert differs.tolist() == beyond.tolist() == [True, False]


class TestViews:
    def test_figures_of_a_view_are_followed(self, older, real_store):
        figures = [Figure(RATE, "sex:male", "KEN", year) for year in range(2005, 2019)]
        seen = since(older, real_store, figures)
        assert seen.other == OLDER
        assert seen.total == seen.changed + seen.precision + seen.came + seen.same
        assert seen.changed
        back = [Figure("un_sdg:VC_IHR_PSRC@2020-10", f.dims, f.area, f.year) for f in figures]
        pinned = superseded(older, real_store, back)
        assert (pinned.changed, pinned.precision) == (seen.changed, seen.precision)

    def test_a_slice_that_the_older_does_not_hold_is_out_of_scope(self, older, real_store):
        assert not since(older, real_store, [Figure(RATE, "sex:total", "KEN", 2016)]).has_scope
        assert not since(older, real_store, [Figure("vdem:v2x_clphy@v12", "", "KEN", 2016)]).has_scope

    def test_the_old_line_is_that_of_the_older_release(self, older, real_store):
        old = {v.year: v.value for v in old_values(older, real_store, RATE, "sex:male", "KEN")}
        assert old[2017] == pytest.approx(8.14789)
        assert old_values(older, real_store, RATE, "sex:total", "KEN") == []


def test_both_releases_are_committed():
    assert {OLDER, NEWER} <= {path.name for path in Path(COMMITTED).iterdir()}


class TestSmall:
    """Made columns of a few rows, for what the committed pair does not show."""

    def blocks(self, value, decimals, flags=None, qualifier=None):
        size = len(value)
        columns = {
            "area": np.arange(size),
            "counterpart": np.full(size, -1),
            "year": np.full(size, 2000),
            "value": np.array(value, dtype=float),
            "decimals": np.array(decimals),
            "flags": np.array(flags if flags is not None else [0] * size),
            "qualifier": np.array(qualifier if qualifier is not None else [0] * size),
            "provenance": np.zeros(size, int),
            **{name: np.full(size, np.nan) for name in ("lower", "upper", "level", "std_error")},
        }
        return Blocks(columns, tuple("ABCD"[:size]), {}, {}, (), np.zeros(1, np.int64), np.zeros(0, np.uint8))

    def counts(self, older, newer):
        rows = np.arange(len(older.columns["value"]))
        return _compared(older, newer, rows, rows)[1]["counts"]

    def test_each_class(self):
        older = self.blocks([1.0, 2.24, 3.0, 4.0], [0, 2, 1, 1], qualifier=[0, 0, 0, 0])
        newer = self.blocks([1.0, 2.2, 3.5, 4.0], [0, 1, 1, 1], flags=[1, 0, 0, 0], qualifier=[0, 0, 0, 1])
        counts = self.counts(older, newer)
        assert counts[Kind.FLAGS] == 1
        assert counts[Kind.PRECISION] == 1
        assert counts[Kind.VALUE] == 2  # a number that moved, and one that is "less than" now
        assert counts[Kind.SAME] == 0

    def test_bounds_and_missing(self):
        older, newer = self.blocks([1.0, np.nan], [0, 0]), self.blocks([1.0, 0.0], [0, 0])
        newer.columns["lower"][0] = 0.5
        counts = self.counts(older, newer)
        assert (counts[Kind.BOUNDS], counts[Kind.VALUE]) == (1, 1)


def test_since_is_quick(older, real_store):
    figures = [Figure(RATE, "sex:male", area, 2015) for area in real_store.catalogue.areas if len(area) == 3][:200]
    since(older, real_store, figures)
    begin = perf_counter()
    since(older, real_store, figures)
    assert perf_counter() - begin < 0.1  # measured: 2 ms


def test_the_command_tells_it(older, real_store, monkeypatch, capsys):
    monkeypatch.setattr("etl.cli.both", lambda first, second: (older, real_store))
    assert main(["diff", OLDER, NEWER]) == 0
    told = capsys.readouterr().out
    assert "its code was SH_STA_MMR" in told
    assert "not in scope of 2026.2.1" in told
    monkeypatch.undo()
    assert main(["diff", "2026.2.1", "1.1.1"]) == 1


def test_the_command_writes_json(older, real_store):
    content = orjson.loads(as_json(diff(older, real_store)))
    rate = next(one for one in content["series"] if one["newer"] == RATE)
    assert rate["counts"]["value"] == 2536
    assert rate["cause"] == "source_revision"
