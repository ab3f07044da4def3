"""Citations as files: ``/cite/<kind>.<txt|bib|ris|json>``.

Invariant: a file cites the exhibit of its address, below the release that made it, with the hash of its rows.
"""

from __future__ import annotations

from flask import Flask, Response

from components.exhibits.reference import reference_of
from data.reference import TYPES, written
from data.words import words
from web.addresses import add_rules, host_of, kept_for
from web.encoding import deliver_body
from web.fast import keep_answer
from web.lifetimes import FRESH
from web.published import read_wanted


def install(server: Flask, origin: str) -> None:
    """Serve the files; ``origin`` is the public address, or empty."""

    def answer(kind: str, extension: str, release: str = "") -> Response:
        wanted = read_wanted(kind, release, {})
        cited = reference_of(wanted.exhibit, host_of(origin))
        content = written(cited, extension, words(wanted.exhibit.lang))
        body = (content if content.endswith("\n") else f"{content}\n").encode()
        response = deliver_body(body, TYPES[extension], kept_for(origin, FRESH))
        response.headers["Content-Disposition"] = f'attachment; filename="{cited.key}.{extension}"'
        response.headers["X-Rows-SHA256"] = cited.digest
        if wanted.is_canonical and origin:
            keep_answer()
        return response

    add_rules(server, f"/cite/<kind>.<any({', '.join(TYPES)}):extension>", answer)
