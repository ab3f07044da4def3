"""Embeds: whole without a script, small, strict, canonical; notices in the frame for all that cannot be shown."""

from __future__ import annotations

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl

import brotli
import pytest

from components.embed import EmbedFiles, build_embed, licence_chip, shown_embed
from components.embed_asked import NoEmbed, read_embed, withdrawn
from components.embed_size import embed_height
from data.view_state import from_query
from data.withdrawn import Withdrawal
from data.words import words
from web.assets import load_assets
from web.embed import Packed, Shelves, _packed, embed_files, embed_policy
from web.headers import csp_hash

EN, FR = words("en"), words("fr")
RATE = "homicide_rate_per_100000"
LOCAL = "hourly_earnings_mean_local_currency"
VIEWS = {
    "map": f"indicator={RATE}&area=KEN",
    "map of circles": "indicator=refugees_by_origin_people",
    "map of dots": "indicator=birth_registration_share_percent",
    "map of change": "indicator=unsentenced_detention_share_percent&year=2019&base=2010",
    "trend": f"indicator={RATE}",
    "trend of classes": "indicator=cat_party_status_class",
    "benchmark": "indicator=electoral_democracy_index_score&area=KEN",
    "benchmark of ranks": "indicator=electoral_democracy_index_score&area=KEN&view=ranks",
    "country": "area=KEN",
    "table": f"indicator={RATE}",
    "treaties": "area=KEN",
    "treaties on a map": "indicator=cat_party_status_class",
    "treaties over time": "indicator=cat_party_status_class&view=curve",
    "treaties and waits": "indicator=cat_party_status_class&view=delay",
}
BIG = ("map", "map of circles", "map of change", "treaties on a map")


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> EmbedFiles:
    return embed_files(load_assets(folder=tmp_path_factory.mktemp("assets")), "")


def made(store, files, name, reader=EN, **more):
    return build_embed(store, name.split()[0], dict(parse_qsl(VIEWS[name])) | more, reader, files, None)


def seen(html: str) -> str:
    """What is read, without style and script."""
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL)))


@pytest.mark.parametrize("name", VIEWS)
def test_whole_and_small(real_store, files, name):
    embed = made(real_store, files, name)
    asked = read_embed(real_store, name.split()[0], dict(parse_qsl(VIEWS[name])), EN, False)
    exhibit, text = asked.exhibit, " ".join(seen(embed.html).split())
    assert embed.status == 200
    for told in (exhibit.title, exhibit.sentence, exhibit.border_note, exhibit.caution, *exhibit.notes):
        assert " ".join(told.split()) in text
    for origin in exhibit.origins:
        assert origin.as_of in text and origin.licence in text
    assert f"release {real_store.id}" in text and licence_chip(exhibit.origins, EN) in text
    assert embed.html.count("<tr>") == len(exhibit.table.rows) + 1
    assert f'href="{exhibit.page.replace("&", "&amp;")}"' in embed.html
    assert not re.search(r'\sstyle="|<link rel="stylesheet|<img|@import', embed.html)
    assert "</script" not in files.script and embed.html.count("<script") == 1
    size = len(brotli.compress(embed.html.encode(), quality=11))
    assert size <= (45_000 if name in BIG else 30_000)


def test_an_odd_address_keeps_the_budget(real_store, files):
    query = {"indicator": "population_total_people", "year": "2005", "utm_source": "post"}
    embed = build_embed(real_store, "map", query, EN, files, None)
    assert 'class="notices"' in embed.html
    assert len(_packed(embed, files, b"", False).body) <= 45_000


def test_the_three_requests(files):
    """The document, and at most the one script that makes the drawing answer."""
    assert re.findall(r"src=\"([^\"]*)\"", files.script) == []
    assert files.points.startswith("/a/")
    for sheet in files.styles.values():
        assert "url(/" not in sheet and "http" not in sheet


def test_dress(real_store, files):
    plain = made(real_store, files, "map")
    dressed = made(real_store, files, "map", FR, lang="fr", theme="dark", title="0", controls="0")
    assert 'data-theme="dark"' in dressed.html and '<html lang="fr"' in dressed.html
    assert '<h1 class="hidden">' in dressed.html and "<h1>" in plain.html
    assert "/share/map" in plain.html and "/share/map" not in dressed.html
    assert 'class="sentence"' in dressed.html and 'class="source"' in dressed.html and 'class="home"' in dressed.html
    assert "47,3" in dressed.html and "47.3" not in seen(dressed.html)
    assert dressed.canonical.endswith("&controls=0&title=0&lang=fr&theme=dark")


def test_five_ends_and_the_named_country(real_store, files):
    html = made(real_store, files, "map").html
    ends = re.search(r'<ul class="ends".*?</ul>', html, re.DOTALL)
    assert ends is not None and ends[0].count("<li>") == 5
    assert "Jamaica" in ends[0] and 'class="named"' in html
    africa = re.search(r'<ul class="ends".*?</ul>', made(real_store, files, "map", zoom="africa").html, re.DOTALL)
    assert africa is not None and "Jamaica" not in africa[0] and africa[0].count("<li>") == 5
    assert 'class="ends"' not in made(real_store, files, "treaties on a map").html
    assert 'class="ends"' not in build_embed(real_store, "map", {"indicator": LOCAL}, EN, files, None).html


def test_an_embed_never_overrides(real_store, files):
    asked = build_embed(real_store, "map", {"indicator": LOCAL, "override": "1"}, EN, files, None)
    plain = build_embed(real_store, "map", {"indicator": LOCAL}, EN, files, None)
    assert "override was ignored" in asked.html and asked.canonical == ""
    for html in (asked.html, plain.html):
        assert 'class="refusal"' in html and 'class="plate"' not in html
        assert "Amounts are in each country" in seen(html)


def test_what_cannot_be_read_is_told(real_store, files):
    query = {"indicator": RATE, "year": "1500", "lang": "es", "area": "XXX,KEN", "colour": "red"}
    embed = build_embed(real_store, "map", query, EN, files, None)
    notices = re.search(r'<div class="notices".*?</div>', embed.html, re.DOTALL)
    assert embed.status == 200 and notices is not None and notices[0].count("<p>") == 4
    empty = build_embed(real_store, "map", {"indicator": RATE, "year": "2050"}, EN, files, None)
    assert 'class="plate"' not in empty.html and "2050" in seen(empty.html)


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("map", {}),
        ("map", {"indicator": "nowhere"}),
        ("country", {"area": "XXX"}),
        ("treaties", {}),
        ("treaties", {"area": "KEN,UGA"}),
        ("gaps", {}),
        ("../x", {}),
    ],
)
def test_nothing_to_show(real_store, files, kind, query):
    embed = build_embed(real_store, kind, query, EN, files, None)
    assert (embed.status, embed.canonical) == (404, "")
    assert len(brotli.compress(embed.html.encode())) < 4_000 and "noindex" in embed.html


def test_withdrawn_leaves_a_dated_notice(real_store):
    found = Withdrawal("gone", "Gone", "2026.11.1", "2026-11", "The publisher withdrew it.")
    error = withdrawn(found, from_query({"indicator": "gone", "title": "0"}), EN)
    assert isinstance(error, NoEmbed) and error.status == 410
    assert error.text == "Gone was withdrawn in November 2026 and is no longer shown. The publisher withdrew it."
    assert error.link == ("/r/2026.11.1/?indicator=gone", "As it was in release 2026.11.1")


def test_chip_is_that_of_the_strictest_licence(real_store):
    (origin,) = read_embed(real_store, "map", {"indicator": RATE}, EN, False).exhibit.origins
    kept, linked = replace(origin, may_transform=False), replace(origin, may_redistribute=False)
    assert licence_chip((origin,), EN) == "you may publish"
    assert licence_chip((origin, kept), EN) == "show unmodified"
    assert licence_chip((kept, linked), EN) == "link only"


def test_newer_figures_are_told(real_store, files):
    asked = read_embed(real_store, "trend", {"indicator": RATE}, EN, True)
    text = "Data updated since publication: 2 of 14 values shown changed."
    html = shown_embed(asked, files, (text, True)).html
    assert text in html and "Show the current figures" in html
    current = re.search(r'class="newer".*?href="([^"]*)"', html, re.DOTALL)
    assert current is not None and current[1].startswith("/embed/trend?")


def test_height_grows_where_lines_break(real_store):
    for name, query in VIEWS.items():
        exhibit = read_embed(real_store, name.split()[0], dict(parse_qsl(query)), EN, False).exhibit
        assert 160 <= embed_height(name.split()[0], 1000, exhibit) <= 3000
    exhibit = read_embed(real_store, "treaties", {"area": "KEN"}, EN, False).exhibit
    assert embed_height("treaties", 320, exhibit) > embed_height("treaties", 700, exhibit)


# What the server adds: headers, 304, methods, the script of the host.


def test_headers(client, indicator):
    response = client.get(f"/embed/trend?indicator={indicator}")
    html = response.get_data(as_text=True)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert response.headers["Content-Security-Policy"] == embed_policy(style, script)
    assert csp_hash(style) in embed_policy(style, script) and "unsafe" not in embed_policy(style, script)
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response.headers and "X-Frame-Options" not in response.headers
    points = re.search(r'data-points="([^"]*)"', html)
    assert points is not None
    assert client.get(points[1]).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert len(client.get(points[1]).data) < 5_000


def test_methods_and_304(client, indicator, tiny_store):
    path = f"/embed/table?indicator={indicator}"
    first = client.get(path, headers={"Accept-Encoding": "br"})
    again = client.get(path, headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert client.options(path).status_code == 204
    assert client.post(path).status_code == 405
    pinned = client.get(f"/r/{tiny_store.id}{path}", headers={"Accept-Encoding": "br"})
    assert pinned.headers["Cache-Control"] == "public, max-age=300"
    assert f"/r/{tiny_store.id}/" in brotli.decompress(pinned.data).decode()


def test_canonical_addresses_answer_from_what_is_kept(client, indicator):
    answers = [client.get(f"/embed/table?indicator={indicator}") for _ in range(3)]
    assert len({(a.data, a.headers["ETag"], a.headers["Content-Security-Policy"]) for a in answers}) == 1


def test_other_spellings_share_a_document():
    shelves, made = Shelves(), []

    def make(is_common: bool) -> Packed:
        made.append(is_common)
        return Packed(b"", str(len(made)), "", 200, "")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: shelves.get("view", True, make).digest, range(32)))
    assert (set(found), made) == ({"1"}, [True])
    for n in range(200):
        shelves.get(f"odd {n}", False, make)
    assert shelves.get("view", True, make).digest == "1"  # what is odd pushes out nothing


def test_unknown_addresses_fit_the_frame(client):
    for path in ("/embed/nowhere", "/embed/map/x", "/r/1999.1.1/embed/map", "/r/nothing/embed/map?lang=fr"):
        response = client.get(path)
        assert response.status_code == 404
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
        assert 'class="embed embed-missing"' in response.get_data(as_text=True)
    assert '<html lang="fr"' in client.get("/embed/nowhere?lang=fr").get_data(as_text=True)


def test_host_script(client):
    response = client.get("/embed.js")
    assert len(gzip.compress(response.data, 9)) <= 2048
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Content-Type"].startswith("text/javascript")
    text = response.get_data(as_text=True)
    assert not re.search(r"cookie|localStorage|sessionStorage|fetch\(|XMLHttp|sendBeacon", text)
    again = client.get("/embed.js", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
