"""When areas joined the treaty that protects the right an indicator is about: dates, not causes.

Invariant: only acts that the release uses are shown, with the precision that their source gives.
"""

from __future__ import annotations

from data.catalogue import Indicator
from data.query import events
from data.store import Store
from data.views.instruments import INSTRUMENTS, JOINING
from data.views.trend_parts import TreatyMark, TrendLine
from data.words import Words

MONTH_DAYS = 30.44


def treaty_of(store: Store, indicator: Indicator) -> str:
    """The instrument of the first article that the indicator names, else the first of its right; empty if none."""
    for article in indicator.raw["articles"]:
        instrument = str(article).rpartition(" ")[0].lower()
        if any(known.id == instrument for known in INSTRUMENTS):
            return instrument
    for right in indicator.rights:
        for instrument in store.catalogue.rights[right]["instruments"]:
            return str(instrument)
    return ""


def treaty_title(instrument: str) -> str:
    """Short name of an instrument."""
    return next((i.short for i in INSTRUMENTS if i.id == instrument), instrument.replace("_", "-").upper())


def build_treaty_marks(
    store: Store, indicator: Indicator, lines: tuple[TrendLine, ...], span: tuple[int, int], words: Words
) -> tuple[tuple[TreatyMark, ...], str]:
    """Marks of the areas that joined, and the caption beneath them with the date of the source."""
    instrument = treaty_of(store, indicator)
    if not instrument:
        return (), ""
    title = treaty_title(instrument)
    marks: list[TreatyMark] = []
    sources: set[str] = set()
    for line in lines:
        acts = [e for e in events(store.blocks, line.area, instrument) if e["role"] == "used"]
        joined = [e for e in acts if e["act"] in JOINING and e["precision"] != "unknown" and e["date"]]
        sources |= {str(e["vintage"]) for e in acts}
        if not joined:
            text = words.text("%(area)s: no date of joining the %(treaty)s", area=line.name, treaty=title)
            marks.append(TreatyMark(line.area, line.number, 0.0, "", text, False))
            continue
        first = min(joined, key=lambda e: str(e["date"]))
        at = year_fraction(str(first["date"]))
        text = words.text(
            "%(area)s joined the %(treaty)s, %(date)s", area=line.name, treaty=title, date=words.date(first["date"])
        )
        left = [e for e in acts if e["act"] == "denunciation"]
        if left:
            text = words.text("%(joined)s; it left, %(date)s", joined=text, date=words.date(left[-1]["date"]))
        label = words.text("%(treaty)s %(year)s", treaty=title, year=str(first["date"])[:4])
        label = label if len(lines) == 1 else f"{line.name}: {label}"
        is_inside = span[0] - 0.5 <= at <= span[1] + 0.5
        marks.append(TreatyMark(line.area, line.number, at, label, text, is_inside))
    outside = [mark.text for mark in marks if not mark.is_inside]
    caption = words.text("Dates of joining the %(treaty)s: dates, not causes.", treaty=title)
    if outside:
        caption = f"{caption} {'; '.join(outside)}."
    if sources:
        caption += " " + words.text(
            "As of %(dates)s.", dates=words.listing([words.date(day) for day in sorted(sources)])
        )
    return tuple(marks), caption


def year_fraction(date: str) -> float:
    """``1985-07-02`` as 1985: a value of a year stands in the middle of that year, and so does a date without a day."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) < 3:
        return float(parts[0])
    return round(parts[0] - 0.5 + ((parts[1] - 1) * MONTH_DAYS + parts[2] - 1) / 365.25, 3)
