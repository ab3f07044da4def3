"""Shape of the YAML that describes sources and indicators; an unknown key or a missing text is an error.

Invariant: what is known about a source stands in these models, never in code.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints, field_validator, model_validator

from data.model import Direction, Flag, IndicatorKind, IntervalKind, Provenance, SourceType, ValueKind

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, StringConstraints(min_length=12, strip_whitespace=True)]
EvidenceText = Annotated[str, StringConstraints(min_length=8, strip_whitespace=True)]
Year = Annotated[int, Field(ge=1700, le=2100)]


class Strict(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Documented(Strict):
    """A statement with the place where it can be checked: a document and page, or an address."""

    text: Words
    evidence: EvidenceText


class Break(Strict):
    """A change in how a series is made. ``major`` forbids comparing across it, ``minor`` marks it."""

    year: Year
    kind: Literal["major", "minor"]
    reason: Words
    evidence: EvidenceText
    areas: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    decision: str | None = None


class Method(Strict):
    """Section 10 of an indicator, in our own words."""

    definition: Words
    not_measured: Words
    may_not_conclude: Words
    custodian: Annotated[str, StringConstraints(min_length=2)]
    link: Annotated[str, StringConstraints(pattern=r"^https://")]
    collection: Documented | None = None
    revision_policy: Documented | None = None
    biases: tuple[Documented, ...] = ()
    breaks: tuple[Break, ...] = ()
    reviewed_by: str | None = None
    next_review: str | None = None


class ValueClass(Strict):
    """A named class of an ordered or categorical indicator; ``value`` is the number stored."""

    code: Id
    value: int
    label: str


class Sdg(Strict):
    """Place in the global indicator framework, with the numeric target where the target names one."""

    indicator: str
    target: str
    target_value: float | None = None
    target_year: int | None = None


class Tolerance(Strict):
    """Years by which an older value may stand in, where it departs from the rule, and why."""

    years: Annotated[int, Field(ge=0, le=10)]
    reason: Words


class Comparability(Strict):
    """Limits on comparing values of the indicator; absent means no known limit beyond the general rules."""

    across_areas: bool = True
    over_time_from: Year | None = None
    years_apart: Annotated[int, Field(ge=0, le=20)] | None = None  # absent: as reference/comparing.yml has it
    rank: bool = True
    reason: Words


class Comparing(Strict):
    """etl/reference/comparing.yml: limits that hold where an indicator has none of its own. Every type is named."""

    years_apart: dict[SourceType, Annotated[int, Field(ge=0, le=20)]]
    few_cases: Annotated[int, Field(ge=1)]
    few_respondents: Annotated[int, Field(ge=1)]

    @field_validator("years_apart")
    @classmethod
    def _every_type_named(cls, value: dict[SourceType, int]) -> dict[SourceType, int]:
        missing = sorted(set(SourceType) - set(value))
        if missing:
            raise ValueError(f"no limit for {', '.join(missing)}")
        return value


class IntervalSpec(Strict):
    """What the bounds or standard errors of a series mean."""

    kind: IntervalKind
    level: Annotated[float, Field(gt=0, lt=1)] | None = None
    evidence: EvidenceText


class SeriesSpec(Strict):
    """One publisher's series in one vintage."""

    code: str
    vintage: str
    indicator: Id | None = None  # filled in from the indicator that lists the series, or given where it stands alone
    title: str | None = None
    headline: dict[str, str] = {}
    interval: IntervalSpec | None = None
    has_std_error: bool = False
    has_n: bool = False
    unit: Id | None = None
    source_type: SourceType | None = None
    renamed_from: str | None = None
    n_from: str | None = None  # code of the series of the same vintage whose values count the cases behind this one
    derived: str | None = None  # formula id for what is computed by us
    restrictions: tuple[Literal["no_redistribution", "no_transform", "no_combine"], ...] = ()
    note: str | None = None


class Derivation(Strict):
    """How a figure that we compute comes to be."""

    formula: Words
    inputs: tuple[str, ...]
    missing_rule: Words
    decision: str


class IndicatorSpec(Strict):
    """One concept, with everything a reader must know before quoting it."""

    id: Id
    name: Annotated[str, StringConstraints(min_length=4, max_length=80)]
    subject: Annotated[
        str, StringConstraints(min_length=8)
    ]  # continues "In 2019, …": "the share of prisoners held without a sentence"
    unit: Id
    value_kind: ValueKind
    direction: Direction
    kind: IndicatorKind
    source_type: SourceType
    rights: Annotated[tuple[Id, ...], Field(min_length=1)]
    articles: tuple[str, ...] = ()
    people: tuple[Id, ...] = ()
    sdg: Sdg | None = None
    synonyms: tuple[str, ...] = ()
    universe: Literal["un_members", "un_members_and_territories", "source_list"] = "un_members"
    bounds: tuple[float | None, float | None] = (None, None)
    expected_dimensions: tuple[Id, ...] = ()  # only those the official wording of the indicator names
    expected_step: Annotated[int, Field(ge=0, le=10)] = 1  # years between expected periods; 0 = irregular
    tolerance: Tolerance | None = None
    classes: tuple[ValueClass, ...] = ()
    component_of: Id | None = None
    detection_dependent: bool = False
    proxy: bool = False
    comparability: Comparability | None = None
    derivation: Derivation | None = None
    core_candidate: bool = True
    method: Method
    series: tuple[SeriesSpec, ...] = ()

    @model_validator(mode="after")
    def _classes_match_kind(self) -> IndicatorSpec:
        named = self.value_kind in (ValueKind.ORDERED, ValueKind.CATEGORICAL)
        if named != bool(self.classes):
            raise ValueError(f"{self.id}: classes are given exactly where value_kind is ordered or categorical")
        return self

    @field_validator("id")
    @classmethod
    def _id_has_three_parts(cls, value: str) -> str:
        if value.count("_") < 2:
            raise ValueError(f"{value}: an indicator is named <concept>_<measure>_<unit>")
        return value


class IndicatorFile(Strict):
    """indicators.yml, or one file of the folder indicators/."""

    indicators: tuple[IndicatorSpec, ...] = ()
    series: tuple[SeriesSpec, ...] = ()  # further series of indicators that another file describes


class Licence(Strict):
    """What the publisher allows, as three flags that are enforced everywhere, and the attribution it asks for."""

    name: str
    url: Annotated[str, StringConstraints(pattern=r"^https://")]
    may_redistribute: bool
    may_transform: bool
    may_combine: bool
    attribution: Words


class Vintage(Strict):
    """One state of a source as the publisher released it. ``released`` is YYYY, YYYY-MM or YYYY-MM-DD."""

    id: str
    title: str
    released: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
    note: str | None = None


class LiveSpec(Strict):
    """Where the publisher answers; ``{code}`` and ``{page}`` are filled in, ``format`` names the reader."""

    url: Annotated[str, StringConstraints(pattern=r"^https://")]
    format: Id
    method: Literal["GET", "POST"] = "GET"
    form: dict[str, str] = {}
    paging: Literal["none", "world_bank", "unhcr", "un_sdg"] = "none"


class FileSpec(Strict):
    """A file of the source. ``path`` may hold one ``*``, or ``{code}`` for one file per series of its vintage."""

    id: Id
    path: str
    vintage: str
    format: Id
    encoding: str = "utf-8"
    live: LiveSpec | None = None
    download_only: str | None = None  # where a person gets it, when the publisher has no address for machines


class DimensionMap(Strict):
    """How the publisher's categories of one column become ours. A raw category that is not listed stops the build."""

    to: Id
    categories: dict[str, str]


class SourceSpec(Strict):
    """source.yml: all that is known about a publisher and its files."""

    id: Id
    name: str
    publisher: str
    homepage: Annotated[str, StringConstraints(pattern=r"^https://")]
    description: Words
    citation: Words
    licence: Licence
    vintages: Annotated[tuple[Vintage, ...], Field(min_length=1)]
    files: Annotated[tuple[FileSpec, ...], Field(min_length=1)]
    area_codes: Literal["iso3", "iso2", "m49", "name", "custom"]
    dimensions: dict[str, DimensionMap] = {}
    provenance: dict[str, Provenance] = {}
    default_provenance: Provenance = Provenance.UNSTATED
    statuses: dict[str, tuple[str, ...]] = {}  # raw status code -> flags
    no_value_texts: tuple[str, ...] = ()  # texts that say there is no figure, such as N
    case_decisions: dict[Literal["no_value", "censored", "suppressed", "part"], str] = {}  # decision behind each case
    collection: Documented | None = None  # for every indicator of the source that says nothing of its own
    revision_policy: Documented | None = None
    biases: tuple[Documented, ...] = ()
    decisions: tuple[str, ...] = ()

    @field_validator("statuses")
    @classmethod
    def _flags_known(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for code, flags in value.items():
            for flag in flags:
                if flag not in set(Flag):
                    raise ValueError(f"status {code!r}: {flag!r} is no flag")
        return value


class Correction(Strict):
    """One rule of corrections.yml: what it matches, what it does, and the decision that allows it."""

    id: Id
    match: dict[str, str | int | float | list[str] | list[int]]  # of series, area, year, dims, value_text, file
    action: Literal["flag", "set_value", "set_aside", "clear_flag"]
    flag: str | None = None
    value_text: str | None = None
    reason: Words
    decision: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    evidence: EvidenceText
    min_matches: Annotated[int, Field(ge=0)] = 1

    @model_validator(mode="after")
    def _action_has_what_it_needs(self) -> Correction:
        is_flag = self.action in ("flag", "clear_flag")
        if is_flag != (self.flag is not None) or (is_flag and self.flag not in set(Flag)):
            raise ValueError(f"{self.id}: flag names a known flag exactly where the action is flag or clear_flag")
        if (self.action == "set_value") != (self.value_text is not None):
            raise ValueError(f"{self.id}: value_text is given exactly where the action is set_value")
        return self


class CorrectionFile(Strict):
    """corrections.yml."""

    corrections: tuple[Correction, ...] = ()


class DimensionCategory(Strict):
    """One category of a dimension as readers see it."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$")]
    label: str
    role: Literal["category", "total", "not_specified", "aggregate"] = "category"


class DimensionSpec(Strict):
    """One file of etl/reference/dimensions/.

    ``people``: categories are groups of people. ``anonymous``: a code means
    something different in each country, so nothing is compared across them.
    """

    id: Id
    label: str
    people: bool
    anonymous: bool = False
    categories: Annotated[tuple[DimensionCategory, ...], Field(min_length=1)]


class RightSpec(Strict):
    """A right as readers find it, with the articles that protect it."""

    id: Id
    name: str
    articles: tuple[str, ...]
    covenant: Literal["civil_political", "economic_social", "both", "none"]
    synonyms: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()


class UnitSpec(Strict):
    """A unit: how it reads, and the range that its definition allows."""

    id: Id
    label: str
    short: str
    minimum: float | None = None
    maximum: float | None = None
    comparable_across_areas: bool = True


class Earlier(Strict):
    """A release made afterwards: what it is called, what must be known of it, the vintage of each source in it."""

    title: str
    note: str
    vintages: dict[str, str]


class EarlierReleases(RootModel[dict[str, Earlier]]):
    """etl/reference/earlier.yml: such releases by id."""


DECISION_NUMBER = re.compile(r"^\d{4}$")
