"""Thirty questions as people ask them, in English and French, answered from the release that stands in the repository.

Every row was read against the publishers' files: what is measured, for whom, and what nobody here measures.
"""

from __future__ import annotations

import statistics
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.answer import LIMIT, Answers, answer_question
from data.answer_area import area_finding
from data.finder import index_of
from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.map import build_map_view
from data.words import words

EN, FR = words("en"), words("fr")

# language, question, places, year, the first answer, whether it has a figure of the place
ANSWERED = [
    ("en", "torture Egypt", "EGY", None, "freedom_from_torture_expert_score", True),
    ("en", "prison without trial Jamaica 2015", "JAM", 2015, "unsentenced_detention_share_percent", True),
    ("en", "child labour Ghana", "GHA", None, "child_labour_economic_activity_percent", True),
    ("en", "LGBT rights Uganda", "UGA", None, "discrimination_felt_share_percent", False),
    ("en", "death penalty Iran", "IRN", None, "freedom_from_execution_score_0_10", False),
    ("en", "police killings Brazil", "BRA", None, "freedom_from_extrajudicial_killing_score_0_10", True),
    ("en", "women in parliament Rwanda", "RWA", None, "women_parliament_seats_share_percent", True),
    ("en", "refugees Syria", "SYR", None, "refugees_by_origin_rate_per_100000", True),
    ("en", "statelessness Myanmar", "MMR", None, "stateless_by_asylum_people", True),
    ("en", "clean water Chad", "TCD", None, "safely_managed_water_share_percent", True),
    ("en", "slavery Mauritania", "MRT", None, "trafficking_labour_detected_rate_per_100000", True),
    ("en", "press freedom ranking North Korea 2024", "PRK", 2024, "freedom_of_expression_index_score", True),
    ("en", "homelessness Canada", "CAN", None, "housing_groups_at_risk_share", False),
    ("en", "tortrue in Türkiye", "TUR", None, "freedom_from_torture_expert_score", True),
    ("en", "domestic violence India Pakistan", "IND PAK", None, "partner_violence_prevalence_percent", True),
    ("en", "prison without trial United Kingdom", "GBR", None, "unsentenced_detention_share_percent", False),
    ("en", "droit à l'eau Mali", "MLI", None, "basic_drinking_water_share_percent", True),
    ("en", "freedom of expression", "", None, "freedom_of_expression_index_score", True),
    ("en", "water and sanitation", "", None, "basic_drinking_water_share_percent", True),
    ("en", "right to education Niger", "NER", None, "secondary_education_attainment_percent", True),
    ("fr", "torture Égypte", "EGY", None, "freedom_from_torture_expert_score", True),
    ("fr", "prison sans procès Jamaïque 2015", "JAM", 2015, "unsentenced_detention_share_percent", True),
    ("fr", "droit à l'eau Mali", "MLI", None, "basic_drinking_water_share_percent", True),
    ("fr", "peine de mort Iran", "IRN", None, "freedom_from_execution_score_0_10", False),
    ("fr", "liberté de la presse Turquie", "TUR", None, "freedom_of_expression_index_score", True),
    ("fr", "travail des enfants Ghana", "GHA", None, "child_labour_economic_activity_percent", True),
    ("fr", "mariage des enfants Niger", "NER", None, "child_marriage_before_18_percent", True),
    ("fr", "réfugiés syriens", "SYR", None, "refugees_by_origin_rate_per_100000", True),
    ("fr", "violences conjugales France", "FRA", None, "partner_violence_prevalence_percent", True),
    ("fr", "liberté de réunion", "", None, "assembly_and_association_score_0_10", True),
    ("en", "Did Moldova ratify the CRPD and when?", "MDA", None, "crpd_party_status_class", True),
    (
        "en",
        "How has freedom of expression moved in Hungary since 2010?",
        "HUN",
        2010,
        "freedom_of_expression_index_score",
        True,
    ),
    ("en", "Which African states report no homicide rate?", "", None, "homicide_rate_per_100000", True),
    ("en", "embed homicide map", "", None, "homicide_rate_per_100000", True),
    ("fr", "esclavage Mauritanie", "MRT", None, "trafficking_labour_detected_rate_per_100000", True),
    ("fr", "femmes au parlement Rwanda", "RWA", None, "women_parliament_seats_share_percent", True),
]
# language, question, places, rights called near (none where no word of it stands anywhere)
UNANSWERED = [
    ("en", "surveillance China", "CHN", ""),
    ("en", "religious freedom India", "IND", ""),
    ("en", "gun violence United States", "USA", "freedom_from_torture"),
    ("en", "minimum wage Bangladesh", "BGD", "work"),
    ("en", "prison overcrowding Haiti", "HTI", "liberty_security"),
    ("en", "internet shutdowns", "", "expression"),
    ("en", "bitcoin price France", "FRA", ""),
    ("fr", "pollution de l'air", "", ""),
    ("fr", "salaire minimum Tunisie", "TUN", "work"),
    ("fr", "surveillance Chine", "CHN", ""),
]


@pytest.fixture(scope="module")
def store(real_store: Store) -> Store:
    """The release of the repository."""
    return real_store


def ask(store: Store, question: str, lang: str = "en", **more: object) -> Answers:
    return answer_question(store, question, words(lang), **more)  # type: ignore[arg-type]  # as the tests write it


def named(found: Answers) -> str:
    return " ".join(place.id for place in found.places)


@pytest.mark.parametrize(("lang", "question", "places", "year", "first", "has_figure"), ANSWERED)
def test_a_question_is_answered(
    store: Store, lang: str, question: str, places: str, year: int | None, first: str, has_figure: bool
) -> None:
    found = ask(store, question, lang)
    assert (named(found), found.year, found.nothing) == (places, year, "")
    best = found.answers[0]
    assert (best.indicator, best.has_figure) == (first, has_figure)
    assert len(best.sentences) == max(1, len(found.places))
    if year is not None:
        assert best.year == year
        assert str(year) in best.sentences[0]
    assert all(answer.areas == tuple(places.split()) for answer in (*found.answers, *found.silent))


def test_a_question_about_a_place_alone_opens_what_it_publishes(store: Store) -> None:
    found = ask(store, "What does Tuvalu publish?")
    assert found.is_open
    assert named(found) == "TUV"


@pytest.mark.parametrize(("lang", "question", "places", "near"), UNANSWERED)
def test_what_no_source_measures_is_said(store: Store, lang: str, question: str, places: str, near: str) -> None:
    found = ask(store, question, lang)
    assert found.count == 0
    assert found.nothing
    assert named(found) == places
    assert [right.id for right in found.near][:1] == near.split()


SENTENCES = [
    ("torture Egypt", 0, "Egypt: the expert score for freedom from torture was −1.54 in 2021."),
    (
        "prison without trial Jamaica 2015",
        0,
        "Jamaica: the share of prisoners held without a sentence was 23.5% in 2015.",
    ),
    (
        "police killings Brazil",
        0,
        "Brazil: the experts' score of freedom from killing outside the law was 1.6 (80% interval 1.3–1.8) in 2019.",
    ),
    (
        "prison without trial United Kingdom",
        0,
        (
            "United Kingdom: published for parts of the country only: England and Wales 16.2% (2021), Northern Ireland "
            "38.3% (2021) and Scotland 22.7% (2020)."
        ),
    ),
    ("unsentenced detention Fiji 2019", 0, "Fiji, 2019: not reported. The nearest figure is 19.9%, of 2021."),
    (
        "death penalty Iran",
        0,
        (
            "HRMI Rights Tracker publishes this for 31 countries and territories; Iran (Islamic Republic of) is not "
            "among them."
        ),
    ),
    ("death penalty Iran", 1, "Iran (Islamic Republic of), 2022: Neither signed nor joined."),
]


@pytest.mark.parametrize(("question", "number", "sentence"), SENTENCES)
def test_a_sentence_says_value_year_interval_or_why_there_is_none(
    store: Store, question: str, number: int, sentence: str
) -> None:
    assert ask(store, question).answers[number].sentences == (sentence,)


def test_two_places_stand_in_one_link_and_two_sentences(store: Store) -> None:
    best = ask(store, "domestic violence India Pakistan").answers[0]
    assert best.areas == ("IND", "PAK")
    assert [text.split(" ")[0] for text in best.sentences] == ["India", "Pakistan"]


def test_an_old_figure_is_called_so_and_its_link_leads_to_its_year(store: Store) -> None:
    best = ask(store, "slavery Mauritania").answers[0]
    assert best.year == best.when == 2011
    assert best.sentences[0].endswith("in 2011. No newer figure is in this release.")


def test_only_promises_are_called_so(store: Store) -> None:
    assert "promised" in ask(store, "child soldiers Congo").note
    assert not ask(store, "torture Egypt").note


def test_a_part_of_the_world_is_not_summed_up_silently(store: Store) -> None:
    assert "parts of the world" in ask(store, "hunger in Africa").note


def test_a_place_alone_has_its_page_and_its_core_figures(store: Store) -> None:
    found = ask(store, "Côte d'Ivoire")
    assert [(p.page, p.line) for p in found.places] == [("CIV", "23 of 24 core indicators have a figure.")]
    assert found.is_open
    assert {len(found.answers), len(found.silent)} == {23, 1}
    assert all(a.is_core and a.value and a.when for a in found.answers)


def test_a_place_of_old_and_a_part_have_no_page_of_their_own(store: Store) -> None:
    assert [(p.page, p.line) for p in ask(store, "Yugoslavia").places] == [("", "Yugoslavia (former) ended in 1992.")]
    scotland = ask(store, "Scotland homicide")
    assert [p.page for p in scotland.places] == ["GBR"]
    assert scotland.answers[0].areas == ("GBR",)
    assert scotland.answers[0].sentences[0].startswith("Scotland: ")


def test_a_topic_alone_speaks_of_the_year_its_map_opens_with(store: Store) -> None:
    best = ask(store, "freedom of expression").answers[0]
    assert best.sentences[0].startswith("In 2025, the freedom of expression index, from 0 to 1, ranged from 0.013 in ")
    assert "172 UN member states" in best.sentences[0]
    assert ask(store, "freedom of expression 1990").answers[0].sentences[0].startswith("In 1990, ")


def test_a_right_by_its_name_gives_its_core_first(store: Store) -> None:
    for right in store.catalogue.rights.values():
        core = {i.id for i in store.catalogue.indicators.values() if i.core == right["id"]}
        found = ask(store, right["name"])
        assert {a.indicator for a in found.answers[: len(core)]} == core, right["name"]
        assert found.right is not None


def test_facets_narrow_and_list(store: Store) -> None:
    listed = ask(store, "", facets={"right": "food"})
    assert len(listed.answers) == sum("food" in i.rights for i in store.catalogue.indicators.values())
    assert all(text.startswith("Figures of ") for a in listed.answers for text in a.sentences)
    narrowed = ask(store, "torture Egypt", facets={"source": "un_treaties"})
    assert {a.indicator for a in narrowed.answers} == {"cat_party_status_class", "opcat_party_status_class"}
    assert ask(store, "", facets={"right": "none"}).nothing


def test_every_answer_says_what_the_map_says(store: Store) -> None:
    """For every core indicator and member state: the same state and figure as the map of that year."""
    for indicator in store.catalogue.indicators.values():
        if indicator.core is None:
            continue
        choice = choose(store, ViewState(indicator=indicator.id), EN)
        view = build_map_view(store, choice, EN)
        for shown in view.counted[::7]:
            found = area_finding(store, indicator, store.catalogue.areas[shown.id], view.year, EN)
            assert found.state is shown.state, (indicator.id, shown.id)
            if shown.state is AreaState.VALUE:
                assert shown.text in found.sentence


def test_answers_come_quickly(store: Store) -> None:
    """Half of them within 5 ms once the index stands: written about four times wider than measured."""
    index_of(store.catalogue)
    times = []
    for lang, question, *_ in (*ANSWERED, *UNANSWERED):
        ask(store, question, lang)
        start = time.perf_counter()
        ask(store, question, lang)
        times.append(time.perf_counter() - start)
    assert statistics.median(times) < 0.005


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=st.one_of(
        st.text(max_size=40),
        st.lists(st.sampled_from("torture Egypt Mali 2015 right to water 埃及 % prison women '".split())).map(" ".join),
    ),
    lang=st.sampled_from(["en", "fr"]),
)
def test_any_question_has_an_answer_or_says_so(store: Store, question: str, lang: str) -> None:
    found = ask(store, question, lang)
    assert found == ask(store, question, lang)
    assert found.count or found.nothing or found.places
    assert not found.is_open or found.places
    assert found.is_open or len(found.answers) <= max(LIMIT, 40)
