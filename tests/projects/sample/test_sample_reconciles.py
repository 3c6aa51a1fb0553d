"""An auditor's view: every figure of the sample portfolio is added up again from the records below it."""

import datetime as dt
import itertools
from collections import defaultdict

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leadline.projects.tables import (
    Baseline,
    BaselinePeriod,
    Contract,
    CostLine,
    Project,
    Snapshot,
    Sprint,
    StatusChange,
    WorkItem,
)

WITH_PLAN = ("QSD", "PEL", "BCN", "ATB", "ADP", "HRB", "LTN")


def project(sample: Session, key: str) -> Project:
    return sample.scalars(select(Project).where(Project.key == key)).one()


def items(sample: Session, key: str) -> list[WorkItem]:
    return list(sample.scalars(select(WorkItem).join(Project).where(Project.key == key)))


def leaves(sample: Session, key: str) -> list[WorkItem]:
    every = items(sample, key)
    parents = {item.parent_id for item in every}
    return [item for item in every if item.id not in parents]


def snapshots(sample: Session, key: str) -> list[Snapshot]:
    query = select(Snapshot).join(Project).where(Project.key == key).order_by(Snapshot.week_end)
    return list(sample.scalars(query))


def baselines(sample: Session, key: str) -> list[Baseline]:
    return list(sample.scalars(select(Baseline).join(Project).where(Project.key == key).order_by(Baseline.number)))


def planned_value(sample: Session, baseline: Baseline) -> dict[dt.date, int]:
    rows = sample.scalars(select(BaselinePeriod).where(BaselinePeriod.baseline_id == baseline.id))
    return {row.period_end: row.planned_value_cents for row in rows}


def cost(sample: Session, key: str, kind: str) -> list[CostLine]:
    return list(sample.scalars(select(CostLine).join(Project).where(Project.key == key, CostLine.kind == kind)))


@pytest.mark.parametrize("key", WITH_PLAN)
def test_the_budget_is_the_same_from_every_side(sample: Session, key: str) -> None:
    row, baseline = project(sample, key), baselines(sample, key)[-1]
    of_items = sum(item.budget_cents or 0 for item in leaves(sample, key))
    assert row.budget_cents is not None
    assert row.contingency_cents is not None
    assert of_items == sum(item.budget_cents or 0 for item in items(sample, key)), "a summary has a budget of its own"
    assert of_items == baseline.budget_at_completion_cents
    assert of_items == max(planned_value(sample, baseline).values())
    assert of_items == row.budget_cents - row.contingency_cents
    assert of_items == sum(line.amount_cents for line in cost(sample, key, "planned"))
    assert 0.04 < row.contingency_cents / row.budget_cents < 0.12


@pytest.mark.parametrize("key", WITH_PLAN)
def test_earned_value_and_actual_cost_are_those_of_the_last_report(sample: Session, key: str) -> None:
    last = snapshots(sample, key)[-1]
    earned = [item.progress * (item.budget_cents or 0) for item in leaves(sample, key)]
    assert all(abs(value - round(value)) < 1e-6 for value in earned), "a share of a cent was earned"
    assert round(sum(earned)) == last.earned_value_cents
    assert sum(line.amount_cents for line in cost(sample, key, "actual")) == last.actual_cost_cents


@pytest.mark.parametrize("key", WITH_PLAN)
def test_each_report_agrees_with_the_cost_lines_and_the_baseline_of_its_week(sample: Session, key: str) -> None:
    actual, approved = cost(sample, key, "actual"), baselines(sample, key)
    values = {baseline.id: planned_value(sample, baseline) for baseline in approved}
    for week in snapshots(sample, key):
        booked = sum(line.amount_cents for line in actual if line.booked_on <= week.week_end)
        assert week.actual_cost_cents == booked, week.week_end
        in_force = [baseline for baseline in approved if baseline.approved_on <= week.week_end]
        if not in_force:
            assert week.planned_value_cents is None
            continue
        periods = values[in_force[-1].id]
        assert week.planned_value_cents == periods.get(week.week_end, in_force[-1].budget_at_completion_cents)


@pytest.mark.parametrize("key", WITH_PLAN)
def test_what_only_grows_never_falls(sample: Session, key: str) -> None:
    weeks = snapshots(sample, key)
    for before, after in itertools.pairwise(weeks):
        assert after.week_end - before.week_end == dt.timedelta(days=7)
        assert (after.earned_value_cents or 0) >= (before.earned_value_cents or 0)
        assert (after.actual_cost_cents or 0) >= (before.actual_cost_cents or 0)
        assert (after.done_items or 0) >= (before.done_items or 0)
        assert (after.done_points or 0) >= (before.done_points or 0)
    for baseline in baselines(sample, key):
        values = [value for _, value in sorted(planned_value(sample, baseline).items())]
        assert values == sorted(values)


@pytest.mark.parametrize("key", [*WITH_PLAN, "KST"])
def test_the_counts_of_each_report_follow_from_the_status_history(sample: Session, key: str) -> None:
    counted = [item for item in items(sample, key) if item.type not in ("epic", "milestone")]
    history: dict[int, list[StatusChange]] = defaultdict(list)
    query = select(StatusChange).join(WorkItem).join(Project).where(Project.key == key).order_by(StatusChange.at)
    for change in sample.scalars(query):
        history[change.item_id].append(change)

    def status_on(item: WorkItem, day: dt.date) -> str | None:
        moves = [change.after for change in history[item.id] if change.at.date() <= day]
        return moves[-1] if moves else None

    for week in snapshots(sample, key)[-30::5]:
        status = {item.id: status_on(item, week.week_end) for item in counted}
        assert week.done_items == sum(state == "done" for state in status.values())
        assert week.scope_items == sum(state not in (None, "cancelled") for state in status.values())
        bugs = [i for i in counted if i.type == "bug" and status[i.id] not in (None, "done", "cancelled")]
        assert week.open_defects == len(bugs)
        assert week.critical_defects == sum(bug.severity == "critical" for bug in bugs)
        points = sum(item.points or 0 for item in counted if status[item.id] == "done")
        assert (week.done_points or 0) == points


def test_histories_are_chains_that_end_in_the_present_status(sample: Session, today: dt.date) -> None:
    every = {item.id: item for item in sample.scalars(select(WorkItem))}
    last: dict[int, StatusChange] = {}
    for change in sample.scalars(select(StatusChange).order_by(StatusChange.item_id, StatusChange.at, StatusChange.id)):
        before = last.get(change.item_id)
        assert change.before == (before.after if before else None)
        assert before is None or change.at >= before.at
        assert change.at.date() <= today
        last[change.item_id] = change
    for identity, item in every.items():
        assert last[identity].after == item.status, item.key
        if item.status == "done":
            assert last[identity].at.date() == item.actual_finish, item.key


@pytest.mark.parametrize("key", ["PEL", "BCN", "ATB", "ADP", "LTN"])
def test_stories_were_done_inside_the_sprint_that_counts_them(sample: Session, key: str) -> None:
    sprints = {s.id: s for s in sample.scalars(select(Sprint).join(Project).where(Project.key == key))}
    stories = [item for item in items(sample, key) if item.type in ("story", "spike")]
    velocity: dict[int, float] = defaultdict(float)
    for story in stories:
        if story.status == "done":
            assert story.sprint_id is not None, story.key
            assert story.actual_finish is not None
            sprint = sprints[story.sprint_id]
            assert sprint.start <= story.actual_finish <= sprint.finish
            velocity[sprint.id] += story.points or 0
    for sprint in sprints.values():
        if sprint.state == "closed":
            assert sprint.committed_points is not None
            assert velocity[sprint.id] <= sprint.committed_points
    assert sum(velocity.values()) == snapshots(sample, key)[-1].done_points


@pytest.mark.parametrize("key", WITH_PLAN)
def test_orders_placed_are_the_values_of_the_contracts(sample: Session, key: str) -> None:
    ordered: dict[int | None, int] = defaultdict(int)
    for line in cost(sample, key, "committed"):
        ordered[line.vendor_id] += line.amount_cents
    for contract in sample.scalars(select(Contract).join(Project).where(Project.key == key)):
        if contract.vendor_id in ordered and not contract.title.startswith("Support of the old"):
            assert contract.value_cents == ordered[contract.vendor_id]


def test_a_project_in_initiation_has_no_money_and_no_baseline(sample: Session) -> None:
    kestrel = project(sample, "KST")
    assert (kestrel.budget_cents, kestrel.contingency_cents, kestrel.planned_finish) == (None, None, None)
    assert kestrel.declared_health is None
    assert not baselines(sample, "KST")
    assert not sample.scalar(select(func.count(CostLine.id)).where(CostLine.project_id == kestrel.id))
    assert {week.earned_value_cents for week in snapshots(sample, "KST")} == {None}
