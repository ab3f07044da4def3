"""The kinds of page that a reader can meet, by address, and a visit that notes all that a page asks for.

Invariant: a kind is added here once and every check of ``test_pages.py`` runs on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

INDICATOR = "/?indicator="
COMPARE = "/compare?indicator="
MAP = f"{INDICATOR}unsentenced_detention_share_percent"
KINDS = {
    "front": "/",
    "answers": "/?q=prison+without+trial",
    "map": MAP,
    "classes": f"{INDICATOR}cat_party_status_class",
    "dots": f"{INDICATOR}birth_registration_share_percent",
    "regions": f"{INDICATOR}nhri_compliant_countries_share_percent",
    "circles": f"{INDICATOR}refugees_by_origin_people&zoom=africa",
    "table": f"{INDICATOR}hourly_earnings_mean_local_currency&view=table",
    "change": f"{INDICATOR}unsentenced_detention_share_percent&year=2019&base=2010",
    "empty": f"{MAP}&year=2050",
    "area": f"{MAP}&area=GBR,BRA&dims=sex:female&nonsense=1",
    "indicator": "/indicator/homicide_rate_per_100000",
    "indicator traced": "/indicator/unsentenced_detention_share_percent?area=PSE&year=2016&dims=sex:male",
    "indicator of classes": "/indicator/cat_party_status_class",
    "front in French": "/?lang=fr",
    "map in French": f"{MAP}&lang=fr",
    "methodology": "/methodology",
    "comparison": f"{COMPARE}electoral_democracy_index_score&area=KEN",
    "comparison of ranks": f"{COMPARE}electoral_democracy_index_score&area=KEN&view=ranks",
    "comparison of years": f"{COMPARE}electoral_democracy_index_score&area=KEN&view=change",
    "comparison of two": f"{COMPARE}statistical_performance_overall_index_0_100&vs=coverage&view=scatter&peers=all",
    "comparison across a right": "/compare?right=life&area=VUT,TON&peers=pacific_islands_forum",
    "comparison refused": f"{COMPARE}hourly_earnings_mean_local_currency&area=KEN",
    "gaps": "/gaps",
    "gaps cell by cell": "/gaps?view=matrix&right=health",
    "gaps by people": "/gaps?view=people&region=region_oceania",
    "gaps by maker": "/gaps?view=provenance&region=region_oceania",
    "gaps in time": "/gaps?view=timeliness&right=health",
    "gaps and the silent": "/gaps?view=silence",
    "largest gaps": "/gaps?view=largest",
    "signals": "/signals",
    "treaties": "/treaties",
    "treaties on a map": "/treaties?view=map&indicator=cat_party_status_class&peers=african_union",
    "treaties over time": "/treaties?view=curve",
    "treaties and waits": "/treaties?view=delay&indicator=cat_party_status_class",
    "country": "/country/GBR",
    "small country": "/country/TUV",
    "two countries": "/country/KEN?vs=UGA",
    "no country": "/country/kenya",
    "group": "/group/pacific_islands_forum?area=VUT",
    "right": "/right/life",
    "right in a group": "/right/fair_trial?peers=eu&lang=fr",
    "places": "/places",
    "no group": "/group/nowhere",
    "use": "/share/benchmark?indicator=electoral_democracy_index_score&area=KEN",
    "use of lists": "/share/gaps?view=summary&lang=fr",
    "verify": "/verify",
    "verified": f"/verify/{'0' * 64}?indicator=homicide_rate_per_100000&year=2020&kind=map&release=2026.11.2",
    "data": "/data",
    "releases": "/releases",
    "what changed": "/releases/2026.2.1..2026.11.2?indicator=homicide_rate_per_100000&area=KEN",
    "older figures": f"{INDICATOR}civil_liberties_index_score&area=HTI&vs=older",
    "question": "/question?kind=map&indicator=homicide_rate_per_100000&year=2021&release=2026.11.2",
    "questions": "/questions",
    "proposals": "/proposals",
    "replies": "/replies",
    "missing": "/nowhere",
}
GONE = ("missing", "no country", "no group")  # answered with 404, which the browser itself notes
WIDTHS = (1440, 768, 360, 320)


@dataclass
class Visit:
    """One tab: what it asked for, what it complained about, what it left behind."""

    context: BrowserContext
    page: Page
    home: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def others(self) -> list[str]:
        """Requests to another host."""
        return [url for url in self.requests if not url.startswith((self.home, "data:"))]

    def open(self, path: str) -> Page:
        """Go to an address of the site."""
        self.page.goto(self.home + path)
        return self.page

    def stored(self) -> list[str]:
        """Names of what lies in the two storages, the reader's theme excepted."""
        names: list[str] = self.page.evaluate("() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        return [name for name in names if name != "theme"]


def visit(browser: Browser, home: str, **options: Any) -> Iterator[Visit]:
    """A tab of its own that is closed at the end, and that fails if it asked another host or complained."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    page = context.new_page()
    one = Visit(context, page, home)
    page.on("request", lambda request: one.requests.append(request.url))
    page.on("console", lambda message: one.complaints.append(message.text))
    page.on("pageerror", lambda error: one.complaints.append(str(error)))
    yield one
    cookies = context.cookies()
    kept = one.stored() if page.url.startswith(home) else []
    context.close()
    assert one.others == [], one.others
    assert cookies == []
    assert kept == []
    assert one.complaints == [], one.complaints


def open_kind(tab: Visit, kind: str) -> Page:
    """A page of this kind with its fonts; what a missing page makes the browser say is forgotten."""
    page = tab.open(KINDS[kind])
    page.evaluate("document.fonts.ready")
    if kind in GONE:
        tab.complaints.clear()
    return page
