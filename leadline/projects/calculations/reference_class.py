"""The outside view: how far the organisation's own finished projects ended from their plans (Flyvbjerg 2006, reference class
forecasting; Kahneman, Tversky 1979)."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from leadline.projects.calculations.earned_value import Undefined


@dataclass(frozen=True, slots=True)
class FinishedProject:
    """`planned` and `actual` in one unit: working days, or money."""

    key: str
    planned: float
    actual: float


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Ratios actual / planned of `n` projects, ascending; `left_out` are those without a usable plan or outcome."""

    keys: tuple[str, ...]
    ratios: tuple[float, ...]
    left_out: tuple[str, ...]

    @property
    def n(self) -> int:
        return len(self.ratios)

    @property
    def mean(self) -> float:
        return float(np.mean(self.ratios))

    @property
    def share_over(self) -> float:
        """Share of projects that took more than planned."""
        return sum(ratio > 1 for ratio in self.ratios) / self.n

    def ratio_at(self, percent: float) -> float:
        """The factor that `percent` of the projects stayed within (linear between neighbours)."""
        return float(np.percentile(self.ratios, percent))

    def expect(self, planned: float, percent: float) -> float:
        """A plan uplifted to be met with `percent` certainty, in the plan's unit."""
        return planned * self.ratio_at(percent)


def reference_class(projects: Iterable[FinishedProject]) -> ReferenceClass | Undefined:
    """Undefined without a single usable project; always tell `n` with the result."""
    rows = list(projects)
    usable = sorted((row.actual / row.planned, row.key) for row in rows if row.planned > 0 and row.actual > 0)
    left_out = tuple(row.key for row in rows if not (row.planned > 0 and row.actual > 0))
    if not usable:
        return Undefined("no finished project has both a plan and an outcome")
    return ReferenceClass(tuple(key for _, key in usable), tuple(ratio for ratio, _ in usable), left_out)
