"""The page at ``/country/<iso3>``: what a state publishes, right by right, and what it leaves out.

Invariant: an address that names no country is a 404 that says where to go on; nothing here ranks or scores.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson
from markupsafe import Markup

from components.links import Site
from components.page import Page
from components.svg.draw import hatches
from components.svg.locator import draw_locator
from components.svg.profile_marks import draw_band, draw_hatch, draw_shares, draw_standing
from components.svg.sparkline import draw_sparkline
from components.templating import made_here, render
from data.finder import parse_question
from data.model import AreaState, Provenance
from data.store import Store
from data.views.labels import in_line
from data.views.profile import Profile, RightSection, build_profile, has_profile
from data.views.profile_change import change_text
from data.views.profile_rows import ProfileRow
from data.views.profile_spark import within
from data.views.profile_story import Sentence, build_story, plain, years_text
from data.views.profile_treaties import is_status
from data.views.sparkline import build_sparkline, sparkline_label
from data.words import Words

PREFIX = "k"
ANY = "ANY_INDICATOR"
DECISION = re.compile(r"\b(0\d{3})\b")
SHELL = frozenset({"lang", "theme"})
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
    profile = build_profile(store, name, words)
    story = build_story(profile, words)
    notices = [words.text("%(key)s is no parameter of this page.", key=key) for key in query if key not in SHELL]
    return Page(
        title=words.text("%(area)s: human rights in published figures", area=profile.name),
        description=" ".join(plain(sentence) for sentence in story)[:300],
        canonical=Site(site.release).country(name),
        lang=words.lang,
        main=render("country.html.j2", words, notices=notices, **_values(store, profile, story, site, words)),
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


def _values(store: Store, profile: Profile, story: tuple[Sentence, ...], site: Site, words: Words) -> dict[str, Any]:
    release = Site(store.id, words.lang)
    states = {AreaState.NOT_REPORTED, *(row.state for row in profile.rows.values() if not row.value_text)}
    return {
        "profile": profile,
        "in_line": in_line(profile.name, words.lang),
        "kind": _kind(profile, words),
        "story": [[(piece.text, _target(piece.target, profile, site)) for piece in told] for told in story],
        "note": _note(store, profile, site, words),
        "locator": made_here(draw_locator(store, profile.area, words.text("Where %(area)s lies", area=profile.name))),
        "patterns": made_here(hatches(sorted(states), PREFIX)),
        "makers": _makers(profile),
        "strip": [_line(row, profile, site, words) for row in profile.strip],
        "sections": [_section(store, section, profile, site, words) for section in profile.sections],
        "commitments": _commitments(profile, site),
        "span": "{}–{}".format(*profile.span),
        "groups": profile.groups,
        "group_bars": [made_here(_group_bar(g.by_group, g.any_figure, g.expected)) for g in profile.groups],
        "furthest": [_line(row, profile, site, words) for row in profile.latest[:FURTHEST] if row.lag],
        "lag": years_text(profile.lag, words) if profile.lag is not None else "",
        "lag_of": lambda value: years_text(value, words),
        "explore": lambda indicator: _figure(site, profile, indicator),
        "methodology": site.method("disagreements"),
        "pinned": release.country(profile.area.id),
        "release": store.id,
    }


def _figure(site: Site, profile: Profile, indicator: str) -> str:
    """Address of the map of an indicator with this country named."""
    return _address(site, profile.area.id).replace(ANY, indicator)


@lru_cache(maxsize=32)
def _address(site: Site, area: str) -> str:
    """The address of any indicator with a country named: a page has hundreds that differ in the indicator alone."""
    return site.explore(ANY, area=(area,))


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
    return _figure(site, profile, target)


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


def _section(store: Store, section: RightSection, profile: Profile, site: Site, words: Words) -> dict[str, Any]:
    return {
        "id": section.id,
        "name": section.name,
        "articles": section.articles,
        "published": section.published,
        "total": section.total,
        "bar": made_here(draw_shares([("m-some", section.published), ("m-rest", section.total - section.published)])),
        "core": [_row(store, row, profile, site, words) for row in section.core],
        "others": [_row(store, row, profile, site, words) for row in section.others],
        "absent": [
            (
                absence.label,
                [(row.name, _figure(site, profile, row.indicator.id)) for row in absence.items],
            )
            for absence in section.absent
        ],
        "without": sum(len(absence.items) for absence in section.absent),
    }


def _line(row: ProfileRow, profile: Profile, site: Site, words: Words) -> dict[str, Any]:
    """A figure with its address, for places that draw nothing over time."""
    return {
        "row": row,
        "href": _figure(site, profile, row.indicator.id),
        "hatch": "" if row.value_text else made_here(draw_hatch(row.state, PREFIX)),
        "lag": years_text(row.lag, words) if row.lag is not None else "",
    }


def _row(store: Store, row: ProfileRow, profile: Profile, site: Site, words: Words) -> dict[str, Any]:
    """A figure with its address, its interval drawn, and what it did over time."""
    return _line(row, profile, site, words) | {
        "band": made_here(draw_band(row.band)) if row.band is not None else "",
        "spark": _spark(store, row, profile, words),
        "change": change_text(store, row, profile.area.id, profile.span[0], words) if row.indicator.core else "",
    }


def _spark(store: Store, row: ProfileRow, profile: Profile, words: Words) -> Markup | str:
    """The small line of an indicator, where two years or more can be drawn."""
    if not row.value_text or len(row.rows) < 2:
        return ""
    whole = build_sparkline(store, row.indicator, row.series, row.series.headline, profile.area.id, profile.span[0])
    spark = within(whole, profile.span)
    if len(spark.years) < 2:
        return ""
    return made_here(draw_sparkline(spark, sparkline_label(store, row.indicator, spark, words)))


def _commitments(profile: Profile, site: Site) -> list[dict[str, Any]]:
    return [
        {
            "item": item,
            "href": _figure(site, profile, item.indicator),
            "mark": made_here(draw_standing(item.status)),
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
            "url": _figure(site, profile, row.indicator.id),
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
