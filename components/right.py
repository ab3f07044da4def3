"""The page at ``/right/<id>``: one right from commitment over effort to result, and what nobody measures.

Invariant: a name that the release does not know is a 404 that leads on; no figure of one source is mixed with another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.exhibits.addresses import share_of
from components.links import Site, address
from components.page import Page
from components.right_parts import cover_rows, institutions, stage_values, treaties, unmeasured
from components.templating import render
from data.groups import find_group, menu
from data.groups_kinds import ALL, Group
from data.store import Store
from data.view_state import ViewState, read_query, without_empty
from data.views.profile_story import Sentence, plain
from data.views.right_page import RightPage, build_right_page
from data.views.right_page_story import GAPS, TREATY, build_right_story, missing_kinds
from data.views.right_page_texts import COVENANT, SAYS
from data.words import Words

FOLDER = "/right/"
KEYS = frozenset({"peers", "lang", "theme"})


def build_right(store: Store, name: str, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The page of a right, for all member states or for those of a group; for any other name a 404."""
    site = Site(store.id if pinned else "", words.lang)
    if name not in store.catalogue.rights:
        return _missing(store, name, site, words)
    query = without_empty(query)
    state, notices = read_query({key: value for key, value in query.items() if key in KEYS}, words)
    notices += [words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in KEYS]
    group = find_group(store, state.peers or ALL)
    if group is None:
        notices.append(words.text("There is no group %(name)s; all states are shown.", name=state.peers))
        group = find_group(store, ALL)
    assert group is not None
    peers = "" if group.kind == ALL else group.id
    page = build_right_page(store, name, group, words)
    story = build_right_story(page, words)
    title = page.name if page.is_all else f"{page.name}, {group.title(words)}"
    return Page(
        title=words.text("%(right)s: commitment, effort, result", right=title),
        description=" ".join(plain(sentence) for sentence in story)[:300],
        canonical=Site(site.release).right(name, peers=peers),
        lang=words.lang,
        main=render("right.html.j2", words, notices=notices, **_values(store, page, story, peers, site, words)),
        critical_css="critical-right",
    )


def _missing(store: Store, name: str, site: Site, words: Words) -> Page:
    """What to do where there is no right of that name: the right that it may mean, or all of them."""
    catalogue = store.catalogue
    asked = name.lower().replace("-", "_").replace(" ", "_")
    meant = [r for r, raw in catalogue.rights.items() if r == asked or asked.replace("_", " ") in raw["synonyms"]]
    title = words.text("There is no right of that name")
    main = render(
        "right_missing.html.j2",
        words,
        title=title,
        asked=name,
        meant=[(words.text(catalogue.rights[r]["name"]), site.right(r)) for r in meant],
        rights=_rights(store, site, words),
        find=site.find(name),
    )
    return Page(title, title, "", words.lang, main, status=404, critical_css="critical-right")


def _rights(store: Store, site: Site, words: Words) -> list[tuple[str, str, str]]:
    """Id, name and address of every right."""
    return [(r, words.text(raw["name"]), site.right(r)) for r, raw in store.catalogue.rights.items() if raw["articles"]]


def _values(
    store: Store, page: RightPage, story: tuple[Sentence, ...], peers: str, site: Site, words: Words
) -> dict[str, Any]:
    group = page.group
    release = Site(store.id, words.lang)
    return {
        "page": page,
        "covenant": words.text(COVENANT[page.covenant]),
        "says_text": words.text(SAYS.get(page.id, "")),
        "group_title": group.title(words),
        "story": [[(piece.text, _target(piece.target, page, peers, site)) for piece in told] for told in story],
        "group": group,
        "rule": "" if page.is_all else group.rule_text(words),
        "treaties": treaties(page, peers, site, words),
        "institutions": institutions(page, words),
        "stages": [stage_values(store, stage, peers, site, words) for stage in page.stages],
        "covers": cover_rows(page, site, words),
        "unmeasured": unmeasured(page, site),
        "missing_kinds": missing_kinds(page, words),
        "picker": _picker(store, page, group, site, words),
        "rights": _rights(store, site, words),
        "site": site,
        "ways": {
            "compare": site.compare(right=page.id, peers=peers),
            "gaps": site.gaps(right=page.id, peers=peers, view="matrix"),
            "people": site.gaps(right=page.id, peers=peers, view="people"),
            "treaties": site.treaties(peers=peers),
            "group": site.group(group.id) if peers else "",
            "pinned": release.right(page.id, peers=peers),
            "share": share_of(site.right(page.id, peers=peers), site.release),
        },
        "release": store.id,
    }


def _target(target: str, page: RightPage, peers: str, site: Site) -> str:
    if not target or target.startswith("#"):
        return target
    if target == GAPS:
        return site.gaps(right=page.id, peers=peers)
    if target.startswith(TREATY):
        return site.treaties(view="map", indicator=target.removeprefix(TREATY), peers=peers)
    return site.indicator(target)


def _picker(store: Store, page: RightPage, group: Group, site: Site, words: Words) -> dict[str, Any]:
    """The form that chooses the states."""
    groups = [
        (words.text(label), [(g.id, g.title(words)) for g in sorted(found, key=lambda g: g.title(words))])
        for label, found in menu(store)
    ]
    groups = [(label, [item for item in found if item[0] != ALL]) for label, found in groups]
    listed = {gid for _label, found in groups for gid, _title in found}
    return {
        "action": address(ViewState(release=site.release), f"{FOLDER}{page.id}"),
        "hidden": site.hidden,
        "groups": [(label, found) for label, found in groups if found],
        "peers": "" if page.is_all else group.id,
        "own": "" if page.is_all or group.id in listed else group.title(words),
    }
