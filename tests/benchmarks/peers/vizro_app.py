"""The same map as a Vizro page: its choropleth of plotly.express and a filter for the year.

Invariant: Vizro as its guide writes it, served by gunicorn; answers are compressed, which is more than the guide says.
"""

from __future__ import annotations

import vizro.models as vm
import vizro.plotly.express as px
from vizro import Vizro

from tests.benchmarks.peers.values import geometry, opening, values

FIRST, YEAR = opening()
TABLE = values().query("indicator == @FIRST")

page = vm.Page(
    title=str(TABLE["title"].iloc[0]),
    components=[
        vm.Graph(
            id="map",
            figure=px.choropleth(
                TABLE,
                geojson=geometry(),
                locations="area",
                color="value",
                hover_name="name",
                color_continuous_scale="YlOrRd",
                projection="natural earth",
            ),
        )
    ],
    controls=[
        vm.Filter(
            column="year",
            selector=vm.Slider(
                id="year", min=int(TABLE["year"].min()), max=int(TABLE["year"].max()), step=1, value=YEAR
            ),
        )
    ],
)
app = Vizro(compress=True).build(vm.Dashboard(pages=[page], title="Indicators"))
server = app.dash.server
