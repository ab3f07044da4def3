"""Loads every YAML of the ETL into one catalogue and checks that they agree with one another.

Invariant: a catalogue that loads has no dangling id: every right, unit, dimension, vintage and decision exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from data.model import series_id
from etl.decisions import Decision, load_decisions
from etl.faults import BuildError, Faults
from etl.schema import (
    Comparing,
    Correction,
    CorrectionFile,
    DimensionSpec,
    IndicatorFile,
    IndicatorSpec,
    RightSpec,
    SeriesSpec,
    SourceSpec,
    UnitSpec,
)

ETL_ROOT = Path(__file__).parent
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class SourceEntry:
    """A source with its folder, its rules of correction and the series it publishes."""

    spec: SourceSpec
    folder: Path
    corrections: tuple[Correction, ...]
    series: tuple[SeriesSpec, ...]


@dataclass(frozen=True)
class Catalogue:
    """All that is known before a single figure is read. ``series`` maps a series id to (source id, spec)."""

    sources: dict[str, SourceEntry]
    indicators: dict[str, IndicatorSpec]
    indicator_source: dict[str, str]
    series: dict[str, tuple[str, SeriesSpec]]
    dimensions: dict[str, DimensionSpec]
    rights: dict[str, RightSpec]
    units: dict[str, UnitSpec]
    decisions: dict[str, Decision]
    comparing: Comparing

    def series_of(self, indicator: str) -> list[str]:
        """Series ids of an indicator, in the order of the YAML."""
        return [sid for sid, (_, spec) in self.series.items() if spec.indicator == indicator]


class UniqueKeyLoader(yaml.SafeLoader):
    """A YAML loader that refuses a key given twice, which plain YAML would silently overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Mapping of a node. Raises yaml.YAMLError on a repeated key."""
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        repeated = {key for key in keys if keys.count(key) > 1}
        if repeated:
            raise yaml.YAMLError(f"line {node.start_mark.line + 1}: key given twice: {sorted(map(str, repeated))}")
        return super().construct_mapping(node, deep=deep)


def load_yaml(path: Path) -> Any:
    """Content of a YAML file; keys must be unique."""
    loader = UniqueKeyLoader(path.read_text("utf-8"))
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def load_model(path: Path, model: type[Model], faults: Faults) -> Model | None:
    """The file as a model, or None with every fault of the file noted."""
    name = path.relative_to(path.parents[1]).as_posix()
    try:
        return model.model_validate(load_yaml(path) or {})
    except ValidationError as error:
        for item in error.errors():
            place = ".".join(str(part) for part in item["loc"])
            remedy = "Put it in quotes." if item["type"] == "string_type" else f"See {model.__name__} in etl/schema.py."
            faults.add(name, place, model.__name__, f"{item['msg']} ({item.get('input')!r:.80})", remedy)
    except (yaml.YAMLError, FileNotFoundError) as error:
        faults.add(name, "", model.__name__, error, "Mend the YAML.")
    return None


def load_catalogue(root: Path = ETL_ROOT, only: set[str] | None = None) -> Catalogue:
    """Everything below ``root``. ``only`` restricts to some sources. Raises BuildError with every fault at once."""
    faults = Faults()
    reference = root / "reference"
    rights = {r.id: r for r in _listed(reference / "rights.yml", "rights", RightSpec, faults)}
    units = {u.id: u for u in _listed(reference / "units.yml", "units", UnitSpec, faults)}
    dimensions = {}
    for path in sorted((reference / "dimensions").glob("*.yml")):
        spec = load_model(path, DimensionSpec, faults)
        if spec is not None:
            dimensions[spec.id] = spec
    decisions = load_decisions(root / "decisions", faults)
    comparing = load_model(reference / "comparing.yml", Comparing, faults)
    sources: dict[str, SourceEntry] = {}
    indicators: dict[str, IndicatorSpec] = {}
    owner: dict[str, str] = {}
    for folder in sorted(p.parent for p in (root / "sources").glob("*/source.yml")):
        if only is None or folder.name in only:
            entry = _load_source(folder, indicators, owner, faults)
            if entry is not None:
                sources[entry.spec.id] = entry
    series = {
        series_id(source, spec.code, spec.vintage): (source, spec)
        for source, entry in sources.items()
        for spec in entry.series
    }
    if comparing is None:  # noted above; without it there is no catalogue to check
        raise BuildError(faults.found)
    catalogue = Catalogue(sources, indicators, owner, series, dimensions, rights, units, decisions, comparing)
    _check_references(catalogue, faults, whole=only is None)
    faults.raise_any()
    return catalogue


def _listed(path: Path, key: str, model: type[Model], faults: Faults) -> Iterator[Model]:
    for number, item in enumerate(load_yaml(path)[key]):
        try:
            yield model.model_validate(item)
        except ValidationError as error:
            faults.add(path.name, number, model.__name__, error.errors()[0]["msg"], "Mend the YAML.")


def _load_source(
    folder: Path, indicators: dict[str, IndicatorSpec], owner: dict[str, str], faults: Faults
) -> SourceEntry | None:
    spec = load_model(folder / "source.yml", SourceSpec, faults)
    if spec is None:
        return None
    corrections = load_model(folder / "corrections.yml", CorrectionFile, faults)
    series: list[SeriesSpec] = []
    for path in _indicator_files(folder):
        content = load_model(path, IndicatorFile, faults)
        if content is None:
            continue
        for indicator in content.indicators:
            if indicator.id in indicators:
                faults.add(f"{folder.name}/{path.name}", indicator.id, "a new id", "given twice", "Rename one.")
            indicators[indicator.id] = indicator
            owner[indicator.id] = spec.id
            series += [s.model_copy(update={"indicator": indicator.id}) for s in indicator.series]
        series += content.series
    keys = [(s.code, s.vintage) for s in series]
    for key in sorted({k for k in keys if keys.count(k) > 1}):
        faults.add(f"{folder.name}/indicators", f"{key[0]}@{key[1]}", "a series once", "given twice", "Keep one.")
    return SourceEntry(spec, folder, corrections.corrections if corrections else (), tuple(series))


def _indicator_files(folder: Path) -> list[Path]:
    single = [folder / "indicators.yml"] if (folder / "indicators.yml").exists() else []
    return single + sorted((folder / "indicators").glob("*.yml"))


def _check_references(catalogue: Catalogue, faults: Faults, whole: bool) -> None:
    for indicator in catalogue.indicators.values():
        file = f"{catalogue.indicator_source[indicator.id]}/indicators"
        _known(faults, file, indicator.id, "right", indicator.rights, catalogue.rights)
        _known(faults, file, indicator.id, "unit", (indicator.unit,), catalogue.units)
        _known(faults, file, indicator.id, "dimension", indicator.expected_dimensions, catalogue.dimensions)
        if indicator.component_of and whole:
            _known(faults, file, indicator.id, "indicator", (indicator.component_of,), catalogue.indicators)
        if indicator.derivation:
            _known(faults, file, indicator.id, "decision", (indicator.derivation.decision,), catalogue.decisions)
        if not catalogue.series_of(indicator.id) and whole:
            faults.add(file, indicator.id, "at least one series", "none", "Name its series.")
    for sid, (source, spec) in catalogue.series.items():
        _check_series(catalogue, faults, sid, source, spec, whole)
    for source, entry in catalogue.sources.items():
        numbers = (
            *(c.decision for c in entry.corrections),
            *entry.spec.decisions,
            *entry.spec.case_decisions.values(),
        )
        _known(faults, f"{source}/corrections.yml", "", "decision", numbers, catalogue.decisions)
        _check_dimension_maps(catalogue, faults, entry)


def _check_series(catalogue: Catalogue, faults: Faults, sid: str, source: str, spec: SeriesSpec, whole: bool) -> None:
    file = f"{source}/indicators"
    vintages = {vintage.id for vintage in catalogue.sources[source].spec.vintages}
    _known(faults, file, sid, "vintage", (spec.vintage,), vintages)
    if spec.unit:
        _known(faults, file, sid, "unit", (spec.unit,), catalogue.units)
    if whole and (spec.indicator is None or spec.indicator not in catalogue.indicators):
        faults.add(file, sid, "an indicator that is described", spec.indicator, "Describe it, or mend the name.")
    for dimension, category in spec.headline.items():
        known = catalogue.dimensions.get(dimension)
        codes = {c.code: c.role for c in known.categories} if known else {}
        if category not in codes:
            faults.add(file, sid, f"a category of {dimension}", category, "Mend the headline or add the category.")
        elif codes[category] == "not_specified":
            faults.add(file, sid, "a named category", "not specified", "Not specified is never a total.")


def _check_dimension_maps(catalogue: Catalogue, faults: Faults, entry: SourceEntry) -> None:
    for column, mapping in entry.spec.dimensions.items():
        file = f"{entry.spec.id}/source.yml"
        _known(faults, file, column, "dimension", (mapping.to,), catalogue.dimensions)
        if mapping.to in catalogue.dimensions:
            codes = {c.code for c in catalogue.dimensions[mapping.to].categories}
            _known(faults, file, column, f"category of {mapping.to}", mapping.categories.values(), codes)


def _known(faults: Faults, file: str, row: str, what: str, names: Any, known: Any) -> None:
    for name in names:
        if name not in known:
            faults.add(file, row, f"a known {what}", repr(name), f"Add the {what} or mend the name.")
