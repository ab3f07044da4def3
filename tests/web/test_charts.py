"""The charts' callback: answered as Dash would, compressed, and without what stands in the browser already."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import brotli
import pytest

URL = "/_dash-update-component"
RECORDED = json.loads((Path(__file__).parent / "callbacks.json").read_text("utf-8"))


def asking(address, shown=""):
    body = copy.deepcopy(RECORDED[2])
    body["inputs"][0]["value"], body["state"][0]["value"] = address, shown
    return body


@pytest.fixture
def address(tiny_catalogue):
    return f"/?indicator={next(iter(tiny_catalogue.indicators))}#narrow"


def test_answer_is_the_one_of_dash(site, client, address, monkeypatch):
    kind = client.post(URL, json=asking(address)).get_json()["response"]["charts-figures"]["data"]["kind"]
    bodies = [asking(address), asking(address, kind), asking(None, None), asking("/methodology")]
    ours = [client.post(URL, json=body).get_json() for body in bodies]
    server = site.server
    kept = [hook for hook in server.before_request_funcs[None] if hook.__module__ != "web.callbacks"]
    assert len(kept) == len(server.before_request_funcs[None]) - 1
    monkeypatch.setitem(server.before_request_funcs, None, kept)
    assert [client.post(URL, json=body).get_json() for body in bodies] == ours
    assert [set(one["response"]) for one in ours[:2]] == [{"charts", "charts-figures"}, {"charts-figures"}]


def test_answer_is_compressed_and_not_kept_by_browsers(client, address):
    plain = client.post(URL, json=asking(address))
    small = client.post(URL, json=asking(address), headers={"Accept-Encoding": "br"})
    assert small.headers["Content-Encoding"] == "br"
    assert small.headers["Vary"] == "Accept-Encoding"
    assert small.headers["Cache-Control"] == "no-store"
    assert brotli.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 3


@pytest.mark.parametrize("shown", [7, ["trend"], "x" * 201, "a\x00b", {"x": 1}])
def test_what_no_browser_of_ours_sends_is_refused(client, address, shown):
    assert client.post(URL, json=asking(address, shown)).status_code == 400
