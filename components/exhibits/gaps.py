"""The exhibit of ``/gaps``, view by view: what is published, by whom, how late, for whom, and what is not.

Invariant: counts stand with what they are counted of; nothing expected is no row, never a full score.
"""

from __future__ import annotations

from collections.abc import Callable

from components.exhibits.base import Exhibit, Origin, Row, TextTable, origin_of
from components.gaps import BUILDERS, TEXTS, own_state
from components.gaps_desk import Desk, address_of
from components.gaps_lists import LATE_ORDERS, LISTS, MADE_ORDERS
from components.gaps_people import ORDERS
from components.links import Site
from data.catalogue import SeriesInfo
from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.gaps import counted_indicators, right_of
from data.views.gaps_choice import choose_gaps
from data.views.gaps_largest import build_largest
from data.views.gaps_made import MAKERS, build_late, build_made
from data.views.gaps_matrix import build_matrix
from data.views.gaps_people import build_people
from data.views.gaps_silence import build_silence_of, choose_pair
from data.views.gaps_summary import Cover, build_summary, share_text
from data.words import Words

Maker = Callable[[Desk], list[Row]]


def build_gaps(store: Store, state: ViewState, words: Words) -> Exhibit:
    """The exhibit of the view that the state names."""
    choice = choose_gaps(store, state, words)
    own = own_state(state, choice).but(sort="")
    site = Site(state.release, words.lang)
    desk = Desk(store, choice, own, site, words)
    values = BUILDERS[choice.view](desk)
    here = own.but(lang=state.lang, release=state.release)
    drawing = values.get("silence")
    strip = drawing.get("strip") if isinstance(drawing, dict) else None
    return Exhibit(
        kind="gaps",
        release=store.id,
        lang=words.lang,
        state=here,
        page=address_of(site, own),
        title=words.text("Gaps: %(title)s", title=words.text(TEXTS[choice.view].title)),
        subtitle=words.text(TEXTS[choice.view].question),
        sentence=str(values["sentence"]),
        notes=(),
        caution="",
        origins=_origins(store, words),
        chart=f"gaps-{choice.view}",
        make_rows=lambda: [_with(row, store) for row in ROWS[choice.view](desk)],
        make_table=lambda: _pivot(desk) if choice.view == "summary" else _table(ROWS[choice.view](desk), words),
        make_svg=lambda: str(strip["svg"]) if strip else "",
        view=values,
    )


def _with(row: Row, store: Store) -> Row:
    return row | {"release": store.id}


def _origins(store: Store, words: Words) -> tuple[Origin, ...]:
    """One line for each source of a counted indicator."""
    found: dict[str, SeriesInfo] = {}
    for indicator in counted_indicators(store):
        series = store.catalogue.series[indicator.preferred]
        if series.source not in found or series.released > found[series.source].released:
            found[series.source] = series
    return tuple(origin_of(store, series, words) for _source, series in sorted(found.items()))


def _cover(found: Cover) -> Row:
    return {"published_recently": found.recent, "published_ever": found.ever, "expected": found.expected}


def _summary(desk: Desk) -> list[Row]:
    view = build_summary(desk.store, desk.choice, desk.words)
    rows: list[Row] = []

    def add(right: str, name: str, region: str, place: str, found: Cover) -> None:
        rows.append(
            {"right": right, "right_name": name, "region": region, "group": place, "year": view.year} | _cover(found)
        )

    for line in view.rows:
        add(line.id, line.name, "", "", line.whole)
        for place, found in zip(view.places, line.cells, strict=True):
            add(line.id, line.name, place.id, place.name, found)
    add("", "", "", "", view.whole)
    for place, found in zip(view.places, view.totals, strict=True):
        add("", "", place.id, place.name, found)
    return rows


def _matrix(desk: Desk) -> list[Row]:
    view = build_matrix(desk.store, desk.choice, desk.words)
    states = {state.value for state in AreaState}
    rows: list[Row] = []
    for part in view.parts:
        for line in part.rows:
            for n, area in enumerate(view.areas):
                known = line.classes[n]
                rows.append(
                    {
                        "indicator": line.indicator.id,
                        "area": area.name(desk.words.lang),
                        "iso3": area.id,
                        "right": part.right,
                        "latest_period": line.years[n] or None,
                        "status": known if known in states else AreaState.VALUE.value,
                    }
                )
    return rows


def _people(desk: Desk) -> list[Row]:
    view = build_people(desk.store, desk.choice, desk.state.sort or ORDERS[0], desk.words)
    return [
        {
            "area": row.name,
            "iso3": row.area.id if row.area is not None else "",
            "dimension": column.dimension,
            "published_by_group": cell.split,
            "published_any": cell.figure,
            "expected": cell.expected,
        }
        for row in (view.whole, *view.rows)
        for column, cell in zip(view.columns, row.cells, strict=True)
    ]


def _made(desk: Desk) -> list[Row]:
    view = build_made(desk.store, desk.choice, desk.state.sort or MADE_ORDERS[0], desk.words)
    return [
        {
            "area": row.name,
            "iso3": row.area.id if row.area is not None else "",
            **{f"made_{maker.value}": row.counts[MAKERS.index(maker)] for maker in view.makers},
            "figures": row.total,
            "possible": row.possible,
        }
        for row in (view.whole, *view.places, *view.rows)
    ]


def _late(desk: Desk) -> list[Row]:
    view = build_late(desk.store, desk.choice, desk.state.by or LISTS[0], desk.state.sort or LATE_ORDERS[0], desk.words)
    return [
        {
            "by": view.by,
            "key": row.key,
            "name": row.name,
            "figures": row.figures,
            "years_late_median": row.median,
            "years_late_mean": row.mean,
            "figures_late": row.late,
            "oldest_period": row.oldest,
            "vintage_released": row.released,
            "months_since_vintage": row.copy,
        }
        for row in (*([view.whole] if view.whole is not None else []), *view.rows)
    ]


def _silence(desk: Desk) -> list[Row]:
    pair = choose_pair(desk.store, desk.state, desk.words)
    if pair is None:
        return []
    found = build_silence_of(desk.store, pair[0], pair[1], desk.words)
    if found.strip is None:
        return []
    return [
        {
            "indicator": pair[1].id,
            "area": area.name,
            "iso3": area.id,
            "observed_period": area.year,
            "value": area.value,
            "unit": pair[1].unit,
            "reports_on": pair[0].id,
            "reports": row.key == "with",
        }
        for row in found.strip.rows
        for area in row.areas
    ]


def _largest(desk: Desk) -> list[Row]:
    view = build_largest(desk.store, desk.choice, desk.words)
    states: list[Row] = [
        {
            "indicator": gap.indicator.id,
            "right": right_of(gap.indicator),
            "region": gap.place.id if gap.place is not None else "",
            "kind": kind,
            "missing": gap.missing,
            "expected": gap.expected,
            "people": gap.people,
        }
        for kind, gaps in (("region", view.by_place), ("right", view.by_right))
        for gap in gaps
    ]
    people: list[Row] = [
        {
            "indicator": gap.indicator.id,
            "kind": "group",
            "dimension": gap.dimension,
            "missing": gap.missing,
            "published_by_group": gap.split,
            "silent": gap.silent,
        }
        for gap in view.by_group
    ]
    return [*states, *people]


ROWS: dict[str, Maker] = {
    "summary": _summary,
    "matrix": _matrix,
    "people": _people,
    "provenance": _made,
    "timeliness": _late,
    "silence": _silence,
    "largest": _largest,
}


def _pivot(desk: Desk) -> TextTable:
    """Rights by regions: how much of what every state could publish is published and recent."""
    words, view = desk.words, build_summary(desk.store, desk.choice, desk.words)
    heads = ((words.text("Right"), False), (words.text("All"), True), *((place.name, True) for place in view.places))
    rows = [(line.name, *(share_text(found, words) for found in (line.whole, *line.cells))) for line in view.rows]
    last = (words.text("All"), *(share_text(found, words) for found in (view.whole, *view.totals)))
    return TextTable(heads, (*rows, last))


def _table(rows: list[Row], words: Words) -> TextTable:
    """The rows themselves: the page's own tables are pivots of them."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    heads = tuple((name, isinstance(rows[0].get(name), int | float)) for name in names)

    def said(value: object) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return "" if value is None else str(value)
        return words.number(value, 1 if isinstance(value, float) else 0)

    return TextTable(heads, tuple(tuple(said(row.get(name)) for name in names) for row in rows))
