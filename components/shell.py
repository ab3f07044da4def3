"""The shell around every page: head, header, navigation, footer.

Invariant: the first response is whole without any script; scripts stand last and are deferred.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.page import LIVE_SLOT, Page
from components.templating import made_here, render
from data.words import words

SITE = "Common Measure"
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class ShellAssets:
    """What the shell refers to: addresses of files, the critical style sheet itself, the live layer's tags.

    ``origin`` is the public address without a slash at its end, or empty; then canonical addresses are relative.
    """

    critical: str
    stylesheet: str
    icon: str
    live_entry: str = ""
    live_tags: str = ""
    origin: str = ""


def page_title(title: str) -> str:
    """Title of the window: the page's own, then the site's."""
    return title if title == SITE else f"{title} – {SITE}"


def render_shell(page: Page, lang: str, theme: str, assets: ShellAssets) -> str:
    """The whole first response."""
    reader = words(lang)
    main = page.main
    if page.is_live:
        before, _, after = main.partition(LIVE_SLOT)
        main = f'{before}<div id="live-slot">{assets.live_entry}</div>{after}'
    return str(
        render(
            "shell.html.j2",
            reader,
            page=page,
            site=SITE,
            title=page_title(page.title),
            theme=theme if theme in THEMES else "auto",
            main=made_here(main),
            head_extra=made_here(page.head_extra),
            critical=made_here(assets.critical),
            live_tags=made_here(assets.live_tags if page.is_live else ""),
            assets=assets,
            navigation=[("/", reader.text("Explore")), ("/methodology", reader.text("Methodology"))],
        )
    )
