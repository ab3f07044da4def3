"""The sentences of a country's story that set its figures beside a group, and beside its own past.

Invariant: which indicators are named follows the order of the rights, never how good or bad they look; a word of better
or worse stands only for published intervals, and their number for all of them.
"""

from __future__ import annotations

from data.store import Store
from data.views.choose import lower_first
from data.views.profile import Profile
from data.views.profile_rows import ProfileRow
from data.views.profile_snapshot import Snapshot, has_level
from data.views.profile_story import Sentence, pieces, safe
from data.words import Words

NAMED = 2


def build_told(store: Store, profile: Profile, snapshot: Snapshot, words: Words) -> tuple[Sentence, ...]:
    """One sentence on places, one on what the intervals tell; each only where there is something to tell."""
    found = (_placed(store, profile, snapshot, words), _judged(profile, snapshot, words))
    return tuple(told for told in found if told)


def _placed(store: Store, profile: Profile, snapshot: Snapshot, words: Words) -> Sentence:
    """The first core indicators, in the order of the rights, that have a place in a group."""
    rows = [row for row in profile.core if _has_place(row, snapshot)]
    order = list(store.catalogue.rights)
    rows = sorted(rows, key=lambda row: order.index(row.indicator.core or ""))[:NAMED]
    said = [_value(row, snapshot, words) for row in rows]
    targets = [row.indicator.id for row in rows]
    if not said:
        return ()
    if len(said) == 1:
        return pieces(words.text("Among core indicators: %(first)s.", first=said[0]), targets)
    return pieces(words.text("Among core indicators: %(first)s; %(second)s.", first=said[0], second=said[1]), targets)


def _has_place(row: ProfileRow, snapshot: Snapshot) -> bool:
    """Whether its latest figure has a place: one of another year is left to the table."""
    place = snapshot.places.get(row.indicator.id)
    position = place.shown.position if place is not None else None
    return row.is_published and position is not None and bool(position.place) and position.year == row.year


def _value(row: ProfileRow, snapshot: Snapshot, words: Words) -> str:
    """``[homicide rate], 5.3 in 2021 (5th lowest of 9, Eastern Africa), up from 3.4 in 2004``."""
    place = snapshot.places[row.indicator.id].shown
    said = words.text(
        "[%(name)s], %(value)s in %(year)s (%(place)s)",
        name=safe(lower_first(row.name)),
        value=safe(row.text),
        year=str(row.year),
        place=safe(place.text),
    )
    change = snapshot.changes.get(row.indicator.id)
    if change is None or change.first.value is None or row.item is None or row.item.value is None:
        return said
    before = {"value": safe(change.before), "year": str(change.first.year)}
    if row.item.value > change.first.value:
        return said + words.text(", up from %(value)s in %(year)s", **before)
    if row.item.value < change.first.value:
        return said + words.text(", down from %(value)s in %(year)s", **before)
    return said + words.text(", as in %(year)s", **before)


def _judged(profile: Profile, snapshot: Snapshot, words: Words) -> Sentence:
    """What all published intervals say of the group's median, and of the years since the oldest value told."""
    rows = [row for row in profile.possible if has_level(row)]
    better, worse, level = snapshot.against_median
    up, down, same = snapshot.over_time
    if not better + worse + level and not up + down + same:
        return ()
    parts, targets = [], []
    if better + worse + level:
        parts.append(
            words.text(
                "against the median of %(group)s [%(better)s better, %(worse)s worse, %(level)s not told apart]",
                group=safe(snapshot.group.in_line(words)),
                better=words.number(better),
                worse=words.number(worse),
                level=words.number(level),
            )
        )
        targets.append(_anchor(profile, snapshot))
    if up + down + same:
        parts.append(
            words.text(
                "since %(year)s at the earliest [%(up)s improved, %(down)s worsened, %(same)s not told apart]",
                year=str(profile.span[0]),
                up=words.number(up),
                down=words.number(down),
                same=words.number(same),
            )
        )
        targets.append(_anchor(profile, snapshot))
    text = words.plural(
        "%(count)s figure (%(sources)s) has a published interval of a named level: %(said)s.",
        "%(count)s figures (%(sources)s) have a published interval of a named level: %(said)s.",
        len(rows),
        sources=safe(words.listing(sorted({row.source for row in rows}))),
        said=words.semicolon.join(parts),
    )
    return pieces(text, targets)


def _anchor(profile: Profile, snapshot: Snapshot) -> str:
    """The right under which the first judged figure stands."""
    for section in profile.sections:
        for row in (*section.core, *section.others):
            change, place = snapshot.changes.get(row.indicator.id), snapshot.places.get(row.indicator.id)
            if (change is not None and change.verdict) or (place is not None and place.judged):
                return f"#right-{section.id}"
    return "#rights"
