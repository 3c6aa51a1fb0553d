"""Acceptance criteria of one clause: what it says, the values around its limits, and what a tester would ask besides."""

import re

from leadline.tools.stories.boundaries import outlines
from leadline.tools.stories.clause import Clause
from leadline.tools.stories.criterion_draft import Draft
from leadline.tools.stories.person_criteria import person_criteria
from leadline.tools.stories.system_criteria import missing_approval, quality_criterion, system_criteria
from leadline.tools.stories.usual_cases import usual_cases


def draft_criteria(
    clause: Clause, *, text: str, role: str, source: str, system: str, quality: bool, topic: bool
) -> list[Draft]:
    """All criteria of one clause. `topic`: the source is only a subject without a sentence, so everything is proposed."""
    clause = clause if clause.role or clause.form != "person" else _with_role(clause, role)
    the_system = system if re.match(r"(?:the|an?|our|all) ", system) else f"the {system}"
    if quality:
        found = [quality_criterion(clause, text, source, the_system)]
    elif clause.form == "person":
        found = person_criteria(clause, role, source, the_system)
    else:
        found = system_criteria(clause, source, the_system, role)
    bounds = outlines(clause, text, system=the_system)
    if bounds and clause.form == "thing" and not quality:
        found = missing_approval(clause, source, the_system)
    for outline in bounds:
        found.append(
            Draft(
                outline.name, outline.given, outline.when, outline.then, "boundary", "derived", source, outline.examples
            )
        )
    found += usual_cases(clause, role, the_system, quality)
    if topic:
        found = [
            Draft(d.name, d.given, d.when, d.then, d.kind, "proposed", "proposed", d.examples, d.level) for d in found
        ]
    return found


def _with_role(clause: Clause, role: str) -> Clause:
    return Clause(
        clause.text,
        clause.form,
        clause.action,
        role,
        clause.subject,
        clause.modal,
        clause.condition,
        clause.purpose,
        clause.negated,
        clause.recipient,
    )
