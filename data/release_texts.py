"""The texts of a release that translators work on.

Invariant: every text that a page puts through ``Words`` and that stands in a release, not in the code, is named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from data.release import Release

Json = dict[str, Any]
METHOD = ("definition", "not_measured", "may_not_conclude")
STATED = ("collection", "revision_policy")
EDGE = "\n "


def release_texts(release: Release) -> set[str]:
    """Names, subjects, method texts, labels, titles and reasons of a release, each once."""
    content = orjson.loads(release.read("catalogue.json"))
    found: set[str | None] = set()
    for indicator in content["indicators"].values():
        found.update(_indicator(indicator))
    for source in content["sources"].values():
        found.update(_source(source))
    for dimension in content["dimensions"].values():
        found.add(dimension["label"])
        found.update(category["label"] for category in dimension["categories"])
    for unit in content["units"].values():
        found.update((unit["label"], unit["short"]))
    found.update(right["name"] for right in content["rights"])
    found.update(decision["title"] for decision in orjson.loads(release.read("decisions.json")))
    for group in orjson.loads(release.read("groups.json")):
        found.update((group["name"], group["rule"]))
    report = orjson.loads(release.read("build_report.json"))
    found.update(row["reason"] for row in report["disagreements"])
    for source in report["sources"].values():
        found.update(source["set_aside"])
    return {text for text in found if text is not None and _is_text(text)}


def _indicator(raw: Json) -> Iterator[str | None]:
    yield raw["name"]
    yield raw["subject"]
    yield raw["preferred_reason"]
    yield from (item["label"] for item in raw["classes"])
    yield from (raw["method"][key] for key in METHOD)
    yield from _stated(raw["method"])
    yield from (item["reason"] for item in raw["method"]["breaks"])
    if raw["derivation"]:
        yield raw["derivation"]["formula"]
        yield raw["derivation"]["missing_rule"]
    for key in ("comparability", "tolerance"):
        if raw[key]:
            yield raw[key]["reason"]


def _source(raw: Json) -> Iterator[str | None]:
    yield raw["description"]
    yield from (vintage["title"] for vintage in raw["vintages"])
    yield from (rule["reason"] for rule in raw["corrections"])
    yield from _stated(raw)


def _stated(raw: Json) -> Iterator[str]:
    """What is said with its evidence: collection, revisions, biases."""
    yield from (raw[key]["text"] for key in STATED if raw[key])
    yield from (bias["text"] for bias in raw["biases"])


def _is_text(text: str) -> bool:
    """Whether there is something to translate: a word, not a sign or a number alone."""
    return any(letter.isalpha() for letter in text)
