"""Makes releases from published files; knows nothing of the web."""
