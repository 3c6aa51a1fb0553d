"""The planted stories are there to be found, and the healthy project is healthy."""

import datetime as dt
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from leadline.projects.tables import (
    ActionItem,
    Allocation,
    Baseline,
    ChangeRequest,
    Contract,
    Issue,
    Lesson,
    Obligation,
    Person,
    Project,
    Response,
    Risk,
    RiskHistory,
    Snapshot,
    Vendor,
    WorkItem,
)


def project(sample: Session, key: str) -> Project:
    return sample.scalars(select(Project).where(Project.key == key)).one()


def last_week(sample: Session, key: str) -> Snapshot:
    query = select(Snapshot).join(Project).where(Project.key == key).order_by(Snapshot.week_end.desc())
    found = sample.scalars(query).first()
    assert found is not None
    return found


def cost_index(week: Snapshot) -> float:
    assert week.earned_value_cents
    assert week.actual_cost_cents
    return week.earned_value_cents / week.actual_cost_cents


def milestones(sample: Session, key: str) -> list[WorkItem]:
    query = select(WorkItem).join(Project).where(Project.key == key, WorkItem.type == "milestone")
    return list(sample.scalars(query))


def test_the_watermelon_is_declared_green_and_is_late_and_dear(sample: Session, today: dt.date) -> None:
    assert project(sample, "ATB").declared_health == "green"
    assert 0.76 <= cost_index(last_week(sample, "ATB")) <= 0.84
    pilot = next(m for m in milestones(sample, "ATB") if m.title.startswith("Pilot"))
    assert pilot.baseline_finish is not None
    assert pilot.planned_finish is not None
    assert pilot.status != "done"
    assert pilot.baseline_finish < today
    assert (pilot.planned_finish - pilot.baseline_finish).days >= 21
    bugs = select(WorkItem).join(Project).where(Project.key == "ATB", WorkItem.severity == "critical")
    assert sum(bug.status != "done" for bug in sample.scalars(bugs)) >= 2


def test_the_vendor_slipped_on_each_delivery_so_far(sample: Session) -> None:
    vendor = sample.scalars(select(Vendor).where(Vendor.name.startswith("Tessera"))).one()
    contract = sample.scalars(select(Contract).where(Contract.vendor_id == vendor.id)).one()
    for obligation in sample.scalars(select(Obligation).where(Obligation.contract_id == contract.id)):
        assert obligation.due is not None
        assert obligation.forecast is not None
        assert obligation.forecast > obligation.due + dt.timedelta(days=14), obligation.title


def test_the_key_person_is_booked_far_beyond_the_week_and_holds_the_critical_delivery(
    sample: Session, today: dt.date
) -> None:
    load: dict[int, float] = defaultdict(float)
    for allocation in sample.scalars(select(Allocation).where(Allocation.start <= today, Allocation.finish >= today)):
        load[allocation.person_id] += allocation.percent
    names = {person.id: person.name for person in sample.scalars(select(Person))}
    over = {names[identity]: percent for identity, percent in load.items() if percent > 130}
    assert over == {"Priya Raman": 150}
    critical = select(WorkItem).join(Project).join(Person, WorkItem.assignee_id == Person.id)
    titles = [i.title for i in sample.scalars(critical.where(Project.key == "ATB", Person.name == "Priya Raman"))]
    assert any("connector release 1" in title for title in titles)


def test_scope_grew_by_a_third_and_the_changes_explain_little_of_it(sample: Session) -> None:
    baseline = sample.scalars(select(Baseline).join(Project).where(Project.key == "LTN")).one()
    stories = list(
        sample.scalars(select(WorkItem).join(Project).where(Project.key == "LTN", WorkItem.points.is_not(None)))
    )
    first = sum(s.points or 0 for s in stories if s.created_on <= baseline.approved_on + dt.timedelta(days=14))
    now = sum(s.points or 0 for s in stories if s.status != "cancelled")
    approved = sample.scalars(
        select(ChangeRequest).join(Project).where(Project.key == "LTN", ChangeRequest.status == "implemented")
    )
    explained = sum(change.effect_points or 0 for change in approved)
    assert first == 258
    assert (now - first) / first > 0.3
    assert explained <= 8


def test_a_risk_came_true_and_points_to_its_issue(sample: Session) -> None:
    occurred = sample.execute(select(Risk, Project).join(Project).where(Risk.status == "occurred")).all()
    assert "ATB" in {row.Project.key for row in occurred}
    for risk, owner in occurred:
        issue = sample.scalars(select(Issue).where(Issue.project_id == owner.id, Issue.key == risk.issue_key)).one()
        assert issue.raised_on == risk.closed_on


def test_a_lesson_is_about_to_be_repeated(sample: Session) -> None:
    lesson = sample.scalars(select(Lesson).join(Project).where(Project.key == "QSD", Lesson.key == "L-1")).one()
    assert lesson.applies_when is not None
    assert "more than one million records" in lesson.applies_when.lower()
    harbor = select(WorkItem).join(Project).where(Project.key == "HRB", WorkItem.title.startswith("Cutover rehearsal"))
    rehearsal = sample.scalars(harbor).one()
    assert "a tenth of the stock records" in rehearsal.title
    assert rehearsal.status == "todo"


def test_the_healthy_project_is_healthy(sample: Session, today: dt.date) -> None:
    week = last_week(sample, "ADP")
    assert cost_index(week) >= 1
    assert week.critical_defects == 0
    late = [
        m
        for m in milestones(sample, "ADP")
        if m.planned_finish and m.baseline_finish and m.planned_finish > m.baseline_finish
    ]
    assert late == []
    actions = select(ActionItem).join(Project).where(Project.key == "ADP", ActionItem.status == "open")
    assert all(action.due and action.due >= today for action in sample.scalars(actions))


def test_the_amber_project_has_a_late_delivery_that_does_not_move_its_end(sample: Session) -> None:
    harbor = project(sample, "HRB")
    assert harbor.declared_health == "amber"
    handhelds = sample.scalars(select(WorkItem).where(WorkItem.title == "Order and receive hand-helds for Lyon")).one()
    assert handhelds.planned_finish is not None
    assert handhelds.baseline_finish is not None
    assert (handhelds.planned_finish - handhelds.baseline_finish).days >= 28
    baseline = sample.scalars(
        select(Baseline).where(Baseline.project_id == harbor.id).order_by(Baseline.number.desc())
    ).first()
    assert baseline is not None
    assert baseline.finish is not None
    assert harbor.planned_finish is not None
    assert (harbor.planned_finish - baseline.finish).days <= 10


def test_life_left_its_traces(sample: Session, today: dt.date) -> None:
    """Items and actions without an owner, a risk nobody looks at, overdue actions, in running projects."""
    running = select(Project.id).where(Project.phase != "closed")
    unowned = select(WorkItem).where(
        WorkItem.project_id.in_(running), WorkItem.assignee_id.is_(None), WorkItem.status.not_in(["done", "cancelled"])
    )
    assert len(list(sample.scalars(unowned))) >= 5
    stale = select(Risk).where(
        Risk.project_id.in_(running), Risk.status == "open", Risk.last_review < today - dt.timedelta(days=90)
    )
    assert len(list(sample.scalars(stale))) >= 2
    overdue = select(ActionItem).where(
        ActionItem.project_id.in_(running), ActionItem.status == "open", ActionItem.due < today
    )
    assert len(list(sample.scalars(overdue))) >= 4


def test_blocked_items_say_why(sample: Session) -> None:
    blocked = list(sample.scalars(select(WorkItem).where(WorkItem.status == "blocked")))
    assert len(blocked) >= 4
    assert all(item.blocked_reason for item in blocked)
    others = select(WorkItem).where(WorkItem.status != "blocked", WorkItem.blocked_reason.is_not(None))
    assert sample.scalars(others).first() is None


def test_registers_tell_a_consistent_tale(sample: Session, today: dt.date) -> None:
    for risk in sample.scalars(select(Risk)):
        history = list(
            sample.scalars(select(RiskHistory).where(RiskHistory.risk_id == risk.id).order_by(RiskHistory.on))
        )
        assert history[0].on == risk.raised_on, risk.title
        assert (history[-1].probability, history[-1].impact) == (risk.probability, risk.impact), risk.title
        assert risk.last_review is None or history[-1].on <= risk.last_review, risk.title
        assert risk.raised_on <= today
        assert (risk.closed_on is not None) == (risk.status in ("closed", "occurred")), risk.title
        for response in sample.scalars(select(Response).where(Response.risk_id == risk.id)):
            assert response.due is None or response.due >= risk.raised_on
    for change in sample.scalars(select(ChangeRequest)):
        assert change.decided_on is None or change.raised_on <= change.decided_on <= today
        assert (change.decided_on is not None) == (change.status in ("approved", "rejected", "implemented")), (
            change.title
        )
    for action in sample.scalars(select(ActionItem)):
        assert action.due is None or action.due >= action.raised_on, action.title
        assert action.done_on is None or action.raised_on <= action.done_on <= today, action.title


def test_records_lie_inside_the_life_of_their_project(sample: Session) -> None:
    for row in sample.scalars(select(Project)):
        assert row.start is not None
        first = row.start - dt.timedelta(days=21)
        last = None if row.actual_finish is None else row.actual_finish + dt.timedelta(days=45)
        dated = [
            *sample.scalars(select(Risk.raised_on).where(Risk.project_id == row.id)),
            *sample.scalars(select(Issue.raised_on).where(Issue.project_id == row.id)),
            *sample.scalars(select(ChangeRequest.raised_on).where(ChangeRequest.project_id == row.id)),
            *sample.scalars(select(WorkItem.created_on).where(WorkItem.project_id == row.id)),
            *sample.scalars(select(Lesson.recorded_on).where(Lesson.project_id == row.id)),
        ]
        for day in dated:
            assert first <= day, f"{row.key} {day}"
            assert last is None or day <= last, f"{row.key} {day}"
