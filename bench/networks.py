"""Random networks of one kind, for Leadline and for its peers."""

import datetime as dt
import random
from typing import Any

from leadline.projects.calculations.plan import Link, Plan, Task

Activity = dict[str, Any]


def random_activities(tasks: int, links: int, *, reach: int, seed: int = 1) -> list[Activity]:
    """Activities with three-point estimates; links run forward over at most `reach` places, so there is no cycle."""
    chance = random.Random(seed)
    before: list[set[int]] = [set() for _ in range(tasks)]
    count = 0
    while count < links:
        first = chance.randrange(tasks - 1)
        then = min(tasks - 1, first + chance.randint(1, reach))
        count += first not in before[then]
        before[then].add(first)
    rows = []
    for at in range(tasks):
        likely = float(chance.randint(2, 10))
        low, high = likely * chance.uniform(0.5, 0.95), likely * chance.uniform(1.1, 2.5)
        names = [f"K-{other}" for other in sorted(before[at])]
        rows.append({"id": f"K-{at}", "predecessors": names, "duration": likely, "a": low, "m": likely, "b": high})
    return rows


def plan_of(activities: list[Activity]) -> Plan:
    tasks = tuple(
        Task(a["id"], a["id"], a["duration"], optimistic=a["a"], most_likely=a["m"], pessimistic=a["b"])
        for a in activities
    )
    links = tuple(Link(before, a["id"]) for a in activities for before in a["predecessors"])
    return Plan(tasks, links, dt.date(2026, 3, 2))
