"""Embeds: one exhibit as a whole document of its own, complete without JavaScript, for the frames of other sites.

Invariant: what is shown is the exhibit; the document names no other host and holds no style or script but those whose
hashes the caller puts in its policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from components.embed_asked import Asked, NoEmbed, read_embed
from components.embed_map import map_values
from components.embed_newer import newer_note
from components.exhibits.addresses import embed_address, share_address, view_address
from components.exhibits.base import Exhibit, Origin
from components.explore_parts import hatch_patterns
from components.links import Site
from components.shell import SITE
from components.svg.treaty_row import treaty_key
from components.templating import made_here, render
from data.store import Store
from data.words import Words

FAMILY = {
    "map": "map", "dots": "map", "regions": "map", "trend": "trend", "strip": "bench", "ranks": "bench",
    "card": "card", "treaty-row": "treaty", "curve": "treaty", "delay": "treaty", "table": "table",
}  # fmt: skip
COLOUR_SCHEME = {"light": "light", "dark": "dark"}


@dataclass(frozen=True, slots=True)
class EmbedFiles:
    """Style sheets by family, the script in the document, addresses of the one fetched on demand and of the icon.

    ``origin`` is the public address of the site, or empty; then all links are relative.
    """

    styles: Mapping[str, str]
    script: str
    points: str
    icon: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """A document: its HTML, its status, its style sheet, and its canonical address (empty where it is none)."""

    html: str
    status: int
    style: str
    canonical: str = ""


def build_embed(
    store: Store, kind: str, query: Mapping[str, str], words: Words, files: EmbedFiles, pinned_before: Store | None
) -> Embed:
    """The embed of an address, or the small notice that there is none.

    ``pinned_before`` is the current release where the address names its own, else None.
    """
    try:
        asked = read_embed(store, kind, query, words, pinned_before is not None)
    except NoEmbed as error:
        return missing_embed(error, words, files, query.get("theme", ""))
    newer = newer_note(asked, pinned_before) if pinned_before is not None else ("", False)
    return shown_embed(asked, files, newer)


def shown_embed(asked: Asked, files: EmbedFiles, newer: tuple[str, bool] = ("", False)) -> Embed:
    """The document of an exhibit; ``newer`` says what a later release changed, and whether to lead there."""
    exhibit, words, state = asked.exhibit, asked.words, asked.written
    family = FAMILY.get(exhibit.chart, "table")
    style = files.styles[family]
    html = render(
        "embed.html.j2",
        words,
        asked=asked,
        x=exhibit,
        state=state,
        site=SITE,
        links=_links(asked),
        discovery=oembed_address(embed_address(asked.kind, asked.state), files.origin),
        origin=files.origin,
        family=family,
        icon=files.icon,
        style=made_here(style),
        script=made_here(files.script),
        points=files.points if exhibit.svg else "",
        svg=made_here(exhibit.svg),
        patterns=hatch_patterns() if exhibit.svg and family in ("map", "treaty") else "",
        scheme=COLOUR_SCHEME.get(state.theme, "light dark"),
        theme=state.theme if state.theme in COLOUR_SCHEME else "",
        sources=source_line(exhibit, words),
        licences=_licences(exhibit.origins),
        chip=licence_chip(exhibit.origins, words),
        newer=newer[0],
        has_current=newer[1],
        current=embed_address(asked.kind, state.but(release="")),
        told=_told(exhibit, words),
        key=_key(exhibit, words),
        **map_values(asked),
    )
    return Embed(str(html), 200, style, "" if asked.notices else embed_address(asked.kind, asked.state))


def missing_embed(error: NoEmbed, words: Words, files: EmbedFiles, theme: str = "") -> Embed:
    """A notice that fits the frame: what there is not, and the way to the site."""
    style = files.styles["table"]
    html = render(
        "embed_missing.html.j2",
        words,
        error=error,
        site=SITE,
        home=Site(lang=words.lang).to("/"),
        icon=files.icon,
        style=made_here(style),
        script=made_here(files.script),
        scheme=COLOUR_SCHEME.get(theme, "light dark"),
        theme=theme if theme in COLOUR_SCHEME else "",
    )
    return Embed(str(html), error.status, style)


def _links(asked: Asked) -> dict[str, str]:
    state = asked.exhibit.state
    return {
        "page": asked.exhibit.page,
        "share": share_address(asked.kind, state),
        "data": view_address(asked.kind, "csv", state),
        "pinned": embed_address(asked.kind, asked.written.but(release=asked.store.id)),
    }


def oembed_address(own: str, origin: str) -> str:
    """Where the description of an embed for programs lies; see web/oembed.py."""
    return f"{origin}/oembed?url={quote(origin + own, safe='')}"


def source_line(exhibit: Exhibit, words: Words) -> str:
    """Who published the figures and as of when; one citation in full, several by name."""
    if len(exhibit.origins) == 1:
        (origin,) = exhibit.origins
        return words.text("Source: %(source)s, as of %(date)s", source=origin.citation.rstrip("."), date=origin.as_of)
    named = [words.text("%(source)s (%(date)s)", source=o.name, date=o.as_of) for o in exhibit.origins]
    return words.text("Sources, each with the date it stands for: %(sources)s", sources=words.semicolon.join(named))


def _licences(origins: tuple[Origin, ...]) -> list[tuple[str, str]]:
    """Name and address of every licence, once."""
    return list(dict.fromkeys((origin.licence, origin.licence_url) for origin in origins))


def licence_chip(origins: tuple[Origin, ...], words: Words) -> str:
    """What a publisher may do with the figures, by the strictest licence among them."""
    if not all(origin.may_redistribute for origin in origins):
        return words.text("link only")
    if not all(origin.may_transform for origin in origins):
        return words.text("show unmodified")
    return words.text("you may publish")


def _key(exhibit: Exhibit, words: Words) -> list[tuple[Markup, str]]:
    """Signs of a row of treaties, each with its words."""
    if exhibit.chart != "treaty-row":
        return []
    return [(made_here(sign), label) for sign, label in treaty_key(exhibit.rows, words)]


def _told(exhibit: Exhibit, words: Words) -> list[str]:
    """Notes of the exhibit; those of a drawing that explains itself nowhere else."""
    notes = list(exhibit.notes)
    if exhibit.chart == "card" and exhibit.svg:
        signs = words.text(
            "On each line the short strokes are the other members, the long one their median, the dot the country."
        )
        notes.insert(0, signs)
    return notes
