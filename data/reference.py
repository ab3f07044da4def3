r"""A view as it is cited, in four forms: text, BibTeX, RIS and CSL-JSON.

Invariant: every form names title, producer, source, our processing, release, address and the hash of the rows; none of
them reads a clock: the day of access is the reader's to add.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from data.words import Words

SITE = "Common Measure"
FORMS = ("txt", "bib", "ris", "json")
TYPES = {
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}
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
    }
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited. ``sources`` are the publishers' own citations, ``address`` and ``verify`` whole addresses."""

    title: str
    producers: tuple[str, ...]
    sources: tuple[str, ...]
    series: tuple[str, ...]
    release: str
    address: str
    verify: str
    digest: str

    @property
    def year(self) -> int:
        """Year of the release."""
        return int(self.release.split(".")[0])

    @property
    def key(self) -> str:
        """Key of a BibTeX entry: the release and the beginning of the hash."""
        return f"commonmeasure_{self.release.replace('.', '_')}_{self.digest[:12]}"


def as_text(cited: Reference, words: Words) -> str:
    """One paragraph."""
    return words.text(
        "%(sources)s Series %(series)s. Processed by Common Measure, release %(release)s: %(title)s. %(address)s "
        "(sha256 of the rows %(digest)s; to verify: %(verify)s)",
        sources=" ".join(cited.sources),
        series=", ".join(cited.series),
        release=cited.release,
        title=cited.title,
        address=cited.address,
        digest=cited.digest,
        verify=cited.verify,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def as_bibtex(cited: Reference) -> str:
    """An entry of BibTeX (``@misc``, which every style knows)."""

    def braced(text: str) -> str:
        return _one_line(text).translate(BIBTEX)

    fields = {
        "title": "{" + braced(cited.title) + "}",
        "author": " and ".join("{" + braced(name) + "}" for name in (*cited.producers, SITE)),
        "year": str(cited.year),
        "version": braced(cited.release),
        "howpublished": r"\url{" + cited.address.replace("{", "%7B").replace("}", "%7D") + "}",
        "note": braced(f"{' '.join(cited.sources)} Processed by {SITE}. sha256 of the rows {cited.digest}"),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{cited.key},\n{lines}\n}}\n"


def as_ris(cited: Reference) -> str:
    """A record of RIS (data set)."""
    pairs = [
        ("TY", "DATA"),
        ("TI", cited.title),
        *(("AU", name) for name in cited.producers),
        ("PB", SITE),
        ("PY", str(cited.year)),
        ("ET", cited.release),
        ("UR", cited.address),
        *(("N1", source) for source in cited.sources),
        ("N1", f"Processed by {SITE}. sha256 of the rows {cited.digest}; to verify: {cited.verify}"),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(text)}\r\n" for tag, text in pairs)


def csl(cited: Reference) -> dict[str, Any]:
    """An item of CSL-JSON."""
    return {
        "id": cited.key,
        "type": "dataset",
        "title": cited.title,
        "author": [{"literal": name} for name in cited.producers],
        "publisher": SITE,
        "issued": {"date-parts": [[int(part) for part in cited.release.split(".")[:2]]]},
        "version": cited.release,
        "URL": cited.address,
        "source": " ".join(cited.sources),
        "note": f"Processed by {SITE}. sha256 of the rows {cited.digest}; to verify: {cited.verify}",
    }


def as_csl(cited: Reference) -> str:
    """A file of CSL-JSON: a list of one item."""
    return orjson.dumps([csl(cited)], option=orjson.OPT_INDENT_2).decode() + "\n"


def written(cited: Reference, form: str, words: Words) -> str:
    """The reference in a form. Raises KeyError for another."""
    if form == "txt":
        return as_text(cited, words)
    return {"bib": as_bibtex, "ris": as_ris, "json": as_csl}[form](cited)
