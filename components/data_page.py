"""The page ``/data``: everything that can be taken away, with size, hash, meaning and licence, and how to use it.

Invariant: a file is offered with its hash only where it lies; what has not been made is named as not made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from components.exhibits.addresses import cite_address, share_address, view_address
from components.links import Site, address
from components.page import Page
from components.templating import render
from data.bulk_files import CSV, MADE, PACKAGE, PARQUET, SDMX, SQLITE, STRUCTURE, BulkFile, made_files, own_files
from data.catalogue import Indicator
from data.export.columns import column_of
from data.export.release_rows import closed_series, dimensions, open_segments, release_columns
from data.kept import kept
from data.release import Release
from data.store import Store, siblings
from data.view_state import ViewState, without_empty
from data.views.releases import date_of
from data.words import Words

PATH = "/data"
KEYS = frozenset({"lang", "theme"})
SHOWN = "homicide_rate_per_100000"  # of the examples, where the release holds it
EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
LANGUAGES = (("Python", "python.py"), ("R", "r.R"), ("JavaScript", "javascript.mjs"), ("curl", "curl.sh"))


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


PURPOSE = {
    PARQUET: _(
        "Every observation with every column, and the file and record it was read from: pandas, polars, DuckDB, R."
    ),
    CSV: _("The same observations as text. It is made while it is sent; ask for it compressed."),
    SQLITE: _("Observations, series, sources, places, treaty acts and decisions as one database; opens in Datasette."),
    PACKAGE: _("Frictionless Data Package: the headline figures and all lists as described CSV files."),
    SDMX: _("The headline figures as SDMX-CSV 2.0, for statistical offices."),
    STRUCTURE: _("The structure that a reader of the SDMX-CSV needs (SDMX-ML 2.1)."),
    "areas.json": _("Places with their names in six languages, kind and years of existence."),
    "build_report.json": _("What became of every published cell."),
    "catalogue.json": _("Indicators, series, sources, rights, units, dimensions and methods."),
    "decisions.json": _("Every decision record."),
    "events.parquet": _("Acts by which states signed and joined treaties."),
    "geometry.geojson": _("Boundaries as drawn here."),
    "geometry.json": _("The same as paths of a drawing."),
    "groups.json": _("Groups of countries with rule, source and date."),
    "manifest.json": _("The names and hashes of all of these files."),
}
FACTS = _("The observations of one source as it was read, with file and record of each.")
FORMATS = (
    ("csv", _("rows as on the screen")),
    ("json", _("the same for programs")),
    ("metadata.json", _("units, sources, licences, columns")),
    ("xlsx", _("a workbook: text stays text")),
    ("svg", _("the chart as a drawing")),
    ("png", _("the chart as a picture")),
)


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file as it is offered; without an address it has not been made, without a hash it is made while it is sent."""

    name: str
    purpose: str
    href: str
    size: str
    sha256: str


def build_data(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """Files, API, licences, columns, citation of the release that is read; then the files of every other one."""
    site = Site(store.id if pinned else "", words.lang)
    notices = [
        words.text("%(key)s is no parameter of this page.", key=key) for key in without_empty(query) if key not in KEYS
    ]
    title = words.text("Data: take all of it, or any part")
    lead = words.text(
        "Each view, each release whole, and an interface for programs. No key, no account; pages and programs of any "
        "site may read it."
    )
    main = render(
        "data.html.j2",
        words,
        notices=notices,
        title=title,
        lead=lead,
        release=store.id,
        digest=store.release.digest,
        whole=whole_lines(store.release, words),
        own=own_lines(store.release, words),
        others=_others(store, words),
        view=_view(store, site, words),
        api=f"/r/{store.id}/api/v1" if pinned else "/api/v1",
        examples=examples(),
        licences=[_licence(source) for _name, source in sorted(store.catalogue.sources.items())],
        columns=_columns(store, words),
        left_out=closed_series(store),
        cited=_cited(store, words),
        site=site,
        current=Site("", words.lang),
    )
    return Page(
        title=title,
        description=lead,
        canonical=address(site.start, PATH),
        lang=words.lang,
        main=main,
        critical_css="critical-data",
        is_final=all(made_files(one.release) for one in (store, *siblings(store))),
    )


@lru_cache(maxsize=1)
def examples() -> tuple[tuple[str, str, str], ...]:
    """Language, name of the file and text of each example."""
    return tuple((language, name, (EXAMPLES / name).read_text("utf-8").strip()) for language, name in LANGUAGES)


def whole_lines(release: Release, words: Words) -> list[FileLine]:
    """The release as whole files."""
    made = made_files(release)
    found = [_line(release, name, made.get(name), words) for name in MADE]
    stream = FileLine(CSV, words.text(PURPOSE[CSV]), f"/data/{release.id}/{CSV}", "", "")
    return [found[0], stream, *found[1:]]


def own_lines(release: Release, words: Words) -> list[FileLine]:
    """The files that the release itself is made of."""
    return [_line(release, name, one, words) for name, one in own_files(release).items()]


def _line(release: Release, name: str, found: BulkFile | None, words: Words) -> FileLine:
    purpose = words.text(PURPOSE.get(name, FACTS))
    if found is None:
        return FileLine(name, purpose, "", "", "")
    return FileLine(name, purpose, f"/data/{release.id}/{name}", size_text(found.size, words), found.sha256)


def size_text(size: int, words: Words) -> str:
    """Bytes for people."""
    if size >= 1_000_000:
        return words.text("%(size)s MB", size=words.number(size / 1e6, 0 if size >= 20_000_000 else 1))
    return words.text("%(size)s kB", size=words.number(max(1, round(size / 1e3))))


def _others(store: Store, words: Words) -> list[dict[str, Any]]:
    """Every other release with its files."""
    return [
        {
            "id": other.id,
            "date": words.date(date_of(other)),
            "digest": other.release.digest,
            "files": whole_lines(other.release, words),
            "own": own_lines(other.release, words),
        }
        for other in siblings(store)
        if other.id != store.id
    ]


def _indicator(store: Store) -> Indicator:
    known = store.catalogue.indicators
    return known.get(SHOWN) or known[min(known)]


def _view(store: Store, site: Site, words: Words) -> dict[str, Any]:
    """One view with all the forms that it can be taken in."""
    indicator = _indicator(store)
    state = ViewState(indicator=indicator.id, release=site.release, lang=site.start.lang)
    return {
        "name": words.text(indicator.name),
        "href": site.explore(indicator.id),
        "share": share_address("map", state),
        "files": [(name, words.text(note), view_address("map", name, state)) for name, note in FORMATS],
        "cite": [(form, cite_address("map", form, state)) for form in ("txt", "bib", "ris", "json")],
    }


def _licence(source: dict[str, Any]) -> dict[str, Any]:
    licence = source["licence"]
    return {
        "source": source["name"],
        "publisher": source["publisher"],
        "licence": licence["name"],
        "href": licence["url"],
        "attribution": licence["attribution"],
        "flags": [bool(licence[flag]) for flag in ("may_redistribute", "may_transform", "may_combine")],
    }


def _columns(store: Store, words: Words) -> dict[str, Any]:
    """The columns of the whole release with their meanings, those of the dimensions apart."""
    dims = kept(store, ("dimensions",), lambda: dimensions(open_segments(store)))
    every = [column_of(store, name, words) for name in release_columns(dims)]
    labels = store.catalogue.dimensions
    return {
        "listed": [column for column in every if column.name not in dims],
        "dims": [(name, words.text(labels[name]["label"]) if name in labels else "") for name in dims],
    }


def _cited(store: Store, words: Words) -> str:
    return words.text(
        "Common Measure, release %(release)s, %(date)s, /r/%(release)s/, sha256 %(digest)s.",
        release=store.id,
        date=words.date(date_of(store)),
        digest=store.release.digest,
    )
