"""What if: a change computed on a copy of the plan or the backlog, beside today; and what would have to be true for a date."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from langchain.tools import ToolRuntime, tool
from sqlalchemy.orm import Session

from leadline.projects.calculations.calendar import WorkingDays
from leadline.projects.calculations.changes import MoveStart
from leadline.projects.calculations.plan import WorkingCalendar
from leadline.projects.calculations.uncertainty import RiskEvent
from leadline.projects.queries.capacity import load_allocations, load_people
from leadline.projects.queries.flow import load_flow
from leadline.projects.queries.risk_delays import load_risk_delays
from leadline.projects.queries.standing import load_project_files
from leadline.projects.standing import Standing, stand
from leadline.tools.answer import Card, Sentence, ToolAnswer
from leadline.tools.cards import Column, table
from leadline.tools.closed_words import closed_story
from leadline.tools.context import Context
from leadline.tools.facts import FactBook
from leadline.tools.forecast_parts import HISTORY, past_weeks
from leadline.tools.impact_options import Way, flow_ways, seek, up_to, ways
from leadline.tools.impact_parts import (
    LOAD_WEEKS,
    Side,
    Team,
    changed_plan,
    cost_span,
    flow_side,
    plan_side,
    team_of,
    working_days_between,
)
from leadline.tools.impact_read import Reading, UnclearError, Wish, milestone_meant, named, read
from leadline.tools.impact_words import chain_story, changed_timeline, effect_story, options_story, side_by_side
from leadline.tools.schedule_lines import left_out
from leadline.tools.which import Meant, ask, ask_back, which_person, which_project
from leadline.tools.workload_parts import Staff, load_staff


@tool(response_format="content_and_artifact", parse_docstring=True)
def assess_change(
    runtime: ToolRuntime[Context],
    project: str | None = None,
    person: str | None = None,
    people: float | None = None,
    away_weeks: float | None = None,
    task: str | None = None,
    delay_days: float | None = None,
    factor: float | None = None,
    cut: str | None = None,
    add_points: float | None = None,
    add_days: float | None = None,
    move_to: str | None = None,
    finish_by: str | None = None,
    why: bool | None = None,
) -> tuple[str, dict[str, Any]]:
    """What if: the effect of a change on finish (planned, P50, P80), critical path, cost and load, computed on a copy beside today, with
    options; and goal-seek: what would have to be true to finish by a date. Several arguments together are one change.

    Use it for "what if we lose Ana for 3 weeks?" (person, away_weeks=3), "what if Tessera slips two weeks?" (task="Tessera",
    delay_days=10), "add 3 stories of 5 points" (add_points=15), "one more developer" (people=1), "move the go-live to 1 March"
    (task="go-live", move_to), "what would have to be true to finish Harbor by 30 April?" (finish_by). Nothing is stored.

    Args:
        project: name or key of the project as the user said it. Leave out for the project in use.
        person: name of a person who leaves or is away.
        people: how many unnamed people more, or fewer as a negative number.
        away_weeks: how many weeks the person is away. Leave out for somebody who leaves for good.
        task: key or words of the task, milestone, delivery or vendor concerned.
        delay_days: working days by which it comes later; negative for less time.
        factor: its new duration as a multiple, e.g. 2 for "takes twice as long".
        cut: key or words of a task or epic that falls away.
        add_points: points of new scope in the backlog; negative for scope that is cut.
        add_days: working days of new scope where there are no points.
        move_to: ISO date to which `task`, or the finish of the project, shall move.
        finish_by: ISO date by which the project shall be done: asks for the ways to get there.
        why: true to tell task by task what moves.
    """
    answer = change_answer(
        runtime.context, project, person=person, people=people, away_weeks=away_weeks, task=task, delay_days=delay_days,
        factor=factor, cut=cut, add_points=add_points, add_days=add_days, move_to=move_to, finish_by=finish_by, why=why,
    )  # fmt: skip
    return answer.text, answer.model_dump(mode="json")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a change is computed on. `optional` are keys of open tasks of low priority: those that may be cut first."""

    standing: Standing
    risks: tuple[RiskEvent, ...]
    staff: Staff
    team: Team
    weeks: tuple[tuple[float, float], ...]
    optional: tuple[str, ...]

    @property
    def throughput(self) -> float:
        """Points a week; 0 where there are none."""
        return sum(max(0.0, done) for done, _ in self.weeks) / len(self.weeks) if self.weeks and self.left else 0.0

    @property
    def left(self) -> float:
        return self.standing.file.work.points - self.standing.file.work.done_points

    def by_flow(self, wish: Wish) -> bool:
        """An agile backlog is answered from its throughput unless work of the plan is named."""
        agile = self.standing.file.project.method == "agile" and self.throughput > 0
        return agile and not wish.of_plan


def change_answer(
    context: Context,
    project: str | None = None,
    *,
    person: str | None = None,
    people: float | None = None,
    away_weeks: float | None = None,
    task: str | None = None,
    delay_days: float | None = None,
    factor: float | None = None,
    cut: str | None = None,
    add_points: float | None = None,
    add_days: float | None = None,
    move_to: str | None = None,
    finish_by: str | None = None,
    why: bool | None = None,
) -> ToolAnswer:
    """The answer of `assess_change`, for other tools and doors."""
    try:
        to, by = (
            dt.date.fromisoformat(one.strip()[:10]) if one and one.strip() else None for one in (move_to, finish_by)
        )
    except ValueError:
        return ask("I cannot read that date. By when shall it be", ["end of this month", "end of this year"])
    wish = Wish(person, people or None, away_weeks, task, delay_days, factor, cut, add_points or None, add_days or None)
    if factor is not None and not 0 < factor <= 20:
        return ask("A task can take up to twenty times as long here. How much longer is it", ["twice", "1.5 times"])
    with context.sessions() as session:
        meant = which_project(session, context, project)
        if not isinstance(meant, Meant):
            return meant
        if person:
            found = which_person(session, context, person)
            if isinstance(found, ToolAnswer):
                return found
            wish = Wish(found.name, *(getattr(wish, name) for name in Wish.__slots__[1:]))
        ground = _load(session, context, meant)
    args = {
        "project": meant.key, "person": wish.person, "people": people, "away_weeks": away_weeks, "task": task,
        "delay_days": delay_days, "factor": factor, "cut": cut, "add_points": add_points, "add_days": add_days,
        "move_to": to.isoformat() if to else None, "finish_by": by.isoformat() if by else None, "why": why,
    }  # fmt: skip
    book = FactBook("assess_change", args, context.today)
    if ground.standing.file.project.closed:
        return book.answer([*closed_story(book, ground.standing), *meant.said])
    target = by or to
    if target is None and delay_days is not None and delay_days < 0 and not task:
        target = _earlier(ground.standing, -delay_days)
        wish = replace(wish, delay_days=None)
    if target and target <= context.today:
        return ask("That day has passed. Which date shall it be", ["end of this month", "end of this year"])
    changing = Wish(**{name: getattr(wish, name) for name in Wish.__slots__} | ({"task": None} if to else {}))
    if changing.empty and not target:
        return _which_change(ground.standing)
    try:
        if target and changing.empty:
            return _goal(book, ground, target, meant, task if to else None)
        return _effect(book, ground, wish if not to else changing, meant, target, why=bool(why))
    except UnclearError as unclear:
        return ask(str(unclear), unclear.choices) if unclear.choices else ask_back(f"{unclear}?")


def _load(session: Session, context: Context, meant: Meant) -> Ground:
    [file] = load_project_files(session, context.access, context.today, [meant.key])
    risks, _ = load_risk_delays(session, context.access, meant.key)
    last = context.today + dt.timedelta(weeks=LOAD_WEEKS) - dt.timedelta(days=1)
    staff = load_staff(session, context.access, first=context.today, last=last, today=context.today, project=meant.key)
    first, end = cost_span(context.today)
    everyone = {one.name: one for one in load_people(session)}
    past = sum(
        everyone[one.person].days_between(max(first, one.start), min(end, one.finish)) * one.percent / 100
        for one in load_allocations(session, context.access, first=first, last=end, keys=[meant.key])
    )
    items = load_flow(session, context.access, [meant.key])
    standing = stand(file, context.today)
    return Ground(
        standing=standing,
        risks=risks,
        staff=staff,
        team=team_of(standing, staff, past),
        weeks=tuple(past_weeks(standing)[-HISTORY:]),
        optional=tuple(one.key for one in items if one.activity and not one.done and one.priority == "low"),
    )


def _effect(
    book: FactBook, ground: Ground, wish: Wish, meant: Meant, target: dt.date | None, *, why: bool
) -> ToolAnswer:
    standing, team = ground.standing, ground.team
    flow = ground.by_flow(wish)
    reading = read(book, standing, wish, team, ground.staff, throughput=ground.throughput, flow=flow)
    if flow:
        today, changed = _flow_sides(ground, reading)
    else:
        today, changed = _plan_sides(book, ground, reading)
    said = effect_story(book, standing, reading, today, changed, team)
    if why:
        said[1:1] = chain_story(book, today, changed)
    goal = target or (today.p80 if flow else today.finish)
    late = (changed.p80 if flow else changed.finish) or dt.date.max
    if goal and late > goal:
        said += _options(book, ground, changed, reading, goal, kept=target is None, flow=flow)
    elif target:
        said.append(Sentence(text=f"With it, {book.date('date asked about', target)} is kept."))
    said += left_out(book, standing)
    drawn = changed_timeline(standing, today, changed)
    cards = [side_by_side(standing, today, changed, points=flow), *([drawn] if drawn else [])]
    return book.answer([*said, *meant.said, *_next(meant.name)], cards)


def _flow_sides(ground: Ground, reading: Reading) -> tuple[Side, Side]:
    standing, team = ground.standing, ground.team
    today = flow_side(standing, team, None, ground.weeks, remaining=ground.left)
    changed = flow_side(
        standing, team, None, ground.weeks, remaining=max(0.0, ground.left + reading.points), pace=reading.pace,
        staffing=reading.staffing,
    )  # fmt: skip
    return today, changed


def _plan_sides(book: FactBook, ground: Ground, reading: Reading) -> tuple[Side, Side]:
    standing, team = ground.standing, ground.team
    plan = standing.file.plan
    if plan is None or standing.schedule is None or standing.schedule.finish is None:
        raise UnclearError(f"{standing.file.project.name} has no schedule and no throughput to compute a change on", [])
    today = plan_side(plan, standing, team, ground.risks)
    changed = plan_side(changed_plan(plan, reading.changes), standing, team, ground.risks, reading.staffing)
    return today, changed


def _options(
    book: FactBook, ground: Ground, changed: Side, reading: Reading, goal: dt.date, *, kept: bool, flow: bool
) -> list[Sentence]:
    name = ground.standing.file.project.name
    found: list[Way]
    if flow:
        left = max(0.0, ground.left + reading.points)
        found = flow_ways(book, ground.standing, ground.team, ground.weeks, goal, remaining=left, pace=reading.pace)
    else:
        assert changed.computed is not None
        sought = seek(ground.standing, changed.computed.plan, goal, ground.optional, most=2)
        found = ways(book, sought, changed.computed, ground.risks)[:3]
    if found:
        return options_story(book, name, goal, found, kept=kept)
    asked = book.date(f"{name}: target", goal)
    return [
        Sentence(
            text=f"No set of up to two measures on sequence, people or low-priority scope holds {asked}; the date or the scope has to give."
        )
    ]


def _goal(book: FactBook, ground: Ground, target: dt.date, meant: Meant, task: str | None) -> ToolAnswer:
    """What would have to be true."""
    standing = ground.standing
    if ground.by_flow(Wish()) and not task:
        return _flow_goal(book, ground, target, meant)
    plan = standing.file.plan
    if plan is None or standing.schedule is None or standing.schedule.finish is None:
        raise UnclearError(f"{meant.name} has no schedule and no throughput to compute a date from", [])
    what = meant.name
    if task:
        at = milestone_meant(standing.schedule, task)
        what = f"{book.name(f'{at.key}: title', at.name)} ({book.key(f'{at.key}: task', at.key)}) of {meant.name}"
        move = MoveStart(at.key, target)
        if at.finish < target:
            later = changed_plan(plan, [move])
            reading = Reading(
                changes=[move], said=[f"{named(book, at)} moves to {book.date('date asked about', target)}"]
            )
            today = plan_side(plan, standing, ground.team, ground.risks)
            after = plan_side(later, standing, ground.team, ground.risks)
            said = effect_story(book, standing, reading, today, after, ground.team)
            drawn = changed_timeline(standing, today, after)
            cards: list[Card] = [side_by_side(standing, today, after, points=False), *([drawn] if drawn else [])]
            return book.answer([*said, *meant.said, *_next(meant.name)], cards)
        plan = up_to(plan, at.key)
    today = plan_side(plan, standing, ground.team, ground.risks)
    sought = seek(standing, plan, target, ground.optional, most=3)
    by = book.date("date asked about", target)
    assert today.computed is not None and today.simulation is not None and today.finish is not None  # noqa: PT018
    finish = book.date(f"{meant.name}: finish as it stands", today.finish)
    chance = book.percent("chance of the date as it stands", round(100 * today.simulation.chance_by(target), 1))
    if sought.on_time:
        buffer = book.working_days("buffer to the date", working_days_between(standing, today.finish, target))
        text = f"**{what} ends {finish} as planned, {buffer} before {by}; the chance of that date is {chance}.**"
        drawn_from = "Three-point estimates and the open risks of the register are simulated."
        return book.answer(
            [
                Sentence(text=text, part="headline"),
                Sentence(text=drawn_from, part="detail"),
                *meant.said,
                *_next(meant.name),
            ],
            [],
        )
    days = book.working_days("working days to win", working_days_between(standing, target, today.finish))
    text = f"**{what} ends {finish} as planned, {days} after {by}; the chance of that date is {chance} today.**"
    said = [Sentence(text=text, part="headline")]
    found = ways(book, sought, today.computed, ground.risks)
    if found:
        said += options_story(book, meant.name, target, found, kept=False)
        said.append(Sentence(text=_basis(book, ground, sought.tried), part="detail"))
    else:
        closest = book.date("earliest finish found", sought.closest)
        tried = book.count("plans computed", sought.tried, "plan")
        said.append(
            Sentence(
                text=f"No set of up to three measures reaches it; the earliest that any of {tried} gives is {closest}. "
                "The date or the scope has to give."
            )
        )
        if sought.closest and sought.closest < today.finish:
            found = ways(
                book, seek(standing, plan, sought.closest, ground.optional, most=3), today.computed, ground.risks
            )[:1]
            said += options_story(book, meant.name, sought.closest, found, kept=False)
    if not ground.optional:
        said.append(
            Sentence(
                text="No open task is marked low priority, so none is proposed for cutting. Say what may fall away (“and if we cut ...”).",
                part="gap",
            )
        )
    said += left_out(book, standing)
    cards = [_ways_table(meant.name, found)] if found else []
    return book.answer([*said, *meant.said, *_next(meant.name)], cards)


def _flow_goal(book: FactBook, ground: Ground, target: dt.date, meant: Meant) -> ToolAnswer:
    standing = ground.standing
    today = flow_side(standing, ground.team, None, ground.weeks, remaining=ground.left)
    found = flow_ways(book, standing, ground.team, ground.weeks, target, remaining=ground.left, pace=1.0)
    by = book.date("date asked about", target)
    if today.p80 and today.p80 <= target:
        p80 = book.date(f"{meant.name}: P80 as it stands", today.p80)
        text = f"**Nothing has to change: at its own pace {meant.name} is done by {p80} in four of five cases, before {by}.**"
        return book.answer([Sentence(text=text, part="headline"), *meant.said, *_next(meant.name)], [])
    p80 = book.date(f"{meant.name}: P80 as it stands", today.p80) if today.p80 else "more than ten years away"
    text = f"**At its own pace {meant.name} does not make {by}: P80 is {p80}.**"
    said = [Sentence(text=text, part="headline"), *options_story(book, meant.name, target, found, kept=False)]
    if not found:
        said.append(
            Sentence(text="No cut of the backlog and no doubling of the team reaches it in four of five cases.")
        )
    left = book.points(f"{meant.name}: open points", ground.left)
    pace = book.number(f"{meant.name}: points a week", round(ground.throughput, 1), "points")
    said.append(
        Sentence(
            text=f"{left} are open; the team finishes {pace} points a week. "
            "Each way is the least that makes the date in four of five trials.",
            part="detail",
        )
    )
    return book.answer([*said, *meant.said, *_next(meant.name)], [_ways_table(meant.name, found)] if found else [])


def _ways_table(name: str, found: list[Way]) -> Card:
    columns = [
        Column("rank", "Rank", "number"), Column("lever", "Lever"), Column("what", "What would have to be true"),
        Column("finish", "Finish", "date"), Column("p80", "P80", "date"), Column("chance", "Chance of the date", "percent"),
    ]  # fmt: skip
    rows = [
        {
            "rank": place, "lever": ", ".join(way.levers), "what": way.text.replace("**", ""), "finish": way.finish,
            "p80": way.p80, "chance": None if way.chance is None else round(way.chance, 1),
        }
        for place, way in enumerate(found, 1)
    ]  # fmt: skip
    return table(f"Ways for {name} to make the date", columns, rows)


def _basis(book: FactBook, ground: Ground, tried: int) -> str:
    plans = book.count("plans computed", tried, "plan")
    return (
        f"{plans} were computed; no measure of a set can be left out. One more person brings a task to "
        f"{book.percent('time of a task with one more person', 60)} of its time (Brooks); whoever it is has to be found."
    )


def _earlier(standing: Standing, days: float) -> dt.date | None:
    """The planned finish, or P80 of an agile backlog, so many working days before."""
    finish = standing.schedule.finish if standing.schedule else standing.pace_finish
    if finish is None:
        return None
    return WorkingDays(standing.file.plan.calendar if standing.file.plan else WorkingCalendar(), standing.today).add(
        finish, -days
    )


def _which_change(standing: Standing) -> ToolAnswer:
    name = standing.file.project.name
    return ask_back(
        f"Which change on {name}? For example: somebody is away for some weeks, stories of so many points are added, a delivery slips, "
        "one more developer joins, a task is cut, or a date by which it shall be done."
    )


def _next(name: str) -> list[Sentence]:
    texts = ("And with one more person?", "Why?", f"When will {name} be done?")
    return [Sentence(text=text, part="next") for text in texts]
