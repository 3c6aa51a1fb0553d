"""Percentages, money and effort in a sentence."""

import re
from dataclasses import dataclass
from decimal import Decimal

PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:[.,]\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "£": "GBP",
    "gbp": "GBP",
    "chf": "CHF",
    "pln": "PLN",
}
SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
}
MONEY = re.compile(
    r"(?P<before>[€$£]|\beur|\busd|\bgbp|\bchf)?\s?(?P<number>\d{1,3}(?:[ ,.]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)\s?"
    r"(?P<scale>k|m|mn|mio|million|thousand|bn)?\b\s?(?P<after>€|\$|£|eur(?:os?)?\b|usd\b|gbp\b|chf\b|pln\b|dollars?\b)?",
    re.IGNORECASE,
)
EFFORT = re.compile(
    r"\b(\d+(?:[.,]\d+)?)\s?-?\s?(?:person|man|story)?[- ]?(days?|weeks?|hours?|points?|pts|sp|pd|h)\b", re.IGNORECASE
)
UNITS = {"d": "days", "p": "points", "w": "weeks", "h": "hours", "s": "points"}
LEVELS = {
    "critical": ("critical", "urgent", "blocker", "showstopper", "p1", "very high", "severe"),
    "high": ("high", "important", "p2", "major"),
    "medium": ("medium", "moderate", "p3", "normal"),
    "low": ("low", "minor", "p4", "trivial"),
}


@dataclass(frozen=True, slots=True)
class Money:
    """In the main unit of the currency, None where none was named."""

    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True)
class Effort:
    amount: float
    unit: str  # days | weeks | hours | points


def find_percent(text: str) -> float | None:
    """The first percentage, as typed: 40 for "40 %"."""
    found = PERCENT.search(text)
    return float(found.group(1).replace(",", ".")) if found else None


def find_money(text: str) -> Money | None:
    """The first amount with a currency, or with a scale like 30k."""
    for found in MONEY.finditer(text):
        sign = (found.group("before") or found.group("after") or "").lower()
        if sign or found.group("scale"):
            scale = SCALES.get((found.group("scale") or "").lower(), 1)
            return Money(_number(found.group("number")) * scale, CURRENCIES.get(sign))
    return None


def _number(text: str) -> Decimal:
    """1,240,000 and 1.240.000 are whole; 1,5 and 1.5 are one and a half."""
    compact = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", compact):
        return Decimal(re.sub(r"[.,]", "", compact))
    last = max(compact.rfind("."), compact.rfind(","))
    if last < 0:
        return Decimal(compact)
    return Decimal(re.sub(r"[.,]", "", compact[:last]) + "." + compact[last + 1 :])


def find_effort(text: str) -> Effort | None:
    found = EFFORT.search(text)
    if not found:
        return None
    return Effort(float(found.group(1).replace(",", ".")), UNITS[found.group(2)[0].lower()])


def find_level(text: str) -> str | None:
    """critical | high | medium | low, if the sentence says one."""
    lowered = text.lower()
    for level, names in LEVELS.items():
        if any(re.search(rf"\b{name}\b", lowered) for name in names):
            return level
    return None
