"""What a converter makes of a file, and how it says no."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Converted:
    """Structured Markdown with what the file says about itself.

    `pages` are (offset in the Markdown, page number) where the format has pages. `hidden_characters` counts tag, zero-width and bidi
    characters that were taken out, `hidden_text` the characters of text that a reader of the original would not have seen.
    """

    markdown: str
    title: str | None = None
    kind: str | None = None
    date: dt.date | None = None
    pages: tuple[tuple[int, int], ...] = ()
    page_count: int | None = None
    language: str = "en"
    hidden_characters: int = 0
    hidden_text: int = 0
    notes: tuple[str, ...] = field(default=())


class RefusedError(Exception):
    """The file cannot be read. The message names what is wrong with it and what to do, for the person who gave it."""
