"""Reads the six layouts in which the World Bank's figures stand in files.

Invariant: one row for each cell of the columns named here, with the text as published and the record it stands in.
"""

from __future__ import annotations

import pandas as pd

from etl.inputs import InputFile
from etl.tidy import melt_columns

INCOME = "INCOME_CLASS"
PERFORMANCE = {code: code for code in ("SPI.INDEX", *(f"SPI.INDEX.PIL{number}" for number in range(1, 6)))}
CLASS_NUMBER = {"Low income": "1", "Lower middle income": "2", "Upper middle income": "3", "High income": "4"}
BULK_PREAMBLE = 4


def tidy(file: InputFile, cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with the vintage and name of their file; ``year`` becomes a whole number."""
    years = pd.to_numeric(cells["year"]).astype(int)
    return cells.assign(year=years, vintage=file.vintage, file=file.name)


def read_statistical_performance(file: InputFile) -> pd.DataFrame:
    """Overall index and pillars. The file was written by R: its ``NA`` is an empty cell (decision 0703)."""
    wide = file.read_csv().rename(columns={"iso3c": "area", "date": "year"})
    cells = melt_columns(wide, PERFORMANCE, ["row", "area", "year"])
    cells["value_text"] = cells["value_text"].replace("NA", "")
    return tidy(file, cells)


def read_bulk(file: InputFile) -> pd.DataFrame:
    """The Bank's bulk download: four lines before the header, a column for each year, an empty last column."""
    wide = file.read_csv(skiprows=BULK_PREAMBLE)
    years = [name for name in wide.columns if name.isdigit()]
    wide = wide.rename(columns={"Country Code": "area", "Indicator Code": "series"})
    cells = wide.melt(["row", "area", "series"], years, var_name="year", value_name="value_text")
    return tidy(file, cells)


def read_country_metadata(file: InputFile) -> pd.DataFrame:
    """Income group of each economy, stamped with the year of the vintage (decision 0701)."""
    table = file.read_csv().rename(columns={"Country Code": "area"})
    groups = table["IncomeGroup"]
    # A word that is not a class is passed on as it is, so that the build stops and names it.
    cells = table[["row", "area"]].assign(
        series=INCOME,
        year=file.vintage[:4],
        value_text=groups.map(CLASS_NUMBER).fillna(groups),
        note=("published as “" + groups + "”").where(groups != "", ""),
    )
    return tidy(file, cells)


def read_income_history(file: InputFile) -> pd.DataFrame:
    """Classes by year of income. Places are named, not coded: ``name:`` keeps them apart from codes (decision 0704)."""
    table = file.read_csv()
    value = next(name for name in table.columns if name.startswith("Income classification"))
    cells = table[["row"]].assign(
        series=INCOME, area="name:" + table["Entity"], year=table["Year"], value_text=table[value]
    )
    return tidy(file, cells)


def read_governance(file: InputFile) -> pd.DataFrame:
    """Estimate with its standard error. ``Lower`` and ``Upper`` bound the rank and are not read (decision 0702)."""
    table = file.read_csv()
    cells = table[["row", "year"]].assign(
        series="VA.EST",
        area=table["wb_code"],
        value_text=table["Estimate"],
        std_error_text=table["StdErr"],
    )
    return tidy(file, cells)


def read_population(file: InputFile) -> pd.DataFrame:
    """Population by economy and year."""
    table = file.read_csv()
    cells = table[["row"]].assign(
        series="SP.POP.TOTL", area=table["Country Code"], year=table["Year"], value_text=table["Value"]
    )
    return tidy(file, cells)
