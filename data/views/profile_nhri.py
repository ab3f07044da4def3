"""The accreditation of a country's national human rights institution, year by year.

Invariant: only years that the source publishes are told; a country in none of its lists is not on record, never "none",
and no status is carried into a year between two that are published.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from data.catalogue import Indicator
from data.query import years_of
from data.store import Store
from data.views.profile import NHRI
from data.views.profile_rows import ProfileRow
from data.views.treaties_nhri import LETTER
from data.words import Words

NOTHING, UNKNOWN = "no_application", ""


@dataclass(frozen=True, slots=True)
class NhriStep:
    """One published year. ``letter`` is A, B, C, a dash without an application, a question mark off the record.

    ``is_after_gap``: the source publishes nothing for the year before.
    """

    year: int
    code: str
    letter: str
    label: str
    is_after_gap: bool


@dataclass(frozen=True, slots=True)
class NhriStory:
    """All published years, and what they say."""

    indicator: Indicator
    steps: tuple[NhriStep, ...]
    sentence: str

    @property
    def legend(self) -> tuple[tuple[str, str, str], ...]:
        """Each status that occurs: code, letter, words."""
        return tuple(dict.fromkeys((step.code, step.letter, step.label) for step in self.steps))


def build_nhri_story(store: Store, row: ProfileRow | None, words: Words) -> NhriStory | None:
    """The years of one country; None where the release has no such series."""
    if row is None or row.indicator.id != NHRI:
        return None
    columns = store.blocks.columns
    held = zip(columns["year"][row.rows].tolist(), columns["value"][row.rows].tolist(), strict=True)
    values = {int(year): value for year, value in held if value == value}
    codes = {float(item["value"]): str(item["code"]) for item in row.indicator.classes}
    labels = {str(item["code"]): words.text(item["label"]) for item in row.indicator.classes}
    labels[UNKNOWN] = words.text("Not on record")
    years = np.asarray(years_of(store.blocks, row.series.id, row.series.headline)).tolist()
    found = [(year, codes.get(values.get(year, np.nan), UNKNOWN)) for year in years]
    steps = tuple(
        NhriStep(year, code, _letter(code), labels[code], bool(n) and year - years[n - 1] > 1)
        for n, (year, code) in enumerate(found)
    )
    return NhriStory(row.indicator, steps, _sentence(steps, words)) if steps else None


def _letter(code: str) -> str:
    return LETTER.get(code) or ("–" if code == NOTHING else "?")


def status_words(step: NhriStep) -> str:
    """``A (fully compliant with the Paris Principles)``, ``no application``."""
    label = step.label[:1].lower() + step.label[1:]
    return f"{step.letter} ({label})" if step.code in LETTER else label


def _sentence(steps: tuple[NhriStep, ...], words: Words) -> str:
    """Runs of one status, each with the first and last published year."""
    told = []
    for _code, group in groupby(steps, key=lambda step: step.code):
        run = list(group)
        status = status_words(run[0])
        if len(run) == 1:
            told.append(words.text("%(status)s in %(year)s", status=status, year=str(run[0].year)))
        else:
            told.append(
                words.text(
                    "%(status)s from %(first)s to %(last)s",
                    status=status,
                    first=str(run[0].year),
                    last=str(run[-1].year),
                )
            )
    text = words.semicolon.join(told)
    return f"{text[:1].upper()}{text[1:]}."
