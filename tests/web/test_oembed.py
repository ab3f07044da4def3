"""oEmbed: frame, title and size of what stands at an address of ours; nothing for any other."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree

import pytest


def ask(client, url, **more):
    extra = "".join(f"&{key}={value}" for key, value in more.items())
    return client.get(f"/oembed?url={quote(url, safe='')}{extra}")


def test_rich_description(client, indicator):
    found = ask(client, f"http://localhost/embed/map?indicator={indicator}&theme=dark", maxwidth=500).get_json()
    assert (found["version"], found["type"], found["width"], found["provider_name"]) == (
        "1.0",
        "rich",
        500,
        "Common Measure",
    )
    frame = re.fullmatch(r'<iframe src="([^"]*)" title="([^"]*)" .*></iframe>', found["html"])
    assert frame is not None
    assert unescape(frame[1]) == f"http://localhost/embed/map?indicator={indicator}&theme=dark"
    assert unescape(frame[2]) == found["title"]
    assert f'height="{found["height"]}"' in found["html"]
    assert (
        found["thumbnail_url"].startswith("http://localhost/view/map.png?") and "size=social" in found["thumbnail_url"]
    )
    assert ask(client, f"/embed/map?indicator={indicator}", maxheight=200).get_json()["height"] == 200
    assert client.get(frame[1].replace("&amp;", "&")).status_code == 200


def test_pages_are_described_by_their_exhibit(client, indicator, tiny_store):
    assert "/embed/map?" in ask(client, f"http://localhost/?indicator={indicator}").get_json()["html"]
    pinned = ask(client, f"http://localhost/r/{tiny_store.id}/embed/table?indicator={indicator}").get_json()
    assert f"/r/{tiny_store.id}/embed/table?" in pinned["html"]


def test_xml(client, indicator):
    response = ask(client, f"/embed/map?indicator={indicator}", format="xml")
    assert response.headers["Content-Type"].startswith("text/xml")
    root = ElementTree.fromstring(response.data)
    assert root.findtext("type") == "rich" and "<iframe" in (root.findtext("html") or "")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/embed/map?indicator=x",
        "javascript:alert(1)",
        "//example.org/embed/map",
        "http://[",
        "/nowhere",
        "/embed/map?indicator=nowhere",
        "/embed/nowhere",
        "/gaps",
        "/treaties",
        "",
    ],
)
def test_what_is_not_ours_is_unknown(client, url):
    assert ask(client, url).status_code == 404


def test_bad_queries(client, indicator):
    good = f"/embed/map?indicator={indicator}"
    assert client.get("/oembed").status_code == 400
    assert ask(client, good, format="yaml").status_code == 501
    assert ask(client, good, maxwidth="wide").status_code == 400
    assert ask(client, good, maxheight="0").status_code == 400
    assert ask(client, good, maxheight="9" * 40).status_code == 200


def test_discovery(client, indicator):
    for path in (f"/?indicator={indicator}", f"/indicator/{indicator}", f"/embed/map?indicator={indicator}"):
        html = client.get(path).get_data(as_text=True)
        links = re.findall(r'<link rel="alternate" type="application/json\+oembed" href="([^"]*)"', html)
        assert len(links) == 1
        assert client.get(unescape(links[0])).status_code == 200
    assert "oembed" not in client.get("/gaps").get_data(as_text=True)
