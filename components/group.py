"""The page at ``/group/<id>``: a group for its peer review, from its members to what nobody among them publishes.

Invariant: a spelling that names no group is a 404 that says where to go on; nothing here ranks a member overall.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.exhibits.addresses import share_of
from components.group_parts import commitments, finding, member_rows, people_rows, read_lines, summary
from components.links import Site, address
from components.page import Page
from components.templating import render
from data.finder import parse_question
from data.groups import find_group, groups_of, menu
from data.groups_kinds import KINDS, OWN, Group
from data.store import Store
from data.view_state import ViewState, without_empty
from data.views.group_pack import GroupPack, build_group_pack
from data.views.group_pack_story import build_group_story
from data.views.profile_story import plain
from data.words import Words

KEYS = frozenset({"area", "lang", "theme"})
FOLDER = "/group/"
NEAR = 6


def build_group(store: Store, name: str, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page:
    """The pack of a group; for any other spelling a 404 with what it may have meant."""
    site = Site(store.id if pinned else "", words.lang)
    query = without_empty(query)
    group = find_group(store, name)
    if group is None:
        return _missing(store, name, site, words)
    notices = [words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in KEYS]
    area = query.get("area", "")
    if area and area not in group.members:
        notices.append(words.text("%(area)s is no member of this group.", area=area))
        area = ""
    pack = build_group_pack(store, group, area, words)
    story = build_group_story(pack, words)
    return Page(
        title=words.text("%(group)s: human rights in published figures", group=pack.title),
        description=" ".join(plain(sentence) for sentence in story)[:300],
        canonical=Site(site.release).group(canonical_id(group)),
        lang=words.lang,
        main=render("group.html.j2", words, notices=notices, **_values(store, pack, site, words)),
        critical_css="critical-group",
    )


def canonical_id(group: Group) -> str:
    """One spelling for a group: a reader's list has its members in order."""
    return ",".join(group.members) if group.kind == OWN else group.id


def _missing(store: Store, name: str, site: Site, words: Words) -> Page:
    """What to do where there is no group: the group that the spelling may mean, or those of a place it names."""
    own = find_group(store, name.lower()) or find_group(store, name.upper())
    areas = parse_question(store.catalogue, name.replace("-", " ").replace("_", " ")).areas
    near = [g for area in areas[:2] for g in groups_of(store, area)[:NEAR]]
    found = {g.id: (g.title(words), site.group(g.id)) for g in ([own] if own is not None else near)}
    title = words.text("There is no group of that name")
    main = render(
        "group_missing.html.j2",
        words,
        title=title,
        asked=name,
        meant=list(found.values()),
        places=site.to("/places"),
        find=site.find(name),
    )
    return Page(title, title, "", words.lang, main, status=404, critical_css="critical-group")


def _values(store: Store, pack: GroupPack, site: Site, words: Words) -> dict[str, Any]:
    group = pack.group
    release = Site(store.id, words.lang)
    return {
        "pack": pack,
        "group": group,
        "kind": words.text(KINDS[group.kind]),
        "rule": group.rule_text(words),
        "as_of": words.date(group.date),
        "site": site,
        "finding": finding(pack, site, words),
        "members": member_rows(pack, site, words),
        "sections": read_lines(store, pack, site, words),
        "commitments": commitments(pack, site, words),
        "people": people_rows(pack, words),
        "summary": summary(pack, words),
        "picker": _picker(pack, site),
        "ways": {
            "compare": site.compare(peers=group.id, area=(pack.area,) if pack.area else ()),
            "gaps": site.gaps(peers=group.id),
            "treaties": site.treaties(peers=group.id),
            "provenance": site.gaps(peers=group.id, view="provenance"),
            "timeliness": site.gaps(peers=group.id, view="timeliness"),
            "people": site.gaps(peers=group.id, view="people"),
            "places": site.to("/places"),
            "method": site.method("compare"),
            "pinned": release.group(canonical_id(group)),
            "share": share_of(site.group(canonical_id(group)), site.release),
        },
        "others": _others(store, pack, site, words),
        "release": store.id,
    }


def _picker(pack: GroupPack, site: Site) -> dict[str, Any]:
    """The form that marks one member in every strip."""
    return {
        "action": address(ViewState(release=site.release), f"{FOLDER}{canonical_id(pack.group)}"),
        "hidden": site.hidden,
        "options": [(member.area.id, member.name) for member in pack.members.everybody],
        "area": pack.area,
    }


def _others(store: Store, pack: GroupPack, site: Site, words: Words) -> list[tuple[str, str]]:
    """Other groups of the same kind; of a marked member its own groups."""
    if pack.area:
        found = groups_of(store, pack.area)
    else:
        found = [g for label, groups in menu(store) for g in groups if label == KINDS.get(pack.group.kind)]
    shown = [(g.title(words), site.group(g.id)) for g in found if g.id != pack.group.id]
    return sorted(shown) if not pack.area else shown
