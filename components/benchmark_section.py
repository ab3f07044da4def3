"""The countries that a reader named against their usual group, as a section of an indicator's page.

Invariant: it shows what ``/compare`` shows for the same countries, group, year and slice.
"""

from __future__ import annotations

from markupsafe import Markup

from components.compare_asked import usual_group
from components.comparing import verdict_lines
from components.exhibits.addresses import share_address
from components.links import Site, address
from components.svg.strip import draw_strip
from components.templating import made_here, render
from components.updated import since_chip
from data.compare import Purpose, standing, verdict_of
from data.groups_kinds import PLACES
from data.revisions import Figure
from data.store import Store
from data.view_state import ViewState
from data.views.benchmark import build_benchmark_view
from data.views.benchmark_parts import BenchmarkView
from data.views.choose import Choice
from data.views.pairs import is_paired
from data.views.trend_build import source_pieces
from data.words import Words

PATH, MOST = "/compare", 6


def benchmark_section(store: Store, choice: Choice, state: ViewState, site: Site, words: Words) -> Markup:
    """The section; without a named country it only leads to the comparison. Empty where countries have no figure."""
    if choice.year is None or not choice.series.raw["countries"] or is_paired(choice):
        return made_here("")
    areas = store.catalogue.areas
    targets = tuple(a for a in state.area if a in areas and areas[a].kind in PLACES)[:MOST]
    kept = {name: getattr(state, name) for name in ("year", "dims", "since", "tol")}
    here = site.start.but(indicator=choice.indicator.id, **kept)
    if not targets:
        return render("benchmark.html.j2", words, view=None, svg="", lines=[], href=address(here, PATH))
    group = usual_group(store, targets, choice.year)
    view = build_benchmark_view(store, choice, group, targets, words)
    is_drawn = not standing(store, choice.indicator, choice.series, Purpose.SIDE_BY_SIDE).is_refused
    verdict = verdict_of([*view.for_rank.refusals, *view.for_average.refusals])
    return render(
        "benchmark.html.j2",
        words,
        view=view,
        svg=made_here(draw_strip(view, words, "b")) if is_drawn else "",
        lines=verdict_lines(verdict, words, site),
        href=address(here, PATH, area=targets),
        release=store.id,
        source=source_line(store, choice, words),
        chip=since_chip(store, _figures(view), choice.indicator.id, site, words),
        share=share_address("benchmark", here.but(area=targets)),
    )


def _figures(view: BenchmarkView) -> list[Figure]:
    items = (row.observation for row in view.rows)
    return [Figure(item.series, item.dims, item.area, item.year) for item in items]


def source_line(store: Store, choice: Choice, words: Words) -> str:
    """Collection, series, release and licence, as under a trend."""
    return " · ".join(source_pieces(store, choice, words))
