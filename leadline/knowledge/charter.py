"""What a charter fixes: objectives, success criteria, scope, deliverables, milestones, budget, sponsor, assumptions, constraints.

Fields are found by heading; each statement stays a verbatim piece of its passage. A field that the charter does not hold is empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from leadline.knowledge.results import PassageText
from leadline.knowledge.sentences import statements


class Field(StrEnum):
    OBJECTIVES = "objectives"
    SUCCESS = "success criteria"
    IN_SCOPE = "in scope"
    OUT_OF_SCOPE = "out of scope"
    DELIVERABLES = "deliverables"
    MILESTONES = "milestones"
    BUDGET = "budget"
    SPONSOR = "sponsor"
    ASSUMPTIONS = "assumptions"
    CONSTRAINTS = "constraints"


_HEADINGS: tuple[tuple[Field, str], ...] = (  # first match wins
    (Field.OUT_OF_SCOPE, r"out of scope|not in scope|exclusions?|non-goals?|scope out"),
    (Field.SUCCESS, r"success|acceptance criteria|measures? of success|kpis?\b"),
    (Field.OBJECTIVES, r"objectives?|goals?\b|aims?\b"),
    (Field.DELIVERABLES, r"deliverables?|outputs?\b"),
    (Field.MILESTONES, r"milestones?|timeline|schedule|key dates|time ?table"),
    (Field.BUDGET, r"budget|costs?\b|funding|financ"),
    (Field.ASSUMPTIONS, r"assumptions?"),
    (Field.CONSTRAINTS, r"constraints?|limitations?"),
    (Field.IN_SCOPE, r"in scope|scope"),
)
_NAME = re.compile(r"[A-Z][\w'’-]+(?: (?:(?:van|de|der|den|von|di|da)\b|[A-Z][\w'’-]+))+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of the charter: `text` is a verbatim piece of `passage`."""

    field: Field
    text: str
    passage: PassageText


def charter_fields(passages: Sequence[PassageText]) -> dict[Field, tuple[Stated, ...]]:
    """Every field with its statements in reading order; all fields are keys."""
    found: dict[Field, list[Stated]] = {field: [] for field in Field}
    for passage in passages:
        field = _field_of(passage.section)
        if field is not None:
            found[field] += [Stated(field, text, passage) for text in statements(passage.text)]
        if not found[Field.SPONSOR] and (name := sponsor_in(passage.text)):
            found[Field.SPONSOR].append(Stated(Field.SPONSOR, name, passage))
    return {field: tuple(items) for field, items in found.items()}


def sponsor_in(text: str) -> str | None:
    """The full name behind "Sponsor:"."""
    for match in re.finditer(r"\bsponsor\b[^A-Za-z\n]*(?:is )?", text, re.IGNORECASE):
        if name := _NAME.match(text, match.end()):
            return name[0]
    return None


def cells(row: str) -> list[str]:
    """The cells of a table row; none if it is no row."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")] if row.lstrip().startswith("|") else []


def _field_of(section: str) -> Field | None:
    """By the last heading, else by the ones above it."""
    for heading in reversed(section.split(" > ")):
        for field, pattern in _HEADINGS:
            if re.search(rf"\b(?:{pattern})", heading, re.IGNORECASE):
                return field
    return None
