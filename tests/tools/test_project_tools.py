"""The six tools that answer from the project database, on a portfolio computed by hand."""

import datetime as dt
import re

import pytest
from langchain_core.utils.function_calling import convert_to_openai_tool
from sqlalchemy.orm import Session, sessionmaker

from leadline.knowledge.library import Library
from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.tools.answer import ToolAnswer
from leadline.tools.budget import budget
from leadline.tools.context import Context
from leadline.tools.portfolio import portfolio
from leadline.tools.registers import REGISTERS, get_register, register_answer
from leadline.tools.schedule import schedule_answer
from leadline.tools.status import project_status
from leadline.tools.work_items import work_items
from tests.projects.small_portfolio import TODAY, small_portfolio

GUEST = Access(user_id="g", name="Guest", roles={"ADP": Role.VIEWER})


@pytest.fixture(scope="module")
def sessions() -> sessionmaker[Session]:
    return small_portfolio()


@pytest.fixture
def context(sessions: sessionmaker[Session]) -> Context:
    return as_user(sessions, LOCAL_USER)


def as_user(sessions: sessionmaker[Session], access: Access) -> Context:
    return Context(access=access, today=TODAY, sessions=sessions, library=Library(sessions))


def said(answer: ToolAnswer, part: str | None = None) -> str:
    return "\n".join(one.text for one in answer.sentences if part is None or one.part == part)


def test_status_says_the_bad_news_first_and_names_the_disagreement(context: Context) -> None:
    answer = project_status(context, "atlas billing")
    assert said(answer, "headline") == (
        "**Atlas Billing is red, not green as declared.** The forecast cost is 125,000 EUR, 25 % over the budget of 100,000 EUR "
        "(CPI 0.80). It is forecast to finish on 3 Apr 2026, 5 working days late."
    )
    assert "**I-1** Test data missing (Ben Okoro, due 13 Mar 2026 (overdue))" in said(answer)
    assert "No owner for risk R-1" in said(answer, "gap")
    assert [card.kind for card in answer.cards] == ["table", "table", "chart"]
    values = {fact.label: (fact.value, fact.unit) for fact in answer.facts}
    assert values["Atlas Billing: forecast cost at completion (EAC)"] == (125_000, "EUR")
    assert values["Atlas Billing: forecast finish"] == ("2026-04-03", "date")


def test_status_of_a_project_without_figures_says_what_is_missing(context: Context) -> None:
    answer = project_status(context, "Atlas Data")
    assert said(answer).startswith("**The health of Atlas Data cannot be computed yet**")
    assert "Ask Ben Okoro" in said(answer, "gap")
    assert not re.search(r"\b0 (%|EUR)", said(answer))


def test_status_of_a_closed_project_is_its_outcome(context: Context) -> None:
    text = said(project_status(context, "Meridian"))
    assert "**Meridian is closed: it finished on 19 Dec 2025, 5 working days late and 10 % over budget.**" in text


def test_a_future_or_unreadable_since_is_asked_back(context: Context) -> None:
    for since in ("2027-01-01", "last tuesdayish"):
        answer = project_status(context, "ATL", since)
        assert answer.status == "ask"
        assert answer.choices


def test_an_ambiguous_name_is_asked_back_and_a_hidden_one_is_unknown(
    sessions: sessionmaker[Session], context: Context
) -> None:
    asked = project_status(context, "atlas")
    assert (asked.status, set(asked.choices)) == ("ask", {"Atlas Billing", "Atlas Data"})
    hidden = project_status(as_user(sessions, GUEST), "Meridian")
    assert hidden.status == "not_found"
    assert hidden.withheld == 2
    assert hidden.choices == ("Atlas Data",)


def test_the_project_in_use_is_the_default(sessions: sessionmaker[Session]) -> None:
    context = Context(LOCAL_USER, TODAY, sessions, Library(sessions), project="MER")
    assert "Meridian" in said(project_status(context), "headline")


def test_the_portfolio_is_counted_by_colour_and_says_what_is_withheld(
    sessions: sessionmaker[Session], context: Context
) -> None:
    answer = portfolio(context)
    assert "**2 running projects: 1 red and 1 not yet measurable.** Atlas Billing is declared better" in said(answer)
    assert (answer.total, answer.withheld) == (3, 0)
    assert portfolio(as_user(sessions, GUEST)).withheld == 2
    assert portfolio(context, health="red or amber").total == 1
    assert portfolio(context, phase="running", lead="Ana").total == 1
    top = portfolio(context, sort_by="budget", limit=1)
    assert (top.total, top.shown) == (3, 1)
    assert "**Atlas Billing**" in said(top)
    assert portfolio(context, health="purple").choices == ("red", "amber", "green", "unknown")


def test_the_budget_answers_over_or_under_first(context: Context) -> None:
    text = said(budget(context, "ATL"))
    assert text.startswith(
        "**Atlas Billing is heading for 25 % over budget:** it is forecast to cost 125,000 EUR against 100,000 EUR, "
        "25,000 EUR more (CPI 0.80)."
    )
    assert "The contingency of 10,000 EUR does not cover it: 15,000 EUR is unfunded." in text
    assert "TCPI of 1.33" in text
    assert "not provided. Ask Ben Okoro" in said(budget(context, "ADP"), "gap")
    assert "**Meridian ended 10 % over budget:**" in said(budget(context, "MER"))
    assert "**1 of 1 running projects with a budget is forecast to end over it.**" in said(budget(context))


def test_the_schedule_tells_finish_path_and_slips(context: Context) -> None:
    path = said(schedule_answer(context, "ATL", view="critical path"))
    assert "3 open tasks to 3 Apr 2026, 5 working days late (baseline 27 Mar 2026)" in path
    assert path.index("ATL-2") < path.index("ATL-3") < path.index("ATL-4")
    assert "**Go-live**: forecast 3 Apr 2026, 5 working days late" in said(
        schedule_answer(context, "ATL", view="milestones")
    )
    why = said(schedule_answer(context, "ATL", task="go-live"))
    assert "Go-live falls on 3 Apr 2026 because Test finishes 3 Apr 2026." in why
    assert schedule_answer(context, "ADP").status == "not_found"
    gantt = schedule_answer(context, "ATL", view="timeline").cards[0]
    assert gantt.kind == "timeline"
    assert [row["critical"] for row in gantt.data["tasks"]] == [False, True, True, True]


def test_registers_tell_what_is_open_and_what_they_lack(context: Context) -> None:
    risks = register_answer(context, "risk", "ATL")
    assert "**1 open risk on Atlas Billing: 10,000 EUR of exposure.**" in said(risks)
    assert "score 12" in said(risks)
    assert said(risks, "gap") == "No owner: R-1.\nReview overdue: R-1.\nNo response planned: R-1."
    overdue = register_answer(context, "issues", overdue=True)
    assert "**1 overdue issue across the running projects.**" in said(overdue)
    assert "**No pending change request on Atlas Billing.**" in said(
        register_answer(context, "changes", "ATL", status="pending")
    )
    assert register_answer(context, "wishes").choices == REGISTERS
    assert register_answer(context, "risks", "ATL", key="r 1").total == 1
    assert register_answer(context, "risks", "ATL", key="R-9").status == "not_found"


@pytest.mark.parametrize("register", REGISTERS)
def test_every_register_answers_when_it_is_empty(context: Context, register: str) -> None:
    answer = register_answer(context, register, "ADP")
    assert answer.total == 0
    assert said(answer).startswith("**No ")


def test_items_are_found_by_words_filters_and_key(context: Context) -> None:
    found = work_items(context, "tickets about invoice", "ATL")
    assert (found.total, found.shown) == (1, 1)
    assert "**ATL-5** Invoices show 100% tax_rate (blocked, critical, nobody assigned): waits for the vendor" in said(
        found
    )
    assert work_items(context, "100%").total == 1
    assert work_items(context, "0_rate").total == 0  # an underscore is a letter here, not a pattern
    assert work_items(context, type="defects", priority="critical").total == 1
    assert work_items(context, blocked=True).total == 1
    assert work_items(context, assignee="ben").total == 1
    assert work_items(context, overdue=True).total == 0
    assert work_items(context, label="tax").total == 1
    assert work_items(context, due_to="2026-03-20").total == 1
    assert "ATL-2" in said(work_items(context, "atl 2"), "headline")
    assert work_items(context, "ATL-99").status == "not_found"
    assert work_items(context, type="unicorn").status == "ask"
    assert "I looked at 5 items" in said(work_items(context, "blockchain"))


def test_every_figure_in_a_sentence_has_a_fact(context: Context) -> None:
    answers = [
        project_status(context, "ATL"),
        portfolio(context),
        budget(context, "ATL"),
        schedule_answer(context, "ATL"),
        register_answer(context, "risks", "ATL"),
        work_items(context, project="ATL"),
    ]
    for answer in answers:
        known = {str(fact.value) for fact in answer.facts}
        dates = {dt.date.fromisoformat(str(one.value)) for one in answer.facts if one.unit == "date"}
        for text in (one.text for one in answer.sentences if one.part != "next"):
            for found in re.findall(r"\b(\d{1,2} [A-Z][a-z]{2} \d{4})\b", text):
                assert dt.datetime.strptime(found, "%d %b %Y").date() in dates, text
            for key in re.findall(r"\b(?:ATL|R|I)-\d+\b", text):
                assert key in known, text


def test_ids_of_facts_do_not_meet_between_calls_and_are_stable(context: Context) -> None:
    first, again = project_status(context, "ATL"), project_status(context, "Atlas Billing")
    other = budget(context, "ATL")
    assert [fact.id for fact in first.facts] == [fact.id for fact in again.facts]
    assert not {fact.id for fact in first.facts} & {fact.id for fact in other.facts}


def test_the_schema_offers_the_registers_as_a_closed_set() -> None:
    schema = convert_to_openai_tool(get_register)["function"]["parameters"]
    assert schema["properties"]["register"]["enum"] == list(REGISTERS)
    assert schema["required"] == ["register"]
    assert "runtime" not in schema["properties"]
