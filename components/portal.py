"""A Dash component whose children appear elsewhere on the page: in a place that the first response has kept for them.

Invariant: it draws nothing of its own; where the place is not on the page, its children wait. Its script is
assets/js/live/10-portal.js.
"""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component


class Portal(Component):
    """Children drawn inside the element whose id is ``target``."""

    _namespace = "measure_live"
    _type = "Portal"

    def __init__(
        self,
        children: Any = None,
        id: str | None = None,  # noqa: A002  # Dash gives every component a property of this name
        target: str | None = None,
    ) -> None:
        self._prop_names = ["children", "id", "target"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        given = {k: v for k, v in (("id", id), ("target", target)) if v is not None}
        super().__init__(children=children, **given)  # type: ignore[no-untyped-call]  # Dash annotates no component
