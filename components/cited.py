"""The part “Cite” of a page: one paragraph to copy, the same in three more forms, the hash and where to verify it.

Invariant: what it cites is the view that is shown, below its release; the hash is that of the rows in the download.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.alternates import in_language
from components.exhibits.addresses import cite_address, share_address, verify_address
from components.exhibits.base import Exhibit
from components.exhibits.reference import public_origin, reference_of
from components.exhibits.written import MAP, written
from data.citation import view_digest
from data.reference import FORMS, Reference, Source, as_text
from data.reference import written as written_out
from data.store import Store
from data.view_state import ViewState
from data.views.choose import Choice
from data.views.map import MapView
from data.words import Words

LABELS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a citation: extension, name, content (empty where a page only links to it), address of the file."""

    extension: str
    label: str
    content: str
    href: str


@dataclass(frozen=True, slots=True)
class Cited:
    """What the template writes."""

    text: str
    digest: str
    verify: str
    share: str
    forms: tuple[Form, ...]


def cited_map(store: Store, choice: Choice, view: MapView, state: ViewState, pinned: str, words: Words) -> Cited:
    """The part of a page that shows a map view; ``pinned`` is the page's own permanent address."""
    here = written(choice, state.but(release=store.id), MAP)
    series, digest = choice.series, view_digest(store, view)
    about, host = store.catalogue.sources[series.source], public_origin()
    reference = Reference(
        title=view.title,
        sources=(Source(about["publisher"], about["citation"], (series.code,), (series.vintage,)),),
        release=store.id,
        address=host + pinned,
        verify=host + verify_address(digest, "map", here, store.id),
        digest=digest,
    )
    share = share_address("map", state.but(year=here.year, dims=here.dims, indicator=here.indicator), "cite")
    return _cited(reference, "map", here, share, words)


def cited_exhibit(exhibit: Exhibit, host: str, words: Words) -> tuple[Cited, tuple[Form, ...]]:
    """The part for an exhibit, and all four forms written out; ``host`` is the site's own address."""
    reference = reference_of(exhibit, host)
    pinned = exhibit.state.but(release=exhibit.release)
    forms = tuple(
        Form(
            form,
            LABELS.get(form, words.text("Text")),
            written_out(reference, form, words),
            cite_address(exhibit.kind, form, pinned),
        )
        for form in FORMS
    )
    return _cited(reference, exhibit.kind, pinned, "", words), forms


def _cited(reference: Reference, kind: str, pinned: ViewState, share: str, words: Words) -> Cited:
    return Cited(
        text=as_text(reference, words),
        digest=reference.digest,
        verify=in_language(reference.verify[reference.verify.index("/verify/") :], words.lang),
        share=share,
        forms=tuple(Form(form, label, "", cite_address(kind, form, pinned)) for form, label in LABELS.items()),
    )
