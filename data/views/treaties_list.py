"""One instrument state by state: standing, act, date, years since adoption; and the rows of an export.

Invariant: every state of the scope has a row, with the standing that matrix and map show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.catalogue import AreaInfo
from data.store import Store
from data.views.profile_treaties import ACT, STATUS
from data.views.treaties_delay import delay_of
from data.views.treaties_origin import ORIGINS
from data.views.treaties_record import Act, History, Record, Standing
from data.views.treaties_scope import Scope
from data.views.treaties_words import STANDING
from data.words import Words

ORDER = {standing: number for number, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True)
class ListRow:
    """One state. ``act`` and ``date`` are those that made the standing; ``wait`` is in years, a span if need be."""

    area: str
    name: str
    standing: Standing
    label: str
    act: str
    date: str
    iso: str
    wait: str
    is_member: bool
    is_doubted: bool


def build_list(record: Record, scope: Scope, number: int, year: int, sort: str, words: Words) -> list[ListRow]:
    """The states of the scope: by date of joining, by name, or by the newest act."""
    rows = [_row(record, area, number, year, words) for area in (*scope.members, *scope.others)]
    rows.sort(key=lambda r: r.name)
    if sort == "latest":
        rows.sort(key=lambda r: r.iso, reverse=True)
    elif sort != "name":
        rows.sort(key=lambda r: (ORDER[r.standing], r.iso))
    return rows


def act_behind(history: History, standing: Standing) -> Act | None:
    """The act that made a standing."""
    made = {Standing.PARTY: history.joined, Standing.SIGNATORY: history.signed, Standing.LEFT: history.left}
    return made.get(standing)


def _row(record: Record, area: AreaInfo, number: int, year: int, words: Words) -> ListRow:
    instrument = record.instruments[number].id
    standing = record.standing(number, area, year)
    act = act_behind(record.history(area.id, instrument), standing)
    return ListRow(
        area=area.id,
        name=area.name(words.lang),
        standing=standing,
        label=words.text(STANDING[standing]),
        act=words.text(ACT[act.act]) if act is not None else "",
        date=words.date(act.date) if act is not None else "",
        iso=act.date if act is not None else "",
        wait=_wait(instrument, act, words) if standing is Standing.PARTY and act is not None else "",
        is_member=area.universe == "un_member",
        is_doubted=(area.id, instrument) in record.doubted,
    )


def _wait(instrument: str, act: Act, words: Words) -> str:
    span = delay_of(ORIGINS[instrument], act)
    if span is None:
        return ""
    low, high = (words.number(years, 1) for years in span)
    return low if low == high else f"{low}–{high}"


def export_rows(store: Store, record: Record, scope: Scope, year: int, words: Words) -> Iterator[dict[str, object]]:
    """The matrix as rows to download: one for each state and instrument, dates as ISO text."""
    source = store.catalogue.sources["un_treaties"]
    for area in (*scope.members, *scope.others):
        for number, instrument in enumerate(record.instruments):
            standing = record.standing(number, area, year)
            history = record.history(area.id, instrument.id)
            act = act_behind(history, standing)
            span = delay_of(ORIGINS[instrument.id], act) if act is not None and standing is Standing.PARTY else None
            yield {
                "area": area.name(words.lang),
                "iso3": area.id,
                "is_un_member": area.universe == "un_member",
                "indicator": instrument.id + STATUS,
                "instrument": instrument.short,
                "year": year,
                "as_of": record.released if year == record.latest else f"{year}-12-31",
                "standing": standing.value,
                "act": act.act if act is not None else "",
                "date": act.date if act is not None else "",
                "signed": history.signed.date if history.signed is not None else "",
                "adopted": ORIGINS[instrument.id].adopted,
                "resolution": ORIGINS[instrument.id].resolution,
                "years_to_joining_low": round(span[0], 2) if span else None,
                "years_to_joining_high": round(span[1], 2) if span else None,
                "sources_disagree": (area.id, instrument.id) in record.doubted,
                "source": source["name"],
                "vintage": record.released,
                "release": store.id,
                "licence": source["licence"]["name"],
            }
