"""Jinja templates with escaping on and the reader's words at hand.

Invariant: nothing that comes from data reaches a page unescaped, except SVG that our own renderers made.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from data.words import Words

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; an undefined name is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(name: str, words: Words, **values: object) -> Markup:
    """A template filled in; ``_`` translates and ``number`` writes numbers in it."""
    template = environment().get_template(name)
    return Markup(template.render(_=words.text, number=words.number, plural=words.plural, lang=words.lang, **values))  # noqa: S704
