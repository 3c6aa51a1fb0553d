"""Red, amber, green where they stand for a status, not for a flag, a light or a wall."""

import re
from collections.abc import Iterator

from leadline.assistant.grounding.mention import Colour

_COLOUR = re.compile(r"(?<![\w-])(red|amber|yellow|green)(?![\w-])", re.IGNORECASE)
_OTHER_SENSE = re.compile(
    r"^\s*(?:flags?|tape|team|hat|light|lights|lit|house|field|card|herring|line|paint|button|tick|energy|deal|power)\b",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(r"\b(?:blue|dark|light|bright|paint|painted|colou?r)[\s-]$", re.IGNORECASE)


def colours(text: str) -> Iterator[Colour]:
    for match in _COLOUR.finditer(text):
        if _OTHER_SENSE.match(text[match.end() :]) or _OTHER_BEFORE.search(text[: match.start()]):
            continue
        colour = match[1].lower()
        yield Colour(match[0], match.start(), match.end(), "amber" if colour == "yellow" else colour)
