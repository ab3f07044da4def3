"""Exhibits: rows, table and drawing from one view, the same hash in every language, addresses that lead back."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from components.exhibits.addresses import (
    from_page,
    question_address,
    question_of,
    share_address,
    share_of,
    verify_address,
    view_address,
)
from components.exhibits.registry import KINDS, BadExhibit, build_exhibit
from data.model import AreaState
from data.view_state import ViewState, from_query
from data.words import words

EN, FR = words("en"), words("fr")
RATE = "homicide_rate_per_100000"
SCORE = "liberal_democracy_index_score"
ADDRESSES = [
    ("map", f"indicator={RATE}&year=2021"),
    ("map", f"indicator={RATE}&year=2021&base=2015"),
    ("table", f"indicator={RATE}"),
    ("trend", f"indicator={RATE}&area=KEN,DEU"),
    ("groups", f"indicator={RATE}&area=KEN"),
    ("benchmark", f"indicator={SCORE}&area=KEN"),
    ("benchmark", f"indicator={SCORE}&area=KEN&view=ranks"),
    ("compare", f"indicator={SCORE}&area=KEN&view=change"),
    ("compare", f"indicator={RATE}&area=KEN&view=groups"),
    ("compare", f"indicator={SCORE}&area=KEN&view=multiples"),
    ("compare", f"indicator={SCORE}&area=KEN&vs={RATE}"),
    ("compare", f"indicator={SCORE}&area=KEN&vs=coverage"),
    ("compare", "right=life&area=KEN"),
    ("country", "area=KEN"),
    ("group", "peers=ldc"),
    ("right", "right=life"),
    ("treaties", "area=KEN"),
    ("treaties", "view=map"),
    ("treaties", "view=delay"),
    *(
        ("gaps", f"view={view}")
        for view in ("summary", "matrix", "people", "provenance", "timeliness", "silence", "largest")
    ),
    ("signals", "indicator=electoral_democracy_index_score"),
]


def made(store, kind, query, reader=EN):
    return build_exhibit(store, kind, from_query(dict(parse_qsl(query))), reader)


@pytest.mark.parametrize(("kind", "query"), ADDRESSES)
def test_every_view(real_store, kind, query):
    exhibit, other = made(real_store, kind, query), made(real_store, kind, query, FR)
    assert exhibit.kind == kind
    assert exhibit.title and exhibit.sentence
    assert exhibit.rows and exhibit.table.rows
    assert all(len(row) == len(exhibit.table.heads) for row in exhibit.table.rows)
    assert exhibit.digest == other.digest  # the same figures in every language
    assert exhibit.origins
    again = build_exhibit(real_store, kind, exhibit.state, EN)  # a state that is written out means the same
    assert (again.state, again.digest, again.title) == (exhibit.state, exhibit.digest, exhibit.title)
    for row in exhibit.rows:
        if row.get("value") is None and "missing_reason" in row and row.get("status", "value") != AreaState.VALUE.value:
            assert row["missing_reason"]


@pytest.mark.parametrize(("kind", "query"), [a for a in ADDRESSES if a[0] not in ("table", "trend", "groups")])
def test_the_page_leads_back_to_its_exhibit(real_store, kind, query):
    exhibit = made(real_store, kind, query)
    path, _, text = exhibit.page.partition("#")[0].partition("?")
    found = from_page(path, dict(parse_qsl(text)))
    assert found is not None
    assert found[0] == kind
    assert build_exhibit(real_store, *found, EN).digest == exhibit.digest


def test_missing_members_have_a_row_with_the_reason(real_store):
    exhibit = made(real_store, "benchmark", f"indicator={RATE}&area=KEN")
    silent = [row for row in exhibit.rows if row["value"] is None]
    assert silent
    assert all(row["missing_reason"] and row["is_member"] for row in silent)
    assert exhibit.view.total == sum(bool(row["is_member"]) for row in exhibit.rows)


def test_a_refused_comparison_is_not_drawn_and_says_why(real_store):
    exhibit = made(real_store, "benchmark", "indicator=hourly_earnings_mean_local_currency&area=KEN")
    assert exhibit.svg == ""
    assert exhibit.empty


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("map", ViewState()),
        ("map", ViewState(indicator="no_such_thing")),
        ("country", ViewState()),
        ("country", ViewState(area=("XXX",))),
        ("group", ViewState(peers="nobody")),
        ("right", ViewState()),
        ("signals", ViewState(indicator="no_such_thing")),
    ],
)
def test_what_is_not_there_is_refused(real_store, kind, state):
    with pytest.raises(BadExhibit):
        build_exhibit(real_store, kind, state, EN)


def test_no_kind_of_that_name(real_store):
    assert "pie" not in KINDS
    with pytest.raises(KeyError):
        build_exhibit(real_store, "pie", ViewState(), EN)


def test_addresses():
    state = ViewState(indicator="a_b_c", year=2020, release="2026.11.2")
    assert (
        view_address("map", "csv", state, rows="whole")
        == "/r/2026.11.2/view/map.csv?indicator=a_b_c&year=2020&rows=whole"
    )
    assert (
        question_address("map", state, "2026.11.2") == "/question?indicator=a_b_c&year=2020&kind=map&release=2026.11.2"
    )
    assert verify_address("ab", "map", state, "2026.11.2").startswith("/verify/ab?indicator=a_b_c&year=2020&kind=map")
    assert from_page("/methodology", {}) is None
    assert from_page("/", {}) is None


@pytest.mark.parametrize(
    ("page", "release", "share"),
    [
        ("/country/KEN?lang=fr", "", "/share/country?area=KEN&lang=fr"),
        ("/r/2026.11.2/gaps?view=matrix", "2026.11.2", "/r/2026.11.2/share/gaps?view=matrix"),
        ("/r/2026.11.2/gaps?view=matrix#x", "", "/share/gaps?view=matrix"),
        (f"/compare?indicator={SCORE}&view=change", "", f"/share/compare?indicator={SCORE}&view=change"),
        ("/methodology", "", ""),
        ("/", "", ""),
    ],
)
def test_how_the_exhibit_of_a_page_is_used(page, release, share):
    assert share_of(page, release) == share


def test_a_figure_is_questioned_as_it_stands_in_its_release(real_store):
    exhibit = made(real_store, "map", f"indicator={RATE}&year=2021&lang=fr", FR)
    asked = question_address("map", exhibit.state, real_store.id)
    assert question_of(share_address("map", exhibit.state.but(release=real_store.id), "cite"), real_store.id) == asked


@pytest.mark.parametrize(("kind", "query"), [("country", "area=KEN"), ("group", "peers=ldc"), ("right", "right=life")])
def test_every_source_of_the_rows_is_an_origin(real_store, kind, query):
    exhibit = made(real_store, kind, query)
    assert {row["source"] for row in exhibit.rows} == {origin.name for origin in exhibit.origins}
