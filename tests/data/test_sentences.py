"""What a sentence says of a place or of the world can be quoted alone: its year, its state, whom it speaks of."""

from __future__ import annotations

from data.model import AreaState
from data.store import Store
from data.view_state import ViewState
from data.views.choose import choose
from data.views.map import MapView, build_map_view
from data.views.sentence import area_sentence
from data.words import words

EN = words("en")
UNSENTENCED = "unsentenced_detention_share_percent"


def view_of(store: Store, indicator: str, **state: object) -> MapView:
    return build_map_view(store, choose(store, ViewState(indicator=indicator).but(**state), EN), EN)


class TestImplausible:
    def test_is_never_told_as_a_figure(self, tiny_store: Store) -> None:
        view = view_of(tiny_store, UNSENTENCED, dims="sex:male", year=2016)
        area = next(a for a in view.areas if a.state is AreaState.IMPLAUSIBLE)
        assert area_sentence(tiny_store, view, area, EN) == (
            "State of Palestine (men and boys): 413.7% in 2016, published, but not possible."
        )
