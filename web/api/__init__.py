"""``/api/v1``: the release for programs. One declaration makes validation and document (web/api/spec.py)."""
