"""A criterion before it has its number in the story."""

import re
from dataclasses import dataclass

from leadline.tools.stories.grammar import (
    sentence_case,
)
from leadline.tools.stories.story_set import Basis, Criterion, CriterionKind, Example, TestLevel

_LEVELS: dict[str, TestLevel] = {
    "normal": "end to end",
    "negative": "API",
    "permission": "API",
    "boundary": "unit",
    "state": "integration",
    "time": "integration",
    "data": "integration",
    "quality": "load",
}


@dataclass(frozen=True)
class Draft:
    """A criterion before it has its number in the story."""

    name: str
    given: str
    when: str
    then: str
    kind: CriterionKind
    basis: Basis
    source: str
    examples: tuple[Example, ...] = ()
    level: TestLevel | None = None

    def numbered(self, n: int) -> Criterion:
        return Criterion(
            id=f"AC{n}",
            name=_capital(self.name),
            given=_capital(self.given),
            when=_capital(self.when),
            then=_capital(self.then),
            kind=self.kind,
            basis=self.basis,
            source=self.source,
            level=self.level or _LEVELS[self.kind],
            examples=self.examples,
        )


def _capital(text: str) -> str:
    return sentence_case(re.sub(r"\s+", " ", text).strip().rstrip(".,;:"))
