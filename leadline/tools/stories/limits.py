"""Numbers with their units and direction, kept exactly, and the values around a limit that a test has to try."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Direction = Literal["above", "at least", "up to", "below", "exactly"]
_WORD_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
_DIRECTIONS: tuple[tuple[str, Direction], ...] = (
    (
        (
            r"(?:not|no|never) (?:to )?(?:more|longer|later|greater|higher|larger|older) than|not "
            r"(?:to )?exceed(?:ing)?|at most|up to|max(?:imum|\.)?(?: of)?|within|≤|<=|maximal(?:ly)?|"
            r"not above|limited to|no longer than"
        ),
        "up to",
    ),
    (r"(?:not|no) (?:less|fewer|earlier|lower) than|at least|min(?:imum|\.)?(?: of)?|≥|>=|not below|from", "at least"),
    (
        r"above|over|more than|greater than|higher than|larger than|longer than|older than|exceed(?:s|ing)?|beyond|>",
        "above",
    ),
    (
        (
            r"below|under|less than|fewer than|lower than|smaller than|shorter than|younger than|falls? "
            r"below|drops? below|<"
        ),
        "below",
    ),
    (r"after", "at least"),
)
_NUMBER = (
    r"(?P<cur>[€$£]|EUR|USD|GBP|CHF)?\s?(?P<n>[-+]?\d{1,3}(?:[,.  ']\d{3})+(?:[.,]\d+)?|[-+]?\d+(?:[.,]\d+)?|\b(?:"
    + "|".join(_WORD_NUMBERS)
    + r")\b)\s?(?P<scale>million|billion|thousand|k\b|M\b)?"
)
_ADJECTIVES = (
    r"(?:(?:consecutive|successive|failed|unsuccessful|wrong|invalid|concurrent|simultaneous|parallel|active|working|business|"
    r"calendar|log-?in|sign-?in|password|open) ){0,4}"
)
_UNIT = (
    r"\s?(?P<u>%|percent|‰|°\s?[CF]|EUR|USD|GBP|CHF|euros?|dollars?|[kKMGT]i?B\b|ms\b|"
    rf"{_ADJECTIVES}[a-zA-Z][a-zA-Z-]*)?"
)
_MONEY = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD"}
_FINER = {
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "week": ("day", 7),
    "month": ("day", 0),
    "year": ("day", 0),
}
_SPEED = re.compile(
    (
        r"\b(?:p\d{2}|percentile|respond|response|latency|load(?:s|ed|ing)? (?:within|in|under)|"
        r"appear|throughput|concurrent|availability|available (?:\d|24)|uptime|per second|refresh|"
        r"rendered|round-?trip)\b"
    ),
    re.I,
)


@dataclass(frozen=True)
class Limit:
    """`text` is the limit exactly as the source has it ("above 10,000 EUR"); `of`: what is limited, as far as the text says."""

    text: str
    direction: Direction
    number: Decimal
    unit: str
    start: int
    decimals: int
    written: str


def limits(text: str) -> list[Limit]:
    """Every number with a direction, in order; ranges ("between A and B") give two."""
    out: list[Limit] = []
    for match in re.finditer(
        rf"between\s+{_NUMBER}{_UNIT}\s+and\s+(?P<n2>[-+]?\d[\d.,]*)\s?(?P<u2>%|°\s?[CF]|[A-Za-z]+)?", text
    ):
        unit = _unit(match.group("u2") or match.group("u") or "", match.group("cur"))
        for word, raw in (("at least", match.group("n")), ("up to", match.group("n2"))):
            if (value := number(raw.rstrip(".,"))) is not None:
                out.append(
                    Limit(
                        match.group(0),
                        "at least" if word == "at least" else "up to",
                        value,
                        unit,
                        match.start(),
                        _decimals(raw),
                        raw.rstrip(".,"),
                    )
                )
    taken = [(limit.start, limit.start + len(limit.text)) for limit in out]
    trailing: tuple[tuple[str, Direction], ...] = (
        (r"or (?:more|above|over|later|longer)", "at least"),
        (r"or (?:less|fewer|below|under)", "up to"),
    )
    for pattern, direction in trailing:
        for match in re.finditer(rf"{_NUMBER}{_UNIT}\s+{pattern}\b", text, re.I):
            value = number(match.group("n"), match.group("scale"))
            if value is not None and (match.group("u") or match.group("cur")):
                taken.append((match.start(), match.end()))
                out.append(
                    Limit(
                        match.group(0).strip(),
                        direction,
                        value,
                        _unit(match.group("u") or "", match.group("cur")),
                        match.start(),
                        _decimals(match.group("n")),
                        match.group("n"),
                    )
                )
    for pattern, direction in _DIRECTIONS:
        for match in re.finditer(rf"(?<![\w-])(?P<d>{pattern})\s*(?:the last |a |an )?{_NUMBER}{_UNIT}", text, re.I):
            if any(a <= match.start() < b or a < match.end() <= b for a, b in taken):
                continue
            value = number(match.group("n"), match.group("scale"))
            if (
                value is None
                or (direction == "at least" and match.group("d").lower() == "from")
                or _is_date(text, match.end())
            ):
                continue
            taken.append((match.start(), match.end()))
            shown = match.group(0).strip()
            out.append(
                Limit(
                    shown,
                    direction,
                    value,
                    _unit(match.group("u") or "", match.group("cur")),
                    match.start(),
                    _decimals(match.group("n")),
                    match.group("n"),
                )
            )
    return sorted(out, key=lambda limit: limit.start)


def numbers(text: str) -> set[str]:
    """All figures of a text in one canonical form, digits and spelled out, for checking that none was invented."""
    found = {_canonical(raw) for raw in re.findall(r"\d+(?:[.,  ']\d+)*", text)}
    found |= {str(value) for word, value in _WORD_NUMBERS.items() if re.search(rf"\b{word}\b", text, re.I)}
    return found


def _canonical(raw: str) -> str:
    value = number(raw)
    return format(value.normalize(), "f") if value is not None else raw


def number(raw: str, scale: str | None = None) -> Decimal | None:
    """ "10,000" -> 10000, "0.5" -> 0.5, "two" -> 2; None when it is no number."""
    if raw.lower() in _WORD_NUMBERS:
        return Decimal(_WORD_NUMBERS[raw.lower()])
    digits = re.sub(r"[  ']", "", raw)
    if re.fullmatch(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", ".")
    if not re.fullmatch(r"[-+]?\d+(?:\.\d+)?", digits):
        return None
    factor = {"million": 10**6, "billion": 10**9, "thousand": 10**3, "k": 10**3, "m": 10**6}.get(
        (scale or "").lower(), 1
    )
    return Decimal(digits) * factor


def is_speed(text: str) -> bool:
    """Whether the limits of the text are measured (response time, load, availability) rather than checked value by value."""
    return bool(_SPEED.search(text))


def around(limit: Limit) -> tuple[str, str, str]:
    """(just under, at, just over) as texts in the unit of the limit; months and years step by a day in words."""
    unit = limit.unit
    low = unit.lower().rstrip("s")
    base = low.split()[-1] if low else ""
    if base in {"month", "year"} or (base in {"week"}):
        at = f"{limit.written} {unit}"
        return f"one day less than {at}", f"exactly {at}", f"one day more than {at}"
    if base in {"hour", "minute"} and limit.number >= 1 and limit.number == int(limit.number):
        finer, per = _FINER[base]
        whole = int(limit.number)
        under = f"{whole - 1} {_count(base, whole - 1)} {per - 1} {finer}s" if whole > 1 else f"{per - 1} {finer}s"
        return under, f"{limit.written} {unit}", f"{limit.written} {unit} 1 {finer}"
    step = _step(limit, base)
    values = (limit.number - step, limit.number, limit.number + step)
    under, at, over = (_show(value, limit, step) for value in values)
    if limit.unit not in {"EUR", "USD", "GBP", "CHF"} and limit.number == number(limit.written):
        at = f"{limit.written} {limit.unit}".strip()
    return under, at, over


def _count(unit: str, n: int) -> str:
    return unit if n == 1 else unit + "s"


def _step(limit: Limit, base: str) -> Decimal:
    if limit.number != number(limit.written):  # "2.5 million": the next whole one
        return Decimal(1)
    if limit.decimals:
        return Decimal(1).scaleb(-limit.decimals - 1)
    if limit.unit in {"EUR", "USD", "GBP", "CHF"}:
        return Decimal("0.01")
    if re.fullmatch(r"[kKMGT]i?B|%|percent|°\s?[CF]|second|sec|ms|kg|km|cm|mm|kW|kWh|V|bar|s", limit.unit) or base in {
        "second",
        "kg",
        "km",
    }:
        return Decimal("0.1")
    return Decimal(1)


def _show(value: Decimal, limit: Limit, step: Decimal) -> str:
    places = max(0, -int(step.normalize().as_tuple().exponent)) if step < 1 else 0
    grouped = (
        f"{value:,.{places}f}"
        if abs(value) >= 1000 and ("," in limit.written or value >= 10000)
        else f"{value:.{places}f}"
    )
    unit = limit.unit
    if value == 1 and unit.endswith("s") and not unit.endswith("ss") and unit != "ms":
        unit = unit[:-1]
    elif limit.number == 1 and value != 1 and re.fullmatch(r"[a-z]{3,}", unit) and not unit.endswith("s"):
        unit += "s"
    return f"{grouped} {unit}".strip()


def _unit(raw: str, currency: str | None) -> str:
    if currency:
        return _MONEY.get(currency, currency)
    word = raw.strip()
    if word.lower() in _MONEY:
        return _MONEY[word.lower()]
    stop = {
        "and",
        "or",
        "in",
        "of",
        "for",
        "per",
        "with",
        "at",
        "on",
        "to",
        "is",
        "are",
        "the",
        "from",
        "can",
        "must",
        "shall",
        "need",
        "needs",
        "if",
        "when",
        "as",
        "by",
        "a",
        "than",
        "after",
        "before",
        "may",
        "should",
        "be",
        "has",
        "have",
        "will",
        "require",
        "requires",
    }
    tokens = word.split()
    if not tokens or tokens[0].lower() in stop:
        return ""
    return " ".join(tokens)


def _decimals(raw: str) -> int:
    match = re.search(r"[.,](\d+)$", raw)
    return len(match.group(1)) if match and not re.fullmatch(r"[-+]?\d{1,3}(?:[.,]\d{3})+", raw) else 0


def _is_date(text: str, end: int) -> bool:
    return bool(
        re.search(
            r"\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)$",
            text[:end],
        )
    ) or bool(re.match(r"[:-]\d\d", text[end:]))
