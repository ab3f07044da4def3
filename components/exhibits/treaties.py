"""The exhibit of ``/treaties``: the matrix, one state's row, one instrument's states, map, curve and waits.

Invariant: the address is read as the page reads it; every state has a row, with the standing that the page shows.
"""

from __future__ import annotations

from collections.abc import Callable

from components.exhibits.base import Exhibit, Origin, Row, TextTable, origin_of
from components.links import address
from components.svg.treaty_row import draw_treaty_row
from components.treaties import CURVE, DELAY, MAP, Asked, read, title_of, view_values
from components.treaties_parts import PATH
from data.store import Store
from data.view_state import ViewState
from data.views.profile_treaties import STATUS
from data.views.treaties_list import export_rows
from data.views.treaties_record import treaty_record
from data.views.treaties_words import STANDING, as_of, sources_text, stale_text
from data.words import Words


def build_treaties(store: Store, state: ViewState, words: Words) -> Exhibit:
    """The exhibit; ``area`` of one makes it that state's row. Raises KeyError where the release has no record."""
    record = treaty_record(store)
    if record is None:
        raise KeyError(words.text("record of treaties"))
    wanted = state.area[0] if len(state.area) == 1 else ""
    asked, _notices = read(store, record, state, words)
    shown = {a.id for a in (*asked.scope.members, *asked.scope.others)}
    area = wanted if wanted in shown and asked.number is None else ""
    rows = _rows(asked, area)
    here = asked.state.but(theme="", sort="", year=asked.year, area=(area,) if area else asked.state.area)
    values = {} if area else view_values(asked)
    figure = values.get("figure")  # of the map alone
    sentence = _state_sentence(asked, area, rows) if area else str(values["sentence"])
    return Exhibit(
        kind="treaties",
        release=store.id,
        lang=words.lang,
        state=here,
        page=address(here, PATH),
        title=_state_title(asked, area) if area else title_of(asked),
        subtitle="",
        sentence=sentence,
        notes=tuple(filter(None, [sources_text(record, words), stale_text(store, record.released, words)])),
        caution=words.text("Joining a treaty is a promise, not its keeping."),
        origins=_origins(store, words),
        chart="treaty-row" if area else asked.view,
        make_rows=lambda: rows,
        make_table=lambda: _table(asked, area, rows),
        make_svg=_drawing(asked, area, rows, values),
        legend=tuple(figure["legend"]) if isinstance(figure, dict) else (),
        border_note=str(figure["border_note"]) if isinstance(figure, dict) else "",
        view=asked,
    )


def _rows(asked: Asked, area: str) -> list[Row]:
    year = asked.record.latest if asked.view == CURVE else asked.year
    found = export_rows(asked.store, asked.record, asked.scope, year, asked.words)
    own = asked.record.instruments[asked.number].id + STATUS if asked.number is not None else ""
    return [row for row in found if (not area or row["iso3"] == area) and (not own or row["indicator"] == own)]


def _origins(store: Store, words: Words) -> tuple[Origin, ...]:
    """The newest series of the record speaks for it."""
    own = [s for s in store.catalogue.series.values() if s.source == "un_treaties"]
    return (origin_of(store, max(own, key=lambda s: s.released), words),) if own else ()


def _state_title(asked: Asked, area: str) -> str:
    return asked.words.text(
        "%(area)s and the human-rights treaties, as of %(date)s",
        area=asked.store.catalogue.areas[area].name(asked.words.lang),
        date=as_of(asked.record, asked.year, asked.words),
    )


def _state_sentence(asked: Asked, area: str, rows: list[Row]) -> str:
    words = asked.words
    joined = sum(row["standing"] == "party" for row in rows)
    return words.text(
        "%(area)s is a party to %(joined)s of the %(all)s instruments in this record, as of %(date)s.",
        area=asked.store.catalogue.areas[area].name(words.lang),
        joined=words.number(joined),
        all=words.number(len(rows)),
        date=as_of(asked.record, asked.year, words),
    )


def _table(asked: Asked, area: str, rows: list[Row]) -> TextTable:
    words = asked.words
    heads = (
        (words.text("Treaty") if area else words.text("State"), False),
        *(((words.text("Treaty"), False),) if not area and asked.number is None else ()),
        (words.text("Standing"), False),
        (words.text("Date"), False),
    )
    labels = {standing.value: words.text(label) for standing, label in STANDING.items()}

    def cells(row: Row) -> tuple[str, ...]:
        date = words.date(str(row["date"])) if row["date"] else ""
        names = [str(row["instrument"])] if area else [str(row["area"])]
        if not area and asked.number is None:
            names.append(str(row["instrument"]))
        return (*names, labels[str(row["standing"])], date)

    return TextTable(heads, tuple(map(cells, rows)))


def _drawing(asked: Asked, area: str, rows: list[Row], values: dict[str, object]) -> Callable[[], str]:
    if area:
        return lambda: draw_treaty_row(asked.record, rows, asked.words)
    if asked.view == MAP:
        figure = values["figure"]
        assert isinstance(figure, dict)
        return lambda: str(figure["svg"])
    if asked.view in (CURVE, DELAY) and values.get("drawing"):
        return lambda: str(values["drawing"])
    return lambda: ""
