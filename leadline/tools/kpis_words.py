"""Key figures as sentences: each with what it was divided by, its period, and how it compares with the period before."""

import datetime as dt
from collections.abc import Iterator, Sequence

from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.calculations.flow import lead_times
from leadline.projects.calculations.kpis import Kpi
from leadline.tools.answer import Sentence
from leadline.tools.facts import FactBook
from leadline.tools.kpis_parts import (
    KpiFile,
    Measured,
    Window,
    finished,
    late_milestones,
    lead_days,
    measured,
    open_defects,
)
from leadline.tools.phrasing import capital, clipped, listing, plural

LABELS = {
    "budget_variance": "Budget variance",
    "schedule_adherence": "Schedule adherence",
    "velocity": "Velocity",
    "lead_time": "Lead time",
    "defects": "Defects",
    "throughput": "Throughput",
    "cycle_time": "Cycle time",
    "reopen_rate": "Reopen rate",
}
_SHARES = ("budget_variance", "schedule_adherence", "defects", "reopen_rate")
_NAMED_AT_MOST = 3


def story(book: FactBook, who: str, files: Sequence[KpiFile], rows: Sequence[Measured], span: Window) -> list[Sentence]:
    """`who` is the project, or the words for several."""
    said = [Sentence(text=_headline(book, who, rows, span), part="headline")]
    lines = [f"- {line(book, who, files, row, span)}" for row in rows]
    said.append(Sentence(text="\n".join(lines)))
    if len(rows) == 1:
        said += [Sentence(text=text) for text in contributors(book, files, rows[0], span)]
    return said


def line(book: FactBook, who: str, files: Sequence[KpiFile], row: Measured, span: Window) -> str:
    name = f"**{LABELS[row.measure]}**"
    if isinstance(row.now.value, Undefined):
        text = f"{name}: n/a, {row.now.value.reason}"
    else:
        text = f"{name}: {value(book, who, row.measure, row.now)} ({_terms(book, who, row.measure, row.now, files)})"
    if len(files) > 1:
        text += f", from {book.count(f'{who}: {LABELS[row.measure].lower()}, projects with it', _measurable(files, row, span), 'project')}"
    if row.measure == "defects":
        text += f"; {_standing_defects(book, who, files, span)}"
    if row.measure == "lead_time":
        text += _spread(book, who, files, span)
    return f"{text}; {_compared(book, who, row)}."


def value(book: FactBook, who: str, measure: str, kpi: Kpi, when: str = "") -> str:
    assert not isinstance(kpi.value, Undefined)
    label = f"{who}: {LABELS[measure].lower()}{when}"
    if measure in _SHARES:
        return book.percent(label, round(100 * kpi.value, 1))
    shown = round(kpi.value, 1)
    if measure in ("lead_time", "cycle_time"):
        return book.days(label, shown)
    if measure == "velocity":
        return f"{book.points(label, shown)} a sprint"
    return f"{book.count(label, shown, 'item')} a week"


def contributors(book: FactBook, files: Sequence[KpiFile], row: Measured, span: Window) -> Iterator[str]:
    """What stands behind one figure: the late milestones, the slowest items."""
    if row.measure == "schedule_adherence":
        late = [(file, one) for file in files for one in late_milestones(file, span)]
        names = {one.key: one.name for file in files for one in file.standing.milestones}
        told = [
            f"**{book.key(f'{one.key}: milestone', one.key)}** {book.name(f'{one.key}: name', names[one.key])} "
            f"(due {book.date(f'{one.key}: baseline', one.due)}, "
            + (
                f"reached {book.date(f'{one.key}: reached', one.reached)})"
                if one.reached
                else f"now {book.date(f'{one.key}: forecast', _date_of(file, one.key))})"
            )
            for file, one in late[:6]
        ]
        if told:
            rest = len(late) - len(told)
            more = f"; {book.number('late milestones, further', rest, 'count')} more" if rest else ""
            yield f"Not on time: {'; '.join(told)}{more}."
    if row.measure in ("lead_time", "cycle_time", "throughput", "reopen_rate"):
        items = [one for file in files for one in finished(file, span) if lead_days(one.flow) is not None]
        slow = sorted(items, key=lambda one: -(lead_days(one.flow) or 0))[:_NAMED_AT_MOST]
        told = [
            f"**{book.key(f'{one.key}: item', one.key)}** {book.name(f'{one.key}: title', clipped(one.title, 60))} "
            f"({book.days(f'{one.key}: lead time', round(lead_days(one.flow) or 0.0, 1))})"
            for one in slow
        ]
        if told:
            yield f"The slowest from creation to done: {'; '.join(told)}."
    if row.measure == "defects":
        worst = [one for file in files for one in file.bugs if not one.done and one.severity == "critical"]
        told = [
            f"**{book.key(f'{one.key}: defect', one.key)}** {book.name(f'{one.key}: title', clipped(one.title, 60))}"
            for one in worst[:_NAMED_AT_MOST]
        ]
        if told:
            yield f"{capital(book.count('critical defects open', len(worst), 'critical defect'))} open: {'; '.join(told)}."


def method(book: FactBook, files: Sequence[KpiFile], spans: Sequence[Window], *, several: bool) -> list[Sentence]:
    """How the figures are made, and what was left out of them."""
    weeks = book.number("length of a period", round(spans[-1].days / 7, 1), "weeks")
    text = (
        f"Periods are {weeks} weeks long; budget variance is the forecast against the budget at completion as known at "
        "the end of each. Lead time runs from creation to done, for items outside the schedule."
    )
    if several:
        text += (
            " Figures of several projects are sums divided by sums, never averages of averages; points of different "
            "teams are not the same size."
        )
    said = [Sentence(text=text, part="detail")]
    undated = [one for file in files for one in file.items if one.done and one.done_on is None]
    if undated:
        count = book.count("done items without a date", len(undated), "done item")
        keys = listing([book.key(f"{one.key}: item", one.key) for one in undated[:_NAMED_AT_MOST]])
        more = " and others" if len(undated) > _NAMED_AT_MOST else ""
        said.append(
            Sentence(
                text=f"Left out: {count} without a date of completion ({keys}{more}). Give the date and they count.",
                part="gap",
            )
        )
    unmeasured = [one.key for file in files for one in file.standing.milestones if one.baseline is None]
    if unmeasured:
        count = book.count("milestones without a baseline", len(unmeasured), "milestone")
        keys = listing([book.key(f"{key}: milestone", key) for key in unmeasured[:_NAMED_AT_MOST]])
        said.append(Sentence(text=f"Left out of adherence: {count} without a baseline date ({keys}).", part="gap"))
    return said


def _headline(book: FactBook, who: str, rows: Sequence[Measured], span: Window) -> str:
    first, last = book.date("period: first day", span.first), book.date("period: last day", span.last)
    when = f"from {first} to {last}"
    if len(rows) == 1:
        [row] = rows
        if isinstance(row.now.value, Undefined):
            return f"**{LABELS[row.measure]} of {who} {when}: n/a, {row.now.value.reason}.**"
        verdict = f", {row.verdict} than before" if row.verdict in ("better", "worse") else ""
        return f"**{LABELS[row.measure]} of {who} {when}: {value(book, who, row.measure, row.now)}{verdict}.**"
    if all(isinstance(row.now.value, Undefined) for row in rows):
        return f"**No key figure of {who} can be computed {when}.**"
    parts = []
    for verdict in ("worse", "better", "unchanged"):
        named = [LABELS[row.measure].lower() for row in rows if row.verdict == verdict]
        if named:
            parts.append(f"{verdict}: {listing(named)}")
    missing = [LABELS[row.measure].lower() for row in rows if row.verdict is None]
    if missing:
        parts.append(f"no comparison: {listing(missing)}")
    return f"**Key figures of {who} {when}, against the period before.** {capital('; '.join(parts))}."


def _terms(book: FactBook, who: str, measure: str, kpi: Kpi, files: Sequence[KpiFile]) -> str:
    """Numerator and denominator in words."""
    top, bottom = kpi.numerator, kpi.denominator
    label = f"{who}: {LABELS[measure].lower()}"
    currency = files[0].standing.file.project.currency
    match measure:
        case "budget_variance":
            side = "under" if top >= 0 else "over"
            amount = book.money(f"{label}, amount {side} the budget", abs(top), currency)
            of = book.money(f"{label}, budget at completion", bottom, currency)
            return f"{amount} {side} the budget of {of}"
        case "schedule_adherence":
            done = book.number(f"{label}, milestones on time", top, "count")
            return f"{done} of {book.count(f'{label}, milestones due', bottom, 'milestone')} due on time"
        case "velocity":
            return f"{book.points(f'{label}, points done', round(top, 1))} in {book.count(f'{label}, sprints closed', bottom, 'sprint')}"
        case "lead_time" | "cycle_time":
            days = book.days(f"{label}, days in all", round(top, 1))
            return f"{days} over {book.count(f'{label}, items finished', bottom, 'item')}"
        case "defects":
            closed = book.number(f"{label}, closed", top, "count")
            return f"{closed} closed for {book.number(f'{label}, opened', bottom, 'count')} opened"
        case "reopen_rate":
            again = book.number(f"{label}, items reopened", top, "count")
            return f"{again} of {book.count(f'{label}, items finished', bottom, 'item')}"
        case _:
            items = book.count(f"{label}, items finished", top, "item")
            return f"{items} in {book.number(f'{label}, weeks', round(bottom, 1), 'weeks')} weeks"


def _measurable(files: Sequence[KpiFile], row: Measured, span: Window) -> int:
    figures = [measured(file, row.measure, [span]).now.value for file in files]
    return sum(not isinstance(one, Undefined) for one in figures)


def _standing_defects(book: FactBook, who: str, files: Sequence[KpiFile], span: Window) -> str:
    now = open_defects(files, span.last)
    change = now - open_defects(files, span.first.fromordinal(span.first.toordinal() - 1))
    text = f"{book.number(f'{who}: open defects', now, 'count')} {plural('defect', now)} open"
    if not change:
        return f"{text}, as many as at its start"
    side = "more" if change > 0 else "fewer"
    return f"{text}, {book.number(f'{who}: change of open defects', abs(change), 'count')} {side} than at its start"


def _spread(book: FactBook, who: str, files: Sequence[KpiFile], span: Window) -> str:
    times = lead_times(one.flow for file in files for one in finished(file, span))
    if isinstance(times, Undefined):
        return ""
    half = book.days(f"{who}: lead time, half took no longer (P50)", round(times.p50, 1))
    most = book.days(f"{who}: lead time, 85 % took no longer (P85)", round(times.p85, 1))
    return f", half within {half}, {book.percent('share of the items', 85)} within {most}"


def _compared(book: FactBook, who: str, row: Measured) -> str:
    now, before = row.now.value, row.before.value
    if isinstance(before, Undefined):
        if isinstance(now, Undefined) and now.reason == before.reason:
            return "the period before likewise"
        return f"the period before: n/a, {before.reason}"
    then = value(book, who, row.measure, row.before, ", period before")
    return f"{then} before: {row.verdict}" if row.verdict else f"{then} before"


def _date_of(file: KpiFile, key: str) -> dt.date:
    return next(one.date for one in file.standing.milestones if one.key == key)
