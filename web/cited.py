"""Citations as files: ``/cite/<kind>.<txt|bib|ris|json>``.

Invariant: a file cites the exhibit of its address, below the release that made it, with the hash of its rows.
"""

from __future__ import annotations

from flask import Flask, Response, request

from components.exhibits.reference import reference_of
from data.reference import TYPES, written
from data.words import words
from web.apart import host_of, kept_for
from web.encoding import compress, deliver, digest_of
from web.fast import keep_answer
from web.published import FRESH, read_wanted
from web.resolve import PINNED


def install(server: Flask, origin: str) -> None:
    """Serve the files; ``origin`` is the public address, or empty."""

    def answer(kind: str, extension: str, release: str = "") -> Response:
        wanted = read_wanted(kind, release, {})
        cited = reference_of(wanted.exhibit, host_of(origin))
        content = written(cited, extension, words(wanted.exhibit.lang))
        body = (content if content.endswith("\n") else f"{content}\n").encode()
        lifetime = kept_for(origin, FRESH)
        response = deliver(
            request, body, digest_of(body), TYPES[extension], lifetime, lambda encoding: compress(body, encoding)
        )
        response.headers["Content-Disposition"] = f'attachment; filename="{cited.key}.{extension}"'
        response.headers["X-Rows-SHA256"] = cited.digest
        if wanted.is_canonical and origin:
            keep_answer()
        return response

    for prefix in ("", f"{PINNED}<release>"):
        server.add_url_rule(
            f"{prefix}/cite/<kind>.<any({', '.join(TYPES)}):extension>", f"cite{prefix}", answer, methods=["GET"]
        )
