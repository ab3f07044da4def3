"""A sparkline keeps the rules of the trend: the same stretches, the same gaps, the same limits."""

from __future__ import annotations

import re

from hypothesis import given

from components.svg.sparkline import draw_sparkline
from data.model import Flag, Qualifier
from data.store import Store
from data.views.sparkline import Sparkline, build_sparkline, sparkline_label
from data.views.trend import build_trend_view
from data.words import words
from tests.data.test_trend_view import MAJOR, made_rows
from tests.made import HOMICIDE, Made, changed, chosen, made_store

EN = words("en")


def spark(store: Store, area: str = "FRA") -> Sparkline:
    choice = chosen(store)
    return build_sparkline(store, choice.indicator, choice.series, choice.dims, area)


def test_it_connects_what_the_trend_connects(tiny_store: Store) -> None:
    broken = changed(tiny_store, method={"breaks": [MAJOR]})

    @given(made_rows)
    def check(rows: list[Made]) -> None:
        store = made_store(broken, rows)
        view = build_trend_view(store, chosen(store), ("FRA",), EN)
        line = spark(store)
        wanted = [[view.rows[n].year for n in stretch] for stretch in view.lines[0].stretches]
        assert [[line.years[n] for n in stretch] for stretch in line.stretches] == wanted
        assert [line.values[n] for part in line.stretches for n in part] == [
            view.rows[n].value for part in view.lines[0].stretches for n in part
        ]
        assert len(line.limits) == len(view.lines[0].limits)

    check()


def test_years_before_a_state_are_no_values(tiny_store: Store) -> None:
    start = tiny_store.catalogue.areas["NAM"].start or 0
    line = spark(made_store(tiny_store, [Made("NAM", start - 1, 3.0), Made("NAM", start, 4.0)]), "NAM")
    assert line.values == (None, 4.0)


def test_it_is_drawn_with_a_name_and_a_last_point(tiny_store: Store) -> None:
    line = spark(made_store(tiny_store, [Made("FRA", y, float(y)) for y in (2000, 2001, 2002, 2005, 2008, 2009)]))
    drawing = draw_sparkline(line, 'rate of <France> & "others"')
    assert 'aria-label="rate of &lt;France&gt; &amp; &quot;others&quot;"' in drawing
    assert 'role="img"' in drawing
    assert len(re.findall(r"<path", drawing)) == 2  # 2000–2002 and 2008–2009; 2005 stands alone
    assert len(re.findall(r"<circle", drawing)) == 2
    assert drawing.count('class="last"') == 1


def test_a_limit_is_open_and_never_on_a_line(tiny_store: Store) -> None:
    rows = [Made("FRA", 2001, 5.0), Made("FRA", 2002, 2.5, qualifier=Qualifier.BELOW)]
    line = spark(made_store(tiny_store, rows))
    assert (line.values, line.limits, line.last) == ((5.0, None), ((1, 2.5),), 1)
    drawing = draw_sparkline(line, "x")
    assert "<path" not in drawing
    assert 'class="last o"' in drawing


def test_nothing_to_draw_is_nothing(tiny_store: Store) -> None:
    store = made_store(tiny_store, [Made("FRA", 2001, 500.0, flags=(Flag.IMPLAUSIBLE,))])
    for area in ("FRA", "KEN"):
        line = spark(store, area)
        assert line.last is None
        assert draw_sparkline(line, "x") == ""
        assert sparkline_label(store, chosen(store).indicator, line, EN) == "No value that can be drawn"


def test_its_label_tells_the_ends(tiny_store: Store) -> None:
    indicator = tiny_store.catalogue.indicators[HOMICIDE]
    store = made_store(tiny_store, [Made("FRA", 2001, 5.0), Made("FRA", 2003, 7.5)])
    assert sparkline_label(store, indicator, spark(store), EN) == "from 5.0 in 2001 to 7.5 in 2003"
    store = made_store(tiny_store, [Made("FRA", 2001, 2.5, qualifier=Qualifier.BELOW)])
    assert sparkline_label(store, indicator, spark(store), EN) == "Only limits are published, in 2001"
    store = made_store(tiny_store, [Made("FRA", 2001, 5.0, flags=(Flag.PROVISIONAL,))])
    assert sparkline_label(store, indicator, spark(store), EN).startswith("5.0 in 2001, ")
