"""Why a change was refused, said so that the reader knows what to do.

ProposalError
    InvalidValuesError      422  values that do not fit, one sentence each
    NothingToChangeError    422  the records already are as wished
    UnknownRecordError      404  no such record that the asker may see
    NotPermittedError       403  the role does not allow it
    ConflictError           409  not pending any more, another hash, stale, or undo blocked: with both values
"""

from collections.abc import Sequence
from typing import Any


class ProposalError(Exception):
    code, status, hint = "refused", 422, ""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.hint


class InvalidValuesError(ProposalError):
    code = "invalid_values"

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class NothingToChangeError(ProposalError):
    code = "nothing_to_change"


class UnknownRecordError(ProposalError):
    code, status = "not_found", 404


class NotPermittedError(ProposalError):
    code, status = "not_permitted", 403


class ConflictError(ProposalError):
    """`conflicts`: `{record, key, field, expected, now, by}`, as far as records differ from what the person saw."""

    code, status = "conflict", 409

    def __init__(self, message: str, hint: str = "", conflicts: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(message, hint)
        self.conflicts = list(conflicts)
