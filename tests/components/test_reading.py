"""What a reader does next on a page: send its form, copy its sentence, read of the place that was asked for."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from components.explore import build_explore
from components.indicator import build_indicator
from data.model import AreaState
from data.query import observation, series_rows
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.map import build_map_view
from data.views.profile_rows import build_row
from data.views.sentence import ABSENT, newer_sentence
from data.words import words

EN = words("en")
UNSENTENCED = "unsentenced_detention_share_percent"
FORM = re.compile(r'<form class="controls".*?</form>', re.DOTALL)
SELECT = re.compile(r'<select name="(\w+)".*?</select>', re.DOTALL)


def sent(html: str) -> dict[str, str]:
    """What a browser sends of the form of a page that nobody has touched."""
    form = FORM.findall(html)[0]
    fields = {unescape(n): unescape(v) for n, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}
    for part in SELECT.finditer(form):
        options = re.findall(r"<option[^>]*>[^<]*", part[0])
        chosen = next((o for o in options if " selected" in o), options[0])
        value = re.search(r'value="([^"]*)"', chosen)
        fields[part[1]] = unescape(value[1] if value else chosen.partition(">")[2])
    return fields


def test_an_untouched_form_leads_to_a_page_without_a_notice(tiny_store: Store):
    for name in sorted(tiny_store.catalogue.indicators):
        first = build_explore(tiny_store, {"indicator": name}, EN).main
        assert 'class="notices"' not in build_explore(tiny_store, sent(first), EN).main, name
        own = build_indicator(tiny_store, name, {}, EN)
        assert own is not None
        again = build_indicator(tiny_store, name, sent(own.main), EN)
        assert again is not None
        assert 'class="notices"' not in again.main, name


def test_a_place_that_was_asked_for_is_in_the_sentence_that_is_copied(tiny_store: Store):
    main = build_explore(tiny_store, {"indicator": UNSENTENCED, "area": "PSE,FRA", "year": "2019"}, EN).main
    copied = unescape(re.findall(r'id="copy-text"[^>]*>([^<]*)', main)[0])
    told = [unescape(text) for text in re.findall(r'<p class="lead-named">([^<]*) <a', main)]
    assert len(told) == 2
    assert copied.startswith(" ".join(told))
    assert "Everything held on the State of Palestine" in main


def test_a_page_of_another_year_tells_the_newest_figure_of_a_place(tiny_store: Store):
    choice = choose(tiny_store, ViewState(indicator=UNSENTENCED), EN)
    told = 0
    for year in choice.years:
        view = build_map_view(tiny_store, choose(tiny_store, ViewState(indicator=UNSENTENCED, year=year), EN), EN)
        for area in view.counted:
            rows = series_rows(tiny_store.blocks, choice.series.id, choice.dims, area.id)
            newest = observation(tiny_store.blocks, choice.series.id, choice.dims, int(rows[-1])) if len(rows) else None
            said = newer_sentence(tiny_store, choice, view, area, EN)
            if newest is None or newest.year <= (area.year or year) or area.state is AreaState.PARTS_ONLY:
                assert not said
            elif said:
                assert said.endswith(f", of {newest.year}.")
                told += 1
    assert told


def test_a_continent_is_told_with_the_names_of_the_silent(tiny_store: Store):
    view = build_map_view(tiny_store, choose(tiny_store, ViewState(indicator=UNSENTENCED, year=2019), EN), EN)
    regions = {a.id: tiny_store.catalogue.areas[a.id].region for a in view.areas}
    own = [a for a in view.counted if regions[a.id] == "Africa"]
    silent = [a for a in own if a.state in ABSENT]
    assert own
    assert silent
    main = build_explore(tiny_store, {"indicator": UNSENTENCED, "year": "2019", "zoom": "africa"}, EN).main
    told = unescape(re.findall(r'<p class="of-region">(.*?)</p>', main)[0])
    assert told.startswith(f"Africa: {len(own) - len(silent)} of {len(own)} UN member states have a value.")
    assert f"Without one ({len(silent)})" in told
    assert all(a.name in told for a in silent)
    rows = set(re.findall(r'<tr data-id="(\w+)"', main))
    assert rows == {a.id for a in view.areas if regions[a.id] == "Africa"}
    assert "of-region" not in build_explore(tiny_store, {"indicator": UNSENTENCED, "year": "2019"}, EN).main


@pytest.mark.parametrize(
    ("question", "zoom"),
    [("prisoners Africa", "africa"), ("prisoners in Latin America", "americas"), ("prisoners South Africa", "")],
)
def test_a_question_about_a_continent_opens_its_map(tiny_store: Store, question: str, zoom: str):
    page = build_explore(tiny_store, {"q": question}, EN).main
    href = unescape(re.findall(rf'href="(/\?indicator={UNSENTENCED}[^"]*)"', page)[0])
    assert dict(parse_qsl(urlsplit(href).query)).get("zoom", "") == zoom


def test_counts_and_years_are_told_in_words_that_fit(tiny_store: Store):
    notes = set()
    for name, indicator in tiny_store.catalogue.indicators.items():
        for year in choose(tiny_store, ViewState(indicator=name), EN).years:
            choice = choose(tiny_store, ViewState(indicator=name, year=year), EN)
            notes |= set(build_map_view(tiny_store, choice, EN).notes)
        for area in ("KEN", "TUV", "FRA"):
            row = build_row(tiny_store, indicator, tiny_store.catalogue.areas[area], [], EN)
            assert not re.search(r"from (\d{4}) to \1", row.why), row.why
    older = [note for note in notes if "older value" in note]
    assert older
    assert all(("shows an older" in note) == note.startswith("1 of") for note in older)


def test_a_series_with_a_narrower_licence_says_so_beneath_its_chart(tiny_store: Store):
    told = 0
    for name, indicator in tiny_store.catalogue.indicators.items():
        series = tiny_store.catalogue.series[indicator.preferred]
        allowed = tiny_store.catalogue.sources[series.source]["licence"]
        is_narrower = bool(allowed["may_transform"]) and "no_transform" in series.raw["restrictions"]
        main = unescape(build_explore(tiny_store, {"indicator": name}, EN).main)
        foot = re.findall(r'<p class="figure-source">.*?</p>', main, re.DOTALL)[0]
        assert ("this series: not to be transformed" in foot) == is_narrower, name
        told += is_narrower
    assert told


def test_a_question_about_a_group_opens_that_comparison(tiny_store: Store):
    told = 0
    for question in ("unemployment disability", "unemployment of disabled people", "unemployment"):
        page = build_explore(tiny_store, {"q": question}, EN).main
        for href in re.findall(r'class="answer-name" href="([^"]*)"', page):
            query = dict(parse_qsl(urlsplit(unescape(href)).query))
            series = tiny_store.catalogue.series[tiny_store.catalogue.indicators[query["indicator"]].preferred]
            has_groups = question != "unemployment" and "disability_status" in series.raw["dimensions"]
            assert query.get("by", "") == ("disability_status" if has_groups else "")
            told += has_groups
    assert told
