"""What each endpoint answers, from one release.

Invariant: a figure that may not be handed on is never among the records; what is left out is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from data.catalogue import Indicator, SeriesInfo
from data.query import slice_of
from data.records import Segment, Wish, is_open, most, page, segments, status_records
from data.store import Store, siblings
from data.views.quality import licence_of
from data.views.states import build_section
from web.api.read import BadCursor, canonical, read_cursor, write_cursor
from web.api.spec import LIMIT, Endpoint
from web.stores import current_store

MOST_ROWS = 150_000
Values = dict[str, Any]


class Problem(Exception):
    """A request that cannot be answered: status, what it is, and the single reasons."""

    def __init__(self, status: int, message: str, errors: list[str]) -> None:
        super().__init__(message)
        self.status, self.message, self.errors = status, message, errors


@dataclass(frozen=True)
class Found:
    """``data`` of an answer, the cursor of the next page, and what is to be told beside it."""

    data: Any
    next: str | None = None
    notes: list[str] = field(default_factory=list)


def observations(opened: Store, endpoint: Endpoint, values: Values) -> Found:
    """A page of observations. Too many rows are refused before one is read."""
    catalogue = opened.catalogue
    indicators = [catalogue.indicators[name] for name in values["indicator"]]
    dims: dict[str, frozenset[str]] = {}
    for part in filter(None, values.get("dims", "").split(";")):
        name, _, code = part.partition(":")
        dims[name] = dims.get(name, frozenset()) | {code}
    wanted = values.get("from", "")
    if wanted:
        indicators = [one for one in indicators if wanted in one.series]
        if not indicators:
            raise Problem(404, "there is no such series", [f"{wanted} is a series of none of these indicators"])
    found = segments(opened, indicators, dims, wanted, every=values.get("vintage") == "all")
    parts, notes = _handed_on(opened, found)
    first, last = sorted(map(int, values["span"].split(".."))) if "span" in values else (None, None)
    if "year" in values:
        first = last = values["year"]
    wish = Wish(tuple(values.get("area", ())), first, last)
    count = most(opened, parts, wish)
    if count > MOST_ROWS:
        raise Problem(
            413,
            f"up to {count:,} observations are more than a query may ask for ({MOST_ROWS:,})",
            [
                "name fewer indicators, or areas or dims",
                f"or take the whole release: /data/{opened.id}/observations.csv",
            ],
        )
    query = canonical(endpoint, values, ("cursor", "limit"))
    number, after = _position(values, opened.id, query, 2)
    if number >= len(parts) and number:
        raise Problem(404, "there is no such page", ["the cursor cannot be read: take 'next' as it was given"])
    records, following = page(opened, parts, wish, (number, after), values.get("limit", LIMIT))
    return Found(records, write_cursor(opened.id, query, following) if following else None, notes)


def _position(values: Values, release: str, query: str, size: int) -> tuple[int, ...]:
    if "cursor" not in values:
        return (0, -1)[:size]
    try:
        position = read_cursor(values["cursor"], release, query)
    except BadCursor as error:
        raise Problem(404, "there is no such page", [str(error)]) from error
    if len(position) != size or position[0] < 0:
        raise Problem(404, "there is no such page", ["the cursor cannot be read: take 'next' as it was given"])
    return position


def _handed_on(opened: Store, found: list[Segment]) -> tuple[list[Segment], list[str]]:
    """Slices that may be handed on, with a note on the others. Raises Problem (403) where none may."""
    barred = {part.series.id: part for part in found if not is_open(opened, part.series)}
    if not barred:
        return found, []
    notes = [f"{series}: {_licence(opened, part.series)}" for series, part in sorted(barred.items())]
    kept = [part for part in found if part.series.id not in barred]
    if not kept:
        raise Problem(403, "the licence does not let these figures be handed on", notes)
    return kept, [f"left out, the licence does not let it be handed on: {note}" for note in notes]


def _licence(opened: Store, series: SeriesInfo) -> str:
    licence = opened.catalogue.sources[series.source]["licence"]
    return f"{licence['name']} ({licence['url']})"


def cross_section(opened: Store, _endpoint: Endpoint, values: Values) -> Found:
    """One indicator in one year, as its map shows it."""
    indicator = opened.catalogue.indicators[values["indicator"]]
    series = opened.catalogue.series[indicator.preferred]
    asked = dict(part.split(":", 1) for part in filter(None, values.get("dims", "").split(";")))
    dims = slice_of(series.headline, asked)
    span = opened.blocks.slices.get(series.id, {}).get(dims)
    if span is None:
        known = sorted(opened.blocks.slices.get(series.id, {}))[:6]
        raise Problem(404, "there is no such slice", [f"{dims or 'no dimension'}; known: {', '.join(known)} …"])
    part = Segment(indicator, series, dims, *span)
    _handed_on(opened, [part])
    tolerance = values.get("tol", indicator.tolerance)
    section = build_section(opened, indicator, series, dims, values["year"], tolerance)
    return Found(list(status_records(opened, part, section.statuses)))


def _indicator(one: Indicator) -> dict[str, Any]:
    own = {
        name: getattr(one, name)
        for name in (
            "id",
            "name",
            "unit",
            "value_kind",
            "direction",
            "kind",
            "source_type",
            "maturity",
            "core",
            "rights",
            "people",
        )
    }
    method = one.raw["method"]
    return own | {
        "preferred": one.preferred,
        "series": one.series,
        "definition": method["definition"],
        "may_not_conclude": method["may_not_conclude"],
        "page": f"/indicator/{one.id}",
    }


def indicators(opened: Store, _endpoint: Endpoint, _values: Values) -> Found:
    """Every indicator."""
    return Found([_indicator(opened.catalogue.indicators[name]) for name in sorted(opened.catalogue.indicators)])


def indicator(opened: Store, _endpoint: Endpoint, values: Values) -> Found:
    """One indicator."""
    one = opened.catalogue.indicators.get(values["id"])
    if one is None:
        raise Problem(404, "there is no such indicator", [values["id"][:60]])
    series = [_series(opened, opened.catalogue.series[name]) for name in one.series]
    return Found(_indicator(one) | {"series": series, "method": one.raw["method"]})


def _series(opened: Store, one: SeriesInfo) -> dict[str, Any]:
    spans = opened.blocks.slices.get(one.id, {}).values()
    return {
        **{name: getattr(one, name) for name in ("id", "source", "code", "vintage", "released", "headline")},
        **licence_of(opened, one),
        "rows": sum(end - start for start, end in spans),
        "first_year": one.raw["first_year"],
        "last_year": one.raw["last_year"],
    }


def areas(opened: Store, _endpoint: Endpoint, _values: Values) -> Found:
    """Every place."""
    names = ("id", "kind", "universe", "region", "subregion", "part_of", "names", "start", "end", "aliases")
    return Found(
        [
            {**{name: getattr(one, name) for name in names}, "name": one.name()}
            for _id, one in sorted(opened.catalogue.areas.items())
        ]
    )


def groups(opened: Store, _endpoint: Endpoint, _values: Values) -> Found:
    """Groups of countries."""
    names = ("id", "kind", "name", "rule", "source", "date", "members")
    return Found([{name: group[name] or "" for name in names} for group in opened.catalogue.groups])


def releases(opened: Store, _endpoint: Endpoint, _values: Values) -> Found:
    """Every release that can be opened, newest first."""
    current = current_store().id
    return Found(
        [
            {
                "id": one.id,
                "title": str(one.release.manifest.get("title", "")),
                "note": str(one.release.manifest.get("note", "")),
                "digest": one.release.digest,
                "address": f"/r/{one.id}/",
                "is_current": one.id == current,
                "files": one.release.manifest["files"],
            }
            for one in siblings(opened)
        ]
    )


def events(opened: Store, endpoint: Endpoint, values: Values) -> Found:
    """Acts, a page at a time."""
    wanted = set(values.get("area", ())), set(values.get("instrument", ())), values.get("act")

    def rows() -> Iterator[dict[str, Any]]:
        for event in opened.blocks.events:
            if wanted[0] and event["area"] not in wanted[0]:
                continue
            if wanted[1] and event["instrument"] not in wanted[1]:
                continue
            if wanted[2] and event["act"] != wanted[2]:
                continue
            yield event

    query = canonical(endpoint, values, ("cursor", "limit"))
    (start,) = _position(values, opened.id, query, 1)
    found = list(rows())
    end = start + values.get("limit", LIMIT)
    names = ("area", "instrument", "act", "date", "precision", "marker", "vintage", "role", "reason")
    known = opened.catalogue.areas
    data = [
        {**{name: event[name] for name in names}, "name": known[event["area"]].name() if event["area"] in known else ""}
        for event in found[start:end]
    ]
    return Found(data, write_cursor(opened.id, query, (end,)) if end < len(found) else None)


def sources(opened: Store, _endpoint: Endpoint, _values: Values) -> Found:
    """Sources."""
    names = ("name", "publisher", "citation", "licence", "vintages")
    return Found([{"id": key, **{n: one[n] for n in names}} for key, one in sorted(opened.catalogue.sources.items())])


def rights(opened: Store, _endpoint: Endpoint, _values: Values) -> Found:
    """Rights."""
    return Found([{n: one[n] for n in ("id", "name", "articles")} for one in opened.catalogue.rights.values()])


def decisions(opened: Store, _endpoint: Endpoint, _values: Values) -> Found:
    """Decision records."""
    names = ("number", "title", "date", "question", "choice", "reason")
    return Found([{n: str(one[n]) for n in names} for _number, one in sorted(opened.catalogue.decisions.items())])


ANSWERS: dict[str, Callable[[Store, Endpoint, Values], Found]] = {
    "observations": observations,
    "cross_section": cross_section,
    "indicators": indicators,
    "indicator": indicator,
    "areas": areas,
    "groups": groups,
    "releases": releases,
    "events": events,
    "sources": sources,
    "rights": rights,
    "decisions": decisions,
}
