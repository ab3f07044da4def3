"""The page ``/verify``: whether the figures behind a citation are still those of its hash.

Invariant: a verdict is computed at this moment from the releases that are held; nothing about a citation is stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qsl, urlsplit

from components.exhibits.addresses import from_page, verify_address
from components.exhibits.base import Exhibit
from components.exhibits.registry import KINDS, BadExhibit, build_exhibit
from components.links import Site
from components.page import Page
from components.templating import made_here, render
from data.release import ID
from data.store import Store
from data.view_state import PAGE_KEYS, read_query
from data.words import Words

HASH = re.compile(r"[0-9a-f]{12,64}")
IN_PATH = re.compile(r"/verify/([0-9a-fA-F]{12,64})$")
OF_KIND = re.compile(r"/(?:embed|view|share|cite)/([a-z]+)(?:\.[a-z.]+)?$")
NOT_KEPT = made_here('<meta name="robots" content="noindex">')
PATH = "/verify"


class Outcome(Enum):
    """What can be said of a hash."""

    MATCH = "match"
    SUPERSEDED = "superseded"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was recomputed.

    ``found`` is the hash in the cited release, ``now`` that in the current one, empty where the current one has no
    such view; ``faults`` say why nothing could be recomputed.
    """

    outcome: Outcome
    digest: str
    release: str = ""
    kind: str = ""
    found: str = ""
    current: str = ""
    now: str = ""
    exhibit: Exhibit | None = None
    faults: tuple[str, ...] = ()


def judge(digest: str, exhibit: Exhibit, current: Store, words: Words) -> Verdict:
    """The verdict on a hash (or its first twelve characters or more), given the exhibit that is cited."""
    now = _now(exhibit, current, words)
    if not exhibit.digest.startswith(digest):
        outcome = Outcome.MISMATCH
    else:
        outcome = Outcome.MATCH if now == exhibit.digest else Outcome.SUPERSEDED
    return Verdict(outcome, digest, exhibit.release, exhibit.kind, exhibit.digest, current.id, now, exhibit)


def _now(exhibit: Exhibit, current: Store, words: Words) -> str:
    if exhibit.release == current.id:
        return exhibit.digest
    try:
        return build_exhibit(current, exhibit.kind, exhibit.state.but(release=""), words).digest
    except BadExhibit:
        return ""


def as_json(verdict: Verdict, host: str) -> dict[str, object]:
    """The verdict for programs."""
    exhibit = verdict.exhibit
    return {
        "ok": True,
        "outcome": verdict.outcome.value,
        "sha256": verdict.digest,
        "release": verdict.release,
        "kind": verdict.kind,
        "recomputed": verdict.found,
        "current_release": verdict.current,
        "current_sha256": verdict.now,
        "title": exhibit.title if exhibit else "",
        "rows": len(exhibit.rows) if exhibit else None,
        "page": host + exhibit.page if exhibit else "",
        "changes": host + f"/releases/{verdict.release}..{verdict.current}"
        if verdict.outcome is Outcome.SUPERSEDED
        else "",
        "reasons": list(verdict.faults),
    }


def asked_for(text: str, digest: str, current: Store) -> str:
    """Where a pasted address, or hash, is verified; empty where it names none.

    An address of a view needs the hash beside it; one without a release is taken to be of the current release.
    """
    text = text.strip()
    bare = text.lower()
    if HASH.fullmatch(bare):
        return f"{PATH}/{bare}"
    try:
        split = urlsplit(text)
    except ValueError:
        return ""
    cited = IN_PATH.search(split.path)
    query = {key: value for key, value in parse_qsl(split.query) if key in PAGE_KEYS | {"kind", "release"}}
    if cited:
        state, _ = read_query({key: value for key, value in query.items() if key in PAGE_KEYS})
        kind, release = query.get("kind", ""), query.get("release", "")
        if kind in KINDS and ID.fullmatch(release):
            return verify_address(cited[1].lower(), kind, state, release)
        return f"{PATH}/{cited[1].lower()}"
    if not HASH.fullmatch(digest.lower()):
        return ""
    return _of_view(split.path, query, digest.lower(), current)


def _of_view(path: str, query: Mapping[str, str], digest: str, current: Store) -> str:
    release = current.id
    if path.startswith("/r/"):
        release, _, rest = path.removeprefix("/r/").partition("/")
        path = f"/{rest}"
    if not ID.fullmatch(release):
        return ""
    kind = OF_KIND.match(path)
    if kind and kind[1] in KINDS:
        state, _ = read_query({key: value for key, value in query.items() if key in PAGE_KEYS})
        return verify_address(digest, kind[1], state, release)
    found = from_page(path, query)
    return verify_address(digest, found[0], found[1], release) if found else ""


def build_verify(verdict: Verdict | None, canonical: str, words: Words, pasted: str = "", status: int = 200) -> Page:
    """The page; without a verdict it is the form alone. ``pasted`` is what the form was sent with and could not use."""
    title = words.text("Verify a figure") if verdict is None else _title(verdict, words)
    exhibit = verdict.exhibit if verdict else None
    main = render(
        "verify.html.j2",
        words,
        title=title,
        verdict=verdict,
        outcome=verdict.outcome.value if verdict else "",
        exhibit=exhibit,
        current_page=exhibit.page.removeprefix(f"/r/{exhibit.release}") if exhibit else "",
        pasted=pasted,
        site=Site(lang=words.lang),
        whole=verdict is not None and len(verdict.digest) == 64,
    )
    return Page(
        title=title,
        description=words.text("Recomputes the hash of a cited view and says whether its figures are still the same."),
        canonical=canonical,
        lang=words.lang,
        main=main,
        head_extra=NOT_KEPT if verdict else "",
        status=status,
        critical_css="critical-share",
    )


def _title(verdict: Verdict, words: Words) -> str:
    return {
        Outcome.MATCH: words.text("The figures match"),
        Outcome.SUPERSEDED: words.text("The figures match their release, and have been revised since"),
        Outcome.MISMATCH: words.text("The figures do not match"),
        Outcome.UNKNOWN: words.text("This address cannot be verified")
        if verdict.faults
        else words.text("This hash alone cannot be verified"),
    }[verdict.outcome]


def unknown(digest: str, faults: tuple[str, ...] = ()) -> Verdict:
    """Nothing can be recomputed: the address names no view, or none that is held."""
    return Verdict(Outcome.UNKNOWN, digest, faults=faults)
