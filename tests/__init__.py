"""Tests mirror the code; what they share is in ``tests.tiny`` and in the fixtures of ``conftest``."""
