"""The ways to put a view into another page: a frame, a script that fits the frame to its content, a plain image.

Invariant: every snippet is HTML that stands by itself, with whole addresses and every text escaped for an attribute.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from markupsafe import escape

from components.embed_asked import NoEmbed, read_embed
from components.embed_size import embed_height
from components.exhibits.addresses import EMBEDDED, embed_address, view_address
from components.exhibits.base import Exhibit
from components.exhibits.reference import pinned_address
from components.exhibits.registry import build_exhibit
from components.share_asked import Dress
from data.store import Store
from data.view_state import ViewState, to_query
from data.words import Words, words

USUAL = 700  # a column of text; what the height is made for where no width is named


@dataclass(frozen=True, slots=True)
class Snippet:
    """Text to paste, with what it is for."""

    name: str
    label: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The embed itself: address within the site, name, size; ``width`` is empty for the whole column."""

    src: str
    title: str
    width: str
    height: int


@dataclass(frozen=True, slots=True)
class Ways:
    """What the part “Embed” shows. ``preview`` is None where the view has no embed; ``why`` then says so."""

    snippets: tuple[Snippet, ...]
    preview: Preview | None
    why: str
    notices: tuple[str, ...] = ()


def embed_ways(store: Store, exhibit: Exhibit, state: ViewState, dress: Dress, host: str, reader: Words) -> Ways:
    """Snippets and preview for a view in a dress; ``state`` is that of the address."""
    release = store.id if dress.is_pinned else ""
    other = words(dress.lang)
    lang = "" if dress.lang == "en" else dress.lang
    shown = exhibit
    if dress.lang != exhibit.lang:
        shown = build_exhibit(store, exhibit.kind, exhibit.state.but(lang=lang), other)
    shown = replace(shown, page=_page(shown, release))
    images = (_image(shown, release, host, reader), _link(shown, host, reader))
    if exhibit.kind not in EMBEDDED:
        return Ways(images if exhibit.svg else images[1:], None, reader.text("This kind of view has no embed."))
    asked_state = shown.state.but(lang=lang, controls=state.controls, title=state.title, theme=dress.theme, release="")
    query = dict(parse_qsl(to_query(asked_state.but(theme="" if dress.theme == "auto" else dress.theme))))
    try:
        asked = read_embed(store, exhibit.kind, query, other, False)
    except NoEmbed as error:
        return Ways(images if exhibit.svg else images[1:], None, error.text)
    src = embed_address(exhibit.kind, asked.written.but(release=release))
    height = dress.height or embed_height(exhibit.kind, dress.width or USUAL, asked.exhibit)
    preview = Preview(src, shown.title, str(dress.width or ""), height)
    snippets = (_script(preview, shown, host, reader), _frame(preview, host, reader))
    return Ways((*snippets, *(images[:1] if exhibit.svg else ())), preview, "", asked.notices)


def _page(exhibit: Exhibit, release: str) -> str:
    """Where the view stands: below the release, or where it follows the newest one."""
    live = exhibit.page.removeprefix(f"/r/{exhibit.release}")
    return pinned_address(release, live) if release else live


def _script(preview: Preview, exhibit: Exhibit, host: str, reader: Words) -> Snippet:
    style = f' style="max-width:{preview.width}px"' if preview.width else ""
    text = (
        f'<div class="common-measure" data-src="{escape(host + preview.src)}" data-height="{preview.height}"'
        f' data-title="{escape(preview.title)}"{style}>'
        f'<a href="{escape(host + exhibit.page)}">{escape(exhibit.title)}</a></div>\n'
        f'<script async src="{escape(host)}/embed.js"></script>'
    )
    note = reader.text(
        "A frame that is always as tall as its content. Without scripts a link remains. "
        "The script line is needed once a page."
    )
    return Snippet("script", reader.text("With script (recommended)"), text, note)


def _frame(preview: Preview, host: str, reader: Words) -> Snippet:
    text = (
        f'<iframe src="{escape(host + preview.src)}" title="{escape(preview.title)}"'
        f' width="{preview.width or "100%"}" height="{preview.height}" loading="lazy"'
        ' style="border:0;max-width:100%"></iframe>'
    )
    note = reader.text(
        "Of fixed height, for sites that take no scripts. The height fits a width of %(width)s pixels.",
        width=preview.width or str(USUAL),
    )
    return Snippet("iframe", reader.text("Plain frame"), text, note)


def _image(exhibit: Exhibit, release: str, host: str, reader: Words) -> Snippet:
    image = view_address(exhibit.kind, "png", exhibit.state.but(release=release))
    text = (
        f'<a href="{escape(host + exhibit.page)}"><img src="{escape(host + image)}" alt="{escape(exhibit.sentence)}"'
        ' style="max-width:100%;height:auto" loading="lazy"></a>'
    )
    note = reader.text("For newsletters and systems that take nothing else. The source stands in the picture.")
    return Snippet("image", reader.text("Plain image"), text, note)


def _link(exhibit: Exhibit, host: str, reader: Words) -> Snippet:
    text = f'<a href="{escape(host + exhibit.page)}">{escape(exhibit.title)}</a>'
    return Snippet("link", reader.text("Link"), text, reader.text("Leads to the view itself."))
