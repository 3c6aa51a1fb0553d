"""Kinds of documents, found by name and headings; the person who gives a document can correct the guess."""

import re
from collections.abc import Mapping

from leadline.knowledge.blocks import blocks

KINDS: Mapping[str, str] = {
    "charter": "charter",
    "post_mortem": "post-mortem",
    "retrospective": "retrospective",
    "report": "report",
    "requirements": "requirements",
    "minutes": "minutes",
    "contract": "contract",
    "policy": "policy",
    "plan": "plan",
    "email": "e-mail",
    "other": "other document",
}

_NAMES: tuple[tuple[str, str], ...] = (  # first match wins: the more specific kinds stand first
    (
        "post_mortem",
        r"post[ -]?mortems?|incident (?:report|review|analysis)|root cause analysis|\brca\b|outage (?:report|review)",
    ),
    ("retrospective", r"retrospectives?|\bretros?\b|lessons?[ -]learn(?:ed|t)"),
    ("charter", r"charters?|project brief|project initiation|\bpid\b|project mandate"),
    ("contract", r"contracts?|statements? of work|\bsows?\b|\bmsas?\b|agreements?|purchase order|terms and conditions"),
    ("minutes", r"minutes|meeting notes|stand-?up notes|call notes"),
    (
        "requirements",
        r"requirements?|specifications?|\bspecs?\b|\bprd\b|\bbrd\b|user stor(?:y|ies)|enhancement proposal",
    ),
    ("policy", r"polic(?:y|ies)|guidelines?|standards?|procedures?|code of conduct|handbook"),
    ("report", r"reports?|status|update|highlight|closure|summary|dashboard|assessment|review"),
    ("plan", r"plans?|road ?maps?|schedules?|strategy"),
    ("email", r"e-?mails?|\.eml$"),
)
_TELLING_HEADINGS = {
    "charter": "in scope|out of scope|objectives|success criteria|sponsor|deliverables|assumptions|constraints|scope|milestones|"
    "business case",
    "post_mortem": "impact|root cause|root causes|timeline|detection|trigger|resolution|what went wrong|what happened|incident summary|"
    "mitigation|where we got lucky|contributing factors",
    "retrospective": "what went well|what went badly|what could be improved|what to improve|start|stop|continue|went well",
    "minutes": "attendees|present|participants|apologies|agenda|action items|decisions|next meeting",
    "requirements": "functional requirements|non-functional requirements|user stories|acceptance criteria|use cases|quality requirements",
    "contract": "payment terms|termination|liability|warranty|confidentiality|governing law|service levels|fees|indemnification|acceptance",
    "report": "accomplishments|next period|budget status|overall status|highlights|progress|key figures",
    "policy": "purpose|applicability|compliance|enforcement|exceptions|responsibilities",
}
_HEADINGS = {kind: frozenset(names.split("|")) for kind, names in _TELLING_HEADINGS.items()}


def detect_kind(title: str, source_name: str, markdown: str) -> str:
    """The kind by title, then by the headings (two that are telling), then by the file name and its folder; else "other"."""
    if found := _named(title):
        return found
    headings = {block.title.casefold().rstrip(":") for block in blocks(markdown) if block.kind == "heading"}
    counts = {kind: len(headings & telling) for kind, telling in _HEADINGS.items()}
    best = max(counts, key=lambda kind: counts[kind])
    if counts[best] >= 2:
        return best
    return _named(re.sub(r"[_/\\]", " ", source_name)) or "other"


def kind_named(text: str) -> str | None:
    """The kind that a person means: "post-mortems", "SOW", "meeting minutes", "post_mortem". None if it is none of ours."""
    plain = text.strip().casefold().replace("_", " ")
    if plain.replace(" ", "_") in KINDS:
        return plain.replace(" ", "_")
    return _named(plain)


def _named(text: str) -> str | None:
    for kind, pattern in _NAMES:
        if re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", text, re.IGNORECASE):
            return kind
    return None
