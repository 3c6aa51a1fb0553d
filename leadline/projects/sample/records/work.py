"""Rows of the work: items with their history, links, sprints, releases."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from leadline.projects.sample.course import Course
from leadline.projects.sample.draft import Draft
from leadline.projects.sample.items import Items
from leadline.projects.sample.records.organisation import Directory
from leadline.projects.sample.sprints import sprints
from leadline.projects.tables import Dependency, Release, ReleaseCheck, Sprint, StatusChange, WorkItem

Ids = Mapping[str, int]


def write_work(session: Session, items: Items, project_id: int, directory: Directory) -> None:
    course = items.course
    sprint_ids = _write_sprints(session, course, project_id)
    release_ids = _write_releases(session, items, project_id, directory)
    ids = _write_items(session, items, project_id, directory, sprint_ids, release_ids)
    session.add_all(
        Dependency(
            predecessor_id=ids[link.predecessor], successor_id=ids[link.successor], type=link.type.value, lag=link.lag
        )
        for activity in course.content.activities
        for link in activity.links
    )


def _write_sprints(session: Session, course: Course, project_id: int) -> dict[int, int]:
    rows = {
        sprint.number: Sprint(
            project_id=project_id,
            number=sprint.number,
            name=f"{course.content.key} Sprint {sprint.number}",
            goal=sprint.goal,
            start=sprint.start,
            finish=sprint.finish,
            state=sprint.state,
            committed_points=sprint.committed_points,
        )
        for sprint in sprints(course)
    }
    session.add_all(rows.values())
    session.flush()
    return {number: row.id for number, row in rows.items()}


def _write_releases(session: Session, items: Items, project_id: int, directory: Directory) -> Ids:
    """Releases with their exit criteria; the answer maps an activity to the release that carries it."""
    course, release_of = items.course, {}
    for raw in course.content.raw.get("releases", []):
        released = course.state_on(raw["milestone"], course.clock.reported).finished
        row = Release(
            project_id=project_id,
            name=raw["name"],
            planned=items.schedule[raw["milestone"]].finish,
            released=released,
            state="released" if released else "planned",
        )
        session.add(row)
        session.flush()
        release_of.update(dict.fromkeys(raw["activities"], row.id))
        session.add_all(
            ReleaseCheck(
                release_id=row.id, name=name, state=state, evidence=evidence or None, owner_id=directory.person(owner)
            )
            for name, state, evidence, owner in raw["checks"]
        )
    return release_of


def _write_items(
    session: Session, items: Items, project_id: int, directory: Directory, sprint_ids: Mapping[int, int], releases: Ids
) -> dict[str, int]:
    rows: dict[str, WorkItem] = {}
    for number, draft in enumerate(items.drafts, start=1):
        row = _row(draft, project_id, directory)
        row.key = f"{items.course.content.key}-{number}"
        row.sprint_id = None if draft.sprint is None else sprint_ids[draft.sprint]
        row.release_id = releases.get(draft.ref.partition("/")[0])
        rows[draft.ref] = row
    session.add_all(rows.values())
    session.flush()
    for draft in items.drafts:
        if draft.parent is not None and draft.parent in rows:
            rows[draft.ref].parent_id = rows[draft.parent].id
    previous: dict[str, str | None] = {}
    for draft in items.drafts:
        for at, status in draft.moves:
            session.add(StatusChange(item_id=rows[draft.ref].id, at=at, before=previous.get(draft.ref), after=status))
            previous[draft.ref] = status
    return {ref: row.id for ref, row in rows.items()}


def _row(draft: Draft, project_id: int, directory: Directory) -> WorkItem:
    open_activity = draft.days and draft.finished is None
    days = draft.days or 0.0
    return WorkItem(
        project_id=project_id,
        type=draft.type,
        title=draft.title,
        acceptance_criteria=list(draft.criteria),
        status=draft.status,
        blocked_reason=draft.blocked,
        priority=draft.priority,
        severity=draft.severity,
        assignee_id=directory.person(draft.assignee),
        points=draft.points,
        hours=draft.hours,
        duration_days=draft.days,
        optimistic_days=float(round(days * 0.8)) if open_activity else None,
        most_likely_days=days if open_activity else None,
        pessimistic_days=float(round(days * 1.7)) if open_activity else None,
        remaining_days=draft.remaining,
        progress=draft.progress,
        planned_start=draft.planned.start if draft.planned else None,
        planned_finish=draft.planned.finish if draft.planned else None,
        baseline_start=draft.baseline.start if draft.baseline else None,
        baseline_finish=draft.baseline.finish if draft.baseline else None,
        actual_start=draft.started,
        actual_finish=draft.finished,
        budget_cents=draft.budget_cents,
        created_on=draft.created,
        labels=list(draft.labels),
    )
