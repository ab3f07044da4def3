"""Parts of the page of treaties: tabs, controls, tables, disagreements, figures with what stands around them.

Invariant: every link and every option is made from a ViewState, so it is a canonical address.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.exhibits.addresses import share_of
from components.figure import figure_values
from components.links import Site, address
from components.methodology_parts import disagreement
from components.svg.treaties import draw_curve, draw_nhri, draw_small_curve
from components.templating import made_here
from data.groups import menu
from data.store import Store
from data.view_state import TREATY_VIEWS, ViewState
from data.views.choose import choose
from data.views.map import LegendItem, MapView, build_map_view
from data.views.profile_treaties import STATUS
from data.views.quality import licence_line
from data.views.treaties import SORTS
from data.views.treaties_curve import Curve
from data.views.treaties_nhri import Nhri, build_nhri, gaps_text
from data.views.treaties_record import Record
from data.views.treaties_scope import REGIONS, Scope
from data.views.treaties_words import as_of, stale_text
from data.words import Words

PATH = "/treaties"
SOURCE = "un_treaties"


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


TABS = {
    "matrix": _("All states and treaties"),
    "map": _("Map of one treaty"),
    "curve": _("Parties over time"),
    "delay": _("Years from adoption to joining"),
}
SORT = {"joined": _("number joined"), "name": _("name"), "latest": _("latest act")}
SORT_ONE = {"joined": _("date of joining"), "name": _("name"), "latest": _("latest act")}


def tabs(state: ViewState, view: str, words: Words) -> list[tuple[str, str, str, bool]]:
    """(key, label, address, whether it is shown)."""
    return [
        (key, words.text(TABS[key]), address(state, PATH, view="" if key == TREATY_VIEWS[0] else key), key == view)
        for key in TREATY_VIEWS
    ]


def controls(
    store: Store, record: Record, scope: Scope, state: ViewState, view: str, year: int, number: int | None, words: Words
) -> dict[str, Any]:
    """What the form above a view offers."""
    groups = [
        (words.text(label), [(g.id, g.title(words)) for g in sorted(found, key=lambda g: g.title(words))])
        for label, found in menu(store, year)
    ]
    listed = {gid for _label, found in groups for gid, _title in found}
    peers = state.peers if scope.group is not None else ""
    names = SORT if number is None else SORT_ONE
    return {
        "action": address(ViewState(release=state.release), PATH),
        "hidden": [*Site(state.release, words.lang).hidden, *([("view", view)] if view != TREATY_VIEWS[0] else [])],
        "years": [] if view == "curve" else list(reversed(record.years)),
        "year": year,
        "latest": record.latest,
        "newest": as_of(record, record.latest, words),
        "instruments": []
        if view == "matrix"
        else [(i.id + STATUS, i.short, words.text(i.name)) for i in record.instruments],
        "has_all": view != "map",
        "chosen": record.instruments[number].id + STATUS if number is not None else "",
        "regions": [(key, words.text(name)) for key, name in REGIONS.items()],
        "region": scope.region,
        "groups": groups,
        "peers": peers,
        "own": scope.group.title(words) if scope.group is not None and peers not in listed else "",
        "sorts": [(key, words.text(names[key])) for key in SORTS] if view != "curve" or number is not None else [],
        "sort": state.sort if state.sort in SORTS else SORTS[0],
    }


def foot_values(
    store: Store, record: Record, state: ViewState, year: int, sentence: str, words: Words
) -> dict[str, Any]:
    """What stands below a chart: source, date, release, and the address to quote."""
    source = store.catalogue.sources[SOURCE]
    return {
        "source": {"citation": source["citation"], "licence": source["licence"], "name": source["name"]},
        "as_of": words.date(record.released),
        "release": store.id,
        "sentence": sentence,
        "links": {"pinned": address(state.but(release=store.id, theme="", year=year), PATH)},
        "share": share_of(address(state.but(theme="", year=year), PATH), state.release),
    }


def map_figure(store: Store, scope: Scope, state: ViewState, sentence: str, words: Words) -> dict[str, Any]:
    """The map of one instrument as figure.html.j2 writes it, with the states of the scope alone."""
    choice = choose(store, state, words)
    view = within(build_map_view(store, choice, words, words.lang), scope)
    figure = figure_values(store, choice, view, state.but(zoom=continent(scope)), sentence, words)
    pinned = address(state.but(release=store.id, theme=""), PATH)
    return figure | {"frames": "", "figure": "", "links": figure["links"] | {"pinned": pinned, "any": pinned}}


def continent(scope: Scope) -> str:
    """The frame of the map: the continent where all states of a choice lie, else the world."""
    names = {area.region for area in (*scope.members, *scope.others)}
    return next((key for key, name in REGIONS.items() if names == {name}), "")


def within(view: MapView, scope: Scope) -> MapView:
    """A map whose states are those of a scope; all others are plain land."""
    if scope.is_all:
        return view
    shown = {a.id for a in (*scope.members, *scope.others)}

    def kept(item: LegendItem) -> LegendItem:
        members, others = ([a for a in ids if a in shown] for ids in (item.members, item.others))
        return replace(item, members=tuple(members), others=tuple(others))

    return replace(
        view,
        title=f"{view.title}, {scope.title}",
        areas=tuple(a for a in view.areas if a.id in shown),
        legend=tuple(map(kept, view.legend)),
    )


def small_curves(
    record: Record, curves: tuple[Curve, ...], scope: Scope, state: ViewState, words: Words
) -> list[dict[str, Any]]:
    """One small drawing for each instrument, each leading to the large one."""
    span = (record.years[0], record.latest)
    date = as_of(record, record.latest, words)
    made = []
    for curve in curves:
        tip = words.text(
            "%(treaty)s: %(count)s of %(all)s states are parties as of %(date)s",
            treaty=curve.instrument.short,
            count=words.number(curve.parties),
            all=words.number(len(scope.members)),
            date=date,
        )
        made.append(
            {
                "curve": curve,
                "svg": made_here(draw_small_curve(curve, span, len(scope.members), tip)),
                "href": address(state, PATH, indicator=curve.instrument.id + STATUS),
            }
        )
    return made


def large_curve(curve: Curve, scope: Scope, name: str, words: Words) -> Any:
    """The drawing of one instrument over time."""
    return made_here(draw_curve(curve, len(scope.members), name, words))


def doubts(store: Store, record: Record, scope: Scope, number: int | None, words: Words) -> list[dict[str, Any]]:
    """Where the two records differ about the states and instruments of the view."""
    only = record.instruments[number].id if number is not None else None
    return [
        disagreement(store, row, words) | {"href": Site(lang=words.lang).country(str(row["area"]))}
        for row in record.doubts
        if (scope.is_all or scope.covers(str(row["area"]))) and only in (None, row["instrument"])
    ]


def nhri_values(store: Store, scope: Scope, site: Site, words: Words) -> dict[str, Any] | None:
    """Accreditation by year with its table, source and caution; None where the release has none."""
    view: Nhri | None = build_nhri(store, scope, words)
    if view is None:
        return None
    source = store.catalogue.sources[view.series.source]
    title = words.text(
        "National human rights institutions by accreditation, %(span)s",
        span=f"{view.years[0].year}–{view.years[-1].year}",
    )
    return {
        "view": view,
        "title": title if scope.is_all else f"{title}, {scope.title}",
        "svg": made_here(draw_nhri(view, view.sentence, words)),
        "gaps": gaps_text(view, words),
        "stale": stale_text(store, view.series.released, words),
        "citation": source["citation"],
        "licence": {**source["licence"], "name": licence_line(store, view.series, words)},
        "href": site.indicator(view.indicator.id),
        "caution": view.indicator.raw["method"]["may_not_conclude"],
    }
