"""Frames, shapes and first figures: what the page says, year by year; immutable, tagged, refused where wrong."""

from __future__ import annotations

import gzip
import html
import json
import re

import brotli
import pytest

from components.explore_parts import legend_lines
from components.live_map import live_map
from components.made import figure_address, frames_address, shapes_address
from components.svg.map import circle_radius
from data.view_state import ViewState
from data.views.choose import choose
from data.views.labels import MARK
from data.views.map import build_map_view
from data.views.sentence import build_sentence
from data.words import words

MAPS = {
    "choropleth": "adolescent_birth_estimate_per_1000_women",
    "circles": "asylum_seekers_by_origin_people",
    "classes": "cat_party_status_class",
}
FOREVER = "public, max-age=31536000, immutable"


def asked(store, indicator, **more):
    return ViewState(indicator=indicator, view="map", **more)


def addresses(store):
    state = asked(store, MAPS["choropleth"])
    return {
        "frames": frames_address(store, choose(store, state, words()), state),
        "live": figure_address(store, state),
        "shapes": shapes_address(store),
    }


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("kind", MAPS)
def test_frames_are_the_map_of_every_year(client, tiny_store, kind, lang):
    reader = words(lang)
    state = asked(tiny_store, MAPS[kind], lang="" if lang == "en" else lang)
    choice = choose(tiny_store, state, reader)
    data = client.get(frames_address(tiny_store, choice, state)).get_json()
    assert data["kind"] == kind
    assert [frame["year"] for frame in data["frames"]] == [y for y in choice.years if y >= 1990]
    assert data["names"] == [tiny_store.catalogue.areas[i].name(lang) for i in data["ids"]]
    for frame in data["frames"]:
        view = build_map_view(tiny_store, choose(tiny_store, state.but(year=frame["year"]), reader), reader, lang)
        assert frame["title"] == view.title
        assert frame["sentence"] == build_sentence(tiny_store, view, reader)
        assert frame["notes"] == list(view.notes)
        assert frame["empty"] == view.empty
        areas = {area.id: area for area in view.areas}
        assert set(areas) == set(data["ids"])
        for n, area in enumerate(areas[i] for i in data["ids"]):
            marks = ", ".join(reader.text(MARK[mark]) for mark in area.marks)
            said = (data["fills"][frame["fill"][n]], data["texts"][frame["text"][n]], data["marks"][frame["mark"][n]])
            assert said == (area.fill, area.text, marks)
            assert (frame["own"][n] or None, frame["value"][n]) == (area.year, area.value)
            assert data["counted"][n] == area.is_counted
            if kind == "circles":
                assert frame["radius"][n] == circle_radius(area.radius)
        assert legend_of(data, frame) == [
            (line.fill, line.label, str(line.swatch), line.count, line.names, line.others)
            for line in legend_lines(tiny_store, view, lang)
        ]


def legend_of(data, frame):
    """The legend as the script of the page writes it."""

    def named(fill, counted):
        at = [n for n, found in enumerate(frame["fill"]) if found == fill and data["counted"][n] == counted]
        return tuple(sorted(data["names"][n] for n in at))

    return [
        (
            data["fills"][fill],
            data["legend"][fill]["label"],
            data["legend"][fill]["swatch"],
            len(named(fill, 1)),
            named(fill, 1),
            named(fill, 0),
        )
        for fill in frame["shown"]
    ]


@pytest.mark.parametrize("kind", MAPS)
def test_classes_of_a_frame_are_those_of_the_drawing(client, tiny_store, kind):
    state = asked(tiny_store, MAPS[kind])
    choice = choose(tiny_store, state, words())
    data = client.get(frames_address(tiny_store, choice, state)).get_json()
    for frame in data["frames"][:: max(1, len(data["frames"]) // 4)]:
        text = client.get(f"/?indicator={MAPS[kind]}&year={frame['year']}&view=map").text
        drawn = dict(re.findall(r'<path class="(a [^"]*)" data-id="(\w[\w-]*)"', text))
        found = {area: css for css, area in drawn.items()}
        at = {area: n for n, area in enumerate(data["ids"])}
        assert all(data["css"][frame["fill"][at[area]]] == css for area, css in found.items())
        assert f">{html.escape(frame['title'], quote=False)}</h1>" in text


@pytest.mark.parametrize("kind", MAPS)
def test_first_figure_is_the_one_of_the_callback(client, tiny_store, kind):
    state = asked(tiny_store, MAPS[kind])
    answer = client.get(figure_address(tiny_store, state)).get_json()
    found = live_map(f"/?indicator={MAPS[kind]}&view=map")
    assert answer["response"]["map-graph"]["figure"] == json.loads(json.dumps(found["figure"]))
    assert answer["response"]["map-view"]["data"] == json.loads(json.dumps(found["view"]))


def test_page_names_its_files(client, tiny_store):
    text = client.get(f"/?indicator={MAPS['choropleth']}&view=map").text
    for key, address in addresses(tiny_store).items():
        name = {"live": "figure"}.get(key, key)
        written = html.unescape(re.search(rf' data-{name}="([^"]*)"', text)[1])
        assert written.partition("?")[0] == address.partition("?")[0]
        assert client.get(written).status_code == 200


@pytest.mark.parametrize("which", ["frames", "live", "shapes"])
def test_made_files_are_kept_for_ever(client, tiny_store, which):
    address = addresses(tiny_store)[which]
    plain = client.get(address)
    assert plain.status_code == 200
    assert plain.content_type == "application/json"
    tags = {plain.headers["ETag"]}
    for name, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        packed = client.get(address, headers={"Accept-Encoding": name})
        assert unpack(packed.data) == plain.data
        assert packed.headers["Content-Encoding"] == name
        assert packed.headers["Vary"] == "Accept-Encoding"
        tags.add(packed.headers["ETag"])
        again = client.get(address, headers={"Accept-Encoding": name, "If-None-Match": packed.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Cache-Control"] == FOREVER
    assert plain.headers["Cache-Control"] == FOREVER
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)
    assert "Server" not in plain.headers
    assert "Set-Cookie" not in plain.headers


def refused(response, status):
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    content = response.get_json()
    assert set(content) == {"ok", "status", "error", "errors"}
    assert (content["ok"], content["status"]) == (False, status)
    return content


@pytest.mark.parametrize("which", ["frames", "live", "shapes"])
def test_another_key_or_release_is_unknown(client, tiny_store, which):
    address = addresses(tiny_store)[which]
    key = address.split("/")[2]
    refused(client.get(address.replace(key, "0" * 16)), 404)
    refused(client.get(address.replace(f"{tiny_store.id}.json", "1999.1.1.json")), 404)
    refused(client.get(address.replace(f"{tiny_store.id}.json", "..%2f.json")), 404)


BAD = ["nonsense=1", "year=2015", "dims=sex", "dims=sex:none", "tol=x", "from=none", "lang=zz", "area=KEN", "dims=%00"]


@pytest.mark.parametrize("query", BAD)
def test_frames_refuse_what_they_do_not_have(client, tiny_store, query):
    address = addresses(tiny_store)["frames"].partition("?")[0]
    content = refused(client.get(f"{address}?indicator={MAPS['choropleth']}&{query}"), 400)
    assert content["errors"]
    refused(client.get(address), 404)
    refused(client.get(f"{address}?indicator=none"), 404)


@pytest.mark.parametrize("query", ["nonsense=1", "year=soon", "dims=sex", "zoom=moon", "lang=zz", "area=KEN"])
def test_first_figure_refuses_what_is_no_map(client, tiny_store, query):
    address = addresses(tiny_store)["live"].partition("?")[0]
    assert refused(client.get(f"{address}?indicator={MAPS['choropleth']}&view=map&{query}"), 400)["errors"]
    refused(client.get(address), 404)
    refused(client.get(f"{address}?indicator=none"), 404)
    refused(client.get(f"{address}?indicator={MAPS['choropleth']}&view=table"), 404)


@pytest.mark.parametrize(
    "query", ["dims=sex:none", "from=none", "lang=es", "year=1700", "zoom=moon", "base=1700", "tol=0"]
)
def test_page_asks_for_nothing_that_is_refused(client, query):
    """What the page drops with a notice it does not ask for either."""
    text = client.get(f"/?indicator={MAPS['choropleth']}&view=map&{query}").text
    for written in re.findall(r' data-(?:frames|figure|shapes)="([^"]*)"', text):
        assert client.get(html.unescape(written)).status_code == 200, written
