"""Jinja templates with escaping on and the reader's words at hand.

Invariant: nothing that comes from data reaches a page unescaped, except SVG that our own renderers made.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from components.exhibits.addresses import question_of
from data.words import Words

TEMPLATES = Path(__file__).parent / "templates"
CODE = re.compile(r"`([^`]+)`")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; an undefined name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["code"] = mark_code
    made.filters["question"] = question_of
    return made


def made_here(html: str) -> Markup:
    """HTML or SVG that our own templates and renderers made: whatever came from data is escaped in it already.

    The only place of the site where text is declared safe, so that there is one line to look at.
    """
    return Markup(html)  # noqa: S704  # only what our templates and renderers made, already escaped, comes here


def mark_code(text: str) -> Markup:
    """Text in which what stands between backticks is shown as code."""
    return made_here(CODE.sub(r"<code>\1</code>", str(escape(text))))


def translated(words: Words, text: str) -> Markup:
    """A text of a release in the reader's language; in English and marked so where there is no translation."""
    if words.has(text):
        return escape(words.text(text))
    return made_here(f'<span lang="en">{escape(text)}</span>')


def render(name: str, words: Words, **values: object) -> Markup:
    """A template filled in; ``_`` translates, ``tr`` marks what it could not, ``number`` and ``date`` write as read."""
    template = environment().get_template(name)
    texts = {
        "_": words.text,
        "tr": partial(translated, words),
        "plural": words.plural,
        "number": words.number,
        "date": words.date,
        "colon": words.colon,
        "semicolon": words.semicolon,
        "lang": words.lang,
    }
    return made_here(template.render(**texts, **values))
