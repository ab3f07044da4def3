"""The headline slice of every indicator's preferred series, and the data package (Frictionless) that holds it.

Invariant: nothing in the file depends on the clock or on the machine.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from data.bulk_lists import Table, lists
from data.export.archive import entry
from data.export.columns import INTEGER, MEANINGS, NUMBER, TEXT, TRUTH
from data.export.csv import csv_lines
from data.export.release_rows import open_segments
from data.records import Segment, Wish, page
from data.store import Store
from data.views.releases import date_of

BATCH = 5000
HEADLINE = (
    *("indicator", "iso3", "counterpart", "period", "value", "value_text", "qualifier", "lower", "upper", "level"),
    *("interval_kind", "std_error", "n", "provenance", "flags", "status", "missing_reason", "series", "note"),
    "decisions",
)
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def headline_parts(store: Store) -> list[Segment]:
    """Slices of the package: one for each indicator."""
    return [p for p in open_segments(store) if p.series.id == p.indicator.preferred and p.dims == p.series.headline]


def headline_rows(store: Store, parts: Iterable[Segment]) -> Iterator[dict[str, Any]]:
    """Their observations, a batch at a time."""
    for part in parts:
        after = part.start - 1
        while after < part.end - 1:
            records, _more = page(store, [part], Wish(), (0, after), BATCH)
            after += len(records)
            for record in records:
                record["flags"] = ";".join(record["flags"])
                record["decisions"] = ";".join(record["decisions"])
                yield record


def write_package(store: Store, path: Path, about: dict[str, str], left_out: list[str]) -> None:
    """datapackage.json with one CSV for each table."""
    tables = lists(store)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        described = describe_package(store, tables, about, left_out)
        archive.writestr(entry("datapackage.json"), orjson.dumps(described, option=orjson.OPT_INDENT_2))
        for table in tables:
            rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
            archive.writestr(entry(f"{table.name}.csv"), b"".join(csv_lines(table.columns, rows)))
        with archive.open(entry("headline.csv"), "w", force_zip64=True) as stream:
            for piece in csv_lines(HEADLINE, headline_rows(store, headline_parts(store))):
                stream.write(piece)


def describe_package(store: Store, tables: list[Table], about: dict[str, str], left_out: list[str]) -> dict[str, Any]:
    """The descriptor."""
    sources = [source for _id, source in sorted(store.catalogue.sources.items())]
    licences = dict.fromkeys((s["licence"]["name"], s["licence"]["url"]) for s in sources)
    return {
        "profile": "data-package",
        "$schema": PROFILE,
        "name": f"common-measure-{store.id}",
        "id": f"common-measure:{store.release.digest}",
        "version": store.id,
        "title": about["title"],
        "description": about["note"],
        "created": f"{date_of(store)}T00:00:00Z",
        "sources": [{"title": f"{s['name']} ({s['publisher']})", "path": s["homepage"]} for s in sources],
        "licenses": [{"title": name, "path": url} for name, url in licences],
        "common_measure": {"release_sha256": store.release.digest, "left_out_for_their_licence": left_out},
        "resources": [_headline(), *(_resource(table) for table in tables)],
    }


def _headline() -> dict[str, Any]:
    fields = [{"name": name, "type": MEANINGS[name][0], "description": MEANINGS[name][1]} for name in HEADLINE]
    pointing = {"indicator": ("indicators", "id"), "iso3": ("areas", "id"), "series": ("series", "id")}
    return _described("headline", fields, (), pointing)  # none: a counterpart may be empty, what is in a key may not


def _resource(table: Table) -> dict[str, Any]:
    fields = []
    for number, name in enumerate(table.columns):
        values = [row[number] for row in table.rows if row[number] is not None]
        fields.append({"name": name, "type": _type(values)})
    return _described(table.name, fields, table.keys, table.foreign)


def _type(values: list[Any]) -> str:
    if values and all(isinstance(value, bool) for value in values):
        return TRUTH
    if values and all(isinstance(value, int) for value in values):
        return INTEGER
    return NUMBER if values and all(isinstance(value, int | float) for value in values) else TEXT


def _described(
    name: str, fields: list[dict[str, Any]], keys: tuple[str, ...], pointing: dict[str, tuple[str, str]]
) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if keys:
        schema["primaryKey"] = list(keys)
    schema["foreignKeys"] = [
        {"fields": [column], "reference": {"resource": table, "fields": [other]}}
        for column, (table, other) in pointing.items()
    ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
