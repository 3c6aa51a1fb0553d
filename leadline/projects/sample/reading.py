"""Reads `content/*.toml`: one file for the organisation, one for each project. Amounts there are in whole EUR."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from leadline.projects.calculations.plan import Link, LinkType
from leadline.projects.sample.content import Activity, Bug, Category, Content, Story
from leadline.projects.sample.tables_of_text import read_rows

PROJECTS = (
    "quayside",
    "pelican",
    "beacon",
    "atlas_billing",
    "atlas_data_platform",
    "harbor",
    "lantern",
    "kestrel",
)
_LINK = re.compile(r"(?P<code>[A-Z0-9.*]+)(?: (?P<type>FS|SS|FF|SF))?(?P<lag>[+-]\d+)?$")


@cache
def organisation() -> Mapping[str, Any]:
    return _read("organisation")


@cache
def projects() -> tuple[Content, ...]:
    return tuple(_project(_read(name)) for name in PROJECTS)


def _read(name: str) -> dict[str, Any]:
    file = resources.files("leadline.projects.sample") / "content" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _project(raw: dict[str, Any]) -> Content:
    head, plan = raw["project"], raw.get("plan", {})
    factor = float(head.get("cost_factor", 1.0))
    activities = [*_activities(plan.get("activities", ""), factor)]
    for stream in raw.get("streams", []):
        activities += _stream(stream, factor)
    budget = head.get("budget")
    return Content(
        key=head["key"],
        name=head["name"],
        summary=head["summary"],
        program=head["program"],
        method=head["method"],
        phase=head["phase"],
        sponsor=head["sponsor"],
        manager=head["manager"],
        start_week=head["start_week"],
        budget_cents=None if budget is None else budget * 100,
        objectives=tuple(head["objectives"]),
        health=tuple((week, colour) for week, colour in head.get("health", [])),
        health_note=head.get("health_note"),
        team=tuple(head["team"]),
        cost_factor=factor,
        activities=_resolve_wildcards(tuple(activities)),
        stories={code: tuple(_stories(text)) for code, text in raw.get("stories", {}).items()},
        goals=raw.get("goals", {}),
        bugs=tuple(_bugs(raw.get("bugs", {}).get("list", ""))),
        categories={
            name: Category(name, spec["expenditure"], spec.get("vendor"))
            for name, spec in raw.get("categories", {}).items()
        },
        raw=raw,
    )


def _activities(text: str, factor: float) -> list[Activity]:
    found = []
    for row in read_rows(text, columns=8):
        code, title, days, after, owner, budget, category, notes = row.cells
        activity = Activity(
            code=code,
            title=title,
            phase=row.section,
            days=float(days),
            links=tuple(_link(part.strip(), code) for part in after.split(",") if part.strip()),
            owner=owner or None,
            budget_cents=int(budget or 0) * 100,
            category=category,
            cost_factor=factor,
        )
        found.append(_with_notes(activity, notes))
    return found


def _with_notes(activity: Activity, notes: str) -> Activity:
    for note in filter(None, (part.strip() for part in notes.split(";"))):
        word, _, rest = note.partition(" ")
        if word == "slip":
            activity = replace(activity, slips=tuple(int(step) for step in rest.split()))
        elif word == "cost":
            activity = replace(activity, cost_factor=float(rest))
        elif word == "blocked":
            activity = replace(activity, blocked=rest)
        elif word == "change":
            activity = replace(activity, change=rest)
        else:
            raise ValueError(f"{activity.code}: unknown note {note!r}")
    return activity


def _link(text: str, successor: str) -> Link:
    match = _LINK.match(text)
    if match is None:
        raise ValueError(f"{successor}: cannot read the link {text!r}")
    return Link(match["code"], successor, LinkType(match["type"] or "FS"), float(match["lag"] or 0))


def _stream(stream: dict[str, Any], factor: float) -> list[Activity]:
    """The same steps for each subject: step codes become `<stream><n>.<step>`, each subject starts `stagger` days later."""
    found: list[Activity] = []
    for number, subject in enumerate(stream["subjects"], start=1):
        prefix = f"{stream['code']}{number}"
        needs = [*stream["after"], *stream.get("needs", {}).get(prefix, [])]
        for position, step in enumerate(_activities(stream["steps"], factor)):
            code = f"{prefix}.{step.code}"
            links = tuple(
                replace(link, predecessor=f"{prefix}.{link.predecessor}", successor=code) for link in step.links
            )
            if position == 0:
                links = (*(_link(part, code) for part in needs), *links)
                if number > 1:
                    before = f"{stream['code']}{number - 1}.{step.code}"
                    links = (*links, Link(before, code, LinkType.START_START, float(stream["stagger"])))
            title = step.title.replace("{}", subject).replace("{lower}", subject[0].lower() + subject[1:])
            slips = tuple(stream.get("slips", {}).get(code, step.slips))
            title = title[0].upper() + title[1:]
            found.append(replace(step, code=code, title=title, phase=stream["phase"], links=links, slips=slips))
    return found


def _resolve_wildcards(activities: tuple[Activity, ...]) -> tuple[Activity, ...]:
    """`M*` as a predecessor stands for the last step of every subject of stream M."""
    resolved = []
    for activity in activities:
        links: list[Link] = []
        for link in activity.links:
            if not link.predecessor.endswith("*"):
                links.append(link)
                continue
            stem = re.compile(re.escape(link.predecessor[:-1]) + r"(\d+)\.")
            last = {m[1]: other.code for other in activities if (m := stem.match(other.code))}
            links += [replace(link, predecessor=code) for code in last.values()]
        resolved.append(replace(activity, links=tuple(links)))
    return tuple(resolved)


def _stories(text: str) -> list[Story]:
    """`5 Title` is a story of 5 points; `+12 3 Title` one added 12 weeks ago; `x`: dropped; `?`: nobody's; `- ...` a criterion.

    ` !! why` behind the title: blocked, unless it is done.
    """
    found: list[Story] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("- "):
            found[-1] = replace(found[-1], criteria=(*found[-1].criteria, line[2:]))
            continue
        match = re.match(r"(?:\+(\d+) )?(x )?(\? )?(\d+) (.+)$", line)
        if match is None:
            raise ValueError(f"cannot read the story {line!r}")
        added, dropped, unowned, points, title = match.groups()
        title, _, blocked = title.partition(" !! ")
        week = None if added is None else -int(added)
        found.append(
            Story(title, int(points), added=week, dropped=bool(dropped), blocked=blocked or None, unowned=bool(unowned))
        )
    return found


def _bugs(text: str) -> list[Bug]:
    """`severity | week found | days until fixed, or "open" | title`."""
    rows = [row.cells for row in read_rows(text, columns=4)]
    return [
        Bug(title, severity, int(week), None if fixed == "open" else int(fixed))
        for severity, week, fixed, title in rows
    ]
