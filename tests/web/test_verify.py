"""/verify recomputes: match, superseded, mismatch, unknown; /cite hands out what leads there."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import orjson
import pytest

from data.release import UnknownRelease

RATE = "homicide_rate_per_100000"
MAP = f"indicator={RATE}&year=2021&dims=sex:total"


def cited(client, kind="map", query=MAP) -> str:
    """The address that a citation gives for verifying, within the site."""
    text = client.get(f"/cite/{kind}.txt?{query}").text
    found = urlsplit(re.search(r"to verify: (\S+)\)", text)[1])
    return f"{found.path}?{found.query}"


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("map", MAP),
        ("table", MAP),
        ("trend", f"indicator={RATE}&area=KEN,DEU"),
        ("country", "area=KEN"),
        ("treaties", "area=KEN"),
        ("gaps", "view=summary"),
        ("signals", ""),
    ],
)
def test_a_citation_matches(real_client, real_store, kind, query):
    address = cited(real_client, kind, query)
    page = real_client.get(address)
    assert page.status_code == 200
    assert "The figures match" in page.text
    assert 'name="robots" content="noindex"' in page.text
    found = orjson.loads(real_client.get(address.replace("?", ".json?")).data)
    assert (found["outcome"], found["release"]) == ("match", real_store.id)
    assert found["recomputed"] == found["sha256"] == found["current_sha256"]


def test_json_is_also_given_by_accept(real_client):
    address = cited(real_client)
    response = real_client.get(address, headers={"Accept": "application/json"})
    assert response.content_type == "application/json"
    assert "Accept" in response.headers["Vary"]
    assert orjson.loads(response.data)["ok"] is True
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_beginning_of_a_hash_is_enough(real_client):
    digest, _, query = cited(real_client).removeprefix("/verify/").partition("?")
    assert "The figures match" in real_client.get(f"/verify/{digest[:12].upper()}?{query}").text


def test_another_hash_does_not_match(real_client):
    address = cited(real_client)
    wrong = re.sub(r"/verify/\w{64}", f"/verify/{'0' * 64}", address)
    assert "The figures do not match" in real_client.get(wrong).text
    other_year = address.replace("year=2021", "year=2015")
    assert "The figures do not match" in real_client.get(other_year).text


@pytest.fixture
def newer(real_client, real_store, tiny_store, monkeypatch):
    """The committed release is the older one here; the tiny one is current."""

    def opened(release: str | None = None):
        if release not in (None, tiny_store.id, real_store.id):
            raise UnknownRelease(release)
        return real_store if release == real_store.id else tiny_store

    monkeypatch.setattr("web.stores.store", opened)
    return real_client


def test_superseded(newer, real_store, tiny_store):
    text = newer.get(f"/r/{real_store.id}/cite/map.txt?{MAP}").text
    found = urlsplit(re.search(r"to verify: (\S+)\)", text)[1])
    address = f"{found.path}?{found.query}"
    page = newer.get(address).text
    assert "have been revised since" in page
    assert f'href="/releases/{real_store.id}..{tiny_store.id}"' in page
    assert f'href="/r/{real_store.id}/?indicator={RATE}' in page
    assert f'href="/?indicator={RATE}' in page
    content = orjson.loads(newer.get(address.replace("?", ".json?")).data)
    assert content["outcome"] == "superseded"
    assert content["changes"].endswith(f"/releases/{real_store.id}..{tiny_store.id}")
    assert content["current_sha256"] not in ("", content["recomputed"])


def test_a_hash_alone_is_unknown(real_client):
    page = real_client.get(f"/verify/{'a' * 64}")
    assert page.status_code == 200
    assert "cannot be verified" in page.text
    assert 'action="/verify"' in page.text
    half = real_client.get(f"/verify/{'a' * 64}?kind=map&indicator={RATE}")
    assert "lacks release" in half.text


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("kind=pie&release=2026.11.2", 404, "no view"),
        ("kind=map&release=2020.1.1", 404, "no such release"),
        ("kind=map&release=2026.11.2&indicator=nothing_of_this_name", 404, "holds no"),
        (f"kind=map&release=2026.11.2&indicator={RATE}&colour=red", 400, "colour is no parameter"),
        (f"kind=map&release=2026.11.2&indicator={RATE}&year=abc", 400, "year"),
    ],
)
def test_what_cannot_be_recomputed_is_told(real_client, query, status, told):
    page = real_client.get(f"/verify/{'a' * 64}?{query}")
    assert page.status_code == status
    assert told in page.text
    assert "cannot be verified" in page.text
    refused = real_client.get(f"/verify/{'a' * 64}.json?{query}")
    assert (refused.status_code, orjson.loads(refused.data)["ok"]) == (status, False)


@pytest.mark.parametrize("digest", ["abc", "g" * 64, "a" * 65, "0" * 11])
def test_a_malformed_hash(real_client, digest):
    assert real_client.get(f"/verify/{digest}").status_code == 400
    response = real_client.get(f"/verify/{digest}.json")
    assert (response.status_code, orjson.loads(response.data)["ok"]) == (400, False)


def test_the_form_takes_what_is_pasted(real_client, real_store):
    address = cited(real_client)
    digest = address.removeprefix("/verify/").partition("?")[0]
    asked = [
        {"address": f"https://example.org{address}"},
        {"address": f"/?{MAP}", "hash": digest},
        {"address": f"/r/{real_store.id}/view/map.csv?{MAP}", "hash": digest[:12]},
    ]
    for query in asked:
        response = real_client.get("/verify", query_string=query)
        assert response.status_code == 303
        assert response.headers["Location"].startswith("/verify/")
        assert "The figures match" in real_client.get(response.headers["Location"]).text
    bare = real_client.get("/verify", query_string={"address": digest, "lang": "fr"})
    assert bare.headers["Location"] == f"/verify/{digest}?lang=fr"


@pytest.mark.parametrize("text", ["hello", "https://evil.example/", "//evil.example/verify/x", "http://[", "<b>"])
def test_the_form_refuses_anything_else(real_client, text):
    response = real_client.get("/verify", query_string={"address": text, "hash": "xyz"})
    assert response.status_code == 400
    assert "<b>" not in response.text.partition('id="verify-error"')[2].partition("</p>")[0]
    assert real_client.get("/verify").status_code == 200


@pytest.mark.parametrize(
    ("extension", "begin"), [("txt", "United"), ("bib", "@misc{"), ("ris", "TY  - DATA\r\n"), ("json", "[")]
)
@pytest.mark.parametrize("prefix", ["", "/r/2026.11.2"])
def test_files(real_client, extension, begin, prefix):
    response = real_client.get(f"{prefix}/cite/map.{extension}?{MAP}")
    assert response.status_code == 200
    assert response.data.decode().startswith(begin)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="commonmeasure_2026_11_2_')
    assert response.headers["X-Rows-SHA256"] in response.text
    assert response.headers["Cache-Control"] == "no-store"  # it names the host of this request
    csv = real_client.get(f"{prefix}/view/map.csv?{MAP}")
    assert csv.headers["X-Rows-SHA256"] == response.headers["X-Rows-SHA256"]


@pytest.mark.parametrize("path", ["/cite/pie.txt", "/cite/map.pdf?indicator=x", "/cite/map.txt?colour=red"])
def test_files_that_are_not_there(real_client, path):
    response = real_client.get(path)
    assert response.status_code in (400, 404)
    assert orjson.loads(response.data)["ok"] is False


def test_pages_cite_the_same_hash(real_client):
    digest = real_client.get(f"/view/map.csv?{MAP}").headers["X-Rows-SHA256"]
    for path in (f"/?{MAP}", f"/indicator/{RATE}?year=2021"):
        page = real_client.get(path).text
        assert f"/verify/{digest}?{MAP.replace('&', '&amp;')}&amp;kind=map" in page
        assert "/cite/map.bib?" in page
