"""Text on its way into a table that another program opens."""

import re
import unicodedata

FORMULA_STARTS = frozenset("=+-@")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """Without characters that XML and spreadsheets refuse."""
    return _UNPRINTABLE.sub("", text)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: what begins like one (also in full-width signs) gets an apostrophe in front."""
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    risky = text[:1] in {"\t", "\r", "\n"} or first[:1] in FORMULA_STARTS
    return f"'{printable(text)}" if risky else printable(text)
