"""One thing that a text says: who does what, under which condition, to what end."""

from dataclasses import dataclass, field
from typing import Literal

from leadline.tools.stories.grammar import (
    base_form,
)

Form = Literal["person", "system", "passive", "thing", "noun"]


@dataclass(frozen=True)
class Clause:
    """`action` is a verb phrase in base form; for form "noun" it is the thing itself; for "thing" the finite predicate."""

    text: str
    form: Form
    action: str
    role: str | None = None
    subject: str = ""
    modal: str = ""
    condition: str = ""
    purpose: str = ""
    negated: bool = False
    recipient: str | None = None

    @property
    def object(self) -> str:
        if self.form in {"passive", "thing"}:
            return self.subject
        if self.form == "noun":
            return self.action
        tokens = self.action.split()
        n = 1
        while n < len(tokens) - 1 and (
            tokens[n] in {"or", "and"} or (tokens[n - 1] in {"or", "and"} and base_form(tokens[n]))
        ):
            n += 1
        return " ".join(tokens[n:])


@dataclass
class Memory:
    """What pronouns can refer to, carried from sentence to sentence."""

    role: str | None = None
    object: str = ""
    system: str | None = None
    roles: set[str] = field(default_factory=set)
