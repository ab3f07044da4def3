"""The shell around every page: head, header with the box, navigation, language, theme, footer.

Invariant: the first response is whole without any script; scripts stand last and are deferred, save the one line that
puts the reader's own theme on before the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.alternates import LOCALE, alternates, in_language
from components.discovery import discovery_links, social_image
from components.finder_panel import IS_LARGE, box_form
from components.links import DEFAULT_LANG, Site
from components.page import LIVE_SLOT, Page
from components.templating import made_here, render
from data.words import Words, words

SITE = "Common Measure"
THEMES = ("auto", "light", "dark")
# Before the first paint: the theme that the reader chose here, unless the address names one. Its hash is in the policy.
THEME_SCRIPT = (
    '(function(d){if(!/[?&]theme=/.test(location.search))try{var t=localStorage.getItem("theme");'
    'if(t==="light"||t==="dark")d.dataset.theme=t}catch(e){}})(document.documentElement)'
)


@dataclass(frozen=True, slots=True)
class ShellAssets:
    """What the shell refers to: addresses of files, the critical style sheet itself, the live layer's tags.

    ``origin`` is the public address without a slash at its end, or empty; then canonical addresses are relative.
    ``reader`` is the address of the small script of every page, ``theme_script`` is :data:`THEME_SCRIPT` where the
    policy allows it; either may be empty.
    """

    critical: str
    stylesheet: str
    icon: str
    live_entry: str = ""
    live_tags: str = ""
    origin: str = ""
    theme_script: str = ""
    reader: str = ""


def page_title(title: str) -> str:
    """Title of the window: the page's own, then the site's."""
    return title if title == SITE else f"{title} – {SITE}"


def render_shell(page: Page, lang: str, theme: str, assets: ShellAssets, query: str = "") -> str:
    """The whole first response. ``query`` is that of the request, for the same view in another language."""
    reader = words(lang)
    main = page.main
    if page.is_live:
        before, _, after = main.partition(LIVE_SLOT)
        main = f'{before}<div id="live-slot">{assets.live_entry}</div>{after}'
    site = Site(page.release if page.base else "", reader.lang)
    theme = theme if theme in THEMES else "auto"
    return str(
        render(
            "shell.html.j2",
            reader,
            page=page,
            site=SITE,
            links=site,
            title=page_title(page.title),
            theme=theme,
            main=made_here(main),
            head_extra=made_here(f"{page.head_extra}{discovery_links(page, assets.origin)}"),
            image=social_image(page),
            critical=made_here(assets.critical),
            theme_script=made_here(assets.theme_script),
            live_tags=made_here(assets.live_tags if page.is_live else ""),
            assets=assets,
            canonical=in_language(page.canonical, page.lang),
            alternates=alternates(page.canonical, page.lang),
            languages=_languages(page, site, query),
            default_lang=DEFAULT_LANG,
            locale=LOCALE.get(page.lang, page.lang),
            navigation=_navigation(site, reader),
            more=_more(site, reader),
            box="" if IS_LARGE in page.main.partition("<h1")[0] else box_form(site, reader, theme=theme),
        )
    )


def _languages(page: Page, site: Site, query: str) -> list[object]:
    """The view in the other languages; from a page that is none, the way to the front."""
    if page.status != 200:
        here = site.to("/")
    else:
        here = f"{page.canonical.partition('?')[0]}?{query}" if query else page.canonical
    return [other for other in alternates(here, page.lang) if not other.is_current]


def _navigation(site: Site, reader: Words) -> list[tuple[str, str, str]]:
    """Path, address and label of each place of the navigation."""
    places = (
        ("/", reader.text("Explore")),
        ("/compare", reader.text("Compare")),
        ("/gaps", reader.text("Gaps")),
        ("/treaties", reader.text("Treaties")),
        ("/signals", reader.text("Signals")),
        ("/places", reader.text("Places")),
        ("/methodology", reader.text("Methodology")),
    )
    return [(path, site.to(path), label) for path, label in places]


def _more(site: Site, reader: Words) -> list[tuple[str, str, str]]:
    """The same for the foot of the page; what no release holds leads out of a pinned one."""
    now = Site("", site.lang)
    places = (
        (site, "/data", reader.text("Data")),
        (site, "/releases", reader.text("Releases")),
        (now, "/questions", reader.text("Questions")),
        (now, "/proposals", reader.text("Proposals")),
        (now, "/replies", reader.text("Replies")),
        (now, "/verify", reader.text("Verify a figure")),
    )
    return [(path, where.to(path), label) for where, path, label in places]
