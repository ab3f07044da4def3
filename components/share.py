"""The page “Use this view”: embed it, download it, cite it. The dialog of every chart shows the main part of this page.

Invariant: complete without scripts; what it offers is the view of its address, and nothing that a licence forbids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from components.alternates import LANGUAGES
from components.cited import cited_exhibit
from components.embed import licence_chip
from components.exhibits.addresses import question_address, share_address, view_address
from components.exhibits.base import Exhibit
from components.exhibits.registry import KINDS, BadExhibit, build_exhibit
from components.links import Site
from components.page import Page
from components.share_asked import HEIGHTS, WIDTHS, read_share
from components.share_embed import USUAL, embed_ways
from components.templating import made_here, render
from data.store import Store
from data.view_state import THEMES, ViewState, to_query
from data.words import Words

NOT_KEPT = made_here('<meta name="robots" content="noindex">')


@dataclass(frozen=True, slots=True)
class File:
    """A file that is offered: its name, what it is for, address as shown, address of all there is (may be empty)."""

    label: str
    note: str
    href: str
    whole: str = ""


def build_share(
    store: Store, kind: str, query: Mapping[str, str], words: Words, pinned: bool = False, host: str = ""
) -> Page | None:
    """The page; None for an unknown kind. ``host`` is the site's own address."""
    if kind not in KINDS:
        return None
    state, dress, notices = read_share(store, query, words, pinned)
    try:
        exhibit = build_exhibit(store, kind, state, words)
    except BadExhibit as error:
        return _missing(store, kind, str(error), words)
    ways = embed_ways(store, exhibit, state, dress, host, words)
    cited, forms = cited_exhibit(exhibit, host, words)
    title = words.text("Use this view: %(title)s", title=exhibit.title)
    main = render(
        "share.html.j2",
        words,
        title=title,
        notices=[*notices, *ways.notices],
        exhibit=exhibit,
        page_href=exhibit.page,
        question=question_address(kind, exhibit.state, store.id),
        site=Site(exhibit.state.release, words.lang),
        ways=ways,
        dress=dress,
        state=state,
        action=share_address(kind, ViewState(release=exhibit.state.release)),
        hidden=parse_qsl(to_query(exhibit.state)),
        languages=LANGUAGES,
        themes=_themes(words),
        limits={"width": WIDTHS, "height": HEIGHTS},
        usual=USUAL,
        files=_files(exhibit, words),
        images=_images(exhibit, words),
        has_whole=bool(exhibit.state.indicator),
        about=view_address(kind, "metadata.json", exhibit.state),
        chip=licence_chip(exhibit.origins, words),
        barred=[origin for origin in exhibit.origins if not origin.may_redistribute],
        licences=list(dict.fromkeys((o.name, o.licence, o.licence_url, o.as_of) for o in exhibit.origins)),
        cited=cited,
        forms=forms,
    )
    return Page(
        title=title,
        description=exhibit.sentence[:300],
        canonical=share_address(kind, exhibit.state),
        lang=words.lang,
        main=main,
        head_extra=NOT_KEPT,
        critical_css="critical-share",
        notices=tuple(notices),
        release=store.id,
        base=f"/r/{store.id}" if pinned else "",
    )


def _missing(store: Store, kind: str, reason: str, words: Words) -> Page:
    title = words.text("There is no such view")
    main = render("share_missing.html.j2", words, title=title, reason=reason, site=Site(lang=words.lang))
    return Page(title, reason, f"/share/{kind}", words.lang, main, status=404, release=store.id)


def _themes(words: Words) -> list[tuple[str, str]]:
    labels = (words.text("As the device"), words.text("Light"), words.text("Dark"))
    return list(zip(THEMES, labels, strict=True))


def _files(exhibit: Exhibit, words: Words) -> list[File]:
    def file(extension: str, label: str, note: str) -> File:
        whole = view_address(exhibit.kind, extension, exhibit.state, rows="whole") if exhibit.state.indicator else ""
        return File(label, note, view_address(exhibit.kind, extension, exhibit.state), whole)

    return [
        file("csv", "CSV", words.text("Plain text, for every program; its hash can be checked.")),
        file("xlsx", "XLSX", words.text("A workbook, with a sheet on sources and licences.")),
        file("json", "JSON", words.text("For programs: the rows with all that describes them.")),
    ]


def _images(exhibit: Exhibit, words: Words) -> list[File]:
    if not exhibit.svg:
        return []
    here = exhibit.state
    return [
        File(
            "SVG",
            words.text("A drawing of any size, for print and for editing."),
            view_address(exhibit.kind, "svg", here),
        ),
        File("PNG", words.text("A picture with title, note and source."), view_address(exhibit.kind, "png", here)),
        File(
            words.text("PNG for social media"),
            words.text("1200 by 630 pixels."),
            view_address(exhibit.kind, "png", here, size="social"),
        ),
    ]
