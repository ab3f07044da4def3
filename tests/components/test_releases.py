"""The page of releases, the differences and the feeds, on the committed releases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import orjson
import pytest

from components.feeds import as_atom, as_json, build_feed
from components.releases import between, build_release_diff, build_releases
from data.prepare import prepare
from data.release import open_release
from data.store import Store, open_store
from data.words import words
from tests.committed import EMBEDDED

EN, FR = words("en"), words("fr")
PAIR = "2026.2.1..2026.11.2"
RATE = "homicide_rate_per_100000"


@cache
def from_files(release_id: str, folder: Path) -> Store:
    prepare(open_release(release_id, EMBEDDED), folder)
    return open_store(release_id, EMBEDDED, folder)


@pytest.fixture
def opened(real_store: Store, tmp_path_factory, monkeypatch) -> Store:
    """The committed release with its siblings, whose blocks are made here."""
    folder = tmp_path_factory.getbasetemp() / "sibling-blocks"

    def other(store: Store, release_id: str) -> Store:
        if release_id == store.id:
            return store
        return from_files(release_id, folder)

    monkeypatch.setattr("data.store.sibling", other)
    monkeypatch.setattr("components.releases.sibling", other)
    return real_store


def test_every_release_is_listed_with_what_it_is(opened):
    main = build_releases(opened, {}, EN).main
    for release in ("2026.11.2", "2026.11.1", "2026.2.1"):
        assert f'id="{release}"' in main
    assert "Reconstruction from earlier vintages" in main
    assert "The figures are those of 2026.11.1." in main
    assert "26,407" in main  # civil liberties, beyond rounding
    assert "This is one change of method" in main
    assert "SH_STA_MMR" in main


def test_a_difference_of_one_indicator_and_country(opened):
    page = build_release_diff(opened, PAIR, {"indicator": RATE, "area": "KEN"}, EN)
    assert page is not None
    assert "Every figure that is not the same" in page.main
    assert "8.1479" in page.main
    assert "8.37" in page.main
    assert page.canonical == f"{between(*PAIR.split('..'))}?indicator={RATE}&area=KEN"


def test_the_same_figures_say_so(opened):
    page = build_release_diff(opened, "2026.11.1..2026.11.2", {}, EN)
    assert page is not None
    assert "byte for byte" in page.main
    assert "limits of comparing" in page.main or "which end is better" in page.main


@pytest.mark.parametrize("name", ["", "x", "1..2", "2026.11.2..2026.2.1", "2026.11.2..2026.11.2", "2026.2.1..2099.1.1"])
def test_no_such_difference(opened, name):
    assert build_release_diff(opened, name, {}, EN) is None


def test_what_cannot_be_read_is_told(opened):
    page = build_releases(opened, {"indicator": "nothing", "area": "XXX", "colour": "red"}, EN)
    assert page.main.count("<p>", 0, page.main.index("<article")) == 3


@pytest.mark.parametrize(("kind", "thing"), [("all", ""), ("indicator", RATE), ("country", "KEN")])
def test_feeds(opened, kind, thing):
    feed = build_feed(opened, kind, thing, EN)
    assert feed is not None
    atom = ElementTree.fromstring(as_atom(feed, "https://example.org"))
    ids = [
        entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in atom.iter("{http://www.w3.org/2005/Atom}entry")
    ]
    content = orjson.loads(as_json(feed, "https://example.org"))
    assert ids == [item["id"] for item in content["items"]]
    assert len(ids) == len(set(ids)) >= 1
    assert content["version"] == "https://jsonfeed.org/version/1.1"
    assert build_feed(opened, kind, thing, EN) == feed  # nothing of the day in it
    assert build_feed(opened, kind, thing, FR) is not None


def test_no_feed_of_nothing(opened):
    assert build_feed(opened, "indicator", "nothing", EN) is None
    assert build_feed(opened, "country", "XXX", EN) is None
    assert build_feed(opened, "indicator", "", EN) is None
