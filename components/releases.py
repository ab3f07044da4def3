"""The pages at ``/releases``: every release, and what changed between any two of them.

Invariant: nothing is called a change without how many figures it is among; every change leads to its figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.feeds import feed_address
from components.links import Site, address
from components.page import Page
from components.templating import render
from data.release import ID, ReleaseError, release_key
from data.revisions import earlier
from data.store import Store, sibling
from data.view_state import ViewState, without_empty
from data.views.releases import FIELD, ChangeLine, DiffView, build_diff_view, release_lines
from data.words import Words

PATH = "/releases"
FOLDER = "/releases/"
BETWEEN = ".."
KEYS = frozenset({"indicator", "area", "lang", "theme"})


def build_releases(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """Every release, and the newest difference in figures."""
    older = earlier(store)
    return _page(store, older, store, query, words, pinned, is_index=True)


def build_release_diff(
    store: Store, name: str, query: Mapping[str, str], words: Words, pinned: bool = False
) -> Page | None:
    """The difference of the two releases that ``2026.2.1..2026.11.2`` names; None where one of them is unknown."""
    first, dots, second = name.partition(BETWEEN)
    if not dots or not (ID.fullmatch(first) and ID.fullmatch(second)) or release_key(first) >= release_key(second):
        return None
    try:
        older, newer = sibling(store, first), sibling(store, second)
    except ReleaseError:
        return None
    return _page(store, older, newer, query, words, pinned, is_index=False)


def between(older: str, newer: str) -> str:
    """Path of the difference of two releases."""
    return f"{FOLDER}{older}{BETWEEN}{newer}"


def _page(
    store: Store,
    older: Store | None,
    newer: Store,
    query: Mapping[str, str],
    words: Words,
    pinned: bool,
    is_index: bool,
) -> Page:
    site = Site(store.id if pinned else "", words.lang)
    query = without_empty(query)
    notices = [words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in KEYS]
    indicator, area = query.get("indicator", ""), query.get("area", "")
    if indicator and indicator not in newer.catalogue.indicators:
        notices.append(words.text("There is no indicator %(name)s in this release.", name=indicator[:80]))
        indicator = ""
    if area and area not in newer.catalogue.areas:
        notices.append(words.text("There is no country %(name)s in this release.", name=area[:20]))
        area = ""
    view = build_diff_view(older, newer, indicator, area, words) if older is not None else None
    own = PATH if is_index or older is None else between(older.id, newer.id)
    state = ViewState(indicator=indicator, area=(area,) if area else (), release=site.release, lang=site.start.lang)
    title = words.text("Releases: what changed, and why")
    if not is_index and view is not None:
        title = words.text("From release %(older)s to %(newer)s", older=view.older, newer=view.newer)
    lead = view.sentence if view is not None else words.text("There is no older release to compare with.")
    main = render(
        "releases.html.j2",
        words,
        notices=notices,
        title=title,
        lead=lead,
        is_index=is_index,
        view=view,
        releases=[_line(line, site) for line in release_lines(store, store.id, words)],
        rows=[_change(row, newer.id, site) for row in view.largest] if view is not None else [],
        filters=_filters(newer, view, indicator, area, own, site, words),
        fields={name: words.text(text) for name, text in FIELD.items()},
        feeds=_feeds(indicator, area, words),
        site=site,
        here=address(state, own),
        decision=site.decision,
    )
    return Page(
        title=title,
        description=lead[:300],
        canonical=address(state.but(theme=""), own),
        lang=words.lang,
        main=main,
        critical_css="critical-releases",
    )


def _line(line: Any, site: Site) -> dict[str, Any]:
    return {
        "line": line,
        "href": f"/r/{line.id}/" + (f"?lang={site.lang}" if site.start.lang else ""),
        "files": f"{site.to('/data')}#release-{line.id}",
        "diff": site.to(between(line.against, line.id)) if line.against else "",
    }


def _change(row: ChangeLine, release: str, site: Site) -> dict[str, Any]:
    pinned = Site(release, site.lang)
    return {"row": row, "href": pinned.explore(row.indicator, area=(row.area,), year=row.year)}


def _filters(
    newer: Store, view: DiffView | None, indicator: str, area: str, own: str, site: Site, words: Words
) -> dict[str, Any]:
    """The form: indicators that have something to tell, and every country."""
    known = newer.catalogue.indicators
    names = {line.indicator for line in view.lines} if view is not None else set()
    names |= {indicator} if indicator else set()
    listed = build_options(newer, names if not indicator else set(known) & names, words)
    members = sorted((a.name(words.lang), a.id) for a in newer.catalogue.members())
    return {
        "action": Site(site.release).to(own),
        "hidden": site.hidden,
        "indicator": indicator,
        "area": area,
        "indicators": listed,
        "areas": members,
        "all": site.to(own),
    }


def build_options(newer: Store, names: set[str], words: Words) -> list[tuple[str, str]]:
    """Indicators by name."""
    return sorted(((name, words.text(newer.catalogue.indicators[name].name)) for name in names), key=lambda o: o[1])


def _feeds(indicator: str, area: str, words: Words) -> list[tuple[str, str, str]]:
    """Label, Atom and JSON address of each feed that fits."""
    found = [(words.text("All releases"), "all")]
    if indicator:
        found.append((words.text("This indicator"), f"indicator/{indicator}"))
    if area:
        found.append((words.text("This country"), f"country/{area}"))
    return [(label, feed_address(name, "atom"), feed_address(name, "json")) for label, name in found]
