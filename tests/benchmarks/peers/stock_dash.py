"""The page that the guides of Dash and plotly teach: a slider, a choropleth, a callback for each change.

Invariant: nothing here is slower than the documentation writes it. Production mode, gunicorn, compressed answers.
``STOCK_GEOMETRY=address`` is the same page helped: its outlines are a file that the browser fetches once.
"""

from __future__ import annotations

import os

import dash_bootstrap_components as dbc
import plotly.express as px
import plotly.graph_objects as go
from dash import Dash, Input, Output, callback, dcc, html
from flask import Response, jsonify

from tests.benchmarks.peers.values import geometry, indicators, opening, values

BY_ADDRESS = os.environ.get("STOCK_GEOMETRY") == "address"
GEOMETRY_ADDRESS = "/geometry.geojson"
TABLE = values()
OUTLINES = GEOMETRY_ADDRESS if BY_ADDRESS else geometry()
FIRST, YEAR = opening()
NAMES = {name: one["name"] for name, one in indicators().items()}

app = Dash(__name__, external_stylesheets=[dbc.themes.BOOTSTRAP], compress=True, title="Indicators")
server = app.server


@server.get(GEOMETRY_ADDRESS)
def outlines() -> Response:
    """The outlines as a file."""
    response = jsonify(geometry())
    response.cache_control.max_age = 31536000
    return response


def year_marks(indicator: str) -> list[int]:
    """Years of an indicator."""
    return sorted(TABLE.loc[TABLE["indicator"] == indicator, "year"].unique().tolist())


def figure(indicator: str, year: int) -> go.Figure:
    """The map of a year."""
    rows = TABLE[(TABLE["indicator"] == indicator) & (TABLE["year"] == year)]
    drawn = px.choropleth(
        rows,
        geojson=OUTLINES,
        locations="area",
        color="value",
        hover_name="name",
        color_continuous_scale="YlOrRd",
        projection="natural earth",
    )
    drawn.update_geos(visible=False)
    drawn.update_layout(margin={"r": 0, "t": 0, "l": 0, "b": 0})
    return drawn


YEARS = year_marks(FIRST)
app.layout = dbc.Container(
    [
        html.H1(id="title"),
        html.P(id="sentence"),
        dcc.Dropdown(NAMES, FIRST, id="indicator", clearable=False),
        dcc.Graph(id="map"),
        dcc.Slider(YEARS[0], YEARS[-1], 1, value=YEAR, id="year", marks={y: str(y) for y in YEARS[::5]}),
    ]
)


@callback(
    Output("year", "min"),
    Output("year", "max"),
    Output("year", "value"),
    Input("indicator", "value"),
    prevent_initial_call=True,
)
def years(indicator: str) -> tuple[int, int, int]:
    """The slider of an indicator."""
    known = year_marks(indicator)
    return known[0], known[-1], YEAR if YEAR in known else known[-1]


@callback(
    Output("map", "figure"),
    Output("title", "children"),
    Output("sentence", "children"),
    Input("indicator", "value"),
    Input("year", "value"),
)
def show(indicator: str, year: int) -> tuple[go.Figure, str, str]:
    """Map, title and sentence."""
    rows = TABLE[(TABLE["indicator"] == indicator) & (TABLE["year"] == year)]
    title = f"{NAMES[indicator]}, {year}"
    said = f"{len(rows)} places have a value in {year}; the median is {rows['value'].median():.1f}."
    return figure(indicator, year), title, said
