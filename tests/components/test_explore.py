"""The explore page says one thing in drawing, legend, table and sentence, and every control leads somewhere."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from components.explore import build_explore
from components.methodology import build_methodology
from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.map import build_map_view
from data.words import words

LINK = re.compile(r'href="(/[^"]*)"')
OPTION = re.compile(r'<option value="([^"]*)"')
TITLE = re.compile(r"<title>([^<]*)</title>")
ROW = re.compile(r"<tr[^>]*><th scope=\"row\">(.*?)</th>\s*<td class=\"num\">(.*?)</td>", re.DOTALL)


def page(store: Store, **query: str):
    return build_explore(store, query, words("en"))


def indicators(store: Store) -> list[str]:
    return sorted(store.catalogue.indicators)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def test_every_indicator_has_a_page(tiny_store: Store):
    for indicator in indicators(tiny_store):
        made = page(tiny_store, indicator=indicator)
        assert made.status == 200
        assert tiny_store.catalogue.indicators[indicator].name.split(",")[0][:20] in unescape(made.main)
        assert "None" not in text_of(made.main)
        assert 'class="notices"' not in made.main


def test_numbers_are_the_same_in_drawing_and_table(tiny_store: Store):
    for indicator in indicators(tiny_store):
        made = page(tiny_store, indicator=indicator)
        table = {text_of(name): text_of(value) for name, value in ROW.findall(made.main)}
        drawn = [unescape(t) for t in TITLE.findall(made.main) if ": " in t]
        for tip in drawn:
            name, _, rest = tip.partition(": ")
            if name in table and table[name] != "–":
                assert rest.startswith(table[name]), (indicator, tip, table[name])


def test_legend_counts_sum_to_the_members(tiny_store: Store):
    for indicator in indicators(tiny_store):
        choice = choose(tiny_store, ViewState(indicator=indicator), words("en"))
        view = build_map_view(tiny_store, choice, words("en"))
        if view.section is not None:
            assert sum(item.count for item in view.legend) == len(view.counted)


def test_every_link_and_option_leads_to_a_page_without_a_notice(tiny_store: Store):
    indicator = "unsentenced_detention_share_percent"
    made = page(tiny_store, indicator=indicator)
    addresses = {unescape(link) for link in LINK.findall(made.main)}
    addresses = {a for a in addresses if urlsplit(a).path == "/"}
    for address in addresses:
        query = dict(parse_qsl(urlsplit(address).query))
        assert 'class="notices"' not in page(tiny_store, **query).main, address


def test_unknown_things_are_told(tiny_store: Store):
    made = page(tiny_store, indicator="unsentenced_detention_share_percent", year="20x5", dims="sex:martian", foo="1")
    assert made.main.count("<p>", made.main.index('class="notices"'), made.main.index("</div>")) == 3
    lost = page(tiny_store, indicator="no_such_indicator")
    assert "no_such_indicator" in lost.main
    assert lost.status == 200


def test_parts_of_a_country_are_told_not_lost(tiny_store: Store):
    choice = choose(tiny_store, ViewState(indicator="unsentenced_detention_share_percent"), words("en"))
    view = build_map_view(tiny_store, choice, words("en"))
    states = {area.id: area.state for area in view.areas}
    if states["GBR"] is AreaState.PARTS_ONLY:
        made = page(tiny_store, indicator="unsentenced_detention_share_percent", area="GBR")
        assert "England and Wales" in made.main


def test_text_from_data_is_escaped(tiny_store: Store):
    made = page(tiny_store, q="<script>alert(1)</script>")
    assert "<script>alert" not in made.main
    assert "&lt;script&gt;" in made.main


def test_search_carries_the_place_along(tiny_store: Store):
    made = page(tiny_store, q="prison without trial Kenya")
    assert "area=KEN" in made.main


def test_change_is_refused_where_it_cannot_be_computed(tiny_store: Store):
    for indicator in tiny_store.catalogue.indicators.values():
        if indicator.classes:
            made = page(tiny_store, indicator=indicator.id, base="1995")
            assert "no difference" in made.main
            return
    pytest.fail("the tiny release has no named classes")


def test_methodology_holds_every_source_and_decision(tiny_store: Store):
    made = build_methodology(tiny_store, {}, words("en"))
    for source in tiny_store.catalogue.sources.values():
        assert source["licence"]["attribution"][:30] in unescape(made.main)
    for number in tiny_store.catalogue.decisions:
        assert f'id="decision-{number}"' in made.main
    assert "The sums agree." in made.main


def test_the_front_page_opens_with_the_widest_silence(tiny_store: Store):
    made = page(tiny_store)
    silent = {}
    for indicator in tiny_store.catalogue.indicators.values():
        if indicator.core is not None and indicator.view == "map":
            view = build_map_view(
                tiny_store, choose(tiny_store, ViewState(indicator=indicator.id), words("en")), words("en")
            )
            assert view.section is not None
            silent[indicator.id] = sum(not status.is_value for status in view.section.counted)
    if silent:
        assert '<svg class="map' in made.main
        assert made.main.count('<details class="leg ') > 1
        assert any(f"indicator={name}" in made.main for name in silent)


def test_a_traced_figure_links_the_decisions_that_touched_it(tiny_store: Store):
    made = page(tiny_store, indicator="unsentenced_detention_share_percent", area="PSE", year="2016", dims="sex:male")
    trace = made.main[made.main.index('<dl class="trace">') :].partition("</dl>")[0]
    assert "<dt>Published text</dt>" in trace
    assert '<a href="/methodology#decision-0006">0006</a>' in trace
