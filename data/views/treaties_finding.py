"""What a view of the treaties says in one or two sentences, made from its counts.

Invariant: every number in a sentence stands in the view, and every sentence names the date it holds at.
"""

from __future__ import annotations

from data.views.instruments import Instrument
from data.views.labels import in_line
from data.views.treaties import Column, Grid
from data.views.treaties_curve import Curve
from data.views.treaties_delay import Spread
from data.views.treaties_record import Record, Standing
from data.views.treaties_scope import MOST_NAMED, Scope
from data.views.treaties_words import as_of
from data.words import Words

FEW = 6


def states_text(scope: Scope, words: Words) -> str:
    """``193 UN member states``, or how many of a group."""
    if scope.is_all:
        return words.plural("%(count)s UN member state", "%(count)s UN member states", len(scope.members))
    return words.plural(
        "%(count)s UN member state (%(group)s)",
        "%(count)s UN member states (%(group)s)",
        len(scope.members),
        group=scope.title,
    )


def _names(names: list[str], words: Words) -> str:
    return words.listing([in_line(name, words.lang) for name in names])


def matrix_sentence(record: Record, grid: Grid, scope: Scope, words: Words) -> str:
    """How many treaties states have joined, who joined all, and the treaties with most and fewest parties."""
    if not grid.rows:
        return words.text("No UN member state is in this choice.")
    joined = sorted(row.joined for row in grid.rows)
    columns = [c for c in grid.columns if c.counts[Standing.BEFORE] < len(grid.rows)]
    date = as_of(record, grid.year, words)
    if not columns:
        return words.text("As of %(date)s, none of these treaties existed.", date=date)
    first = words.text(
        "As of %(date)s, half of the %(states)s are party to %(count)s or more of %(all)s human-rights treaties.",
        date=date,
        states=states_text(scope, words),
        count=words.number(joined[len(joined) // 2]),
        all=words.number(len(columns)),
    )
    return " ".join(filter(None, [first, _whole(grid, len(columns), words), _ends(columns, words)]))


def _whole(grid: Grid, of: int, words: Words) -> str:
    """States that joined every treaty there was."""
    names = sorted(row.name for row in grid.rows if row.joined == of)
    if not names:
        return words.text("None is party to every one.")
    if len(names) <= FEW:
        return words.plural(
            "%(names)s is party to every one.",
            "%(names)s are party to every one.",
            len(names),
            names=_names(names, words),
        )
    return words.text("%(count)s are party to every one.", count=words.number(len(names)))


def _ends(columns: list[Column], words: Words) -> str:
    most, least = max(columns, key=lambda c: c.parties), min(columns, key=lambda c: c.parties)
    if most.parties == least.parties:
        return ""
    return words.text(
        "%(most)s has most parties (%(high)s), %(least)s fewest (%(low)s).",
        most=most.instrument.short,
        high=words.number(most.parties),
        least=least.instrument.short,
        low=words.number(least.parties),
    )


def standing_sentence(record: Record, grid: Grid, number: int, scope: Scope, words: Words) -> str:
    """How many states are party to one instrument, and who is not where they are few."""
    column = grid.columns[number]
    counts, total = column.counts, len(grid.rows)
    existing = total - counts[Standing.ABSENT] - counts[Standing.BEFORE]
    date = as_of(record, grid.year, words)
    if not existing:
        return words.text(
            "As of %(date)s, there is no state to count for %(treaty)s.", date=date, treaty=column.instrument.short
        )
    text = words.text(
        "As of %(date)s, %(count)s of the %(states)s are party to %(treaty)s (%(name)s).",
        date=date,
        count=words.number(column.parties),
        states=states_text(scope, words) if existing == total else _existing(existing, words),
        treaty=column.instrument.short,
        name=column.name,
    )
    outside = [(r.name, r.cells[number].standing) for r in grid.rows]
    signed = sorted(name for name, standing in outside if standing is Standing.SIGNATORY)
    neither = sorted(name for name, standing in outside if standing in (Standing.NONE, Standing.LEFT))
    return " ".join(filter(None, [text, _signed(signed, words), _neither(neither, words), _open(counts, words)]))


def _existing(count: int, words: Words) -> str:
    return words.plural("%(count)s state that existed", "%(count)s states that existed", count)


def _signed(names: list[str], words: Words) -> str:
    if not names:
        return ""
    if len(names) <= MOST_NAMED:
        return words.text("Signed only: %(names)s.", names=_names(names, words))
    return words.text("%(count)s have signed only.", count=words.number(len(names)))


def _neither(names: list[str], words: Words) -> str:
    if not names:
        return ""
    if len(names) <= MOST_NAMED:
        return words.text("Not bound and not signed: %(names)s.", names=_names(names, words))
    return words.text("%(count)s are neither bound nor have signed.", count=words.number(len(names)))


def _open(counts: dict[Standing, int], words: Words) -> str:
    count = counts[Standing.UNKNOWN]
    if not count:
        return ""
    return words.plural(
        "For %(count)s state the record leaves it open.", "For %(count)s states the record leaves it open.", count
    )


def curve_sentence(record: Record, curve: Curve, scope: Scope, words: Words) -> str:
    """When one instrument was adopted, when half of its parties had joined, and how many they are."""
    text = words.text(
        "%(treaty)s (%(name)s) was adopted on %(adopted)s and came into force on %(force)s.",
        treaty=curve.instrument.short,
        name=curve.name,
        adopted=words.date(curve.origin.adopted),
        force=words.date(curve.origin.in_force),
    )
    last = curve.steps[-1].year if curve.steps else record.latest
    if curve.half is None:
        return f"{text} " + words.text("None of the %(states)s has joined it.", states=states_text(scope, words))
    return f"{text} " + words.text(
        "As of %(date)s, %(count)s of the %(states)s are party to it; half of them had joined by the end of %(half)s.",
        date=as_of(record, last, words),
        count=words.number(curve.parties),
        states=states_text(scope, words),
        half=str(curve.half),
    )


def curves_sentence(record: Record, curves: tuple[Curve, ...], scope: Scope, words: Words) -> str:
    """The instruments that gathered half of their parties soonest and latest."""
    known = [(c.half - c.origin.year, c) for c in curves if c.half is not None]
    if not known:
        return words.text("None of the %(states)s has joined any of these treaties.", states=states_text(scope, words))
    soon, late = min(known, key=lambda k: k[0]), max(known, key=lambda k: k[0])
    return words.text(
        "Among the %(states)s, %(soon)s gathered half of its parties of %(date)s soonest, by the end of %(soon_year)s, "
        "%(soon_years)s years after its adoption; %(late)s took longest, until %(late_year)s, %(late_years)s years.",
        states=states_text(scope, words),
        date=as_of(record, record.latest, words),
        soon=soon[1].instrument.short,
        soon_year=str(soon[1].half),
        soon_years=words.number(soon[0]),
        late=late[1].instrument.short,
        late_year=str(late[1].half),
        late_years=words.number(late[0]),
    )


def spread_sentence(record: Record, spread: Spread, year: int, scope: Scope, words: Words) -> str:
    """The median delay of one instrument, the quickest and the slowest, and what it leaves out."""
    short, date = spread.instrument.short, as_of(record, year, words)
    exact = spread.exact
    if not exact:
        return words.text(
            "As of %(date)s, no state of this choice has joined %(treaty)s on a day that is known.",
            date=date,
            treaty=short,
        )
    text = words.text(
        "As of %(date)s, %(count)s of the %(states)s had joined %(treaty)s, which was adopted on %(adopted)s: "
        "%(quick)s soonest, after %(low)s years, %(slow)s latest among those whose day is known, after %(high)s.",
        date=date,
        count=words.number(len(spread.delays)),
        treaty=short,
        adopted=words.date(spread.origin.adopted),
        states=states_text(scope, words),
        quick=in_line(exact[0].name, words.lang),
        low=words.number(exact[0].low, 1),
        slow=in_line(exact[-1].name, words.lang),
        high=words.number(exact[-1].low, 1),
    )
    return " ".join([text, _median(spread, words), _outside(spread, words)])


def _median(spread: Spread, words: Words) -> str:
    if spread.quartiles is None:
        return words.text("Too few days are known for a median.")
    return words.text(
        "The median of the %(count)s that existed then is %(median)s years.",
        count=words.number(spread.counted),
        median=words.number(spread.quartiles[1], 1),
    )


def _outside(spread: Spread, words: Words) -> str:
    return words.text(
        "%(rough)s more joined in a year whose day is not known; %(out)s had not joined, so the wait of all states is "
        "longer.",
        rough=words.number(spread.rough),
        out=words.number(spread.outside),
    )


def spreads_sentence(record: Record, spreads: tuple[Spread, ...], year: int, scope: Scope, words: Words) -> str:
    """The instruments with the shortest and the longest median delay."""
    known = [(s.quartiles[1], s) for s in spreads if s.quartiles is not None]
    if not known:
        return words.text("Too few days of joining are known for a median in this choice.")
    low, high = min(known, key=lambda k: k[0]), max(known, key=lambda k: k[0])
    return words.text(
        "As of %(date)s, the median wait between adoption and joining was shortest for %(quick)s (%(low)s years) and "
        "longest for %(slow)s (%(high)s years) among the %(states)s. States that never joined are not in it.",
        date=as_of(record, year, words),
        quick=low[1].instrument.short,
        low=words.number(low[0], 1),
        slow=high[1].instrument.short,
        high=words.number(high[0], 1),
        states=states_text(scope, words),
    )


def heading(view: str, instrument: Instrument | None, words: Words) -> str:
    """Title of a view, without its date."""
    what = f"{words.text(instrument.name)} ({instrument.short})" if instrument is not None else ""
    if view == "map":
        return words.text("%(treaty)s: who has joined", treaty=what)
    if view == "curve":
        return (
            words.text("%(treaty)s: parties over time", treaty=what)
            if what
            else words.text("Human-rights treaties: parties over time")
        )
    if view == "delay":
        return (
            words.text("%(treaty)s: years from adoption to joining", treaty=what)
            if what
            else words.text("Human-rights treaties: years from adoption to joining")
        )
    return words.text("Human-rights treaties: who has joined which")
