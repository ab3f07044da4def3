"""Five dimensions of quality, each as a stated measure with what the data of this release show: never one score.

Invariant: a dimension that cannot be measured says "not assessed"; every number is counted from the rows of the series.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.catalogue import Indicator, SeriesInfo
from data.model import Flag, Provenance, Qualifier
from data.query import FLAG_BITS, PROVENANCES, QUALIFIERS, slice_rows
from data.store import Store
from data.views.formats import digits, with_unit
from data.views.labels import FLAG, PROVENANCE, SOURCE_TYPE
from data.views.profile_rows import lag_of
from data.views.profile_story import years_text
from data.words import Words

SMALL = 20
RECENT = 5
BITS = {flag: bit for bit, flag in FLAG_BITS}
NO_VALUE = QUALIFIERS.index(Qualifier.NO_VALUE)
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Quality:
    """One dimension: what is measured, what is found, and where the finding can be counted again."""

    key: str
    name: str
    measure: str
    findings: tuple[str, ...]
    evidence: str
    is_assessed: bool = True


@dataclass(frozen=True)
class Latest:
    """Rows of the headline slice for the member states, and of these the newest of each state."""

    rows: Rows
    newest: Rows
    expected: int


def build_quality(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> tuple[Quality, ...]:
    """Accuracy, timeliness, coverage, comparability and accessibility of a series."""
    latest = latest_of(store, series)
    return (
        _accuracy(store, indicator, latest, words),
        _timeliness(store, series, latest, words),
        _coverage(store, indicator, series, latest, words),
        _comparability(store, indicator, latest, words),
        _accessibility(store, indicator, series, words),
    )


def latest_of(store: Store, series: SeriesInfo) -> Latest:
    """Figures of the member states in the headline slice; a code that says there is no figure is none."""
    start, end = slice_rows(store.blocks, series.id, series.headline)
    columns = store.blocks.columns
    members = store.catalogue.members()
    is_member = np.zeros(len(store.blocks.areas) + 1, dtype=bool)
    is_member[[store.blocks.area_index.get(area.id, -1) for area in members]] = True
    is_member[-1] = False
    areas = columns["area"][start:end]
    kept = is_member[areas] & (columns["counterpart"][start:end] < 0)
    kept &= (columns["qualifier"][start:end] != NO_VALUE) & np.isfinite(columns["value"][start:end])
    rows = np.flatnonzero(kept) + start
    own = columns["area"][rows]
    newest = rows[np.r_[own[1:] != own[:-1], True]] if len(rows) else rows
    return Latest(rows, newest, len(members))


def relative_widths(store: Store, latest: Latest) -> npt.NDArray[np.float64]:
    """Width of each published interval of the newest figures as a share of the figure; figures above zero only."""
    columns = store.blocks.columns
    lower, upper, value = (columns[name][latest.newest] for name in ("lower", "upper", "value"))
    known = np.isfinite(lower) & np.isfinite(upper) & (value > 0)
    found: npt.NDArray[np.float64] = (upper[known] - lower[known]) / value[known]
    return found


def _flagged(store: Store, rows: Rows, flag: Flag) -> int:
    return int(np.count_nonzero(store.blocks.columns["flags"][rows] & BITS[flag]))


def _accuracy(store: Store, indicator: Indicator, latest: Latest, words: Words) -> Quality:
    findings = [_intervals(store, indicator, latest, words)]
    is_assessed = bool(findings[0])
    if not is_assessed:
        findings = [words.text("Not assessed: the source publishes no uncertainty.")]
    counts = store.blocks.columns["n"][latest.newest]
    behind = counts[np.isfinite(counts)]
    if len(behind):
        findings.append(
            words.text(
                "%(small)s of %(all)s latest figures rest on fewer than %(limit)s cases or respondents.",
                small=words.number(int((behind < SMALL).sum())),
                all=words.number(len(behind)),
                limit=words.number(SMALL),
            )
        )
    findings += [
        words.text(
            "%(count)s of %(all)s latest figures are marked: %(flag)s.",
            count=words.number(_flagged(store, latest.newest, flag)),
            all=words.number(len(latest.newest)),
            flag=words.text(FLAG[flag]),
        )
        for flag in (Flag.LOW_RELIABILITY, Flag.IMPLAUSIBLE, Flag.PROVISIONAL)
        if _flagged(store, latest.newest, flag)
    ]
    return Quality(
        key="accuracy",
        name=words.text("Accuracy"),
        measure=words.text("Width of the published interval as a share of the figure: the median over countries"),
        findings=tuple(findings),
        evidence=words.text("Bounds, standard errors, counts and marks of the latest figure of each UN member state"),
        is_assessed=is_assessed,
    )


def _intervals(store: Store, indicator: Indicator, latest: Latest, words: Words) -> str:
    """How wide the published uncertainty is; empty where none is published."""
    columns = store.blocks.columns
    is_ratio = store.catalogue.units[indicator.unit]["minimum"] == 0
    errors = columns["std_error"][latest.newest]
    widths = relative_widths(store, latest) if is_ratio else np.empty(0)
    if len(widths):
        return words.text(
            "%(count)s of %(all)s latest figures above zero carry an interval; half of the intervals are wider than "
            "%(share)s of their figure.",
            count=words.number(len(widths)),
            all=words.number(int((columns["value"][latest.newest] > 0).sum())),
            share=words.text("%(number)s%%", number=words.number(100 * float(np.median(widths)))),
        )
    known = errors[np.isfinite(errors)]
    if not len(known):
        return ""
    median = float(np.median(known))
    return words.text(
        "%(count)s of %(all)s latest figures carry a standard error; half of them are above %(error)s.",
        count=words.number(len(known)),
        all=words.number(len(latest.newest)),
        error=with_unit(
            words.number(median, digits(indicator.unit, 9, median)), store.catalogue.units[indicator.unit], words
        ),
    )


def _timeliness(store: Store, series: SeriesInfo, latest: Latest, words: Words) -> Quality:
    years = store.blocks.columns["year"][latest.newest].tolist()
    lags = np.array([lag_of(series, int(year)) for year in years])
    findings: tuple[str, ...] = (words.text("Not assessed: no member state has a figure in this series."),)
    if len(lags):
        findings = (
            words.text(
                "Median %(median)s, mean %(mean)s years, over %(count)s countries; the oldest latest figure is of "
                "%(oldest)s.",
                median=years_text(float(np.median(lags)), words),
                mean=words.number(float(lags.mean()), 1),
                count=words.number(len(lags)),
                oldest=str(min(years)),
            ),
        )
        late = int((lags > RECENT).sum())
        if late:
            findings += (
                words.text(
                    "%(count)s of %(all)s have no figure of the %(years)s years before the source’s date.",
                    count=words.number(late),
                    all=words.number(len(lags)),
                    years=words.number(RECENT),
                ),
            )
    return Quality(
        key="timeliness",
        name=words.text("Timeliness"),
        measure=words.text("Years between a country’s latest figure and the date of the source that holds it"),
        findings=findings,
        evidence=words.text(
            "The source’s date is %(date)s. How old our copy is today is another matter",
            date=words.date(series.released),
        ),
        is_assessed=bool(len(lags)),
    )


def _coverage(store: Store, indicator: Indicator, series: SeriesInfo, latest: Latest, words: Words) -> Quality:
    last = series.raw["last_year"]
    years = store.blocks.columns["year"][latest.newest]
    findings = [words.text("The source publishes no figure for a country.")]
    if last is not None and len(years):
        recent = int((years > last - RECENT).sum())
        findings = [
            words.text(
                "%(count)s of %(all)s UN member states (%(share)s) have a figure of %(first)s–%(last)s; %(ever)s have "
                "one of any year.",
                count=words.number(recent),
                all=words.number(latest.expected),
                share=words.text("%(number)s%%", number=words.number(100 * recent / latest.expected)),
                first=str(last - RECENT + 1),
                last=str(last),
                ever=words.number(len(years)),
            )
        ]
    findings += _groups(store, indicator, series, words)
    return Quality(
        key="coverage",
        name=words.text("Coverage"),
        measure=words.text(
            "Published ÷ expected: countries in the last five years of the data, and the groups that the official "
            "wording names"
        ),
        findings=tuple(findings),
        evidence=words.text(
            "Expected are the UN member states (decision 0004) and what the official wording of the indicator names; "
            "nothing else"
        ),
    )


def _groups(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> list[str]:
    """For every dimension that the official wording names: in how many countries it is published."""
    expected = indicator.raw["expected_dimensions"]
    if not expected:
        return [words.text("By group: no expectation defined, because the official wording names no group.")]
    found = []
    for name in expected:
        label = words.text(store.catalogue.dimensions[name]["label"]) if name in store.catalogue.dimensions else name
        facts = series.raw["dimensions"].get(name)
        if facts and len(facts["categories"]) > 1 and facts["best_countries"]:
            found.append(
                words.text(
                    "%(dimension)s: expected, and published for at most %(count)s countries in one year (%(year)s).",
                    dimension=label,
                    count=words.number(facts["best_countries"]),
                    year=str(facts["best_year"]),
                )
            )
        else:
            found.append(words.text("%(dimension)s: expected, but not published.", dimension=label))
    return found


def _comparability(store: Store, indicator: Indicator, latest: Latest, words: Words) -> Quality:
    breaks = indicator.raw["method"]["breaks"]
    findings = [
        words.plural("%(count)s break is documented.", "%(count)s breaks are documented.", len(breaks))
        if breaks
        else words.text("No break is documented by us; that does not mean that there is none.")
    ]
    findings += [
        words.text(
            "%(count)s of %(all)s figures are marked: %(flag)s.",
            count=words.number(_flagged(store, latest.rows, flag)),
            all=words.number(len(latest.rows)),
            flag=words.text(FLAG[flag]),
        )
        for flag in (Flag.BREAK, Flag.DEFINITION_DIFFERS, Flag.BACKFILLED, Flag.IMPUTED)
        if _flagged(store, latest.rows, flag)
    ]
    findings.append(words.text("Rests on: %(kind)s.", kind=words.text(SOURCE_TYPE[indicator.source_type])))
    findings += _makers(store, latest, words)
    if indicator.raw["detection_dependent"]:
        findings.append(
            words.text("Depends on detection: a higher figure may mean that more was found, not that more happened.")
        )
    if indicator.raw["proxy"]:
        findings.append(words.text("A proxy: it stands for something that it does not measure itself."))
    return Quality(
        key="comparability",
        name=words.text("Comparability"),
        measure=words.text("Breaks, marks on figures, and how many kinds of makers and sources stand side by side"),
        findings=tuple(findings),
        evidence=words.text("All figures of the UN member states in the group that is shown first"),
    )


def _makers(store: Store, latest: Latest, words: Words) -> list[str]:
    """Who made the latest figures, where more than one kind did."""
    codes, counts = np.unique(store.blocks.columns["provenance"][latest.newest], return_counts=True)
    kinds = [(PROVENANCES[int(c)], int(n)) for c, n in zip(codes, counts, strict=True)]
    if len(kinds) < 2:
        return []
    ordered = sorted(kinds, key=lambda item: -item[1])
    listed = words.listing([f"{words.text(PROVENANCE[Provenance(kind)])} ({words.number(n)})" for kind, n in ordered])
    return [words.text("The latest figures were made in different ways: %(kinds)s.", kinds=listed)]


def licence_words(licence: dict[str, bool], words: Words) -> tuple[str, str, str]:
    """The three flags of a licence, each as a sentence's end."""
    return (
        words.text("may be redistributed") if licence["may_redistribute"] else words.text("not to be redistributed"),
        words.text("may be transformed") if licence["may_transform"] else words.text("not to be transformed"),
        words.text("may be combined") if licence["may_combine"] else words.text("not to be combined"),
    )


def licence_of(store: Store, series: SeriesInfo) -> dict[str, bool]:
    """What the licence allows of this series: that of its source, less the series' own restrictions."""
    licence, own = store.catalogue.sources[series.source]["licence"], series.raw["restrictions"]
    return {
        name: bool(licence[name]) and f"no_{name.removeprefix('may_')}" not in own
        for name in ("may_redistribute", "may_transform", "may_combine")
    }


def licence_line(store: Store, series: SeriesInfo, words: Words) -> str:
    """Name of the licence of a series' source, with what this series forbids beyond it."""
    licence, here = store.catalogue.sources[series.source]["licence"], licence_of(store, series)
    flags = zip(here, licence_words(here, words), strict=True)
    limits = [text for name, text in flags if licence[name] and not here[name]]
    if not limits:
        return str(licence["name"])
    return words.text("%(licence)s; this series: %(limits)s", licence=licence["name"], limits=", ".join(limits))


def _accessibility(store: Store, indicator: Indicator, series: SeriesInfo, words: Words) -> Quality:
    source = store.catalogue.sources[series.source]
    kinds = sorted({file["file"].removesuffix(".gz").rpartition(".")[2].upper() for file in source["files"]})
    findings = [
        words.text(
            "%(licence)s: %(flags)s.",
            licence=source["licence"]["name"],
            flags=", ".join(licence_words(licence_of(store, series), words)),
        ),
        words.text("Machine readable: read from files of the kind %(kinds)s.", kinds=words.listing(kinds)),
        words.text("The publisher has a page on the method.")
        if indicator.raw["method"]["link"]
        else words.text("No page of the publisher on the method is known to us."),
    ]
    return Quality(
        key="accessibility",
        name=words.text("Accessibility"),
        measure=words.text("What the licence allows, whether a machine can read the file, and where the method stands"),
        findings=tuple(findings),
        evidence=source["licence"]["url"],
    )
