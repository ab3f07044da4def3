"""Files addressed by the hash of their content, compressed beforehand.

Invariant: an address ``/a/<hash>/<name>`` never gives other bytes, so it may be kept for a year. Compressed bytes from
``var/`` are used only if they decompress to the file itself. ``python -m web.assets`` fills that folder.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, Response, abort, request

from data.folders import made_folder, write_whole
from web.encoding import ENCODINGS, Effort, compress, decompress, deliver
from web.lifetimes import FOREVER
from web.styles import legend_rules, minify, with_addresses, with_dark

SOURCES = Path(__file__).parents[1] / "assets"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
PACKED = {".woff2"}
PART = re.compile(r"^@part ([a-z]+);$", re.MULTILINE)
CRITICAL, SHELL, REST, ICON = "critical.css", "shell.css", "rest.css", "favicon.svg"
READER, LIVE, PLOTLY, RUNTIME = "reader.js", "live.js", "plotly-geo.min.js", "regenerator-runtime.js"
CHARTS, CARTESIAN = "charts.js", "plotly-cartesian.min.js"
POINTS = "embed-points.js"  # asked for by embeds, also by those in a sandbox without an origin
OPEN = {POINTS}


@dataclass(frozen=True)
class Asset:
    """One file: its name in the address, its bytes, and the same compressed, by encoding."""

    name: str
    group: str
    digest: str
    body: bytes
    encoded: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"/a/{self.group}/{self.name}"


class Assets:
    """All files of the site. Files that are added together share one hash, so they can name each other relatively."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or made_folder("assets")
        self._found: dict[tuple[str, str], Asset] = {}
        self._by_name: dict[str, Asset] = {}

    def __iter__(self) -> Iterator[Asset]:
        return iter(self._by_name.values())

    def add(self, files: Mapping[str, bytes]) -> None:
        """Add files that belong together."""
        digests = {name: hashlib.sha256(body).hexdigest() for name, body in sorted(files.items())}
        whole = hashlib.sha256("".join(f"{name}\0{digest}\n" for name, digest in digests.items()).encode())
        group = whole.hexdigest()[:16]
        for name, body in files.items():
            packed = Path(name).suffix in PACKED
            encoded = {} if packed else {e: self.compressed(body, digests[name], e) for e in ENCODINGS}
            asset = Asset(name, group, digests[name][:32], body, encoded)
            self._found[group, name] = self._by_name[name] = asset

    def address(self, name: str) -> str:
        """Address of a file. Raises KeyError where there is none of that name."""
        return self._by_name[name].address

    def text(self, name: str) -> str:
        """Content of a text file."""
        return self._by_name[name].body.decode()

    def find(self, group: str, name: str) -> Asset | None:
        """The file of an address."""
        return self._found.get((group, name))

    def compressed(self, body: bytes, digest: str, encoding: str) -> bytes:
        """A body compressed thoroughly, once for all processes; ``digest`` is its sha256."""
        path = self._folder / f"{digest}.{encoding}"
        try:
            encoded = path.read_bytes()
            if decompress(encoded, encoding) == body:
                return encoded
        except (OSError, ValueError):
            pass
        encoded = compress(body, encoding, Effort.THOROUGH)
        _keep(path, encoded)
        return encoded


def _keep(path: Path, content: bytes) -> None:
    """Write whole or not at all; a folder that cannot be written costs time at the next start, nothing else."""
    try:
        write_whole(path, content)
    except OSError as error:
        print(f"compressed files are not kept: {error}", file=sys.stderr)


def load_assets(sources: Path = SOURCES, folder: Path | None = None) -> Assets:
    """The site's own files. Fonts first: the style sheets name them by their address."""
    assets = Assets(folder)
    for path in sorted((sources / "fonts").glob("*.woff2")):
        assets.add({path.name: path.read_bytes()})
    for name, text in style_sheets(sources / "css").items():
        assets.add({name: minify(with_dark(with_addresses(text, assets.address))).encode()})
    assets.add({ICON: (sources / ICON).read_bytes()})
    assets.add({READER: scripts(sources / "js", "box.js", "reader/*.js")})
    assets.add({LIVE: scripts(sources / "js", "live/*.js")})
    assets.add({CHARTS: scripts(sources / "js", "charts/*.js")})
    assets.add({POINTS: scripts(sources / "js", "embed/points.js")})
    for path in sorted((sources / "vendor").glob("*.js")):
        assets.add({path.name: path.read_bytes()})
    return assets


def scripts(folder: Path, *patterns: str) -> bytes:
    """One script of several files, in the order of their names; lines that are only comments are left out."""
    paths = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    return "\n".join([line for line in lines if not line.lstrip().startswith("//")] + [""]).encode()


def style_sheets(folder: Path) -> dict[str, str]:
    """Style sheets by the name under which they are served.

    ``critical-<page>.css`` is written into that page after what every page needs, ``@part name;`` in it standing for
    ``part-<name>.css``; every ``rest-<topic>.css`` joins the one that is read after the first paint. An
    ``embed-<family>.css`` stands alone: it is all that an embed of that family has.
    """
    base = "".join(with_parts(folder / name) for name in (CRITICAL, SHELL))
    own = {path.name: base + with_parts(path) for path in sorted(folder.glob("critical-*.css"))}
    rest = [with_parts(path) for path in sorted(folder.glob("rest*.css"))]
    embeds = {path.name: with_parts(path) for path in sorted(folder.glob("embed-*.css"))}
    return {CRITICAL: base, **own, **embeds, REST: "".join(rest) + legend_rules()}


def with_parts(path: Path) -> str:
    """A style sheet with the parts that it shares with others written out."""
    return PART.sub(lambda m: (path.parent / f"part-{m[1]}.css").read_text("utf-8"), path.read_text("utf-8"))


def install(server: Flask, assets: Assets) -> None:
    """Serve the files."""

    @server.get("/a/<group>/<path:name>")
    def asset(group: str, name: str) -> Response:
        found = assets.find(group, name)
        if found is None:
            abort(404)
        kind = TYPES.get(Path(name).suffix, "application/octet-stream")
        encoded = found.encoded.__getitem__ if found.encoded else None
        response = deliver(request, found.body, found.digest, kind, FOREVER, encoded)
        if name in OPEN:
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def main() -> int:
    """Compress every file that the site serves, those of the live layer included, and list them."""
    assets: Assets = importlib.import_module("app").create_app().assets
    for asset in sorted(assets, key=lambda a: a.address):
        sizes = ", ".join(f"{encoding} {len(body):,}" for encoding, body in asset.encoded.items())
        print(f"{len(asset.body):>9,}  {sizes:<28} {asset.address}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
