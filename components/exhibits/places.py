"""Exhibits of a country, a group of countries and a right: the newest figure of each indicator, and what has none.

Invariant: a row says what the page says of that indicator; where there is no figure it says why.
"""

from __future__ import annotations

from collections.abc import Iterable

from components.exhibits.base import Cell, Exhibit, Origin, Row, TextTable, origin_of
from components.links import address
from components.svg.card import CardLine, draw_card
from data.catalogue import SeriesInfo
from data.groups import find_group
from data.groups_kinds import ALL, Group
from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.export import export_row
from data.views.group_pack import build_group_pack
from data.views.group_pack_story import build_group_story
from data.views.profile import Profile, build_profile, has_profile
from data.views.profile_position import choose_group, usual_group
from data.views.profile_rows import ProfileRow
from data.views.profile_snapshot import Snapshot, build_snapshot
from data.views.profile_story import build_story, plain
from data.views.profile_told import build_told
from data.views.quality import licence_line
from data.views.reading import Reading, dot_text, dots_of, item_of
from data.views.right_page import build_right_page
from data.views.right_page_panels import Line
from data.views.right_page_story import build_right_story
from data.words import Words


def build_country(store: Store, state: ViewState, words: Words) -> Exhibit:
    """The card of one country; the rows are all indicators of its page. Raises KeyError without a known country."""
    area = state.area[0] if state.area else ""
    if not has_profile(store, area):
        raise KeyError(area or words.text("country: name one with area=KEN"))
    group, _notice = choose_group(store, area, state.peers, words)
    profile = build_profile(store, area, words)
    snapshot = build_snapshot(store, profile, group, words)
    rows = [*profile.core, *(row for row in profile.possible if row not in profile.core)]
    story = build_story(profile, words, build_told(store, profile, snapshot, words))
    peers = "" if group.id == usual_group(store, area).id else group.id
    here = ViewState(area=(area,), peers=peers, lang=state.lang, release=state.release)
    return Exhibit(
        kind="country",
        release=store.id,
        lang=words.lang,
        state=here,
        page=address(here.but(area=()), f"/country/{area}"),
        title=words.text("%(area)s: human rights in published figures", area=profile.name),
        subtitle=words.text(
            "newest figure of each core indicator, with its year, beside %(group)s", group=group.in_line(words)
        ),
        sentence=" ".join(plain(told) for told in story[:2]),
        notes=(words.text("Each indicator stands on a scale of its own; nothing here is added up or scored."),),
        caution="",
        origins=_origins(store, (row.series for row in rows), words),
        chart="card",
        make_rows=lambda: [_country_row(store, row, area, snapshot, words) for row in rows],
        make_table=lambda: _country_table(rows, snapshot, words),
        make_svg=lambda: draw_card(_card(profile, snapshot), profile.name, words),
        make_cells=lambda: [
            Cell(row.item.series, row.item.dims, row.item.area, row.item.year) for row in profile.core if row.item
        ],
        view=profile,
    )


def _origins(store: Store, series: Iterable[SeriesInfo], words: Words) -> tuple[Origin, ...]:
    """One line for each source and licence, its newest series speaking for it."""
    found: dict[tuple[str, str], SeriesInfo] = {}
    for one in series:
        key = (one.source, licence_line(store, one, words))
        if key not in found or one.released > found[key].released:
            found[key] = one
    return tuple(origin_of(store, one, words) for one in found.values())


def _country_row(store: Store, row: ProfileRow, area: str, snapshot: Snapshot, words: Words) -> Row:
    place = snapshot.places.get(row.indicator.id)
    position = place.shown.position if place is not None else None
    change = snapshot.changes.get(row.indicator.id)
    made = export_row(store, row.indicator, row.series, row.series.headline, area, row.year, row.state, row.item, words)
    return made | {
        "is_core": row.indicator.core is not None,
        "peers": position.group.id if position else "",
        "peers_reporting": position.n if position else None,
        "peers_total": position.total if position else None,
        "peers_median": position.median if position else None,
        "rank_best": position.rank[0] if position and position.rank else None,
        "rank_worst": position.rank[1] if position and position.rank else None,
        "verdict": position.judged if position else "",
        "change": change.verdict if change is not None else "",
    }


def _country_table(rows: list[ProfileRow], snapshot: Snapshot, words: Words) -> TextTable:
    heads = (
        (words.text("Indicator"), False),
        (words.text("Value"), True),
        (words.text("Year"), True),
        (words.text("Place"), False),
    )

    def cells(row: ProfileRow) -> tuple[str, ...]:
        place = snapshot.places.get(row.indicator.id)
        return (row.name, row.text, str(row.year or ""), place.shown.text if place is not None else "")

    return TextTable(heads, tuple(map(cells, rows)))


def _card(profile: Profile, snapshot: Snapshot) -> list[CardLine]:
    lines = []
    for row in profile.core:
        place = snapshot.places.get(row.indicator.id)
        position = place.shown.position if place is not None else None
        lines.append(
            CardLine(
                name=row.name,
                value=row.value_text or row.text,
                unit=row.unit_text if row.value_text else "",
                year=str(row.year or "") if row.value_text else "",
                place=place.shown.text if place is not None else "",
                position=position if position is not None and position.value is not None else None,
                has_value=bool(row.value_text),
            )
        )
    return lines


def build_group(store: Store, state: ViewState, words: Words) -> Exhibit:
    """The pack of a group: its core indicators, member by member. Raises KeyError where there is no such group."""
    group = find_group(store, state.peers)
    if group is None:
        raise KeyError(state.peers or words.text("group: name one with peers="))
    area = state.area[0] if state.area and state.area[0] in group.members else ""
    pack = build_group_pack(store, group, area, words)
    readings = list(pack.readings)
    here = ViewState(peers=group.id, area=(area,) if area else (), lang=state.lang, release=state.release)
    story = build_group_story(pack, words)
    return Exhibit(
        kind="group",
        release=store.id,
        lang=words.lang,
        state=here,
        page=address(here.but(peers=""), f"/group/{group.id}"),
        title=words.text("%(group)s: human rights in published figures", group=pack.title),
        subtitle="",
        sentence=" ".join(plain(told) for told in story[:2]),
        notes=(words.text("Each indicator stands on a scale of its own; nothing here is added up or scored."),),
        caution="",
        origins=_origins(store, (reading.series for reading in readings), words),
        chart="group",
        make_rows=lambda: _reading_rows(store, readings, group, words),
        make_table=lambda: _reading_table(store, readings, words),
        make_svg=lambda: "",
        make_cells=lambda: _reading_cells(store, readings),
        view=pack,
    )


def build_right(store: Store, state: ViewState, words: Words) -> Exhibit:
    """A right: every indicator of it, state by state. Raises KeyError where there is no such right."""
    group = find_group(store, state.peers or ALL)
    if state.right not in store.catalogue.rights or group is None:
        raise KeyError(state.right or words.text("right: name one with right="))
    page = build_right_page(store, state.right, group, words)
    lines = [line for stage in page.stages for panel in (*stage.records, *stage.experts) for line in panel.lines]
    readings = _distinct(lines)
    here = ViewState(
        right=state.right, peers="" if group.kind == ALL else group.id, lang=state.lang, release=state.release
    )
    story = build_right_story(page, words)
    title = page.name if page.is_all else f"{page.name}, {group.title(words)}"
    return Exhibit(
        kind="right",
        release=store.id,
        lang=words.lang,
        state=here,
        page=address(here.but(right=""), f"/right/{state.right}"),
        title=words.text("%(right)s: commitment, effort, result", right=title),
        subtitle="",
        sentence=" ".join(plain(told) for told in story[:2]),
        notes=(words.text("Each indicator stands on a scale of its own; nothing here is added up or scored."),),
        caution="",
        origins=_origins(store, (reading.series for reading in readings), words),
        chart="right",
        make_rows=lambda: _reading_rows(store, readings, group, words),
        make_table=lambda: _reading_table(store, readings, words),
        make_svg=lambda: "",
        make_cells=lambda: _reading_cells(store, readings),
        view=page,
    )


def _distinct(lines: Iterable[Line]) -> list[Reading]:
    found: dict[str, Reading] = {}
    for line in lines:
        for one in (line, *line.parts):
            if one.reading is not None:
                found.setdefault(one.indicator.id, one.reading)
    return list(found.values())


def _reading_rows(store: Store, readings: list[Reading], group: Group, words: Words) -> list[Row]:
    """Every member with a figure, then those without one, indicator by indicator."""
    rows: list[Row] = []
    for reading in readings:
        indicator, series = reading.indicator, reading.series
        dims = series.headline
        for dot in dots_of(store, reading):
            item = item_of(store, reading, dot)
            made = export_row(store, indicator, series, dims, dot.area, reading.year, AreaState.VALUE, item, words)
            rows.append(made | {"is_member": dot.area in group.members, "is_ranked": dot.is_ranked})
        for area in reading.missing:
            made = export_row(store, indicator, series, dims, area, reading.year, AreaState.NOT_REPORTED, None, words)
            rows.append(made | {"is_member": True, "is_ranked": False})
    return rows


def _reading_table(store: Store, readings: list[Reading], words: Words) -> TextTable:
    heads = (
        (words.text("Indicator"), False),
        (words.text("Country"), False),
        (words.text("Value"), True),
        (words.text("Year"), True),
    )
    rows = []
    for reading in readings:
        name = words.text(reading.indicator.name)
        areas = store.catalogue.areas
        for dot in dots_of(store, reading):
            rows.append((name, areas[dot.area].name(words.lang), dot_text(store, reading, dot, words), str(dot.year)))
        for area in reading.missing:
            rows.append((name, areas[area].name(words.lang), "–", ""))
    return TextTable(heads, tuple(rows))


def _reading_cells(store: Store, readings: list[Reading]) -> list[Cell]:
    items = (item_of(store, reading, dot) for reading in readings for dot in dots_of(store, reading))
    return [Cell(item.series, item.dims, item.area, item.year) for item in items]
