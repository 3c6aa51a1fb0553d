"""Rows of Markdown, tab- and semicolon-separated tables -> the requirement in the row and what else the row says."""

import csv
import re
from dataclasses import dataclass, field

_COLUMNS = {
    "text": (
        r"requirement|description|story|need|feature|text|statement|what|want|function|capability|"
        r"wish|user story|details?|summary|goal|anforderung"
    ),
    "role": r"role|actor|as a|who|persona|user|user type|user role|stakeholder",
    "benefit": r"benefit|so that|why|value|reason|purpose|rationale|business value",
    "priority": r"prio(?:rity)?|moscow|importance|urgency",
    "label": r"id|no\.?|nr\.?|#|ref|key|req(?:uirement)? ?(?:id|no)|number",
    "type": r"type|kind|category|area|class",
    "criteria": r"acceptance criteri(?:a|on)|acceptance|done when|fit criterion|test",
    "limit": r"target|limit|threshold|metric|measure|value",
}


@dataclass(frozen=True)
class Row:
    text: str
    label: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    is_header: bool = False


def split_row(line: str) -> list[str] | None:
    """The cells of a table line, or None when the line is no table row."""
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") >= 2:
        return [cell.strip() for cell in stripped.strip("|").split("|")]
    if stripped.count("|") >= 2 and " | " in stripped:
        return [cell.strip() for cell in stripped.split("|")]
    if "\t" in stripped:
        return [cell.strip() for cell in stripped.split("\t")]
    if stripped.count(";") >= 2 and not re.search(r";\s", stripped):
        return [cell.strip() for cell in next(csv.reader([stripped], delimiter=";"))]
    return None


def _column(name: str) -> str | None:
    for column, pattern in _COLUMNS.items():
        if re.fullmatch(pattern, name.strip(" *:").lower()):
            return column
    return None


def read_row(header: list[str], cells: list[str]) -> Row:
    """What the row says by the names of the header; without a usable header the longest cell is the requirement."""
    columns = [_column(name) for name in header]
    if header == [cell.lower() for cell in cells] and sum(column is not None for column in columns) >= min(
        2, len(cells)
    ):
        return Row(" | ".join(cells), is_header=True)
    found: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell and column not in found:
            found[column] = cell
    label = found.pop("label", None)
    if label is None and cells and re.fullmatch(r"[A-Z]{1,8}[-_ ]?\d{1,4}(?:\.\d+)*|\d{1,4}", cells[0]):
        label = cells[0]
    text = found.pop("text", "")
    if not text:
        rest = [cell for cell in cells if cell and cell != label]
        text = max(rest, key=len) if rest else " ".join(cells)
        found = {name: value for name, value in found.items() if value != text}
    known = {text, label, *found.values()}
    left = [
        f"{name}: {cell}" if name else cell
        for name, cell in zip([*header, *[""] * len(cells)], cells, strict=False)
        if cell and cell not in known
    ]
    if left:
        found["rest"] = "; ".join(left)
    return Row(text, label, found)
