"""Does the value of a fact fit what is written, with the rounding, the unit and the sign that are shown?"""

import datetime as dt
import re

from leadline.assistant.grounding.mention import Day, Number
from leadline.assistant.grounding.words import listed
from leadline.tools.answer import Fact

MONEY = re.compile(r"[A-Z]{3}")
DAYS = ("days", "working days")
_WORD = re.compile(r"[a-z]+")

LATE = listed(
    "late later behind delayed delay slipped slip slips slippage overdue overrun over above beyond exceeds exceeded"
)
EARLY = listed("early earlier ahead under below saved saving savings")
DIRECTION = LATE | EARLY | listed(
    "less fewer lower down fell fall falls decrease decreased drop dropped dropping short shortfall negative minus loss lost reduced "
    "overspent overspend faster slower worse better missing lacking ago before behind more"
)  # fmt: skip


def number_fits(number: Number, fact: Fact, around: frozenset[str] = frozenset()) -> bool:
    """Size and unit; the sign is `sign_fits`. `around`: the words near the number, where the unit may stand apart from it."""
    value = fact.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    factor = _factor(number, fact, around)
    if factor is None:
        return False
    shown = round(number.value, 9)
    return abs(abs(value) * factor - abs(shown)) <= number.step / 2 * (1 + 1e-9) + 1e-9 * max(1.0, abs(value))


def _factor(number: Number, fact: Fact, around: frozenset[str]) -> float | None:
    """What the fact's value is multiplied with to be in the unit that is written; None if the units are of another kind."""
    written, unit = number.unit, fact.unit or ""
    if written == unit or (written == "days" and unit in DAYS):
        return 1.0
    if written == "%":
        return 100.0 if unit == "ratio" else None
    if written == "pp":
        return 1.0 if unit == "%" else None
    if written == "":
        return 1.0 if _may_stand_bare(number, unit, around) else None
    if unit in ("", "count") and written.removesuffix("s") in fact.label.lower():
        return 1.0
    return None


def _may_stand_bare(number: Number, unit: str, around: frozenset[str]) -> bool:
    """A number without a unit is a count or an index; money and percentages too where the unit stands in a heading or column."""
    if unit in ("count", "ratio", "points", "") or (unit not in (*DAYS, "%") and not MONEY.fullmatch(unit)):
        return True
    if MONEY.fullmatch(unit):
        return number.step >= 1_000 or abs(number.value) >= 1_000 or unit.lower() in around
    if unit == "%":
        return "%" in around or "percent" in around
    return bool(around & {"day", "days"})


def sign_fits(number: Number, fact: Fact, near: frozenset[str]) -> bool:
    """`near`: the words beside the number, lower case. A number without a sign takes its direction from them."""
    value = fact.value
    assert isinstance(value, int | float)
    if value == 0:
        return True
    if number.signed:
        return (number.value < 0) == (value < 0)
    good, bad = bool(near & EARLY), bool(near & LATE)
    meaning = _meaning_of_plus(fact.label)
    if meaning and good != bad:
        return (value > 0) == (meaning == "bad") if bad else (value > 0) == (meaning == "good")
    return value > 0 or bool(near & DIRECTION) or meaning == "bad"


def _meaning_of_plus(label: str) -> str | None:
    words = frozenset(_WORD.findall(label.lower()))
    if words & {"variance", "sv", "cv", "vac"}:
        return "good"
    return "bad" if words & (LATE | {"overspend"}) else None


def day_fits(day: Day, fact: Fact) -> bool:
    date = as_date(fact.value)
    return date is not None and day.covers(date)


def as_date(value: object) -> dt.date | None:
    if not isinstance(value, str) or not re.match(r"\d{4}-\d{2}-\d{2}", value):
        return None
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None
