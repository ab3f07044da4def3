"""The shapes of a release for interactive maps: ``/shapes/<key>/<release>.json``, compressed once and kept for ever.

Invariant: as for frames, the key changes with the release and with the code that prepares the shapes.
"""

from __future__ import annotations

import hashlib

import orjson
from flask import Flask, Response, abort, request

from components.figures.geojson import map_geojson
from components.software import made_key
from data.release import Release
from web.assets import Assets
from web.encoding import deliver
from web.lifetimes import FOREVER
from web.stores import pinned_store

FILE = "geometry.geojson"


def install(server: Flask, assets: Assets) -> None:
    """Serve the shapes of every release that is held."""
    kept: dict[str, bytes] = {}

    def body_of(release: Release) -> bytes:
        if release.digest not in kept:
            kept[release.digest] = orjson.dumps(map_geojson(orjson.loads(release.read(FILE))))
        return kept[release.digest]

    @server.get("/shapes/<key>/<release>.json")
    def shapes(key: str, release: str) -> Response:
        store = pinned_store(release)
        if store is None or key != made_key(store.release.digest):
            abort(404)
        body = body_of(store.release)
        digest = hashlib.sha256(body).hexdigest()
        return deliver(
            request,
            body,
            digest[:32],
            "application/json",
            FOREVER,
            lambda encoding: assets.compressed(body, digest, encoding),
        )
