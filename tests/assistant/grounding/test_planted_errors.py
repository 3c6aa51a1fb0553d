"""How many wrong figures are caught, how many right ones are marked: a generated set, other wordings than the tools'.

Scripted texts state the facts of two projects in several wordings; then every figure is falsified in each way that language models
do it. The quotas are the acceptance criterion.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leadline.assistant.grounding import Material, check
from leadline.tools.answer import Fact, QuerySource, ToolAnswer, Value

PROJECTS = (("ATB", "Atlas Billing"), ("HRB", "Harbor"), ("KST", "Kestrel"), ("LTN", "Lantern"))
WORDINGS = (
    "{p} runs at a CPI of {cpi:.2f} and an SPI of {spi:.2f}.",
    "Cost performance on {p} stands at {cpi:.2f}; schedule performance at {spi:.2f}.",
    "**{p}**\n- Budget: {bac:,.0f} EUR\n- Forecast at completion: {eac:,.0f} EUR\n- Actual cost: {ac:,.0f} EUR",
    "With {ac_m:.2f} M EUR spent out of a budget of {bac_m:.2f} M EUR, {p} is expected to end at {eac_m:.2f} M EUR.",
    "For {p}, we now expect to finish on {finish}, against a baseline of {baseline}.",
    "{p} will be done on {finish}, which is {slip} working days behind the baseline.",
    "{p} carries {risks} open risks and {issues} open issues.",
    "{risks} risks and {issues} issues are open on {p}.",
    "On {p} {done:.0f} % of the work is complete.",
    "The health of {p} is {health}, although it was declared {declared}.",
    "The team of {p} delivers {velocity:.1f} points a sprint; {backlog} points remain in the backlog.",
    "| Project | CPI | SPI | Budget (EUR) | Open risks |\n|---|---|---|---|---|\n| {p} | {cpi:.2f} | {spi:.2f} | {bac:,.0f} | {risks} |",
)


@dataclass(frozen=True)
class Figures:
    name: str
    facts: tuple[Fact, ...]
    shown: dict[str, object]


def figures(name: str, seed: int) -> Figures:
    draw = random.Random(seed)
    bac, cpi, spi = draw.randint(700, 3_000) * 1_000 + 137, draw.uniform(0.7, 0.98), draw.uniform(1.02, 1.3)
    ac, eac = bac * draw.uniform(0.4, 0.6), bac / cpi
    finish = dt.date(2027, 3, 1) + dt.timedelta(days=draw.randint(0, 90))
    baseline = finish - dt.timedelta(days=draw.randint(20, 40))
    values: dict[str, tuple[str, Value, str]] = {
        "cpi": ("cost performance index (CPI)", cpi, "ratio"),
        "spi": ("schedule performance index (SPI)", spi, "ratio"),
        "bac": ("budget at completion (BAC)", bac, "EUR"),
        "eac": ("estimate at completion (EAC)", eac, "EUR"),
        "ac": ("actual cost (AC)", ac, "EUR"),
        "finish": ("forecast finish", finish.isoformat(), "date"),
        "baseline": ("baseline finish", baseline.isoformat(), "date"),
        "slip": ("finish slip against baseline", draw.randint(14, 30), "working days"),
        "risks": ("open risks", draw.randint(4, 9), "count"),
        "issues": ("open issues", draw.randint(10, 15), "count"),
        "done": ("work complete", draw.uniform(30, 90), "%"),
        "velocity": ("mean velocity", draw.uniform(20, 40), "points"),
        "backlog": ("points left", draw.randint(100, 300), "points"),
        "health": ("computed health", "red", "colour"),
        "declared": ("declared health", "green", "colour"),
    }
    source = QuerySource(tool="get_project_status", args={"project": name})
    facts = tuple(
        Fact(id=f"{name}-{key}", label=f"{name}: {label}", value=value, unit=unit, source=source)
        for key, (label, value, unit) in values.items()
    )
    shown: dict[str, object] = {"p": name, **{key: value for key, (_, value, _) in values.items()}}
    shown |= {"bac_m": bac / 1e6, "eac_m": eac / 1e6, "ac_m": ac / 1e6}
    shown |= {key: f"{date.day} {date:%b %Y}" for key, date in (("finish", finish), ("baseline", baseline))}
    return Figures(name, facts, shown)


def cases() -> Iterator[tuple[str, Figures, Material]]:
    """(text, its figures, material): each wording, for six pairs of projects."""
    for seed in range(6):
        pair = (figures("Atlas Billing", 2 * seed), figures("Harbor", 2 * seed + 1))
        answers = tuple(ToolAnswer(text="", facts=each.facts) for each in pair)
        material = Material(answers, "How are they doing?", dt.date(2026, 11, 23), PROJECTS)
        for subject in pair:
            for wording in WORDINGS:
                yield wording.format(**subject.shown), subject, material


def other_digit(text: str, draw: random.Random) -> str:
    places = [place for place, char in enumerate(text) if char.isdigit()]
    place = draw.choice(places[:4])
    return text[:place] + draw.choice([d for d in "123456789" if d != text[place]]) + text[place + 1 :]


def other_unit(text: str, draw: random.Random) -> str:
    for unit, wrong in (("working days", "weeks"), ("EUR", "USD"), (" %", " points"), ("points", "%")):
        if text.endswith(unit):
            return text[: -len(unit)] + wrong
    return text


def other_sign(text: str, draw: random.Random) -> str:
    return f"-{text}"


def stale(text: str, draw: random.Random) -> str:
    """The value of another week: some percent off, in the same form."""
    digits = "".join(char for char in text if char.isdigit() or char == ".")
    value = float(digits)
    moved = value * draw.choice((0.88, 0.94, 1.07, 1.13)) + (1 if value < 20 and "." not in digits else 0)
    decimals = len(digits.partition(".")[2])
    if round(moved, decimals) == value:
        moved = value + 1
    written = text[: len(text) - len(text.lstrip("-"))] + f"{moved:,.{decimals}f}"
    tail = text[max(place for place, char in enumerate(text) if char.isdigit()) + 1 :]
    return written + tail


FALSIFIED: dict[str, Callable[[str, random.Random], str]] = {
    "altered digit": other_digit,
    "wrong unit": other_unit,
    "wrong sign": other_sign,
    "stale value": stale,
}


def test_right_figures_are_hardly_ever_marked() -> None:
    claims = [claim for text, _, material in cases() for claim in check(text, material)]
    wrong = [claim for claim in claims if claim.status == "unsupported"]
    assert len(claims) > 300
    assert len(wrong) / len(claims) <= 0.01, [claim.text for claim in wrong]


def test_planted_errors_are_caught() -> None:
    draw = random.Random(5)
    caught: dict[str, list[bool]] = {kind: [] for kind in FALSIFIED}
    for text, subject, material in cases():
        units = {fact.id: fact.unit for fact in subject.facts}
        for claim in check(text, material):
            if claim.fact_id is None or units.get(claim.fact_id) in ("colour", "date", None):
                continue
            for kind, falsify in FALSIFIED.items():
                false = falsify(claim.text, draw)
                if false == claim.text:
                    continue
                planted = text[: claim.start] + false + text[claim.end :]
                found = check(planted, material)
                caught[kind].append(
                    any(
                        c.status == "unsupported" and c.start < claim.start + len(false) and claim.start < c.end
                        for c in found
                    )
                )
    for kind, hits in caught.items():
        assert len(hits) > 50, kind
        assert sum(hits) / len(hits) >= 0.97, f"{kind}: {sum(hits)} of {len(hits)}"


def test_figures_of_another_project_are_caught() -> None:
    right = {
        text for text, _, _ in cases()
    }  # where two projects have the same figures, swapping them falsifies nothing
    hits = []
    for text, subject, material in cases():
        for _, other in PROJECTS:
            swapped = text.replace(subject.name, other)
            if swapped not in right:
                hits.append(any(claim.status == "unsupported" for claim in check(swapped, material)))
    assert len(hits) > 300
    assert sum(hits) / len(hits) >= 0.97, f"{sum(hits)} of {len(hits)}"
