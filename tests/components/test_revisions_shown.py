"""What was revised is said in the foot of a chart and can be drawn in grey behind a trend."""

from __future__ import annotations

import pytest

from components.exhibits.registry import build_exhibit
from components.explore import build_explore
from components.links import Site
from components.updated import figures_of, since_chip, updated_line
from data.store import Store
from data.view_state import ViewState
from data.words import words
from tests.components.test_releases import from_files, opened  # noqa: F401  # a fixture

EN = words("en")
RATE = "homicide_rate_per_100000"
LIBERTIES = "civil_liberties_index_score"


def page(store: Store, **query: str) -> str:
    return build_explore(store, query, EN).main


def test_every_chart_says_how_many_of_its_values_changed(opened):  # noqa: F811
    main = page(opened, indicator=LIBERTIES, area="KEN")
    assert main.count('class="revised"') >= 2
    assert "values in view changed since release 2026.2.1" in main
    assert f"/releases/2026.2.1..2026.11.2?indicator={LIBERTIES}" in main


def test_what_the_older_release_never_held_is_said(opened):  # noqa: F811
    assert "Not in release 2026.2.1: no older figures to compare." in page(opened, indicator=RATE)


def test_older_figures_are_drawn_in_grey_and_offered(opened):  # noqa: F811
    plain, grey = (page(opened, indicator=LIBERTIES, area="KEN", **more) for more in ({}, {"vs": "older"}))
    assert 'class="older"' not in plain
    assert "Show the older figures in grey" in plain
    assert 'class="older"' in grey
    assert "Grey: the same figures in release 2026.2.1." in grey
    assert "2024: 0.723" in grey
    assert 'id="live-trend"' not in grey


def test_a_pinned_view_says_what_changed_since(opened, tmp_path_factory):  # noqa: F811
    older = from_files("2026.2.1", tmp_path_factory.getbasetemp() / "sibling-blocks")
    exhibit = build_exhibit(older, "trend", ViewState(indicator=LIBERTIES, area=("KEN",), span=(2010, 2024)), EN)
    assert updated_line(older, opened, exhibit, EN).startswith("Data updated since publication: ")
    assert updated_line(older, older, exhibit, EN) == ""


@pytest.mark.parametrize("figures", [[], None])
def test_nothing_in_view_has_no_chip(opened, figures):  # noqa: F811
    exhibit = build_exhibit(opened, "map", ViewState(indicator=RATE), EN)
    own = figures if figures is not None else figures_of(exhibit)[:0]
    assert since_chip(opened, own, RATE, Site(), EN) is None
