"""View in, SVG string out; no Dash, no Plotly."""
