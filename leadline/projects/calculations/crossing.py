"""Links between calendars, or with lags in elapsed days: no constant number of working days lies between their ends."""

from dataclasses import dataclass

from leadline.projects.calculations.calendar import WorkingDays


@dataclass(frozen=True, slots=True)
class Crossing:
    """A link evaluated through real days: from a moment on one calendar, plus a lag, to a moment on another."""

    before: WorkingDays
    after: WorkingDays
    from_finish: bool
    shift_before: float  # from the predecessor's begin to the linked moment
    shift_after: float  # from the successor's begin to the linked moment
    working_lag: float
    elapsed_lag: float

    def forward(self, begin: float) -> float:
        """Earliest begin of the successor."""
        moment = begin + self.shift_before
        instant = self.before.instant_of_finish(moment) if self.from_finish else self.before.instant_of_start(moment)
        return self.after.offset_at(instant + self.elapsed_lag) + self.working_lag - self.shift_after

    def backward(self, begin: float) -> float:
        """Latest begin of the predecessor that still allows the successor to begin at `begin`."""
        instant = self.after.instant_of_start(begin + self.shift_after - self.working_lag) - self.elapsed_lag
        return self.before.offset_at(instant) - self.shift_before
