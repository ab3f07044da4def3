"""Serves embeds, pinned ones below ``/r/<release>``, and ``/embed.js``, the script of the pages that show them.

Invariant: the bytes of an embed depend on release and address alone; its policy lets it load our own script only.
"""

from __future__ import annotations

from urllib.parse import unquote

from flask import Flask, Response, request

from components.embed import FAMILY, Embed, EmbedFiles, build_embed, missing_embed
from components.embed_asked import NoEmbed
from components.links import Site
from data.release import ReleaseError
from data.store import Store
from data.words import words
from web.assets import ICON, POINTS, SOURCES, Assets, scripts
from web.encoding import EncodedBodies, compress, deliver, digest_of
from web.fast import keep_answer
from web.headers import csp_hash
from web.published import LONGEST, current_tag
from web.resolve import PINNED, language_of
from web.stores import current_store, pinned_store

HTML = "text/html; charset=utf-8"
FRESH = "public, max-age=300"
DAY = "public, max-age=86400"
HOST = "embed.js"
LARGE = 100_000  # bytes of a map, which only thorough compression brings below 45 kB


def embed_files(assets: Assets, origin: str) -> EmbedFiles:
    """What embeds are made with."""
    return EmbedFiles(
        styles={family: assets.text(f"embed-{family}.css") for family in set(FAMILY.values())},
        script=scripts(SOURCES / "js", "embed/frame.js").decode(),
        points=assets.address(POINTS),
        icon=assets.address(ICON),
        origin=origin,
    )


def embed_policy(style: str, script: str) -> str:
    """Policy of an embed: any site may show it; it loads our one script and nothing else."""
    parts = {
        "default-src": "'none'",
        "style-src": csp_hash(style),
        "script-src": f"{csp_hash(script)} 'self'",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "*",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def install(server: Flask, assets: Assets, origin: str) -> None:
    """Serve embeds and the host script."""
    files = embed_files(assets, origin)
    host = scripts(SOURCES / "js", "embed/host.js")
    digest = digest_of(host)
    encoded = EncodedBodies(4)

    def embed(kind: str, release: str = "") -> Response:
        reader = words(language_of(request.args))
        try:
            store = pinned_store(release) if release else current_store()
            if store is None:
                link = (Site(lang=reader.lang).to("/"), reader.text("Current release"))
                raise NoEmbed(404, reader.text("There is no such release."), link)
            made = build_embed(store, kind, request.args.to_dict(), reader, files, current_store() if release else None)
        except NoEmbed as error:
            made, store = missing_embed(error, reader, files, request.args.get("theme", "")), None
        except ReleaseError:
            text = reader.text("A damaged release is never shown. Please try again later.")
            made, store = missing_embed(NoEmbed(503, text), reader, files), None
        return _answer(made, store, files, bool(release))

    for prefix in ("", f"{PINNED}<release>"):
        server.add_url_rule(f"{prefix}/embed/<path:kind>", f"embed{prefix}", embed, methods=["GET"])

    @server.get(f"/{HOST}")
    def host_script() -> Response:
        keep_answer()
        return deliver(
            request, host, digest, "text/javascript; charset=utf-8", DAY, lambda e: encoded.get(host, digest, e)
        )


def _answer(made: Embed, store: Store | None, files: EmbedFiles, is_pinned: bool) -> Response:
    """The document with its headers, kept where its address is the canonical one."""
    body = made.html.encode()
    is_kept = made.status == 200 and _is_canonical(made.canonical)
    tag = current_tag(store).encode() if store is not None and is_pinned else b""
    is_thorough = is_kept or len(body) > LARGE
    response = deliver(
        request, body, digest_of(tag + body), HTML, FRESH, lambda e: compress(body, e, is_thorough), made.status
    )
    if made.status != 200:
        response.headers["Cache-Control"] = "public, max-age=60" if made.status in (404, 410) else "no-store"
    response.headers["Content-Security-Policy"] = embed_policy(made.style, files.script)
    response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    if is_kept:
        keep_answer()
    return response


def _is_canonical(canonical: str) -> bool:
    """Whether the address is the one that we write ourselves, and short: only such answers are kept."""
    if not canonical or len(canonical) > LONGEST:
        return False
    asked = unquote(request.query_string.decode("latin-1"))
    path, _, query = canonical.partition("?")
    return path == request.path and unquote(query) == asked
