"""What readers type finds its indicator, in the release that stands in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import data.release
from data.catalogue import ReleaseCatalogue, load_release_catalogue
from data.finder import Hit, facets, index_of, parse_question, search
from data.finder_index import Index
from data.finder_rank import MIN_COVERAGE
from data.finder_text import fold, plain, stem, stems, within_one
from data.finder_words import PEOPLE
from data.model import AreaKind
from data.release import open_release

EMBEDDED = Path(data.release.__file__).parent / "releases"
FIRST = 5

# (question, one or more indicators that must stand among the first five)
QUESTIONS = [
    ("torture", "freedom_from_torture_expert_score freedom_from_torture_score_0_10 cat_party_status_class"),
    ("VC_PRS_UNSNT", "unsentenced_detention_share_percent"),
    ("vc prs unsnt", "unsentenced_detention_share_percent"),
    ("un_sdg:VC_PRS_UNSNT@2023-12-17", "unsentenced_detention_share_percent"),
    ("unsentenced_detention_share_percent", "unsentenced_detention_share_percent"),
    ("prison without trial", "unsentenced_detention_share_percent"),
    ("people in jail awaiting trial", "unsentenced_detention_share_percent"),
    ("pretrial detention in Brazil", "unsentenced_detention_share_percent"),
    ("16.3.2", "unsentenced_detention_share_percent"),
    ("SDG 5.5.1 women", "women_parliament_seats_share_percent women_local_government_seats_share_percent"),
    ("v2x_polyarchy", "electoral_democracy_index_score"),
    ("torture Egypt", "freedom_from_torture_expert_score"),
    ("tortrue in Türkiye", "freedom_from_torture_expert_score"),
    ("death penalty", "iccpr_op2_party_status_class freedom_from_execution_score_0_10"),
    ("press freedom", "freedom_of_expression_index_score opinion_and_expression_score_0_10"),
    ("freedom of the press in Turkey", "freedom_of_expression_index_score"),
    ("free speech Russia", "freedom_of_expression_index_score"),
    ("how many journalists were killed in Mexico in 2019", "defenders_killed_count_victims"),
    ("enforced disappearances", "cped_party_status_class freedom_from_disappearance_score_0_10"),
    ("killings by police", "freedom_from_extrajudicial_killing_score_0_10 physical_integrity_index_score"),
    ("is Poland a democracy?", "electoral_democracy_index_score"),
    ("dictatorships", "political_regime_type_class"),
    ("are courts independent in Hungary", "high_court_independence_expert_score"),
    ("rule of law", "rule_of_law_index_score"),
    ("women in parliament", "women_parliament_seats_share_percent"),
    ("female MPs Rwanda", "women_parliament_seats_share_percent"),
    ("child marriage India", "child_marriage_before_18_percent child_marriage_before_15_percent"),
    ("FGM", "female_genital_mutilation_prevalence_percent"),
    ("domestic violence", "partner_violence_prevalence_percent gender_law_violence_share_percent"),
    ("what share of women experienced violence from their husbands", "partner_violence_prevalence_percent"),
    ("rape", "sexual_violence_prevalence_percent"),
    ("murder rate", "homicide_rate_per_100000"),
    ("how many people were murdered in Honduras", "homicide_rate_per_100000"),
    ("civilians killed by the army", "one_sided_violence_government_deaths"),
    ("war deaths", "armed_conflict_deaths_count_deaths conflict_deaths_count_deaths"),
    ("Syrian refugees", "refugees_by_origin_people"),
    ("who hosts the most refugees", "refugees_by_asylum_people"),
    ("Rohingya", "stateless_by_asylum_people"),
    ("stateless persons Kuwait", "stateless_by_asylum_people"),
    ("internally displaced people Sudan", "internally_displaced_conflict_people"),
    ("asylum success rate", "recognition_rate_share_percent"),
    ("migrants drowned in the Mediterranean", "migrant_deaths_recorded_count_people"),
    ("modern slavery", "trafficking_detected_rate_per_100000"),
    ("child labor Ghana", "child_labour_economic_activity_percent"),
    ("corruption", "corruption_perceptions_index_score"),
    ("bribes", "bribery_prevalence_percent"),
    ("hunger in Africa", "undernourishment_prevalence_percent"),
    ("access to safe water in rural areas Ethiopia", "safely_managed_water_share_percent"),
    ("toilets", "safely_managed_sanitation_share_percent"),
    ("slums", "urban_slum_population_share_percent"),
    ("mothers dying in childbirth Nigeria", "maternal_mortality_ratio_per_100000_live_births"),
    ("infant mortality rate", "infant_mortality_rate_per_1000_live_births"),
    ("teenage pregnancy", "adolescent_birth_rate_per_1000_women"),
    ("abortion law", "reproductive_health_laws_score_percent maternity_care_laws_score_percent"),
    ("universal health coverage", "health_service_coverage_index_points"),
    ("extreme poverty", "extreme_poverty_headcount_percent"),
    ("rural poverty", "extreme_poverty_headcount_percent"),
    ("pensions for old people", "old_age_pension_coverage_percent"),
    ("gender pay gap", "hourly_earnings_mean_local_currency"),
    ("right to strike", "labour_rights_noncompliance_score_0_10"),
    ("unemployment of disabled people", "unemployment_by_disability_rate_percent"),
    ("birth certificates", "birth_registration_share_percent"),
    ("ratification of CEDAW", "cedaw_party_status_class"),
    ("has the USA ratified the convention on the rights of the child", "crc_party_status_class"),
    ("human rights commission", "nhri_accreditation_status_class"),
    ("racism", "icerd_party_status_class discrimination_felt_share_percent"),
    ("discriminaton", "discrimination_felt_share_percent"),
    ("can women inherit land", "women_land_rights_law_level_class"),
    ("children beaten at home", "violent_discipline_prevalence_percent"),
    ("internet access", "internet_users_share_percent"),
    ("right to protest", "assembly_and_association_score_0_10"),
    ("NGO crackdown", "civil_society_participation_expert_score assembly_groups_at_risk_share"),
    ("child soldiers", "op_crc_ac_party_status_class"),
    ("police brutality", "freedom_from_torture_expert_score"),
    ("which countries have no statistics", "statistical_performance_overall_index_0_100"),
]

# Nothing here measures these. A word of them may stand somewhere; that is no answer.
UNANSWERED = [
    "internet shutdowns",
    "climate change",
    "nuclear weapons",
    "voter turnout",
    "prison overcrowding",
    "same-sex marriage",
    "Uyghur camps",
    "air pollution",
    "minimum wage",
    "suicide rate",
    "blasphemy laws",
    "euthanasia",
    "gun ownership",
    "asdfgh",
    "the",
    "2019",
    "пытки",
]

PLACES = [
    ("torture Egypt", ("EGY",), "torture"),
    ("torture in Egypt and Libya", ("EGY", "LBY"), "torture"),
    ("Türkiye", ("TUR",), ""),
    ("press freedom in turkey?", ("TUR",), "press freedom"),
    ("how many journalists were killed in Mexico in 2019", ("MEX",), "journalists were killed in 2019"),
    ("Syrian refugees", ("SYR",), "refugees"),
    ("Nigerian girls", ("NGA",), "girls"),
    ("poverty Niger", ("NER",), "poverty"),
    ("women's rights in Saudi Arabia?", ("SAU",), "women's rights"),
    ("torture in Saudi Arabai", ("SAU",), "torture"),
    ("Egpyt", ("EGY",), ""),
    ("DRC rape", ("COD",), "rape"),
    ("US prisons", ("USA",), "prisons"),
    ("U.S. homicide", ("USA",), "homicide"),
    ("tell us about torture", (), "tell us about torture"),
    ("car accidents", (), "car accidents"),
    ("CAR child soldiers", ("CAF",), "child soldiers"),
    ("EGY torture", ("EGY",), "torture"),
    ("WOMEN AND MEN", (), "WOMEN AND MEN"),
    ("homicide Côte d’Ivoire", ("CIV",), "homicide"),
    ("homicide cote d'ivoire", ("CIV",), "homicide"),
    ("torture Corée du Nord", ("PRK",), "torture"),
    ("torture España", ("ESP",), "torture"),
    ("torture Египет", ("EGY",), "torture"),
    ("torture مصر", ("EGY",), "torture"),
    ("torture 埃及", ("EGY",), "torture"),
    ("埃及酷刑", ("EGY",), "酷刑"),
    ("South Sudan famine", ("SSD",), "famine"),
    ("refugees from Korea", ("KOR", "PRK"), "refugees"),
    ("homicide in Latin America", (), "homicide in Latin America"),
    ("Yugoslavia", ("YUG",), ""),
    ("Hong Kong", ("HKG",), ""),
    ("VC_PRS_UNSNT France", ("FRA",), "VC_PRS_UNSNT"),
    ("", (), ""),
]


@pytest.fixture(scope="module")
def catalogue() -> ReleaseCatalogue:
    """What the release of the repository says in words; nothing is prepared or written."""
    return load_release_catalogue(open_release(root=EMBEDDED))


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_a_question_finds_its_indicators_in_the_first_five(
    catalogue: ReleaseCatalogue, question: str, expected: str
) -> None:
    assert set(expected.split()) <= set(ids(search(catalogue, question, FIRST)))


@pytest.mark.parametrize("question", UNANSWERED)
def test_what_no_source_answers_finds_nothing(catalogue: ReleaseCatalogue, question: str) -> None:
    assert ids(search(catalogue, question)) == []


def test_a_topic_at_the_edge_finds_little(catalogue: ReleaseCatalogue) -> None:
    assert ids(search(catalogue, "LGBT laws")) == ["discrimination_felt_share_percent"]
    found = search(catalogue, "press freedom ranking")
    assert found[0].id == "freedom_of_expression_index_score"
    assert len(found) < 10


@pytest.mark.parametrize(("question", "areas", "topic"), PLACES)
def test_places_are_told_from_the_topic(
    catalogue: ReleaseCatalogue, question: str, areas: tuple[str, ...], topic: str
) -> None:
    found = parse_question(catalogue, question)
    assert (found.areas, found.topic) == (areas, topic)


def test_every_state_is_found_by_each_of_its_names(catalogue: ReleaseCatalogue) -> None:
    for area in catalogue.areas.values():
        if area.kind is AreaKind.COUNTRY:
            for name in area.names.values():
                assert area.id in parse_question(catalogue, f"torture {name}").areas, name


def test_no_name_of_an_indicator_is_taken_for_a_place(catalogue: ReleaseCatalogue) -> None:
    for indicator in catalogue.indicators.values():
        assert parse_question(catalogue, indicator.name).areas == (), indicator.name


def test_every_indicator_is_found_by_name_id_and_code(catalogue: ReleaseCatalogue) -> None:
    for indicator in catalogue.indicators.values():
        assert indicator.id in ids(search(catalogue, indicator.name, FIRST)), indicator.name
        assert ids(search(catalogue, indicator.id))[0] == indicator.id
        code = catalogue.series[indicator.preferred].code
        assert indicator.id in ids(search(catalogue, code, FIRST)), code


def test_every_synonym_finds_its_indicator(catalogue: ReleaseCatalogue) -> None:
    for indicator in catalogue.indicators.values():
        for synonym in indicator.synonyms:
            assert indicator.id in ids(search(catalogue, synonym, 40)), (indicator.id, synonym)


def test_the_right_that_a_question_names(catalogue: ReleaseCatalogue) -> None:
    expected = {
        "torture Egypt": "freedom_from_torture",
        "prison without trial": "liberty_security",
        "women in parliament": "participation",
        "child mortality": "health",
        "violence against women": "freedom_from_torture",
        "freedom from torture and violence": "freedom_from_torture",
        "VC_PRS_UNSNT": None,
        "Egypt": None,
        "nuclear weapons": None,
    }
    assert {q: parse_question(catalogue, q).right for q in expected} == expected


def test_whole_indicators_stand_before_their_parts(catalogue: ReleaseCatalogue) -> None:
    found = ids(search(catalogue, "trafficking victims", 20))
    assert found.index("trafficking_detected_rate_per_100000") < found.index(
        "trafficking_labour_detected_count_victims"
    )
    found = ids(search(catalogue, "asylum-seekers", 20))
    assert found.index("asylum_seekers_by_origin_people") < found.index("asylum_seekers_pairs_by_origin_people")


def test_an_exact_code_stands_before_everything(catalogue: ReleaseCatalogue) -> None:
    hit = search(catalogue, "torture VC_PRS_UNSNT")[0]
    assert (hit.id, hit.why) == ("unsentenced_detention_share_percent", "code VC_PRS_UNSNT")
    assert search(catalogue, "16.3.2")[0].why == "SDG 16.3.2"
    assert {hit.id for hit in search(catalogue, "VC_VAW", 40)} >= {"partner_violence_prevalence_percent"}


def test_every_hit_says_why(catalogue: ReleaseCatalogue) -> None:
    why = {hit.id: hit.why for hit in search(catalogue, "prison without trial")}
    assert why["unsentenced_detention_share_percent"] == "also: prison without trial"
    assert search(catalogue, "corruption perceptions index")[0].why == "name"
    for question, _ in QUESTIONS:
        assert all(hit.why for hit in search(catalogue, question))


def test_without_a_topic_all_are_listed_by_right_then_core(catalogue: ReleaseCatalogue) -> None:
    everything = search(catalogue, "", 10_000)
    assert len(everything) == len(catalogue.indicators)
    order = list(catalogue.rights)
    places = [(order.index(hit.right), catalogue.indicators[hit.id].core is None) for hit in everything]
    assert places == sorted(places)
    assert ids(search(catalogue, "Egypt", 10_000)) == ids(everything)
    assert ids(search(catalogue, "South America", 10_000)) == ids(everything)


@pytest.mark.parametrize("facet", ["right", "kind", "people", "source"])
def test_each_value_of_a_facet_gives_as_many_as_it_says(catalogue: ReleaseCatalogue, facet: str) -> None:
    values = facets(catalogue)[facet]
    assert values
    for value, label, count in values:
        assert label
        assert len(search(catalogue, "", 10_000, **{facet: value})) == count > 0


def test_facets_narrow_a_question(catalogue: ReleaseCatalogue) -> None:
    found = search(catalogue, "torture", right="freedom_from_torture", kind="structural", source="un_treaties")
    assert ids(found)[0] == "cat_party_status_class"
    assert {hit.kind for hit in found} == {"structural"}
    assert {hit.source for hit in found} == {"un_treaties"}
    assert all(
        "prisoners" in catalogue.indicators[h.id].people for h in search(catalogue, "torture", people="prisoners")
    )


@pytest.mark.parametrize("facet", ["right", "kind", "people", "source"])
def test_an_unknown_facet_finds_nothing(catalogue: ReleaseCatalogue, facet: str) -> None:
    assert search(catalogue, "torture", **{facet: "no_such_thing"}) == []
    assert search(catalogue, "", **{facet: "no_such_thing"}) == []


def test_a_right_lists_what_names_it_first(catalogue: ReleaseCatalogue) -> None:
    found = [catalogue.indicators[hit.id] for hit in search(catalogue, "", 10_000, right="equality")]
    first = [indicator.rights[0] == "equality" for indicator in found]
    assert first == sorted(first, reverse=True)
    assert found[0].core == "equality"


def test_every_group_of_people_has_a_label(catalogue: ReleaseCatalogue) -> None:
    assert {group for i in catalogue.indicators.values() for group in i.people} <= PEOPLE.keys()


def test_an_index_is_kept_for_its_catalogue_only(catalogue: ReleaseCatalogue, tiny_catalogue: ReleaseCatalogue) -> None:
    assert index_of(catalogue) is index_of(catalogue)
    tiny = search(tiny_catalogue, "", 10_000)
    assert {hit.id for hit in tiny} == set(tiny_catalogue.indicators)
    assert len(search(catalogue, "", 10_000)) == len(catalogue.indicators)


def test_two_indexes_of_a_catalogue_answer_alike(catalogue: ReleaseCatalogue) -> None:
    first, second = Index(catalogue), Index(catalogue)
    assert first.idf == second.idf
    assert [entry.terms for entry in first.entries] == [entry.terms for entry in second.entries]


ANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.sampled_from(
    "torture Egypt in of women US 16.3.2 VC_PRS_UNSNT Türkiye 埃及 prison مصر trial un_sdg: @ SDG 5 — the".split()
)
QUERY = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join))
FACET = st.sampled_from(["", "health", "outcome", "women", "un_sdg", "\x00", "жизнь"])


@ANY
@given(query=QUERY, limit=st.integers(-3, 30), right=FACET, kind=FACET, people=FACET, source=FACET)
def test_any_text_is_answered(
    catalogue: ReleaseCatalogue, query: str, limit: int, right: str, kind: str, people: str, source: str
) -> None:
    found = search(catalogue, query, limit, right, kind, people, source)
    assert found == search(catalogue, query, limit, right, kind, people, source)
    assert len(found) <= max(limit, 0)
    assert len(set(ids(found))) == len(found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert set(ids(found)) <= set(catalogue.indicators)


@ANY
@given(query=QUERY)
def test_any_text_is_taken_apart(catalogue: ReleaseCatalogue, query: str) -> None:
    asked = parse_question(catalogue, query)
    assert asked == parse_question(catalogue, query)
    assert set(asked.areas) <= set(catalogue.areas)
    assert asked.right is None or asked.right in catalogue.rights
    assert len(asked.topic) <= len(query.strip()) or asked.areas


@ANY
@given(query=QUERY, fewer=st.integers(0, 10))
def test_a_smaller_limit_gives_the_beginning_of_the_same_list(
    catalogue: ReleaseCatalogue, query: str, fewer: int
) -> None:
    assert search(catalogue, query, fewer) == search(catalogue, query, 20)[:fewer]


def test_a_very_long_question_is_answered(catalogue: ReleaseCatalogue) -> None:
    assert isinstance(search(catalogue, "torture " * 100_000), list)


@given(text=st.text(max_size=40))
def test_case_and_accents_do_not_matter(text: str) -> None:
    assert fold(plain(text)) == fold(text)
    assert all(word == word.casefold() for word in fold(text))
    assert len(stems(text)) == len(fold(text))


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("torture tortured torturing tortures", "tortur"),
        ("country countries", "country"),
        ("child children child's children's", "child"),
        ("woman women women's", "woman"),
        ("killing killings killed kills", "kill"),
        ("stateless statelessness", "stateless"),
        ("classes class", "class"),
        ("running runs", "run"),
        ("status", "status"),
        ("AIDS", "aids"),
    ],
)
def test_forms_of_a_word_meet(words: str, root: str) -> None:
    assert {stems(word)[0] for word in words.split()} == {root}


def test_force_and_forced_stay_apart() -> None:
    assert stem("forced") != stem("force")


@given(word=st.text("abcdef", min_size=1, max_size=8), letter=st.sampled_from("abcxyz"), at=st.integers(0, 7))
def test_one_edit_is_recognised(word: str, letter: str, at: int) -> None:
    at = min(at, len(word) - 1)
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    for other in (
        word,
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        swapped,
    ):
        assert within_one(word, other)
        assert within_one(other, word)
    assert not within_one(word, word + "qq")


def test_half_an_answer_is_none() -> None:
    assert MIN_COVERAGE > 0.5
