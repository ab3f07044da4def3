"""Bytes are kept as they came, and bytes that changed since are never read."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import pytest

from etl.catalogue import SourceEntry
from etl.faults import BuildError
from etl.http import Fetcher
from etl.snapshot import mirror_inputs, stored_inputs, take_live_snapshot, take_snapshot
from tests.toy import SOURCE, series, toy_catalogue

FILES = [
    {"id": "own", "path": "data/{code}--*.csv", "vintage": "2026", "format": "csv"},
    {"id": "all", "path": "all.csv", "vintage": "2024", "format": "csv", "download_only": "Ask the toy maker."},
]
LIVE = {"url": "https://example.org/{code}?page={page}", "format": "json", "paging": "unhcr"}


def entry(**source: object) -> SourceEntry:
    specs = (series("ONE"), series("TWO"), series("ALL", vintage="2024"), series("MADE", derived="sum"))
    return toy_catalogue(*specs, **({"files": FILES} | source)).sources["toy"]


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    folder = tmp_path / "mirror" / "toy" / "data"
    folder.mkdir(parents=True)
    for name in ("data/one--a.csv", "data/two--b.csv", "all.csv"):
        (folder.parent / name).write_bytes(f"area,{name}\r\n".encode())
    return tmp_path / "mirror"


class TestMirror:
    def test_files_are_read_in_place(self, mirror: Path) -> None:
        found = entry()
        inputs = mirror_inputs(found, mirror, found.series)
        assert [(f.name, f.code, f.vintage) for f in inputs.files] == [
            ("data/one--a.csv", "ONE", "2026"),
            ("data/two--b.csv", "TWO", "2026"),
            ("all.csv", None, "2024"),
        ]
        assert inputs.codes("2026") == ["ONE", "TWO"]

    def test_every_missing_file_is_told_at_once(self, mirror: Path) -> None:
        shutil.rmtree(mirror / "toy")
        found = entry()
        with pytest.raises(BuildError) as caught:
            mirror_inputs(found, mirror, found.series)
        told = [(f.expected, f.found, f.remedy) for f in caught.value.faults]
        assert told == [
            ("a file all.csv", "0 files", "Ask the toy maker."),
            ("a file data/one--*.csv", "0 files", "Check the mirror folder and the path in source.yml."),
            ("a file data/two--*.csv", "0 files", "Check the mirror folder and the path in source.yml."),
        ]

    def test_two_files_for_one_series_are_a_fault(self, mirror: Path) -> None:
        (mirror / "toy" / "data" / "one--c.csv").write_bytes(b"")
        found = entry()
        with pytest.raises(BuildError, match="found 2 files"):
            mirror_inputs(found, mirror, found.series)


class TestStore:
    def taken(self, mirror: Path, store: Path) -> SourceEntry:
        found = entry()
        take_snapshot(mirror_inputs(found, mirror, found.series), store)
        return found

    def test_the_same_bytes_come_back(self, mirror: Path, tmp_path: Path) -> None:
        found = self.taken(mirror, tmp_path / "store")
        direct = mirror_inputs(found, mirror, found.series)
        stored = stored_inputs(found, tmp_path / "store", found.series)
        assert [(f.name, f.code, f.raw, f.sha256) for f in stored.files] == [
            (f.name, f.code, f.raw, f.sha256) for f in direct.files
        ]

    def test_the_index_holds_the_hash_of_the_bytes(self, mirror: Path, tmp_path: Path) -> None:
        self.taken(mirror, tmp_path / "store")
        rows = orjson.loads((tmp_path / "store" / "toy" / "index.json").read_bytes())
        for row in rows:
            stored = (tmp_path / "store" / "toy" / row["stored"]).read_bytes()
            assert row["sha256"] == hashlib.sha256(stored).hexdigest()
            assert row["bytes"] == len(stored)

    def test_other_bytes_are_a_fault(self, mirror: Path, tmp_path: Path) -> None:
        found = self.taken(mirror, tmp_path / "store")
        harmed, gone, _ = sorted((tmp_path / "store" / "toy").glob("*.csv"))
        harmed.write_bytes(harmed.read_bytes() + b" ")
        gone.unlink()
        with pytest.raises(BuildError) as caught:
            stored_inputs(found, tmp_path / "store", found.series)
        assert [f.found for f in caught.value.faults] == ["other bytes", "other bytes"]
        assert {f.remedy for f in caught.value.faults} == {"Take the snapshot again."}

    def test_a_snapshot_taken_again_mends_the_store(self, mirror: Path, tmp_path: Path) -> None:
        found = self.taken(mirror, tmp_path / "store")
        harmed = next((tmp_path / "store" / "toy").glob("*.csv"))
        harmed.write_bytes(b"other")
        self.taken(mirror, tmp_path / "store")
        assert len(stored_inputs(found, tmp_path / "store", found.series).files) == 3

    def test_no_snapshot_says_what_to_run(self, tmp_path: Path) -> None:
        found = entry()
        with pytest.raises(BuildError, match="Run: python -m etl snapshot"):
            stored_inputs(found, tmp_path, found.series)

    def test_a_series_that_the_store_lacks_is_told(self, mirror: Path, tmp_path: Path) -> None:
        self.taken(mirror, tmp_path / "store")
        specs = (series("ONE"), series("THREE"), series("ALL", vintage="2024"))
        more = toy_catalogue(*specs, files=FILES).sources["toy"]
        with pytest.raises(BuildError, match="three"):
            stored_inputs(more, tmp_path / "store", more.series)

    def test_only_the_series_asked_for(self, mirror: Path, tmp_path: Path) -> None:
        found = self.taken(mirror, tmp_path / "store")
        inputs = stored_inputs(found, tmp_path / "store", (found.series[0], found.series[2]))
        assert [f.code for f in inputs.files] == ["ONE", None]


@dataclass(frozen=True)
class Answers(Fetcher):
    """A fetcher that answers itself and notes what it is asked for."""

    asked: list[str] = field(default_factory=list)
    answer: Callable[[str], bytes] = str.encode

    def get(self, url: str, method: str = "GET", form: dict[str, str] | None = None) -> bytes:
        self.asked.append(f"{method} {url} {form}")
        return self.answer(url)

    def pages(self, url: str, paging: str) -> bytes:
        self.asked.append(f"{paging} {url}")
        return self.answer(url)


class TestLive:
    def test_addresses_are_asked_and_the_rest_comes_from_the_store(self, mirror: Path, tmp_path: Path) -> None:
        TestStore().taken(mirror, tmp_path / "store")
        live = entry(files=[FILES[0] | {"live": LIVE}, FILES[1]])
        fetcher = Answers()
        take_live_snapshot(live, live.series, tmp_path / "store", fetcher)
        assert fetcher.asked == [
            "unhcr https://example.org/ONE?page={page}",
            "unhcr https://example.org/TWO?page={page}",
        ]
        inputs = stored_inputs(live, tmp_path / "store", live.series)
        assert [(f.code, f.format) for f in inputs.files] == [("ONE", "json"), ("TWO", "json"), (None, "csv")]
        assert inputs.files[0].raw == b"https://example.org/ONE?page={page}"

    def test_a_file_without_an_address_must_be_in_the_store(self, tmp_path: Path) -> None:
        live = entry(files=[FILES[0] | {"live": LIVE}, FILES[1]])
        with pytest.raises(BuildError, match=r"all\.csv in the store; found nothing\. Ask the toy maker\."):
            take_live_snapshot(live, live.series, tmp_path, Answers())
        assert not (tmp_path / "toy" / "index.json").exists()

    def test_a_form_is_filled_in(self, tmp_path: Path) -> None:
        post = {"url": "https://example.org/", "format": "csv", "method": "POST", "form": {"seriesCode": "{code}"}}
        live = entry(files=[FILES[0] | {"live": post}])
        fetcher = Answers()
        take_live_snapshot(live, live.series[:1], tmp_path, fetcher)
        assert fetcher.asked == ["POST https://example.org/ {'seriesCode': 'ONE'}"]


def test_the_toy_source_is_sound() -> None:
    assert entry().spec.id == SOURCE["id"]
