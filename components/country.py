"""The page at ``/country/<iso3>``: what a state publishes, right by right, where it stands, and what it leaves out.

Invariant: an address that names no country is a 404 that says where to go on; nothing here scores, and a place in a
group stands beside how many report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup

from components.country_controls import Asked, controls, read_asked
from components.country_pair import build_country_pair
from components.country_rows import PREFIX, figure_address, line, section_values
from components.exhibits.addresses import share_of
from components.links import Site
from components.page import VOICES_SLOT, Page
from components.svg.draw import hatches
from components.svg.locator import draw_locator
from components.svg.profile_marks import draw_hatch, draw_shares, draw_standing
from components.templating import made_here, render
from data.finder import parse_question
from data.model import AreaState, Provenance
from data.store import Store
from data.views.labels import in_line
from data.views.profile import Profile, build_profile, has_profile
from data.views.profile_nhri import build_nhri_story
from data.views.profile_pledges import Pledges, build_pledges
from data.views.profile_record import build_record
from data.views.profile_snapshot import Snapshot, build_snapshot
from data.views.profile_story import Sentence, build_story, plain, years_text
from data.views.profile_told import build_told
from data.views.profile_treaties import is_status
from data.views.treaties_record import treaty_record
from data.views.treaties_words import stale_text
from data.words import Words

DECISION = re.compile(r"\b(0\d{3})\b")
FURTHEST = 5
MADE = {
    Provenance.COUNTRY: "m0",
    Provenance.ADJUSTED: "m1",
    Provenance.ESTIMATED: "m2",
    Provenance.MODELLED: "m3",
    Provenance.MONITORING: "m4",
    Provenance.EXPERT: "m5",
    Provenance.UNSTATED: "m6",
}


def build_country(store: Store, name: str, query: Mapping[str, str], words: Words, pinned: bool = False) -> Page | None:
    """The page of a country or territory; for any other name a 404 with what it may have meant."""
    site = Site(store.id if pinned else "", words.lang)
    if not has_profile(store, name):
        return _missing(store, name, site, words)
    asked, notices = read_asked(store, name, query, words)
    if asked.has_typed:
        return Page("", "", "", words.lang, "", redirect=asked.address(site))
    if asked.vs:
        return build_country_pair(store, asked, notices, site, words)
    profile = build_profile(store, name, words)
    snapshot = build_snapshot(store, profile, asked.group, words)
    pledges = build_pledges(store, profile.area, asked.group, words)
    joined = pledges.median_text if pledges is not None else ""
    story = build_story(profile, words, build_told(store, profile, snapshot, words), joined)
    values = _values(store, profile, snapshot, pledges, asked, site, words)
    return Page(
        title=words.text("%(area)s: human rights in published figures", area=profile.name),
        description=" ".join(plain(sentence) for sentence in story)[:300],
        canonical=asked.address(Site(site.release)),
        lang=words.lang,
        main=render("country.html.j2", words, notices=notices, story=_story(story, profile, site), **values),
        head_extra=_json_ld(store, profile, site),
        critical_css="critical-country",
    )


def _missing(store: Store, name: str, site: Site, words: Words) -> Page:
    """What to do where there is no page: the place that the name may mean, or the finder."""
    meant = [a for a in parse_question(store.catalogue, name.replace("-", " ")).areas if has_profile(store, a)]
    title = words.text("There is no country page of that name")
    main = render(
        "country_missing.html.j2",
        words,
        title=title,
        asked=name,
        meant=[(store.catalogue.areas[a].name(words.lang), site.country(a)) for a in meant],
        find=site.find(name),
        start=site.to("/"),
    )
    return Page(title, title, "", words.lang, main, status=404, critical_css="critical-country")


def _story(story: tuple[Sentence, ...], profile: Profile, site: Site) -> list[list[tuple[str, str]]]:
    return [[(piece.text, _target(piece.target, profile, site)) for piece in told] for told in story]


def _values(
    store: Store,
    profile: Profile,
    snapshot: Snapshot,
    pledges: Pledges | None,
    asked: Asked,
    site: Site,
    words: Words,
) -> dict[str, Any]:
    release = Site(store.id, words.lang)
    states = {AreaState.NOT_REPORTED, *(row.state for row in profile.rows.values() if not row.value_text)}
    return {
        "profile": profile,
        "in_line": in_line(profile.name, words.lang),
        "kind": _kind(profile, words),
        "note": _note(store, profile, site, words),
        "locator": made_here(draw_locator(store, profile.area, words.text("Where %(area)s lies", area=profile.name))),
        "patterns": made_here(hatches(sorted(states), PREFIX)),
        "makers": _makers(profile),
        "strip": [line(row, profile.area.id, site, words) for row in profile.strip],
        "controls": controls(store, asked, site, words),
        "sections": [section_values(store, section, profile, snapshot, site, words) for section in profile.sections],
        "commitments": _commitments(profile, pledges, site),
        "stale": _stale(store, words),
        "treaties_href": site.treaties(peers=asked.group.id),
        "nhri": build_nhri_story(store, profile.nhri, words),
        "span": "{}–{}".format(*profile.span),
        "groups": profile.groups,
        "record": build_record(store, profile, asked.group, words),
        "group_bars": [made_here(_group_bar(g.by_group, g.any_figure, g.expected)) for g in profile.groups],
        "furthest": [line(row, profile.area.id, site, words) for row in profile.latest[:FURTHEST] if row.lag],
        "lag_of": lambda value: years_text(value, words),
        "explore": lambda indicator: figure_address(site, profile.area.id, indicator),
        "methodology": site.method("disagreements"),
        "pinned": asked.address(release),
        "share": share_of(asked.address(site), site.release),
        "release": store.id,
        "voices": made_here(VOICES_SLOT),
    }


def _kind(profile: Profile, words: Words) -> str:
    """Region, part of it, and standing at the United Nations."""
    area = profile.area
    standing = {
        "un_member": words.text("member state of the United Nations"),
        "observer": words.text("observer state at the United Nations"),
        "territory": words.text("territory"),
    }.get(area.universe, "")
    return " · ".join(filter(None, [words.text(area.region), words.text(area.subregion), standing]))


def _note(store: Store, profile: Profile, site: Site, words: Words) -> list[tuple[str, str]]:
    """What the registry says of the place, in stretches; the number of a decision leads to its record."""
    parts = DECISION.split(words.text(profile.area.note))
    return [(part, site.decision(part) if part in store.catalogue.decisions else "") for part in parts if part]


def _target(target: str, profile: Profile, site: Site) -> str:
    if not target or target.startswith("#"):
        return target
    return figure_address(site, profile.area.id, target)


def _makers(profile: Profile) -> dict[str, Any]:
    """Every indicator outside the treaty record that could hold a figure of this country, by who made the latest."""
    total = sum(not is_status(row.indicator) for row in profile.possible)
    counts = [(MADE[maker.provenance], maker.label, maker.count) for maker in profile.makers]
    missing = total - sum(count for _css, _label, count in counts)
    return {
        "bar": made_here(draw_shares([*((css, count) for css, _label, count in counts), ("m-none", missing)], PREFIX)),
        "legend": counts,
        "hatch": made_here(draw_hatch(AreaState.NOT_REPORTED, PREFIX)),
        "missing": missing,
        "total": total,
    }


def _stale(store: Store, words: Words) -> str:
    """That the record of treaties is old, where it is."""
    record = treaty_record(store)
    return stale_text(store, record.released, words) if record is not None else ""


def _commitments(profile: Profile, pledges: Pledges | None, site: Site) -> list[dict[str, Any]]:
    return [
        {
            "item": item,
            "href": figure_address(site, profile.area.id, item.indicator),
            "mark": made_here(draw_standing(item.status)),
            "pledge": pledges.by_instrument.get(item.instrument.id) if pledges is not None else None,
        }
        for item in profile.commitments.items
    ]


def _group_bar(split: int, figure: int, expected: int) -> str:
    return draw_shares([("m-some", split), ("m-part", figure - split), ("m-rest", expected - figure)])


def _json_ld(store: Store, profile: Profile, site: Site) -> Markup:
    """The place and its core figures as schema.org objects; ``<`` is escaped, so nothing ends the script."""
    place = {
        "@type": "Country" if profile.area.kind.value == "country" else "Place",
        "@id": site.country(profile.area.id),
        "name": profile.name,
        "alternateName": list(profile.area.aliases),
        "identifier": profile.area.id,
    }
    sets = [
        {
            "@type": "Dataset",
            "name": f"{row.name}, {profile.name}",
            "description": row.indicator.raw["method"]["definition"],
            "url": figure_address(site, profile.area.id, row.indicator.id),
            "spatialCoverage": {"@id": place["@id"]},
            "temporalCoverage": str(row.year),
            "license": store.catalogue.sources[row.series.source]["licence"]["url"],
            "creator": {
                "@type": "Organization",
                "name": store.catalogue.sources[row.series.source]["publisher"],
            },
            "version": store.id,
        }
        for row in profile.core
        if row.is_published
    ]
    body = orjson.dumps({"@context": "https://schema.org", "@graph": [place, *sets]}).decode().replace("<", "\\u003c")
    return made_here(f'<script type="application/ld+json">{body}</script>')
