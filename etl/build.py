"""From snapshots to the files of a release, in memory.

Invariant: a pure function of the inputs, the YAML and the release id: same inputs, same bytes, in any checkout.
"""

from __future__ import annotations

import csv
import importlib
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
import orjson
import pandas as pd

from data.facts import EVENTS, FACTS, checked, is_word, to_bytes
from etl.accounts import FileAccount, totals
from etl.areas import Area, AreaResolver, load_areas
from etl.catalogue import ETL_ROOT, Catalogue, SourceEntry
from etl.corrections import apply_corrections
from etl.derive import DeriveContext, derived_observations
from etl.describe import describe
from etl.faults import Faults
from etl.finish import KEY, finish
from etl.flags import flag_texts
from etl.groups import group_files
from etl.harmonise import Harmoniser, count_flags
from etl.inputs import Inputs

EVENT_COLUMNS = [f.name for f in EVENTS]
Progress = Callable[[str, str], None]


@dataclass
class Build:
    """State of a build: tables by source, accounts by file, acts, and all faults so far."""

    catalogue: Catalogue
    areas: dict[str, Area]
    faults: Faults = field(default_factory=Faults)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    accounts: dict[str, dict[str, FileAccount]] = field(default_factory=dict)
    events: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=EVENT_COLUMNS))
    disagreements: list[dict[str, Any]] = field(default_factory=list)
    inputs: dict[str, Inputs] = field(default_factory=dict)


def transform_of(source: str) -> ModuleType:
    """The source's transform module."""
    return importlib.import_module(f"etl.sources.{source}.transform")


def build_files(
    catalogue: Catalogue,
    inputs: dict[str, Inputs],
    release: str,
    geometry: dict[str, bytes],
    neighbours: dict[str, list[str]],
    progress: Progress = lambda source, step: None,
    partial: bool = False,
) -> dict[str, bytes]:
    """Every file of the release by name. Raises BuildError with all faults of the step that failed.

    ``partial`` is for builds of a few series: rules of correction may then match nothing.
    """
    build = Build(catalogue, load_areas(ETL_ROOT / "reference" / "areas.csv"), inputs=inputs)
    for source, given in inputs.items():
        progress(source, "read and harmonise")
        _harmonise(build, catalogue.sources[source], given, partial)
    build.faults.raise_any()
    for source in inputs:
        progress(source, "derive")
        _derive(build, catalogue.sources[source])
    build.faults.raise_any()
    return _files(build, release, geometry, neighbours, progress)


def _harmonise(build: Build, entry: SourceEntry, inputs: Inputs, partial: bool) -> None:
    source = entry.spec.id
    accounts = {
        f.name: FileAccount(source, f.name, f.sha256, len(f.raw), count_records(f.content, f.name))
        for f in inputs.files
    }
    build.accounts[source] = accounts
    resolver = AreaResolver(entry.spec, entry.folder / "areas.csv", build.areas)
    build.areas |= {area.id: area for area in resolver.aggregates()}
    module = transform_of(source)
    harmoniser = Harmoniser(build.catalogue, entry, resolver, build.faults, accounts)
    table = harmoniser.observations(module.transform(inputs))
    if len(table):
        table["decisions"] = ""
        table["published_text"] = ""
        table = apply_corrections(table, entry.corrections, accounts, build.faults, source, partial)
        table = finish(table, build.catalogue, entry, build.faults)
        count_flags(table, accounts)
        build.tables[source] = table
    if hasattr(module, "events"):
        _take_events(build, module, inputs, resolver, accounts)


def _take_events(
    build: Build, module: ModuleType, inputs: Inputs, resolver: AreaResolver, accounts: dict[str, FileAccount]
) -> None:
    events, disagreements = module.events(inputs)
    events = events.rename(columns={"source_file": "file"}).reset_index(drop=True)
    for code in resolver.unknown(events["area"].unique()):
        first = events.loc[events["area"] == code].iloc[0]
        build.faults.add(first["file"], first["row"], "a known participant", repr(code), "Add a line to areas.csv.")
    build.faults.raise_any()
    names = events["area"].map({code: resolver.resolve(code).area_id for code in events["area"].unique()})
    for (file, role), part in events.groupby(["file", "role"], sort=False):
        account = accounts[str(file)]
        account.cells += len(part)
        account.use(part["row"].tolist(), [])
        if role == "used":
            account.kept["country"] += len(part)
        else:
            account.set_aside["act stated better elsewhere"] += len(part)
    build.events = events.assign(area=names)[EVENT_COLUMNS]
    build.events = build.events.sort_values(["instrument", "area", "date", "act", "file", "row"], ignore_index=True)
    for row in disagreements.to_dict(orient="records"):
        code = row["area"]
        area = resolver.resolve(code).area_id if not resolver.unknown([code]) else code
        build.disagreements.append({**{k: (None if v != v else v) for k, v in row.items()}, "area": area})


def _derive(build: Build, entry: SourceEntry) -> None:
    module = transform_of(entry.spec.id)
    if not hasattr(module, "derive"):
        return
    asked = frozenset(
        sid for sid, (source, spec) in build.catalogue.series.items() if source == entry.spec.id and spec.derived
    )
    context = DeriveContext(build.areas, build.events, build.tables, asked)
    made = derived_observations(module.derive(context), entry, build.areas, build.faults)
    if made.empty:
        return
    made = finish(made, build.catalogue, entry, build.faults)
    before = build.tables.get(entry.spec.id)
    build.tables[entry.spec.id] = made if before is None else pd.concat([before, made], ignore_index=True)


def count_records(content: bytes, name: str) -> int:
    """Records of a delimited file without its header, counted apart from any transform; -1 for other formats."""
    if not name.endswith((".csv", ".csv.gz")):
        return -1
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return sum(1 for record in csv.reader(io.StringIO(text, newline="")) if record) - 1


def facts_table(table: pd.DataFrame) -> pd.DataFrame:
    """Observations as the columns of facts/<source>.parquet, sorted by key."""
    table = table.sort_values(KEY, ignore_index=True)
    years = table["year"].astype(int).astype(str)
    columns: dict[str, Any] = {
        "period_start": pd.to_datetime(years + "-01-01").dt.date,
        "period_end": pd.to_datetime(years + "-12-31").dt.date,
        "flags": flag_texts(table["bits"].to_numpy()),
    }
    out: dict[str, Any] = {}
    for column in FACTS:
        values = columns.get(column.name, table.get(column.name))
        if values is None:
            values = np.full(len(table), "", dtype=object)
        if is_word(column):
            words = pd.Series(values, copy=False)
            values = words.where(words.notna(), "").astype("category")
        out[column.name] = values
    out["value"] = table["value"].where(np.isfinite(table["value"]))
    return pd.DataFrame(out)


def _files(
    build: Build, release: str, geometry: dict[str, bytes], neighbours: dict[str, list[str]], progress: Progress
) -> dict[str, bytes]:
    files: dict[str, bytes] = dict(geometry)
    for source, table in build.tables.items():
        progress(source, "check and write")
        files[f"facts/{source}.parquet"] = to_bytes(checked(facts_table(table)), FACTS)
    files["events.parquet"] = to_bytes(build.events.fillna(""), EVENTS)
    progress("release", "describe")
    report = build_report(build, release)
    files["catalogue.json"] = dump(describe(build.catalogue, build.tables, release, report))
    files["areas.json"] = dump({a.id: area_dict(a) for a in sorted(build.areas.values(), key=lambda a: a.id)})
    files["groups.json"] = group_files(build.areas, neighbours, build.tables)
    files["decisions.json"] = dump([d.as_dict() for _, d in sorted(build.catalogue.decisions.items())])
    files["build_report.json"] = dump(report)
    return files


def area_dict(area: Area) -> dict[str, Any]:
    """An area for areas.json, empty fields left out."""
    return {k: v for k, v in area.as_dict().items() if v not in (None, "", (), [], {})}


def build_report(build: Build, release: str) -> dict[str, Any]:
    """Per file and source what became of each cell; and the disagreements between sources on treaty acts."""
    files = [account.as_dict() for accounts in build.accounts.values() for account in accounts.values()]
    files.sort(key=lambda a: (str(a["source"]), str(a["file"])))
    sources = sorted({str(a["source"]) for a in files})
    computed = {source: int((table["formula"] != "").sum()) for source, table in build.tables.items() if len(table)}
    return {
        "release": release,
        "totals": totals(files),
        "sources": {
            s: {**totals([a for a in files if a["source"] == s]), "computed": computed.get(s, 0)} for s in sources
        },
        "files": files,
        "disagreements": build.disagreements,
    }


def dump(value: Any) -> bytes:
    """Canonical JSON bytes: keys sorted, one line end at the end."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_APPEND_NEWLINE)


def partial_catalogue(catalogue: Catalogue, keep: Iterable[str]) -> Catalogue:
    """The same catalogue with only some series, for the tests' tiny release."""
    wanted = set(keep)
    series = {sid: item for sid, item in catalogue.series.items() if sid in wanted}
    sources = {
        source: SourceEntry(
            entry.spec,
            entry.folder,
            entry.corrections,
            tuple(s for s in entry.series if f"{source}:{s.code}@{s.vintage}" in wanted),
        )
        for source, entry in catalogue.sources.items()
        if any(sid.startswith(f"{source}:") for sid in wanted)
    }
    return Catalogue(
        sources,
        catalogue.indicators,
        catalogue.indicator_source,
        series,
        catalogue.dimensions,
        catalogue.rights,
        catalogue.units,
        catalogue.decisions,
        catalogue.comparing,
    )
