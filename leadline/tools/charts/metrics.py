"""How wide a text will be, so that labels can be placed without asking a browser.

Advance widths of Helvetica (Adobe Font Metrics, 1/1000 em), which Arial and Liberation Sans share; bold runs about 7 % wider.
"""

import unicodedata

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
_FIRST = 32
_WIDTHS = (
    (278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278)
    + (556,) * 10
    + (278, 278, 584, 584, 584, 556, 1015)
    + (
        667,
        667,
        722,
        722,
        667,
        611,
        778,
        722,
        278,
        500,
        667,
        556,
        833,
        722,
        778,
        667,
        778,
        722,
        667,
        611,
        722,
        667,
        944,
        667,
        667,
        611,
    )
    + (278, 278, 278, 469, 556, 333)
    + (
        556,
        556,
        500,
        556,
        556,
        278,
        556,
        556,
        222,
        222,
        500,
        222,
        833,
        556,
        556,
        556,
        556,
        333,
        500,
        278,
        556,
        500,
        722,
        500,
        500,
        500,
    )
    + (334, 260, 334, 584)
)
_BOLD = 1.07
_OTHER = 620
_WIDE = 1000


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in pixels at a font size in pixels; unknown letters count a little wider than an average one."""
    thousandths = sum(_advance(letter) for letter in text)
    return thousandths * size / 1000 * (_BOLD if bold else 1)


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits into `room` pixels with an ellipsis that says it was cut."""
    if text_width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…", size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrap(text: str, room: float, size: float, *, lines: int = 2) -> list[str]:
    """The text in at most `lines` lines of `room` pixels; the last one is shortened if need be."""
    done: list[str] = []
    words = text.split()
    while words and len(done) < lines - 1:
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1]), size) <= room:
            count += 1
        done.append(shorten(" ".join(words[:count]), room, size))
        words = words[count:]
    return [*done, shorten(" ".join(words), room, size)] if words else done


def _advance(letter: str) -> int:
    position = ord(letter) - _FIRST
    if 0 <= position < len(_WIDTHS):
        return _WIDTHS[position]
    if unicodedata.combining(letter):
        return 0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER
