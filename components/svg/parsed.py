"""SVG of our own renderers as a tree, for what reads or redresses it.

Invariant: the only place where the drawing side parses XML, so that there is one line to look at.
"""

from __future__ import annotations

from xml.etree import ElementTree as Tree


def parsed(text: str) -> Tree.Element:
    """The element that a text holds. Never for text from outside: nothing here guards against entities."""
    return Tree.fromstring(text)  # noqa: S314  # only what our own renderers wrote comes here
