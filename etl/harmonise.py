"""Turns tidy frames into observations: areas, categories and numbers in one language, every fault noted.

Invariant: each published cell ends as an observation, a blank, a bound of another, or set aside with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.model import NOT_SPECIFIED, AreaKind, Flag, Qualifier, series_id
from etl.accounts import FileAccount
from etl.areas import SET_ASIDE, AreaResolver, Resolution
from etl.catalogue import Catalogue, SourceEntry
from etl.faults import Faults
from etl.flags import BIT, FLAGS, flag_bits
from etl.numbers import Parsed, is_plain, parse_number
from etl.schema import SeriesSpec
from etl.tidy import DIM_PREFIX, OPTIONAL, check_tidy, dim_columns

SUPPRESSED = "suppressed:"
NO_COUNTERPART = Resolution("", "")
DROPPED = (
    "set_aside",
    "status",
    "flags",
    "vintage",
    "absorbed",
    "lower_text",
    "upper_text",
    "std_error_text",
    "n_text",
)
TEXT_COLUMNS = tuple(name for name in OPTIONAL if name != "absorbed")


def map_unique(values: pd.Series, function: Callable[[str], Any]) -> npt.NDArray[np.object_]:
    """``function`` of every value, called once for each distinct one."""
    codes, unique = pd.factorize(values)
    table = np.empty(len(unique), dtype=object)
    for position, value in enumerate(unique):
        table[position] = function(value)
    result: npt.NDArray[np.object_] = table[codes]
    return result


@dataclass
class Harmoniser:
    """Works through the frames of one source; ``accounts`` must hold an account for each of its files."""

    catalogue: Catalogue
    entry: SourceEntry
    resolver: AreaResolver
    faults: Faults
    accounts: dict[str, FileAccount]
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.specs: dict[tuple[str, str], SeriesSpec] = {(s.code, s.vintage): s for s in self.entry.series}

    def observations(self, frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
        """All observations of the source, sorted. Faults are noted; the caller raises them."""
        parts = [self._frame(number, tidy) for number, tidy in enumerate(frames)]
        parts = [part for part in parts if len(part)]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()

    def _frame(self, number: int, tidy: pd.DataFrame) -> pd.DataFrame:
        check_tidy(tidy, self.entry.spec.id)
        tidy = tidy.reset_index(drop=True)
        for name in TEXT_COLUMNS:
            tidy[name] = tidy[name].fillna("").astype(str) if name in tidy.columns else ""
        tidy["value_text"] = tidy["value_text"].fillna("").astype(str).str.strip()
        self._count_cells(tidy)
        blank = (tidy["value_text"] == "") & (tidy["set_aside"] == "")
        aside = (tidy["set_aside"] != "") & ~tidy["set_aside"].str.startswith(SUPPRESSED)
        self._count(tidy[blank], "blank")
        self._count_aside(tidy[aside])
        tidy = tidy[~blank & ~aside].reset_index(drop=True)
        if tidy.empty:
            return tidy
        tidy["code"] = tidy["series"]
        tidy["series"] = self._series_ids(number, tidy)
        tidy = tidy[tidy["series"].isin(self.seen)].reset_index(drop=True)
        if tidy.empty:
            return tidy
        tidy = self._resolve_areas(tidy)
        if tidy.empty:
            return tidy
        tidy["dims"] = self._dims(tidy)
        self._parse_values(tidy)
        self._parse_sides(tidy)
        self._mark(tidy)
        self._count_kept(tidy)
        return tidy.drop(columns=[*dim_columns(tidy), *DROPPED], errors="ignore")

    def _series_ids(self, number: int, tidy: pd.DataFrame) -> npt.NDArray[np.object_]:
        keys = tidy["code"].astype(str) + "@" + tidy["vintage"].astype(str)
        if any(isinstance(year, str) for year in tidy["year"].unique()):
            remedy = 'Make it one in the transform: frame["year"].astype(int).'
            self.faults.add(f"{self.entry.spec.id}/transform.py", "year", "a whole number", "text", remedy)

        def name(key: str) -> str:
            code, _, vintage = key.rpartition("@")
            sid = series_id(self.entry.spec.id, code, vintage)
            if (code, vintage) not in self.specs:
                self.faults.add(
                    f"{self.entry.spec.id}/transform.py", key, "a series of indicators.yml", key, "Describe it there."
                )
            elif self.seen.setdefault(sid, number) != number:
                self.faults.add(f"{self.entry.spec.id}/transform.py", sid, "one frame", "several", "Concatenate them.")
            return sid

        return map_unique(keys, name)

    def _resolve_areas(self, tidy: pd.DataFrame) -> pd.DataFrame:
        """Our ids for the publisher's codes; a row is set aside where its area or its counterpart names no place."""
        known = self._known_codes(tidy, "area") & self._known_codes(tidy, "counterpart")
        tidy = tidy[known].reset_index(drop=True)
        resolved = map_unique(tidy["area"], self.resolver.resolve)
        others = map_unique(tidy["counterpart"], lambda code: self.resolver.resolve(code) if code else NO_COUNTERPART)
        tidy["area_kind"] = [r.kind.value if isinstance(r.kind, AreaKind) else str(r.kind) for r in resolved]
        tidy["area"] = [r.area_id for r in resolved]
        tidy["counterpart"] = [r.area_id for r in others]
        reasons = [
            next((r.reason for r in pair if r.kind == SET_ASIDE), None) for pair in zip(resolved, others, strict=True)
        ]
        aside = np.array([reason is not None for reason in reasons], dtype=bool)
        if aside.any():
            tidy.loc[aside, "set_aside"] = [f"area: {reason}" for reason in reasons if reason is not None]
            self._count_aside(tidy[aside])
        return tidy[~aside].reset_index(drop=True)

    def _known_codes(self, tidy: pd.DataFrame, column: str) -> npt.NDArray[np.bool_]:
        """Rows whose code is known; every other code is a fault. Only a counterpart may be empty."""
        unknown = self.resolver.unknown(tidy[column].unique())
        unknown = [code for code in unknown if code != "" or column == "area"]
        for code in unknown:
            rows = tidy.loc[tidy[column] == code, ["file", "row"]]
            first = rows.iloc[0]
            self.accounts[first["file"]].unmapped += len(rows)
            self.faults.add(
                f"{self.entry.spec.id}/{first['file']}",
                first["row"],
                "a known area code",
                f"{code!r} ({len(rows)} cells)",
                f"Add a line to etl/sources/{self.entry.spec.id}/areas.csv.",
            )
        result: npt.NDArray[np.bool_] = ~tidy[column].isin(unknown).to_numpy()
        return result

    def _dims(self, tidy: pd.DataFrame) -> npt.NDArray[np.object_]:
        """Canonical dims of every row; a dimension that a series only ever leaves unspecified is dropped."""
        columns: dict[str, npt.NDArray[np.object_]] = {}
        for raw in dim_columns(tidy):
            mapping = self.entry.spec.dimensions.get(raw.removeprefix(DIM_PREFIX))
            if mapping is None:
                self.faults.add(
                    f"{self.entry.spec.id}/source.yml", raw, "a dimension map", "none", "Add the column to dimensions."
                )
                continue
            values = map_unique(tidy[raw].fillna(""), partial(self._category, tidy, mapping, raw))
            unspecified = pd.Series(values == NOT_SPECIFIED).groupby(tidy["series"]).transform("all").to_numpy()
            columns[mapping.to] = np.where(unspecified, "", values)
        if not columns:
            return np.full(len(tidy), "", dtype=object)
        names = sorted(columns)
        joined = pd.Series("", index=tidy.index, dtype=object)
        for name in names:
            joined = joined + f"{name}:" + pd.Series(columns[name], dtype=object) + ";"

        def canonical(text: str) -> str:
            return ";".join(part for part in text.split(";") if part and not part.endswith(":"))

        return map_unique(joined, canonical)

    def _category(self, tidy: pd.DataFrame, mapping: Any, raw: str, category: str) -> str:
        if category == "":
            return ""
        if category not in mapping.categories:
            first = tidy.loc[tidy[raw] == category, ["file", "row"]].iloc[0]
            self.faults.add(
                f"{self.entry.spec.id}/{first['file']}",
                first["row"],
                f"a known category of {raw.removeprefix(DIM_PREFIX)}",
                repr(category),
                "Add it to the dimension map in source.yml.",
            )
            return ""
        return str(mapping.categories[category])

    def _parse_values(self, tidy: pd.DataFrame) -> None:
        suppressed = tidy["set_aside"].str.startswith(SUPPRESSED).to_numpy()
        tidy.loc[suppressed, "note"] = tidy.loc[suppressed, "set_aside"].str.removeprefix(SUPPRESSED).str.strip()
        texts = tidy["value_text"].where(~suppressed, "")
        nothing = Parsed(float("nan"), Qualifier.NO_VALUE, 0)
        codes, unique = pd.factorize(texts)
        parsed = [parse_number(t, self.entry.spec.no_value_texts) if t else nothing for t in unique]
        for text, result in zip(unique, parsed, strict=True):
            if result is None:
                row = tidy.loc[texts == text, ["file", "row"]].iloc[0]
                self.faults.add(
                    f"{self.entry.spec.id}/{row['file']}",
                    row["row"],
                    "a number",
                    repr(text),
                    "Add it to no_value_texts if it means none.",
                )
        table = [result or nothing for result in parsed]
        tidy["value"] = np.array([p.value for p in table])[codes]
        tidy["qualifier"] = np.array([p.qualifier.value for p in table], dtype=object)[codes]
        tidy["decimals"] = np.array([p.decimals for p in table], dtype=np.int16)[codes]
        plain = np.array([is_plain(t, p) for t, p in zip(unique, table, strict=True)], dtype=bool)[codes]
        tidy["value_text"] = texts.where(~plain, "")
        said = tidy["qualifier"].eq(Qualifier.NO_VALUE.value) & texts.ne("") & tidy["note"].eq("")
        tidy.loc[said, "note"] = "the publisher wrote " + texts[said]
        tidy["bits"] = np.where(suppressed, BIT[Flag.SUPPRESSED], 0).astype(np.int32)

    def _parse_sides(self, tidy: pd.DataFrame) -> None:
        for name in ("lower", "upper", "std_error", "n"):
            column = f"{name}_text"
            numbers = pd.to_numeric(tidy[column].str.strip(), errors="coerce").astype(float)
            bad = numbers.isna() & (tidy[column].str.strip() != "")
            for _, row in tidy[bad].head(5).iterrows():
                self.faults.add(
                    f"{self.entry.spec.id}/{row['file']}", row["row"], f"a number as {name}", row[column], "Look."
                )
            tidy[name] = numbers

    def _mark(self, tidy: pd.DataFrame) -> None:
        spec = self.entry.spec

        def provenance(code: str) -> str:
            if code in spec.provenance or code == "":
                return (spec.provenance[code] if code else spec.default_provenance).value
            self.faults.add(
                f"{spec.id}/source.yml", code, "a mapped provenance code", repr(code), "Add it to provenance."
            )
            return spec.default_provenance.value

        def status(code: str) -> int:
            if code in spec.statuses or code == "":
                return flag_bits(spec.statuses[code]) if code else 0
            self.faults.add(f"{spec.id}/source.yml", code, "a mapped status code", repr(code), "Add it to statuses.")
            return 0

        tidy["provenance"] = map_unique(tidy["provenance"], provenance)
        bits = map_unique(tidy["status"], status).astype(np.int32) | map_unique(tidy["flags"], flag_bits).astype(
            np.int32
        )
        tidy["bits"] |= bits

    def _count_cells(self, tidy: pd.DataFrame) -> None:
        absorbed = tidy["absorbed"].astype(int) if "absorbed" in tidy.columns else pd.Series(0, index=tidy.index)
        for file, part in tidy.groupby("file", sort=False):
            account = self.accounts[str(file)]
            extra = int(absorbed.loc[part.index].sum())
            account.use(part["row"].unique().tolist(), part["rows"].unique().tolist())
            account.cells += len(part) + extra
            account.absorbed += extra

    def _count(self, part: pd.DataFrame, what: str) -> None:
        for file, count in part["file"].value_counts().items():
            account = self.accounts[str(file)]
            setattr(account, what, getattr(account, what) + int(count))

    def _count_aside(self, part: pd.DataFrame) -> None:
        for key, count in part.groupby(["file", "set_aside"], sort=False).size().items():
            file, reason = (str(part) for part in key)  # type: ignore[attr-defined]  # a key of two
            self.accounts[str(file)].set_aside[str(reason)] += int(count)

    def _count_kept(self, tidy: pd.DataFrame) -> None:
        for key, count in tidy.groupby(["file", "area_kind"], sort=False).size().items():
            file, kind = (str(part) for part in key)  # type: ignore[attr-defined]  # a key of two
            self.accounts[str(file)].kept[str(kind)] += int(count)
        nothing = tidy.loc[tidy["qualifier"] == Qualifier.NO_VALUE.value, "file"]
        for name, count in nothing.value_counts().items():
            self.accounts[str(name)].no_value += int(count)


def count_flags(observations: pd.DataFrame, accounts: dict[str, FileAccount]) -> None:
    """Add the flags that the observations carry to the accounts of their files."""
    for file, part in observations.groupby("file", sort=False):
        if file not in accounts:
            continue
        bits = part["bits"].to_numpy()
        for flag in FLAGS:
            count = int(np.count_nonzero(bits & BIT[flag]))
            if count:
                accounts[str(file)].flagged[flag.value] += count
