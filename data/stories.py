"""What the front page tells, read from ``stories.yml``, and the sentences that it may use.

Invariant: the file holds view states, rules and keys, never a figure; a key that is not here, or a field that no rule
knows, stops the first reader and not a later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from data.model import SourceType
from data.words import Words

FILE = Path(__file__).with_name("stories.yml")


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


TEXTS = {
    "headline_homicide": _("For %(missing)s of %(all)s states, the UN has no homicide rate from %(first)s to %(last)s"),
    "headline_unsentenced": _(
        "%(missing)s of %(all)s states do not tell the UN how many prisoners await a sentence, %(first)s to %(last)s"
    ),
    "headline_benefit": _("For %(missing)s of %(all)s states it is not known who is paid when work is lost"),
    "headline_any": _("%(name)s: for %(missing)s of %(all)s states there is no figure"),
    "lead_why": _(
        "Of the core indicators that rest on administrative records and are drawn as a map, this is the one for which "
        "most member states have no figure. The rule chooses it, not an editor."
    ),
    "silence_why": _(
        "Of the core indicators that experts or statistical models give, this one covers most member states in that "
        "year, and it does not depend on what a state reports."
    ),
    "trend_apart": _(
        "Between %(base)s and %(year)s, %(subject)s rose in %(up)s of %(count)s states and fell in %(down)s by more "
        "than the published intervals allow for; it moved furthest in %(high)s and in %(low)s."
    ),
    "groups_neet": _(
        "In %(above)s of %(count)s states, a larger share of young women than of young men is not in education, "
        "work or training; in %(below)s it is the other way round (%(years)s)."
    ),
    "ranks_blur": _(
        "%(name)s, %(year)s: the published intervals leave half of %(count)s states a range of %(width)s places or "
        "more. The broad order can be told, single places cannot."
    ),
}


@dataclass(frozen=True)
class LeadRule:
    """How the lead is chosen; ``headlines`` are keys by indicator, for others there is one that fits any."""

    source_types: tuple[SourceType, ...]
    headlines: dict[str, str]
    why: str


@dataclass(frozen=True)
class SilenceRule:
    """Which indicators may serve as the scale; below ``least`` states a row has no median."""

    source_types: tuple[SourceType, ...]
    least: int
    why: str


@dataclass(frozen=True)
class Graphic:
    """One of the three graphics: its kind, its indicator, its sentence, and what its kind asks for."""

    kind: str
    indicator: str
    sentence: str
    years: int = 10
    since: int | None = None
    dimension: str = ""
    ahead: str = ""
    per_region: int = 2


@dataclass(frozen=True)
class ImprovementRule:
    """Change of an indicator over so many years; without published intervals at most ``most`` places are named."""

    indicator: str
    years: int
    most: int = 0


@dataclass(frozen=True)
class HiddenRule:
    """How many states with fewest figures are named at most."""

    most: int


@dataclass(frozen=True)
class Stories:
    """The whole file."""

    lead: LeadRule
    silence: SilenceRule
    graphics: tuple[Graphic, ...]
    improvement: tuple[ImprovementRule, ...]
    hidden: HiddenRule


@lru_cache(maxsize=1)
def stories() -> Stories:
    """The file of this checkout, kept for the life of the process."""
    return read_stories(FILE.read_text("utf-8"))


def read_stories(text: str) -> Stories:
    """The stories of a file. Raises TypeError on an unknown field, KeyError on an unknown sentence."""
    raw: dict[str, Any] = yaml.safe_load(text)
    lead, silence = raw.pop("lead"), raw.pop("silence")
    made = Stories(
        lead=LeadRule(**{**lead, "source_types": _types(lead)}),
        silence=SilenceRule(**{**silence, "source_types": _types(silence)}),
        graphics=tuple(Graphic(**item) for item in raw.pop("graphics")),
        improvement=tuple(ImprovementRule(**item) for item in raw.pop("improvement")),
        hidden=HiddenRule(**raw.pop("hidden")),
    )
    if raw:
        raise TypeError(f"stories.yml has parts that nothing reads: {', '.join(raw)}")
    for key in (made.lead.why, made.silence.why, *made.lead.headlines.values(), *(g.sentence for g in made.graphics)):
        TEXTS[key]
    return made


def _types(raw: dict[str, Any]) -> tuple[SourceType, ...]:
    return tuple(SourceType(name) for name in raw["source_types"])


def said(words: Words, key: str, /, **values: object) -> str:
    """A sentence of the file in the reader's language."""
    return words.text(TEXTS[key], **values)
