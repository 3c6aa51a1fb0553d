"""The portfolio as sentences and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from leadline.projects.health import Colour
from leadline.projects.standing import Standing
from leadline.tools.answer import Card, Sentence
from leadline.tools.cards import Column, table, units
from leadline.tools.facts import FactBook
from leadline.tools.phrasing import capital, listing, plural

LINES = 10  # projects told one by one; the table has the rest
_COLUMNS = (
    Column("key", "Key", "key"),
    Column("name", "Project"),
    Column("health", "Health", "colour"),
    Column("declared", "Declared", "colour"),
    Column("phase", "Phase", "status"),
    Column("manager", "Lead"),
    Column("finish", "Forecast finish", "date"),
    Column("slip", "Late (working days)", "number"),
    Column("budget", "Budget", "money"),
    Column("forecast", "Forecast cost", "money"),
    Column("over", "Over budget", "percent"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a portfolio question, combined with "and"."""

    health: tuple[str, ...] = ()
    phase: str | None = None
    method: str | None = None
    lead: str | None = None
    late: bool = False
    over_budget: bool = False
    sort_by: str = "health"

    def fits(self, one: Standing) -> bool:
        project = one.file.project
        return (
            (not self.health or (one.health.overall.value in self.health and not project.closed))
            and (self.phase is None or project.phase == self.phase or (self.phase == "running" and not project.closed))
            and (self.method is None or project.method == self.method)
            and (self.lead is None or self.lead in (project.manager, project.sponsor))
            and (not self.late or (one.finish_slip or 0) > 0)
            and (not self.over_budget or (one.overrun or 0.0) > 0)
        )

    def words(self, how_many: int) -> str:
        """What is listed: "red or amber projects", "running agile projects led by Ana Silva"."""
        before = [*([listing(self.health, "or")] if self.health else [])]
        before += [word for word in (self.phase, self.method) if word]
        text = " ".join([*before, plural("project", how_many)])
        text += f" led or sponsored by {self.lead}" if self.lead else ""
        ends = [*(["behind schedule"] if self.late else []), *(["over budget"] if self.over_budget else [])]
        return f"{text} {listing(ends)}".strip()

    @property
    def any(self) -> bool:
        return bool(self.health or self.phase or self.method or self.lead or self.late or self.over_budget)


def portfolio_story(
    book: FactBook, every: Sequence[Standing], fitting: Sequence[Standing], shown: Sequence[Standing], wanted: Wanted
) -> list[Sentence]:
    """Headline by colour, one line a project, what is hidden by the limit, follow-up questions."""
    if not every:
        return [Sentence(text="**There is no project here that you can see.**", part="headline")]
    if not fitting:
        count = book.number("portfolio: projects looked at", len(every), "count")
        return [
            Sentence(text=f"**None of the {count} projects you can see is among {wanted.words(2)}.**", part="headline")
        ]
    said = [Sentence(text=_headline(book, every, fitting, shown, wanted), part="headline")]
    lines = [f"- {_line(book, one)}" for one in shown[:LINES]]
    if len(fitting) > len(lines):
        more = book.number("portfolio: further projects", len(fitting) - len(lines), "count")
        lines.append(f"- and {more} more{' in the table' if len(shown) == len(fitting) else ''}")
    said.append(Sentence(text="\n".join(lines)))
    unknown = [one for one in shown if not one.file.project.closed and one.health.overall is Colour.UNKNOWN]
    for one in unknown:
        name = one.file.project.name
        who = one.file.project.manager or one.file.project.sponsor or "the sponsor"
        why = listing([item.missing for item in one.health.findings[:2] if item.missing])
        said.append(Sentence(text=f"{name} has no computed health: {why}. Ask {who}.", part="gap"))
    return said + _next(shown, wanted)


def portfolio_card(shown: Sequence[Standing], total: int) -> Card:
    return table("Projects", _COLUMNS, [_row(one) for one in shown], total=total)


def _headline(
    book: FactBook, every: Sequence[Standing], fitting: Sequence[Standing], shown: Sequence[Standing], wanted: Wanted
) -> str:
    if len(shown) < len(fitting) and wanted.sort_by != "health":
        order = {"finish": "the earliest finish", "start": "the earliest start", "name": "their name"}.get(
            wanted.sort_by, f"the largest {wanted.sort_by}"
        )
        how_many = book.number("portfolio: projects shown", len(shown), "count")
        return f"**The {how_many} {plural('project', len(shown))} with {order}:**"
    if wanted.any and (wanted.health or wanted.late or wanted.over_budget or wanted.lead):
        count = book.number(f"portfolio: {wanted.words(2)}", len(fitting), "count")
        running = [one for one in every if not one.file.project.closed]
        of = book.number("portfolio: running projects", len(running), "count")
        scope = f" (of {of} running)" if wanted.health else ""
        return f"**{count} {wanted.words(len(fitting))}{scope}:**"
    return _by_colour(book, fitting, wanted)


def _by_colour(book: FactBook, fitting: Sequence[Standing], wanted: Wanted) -> str:
    running = [one for one in fitting if not one.file.project.closed]
    closed = len(fitting) - len(running)
    if not running:
        return f"**{capital(book.count('portfolio: closed projects', closed, 'closed project'))}:**"
    named = "running" if wanted.phase in (None, "running") else f"{wanted.phase}"
    named += f" {wanted.method}" if wanted.method else ""
    of = book.count(f"portfolio: {named} projects", len(running), f"{named} project")
    colours = []
    for colour in (Colour.RED, Colour.AMBER, Colour.GREEN, Colour.UNKNOWN):
        count = sum(one.health.overall is colour for one in running)
        if count:
            word = (
                "not yet measurable" if colour is Colour.UNKNOWN else book.colour(f"portfolio: colour {colour}", colour)
            )
            colours.append(f"{book.number(f'portfolio: running projects that are {colour}', count, 'count')} {word}")
    text = f"**{of}: {listing(colours)}.**"
    wrong = [one for one in running if one.health.watermelon]
    if wrong:
        names = [f"{book.name('portfolio: declared better than computed', one.file.project.name)}" for one in wrong]
        text += f" {listing(names)} {'is' if len(wrong) == 1 else 'are'} declared better than the figures say."
    if closed:
        text += f" {capital(book.count('portfolio: closed projects', closed, 'project'))} {'is' if closed == 1 else 'are'} closed."
    return text


def _line(book: FactBook, one: Standing) -> str:
    project, health = one.file.project, one.health
    name = book.name(f"{project.key}: project", project.name)
    lead = f"led by {book.name(f'{name}: project manager', project.manager)}" if project.manager else "no lead named"
    parts = [lead]
    if project.closed:
        parts.insert(0, "closed")
        verb = "finished"
    else:
        colour = book.colour(f"{name}: computed health", health.overall)
        declared = ""
        if health.declared and health.declared is not health.overall:
            declared = f" (declared {book.colour(f'{name}: declared health', health.declared)})"
        elif health.declared is None:
            declared = " (nothing declared)"
        parts.insert(0, ("health unknown" if health.overall is Colour.UNKNOWN else colour) + declared)
        parts.insert(1, book.word(f"{name}: phase", project.phase))
        verb = "finish"
    parts.append(_finish(book, one, verb))
    parts.append(_money(book, one))
    return f"**{name}**: {', '.join(part for part in parts if part)}"


def _finish(book: FactBook, one: Standing, verb: str) -> str:
    name = one.file.project.name
    if one.finish is None:
        return "no finish date"
    date = book.date(f"{name}: {'actual' if one.file.project.closed else 'forecast'} finish", one.finish)
    if one.finish_slip is None:
        return f"{verb} {date} (no baseline)"
    if one.finish_slip == 0:
        return f"{verb} {date}, on time"
    late = book.working_days(f"{name}: finish slip against baseline", one.finish_slip)
    return f"{verb} {date}, {late} {'late' if one.finish_slip > 0 else 'early'}"


def _money(book: FactBook, one: Standing) -> str:
    project = one.file.project
    if _budget_cents(one) is None:
        return "no budget yet"
    budget = book.money(f"{project.name}: budget", _budget_cents(one), project.currency)
    if one.overrun is None:
        return f"budget {budget}"
    over = 100 * one.overrun
    if abs(over) < 0.5:
        return f"budget {budget}, cost on plan"
    share = book.percent(f"{project.name}: forecast cost {'over' if over > 0 else 'under'} budget", abs(over))
    return f"budget {budget}, cost {share} {'over' if over > 0 else 'under'} plan"


def _budget_cents(one: Standing) -> int | None:
    """The budget at completion, which the forecast is measured against everywhere; the approved budget where nothing is planned.

    The approved budget holds the contingency as well: beside "6 % over budget" it would not add up.
    """
    return one.file.project.budget_cents if one.bac_cents is None else one.bac_cents


def _row(one: Standing) -> dict[str, Any]:
    project = one.file.project
    return {
        "key": project.key,
        "name": project.name,
        "health": None if project.closed else one.health.overall.value,
        "declared": project.declared_health,
        "phase": project.phase,
        "manager": project.manager,
        "finish": one.finish,
        "slip": one.finish_slip,
        "budget": units(_budget_cents(one)),
        "forecast": units(one.forecast_cents),
        "over": None if one.overrun is None else round(100 * one.overrun, 1),
    }


def _next(shown: Sequence[Standing], wanted: Wanted) -> list[Sentence]:
    running = [one for one in shown if not one.file.project.closed]
    bad = [one for one in running if one.health.overall in (Colour.RED, Colour.AMBER)]
    asks = [f"Why is {one.file.project.name} {one.health.overall}?" for one in bad[:1]]
    asks += [] if wanted.over_budget else ["Which projects are over budget?"]
    asks += ["Biggest risks across the portfolio"]
    return [Sentence(text=text, part="next") for text in asks]
