"""Parts of a group's page: the finding, the members, the strips, the promises, the groups of people.

Invariant: what is drawn stands in words beside it; a list too long for the page is folded, never cut.
"""

from __future__ import annotations

from typing import Any

from components.links import Site
from components.svg.profile_marks import draw_shares, draw_standing
from components.svg.reading import Mark, draw_dots
from components.templating import made_here
from data.catalogue import Indicator
from data.finder_text import plain
from data.model import Provenance, Qualifier
from data.store import Store
from data.views.gaps_summary import percent
from data.views.group_pack import GroupPack
from data.views.group_pack_members import Member
from data.views.group_pack_story import COUNTRY, build_group_story, is_gap, marked_sentence
from data.views.group_pack_treaties import InstrumentLine
from data.views.labels import PROVENANCE
from data.views.profile_story import Sentence, years_text
from data.views.profile_treaties import NOTHING, PARTY, SIGNED
from data.views.reading import Dot, Reading, dot_text, dots_of, end_words, item_of, scale_texts
from data.views.treaties_record import Standing
from data.views.treaties_words import STANDING
from data.words import Words

NAMED_DOTS = 60  # up to so many, every dot has a note and the figures stand in a list
FOLDED = 24
ANY = "ANY_AREA"
TELLING = ("compare-detection", "compare-proxy", "compare-count")
MAKER = ("m0", "m1", "m2", "m3", "m4", "m5", "m6")
MARKS = {Standing.PARTY: PARTY, Standing.SIGNATORY: SIGNED, Standing.NONE: NOTHING, Standing.LEFT: NOTHING}


def finding(pack: GroupPack, site: Site, words: Words) -> dict[str, Any]:
    """The sentences of the head with their addresses, and that of the marked member."""
    own = next((m for m in pack.members.everybody if m.area.id == pack.area), None)
    return {
        "story": [_linked(told, site) for told in build_group_story(pack, words)],
        "marked": _linked(marked_sentence(pack, own, words), site) if own is not None else [],
    }


def _linked(told: Sentence, site: Site) -> list[tuple[str, str]]:
    return [(piece.text, _target(piece.target, site)) for piece in told]


def _target(target: str, site: Site) -> str:
    if not target or target.startswith("#"):
        return target
    if target.startswith(COUNTRY):
        return site.country(target.removeprefix(COUNTRY))
    return site.indicator(target)


def member_rows(pack: GroupPack, site: Site, words: Words) -> list[dict[str, Any]]:
    """The members by name, each with what it publishes and has joined."""
    pattern = site.country(ANY)  # one address for all: they differ in the code alone
    return [_member(member, pack, pattern.replace(ANY, member.area.id), words) for member in pack.members.everybody]


def _member(member: Member, pack: GroupPack, href: str, words: Words) -> dict[str, Any]:
    rest = pack.members.core - member.core
    return {
        "member": member,
        "href": href,
        "bar": made_here(draw_shares([("m-some", member.core), ("m-rest", rest)])),
        "own": percent(member.own, member.figures, words) if member.figures else "",
        "late": percent(member.late, member.timed, words) if member.timed else "",
        "is_marked": member.area.id == pack.area,
    }


def read_lines(store: Store, pack: GroupPack, site: Site, words: Words) -> list[dict[str, Any]]:
    """Rights with the strips of their core indicators."""
    return [
        {
            "name": right.name,
            "href": site.right(right.right),
            "lines": [_line(store, reading, pack, site, words) for reading in right.readings],
        }
        for right in pack.rights
    ]


def _line(store: Store, reading: Reading, pack: GroupPack, site: Site, words: Words) -> dict[str, Any]:
    indicator = reading.indicator
    dots = dots_of(store, reading)
    texts = {dot.area: _said(store, reading, dot, words) for dot in dots} if len(dots) <= NAMED_DOTS else {}
    used = [dot for dot in dots if dot.is_fit]
    marks = [Mark(d.value, texts.get(d.area, ""), d.area == pack.area, d.is_counted) for d in used]
    own = next((dot for dot in dots if dot.area == pack.area), None)
    name = words.text(indicator.name)
    return {
        "reading": reading,
        "name": name,
        "unit": _unit(store, indicator, words),
        "href": site.indicator(indicator.id),
        "compare": site.compare(indicator=indicator.id, peers=pack.group.id, area=(pack.area,) if pack.area else ()),
        "years": _years(reading),
        "source": words.text(store.catalogue.sources[reading.series.source]["name"]),
        "strip": made_here(draw_dots(marks, reading.median, _label(reading, name, words))),
        **_ends(store, reading, used, words),
        "own": _said(store, reading, own, words) if own is not None else "",
        "missing": _names(store, reading.missing, words),
        "is_gap": is_gap(reading),
        "figures": [(texts[dot.area], _remark(store, reading, dot, words)) for dot in dots] if texts else [],
        "refused": reading.refused[:1] if not reading.median_text else (),
        "careful": [line for line in reading.cautions if line[1] in TELLING and line not in reading.refused],
    }


def _ends(store: Store, reading: Reading, used: list[Dot], words: Words) -> dict[str, Any]:
    """What stands at both ends of a strip: who is there where that may be said, else the bare figure.

    Where a figure that is not ranked lies further out, the ends of those that are ranked are told in words.
    """
    scale = scale_texts(store, reading, words)
    told = [end_words(end, _names(store, end.areas, words), words) for end in reading.ends]
    if len(told) != len(scale) or not scale:
        return {"scale": scale, "inner": told}
    places = [{used[0].area}, {used[-1].area}]
    same = [bool(place & set(end.areas)) for place, end in zip(places, reading.ends, strict=True)]
    return {
        "scale": [text if is_same else bare for text, bare, is_same in zip(told, scale, same, strict=True)],
        "inner": [text for text, is_same in zip(told, same, strict=True) if not is_same],
    }


def _remark(store: Store, reading: Reading, dot: Dot, words: Words) -> str:
    """Why a figure of the list has no part in the median, in the number of members, or in the ends."""
    if not dot.is_fit:
        return words.text("not used: not possible as published, or defined otherwise")
    if not dot.is_counted:
        return words.text("not counted")
    if not dot.is_ranked and item_of(store, reading, dot).qualifier is Qualifier.EXACT:
        return words.text("few cases, not ranked")
    return ""


def _unit(store: Store, indicator: Indicator, words: Words) -> str:
    return "" if indicator.classes else words.text(store.catalogue.units[indicator.unit]["label"])


def _years(reading: Reading) -> str:
    return str(reading.year) if reading.oldest == reading.year else f"{reading.oldest}–{reading.year}"


def _label(reading: Reading, name: str, words: Words) -> str:
    count, total = words.number(reading.n), words.number(reading.total)
    if reading.median_text:
        return words.text(
            "%(name)s: %(count)s of %(all)s members have a figure, median %(median)s",
            name=name,
            count=count,
            all=total,
            median=reading.median_text,
        )
    return words.text("%(name)s: %(count)s of %(all)s members have a figure", name=name, count=count, all=total)


def _said(store: Store, reading: Reading, dot: Dot, words: Words) -> str:
    """``Fiji 2.3 (2021)``."""
    return words.text(
        "%(area)s %(value)s, %(year)s",
        area=store.catalogue.areas[dot.area].name(words.lang),
        value=dot_text(store, reading, dot, words),
        year=str(dot.year),
    )


def _names(store: Store, areas: tuple[str, ...], words: Words) -> list[str]:
    return sorted((store.catalogue.areas[area].name(words.lang) for area in areas), key=plain)


def commitments(pack: GroupPack, site: Site, words: Words) -> list[dict[str, Any]]:
    """The instruments, each with who is a party and who is not."""
    if pack.promises is None:
        return []
    return [_instrument(line, pack, site, words) for line in pack.promises.lines]


def _instrument(line: InstrumentLine, pack: GroupPack, site: Site, words: Words) -> dict[str, Any]:
    rest = [
        (words.text(STANDING[standing]), names)
        for standing, names in (
            (Standing.SIGNATORY, line.signed),
            (Standing.LEFT, line.left),
            (Standing.NONE, line.neither),
            (Standing.UNKNOWN, line.open),
        )
        if names
    ]
    return {
        "line": line,
        "href": site.treaties(view="map", indicator=line.indicator, peers=pack.group.id),
        "bar": made_here(draw_shares([("m-some", line.parties), ("m-rest", line.total - line.parties)])),
        "rest": rest,
        "folded": sum(len(names) for _, names in rest) > FOLDED,
        "own": made_here(draw_standing(MARKS.get(line.own))) if line.own is not None else "",
        "own_text": words.text(STANDING[line.own]) if line.own is not None else "",
    }


def people_rows(pack: GroupPack, words: Words) -> list[dict[str, Any]]:
    """Ways of telling people apart that some official wording asks for: published of expected."""
    return [
        {
            "label": column.label,
            "cell": cell,
            "share": percent(cell.split, cell.expected, words),
            "bar": made_here(
                draw_shares(
                    [
                        ("m-some", cell.split),
                        ("m-part", cell.figure - cell.split),
                        ("m-rest", cell.expected - cell.figure),
                    ]
                )
            ),
            "none": [name for _id, name, count in column.indicators if not count],
        }
        for column, cell in zip(pack.people.columns, pack.people.whole.cells, strict=True)
        if cell.expected
    ]


def summary(pack: GroupPack, words: Words) -> dict[str, Any] | None:
    """Who made the latest figures of the group, and how late they are."""
    made, late = pack.members.made, pack.members.late
    if made is None or late is None or not made.total:
        return None
    counts = [
        (css, words.text(PROVENANCE[maker]), count)
        for css, maker, count in zip(MAKER, Provenance, made.counts, strict=True)
        if count
    ]
    return {
        "bar": made_here(draw_shares([(css, count) for css, _label, count in counts])),
        "legend": [(css, label, count, percent(count, made.total, words)) for css, label, count in counts],
        "total": made.total,
        "possible": made.possible,
        "median": years_text(late.median, words),
        "mean": words.number(late.mean, 1),
        "late": late.late,
        "timed": late.figures,
        "oldest": late.oldest,
    }
