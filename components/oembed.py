"""What a program learns of an embed from its address alone (oEmbed 1.0): the frame for a page, its title and size.

Invariant: only addresses of this site are described, and only those that show something.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from markupsafe import escape as attribute

from components.discovery import is_embeddable
from components.embed_asked import read_embed
from components.embed_size import WIDTH, embed_height
from components.exhibits.addresses import embed_address, from_page, view_address
from components.shell import SITE
from data.store import Store
from data.view_state import to_query
from data.words import Words

LEAST, MOST = 200, 2000
THUMBNAIL = (1200, 630)
AGE = 3600


def kind_and_query(own: str, query: Mapping[str, str]) -> tuple[str, dict[str, str]] | None:
    """Kind and query of the embed of an address (path without its release), of an embed or a page; None for others."""
    if own.startswith("/embed/"):
        return own.removeprefix("/embed/"), dict(query)
    found = from_page(own, query)
    if found is None or not is_embeddable(*found):
        return None
    kind, state = found
    return kind, dict(parse_qsl(to_query(state)))


def split_address(given: str, hosts: tuple[str, ...]) -> tuple[str, dict[str, str]] | None:
    """Path and query of an address of one of our hosts (or without one); None for any other."""
    try:
        parts = urlsplit(given)
    except ValueError:
        return None
    if parts.netloc and (parts.scheme not in ("http", "https") or parts.netloc not in hosts):
        return None
    if not parts.path.startswith("/") or (parts.scheme and not parts.netloc):
        return None
    return parts.path, dict(parse_qsl(parts.query, keep_blank_values=True))


def describe(
    store: Store, kind: str, query: Mapping[str, str], words: Words, pinned: bool, origin: str, size: tuple[int, int]
) -> dict[str, object]:
    """The description; ``size`` is the largest width and height that are wanted, 0 for any. Raises NoEmbed."""
    asked = read_embed(store, kind, query, words, pinned)
    widest, tallest = size
    width = max(min(widest or WIDTH, MOST), LEAST)
    height = embed_height(kind, width, asked.exhibit)
    if tallest:
        height = min(height, tallest)
    own = origin + embed_address(kind, asked.state)  # as it was asked for: what it leaves open follows the data
    return {
        "version": "1.0",
        "type": "rich",
        "title": asked.exhibit.title,
        "provider_name": SITE,
        "provider_url": f"{origin}/",
        "cache_age": AGE,
        "html": frame_html(own, asked.exhibit.title, width, height),
        "width": width,
        "height": height,
        "thumbnail_url": origin + view_address(kind, "png", asked.exhibit.state, size="social"),
        "thumbnail_width": THUMBNAIL[0],
        "thumbnail_height": THUMBNAIL[1],
    }


def frame_html(own: str, title: str, width: int, height: int) -> str:
    """The frame as HTML; it fills a narrower page."""
    return (
        f'<iframe src="{attribute(own)}" title="{attribute(title)}" width="{width}" height="{height}" '
        'loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def as_xml(described: Mapping[str, object]) -> str:
    """The same as XML."""
    fields = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in described.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{fields}</oembed>\n'
