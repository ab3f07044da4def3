"""Translators' files: collected from code and releases, kept in step, compiled.

Invariant: the same sources give the same bytes; no clock, no line number and no guess stands in a file.
``python -m data.translations update`` (`make translations`) and ``compile`` (part of `make prepared`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as MessageEntry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from data.extract import Message, interface_messages
from data.release import RELEASES, open_release, release_ids
from data.release_texts import release_texts
from data.words import DOMAINS, TRANSLATIONS

STILL = datetime(2026, 1, 1, tzinfo=UTC)  # the format wants a date; this one never changes
HEADER = ("Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms")


def collected(releases: Path = RELEASES) -> dict[str, set[Message]]:
    """Domain -> its messages, from the code and from every release that is held."""
    texts: set[str] = set()
    for release_id in release_ids(releases):
        texts |= release_texts(open_release(release_id, releases))
    return {"messages": interface_messages(), "catalogue": {(text,) for text in texts}}


def template(messages: Iterable[Message]) -> Catalog:
    """An untranslated catalogue of the messages."""
    made = Catalog(creation_date=STILL, revision_date=STILL, fuzzy=False)
    plain = {message[0] for message in messages if len(message) == 1}
    for message in sorted(messages):
        if len(message) == 2:
            made.add(message)
        elif message[0] in plain:
            made.add(message[0])
    return made


def written(catalogue: Catalog, with_header: bool) -> bytes:
    """A catalogue as text, in the order of its messages."""
    stream = BytesIO()
    write_po(stream, catalogue, sort_output=True, no_location=True, omit_header=True, ignore_obsolete=True)
    return (header(catalogue) if with_header else b"") + stream.getvalue()


def header(catalogue: Catalog) -> bytes:
    """What a .po says of itself, without dates and names."""
    lines = (f'"{name}: {value}\\n"\n' for name, value in catalogue.mime_headers if name in HEADER)
    return "".join(['msgid ""\nmsgstr ""\n', *lines, "\n"]).encode()


def read(path: Path, lang: str | None = None) -> Catalog:
    """A .po or .pot file, its dates stilled."""
    with path.open("rb") as stream:
        found = read_po(stream, locale=lang)
    found.creation_date = found.revision_date = STILL
    return found


def languages() -> list[str]:
    """Languages that have translations here."""
    return sorted(path.parents[1].name for path in TRANSLATIONS.glob(f"*/LC_MESSAGES/{DOMAINS[0]}.po"))


def po_path(lang: str, domain: str) -> Path:
    """Where a language's translations of a domain stand; the compiled ones lie beside them."""
    return TRANSLATIONS / lang / "LC_MESSAGES" / f"{domain}.po"


def update(new: Iterable[str] = ()) -> None:
    """Collect all messages and bring every language into step; ``new`` names languages to begin."""
    for domain, messages in collected().items():
        made = template(messages)
        _write(TRANSLATIONS / f"{domain}.pot", written(made, with_header=False))
        for lang in sorted({*languages(), *new}):
            path = po_path(lang, domain)
            path.parent.mkdir(parents=True, exist_ok=True)
            known = read(path, lang) if path.exists() else Catalog(locale=lang, fuzzy=False)
            known.update(made, no_fuzzy_matching=True, keep_user_comments=False)
            _write(path, written(known, with_header=True))


def compile_all() -> None:
    """Make every .mo that is missing or older than its .po."""
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            _write(target, compiled(path))


def compiled(path: Path) -> bytes:
    """The bytes of the .mo of a .po."""
    known = read(path, path.parents[1].name)
    for message in [message for message in known if message.id and not is_translated(message)]:
        known.delete(message.id)
    stream = BytesIO()
    write_mo(stream, known)
    return stream.getvalue()


def is_translated(message: MessageEntry) -> bool:
    """Whether every form of a message has its translation, and none is a guess."""
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(forms) and not message.fuzzy


def _write(path: Path, content: bytes) -> None:
    """All at once, so that nobody reads half a file."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)


def main(arguments: list[str]) -> int:
    """``update [new languages]`` or ``compile``."""
    match arguments:
        case ["update", *new]:
            update(new)
        case ["compile"]:
            compile_all()
        case _:
            sys.stderr.write("python -m data.translations update [language …] | compile\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
