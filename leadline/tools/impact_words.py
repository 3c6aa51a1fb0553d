"""The effect of a change as sentences and cards: today beside the change, what moves, what could be done."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from leadline.projects.calculations.critical_path import schedule
from leadline.projects.calculations.plan import Plan
from leadline.projects.standing import Standing
from leadline.tools.answer import Card, Sentence
from leadline.tools.cards import Column, table, timeline
from leadline.tools.facts import FactBook
from leadline.tools.impact_options import Way
from leadline.tools.impact_parts import Side, Team, working_days_between
from leadline.tools.impact_read import Reading, named
from leadline.tools.phrasing import capital, day, listing, money, number, percent

LIKELY = 50.0  # percent: below it a date is more likely missed than met
_MOVED = 4
_COLUMNS = (
    Column("figure", "Figure"),
    Column("today", "As it stands"),
    Column("changed", "With the change"),
    Column("difference", "Difference"),
)


def effect_story(
    book: FactBook, standing: Standing, read: Reading, today: Side, changed: Side, team: Team
) -> list[Sentence]:
    said = [Sentence(text=_headline(book, standing, today, changed), part="headline")]
    said.append(Sentence(text=f"Computed: {listing(read.said)}."))
    said += [Sentence(text=text) for text in _dates(book, standing, today, changed)]
    said += [Sentence(text=text) for text in _path(book, today, changed)]
    said += [Sentence(text=text) for text in _money(book, standing, today, changed)]
    said += [Sentence(text=text) for text in _load(book, today, changed)]
    said += [Sentence(text=text) for text in read.helpers]
    said += [Sentence(text=f"Assumed: {text}.", part="gap") for text in read.assumed]
    return said


def chain_story(book: FactBook, today: Side, changed: Side) -> list[Sentence]:
    """Why: what moves, in the order of time, down to the finish."""
    if today.computed is None or changed.computed is None:
        return []
    moved = _moved(today, changed)
    if not moved:
        return [Sentence(text="Nothing else moves: the float of the plan takes it up.")]
    lines = [
        f"- {named(book, changed.computed[key])} ends {book.date(f'{key}: finish with the change', changed.computed[key].finish)}, "
        f"{book.working_days(f'{key}: later', days)} {'later' if days > 0 else 'earlier'}"
        + (" (critical)" if changed.computed[key].critical else "")
        for key, days in moved[:12]
    ]
    rest = len(moved) - 12
    if rest > 0:
        lines.append(f"- and {book.count('further tasks that move', rest, 'further task')}")
    return [Sentence(text="Why, task by task:"), Sentence(text="\n".join(lines))]


def options_story(book: FactBook, name: str, target: dt.date, found: Sequence[Way], *, kept: bool) -> list[Sentence]:
    """`kept`: the target is the date that would be lost; else one that was asked for."""
    if not found:
        return []
    goal = "To keep" if kept else "What would have to be true for"
    lines = []
    for place, way in enumerate(found, 1):
        label = f"option {place}"
        finish = book.date(f"{name}, {label}: finish", way.finish)
        late = f", P80 {book.date(f'{name}, {label}: P80', way.p80)}" if way.p80 else ""
        chance = (
            ""
            if way.chance is None
            else f", {book.percent(f'{name}, {label}: chance of the date', round(way.chance, 1))} chance of the date"
        )
        lines.append(f"{place}. {capital(way.text)}: finish {finish}{late}{chance}")
    head = f"{goal} {book.date(f'{name}: target', target)}, the smallest sets of measures, each computed again:"
    told = [Sentence(text=head), Sentence(text="\n".join(lines))]
    chances = [way.chance for way in found if way.chance is not None]
    if chances and max(chances) < LIKELY:
        best = book.percent(f"{name}: best chance of the date", round(max(chances), 1))
        text = (
            "**None of them makes the date likely:** they bring the planned finish there, "
            f"but the best chance is {best}. Plan with the P80."
        )
        told.insert(0, Sentence(text=text))
    return told


def side_by_side(standing: Standing, today: Side, changed: Side, *, points: bool) -> Card:
    currency = standing.file.project.currency
    chances = (today.chance, changed.chance)
    loads = (_hundred(today.load), _hundred(changed.load))
    works = (today.work, changed.work)
    costs = (money(today.team_cost, currency), money(changed.team_cost, currency))
    dates = (
        ("Finish as planned", today.finish, changed.finish),
        ("P50", today.p50, changed.p50),
        ("P80", today.p80, changed.p80),
    )
    rows = [
        *(_row(label, day(old), day(new), _shift(standing, old, new)) for label, old, new in dates),
        _row("Chance of the baseline", percent(chances[0]), percent(chances[1]), _less(*chances, "points of percent")),
        _row("Open work", number(round(works[0], 1)), number(round(works[1], 1)), _less(*works, "points" if points else "working days")),
        _row("Team cost until P50", *costs, _cost(today, changed, currency)),
        _row("Load of the team", percent(loads[0]), percent(loads[1]), _less(*loads, "points of percent")),
    ]  # fmt: skip
    if today.path or changed.path:
        entered, left = _difference(today, changed)
        what = "; ".join(
            part
            for part in (f"in: {', '.join(entered)}" if entered else "", f"out: {', '.join(left)}" if left else "")
            if part
        )
        rows.append(_row("Critical tasks", str(len(today.path)), str(len(changed.path)), what or "the same"))
    return table(f"{standing.file.project.name}: as it stands and with the change", _COLUMNS, rows)


def changed_timeline(standing: Standing, today: Side, changed: Side) -> Card | None:
    """The changed plan over today's, which stands where a baseline usually does."""
    if changed.computed is None or today.computed is None:
        return None
    old = today.computed
    plan = changed.computed.plan
    tasks = tuple(
        replace(task, baseline_start=old[task.key].start, baseline_finish=old[task.key].finish)
        if task.key in old
        else replace(task, baseline_start=None, baseline_finish=None)
        for task in plan.tasks
    )
    return compared_timeline(
        f"{standing.file.project.name} with the change, over the plan as it stands",
        standing,
        replace(plan, tasks=tasks),
        today.finish,
    )


def compared_timeline(title: str, standing: Standing, plan: Plan, before: dt.date | None) -> Card | None:
    computed = schedule(plan)
    shown = replace(standing, schedule=computed, finish=computed.finish, baseline_finish=before)
    open_keys = [task.key for task in computed.tasks if not task.finished]
    card = timeline(title, shown, open_keys)
    if card is None:
        return None
    note = "Open work only."
    return Card(
        kind=card.kind,
        title=card.title,
        data=card.data | {"baseline_label": "today's plan", "note": f"{note} {card.data.get('note', '')}".strip()},
    )


def _headline(book: FactBook, standing: Standing, today: Side, changed: Side) -> str:
    name = standing.file.project.name
    if changed.p80 is None and changed.finish is None:
        return f"**With this change the backlog of {name} is not done within ten years: the scope grows faster than it is finished.**"
    old, new = (today.finish, changed.finish) if today.computed else (today.p50, changed.p50)
    if old is None or new is None:
        return f"**With this change {name} ends {book.date(f'{name}: finish with the change', new)}.**"
    days = working_days_between(standing, old, new)
    finish = book.date(f"{name}: finish with the change", new)
    before = book.date(f"{name}: finish as it stands", old)
    if abs(days) < 0.5:
        return f"**The finish of {name} does not move: {finish}.**{_but(book, standing, today, changed)}"
    told = book.working_days(f"{name}: shift of the finish", days)
    return f"**{name} would end {told} {'later' if days > 0 else 'earlier'}: {finish} instead of {before}.**"


def _but(book: FactBook, standing: Standing, today: Side, changed: Side) -> str:
    """The planned finish may stay while the likely one moves."""
    if not (today.p80 and changed.p80) or today.p80 == changed.p80:
        return ""
    days = working_days_between(standing, today.p80, changed.p80)
    told = book.working_days(f"{standing.file.project.name}: shift of P80", days)
    return f" But the date that is safe in four of five cases (P80) comes {told} {'later' if days > 0 else 'earlier'}."


def _dates(book: FactBook, standing: Standing, today: Side, changed: Side) -> list[str]:
    name = standing.file.project.name
    parts = [
        f"{label} {book.date(f'{name}: {label} with the change', new)} (today {book.date(f'{name}: {label} as it stands', old)})"
        for label, old, new in (("P50", today.p50, changed.p50), ("P80", today.p80, changed.p80))
        if old and new
    ]
    if not parts:
        return []
    if today.p50 == changed.p50 and today.p80 == changed.p80:
        p50, p80 = book.date(f"{name}: P50", today.p50), book.date(f"{name}: P80", today.p80)
        return [f"With uncertainty the dates stay, too: P50 {p50}, P80 {p80}."]
    text = f"With uncertainty: {' and '.join(parts)}"
    if today.chance is not None and changed.chance is not None:
        then = book.percent(f"{name}: chance of the baseline with the change", round(changed.chance, 1))
        now = book.percent(f"{name}: chance of the baseline as it stands", round(today.chance, 1))
        text += f"; chance of the baseline {then} (today {now})"
    return [f"{text}."]


def _path(book: FactBook, today: Side, changed: Side) -> list[str]:
    if today.computed is None or changed.computed is None:
        return []
    said = []
    entered, left = _difference(today, changed)
    if entered:
        told = [named(book, changed.computed[key]) for key in entered[:_MOVED]]
        said.append(
            f"Becomes critical: {listing(told)}{_rest(book, 'tasks that become critical', len(entered) - _MOVED)}."
        )
    if left:
        told = [named(book, today.computed[key]) for key in left[:_MOVED]]
        said.append(
            f"No longer critical: {listing(told)}{_rest(book, 'tasks no longer critical', len(left) - _MOVED)}."
        )
    if not entered and not left:
        said.append("The critical path stays the same.")
    moved = _moved(today, changed)
    if moved:
        count = book.count("tasks that move", len(moved), "task")
        said.append(f"{capital(count)} {'moves' if len(moved) == 1 else 'move'}; ask “why?” for the chain.")
    return said


def _money(book: FactBook, standing: Standing, today: Side, changed: Side) -> list[str]:
    name, currency = standing.file.project.name, standing.file.project.currency
    if today.team_cost is None or changed.team_cost is None:
        return ["Cost: not provided, because no own cost or no allocation is recorded to take a day rate from."]
    more = changed.team_cost - today.team_cost
    if abs(more) < 50:
        return ["Cost: the team costs the same until P50."]
    amount = book.money(f"{name}: change of the team cost until P50", abs(more), currency)
    then = book.money(f"{name}: team cost until P50 with the change", changed.team_cost, currency)
    return [
        f"Cost: {amount} {'more' if more > 0 else 'less'} for the team until P50 ({then} in all), at the own cost per booked "
        "day of the last twelve weeks; what vendors charge for it is not provided."
    ]


def _load(book: FactBook, today: Side, changed: Side) -> list[str]:
    if today.load is None or changed.load is None:
        return []
    then, now = book.percent("load of the team with the change", round(100 * changed.load)), book.percent(
        "load of the team as it stands", round(100 * today.load)
    )  # fmt: skip
    if then == now:
        return [f"Load of the people over the next eight weeks: {now} either way."]
    over = ", more than they have" if changed.load > 1 else ""
    return [f"Load of the people over the next eight weeks: {then} instead of {now}{over}."]


def _moved(today: Side, changed: Side) -> list[tuple[str, float]]:
    old, new = today.computed, changed.computed
    if old is None or new is None:
        return []
    found = [
        (task.key, new[task.key].finish_offset - task.finish_offset)
        for task in old.tasks
        if not task.summary and task.key in new
    ]
    moved = [(key, round(days, 1)) for key, days in found if abs(days) > 1e-6]
    return sorted(moved, key=lambda one: (new[one[0]].finish_offset, one[0]))


def _difference(today: Side, changed: Side) -> tuple[list[str], list[str]]:
    return (
        [key for key in changed.path if key not in today.path],
        [key for key in today.path if key not in changed.path],
    )


def _rest(book: FactBook, label: str, rest: int) -> str:
    return f" and {book.number(label, rest, 'count')} more" if rest > 0 else ""


def _row(figure: str, today: str, changed: str, difference: str) -> dict[str, str]:
    return {"figure": figure, "today": today, "changed": changed, "difference": difference}


def _hundred(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _shift(standing: Standing, old: dt.date | None, new: dt.date | None) -> str:
    if old is None or new is None:
        return "n/a"
    days = working_days_between(standing, old, new)
    return (
        "none"
        if abs(days) < 0.5
        else f"{number(abs(round(days, 1)))} working days {'later' if days > 0 else 'earlier'}"
    )


def _less(old: float | None, new: float | None, unit: str) -> str:
    if old is None or new is None:
        return "n/a"
    return "none" if abs(new - old) < 0.05 else f"{'+' if new > old else '−'}{number(abs(round(new - old, 1)))} {unit}"


def _cost(today: Side, changed: Side, currency: str) -> str:
    if today.team_cost is None or changed.team_cost is None:
        return "n/a"
    more = changed.team_cost - today.team_cost
    return "none" if abs(more) < 50 else f"{'+' if more > 0 else '−'}{money(abs(more), currency)}"
