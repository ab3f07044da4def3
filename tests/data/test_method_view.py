"""Section 10 as a view: nothing is left out in silence, and a figure can be followed back to its record."""

from __future__ import annotations

from data.query import observation, series_rows
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.map import build_map_view
from data.views.method import build_method_view
from data.views.trace import build_absence, build_trace
from data.words import words

FACTS = ("Right", "Treaty articles", "Kind", "Rests on", "Direction", "Unit", "Custodian", "Maturity", "Uncertainty")


def method_of(store: Store, indicator: str, lang: str = "en"):
    known = store.catalogue.indicators[indicator]
    return build_method_view(store, known, store.catalogue.series[known.preferred], words(lang))


def trace_of(store: Store, series: str, dims: str, area: str, year: int):
    rows = series_rows(store.blocks, series, dims, area)
    row = next(int(r) for r in rows if store.blocks.columns["year"][r] == year)
    return {s.label: s for s in build_trace(store, observation(store.blocks, series, dims, row), words("en"))}


def test_every_indicator_says_everything(tiny_store: Store):
    for indicator in tiny_store.catalogue.indicators:
        method = method_of(tiny_store, indicator)
        headings = [s.heading for s in method.statements]
        for wanted in ("What it measures", "What it does not measure", "How it is collected", "How it is revised"):
            assert wanted in headings
        assert any(h.startswith("Break") for h in headings)
        assert any(h.startswith("Known bias") for h in headings)
        assert all(s.text for s in method.statements)
        assert set(FACTS) <= {label for label, _ in method.facts}
        assert method.may_not_conclude


def test_a_statement_without_evidence_says_so(tiny_store: Store):
    for indicator in tiny_store.catalogue.indicators.values():
        source = tiny_store.catalogue.sources[tiny_store.catalogue.series[indicator.preferred].source]
        unknown = {s.heading for s in method_of(tiny_store, indicator.id).statements if not s.is_known}
        raw = indicator.raw["method"]
        assert ("How it is collected" in unknown) == (not raw["collection"] and not source["collection"])
        assert ("Breaks in the series" in unknown) == (not raw["breaks"])


def test_a_break_names_its_evidence(tiny_store: Store):
    for indicator in tiny_store.catalogue.indicators.values():
        for item in indicator.raw["method"]["breaks"]:
            found = [s for s in method_of(tiny_store, indicator.id).statements if str(item["year"]) in s.heading]
            assert any(s.evidence == item["evidence"] for s in found)


def test_formula_tolerance_and_colours_are_told(tiny_store: Store):
    status = {s.heading: s for s in method_of(tiny_store, "cat_party_status_class").statements}
    assert status["Computed by us"].decision == "0202"
    assert status["Older values"].text.startswith("None: a value of another year never stands in. A status under CAT")
    rate = {s.heading: s for s in method_of(tiny_store, "homicide_rate_per_100000").statements}
    assert "up to 2 years" in rate["Older values"].text
    assert "same in all years" in rate["Colours"].text or "missing is hatched" in rate["Colours"].text


def test_a_text_without_translation_is_marked(tiny_store: Store):
    french = method_of(tiny_store, "homicide_rate_per_100000", "fr").statements
    attribution = next(s for s in french if s.text.startswith("United Nations Statistics Division"))
    assert attribution.lang == "en"
    assert not any(s.lang for s in method_of(tiny_store, "homicide_rate_per_100000").statements)


def test_a_figure_leads_back_to_its_record(tiny_store: Store):
    steps = trace_of(tiny_store, "un_sdg:VC_IHR_PSRC@2023-12-17", "sex:total", "FRA", 2018)
    assert next(iter(steps)) == "Counted by"
    assert list(steps)[-1] == "Release"
    assert steps["Counted by"].text.startswith("Reported by the country.")
    assert "UNODC" in steps["Compiled by"].text
    assert "VC_IHR_PSRC" in steps["Compiled by"].text
    source = tiny_store.catalogue.sources["un_sdg"]
    assert steps["Copied from"].digest in {file["sha256"] for file in source["files"]}
    assert steps["Published text"].text == "1.2"
    assert steps["Corrections"].text.startswith("None")
    assert steps["Release"].digest == tiny_store.release.digest


def test_a_computed_figure_leads_to_its_inputs(tiny_store: Store):
    indicator = tiny_store.catalogue.indicators["cat_party_status_class"]
    series = tiny_store.catalogue.series[indicator.preferred]
    start, _ = next(iter(tiny_store.blocks.slices[series.id].values()))
    item = observation(tiny_store.blocks, series.id, series.headline, start)
    steps = {s.label: s for s in build_trace(tiny_store, item, words("en"))}
    assert item.inputs in steps["Computed by us"].text
    assert "Corrections" not in steps
    assert steps["Decisions"].decisions == item.decisions


def test_a_mark_and_its_decisions_are_told(tiny_store: Store):
    steps = trace_of(tiny_store, "un_sdg:VC_PRS_UNSNT@2023-12-17", "sex:male", "PSE", 2016)
    assert "not possible" in steps["Marks"].text
    assert "0006" in steps["Decisions"].decisions


def test_a_missing_figure_says_where_it_was_looked_for(tiny_store: Store):
    choice = choose(tiny_store, ViewState(indicator="homicide_rate_per_100000"), words("en"))
    view = build_map_view(tiny_store, choice, words("en"))
    missing = next(area for area in view.areas if area.observation is None)
    steps = build_absence(tiny_store, view.series, missing.text, words("en"))
    assert steps[0].text == f"{missing.text}."
    assert "VC_IHR_PSRC" in steps[1].text
    assert steps[-1].digest == tiny_store.release.digest
