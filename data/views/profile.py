"""One country: the latest figure of every indicator by right, what it has promised, who is missing, how late it is.

Invariant: no score, no rank, no comparison with others; every figure is the map's figure of its own year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median

from data.catalogue import AreaInfo, ReleaseCatalogue
from data.model import AreaKind, AreaState, Provenance
from data.store import Store
from data.views.labels import PROVENANCE, STATE
from data.views.profile_groups import GroupCoverage, build_group_coverage
from data.views.profile_rows import ProfileRow, build_row, part_ids
from data.views.profile_spark import profile_span
from data.views.profile_treaties import Commitments, build_commitments, is_status
from data.words import Words

CONDITIONS = "conditions"
STRIP = (
    "population_total_people",
    "income_class_group_class",
    "statistical_performance_overall_index_0_100",
    "internet_users_share_percent",
    "mean_schooling_duration_years",
)
NHRI = "nhri_accreditation_status_class"
PLACES = (AreaKind.COUNTRY, AreaKind.TERRITORY)


@dataclass(frozen=True, slots=True)
class Absence:
    """Indicators of a right that have nothing to read, by the reason."""

    label: str
    items: tuple[ProfileRow, ...]


@dataclass(frozen=True, slots=True)
class RightSection:
    """One right: its core indicators, the others that have figures, and those that have none."""

    id: str
    name: str
    articles: str
    core: tuple[ProfileRow, ...]
    others: tuple[ProfileRow, ...]
    absent: tuple[Absence, ...]
    published: int
    total: int


@dataclass(frozen=True, slots=True)
class Maker:
    """How many latest figures come from one kind of maker, and how late they are in the middle."""

    provenance: Provenance
    label: str
    count: int
    lag: float
    newest: int
    oldest: int


@dataclass(frozen=True, slots=True)
class Silence:
    """A source none of whose series names this country, with the number of indicators it could have spoken on."""

    source: str
    name: str
    count: int


@dataclass(frozen=True)
class Profile:
    """Everything the page of a country shows. ``rows`` are all indicators by id."""

    release: str
    area: AreaInfo
    name: str
    rows: dict[str, ProfileRow]
    core: tuple[ProfileRow, ...]
    possible: tuple[ProfileRow, ...]
    sections: tuple[RightSection, ...]
    strip: tuple[ProfileRow, ...]
    commitments: Commitments
    nhri: ProfileRow | None
    groups: tuple[GroupCoverage, ...]
    makers: tuple[Maker, ...]
    lag: float | None
    latest: tuple[ProfileRow, ...]
    silent: tuple[Silence, ...]
    span: tuple[int, int]

    @property
    def published(self) -> tuple[ProfileRow, ...]:
        """Indicators with a figure of the country as a whole."""
        return tuple(row for row in self.possible if row.is_published)


def has_profile(store: Store, area_id: str) -> bool:
    """Whether there is a page: for every member state, and every country or territory that a series holds."""
    area = store.catalogue.areas.get(area_id)
    if area is None or area.kind not in PLACES:
        return False
    return area.universe == "un_member" or any(area_id in s.raw["areas"] for s in store.catalogue.series.values())


def profile_areas(catalogue: ReleaseCatalogue) -> list[str]:
    """Ids of all areas that have a page, in order."""
    held = {area for s in catalogue.series.values() for area in s.raw["areas"]}
    return sorted(
        a.id for a in catalogue.areas.values() if a.kind in PLACES and (a.universe == "un_member" or a.id in held)
    )


def build_profile(store: Store, area_id: str, words: Words) -> Profile:
    """The profile of an area that has a page. Raises KeyError for an id that the release does not know."""
    catalogue = store.catalogue
    area = catalogue.areas[area_id]
    parts = part_ids(store, area)
    rows = {i.id: build_row(store, i, area, parts, words) for i in catalogue.indicators.values()}
    possible = tuple(row for row in rows.values() if row.series.raw["countries"])
    silent = _silent(store, area, parts, possible, words)
    mute = {s.source for s in silent}
    return Profile(
        release=store.id,
        area=area,
        name=area.name(words.lang),
        rows=rows,
        core=tuple(row for right in catalogue.rights for row in rows.values() if row.indicator.core == right),
        possible=possible,
        sections=tuple(s for right in catalogue.rights if (s := _section(store, right, rows, mute, words)) is not None),
        strip=tuple(rows[i] for i in STRIP if i in rows),
        commitments=build_commitments(store, area, rows, words),
        nhri=rows.get(NHRI),
        groups=build_group_coverage(store, area, words),
        makers=_makers(possible, words),
        lag=_median(possible),
        latest=_latest_first(possible),
        silent=silent,
        span=profile_span(store),
    )


def right_of(row: ProfileRow) -> str:
    """The right under which an indicator stands: the one it is core for, else the first that it names."""
    return row.indicator.core or row.indicator.rights[0]


def _section(
    store: Store, right: str, rows: dict[str, ProfileRow], mute: set[str], words: Words
) -> RightSection | None:
    own = [row for row in rows.values() if right_of(row) == right and not is_status(row.indicator)]
    if not own:
        return None
    rest = [row for row in own if row.indicator.core is None]
    info = store.catalogue.rights[right]
    possible = [row for row in own if row.series.raw["countries"]]
    return RightSection(
        id=right,
        name=words.text(info["name"]),
        articles=", ".join(info["articles"]),
        core=tuple(row for row in own if row.indicator.core is not None),
        others=tuple(_folded(rows, [row for row in rest if is_read(row)])),
        absent=_absences([row for row in rest if not is_read(row) and row.series.source not in mute], words),
        published=sum(row.is_published for row in possible),
        total=len(possible),
    )


def is_read(row: ProfileRow) -> bool:
    """Whether a row has figures to read, or tells what was recorded for several countries together."""
    return row.is_shown or row.state is AreaState.SEVERAL_TOGETHER


def _folded(rows: dict[str, ProfileRow], own: list[ProfileRow]) -> list[ProfileRow]:
    """Rows by name, each component under its total where that stands here too; elsewhere it names its total."""
    here = {row.indicator.id for row in own}
    below: dict[str, list[ProfileRow]] = {}
    for row in sorted(own, key=lambda r: r.name):
        total = str(row.indicator.raw["component_of"] or "")
        if total in here or not total:
            below.setdefault(total, []).append(row)
        else:
            below.setdefault("", []).append(replace(row, total=rows[total].name if total in rows else ""))

    def branch(total: str, depth: int) -> list[ProfileRow]:
        return [
            item
            for row in below.get(total, ())
            for item in (replace(row, depth=depth), *branch(row.indicator.id, depth + 1))
        ]

    return branch("", 0)


def _absences(rows: list[ProfileRow], words: Words) -> tuple[Absence, ...]:
    """Indicators without figures by reason, in the order of the states; those published for pairs are no country's."""
    found: dict[str, list[ProfileRow]] = {}
    for state in AreaState:
        for row in sorted((r for r in rows if r.state is state), key=lambda r: r.name):
            label = row.why if row.series.raw["has_pairs"] and not row.series.raw["countries"] else ""
            found.setdefault(label.rstrip(".") or words.text(STATE[state]), []).append(row)
    return tuple(Absence(label, tuple(items)) for label, items in found.items())


def _silent(
    store: Store, area: AreaInfo, parts: tuple[str, ...], possible: tuple[ProfileRow, ...], words: Words
) -> tuple[Silence, ...]:
    names = {area.id, *parts}
    heard = {s.source for s in store.catalogue.series.values() if not names.isdisjoint(s.raw["areas"])}
    counts: dict[str, int] = {}
    for row in possible:
        if row.series.source not in heard:
            counts[row.series.source] = counts.get(row.series.source, 0) + 1
    named = [Silence(s, words.text(store.catalogue.sources[s]["name"]), n) for s, n in counts.items()]
    return tuple(sorted(named, key=lambda s: s.name))


def timed(rows: tuple[ProfileRow, ...]) -> list[ProfileRow]:
    """Rows whose lag means something: a status under a treaty holds at the date of its record."""
    return [row for row in rows if row.is_published and not is_status(row.indicator)]


def _median(rows: tuple[ProfileRow, ...]) -> float | None:
    lags = [row.lag for row in timed(rows) if row.lag is not None]
    return float(median(lags)) if lags else None


def _latest_first(rows: tuple[ProfileRow, ...]) -> tuple[ProfileRow, ...]:
    """Rows with a figure, the latest to come first: those furthest behind the date of their source."""
    return tuple(sorted(timed(rows), key=lambda row: (-(row.lag or 0), row.name)))


def _makers(rows: tuple[ProfileRow, ...], words: Words) -> tuple[Maker, ...]:
    found = []
    for provenance in Provenance:
        own = [row for row in timed(rows) if row.provenance is provenance]
        if own:
            years = [row.year for row in own if row.year is not None]
            lags = [row.lag for row in own if row.lag is not None]
            label = words.text(PROVENANCE[provenance])
            found.append(Maker(provenance, label, len(own), float(median(lags)), max(years), min(years)))
    return tuple(found)
