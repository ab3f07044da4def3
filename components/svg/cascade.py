"""Style sheets applied to a drawing that stands alone: every element gets its style as plain attributes.

Invariant: what comes out holds no class that matters, no ``var()``, no reference to another file; programs that know
no style sheets (resvg among them) draw it as a browser draws it in the page.

Knows what our own sheets use: types, classes, ids, ``[class*=…]``, ``:is()``, ``:not()``, descendants, children and
siblings; custom properties that are inherited; ``font`` as ``[weight] size family``. ``@media`` is left out: a drawing
that stands alone is as wide as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

NS = "{http://www.w3.org/2000/svg}"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
NESTED = re.compile(r"@(?:media|supports|font-face|page|keyframes)[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")
DARK = re.compile(r"@dark\s*\{([^}]*)\}")
VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\))?[^()]*))?\)")
SIMPLE = re.compile(
    r"\*|[a-zA-Z][\w-]*|[.#][\w-]+|\[[^\]]+\]|:(?:is|not)\((?:[^()]|\([^()]*\))*\)|:{1,2}[\w-]+(?:\([^)]*\))?"
)
FONT = re.compile(
    r"^(?:(?:italic|normal)\s+)?(?:(?P<weight>\d{3}|bold|normal)\s+)?(?P<size>[\d.]+)px(?:/\S+)?\s+(?P<family>.+)$"
)
ATTRIBUTES = frozenset(
    (
        *("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity"),
        *("fill-opacity", "opacity", "paint-order", "text-anchor", "font-size", "font-weight", "display", "r"),
    )
)
FAMILIES = {"var(--sans)": "Measure Sans", "var(--serif)": "Measure Serif"}
THIN = "vector-effect"


@dataclass(frozen=True)
class Step:
    """One compound selector, and how it stands to the one before: `` ``, ``>``, ``+`` or ``~``."""

    joint: str
    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    parts: tuple[str, ...]  # of the class attribute
    among: tuple[tuple[Step, ...], ...]
    without: tuple[Step, ...]
    is_never: bool  # hovered, focused: never in a drawing that stands alone


@dataclass(frozen=True)
class Rule:
    """Declarations for what a selector matches; ``weight`` orders rules as a browser does."""

    steps: tuple[Step, ...]
    weight: tuple[int, int, int, int]
    declarations: tuple[tuple[str, str], ...]


@dataclass
class _At:
    """An element with its parents, its elder siblings, its classes and custom properties."""

    element: Element
    parent: _At | None
    before: _At | None
    tag: str
    classes: frozenset[str]
    variables: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=64)
def read_sheet(text: str, is_dark: bool) -> tuple[Rule, ...]:
    """Rules of a sheet, without what only a screen or a pointer can have."""
    bare = COMMENT.sub("", text)
    bare = DARK.sub(r":root {\1}" if is_dark else "", bare)
    while True:
        cut = NESTED.sub("", bare)
        if cut == bare:
            break
        bare = cut
    rules = []
    for order, (selectors, body) in enumerate(BLOCK.findall(bare)):
        declared = tuple(
            (name.strip(), value.strip().removesuffix("!important").strip())
            for name, _, value in (part.partition(":") for part in body.split(";"))
            if value.strip()
        )
        for selector in _split(selectors):
            steps = _steps(selector.strip())
            if steps and not any(step.is_never for step in steps):
                rules.append(Rule(steps, (*_weight(steps), order), declared))
    return tuple(rules)


def _split(selectors: str) -> list[str]:
    """At commas that stand in no brackets."""
    found, depth, start = [], 0, 0
    for position, letter in enumerate(selectors):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            found.append(selectors[start:position])
            start = position + 1
    return [*found, selectors[start:]]


def _steps(selector: str) -> tuple[Step, ...]:
    tokens = re.findall(
        r"\s*([>+~])\s*|(\s+)|([^\s>+~()\[\]]*(?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|[^\s>+~()\[\]])+)", selector
    )
    steps, joint = [], " "
    for symbol, _space, compound in tokens:
        if symbol:
            joint = symbol
        elif compound:
            steps.append(_compound(compound, joint))
            joint = " "
    return tuple(steps)


def _compound(text: str, joint: str) -> Step:
    tag, classes, ids, parts = "", [], [], []
    among: list[tuple[Step, ...]] = []
    without: list[Step] = []
    is_never = False
    for piece in SIMPLE.findall(text):
        if piece.startswith("."):
            classes.append(piece[1:])
        elif piece.startswith("#"):
            ids.append(piece[1:])
        elif piece.startswith("["):
            found = re.fullmatch(r"\[class\*=[\"']?([^\"'\]]+)[\"']?\]", piece)
            is_never = is_never or found is None
            parts += [found[1]] if found else []
        elif piece.startswith(":is("):
            among.append(tuple(_compound(one.strip(), " ") for one in _split(piece[4:-1])))
        elif piece.startswith(":not("):
            without += [_compound(one.strip(), " ") for one in _split(piece[5:-1])]
        elif piece.startswith(":"):
            is_never = is_never or piece != ":root"
            tag = "svg" if piece == ":root" else tag
        elif piece != "*":
            tag = piece
    return Step(joint, tag, frozenset(classes), frozenset(ids), tuple(parts), tuple(among), tuple(without), is_never)


def _weight(steps: tuple[Step, ...]) -> tuple[int, int, int]:
    ids = sum(len(s.ids) for s in steps)
    classes = sum(
        len(s.classes) + len(s.parts) + sum(max((len(o.classes) for o in g), default=0) for g in s.among) for s in steps
    )
    return ids, classes, sum(bool(s.tag) for s in steps)


def _is_one(step: Step, at: _At) -> bool:
    if step.is_never or (step.tag and step.tag != at.tag) or not step.classes <= at.classes:
        return False
    if step.ids and not step.ids <= {at.element.get("id", "")}:
        return False
    if step.parts and not all(part in f" {at.element.get('class', '')}" for part in step.parts):
        return False
    if step.among and not all(any(_is_one(one, at) for one in group) for group in step.among):
        return False
    return not any(_is_one(one, at) for one in step.without)


def _matches(steps: tuple[Step, ...], at: _At | None, joint: str = "") -> bool:
    """Whether a selector ends at an element; read from its end."""
    if not steps:
        return True
    if at is None:
        return False
    step, rest = steps[-1], steps[:-1]
    if joint in ("", ">", "+"):
        if not _is_one(step, at):
            return False
        return _matches(rest, at.parent if step.joint in (" ", ">") else at.before, step.joint) if rest else True
    here: _At | None = at
    while here is not None:
        if _is_one(step, here):
            if not rest:
                return True
            if _matches(rest, here.parent if step.joint in (" ", ">") else here.before, step.joint):
                return True
        here = here.parent if joint == " " else here.before
    return False


class Cascade:
    """Sheets ready to be applied; rules are found by the last class or tag that they name."""

    def __init__(self, sheets: Iterable[str], is_dark: bool) -> None:
        self._by_key: dict[str, list[Rule]] = {}
        for number, sheet in enumerate(sheets):
            for rule in read_sheet(sheet, is_dark):
                last = rule.steps[-1]
                key = f".{min(last.classes)}" if last.classes else last.tag or "*"
                placed = Rule(rule.steps, (*rule.weight[:3], number * 100_000 + rule.weight[3]), rule.declarations)
                self._by_key.setdefault(key, []).append(placed)

    def apply(self, root: Element, scale: float = 1.0) -> None:
        """Write the styles into the elements; lines that keep their width on a screen keep it at this scale."""
        self._visit(root, None, None, {}, scale)

    def _visit(
        self, element: Element, parent: _At | None, before: _At | None, inherited: Mapping[str, str], scale: float
    ) -> _At:
        tag = element.tag.removeprefix(NS)
        at = _At(element, parent, before, tag, frozenset(element.get("class", "").split()))
        declared = self._declared(at)
        own = {name: value for name, value in declared.items() if name.startswith("--")}
        variables = {**inherited, **own} if own else inherited
        at.variables = variables
        _write(element, declared, variables, scale)
        younger: _At | None = None
        for child in element:
            younger = self._visit(child, at, younger, variables, scale)
        return at

    def _declared(self, at: _At) -> dict[str, str]:
        keys = ["*", at.tag, *(f".{name}" for name in at.classes)]
        found = [rule for key in keys for rule in self._by_key.get(key, ()) if _matches(rule.steps, at)]
        found.sort(key=lambda rule: rule.weight)
        return {name: value for rule in found for name, value in rule.declarations}


def resolve(value: str, variables: Mapping[str, str], depth: int = 8) -> str:
    """A value with its variables put in; empty where one is not known and has no stand-in."""
    while depth and "var(" in value:
        depth -= 1
        value = VAR.sub(lambda m: variables.get(m[1], m[2] or ""), value)
    return value.strip()


def _write(element: Element, declared: Mapping[str, str], variables: Mapping[str, str], scale: float) -> None:
    for name, value in declared.items():
        if name == "font":
            _font(element, value)
        elif name == "font-family":
            element.set("font-family", FAMILIES.get(value, value))
        elif name in ATTRIBUTES:
            said = resolve(value, variables).removesuffix("px")
            if said:
                element.set(name, said)
    if declared.get(THIN) == "non-scaling-stroke" and scale != 1.0:
        width = element.get("stroke-width", "1")
        element.set("stroke-width", f"{float(width) / scale:.3f}".rstrip("0").rstrip("."))
        if element.get("stroke-dasharray"):
            dashes = element.get("stroke-dasharray", "").split()
            element.set("stroke-dasharray", " ".join(f"{float(d) / scale:.2f}" for d in dashes))


def _font(element: Element, value: str) -> None:
    found = FONT.match(value)
    if found is None:
        return
    element.set("font-size", found["size"])
    element.set("font-family", FAMILIES.get(found["family"], "Measure Sans"))
    if found["weight"]:
        element.set("font-weight", found["weight"])
