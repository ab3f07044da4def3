"""The finding of a view in one or two sentences, made from its data.

Invariant: every number in it stands in the view; what cannot be compared is not ranked or averaged.
"""

from __future__ import annotations

import re

from data.compare import Purpose, Reason, fit, standing
from data.compare_texts import reason_text
from data.model import AreaState, Flag, Qualifier
from data.query import observation, series_rows
from data.store import Store
from data.views.choose import Choice, lower_first
from data.views.dots import build_region_bars
from data.views.formats import class_label, observation_text, value_text
from data.views.labels import in_line
from data.views.map import MapArea, MapView
from data.words import Words

REGIONS = 4
APPOSITION = re.compile(r", (?:from 0|in four classes)")
UNRANKED = (Reason.LOCAL_UNIT, Reason.ACROSS_AREAS, Reason.NOT_RANKED)
ABSENT = (AreaState.NOT_REPORTED, AreaState.NOT_IN_SOURCE, AreaState.SUPPRESSED)


def build_sentence(store: Store, view: MapView, words: Words) -> str:
    """One or two sentences on the view; on an empty one, what it says instead of a map."""
    if view.empty:
        return " ".join(filter(None, [view.empty, _regions(store, view, words)]))
    if view.kind == "change":
        return _change(view, words)
    first = _finding(store, view, words)
    return " ".join(filter(None, [first, _absence(view, words)]))


def _regions(store: Store, view: MapView, words: Words) -> str:
    """The publisher's own regional figures, where there are no others."""
    bars = build_region_bars(store, view, words, words.lang)
    if not bars or view.series.raw["countries"]:
        return ""
    named = words.semicolon.join(f"{bar.name} {bar.text}" for bar in bars[:REGIONS])
    return words.text("In %(year)s: %(figures)s.", year=str(view.year), figures=named)


def _change(view: MapView, words: Words) -> str:
    """How many states rose and fell between the two years, with the ends of the range."""
    values = [a.value for a in view.valued if a.value is not None]
    return words.text(
        "Between %(base)s and %(year)s, %(subject)s rose in %(rose)s and fell in %(fell)s of %(count)s UN member "
        "states with a value in both years: the change ranged from %(low)s in %(low_area)s to %(high)s in "
        "%(high_area)s.",
        base=str(view.base),
        year=str(view.year),
        subject=subject_of(view, words),
        rose=words.number(sum(v > 0 for v in values)),
        fell=words.number(sum(v < 0 for v in values)),
        count=words.number(len(values)),
        low=view.valued[0].text,
        low_area=_named(view, view.valued, view.valued[0], words),
        high=view.valued[-1].text,
        high_area=_named(view, view.valued[::-1], view.valued[-1], words),
    )


def subject_of(view: MapView, words: Words) -> str:
    """The subject of a sentence; one that ends in an apposition keeps its second comma."""
    subject = words.text(view.indicator.subject)
    return f"{subject}," if APPOSITION.search(subject) else subject


def _finding(store: Store, view: MapView, words: Words) -> str:
    valued = view.valued
    subject = subject_of(view, words)
    when = _when(view, words)
    if view.slice_label:
        when = f"{when} ({view.slice_label})"
    if not valued:
        return words.text("%(when)s, %(subject)s has no value that can be drawn.", when=when, subject=subject)
    if view.indicator.classes:
        return _classes(view, when, subject, words)
    unranked = _unranked(store, view, words)
    if unranked:
        return words.text(
            "%(when)s, %(count)s UN member states have a figure for %(subject)s. They are not ranked or averaged. "
            "%(reason)s",
            when=when,
            count=words.number(len(valued)),
            subject=subject,
            reason=unranked,
        )
    if len(valued) == 1:
        return words.text(
            "%(when)s, %(subject)s was %(value)s in %(area)s, the only UN member state with a value.",
            when=when,
            subject=subject,
            value=valued[0].text,
            area=_own(view, valued[0], words),
        )
    return _range(store, view, when, subject, words)


def _unranked(store: Store, view: MapView, words: Words) -> str:
    """Why the states are not set in order, as far as the matter itself forbids it; empty where they are."""
    verdict = standing(store, view.indicator, view.series, Purpose.RANK)
    return " ".join(reason_text(ground, words) for ground in verdict.refusals if ground.code in UNRANKED)


def _when(view: MapView, words: Words) -> str:
    """The year of the view; where older values stand in, how far back they go."""
    oldest = min((a.year for a in view.valued if a.year is not None), default=view.year)
    if view.year is None or oldest is None or oldest >= view.year:
        return words.text("In %(year)s", year=str(view.year))
    return words.text("In %(year)s, or the latest year from %(first)s on", year=str(view.year), first=str(oldest))


def _range(store: Store, view: MapView, when: str, subject: str, words: Words) -> str:
    low, high = view.valued[0], view.valued[-1]
    censored = below(view)
    if censored:
        return _range_from_limit(store, view, when, subject, censored, words)
    if view.kind == "circles":
        return words.text(
            "%(when)s, %(subject)s was highest in %(area)s, at %(value)s, among %(count)s UN member states with a "
            "figure.",
            when=when,
            subject=subject,
            area=_own(view, high, words),
            value=high.text,
            count=words.number(len(view.valued)),
        )
    return words.text(
        "%(when)s, %(subject)s ranged from %(low)s in %(low_area)s to %(high)s in %(high_area)s among %(count)s UN "
        "member states with a value.",
        when=when,
        subject=subject,
        low=low.text,
        low_area=_named(view, view.valued, low, words),
        high=high.text,
        high_area=_named(view, view.valued[::-1], high, words),
        count=words.number(len(view.valued)),
    ) + _median(store, view, words)


def below(view: MapView) -> list[MapArea]:
    """Areas of which the source says only that they lie under a limit."""
    return [
        a
        for a in view.counted
        if a.state is AreaState.CENSORED and a.observation is not None and a.observation.qualifier is Qualifier.BELOW
    ]


def _range_from_limit(
    store: Store, view: MapView, when: str, subject: str, censored: list[MapArea], words: Words
) -> str:
    high = view.valued[-1]
    return words.text(
        "%(when)s, %(subject)s was %(limit)s in %(censored)s UN member states and ranged up to %(high)s in "
        "%(high_area)s; %(count)s have an exact value.",
        when=when,
        subject=subject,
        limit=censored[0].text,
        censored=words.number(len(censored)),
        high=high.text,
        high_area=_named(view, view.valued[::-1], high, words),
        count=words.number(len(view.valued)),
    ) + _median(store, view, words)


def _median(store: Store, view: MapView, words: Words) -> str:
    """The unweighted median, where the licence lets us compute one."""
    if standing(store, view.indicator, view.series, Purpose.AVERAGE).is_refused:
        return ""
    under, over = _limits(view, Qualifier.BELOW), _limits(view, Qualifier.ABOVE)
    fit_ones = [a.value for a in view.valued if a.value is not None and _is_fit(store, a)]
    values = sorted([*under, *over, *fit_ones])
    if not values:
        return ""
    lower, upper = values[(len(values) - 1) // 2], values[len(values) // 2]
    if (under and lower <= max(under)) or (over and upper >= min(over)):
        return ""  # the middle lies among those that are known only to be beyond a limit
    middle = (lower + upper) / 2
    decimals = max((a.observation.decimals for a in view.valued if a.observation), default=0)
    text = value_text(middle, decimals, view.indicator, store.catalogue, words)
    if len(fit_ones) < len(view.valued):
        count = words.number(len(values))
        return " " + words.text(
            "The median of the %(count)s of one definition was %(median)s.", count=count, median=text
        )
    return " " + words.text("The median was %(median)s.", median=text)


def _is_fit(store: Store, area: MapArea) -> bool:
    """Whether the value may take part in a median."""
    return area.observation is None or not fit(store, area.observation, Purpose.AVERAGE).is_refused


def _limits(view: MapView, side: Qualifier) -> list[float]:
    """Limits of the areas of which the source says only on which side of one they lie."""
    items = [a.observation for a in view.counted if a.state is AreaState.CENSORED]
    return [i.value for i in items if i is not None and i.value is not None and i.qualifier is side]


def _own(view: MapView, area: MapArea, words: Words) -> str:
    """A place as it stands in a line, with its own year where that is not the year of the view."""
    name = in_line(area.name, words.lang)
    if view.kind == "change" or area.year is None or area.year == view.year:
        return name
    return words.text("%(area)s (%(year)s)", area=name, year=str(area.year))


def _named(view: MapView, ordered: list[MapArea], end: MapArea, words: Words) -> str:
    same = [a for a in ordered if a.value == end.value]
    names = [_own(view, a, words) for a in same]
    if len(same) == 1:
        return names[0]
    if len(same) == 2:
        return words.text("%(one)s and %(other)s", one=names[0], other=names[1])
    return words.text("%(area)s and %(more)s others", area=_own(view, end, words), more=words.number(len(same) - 1))


def _classes(view: MapView, when: str, subject: str, words: Words) -> str:
    counts: dict[float, int] = {}
    for area in view.valued:
        if area.value is not None:
            counts[area.value] = counts.get(area.value, 0) + 1
    parts = [
        words.plural(
            "%(label)s (%(count)s state)",
            "%(label)s (%(count)s states)",
            counts[value],
            label=lower_first(class_label(view.indicator, value, words)),
        )
        for value in sorted(counts, reverse=True)
    ]
    return words.text(
        "%(when)s, %(subject)s was: %(parts)s.", when=when, subject=subject, parts=words.semicolon.join(parts)
    )


def _absence(view: MapView, words: Words) -> str:
    missing = [a for a in view.counted if a.state in ABSENT]
    other = [
        a for a in view.areas if a.state in (AreaState.PARTS_ONLY, AreaState.SEVERAL_TOGETHER, AreaState.IMPLAUSIBLE)
    ]
    texts = []
    if missing:
        texts.append(
            words.plural(
                "%(count)s of %(all)s has no value.",
                "%(count)s of %(all)s have no value.",
                len(missing),
                all=words.number(len(view.counted)),
            )
        )
    for state, one in (
        (AreaState.PARTS_ONLY, words.text("Published for parts only: %(names)s.")),
        (AreaState.SEVERAL_TOGETHER, words.text("Recorded together with other countries: %(names)s.")),
        (AreaState.IMPLAUSIBLE, words.text("Not possible as published, and left out: %(names)s.")),
    ):
        named = [a.name for a in other if a.state is state]
        if named:
            texts.append(one % {"names": words.listing(named[:6]) + (" …" if len(named) > 6 else "")})
    return " ".join(texts)


def area_sentence(store: Store, view: MapView, area: MapArea, words: Words) -> str:
    """What the view says of one area, with its own year, interval and state."""
    subject = subject_of(view, words)
    if area.state is AreaState.IMPLAUSIBLE:
        return _implausible(view, area, words)
    if area.observation is None or area.value is None:
        return words.text("%(area)s: %(state)s.", area=area.name, state=area.text)
    if view.kind == "change":
        return words.text(
            "%(area)s: between %(base)s and %(year)s, the change was %(change)s.",
            area=area.name,
            base=str(view.base),
            year=str(view.year),
            change=area.text,
        )
    text = observation_text(area.observation, view.indicator, store.catalogue, words)
    if view.indicator.classes:
        return words.text("%(area)s, %(year)s: %(class_name)s.", area=area.name, year=str(area.year), class_name=text)
    return words.text(
        "%(area)s: %(subject)s was %(value)s in %(year)s.",
        area=_with_slice(view, area),
        subject=subject,
        value=text,
        year=str(area.year),
    )


def newer_sentence(store: Store, choice: Choice, view: MapView, area: MapArea, words: Words) -> str:
    """The newest figure of an area where the view shows an older one or none; else empty, also where it cannot be."""
    if view.kind in ("change", "classes") or area.state not in (*ABSENT, AreaState.VALUE, AreaState.CENSORED):
        return ""
    rows = series_rows(store.blocks, choice.series.id, choice.dims, area.id)
    known = (observation(store.blocks, choice.series.id, choice.dims, int(row)) for row in reversed(rows))
    newest = next((item for item in known if item.value is not None), None)
    since = area.year if area.value is not None else view.year
    if newest is None or since is None or newest.year <= since or Flag.IMPLAUSIBLE in newest.flags:
        return ""
    text = observation_text(newest, view.indicator, store.catalogue, words)
    return words.text("The newest figure is %(value)s, of %(year)s.", value=text, year=str(newest.year))


def _with_slice(view: MapView, area: MapArea) -> str:
    return f"{area.name} ({view.slice_label})" if view.slice_label else area.name


def _implausible(view: MapView, area: MapArea, words: Words) -> str:
    """A published figure that cannot be, never told without saying so."""
    said = words.text("%(value)s in %(year)s, published, but not possible", value=area.text, year=str(area.year))
    return words.text("%(area)s: %(state)s.", area=_with_slice(view, area), state=said)
