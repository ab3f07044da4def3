"""Stops what should not reach Dash: large bodies, wrong methods, callbacks that no page of ours would send.

Invariant: a callback runs only with the inputs that it declared and with values that its rule lets through; else 400.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from flask import Flask, abort, g, request
from werkzeug.exceptions import MethodNotAllowed

MAX_BODY = 64 * 1024
CALLBACKS = "/_dash-update-component"
MAX_SEARCH = 4000
MAX_PATH = 400
MAX_ADDRESS = 2000
MAX_KIND = 200
CONTROL = re.compile(r"[\x00-\x1f\x7f]")

Rule = Callable[[Any], bool]


def is_text(limit: int, start: str = "") -> Rule:
    """Rule for a text without control characters, at most that long, empty or beginning with ``start``."""

    def rule(value: Any) -> bool:
        if value is None:
            return True
        return (
            isinstance(value, str)
            and len(value) <= limit
            and not CONTROL.search(value)
            and (not value or value.startswith(start))
        )

    return rule


# Every property that a callback of ours reads; one that is not listed refuses every value.
RULES: dict[str, Rule] = {
    "_pages_location.pathname": lambda value: value is not None and value != "" and is_text(MAX_PATH, "/")(value),
    "_pages_location.search": is_text(MAX_SEARCH, "?"),
    "map-address.data": is_text(MAX_ADDRESS, "/"),
    "charts-address.data": is_text(MAX_ADDRESS, "/"),
    "charts-shown.data": is_text(MAX_KIND),
}


class BadCallback(ValueError):
    """A callback's body that cannot be run; the message says what is wrong."""


def check_body(body: bytes, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Content of a callback whose body is as declared (output -> inputs and state). Raises BadCallback."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadCallback(f"the body is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise BadCallback("the body is not an object")
    output = content.get("output")
    if not isinstance(output, str) or output not in known:
        raise BadCallback("there is no such callback")
    callback = known[output]
    for key, name in (("inputs", "inputs"), ("state", "state")):
        _check_values(content.get(key, []), callback[name], key)
    _check_outputs(content.get("outputs"), output)
    for key in ("changedPropIds", "parsedChangedPropsIds"):
        _check_changed(content.get(key, []), callback, key)
    strange = set(content) - {"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"}
    if strange:
        raise BadCallback(f"unknown keys: {', '.join(sorted(strange))[:100]}")
    return content


def _check_values(values: Any, declared: list[dict[str, str]], key: str) -> None:
    if not isinstance(values, list) or len(values) != len(declared):
        raise BadCallback(f"{key} must be a list of {len(declared)}")
    for value, expected in zip(values, declared, strict=True):
        name = f"{expected['id']}.{expected['property']}"
        if not isinstance(value, dict) or (value.get("id"), value.get("property")) != (
            expected["id"],
            expected["property"],
        ):
            raise BadCallback(f"{key} must name {name}")
        rule = RULES.get(name)
        if rule is None or not rule(value.get("value")):
            raise BadCallback(f"{name} has a value that is not allowed")


def _check_outputs(outputs: Any, output: str) -> None:
    listed = outputs if isinstance(outputs, list) else [outputs]
    names = []
    for item in listed:
        if not isinstance(item, dict) or not {"id", "property"} <= set(item):
            raise BadCallback("outputs must name an id and a property")
        names.append(f"{item['id']}.{item['property']}")
    expected = output.strip(".").split("...") if output.startswith("..") else [output]
    if names != expected:
        raise BadCallback("outputs are not those of this callback")


def _check_changed(changed: Any, callback: Mapping[str, Any], key: str) -> None:
    known = {f"{item['id']}.{item['property']}" for item in callback["inputs"]}
    if not isinstance(changed, list) or not all(isinstance(item, str) and item in known for item in changed):
        raise BadCallback(f"{key} names what is no input")


def install(server: Flask, known: Callable[[], Mapping[str, Mapping[str, Any]]]) -> None:
    """Guard the server; a callback that passes lies in ``g.callback``.

    ``known`` gives the callbacks that run here, once Dash has registered them.
    """
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY

    @server.before_request
    def guard() -> None:
        if request.path != CALLBACKS:
            return
        if request.method not in ("POST", "OPTIONS"):
            raise MethodNotAllowed(valid_methods=["POST", "OPTIONS"])
        if request.method == "POST":
            if request.args or not request.is_json:
                abort(400, "a callback is JSON and has no query")
            try:
                g.callback = check_body(request.get_data(cache=True), known())
            except BadCallback as error:
                abort(400, str(error))
