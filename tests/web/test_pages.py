"""First responses: whole, compressed, tagged, the same bytes everywhere, and a real error where there is no page."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
from inspect import iscoroutinefunction
from pathlib import Path

import brotli
import pytest

from components.page import LIVE_SLOT, Page
from components.shell import THEME_SCRIPT
from tests.tiny import RELEASE
from web import resolve as resolve_module
from web.headers import csp_hash
from web.resolve import is_kept, moved, resolve, split_release

ROOT = Path(__file__).parents[2]
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)


def test_no_request_starts_an_event_loop(site):
    hooks = [hook for listed in site.server.before_request_funcs.values() for hook in listed]
    views = list(site.server.view_functions.values())
    assert hooks and not [one for one in (*hooks, *views) if iscoroutinefunction(one)]


def test_content_stands_beside_the_place_of_the_live_layer(client, indicator):
    text = client.get(f"/?indicator={indicator}").text
    slot = text.index('<div id="live-slot"><div id="react-entry-point"></div></div>')
    assert text.count("react-entry-point") == 1
    assert text.index("<h1") < slot
    assert "Loading..." not in text
    assert text.index("<table") < text.index("_dash-config")


def test_one_script_comes_last_deferred_and_from_here(client, indicator):
    """The line that puts the theme on stands first and inline; nothing else runs before the page is whole."""
    for path in ("/", "/methodology", "/nowhere", f"/?indicator={indicator}"):
        text = client.get(path).text
        inline, *files = [m for m in SCRIPT.finditer(text) if "json" not in m["attributes"]]
        assert inline["body"] == THEME_SCRIPT
        assert len(files) <= 1
        for script in files:
            assert re.fullmatch(r' src="/a/[0-9a-f]{16}/reader\.js" defer', script["attributes"])
            assert not script["body"]
            assert script.start() > text.index("</footer>")
        assert "preload" not in text


def test_live_layer_is_a_list_of_our_files(client, site, indicator):
    """Loaded by the small script when nothing else is to do; what a page of ours never uses is not in it."""
    text = client.get(f"/?indicator={indicator}&view=map").text
    files = json.loads(SCRIPT.search(text, text.index('<script id="live-files"'))["body"])
    assert files == site.live_files
    names = [address.split("/", 3)[3] for address in files]
    assert names[0] == "live.js"
    assert names[-1] == "boot.js"
    assert not [name for name in names if "dash_table" in name or "polyfill" in name]
    for address in files:
        assert re.match(r"/a/[0-9a-f]{16}/", address)
        assert client.get(address).status_code == 200


def test_nothing_tells_versions_or_time(client, indicator):
    text = client.get(f"/?indicator={indicator}").text
    config = json.loads(SCRIPT.search(text, text.index('<script id="_dash-config"'))["body"])
    assert not {"end_id", "dash_version", "python_version", "plotly_version", "dash_version_url"} & set(config)
    response = client.get("/")
    assert not {"Server", "X-Powered-By", "Set-Cookie", "Last-Modified"} & set(response.headers.keys())


@pytest.mark.parametrize("path", ["/methodology", "/country/KEN", "/nowhere"])
def test_page_without_live_layer_is_strict(client, path):
    response = client.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "live-files" not in response.text
    assert "_dash-config" not in response.text
    style = re.search(r"<style>(.*?)</style>", response.text, re.DOTALL)[1]
    assert csp_hash(style) in policy
    assert f"script-src 'self' {csp_hash(THEME_SCRIPT)};" in policy
    assert not re.search(r"\s(?:style|on[a-z]+)=\"", response.text)


def test_policy_of_a_live_page(client, indicator):
    response = client.get(f"/?indicator={indicator}&view=map")
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "nonce" not in response.headers["Content-Security-Policy"]
    allowed = policy["script-src"].split()
    assert allowed == ["'self'", csp_hash(THEME_SCRIPT)]
    for script in SCRIPT.finditer(response.text):
        if "src=" not in script["attributes"] and "json" not in script["attributes"]:
            assert csp_hash(script["body"]) in allowed
    assert not re.search(r"\son[a-z]+=", response.text)


@pytest.mark.parametrize("path", ["/", "/methodology", f"/r/{RELEASE}/", "/_dash-layout", "/_dash-dependencies"])
def test_encodings_have_tags_of_their_own(client, path):
    plain = client.get(path)
    packed = {"br": brotli.decompress, "gzip": gzip.decompress}
    tags = {plain.headers["ETag"]}
    for name, unpack in packed.items():
        response = client.get(path, headers={"Accept-Encoding": name})
        assert response.headers["Content-Encoding"] == name
        assert response.headers["Vary"] == "Accept-Encoding"
        assert unpack(response.data) == plain.data
        tags.add(response.headers["ETag"])
        again = client.get(path, headers={"Accept-Encoding": name, "If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304
        assert not again.data
        assert again.headers["ETag"] == response.headers["ETag"]
        assert again.headers["Content-Security-Policy"] == response.headers["Content-Security-Policy"]
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(path, headers={"Accept-Encoding": "br;q=0, gzip"}).headers["Content-Encoding"] == "gzip"


WRITE = """
import app, hashlib, sys
client = app.server.test_client()
for path in sys.argv[1:]:
    response = client.get(path, headers={"Accept-Encoding": "br"})
    headers = [response.headers[name] for name in ("ETag", "Content-Security-Policy") if name in response.headers]
    print(response.status_code, hashlib.sha256(response.data).hexdigest(), *headers)
"""
TAKEN = ("app.py", "assets", "components", "data", "pages", "translations", "web")


def without_what_is_made(folder: str, names: list[str]) -> set[str]:
    """What a checkout does not need to serve."""
    unwanted = {"__pycache__", "releases"} & set(names)
    return unwanted | (set(names) - set(TAKEN) if Path(folder) == ROOT else set())


def written(root: Path, seed: str, paths: list[str]) -> list[str]:
    """What a process of its own answers, run in a checkout with a seed for Python's hashes."""
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", WRITE, *paths]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=True, timeout=200)
    return done.stdout.splitlines()


def test_processes_and_checkouts_write_the_same_bytes(client, indicator, tmp_path):
    """Two seeds of Python's hashes and two folders, eight addresses, live layer included."""
    shutil.copytree(ROOT, tmp_path / "other", ignore=without_what_is_made)
    first = client.get(f"/?indicator={indicator}&view=map").text
    paths = [
        *("/", "/methodology", "/country/KEN", "/?q=torture+Kenya", f"/?indicator={indicator}&lang=fr"),
        f"/?indicator={indicator}&view=map",
        html.unescape(re.search(r' data-figure="([^"]*)"', first)[1]),
        "/_dash-dependencies",
    ]
    one, other = written(ROOT, "1", paths), written(tmp_path / "other", "4711", paths)
    assert one == other
    assert len(one) == len(paths) == 8
    assert all(line.startswith("200 ") for line in one)
    here = client.get("/", headers={"Accept-Encoding": "br"})
    assert one[0].split()[1] == hashlib.sha256(here.data).hexdigest()


def test_pinned_release(client, indicator):
    response = client.get(f"/r/{RELEASE}/?indicator={indicator}")
    assert response.status_code == 200
    assert f'href="/r/{RELEASE}/?indicator={indicator}' in response.text
    assert f"release {RELEASE}" in response.text
    assert client.get(f"/r/{RELEASE}/methodology").status_code == 200
    assert client.get(f"/r/{RELEASE}").headers["Location"] == f"/r/{RELEASE}/"


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/nowhere",
            "/%00",
            "/methodology/x",
            "/r/2000.1.1/",
            "/r/../",
            "/r/../methodology/",
            "/r//",
            "/r/x",
            "/r/x/",
        ),
        *("/a/0/none.css", "/assets/css/rest.css", "/_reload-hash", "/_favicon.ico"),
        "/_dash-component-suites/dash/deps/react@18.3.1.min.js",
    ],
)
def test_unknown_address(client, path):
    response = client.get(path, follow_redirects=True)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"
    if response.content_type.startswith("text/html"):
        assert "<h1>There is no such page</h1>" in response.text
        assert 'href="/"' in response.text


def test_last_slash(client):
    assert client.get("/methodology/?lang=en").headers["Location"] == "/methodology?lang=en"
    assert moved("//evil.example/") is None
    away = client.get("/", environ_overrides={"PATH_INFO": "//evil.example/", "REQUEST_URI": "//evil.example/"})
    assert away.headers.get("Location", "http://localhost/").startswith("http://localhost/")
    assert moved("/") is None
    assert split_release("/r/2026.11.1/methodology") == ("2026.11.1", "/methodology")


@pytest.mark.parametrize("path", ["/country/KEN", f"/r/{RELEASE}/country/KEN"])
def test_country(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "<h1>Kenya</h1>" in response.text
    assert f'<link rel="canonical" href="{path}">' in response.text
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert client.get(path).data == response.data


def test_code_in_small_letters(client):
    assert client.get("/country/ken?lang=fr").headers["Location"] == "/country/KEN?lang=fr"
    assert moved(f"/r/{RELEASE}/country/kEn") == f"/r/{RELEASE}/country/KEN"
    assert moved("/country/KEN/") == "/country/KEN"
    assert moved("/country/KEN") is None
    assert moved("/country/kenya") is None
    assert moved("/other/country/ken") is None


@pytest.mark.parametrize("name", ["kenya", "ZZZ", "GBR-SCT", "un_sdg:1", "SUN", "%3Cb%3E"])
def test_no_country_of_that_name(client, name):
    response = client.get(f"/country/{name}")
    assert response.status_code == 404
    assert "There is no country page of that name" in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    assert "<b>" not in response.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods(client, method):
    response = client.open("/", method=method)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_unknown_query_key_is_a_notice_not_a_fault(client):
    response = client.get("/?nonsense=1&year=soon&indicator=none&indicator=two")
    assert response.status_code == 200
    assert "nonsense" in response.text


def test_theme_and_language(client):
    assert '<html lang="en" dir="ltr" data-theme="dark" data-run="' in client.get("/?theme=dark").text
    assert '<html lang="en" dir="ltr" data-run="' in client.get("/?theme=%22%3E%3Cscript%3E").text
    assert '<html lang="en" dir="ltr" data-run="' in client.get("/?lang=xx").text


def test_fault_of_a_builder_is_a_page(client, monkeypatch, caplog):
    def broken(*_, **__):
        raise RuntimeError("secret detail")

    monkeypatch.setitem(resolve_module.ROUTES, "/broken", broken)
    response = client.get("/broken")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "secret detail" in caplog.text


def test_resolve_is_the_place_of_head_and_status(client, monkeypatch):
    page = Page(
        "A & B", 'say "so"', "/own?a=1&b=2", "en", f"<p>body</p>{LIVE_SLOT}<p>after</p>", head_extra="<meta name=x>"
    )
    monkeypatch.setitem(resolve_module.ROUTES, "/own", lambda store, query, words, pinned=False: page)
    text = client.get("/own").text
    assert "<title>A &amp; B – Common Measure</title>" in text
    assert '<link rel="canonical" href="/own?a=1&amp;b=2">' in text
    assert 'content="say &#34;so&#34;"' in text
    assert "<meta name=x>" in text
    assert "</div></div><p>after</p>" in text
    assert resolve("/own", {}).release == RELEASE
    assert resolve("/nowhere", {}) is None


def test_only_canonical_addresses_are_kept(site, client, indicator, monkeypatch):
    assert is_kept("/", {"indicator": indicator, "year": "2015"}, f"indicator={indicator}&year=2015")
    assert not is_kept("/", {"year": "2015", "indicator": indicator}, f"year=2015&indicator={indicator}")
    assert not is_kept("/", {"q": "torture"}, "q=torture")
    assert not is_kept("/", {"indicator": indicator, "area": "KEN,UGA"}, f"indicator={indicator}&area=KEN,UGA")
    calls = []
    real = resolve_module.ROUTES["/"]

    def counted(*args, **kwargs):
        calls.append(args[1])
        return real(*args, **kwargs)

    monkeypatch.setitem(resolve_module.ROUTES, "/", counted)
    for _ in range(3):
        client.get(f"/?indicator={indicator}&zoom=africa")
        client.get("/?q=torture")
    assert [c for c in calls if "q" not in c] == [{"indicator": indicator, "zoom": "africa"}]
    assert len([c for c in calls if "q" in c]) == 3
