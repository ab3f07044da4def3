r"""A view as it is cited, in four forms: text, BibTeX, RIS and CSL-JSON.

Invariant: every form names title, producers, sources with their state, our processing, release, address and the hash
of the rows; none of them reads a clock: the day of access is the reader's to add.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson

from data.export.cells import plain
from data.words import Words

SITE = "Common Measure"
FORMS = ("txt", "bib", "ris", "json")
TYPES = {
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}
MOST_CODES = 4  # series of one source that are named one by one
BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "–": "--",
        "—": "---",
        "“": "``",
        "”": "''",
        "‘": "`",
        "’": "'",
        "\u00a0": "~",
        "…": r"\dots{}",
        "ß": r"{\ss}",
        "ø": r"{\o}",
        "Ø": r"{\O}",
        "ł": r"{\l}",
        "Ł": r"{\L}",
        "æ": r"{\ae}",
        "Æ": r"{\AE}",
        "ı": r"{\i}",
    }
)
ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0327": "c",
    "\u0328": "k",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A source of what is cited: who made it, how it asks to be cited, which of its series, of which states."""

    producer: str
    citation: str
    codes: tuple[str, ...]
    vintages: tuple[str, ...]

    def sentence(self, words: Words) -> str:
        """Its own citation, then series and state (vintage), as far as the rows name them."""
        count, vintages = len(self.codes), ", ".join(self.vintages)
        series = words.text("Series %(codes)s", codes=", ".join(self.codes))
        if count > MOST_CODES:
            series = words.plural("%(count)s series", "%(count)s series", count)
        vintage = words.text("vintage %(vintage)s", vintage=vintages)
        named = ", ".join(filter(None, [series if count else "", vintage if vintages else ""]))
        return f"{self.citation} {named}." if named else self.citation


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited. ``address`` and ``verify`` are whole addresses where the site knows its own."""

    title: str
    sources: tuple[Source, ...]
    release: str
    address: str
    verify: str
    digest: str

    @property
    def year(self) -> str:
        """Year of the release."""
        return self.release.split(".")[0]

    @property
    def key(self) -> str:
        """Key of an entry: the release and the beginning of the hash."""
        return f"commonmeasure_{self.release.replace('.', '_')}_{self.digest[:12]}"

    @property
    def producers(self) -> tuple[str, ...]:
        """Every producer once."""
        return tuple(dict.fromkeys(source.producer for source in self.sources))

    def source_text(self, words: Words) -> str:
        """All sources, one sentence or more for each."""
        return " ".join(source.sentence(words) for source in self.sources)

    def processing(self, words: Words) -> str:
        """Who processed the figures, in which release."""
        return words.text("Processed by Common Measure, release %(release)s.", release=self.release)

    def check(self, words: Words) -> str:
        """The hash, and where it is recomputed."""
        return words.text(
            "SHA-256 of the rows %(digest)s; to verify: %(verify)s", digest=self.digest, verify=self.verify
        )


def as_text(cited: Reference, words: Words) -> str:
    """One paragraph: sources, processing, title, address, hash."""
    parts = (cited.source_text(words), cited.processing(words), f"{cited.title}.", cited.address)
    return _one_line(f"{' '.join(parts)} ({cited.check(words)})")


def _one_line(text: str) -> str:
    """Without breaks, which end a field in RIS, and without characters that cannot be seen."""
    return " ".join(plain(text).split())


def bibtex_text(text: str) -> str:
    """A text as BibTeX reads it: special characters escaped, accents of Latin letters as commands."""
    made: list[str] = []
    for letter in _one_line(unicodedata.normalize("NFC", text)):
        parts = unicodedata.normalize("NFD", letter)
        base, mark = parts[0], parts[1:]
        if mark in ACCENTS and base.isascii():
            stem = {"i": r"\i", "j": r"\j"}.get(base, base)
            made.append(f"{{\\{ACCENTS[mark]}{{{stem}}}}}")
        else:
            made.append(letter.translate(BIBTEX))
    return "".join(made)


def bibtex_url(address: str) -> str:
    r"""An address for ``\url``: the few characters that would end it or confuse the reader of the file are escaped."""
    return quote(address, safe="%/:?&=#,;.@-_~+!*'()")


def as_bibtex(cited: Reference, words: Words) -> str:
    """An entry of BibTeX (``@misc``, which every style knows)."""
    check = words.text("SHA-256 of the rows %(digest)s; to verify: %(verify)s", digest=cited.digest, verify="")
    note = bibtex_text(f"{cited.source_text(words)} {cited.processing(words)} {check}")
    fields = {
        "title": "{" + bibtex_text(cited.title) + "}",
        "author": " and ".join("{" + bibtex_text(name) + "}" for name in (*cited.producers, SITE)),
        "year": cited.year,
        "version": cited.release,
        "howpublished": rf"\url{{{bibtex_url(cited.address)}}}",
        "url": bibtex_url(cited.address),
        "note": rf"{note} \url{{{bibtex_url(cited.verify)}}}",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{cited.key},\n{lines}\n}}\n"


def as_ris(cited: Reference, words: Words) -> str:
    """A record of RIS, a data set: two capitals, two spaces, hyphen, space, CR LF.

    A comma in ``AU`` would part surname and name, so those of an institution become semicolons.
    """
    pairs = [
        ("TY", "DATA"),
        ("ID", cited.key),
        ("TI", cited.title),
        *(("AU", name.replace(",", ";")) for name in cited.producers),
        ("PB", SITE),
        ("PY", cited.year),
        ("ET", cited.release),
        ("UR", cited.address),
        *(("N1", source.sentence(words)) for source in cited.sources),
        ("N1", f"{cited.processing(words)} {cited.check(words)}"),
    ]
    return "".join(f"{tag}  - {_one_line(text)}\r\n" for tag, text in pairs) + "ER  - \r\n"


def csl(cited: Reference, words: Words) -> dict[str, Any]:
    """An item of CSL-JSON (schema 1.0.2)."""
    return {
        "id": cited.key,
        "type": "dataset",
        "title": _one_line(cited.title),
        "author": [{"literal": _one_line(name)} for name in cited.producers],
        "publisher": SITE,
        "issued": {"date-parts": [[int(part) for part in cited.release.split(".")[:2]]]},
        "version": cited.release,
        "URL": cited.address,
        "source": _one_line(cited.source_text(words)),
        "note": _one_line(f"{cited.processing(words)} {cited.check(words)}"),
    }


def as_csl(cited: Reference, words: Words) -> str:
    """A file of CSL-JSON: a list of one item."""
    return orjson.dumps([csl(cited, words)], option=orjson.OPT_INDENT_2).decode() + "\n"


def written(cited: Reference, form: str, words: Words) -> str:
    """The reference in a form. Raises KeyError for another."""
    return {"txt": as_text, "bib": as_bibtex, "ris": as_ris, "json": as_csl}[form](cited, words)
