"""The exhibit of ``/signals``: every state with what the rule says of it.

Invariant: a state of which the rule says nothing has a row that says so, with the reason.
"""

from __future__ import annotations

from components.exhibits.base import Exhibit, Row, TextTable, origin_of
from components.links import Site, address
from components.signals import PATH, read
from data.store import Store
from data.view_state import ViewState
from data.views.signals import SignalView, build_signal_view
from data.views.signals_parts import SignalRow
from data.views.signals_text import sentence
from data.words import Words


def build_signals(store: Store, state: ViewState, words: Words) -> Exhibit:
    """The exhibit. Raises KeyError where the release holds nothing that the rule can judge."""
    asked = read(store, state, [], words)
    if asked is None or (state.indicator and asked.subject.indicator.id != state.indicator):
        raise KeyError(state.indicator or words.text("signals"))
    view = build_signal_view(store, asked.subject, asked.year, asked.group, words)
    indicator = asked.subject.indicator
    series = asked.subject.series
    here = asked.state.but(theme="", indicator=indicator.id, year=asked.year, lang=Site(lang=words.lang).start.lang)
    return Exhibit(
        kind="signals",
        release=store.id,
        lang=words.lang,
        state=here,
        page=address(here, PATH),
        title=words.text(
            "%(indicator)s: signals of change, %(base)s to %(year)s",
            indicator=words.text(indicator.name),
            base=str(view.base),
            year=str(view.year),
        ),
        subtitle="",
        sentence=sentence(view, asked.group, words),
        notes=(words.text("A statistical signal, not a finding."),),
        caution=words.text(indicator.raw["method"]["may_not_conclude"]),
        origins=(origin_of(store, series, words),),
        chart="signals",
        make_rows=lambda: _rows(store, view),
        make_table=lambda: _table(view, words),
        make_svg=lambda: "",
        view=view,
    )


def _rows(store: Store, view: SignalView) -> list[Row]:
    indicator = view.subject.indicator
    series = view.subject.series

    def bounds(row: SignalRow) -> Row:
        marks = [None if mark != mark else mark for mark in row.marks] or [None] * 6
        return dict(zip(("base_lower", "base_value", "base_upper", "lower", "value", "upper"), marks, strict=True))

    return [
        {
            "indicator": indicator.id,
            "area": row.name,
            "iso3": row.area.id,
            "period": view.year,
            "base_period": view.base,
            "signal": row.state,
            **bounds(row),
            "unit": indicator.unit,
            "interval_gap": row.gap,
            "missing_reason": row.reason,
            "source": store.catalogue.sources[series.source]["name"],
            "source_series": series.code,
            "vintage": series.vintage,
            "release": store.id,
        }
        for row in view.rows
    ]


def _table(view: SignalView, words: Words) -> TextTable:
    heads = (
        (words.text("Country"), False),
        (words.text("Signal"), False),
        (str(view.base), True),
        (str(view.year), True),
        (words.text("Note"), False),
    )
    return TextTable(heads, tuple((row.name, row.label, row.base, row.now, row.reason) for row in view.rows))
