"""Which uncertainties drive the finish of a simulated project."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.projects.calculations.calendar import EPSILON


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How much one uncertainty drives the finish: rank correlation (Spearman), and the swing in working days between the finishes
    with its lowest and its highest tenth of draws (for a risk event: without and with it)."""

    key: str
    name: str
    kind: str
    correlation: float
    swing: float


def tornado(
    uncertain: list[tuple[str, str, str]],
    finishes: NDArray[np.float64],
    levels: NDArray[np.uint16],
    shared: NDArray[np.float64],
    happened: NDArray[np.bool_],
    top: int,
) -> tuple[Sensitivity, ...]:
    rank = np.argsort(np.argsort(finishes)).astype(np.float32)
    rank -= rank.mean()
    if len(finishes) < 2 or float(np.ptp(finishes)) <= EPSILON:
        return ()
    others = np.concatenate((shared, happened)).astype(np.float32)
    strength = np.concatenate((_correlations(levels, rank), _correlations(others, rank)))
    found = []
    for at in np.argsort(-np.abs(strength), kind="stable")[:top].tolist():
        drawn = levels[at] if at < len(levels) else others[at - len(levels)]
        if uncertain[at][2] == "risk":
            low, high = drawn == 0, drawn == 1
        else:
            low, high = drawn <= np.quantile(drawn, 0.1), drawn >= np.quantile(drawn, 0.9)
        if low.any() and high.any() and abs(strength[at]) > 0:
            swing = float(finishes[high].mean() - finishes[low].mean())
            key, name, kind = uncertain[at]
            found.append(Sensitivity(key, name, kind, float(strength[at]), swing))
    return tuple(found)


def _correlations(rows: NDArray[np.float32] | NDArray[np.uint16], rank: NDArray[np.float32]) -> NDArray[np.float64]:
    """Correlation of each row with `rank`, whose mean is 0; by parts, since all rows at once would take much memory."""
    found = np.zeros(len(rows))
    for first in range(0, len(rows), 64):
        part = rows[first : first + 64].astype(np.float32)
        norm = part.std(axis=1) * np.sqrt(np.float32(len(rank))) * np.linalg.norm(rank)
        found[first : first + 64] = part @ rank / np.where(norm > 0, norm, 1.0)
    return found
