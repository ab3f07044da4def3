"""What a benchmark is made of: a country, its group, the figures of both and what may be said of them.

Invariant: a rank is held apart from a place: only published intervals of one named level make a rank interval.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.benchmark import Quartiles
from data.catalogue import Indicator, SeriesInfo
from data.compare import Verdict
from data.groups_kinds import Group
from data.model import AreaState, Direction
from data.query import Observation
from data.views.dots import RegionBar

RANK, PLACE = "rank", "place"
CROWD = 36  # from here on a strip draws the intervals of the chosen alone


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One area that has a figure. ``text`` is the value, ``said`` the value with its interval and level.

    ``lower`` and ``upper`` are the published bounds, whatever their level. ``rank`` holds the best and the worst place,
    counted from the end that the view names; None where the area is not ranked, and ``note`` says why. ``tier`` is 0
    without a rank interval. ``judged`` is ``better``, ``worse``, ``indistinguishable`` or empty.
    """

    area: str
    name: str
    value: float
    text: str
    said: str
    year: int
    lower: float | None
    upper: float | None
    rank: tuple[int, int] | None
    rank_text: str
    tier: int
    state: AreaState
    marks: str
    is_target: bool
    is_member: bool
    judged: str
    judged_text: str
    note: str
    observation: Observation

    @property
    def is_drawn(self) -> bool:
        """Whether it has a place on the scale: what is not possible as published has none."""
        return self.state is not AreaState.IMPLAUSIBLE


@dataclass(frozen=True, slots=True)
class Missing:
    """Members without a figure, in one state: its words, their ids and names."""

    state: AreaState
    label: str
    areas: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wider:
    """The next wider group that passes the floor, with what it says of the median and of the first target."""

    group: Group
    title: str
    n: int
    total: int
    median: float | None
    median_text: str
    sentence: str


@dataclass(frozen=True)
class BenchmarkView:
    """Countries against a group, for one indicator, year and slice.

    ``rows`` stand in order of rank: from the better end, or from the lowest where neither is better. ``n`` of ``total``
    members report, the targets among them; ``n_median`` are behind the median, which leaves the targets out.
    ``group_line`` is the
    group as it stands within a sentence. ``target_members`` are targets that are expected members of the group.
    ``ranking`` says what ``rank`` of a row is: ``rank`` (intervals overlap), ``place`` (by value alone) or nothing.
    ``withheld`` says why median, rank and verdict are not given, where they are not for want of figures.
    """

    indicator: Indicator
    series: SeriesInfo
    dims: str
    year: int | None
    tolerance: int
    group: Group
    targets: tuple[str, ...]
    territories: bool
    title: str
    subtitle: str
    group_title: str
    group_line: str
    sentence: str
    notes: tuple[str, ...]
    for_rank: Verdict
    for_average: Verdict
    rows: tuple[BenchmarkRow, ...]
    missing: tuple[Missing, ...]
    n: int
    total: int
    n_median: int
    n_ranked: int
    is_benchmark: bool
    withheld: str
    quartiles: Quartiles
    median_text: str
    lower_text: str
    upper_text: str
    level: float | None
    level_text: str
    ranking: str
    direction: Direction
    highest_first: bool
    ticks: tuple[tuple[float, str], ...]
    target_members: tuple[str, ...]
    wider: Wider | None
    regional: tuple[RegionBar, ...]

    @property
    def median(self) -> float | None:
        """Unweighted median of the members that are not targets."""
        return self.quartiles.middle

    @property
    def drawn(self) -> tuple[BenchmarkRow, ...]:
        """Rows with a place on the scale."""
        return tuple(row for row in self.rows if row.is_drawn)

    @property
    def chosen(self) -> tuple[BenchmarkRow, ...]:
        """Rows of the targets."""
        return tuple(row for row in self.rows if row.is_target)

    @property
    def others(self) -> int:
        """Members that are expected to report and are not targets."""
        return self.total - len(self.target_members)


@dataclass(frozen=True, slots=True)
class Position:
    """Where one area stands in a group, for one line of a long page.

    ``said`` is the value with its interval, empty without a figure. ``n`` of ``total`` members report, the area among
    them. ``place`` reads ``9th lowest of 15`` or ``3rd to 9th lowest of 21`` and is empty where none is given; then
    ``withheld`` says why. ``others`` are the values of the other members, lowest first.
    """

    indicator: str
    area: str
    group: Group
    year: int | None
    value: float | None
    said: str
    lower: float | None
    upper: float | None
    level: float | None
    n: int
    total: int
    n_median: int
    median: float | None
    median_text: str
    quartiles: Quartiles
    rank: tuple[int, int] | None
    n_ranked: int
    ranking: str
    place: str
    judged: str
    judged_text: str
    withheld: str
    direction: Direction
    others: tuple[float, ...]
    others_total: int
    sentence: str
