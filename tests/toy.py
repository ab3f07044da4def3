"""A toy source for tests of the ETL's core: two series, two dimensions, three areas of its own.

Invariant: the toy goes through the real models, so a change to them breaks it at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from data.model import SourceType
from etl.accounts import FileAccount
from etl.areas import AreaResolver, load_areas
from etl.catalogue import Catalogue, SourceEntry
from etl.decisions import Decision
from etl.faults import Faults
from etl.harmonise import Harmoniser
from etl.schema import Comparing, Correction, DimensionSpec, IndicatorSpec, RightSpec, SeriesSpec, SourceSpec, UnitSpec

FILE, OTHER_FILE = "main.csv", "other.csv"
AREAS = """code,name,area,kind,part_of,start,end,note,decision
W,World,toy:W,aggregate,,,,,
KEN,Kenya,KEN,,,,,,
EAW,England and Wales,GBR-EAW,,,,,,
NOWHERE,Nowhere,,set_aside,,,,Names no place.,
"""
SOURCE: dict[str, Any] = {
    "id": "toy",
    "name": "Toy",
    "publisher": "The toy maker",
    "homepage": "https://example.org",
    "description": "Figures for tests only.",
    "citation": "The toy maker, 2026.",
    "licence": {
        "name": "CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
        "may_redistribute": True,
        "may_transform": True,
        "may_combine": True,
        "attribution": "The toy maker",
    },
    "vintages": [
        {"id": "2026", "title": "2026", "released": "2026-06"},
        {"id": "2024", "title": "2024", "released": "2024-06"},
    ],
    "files": [
        {"id": "main", "path": FILE, "vintage": "2026", "format": "csv"},
        {"id": "other", "path": OTHER_FILE, "vintage": "2024", "format": "csv", "download_only": "Ask the toy maker."},
    ],
    "area_codes": "custom",
    "dimensions": {
        "sex": {"to": "sex", "categories": {"F": "female", "M": "male", "T": "total", "U": "not_specified"}},
        "place": {"to": "location", "categories": {"U": "urban", "R": "rural", "N": "not_specified"}},
    },
    "provenance": {"C": "country", "E": "estimated"},
    "statuses": {"B": ["break"], "P": ["provisional", "estimated"]},
    "no_value_texts": ["N"],
}
METHOD = {
    "definition": "What it counts, in our words.",
    "not_measured": "What it leaves out, in our words.",
    "may_not_conclude": "Nothing may be concluded from a toy.",
    "custodian": "The toy maker",
    "link": "https://example.org/method",
}


def unit(uid: str = "percent", minimum: float | None = 0.0, maximum: float | None = 100.0) -> UnitSpec:
    """A unit with its range."""
    return UnitSpec(id=uid, label=uid, short="%", minimum=minimum, maximum=maximum)


def indicator(iid: str = "toy_share_percent", **changes: Any) -> IndicatorSpec:
    """An indicator; ``changes`` replace its fields."""
    fields: dict[str, Any] = {
        "id": iid,
        "name": "Share of toys",
        "subject": "the share of toys",
        "unit": "percent",
        "value_kind": "number",
        "direction": "higher_is_better",
        "kind": "outcome",
        "source_type": "survey",
        "rights": ["toys"],
        "method": METHOD,
        "series": [],
    }
    return IndicatorSpec.model_validate(fields | changes)


def series(
    code: str = "SHARE", vintage: str = "2026", iid: str | None = "toy_share_percent", **more: Any
) -> SeriesSpec:
    """A series; ``more`` adds fields."""
    return SeriesSpec.model_validate({"code": code, "vintage": vintage, "indicator": iid} | more)


def decision(number: str) -> Decision:
    """A decision that says nothing."""
    return Decision(number, "Toy", "2026-11-23", "accepted", (), (), (), "?", "-", "-", "-")


def toy_catalogue(
    *specs: SeriesSpec,
    indicators: tuple[IndicatorSpec, ...] = (),
    units: tuple[UnitSpec, ...] = (),
    corrections: tuple[Correction, ...] = (),
    people: bool = True,
    folder: Path = Path("toy"),
    **source: Any,
) -> Catalogue:
    """A catalogue of one source; ``source`` replaces keys of its source.yml."""
    specs = specs or (series(),)
    known = {i.id: i for i in (indicators or (indicator(),))}
    entry = SourceEntry(SourceSpec.model_validate(SOURCE | source), folder, corrections, specs)
    categories = [{"code": c, "label": c} for c in ("female", "male")]
    roles = [{"code": c, "label": c, "role": c} for c in ("total", "not_specified")]
    places = [{"code": c, "label": c} for c in ("urban", "rural")]
    dimensions = [
        DimensionSpec.model_validate(
            {"id": "sex", "label": "Sex", "people": people, "categories": [*categories, *roles]}
        ),
        DimensionSpec.model_validate(
            {"id": "location", "label": "Place", "people": True, "categories": [*places, *roles]}
        ),
    ]
    return Catalogue(
        sources={"toy": entry},
        indicators=known,
        indicator_source=dict.fromkeys(known, "toy"),
        series={f"toy:{s.code}@{s.vintage}": ("toy", s) for s in specs},
        dimensions={d.id: d for d in dimensions},
        rights={"toys": RightSpec(id="toys", name="Toys", articles=("31",), covenant="economic_social")},
        units={u.id: u for u in (units or (unit(), unit("deaths", 0.0, None), unit("number", None, None)))},
        decisions={n: decision(n) for n in ("0001", "0003", "9901")},
        comparing=Comparing(years_apart=dict.fromkeys(SourceType, 0), few_cases=20, few_respondents=10),
    )


def tidy(*rows: dict[str, Any]) -> pd.DataFrame:
    """A tidy frame; what a row does not say is SHARE@2026 in main.csv, Kenya 2020, and its own record number."""
    plain = {"series": "SHARE", "vintage": "2026", "file": FILE, "area": "KEN", "year": 2020, "value_text": "1"}
    return pd.DataFrame([plain | {"row": number} | row for number, row in enumerate(rows, start=2)])


@dataclass
class Result:
    """What the harmoniser made of some frames."""

    table: pd.DataFrame
    accounts: dict[str, FileAccount]
    faults: Faults

    @property
    def account(self) -> dict[str, Any]:
        """Account of main.csv."""
        return self.accounts[FILE].as_dict()

    @property
    def told(self) -> list[tuple[str, str, str, str, str]]:
        """Every fault as (file, row, expected, found, remedy), sorted."""
        return [(f.file, f.row, f.expected, f.found, f.remedy) for f in sorted(self.faults.found)]


def harmonise(tmp: Path, *frames: pd.DataFrame, catalogue: Catalogue | None = None) -> Result:
    """The frames through the real harmoniser, with the toy's areas."""
    catalogue = catalogue or toy_catalogue(series(), series("OTHER"))
    entry = catalogue.sources["toy"]
    path = tmp / "areas.csv"
    path.write_text(AREAS, "utf-8")
    accounts = {name: FileAccount("toy", name, "0" * 64, 1, records=20) for name in (FILE, OTHER_FILE)}
    faults = Faults()
    resolver = AreaResolver(entry.spec, path, load_areas())
    table = Harmoniser(catalogue, entry, resolver, faults, accounts).observations(frames)
    return Result(table, accounts, faults)


def observations(*rows: dict[str, Any]) -> pd.DataFrame:
    """Observations as the harmoniser gives them; what a row does not say is 50 percent in Kenya in 2020."""
    plain = {
        "series": "toy:SHARE@2026",
        "code": "SHARE",
        "file": FILE,
        "area": "KEN",
        "area_kind": "country",
        "year": 2020,
        "dims": "",
        "counterpart": "",
        "value": 50.0,
        "value_text": "",
        "decimals": 0,
        "qualifier": "=",
        "lower": float("nan"),
        "upper": float("nan"),
        "std_error": float("nan"),
        "n": float("nan"),
        "level": float("nan"),
        "interval_kind": "",
        "provenance": "country",
        "bits": 0,
        "note": "",
        "decisions": "",
        "published_text": "",
    }
    frame = pd.DataFrame([plain | {"row": number} | row for number, row in enumerate(rows, start=2)])
    return frame.astype({"bits": "int32", "decimals": "int16"})
