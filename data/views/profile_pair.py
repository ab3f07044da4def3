"""Two countries side by side: the same rows, each figure with its own year, and what the two may be used for.

Invariant: every row says what the engine of comparison says of the two; apart or not told apart stands only for two
published intervals of one level, and nothing is called ahead or behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from data.catalogue import AreaInfo, Indicator
from data.compare import Purpose, Verdict, compare
from data.store import Store
from data.views.profile import NHRI, STRIP, right_of
from data.views.profile_nhri import NhriStory, build_nhri_story
from data.views.profile_rows import ProfileRow, build_row, part_ids
from data.views.profile_snapshot import has_level
from data.views.profile_treaties import PARTY, STATUS, Commitment, Commitments, build_commitments
from data.words import Words

APART, TOGETHER = "apart", "together"


@dataclass(frozen=True, slots=True)
class PairRow:
    """One indicator of two countries. ``verdict`` is None where one of them has no figure.

    ``told`` is ``apart`` where both have an interval of one level and the two have no point in common, ``not told
    apart`` where they have, empty otherwise; ``level`` is that of the intervals.
    """

    indicator: Indicator
    name: str
    first: ProfileRow
    second: ProfileRow
    verdict: Verdict | None
    told: str
    level: float | None

    @property
    def rows(self) -> tuple[ProfileRow, ProfileRow]:
        """Both rows."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class PairSection:
    """One right with its rows."""

    id: str
    name: str
    rows: tuple[PairRow, ...]


@dataclass(frozen=True)
class Pair:
    """Everything the page of two countries shows."""

    areas: tuple[AreaInfo, AreaInfo]
    names: tuple[str, str]
    conditions: tuple[PairRow, ...]
    sections: tuple[PairSection, ...]
    commitments: tuple[Commitments, Commitments]
    nhri: tuple[NhriStory | None, NhriStory | None]

    @property
    def rows(self) -> tuple[PairRow, ...]:
        """All rows below a right."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def pledges(self) -> tuple[tuple[Commitment, Commitment], ...]:
        """The same instruments of both, in one order."""
        first, second = self.commitments
        return tuple(zip(first.items, second.items, strict=True))

    @property
    def shared(self) -> int:
        """To how many instruments both are parties."""
        return sum(a.status == b.status == PARTY for a, b in self.pledges)


def build_pair(store: Store, ids: tuple[str, str], words: Words) -> Pair:
    """Two areas that have a page each."""
    catalogue = store.catalogue
    first, second = (catalogue.areas[area] for area in ids)
    makers = (_maker(store, first, words), _maker(store, second, words))
    found = [row for i in catalogue.indicators.values() if (row := _wanted(store, i, makers, words)) is not None]
    sections = [
        PairSection(right, words.text(info["name"]), tuple(_ordered(r for r in found if right_of(r.first) == right)))
        for right, info in catalogue.rights.items()
    ]
    statuses = [i for i in catalogue.indicators.values() if i.id.endswith(STATUS)]
    pledges = [
        build_commitments(store, area, {i.id: make(i) for i in statuses}, words)
        for area, make in zip((first, second), makers, strict=True)
    ]
    nhri = catalogue.indicators.get(NHRI)
    return Pair(
        areas=(first, second),
        names=(first.name(words.lang), second.name(words.lang)),
        conditions=tuple(
            pair_row(store, catalogue.indicators[i], makers, words) for i in STRIP if i in catalogue.indicators
        ),
        sections=tuple(section for section in sections if section.rows),
        commitments=(pledges[0], pledges[1]),
        nhri=(
            build_nhri_story(store, makers[0](nhri) if nhri else None, words),
            build_nhri_story(store, makers[1](nhri) if nhri else None, words),
        ),
    )


Maker = Callable[[Indicator], ProfileRow]


def _maker(store: Store, area: AreaInfo, words: Words) -> Maker:
    parts = part_ids(store, area)
    return lambda indicator: build_row(store, indicator, area, parts, words)


def _ordered(rows: Iterable[PairRow]) -> list[PairRow]:
    """Core rows first, then by name."""
    return sorted(rows, key=lambda row: (row.indicator.core is None, row.name))


def _wanted(store: Store, indicator: Indicator, makers: tuple[Maker, Maker], words: Words) -> PairRow | None:
    """A core indicator always; another only where both have an interval of a named level."""
    if indicator.core is not None:
        return pair_row(store, indicator, makers, words)
    if not store.catalogue.series[indicator.preferred].raw["countries"] or indicator.id.endswith(STATUS):
        return None
    first = makers[0](indicator)
    if not has_level(first):
        return None
    row = pair_row(store, indicator, (lambda _indicator: first, makers[1]), words)
    return row if has_level(row.second) else None


def pair_row(store: Store, indicator: Indicator, makers: tuple[Maker, Maker], words: Words) -> PairRow:
    """The two figures of an indicator and what may be said of them together."""
    first, second = makers[0](indicator), makers[1](indicator)
    verdict = None
    if first.is_published and second.is_published and first.item is not None and second.item is not None:
        verdict = compare(store, (first.item, second.item), Purpose.SIDE_BY_SIDE)
    told, level = _told(first, second) if verdict is not None and not verdict.is_refused else ("", None)
    return PairRow(indicator, words.text(indicator.name), first, second, verdict, told, level)


def _told(first: ProfileRow, second: ProfileRow) -> tuple[str, float | None]:
    """Whether two published intervals of one kind and level lie apart, and that level."""
    a = first.item.interval if first.item is not None else None
    b = second.item.interval if second.item is not None else None
    if a is None or b is None or a.level is None or a.level != b.level or a.kind is not b.kind:
        return "", None
    if first.year != second.year:
        return "", None
    return (TOGETHER if a.lower <= b.upper and b.lower <= a.upper else APART), a.level


def pair_sentence(pair: Pair, words: Words) -> str:
    """How much both publish, what their intervals tell, and what both have promised."""
    core = [row for row in pair.rows if row.indicator.core is not None]
    both = sum(row.verdict is not None for row in core)
    refused = sum(row.verdict is not None and row.verdict.is_refused for row in core)
    said = [
        words.text(
            "Both have a figure for %(both)s of %(all)s core indicators.",
            both=words.number(both),
            all=words.number(len(core)),
        )
    ]
    if refused:
        said.append(
            words.plural(
                "%(count)s of these pairs may not be set side by side.",
                "%(count)s of these pairs may not be set side by side.",
                refused,
            )
        )
    apart, together = (sum(row.told == told for row in pair.rows) for told in (APART, TOGETHER))
    if apart + together:
        said.append(
            words.plural(
                "%(count)s pair of figures has published intervals of one level and year: %(apart)s lie apart, "
                "%(together)s cannot be told apart.",
                "%(count)s pairs of figures have published intervals of one level and year: %(apart)s lie apart, "
                "%(together)s cannot be told apart.",
                apart + together,
                apart=words.number(apart),
                together=words.number(together),
            )
        )
    first, second = pair.commitments
    if first.is_recorded and second.is_recorded:
        said.append(
            words.text(
                "%(first)s is a party to %(one)s of %(all)s treaties, %(second)s to %(two)s, both to %(shared)s.",
                first=pair.names[0],
                second=pair.names[1],
                one=words.number(first.joined),
                two=words.number(second.joined),
                all=words.number(len(first.items)),
                shared=words.number(pair.shared),
            )
        )
    return " ".join(said)
