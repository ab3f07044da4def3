"""The registry of areas, and the way from a publisher's code to it.

Invariant: a code becomes exactly one of our areas, or an aggregate of its publisher, or is set aside with a reason.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from data.model import AreaKind
from etl.schema import DECISION_NUMBER, SourceSpec

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
SET_ASIDE = "set_aside"
REGISTRY_PATH = Path(__file__).parent / "reference" / "areas.csv"
_EXCEPTION_COLUMNS = {"code", "name", "area", "kind", "part_of", "start", "end", "note", "decision"}


@dataclass(frozen=True, slots=True)
class Area:
    """A place that figures may be about. ``names`` holds only the languages in which the name is known to us.

    ``start`` and ``end`` are the first and last calendar year of its existence; None means before, or after, all that
    is shown. ``source`` is empty except for a publisher's aggregate.
    """

    id: str
    kind: AreaKind
    names: dict[str, str] = field(hash=False)
    iso2: str = ""
    m49: str = ""
    un_member: bool = False
    start: int | None = None
    end: int | None = None
    part_of: str = ""
    region: str = ""
    subregion: str = ""
    intermediate_region: str = ""
    successors: tuple[str, ...] = ()
    universe: str = "other"
    note: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""

    @property
    def name(self) -> str:
        """Name in English."""
        return self.names["en"]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for areas.json."""
        return asdict(self) | {"kind": self.kind.value}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a code stands for. Where ``kind`` is ``set_aside``, ``area_id`` is empty and ``reason`` says why."""

    area_id: str
    kind: str
    reason: str = ""


class AreaFaults(ValueError):
    """All faults of a table of areas at once, one line each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def load_areas(path: Path = REGISTRY_PATH) -> dict[str, Area]:
    """Registry by id, in order of id. Raises :class:`AreaFaults` where ids repeat or refer to nothing."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    areas = {row["id"]: _area(row) for row in rows}
    faults = [f"{path.name}: {len(rows) - len(areas)} ids stand twice"] if len(rows) != len(areas) else []
    for column in ("m49", "iso2"):
        used = [row[column] for row in rows if row[column]]
        twice = sorted({code for code in used if used.count(code) > 1})
        faults += [f"{path.name}: {column} {code} stands twice" for code in twice]
    for area in areas.values():
        faults += [
            f"{path.name}: {area.id} refers to {other!r}, which is no id of the registry"
            for other in (*area.successors, *filter(None, [area.part_of]))
            if other not in areas
        ]
    if faults:
        raise AreaFaults(faults)
    return areas


def _area(row: dict[str, str]) -> Area:
    return Area(
        id=row["id"],
        kind=AreaKind(row["kind"]),
        names={lang: row[f"name_{lang}"] for lang in LANGUAGES if row[f"name_{lang}"]},
        iso2=row["iso2"],
        m49=row["m49"],
        un_member=row["un_member"] == "1",
        start=_year(row["start"]),
        end=_year(row["end"]),
        part_of=row["part_of"],
        region=row["region"],
        subregion=row["subregion"],
        intermediate_region=row["intermediate_region"],
        successors=_words(row["successors"]),
        universe=row["universe"],
        note=row["note"],
        aliases=_words(row["aliases"]),
    )


def _year(text: str) -> int | None:
    return int(text) if text else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


def code_index(areas: dict[str, Area], system: str) -> dict[str, str]:
    """Codes of a code system (iso3, iso2, m49, name, custom) -> area id; ``custom`` answers nothing by itself."""
    if system == "iso3":
        return {area_id: area_id for area_id in areas}
    if system == "name":
        return {area.name: area.id for area in areas.values()}
    if system in ("iso2", "m49"):
        codes = {area.id: area.iso2 if system == "iso2" else area.m49 for area in areas.values()}
        return {code: area_id for area_id, code in codes.items() if code}
    if system == "custom":
        return {}
    raise ValueError(f"{system!r} is no code system; known are iso3, iso2, m49, name and custom")


class AreaResolver:
    """One source's codes: its own areas.csv first, then the registry by the source's code system."""

    def __init__(self, source: SourceSpec, path: Path | None, registry: dict[str, Area]) -> None:
        """``path`` is the source's areas.csv, or None. Raises :class:`AreaFaults` naming every bad row."""
        self._source = source.id
        self._registry = registry
        self._aggregates: dict[str, Area] = {}
        self._known: dict[str, Resolution] = {
            code: Resolution(area_id, registry[area_id].kind)
            for code, area_id in code_index(registry, source.area_codes).items()
        }
        if path is not None and path.exists():
            self._known |= self._read_exceptions(path)

    def resolve(self, code: str) -> Resolution:
        """What the code stands for. Raises LookupError if it is unknown; see :meth:`unknown` for all at once."""
        try:
            return self._known[code]
        except KeyError:
            raise LookupError(
                f"{self._source}: area code {code!r} is unknown; add it to the areas.csv of the source"
            ) from None

    def unknown(self, codes: Iterable[str]) -> list[str]:
        """Codes that stand for nothing, each once, sorted."""
        return sorted(set(codes) - self._known.keys())

    def aggregates(self) -> list[Area]:
        """The publisher's own groups, to be listed beside the registry's areas."""
        return list(self._aggregates.values())

    def _read_exceptions(self, path: Path) -> dict[str, Resolution]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = _EXCEPTION_COLUMNS - set(reader.fieldnames or ())
            if missing:
                raise AreaFaults([f"{self._source}/{path.name}: columns {sorted(missing)} are missing"])
            rows = list(reader)
        found: dict[str, Resolution] = {}
        faults: list[str] = []
        for number, row in enumerate(rows, start=2):
            fault = "the code stands twice" if row["code"] in found else self._row_fault(row)
            if fault:
                faults.append(f"{self._source}/{path.name} row {number}, code {row['code']!r}: {fault}")
            found[row["code"]] = self._resolution(row)
        if faults:
            raise AreaFaults(faults)
        return found

    def _row_fault(self, row: dict[str, str]) -> str:
        kind, area = row["kind"], row["area"]
        if row["decision"] and not DECISION_NUMBER.match(row["decision"]):
            return f"decision {row['decision']!r} is not four digits"
        if kind == SET_ASIDE:
            return "" if row["note"] and not area else "a code set aside has a note and no area"
        if kind == AreaKind.AGGREGATE:
            own_id = area.startswith(f"{self._source}:") and len(area) > len(self._source) + 1
            return "" if own_id and row["name"] else f"an aggregate has a name and an area {self._source}:<code>"
        if area not in self._registry:
            return f"area {area!r} is no id of etl/reference/areas.csv; use one, or the kind aggregate or set_aside"
        known = self._registry[area].kind
        return "" if kind in ("", known) else f"kind is {kind!r}, the registry says {known.value}; leave it empty"

    def _resolution(self, row: dict[str, str]) -> Resolution:
        if row["kind"] == SET_ASIDE:
            return Resolution("", SET_ASIDE, row["note"])
        if row["kind"] == AreaKind.AGGREGATE:
            self._aggregates.setdefault(row["area"], self._aggregate(row))  # several codes may name one group
            return Resolution(row["area"], AreaKind.AGGREGATE, row["note"])
        known = self._registry.get(row["area"])
        return Resolution(row["area"], known.kind if known else "", row["note"])

    def _aggregate(self, row: dict[str, str]) -> Area:
        return Area(
            id=row["area"],
            kind=AreaKind.AGGREGATE,
            names={"en": row["name"]},
            start=_year(row["start"]),
            end=_year(row["end"]),
            part_of=row["part_of"],
            note=row["note"],
            source=self._source,
        )
