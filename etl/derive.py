"""What a source's ``derive`` may see, and the turning of its frames into observations.

Invariant: every figure that we compute names its formula and its inputs, and its series says that it is ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.model import AreaKind, Provenance, Qualifier, series_id
from etl.areas import Area
from etl.catalogue import SourceEntry
from etl.faults import Faults
from etl.flags import flag_bits, flag_texts
from etl.numbers import is_plain, parse_number
from etl.schema import SeriesSpec

REQUIRED = ("series", "vintage", "area", "year", "dims", "value", "inputs")


@dataclass(frozen=True)
class DeriveContext:
    """Observations made so far (all sources in the order of the build), treaty acts, the registry of areas."""

    areas: dict[str, Area]
    events: pd.DataFrame
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    def observations(self, sid: str) -> pd.DataFrame:
        """Observations of a series, flags as text; an empty frame where the build does not hold it."""
        source = sid.partition(":")[0]
        table = self.tables.get(source, pd.DataFrame())
        if table.empty:
            return pd.DataFrame(columns=["area", "area_kind", "year", "dims", "value", "counterpart", "flags"])
        found = table[table["series"] == sid].reset_index(drop=True)
        return found.assign(flags=flag_texts(found["bits"].to_numpy()))

    def wants(self, sid: str) -> bool:
        """Whether the build asks for this series."""
        return sid in self.asked


def derived_observations(
    frames: Iterable[pd.DataFrame], entry: SourceEntry, areas: dict[str, Area], faults: Faults
) -> pd.DataFrame:
    """The frames as observations of the source. Unknown series or areas are noted as faults."""
    specs = {(s.code, s.vintage): s for s in entry.series if s.derived is not None}
    parts = []
    for frame in frames:
        missing = [name for name in REQUIRED if name not in frame.columns]
        if missing:
            faults.add(f"{entry.spec.id}/transform.py", "derive", f"columns {REQUIRED}", f"no {missing}", "Add them.")
            continue
        parts.append(_observations(frame.reset_index(drop=True), entry, specs, areas, faults))
    parts = [part for part in parts if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _observations(
    frame: pd.DataFrame,
    entry: SourceEntry,
    specs: dict[tuple[str, str], SeriesSpec],
    areas: dict[str, Area],
    faults: Faults,
) -> pd.DataFrame:
    file = f"{entry.spec.id}/transform.py"
    known = {series_id(entry.spec.id, *key): spec for key, spec in specs.items()}
    out = pd.DataFrame({"code": frame["series"].astype(str)})
    out["series"] = [
        series_id(entry.spec.id, c, v) for c, v in zip(frame["series"], frame["vintage"].astype(str), strict=True)
    ]
    for sid in sorted(set(out["series"]) - set(known)):
        faults.add(file, sid, "a series marked derived", "none in indicators.yml", "Describe it there.")
    out["area"] = frame["area"].astype(str)
    for area in sorted(set(out["area"]) - set(areas)):
        faults.add(file, area, "an area of the registry", "none", "Derive with our ids.")
    out["area_kind"] = [areas[a].kind.value if a in areas else AreaKind.COUNTRY.value for a in out["area"]]
    out["year"] = frame["year"].astype(int)
    out["dims"] = frame["dims"].astype(str)
    out["value"] = frame["value"].astype(float)
    out["formula"] = [str(known[sid].derived) if sid in known else "" for sid in out["series"]]
    out["inputs"] = frame["inputs"].astype(str)
    for name in ("lower", "upper", "std_error", "n"):
        out[name] = frame[name].astype(float) if name in frame.columns else np.nan
    for name in ("note", "counterpart", "value_text", "decisions"):
        out[name] = frame[name].fillna("").astype(str) if name in frame.columns else ""
    out["decimals"] = _decimals(frame, out)
    out["qualifier"] = np.where(out["value"].isna(), Qualifier.NO_VALUE.value, Qualifier.EXACT.value)
    default = entry.spec.default_provenance.value if entry.spec.default_provenance else Provenance.UNSTATED.value
    out["provenance"] = frame["provenance"].astype(str) if "provenance" in frame.columns else default
    flags = frame["flags"].fillna("").astype(str) if "flags" in frame.columns else pd.Series("", index=frame.index)
    out["bits"] = flags.map(flag_bits).astype(np.int32)
    out["file"] = ""
    out["row"] = -1
    out["rows"] = ""
    return out


def _decimals(frame: pd.DataFrame, out: pd.DataFrame) -> pd.Series:
    if "decimals" in frame.columns:
        return frame["decimals"].astype(np.int16)
    texts = out["value_text"]
    parsed = [parse_number(text) if text else None for text in texts]
    out["value_text"] = ["" if p is not None and is_plain(t, p) else t for t, p in zip(texts, parsed, strict=True)]
    whole = out["value"].isna() | (out["value"] % 1 == 0)
    plain = np.where(whole, 0, 4)
    return pd.Series([p.decimals if p is not None else d for p, d in zip(parsed, plain, strict=True)], dtype=np.int16)
