"""Style sheets as they are served: comments gone, font addresses put in, the legend's rules added.

Invariant: a style sheet names no other host; every ``url(name)`` in it is a file of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from data.model import AreaState

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
AROUND = re.compile(r" ?([{};,]) ?")
DECLARATION = re.compile(r"(?<=[{;])([\w-]+): ")
ADDRESS = re.compile(r"url\((?P<quote>[\"']?)(?!data:|#)(?P<name>[^)\"']+)(?P=quote)\)")
DARK = re.compile(r"@dark\s*{([^}]*)}")
CLASSES = 8


def minify(text: str) -> str:
    """The same rules without comments and spare space."""
    short = AROUND.sub(r"\1", SPACE.sub(" ", COMMENT.sub("", text))).replace(";}", "}").strip()
    return DECLARATION.sub(r"\1:", short)


def with_dark(text: str) -> str:
    """``@dark {…}`` written out twice, for readers whose system is dark and for ``theme=dark``; paper is never dark."""
    return DARK.sub(
        r"@media screen and (prefers-color-scheme: dark) { :root:not([data-theme=light]) {\1} } "
        r"@media screen { :root[data-theme=dark] {\1} }",
        text,
    )


def with_addresses(text: str, address: Callable[[str], str]) -> str:
    """``url(name)`` with the address of the file of that name. Raises KeyError where there is none."""
    return ADDRESS.sub(lambda match: f"url({address(match['name'])})", text)


def fills() -> list[str]:
    """Every fill that a legend can have: classes by edge, named classes, classes of change, zero, no change, states."""
    numbered = [f"{kind}{number}" for kind in "bcd" for number in range(CLASSES)]
    return [*numbered, "z", "n0", *(f"s-{state.value}" for state in AreaState if state is not AreaState.VALUE)]


def legend_rules() -> str:
    """Pointing at a legend entry, or opening it, dims every area of another fill; no script is needed."""
    rules = []
    for fill in fills():
        on = f".figure:has(.leg-{fill}:is(:hover,:focus-within,[open]))"
        rules.append(f"{on} .map .a:not(.f-{fill}){{opacity:.12}}")
    return "\n".join(rules)
