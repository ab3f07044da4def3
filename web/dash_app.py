"""Dash, bent to this site: its scripts from our own addresses, deferred; no inline script, no version, no clock.

Invariant: what Dash adds to a page depends on the code alone, so two workers and two checkouts write the same bytes.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import dash
import orjson
from dash.fingerprint import check_fingerprint
from flask import Flask, g, has_request_context, request

from components.shell import SITE, THEME_SCRIPT, ShellAssets, page_title, render_shell
from web.assets import CARTESIAN, CHARTS, ICON, LIVE, PLOTLY, READER, REST, RUNTIME, Assets
from web.resolve import resolve

ENTRY = '<div id="react-entry-point"></div>'
SCRIPT = re.compile(r'<script src="/_dash-component-suites/([^"/]+)/([^"]+)"></script>')
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
RENDERER = re.compile(r"<script id=\"_dash-renderer\"[^>]*>(.*?)</script>", re.DOTALL)
CONFIG = re.compile(r"<script id=\"_dash-config\"[^>]*>(.*?)</script>", re.DOTALL)
# Parts of Dash that no page here uses: tables, and what browsers before 2019 lacked. Of the latter Dash itself needs
# the runtime of generators alone.
UNUSED = ("dash/dash_table/", "dash/deps/polyfill")
CHUNKS = ("dash/dcc/async-graph.js",)  # fetched with the rest, not when the first figure asks for it
BOOTSTRAP = "dash_bootstrap_components"
LATER = f"{BOOTSTRAP}/"  # with the charts below the map, when a reader comes near one
USED = ("RadioItems", "Switch")  # of its components, in components/live_tools.py
BOOT = "boot.js"
# Random per page load, versions, and addresses of a third party: none of them is needed to run.
HIDDEN = (
    "end_id",
    "dash_version",
    "python_version",
    "dash_version_url",
    "ddk_version",
    "plotly_version",
    "plotly_cloud_installed",
)


class MeasureDash(dash.Dash):
    """The live layer. Its HTML is the shell of the page that the request resolves to."""

    def __init__(self, name: str, server: Flask, assets: Assets, origin: str = "") -> None:
        self.assets = assets
        self.origin = origin
        self._tags = ""
        self.live_files: list[str] = []
        self.later_files: list[str] = []
        self.known_callbacks: dict[str, dict[str, Any]] = {}
        super().__init__(
            name,
            server=server,  # type: ignore[arg-type]  # Dash takes a Flask here; its annotation does not say so
            use_pages=True,
            use_async=False,  # else asgiref, wherever a tool has brought it, costs a thread and a loop a request
            include_assets_files=False,
            include_pages_meta=False,
            serve_locally=True,
            compress=False,
            update_title="",
            suppress_callback_exceptions=True,  # the charts' tools come with the charts
            add_log_handler=False,
            title=SITE,
        )
        with server.test_request_context("/"):
            server.preprocess_request()  # Dash registers the callbacks of its pages at the first request
            self._take_scripts()
        self._take_titles()
        self._take_callbacks()

    def interpolate_index(self, **_: Any) -> str:  # type: ignore[override]  # Dash calls it by name
        """The whole page; its content stands beside the entry point and stays when Dash has mounted."""
        page = g.page
        query = request.query_string.decode("latin-1")
        theme = request.args.get("theme", "auto")
        return render_shell(page, page.lang, theme, self.shell_assets(page.critical_css), query)

    def shell_assets(self, critical: str = "critical") -> ShellAssets:
        """What the shell refers to."""
        return ShellAssets(
            critical=self.assets.text(f"{critical}.css"),
            stylesheet=self.assets.address(REST),
            icon=self.assets.address(ICON),
            live_entry=ENTRY,
            live_tags=self._tags,
            origin=self.origin,
            theme_script=THEME_SCRIPT,
            reader=self.assets.address(READER),
        )

    def style_of(self, critical: str = "critical") -> str:
        """The inline style sheet of a page, for its policy."""
        return self.assets.text(f"{critical}.css")

    def _take_scripts(self) -> None:
        """Put Dash's scripts among our files and write what the small script needs to load them when it is time."""
        dist = self._generate_scripts_html()
        names: list[str] = []
        later: list[str] = []
        files: dict[str, bytes] = {}
        for package, fingerprinted in SCRIPT.findall(dist):
            path, _ = check_fingerprint(fingerprinted)
            if not f"{package}/{path}".startswith(UNUSED):
                files[f"{package}/{path}"] = _package_file(package, path)
                (later if f"{package}/".startswith(LATER) else names).append(f"{package}/{path}")
        for name in CHUNKS:
            package, _, path = name.partition("/")
            files[name] = _package_file(package, path)
        renderer = "".join(RENDERER.findall(self._generate_renderer()))
        files[BOOT] = "\n".join([*INLINE.findall(dist), renderer, ""]).encode()
        self.assets.add(files)
        self.live_files = [self.assets.address(name) for name in (LIVE, PLOTLY, RUNTIME, *names, *CHUNKS, BOOT)]
        self.later_files = [self.assets.address(name) for name in (CARTESIAN, *later, CHARTS)]
        self._tags = "\n".join(
            f'<script id="{name}" type="application/json">{content}</script>'
            for name, content in (
                ("_dash-config", _config(self._generate_config_html())),
                ("live-files", orjson.dumps(self.live_files).decode()),
                ("live-more", orjson.dumps(self.later_files).decode()),
            )
        )

    def _take_titles(self) -> None:
        """Dash sets the title when it has mounted: let it be the one that the page has already."""
        for entry in dash.page_registry.values():
            entry["title"] = self._title

    def _take_callbacks(self) -> None:
        """What the guard lets through: the callbacks that run here, not those that run in the browser."""
        for spec in self._callback_list:
            if "callback" in self.callback_map.get(spec["output"], {}):
                self.known_callbacks[spec["output"]] = spec

    def _title(self, **_: str) -> str:
        if not has_request_context() or not request.is_json:
            return str(self.title)
        values = {item["property"]: item.get("value") for item in request.get_json()["inputs"]}
        query = dict(parse_qsl(str(values.get("search") or "").removeprefix("?")))
        page = resolve(str(values.get("pathname") or "/"), query)
        return str(self.title) if page is None else page_title(page.title)


def _package_file(package: str, path: str) -> bytes:
    folder = importlib.import_module(package).__file__
    assert folder is not None
    return (Path(folder).parent / path).read_bytes()


def _config(tag: str) -> str:
    """Dash's settings for the browser, sorted, without what is hidden."""
    settings = orjson.loads("".join(CONFIG.findall(tag)))
    for name in HIDDEN:
        settings.pop(name, None)
    settings["disable_version_check"] = True
    settings["children_props"].pop("dash_table", None)
    bootstrap = settings["children_props"].get(BOOTSTRAP, {})
    settings["children_props"][BOOTSTRAP] = {name: bootstrap[name] for name in USED if name in bootstrap}
    return orjson.dumps(settings, option=orjson.OPT_SORT_KEYS).decode().replace("<", "\\u003c")
