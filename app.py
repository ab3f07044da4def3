"""The site: a Flask server with its guard and headers, Dash for the live layer, our own pages in the place of Dash's.

Invariant: no callback and no page is written here; ``server`` is what gunicorn serves.
"""

from __future__ import annotations

import os
import sys

from flask import Flask

from data.release import ReleaseError
from data.revisions import earlier
from web import (
    assets,
    box,
    bulk,
    callbacks,
    cited,
    downloads,
    embed,
    errors,
    fast,
    feeds,
    frames,
    guard,
    headers,
    health,
    images,
    language,
    oembed,
    published,
    serve,
    shapes,
    shared,
    verified,
)
from web.api import routes
from web.dash_app import MeasureDash
from web.feedback import routes as desk
from web.stores import current_store


def create_app() -> MeasureDash:
    """The whole site. A release that cannot be opened is told on stderr; pages then answer 503 and /readyz says why."""
    origin = os.environ.get("CM_ORIGIN", "").rstrip("/")
    try:
        earlier(current_store())  # opened once, before the workers fork
    except ReleaseError as error:
        print(f"Common Measure has no release to show: {error}", file=sys.stderr)
    flask = Flask(__name__, static_folder=None)
    headers.install(flask)
    language.install(flask)
    guard.install(flask, lambda: dash_app.known_callbacks)
    callbacks.install(flask)
    files = assets.load_assets()
    assets.install(flask, files)
    frames.install(flask)
    shapes.install(flask, files)
    box.install(flask)
    published.install(flask)
    downloads.install(flask)
    bulk.install(flask)
    routes.install(flask)
    images.install(flask, origin)
    cited.install(flask, origin)
    embed.install(flask, files, origin)
    feeds.install(flask, origin)
    oembed.install(flask, origin)
    health.install(flask, origin)
    dash_app = MeasureDash(__name__, flask, files, origin)
    shared.install(flask, dash_app, origin)
    desk.install(flask, dash_app, origin)
    verified.install(flask, dash_app, origin)
    errors.install(flask, dash_app)
    serve.install(flask, dash_app)
    fast.install(flask)
    return dash_app


app = create_app()
server = app.server
