"""Rows of the organisation: portfolio, programs, teams, people with skills, absences, vendors, calendar."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from leadline.projects.sample.clock import CALENDAR_NAME, Clock
from leadline.projects.sample.reading import organisation
from leadline.projects.sample.tables_of_text import read_rows
from leadline.projects.tables import (
    Absence,
    Allocation,
    Calendar,
    CalendarException,
    Person,
    PersonSkill,
    Portfolio,
    Program,
    Skill,
    Team,
    Vendor,
)

MAIL = "veldhaven.example"


@dataclass(frozen=True, slots=True)
class Directory:
    """Ids by name."""

    people: Mapping[str, int]
    programs: Mapping[str, int]
    vendors: Mapping[str, int]
    calendar: int

    def person(self, name: str | None) -> int | None:
        return None if name is None else self.people[name]


def write_organisation(session: Session, clock: Clock) -> Directory:
    raw = organisation()
    portfolio = Portfolio(name=raw["portfolio"])
    calendar = Calendar(name=CALENDAR_NAME)
    teams = {name: Team(name=name) for name in raw["teams"]}
    skills = {name: Skill(name=name) for name in raw["skills"]}
    vendors = {
        name: Vendor(name=name, service=service, contact=contact)
        for name, service, contact in (row.cells for row in read_rows(raw["vendors"], columns=3))
    }
    session.add_all([portfolio, calendar, *teams.values(), *skills.values(), *vendors.values()])
    session.flush()
    programs = {name: Program(portfolio_id=portfolio.id, name=name) for name in raw["programs"]}
    session.add_all(programs.values())
    session.add_all(
        CalendarException(calendar_id=calendar.id, day=day, worked=False, reason=reason)
        for day, reason in clock.holidays.items()
    )
    people = _people(session, teams, skills, calendar.id)
    for name, first, last, kind in (row.cells for row in read_rows(raw["absences"], columns=4)):
        start, finish = clock.day(int(first)), clock.day(int(last))
        session.add(Absence(person_id=people[name], start=start, finish=max(start, finish), kind=kind))
    return Directory(
        people=people,
        programs={name: program.id for name, program in programs.items()},
        vendors={name: vendor.id for name, vendor in vendors.items()},
        calendar=calendar.id,
    )


def _people(
    session: Session, teams: Mapping[str, Team], skills: Mapping[str, Skill], calendar_id: int
) -> dict[str, int]:
    found: dict[str, Person] = {}
    levels: list[tuple[str, str, int]] = []
    for name, title, team, hours, rate, known, external in (
        row.cells for row in read_rows(organisation()["people"], columns=7)
    ):
        address = name.lower().replace(" ", ".").replace("'", "")
        found[name] = Person(
            name=name,
            email=f"{address}@{MAIL}",
            title=title,
            team_id=teams[team].id,
            hours_per_week=float(hours),
            rate_cents=int(rate) * 100,
            calendar_id=calendar_id,
            external=external == "yes",
        )
        for entry in filter(None, (part.strip() for part in known.split(","))):
            skill, _, level = entry.rpartition(" ")
            levels.append((name, skill, int(level)))
    session.add_all(found.values())
    session.flush()
    session.add_all(
        PersonSkill(person_id=found[name].id, skill_id=skills[skill].id, level=level) for name, skill, level in levels
    )
    return {name: person.id for name, person in found.items()}


def write_allocations(session: Session, clock: Clock, directory: Directory, projects: Mapping[str, int]) -> None:
    for person, key, role, percent, first, last in (
        row.cells for row in read_rows(organisation()["allocations"], columns=6)
    ):
        session.add(
            Allocation(
                person_id=directory.people[person],
                project_id=projects[key],
                role=role,
                percent=float(percent),
                start=clock.monday(int(first)),
                finish=clock.monday(int(last)) + dt.timedelta(days=4),
            )
        )
