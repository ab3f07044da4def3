"""The page of signals and its section of the methodology: whole at every address, alike for both ways, small, quick."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.links import Site
from components.methodology import build_methodology
from components.page import Page
from components.signals import build_signals
from components.signals_method import signals_method
from components.svg.signals import draw_pair, draw_states
from data.store import Store
from data.views.signals import build_signal_view, judged_subjects
from data.views.signals_parts import STATES
from data.views.signals_text import revised_sentence
from data.words import words
from tests.components.links import stays_in

EN = words("en")
WGI = "voice_accountability_estimate_model_score"
ADDRESSES: list[dict[str, str]] = [
    {},
    {"indicator": WGI},
    {"indicator": "liberal_democracy_index_score", "year": "1992"},
    {"year": "2010", "peers": "subregion_eastern_africa"},
    {"peers": "KIR,NRU"},
]


def page(store: Store, query: dict[str, str]) -> Page:
    return build_signals(store, query, EN)


class TestPage:
    @pytest.mark.parametrize("query", ADDRESSES)
    def test_is_whole_small_and_canonical(self, real_store: Store, query: dict[str, str]) -> None:
        made = page(real_store, query)
        assert "A statistical signal, not a finding" in made.main
        assert 'role="status"' not in made.main
        assert {k: v[0] for k, v in parse_qs(urlsplit(made.canonical).query).items()} == query
        assert len(brotli.compress(made.main.encode())) < 30_000
        assert " style=" not in made.main
        assert "<script" not in made.main
        ids = re.findall(r'\bid="([^"]+)"', made.main)
        assert len(ids) == len(set(ids))

    def test_both_lists_are_made_alike(self, real_store: Store) -> None:
        main = page(real_store, {}).main
        lists = re.findall(r'<section class="pair-list".*?</section>', main, re.DOTALL)
        assert len(lists) == 2
        shapes = [re.sub(r"better|worse", "x", "".join(re.findall(r"<h2[^>]*>|<ol[^>]*>|<h3[^>]*>", s))) for s in lists]
        assert shapes[0] == shapes[1]
        boxes = set(re.findall(r'<svg class="pair [^"]*" viewBox="([^"]*)"', main))
        assert len(boxes) == 1

    def test_abstentions_are_hatched_and_named(self, real_store: Store) -> None:
        main = page(real_store, {}).main
        assert 'class="st-abstain" fill="url(#signals-abstain)"' in main
        assert "The source does not cover the country" in main
        assert "Kiribati" in main

    def test_trend_and_method_are_linked(self, real_store: Store) -> None:
        main = page(real_store, {}).main
        assert 'href="/?indicator=electoral_democracy_index_score&amp;area=BFA#trend"' in main
        assert 'href="/methodology#signals"' in main

    @pytest.mark.parametrize("query", ADDRESSES)
    def test_newer_edition_is_called_revised_data(self, real_store: Store, query: dict[str, str]) -> None:
        assert "Revised data: this edition, of " in page(real_store, query).main

    def test_edition_of_the_year_itself_is_not(self, real_store: Store) -> None:
        subject = judged_subjects(real_store)[0]
        view = build_signal_view(real_store, subject, 2024, None, EN)
        same = replace(view, subject=replace(subject, series=replace(subject.series, released="2024-12")))
        assert revised_sentence(view, EN)
        assert revised_sentence(same, EN) == ""

    def test_what_is_computed_here_is_said(self, real_store: Store) -> None:
        assert "computed by us from the published standard error" in page(real_store, {"indicator": WGI}).main
        assert "computed by us" not in page(real_store, {}).main

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"indicator": "freedom_from_torture_score_0_10"}, "Intervals are published for 3 years"),
            ({"indicator": "corruption_perceptions_index_score"}, "The licence allows no figure"),
            ({"indicator": "nothing"}, "nothing is no indicator"),
            ({"year": "1800"}, "There is no data for 1800"),
            ({"peers": "atlantis"}, "There is no group atlantis"),
            ({"colour": "red"}, "colour is no parameter"),
        ],
    )
    def test_what_means_nothing_here_is_said(self, real_store: Store, query: dict[str, str], said: str) -> None:
        made = page(real_store, query)
        assert said in made.main
        assert 'role="status"' in made.main

    def test_pinned_page_keeps_its_links(self, real_store: Store) -> None:
        main = build_signals(real_store, {}, EN, pinned=True).main
        links = re.findall(r'href="(/[^"]*)"', main)
        assert all(stays_in(real_store.id, link) for link in links)

    def test_release_without_intervals_says_so(self, tiny_store: Store) -> None:
        made = build_signals(tiny_store, {}, EN)
        assert made.main
        assert bool(judged_subjects(tiny_store)) == ("holds no series" not in made.main)

    def test_is_quick(self, real_store: Store) -> None:
        page(real_store, {})
        times = []
        for _ in range(5):
            start = time.perf_counter()
            page(real_store, {})
            times.append(time.perf_counter() - start)
        assert min(times) < 0.06

    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "indicator": st.sampled_from(["", WGI, "x", "liberal_democracy_index_score"]),
                "year": st.sampled_from(["", "1970", "1999", "2024", "x"]),
                "peers": st.sampled_from(["", "eu", "sids", "KEN,UGA", "x", "income_low@2015"]),
            },
        )
    )
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_canonical_address_gives_the_same_page(self, real_store: Store, query: dict[str, str]) -> None:
        made = page(real_store, query)
        again = page(real_store, {k: v[0] for k, v in parse_qs(urlsplit(made.canonical).query).items()})
        assert again.canonical == made.canonical
        assert again.title == made.title
        assert 'role="status"' not in again.main


class TestDrawings:
    def test_pair_is_escaped_and_holds_both_years(self) -> None:
        root = ElementTree.fromstring(draw_pair((-3, -2, -1, 1, 2, 3), (-3, 3), "st-better", 'a"<b>'))
        assert root.attrib["aria-label"] == 'a"<b>'
        assert [part.attrib["class"] for part in root] == ["then", "then", "now", "now"]

    def test_one_point_of_scale_divides_by_nothing(self) -> None:
        assert "M5 7H5" in draw_pair((1, 1, 1, 1, 1, 1), (1, 1), "st-better", "x")

    def test_states_fill_the_bar(self) -> None:
        counts = {state: n for n, state in enumerate(STATES)}
        root = ElementTree.fromstring(draw_states(counts, dict.fromkeys(STATES, "a & b"), "x"))
        widths = [float(box.attrib["width"]) for box in root.iter("rect") if "x" in box.attrib]
        assert sum(widths) == pytest.approx(1000, abs=0.5)
        assert len(widths) == len(STATES) - 1
        assert draw_states(dict.fromkeys(STATES, 0), {}, "x").endswith("</svg>")


class TestMethodology:
    def test_back_test_stands_on_the_page(self, real_store: Store) -> None:
        main = build_methodology(real_store, {}, EN).main
        assert '<section id="signals">' in main
        assert "Revised data" in main
        for subject in judged_subjects(real_store):
            assert f"{subject.indicator.name}: back-test" in main

    def test_areas_are_those_of_the_years_named(self, real_store: Store) -> None:
        subjects = judged_subjects(real_store)
        told = {t.name: t.source for t in signals_method(real_store, Site(), EN)["tables"]}
        for subject in subjects:
            assert subject.judged is not None
            panel = subject.judged.panel
            first = max(panel.first, 1965)
            values = panel.value.tolist()
            alive = [row for row in values if any(v == v for v in row[first - panel.first :])]
            assert f"values {first} to {panel.last}, {len(alive)} areas" in told[EN.text(subject.indicator.name)]

    def test_every_line_is_published(self, real_store: Store) -> None:
        tables = signals_method(real_store, Site(), EN)["tables"]
        assert [t.is_first for t in tables].count(True) == 1
        for table in tables:
            assert len(table.rows) == 12
            assert "“no change” was right" in table.summary
