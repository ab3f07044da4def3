"""The indicators of a right by kind and by source: each source speaks for itself, experts apart from counts.

Invariant: every indicator of the right stands in exactly one panel or below its total, and no two are combined.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.catalogue import Indicator
from data.groups_kinds import Group
from data.model import IndicatorKind, SourceType
from data.store import Store
from data.views.gaps import right_of
from data.views.profile_treaties import is_status
from data.views.reading import Reading, build_reading
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


REGIONS_ONLY = _("Published for world regions only.")
PAIRS_ONLY = _("Published for pairs of countries only.")


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator with its reading, or with why there is none. ``parts`` are its components in the same panel.

    ``is_own`` holds where the indicator stands under this right and not first under another.
    """

    indicator: Indicator
    name: str
    reading: Reading | None
    why: str
    is_own: bool
    parts: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One source: its indicators of one kind, those of this right first."""

    source: str
    name: str
    publisher: str
    types: tuple[SourceType, ...]
    lines: tuple[Line, ...]

    @property
    def own(self) -> tuple[Line, ...]:
        """Indicators that stand under this right."""
        return tuple(line for line in self.lines if line.is_own)

    @property
    def shared(self) -> tuple[Line, ...]:
        """Indicators that stand first under another right."""
        return tuple(line for line in self.lines if not line.is_own)


@dataclass(frozen=True, slots=True)
class Stage:
    """Commitment, effort or result: counts, records and surveys by source; judgements of experts by source."""

    kind: IndicatorKind
    records: tuple[Panel, ...]
    experts: tuple[Panel, ...]
    count: int


def indicators_of(store: Store, right: str) -> tuple[Indicator, ...]:
    """Every indicator that names the right, party statuses included: its own first, core ones before others."""
    found = [i for i in store.catalogue.indicators.values() if right in i.rights]
    return tuple(sorted(found, key=lambda i: (right_of(i) != right, i.core is None, i.name)))


def build_stages(store: Store, right: str, group: Group, words: Words) -> tuple[Stage, ...]:
    """The three stages in order, whether or not the release has an indicator for them."""
    own = indicators_of(store, right)
    return tuple(_stage(store, right, group, kind, [i for i in own if i.kind is kind], words) for kind in IndicatorKind)


def _stage(store: Store, right: str, group: Group, kind: IndicatorKind, found: list[Indicator], words: Words) -> Stage:
    shown = [i for i in found if not is_status(i)]
    experts = [i for i in shown if i.source_type is SourceType.EXPERT]
    records = [i for i in shown if i.source_type is not SourceType.EXPERT]
    return Stage(
        kind,
        _panels(store, right, group, records, words),
        _panels(store, right, group, experts, words),
        len(found),
    )


def _panels(store: Store, right: str, group: Group, found: list[Indicator], words: Words) -> tuple[Panel, ...]:
    by: dict[str, list[Indicator]] = {}
    for indicator in found:
        by.setdefault(store.catalogue.series[indicator.preferred].source, []).append(indicator)
    panels = []
    for source, own in by.items():
        about = store.catalogue.sources[source]
        panels.append(
            Panel(
                source=source,
                name=words.text(about["name"]),
                publisher=words.text(about["publisher"]),
                types=tuple(dict.fromkeys(i.source_type for i in own)),
                lines=_lines(store, right, group, own, words),
            )
        )
    return tuple(sorted(panels, key=lambda p: (-len(p.own), -len(p.lines), p.name)))


def _lines(store: Store, right: str, group: Group, own: list[Indicator], words: Words) -> tuple[Line, ...]:
    here = {i.id for i in own}
    below: dict[str, list[Indicator]] = {}
    for indicator in own:
        total = str(indicator.raw["component_of"] or "")
        below.setdefault(total if total in here else "", []).append(indicator)

    def made(indicator: Indicator) -> Line:
        reading = build_reading(store, indicator, group, words)
        parts = tuple(made(part) for part in below.get(indicator.id, ()))
        why = "" if reading is not None else words.text(_why(store, indicator))
        return Line(indicator, words.text(indicator.name), reading, why, right_of(indicator) == right, parts)

    return tuple(made(indicator) for indicator in below.get("", ()))


def _why(store: Store, indicator: Indicator) -> str:
    """Why an indicator has no figure of any country by itself."""
    return PAIRS_ONLY if store.catalogue.series[indicator.preferred].raw["has_pairs"] else REGIONS_ONLY
