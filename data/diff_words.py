"""What two releases say differently: of indicators, of places and of sources.

Invariant: only what is written in both releases is compared; a text that one of them lacks is told as such.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import AreaInfo, Indicator, ReleaseCatalogue
from data.model import AreaKind

INDICATOR = ("name", "unit", "value_kind", "direction", "kind", "source_type", "maturity", "core", "rights", "people")
AREA = ("kind", "universe", "start", "end", "part_of", "region", "subregion")
METHOD = ("definition", "not_measured", "universe", "may_not_conclude")
DEFINING = frozenset({"series", "unit", "value_kind", "direction", "definition", "universe", "comparability"})


PLACES = (AreaKind.COUNTRY, AreaKind.TERRITORY)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one thing. ``subject`` is indicator, area or source; ``is_defining``: figures mean another thing."""

    subject: str
    id: str
    field: str
    older: str
    newer: str
    is_defining: bool


def word_changes(older: ReleaseCatalogue, newer: ReleaseCatalogue) -> tuple[FieldChange, ...]:
    """Every field that differs, of what both releases hold."""
    found = []
    for name in sorted(older.indicators.keys() & newer.indicators.keys()):
        found += _fields("indicator", name, _indicator(older.indicators[name]), _indicator(newer.indicators[name]))
    for name in sorted(older.areas.keys() & newer.areas.keys()):
        found += _fields("area", name, _area(older.areas[name]), _area(newer.areas[name]))
    for name in sorted(older.areas.keys() ^ newer.areas.keys()):
        here, there = older.areas.get(name), newer.areas.get(name)
        place = here or there
        if place is not None and place.kind in PLACES:  # what a publisher groups comes and goes with its series
            found.append(
                FieldChange("area", name, "exists", here.name() if here else "", there.name() if there else "", True)
            )
    for name in sorted(older.sources.keys() & newer.sources.keys()):
        found += _fields("source", name, _source(older.sources[name]), _source(newer.sources[name]))
    return tuple(found)


def _fields(subject: str, name: str, older: dict[str, str], newer: dict[str, str]) -> list[FieldChange]:
    return [
        FieldChange(subject, name, field, older[field], newer[field], field in DEFINING)
        for field in older
        if older[field] != newer[field]
    ]


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _indicator(one: Indicator) -> dict[str, str]:
    own = {name: _text(getattr(one, name)) for name in INDICATOR}
    own |= {name: _text(one.raw["method"].get(name)) for name in METHOD}
    rule = one.raw["comparability"] or {}
    own["series"] = one.preferred.partition("@")[0]
    own["comparability"] = "; ".join(
        f"{key}: {_text(value)}" for key, value in sorted(rule.items()) if value not in ([], None)
    )
    return own


def _area(one: AreaInfo) -> dict[str, str]:
    own = {
        name: _text(getattr(one, name))
        for name in ("kind", "universe", "start", "end", "part_of", "region", "subregion")
    }
    return {"name": one.name(), **own}


def _source(one: dict[str, object]) -> dict[str, str]:
    licence = one["licence"]
    assert isinstance(licence, dict)
    return {
        "name": _text(one["name"]),
        "publisher": _text(one["publisher"]),
        "licence": _text(licence["name"]),
        **{flag: _text(licence[flag]) for flag in ("may_redistribute", "may_transform", "may_combine")},
    }
