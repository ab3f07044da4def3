"""Serves embeds, pinned ones below ``/r/<release>``, and ``/embed.js``, the script of the pages that show them.

Invariant: the bytes of an embed depend on release and address alone; its policy lets it load our own script only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

from flask import Flask, Response, request

from components.embed import FAMILY, Embed, EmbedFiles, build_embed, missing_embed
from components.embed_asked import NoEmbed
from components.exhibits.addresses import EMBEDDED
from components.links import Site
from data.release import ReleaseError
from data.store import Store
from data.view_state import ViewState, read_query, to_query
from data.words import words
from web.addresses import LONGEST, add_rules, is_as_written
from web.assets import ICON, POINTS, SOURCES, Assets, scripts
from web.encoding import BROTLI, HTML, Effort, EncodedBodies, compress, decompress, deliver, digest_of
from web.fast import keep_answer
from web.headers import csp_hash
from web.kept import Kept
from web.lifetimes import DAY, FRESH
from web.published import current_tag
from web.resolve import language_of
from web.stores import asked_store, current_store

HOST = "embed.js"
COMMON, ODD, LOCKS = 512, 64, 61
CLOSE_ABOVE = 44_000  # bytes; the budget of a map is 45,000


@dataclass(frozen=True, slots=True)
class Packed:
    """A document as it is kept: compressed, with its tag, policy, status and canonical address."""

    body: bytes
    digest: str
    policy: str
    status: int
    canonical: str

    def plain(self) -> bytes:
        """The document itself."""
        return decompress(self.body, BROTLI)


class Shelves:
    """Documents by what they show, however the address spells it; those with notices apart, so they push out no other.

    Threads that want the same one wait for the first of them.
    """

    def __init__(self) -> None:
        self._common: Kept[Hashable, Packed] = Kept(COMMON)
        self._odd: Kept[Hashable, Packed] = Kept(ODD)
        self._locks = tuple(Lock() for _ in range(LOCKS))

    def get(self, key: Hashable, is_common: bool, make: Callable[[bool], Packed]) -> Packed:
        """The document; only one that many may ask for is compressed thoroughly."""
        with self._locks[hash(key) % LOCKS]:
            return (self._common if is_common else self._odd).get(key, lambda: make(is_common))


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

    shelves = Shelves()

    def embed(kind: str, release: str = "") -> Response:
        reader = words(language_of(request.args))
        try:
            store = asked_store(release)
            current = current_store() if release else None
            if store is None:
                link = (Site(lang=reader.lang).to("/"), reader.text("Current release"))
                raise NoEmbed(404, reader.text("There is no such release."), link)
        except NoEmbed as error:
            return _answer(
                _packed(missing_embed(error, reader, files, request.args.get("theme", "")), files, b"", False)
            )
        except ReleaseError:
            text = reader.text("A damaged release is never shown. Please try again later.")
            return _answer(_packed(missing_embed(NoEmbed(503, text), reader, files), files, b"", False))
        query = request.args.to_dict()
        state, notices = read_query(query, reader)
        tag = current_tag(store).encode() if release else b""
        key = (store.release.digest, tag, kind, to_query(state), tuple(notices))

        def make(is_common: bool) -> Packed:
            return _packed(build_embed(store, kind, query, reader, files, current), files, tag, is_common)

        return _answer(shelves.get(key, not notices and _is_common(store, kind, state), make))

    add_rules(server, "/embed/<path:kind>", embed)

    @server.get(f"/{HOST}")
    def host_script() -> Response:
        keep_answer()
        return deliver(
            request, host, digest, "text/javascript; charset=utf-8", DAY, lambda e: encoded.get(host, digest, e)
        )


def _packed(made: Embed, files: EmbedFiles, tag: bytes, is_thorough: bool) -> Packed:
    body = made.html.encode()
    policy = embed_policy(made.style, files.script)
    packed = compress(body, BROTLI, Effort.THOROUGH if is_thorough else Effort.USUAL)
    if len(packed) > CLOSE_ABOVE and not is_thorough:
        packed = compress(body, BROTLI, Effort.CLOSE)
    return Packed(packed, digest_of(tag + body), policy, made.status, made.canonical)


def _answer(made: Packed) -> Response:
    """The document with its headers, kept where its address is the canonical one."""

    def encoded(encoding: str) -> bytes:
        return made.body if encoding == BROTLI else compress(made.plain(), encoding)

    response = deliver(request, made.plain, made.digest, HTML, FRESH, encoded, made.status)
    if made.status != 200:
        response.headers["Cache-Control"] = "public, max-age=60" if made.status in (404, 410) else "no-store"
    response.headers["Content-Security-Policy"] = made.policy
    response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    if made.status == 200 and _is_canonical(made.canonical):
        keep_answer()
    return response


def _is_common(store: Store, kind: str, state: ViewState) -> bool:
    """Whether many may ask for this: it names what there is, in few words."""
    catalogue = store.catalogue
    return (
        kind in EMBEDDED
        and (not state.indicator or state.indicator in catalogue.indicators)
        and set(state.area) <= set(catalogue.areas)
        and len(to_query(state)) <= LONGEST
    )


def _is_canonical(canonical: str) -> bool:
    path, _, query = canonical.partition("?")
    return path == request.path and is_as_written(query)
