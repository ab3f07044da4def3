"""The words of the record: enums and frozen types shared by the ETL and the site.

Invariant: nothing here reads a file or knows of the web; every stored code is a member of one of these enums.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ValueKind(StrEnum):
    """What the values of an indicator are; decides map, legend and what may be computed."""

    NUMBER = "number"
    ORDERED = "ordered"
    CATEGORICAL = "categorical"
    COUNT = "count"
    DATE = "date"


class Direction(StrEnum):
    """Which end of the scale is better for people's rights."""

    HIGHER = "higher_is_better"
    LOWER = "lower_is_better"
    NEUTRAL = "neutral"


class IndicatorKind(StrEnum):
    """OHCHR's framework: commitment (structural), effort (process), result (outcome)."""

    STRUCTURAL = "structural"
    PROCESS = "process"
    OUTCOME = "outcome"


class SourceType(StrEnum):
    """How the figure comes to be, at its origin."""

    ADMINISTRATIVE = "administrative"
    SURVEY = "survey"
    EXPERT = "expert"
    MODELLED = "modelled"
    EVENTS = "events"
    LEGAL = "legal"
    MIXED = "mixed"


class Qualifier(StrEnum):
    """How the published text relates to the number."""

    EXACT = "="
    BELOW = "<"
    ABOVE = ">"
    NO_VALUE = "N"  # the publisher wrote a code that says there is no figure


class Provenance(StrEnum):
    """Who made this figure, as far as the publisher says."""

    COUNTRY = "country"
    ADJUSTED = "adjusted"
    ESTIMATED = "estimated"
    MODELLED = "modelled"
    MONITORING = "monitoring"
    EXPERT = "expert"
    UNSTATED = "unstated"


class Flag(StrEnum):
    """Marks upon a value; any number of them may hold at once."""

    BREAK = "break"
    PROVISIONAL = "provisional"
    LOW_RELIABILITY = "low_reliability"
    DEFINITION_DIFFERS = "definition_differs"
    IMPLAUSIBLE = "implausible"
    CORRECTED = "corrected"
    SMALL_N = "small_n"
    LOWER_BOUND = "lower_bound"
    MULTI_LOCATION = "multi_location"
    ROUNDED_BY_SOURCE = "rounded_by_source"
    IMPUTED = "imputed"
    SUPPRESSED = "suppressed"
    ESTIMATED = "estimated"
    BACKFILLED = "backfilled"


class IntervalKind(StrEnum):
    """What a published interval expresses."""

    SAMPLING = "sampling"
    MODEL = "model"
    EXPERT = "expert"
    RANGE = "range"


class AreaKind(StrEnum):
    """What sort of place an area is."""

    COUNTRY = "country"
    TERRITORY = "territory"
    SUBNATIONAL = "subnational"
    HISTORICAL = "historical"
    AGGREGATE = "aggregate"


class AreaState(StrEnum):
    """The one state of an area on a map; members stand in the order in which they are decided."""

    NOT_APPLICABLE = "not_applicable"
    DID_NOT_EXIST = "did_not_exist"
    REGIONS_ONLY = "regions_only"
    NOT_IN_SOURCE = "not_in_source"
    PARTS_ONLY = "parts_only"
    SEVERAL_TOGETHER = "several_together"
    NOT_REPORTED = "not_reported"
    SUPPRESSED = "suppressed"
    CENSORED = "censored"
    IMPLAUSIBLE = "implausible"
    VALUE = "value"


class Mark(StrEnum):
    """What is said of a value that is shown."""

    OLDER = "older"
    ESTIMATED = "estimated"
    MODELLED = "modelled"
    PROVISIONAL = "provisional"
    LOW_RELIABILITY = "low_reliability"


TOTAL = "total"
NOT_SPECIFIED = "not_specified"


@dataclass(frozen=True, slots=True)
class Interval:
    """A published interval: bounds in the unit of the value, level as a share (0.8 = 80 %), or None if unstated."""

    lower: float
    upper: float
    level: float | None
    kind: IntervalKind


def series_id(source: str, code: str, vintage: str) -> str:
    """Name of a series: source, the publisher's own code, vintage, e.g. ``un_sdg:VC_PRS_UNSNT@2023-12-17``."""
    return f"{source}:{code}@{vintage}"


def canonical_dims(dims: dict[str, str]) -> str:
    """One spelling for a set of categories: ``age:15_24;sex:female`` (sorted by dimension)."""
    return ";".join(f"{name}:{dims[name]}" for name in sorted(dims))


def parse_dims(text: str) -> dict[str, str]:
    """Inverse of :func:`canonical_dims`. Raises ValueError where a part is not ``dimension:category`` or repeats."""
    dims: dict[str, str] = {}
    for part in filter(None, text.split(";")):
        name, colon, category = part.partition(":")
        if not colon or not name or not category or name in dims:
            raise ValueError(f"{part!r} is not 'dimension:category' given once")
        dims[name] = category
    return dims
