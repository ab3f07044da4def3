"""Reads the World Bank's files: population, governance, statistical performance, maternal mortality, income classes.

Invariant: the columns Lower and Upper of the governance file bound a rank and never stand beside the estimate.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.verify.areas import load_codes
from tests.verify.cells import FACT, NONE, WHOLE_ROW, Cell, Table, body, read_header, read_records

POPULATION = "population/worldbank_population.csv"
GOVERNANCE = "wgi/wgi_voice_accountability.csv"
PERFORMANCE = "spi/SPI_index.csv"
MORTALITY = "wdi/API_SH.STA.MMRT_DS2_en_csv_v2_4353557.csv"
CLASSES = "wdi/Metadata_Country_API_SH.STA.MMRT_DS2_en_csv_v2_4353557.csv"
OLD_CLASSES = "../codes/wb_income_classification_1987_2016_owid.csv"
OLD_CODES = {"ADO": "AND", "KSV": "XKX", "ROM": "ROU", "TMP": "TLS", "WBG": "PSE", "ZAR": "COD", "ANT": "ANT"}
WORDS = {"Low income": 1, "Lower middle income": 2, "Upper middle income": 3, "High income": 4}
PILLARS = ["SPI.INDEX", *(f"SPI.INDEX.PIL{n}" for n in range(1, 6))]


def _number(cell: Cell, missing: frozenset[str] = frozenset({""})) -> Cell:
    if cell.text in missing:
        return cell._replace(kind=NONE, field=WHOLE_ROW if cell.field == "value" else cell.field, why="blank")
    return cell._replace(value=float(cell.text))


class _Bank:
    """The readers of the single files; they share the codes."""

    def __init__(self, raw: Path) -> None:
        self.folder = raw / "world_bank"
        self.codes = load_codes(raw)
        self.governance_columns = read_header(self.folder / GOVERNANCE)
        self.performance_columns = read_header(self.folder / PERFORMANCE)
        self.years = next(line for _, line in read_records(self.folder / MORTALITY) if line[:1] == ["Country Name"])

    def area(self, code: str) -> str:
        if code == "XKX" or code in self.codes.iso:
            return code
        return f"world_bank:{code}"

    def population(self, row: int, record: list[str]) -> Iterator[Cell]:
        _, code, year, text = record
        series, column = "world_bank:SP.POP.TOTL@2026-03", "Value"
        cell = Cell("world_bank", POPULATION, row, column, text, FACT, series, self.area(code), int(year))
        yield _number(cell)

    def governance(self, row: int, record: list[str]) -> Iterator[Cell]:
        line = dict(zip(self.governance_columns, record, strict=True))
        area = OLD_CODES.get(line["wb_code"], line["wb_code"])
        series, year = "world_bank:VA.EST@2024", int(float(line["year"]))
        base = Cell("world_bank", GOVERNANCE, row, "Estimate", line["Estimate"], FACT, series, area, year)
        yield _number(base)
        if base.text:
            yield _number(base._replace(column="StdErr", text=line["StdErr"], field="std_error"))
            for column, field in (("Lower", "lower"), ("Upper", "upper")):
                why = "a bound of the rank, not of the estimate"
                yield base._replace(column=column, text=line[column], field=field, kind=NONE, why=why)

    def performance(self, row: int, record: list[str]) -> Iterator[Cell]:
        line = dict(zip(self.performance_columns, record, strict=True))
        area, year = self.area(line["iso3c"]), int(line["date"])
        for column in PILLARS:
            series = f"world_bank:{column}@2021"
            cell = Cell("world_bank", PERFORMANCE, row, column, line[column], FACT, series, area, year)
            yield _number(cell, frozenset({"", "NA"}))

    def mortality(self, row: int, record: list[str]) -> Iterator[Cell]:
        area, series = self.area(record[1]), "world_bank:SH.STA.MMRT@2022-07-20"
        for at, year in enumerate(self.years):
            if at >= 4 and year:
                yield _number(Cell("world_bank", MORTALITY, row, year, record[at], FACT, series, area, int(year)))

    def classes(self, row: int, record: list[str]) -> Iterator[Cell]:
        series, text = "world_bank:INCOME_CLASS@2022-07", record[2]
        cell = Cell("world_bank", CLASSES, row, "IncomeGroup", text, FACT, series, self.area(record[0]), 2022)
        if text == "":
            yield cell._replace(kind=NONE, field=WHOLE_ROW, why="blank")
        else:
            yield cell._replace(value=float(WORDS[text]))

    def old_classes(self, row: int, record: list[str]) -> Iterator[Cell]:
        name, year, text = record
        cell = Cell("world_bank", OLD_CLASSES, row, "Income classification (World Bank 2017)", text, FACT)
        if name == "Channel Islands":
            yield cell._replace(kind=NONE, field="lineage", why="two islands' territories together, without a code")
            return
        area = self.codes.by_name(name)
        yield cell._replace(series="world_bank:INCOME_CLASS@2017", area=area, year=int(year), value=float(text))


def tables(raw: Path) -> Iterator[Table]:
    """The six files."""
    bank = _Bank(raw)
    for file, cells, after in (
        (POPULATION, bank.population, 1),
        (GOVERNANCE, bank.governance, 1),
        (PERFORMANCE, bank.performance, 1),
        (MORTALITY, bank.mortality, 5),
        (CLASSES, bank.classes, 1),
        (OLD_CLASSES, bank.old_classes, 1),
    ):
        yield Table("world_bank", file, body(bank.folder / file, after=after), cells)
