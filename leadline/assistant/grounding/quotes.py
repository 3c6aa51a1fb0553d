"""Figures that a document states: inside a quotation, or in a sentence that the quoted passage bears out."""

import re
from collections.abc import Sequence

from leadline.assistant.grounding.dates import dates
from leadline.assistant.grounding.identifiers import keys
from leadline.assistant.grounding.layout import Place
from leadline.assistant.grounding.mention import Day, Key, Mention, Number
from leadline.assistant.grounding.numbers import numbers
from leadline.assistant.grounding.words import words

Quote = tuple[str, str | None, int | None]  # text, fact id, citation number

_QUOTED = re.compile(r"[“\"]([^”\"\n]{8,})[”\"]|(?m:^\s*>\s?(.+)$)")
_MARK = re.compile(r"\[(\d{1,3})\]")


def quoted_spans(text: str, quotes: Sequence[Quote]) -> list[tuple[int, int, str | None]]:
    """Quotations in the text that stand word for word in a quote: start, end, fact id."""
    if not quotes:
        return []
    plain = [(_plain(quote), fact_id) for quote, fact_id, _ in quotes]
    spans = []
    for match in _QUOTED.finditer(text):
        group = 1 if match[1] is not None else 2
        inside = _plain(match[group]).strip(" .…")
        found = next((fact_id for quote, fact_id in plain if inside and inside in quote), "")
        if found != "":
            spans.append((*match.span(group), found))
    return spans


def said_in_document(text: str, mention: Mention, place: Place, quotes: Sequence[Quote]) -> tuple[bool, str | None]:
    """Whether a quote has the same figure and speaks of the same thing: cited in this sentence, or sharing words with it."""
    start, end = place.sentence_span
    cited = {int(match[1]) for match in _MARK.finditer(text[start : end + 6])}
    for quote, fact_id, number in quotes:
        shared = len(words(quote) & place.sentence)
        if (number in cited or shared >= 2) and _has(quote, mention):
            return True, fact_id
    return False, None


def _has(quote: str, mention: Mention) -> bool:
    match mention:
        case Number():
            return any(abs(n.value) == abs(mention.value) and n.unit == mention.unit for n in numbers(quote))
        case Day():
            written = (mention.month, mention.day, mention.quarter)
            return any(
                ((day.month, day.day, day.quarter) == written and None in (day.year, mention.year))
                or (day.year, day.month, day.day, day.quarter) == (mention.year, *written)
                for day in dates(quote)
            )
        case Key():
            return any(key.key == mention.key for key in keys(quote))
        case _:
            return re.search(rf"\b{re.escape(mention.text)}\b", quote, re.IGNORECASE) is not None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`]", "", text).lower().split())
