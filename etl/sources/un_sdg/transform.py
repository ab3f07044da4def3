"""SDG series as tidy frames, and the class of each national human rights institution.

Invariant: each file yields one frame; a country has a class only where exactly one of the four series names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data.model import AreaKind, Flag, series_id
from etl.catalogue import load_yaml
from etl.faults import Faults
from etl.sources.un_sdg.readers import READERS, series_code

if TYPE_CHECKING:
    from etl.derive import DeriveContext
    from etl.inputs import InputFile, Inputs

UNITS = Path(__file__).with_name("units.yml")
WITHOUT_UNITS = "ddf_bounds"

NHRI = "NHRI_STATUS"
NHRI_VINTAGES = ("2023-12-17", "2020-10")
NHRI_CLASSES = {"SG_NHR_NOAPPLN": 0, "SG_NHR_NOSTUSN": 1, "SG_NHR_INTEXSTN": 2, "SG_NHR_IMPLN": 3}
NHRI_DECISION = "0105"


def transform(inputs: Inputs) -> Iterable[pd.DataFrame]:
    """One tidy frame for each file. Raises BuildError naming every file in another unit or layout than expected."""
    faults = Faults()
    units = expected_units()
    for file in inputs.files:
        frame = READERS[file.format](file, unit_of(file, units, faults), faults)
        if len(frame):
            yield frame
    faults.raise_any()


def expected_units() -> dict[str, str]:
    """The publisher's unit of each series."""
    return {code: unit for unit, codes in load_yaml(UNITS).items() for code in codes}


def unit_of(file: InputFile, units: dict[str, str], faults: Faults) -> str:
    """Expected unit of a file's series; a fault where nobody has said it."""
    code = series_code(file)
    if code not in units and file.format != WITHOUT_UNITS:
        faults.add("un_sdg/units.yml", code, "the unit of every series", "none", f"Add {code} to its unit.")
    return units.get(code, "")


def derive(context: DeriveContext) -> Iterable[pd.DataFrame]:
    """The class of the national human rights institution, from the four series that each list countries."""
    for vintage in NHRI_VINTAGES:
        if context.wants(series_id("un_sdg", NHRI, vintage)):
            frame = nhri_status(context, vintage)
            if len(frame):
                yield frame


def nhri_status(context: DeriveContext, vintage: str) -> pd.DataFrame:
    """One row for each country and year named by at least one of the four series of a vintage."""
    parts = [
        context.observations(series_id("un_sdg", code, vintage)).assign(code=code, class_value=value)
        for code, value in NHRI_CLASSES.items()
    ]
    listed = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    listed = listed[(listed["area_kind"] != AreaKind.AGGREGATE.value) & (listed["value"] == 1)]
    return pd.DataFrame([nhri_row(vintage, group) for _, group in listed.groupby(["area", "year"])])


def nhri_row(vintage: str, group: pd.DataFrame) -> dict[str, object]:
    """The class where one series names the country; no value where several do."""
    codes = sorted(group["code"])
    single = len(codes) == 1
    return {
        "series": NHRI,
        "vintage": vintage,
        "area": group["area"].iloc[0],
        "year": int(group["year"].iloc[0]),
        "dims": "",
        "value": float(group["class_value"].iloc[0]) if single else float("nan"),
        "value_text": "" if single else "N",
        "inputs": "; ".join(f"{series_id('un_sdg', code, vintage)} = 1" for code in codes),
        "provenance": group["provenance"].iloc[0],
        "flags": "" if single else Flag.DEFINITION_DIFFERS.value,
        "note": "" if single else f"Named by {len(codes)} of the four series in the same year; no class is given.",
        "decisions": NHRI_DECISION,
    }
