"""The page at /gaps: every view whole, in both languages, filtered or not."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import brotli
import pytest

from components.gaps import build_gaps
from data.view_state import GAP_VIEWS
from data.words import words
from tests.components.links import stays_in

LIMIT = 60_000
FILTERS = ("right=health", "region=region_oceania", "peers=eu", "year=2010", "right=life&peers=KEN,UGA")


def page(store, query, lang="en", pinned=False):
    return build_gaps(store, dict(parse_qsl(query)), words(lang), pinned)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("view", GAP_VIEWS)
def test_every_view_is_whole(real_store, view, lang):
    made = page(real_store, f"view={view}" + ("&lang=fr" if lang == "fr" else ""), lang)
    assert made.status == 200
    assert made.main.count("<h1") == 1
    assert "<table" in made.main
    assert " style=" not in made.main
    assert "<script" not in made.main
    ids = re.findall(r' id="([^"]+)"', made.main)
    assert len(ids) == len(set(ids))
    assert len(brotli.compress(made.main.encode(), quality=5)) < LIMIT


@pytest.mark.parametrize("view", GAP_VIEWS)
@pytest.mark.parametrize(
    "more", ["right=health", "region=region_oceania", "peers=eu", "year=2010", "right=life&peers=KEN,UGA"]
)
def test_filtered(real_store, view, more):
    made = page(real_store, f"view={view}&{more}")
    assert made.status == 200
    assert made.description


def test_what_is_unknown_is_said(real_store):
    made = page(real_store, "view=map&right=none&region=none&peers=nobody&foo=1&year=1700")
    for said in ("view map", "right none", "nobody", "foo"):
        assert said in made.main.replace("&#39;", "'"), said


def test_pinned_links_stay_in_the_release(real_store):
    links = re.findall(r'href="(/[^"]*)"', page(real_store, "", pinned=True).main)
    assert links
    assert all(stays_in(real_store.id, link) for link in links)


def test_the_small_matrix_leads_on(real_store):
    made = page(real_store, "")
    assert "/gaps?right=health&amp;region=region_africa&amp;view=matrix" in made.main
