"""Dates and amounts of money as documents write them, so that two sources can be compared."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

_NAMES = ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august")
_LATER_NAMES = ("sep sept september", "oct october", "nov november", "dec december")
_MONTHS = {name: number for number, names in enumerate(_NAMES + _LATER_NAMES, start=1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_MONTH})\.?,? (?P<y2>\d{{4}})\b"
    rf"|\b(?P<m3>{_MONTH})\.? (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>\d{{4}})\b"
    r"|\b(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})\b",
    re.IGNORECASE,
)
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "us$": "USD"}
_CURRENCY = r"US\$|[€$£]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?)\b"
_SCALE = r"k|thousand|m|mn|mio\.?|million|bn|billion"
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "million": 6, "bn": 9, "billion": 9}
_NUMBER = r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?P<c1>{_CURRENCY})\s?(?P<n1>{_NUMBER})\s?(?P<s1>(?:{_SCALE})\b)?"
    rf"|(?<![\w.])(?P<n2>{_NUMBER})\s?(?P<s2>(?:{_SCALE})\b)?\s?(?P<c2>{_CURRENCY})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str


def dates(text: str) -> list[dt.date]:
    """Full dates in the text, in order: 2026-06-30, 30 June 2026, June 30, 2026, 30.06.2026. Impossible ones are left out."""
    found: list[dt.date] = []
    for match in _DATE.finditer(text):
        day, month, year = next(
            (match[f"d{i}"], match[f"m{i}"], match[f"y{i}"]) for i in range(1, 5) if match[f"d{i}"] is not None
        )
        number = _MONTHS.get(month.lower()) or int(month)
        try:
            found.append(dt.date(int(year), number, int(day)))
        except ValueError:
            continue
    return found


def amounts(text: str) -> list[Money]:
    """Amounts of money in the text, in order: EUR 1.2 million, €450,000, $3M, 450k EUR."""
    found: list[Money] = []
    for match in _AMOUNT.finditer(text):
        number, scale, currency = (match[f"{part}{1 if match['c1'] else 2}"] for part in "nsc")
        value = Decimal(re.sub(r"[,' ]", "", number)).scaleb(_SCALES.get((scale or "").lower().rstrip("."), 0))
        found.append(Money(value, _currency(currency)))
    return found


def _currency(mark: str) -> str:
    low = mark.lower()
    if low.startswith("euro"):
        return "EUR"
    if low.startswith("dollar"):
        return "USD"
    return _CURRENCIES.get(low, mark.upper())
