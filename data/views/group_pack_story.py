"""A group in three to six sentences, each with its number and the place where that number stands.

Invariant: every number is counted from the pack; nothing is called better or worse.
"""

from __future__ import annotations

from collections.abc import Callable

from data.model import Provenance
from data.views.choose import lower_first
from data.views.group_pack import GroupPack
from data.views.group_pack_members import Member, share_of
from data.views.profile_story import Sentence, pieces, safe, years_text
from data.views.reading import Reading
from data.words import Words

COUNTRY = "country:"
NAMED = 3
FULL = 4


def build_group_story(pack: GroupPack, words: Words) -> tuple[Sentence, ...]:
    """The sentences that the pack has numbers for. A target is ``#anchor``, ``country:<id>`` or an indicator's id."""
    tellers: tuple[Callable[[GroupPack, Words], Sentence], ...] = (
        _published,
        _medians,
        _promises,
        _quietest,
        _makers,
        _people,
    )
    return tuple(told for teller in tellers if (told := teller(pack, words)))


def _published(pack: GroupPack, words: Words) -> Sentence:
    members = pack.members
    states, others = len(members.counted), len(members.others)
    if not states:
        text = words.plural(
            "No member state of the United Nations belongs to this group, so nothing is counted; [%(count)s other "
            "place] stands below with its figures.",
            "No member state of the United Nations belongs to this group, so nothing is counted; [%(count)s other "
            "places] stand below with their figures.",
            others,
        )
        return pieces(text, ["#members"])
    counted = words.plural(
        "[%(count)s member state of the United Nations] is counted here",
        "[%(count)s member states of the United Nations] are counted here",
        states,
    )
    beside = words.plural(
        ", and %(count)s other place stands beside them", ", and %(count)s other places stand beside them", others
    )
    text = words.text(
        "%(counted)s%(beside)s. Of %(possible)s figures that the %(core)s core indicators could have for them, "
        "[%(ever)s are published], and [%(recent)s] are at most five years older than their source.",
        counted=counted,
        beside=beside if others else "",
        possible=words.number(members.possible),
        core=words.number(members.core),
        ever=words.number(members.ever),
        recent=words.number(members.recent),
    )
    return pieces(text, ["#members", "#core", "#core"])


def _medians(pack: GroupPack, words: Words) -> Sentence:
    """For how many core indicators the group gives a middle, and which are published by the fewest members."""
    readings = [r for r in pack.readings if r.total]
    if not readings:
        return ()
    given = sum(bool(reading.median_text) for reading in readings)
    least = [r for r in sorted(readings, key=lambda r: (r.n / r.total, r.indicator.name)) if is_gap(r)][:NAMED]
    if given:
        first = words.text(
            "Enough members report for a median in [%(given)s of %(all)s core indicators].",
            given=words.number(given),
            all=words.number(len(readings)),
        )
    else:
        first = words.text("In [no core indicator] do enough members report for a median, so each figure stands alone.")
    if not least:
        return pieces(first, ["#core"])
    named = [
        words.text(
            "[%(name)s] (%(count)s of %(all)s)",
            name=safe(in_sentence(words.text(reading.indicator.name))),
            count=words.number(reading.n),
            all=words.number(reading.total),
        )
        for reading in least
    ]
    text = words.text("%(first)s Fewest report %(names)s.", first=first, names=words.listing(named))
    return pieces(text, ["#core", *(reading.indicator.id for reading in least)])


def in_sentence(name: str) -> str:
    """The name of an indicator within a sentence: one that has a later capital is a title and stays as it is."""
    return lower_first(name) if name[1:] == name[1:].lower() else name


def is_gap(reading: Reading) -> bool:
    """Whether members without a figure are a gap: a count may be missing because there was nothing to count."""
    return reading.n < reading.total and reading.indicator.value_kind.value != "count"


def _promises(pack: GroupPack, words: Words) -> Sentence:
    promises = pack.promises
    if promises is None:
        return ()
    full, fewest = promises.full, promises.fewest
    if len(full) > FULL:
        stated = words.text(
            "All of them are parties to [%(count)s of %(all)s human-rights treaties]",
            count=words.number(len(full)),
            all=words.number(len(promises.lines)),
        )
    elif full:
        stated = words.text(
            "All of them are parties to [%(names)s]", names=words.listing([line.instrument.short for line in full])
        )
    else:
        most = max(promises.lines, key=lambda line: line.parties)
        stated = words.text(
            "Most of them, %(count)s of %(all)s, are parties to [%(name)s]",
            count=words.number(most.parties),
            all=words.number(most.total),
            name=most.instrument.short,
        )
    if fewest is None:
        text = words.text("%(stated)s, as of %(date)s.", stated=stated, date=promises.as_of)
        return pieces(text, ["#commitments"])
    unjoined = [line for line in promises.lines if line.total and not line.parties]
    if unjoined:
        text = words.text(
            "%(stated)s; none has joined %(names)s, as of %(date)s.",
            stated=stated,
            names=words.listing([f"[{line.instrument.short}]" for line in unjoined]),
            date=promises.as_of,
        )
        return pieces(text, ["#commitments", *(line.indicator for line in unjoined)])
    text = words.text(
        "%(stated)s; fewest, [%(count)s of %(all)s], joined %(name)s, as of %(date)s.",
        stated=stated,
        count=words.number(fewest.parties),
        all=words.number(fewest.total),
        name=fewest.instrument.short,
        date=promises.as_of,
    )
    return pieces(text, ["#commitments", fewest.indicator])


def _quietest(pack: GroupPack, words: Words) -> Sentence:
    members = pack.members
    quiet = [m for m in members.quietest[:NAMED] if m.core < members.core]
    if len(members.counted) <= NAMED or not quiet:
        return ()
    named = [
        words.text("[%(name)s] (%(count)s)", name=safe(member.name), count=words.number(member.core))
        for member in quiet
    ]
    text = words.text(
        "Fewest core indicators, of %(all)s, have a figure for %(names)s.",
        all=words.number(members.core),
        names=words.listing(named),
    )
    return pieces(text, [f"{COUNTRY}{member.area.id}" for member in quiet])


def _makers(pack: GroupPack, words: Words) -> Sentence:
    made, late = pack.members.made, pack.members.late
    if made is None or late is None or not made.total:
        return ()
    total = made.total
    own = share_of(made, Provenance.COUNTRY)
    modelled = share_of(made, Provenance.ESTIMATED, Provenance.MODELLED)
    text = words.text(
        "Of their latest values outside the treaty record, the countries reported [%(own)s%% themselves]; "
        "[%(modelled)s%%] are estimated or modelled by others, and the median value is [%(lag)s older] than its "
        "source.",
        own=words.number(round(100 * own / total)),
        modelled=words.number(round(100 * modelled / total)),
        lag=years_text(late.median, words),
    )
    return pieces(text, ["#late", "#late", "#late"])


def _people(pack: GroupPack, words: Words) -> Sentence:
    cells = [(column, cell) for column, cell in zip(pack.people.columns, pack.people.whole.cells, strict=True)]
    asked = [(column, cell) for column, cell in cells if cell.expected]
    if not asked:
        return ()
    column, cell = min(asked, key=lambda item: (item[1].split / item[1].expected, item[0].dimension))
    text = words.text(
        "Hardest to see are people by %(group)s: official wordings ask for %(expected)s figures, and "
        "[%(split)s] are published.",
        group=lower_first(column.label),
        expected=words.number(cell.expected),
        split=words.number(cell.split),
    )
    return pieces(text, ["#people"])


def marked_sentence(pack: GroupPack, member: Member, words: Words) -> Sentence:
    """What the marked member publishes and has joined."""
    text = words.text(
        "Marked in every strip: [%(name)s], with a figure for %(core)s of %(all)s core indicators.",
        name=safe(member.name),
        core=words.number(member.core),
        all=words.number(pack.members.core),
    )
    if member.joined is not None:
        more = words.text(
            "It is a party to %(count)s of %(all)s treaties.",
            count=words.number(member.joined),
            all=words.number(pack.members.instruments),
        )
        text = f"{text} {more}"
    return pieces(text, [f"{COUNTRY}{member.area.id}"])
