"""Rows of the registers: risks, issues, decisions, changes, actions, assumptions, stakeholders, contracts, lessons."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from leadline.projects.sample.items import Items
from leadline.projects.sample.money import Money
from leadline.projects.sample.records.organisation import Directory
from leadline.projects.tables import (
    ActionItem,
    Assumption,
    ChangeRequest,
    Contract,
    Decision,
    Issue,
    Lesson,
    Obligation,
    Response,
    Risk,
    RiskHistory,
    Stakeholder,
)

Raw = dict[str, Any]


class Registers:
    """Writes the registers of one project. Amounts in the content are EUR, days are relative to the last report."""

    def __init__(self, session: Session, items: Items, money: Money, project_id: int, directory: Directory) -> None:
        self.session, self.items, self.money = session, items, money
        self.project_id, self.directory = project_id, directory
        self.raw = items.course.content.raw

    def write(self) -> None:
        for risk in self.raw.get("risks", []):
            self._risk(risk)
        for contract in self.raw.get("contracts", []):
            self._contract(contract)
        for name, build in (
            ("issues", self._issue),
            ("decisions", self._decision),
            ("changes", self._change),
            ("actions", self._action),
            ("assumptions", self._assumption),
            ("stakeholders", self._stakeholder),
            ("lessons", self._lesson),
        ):
            self.session.add_all(build(raw) for raw in self.raw.get(name, []))

    def _day(self, raw: Raw, name: str) -> dt.date | None:
        offset = raw.get(name)
        return None if offset is None else self.items.course.clock.day(offset)

    def _on(self, offset: int) -> dt.date:
        return self.items.course.clock.day(offset)

    def _risk(self, raw: Raw) -> None:
        last = raw["history"][-1]
        probability, impact = raw.get("probability", last[1]), raw.get("impact", last[2])
        residual = raw.get("residual", [None, None])
        row = Risk(
            key=raw["key"],
            project_id=self.project_id,
            kind=raw.get("kind", "threat"),
            category=raw["category"],
            title=raw["title"],
            cause=raw.get("cause"),
            event=raw.get("event"),
            effect=raw.get("effect"),
            probability=probability,
            impact=impact,
            impact_cents=_cents(raw.get("impact_eur")),
            impact_days=raw.get("impact_days"),
            residual_probability=residual[0],
            residual_impact=residual[1],
            strategy=raw.get("strategy"),
            trigger=raw.get("trigger"),
            contingency_plan=raw.get("contingency"),
            owner_id=self.directory.person(raw.get("owner")),
            status=raw.get("status", "open"),
            raised_on=self._on(raw["raised"]),
            last_review=self._day(raw, "reviewed"),
            next_review=self._day(raw, "next_review"),
            closed_on=self._day(raw, "closed"),
            issue_key=raw.get("issue"),
        )
        self.session.add(row)
        self.session.flush()
        self.session.add_all(
            RiskHistory(risk_id=row.id, on=self._on(day), probability=p, impact=i, note=note)
            for day, p, i, note in raw["history"]
        )
        self.session.add_all(
            Response(
                risk_id=row.id,
                action=action,
                owner_id=self.directory.person(owner),
                due=self._on(due),
                cost_cents=_cents(cost),
                status=status,
            )
            for action, owner, due, cost, status in raw.get("responses", [])
        )

    def _contract(self, raw: Raw) -> None:
        """The value of a contract is what was ordered under it, where it belongs to a cost category of the project."""
        value = raw.get("value")
        ordered = sum(
            line.cents
            for line in self.money.lines
            if line.kind == "committed" and line.description.startswith(f"Order {raw['key']}:")
        )
        end = self._day(raw, "end")
        row = Contract(
            key=raw["key"],
            project_id=self.project_id,
            vendor_id=self.directory.vendors[raw["vendor"]],
            title=raw["title"],
            start=self._on(raw["start"]),
            end=end,
            notice_days=raw.get("notice"),
            value_cents=ordered or _cents(value),
            status=raw.get("status", "ended" if end and end < self.items.course.clock.today else "active"),
        )
        self.session.add(row)
        self.session.flush()
        for obligation in raw.get("obligations", []):
            self.session.add(self._obligation(row.id, *obligation))

    def _obligation(self, contract_id: int, title: str, activity: str, status: str) -> Obligation:
        """An obligation that an activity of the plan stands for takes its dates: due = baseline, forecast = plan of today."""
        if not activity:
            return Obligation(contract_id=contract_id, title=title, status=status)
        course = self.items.course
        due, met = course.baseline[activity].finish, course.state_on(activity, course.clock.reported).finished
        late = met is None and due < course.clock.today
        return Obligation(
            contract_id=contract_id,
            title=title,
            due=due,
            forecast=met or self.items.schedule[activity].finish,
            met_on=met,
            status="met" if met else "late" if late else "open",
        )

    def _issue(self, raw: Raw) -> Issue:
        resolved = self._day(raw, "resolved")
        return Issue(
            key=raw["key"],
            project_id=self.project_id,
            title=raw["title"],
            description=raw.get("description"),
            severity=raw["severity"],
            impact=raw.get("impact"),
            owner_id=self.directory.person(raw.get("owner")),
            raised_on=self._on(raw["raised"]),
            due=self._day(raw, "due"),
            resolved_on=resolved,
            status="resolved" if resolved else "open",
        )

    def _decision(self, raw: Raw) -> Decision:
        return Decision(
            key=raw["key"],
            project_id=self.project_id,
            title=raw["title"],
            rationale=raw.get("rationale"),
            options=raw.get("options", []),
            recommendation=raw.get("recommendation"),
            cost_of_delay=raw.get("cost_of_delay"),
            decider_id=self.directory.person(raw.get("decider")),
            due=self._day(raw, "due"),
            made_on=self._day(raw, "made"),
            status=raw["status"],
        )

    def _change(self, raw: Raw) -> ChangeRequest:
        return ChangeRequest(
            key=raw["key"],
            project_id=self.project_id,
            title=raw["title"],
            description=raw.get("description"),
            reason=raw.get("reason"),
            requester_id=self.directory.person(raw.get("requester")),
            raised_on=self._on(raw["raised"]),
            decided_on=self._day(raw, "decided"),
            effect_days=raw.get("days"),
            effect_cents=_cents(raw.get("eur")),
            effect_points=raw.get("points"),
            status=raw["status"],
        )

    def _action(self, raw: Raw) -> ActionItem:
        done = self._day(raw, "done")
        return ActionItem(
            key=raw["key"],
            project_id=self.project_id,
            title=raw["title"],
            owner_id=self.directory.person(raw.get("owner")),
            raised_on=self._on(raw["raised"]),
            due=self._day(raw, "due"),
            done_on=done,
            status="done" if done else "open",
            origin=raw.get("origin"),
        )

    def _assumption(self, raw: Raw) -> Assumption:
        return Assumption(
            key=raw["key"],
            project_id=self.project_id,
            text=raw["text"],
            owner_id=self.directory.person(raw.get("owner")),
            check_by=self._day(raw, "check"),
            status=raw["status"],
        )

    def _stakeholder(self, raw: Raw) -> Stakeholder:
        return Stakeholder(
            project_id=self.project_id,
            name=raw.get("name") or raw["person"],
            role=raw.get("role"),
            organisation=raw.get("organisation"),
            person_id=self.directory.person(raw.get("person")),
            influence=raw["influence"],
            interest=raw["interest"],
            attitude=raw.get("attitude"),
            needs=raw.get("needs"),
            channel=raw.get("channel"),
            frequency=raw.get("frequency"),
        )

    def _lesson(self, raw: Raw) -> Lesson:
        return Lesson(
            key=raw["key"],
            project_id=self.project_id,
            category=raw["category"],
            event=raw["event"],
            effect=raw.get("effect"),
            cause=raw.get("cause"),
            recommendation=raw["recommendation"],
            applies_when=raw.get("applies_when"),
            evidence=raw.get("evidence"),
            status=raw.get("status", "accepted"),
            recorded_on=self._on(raw["recorded"]),
        )


def _cents(eur: int | None) -> int | None:
    return None if eur is None else eur * 100
