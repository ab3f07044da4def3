"""Exhibits of ``/compare`` (strip and ranks are ``benchmark``, all other views ``compare``) and of groups of people.

Invariant: the address is read as the page reads it, so page and exhibit show the same; what is refused has no drawing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from components.compare_asked import CHANGE, COVERAGE, GROUPS, PATH, RANKS, SCATTER, STRIP, Asked, read_asked
from components.compare_right import build_right
from components.compare_views import Shown, members_of, shown_view
from components.exhibits.base import Cell, Exhibit, Row, TextTable, origin_of
from components.exhibits.compare_rows import (
    benchmark_rows,
    change_rows,
    group_rows,
    observed,
    right_rows,
    scatter_rows,
)
from components.exhibits.trend import trend_rows
from components.exhibits.written import written
from components.groups_section import chosen_dimension, group_dimensions, groups_of
from components.links import address
from components.svg.groups import draw_groups
from data.compare_texts import reason_text
from data.store import Store
from data.view_state import ViewState, to_query
from data.views.choose import Choice, choose
from data.views.group_parts import GroupView
from data.words import Words

GROUP_OWN = ("indicator", "area", "year", "since", "dims", "by", "tol")


def build_benchmark(store: Store, state: ViewState, words: Words) -> Exhibit:
    """Countries against a group, as dots or as ranks."""
    asked = ask(store, state.but(view=state.view if state.view in (STRIP, RANKS) else "", right="", vs=""), words)
    assert asked.choice is not None
    return _of_view(asked, asked.choice, "benchmark")


def build_compare(store: Store, state: ViewState, words: Words) -> Exhibit:
    """Any other view of the comparison, or a whole right."""
    asked = ask(store, state, words)
    if asked.choice is None:
        return _of_right(asked)
    return _of_view(asked, asked.choice, "benchmark" if asked.view in (STRIP, RANKS) else "compare")


def ask(store: Store, state: ViewState, words: Words) -> Asked:
    """The state as the page reads it."""
    query = {k: v for k, _, v in (part.partition("=") for part in to_query(state).split("&")) if k}
    asked, _notices, _is_typed = read_asked(store, query, words, bool(state.release))
    if asked.is_example and asked.choice is not None:
        return replace(asked, is_example=False)
    return asked


def _of_view(asked: Asked, choice: Choice, kind: str) -> Exhibit:
    store, words = asked.store, asked.words
    shown = shown_view(asked, choice)
    here = asked.state.but(
        theme="", sort="", indicator=choice.indicator.id, dims=choice.dims, year=choice.year, peers=asked.group.id
    )
    reasons = [reason_text(ground, words) for ground in shown.verdict.refusals]
    return Exhibit(
        kind=kind,
        release=store.id,
        lang=words.lang,
        state=here,
        page=address(here, PATH),
        title=title_of(asked, shown.title),
        subtitle=shown.unit,
        sentence=shown.sentence,
        notes=shown.notes,
        caution=words.text(choice.indicator.raw["method"]["may_not_conclude"]),
        origins=tuple(origin_of(store, series, words) for series in (choice.series, *shown.also)),
        chart=asked.view,
        make_rows=lambda: _rows(asked, choice, shown),
        make_table=lambda: _table(shown),
        make_svg=lambda: "" if shown.refused else str(shown.svg),
        make_cells=lambda: [Cell(item.series, item.dims, item.area, item.year) for item in observed(shown.digest_of)],
        empty=" ".join(dict.fromkeys(filter(None, [shown.refused, *(reasons if shown.refused else ())]))),
        view=shown.view,
    )


def title_of(asked: Asked, title: str) -> str:
    """The view's title with the countries and the group."""
    words = asked.words
    names = [asked.store.catalogue.areas[t].name(words.lang) for t in asked.targets]
    if names:
        return words.text(
            "%(title)s: %(areas)s against %(group)s",
            title=title,
            areas=words.listing(names),
            group=asked.group.in_line(words),
        )
    return words.text("%(title)s: %(group)s", title=title, group=asked.group.in_line(words))


def _rows(asked: Asked, choice: Choice, shown: Shown) -> list[Row]:
    store, words, view = asked.store, asked.words, shown.view
    if view is None:
        return []
    if asked.view in (STRIP, RANKS):
        return benchmark_rows(store, view, words)
    wanted = (*asked.targets, *members_of(asked, choice))
    if asked.view == CHANGE:
        return change_rows(store, choice, view, wanted, words)
    if asked.view == GROUPS:
        return group_rows(store, view, words)
    if asked.view == SCATTER:
        other = None
        if asked.state.vs and asked.state.vs != COVERAGE:
            other = choose(store, ViewState(indicator=asked.state.vs), words)
        return scatter_rows(store, choice, other, view, wanted, words)
    return trend_rows(store, view, words)


def _table(shown: Shown) -> TextTable:
    if shown.table is None:
        return TextTable((), ())
    return TextTable(shown.table.heads, tuple(tuple(text for text, _href in row) for row in shown.table.rows))


def _of_right(asked: Asked) -> Exhibit:
    store, words = asked.store, asked.words
    across = build_right(asked)
    series = [
        store.catalogue.series[store.catalogue.indicators[place.position.indicator].preferred]
        for line in across.lines
        for place in line.places[:1]
    ]
    origins = {s.source: s for s in series}
    here = asked.state.but(theme="", sort="", peers=asked.group.id)
    heads = (
        (words.text("Indicator"), False),
        (words.text("Country"), False),
        (words.text("Value"), False),
        (words.text("Place"), False),
    )
    rows = tuple((line.name, place.name, place.said, place.text) for line in across.lines for place in line.places)
    return Exhibit(
        kind="compare",
        release=store.id,
        lang=words.lang,
        state=here,
        page=address(here, PATH),
        title=across.title,
        subtitle="",
        sentence=across.sentence,
        notes=(across.note,) if across.note else (),
        caution="",
        origins=tuple(origin_of(store, s, words) for s in origins.values()),
        chart="right",
        make_rows=lambda: right_rows(asked, across),
        make_table=lambda: TextTable(heads, rows),
        make_svg=lambda: "",
        view=across,
    )


def build_groups(store: Store, state: ViewState, words: Words) -> Exhibit:
    """An indicator by group of people, as the section of its page. Raises KeyError where it has no groups."""
    choice = choose(store, state, words)
    dimensions = group_dimensions(store, choice, words)
    if not dimensions:
        raise KeyError(words.text("groups of %(name)s", name=words.text(choice.indicator.name)))
    dimension = chosen_dimension(dimensions, state)
    view = groups_of(store, choice, dimension, state, words)
    here = written(choice, state.but(by=dimension), GROUP_OWN)
    return Exhibit(
        kind="groups",
        release=store.id,
        lang=words.lang,
        state=here,
        page=f"{address(here)}#groups",
        title=view.title,
        subtitle=view.subtitle,
        sentence=view.empty or view.sentence,
        notes=view.notes,
        caution=words.text(choice.indicator.raw["method"]["may_not_conclude"]),
        origins=(origin_of(store, choice.series, words),),
        chart="groups",
        make_rows=lambda: group_rows(store, view, words),
        make_table=lambda: group_table(view, words),
        make_svg=lambda: "" if view.empty else draw_groups(view, words),
        make_cells=lambda: [
            Cell(i.series, i.dims, i.area, i.year) for i in observed(row.observation for row in view.rows)
        ],
        empty=view.empty,
        view=view,
    )


def group_table(view: GroupView, words: Words) -> TextTable:
    """Country, group, value, year."""
    labels: tuple[tuple[Any, bool], ...] = (
        (words.text("Country"), False),
        (words.text("Group"), False),
        (words.text("Value"), True),
        (words.text("Year"), True),
    )
    rows = ((row.name, row.group, row.text, str(row.year or "")) for row in view.rows)
    return TextTable(labels, tuple(rows))
