"""Whole-release files hold every observation once, agree with each other, and come out the same twice."""

from __future__ import annotations

import csv
import gzip
import io
import sqlite3
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import orjson
import pytest
from pyarrow import parquet

from data.bulk import LINEAGE, main, make_bulk
from data.bulk_files import (
    BULK,
    CSV,
    DONE,
    MADE,
    PACKAGE,
    PARQUET,
    SDMX,
    SQLITE,
    STRUCTURE,
    bulk_folder,
    made_files,
    own_files,
    sums,
)
from data.bulk_headline import headline_parts
from data.canonical import canonical_number
from data.export.cells import cell
from data.export.csv import read_csv
from data.export.release_rows import open_segments, quoted, release_columns, release_lines
from data.model import parse_dims
from data.records import Wish, page
from data.store import Store


@pytest.fixture(scope="module")
def folder(tiny_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the tiny release."""
    return make_bulk(tiny_store, tmp_path_factory.mktemp("bulk"))


@pytest.fixture(scope="module")
def rows(tiny_store: Store) -> list[dict[str, str]]:
    """All observations, as the CSV holds them."""
    return read_csv(b"".join(release_lines(tiny_store)).decode())


def test_csv_holds_every_observation_as_the_api_gives_it(tiny_store, rows):
    parts = open_segments(tiny_store)
    records, more = page(tiny_store, parts, Wish(), (0, -1), 10**9)
    assert more is None
    assert len(rows) == len(records) == len(tiny_store.blocks.columns["value"])
    for row, record in zip(rows, records, strict=True):
        flat = record | {"flags": ";".join(record["flags"]), "decisions": ";".join(record["decisions"])}
        dims = flat.pop("dims")
        flat.pop("licence")  # of the source; the file also says what a series forbids beyond it
        assert {name: row[name] for name in flat} == {name: canonical_number(value) for name, value in flat.items()}
        assert {name: row[name] for name in dims} == dims
        assert row["observed_period"] == ("" if record["value"] is None else row["period"])


def test_parquet_equals_the_csv(folder, rows):
    table = parquet.read_table(folder / PARQUET)
    columns = [name for name in table.column_names if name not in LINEAGE]
    assert tuple(columns) == tuple(rows[0])
    assert set(LINEAGE) <= set(table.column_names)
    found = [{n: canonical_number(v) for n, v in row.items()} for row in table.select(columns).to_pylist()]
    assert found == rows
    lineage = table.select(["file", "row", "formula"]).to_pylist()
    assert all(row["formula"] or (row["file"] and row["row"]) for row in lineage)
    assert table.schema.metadata[b"release"].decode() == rows[0]["release"]


def test_sqlite_equals_the_csv(folder, rows):
    base = sqlite3.connect(f"file:{folder / SQLITE}?mode=ro", uri=True)
    try:
        shared = ["indicator", "iso3", "value_text", "qualifier", "unit", "lower", "upper", "level", "provenance"]
        shared += ["flags", "status", "series", "source", "vintage", "note", "decisions", "counterpart", "value"]
        text = f"SELECT {', '.join(shared)}, year FROM figures ORDER BY series, dims, iso3, year, counterpart"
        found = [tuple(map(canonical_number, row)) for row in base.execute(text)]
        assert sorted(found) == sorted(tuple(row[name] for name in (*shared, "period")) for row in rows)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert {"observations", "indicators", "series", "areas", "sources", "events", "decisions", "slices"} <= tables
        plan = " ".join(map(str, base.execute("EXPLAIN QUERY PLAN SELECT * FROM observations WHERE series = 1")))
        assert "observations_by_series" in plan
    finally:
        base.close()


def test_package_describes_every_table_that_it_holds(folder, tiny_store):
    with zipfile.ZipFile(folder / PACKAGE) as archive:
        described = orjson.loads(archive.read("datapackage.json"))
        assert {r["path"] for r in described["resources"]} | {"datapackage.json"} == set(archive.namelist())
        for resource in described["resources"]:
            lines = csv.reader(io.StringIO(archive.read(resource["path"]).decode(), newline=""))
            assert next(lines) == [f["name"] for f in resource["schema"]["fields"]], resource["name"]
        headline = read_csv(archive.read("headline.csv").decode())
    assert len(headline) == sum(part.end - part.start for part in headline_parts(tiny_store))
    assert described["version"] == tiny_store.id
    assert {licence["path"] for licence in described["licenses"]} == {
        source["licence"]["url"] for source in tiny_store.catalogue.sources.values()
    }
    keys = [tuple(row[name] for name in ("indicator", "iso3", "counterpart", "period")) for row in headline]
    assert len(keys) == len(set(keys))


def test_sdmx_has_the_columns_of_its_structure(folder, tiny_store):
    lines = csv.DictReader(io.StringIO(gzip.decompress((folder / SDMX).read_bytes()).decode()))
    found = list(lines)
    assert len(found) == sum(part.end - part.start for part in headline_parts(tiny_store))
    tree = ElementTree.fromstring((folder / STRUCTURE).read_bytes())
    kinds = ("Dimension", "TimeDimension", "PrimaryMeasure", "Attribute")
    named = {e.get("id") for e in tree.iter() if e.tag.rpartition("}")[2] in kinds and e.get("id")}
    assert named == set(lines.fieldnames or ()) - {"STRUCTURE", "STRUCTURE_ID", "ACTION"}
    for row in found:
        assert (row["OBS_VALUE"] == "") == (row["OBS_STATUS"] in ("O", "Q")), row


def test_a_second_making_gives_the_same_bytes(folder, tiny_store, tmp_path):
    again = make_bulk(tiny_store, tmp_path)
    for name in MADE:
        assert (folder / name).read_bytes() == (again / name).read_bytes(), name
    assert make_bulk(tiny_store, tmp_path) == again
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", again.name]


def test_what_is_not_whole_is_made_anew(tiny_store, tmp_path):
    release = tiny_store.release
    assert made_files(release, tmp_path) == {}
    made = make_bulk(tiny_store, tmp_path)
    whole = (made / PARQUET).read_bytes()
    (made / PARQUET).write_bytes(whole[:-1])
    assert made_files(release, tmp_path) == {}
    make_bulk(tiny_store, tmp_path)
    assert (made / PARQUET).read_bytes() == whole
    (made / DONE).write_text("[]")
    assert made_files(release, tmp_path) == {}


def test_sums_are_those_of_the_files(tiny_store, folder):
    text = sums(tiny_store.release, folder.parent)
    listed = dict(line.split("  ")[::-1] for line in text.splitlines())
    assert set(listed) == {*MADE, *own_files(tiny_store.release)}
    assert CSV not in listed
    assert bulk_folder(tiny_store.release, folder.parent) == folder
    assert listed["catalogue.json"] == tiny_store.release.manifest["files"]["catalogue.json"]["sha256"]


@pytest.mark.parametrize("text", ["=1+1", "-1", "NA", "007", "1e5", 'a "b", c', "a\nb", "\t=1", "\u202eabc", "'=1"])
def test_a_text_of_the_csv_is_read_back(text):
    assert read_csv(f"{quoted('name')},b\n{quoted(text)},1\n")[0]["name"] == text.replace("\u202e", "\ufffd")
    assert quoted(text).strip('"').replace('""', '"') == cell(text)


def test_memory_stays_flat_while_the_csv_is_made(real_store):
    """Anonymous memory of this process, which leaves out the mapped columns that any reader shares."""
    assert tuple(next(release_lines(real_store)).decode().strip().split(",")) == release_columns(
        tuple(sorted({name for part in open_segments(real_store) for name in parse_dims(part.dims)}))
    )
    lines = release_lines(real_store)
    for _piece in range(20):
        next(lines)
    before, size, most = anonymous(), 0, 0
    for piece in lines:
        size += len(piece)
        most = max(most, len(piece))
        if size > 150_000_000:
            break
    lines.close()
    assert size > 150_000_000
    assert most < 4_000_000
    assert anonymous() - before < 50_000_000


def anonymous() -> int:
    """Bytes of memory that are this process's own."""
    text = Path("/proc/self/status").read_text("utf-8")
    return 1024 * int(text.partition("RssAnon:")[2].split()[0])


def test_the_command_makes_every_release_and_removes_what_none_needs(tiny_store, capsys):
    (BULK / "2020.1.1-0-1").mkdir(parents=True)
    assert main() == 0
    assert f"release {tiny_store.id}: whole files in " in capsys.readouterr().out
    assert not (BULK / "2020.1.1-0-1").exists()
    assert set(made_files(tiny_store.release)) == set(MADE)
