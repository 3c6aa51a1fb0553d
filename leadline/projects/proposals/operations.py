"""What a proposal consists of: operations on records, in order, with one canonical form that the hash covers."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Op = Literal["create", "update", "delete"]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A wish, before it is checked. `key`: the record; a new record may carry a placeholder ("new-1") that others refer to.

    `values`: field -> value as in `records.py`: ISO dates, people and sprints by name, items by key, money in cents.
    """

    op: Op
    record: str
    project: str
    key: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """A checked change of one record. `before`/`after` hold the fields that change; `title` names the record for people.

    `base_version`: the version of the record that `before` was read from; None for a new record.
    """

    op: Op
    record: str
    project: str
    key: str
    title: str
    before: Json
    after: Json
    base_version: int | None

    def to_json(self) -> Json:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Operation":
        return cls(**data)


def canonical(value: Any) -> str:
    """One spelling for one meaning: sorted keys, no spaces, UTF-8; NaN and infinity are refused."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of(proposal_id: str, operations: Sequence[Operation]) -> str:
    """What an approval carries: this proposal with exactly these operations."""
    return digest(canonical({"proposal": proposal_id, "operations": [one.to_json() for one in operations]}))
