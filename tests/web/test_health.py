"""Liveness, readiness, age of the data; robots and sitemap; what is said where no release can be opened."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from data.release import DamagedRelease
from tests.tiny import RELEASE
from web import stores
from web.health import age_in_months, freshness, sitemap

ROOT = Path(__file__).parents[2]


def test_live_and_ready(client, tiny_store):
    assert client.get("/livez").get_json() == {"ok": True}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.get_json() == {"ok": True, "release": RELEASE, "digest": tiny_store.release.digest, "refused": []}
    assert ready.headers["Cache-Control"] == "no-store"


def test_freshness(client, tiny_catalogue):
    content = client.get("/freshness").get_json()
    assert content["release"] == RELEASE
    assert [s["source"] for s in content["sources"]] == sorted(tiny_catalogue.sources)
    today = date(2026, 11, 2)
    for source in freshness(tiny_catalogue, today):
        released = [str(v["released"]) for v in tiny_catalogue.sources[source["source"]]["vintages"]]
        assert source["released"] == max(released)
        assert source["age_months"] == age_in_months(max(released), today)


@pytest.mark.parametrize(
    ("released", "months"),
    [("2026-11-02", 0), ("2026-10-03", 0), ("2026-10-02", 1), ("2025-11-03", 11), ("2022-08", 51), ("2022", 58)],
)
def test_age(released, months):
    assert age_in_months(released, date(2026, 11, 2)) == months


def test_robots_and_sitemap(client, tiny_catalogue):
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text
    response = client.get("/sitemap.xml")
    addresses = {e.text for e in ElementTree.fromstring(response.data).iter() if e.tag.endswith("loc")}
    assert {f"http://localhost/?indicator={i}" for i in tiny_catalogue.indicators} < addresses
    assert "http://localhost/methodology" in addresses
    assert "http://localhost/country/KEN" in addresses
    assert not any("/country/un_sdg" in address or "/country/GBR-" in address for address in addresses)
    assert "<loc>https://a.example/</loc>" in sitemap(tiny_catalogue, "https://a.example")


def test_no_release(client, monkeypatch):
    def damaged(release_id=None):
        raise DamagedRelease("release 2026.11.1: facts/x.parquet has another sha256")

    monkeypatch.setattr(stores, "store", damaged)
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert "another sha256" in ready.get_json()["error"]
    assert client.get("/livez").status_code == 200
    for path in ("/", "/methodology"):
        response = client.get(path)
        assert response.status_code == 503
        assert "<h1>No release can be shown at present</h1>" in response.text
    assert client.get("/nowhere").status_code == 404
    assert client.get("/freshness").get_json()["status"] == 503


def test_start_without_a_release_says_so(tmp_path):
    code = "import app; print(app.server.test_client().get('/readyz').status_code)"
    env = {"PATH": "/usr/bin:/bin", "CM_RELEASES": str(tmp_path / "none"), "CM_VAR": str(tmp_path / "var")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "503"
    assert "has no release to show" in done.stderr


def test_errors_for_programs(client):
    response = client.get("/nowhere", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert response.get_json() == {"ok": False, "status": 404, "error": "There is no such page", "errors": []}
    assert "Accept" in response.headers["Vary"]
    assert client.get("/nowhere", headers={"Accept": "*/*"}).content_type.startswith("text/html")
