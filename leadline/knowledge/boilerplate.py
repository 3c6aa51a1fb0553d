"""Passages that fill pages without saying anything: contents, legal lines, version tables, lists of links. Found, they rank last."""

import re

_SECTION = re.compile(
    r"(?:^|> )(?:table of contents|contents|disclaimer|confidentiality(?: notice)?|copyright(?: notice)?|licen[cs]e|legal notice|"
    r"document history|revision history|version history|document control|distribution list)$",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"all rights reserved|this (?:e-?mail|message|document) (?:and any attachments? )?(?:is|are|contains?) (?:strictly )?"
    r"(?:confidential|intended)|if you (?:are not|have received) (?:the intended|this)|adheres to the conventions described|"
    r"^\s*(?:page \d+ of \d+|confidential)\s*$|©\s*\d{4}",
    re.IGNORECASE | re.MULTILINE,
)
_CONTENTS_LINE = re.compile(r"(?:\.{4,}|(?:\. ){4,})\s*\d+\s*$")
MAX_LEGAL_WORDS = 60  # a longer passage says something besides the legal line


def is_boilerplate(text: str, section: str = "") -> bool:
    """Whether the passage is only furniture of the document."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return True
    if _SECTION.search(section):
        return True
    if sum(bool(_CONTENTS_LINE.search(line)) for line in lines) * 2 > len(lines):
        return True
    if all(
        re.fullmatch(r"\s*(?:[-*+]\s*)?(?:\[[^\]]*\]:?\s*)?(?:\([^)]*\)|<?https?://\S+>?)\s*", line) for line in lines
    ):
        return True
    return bool(_LINE.search(text)) and len(text.split()) <= MAX_LEGAL_WORDS
