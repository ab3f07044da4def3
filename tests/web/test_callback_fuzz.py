"""The app's own callback requests, changed a thousand times: never a fault, always the one shape of an error.

Invariant: ``callbacks.json`` holds what the browser really sends; a test here fails when the app's callbacks change and
one of tests/browser/test_live.py when the browser sends something else.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from web.guard import MAX_BODY, RULES

URL = "/_dash-update-component"
RECORDED = json.loads((Path(__file__).parent / "callbacks.json").read_text("utf-8"))
TIMES = 1000
SHAPE = {"ok", "status", "error", "errors"}
LEAVES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 7, 1e308, float("nan"), float("inf"), 10**40),
    *("", "/", "?", "x", "\x00", "\ud7ff", "é" * 9, "a" * 5000, "/" * 1999, "%s%(x)s", "<script>", "{{7*7}}"),
    *("/r/1.1.1/", "/?indicator=", "/?year=99999999999999999999", "?lang=zz", "//evil.example/", "/%00", "/?%"),
    *("__proto__", "map-graph.figure", "constructor", "../.."),
    *([], {}, [[]], [None], {"id": 1}, {"id": {"type": "x"}, "property": "value"}, {"": ""}, ["a"] * 300),
)  # fmt: skip
KEYS = ("output", "outputs", "inputs", "state", "changedPropIds", "cancelJob", "id", "property", "value", "__class__")
MARKS = ("\x00", "...", "\u202e", "..", "&", "=", "%", "/r/", ";:")
TYPES = ("text/plain", "text/html", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/jsonx")


def places(body: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body, the whole first."""
    yield path
    items = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def changed(body: Any, dice: random.Random) -> Any:
    """A body with one thing changed: a value, a key taken away or added, a list made longer, something deep."""
    body = copy.deepcopy(body)
    path = dice.choice(list(places(body))[1:])
    holder = body
    for key in path[:-1]:
        holder = holder[key]
    way = dice.randrange(6)
    if way == 0:
        del holder[path[-1]]
    elif way == 1 and isinstance(holder, list):
        holder.extend(copy.deepcopy(holder) * dice.randrange(1, 40))
    elif way == 2 and isinstance(holder, dict):
        holder[dice.choice(KEYS)] = copy.deepcopy(dice.choice(LEAVES))
    elif way == 3:
        deep: Any = copy.deepcopy(dice.choice(LEAVES))
        for _ in range(dice.randrange(1, 60)):
            deep = [deep] if dice.random() < 0.5 else {"value": deep}
        holder[path[-1]] = deep
    elif way == 4 and isinstance(holder[path[-1]], str):
        text = holder[path[-1]]
        at = dice.randrange(len(text) + 1)
        holder[path[-1]] = text[:at] + dice.choice(MARKS) + text[at:]
    else:
        holder[path[-1]] = copy.deepcopy(dice.choice(LEAVES))
    return body


def as_sent(body: Any, dice: random.Random) -> tuple[bytes, str]:
    """Bytes and content type of a body; now and then they are damaged too."""
    sent, kind = json.dumps(body).encode("utf-8", "surrogatepass"), "application/json"
    way = dice.randrange(24)
    at = dice.randrange(len(sent) + 1)
    if way == 0:
        sent = sent[:at]
    elif way == 1:
        sent = sent[:at] + bytes([dice.randrange(128, 256)]) + sent[at:]
    elif way == 2:
        sent = b"[" * dice.choice([10, 2000, 60000]) + sent
    elif way == 3:
        kind = dice.choice(TYPES)
    elif way == 4:
        sent = sent + b" " * MAX_BODY
    elif way == 5:
        sent = sent.decode().encode("utf-16")
    return sent, kind


def test_a_thousand_changed_requests(client, caplog):
    dice = random.Random(20261101)
    seen: dict[int, int] = {}
    for number in range(TIMES):
        body = changed(RECORDED[number % len(RECORDED)], dice)
        while dice.random() < 0.3:
            body = changed(body, dice) if isinstance(body, dict) and len(body) > 2 else body
        sent, kind = as_sent(body, dice)
        response = client.post(URL, data=sent, content_type=kind)
        status = response.status_code
        seen[status] = seen.get(status, 0) + 1
        assert status in (200, 400, 413), (number, sent[:300])
        assert (status == 413) == (len(sent) > MAX_BODY)
        assert response.content_type == "application/json"
        if status != 200:
            content = response.get_json()
            assert set(content) == SHAPE, number
            assert (content["ok"], content["status"]) == (False, status)
            assert not any(word in response.text for word in ("Traceback", "/web/", "site-packages"))
    assert caplog.records == []
    assert sum(seen.values()) == TIMES
    assert seen[400] > TIMES / 2
    assert seen[200] > 20 < seen[413]


VALUES = {
    "year": ("", "2015", "1850", "1989", "2050", "0", "-1", "x", "²", "٢٠١٥", "2015.0", "9" * 40),
    "base": ("2010", "2015", "1700", "x"),
    "dims": ("sex:female", "sex:", ":", "sex", "sex:female;sex:male", "age:*", "nationality:x;y", "🏳", "a:b;" * 9),
    "view": ("map", "dots", "table", "regions", "pairs", "x"),
    "zoom": ("africa", "world", "Africa", "moon"),
    "tol": ("0", "3", "20", "21", "-1"),
    "from": ("un_sdg", "x", "un_sdg:SH_STA_MORT@", "@"),
    "area": ("KEN", "KEN,GBR", ",", "zzz", "un_sdg:1"),
    "lang": ("fr", "en", "zz", ""),
    "span": ("2000..2020", "2020..2000", "..", "1700..1701", "2012..2012"),
    "vs": ("treaty", "x"),
    "peers": ("none", "x"),
    "scale": ("log", "linear", "x"),
    "by": ("sex", "age", "x"),
    "q": ("torture Kenya", ""),
}
FRAMES = ("wide", "narrow", "", "x", "wide#narrow")
PATHS = ("/", "/methodology", "/country/KEN", "/country/zz", "/indicator/", "/nowhere", "/r/1.1.1/", "/r/")


def test_any_address_is_answered(client, tiny_catalogue, caplog):
    """Addresses that the rules let through: whatever they say, a map, none, or a page's title, never a fault."""
    dice = random.Random(20261102)
    route, draw, chart = copy.deepcopy(RECORDED)
    maps = charts = 0
    for _ in range(400):
        names = [*tiny_catalogue.indicators, "none", "", "x" * 300]
        query = {"indicator": dice.choice(names)}
        for key in dice.sample(sorted(VALUES), dice.randrange(5)):
            query[key] = dice.choice(VALUES[key])
        text = urlencode(query) if dice.random() < 0.7 else "&".join(f"{k}={v}" for k, v in query.items())
        path = dice.choice(PATHS)
        draw["inputs"][0]["value"] = f"{path}?{text}"
        route["inputs"][0]["value"], route["inputs"][1]["value"] = path, f"?{text}"
        chart["inputs"][0]["value"] = f"{path}?{text}#{dice.choice(FRAMES)}"
        drawn, led, charted = (client.post(URL, json=body) for body in (draw, route, chart))
        assert {answer.status_code for answer in (drawn, led, charted)} == {200}, (path, query)
        charts += b"trend-graph" in charted.data
        maps += bool(drawn.get_json()["response"]["map-view"]["data"])
    assert maps > 5 < charts
    assert caplog.records == []


@pytest.mark.parametrize("body", RECORDED, ids=[body["output"] for body in RECORDED])
def test_what_the_browser_sends_is_answered(client, body):
    for _ in range(2):
        response = client.post(URL, json=body)
        assert response.status_code == 200
        assert set(response.get_json()) == {"multi", "response"}


def test_sample_is_the_app(site):
    """When a callback comes, goes or changes: record anew what the browser sends, and put it into callbacks.json."""
    recorded = {body["output"]: [(i["id"], i["property"]) for i in body["inputs"]] for body in RECORDED}
    known = {
        output: [(i["id"], i["property"]) for i in callback["inputs"]]
        for output, callback in site.known_callbacks.items()
    }
    assert recorded == known
    states = [item for callback in site.known_callbacks.values() for item in callback["state"]]
    assert not any(item["property"] == "figure" for item in states)
    assert not any(name.endswith(".figure") for name in RULES)
    assert site.server.config["MAX_CONTENT_LENGTH"] == MAX_BODY
