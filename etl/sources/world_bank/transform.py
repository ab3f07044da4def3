"""Brings the World Bank's files, each in its own layout, into tidy frames.

Invariant: every file is read by the reader that its format names, whether it came from a mirror or a live address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from etl.inputs import InputFile, Inputs
from etl.sources.world_bank.live import read_world_bank_json
from etl.sources.world_bank.readers import (
    read_bulk,
    read_country_metadata,
    read_governance,
    read_income_history,
    read_population,
    read_statistical_performance,
)

READERS: dict[str, Callable[[InputFile], pd.DataFrame]] = {
    "world_bank_spi_csv": read_statistical_performance,
    "world_bank_bulk_csv": read_bulk,
    "world_bank_metadata_csv": read_country_metadata,
    "owid_income_csv": read_income_history,
    "world_bank_wgi_csv": read_governance,
    "datahub_population_csv": read_population,
    "world_bank_json": read_world_bank_json,
}

# How the Bank says a figure came to be; source.yml turns these words into our codes.
ORIGIN = {
    "SP.POP.TOTL": "midyear estimate",
    "SH.STA.MMRT": "modeled estimate",
    "VA.EST": "aggregate of perceptions",
}
ASSESSED = "assessed by the Bank"


def transform(inputs: Inputs) -> Iterable[pd.DataFrame]:
    """One tidy frame for each file."""
    for file in inputs.files:
        frame = READERS[file.format](file)
        frame["provenance"] = frame["series"].map(ORIGIN).fillna(ASSESSED)
        yield frame
