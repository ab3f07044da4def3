"""The page at /compare: every view, what was typed, what is refused."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import brotli
import pytest

from components.compare import build_compare
from data.words import words
from tests.components.links import stays_in

LIMIT = 60_000
KENYA = "indicator=electoral_democracy_index_score&area=KEN"
VIEWS = {
    "strip": KENYA,
    "ranks": f"{KENYA}&view=ranks",
    "change": f"{KENYA}&view=change",
    "groups": "indicator=youth_not_in_education_employment_training_percent&area=KEN&view=groups",
    "multiples": f"{KENYA}&view=multiples",
    "scatter": "indicator=statistical_performance_overall_index_0_100&vs=coverage&view=scatter&peers=all",
    "right": "right=life&area=VUT&peers=pacific_islands_forum",
    "example": "",
}
REFUSED = {
    "local currency": (
        "indicator=hourly_earnings_mean_local_currency&area=KEN",
        "The unit differs",
    ),
    "own lines": ("indicator=national_poverty_headcount_percent&area=KEN", "do not measure the same thing"),
    "not ranked": ("indicator=torture_groups_at_risk_share&area=KEN", "not made for ranking"),
    "classes": ("indicator=nhri_accreditation_status_class&area=KEN", "Named classes have no average"),
    "licence": (
        "indicator=corruption_perceptions_index_score&from=ti_cpi:CPI@2017&area=KEN",
        "The licence of this",
    ),
    "count": ("indicator=homicide_count_victims&area=KEN", "A count grows with the number of people."),
    "break": ("indicator=refugees_by_origin_rate_per_100000&area=VEN&view=change&base=2015", "The series breaks"),
    "small numbers": ("indicator=homicide_rate_per_100000&area=VUT&peers=region_oceania", "few cases"),
    "joining sources": (
        "indicator=corruption_perceptions_index_score&area=KEN&vs=infant_mortality_rate_per_1000_live_births",
        "compare-licence",
    ),
    "before there were figures": (
        "indicator=corruption_perceptions_index_score&area=KEN&view=change&base=2010&year=2014",
        "There is no data for 2010; 2012 is shown.",
    ),
    "years too far apart": ("indicator=homicide_rate_per_100000&area=KEN&tol=15&peers=all", "compare-years-apart"),
    "years apart": (
        "indicator=homicide_rate_per_100000&area=KEN&vs=infant_mortality_rate_per_1000_live_births",
        "compare-years-apart",
    ),
    "a part of the other": (
        "indicator=infant_mortality_rate_per_1000_live_births&area=KEN&vs=infant_mortality_rate_per_1000_live_births",
        "part of the other",
    ),
    "groups without a name": (
        "indicator=decision_making_inclusive_share_percent&view=groups&by=population_group&area=KEN,UGA",
        "compare-group-code",
    ),
    "anonymous groups": (
        "indicator=decision_making_inclusive_share_percent&view=groups&by=population_group&area=KEN,UGA",
        "bear letters that mean something else in each country",
    ),
}


def page(store, query, lang="en"):
    return build_compare(store, dict(parse_qsl(query)), words(lang))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_whole(real_store, name, lang):
    made = page(real_store, VIEWS[name] + ("&lang=fr" if lang == "fr" else ""), lang)
    assert made.status == 200
    assert "<svg" in made.main
    assert "<h1>" in made.main
    assert " style=" not in made.main
    assert "<script" not in made.main
    assert made.main.count("<table") >= 1
    ids = re.findall(r' id="([^"]+)"', made.main)
    assert len(ids) == len(set(ids))
    assert len(brotli.compress(made.main.encode(), quality=5)) < LIMIT


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_says_why(real_store, name):
    query, said = REFUSED[name]
    made = page(real_store, query)
    assert said in made.main, name


def test_what_cannot_share_a_scale_is_not_drawn(real_store):
    for name in ("local currency", "own lines"):
        made = page(real_store, REFUSED[name][0])
        assert "data-chart" not in made.main
        assert '<table class="values"' in made.main


def test_typed_names_lead_to_the_address(real_store):
    made = page(real_store, f"{KENYA}&add=Uganda")
    assert made.redirect == "/compare?indicator=electoral_democracy_index_score&area=KEN,UGA"
    made = page(real_store, f"{KENYA}&list=Kenya, Uganda, Rwanda")
    assert made.redirect == "/compare?indicator=electoral_democracy_index_score&area=KEN&peers=KEN,UGA,RWA"


def test_what_is_unknown_is_said(real_store):
    made = page(real_store, "indicator=none&area=XXX&peers=nobody&view=map&foo=1&add=Atlantis")
    for said in ("indicator none", "country XXX", "group nobody", "view map", "foo", "Atlantis"):
        assert said in made.main.replace("&#39;", "'"), said
    assert not made.redirect


def test_the_usual_group_holds_all_who_are_named(real_store):
    assert "against Eastern Africa" in page(real_store, KENYA).title
    assert "against Sub-Saharan Africa" in page(real_store, f"{KENYA},NGA").title
    assert "against all UN member states" in page(real_store, f"{KENYA},DEU").title


def test_the_address_is_canonical(real_store):
    assert page(real_store, f"{KENYA}&peers=subregion_eastern_africa&view=strip").canonical == f"/compare?{KENYA}"
    assert page(real_store, "").canonical == "/compare"


def test_each_view_writes_only_what_it_needs(real_store):
    assert page(real_store, f"{KENYA}&vs=coverage&view=strip").canonical == f"/compare?{KENYA}"
    scatter = page(real_store, f"{KENYA}&view=scatter").canonical
    assert "vs=coverage" in scatter
    assert "view=" not in scatter
    assert 'data-chart="scatter"' in page(real_store, scatter.partition("?")[2]).main


def test_older_values_can_be_left_out_and_stay_so(real_store):
    rate = "indicator=homicide_rate_per_100000&area=KEN"
    made = page(real_store, rate)
    assert 'name="tol"' in made.main
    strict = page(real_store, f"{rate}&tol=0")
    assert '<option value="0" selected>' in strict.main
    assert '<input type="hidden" name="tol" value="0">' in page(real_store, f"{rate}&tol=0&view=multiples").main
    assert "tol=0" in strict.canonical


def test_a_year_or_a_group_that_is_not_there_is_said(real_store):
    assert "There is no data for 1750; 1789 is shown." in page(real_store, f"{KENYA}&view=change&base=1750").main
    made = page(real_store, f"{VIEWS['groups']}&by=nothing")
    assert "not published by nothing" in made.main
    assert "by=nothing" not in made.canonical
    assert "newest year of each indicator" in page(real_store, "right=life&area=VUT&year=2015").main


def test_an_indicator_leads_out_of_a_right(real_store):
    made = page(real_store, "right=life&area=VUT&on=homicide_rate_per_100000")
    assert made.redirect == "/compare?indicator=homicide_rate_per_100000&area=VUT"


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_has_an_address_to_cite(real_store, name):
    made = page(real_store, VIEWS[name])
    cited = re.search(r'id="cite".*?href="([^"]+)"', made.main, re.DOTALL)
    assert cited
    path, _, query = cited[1].replace("&amp;", "&").partition("?")
    assert path == f"/r/{real_store.id}/compare"
    again = build_compare(real_store, dict(parse_qsl(query)), words("en"), pinned=True)
    assert again.title == made.title
    assert again.description == made.description


def test_both_sources_of_a_plane_are_named(real_store):
    made = page(real_store, f"{KENYA}&vs=infant_mortality_rate_per_1000_live_births")
    foot = made.main[made.main.index("figure-source") :]
    assert "V-Dem" in foot[:1500]
    assert "Global SDG Indicators Database" in foot[:1500]


def test_pinned_links_stay_in_the_release(real_store):
    made = build_compare(real_store, dict(parse_qsl(KENYA)), words("en"), pinned=True)
    links = re.findall(r'href="(/[^"]*)"', made.main)
    assert links
    assert all(stays_in(real_store.id, link) for link in links)
