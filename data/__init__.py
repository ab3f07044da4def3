"""Headless package: opens releases, answers questions about them, decides what a view shows."""
