"""Parts of an indicator's page that are more than a loop in its template: fact box, trace, markup to copy, JSON-LD.

Invariant: nothing is computed here; what is said stands in a view or in the release.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import parse_qsl

import orjson
from markupsafe import Markup

from components.templating import made_here
from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.choose import Choice
from data.views.map import MapArea, MapView
from data.views.method import MethodView
from data.views.sentence import area_sentence
from data.views.trace import Step, build_absence, build_trace
from data.views.vintages import Vintage, VintagesView
from data.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the fact box; ``href`` leads on where there is more, ``is_abroad`` says that it leaves the site."""

    label: str
    text: str
    href: str = ""
    is_abroad: bool = False


@dataclass(frozen=True, slots=True)
class FactBox:
    """What is always shown, and what a small screen folds."""

    first: tuple[Fact, ...]
    more: tuple[Fact, ...]


def fact_box(choice: Choice, view: MapView, method: MethodView, words: Words) -> FactBox:
    """Source, date, countries and years first, then the facts of the method."""
    source, series = method.source, choice.series
    said = dict(method.facts)
    leading = (
        words.text("Unit"),
        words.text("Direction"),
        words.text("Uncertainty"),
        words.text("Who made the figures"),
    )
    years = f"{choice.years[0]}–{choice.years[-1]}" if choice.years else words.text("none")
    first = [
        Fact(words.text("Source"), source["name"], source["homepage"], True),
        Fact(words.text("Publisher"), source["publisher"]),
        Fact(
            words.text("Vintage"),
            words.text("as of %(date)s", date=words.date(series.released))
            if series.vintage == series.released
            else words.text("%(vintage)s, as of %(date)s", vintage=series.vintage, date=words.date(series.released)),
            "#vintages",
        ),
        Fact(words.text("Countries with a value"), _countries(view, words), "#table"),
        Fact(words.text("Years"), years),
        *(Fact(label, said[label]) for label in leading),
    ]
    return FactBox(tuple(first), tuple(Fact(label, text) for label, text in method.facts if label not in leading))


def _countries(view: MapView, words: Words) -> str:
    if view.year is None:
        return words.text("none")
    return words.text(
        "%(count)s of %(all)s UN member states in %(year)s",
        count=words.number(len(view.valued)),
        all=words.number(len(view.counted)),
        year=str(view.year),
    )


@dataclass(frozen=True, slots=True)
class Traced:
    """One figure taken back to its record, and the form that takes another one."""

    area: str
    sentence: str
    steps: list[Step]
    is_asked: bool
    is_example: bool
    options: list[tuple[str, str]]
    action: str
    hidden: list[tuple[str, str]]


def traced(store: Store, view: MapView, state: ViewState, without: str, words: Words) -> Traced | None:
    """The figure of the first country that is named, else of the one with the highest value as an example.

    ``without`` is the address of the page with no country named. None where the view has no country at all.
    """
    found = {area.id: area for area in view.areas}
    asked = [found[a] for a in state.area if a in found]
    area = asked[0] if asked else _example(view)
    if area is None:
        return None
    action, _, query = without.partition("?")
    return Traced(
        area=area.id,
        sentence=area_sentence(store, view, area, words),
        steps=_steps(store, view, area, words),
        is_asked=bool(asked),
        is_example=not asked,
        options=sorted(((a.id, a.name) for a in view.areas), key=lambda item: item[1]),
        action=action,
        hidden=parse_qsl(query, keep_blank_values=True),
    )


def _example(view: MapView) -> MapArea | None:
    if view.valued:
        return view.valued[-1]
    with_row = [area for area in view.areas if area.observation is not None]
    return with_row[0] if with_row else next(iter(view.areas), None)


def _steps(store: Store, view: MapView, area: MapArea, words: Words) -> list[Step]:
    if area.observation is None or area.state is AreaState.REGIONS_ONLY:
        return build_absence(store, view.series, area.text, words)
    return build_trace(store, area.observation, words)


def revision_lines(vintages: VintagesView) -> list[Vintage]:
    """Series that hold the same figures as the one shown, and so can be set against it."""
    return [row for row in vintages.rows if row.revision]


def copy_markup(store: Store, choice: Choice, view: MapView, sentence: str, pinned: str, words: Words) -> str:
    """The finding as HTML to paste: a quotation with its source, whole without a picture."""
    source = store.catalogue.sources[choice.series.source]
    credit = words.text(
        "Source: %(source)s, as of %(date)s. Processed by Common Measure, release %(release)s.",
        source=source["citation"].rstrip("."),
        date=words.date(choice.series.released),
        release=store.id,
    )
    return (
        f'<figure lang="{words.lang}">\n  <blockquote cite="{escape(pinned)}">\n    <p>{escape(sentence)}</p>\n'
        f'  </blockquote>\n  <figcaption>{escape(credit)} <a href="{escape(pinned)}">{escape(view.title)}</a>'
        "</figcaption>\n</figure>"
    )


def dataset(store: Store, choice: Choice, sentence: str, canonical: str, words: Words) -> Markup:
    """The indicator as a schema.org Dataset; ``<`` is written as an escape so that no text can end the script."""
    indicator, series = choice.indicator, choice.series
    source = store.catalogue.sources[series.source]
    method = indicator.raw["method"]
    unit = store.catalogue.units[indicator.unit]
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": words.text(indicator.name),
        "description": words.text(method["definition"]),
        "abstract": sentence,
        "url": canonical,
        "inLanguage": words.lang,
        "identifier": [series.id, f"{indicator.id}@{store.id}"],
        "version": store.id,
        "dateModified": series.released,
        "license": source["licence"]["url"],
        "creditText": source["licence"]["attribution"],
        "citation": source["citation"],
        "creator": {"@type": "Organization", "name": source["publisher"], "url": source["homepage"]},
        "maintainer": {"@type": "Organization", "name": method["custodian"]},
        "isBasedOn": method["link"] or source["homepage"],
        "isAccessibleForFree": True,
        "conditionsOfAccess": words.text(method["may_not_conclude"]),
        "keywords": [*(words.text(store.catalogue.rights[r]["name"]) for r in indicator.rights), *indicator.synonyms],
        "measurementTechnique": indicator.source_type.value,
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": words.text(indicator.subject),
            "unitText": words.text(unit["label"]),
            "minValue": series.raw["minimum"],
            "maxValue": series.raw["maximum"],
        },
        "spatialCoverage": words.plural("%(count)s country", "%(count)s countries", series.raw["countries"]),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "Common Measure"},
    }
    if choice.years:
        content["temporalCoverage"] = f"{choice.years[0]}/{choice.years[-1]}"
    body = orjson.dumps(content).decode().replace("<", "\\u003c")
    return made_here(f'<script type="application/ld+json">{body}</script>')
