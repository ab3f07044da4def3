"""Whole files over HTTP: hashes, parts, kept copies, refusals; and the page that explains them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re

import brotli
import pytest

from data.bulk import make_bulk
from data.bulk_files import MADE, PARQUET, BulkFile, bulk_folder, made_files
from data.export.csv import read_csv
from data.export.release_rows import release_lines
from web.bulk import STREAMS


@pytest.fixture(scope="module")
def release(tiny_store, tiny_release_root) -> str:
    """Id of the tiny release, its files made where the server looks for them."""
    make_bulk(tiny_store)
    return tiny_store.id


def fetch(client, address, **headers):
    """The answer, read and closed, as a server does."""
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    with client.get(address, headers=asked) as response:
        assert response.data is not None
    return response


def test_a_file_has_its_hash_and_can_be_taken_in_parts(client, tiny_store, release):
    address = f"/data/{release}/{PARQUET}"
    whole = fetch(client, address)
    assert whole.status_code == 200
    digest = hashlib.sha256(whole.data).hexdigest()
    assert whole.headers["ETag"] == f'"{digest}"'
    assert whole.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(bytes.fromhex(digest)).decode()}:"
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert "immutable" in whole.headers["Cache-Control"]
    assert whole.headers["Access-Control-Allow-Origin"] == "*"
    assert f'filename="common-measure_{release}_{PARQUET}"' in whole.headers["Content-Disposition"]
    part = fetch(client, address, Range="bytes=4-99")
    assert (part.status_code, part.data) == (206, whole.data[4:100])
    assert part.headers["Content-Range"] == f"bytes 4-99/{len(whole.data)}"
    kept = fetch(client, address, If_None_Match=whole.headers["ETag"])
    assert (kept.status_code, kept.data) == (304, b"")
    moved = fetch(client, address, Range="bytes=4-99", If_Range='"other"')
    assert (moved.status_code, moved.data) == (200, whole.data)
    assert fetch(client, address, Range=f"bytes={len(whole.data)}-").status_code == 416
    head = client.head(address)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(whole.data)))


def test_every_listed_file_is_there_and_the_sums_agree(client, release):
    listing = client.get(f"/data/{release}/").json
    assert listing["not_made_here"] == []
    sums = dict(line.split("  ")[::-1] for line in fetch(client, listing["sums"]).text.splitlines())
    assert {f["name"] for f in listing["files"]} == set(sums)
    for file in listing["files"]:
        body = fetch(client, file["address"]).data
        assert len(body) == file["bytes"], file["name"]
        assert hashlib.sha256(body).hexdigest() == file["sha256"] == sums[file["name"]]
    assert client.get(f"/data/{release}").status_code == 308


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_all_observations_are_streamed(client, tiny_store, release, encoding):
    response = fetch(client, f"/data/{release}/observations.csv", Accept_Encoding=encoding)
    assert "Content-Length" not in response.headers
    assert response.headers.get("Content-Encoding", "") == encoding
    unpack = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[encoding]
    body = unpack(response.data)
    assert body == b"".join(release_lines(tiny_store))
    assert len(read_csv(body.decode())) == len(tiny_store.blocks.columns["value"])
    known = {"Accept_Encoding": encoding, "If_None_Match": response.headers["ETag"]}
    again = fetch(client, f"/data/{release}/observations.csv", **known)
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(f"/data/{release}/observations.csv")
    assert head.status_code == 200
    assert "Content-Length" not in head.headers


def test_streams_are_bounded_and_given_back(client, release):
    address = f"/data/{release}/observations.csv"
    open_ones = [client.get(address, buffered=False) for _number in range(STREAMS)]
    refused = fetch(client, address)
    assert (refused.status_code, refused.json["ok"], refused.headers["Retry-After"]) == (503, False, "30")
    for one in open_ones:
        one.close()
    assert fetch(client, address).status_code == 200


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/data/2026.11.1/nothing.csv", "there is no such file"),
        ("/data/2026.11.1/facts/", "there is no such file"),
        ("/data/2026.11.1/../current.json", "there is no such file"),
        ("/data/2026.11.1/%2e%2e/current.json", "there is no such file"),
        ("/data/1999.1.1/observations.csv", "there is no such release"),
        ("/data/current/observations.csv", "there is no such release"),
        ("/data/1999.1.1/", "there is no such release"),
    ],
)
def test_refusals_have_one_shape(client, release, path, message):
    response = client.get(path)
    assert response.status_code == 404
    assert set(response.json) == {"ok", "status", "error", "errors"}
    assert response.json["error"] == message
    assert response.headers["Cache-Control"] == "no-store"


def test_other_methods(client, release):
    address = f"/data/{release}/{PARQUET}"
    assert client.options(address).status_code == 204
    assert client.post(address).status_code == 405


class TestPage:
    def test_says_what_is_there(self, client, tiny_store, release):
        text = client.get("/data").text
        assert f'id="release-{release}"' in text
        for name, one in made_files(tiny_store.release).items():
            assert f'href="/data/{release}/{name}"' in text
            assert one.sha256 in text
        for one in tiny_store.catalogue.sources.values():
            assert one["licence"]["url"].replace("&", "&amp;") in text
        assert "import csv" in text
        for path in ("/openapi.json", "/releases", "/questions", "/proposals", "/replies", "/verify"):
            assert f'href="{path}"' in text

    def test_every_address_on_it_answers(self, client, release):
        text = client.get("/data").text
        main = text[text.index("<main") : text.index("</main>")]
        found = sorted({a.replace("&amp;", "&") for a in re.findall(r'href="(/[^"#]*)', main)})
        assert len(found) > 40
        wrong = {address: fetch(client, address).status_code for address in found}
        assert {address: status for address, status in wrong.items() if status not in (200, 308)} == {}

    def test_says_what_has_not_been_made(self, client, tiny_store, release, monkeypatch):
        monkeypatch.setattr("components.data_page.made_files", lambda _release: {})
        monkeypatch.setattr("web.bulk.made_files", lambda _release: {})
        from components.data_page import build_data
        from data.words import words

        page = build_data(tiny_store, {}, words())
        assert not page.is_final
        text = str(page.main)
        assert text.count("not made here yet") == len(MADE)
        assert f"/data/{release}/{PARQUET}" not in text
        refused = client.get(f"/data/{release}/{PARQUET}")
        assert refused.status_code == 404
        assert "python -m data.bulk" in refused.json["errors"][0]
        assert client.get(f"/data/{release}/").json["not_made_here"] == list(MADE)

    def test_pinned(self, client, release):
        text = client.get(f"/r/{release}/data").text
        assert f'href="/r/{release}/api/v1/indicators"' in text
        assert f"/r/{release}/view/map.csv" in text


def test_a_file_that_vanished_is_not_offered(tiny_store, tmp_path):
    folder = bulk_folder(tiny_store.release, tmp_path)
    make_bulk(tiny_store, tmp_path)
    assert isinstance(made_files(tiny_store.release, tmp_path)[PARQUET], BulkFile)
    (folder / PARQUET).unlink()
    assert made_files(tiny_store.release, tmp_path) == {}
