"""The map of change between two years of one series and slice.

Invariant: a change is the difference of two published values of the same series; none is computed across a major break,
from an older value that stands in, or where the licence or the unit forbids it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Any

import numpy as np

from data.allowed import is_comparable, why_incomparable
from data.compare import Ground, Outcome, Purpose, Reason, breaks_between, standing
from data.compare_texts import reason_text
from data.model import AreaState
from data.store import Store
from data.views.choose import Choice
from data.views.formats import digits, with_unit
from data.views.map import LegendItem, MapArea, MapView, build_map_view, title_of
from data.views.states import AreaStatus, build_section
from data.words import Words

NICE = (1.0, 2.0, 2.5, 5.0)


def build_change_view(
    store: Store, choice: Choice, base: int, words: Words, lang: str = "en", is_overridden: bool = False
) -> MapView:
    """The map of ``year`` minus ``base``. Where no change may be computed, ``empty`` says why."""
    view = replace(build_map_view(store, choice, words, lang), kind="change")
    percent = store.catalogue.units[choice.indicator.unit]["short"] == "%"
    view = replace(
        view,
        base=base,
        subtitle=words.text("percentage points") if percent else view.subtitle,
        title=words.text("%(title)s: change since %(base)s", title=title_of_view(view, words), base=str(base)),
        palette=f"change-{choice.indicator.direction.value.split('_')[0]}",
    )
    refusal = refuse(store, choice, base, words, is_overridden)
    if refusal or choice.year is None:
        return replace(view, empty=refusal or view.empty, areas=(), legend=(), notes=())
    sections = [build_section(store, choice.indicator, choice.series, choice.dims, y, 0) for y in (base, choice.year)]
    before = {status.area.id: status for status in sections[0].statuses}
    pairs = [(before[status.area.id], status) for status in sections[1].statuses]
    breaks = [] if is_overridden else _breaks(choice, base)
    areas = [_area(store, choice, then, now, base, breaks, words, lang) for then, now in pairs]
    edges = change_edges([a.value for a in areas if a.value is not None])
    areas = [replace(a, fill=change_class(a.value, edges)) if a.value is not None else a for a in areas]
    empty = "" if any(a.value is not None for a in areas) else words.text("No country has a value in both years.")
    legend = _legend(store, choice, areas, edges, words)
    return replace(view, areas=tuple(areas), legend=legend, notes=(), empty=empty, section=sections[1])


def title_of_view(view: MapView, words: Words) -> str:
    """Title of the year alone."""
    return title_of(view.indicator, view.year, view.slice_label, words)


def refuse(store: Store, choice: Choice, base: int, words: Words, is_overridden: bool = False) -> str:
    """Why no change can be computed for anybody; empty where it can.

    A reader may override what speaks against comparing, never a licence or the lack of a difference.
    """
    found = standing(store, choice.indicator, choice.series, Purpose.CHANGE).refusals
    if found:
        return reason_text(found[0], words)
    if choice.year is None or base >= choice.year:
        return words.text("A change needs an earlier year to compare with.")
    return "" if is_overridden else incomparable(store, choice, base, words)


def incomparable(store: Store, choice: Choice, base: int, words: Words) -> str:
    """What speaks against setting the changes of all areas side by side; empty where nothing does."""
    if not is_comparable(store, choice.indicator):
        return words.text(
            "Changes cannot be set side by side: %(reason)s", reason=why_incomparable(store, choice.indicator, words)
        )
    rule = choice.indicator.raw["comparability"] or {}
    since = rule.get("over_time_from")
    if since is not None and base < since <= (choice.year or base):
        return reason_text(Ground(Reason.OVER_TIME, Outcome.REFUSE, str(rule["reason"])), words)
    for item in _breaks(choice, base):
        if not item["areas"]:
            return words.text(
                "A major break in %(year)s lies between the two years: %(reason)s",
                year=str(item["year"]),
                reason=words.text(item["reason"]),
            )
    return ""


def _breaks(choice: Choice, base: int) -> list[dict[str, Any]]:
    """Major breaks of the series that lie after the base year and not after the year."""
    found = breaks_between(choice.indicator, choice.series, base, choice.year or base)
    return [item for item in found if item["kind"] == "major"]


def _area(
    store: Store,
    choice: Choice,
    then: AreaStatus,
    now: AreaStatus,
    base: int,
    breaks: list[dict[str, Any]],
    words: Words,
    lang: str,
) -> MapArea:
    area = now.area
    broken = next((item for item in breaks if area.id in item["areas"]), None)
    state, value, text = AreaState.NOT_REPORTED, None, words.text("No value in both years")
    decimals = 0
    if broken is not None:
        state = AreaState.NOT_APPLICABLE
        text = words.text("No change computed: the series breaks in %(year)s", year=str(broken["year"]))
    elif then.is_value and now.is_value:
        first, last = then.observation, now.observation
        assert first is not None
        assert last is not None
        assert first.value is not None
        assert last.value is not None
        state = AreaState.VALUE
        decimals = max(first.decimals, last.decimals)
        value = round(last.value - first.value, decimals)
        text = signed(value, decimals, choice, store, words)
    elif AreaState.DID_NOT_EXIST in (then.state, now.state):
        state, text = AreaState.DID_NOT_EXIST, words.text("Did not exist in %(year)s", year=str(base))
    return MapArea(
        id=area.id,
        name=area.name(lang),
        state=state,
        fill=f"s-{state.value}",
        text=text,
        year=choice.year if value is not None else None,
        marks=(),
        value=value,
        observation=now.observation if value is not None else None,
        is_counted=now.is_counted,
    )


def signed(value: float, decimals: int, choice: Choice, store: Store, words: Words) -> str:
    """A difference with its sign; differences of percentages are percentage points."""
    number = words.number(abs(value), digits(choice.indicator.unit, decimals, value))
    sign = "+" if value > 0 else ("−" if value < 0 else "±")
    unit = store.catalogue.units[choice.indicator.unit]
    if unit["short"] == "%":
        return words.text("%(number)s percentage points", number=sign + number)
    return sign + with_unit(number, unit, words)


def change_edges(values: list[float]) -> list[float]:
    """Edges that mirror each other about zero: the two upper thirds of the size of change, rounded."""
    sizes = np.abs(np.array([v for v in values if v != 0]))
    if not len(sizes):
        return []
    inner, outer = (_nice(float(q)) for q in np.quantile(sizes, [1 / 3, 2 / 3]))
    upper = [inner] if outer <= inner else [inner, outer]
    return [*(-edge for edge in reversed(upper)), 0.0, *upper]


def _nice(value: float) -> float:
    power = 10.0 ** np.floor(np.log10(value))
    return float(f"{min(NICE, key=lambda step: abs(value / power - step)) * power:.12g}")


def change_class(value: float, edges: list[float]) -> str:
    """``n0`` for no change, ``d<k>`` for falls and rises from the largest fall to the largest rise."""
    if value == 0:
        return "n0"
    return f"d{bisect_left(edges, value)}"


def _legend(
    store: Store, choice: Choice, areas: list[MapArea], edges: list[float], words: Words
) -> tuple[LegendItem, ...]:
    inside: dict[str, list[str]] = {}
    outside: dict[str, list[str]] = {}
    for area in areas:
        (inside if area.is_counted else outside).setdefault(area.fill, []).append(area.id)
    labels = _labels(edges, choice, store, words)
    labels.append(("n0", words.text("no change")))
    states = {
        AreaState.NOT_APPLICABLE: words.text("No change computed across a break"),
        AreaState.DID_NOT_EXIST: words.text("Did not exist in both years"),
        AreaState.NOT_REPORTED: words.text("No value in both years"),
    }
    items = [LegendItem(f, text, tuple(inside.get(f, ())), False, tuple(outside.get(f, ()))) for f, text in labels]
    items += [
        LegendItem(
            f"s-{s.value}", text, tuple(inside.get(f"s-{s.value}", ())), True, tuple(outside.get(f"s-{s.value}", ()))
        )
        for s, text in states.items()
    ]
    return tuple(item for item in items if item.members or item.others or not item.is_state)


def _labels(edges: list[float], choice: Choice, store: Store, words: Words) -> list[tuple[str, str]]:
    if not edges:
        return []
    places = next((n for n in range(5) if all(round(e, n) == e for e in edges)), 4)
    shown = [signed(e, places, choice, store, words) if e else "0" for e in edges]
    labels = [("d0", words.text("%(edge)s or less", edge=shown[0]))]
    labels += [
        (f"d{k + 1}", words.text("%(low)s to %(high)s", low=shown[k], high=shown[k + 1])) for k in range(len(edges) - 1)
    ]
    labels.append((f"d{len(edges)}", words.text("more than %(edge)s", edge=shown[-1])))
    return labels
