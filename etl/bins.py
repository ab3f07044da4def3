"""Colour classes of an indicator, fixed over all its years so that two maps of it can be laid side by side.

Invariant: edges are strictly rising, taken from plausible values of the headline slice, never moved by missing ones.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
CLASSES = 6
SPREAD = 20.0
TINY = 1e-12


def nice(value: float) -> float:
    """Nearest round number (1, 2, 2.5, 5 times a power of ten)."""
    if abs(value) < TINY:
        return 0.0
    power = 10.0 ** math.floor(math.log10(abs(value)))
    best = min(NICE, key=lambda step: abs(abs(value) / power - step))
    return float(f"{math.copysign(best * power, value):.12g}")


def colour_edges(values: Values, minimum: float | None, maximum: float | None) -> list[float]:
    """Inner edges between classes (at most five), for values without NaN.

    On a bounded scale that the values fill (their middle four fifths span half of it) the steps are equal; else the
    edges are rounded quantiles, so that no class is empty. Fewer than two distinct values need no edge.
    """
    values = values[np.isfinite(values)]
    if len(np.unique(values)) < 2:
        return []
    if minimum is not None and maximum is not None:
        low, high = np.quantile(values, [0.1, 0.9])
        if high - low >= 0.5 * (maximum - minimum):
            count = 5
            return [round(minimum + (maximum - minimum) * k / count, 6) for k in range(1, count)]
    quantiles = np.quantile(values, np.arange(1, CLASSES) / CLASSES)
    step = _linear_step(quantiles)
    edges: list[float] = []
    for quantile in quantiles:
        edge = nice(float(quantile)) if step is None else float(f"{round(quantile / step) * step:.12g}")
        if _splits(values, edges[-1] if edges else -math.inf, edge):
            edges.append(edge)
    return edges


def _splits(values: Values, below: float, edge: float) -> bool:
    """Whether an edge leaves values on both its sides, above the edge before it."""
    return bool(np.any((values >= below) & (values < edge)) and np.any(values >= edge))


def _linear_step(quantiles: Values) -> float | None:
    """Step to round to on an even scale; None where the values span orders of magnitude."""
    low, high = float(quantiles[0]), float(quantiles[-1])
    if low > 0 and high / low > SPREAD:
        return None
    return nice((high - low) / 20) or None


def has_zero_class(values: Values, minimum: float | None) -> bool:
    """Whether zero is a value of its own that the legend shows apart: the scale starts at zero and zeros occur."""
    return minimum == 0 and bool(np.any(values == 0)) and bool(np.any(values > 0))
