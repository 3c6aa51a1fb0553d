"""The epic above the stories: goal, measure, scope, people, constraints; what the source does not say stays "not provided"."""

import re
from collections.abc import Sequence

from leadline.tools.stories.grammar import article, other_person, sentence_case
from leadline.tools.stories.roles import generic
from leadline.tools.stories.source_map import Entry
from leadline.tools.stories.story_set import Basis, Epic, Excluded, Measure, Persona, Rule, Story

_GOAL = re.compile(
    r"(?i)\b(?:(?:primary |main |overall )?(?:goal|aim|objective|purpose) (?:is|of (?:this|"
    r"the) \w+(?: \w+)? is)|in order to|so that we|we want to (?:reduce|increase|improve|save|"
    r"avoid)|aims? to)\b"
)
_DEPENDS = re.compile(
    r"(?i)\b(?:integrat\w+ (?:with|into)|from|with|to|via|interface to) ((?:the )?(?:SAP|Salesforce|"
    r"Workday|Jira|Oracle|Azure|AWS|Slack|Teams|Active Directory|LDAP|PayPal|Stripe|SharePoint|"
    r"Google \w+|DATEV|ServiceNow|[A-Z][a-z]+ ?(?:API|ERP|CRM))(?: \w+HANA)?)\b"
)


def build_epic(entries: Sequence[Entry], stories: Sequence[Story], personas: Sequence[Persona]) -> Epic:
    goal, basis = _goal(entries, stories)
    excluded = tuple(
        Excluded(text=entry.item.text, source=entry.item.id) for entry in entries if entry.item.kind == "out of scope"
    )
    constraints = tuple(
        Rule(text=entry.item.text, source=entry.item.id, kind="constraint")
        for entry in entries
        if entry.item.kind == "constraint"
    )
    assumed = [
        f"{story.id}: the {story.role} is the right role (chosen by Leadline)"
        for story in stories
        if story.role_basis == "proposed"
    ]
    systems = dict.fromkeys(
        match.group(1)
        for entry in entries
        if entry.item.id.startswith("R")
        for match in _DEPENDS.finditer(entry.item.text)
    )
    return Epic(
        goal=goal,
        goal_basis=basis,
        measure=Measure(),
        in_scope=tuple(story.title for story in stories),
        out_of_scope=excluded,
        personas=people_of(stories, personas),
        assumptions=tuple(assumed),
        constraints=constraints,
        dependencies=tuple(systems),
    )


def _goal(entries: Sequence[Entry], stories: Sequence[Story]) -> tuple[str, Basis]:
    for entry in entries:
        if entry.item.kind not in {"parked", "out of scope"} and _GOAL.search(entry.item.text):
            return f"{entry.item.text} ({entry.item.id})", "source"
    return goal_of(stories)


def goal_of(stories: Sequence[Story]) -> tuple[str, Basis]:
    """What the stories let people do, where the source names no goal."""
    outcomes: dict[str, list[str]] = {}
    for story in stories:
        if story.want.startswith("to ") and not story.want.startswith(("to be ", "to get ")):
            outcomes.setdefault(story.role, []).append(other_person(story.want.removeprefix("to ")))
    parts = [f"{article(role)} can {wants[0]}" for role, wants in list(outcomes.items())[:3]]
    if not parts:
        return "not provided", "proposed"
    return sentence_case("; ".join(parts)) + " (drawn from the stories; to confirm)", "derived"


def people_of(stories: Sequence[Story], personas: Sequence[Persona]) -> tuple[Persona, ...]:
    given = {persona.role.lower(): persona for persona in personas}
    found: dict[str, Persona] = {}
    for story in stories:
        known = given.get(story.role.lower())
        evidence = ", ".join(story.source) if story.role_basis == "source" else None
        old = found.get(story.role)
        if old is None:
            found[story.role] = known or Persona(role=story.role, need=story.want, evidence=evidence)
        elif old.evidence is None and evidence and known is None:
            found[story.role] = old.model_copy(update={"evidence": evidence})
    return tuple(sorted(found.values(), key=lambda persona: generic(persona.role)))
