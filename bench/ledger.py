"""Does the ledger catch wrong figures? Facts of the sample portfolio's real tools, put into other words than the tools', then falsified.

Prints per kind of error how many were caught of how many planted, and how many right figures were marked wrongly.
"""

import datetime as dt
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from leadline.api.database import METADATA
from leadline.assistant.grounding import Material, check
from leadline.assistant.grounding.known import project_names
from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER
from leadline.projects.sample import load_sample
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.answer import Fact
from leadline.tools.context import Context
from leadline.tools.recheck import run_tool
from leadline.tools.registry import TOOLS

TODAY = dt.date(2026, 11, 23)
ASKED = ("get_project_status", "get_budget", "get_schedule")
FIGURES = 3  # in one answer
ANSWERS = 400
WORDINGS = (
    "On {project}, the {measure} is {value}.",
    "{project}: {measure} stands at {value} right now.",
    "We see {value} for the {measure} of {project}.",
    "What matters on {project} is the {measure}, which comes to {value}.",
)
Falsify = Callable[[str, random.Random], str]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        context = sample(Path(folder))
        draw, marked, right = random.Random(7), 0, 0
        names = project_names(context)
        planted: dict[str, list[bool]] = {kind: [] for kind in (*FALSIFIED, "swapped project", "invented item")}
        written = list(answers(context, names, draw))
        for text, spoken, material in written:
            claims = check(text, material)
            right += len(claims)
            marked += sum(claim.status == "unsupported" for claim in claims)
            for start, end in spoken:
                for kind, falsify in FALSIFIED.items():
                    false = falsify(text[start:end], draw)
                    if false != text[start:end]:
                        planted[kind].append(
                            caught(text[:start] + false + text[end:], start, start + len(false), material)
                        )
            swapped = swap(text, names)
            planted["swapped project"].append(any(c.status == "unsupported" for c in check(swapped, material)))
            invented = f"{text} Item ZZZ-{draw.randint(100, 999)} is blocked."
            planted["invented item"].append(caught(invented, len(text), len(invented), material))
    print(f"answers {len(written)}; right figures marked wrongly {marked} of {right} ({marked / right:.1%})")
    for kind, hits in planted.items():
        print(f"{kind:16} caught {sum(hits)} of {len(hits)} ({sum(hits) / len(hits):.1%})")
    total = [hit for hits in planted.values() for hit in hits]
    print(f"{'all':16} caught {sum(total)} of {len(total)} ({sum(total) / len(total):.1%})")


def sample(folder: Path) -> Context:
    engine = create_database_engine(f"sqlite:///{folder / 'portfolio.db'}")
    METADATA.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        load_sample(session, TODAY)
    return Context(access=LOCAL_USER, today=TODAY, sessions=sessions, library=Library(sessions))


def answers(
    context: Context, names: Sequence[tuple[str, str]], draw: random.Random
) -> Iterator[tuple[str, list[tuple[int, int]], Material]]:
    """(text, where its figures stand, what the tools gave)."""
    tools = {tool.name: tool for tool in TOOLS}
    given: list[tuple[str, Material, list[Fact]]] = []
    for key, name in names:
        found = [run_tool(tools[tool], {"project": key}, context) for tool in ASKED]
        known = tuple(answer.model_copy(update={"sentences": ()}) for answer in found if answer is not None)
        facts = [fact for answer in known for fact in answer.facts if usable(fact, name)]
        given.append((name, Material(known, f"How is {name}?", TODAY, tuple(names)), facts))
    for number in range(ANSWERS):
        name, material, facts = given[number % len(given)]
        text, spoken = "", []
        for fact in draw.sample(facts, min(FIGURES, len(facts))):
            before, _, after = draw.choice(WORDINGS).partition("{value}")
            measure = fact.label.partition(": ")[2]
            text += (" " if text else "") + before.format(project=name, measure=measure)
            spoken.append((len(text), len(text) + len(shown(fact))))
            text += shown(fact) + after.format(project=name, measure=measure)
        yield text, spoken, material


def usable(fact: Fact, name: str) -> bool:
    """A figure of the project itself whose label holds no other figure."""
    measure = fact.label.partition(": ")[2]
    number = isinstance(fact.value, int | float) and not isinstance(fact.value, bool)
    return number and fact.label.startswith(f"{name}: ") and bool(measure) and not any(c.isdigit() for c in measure)


def shown(fact: Fact) -> str:
    value = fact.value
    assert isinstance(value, int | float)
    if fact.unit == "ratio":
        return f"{value:.2f}"
    if fact.unit in ("count", None):
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return f"{value:,.0f} {fact.unit}" if float(value).is_integer() or abs(value) >= 100 else f"{value:.1f} {fact.unit}"


def caught(text: str, start: int, end: int, material: Material) -> bool:
    return any(c.status == "unsupported" and c.start < end and start < c.end for c in check(text, material))


def altered(text: str, draw: random.Random) -> str:
    place = draw.choice([place for place, char in enumerate(text) if char.isdigit()][:4])
    return text[:place] + draw.choice([digit for digit in "123456789" if digit != text[place]]) + text[place + 1 :]


def other_unit(text: str, _draw: random.Random) -> str:
    for unit, wrong in (
        ("working days", "weeks"),
        ("EUR", "USD"),
        (" %", " points"),
        (" points", " %"),
        (" days", " weeks"),
    ):
        if text.endswith(unit):
            return text.removesuffix(unit) + wrong
    return text


def other_sign(text: str, _draw: random.Random) -> str:
    if text.startswith("-"):
        return text[1:]
    return text if text[0] == "0" else f"-{text}"


def stale(text: str, draw: random.Random) -> str:
    """The value of another week, in the same form."""
    digits, _, unit = text.partition(" ")
    value, decimals = float(digits.replace(",", "")), len(digits.partition(".")[2])
    moved = round(value * draw.choice((0.88, 0.94, 1.07, 1.13)), decimals)
    moved = moved if moved != value else value + 10.0**-decimals
    return f"{moved:,.{decimals}f}" + (f" {unit}" if unit else "")


def swap(text: str, names: Sequence[tuple[str, str]]) -> str:
    here = next(name for _, name in names if name in text)
    other = next(name for _, name in names if name != here and name.split()[0] != here.split()[0])
    return text.replace(here, other)


FALSIFIED: dict[str, Falsify] = {
    "altered digit": altered,
    "wrong unit": other_unit,
    "wrong sign": other_sign,
    "stale value": stale,
}


if __name__ == "__main__":
    main()
