"""The box that takes a question, and the form that narrows its answers.

Invariant: both are GET forms that keep release and language, and work without any script.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from components.links import Site
from components.templating import render
from data.finder import facets
from data.store import Store
from data.words import Words

FINDER_KEYS = ("q", "right", "kind", "people", "source", "sort")
IS_LARGE = "box-large"  # the class of the box that stands in a page; where it opens the page the header has none


def box_form(site: Site, words: Words, asked: str = "", is_large: bool = False, theme: str = "auto") -> Markup:
    """The box "a country, a right, or both": a GET form, for the header or, large, for the page itself."""
    return render(
        "box.html.j2",
        words,
        action=site.to("/").partition("?")[0],
        live=site.to("/box"),
        hidden=[*site.hidden, *([] if theme == "auto" else [("theme", theme)])],
        asked=asked,
        is_large=is_large,
        large=IS_LARGE,
        id="q" if is_large else "head-q",
    )


def narrow_form(store: Store, site: Site, finder: Mapping[str, str], words: Words) -> Markup:
    """The same question narrowed to a right, a kind, people or a source: a GET form."""
    return render(
        "finder.html.j2",
        words,
        action=site.to("/").partition("?")[0],
        hidden=site.hidden,
        asked={key: finder.get(key, "") for key in FINDER_KEYS},
        facets=facets(store.catalogue, words),
    )
