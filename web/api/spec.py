"""What the API takes and gives, declared once: web/api/read.py validates by it, web/api/openapi.py writes it out.

Invariant: a value that the declared schema allows is answered, any other is refused with 400; nothing else is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from data.catalogue import ReleaseCatalogue
from data.view_state import YEAR_MAX, YEAR_MIN

Schema = dict[str, Any]
MOST_LISTED = 25
LIMIT, MOST_LIMIT = 200, 1000


class Kind(StrEnum):
    """How a value is written."""

    TEXT = "text"
    NUMBER = "number"
    LIST = "list"  # separated by commas


@dataclass(frozen=True)
class Param:
    """A parameter. ``allowed`` are its values where they can be listed, ``pattern`` what they look like else."""

    name: str
    meaning: str
    kind: Kind = Kind.TEXT
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    low: int = 0
    high: int = 0
    is_required: bool = False
    example: str = ""

    def schema(self) -> Schema:
        """JSON Schema of one value."""
        if self.kind is Kind.NUMBER:
            return {"type": "integer", "minimum": self.low, "maximum": self.high}
        one: Schema = {"type": "string"}
        if self.allowed:
            one["enum"] = list(self.allowed)
        if self.pattern:
            one["pattern"] = self.pattern
        if self.kind is Kind.LIST:
            return {"type": "array", "items": one, "minItems": 1, "maxItems": MOST_LISTED, "uniqueItems": True}
        return one


@dataclass(frozen=True)
class Endpoint:
    """An address below ``/api/v1`` with its parameters; ``row`` is the schema of one item of ``data``."""

    path: str
    name: str
    summary: str
    params: tuple[Param, ...]
    row: Schema
    in_path: tuple[Param, ...] = ()
    is_paged: bool = False
    is_one: bool = False


TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
MAYBE: Schema = {"type": ["number", "null"]}
WHOLE: Schema = {"type": "integer"}
MAYBE_WHOLE: Schema = {"type": ["integer", "null"]}
TRUTH: Schema = {"type": "boolean"}
TEXTS: Schema = {"type": "array", "items": TEXT}
ANY: Schema = {"type": "object"}


def _object(fields: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(fields), "required": list(fields), "additionalProperties": False}


FIGURE: dict[str, Schema] = {
    **dict.fromkeys(("indicator", "source_series", "vintage", "area", "iso3", "area_kind"), TEXT),
    "period": MAYBE_WHOLE,
    "dims": {"type": "object", "additionalProperties": TEXT},
    "value": MAYBE,
    "value_text": TEXT,
    "qualifier": {"type": "string", "enum": ["=", "<", ">", "N", ""]},
    "unit": TEXT,
    **dict.fromkeys(("lower", "upper", "level", "std_error", "n"), MAYBE),
    "provenance": TEXT,
    "flags": TEXTS,
    **dict.fromkeys(("status", "missing_reason", "source", "licence"), TEXT),
}
OBSERVATION = _object(
    {**FIGURE, "interval_kind": TEXT, "counterpart": TEXT, "series": TEXT, "note": TEXT, "decisions": TEXTS}
)
SECTION = _object({**FIGURE, "is_counted": TRUTH})
INDICATOR = _object(
    {
        **dict.fromkeys(("id", "name", "unit", "value_kind", "direction", "kind", "source_type", "maturity"), TEXT),
        "core": {"type": ["string", "null"]},
        "rights": TEXTS,
        "people": TEXTS,
        "preferred": TEXT,
        "series": TEXTS,
        "definition": TEXT,
        "may_not_conclude": TEXT,
        "page": TEXT,
    }
)
SERIES = _object(
    {
        **dict.fromkeys(("id", "source", "code", "vintage", "released", "headline"), TEXT),
        "may_redistribute": TRUTH,
        "may_transform": TRUTH,
        "may_combine": TRUTH,
        "rows": WHOLE,
        "first_year": MAYBE_WHOLE,
        "last_year": MAYBE_WHOLE,
    }
)
INDICATOR_ONE = _object({**INDICATOR["properties"], "series": {"type": "array", "items": SERIES}, "method": ANY})
AREA = _object(
    {
        **dict.fromkeys(("id", "name", "kind", "universe", "region", "subregion", "part_of"), TEXT),
        "names": {"type": "object", "additionalProperties": TEXT},
        "start": MAYBE_WHOLE,
        "end": MAYBE_WHOLE,
        "aliases": TEXTS,
    }
)
GROUP = _object({**dict.fromkeys(("id", "kind", "name", "rule", "source", "date"), TEXT), "members": TEXTS})
RELEASE = _object(
    {
        **dict.fromkeys(("id", "title", "note", "digest", "address"), TEXT),
        "is_current": TRUTH,
        "files": {"type": "object", "additionalProperties": {"type": "object"}},
    }
)
EVENT = _object(
    {
        **dict.fromkeys(
            ("area", "instrument", "act", "date", "precision", "marker", "vintage", "role", "reason"), TEXT
        ),
        "name": TEXT,
    }
)
SOURCE = _object(
    {
        "id": TEXT,
        "name": TEXT,
        "publisher": TEXT,
        "citation": TEXT,
        "licence": ANY,
        "vintages": {"type": "array", "items": ANY},
    }
)
RIGHT = _object({"id": TEXT, "name": TEXT, "articles": TEXTS})
DECISION = _object({"number": TEXT, "title": TEXT, "date": TEXT, "question": TEXT, "choice": TEXT, "reason": TEXT})


PATHS = (
    *("/observations", "/cross-section", "/indicators", "/indicators/{id}", "/areas", "/groups", "/releases"),
    *("/events", "/sources", "/rights", "/decisions"),
)


@dataclass(frozen=True)
class Api:
    """All endpoints of one release, whose ids are the values that parameters take."""

    endpoints: tuple[Endpoint, ...]
    by_path: dict[str, Endpoint] = field(default_factory=dict)


def build_api(catalogue: ReleaseCatalogue, areas: tuple[str, ...], instruments: tuple[str, ...]) -> Api:
    """The endpoints. ``areas`` are those that occur in an observation."""
    known = tuple(sorted(catalogue.indicators))
    some = next((i.id for i in catalogue.indicators.values() if i.core), known[0] if known else "")
    indicators = Param("indicator", "Ids of indicators.", Kind.LIST, known, is_required=True, example=some)
    indicator = Param("indicator", "Id of an indicator.", Kind.TEXT, known, is_required=True, example=some)
    places = Param("area", "Codes of places.", Kind.LIST, areas, example="KEN")
    year = Param("year", "One year.", Kind.NUMBER, low=YEAR_MIN, high=YEAR_MAX, example="2015")
    span = Param(
        "span", "First and last year, such as 2000..2020.", pattern=r"^(1[7-9]|20)[0-9]{2}\.\.(1[7-9]|20)[0-9]{2}$"
    )
    every = tuple(sorted(catalogue.series))
    series = Param("from", "Id of the one series that is wanted, in place of the preferred one.", allowed=every)
    dims = Param("dims", "Slices that have these categories, such as sex:female;age:15_24.", pattern=_dims(catalogue))
    vintage = Param(
        "vintage",
        "preferred: the series that speaks for the indicator; all: every series.",
        allowed=("preferred", "all"),
    )
    limit = Param("limit", "Records of a page.", Kind.NUMBER, low=1, high=MOST_LIMIT)
    cursor = Param(
        "cursor", "Where the page before ended; it is bound to release and query.", pattern=r"^[A-Za-z0-9_\-]{8,400}$"
    )
    tol = Param("tol", "Years by which an older value may stand in.", Kind.NUMBER, low=0, high=20)
    one = Param("id", "Id of an indicator.", allowed=known, is_required=True, example=some)
    who = Param("area", "Codes of states.", Kind.LIST, areas)
    treaty = Param("instrument", "Treaties.", Kind.LIST, instruments)
    act = Param("act", "Kind of the act.", pattern=r"^[a-z_]{1,40}$")
    endpoints = (
        Endpoint(
            "/observations",
            "observations",
            "Observations of indicators, by series, slice, area and year.",
            (indicators, places, year, span, series, dims, vintage, limit, cursor),
            OBSERVATION,
            is_paged=True,
        ),
        Endpoint(
            "/cross-section",
            "cross_section",
            "One indicator in one year: every place, also those without a figure, with the reason.",
            (indicator, Param(**{**year.__dict__, "is_required": True}), dims, tol),
            SECTION,
        ),
        Endpoint("/indicators", "indicators", "Every indicator.", (), INDICATOR),
        Endpoint(
            "/indicators/{id}",
            "indicator",
            "One indicator with its series and its method.",
            (),
            INDICATOR_ONE,
            (one,),
            is_one=True,
        ),
        Endpoint("/areas", "areas", "Every place, with its names in six languages.", (), AREA),
        Endpoint("/groups", "groups", "Groups of countries with rule, source, date and members.", (), GROUP),
        Endpoint("/releases", "releases", "Every release that can be opened.", (), RELEASE),
        Endpoint(
            "/events",
            "events",
            "Acts by which states signed and joined treaties.",
            (who, treaty, act, limit, cursor),
            EVENT,
            is_paged=True,
        ),
        Endpoint("/sources", "sources", "Sources with their licences and vintages.", (), SOURCE),
        Endpoint("/rights", "rights", "Rights with their articles.", (), RIGHT),
        Endpoint("/decisions", "decisions", "Decision records.", (), DECISION),
    )
    return Api(endpoints, {endpoint.path: endpoint for endpoint in endpoints})


def _dims(catalogue: ReleaseCatalogue) -> str:
    """Pattern of known dimensions and categories."""
    parts = [
        f"{name}:({'|'.join(sorted({c['code'] for c in spec['categories']}))})"
        for name, spec in sorted(catalogue.dimensions.items())
    ]
    one = f"({'|'.join(parts)})"
    return f"^{one}(;{one}){{0,7}}$"
