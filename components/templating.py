"""Jinja templates with escaping on and the reader's words at hand.

Invariant: nothing that comes from data reaches a page unescaped, except SVG that our own renderers made.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

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
    return made


def made_here(html: str) -> Markup:
    """HTML or SVG that our own templates and renderers made: whatever came from data is escaped in it already.

    The only place of the site where text is declared safe, so that there is one line to look at.
    """
    return Markup(html)  # noqa: S704  # callers hand over what they made themselves, see above


def mark_code(text: str) -> Markup:
    """Text in which what stands between backticks is shown as code."""
    return made_here(CODE.sub(r"<code>\1</code>", str(escape(text))))


def render(name: str, words: Words, **values: object) -> Markup:
    """A template filled in; ``_`` translates and ``number`` writes numbers in it."""
    template = environment().get_template(name)
    texts = {"_": words.text, "number": words.number, "plural": words.plural, "lang": words.lang}
    return made_here(template.render(**texts, **values))
