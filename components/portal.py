"""A Dash component whose children appear elsewhere on the page: in a place that the first response has kept for them.

Invariant: it draws nothing of its own; where the place is not on the page, its children wait. Its script is
assets/js/live/10-portal.js.
"""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component


class Portal(Component):
    """Children drawn inside the element whose id is ``target``."""

    _children_props: list[str] = []  # noqa: RUF012  # as Dash declares it
    _base_nodes = ["children"]  # noqa: RUF012  # as Dash declares it
    _namespace = "measure_live"
    _type = "Portal"

    def __init__(self, children: Any = None, id: str | None = None, target: str | None = None) -> None:  # noqa: A002
        self._prop_names = ["children", "id", "target"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(children=children, **{k: v for k, v in (("id", id), ("target", target)) if v is not None})  # type: ignore[no-untyped-call]
