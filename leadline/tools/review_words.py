"""The sections of a post-mortem or retrospective: everything computed or quoted; what only people know is asked, not written."""

from collections.abc import Sequence
from typing import Any

from leadline.knowledge.lessons.records import DocumentLessons
from leadline.projects.queries.relations import LessonRecord
from leadline.tools.cards import Column
from leadline.tools.facts import FactBook
from leadline.tools.knowledge_cite import Book as Quotes
from leadline.tools.phrasing import NOT_PROVIDED, day
from leadline.tools.report.blocks import Section, bullets, rows, text
from leadline.tools.report.material import Material
from leadline.tools.review_timeline import FAR_OFF, estimate_errors, median_error, review_risks, turning_points

ERRORS_SHOWN = 5
QUESTIONS = 8
_TIMELINE = (Column("date", "Date", "date"), Column("what", "What happened"), Column("evidence", "Evidence"))
_PROMISE = (
    Column("measure", "Measure"),
    Column("promise", "Promise"),
    Column("outcome", "Outcome"),
    Column("variance", "Variance"),
)
_ERRORS = (
    Column("key", "Task", "key"),
    Column("name", "Name"),
    Column("planned", "Planned days", "number"),
    Column("actual", "Actual days", "number"),
)
_LESSONS = (
    Column("key", "ID", "key"),
    Column("event", "Event"),
    Column("effect", "Effect"),
    Column("cause", "Cause"),
    Column("recommendation", "Recommendation"),
    Column("applies", "Applies when"),
    Column("status", "Status"),
)


def promise_section(material: Material, book: FactBook) -> Section:
    standing, name = material.standing, material.name
    project, ended = standing.file.project, standing.file.project.closed
    slip, over = standing.finish_slip, standing.overrun
    time = book.working_days(f"{name}: finish slip against baseline", slip) if slip is not None else NOT_PROVIDED
    time += "" if not slip else " late" if slip > 0 else " early"
    cost = book.percent(f"{name}: cost against budget", 100 * over) if over is not None else NOT_PROVIDED
    work = standing.file.work
    given: list[dict[str, Any]] = [
        {
            "measure": "Finish" if ended else "Finish (forecast)",
            "promise": book.date(f"{name}: baseline finish", standing.baseline_finish),
            "outcome": book.date(f"{name}: finish", standing.finish),
            "variance": time,
        },
        {
            "measure": "Cost" if ended else "Cost (forecast)",
            "promise": book.money(f"{name}: budget at completion (BAC)", standing.bac_cents, project.currency),
            "outcome": book.money(f"{name}: cost at completion", standing.forecast_cents, project.currency),
            "variance": cost,
        },
        {
            "measure": "Scope (items done)",
            "promise": book.number(f"{name}: items", work.items, "count"),
            "outcome": book.number(f"{name}: items done", work.done, "count"),
            "variance": book.number(f"{name}: items not done", work.items - work.done, "count"),
        },
        {
            "measure": "Quality (defects)",
            "promise": NOT_PROVIDED,
            "outcome": book.number(f"{name}: defects ever recorded", work.defects, "count"),
            "variance": f"{book.number(f'{name}: open defects', work.open_defects, 'count')} open",
        },
        {
            "measure": "Benefits",
            "promise": "; ".join(project.objectives) or NOT_PROVIDED,
            "outcome": NOT_PROVIDED,
            "variance": None,
        },
    ]
    return Section("promise", "Promise against outcome", (rows(_PROMISE, given),))


def timeline_section(material: Material, book: FactBook) -> Section:
    points = turning_points(material)
    if not points:
        return Section(
            "timeline",
            "Timeline",
            (text(f"{NOT_PROVIDED.capitalize()}: the records hold no turning point in this period."),),
        )
    book.count(f"{material.name}: turning points in the records", len(points), "turning point")
    cells = [{"date": one.date, "what": one.what, "evidence": one.evidence} for one in points]
    return Section("timeline", "Timeline of turning points", (rows(_TIMELINE, cells),))


def estimates_section(material: Material, book: FactBook) -> Section:
    errors, name = estimate_errors(material.standing, material.since, material.until), material.name
    middle = median_error(errors)
    if middle is None:
        said = f"Estimate error: {NOT_PROVIDED}. No finished task of this period has baseline dates."
        return Section("estimates", "Estimates", (text(said),))
    far = sum(one.share > FAR_OFF for one in errors)
    count = book.count(f"{name}: finished tasks with an estimate", len(errors), "finished task")
    said = (
        f"{count} can be compared: the median took {book.percent(f'{name}: median estimate error', 100 * middle)} more than planned; "
        f"{book.number(f'{name}: tasks more than a fifth over', far, 'count')} took more than a fifth more."
    )
    worst = [one for one in errors if one.share > 0][:ERRORS_SHOWN]
    cells = [{"key": one.key, "name": one.name, "planned": one.planned, "actual": one.actual} for one in worst]
    return Section("estimates", "Estimates", (text(said), *([rows(_ERRORS, cells)] if cells else [])))


def risks_section(material: Material, book: FactBook) -> Section:
    found, name = review_risks(material.standing), material.name
    registered = book.count(f"{name}: risks ever on the register", found.registered, "risk")
    true = book.number(f"{name}: risks that came true", len(found.came_true), "count")
    blind = book.number(f"{name}: serious issues that no risk announced", len(found.unforeseen), "count")
    lines = [
        f"{registered} on the register; {true} came true; {blind} critical or high issues were announced by no risk."
    ]
    lines += [
        f"Foreseen and came true: {one.key} {one.title} (response: {one.strategy or NOT_PROVIDED})"
        for one in found.came_true
    ]
    lines += [f"Not foreseen: {one.key} {one.title}" for one in found.unforeseen]
    return Section("risks", "Risks foreseen and not foreseen", (bullets(lines),))


def told_section(told: Sequence[DocumentLessons], quotes: Quotes) -> Section:
    """What the project's own documents say went well, went wrong and why, quoted."""
    lines = []
    for label, pick in (
        ("What went well", [quote for each in told for quote in each.worked[:2]]),
        ("What went wrong", [quote for each in told for quote in each.effects[:2]]),
        ("Cause", [found.quote for each in told for found in each.causes[:2]]),
    ):
        lines += [
            f"**{label}**: “{' '.join(quote.text.split())}” ({quote.title}) {quotes.quote(quote)}" for quote in pick
        ]
    if not lines:
        return Section(
            "told",
            "What went well, what went wrong, causes",
            (text(f"{NOT_PROVIDED.capitalize()}: no document tells. Ask the team."),),
        )
    return Section("told", "What went well, what went wrong, causes (as documents say)", (bullets(lines),))


def lessons_section(lessons: Sequence[LessonRecord]) -> Section:
    if not lessons:
        return Section(
            "lessons", "Lessons register", (text(f"{NOT_PROVIDED.capitalize()}: no lesson is recorded yet."),)
        )
    names = ("key", "event", "effect", "cause", "recommendation", "status")
    cells = [{name: getattr(one, name) for name in names} | {"applies": one.applies_when} for one in lessons]
    return Section("lessons", "Lessons register", (rows(_LESSONS, cells),))


def questions(material: Material, *, retrospective: bool) -> list[str]:
    """For the session, each from something the records show; about systems and decisions, not persons."""
    standing = material.standing
    asked = (
        ["What do we start, stop and keep?"] if retrospective else ["What did the promise rest on, and who checked it?"]
    )
    late = sorted((one for one in standing.milestones if (one.slip or 0) > 0), key=lambda one: -(one.slip or 0))
    if late:
        asked.append(
            f"“{late[0].name}” is {late[0].slip} working days behind its baseline: when could it have been known first?"
        )
    errors = estimate_errors(standing, material.since, material.until)
    if errors and errors[0].share > FAR_OFF:
        one = errors[0]
        asked.append(
            f"“{one.name}” was planned with {one.planned} working days and took {one.actual}: what was not seen in the estimate?"
        )
    found = review_risks(standing)
    asked += [
        f"{one.key} “{one.title}” was on the register and came true: why did the response not hold?"
        for one in found.came_true[:2]
    ]
    asked += [
        f"{one.key} “{one.title}” was on no register: which sign was there before?" for one in found.unforeseen[:2]
    ]
    asked += [
        "Where were we lucky?",
        "Which recommendation changes a template, an estimate or a rule, and who owns it until when?",
    ]
    return asked[:QUESTIONS]


def scope_section(material: Material, documents: Sequence[DocumentLessons]) -> Section:
    read = "; ".join(f"{one.title} ({day(one.date)})" for one in documents) or "no document of the project"
    lines = [
        f"Period: {material.since.isoformat()} to {material.until.isoformat()}",
        "Sources: plan, weekly snapshots, cost lines and registers",
        f"Documents read: {read}",
        f"Contributors: {NOT_PROVIDED}; to be named in the session",
    ]
    return Section("scope", "Scope and sources", (bullets(lines),))
