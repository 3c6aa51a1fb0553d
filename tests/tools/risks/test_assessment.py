"""Rating, register, memory, reserve and answer of a risk assessment."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.library import Library
from leadline.projects import assessments
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.projects.assessments import Before, Remembered
from leadline.projects.proposals.errors import NotPermittedError
from leadline.projects.queries.relations import Load
from leadline.tools.answer import ToolAnswer
from leadline.tools.context import Context
from leadline.tools.risk_assessment import risk_assessment
from leadline.tools.risks.assessed import assess
from leadline.tools.risks.changes import compare
from leadline.tools.risks.reserve import reserve_of
from leadline.tools.risks.scales import Scale
from tests.projects.small_portfolio import TODAY, small_portfolio
from tests.tools.risks.calm_project import BUILD, file_of, material, plan, risk

OVERLOADED = Load("Ana", 150.0, TODAY, (("ATL", 150.0),))


@pytest.fixture
def context() -> Context:
    sessions = small_portfolio()
    return Context(LOCAL_USER, TODAY, sessions, Library(sessions))


def said(answer: ToolAnswer) -> str:
    return "\n".join(one.text for one in answer.sentences)


def test_impact_is_the_worse_of_days_and_money_on_the_projects_own_scale() -> None:
    scale = Scale((1.0, 5.0, 10.0, 20.0), (100, 200, 300, 400))
    assert scale.impact(days=6, cents=None) == 3
    assert scale.impact(days=6, cents=401) == 5
    assert scale.impact(days=None, cents=None, floor=2) == 2
    assert Scale(None, None).impact(days=99, cents=99) == 1


def test_what_the_register_names_is_known_and_not_drafted_again() -> None:
    new = assess(material(file_of(loads=(OVERLOADED,)))).new
    assert [one.draft.fingerprint for one in new] == ["overload:Ana"]
    written = risk("R-7", title="Ana is booked on too much")
    [known] = assess(material(file_of(loads=(OVERLOADED,), risks=(written,)))).known
    assert known.known == written
    closed = replace(written, status="closed")
    [again] = assess(material(file_of(loads=(OVERLOADED,), risks=(closed,)))).new
    assert again.closed == closed


def test_against_the_assessment_before() -> None:
    found = assess(material(file_of(loads=(OVERLOADED,))))
    [one] = found.rated
    then = [Remembered("overload:Ana", "Ana", one.score + 1, 0.5, 2), Remembered("vendor:X", "X is late", 9, 0.5, 3)]
    changes = compare(found, Before(TODAY - dt.timedelta(days=7), tuple(then)))
    assert (changes.better, changes.new, changes.worse) == ((one,), (), ())
    assert [gone.title for gone in changes.gone] == ["X is late"]
    assert compare(found, None).new == ()


def test_the_reserve_of_one_risk_is_the_risk_itself() -> None:
    """A risk of 1,000 with 50 % is needed in four of five cases; with 10 % it is not. After its response 10 %: no reserve."""
    certain = risk(probability=0.5, residual_probability=0.1, residual_impact=4, impact_cents=100_000)
    found = reserve_of(assess(material(file_of(risks=(certain,)))))
    assert (found.money_before.plain, found.money_before.reserve) == (50_000, 100_000)
    assert (found.money_after.plain, found.money_after.reserve) == (10_000, 0)
    assert found.days_before == 0


def test_money_of_many_risks_is_near_the_exact_distribution() -> None:
    """Ten risks of 100 with 50 % each: binomial, the 80th percentile is 6 of them."""
    many = tuple(risk(f"R-{n}", probability=0.5, impact_cents=100, next_review=None) for n in range(10))
    found = reserve_of(assess(material(file_of(risks=many))))
    assert found.money_before.plain == pytest.approx(500)
    assert found.money_before.reserve == 600
    assert np.isclose(found.money_before.reserve / 100, 6)


def test_the_chat_says_new_risks_with_evidence_and_remembers_them(context: Context) -> None:
    first = risk_assessment(context, "atlas billing")
    assert "This is the first assessment on record" in said(first)
    assert [card.kind for card in first.cards] == ["table", "heat_map", "report"]
    later = replace(context, today=TODAY + dt.timedelta(days=1))
    again = risk_assessment(later, "atlas billing")
    assert "Against the assessment of 16 Mar 2026:" in said(again)


def test_a_rejected_draft_is_not_proposed_again_and_its_reason_is_told(context: Context) -> None:
    new = [
        row for row in risk_assessment(context, "atlas billing").cards[0].data["rows"] if row["register"] == "not on it"
    ]
    title = new[0]["title"]
    fingerprint = next(one.fingerprint for one in _remembered(context.sessions) if one.title == title)
    with context.sessions.begin() as session:
        assessments.reject(
            session, LOCAL_USER, "ATL", fingerprint=fingerprint, title=title, reason="insured", today=TODAY
        )
    answer = risk_assessment(context, "atlas billing")
    assert title not in [row["title"] for row in answer.cards[0].data["rows"]]
    assert f"{title} (insured, 16 Mar 2026)" in said(answer)


def test_only_who_may_propose_may_reject_and_never_without_a_reason(context: Context) -> None:
    viewer = Access("v", "Vera", roles={"ATL": Role.VIEWER})
    with context.sessions() as session:
        with pytest.raises(NotPermittedError):
            assessments.reject(session, viewer, "ATL", fingerprint="x", title="x", reason="no", today=TODAY)
        with pytest.raises(ValueError, match="say why"):
            assessments.reject(session, LOCAL_USER, "ATL", fingerprint="x", title="x", reason=" ", today=TODAY)


def test_why_tells_what_the_rating_rests_on(context: Context) -> None:
    answer = risk_assessment(context, "atlas billing", view="why", risk="1")
    assert "Probability rests on:" in said(answer)
    assert risk_assessment(context, "atlas billing", view="why", risk="99").status == "ask"


def test_a_finished_project_has_no_risks(context: Context) -> None:
    assert "has no risks any more" in said(risk_assessment(context, "Meridian"))


def _remembered(sessions: sessionmaker[Session]) -> tuple[Remembered, ...]:
    with sessions() as session:
        before = assessments.assessment_before(session, LOCAL_USER, "ATL", TODAY + dt.timedelta(days=1))
    assert before is not None
    return before.items


def test_late_work_has_no_estimate_of_its_own_twice() -> None:
    """What the forecast holds already is not in the reserve."""
    late = replace(BUILD, baseline_finish=dt.date(2026, 3, 10))
    found = reserve_of(assess(material(file_of(plan=plan(build=late), risks=()))))
    assert found.days_before == 4.0
