"""Whether the process lives, whether it can answer, how old the data are; robots and sitemap.

Invariant: the only place that reads a clock, and only at ``/freshness``, which is never kept.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

import orjson
from flask import Flask, Response

from data.catalogue import ReleaseCatalogue
from data.groups_kinds import NEIGHBOURS
from data.release import ReleaseError
from data.views.profile import profile_areas
from web.addresses import host_of
from web.lifetimes import FRESH
from web.resolve import ROUTES
from web.stores import current_store

SHORT = {"Cache-Control": FRESH}


def _json(content: dict[str, Any], status: int = 200) -> Response:
    response = Response(orjson.dumps(content), status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def age_in_months(released: str, today: date) -> int:
    """Whole months from a date (``2023-12-17``, ``2022-08``, ``2022``) to another; a missing part is its first."""
    year, month, day = (*(int(part) for part in released.split("-")), 1, 1)[:3]
    return (today.year - year) * 12 + today.month - month - (today.day < day)


def freshness(catalogue: ReleaseCatalogue, today: date) -> list[dict[str, Any]]:
    """Per source its newest vintage, when that was released, and its age in months."""
    sources = []
    for source in sorted(catalogue.sources):
        newest = max(catalogue.sources[source]["vintages"], key=lambda v: str(v["released"]))
        sources.append(
            {
                "source": source,
                "name": catalogue.sources[source]["name"],
                "vintage": newest["id"],
                "released": str(newest["released"]),
                "age_months": age_in_months(str(newest["released"]), today),
            }
        )
    return sources


def sitemap(catalogue: ReleaseCatalogue, origin: str) -> str:
    """Addresses of the pages, of every indicator and its map, of every country, territory, right and group."""
    paths = sorted(ROUTES) + [f"/?indicator={quote(i)}" for i in sorted(catalogue.indicators)]
    paths += [f"/indicator/{quote(i)}" for i in sorted(catalogue.indicators)]
    paths += [f"/country/{area}" for area in profile_areas(catalogue)]
    paths += [f"/right/{quote(right)}" for right in sorted(catalogue.rights)]
    paths += [f"/group/{quote(group['id'])}" for group in catalogue.groups if group["kind"] != NEIGHBOURS]
    lines = "".join(f"<url><loc>{escape(origin + path)}</loc></url>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )


def install(server: Flask, origin: str) -> None:
    """Serve the addresses. ``origin`` is the public address of the site, empty to take the request's own."""

    @server.get("/livez")
    def livez() -> Response:
        return _json({"ok": True})

    @server.get("/readyz")
    def readyz() -> Response:
        try:
            release = current_store().release
        except ReleaseError as error:
            return _json({"ok": False, "status": 503, "error": str(error), "errors": [str(error)]}, 503)
        return _json({"ok": True, "release": release.id, "digest": release.digest, "refused": list(release.refused)})

    @server.get("/freshness")
    def age() -> Response:
        opened = current_store()
        today = datetime.now(UTC).date()
        return _json(
            {
                "ok": True,
                "release": opened.id,
                "as_of": today.isoformat(),
                "sources": freshness(opened.catalogue, today),
                "refused": list(opened.release.refused),
            }
        )

    @server.get("/robots.txt")
    def robots() -> Response:
        text = f"User-agent: *\nDisallow: /_dash-\nDisallow: /r/\nSitemap: {host_of(origin)}/sitemap.xml\n"
        return Response(text, content_type="text/plain; charset=utf-8", headers=SHORT)

    @server.get("/sitemap.xml")
    def sitemap_xml() -> Response:
        text = sitemap(current_store().catalogue, host_of(origin))
        return Response(text, content_type="application/xml", headers=SHORT)
