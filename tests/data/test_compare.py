"""Every row and purpose of section 5, and what holds for any observations."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalogue import load_release_catalogue
from data.compare import Outcome, Purpose, Reason, compare, fit, fit_ones, is_small, standing, verdict_of
from data.compare_texts import GRAVEST, OUTCOMES, PURPOSES, REASONS, gravest, reason_anchor, reason_text
from data.model import Flag, Provenance, Qualifier
from data.query import Observation
from data.release import open_release
from data.store import Store
from data.words import words
from tests.committed import EMBEDDED

RELEASE = open_release(root=EMBEDDED)
STORE = Store(RELEASE, load_release_catalogue(RELEASE), None, {})  # a comparison reads no block
SIDE, RANK, AVERAGE, CHANGE, GAP = Purpose
OK, CAUTION, REFUSE = Outcome

HOMICIDE = "un_sdg:VC_IHR_PSRC@2023-12-17"
HOMICIDE_OLD = "un_sdg:VC_IHR_PSRC@2020-10"
VICTIMS = "un_sdg:VC_IHR_PSRCN@2023-12-17"
WAGES = STORE.catalogue.indicators["hourly_earnings_mean_local_currency"].preferred
POVERTY = STORE.catalogue.indicators["national_poverty_headcount_percent"].preferred
TORTURE = STORE.catalogue.indicators["freedom_from_torture_score_0_10"].preferred
AT_RISK = STORE.catalogue.indicators["torture_groups_at_risk_share"].preferred
STATUS = STORE.catalogue.indicators["nhri_accreditation_status_class"].preferred
CPI_OWID, CPI = STORE.catalogue.indicators["corruption_perceptions_index_score"].series
POLYARCHY, POLYARCHY_OWID, _POLYARCHY_12 = STORE.catalogue.indicators["electoral_democracy_index_score"].series
RECOGNITION = STORE.catalogue.indicators["recognition_rate_share_percent"].preferred
ORIGIN_RATE = STORE.catalogue.indicators["refugees_by_origin_rate_per_100000"].preferred
ORIGIN = STORE.catalogue.indicators["refugees_by_origin_people"].preferred
DETECTED = STORE.catalogue.indicators["trafficking_detected_rate_per_100000"].preferred
DISCIPLINE = STORE.catalogue.indicators["violent_discipline_prevalence_percent"].preferred


def seen(
    series: str = HOMICIDE, area: str = "KEN", year: int = 2020, dims: str = "sex:total", **more: object
) -> Observation:
    """An observation that says no more than it must."""
    plain = Observation(
        series=series, area=area, year=year, dims=dims, counterpart="", value=5.0, value_text="5.0", decimals=1,
        qualifier=Qualifier.EXACT, interval=None, std_error=None, n=None, provenance=Provenance.COUNTRY,
        flags=frozenset(), published_text="", file="f", row=1, rows="", formula="", inputs="", note="", decisions=(),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def two(one: dict[str, object], other: dict[str, object]) -> list[Observation]:
    return [seen(**one), seen(**other)]  # type: ignore[arg-type]


def both(series: str, one: dict[str, object], other: dict[str, object]) -> list[Observation]:
    return two({"series": series} | one, {"series": series} | other)


def year(number: int) -> dict[str, object]:
    return {"year": number}


FLAGGED = {flag: {"flags": frozenset({flag})} for flag in Flag}
KENYA, UGANDA = {"area": "KEN"}, {"area": "UGA"}
WOMEN, MEN = {"dims": "sex:female"}, {"dims": "sex:male"}
THEN, NOW = year(2015), year(2020)
VENEZUELA = {"area": "VEN"}
GROUP_1, GROUP_2 = {"dims": "population_group:group_1"}, {"dims": "population_group:group_2"}
NOTHING = {"value": None, "qualifier": Qualifier.NO_VALUE}
MODELLED = Provenance.MODELLED

ROWS = [
    # name, observations, purpose, outcome, code that must be among the reasons (None: no reason at all)
    ("same unit, definition, year", two(KENYA, UGANDA), SIDE, OK, None),
    ("same unit, definition, year", two(KENYA, UGANDA), RANK, OK, None),
    ("same unit, definition, year", two(KENYA, UGANDA), AVERAGE, OK, None),
    ("a change of one place", two(THEN, NOW), CHANGE, OK, None),
    ("women and men", two(WOMEN, MEN), GAP, OK, None),
    ("different unit", two({"series": VICTIMS}, UGANDA), SIDE, REFUSE, Reason.UNIT),
    ("different definition", two({"series": AT_RISK}, {"series": TORTURE}), SIDE, REFUSE, Reason.DEFINITION),
    ("definition marked", two(KENYA, UGANDA | FLAGGED[Flag.DEFINITION_DIFFERS]), SIDE, CAUTION, Reason.DEFINITION),
    ("definition marked", two(KENYA, UGANDA | FLAGGED[Flag.DEFINITION_DIFFERS]), RANK, REFUSE, Reason.DEFINITION),
    ("definition marked", two(KENYA, UGANDA | FLAGGED[Flag.DEFINITION_DIFFERS]), AVERAGE, REFUSE, Reason.DEFINITION),
    ("definition marked", two(THEN, NOW | FLAGGED[Flag.DEFINITION_DIFFERS]), CHANGE, REFUSE, Reason.DEFINITION),
    ("definition marked", two(WOMEN, MEN | FLAGGED[Flag.DEFINITION_DIFFERS]), GAP, REFUSE, Reason.DEFINITION),
    ("local currency", both(WAGES, KENYA, UGANDA), SIDE, REFUSE, Reason.LOCAL_UNIT),
    ("local currency", both(WAGES, KENYA, UGANDA), RANK, REFUSE, Reason.LOCAL_UNIT),
    ("local currency, one place", both(WAGES, WOMEN, MEN), GAP, OK, None),
    ("own poverty lines", both(POVERTY, KENYA, UGANDA), SIDE, REFUSE, Reason.ACROSS_AREAS),
    ("own poverty lines", both(POVERTY, KENYA, UGANDA), AVERAGE, REFUSE, Reason.ACROSS_AREAS),
    ("own poverty lines, one place", both(POVERTY, THEN, NOW), CHANGE, OK, None),
    ("not made for ranking", both(AT_RISK, KENYA, UGANDA), SIDE, CAUTION, Reason.NOT_RANKED),
    ("not made for ranking", both(AT_RISK, KENYA, UGANDA), RANK, REFUSE, Reason.NOT_RANKED),
    (
        "not made for ranking",
        both(AT_RISK, KENYA, UGANDA),
        AVERAGE,
        REFUSE,
        Reason.NOT_RANKED,
    ),
    ("categories", both(STATUS, KENYA, UGANDA), SIDE, OK, None),
    ("categories", both(STATUS, KENYA, UGANDA), AVERAGE, REFUSE, Reason.CATEGORIES),
    ("categories", both(STATUS, KENYA, UGANDA), RANK, REFUSE, Reason.CATEGORIES),
    ("categories", both(STATUS, THEN, NOW), CHANGE, REFUSE, Reason.CATEGORIES),
    ("a country and a region", two(KENYA, {"area": "un_sdg:2"}), RANK, REFUSE, Reason.UNIVERSE),
    ("a pair and a total", two(KENYA, UGANDA | {"counterpart": "SOM"}), SIDE, REFUSE, Reason.UNIVERSE),
    ("different slice", two(KENYA | WOMEN, UGANDA | MEN), SIDE, REFUSE, Reason.SLICE),
    ("different slice", two(THEN | WOMEN, NOW | MEN), CHANGE, REFUSE, Reason.SLICE),
    ("two dimensions at once", two(WOMEN, {"dims": "age:15_24;sex:male"}), GAP, REFUSE, Reason.SLICE),
    ("gap of two places", two(WOMEN | KENYA, MEN | UGANDA), GAP, REFUSE, Reason.AREA),
    ("change of two places", two(THEN | KENYA, NOW | UGANDA), CHANGE, REFUSE, Reason.AREA),
    ("gap of two years", two(WOMEN | THEN, MEN | NOW), GAP, REFUSE, Reason.YEAR),
    ("change within a year", two(NOW, NOW), CHANGE, REFUSE, Reason.YEAR),
    ("different editions", two(THEN | {"series": HOMICIDE_OLD}, NOW), CHANGE, REFUSE, Reason.VINTAGE),
    ("different editions", two({"series": HOMICIDE_OLD}, UGANDA), SIDE, REFUSE, Reason.VINTAGE),
    (
        "different publishers",
        two({"series": POLYARCHY}, {"series": POLYARCHY_OWID} | UGANDA),
        SIDE,
        REFUSE,
        Reason.SOURCE,
    ),
    (
        "major break of the series",
        both(ORIGIN_RATE, VENEZUELA | THEN, VENEZUELA | NOW),
        CHANGE,
        REFUSE,
        Reason.BREAK,
    ),
    ("major break elsewhere", both(ORIGIN_RATE, THEN, NOW), CHANGE, OK, None),
    ("break marked on the value", two(THEN, NOW | FLAGGED[Flag.BREAK]), CHANGE, REFUSE, Reason.BREAK),
    ("break at the first year", two(THEN | FLAGGED[Flag.BREAK], NOW), CHANGE, OK, None),
    (
        "minor break",
        both(ORIGIN, year(2005), year(2010)),
        CHANGE,
        CAUTION,
        Reason.MINOR_BREAK,
    ),
    (
        "forbidden over time",
        both(RECOGNITION, year(1999), year(2005)),
        CHANGE,
        REFUSE,
        Reason.OVER_TIME,
    ),
    (
        "index before and after 2012",
        both(CPI_OWID, year(2010), year(2013)),
        SIDE,
        REFUSE,
        Reason.OVER_TIME,
    ),
    ("no changes by licence", both(CPI, KENYA, UGANDA), AVERAGE, REFUSE, Reason.LICENCE),
    ("no changes by licence", both(CPI, KENYA, UGANDA), RANK, REFUSE, Reason.LICENCE),
    ("no changes by licence", both(CPI, KENYA, UGANDA), SIDE, CAUTION, Reason.PROXY),
    ("years apart within the limit", two({"year": 2019}, UGANDA | NOW), RANK, CAUTION, Reason.YEARS_APART),
    ("years apart beyond it", two({"year": 2015}, UGANDA | NOW), RANK, REFUSE, Reason.YEARS_APART),
    ("years apart beyond it", two({"year": 2015}, UGANDA | NOW), AVERAGE, REFUSE, Reason.YEARS_APART),
    ("years apart beyond it", two({"year": 2015}, UGANDA | NOW), SIDE, CAUTION, Reason.YEARS_APART),
    (
        "an expert's year is its own",
        both(TORTURE, year(2018), UGANDA | year(2019)),
        RANK,
        REFUSE,
        Reason.YEARS_APART,
    ),
    (
        "anonymous groups",
        two(GROUP_1, UGANDA | GROUP_1),
        SIDE,
        REFUSE,
        Reason.GROUP_CODE,
    ),
    (
        "anonymous groups of one place",
        two(GROUP_1, GROUP_2),
        GAP,
        OK,
        None,
    ),
    ("impossible value", two(KENYA, UGANDA | FLAGGED[Flag.IMPLAUSIBLE]), SIDE, CAUTION, Reason.IMPLAUSIBLE),
    ("impossible value", two(KENYA, UGANDA | FLAGGED[Flag.IMPLAUSIBLE]), RANK, REFUSE, Reason.IMPLAUSIBLE),
    ("impossible value", two(KENYA, UGANDA | FLAGGED[Flag.IMPLAUSIBLE]), AVERAGE, REFUSE, Reason.IMPLAUSIBLE),
    (
        "no figure",
        two(KENYA, UGANDA | NOTHING),
        SIDE,
        CAUTION,
        Reason.NO_VALUE,
    ),
    (
        "no figure",
        two(KENYA, UGANDA | NOTHING),
        AVERAGE,
        REFUSE,
        Reason.NO_VALUE,
    ),
    ("below a limit", two(KENYA, UGANDA | {"qualifier": Qualifier.BELOW}), AVERAGE, CAUTION, Reason.LIMIT),
    ("below a limit", two(KENYA, UGANDA | {"qualifier": Qualifier.BELOW}), RANK, REFUSE, Reason.LIMIT),
    ("below a limit", two(THEN, NOW | {"qualifier": Qualifier.BELOW}), CHANGE, REFUSE, Reason.LIMIT),
    ("nineteen cases", two(KENYA, UGANDA | {"n": 19.0}), SIDE, CAUTION, Reason.SMALL_NUMBERS),
    ("nineteen cases", two(KENYA, UGANDA | {"n": 19.0}), RANK, REFUSE, Reason.SMALL_NUMBERS),
    ("nineteen cases", two(WOMEN, MEN | {"n": 19.0}), GAP, REFUSE, Reason.SMALL_NUMBERS),
    ("twenty cases", two(KENYA, UGANDA | {"n": 20.0}), RANK, OK, None),
    ("a count", both(VICTIMS, KENYA, UGANDA), AVERAGE, REFUSE, Reason.COUNT),
    ("a count", both(VICTIMS, KENYA, UGANDA), RANK, CAUTION, Reason.COUNT),
    (
        "counted and modelled",
        two(KENYA, UGANDA | {"provenance": MODELLED}),
        RANK,
        CAUTION,
        Reason.SOURCE_TYPE,
    ),
    ("modelled", two(KENYA, UGANDA | {"provenance": MODELLED}), SIDE, CAUTION, Reason.MADE),
    ("who detects", both(DETECTED, KENYA, UGANDA), RANK, CAUTION, Reason.DETECTION),
    ("a proxy", both(DISCIPLINE, KENYA, UGANDA), SIDE, CAUTION, Reason.PROXY),
    ("provisional", two(KENYA, UGANDA | FLAGGED[Flag.PROVISIONAL]), RANK, CAUTION, Reason.PROVISIONAL),
    ("unreliable", two(KENYA, UGANDA | FLAGGED[Flag.LOW_RELIABILITY]), AVERAGE, CAUTION, Reason.RELIABILITY),
    ("maker not stated", two(KENYA, UGANDA | {"provenance": Provenance.UNSTATED}), SIDE, CAUTION, Reason.UNKNOWN),
    ("series not in the release", two(KENYA, UGANDA | {"series": "un_sdg:NONE@1999"}), RANK, REFUSE, Reason.UNKNOWN),
    ("place not in the release", two(KENYA, {"area": "ZZZ"}), RANK, REFUSE, Reason.UNKNOWN),
]


@pytest.mark.parametrize(("name", "items", "purpose", "outcome", "code"), ROWS)
def test_row_of_the_rules(name, items, purpose, outcome, code):
    verdict = compare(STORE, items, purpose)
    assert verdict.outcome is outcome, (name, verdict)
    if code is None:
        assert verdict.codes == ()
    else:
        assert code in verdict.codes


def test_every_reason_has_a_row():
    assert {row[4] for row in ROWS} - {None} == set(Reason)


def test_nothing_to_compare():
    assert compare(STORE, [], SIDE).codes == (Reason.NO_VALUE,)
    assert compare(STORE, [], RANK).is_refused


def test_the_catalogue_says_why():
    verdict = compare(STORE, both(POVERTY, KENYA, UGANDA), RANK)
    ground = next(g for g in verdict.refusals if g.code is Reason.ACROSS_AREAS)
    assert (
        ground.detail
        == "Every country draws its own line, so the same percentage stands for different standards of living."
    )
    assert ground.detail in reason_text(ground, words("en"))
    assert reason_anchor(ground.code) == "compare-across-areas"


def test_every_code_has_its_texts():
    assert set(REASONS) == set(Reason)
    assert set(PURPOSES) == set(Purpose)
    assert set(OUTCOMES) == set(Outcome)
    assert len({text.sentence for text in REASONS.values()}) == len(Reason)


def test_respondents_and_cases_have_limits_of_their_own():
    assert is_small(STORE, seen(n=19.0))
    assert not is_small(STORE, seen(n=20.0))
    assert is_small(STORE, seen(AT_RISK, n=9.0))
    assert not is_small(STORE, seen(AT_RISK, n=10.0))
    assert not is_small(STORE, seen(n=None))


def test_those_that_may_take_part():
    items = [seen(), seen(area="UGA", flags=frozenset({Flag.IMPLAUSIBLE})), seen(area="TZA", n=3.0)]
    assert fit_ones(STORE, items, RANK) == items[:1]
    assert fit_ones(STORE, items, SIDE) == items
    assert fit(STORE, items[1], AVERAGE).codes == (Reason.IMPLAUSIBLE,)


def test_of_one_code_the_gravest_stays():
    verdict = compare(STORE, two(KENYA | {"provenance": Provenance.UNSTATED}, UGANDA | {"series": "x:y@z"}), RANK)
    assert [g.outcome for g in verdict.reasons if g.code is Reason.UNKNOWN] == [REFUSE]
    assert verdict_of(verdict.reasons[::-1]) == verdict


SERIES = (HOMICIDE, HOMICIDE_OLD, VICTIMS, WAGES, POVERTY, TORTURE, AT_RISK, STATUS, CPI, CPI_OWID, "no:series@1")
anything = st.builds(
    seen,
    series=st.sampled_from(SERIES),
    area=st.sampled_from(["KEN", "UGA", "TUV", "un_sdg:2", "ZZZ"]),
    year=st.integers(1995, 2023),
    dims=st.sampled_from(["sex:total", "sex:female", "age:15_24;sex:male", "population_group:group_1", ""]),
    value=st.one_of(st.none(), st.floats(-5, 200)),
    n=st.one_of(st.none(), st.floats(0, 200)),
    qualifier=st.sampled_from(Qualifier),
    provenance=st.sampled_from(Provenance),
    flags=st.frozensets(st.sampled_from(Flag), max_size=3),
)


@given(st.lists(anything, max_size=6), st.sampled_from(Purpose), st.randoms())
@settings(max_examples=150, deadline=None)
def test_order_never_matters(items, purpose, chance):
    shuffled = list(items)
    chance.shuffle(shuffled)
    assert compare(STORE, shuffled, purpose) == compare(STORE, items, purpose)


@given(st.lists(anything, min_size=1, max_size=6), anything, st.sampled_from(Purpose))
@settings(max_examples=150, deadline=None)
def test_one_more_never_makes_it_better(items, more, purpose):
    if purpose is CHANGE:  # a change needs its second year
        return
    before, after = compare(STORE, items, purpose), compare(STORE, [*items, more], purpose)
    assert list(Outcome).index(after.outcome) >= list(Outcome).index(before.outcome)
    assert set(before.codes) <= set(after.codes)


@given(st.lists(anything, min_size=1, max_size=6), st.sampled_from(Purpose))
@settings(max_examples=150, deadline=None)
def test_unknown_metadata_is_never_ok(items, purpose):
    unknown = any(
        i.series not in STORE.catalogue.series
        or i.area not in STORE.catalogue.areas
        or i.provenance is Provenance.UNSTATED
        for i in items
    )
    verdict = compare(STORE, items, purpose)
    if unknown:
        assert not verdict.is_ok
    assert verdict.is_refused == bool(verdict.refusals)
    assert verdict.is_ok == (not verdict.reasons)


def test_every_series_of_the_release_has_an_answer():
    for series in STORE.catalogue.series.values():
        indicator = STORE.catalogue.indicators[series.raw["indicator"]]
        for purpose in Purpose:
            verdict = standing(STORE, indicator, series, purpose)
            assert all(reason_text(ground, words("en")) for ground in verdict.reasons)


@given(st.lists(anything, min_size=1, max_size=6), st.sampled_from(Purpose))
@settings(max_examples=300, deadline=None)
def test_no_reason_is_graver_than_the_methodology_says(items, purpose):
    for ground in compare(STORE, items, purpose).reasons:
        assert list(Outcome).index(ground.outcome) <= list(Outcome).index(gravest(ground.code, purpose))


def test_what_the_methodology_says_happens():
    told = {(code, purpose) for code in Reason for purpose in Purpose if gravest(code, purpose) is REFUSE}
    seen_here = {(g.code, row[2]) for row in ROWS for g in compare(STORE, row[1], row[2]).refusals}
    assert set(GRAVEST) == set(Reason)
    assert seen_here <= told
