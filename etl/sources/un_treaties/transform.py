"""Hands over the treaty acts and makes party status from them; the source publishes no figure of its own.

Invariant: an act keeps the record it came from, and a status keeps the acts it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from data.model import AreaKind, series_id
from etl.inputs import Inputs
from etl.sources.un_treaties.acts import read_all
from etl.sources.un_treaties.instruments import VINTAGE
from etl.sources.un_treaties.reconcile import reconcile
from etl.sources.un_treaties.status import statuses

if TYPE_CHECKING:
    from etl.derive import DeriveContext

STATES = frozenset({AreaKind.COUNTRY, AreaKind.TERRITORY, AreaKind.HISTORICAL})


def transform(_inputs: Inputs) -> Iterable[pd.DataFrame]:
    """Nothing: the files hold acts, not observations."""
    return ()


def events(inputs: Inputs) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Acts and disagreements, areas as printed. Columns: see reconcile.py."""
    return reconcile(*read_all(inputs))


def derive(context: DeriveContext) -> Iterator[pd.DataFrame]:
    """One frame of year-end party status for each instrument."""
    if context.events.empty:
        return
    years = {area.id: (_year(area.start), _year(area.end)) for area in context.areas.values() if area.kind in STATES}
    for instrument, frame in statuses(context.events, years):
        if context.wants(series_id("un_treaties", instrument.series, VINTAGE)):
            yield frame


def _year(text: object) -> int | None:
    """Year of a date of the registry, given as number or as ISO text; None where it is open."""
    return int(str(text)[:4]) if text not in (None, "") else None
