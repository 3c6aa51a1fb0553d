"""How values are written for people: money, dates, counts, percentages, lists. One place, so that every answer says them alike."""

import datetime as dt
from collections.abc import Sequence

NOT_PROVIDED = "not provided"
_IRREGULAR = {"person": "people", "criterion": "criteria"}


def money(cents: float | None, currency: str = "EUR") -> str:
    """1.24 M EUR from a million up, 412,300 EUR below."""
    if cents is None:
        return NOT_PROVIDED
    units = cents / 100
    if abs(units) >= 999_995:
        return f"{units / 1_000_000:,.2f} M {currency}"
    return f"{units:,.0f} {currency}".replace("-0 ", "0 ")


def day(date: dt.date | None) -> str:
    """18 Dec 2026"""
    return NOT_PROVIDED if date is None else f"{date.day} {date:%b %Y}"


def percent(value: float | None) -> str:
    """Whole percent from ten up, one decimal below where it says something."""
    if value is None:
        return NOT_PROVIDED
    shown = f"{value:.0f}" if abs(value) >= 10 or abs(value - round(value)) < 0.05 else f"{value:.1f}"
    return f"{shown.replace('-0', '0') if shown in ('-0', '-0.0') else shown} %"


def ratio(value: float | None) -> str:
    return NOT_PROVIDED if value is None else f"{value:.2f}"


def number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def count(how_many: float, noun: str) -> str:
    """3 open risks, 1 open risk, no open risks"""
    said = "no" if how_many == 0 else number(how_many)
    return f"{said} {plural(noun, how_many)}"


def plural(noun: str, how_many: float = 2) -> str:
    """The noun for that many; the last word carries the ending."""
    if how_many == 1:
        return noun
    *before, last = noun.split(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = f"{last[:-1]}ies"
    else:
        last = f"{last}es" if last.endswith(("s", "x", "ch", "sh")) else f"{last}s"
    return " ".join([*before, last])


def listing(words: Sequence[str], last: str = "and") -> str:
    """a, b and c"""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def clipped(text: str, length: int = 90) -> str:
    """At most `length` characters, cut at a word, with an ellipsis that says so."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[:length].rsplit(' ', 1)[0].rstrip(',;:.')} …"
