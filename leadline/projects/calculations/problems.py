"""What is wrong with an input, named with its record; the rest is still computed."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    BASELINE = "baseline"
    CALENDAR = "calendar"
    CONSTRAINT_CONFLICT = "constraint_conflict"
    CONSTRAINT_WITHOUT_DATE = "constraint_without_date"
    CYCLE = "cycle"
    DANGLING_LINK = "dangling_link"
    DUPLICATE_KEY = "duplicate_key"
    ESTIMATE = "estimate"
    FUTURE_ACTUAL = "future_actual"
    MISSING_DURATION = "missing_duration"
    NEGATIVE_DURATION = "negative_duration"
    OUT_OF_SEQUENCE = "out_of_sequence"
    PARENT = "parent"
    PROGRESS = "progress"
    RESOURCE = "resource"
    SUMMARY_LINK = "summary_link"
    ZERO_DURATION = "zero_duration"


@dataclass(frozen=True, slots=True)
class Problem:
    """`keys` are the records concerned; `message` says what was found, what was done about it and how to put it right."""

    kind: ProblemKind
    keys: tuple[str, ...]
    message: str
