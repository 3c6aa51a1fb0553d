"""Where the three verdicts on a project disagree: what the owner declared, what the rules compute, what people and records witness."""

from collections.abc import Iterator, Sequence

from leadline.projects.health import Colour
from leadline.projects.health_history import declared_better_since
from leadline.projects.signals import Signal
from leadline.projects.standing import Standing
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.knowledge_cite import shown, where
from leadline.tools.phrasing import capital
from leadline.tools.witness import Said, Testimony, Witnessed

QUOTED = 2
AHEAD = 2  # dimensions told of which people speak worse than the figures


def verdicts_told(book: FactBook, quotes: Quotes, standing: Standing, heard: Witnessed) -> Iterator[str]:
    """Nothing where all three agree or nobody said anything; else the disagreement, then what the figures do not show yet."""
    name, health = standing.file.project.name, standing.health
    known = {health.overall, heard.overall} | ({health.declared} if health.declared else set())
    if heard.overall is not Colour.UNKNOWN and len(known - {Colour.UNKNOWN}) > 1:
        yield _disagreement(book, quotes, standing, heard)
    ahead = [
        one
        for one in heard.testimonies
        if one.colour is Colour.RED and health[one.dimension].colour.rank < Colour.AMBER.rank
    ]
    if ahead:
        told = "; ".join(
            f"{one.dimension.value} {_evidence(book, quotes, standing, [one], 1)}" for one in ahead[:AHEAD]
        )
        yield f"People are more worried than the figures of {name}: {told}."


def _disagreement(book: FactBook, quotes: Quotes, standing: Standing, heard: Witnessed) -> str:
    name, health = standing.file.project.name, standing.health
    seen = book.colour(f"{name}: witnessed health", heard.overall)
    verdicts = []
    if health.declared:
        verdicts.append(f"declared {book.colour(f'{name}: declared health', health.declared)}")
    verdicts.append(f"computed {book.colour(f'{name}: computed health', health.overall)}")
    worse = [one for one in heard.testimonies if one.colour in (Colour.RED, Colour.AMBER)]
    why = _evidence(book, quotes, standing, sorted(worse, key=lambda one: -one.colour.rank), QUOTED)
    since = declared_better_since(standing)
    long = ""
    if since:
        first = book.date(f"{name}: declared better than computed since the week to", since)
        long = f" Every weekly snapshot since {first} computed worse than was declared."
    return f"The verdicts disagree: {', '.join(verdicts)}, witnessed {seen} {why}.{long}"


def _evidence(book: FactBook, quotes: Quotes, standing: Standing, testimonies: Sequence[Testimony], most: int) -> str:
    """ "(the retrospective says “...” [1]; the forecast finish moved 4 times)": the heaviest of the documents and of the records."""
    said = sorted((one for each in testimonies for one in each.against), key=lambda one: -one.weight)[:most]
    signals = sorted((one for each in testimonies for one in each.signals), key=lambda one: -one.weight)[:most]
    told = [_quoted(quotes, one) for one in said] + [_seen(book, standing, one) for one in signals]
    return f"({'; '.join(told)})" if told else ""


def _quoted(quotes: Quotes, said: Said) -> str:
    mark = quotes.cite(said.passage, said.quote)
    return f"{shown(said.quote, said.passage.text)}, {where(said.passage, section=False)} {mark}"


def _seen(book: FactBook, standing: Standing, one: Signal) -> str:
    name = standing.file.project.name
    subject = f"{name} {one.key}"
    title = book.name(f"{subject}: title" if one.key else f"{name}: what moved", one.title)
    match one.kind:
        case "slip":
            times = book.count(f"{name}: slips of the forecast finish", one.count or 0, "time")
            return f"{title} moved {times}"
        case "promise":
            days = book.days(f"{subject}: days late", one.count or 0)
            return f"{title} is {days} late"
        case "action":
            key = book.key(f"{subject}: action", one.key or "")
            days = book.days(f"{subject}: days overdue", one.count or 0)
            return f"action {key} {title} is {days} overdue"
        case _:
            return f"issue {book.key(f'{subject}: issue', one.key or '')} {capital(title)}"
