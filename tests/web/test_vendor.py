"""The slim plotly.js: the bytes that the build wrote, licensed, small, and without an address of anybody else."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.util import find_spec
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "assets" / "vendor"
BUILD = ROOT / "tools" / "plotly"
LARGEST = {"plotly-geo.min.js": 185_000, "plotly-cartesian.min.js": 85_000, "plotly-fr.min.js": 2_000}  # brotli
SCRIPTS = sorted(LARGEST)
NAMESPACES = {"www.w3.org"}  # names of XML vocabularies, which nobody fetches
STRANGERS = (
    "cdn.", "plot.ly", "plotly.com", "chart-studio", "unpkg", "jsdelivr", "maplibre", "mapbox", "openstreetmap",
    "cartocdn", "arcgis", "openmaptiles", "mathjax.org", "googleapis",
)  # fmt: skip
LICENSED = ("plotly.js", "@plotly/d3", "d3-geo", "d3-format", "d3-time-format", "culori", "@turf/area", "events")


def text_of(name: str) -> str:
    return (VENDOR / name).read_text("utf-8")


def listed() -> dict[str, str]:
    lines = text_of("SHA256SUMS").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_files_and_their_sources_are_as_built():
    found = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in listed()}
    assert found == listed(), "run tools/plotly/build.sh"


def test_every_file_is_listed():
    own = {path.name for path in VENDOR.glob("plotly*")}
    sources = {*BUILD.glob("*.mjs"), *BUILD.glob("*.sh"), *BUILD.glob("*.json"), *BUILD.glob("parts/*")}
    assert set(listed()) == own | {f"../../{path.relative_to(ROOT)}" for path in sources}
    assert own == {*SCRIPTS, "plotly.LICENSE"}


def test_every_script_has_its_licence_beside_it():
    licences = {path.stem for path in VENDOR.glob("*.LICENSE")}
    assert {re.split(r"-(?:geo|cartesian|fr)\.|\.", path.name)[0] for path in VENDOR.glob("*.js")} == licences


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_names_no_other_host(name):
    script = text_of(name)
    assert set(re.findall(r"//([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\b", script)) <= NAMESPACES
    assert [stranger for stranger in STRANGERS if stranger in script.lower()] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_runs_under_a_strict_policy(name):
    assert re.findall(r"\beval\(|new Function\b|\bimport\(|importScripts|sendBeacon|WebSocket\(", text_of(name)) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_is_small(name):
    assert len(brotli.compress((VENDOR / name).read_bytes(), quality=11)) <= LARGEST[name]


def test_licences_are_there():
    titles = re.findall(r"^(\S+) \d+\.\d+\.\d+\n-+\n", text_of("plotly.LICENSE"), re.MULTILINE)
    assert set(LICENSED) <= set(titles)
    for words in ("The MIT License", "Redistribution and use in source and binary forms", "Mike Bostock"):
        assert words in text_of("plotly.LICENSE")


def test_version_is_the_one_that_the_python_package_ships():
    spec = find_spec("plotly")
    assert spec is not None and spec.origin is not None
    with (Path(spec.origin).parent / "package_data" / "plotly.min.js").open(encoding="utf-8") as stock:
        shipped = re.search(r"plotly\.js v(\S+)", stock.read(200))
    assert shipped is not None
    for name in SCRIPTS:
        assert f"plotly.js {shipped[1]}, slimmed" in text_of(name)[:100]


def test_lock_file_names_no_registry():
    lock = json.loads((BUILD / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all(package.get("integrity") for package in packages.values())
