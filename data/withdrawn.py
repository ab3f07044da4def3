"""Indicators that were withdrawn: an earlier release holds them, the one that is read does not.

Invariant: what stands here is found in the releases themselves; ``withdrawn.yml`` only adds a date and a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import yaml

from data.release import RELEASES, Release, ReleaseError, read_manifest, release_ids, release_key

TOLD = Path(__file__).with_name("withdrawn.yml")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An indicator that is gone: the last release that holds it, when it was withdrawn (a day or a month), and why."""

    indicator: str
    name: str
    held_by: str
    date: str
    reason: str


def find_withdrawal(indicator: str, current: str, root: Path = RELEASES, told: Path = TOLD) -> Withdrawal | None:
    """What became of an indicator that the release ``current`` does not hold; None where no earlier one held it."""
    ids = [i for i in release_ids(root) if release_key(i) <= release_key(current)]
    for number, release in enumerate(ids):
        names = indicator_names(root, release)
        if indicator not in names:
            continue
        if number == 0:
            return None
        said = _told(told).get(indicator, {})
        return Withdrawal(
            indicator=indicator,
            name=names[indicator],
            held_by=release,
            date=str(said.get("date") or month_of(ids[number - 1])),
            reason=str(said.get("reason") or ""),
        )
    return None


def month_of(release: str) -> str:
    """``2026.11.2`` -> ``2026-11``: a release is named for its month."""
    year, month, _number = release_key(release)
    return f"{year:04}-{month:02}"


@lru_cache(maxsize=64)
def indicator_names(root: Path, release: str) -> dict[str, str]:
    """Names of the indicators of a release by id; none where its catalogue is damaged."""
    try:
        manifest, digest = read_manifest(root / release)
        catalogue = orjson.loads(Release(release, root / release, manifest, digest).read("catalogue.json"))
    except ReleaseError:
        return {}
    return {name: str(raw["name"]) for name, raw in catalogue["indicators"].items()}


@lru_cache(maxsize=8)
def _told(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8")) or {}
    return found
