"""Distributions of durations as tables of quantiles, so that a sample is one look-up.

Each table holds `LEVELS` equally likely values. Drawing a random level and reading the table is exact up to 1/2048 of probability, and
the level itself is the rank of the draw, which makes rank correlations free.
"""

import math
from enum import StrEnum
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

LEVELS = 2048
_MODES = 128  # tables are kept for so many modes; between two of them they are interpolated
_SHARES = (np.arange(LEVELS) + 0.5) / LEVELS
_Z95 = NormalDist().inv_cdf(0.95)


class Shape(StrEnum):
    """`PERT`: beta with mean (a + 4m + b) / 6 (Malcolm et al. 1959); `TRIANGULAR`: straight sides;

    `LOGNORMAL`: mode at the most likely and 95th percentile at the pessimistic value, no upper end (the optimistic value is not used).
    """

    PERT = "pert"
    TRIANGULAR = "triangular"
    LOGNORMAL = "lognormal"


def quantile_table(shape: Shape, low: float, likely: float, high: float) -> NDArray[np.float64]:
    """`LEVELS` equally likely values, ascending. Raises ValueError unless low <= likely <= high."""
    if not low <= likely <= high:
        raise ValueError(
            f"estimates must be in the order optimistic {low:g} <= likely {likely:g} <= pessimistic {high:g}"
        )
    if high == low:
        return np.full(LEVELS, float(low))
    if shape is Shape.LOGNORMAL and likely > 0:
        spread = (-_Z95 + math.sqrt(_Z95**2 + 4 * math.log(high / likely))) / 2
        return np.asarray(likely * math.exp(spread**2) * np.exp(spread * _normal_quantiles()), dtype=float)
    mode = (likely - low) / (high - low)
    if shape is not Shape.PERT:
        return np.asarray(low + (high - low) * _triangular_quantiles(mode), dtype=float)
    below = min(int(mode * _MODES), _MODES - 1)
    share = mode * _MODES - below
    unit = (1 - share) * _beta_quantiles(below) + share * _beta_quantiles(below + 1)
    return np.asarray(low + (high - low) * unit, dtype=float)


@lru_cache(maxsize=1)
def _normal_quantiles() -> NDArray[np.float64]:
    normal = NormalDist()
    return np.array([normal.inv_cdf(share) for share in _SHARES.tolist()])


@lru_cache(maxsize=_MODES + 1)
def _beta_quantiles(mode: int) -> NDArray[np.float64]:
    """Quantiles of beta(1 + 4m, 5 - 4m) on 0..1, by numerical inversion of its distribution function."""
    grid = _grid()
    middle = (grid[1:] + grid[:-1]) / 2
    exponent = 4 * mode / _MODES
    mass = middle**exponent * (1 - middle) ** (4 - exponent) * np.diff(grid)
    below = np.concatenate(([0.0], np.cumsum(mass)))
    return np.interp(_SHARES, below / below[-1], grid)


@lru_cache(maxsize=1)
def _grid() -> NDArray[np.float64]:
    """Points on 0..1, closer together at the ends, where the density may rise steeply."""
    return np.asarray((1 - np.cos(np.linspace(0, math.pi, 513))) / 2, dtype=float)


def _triangular_quantiles(peak: float) -> NDArray[np.float64]:
    rising = np.sqrt(_SHARES * peak)
    falling = 1 - np.sqrt((1 - _SHARES) * (1 - peak))
    return np.where(peak > _SHARES, rising, falling)
