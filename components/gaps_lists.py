"""Values for who made the figures and how late they are: stacked bars, and lists that can be put in another order.

Invariant: a bar and its numbers are the same counts; nothing is decided here.
"""

from __future__ import annotations

from typing import Any

from components.gaps_desk import Desk
from components.links import Site
from components.svg.profile_marks import draw_shares
from components.templating import made_here
from data.model import Provenance
from data.views.gaps import RECENT
from data.views.gaps_made import MAKERS, MODELLED, LateRow, MadeRow, MadeView, build_late, build_made
from data.views.gaps_summary import percent
from data.views.labels import PROVENANCE
from data.words import Words

CSS = {maker: f"m{place}" for place, maker in enumerate(MAKERS)}
MADE_ORDERS = ("area", "figures", "made", *(maker.value for maker in MAKERS))
LATE_ORDERS = ("median", "mean", "figures", "name", "copy")
LISTS = ("indicator", "country", "source")


def made_values(desk: Desk) -> dict[str, Any]:
    """Shares by region and by state, ordered by name or by a kind of maker."""
    store, choice, state, site, words = desk.store, desk.choice, desk.state, desk.site, desk.words
    order = state.sort if state.sort in MADE_ORDERS else MADE_ORDERS[0]
    view = build_made(store, choice, order, words)
    base = desk.filters
    makers = [
        {
            "css": CSS[maker],
            "label": words.text(PROVENANCE[maker]),
            "count": view.whole.counts[MAKERS.index(maker)],
            "share": percent(view.whole.counts[MAKERS.index(maker)], view.whole.total, words),
            "href": f"{site.gaps(**base, sort=maker.value)}#table",
            "is_order": order == maker.value,
        }
        for maker in view.makers
    ]
    return {
        "sentence": _made_sentence(view, words),
        "notices": desk.unread(MADE_ORDERS),
        "makers": makers,
        "order": order,
        "orders": {name: f"{site.gaps(**base, sort=name)}#table" for name in ("area", "figures", "made")},
        "places": [_made(row, view, site, words) for row in (view.whole, *view.places)],
        "rows": [_made(row, view, site, words) for row in view.rows],
    }


def _made(row: MadeRow, view: MadeView, site: Site, words: Words) -> dict[str, Any]:
    counts = [(CSS[maker], row.counts[MAKERS.index(maker)]) for maker in view.makers]
    own = sum(row.counts[MAKERS.index(maker)] for maker in MODELLED)
    return {
        "name": row.name,
        "href": f"{site.country(row.area.id)}#late" if row.area is not None else "",
        "bar": made_here(draw_shares(counts)),
        "total": row.total,
        "possible": row.possible,
        "counts": [count for _, count in counts],
        "made": percent(own, row.total, words) if row.total else "",
    }


def _made_sentence(view: MadeView, words: Words) -> str:
    if not view.whole.total:
        return words.text("No state that is shown has a figure here.")
    reported = view.whole.counts[MAKERS.index(Provenance.COUNTRY)]
    made = sum(view.whole.counts[MAKERS.index(maker)] for maker in MODELLED)
    told = words.text(
        "Of %(total)s latest figures, %(reported)s (%(reported_share)s) are as the country reported them; %(made)s "
        "(%(made_share)s) are estimated or modelled by somebody else.",
        total=words.number(view.whole.total),
        reported=words.number(reported),
        reported_share=percent(reported, view.whole.total, words),
        made=words.number(made),
        made_share=percent(made, view.whole.total, words),
    )
    most = max((row for row in view.rows if row.total), key=lambda row: (row.share(*MODELLED), row.name))
    own = sum(most.counts[MAKERS.index(maker)] for maker in MODELLED)
    return f"{told} " + words.text(
        "The record of %(area)s rests most on estimates and models: %(made)s of %(total)s.",
        area=most.name,
        made=words.number(own),
        total=words.number(most.total),
    )


def late_values(desk: Desk) -> dict[str, Any]:
    """The list by indicator, country or source."""
    store, choice, state, site, words = desk.store, desk.choice, desk.state, desk.site, desk.words
    by = state.by if state.by in LISTS else LISTS[0]
    order = state.sort if state.sort in LATE_ORDERS else LATE_ORDERS[0]
    view = build_late(store, choice, by, order, words)
    base = desk.filters
    notices = desk.unread(LATE_ORDERS)
    if state.by and state.by not in LISTS:
        notices.append(words.text("There is no list by %(name)s here.", name=state.by))
    labels = {
        "indicator": words.text("by indicator"),
        "country": words.text("by country"),
        "source": words.text("by source"),
    }
    named = {} if by == LISTS[0] else {"by": by}
    return {
        "sentence": _late_sentence(view.whole, words),
        "notices": notices,
        "by": by,
        "lists": [
            (labels[name], site.gaps(**base, **({} if name == LISTS[0] else {"by": name})), name == by)
            for name in LISTS
        ],
        "order": order,
        "orders": {name: f"{site.gaps(**base, **named, sort=name)}#table" for name in LATE_ORDERS},
        "whole": _late(view.whole, by, site, words) if view.whole is not None else None,
        "rows": [_late(row, by, site, words) for row in view.rows],
        "recent": RECENT,
        "worst": max((row.median for row in view.rows), default=0.0),
    }


def _late(row: LateRow, by: str, site: Site, words: Words) -> dict[str, Any]:
    href = ""
    if row.key:
        href = _behind(row.key, by, site)
    return {
        "name": row.name,
        "detail": row.detail,
        "href": href,
        "figures": row.figures,
        "median": words.number(row.median, 0 if row.median == int(row.median) else 1),
        "mean": words.number(row.mean, 1),
        "late": row.late,
        "late_share": percent(row.late, row.figures, words),
        "oldest": row.oldest,
        "released": words.date(row.released),
        "copy": _age(row.copy, words),
        "css": f"w{min(round(row.median), 20)}",
    }


def _behind(key: str, by: str, site: Site) -> str:
    """The page of what a line is about."""
    if by == "indicator":
        return site.indicator(key)
    return site.country(key) if by == "country" else site.method(f"source-{key}")


def _age(months: int | None, words: Words) -> str:
    """The age of our copy in years, with one digit: months alone read as if they were exact."""
    if months is None:
        return ""
    if months < 12:
        return words.plural("%(count)s month", "%(count)s months", months)
    return words.text("%(count)s years", count=words.number(months / 12, 1))


def _late_sentence(whole: LateRow | None, words: Words) -> str:
    if whole is None:
        return words.text("No state that is shown has a figure here.")
    return words.text(
        "Half of %(figures)s latest figures are %(median)s years or more older than the source that holds them, "
        "%(mean)s on average; %(late)s (%(share)s) are more than %(recent)s years older.",
        figures=words.number(whole.figures),
        median=words.number(whole.median, 0 if whole.median == int(whole.median) else 1),
        mean=words.number(whole.mean, 1),
        late=words.number(whole.late),
        share=percent(whole.late, whole.figures, words),
        recent=words.number(RECENT),
    )
