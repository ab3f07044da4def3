"""Sets of flags as one integer while figures are made, and as one text in the release.

Invariant: the text of a set is its flags sorted and joined by ``;``; the empty set is the empty text.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from data.model import Flag

FLAGS = tuple(Flag)
BIT = {flag: 1 << position for position, flag in enumerate(FLAGS)}


def flag_bits(flags: str | tuple[str, ...]) -> int:
    """Integer of a set given as text or tuple. Raises ValueError on a name that is no flag."""
    names = flags.split(";") if isinstance(flags, str) else flags
    return sum({BIT[Flag(name)] for name in names if name})


def flag_text(bits: int) -> str:
    """Text of a set."""
    return ";".join(sorted(flag for flag, bit in BIT.items() if bits & bit))


def flag_texts(bits: npt.NDArray[np.int32]) -> npt.NDArray[np.object_]:
    """Texts of an array of sets."""
    unique, inverse = np.unique(bits, return_inverse=True)
    texts: npt.NDArray[np.object_] = np.array([flag_text(int(b)) for b in unique], dtype=object)[inverse]
    return texts
