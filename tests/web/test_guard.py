"""Callbacks: ours run, everything else is refused with 400 or 413 in the one shape, never 500."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from web.guard import MAX_BODY, BadCallback, check_body, is_text

URL = "/_dash-update-component"
FIND = {
    "output": "..live-count.children...live-list.children..",
    "outputs": [{"id": "live-count", "property": "children"}, {"id": "live-list", "property": "children"}],
    "inputs": [{"id": "live-query", "property": "data", "value": "prison"}],
    "state": [{"id": "_pages_location", "property": "pathname", "value": "/"}],
    "changedPropIds": ["live-query.data"],
}
ROUTE = {
    "output": ".._pages_content.children..._pages_store.data..",
    "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
    "inputs": [
        {"id": "_pages_location", "property": "pathname", "value": "/"},
        {"id": "_pages_location", "property": "search", "value": ""},
    ],
    "changedPropIds": ["_pages_location.pathname"],
}


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


def test_search_while_typing(client):
    response = client.post(URL, json=FIND)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    answers = response.get_json()["response"]
    assert answers["live-count"]["children"]
    links = json.dumps(answers["live-list"]["children"])
    assert '"href": "/?indicator=' in links


def test_search_in_a_pinned_release(client, tiny_store):
    path = f"/r/{tiny_store.id}/"
    response = client.post(URL, json=changed(FIND, "state", 0, "value", value=path))
    assert f'"href": "{path}?indicator=' in json.dumps(response.get_json())
    unknown = client.post(URL, json=changed(FIND, "state", 0, "value", value="/r/1999.1.1/"))
    assert unknown.status_code == 200
    assert unknown.get_json()["response"]["live-list"]["children"] == []


@pytest.mark.parametrize(
    "question", [None, "", "a", "zzzzqqq", "<script>", "torture Égypte 人权", "%s %(x)s", "'\";--"]
)
def test_any_question(client, question):
    assert client.post(URL, json=changed(FIND, "inputs", 0, "value", value=question)).status_code == 200


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
            "unknown output": changed(FIND, "output", value="x.children"),
            "output is a list": changed(FIND, "output", value=[1]),
            "clientside output": changed(FIND, "output", value="_pages_dummy.children"),
            "no inputs": changed(FIND, "inputs", value=[]),
            "inputs null": changed(FIND, "inputs", value=None),
            "two inputs": changed(FIND, "inputs", value=FIND["inputs"] * 2),
            "input no object": changed(FIND, "inputs", 0, value="x"),
            "other input": changed(FIND, "inputs", 0, "id", value="other"),
            "id no text": changed(FIND, "inputs", 0, "id", value={"a": 1}),
            "number for text": changed(FIND, "inputs", 0, "value", value=7),
            "list for text": changed(FIND, "inputs", 0, "value", value=["a"]),
            "long text": changed(FIND, "inputs", 0, "value", value="a" * 201),
            "control character": changed(FIND, "inputs", 0, "value", value="a\x00b"),
            "path without slash": changed(FIND, "state", 0, "value", value="x"),
            "path empty": changed(ROUTE, "inputs", 0, "value", value=""),
            "path null": changed(ROUTE, "inputs", 0, "value", value=None),
            "search without mark": changed(ROUTE, "inputs", 1, "value", value="a=1"),
            "search a number": changed(ROUTE, "inputs", 1, "value", value=1),
            "no state": {k: v for k, v in FIND.items() if k != "state"},
            "other outputs": changed(FIND, "outputs", value=FIND["outputs"][:1]),
            "outputs null": changed(FIND, "outputs", value=None),
            "changed is no list": changed(FIND, "changedPropIds", value="live-query.data"),
            "changed unknown": changed(FIND, "changedPropIds", value=["x.y"]),
            "unknown key": changed(FIND, "cancelJob", value="1"),
        }.items()
    },
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=list(MALFORMED))
def test_malformed(client, body):
    assert_refused(client.post(URL, data=body, content_type="application/json"))


def test_other_content_type_and_query(client):
    assert_refused(client.post(URL, data=json.dumps(FIND), content_type="text/plain"))
    assert_refused(client.post(f"{URL}?cancelJob=1", json=FIND))


def test_body_limit(client):
    big = json.dumps(changed(FIND, "inputs", 0, "value", value="a" * MAX_BODY))
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


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=st.sampled_from([FIND, ROUTE]), key=st.sampled_from(sorted(FIND)), value=VALUES, depth=st.integers(0, 2))
def test_no_body_is_a_fault(client, base, key, value, depth):
    body = copy.deepcopy(base)
    if depth == 0 or key not in body or not isinstance(body[key], list):
        body[key] = value
    elif depth == 1:
        body[key][0] = value
    elif isinstance(body[key][0], dict):
        body[key][0]["value"] = value
    assert client.post(URL, json=body).status_code in (200, 400)
