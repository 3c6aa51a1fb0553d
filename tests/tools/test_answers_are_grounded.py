"""What the tools say of the sample portfolio: the planted stories are found, and the server's own check finds a fact for every figure."""

import datetime as dt
from collections.abc import Iterator

import pytest

from leadline.assistant.grounding.check import check
from leadline.assistant.grounding.sources import Material
from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER
from leadline.projects.sample import load_sample
from leadline.projects.vocabulary import vocabulary
from leadline.storage.base import Base
from leadline.storage.engine import create_database_engine, session_factory
from leadline.tools.answer import ToolAnswer
from leadline.tools.budget import PARTS, budget
from leadline.tools.context import Context
from leadline.tools.forecast import forecast_answer
from leadline.tools.impact import change_answer
from leadline.tools.kpis import kpis
from leadline.tools.kpis_parts import MEASURES
from leadline.tools.portfolio import portfolio
from leadline.tools.registers import REGISTERS, register_answer
from leadline.tools.risk_assessment import VIEWS as VIEWS_OF_RISKS
from leadline.tools.risk_assessment import risk_assessment
from leadline.tools.schedule import VIEWS, schedule_answer
from leadline.tools.sprint import VIEWS as SPRINT_VIEWS
from leadline.tools.sprint import sprint_answer
from leadline.tools.status import project_status
from leadline.tools.work_items import work_items
from leadline.tools.workload import workload_answer

TODAY = dt.date(2028, 2, 29)


@pytest.fixture(scope="module")
def context() -> Context:
    engine = create_database_engine("sqlite://")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions.begin() as session:
        load_sample(session, TODAY)
    return Context(access=LOCAL_USER, today=TODAY, sessions=sessions, library=Library(sessions))


def every_answer(context: Context, name: str) -> Iterator[ToolAnswer]:
    yield project_status(context, name)
    yield project_status(context, name, "2028-01-31")
    yield from (budget(context, name, by=part) for part in PARTS)
    yield from (schedule_answer(context, name, view=view) for view in VIEWS)
    yield from (register_answer(context, register, name) for register in REGISTERS)
    yield from (sprint_answer(context, name, view=view) for view in SPRINT_VIEWS)
    yield workload_answer(context, name)
    yield forecast_answer(context, name)
    yield forecast_answer(context, name, by_date="2028-06-30", basis="throughput")
    yield forecast_answer(context, name, percent=90, basis="plan")
    yield change_answer(context, name, people=1)
    yield change_answer(context, name, person="Priya Raman", away_weeks=3, why=True)
    yield change_answer(context, name, add_points=15)
    yield change_answer(context, name, finish_by="2028-06-30")
    yield kpis(context, name)
    yield from (kpis(context, name, measure=measure) for measure in MEASURES)
    yield from (risk_assessment(context, name, view=view) for view in VIEWS_OF_RISKS)
    yield work_items(context, project=name)
    yield work_items(context, project=name, type="bug", status="all", limit=3)


def across(context: Context) -> Iterator[ToolAnswer]:
    yield portfolio(context)
    yield portfolio(context, sort_by="budget", limit=3)
    yield budget(context)
    yield from (register_answer(context, register) for register in REGISTERS)
    yield work_items(context, due_to="2028-03-10")
    yield kpis(context)
    yield from (kpis(context, measure=measure) for measure in MEASURES)


def test_every_figure_that_a_tool_says_is_supported_by_its_facts(context: Context) -> None:
    with context.sessions() as session:
        projects = vocabulary(session, LOCAL_USER).projects
    answers = [*across(context), *(answer for _, name in projects for answer in every_answer(context, name))]
    claims, unsupported = 0, []
    for answer in answers:
        text = "\n\n".join(one.text for one in answer.sentences if one.part != "next")
        for claim in check(text, Material((answer,), "", TODAY, projects)):
            claims += 1
            if claim.status not in ("supported", "document_says"):
                unsupported.append((claim.text, text[max(0, claim.start - 60) : claim.end + 40]))
    assert claims > 2000
    assert unsupported == []


def said(answer: ToolAnswer) -> str:
    return "\n".join(one.text for one in answer.sentences)


def test_the_planted_stories_are_found(context: Context) -> None:
    watermelon = said(project_status(context, "Atlas Billing"))
    assert watermelon.startswith("**Atlas Billing is red, not green as declared.**")
    assert "Tessera Tax Systems is late with" in said(register_answer(context, "vendors", "Atlas Billing"))
    assert "Priya Raman is planned at" in watermelon
    assert "beyond approved changes" in said(project_status(context, "Lantern"))
    assert "notice for Corvane Automation is due by" in said(register_answer(context, "vendors"))
    assert "**The health of Kestrel cannot be computed yet**" in said(project_status(context, "Kestrel"))
    assert "is green, as declared" in said(project_status(context, "Atlas Data Platform"))
