"""What a release says of its indicators, series, sources and areas, as frozen objects.

Invariant: reads only catalogue.json, areas.json, groups.json and decisions.json of one verified release.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from data.model import AreaKind, Direction, IndicatorKind, SourceType, ValueKind
from data.release import Release

TOLERANCE = {SourceType.SURVEY: 5, SourceType.ADMINISTRATIVE: 2, SourceType.MIXED: 2, SourceType.LEGAL: 2}
COMPARING: dict[str, Any] = {  # of a release that does not say (2026.11.1)
    "years_apart": {kind.value: TOLERANCE.get(kind, 0) for kind in SourceType},
    "few_cases": 20,
    "few_respondents": 10,
}


@dataclass(frozen=True, slots=True)
class AreaInfo:
    """A place as readers see it. ``names`` by language; ``start`` and ``end`` are years of existence, if bounded."""

    id: str
    kind: AreaKind
    names: dict[str, str]
    universe: str
    start: int | None
    end: int | None
    part_of: str
    region: str
    subregion: str
    note: str
    aliases: tuple[str, ...] = ()

    def name(self, lang: str = "en") -> str:
        """Name in a language, else in English, else the id."""
        return self.names.get(lang) or self.names.get("en") or self.id


@dataclass(frozen=True, slots=True)
class SeriesInfo:
    """A series and what the release counts of it; ``raw`` is its entry in the catalogue."""

    id: str
    source: str
    code: str
    vintage: str
    released: str
    headline: str
    raw: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One concept. ``raw`` is its entry in the catalogue, method texts included."""

    id: str
    name: str
    subject: str
    unit: str
    value_kind: ValueKind
    direction: Direction
    kind: IndicatorKind
    source_type: SourceType
    rights: tuple[str, ...]
    people: tuple[str, ...]
    synonyms: tuple[str, ...]
    series: tuple[str, ...]
    preferred: str
    core: str | None
    maturity: str
    view: str
    raw: dict[str, Any]
    years_apart_default: int

    @property
    def tolerance(self) -> int:
        """Years by which an older value may stand in: the catalogue's own, else by source type (section 2)."""
        own = self.raw.get("tolerance")
        if own is not None:
            return int(own["years"])
        return TOLERANCE.get(self.source_type, 0)

    @property
    def years_apart(self) -> int:
        """Years by which values may lie apart and still be ranked or averaged together (decision 0007)."""
        own = (self.raw["comparability"] or {}).get("years_apart")
        if own is None:
            own = self.years_apart_default if self.raw.get("tolerance") is None else 0
        return max(int(own), self.tolerance)

    @property
    def classes(self) -> tuple[dict[str, Any], ...]:
        """Named classes of an ordered or categorical indicator."""
        return tuple(self.raw["classes"])


@dataclass(frozen=True)
class ReleaseCatalogue:
    """Everything a release says in words."""

    release: str
    indicators: dict[str, Indicator]
    series: dict[str, SeriesInfo]
    sources: dict[str, dict[str, Any]]
    rights: dict[str, dict[str, Any]]
    units: dict[str, dict[str, Any]]
    dimensions: dict[str, dict[str, Any]]
    areas: dict[str, AreaInfo]
    groups: list[dict[str, Any]]
    decisions: dict[str, dict[str, Any]]
    counts: dict[str, Any]
    comparing: dict[str, Any]

    def members(self) -> list[AreaInfo]:
        """The member states of the United Nations, by id."""
        return [a for a in self.areas.values() if a.universe == "un_member"]


def load_release_catalogue(release: Release) -> ReleaseCatalogue:
    """The words of a release."""
    content = orjson.loads(release.read("catalogue.json"))
    areas = orjson.loads(release.read("areas.json"))
    comparing = content.get("comparing", COMPARING)
    return ReleaseCatalogue(
        release=release.id,
        indicators={iid: _indicator(iid, raw, comparing) for iid, raw in content["indicators"].items()},
        series={sid: _series(sid, raw) for sid, raw in content["series"].items()},
        sources=content["sources"],
        rights={right["id"]: right for right in content["rights"]},
        units=content["units"],
        dimensions=content["dimensions"],
        areas={aid: _area(aid, raw) for aid, raw in areas.items()},
        groups=orjson.loads(release.read("groups.json")),
        decisions={d["number"]: d for d in orjson.loads(release.read("decisions.json"))},
        counts=content["counts"],
        comparing=comparing,
    )


def _indicator(iid: str, raw: dict[str, Any], comparing: dict[str, Any]) -> Indicator:
    return Indicator(
        id=iid,
        name=raw["name"],
        subject=raw["subject"],
        unit=raw["unit"],
        value_kind=ValueKind(raw["value_kind"]),
        direction=Direction(raw["direction"]),
        kind=IndicatorKind(raw["kind"]),
        source_type=SourceType(raw["source_type"]),
        rights=tuple(raw["rights"]),
        people=tuple(raw["people"]),
        synonyms=tuple(raw["synonyms"]),
        series=tuple(raw["series"]),
        preferred=raw["preferred"],
        core=raw["core"],
        maturity=raw["maturity"],
        view=raw["view"],
        raw=raw,
        years_apart_default=int(comparing["years_apart"][raw["source_type"]]),
    )


def _series(sid: str, raw: dict[str, Any]) -> SeriesInfo:
    return SeriesInfo(sid, raw["source"], raw["code"], raw["vintage"], raw["released"], raw["headline"], raw)


def _area(aid: str, raw: dict[str, Any]) -> AreaInfo:
    return AreaInfo(
        id=aid,
        kind=AreaKind(raw["kind"]),
        names={str(lang): str(name) for lang, name in raw["names"].items()},
        universe=str(raw.get("universe", "")),
        start=_year(raw.get("start")),
        end=_year(raw.get("end")),
        part_of=str(raw.get("part_of", "")),
        region=str(raw.get("region", "")),
        subregion=str(raw.get("subregion", "")),
        note=str(raw.get("note", "")),
        aliases=tuple(map(str, raw.get("aliases", ()))),
    )


def _year(value: object) -> int | None:
    return None if value in (None, "") else int(str(value)[:4])
