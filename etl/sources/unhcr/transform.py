"""UNHCR population statistics: pairs of origin and asylum as published; sums and rates by country are derived.

Invariant: a zero that only says "this row is about another population" never becomes a figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import pandas as pd

from etl.inputs import InputFile, Inputs
from etl.sources.unhcr import sums
from etl.tidy import melt_columns

ZEROS = ("0", "0.0")
KEEP = ["row", "vintage", "file", "year"]
PAIRS = {"refugees": "REFUGEES_PAIRS", "asylum_seekers": "ASYLUM_SEEKERS_PAIRS", "oip": "OIP_PAIRS"}
COUNTS = [*PAIRS, "returned_refugees", "idps", "returned_idps", "stateless", "ooc", "hst"]
OUTCOMES = {
    "dec_recognized": "DECISIONS_RECOGNIZED_PAIRS",
    "dec_other": "DECISIONS_OTHER_PAIRS",
    "dec_rejected": "DECISIONS_REJECTED_PAIRS",
}
PROCEDURE = {"procedure_type": "dim_procedure_type", "dec_level": "dim_dec_level", "dec_pc": "dim_dec_pc"}
OTHER_POPULATION = "zero in a pair row that reports another population"
NO_SUBSTANCE = "zero in a row without a substantive decision"

derive = sums.derive


def transform(inputs: Inputs) -> Iterable[pd.DataFrame]:
    """One frame for each series of the population table, then decisions, then internal displacement by IDMC."""
    population = _read(inputs, "population")
    other = _other_population(population)
    by_origin = {"coo_iso": "area", "coa_iso": "counterpart"}
    for column, code in PAIRS.items():
        yield _figures(population.rename(columns=by_origin), column, code, other)
    yield _figures(_without_counterpart(population.rename(columns=by_origin)), "idps", "IDPS", other)
    by_asylum = {"coa_iso": "area", "coo_iso": "counterpart"}
    yield _figures(population.rename(columns=by_asylum), "stateless", "STATELESS_PAIRS", other)
    yield _decisions(_read(inputs, "asylum_decisions").rename(columns=by_origin))
    idmc = _without_counterpart(_read(inputs, "idmc").rename(columns=by_origin))
    yield _figures(idmc, "total", "IDPS_IDMC", None)


def _read(inputs: Inputs, file_id: str) -> pd.DataFrame:
    return pd.concat([_records(file) for file in inputs.of(file_id)], ignore_index=True)


def _records(file: InputFile) -> pd.DataFrame:
    """Records of a file as text: CSV as saved from the publisher's package, or the pages of the live interface."""
    raw = _pages(file) if file.format == "json" else file.read_csv()
    years = raw["year"].astype(float).astype(int)
    return raw.assign(year=years, vintage=file.vintage, file=file.name)


def _pages(file: InputFile) -> pd.DataFrame:
    """``items`` of every page; ``row`` counts them through. The interface writes ``-`` where it has no figure."""
    answer = json.loads(file.content)
    pages = answer if isinstance(answer, list) else [answer]
    items = [item for page in pages for item in page["items"]]
    frame = pd.DataFrame(items).astype(str).replace("-", "")
    frame.insert(0, "row", range(2, 2 + len(frame)))
    return frame


def _other_population(population: pd.DataFrame) -> pd.Series:
    """Whether a row reports any population at all: then its zeros say nothing about the rest."""
    present = [~population[name].isin(("", *ZEROS)) for name in COUNTS if name in population.columns]
    return pd.concat(present, axis=1).any(axis=1)


def _without_counterpart(frame: pd.DataFrame) -> pd.DataFrame:
    """People displaced inside their country have no country of asylum."""
    return frame.assign(counterpart=frame["counterpart"].mask(frame["counterpart"] == frame["area"], ""))


def _figures(frame: pd.DataFrame, column: str, code: str, other: pd.Series | None) -> pd.DataFrame:
    out = frame[[*KEEP, "area", "counterpart"]].assign(series=code, value_text=frame[column])
    if other is not None:
        aside = other & out["value_text"].isin(ZEROS)
        out["set_aside"] = aside.map({True: OTHER_POPULATION, False: ""})
    return out


def _decisions(frame: pd.DataFrame) -> pd.DataFrame:
    """Three cells of each row of decisions; a zero stays where the row holds at least one substantive decision."""
    substance = pd.concat([~frame[name].isin(("", *ZEROS)) for name in OUTCOMES], axis=1).any(axis=1)
    frame = frame.rename(columns=PROCEDURE).assign(substance=substance)
    out = melt_columns(frame, OUTCOMES, [*KEEP, "area", "counterpart", *PROCEDURE.values(), "substance"])
    aside = ~out["substance"] & out["value_text"].isin(ZEROS)
    out["set_aside"] = aside.map({True: NO_SUBSTANCE, False: ""})
    return out.drop(columns="substance")
