"""Probability and impact on scales anchored to the project: to how long it was planned and to the contingency that it holds."""

from dataclasses import dataclass

from leadline.projects.queries.registers import probability_band
from leadline.projects.standing import Standing

DAYS = (0.005, 0.02, 0.04, 0.08)  # upper limits of impact 1 to 4, as shares of the baseline duration
MONEY = (0.05, 0.15, 0.35, 0.70)  # the same as shares of the contingency
WORKING = 5 / 7


@dataclass(frozen=True, slots=True)
class Scale:
    """`days` and `cents`: upper limits of impact 1 to 4, None where the project gives nothing to anchor them to."""

    days: tuple[float, ...] | None
    cents: tuple[int, ...] | None

    def impact(self, *, days: float | None, cents: float | None, floor: int = 1) -> int:
        """1 to 5: the worse of the two, at least `floor`."""
        bands = [floor]
        if days is not None and self.days:
            bands.append(_band(days, self.days))
        if cents is not None and self.cents:
            bands.append(_band(cents, self.cents))
        return max(bands)


def scale_of(standing: Standing) -> Scale:
    start, finish = standing.file.project.start, standing.baseline_finish
    planned = (finish - start).days * WORKING if start and finish else None
    contingency = standing.file.project.contingency_cents
    return Scale(
        tuple(round(planned * share, 1) for share in DAYS) if planned else None,
        tuple(round(contingency * share) for share in MONEY) if contingency else None,
    )


def score(probability: float, impact: int) -> int:
    """As in the register: the band of the probability times the impact, at most 25."""
    return probability_band(probability) * impact


def _band(value: float, limits: tuple[float, ...] | tuple[int, ...]) -> int:
    return 1 + sum(value > limit for limit in limits)
