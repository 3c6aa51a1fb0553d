"""What a screen shows of sprints: burndown, velocity, the items."""

from collections.abc import Iterable

from leadline.projects.calculations.earned_value import Undefined
from leadline.projects.queries.flow import FlowRecord
from leadline.projects.queries.progress import SprintRecord
from leadline.tools.answer import Card
from leadline.tools.cards import Column, table
from leadline.tools.sprint_parts import SprintFile, burndown, past_velocity, results

_ITEMS = (
    Column("key", "Key", "key"),
    Column("title", "Title"),
    Column("status", "Status", "status"),
    Column("assignee", "Assignee"),
    Column("points", "Points", "number"),
    Column("done", "Done on", "date"),
)


def burndown_card(file: SprintFile, sprint: SprintRecord) -> Card | None:
    """None for a sprint without points, or one that has not begun."""
    curve = burndown(file, sprint)
    if sprint.state == "future" or not curve.started_with:
        return None
    lines = (
        ("Ideal", "ideal", [(row.day, row.ideal) for row in curve.days]),
        ("Remaining", "actual", [(row.day, row.remaining) for row in curve.days]),
        ("Scope", "scope", [(row.day, row.scope) for row in curve.days]),
    )
    series = [
        {"name": name, "role": role, "points": [[day.isoformat(), value] for day, value in points]}
        for name, role, points in lines
    ]
    running = sprint.start <= file.today <= sprint.finish
    data = {
        "chart": "burndown",
        "x": {"label": "Day", "kind": "date"},
        "y": {"label": "Points", "unit": "points"},
        "series": series,
        "marks": [{"x": file.today.isoformat(), "label": "Today", "role": "status"}] if running else [],
    }
    return Card(kind="chart", title=f"Burndown of {sprint.name}", data=data)


def velocity_card(file: SprintFile) -> Card | None:
    """Committed against done, with the mean as a line; None without a closed sprint."""
    past, rows = past_velocity(file), results(file)[-10:]
    if isinstance(past, Undefined):
        return None
    names = [str(one.number) for one in file.closed[-10:]]
    series = [
        {
            "name": "Committed",
            "role": "planned",
            "points": [[n, row.committed] for n, row in zip(names, rows, strict=True)],
        },
        {"name": "Done", "role": "done", "points": [[n, row.completed] for n, row in zip(names, rows, strict=True)]},
    ]
    data = {
        "chart": "velocity",
        "x": {"label": "Sprint", "kind": "category"},
        "y": {"label": "Points", "unit": "points"},
        "series": series,
        "marks": [{"y": round(past.mean, 1), "label": f"Mean of the last {len(past.values)}", "role": "other"}],
    }
    return Card(kind="chart", title=f"Velocity of {file.project.name}", data=data)


def items_card(title: str, items: Iterable[FlowRecord]) -> Card:
    rows = [
        {
            "key": one.key,
            "title": one.title,
            "status": one.status.replace("_", " "),
            "assignee": one.assignee,
            "points": one.points,
            "done": one.done_on,
        }
        for one in items
    ]
    return table(title, _ITEMS, rows)
