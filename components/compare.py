"""The page at ``/compare``: countries against a group, for one indicator or across a right.

Invariant: nothing is ranked, averaged or subtracted that data/compare.py refuses; the reasons stand above the figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.compare_asked import PATH, Asked, read_asked
from components.compare_controls import control_values, foot_values, group_values, tabs
from components.compare_right import build_right
from components.compare_views import Shown, shown_view
from components.comparing import verdict_lines
from components.links import address
from components.page import Page
from components.templating import render
from data.revisions import Figure
from data.store import Store
from data.view_state import without_empty
from data.views.choose import Choice
from data.words import Words


def build_compare(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The page for a query. Unknown keys and values are dropped, each with a notice."""
    asked, notices, is_typed = read_asked(store, without_empty(query), words, pinned)
    if is_typed and not notices:
        return Page("", "", "", words.lang, "", redirect=address(asked.state, PATH))
    body = _of_right(asked) if asked.choice is None else _of_indicator(asked, asked.choice)
    main = render(
        "compare.html.j2",
        words,
        notices=notices,
        view=asked.view,
        is_example=asked.is_example,
        controls=control_values(asked),
        tabs=tabs(asked),
        group=group_values(asked),
        site=asked.site,
        release=store.id,
        **body,
    )
    return Page(
        title=body["title"],
        description=body["sentence"][:300],
        canonical=_canonical(asked),
        lang=words.lang,
        main=main,
        critical_css="critical-compare",
    )


def _canonical(asked: Asked) -> str:
    """The address of the page: that of the example is the bare path."""
    if asked.is_example:
        return address(asked.state.but(indicator="", area=(), theme=""), PATH)
    return address(asked.state.but(theme=""), PATH)


def _of_indicator(asked: Asked, choice: Choice) -> dict[str, Any]:
    shown = shown_view(asked, choice)
    lines = verdict_lines(shown.verdict, asked.words, asked.site)
    return {
        "title": _title(asked, shown),
        "sentence": shown.sentence,
        "shown": shown,
        "lines": lines,
        "across": None,
        "about": asked.site.indicator(choice.indicator.id),
        "conclude": asked.words.text(choice.indicator.raw["method"]["may_not_conclude"]),
        "pinned": "",
        "foot": foot_values(asked, choice, shown.sentence, _figures(shown), shown.also),
    }


def _figures(shown: Shown) -> list[Figure]:
    return [Figure(i.series, i.dims, i.area, i.year) for i in shown.digest_of if i is not None]


def _title(asked: Asked, shown: Shown) -> str:
    """The view's title with the countries and the group, so that a tab or a bookmark says what it is."""
    words = asked.words
    names = [asked.store.catalogue.areas[t].name(words.lang) for t in asked.targets]
    if names:
        return words.text(
            "%(title)s: %(areas)s against %(group)s",
            title=shown.title,
            areas=words.listing(names),
            group=asked.group.in_line(words),
        )
    return words.text("%(title)s: %(group)s", title=shown.title, group=asked.group.in_line(words))


def _of_right(asked: Asked) -> dict[str, Any]:
    across = build_right(asked)
    return {
        "title": across.title,
        "sentence": across.sentence,
        "shown": None,
        "lines": [],
        "across": across,
        "about": asked.site.right(asked.right),
        "conclude": "",
        "pinned": address(asked.state.but(release=asked.store.id, theme="", peers=asked.group.id), PATH),
        "foot": None,
    }
