"""What docs/api.md says of addresses, parameters and limits is what the API does."""

from __future__ import annotations

import re
from pathlib import Path

import orjson

from web.api.answers import MOST_ROWS
from web.api.routes import api_of
from web.api.spec import LIMIT, MOST_LIMIT, MOST_LISTED

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")


def test_every_address_and_parameter_is_named(real_store):
    rows = re.findall(r"^\| (`/.*?) \|.*?\|(.*)\|$", TEXT, re.MULTILINE)
    named = {
        path: set(re.findall(r"`(\w+)`", params)) for paths, params in rows for path in re.findall(r"`(.*?)`", paths)
    }
    assert named == {e.path: {param.name for param in e.params} for e in api_of(real_store).endpoints}


def test_limits_are_those_of_the_code():
    assert f"1 to {MOST_LIMIT:,}, {LIMIT} unless given" in TEXT
    assert f"more than {MOST_ROWS:,} rows" in TEXT
    assert f"at most {MOST_LISTED} values" in TEXT


def test_the_example_gives_what_is_shown(real_client):
    address = re.search(r"curl 'http://[^/]+(/[^']+)'", TEXT)[1]
    shown = orjson.loads(re.search(r"```json\n(.*?)```", TEXT, re.DOTALL)[1])
    answer = orjson.loads(real_client.get(address).data)
    assert answer["release"] == shown["release"]
    assert answer["next"] == shown["next"]
    (row,), (example,) = answer["data"], shown["data"]
    assert {key: row[key] for key in example if key != "…"} == {key: example[key] for key in example if key != "…"}
