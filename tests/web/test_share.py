""" "Use this view": whole without scripts, what it offers is there, what a licence forbids is not offered."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from components.exhibits.addresses import EMBEDDED
from components.exhibits.registry import KINDS

RATE = "homicide_rate_per_100000"
MAP = f"indicator={RATE}&year=2021&dims=sex:total"
QUERIES = {
    "map": MAP,
    "table": MAP,
    "trend": f"indicator={RATE}&area=KEN,DEU",
    "groups": f"indicator={RATE}&area=KEN",
    "benchmark": "indicator=liberal_democracy_index_score&area=KEN",
    "compare": "indicator=liberal_democracy_index_score&area=KEN&view=change",
    "country": "area=KEN",
    "group": "peers=ldc",
    "right": "right=life",
    "treaties": "area=KEN",
    "gaps": "view=summary",
    "signals": "",
}


def snippets(page: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)]


def links(page: str) -> list[str]:
    main = page.partition("<main")[2].partition("</main>")[0]
    return [unescape(href) for href in re.findall(r'<a [^>]*?href="(/[^"#]+)"', main)]


class Tags(HTMLParser):
    """Tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(real_client, kind):
    response = real_client.get(f"/share/{kind}?{QUERIES[kind]}")
    assert response.status_code == 200
    page = response.text
    for anchor in ("embed", "download", "cite"):
        assert f'id="{anchor}"' in page
    assert ('<iframe src="/embed/' in page) == (kind in EMBEDDED)
    assert 'name="robots" content="noindex"' in page
    texts = snippets(page)
    assert any(text.startswith("@misc{") for text in texts)
    asked = [href for href in links(page) if href.startswith(("/view/", "/cite/", "/verify/", "/r/", "/embed/"))]
    assert len(asked) >= 9
    for href in asked:
        if not re.search(r"\.(svg|png|xlsx)\?|rows=whole", href):
            assert real_client.get(href).status_code == 200, href


def test_snippets_are_whole_and_escaped(real_client):
    page = real_client.get(f"/share/map?{MAP}&width=640&height=500&look=dark&in=fr&pin=pinned&title=0").text
    script, frame, image, *_ = snippets(page)
    (_, div), (_, link), (_, tag) = Tags(script).found
    assert div["class"] == "common-measure"
    src = urlsplit(div["data-src"])
    assert (src.scheme, src.netloc, src.path) == ("http", "localhost", "/r/2026.11.2/embed/map")
    assert src.query == f"{MAP}&title=0&lang=fr&theme=dark"
    assert link["href"].startswith("http://localhost/r/2026.11.2/?indicator=")
    assert tag["src"] == "http://localhost/embed.js"
    (_, shown) = Tags(frame).found[0]
    assert shown["src"] == div["data-src"]
    assert (shown["width"], shown["height"], shown["loading"]) == ("640", "500", "lazy")
    assert shown["title"].startswith("Taux")
    (_, picture) = Tags(image).found[1]
    assert picture["src"].startswith("http://localhost/r/2026.11.2/view/map.png?indicator=")
    assert picture["alt"]
    preview = re.search(r'<iframe src="([^"]+)"', page)
    assert unescape(preview[1]) == src.path + "?" + src.query
    assert real_client.get(unescape(preview[1])).status_code == 200


def test_live_by_default_and_pinned_below_a_release(real_client):
    assert 'data-src="http://localhost/embed/map?' in snippets(real_client.get(f"/share/map?{MAP}").text)[0]
    pinned = real_client.get(f"/r/2026.11.2/share/map?{MAP}").text
    assert 'data-src="http://localhost/r/2026.11.2/embed/map?' in snippets(pinned)[0]
    assert 'action="/r/2026.11.2/share/map#embed"' in pinned
    live = real_client.get(f"/r/2026.11.2/share/map?{MAP}&pin=live").text
    assert 'data-src="http://localhost/embed/map?' in snippets(live)[0]


def test_what_cannot_be_read_is_told_and_dropped(real_client):
    page = real_client.get(f"/share/map?{MAP}&width=12&look=pink&in=tlh&colour=red&area=XXX&zoom=mars").text
    notices = page.partition('role="status">')[2].partition("</div>")[0]
    for text in ("width=12", "look=pink", "in=tlh", "colour", "XXX", "zoom"):
        assert text in notices
    assert "data-src" in snippets(page)[0]


def test_names_of_the_host_are_kept_by_nobody(real_client):
    response = real_client.get(f"/share/map?{MAP}", headers={"Host": "other.example"})
    assert response.headers["Cache-Control"] == "no-store"
    assert "http://other.example/embed.js" in snippets(response.text)[0]
    assert "localhost" not in real_client.get(f"/share/map?{MAP}", headers={"Host": "other.example"}).text
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/share/pie", 404),
        ("/share/map?indicator=nothing_of_this_name", 404),
        ("/r/2020.1.1/share/map", 404),
        ("/share/country", 404),
        ("/share/country?area=kenya", 404),
    ],
)
def test_what_is_not_there(real_client, path, status):
    response = real_client.get(path)
    assert response.status_code == status
    assert "text/html" in response.content_type


def test_what_may_not_be_handed_on(real_client, real_store, monkeypatch):
    licence = real_store.catalogue.sources["un_sdg"]["licence"]
    monkeypatch.setitem(licence, "may_redistribute", False)
    page = real_client.get(f"/share/table?{MAP}").text
    assert "may not be handed on" in page
    assert "/view/table.csv" not in page
    assert "/view/table.metadata.json" in page
    assert "link only" in page


def test_french_is_french(real_client):
    page = real_client.get(f"/share/map?{MAP}&lang=fr").text
    assert '<html lang="fr"' in page
    assert f'<a class="share-back" href="/?indicator={RATE}&amp;year=2021&amp;dims=sex:total&amp;lang=fr"' in page
    assert "lang=fr" in snippets(page)[0]
