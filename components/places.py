"""The page at ``/places``: every country and territory, every group and every right, by name.

Invariant: whatever has a page of its own stands here once, and the list works without any script.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.links import Site
from components.page import Page
from components.templating import render
from data.catalogue import AreaInfo
from data.finder_text import plain
from data.groups import find_group, menu
from data.store import Store
from data.view_state import without_empty
from data.views.profile import profile_areas
from data.views.profile_story import pieces
from data.words import Words

KEYS = frozenset({"lang", "theme"})
EXAMPLES = ("neighbours_KEN", "population_VUT", "KEN,UGA,TZA")


def build_places(store: Store, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The index. Unknown keys are dropped with a notice."""
    site = Site(store.id if pinned else "", words.lang)
    notices = [
        words.text("%(key)s is no parameter of this page.", key=key) for key in without_empty(query) if key not in KEYS
    ]
    areas = [store.catalogue.areas[area] for area in profile_areas(store.catalogue)]
    members = [area for area in areas if area.universe == "un_member"]
    others = [area for area in areas if area.universe != "un_member"]
    groups = _groups(store, site, words)
    rights = _rights(store, site, words)
    title = words.text("Countries, groups and rights")
    sentence = words.text(
        "%(members)s member states of the United Nations, %(others)s other places, %(groups)s groups of countries and "
        "%(rights)s rights have a page of their own.",
        members=words.number(len(members)),
        others=words.number(len(others)),
        groups=words.number(sum(len(found) for _, found in groups)),
        rights=words.number(sum(len(found) for _, found in rights)),
    )
    main = render(
        "places.html.j2",
        words,
        notices=notices,
        title=title,
        sentence=sentence,
        letters=_by_letter(members, site, words),
        others=_named(others, site, words),
        groups=groups,
        rights=rights,
        about=_about(store, site, words),
    )
    return Page(
        title=title,
        description=sentence,
        canonical=Site(site.release).to("/places"),
        lang=words.lang,
        main=main,
        critical_css="critical-places",
    )


def _about(store: Store, site: Site, words: Words) -> list[tuple[str, str]]:
    """How more groups are had, with an example of each where the release has it."""
    text = words.text(
        "Each has a page with its members, its core indicators and its treaties. Every country also has a group of its "
        "[land neighbours] and one of the nine [nearest in population]. A list of your own is written with codes and "
        "commas: [%(example)s].",
        example=f"/group/{EXAMPLES[-1]}",
    )
    targets = [site.group(name) if find_group(store, name) is not None else "" for name in EXAMPLES]
    return [(piece.text, piece.target) for piece in pieces(text, targets)]


def _named(areas: list[AreaInfo], site: Site, words: Words) -> list[tuple[str, str]]:
    found = [(area.name(words.lang), site.country(area.id)) for area in areas]
    return sorted(found, key=lambda item: plain(item[0]))


def _by_letter(areas: list[AreaInfo], site: Site, words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, href in _named(areas, site, words):
        found.setdefault(plain(name)[:1].upper(), []).append((name, href))
    return list(found.items())


def _groups(store: Store, site: Site, words: Words) -> list[tuple[str, list[dict[str, Any]]]]:
    """Groups by kind, each with how many members it has."""
    return [
        (
            words.text(label),
            sorted(
                (
                    {"name": group.title(words), "href": site.group(group.id), "count": len(group.members)}
                    for group in found
                ),
                key=lambda item: plain(str(item["name"])),
            ),
        )
        for label, found in menu(store)
    ]


def _rights(store: Store, site: Site, words: Words) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rights by covenant, with their articles."""
    labels = {
        "civil_political": words.text("Civil and political rights"),
        "both": words.text("Rights of both covenants"),
        "economic_social": words.text("Economic, social and cultural rights"),
    }
    return [
        (
            label,
            [
                {"name": words.text(raw["name"]), "href": site.right(id_), "articles": ", ".join(raw["articles"])}
                for id_, raw in store.catalogue.rights.items()
                if raw["covenant"] == covenant
            ],
        )
        for covenant, label in labels.items()
    ]
