"""Brings the wide time series of the Human Development Report into tidy frames, a woman/man pair being one series.

Invariant: a column ``<stem>_<year>`` gives a cell for every area, and the column's suffix is the cell's sex.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from etl.faults import BuildError, Fault
from etl.inputs import InputFile, Inputs

# Series -> stem of the column -> sex as the file's suffix gives it.
PAIRED: dict[str, dict[str, str]] = {
    "hdi": {"hdi": "total", "hdi_f": "f", "hdi_m": "m"},
    "le": {"le": "total", "le_f": "f", "le_m": "m"},
    "eys": {"eys": "total", "eys_f": "f", "eys_m": "m"},
    "mys": {"mys": "total", "mys_f": "f", "mys_m": "m"},
    "gnipc": {"gnipc": "total", "gni_pc_f": "f", "gni_pc_m": "m"},
    "lfpr": {"lfpr_f": "f", "lfpr_m": "m"},
    "pr": {"pr_f": "f", "pr_m": "m"},
    "se": {"se_f": "f", "se_m": "m"},
}
SINGLE = ("gdi", "gii", "abr", "ihdi", "coef_ineq", "ineq_le", "ineq_edu", "ineq_inc")
# Columns that the report's notes call estimates; all others are compiled by the report's office from other databases.
ESTIMATES = frozenset({"le", "le_f", "le_m", "abr", "gni_pc_f", "gni_pc_m"})


def transform(inputs: Inputs) -> Iterable[pd.DataFrame]:
    """Two frames: measures by sex, and measures of the whole population."""
    file = inputs.one("composite_indices")
    wide = file.read_csv()
    years = _years_of_stems(wide.columns)
    stems = [(series, stem, sex) for series, pair in PAIRED.items() for stem, sex in pair.items()]
    _check_stems(file, [*(stem for _, stem, _ in stems), *SINGLE], years)
    by_sex = [_cells(file, wide, series, stem, years).assign(dim_sex=sex) for series, stem, sex in stems]
    yield pd.concat(by_sex, ignore_index=True)
    yield pd.concat([_cells(file, wide, code, code, years) for code in SINGLE], ignore_index=True)


def _years_of_stems(columns: Iterable[str]) -> dict[str, list[str]]:
    """Columns of each stem, in the order of the file."""
    found: dict[str, list[str]] = {}
    for name in columns:
        match = re.fullmatch(r"(.+)_\d{4}", name)
        if match:
            found.setdefault(match[1], []).append(name)
    return found


def _check_stems(file: InputFile, stems: list[str], years: dict[str, list[str]]) -> None:
    missing = [stem for stem in stems if stem not in years]
    if missing:
        raise BuildError(
            Fault(
                f"undp_hdr/{file.name}", "1", f"columns {stem}_<year>", "none", "The layout changed: see transform.py."
            )
            for stem in missing
        )


def _cells(file: InputFile, wide: pd.DataFrame, series: str, stem: str, years: dict[str, list[str]]) -> pd.DataFrame:
    """All cells of one stem, year by year."""
    cells = wide.melt(["row", "iso3"], years[stem], var_name="column", value_name="value_text")
    return pd.DataFrame(
        {
            "series": series,
            "vintage": file.vintage,
            "file": file.name,
            "row": cells["row"],
            "area": cells["iso3"],
            "year": cells["column"].str[-4:].astype(int),
            "value_text": cells["value_text"],
            "provenance": "estimate" if stem in ESTIMATES else "compiled",
        }
    )
