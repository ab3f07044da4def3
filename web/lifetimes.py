"""How long an answer may be kept by whoever asked for it.

Invariant: what may change under its address is asked for again within five minutes, or after a day for our host script.
"""

from __future__ import annotations

FRESH = "public, max-age=300"
DAY = "public, max-age=86400"
FOREVER = "public, max-age=31536000, immutable"


def lifetime(is_pinned: bool) -> str:
    """Of figures: those of a pinned release never change, all else may with the next release."""
    return FOREVER if is_pinned else FRESH
