"""Which kind of requirement a statement is: functional, quality, constraint, business rule, out of scope."""

import re
from collections.abc import Sequence

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.limits import is_speed, limits
from leadline.tools.stories.sentences import Fragment
from leadline.tools.stories.story_set import RequirementKind

_OUT_SECTION = re.compile(
    r"(?i)\b(?:out[- ]of[- ]scope|not in scope|non-goals?|exclusions?|excluded|won't have|"
    r"will not have|not included|wont have)\b"
)
_OUT_TEXT = re.compile(
    r"(?i)\b(?:out[- ]of[- ]scope|not (?:in|part of the) scope|not part of (?:this|the)|(?:is|"
    r"are|will be) (?:not |explicitly )?excluded|not (?:be )?(?:included|covered|considered) "
    r"(?:in|by)|no(?:t a)? goal|will not be (?:supported|part|covered|included|delivered)|"
    r"does not (?:replace|cover|include)|(?:not|isn't|aren't) (?:needed|required|necessary)\b|"
    r"(?:do|does) not need\b|don't need\b|in a later (?:phase|release)|phase (?:2|two) only)"
)
_QUALITY_SECTION = re.compile(
    r"(?i)\b(?:non-?functional|quality|performance|security|usability|availability|reliability|"
    r"scalability|accessibility|nfrs?)\b"
)
_CONSTRAINT_SECTION = re.compile(
    r"(?i)\b(?:constraints?|technical (?:requirements|conditions|framework)|boundary conditions|"
    r"compliance|regulatory|restrictions?)\b"
)
_RULE_SECTION = re.compile(r"(?i)\b(?:business rules?|policies|policy)\b")
QUALITY_TEXT = re.compile(
    r"(?i)\b(?:response times?|latency|uptime|availab(?:le (?:\d|24)|ility)|concurrent|throughput|"
    r"per second|p9\d|percentile|encrypt\w*|tls\b|https|wcag|accessib\w+|screen[- ]readers?|"
    r"gdpr|backups?|recover(?:y|ed) (?:time|point|within)|rpo|rto|mtbf|scal(?:e|es|able)|penetration|"
    r"owasp|vulnerabilit|user[- ]friendly|intuitive|easy to use|fast|performant|secure\b|reliable|"
    r"maintainable|robust|load (?:time|within|in)|respond (?:within|in)|appear (?:within|in)|"
    r"localis|localiz|languages?\b.*\bsupport|two-factor is)"
)
_CONSTRAINT_TEXT = re.compile(
    r"(?i)\b(?:must|shall|should|has to|have to|needs to|will) (?:only )?(?:run (?:on|in)|"
    r"be (?:hosted|deployed|built|written|implemented|based|compatible|developed)|use (?:the "
    r")?(?:existing|company|corporate|[A-Z]\w+)|comply|conform|adhere|follow (?:the )?(?:corporate|"
    r"company|existing))|\bgo-?live\b|\bbudget (?:is|of|must)|\bdeadline\b.*\b(?:is|of)\b|"
    r"\bcompatible with\b|\b(?:iOS|Android|Windows|Chrome|Firefox|Safari|Edge|Linux|macOS) "
    r"\d|\bin (?:the )?(?:EU|European Union|Germany|Switzerland) (?:only|data)|\b(?:on-premises?|"
    r"open[- ]source licen[cs]e|existing (?:azure|aws|sap|infrastructure|hardware|subscription))|"
    r"\b(?:is|are) already (?:there|in place|available|installed|licensed|bought|in use)\b|"
    r"\bno new (?:hardware|licen[cs]es?|servers?|vendors?|tools?|software)\b|"
    r"\bno later than \d|\bcompl(?:y|ies|iant) with\b|\bnot (?:change|modify) the existing\b"
)
RULE_TEXT = re.compile(
    r"(?i)^(?:only|no|every|each|all|any)\b.*\b(?:may|must|can|needs?|requires?|has to|have "
    r"to|is|are)\b|\b(?:is|are|be) (?:only|not) (?:allowed|permitted|available|possible|visible)|"
    r"\b(?:need|needs|require|requires) (?:an? |the )?(?:\w+ )?(?:approval|approvals|signature|"
    r"consent|confirmation|review)|\bmust not\b|\bmay not\b|\bcannot\b|\bno more than\b|\bat "
    r"most\b|\bat least\b.{0,25}\b(?:approvals?|signatures?|people|characters)|\bmust be unique\b|"
    r"\bexpires?\b|^(?:the )?(?:(?:minimum|maximum|default|max\.?|min\.?) [\w -]+|[\w -]+ (?:limit|length|size|period|retention|timeout)) "
    r"(?:is|are) (?:limited to )?\d|\bunless\b"
)


FORBIDDEN = re.compile(r"(?i)(?:do not|don['’]t|(?:must|shall|should|may) not)\s+(?P<what>[a-z]\S*.*)$")
"""A limit put on the work itself, with nobody named: "Do not break existing links"."""


def kind_of(part: Fragment, text: str, clauses: Sequence[Clause]) -> RequirementKind:
    section = part.section.split(" > ")[-1] if part.section else ""
    kind = part.fields.get("type", "").lower()
    if FORBIDDEN.match(text) or re.search(r"(?i)constraint", kind) or _CONSTRAINT_SECTION.search(section):
        return "constraint"
    if re.search(r"(?i)business rule|^rule", kind) or _RULE_SECTION.search(section):
        return "business rule"
    if re.search(r"->|→|=>|⇒", part.text):
        return "business rule"
    people = [clause for clause in clauses if clause.form == "person" and (clause.role or not clause.subject)]
    if _CONSTRAINT_TEXT.search(text) and not people:
        return "constraint"
    if people and not any(clause.negated or re.match(r"(?i)only\b", clause.subject) for clause in people):
        return "functional"
    if not (people) and (
        is_speed(text)
        or QUALITY_TEXT.search(text)
        or (_QUALITY_SECTION.search(section) and not re.search(r"(?i)^functional", section))
    ):
        return "quality"
    if re.match(r"(?i)non-?functional|quality", kind):
        return "quality"
    passive = all(clause.form == "passive" and not clause.negated for clause in clauses)
    if passive:
        return "business rule" if RULE_TEXT.search(text) and limits(text) else "functional"
    if any(clause.negated for clause in clauses) or RULE_TEXT.search(text):
        return "business rule"
    ruled = any(clause.form == "thing" for clause in clauses) and (
        limits(text)
        or re.match(
            r"(?:be|is|are|need|needs|require|requires|cost|costs|have|has|expire|expires)\b", clauses[0].action
        )
    )
    return "business rule" if ruled else "functional"


def excluded(part: Fragment) -> str | None:
    """The reason why the fragment is out of scope, or None."""
    text = part.text
    if re.match(r"(?i)as an? .{2,60}?,? I (?:want|need|would|can)", text):
        return None
    if (
        _OUT_SECTION.search(part.section)
        or (_OUT_TEXT.search(text) and not re.search(r"(?i)\bif\b", text))
        or (part.stem and _OUT_SECTION.search(part.stem))
    ):
        return "the source excludes it"
    if part.fields.get("priority", "").lower().startswith(("won", "out")):
        return "the source gives it the priority Won't"
    return None
