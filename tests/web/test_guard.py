"""Callbacks: ours run, everything else is refused with 400 or 413 in the one shape, never 500."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from web.guard import MAX_ADDRESS, MAX_BODY, BadCallback, check_body, is_text

URL = "/_dash-update-component"
RECORDED = json.loads((Path(__file__).parent / "callbacks.json").read_text("utf-8"))
ROUTE, DRAW, _ = RECORDED


def changed(body, *path, value):
    other = copy.deepcopy(body)
    place = other
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return other


def assert_refused(response, status=400):
    assert response.status_code == status
    assert response.content_type == "application/json"
    content = response.get_json()
    assert set(content) == {"ok", "status", "error", "errors"}
    assert content["ok"] is False
    assert content["status"] == status


def test_map_of_an_address(client, indicator):
    response = client.post(URL, json=changed(DRAW, "inputs", 0, "value", value=f"/?indicator={indicator}&view=map"))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    found = response.get_json()["response"]
    title = found["map-view"]["data"]["title"]
    assert found["map-graph"]["figure"]["layout"]["meta"]["title"] == title
    assert f">{title}</h1>" in client.get(f"/?indicator={indicator}&view=map").text


def test_answer_is_the_one_of_dash(site, client, indicator, monkeypatch):
    body = changed(DRAW, "inputs", 0, "value", value=f"/?indicator={indicator}&view=map")
    ours = client.post(URL, json=body).get_json()
    server = site.server
    kept = [hook for hook in server.before_request_funcs[None] if hook.__module__ != "web.callbacks"]
    assert len(kept) == len(server.before_request_funcs[None]) - 1
    monkeypatch.setitem(server.before_request_funcs, None, kept)
    assert client.post(URL, json=body).get_json() == ours


@pytest.mark.parametrize(
    "address",
    [None, "", "/", "/methodology", "/r/1999.1.1/?indicator=x", "/?indicator=none", "/r/../?indicator=%s", "/?%ff=%00"],
)
def test_address_without_a_map(client, address):
    response = client.post(URL, json=changed(DRAW, "inputs", 0, "value", value=address))
    assert response.status_code == 200
    assert response.get_json()["response"] == {
        "map-graph": {"figure": {"data": [], "layout": {}}},
        "map-view": {"data": {}},
    }


def test_title_is_the_one_of_the_page(client, indicator):
    search = f"?indicator={indicator}&unknown=1"
    body = changed(ROUTE, "inputs", 1, "value", value=search)
    title = client.post(URL, json=body).get_json()["response"]["_pages_store"]["data"]["title"]
    assert f"<title>{title.replace('&', '&amp;')}</title>" in client.get(f"/{search}").text


@pytest.mark.parametrize("path", ["/", "/methodology", "/nowhere", "/r/1.1.1/x", "/r/../../etc"])
def test_routes(client, path):
    assert client.post(URL, json=changed(ROUTE, "inputs", 0, "value", value=path)).status_code == 200


MALFORMED = {
    "empty": b"",
    "no JSON": b"{",
    "no object": b"[]",
    "null": b"null",
    "NaN": b'{"output": NaN}',
    "not UTF-8": b'{"output": "\xff"}',
    "deep": b"[" * 5000,
    **{
        name: json.dumps(body).encode()
        for name, body in {
            "no keys": {},
            "unknown output": changed(DRAW, "output", value="x.children"),
            "output is a list": changed(DRAW, "output", value=[1]),
            "clientside output": changed(DRAW, "output", value="_pages_dummy.children"),
            "no inputs": changed(DRAW, "inputs", value=[]),
            "inputs null": changed(DRAW, "inputs", value=None),
            "two inputs": changed(DRAW, "inputs", value=DRAW["inputs"] * 2),
            "input no object": changed(DRAW, "inputs", 0, value="x"),
            "other input": changed(DRAW, "inputs", 0, "id", value="other"),
            "id no text": changed(DRAW, "inputs", 0, "id", value={"a": 1}),
            "number for text": changed(DRAW, "inputs", 0, "value", value=7),
            "list for text": changed(DRAW, "inputs", 0, "value", value=["/"]),
            "long text": changed(DRAW, "inputs", 0, "value", value="/" + "a" * MAX_ADDRESS),
            "control character": changed(DRAW, "inputs", 0, "value", value="/?a\x00b"),
            "address without slash": changed(DRAW, "inputs", 0, "value", value="x"),
            "a figure as state": changed(DRAW, "state", value=[{"id": "map-graph", "property": "figure", "value": {}}]),
            "path empty": changed(ROUTE, "inputs", 0, "value", value=""),
            "path null": changed(ROUTE, "inputs", 0, "value", value=None),
            "search without mark": changed(ROUTE, "inputs", 1, "value", value="a=1"),
            "search a number": changed(ROUTE, "inputs", 1, "value", value=1),
            "other outputs": changed(DRAW, "outputs", value=DRAW["outputs"][:1]),
            "outputs null": changed(DRAW, "outputs", value=None),
            "changed is no list": changed(DRAW, "changedPropIds", value="map-address.data"),
            "changed unknown": changed(DRAW, "changedPropIds", value=["x.y"]),
            "unknown key": changed(DRAW, "cancelJob", value="1"),
        }.items()
    },
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=list(MALFORMED))
def test_malformed(client, body):
    assert_refused(client.post(URL, data=body, content_type="application/json"))


def test_other_content_type_and_query(client):
    assert_refused(client.post(URL, data=json.dumps(DRAW), content_type="text/plain"))
    assert_refused(client.post(f"{URL}?cancelJob=1", json=DRAW))


def test_body_limit(client):
    big = json.dumps(changed(DRAW, "inputs", 0, "value", value="/" + "a" * MAX_BODY))
    assert_refused(client.post(URL, data=big, content_type="application/json"), 413)


def test_methods(client):
    response = client.get(URL)
    assert_refused(response, 405)
    assert "POST" in response.headers["Allow"]


def test_guard_lets_through_what_was_declared_only(site):
    for callback in site.known_callbacks.values():
        for item in [*callback["inputs"], *callback["state"]]:
            from web.guard import RULES

            assert f"{item['id']}.{item['property']}" in RULES
    with pytest.raises(BadCallback, match="no such callback"):
        check_body(b'{"output": "x"}', site.known_callbacks)
    assert is_text(3)("abc") and not is_text(3)("abcd") and not is_text(3, "/")("abc")
