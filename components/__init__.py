"""Draws views: SVG strings, HTML fragments and, for Dash, layouts. Decides nothing."""
