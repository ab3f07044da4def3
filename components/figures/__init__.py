"""View in, Plotly figure as a plain dict out; no Dash, no Plotly."""
