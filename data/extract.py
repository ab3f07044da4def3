"""Collects the texts of the interface from Python and from templates.

Invariant: a text is collected exactly where it is written as a literal, so none is put together before translation.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from jinja2.ext import babel_extract

ROOT = Path(__file__).parents[1]
PYTHON = ("app.py", "data/**/*.py", "components/**/*.py", "pages/**/*.py", "web/**/*.py")
TEMPLATES = ("components/templates/**/*.j2",)
NOTES = ("data/renamed.yml", "data/withdrawn.yml")
SINGULAR = ("_", "text", "tr", "has")
PLURAL = ("plural",)
Message = tuple[str, ...]  # one text, or singular and plural


def interface_messages(root: Path = ROOT) -> set[Message]:
    """Every message of the interface."""
    found: set[Message] = set()
    for path in _files(root, PYTHON):
        found.update(python_messages(path.read_text("utf-8")))
    for path in _files(root, TEMPLATES):
        found.update(template_messages(path))
    for path in _files(root, NOTES):
        found.update(note_messages(path.read_text("utf-8")))
    return found


def _files(root: Path, patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(root.glob(pattern))


def note_messages(source: str) -> Iterator[Message]:
    """Reasons in a file of decisions about releases, such as why two codes are one measure."""
    levels = [yaml.safe_load(source) or {}]
    while levels:
        for key, item in levels.pop().items():
            if isinstance(item, dict):
                levels.append(item)
            elif key == "reason":
                yield (str(item),)


def python_messages(source: str) -> Iterator[Message]:
    """Messages of one module: the literals handed to ``_``, ``words.text`` and ``words.plural``."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SINGULAR:
            yield from ((text,) for text in _literals(node.args[0]) if text)
        elif name in PLURAL and len(node.args) > 1:
            yield from zip(_literals(node.args[0]), _literals(node.args[1]), strict=True)


def _literals(node: ast.expr) -> list[str]:
    """The texts that an argument may be: itself, or both arms of a condition."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return [*_literals(node.body), *_literals(node.orelse)]
    return []


def template_messages(path: Path) -> Iterator[Message]:
    """Messages of one template."""
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    with path.open("rb") as stream:
        for _, name, found, _ in babel_extract(stream, (*SINGULAR, *PLURAL), (), options):
            parts = (found,) if isinstance(found, str) else found or ()
            texts = [part for part in parts if isinstance(part, str)]
            if name in PLURAL and len(texts) == 2:
                yield texts[0], texts[1]
            elif texts and texts[0] and name in SINGULAR:
                yield (texts[0],)
