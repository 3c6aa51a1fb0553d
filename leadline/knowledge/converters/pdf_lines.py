"""The lines of one PDF page with their height on the page, size and weight."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject

TINY = 2.0  # points: smaller text is not meant to be read
INVISIBLE = 3  # text rendering mode


@dataclass(frozen=True, slots=True)
class Line:
    """`y` grows upwards from the foot of the page, in points, as `size`. `parts` are (start from the left, text)."""

    text: str
    y: float
    size: float
    bold: bool
    parts: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass
class _Reading:
    """What the page's drawing instructions have said so far."""

    pieces: list[_Piece] = field(default_factory=list)
    mode: int = 0
    white: bool = False
    shapes: bool = False  # something was filled: white text may stand on it
    hidden: int = 0

    def operator(self, name: bytes, operands: Sequence[Any], cm: Any, tm: Any) -> None:
        if name == b"Tr" and operands:
            self.mode = int(operands[0])
        elif name in (b"g", b"rg", b"k", b"sc", b"scn"):
            values = [float(value) for value in operands if isinstance(value, (int, float))]
            self.white = bool(values) and (not any(values) if name == b"k" else min(values) >= 0.99)
        elif name in (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh"):
            self.shapes = True

    def text(self, text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if not text:
            return
        height = abs(size * (tm[3] or tm[1] or 1.0) * (cm[3] or cm[1] or 1.0))
        x = float(cm[0] * tm[4] + cm[2] * tm[5] + cm[4])
        y = float(cm[1] * tm[4] + cm[3] * tm[5] + cm[5])
        unseen = self.mode == INVISIBLE or (self.white and not self.shapes) or 0 < height < TINY
        if unseen and text.strip():
            self.hidden += len(text.strip())
            if self.mode != INVISIBLE or not self.shapes:
                return
            self.hidden -= len(
                text.strip()
            )  # a scan with its recognised text: that is what the reader sees as a picture
        name = str((font or {}).get("/BaseFont", "")).lower()
        self.pieces.append(_Piece(text, x, y, height, "bold" in name or "black" in name or "heavy" in name))


def page_lines(page: PageObject) -> tuple[list[Line], int]:
    """The visible lines in reading order, and how many characters were invisible."""
    reading = _Reading()
    page.extract_text(visitor_operand_before=reading.operator, visitor_text=reading.text)
    return _lines(reading.pieces), reading.hidden


def _lines(pieces: Sequence[_Piece]) -> list[Line]:
    lines: list[Line] = []
    held: list[_Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        held.append(replace(piece, text=first))
        for text in rest:
            lines.extend(_line(held))
            held = [replace(piece, text=text)]
    lines.extend(_line(held))
    return _rows_together(lines)


def _line(pieces: Sequence[_Piece]) -> list[Line]:
    said = [piece for piece in pieces if piece.text.strip()]
    if not said:
        return []
    letters = sum(len(piece.text) for piece in said)
    size = sum(piece.size * len(piece.text) for piece in said) / letters
    text = " ".join("".join(piece.text for piece in pieces).split())
    bold = all(piece.bold for piece in said)
    parts = tuple((round(piece.x, 1), piece.text) for piece in said)
    return [Line(text, said[0].y, round(size, 1), bold, parts)]


def _rows_together(lines: Sequence[Line]) -> list[Line]:
    """Lines at the same height are one row: cells are often drawn one by one."""
    rows: list[Line] = []
    for line in lines:
        before = rows[-1] if rows else None
        if before is not None and abs(before.y - line.y) < before.size * 0.3:
            parts = (*before.parts, *line.parts)
            text = f"{before.text} {line.text}"
            rows[-1] = Line(text, before.y, before.size, before.bold and line.bold, parts)
        else:
            rows.append(line)
    return rows
