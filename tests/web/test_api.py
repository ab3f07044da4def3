"""The API: rows equal the release, pages join without a seam, refusals have one shape."""

from __future__ import annotations

import orjson
import pytest

from data.model import canonical_dims
from data.query import observation, series_rows
from web.api.read import read_query
from web.api.routes import api_of

RATE = "homicide_rate_per_100000"
BASE = "/api/v1"


def got(client, path, **headers):
    response = client.get(BASE + path, headers=headers)
    return response.status_code, orjson.loads(response.data)


def test_a_record_is_the_observation(real_client, real_store):
    status, content = got(real_client, f"/observations?indicator={RATE}&area=KEN&limit=1000")
    assert status == 200
    assert content["release"] == real_store.id
    series = real_store.catalogue.indicators[RATE].preferred
    for record in content["data"]:
        dims = canonical_dims(record["dims"])
        rows = series_rows(real_store.blocks, series, dims, "KEN")
        row = next(int(r) for r in rows if real_store.blocks.columns["year"][r] == record["period"])
        item = observation(real_store.blocks, series, dims, row)
        assert record["value"] == item.value
        assert record["value_text"] == item.value_text
        assert record["n"] == item.n
        assert record["flags"] == sorted(flag.value for flag in item.flags)
        assert record["provenance"] == item.provenance.value
    assert len(content["data"]) == sum(
        len(series_rows(real_store.blocks, series, dims, "KEN")) for dims in real_store.blocks.slices[series]
    )


def test_known_figures(real_client):
    _status, content = got(real_client, f"/cross-section?indicator={RATE}&year=2021")
    rows = {row["iso3"]: row for row in content["data"]}
    assert rows["JAM"]["value"] == 52.13
    assert rows["JAM"]["n"] == 1474
    assert rows["IRQ"]["status"] == "parts_only"
    assert rows["IRQ"]["value"] is None
    assert rows["IRQ"]["missing_reason"]


@pytest.mark.parametrize(
    "query", [f"indicator={RATE}", f"indicator={RATE},women_parliament_seats_share_percent&area=KEN,DEU"]
)
def test_pages_join_without_a_seam(real_client, query):
    whole = []
    path = f"/observations?{query}&limit=1000"
    while path:
        _status, content = got(real_client, path)
        whole += content["data"]
        path = f"/observations?{query}&limit=1000&cursor={content['next']}" if content["next"] else ""
    parts, path, sizes = [], f"/observations?{query}&limit=7", 0
    while path and sizes < 40:
        _status, content = got(real_client, path)
        parts += content["data"]
        sizes += 1
        path = f"/observations?{query}&limit=7&cursor={content['next']}" if content["next"] else ""
    assert parts == whole[: len(parts)]
    keys = [(r["series"], tuple(r["dims"].items()), r["iso3"], r["period"], r["counterpart"]) for r in whole]
    assert len(keys) == len(set(keys))


def test_a_cursor_is_bound(real_client):
    _status, content = got(real_client, f"/observations?indicator={RATE}&limit=5")
    cursor = content["next"]
    assert got(real_client, f"/observations?indicator={RATE}&area=KEN&cursor={cursor}")[0] == 404
    assert got(real_client, f"/observations?indicator={RATE}&cursor=AAAAAAAAAA")[0] == 404
    assert got(real_client, f"/observations?indicator={RATE}&cursor=%00")[0] == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/observations", 400),
        ("/observations?indicator=nothing", 400),
        (f"/observations?indicator={RATE}&colour=1", 400),
        (f"/observations?indicator={RATE}&indicator={RATE}", 400),
        (f"/observations?indicator={RATE},{RATE}", 400),
        (f"/observations?indicator={RATE}&area=XXX", 400),
        (f"/observations?indicator={RATE}&year=12345", 400),
        (f"/observations?indicator={RATE}&limit=0", 400),
        (f"/observations?indicator={RATE}&dims=sex", 400),
        (f"/observations?indicator={RATE}&dims=sex:%E2%80%AE", 400),
        ("/cross-section?indicator=" + RATE, 400),
        ("/indicators/nothing", 404),
        ("/nothing", 404),
        ("/areas?x=1", 400),
    ],
)
def test_refusals(real_client, path, status):
    found, content = got(real_client, path)
    assert found == status
    assert set(content) == {"ok", "status", "error", "errors"}
    assert content["ok"] is False
    assert content["status"] == status


def test_every_fault_is_named_at_once(real_client):
    _status, content = got(real_client, "/observations?indicator=nothing&area=XXX&year=x&colour=1")
    assert len(content["errors"]) == 4


def test_too_much_is_refused_before_it_is_read(real_client, real_store):
    largest = sorted(
        real_store.catalogue.indicators,
        key=lambda i: (
            -sum(
                e - s
                for x in real_store.catalogue.indicators[i].series
                for s, e in real_store.blocks.slices.get(x, {}).values()
            )
        ),
    )[:12]
    response = real_client.get(f"{BASE}/observations?indicator={','.join(largest)}&vintage=all")
    assert response.status_code == 413
    assert f"/data/{real_store.id}/observations.csv" in response.headers["Link"]


def test_methods_and_headers(real_client):
    path = f"{BASE}/areas"
    first = real_client.get(path)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert real_client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert real_client.get(path, headers={"If-None-Match": f'"x", {first.headers["ETag"]}'}).status_code == 304
    head = real_client.head(path)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", first.headers["ETag"])
    assert real_client.options(path).status_code == 204
    for method in ("post", "put", "delete", "patch"):
        refused = getattr(real_client, method)(path)
        assert refused.status_code == 405
        assert "GET" in refused.headers["Allow"]
    assert real_client.get(path, headers={"Accept": "text/html"}).status_code == 406
    assert real_client.get(path, headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200
    assert "immutable" in real_client.get(f"/r/2026.11.2{path}").headers["Cache-Control"]
    assert "immutable" not in first.headers["Cache-Control"]


def test_kept_answers_are_the_same(real_client):
    path = f"{BASE}/observations?indicator={RATE}&area=KEN"
    first, second = real_client.get(path), real_client.get(path)
    assert first.data == second.data
    assert dict(first.headers) == dict(second.headers)


def test_what_may_not_be_handed_on(real_client, real_store, monkeypatch):
    monkeypatch.setitem(real_store.catalogue.sources["un_sdg"]["licence"], "may_redistribute", False)
    status, content = got(real_client, f"/observations?limit=3&indicator={RATE}")
    assert status == 403
    assert "UNdata" in content["errors"][0]
    assert got(real_client, f"/indicators/{RATE}")[0] == 200
    path = f"/observations?limit=3&indicator={RATE},liberal_democracy_index_score"
    _status, content = got(real_client, path)
    assert content["notes"]
    assert {row["indicator"] for row in content["data"]} == {"liberal_democracy_index_score"}


def test_the_document_declares_what_is_read(real_client, real_store):
    document = orjson.loads(real_client.get("/openapi.json").data)
    assert document["openapi"] == "3.1.0"
    for endpoint in api_of(real_store).endpoints:
        declared = {p["name"] for p in document["paths"][endpoint.path]["get"]["parameters"] if p["in"] == "query"}
        given = {name: ["x"] for name in declared}
        _values, faults = read_query(endpoint, given)
        assert not any("is no parameter" in fault for fault in faults)
        assert declared == {param.name for param in endpoint.params}


def test_span_and_series(real_client, real_store):
    _status, content = got(real_client, f"/observations?indicator={RATE}&area=KEN&span=2010..2012")
    assert {row["period"] for row in content["data"]} == {2010, 2011, 2012}
    assert got(real_client, f"/observations?indicator={RATE}&area=KEN&span=2012..2010")[1]["data"] == content["data"]
    older = "un_sdg:VC_IHR_PSRC@2020-10"
    _status, content = got(real_client, f"/observations?indicator={RATE}&area=KEN&from={older}")
    assert {row["series"] for row in content["data"]} == {older}
    assert got(real_client, f"/observations?indicator=women_parliament_seats_share_percent&from={older}")[0] == 404
    assert got(real_client, f"/observations?indicator={RATE}&from=nothing")[0] == 400
    assert got(real_client, f"/observations?indicator={RATE}&span=2010")[0] == 400
