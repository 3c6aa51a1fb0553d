"""A family of actions: how it is recognised, what can be seen when it worked, what a tester would ask.

Placeholders in the texts: {role} "the supplier", {obj} "the invoice", {system} "the portal"; {is}, {shows}, {carries}, {exists}
and {it} agree with the object, {done} is the participle of the verb. An empty `when` means: the role does the action.
"""

from dataclasses import dataclass

from leadline.tools.stories.story_set import CriterionKind

OUTAGE = "network|The connection breaks while it runs: nothing is half done and the action can be repeated."
TWICE = "concurrent|Several people do it at the same time: whoever is later is told what changed."


@dataclass(frozen=True)
class Case:
    name: str
    given: str
    then: str
    kind: CriterionKind = "negative"
    when: str = ""


@dataclass(frozen=True)
class Family:
    """`pattern` matches the action in base form at its start. `outcome`: what can be seen when it worked."""

    name: str
    pattern: str
    outcome: str
    benefit: str
    cases: tuple[Case, ...] = ()
    edges: tuple[str, ...] = ()
    question: str = ""
    rank: int = 1
    given: str = ""
