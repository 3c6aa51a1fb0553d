"""Numbers in a text, with sign, scale and unit as written."""

import re
from collections.abc import Iterator

from leadline.assistant.grounding.mention import Number

SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "billion": 1e9,
}
CURRENCIES = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "USD",
    "dollars": "USD",
}
CODES = "EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK|CAD|AUD|INR|CNY"
UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "percentage points": "pp", "percentage point": "pp", "pp": "pp",
    "working days": "working days", "working day": "working days", "workdays": "working days", "business days": "working days",
    "business day": "working days", "wd": "working days", "calendar days": "days", "days": "days", "day": "days", "d": "days",
    "weeks": "weeks", "week": "weeks", "months": "months", "month": "months", "years": "years", "year": "years", "hours": "hours",
    "hour": "hours", "h": "hours", "minutes": "minutes", "minute": "minutes", "seconds": "seconds", "story points": "points",
    "story point": "points", "points": "points", "point": "points", "pts": "points", "fte": "FTE", "ftes": "FTE",
    "person-days": "person-days", "person days": "person-days",
}  # fmt: skip
IN_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS if unit != "%"), key=len, reverse=True))
_AMOUNT = r"\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = re.compile(
    rf"(?<![\w.#/])(?<![A-Za-z][-–])(?P<about>(?:about|roughly|approximately|approx\.|around|nearly|almost|some|~|≈)\s*)?"
    rf"(?P<sign>(?<![\d\w)])[+\-−–]\s?)?(?P<before>[€$£¥]\s?|(?:{CODES})\s)?(?P<sign2>[+\-−])?"
    rf"(?P<amount>{_AMOUNT})"
    rf"(?P<scale>\s?(?:k|K|M|mn|Mio|bn|thousand|million|billion)(?![\w]))?"
    rf"(?P<unit>\s?%|\s?[€$£](?!\d)|[\s\u00a0\u202f-](?:{CODES}|euros?|dollars?|percent|{_UNIT})(?![\w-]))?"
    r"(?![\w]|[/:]\d|\.\d)",
    re.IGNORECASE,
)
_TOP = re.compile(r"\b(?:top|first|last|next|bottom|these|following|previous)\s*$", re.IGNORECASE)
_NAMEABLE = ("", "points", "days", "working days", "weeks", "months", "hours")  # "the last 30 days", "top 3 points"
_ORDINAL = re.compile(r"(?m)^\s*(?:[-*>#]+\s*)*(?:\*\*)?\d{1,3}[.)](?=\s)")
_PART_OF_NAME = re.compile(
    r"\b(?:wcag|iso|version|v|python|http|level|phase|stage|section|page|pages|p\.|step|option|article|clause|chapter|appendix|no\.|nr\.|"
    r"figure|table|windows|ios|android|java|office)\s*$",
    re.IGNORECASE,
)
_WORDS = re.compile(rf"\b(?:{'|'.join(IN_WORDS)})\b", re.IGNORECASE)


def numbers(text: str) -> Iterator[Number]:
    """Numbers in digits, then those in words. List ordinals ("1."), "top 3" and numbers inside names are none."""
    ordinals = [(match.start(), match.end()) for match in _ORDINAL.finditer(text)]
    for match in NUMBER.finditer(text):
        place = match.start("amount")
        before = text[max(0, match.start() - 24) : match.start()]
        if any(start <= place < end for start, end in ordinals):
            continue
        number = _number(match, text)
        if (number.unit in _NAMEABLE and _TOP.search(before)) or (not number.unit and _PART_OF_NAME.search(before)):
            continue
        yield number
    for match in _WORDS.finditer(text):
        yield Number(match[0], match.start(), match.end(), IN_WORDS[match[0].lower()], 1, "", in_words=True)


def _number(match: re.Match[str], text: str) -> Number:
    digits = re.sub(r"[,\u00a0\u202f' ]", "", match["amount"])
    scale = SCALES[match["scale"].strip().lower()] if match["scale"] else 1.0
    decimals = len(digits.partition(".")[2])
    about = bool(match["about"])
    step = 10.0**-decimals * scale
    if about and not decimals:
        step *= 10 ** (len(digits) - len(digits.rstrip("0")))
    # A dash with a blank behind it is punctuation: "Atlas – 12 days", "- 12 days" in a list.
    signs = [name for name in ("sign", "sign2") if match[name] and match[name] == match[name].strip()]
    sign = match[signs[-1]] if signs else ""
    start = min(match.start(name) for name in ("amount", *signs, *(["before"] if match["before"] else [])))
    value = float(digits) * scale * (-1 if sign in ("-", "−", "–") else 1)
    written = text[start : match.end()]
    return Number(written, start, match.end(), value, step, _unit(match), signed=bool(sign), about=about)


def _unit(match: re.Match[str]) -> str:
    written = (match["unit"] or match["before"] or "").strip(" \u00a0\u202f-").lower()
    if not written:
        return ""
    return UNITS.get(written) or CURRENCIES.get(written) or written.upper()
