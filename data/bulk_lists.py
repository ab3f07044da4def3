"""What a release says of its indicators, series, sources, areas, treaty acts and decisions, as flat tables.

Invariant: every table has the same columns in each row, its key first, and its rows in the order of the key; SQLite and
the data package hold the same tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from data.records import is_open
from data.store import Store
from data.views.quality import licence_of

ACT = ("area", "instrument", "act", "date", "precision", "marker", "file", "row", "vintage", "role", "reason")
FLAGS = ("may_redistribute", "may_transform", "may_combine")


@dataclass(frozen=True)
class Table:
    """A list of the release. ``keys`` are its primary key, ``foreign`` the tables that columns point into."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    keys: tuple[str, ...]
    foreign: dict[str, tuple[str, str]]


def lists(store: Store) -> list[Table]:
    """Every table, those that are pointed to first."""
    return [_sources(store), _areas(store), _indicators(store), _series(store), _events(store), _decisions(store)]


def _table(name: str, rows: Iterator[dict[str, Any]], keys: tuple[str, ...] = ("id",), **foreign: str) -> Table:
    found = list(rows)
    columns = tuple(found[0]) if found else keys
    told = {column: (table, "id") for column, table in foreign.items()}
    return Table(name, columns, [tuple(row[column] for column in columns) for row in found], keys, told)


def _sources(store: Store) -> Table:
    def rows() -> Iterator[dict[str, Any]]:
        for name, source in sorted(store.catalogue.sources.items()):
            licence = source["licence"]
            yield {
                "id": name,
                **{key: str(source[key] or "") for key in ("name", "publisher", "homepage", "citation", "description")},
                "licence": licence["name"],
                "licence_url": licence["url"],
                "attribution": licence["attribution"],
                **{flag: bool(licence[flag]) for flag in FLAGS},
            }

    return _table("sources", rows())


def _areas(store: Store) -> Table:
    def rows() -> Iterator[dict[str, Any]]:
        for name, area in sorted(store.catalogue.areas.items()):
            yield {
                "id": name,
                "name": area.name(),
                "name_fr": area.name("fr"),
                "kind": area.kind.value,
                "universe": area.universe,
                "start": area.start,
                "end": area.end,
                "part_of": area.part_of,
                "region": area.region,
                "subregion": area.subregion,
                "note": area.note,
            }

    return _table("areas", rows())


def _indicators(store: Store) -> Table:
    def rows() -> Iterator[dict[str, Any]]:
        for name, one in sorted(store.catalogue.indicators.items()):
            method = one.raw["method"] or {}
            yield {
                "id": name,
                "name": one.name,
                "unit": one.unit,
                "direction": one.direction.value,
                "kind": one.kind.value,
                "value_kind": one.value_kind.value,
                "source_type": one.source_type.value,
                "rights": ";".join(one.rights),
                "people": ";".join(one.people),
                "core": one.core or "",
                "maturity": one.maturity,
                "preferred_series": one.preferred,
                "definition": str(method.get("definition") or ""),
                "may_not_conclude": str(method.get("may_not_conclude") or ""),
                "method_link": str(method.get("link") or ""),
            }

    return _table("indicators", rows())


def _series(store: Store) -> Table:
    preferred = {one.preferred for one in store.catalogue.indicators.values()}
    owners = {sid: one.id for one in store.catalogue.indicators.values() for sid in one.series}

    def rows() -> Iterator[dict[str, Any]]:
        for name, one in sorted(store.catalogue.series.items()):
            if name in owners:
                yield {
                    "id": name,
                    "indicator": owners[name],
                    "source": one.source,
                    "code": one.code,
                    "vintage": one.vintage,
                    "released": one.released,
                    "title": str(one.raw["title"] or ""),
                    "headline": one.headline,
                    "is_preferred": name in preferred,
                    "is_included": is_open(store, one),
                    **licence_of(store, one),
                }

    return _table("series", rows(), indicator="indicators", source="sources")


def _events(store: Store) -> Table:
    rows = [tuple(event[column] for column in ACT) for event in store.blocks.events]
    return Table("events", ACT, rows, (), {"area": ("areas", "id")})


def _decisions(store: Store) -> Table:
    def rows() -> Iterator[dict[str, Any]]:
        for number, one in sorted(store.catalogue.decisions.items()):
            texts = ("title", "date", "status", "question", "options", "choice", "reason")
            yield {"number": number, **{key: str(one[key] or "") for key in texts}}

    return _table("decisions", rows(), keys=("number",))
