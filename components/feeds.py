"""Feeds of what changed: Atom and JSON Feed, for everything, an indicator or a country.

Invariant: an entry stands for a release and is the same in every feed and for ever; dates are those of the release, no
clock is read. What did not change in a release has no entry of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import orjson

from components.links import Site
from data.revisions import before
from data.store import Store, siblings
from data.views.releases import build_diff_view, date_of
from data.words import Words

ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/feed+json"
SITE = "Common Measure"


@dataclass(frozen=True, slots=True)
class Entry:
    """A release as a feed tells it. ``path`` leads to the difference with the one before."""

    release: str
    title: str
    text: str
    path: str
    date: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name within ``/feeds/``, its title, the page that it is about, its entries, newest first."""

    name: str
    title: str
    page: str
    entries: tuple[Entry, ...]


def feed_address(name: str, form: str) -> str:
    """Address of a feed."""
    return f"/feeds/{name}.{form}"


def build_feed(store: Store, kind: str, thing: str, words: Words) -> Feed | None:
    """The feed of everything (``all``), an indicator or a country; None where there is no such thing."""
    site = Site(lang=words.lang)
    indicator = thing if kind == "indicator" else ""
    area = thing if kind == "country" else ""
    if kind == "all":
        title, page = words.text("What changed in the figures"), site.to("/releases")
    elif indicator in store.catalogue.indicators and indicator:
        name = words.text(store.catalogue.indicators[indicator].name)
        title, page = words.text("What changed: %(name)s", name=name), site.indicator(indicator)
    elif area in store.catalogue.areas and area:
        name = store.catalogue.areas[area].name(words.lang)
        title, page = words.text("What changed: %(name)s", name=name), site.country(area)
    else:
        return None
    entries = [entry for one in siblings(store) if (entry := _entry(one, indicator, area, words)) is not None]
    return Feed(kind if kind == "all" else f"{kind}/{thing}", title, page, tuple(entries))


def _entry(newer: Store, indicator: str, area: str, words: Words) -> Entry | None:
    older = next(iter(before(newer)), None)
    date = _day(date_of(newer))
    title = words.text("Release %(release)s", release=newer.id)
    if older is None:
        if indicator and indicator not in newer.catalogue.indicators:
            return None
        text = str(newer.release.manifest.get("note", "")) or words.text("The first release.")
        return Entry(newer.id, title, text, f"/r/{newer.id}/", date)
    if indicator and indicator not in newer.catalogue.indicators:
        return None
    view = build_diff_view(older, newer, indicator, area, words)
    if (indicator or area) and not view.largest and not view.words and not any(line.added for line in view.lines):
        return None
    told = [view.sentence, *view.events]
    told += [
        f"{row.name}, {row.area_name}, {row.year}: {row.older} → {row.newer} ({row.cause})" for row in view.largest[:5]
    ]
    path = f"/releases/{older.id}..{newer.id}"
    if indicator or area:
        path += f"?{'indicator' if indicator else 'area'}={indicator or area}"
    return Entry(newer.id, title, "\n".join(told), path, date)


def _day(text: str) -> str:
    """A date as RFC 3339; a month or a year is its first day."""
    year, month, day = (*text.split("-"), "01", "01")[:3]
    return f"{year}-{month}-{day}T00:00:00Z"


def as_atom(feed: Feed, origin: str) -> bytes:
    """RFC 4287."""
    own = f"{origin}{feed_address(feed.name, 'atom')}"
    entries = "".join(
        f"<entry><id>{escape(f'{origin}/releases#{e.release}-{feed.name}')}</id><title>{escape(e.title)}</title>"
        f'<link rel="alternate" href={quoteattr(origin + e.path)}/><updated>{e.date}</updated>'
        f'<content type="text">{escape(e.text)}</content></entry>\n'
        for e in feed.entries
    )
    updated = max((e.date for e in feed.entries), default="1970-01-01T00:00:00Z")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{escape(own)}</id><title>{escape(f'{feed.title} – {SITE}')}</title>"
        f'<link rel="self" href={quoteattr(own)}/><link rel="alternate" href={quoteattr(origin + feed.page)}/>'
        f"<updated>{updated}</updated><author><name>{SITE}</name></author>\n{entries}</feed>\n"
    ).encode()


def as_json(feed: Feed, origin: str) -> bytes:
    """JSON Feed 1.1."""
    content: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{feed.title} – {SITE}",
        "home_page_url": origin + feed.page,
        "feed_url": origin + feed_address(feed.name, "json"),
        "items": [
            {
                "id": f"{origin}/releases#{e.release}-{feed.name}",
                "url": origin + e.path,
                "title": e.title,
                "content_text": e.text,
                "date_published": e.date,
            }
            for e in feed.entries
        ],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2)
