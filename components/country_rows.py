"""The rows of a country's page, right by right: a figure with its address, its small drawings and its place in a group.

Invariant: nothing is decided here; what has no figure is hatched, and what has no place says why.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markupsafe import Markup

from components.links import Site
from components.svg.profile_marks import draw_band, draw_hatch, draw_shares
from components.svg.sparkline import draw_sparkline
from components.svg.strip import draw_line_strip
from components.templating import made_here
from data.store import Store
from data.views.profile import Profile, RightSection
from data.views.profile_position import Place
from data.views.profile_rows import ProfileRow
from data.views.profile_snapshot import Snapshot
from data.views.profile_spark import rows_within, within
from data.views.profile_story import years_text
from data.views.sparkline import build_sparkline, sparkline_label
from data.words import Words

PREFIX = "k"
ANY = "ANY_INDICATOR"


def figure_address(site: Site, area: str, indicator: str) -> str:
    """Address of the map of an indicator with this country named."""
    return _address(site, area).replace(ANY, indicator)


@lru_cache(maxsize=32)
def _address(site: Site, area: str) -> str:
    """The address of any indicator with a country named: a page has hundreds that differ in the indicator alone."""
    return site.explore(ANY, area=(area,))


def line(row: ProfileRow, area: str, site: Site, words: Words) -> dict[str, Any]:
    """A figure with its address, for places that draw nothing over time."""
    return {
        "row": row,
        "href": figure_address(site, area, row.indicator.id),
        "hatch": "" if row.value_text else made_here(draw_hatch(row.state, PREFIX)),
        "lag": years_text(row.lag, words) if row.lag is not None else "",
    }


def section_values(
    store: Store, section: RightSection, profile: Profile, snapshot: Snapshot, site: Site, words: Words
) -> dict[str, Any]:
    """One right: its rows and the names of what has no figure."""
    area = profile.area.id
    return {
        "id": section.id,
        "name": section.name,
        "href": site.right(section.id),
        "articles": section.articles,
        "published": section.published,
        "total": section.total,
        "bar": made_here(draw_shares([("m-some", section.published), ("m-rest", section.total - section.published)])),
        "core": [_row(store, row, profile, snapshot, site, words) for row in section.core],
        "others": [_row(store, row, profile, snapshot, site, words) for row in section.others],
        "absent": [
            (absence.label, [(row.name, figure_address(site, area, row.indicator.id)) for row in absence.items])
            for absence in section.absent
        ],
        "without": sum(len(absence.items) for absence in section.absent),
    }


def _row(
    store: Store, row: ProfileRow, profile: Profile, snapshot: Snapshot, site: Site, words: Words
) -> dict[str, Any]:
    """A figure with its address, its interval drawn, what it did over time, and its place."""
    change = snapshot.changes.get(row.indicator.id)
    place = snapshot.places.get(row.indicator.id)
    return line(row, profile.area.id, site, words) | {
        "band": made_here(draw_band(row.band)) if row.band is not None else "",
        "spark": _spark(store, row, profile, words),
        "change": change.said if change is not None else "",
        "place": place_values(place, row, profile.area.id, site) if place is not None else None,
    }


def place_values(place: Place, row: ProfileRow, area: str, site: Site) -> dict[str, Any]:
    """A place with its strip, and where the whole group is shown.

    ``also`` says why the group itself gives none, where a wider one stands in.
    """
    shown = place.shown
    has_own = shown.position is not None and shown.position.value is not None
    is_drawn = row.indicator.core is not None and has_own
    return {
        "strip": made_here(draw_line_strip(shown.position)) if is_drawn and shown.position else "",
        "href": site.compare(indicator=row.indicator.id, area=(area,), peers=shown.group.id) if shown.position else "",
        "text": shown.text,
        "median": shown.median,
        "also": place.text if place.wider is not None else "",
    }


def _spark(store: Store, row: ProfileRow, profile: Profile, words: Words) -> Markup | str:
    """The small line of an indicator, where two years or more can be drawn."""
    if not row.value_text or len(row.rows) < 2:
        return ""
    rows = rows_within(store, row, profile.span)
    if len(rows) < 2:
        return ""
    whole = build_sparkline(store, row.indicator, row.series, row.series.headline, profile.area.id, rows)
    spark = within(whole, profile.span)
    if len(spark.years) < 2:
        return ""
    return made_here(draw_sparkline(spark, sparkline_label(store, row.indicator, spark, words)))
