"""The lines in a page's head by which a program finds what describes its exhibit (oEmbed).

Invariant: only pages that show one embeddable exhibit have them.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, quote

from markupsafe import Markup, escape

from components.exhibits.addresses import EMBEDDED, from_page, view_address
from components.links import DEFAULT_LANG
from components.page import Page
from components.templating import made_here
from data.view_state import ViewState

SMALL = "social"
FORMATS = (("application/json+oembed", ""), ("text/xml+oembed", "&amp;format=xml"))


def discovery_links(page: Page, origin: str) -> Markup:
    """The lines, one for each format; empty where the page shows no embed."""
    path, _, query = page.canonical.partition("?")
    found = from_page(path.removeprefix(page.base) or "/", dict(parse_qsl(query)))
    if page.status != 200 or found is None or not is_embeddable(*found):
        return made_here("")
    given = quote(origin + page.canonical, safe="")
    lines = (
        f'<link rel="alternate" type="{kind}" href="{origin}/oembed?url={given}{more}" title="{escape(page.title)}">'
        for kind, more in FORMATS
    )
    return made_here("\n".join(lines))


def social_image(page: Page) -> str:
    """Address of the image of what the page shows, for a feed; the front has that of its strip, others have none."""
    path, _, query = page.canonical.partition("?")
    own = path.removeprefix(page.base) or "/"
    found = from_page(own, dict(parse_qsl(query)))
    if page.status != 200:
        return ""
    if found is None:
        return view_address("gaps", "png", ViewState(view="silence"), size=SMALL) if own == "/" else ""
    kind, state = found
    state = state.but(lang="" if page.lang == DEFAULT_LANG else page.lang, release=page.release if page.base else "")
    return view_address(kind, "png", state, size=SMALL)


def is_embeddable(kind: str, state: ViewState) -> bool:
    """Whether an embed shows this: treaties one state or one treaty at a time, a comparison one named indicator."""
    if kind == "treaties":
        return bool(state.indicator) or len(state.area) == 1
    return kind in EMBEDDED and bool(state.indicator or kind == "country")
