"""What a reader sees of an answer: it streams, its steps and figures are visible, its sources open, its cards can be used."""

import pytest
from playwright.sync_api import expect

from tests.api.page.conftest import Open
from tests.api.page.scripts import CITATION, STORY_SET, simple, status_answer

pytestmark = pytest.mark.browser


def test_an_answer_streams_and_ends_with_what_was_stored(opened: Open) -> None:
    here = opened(status_answer(hold=True))
    here.ask("How is Atlas Billing doing?")
    expect(here.page.locator(".answer")).to_contain_text("Atlas Billing is amber.")
    expect(here.page.locator("button.send.stop")).to_be_visible()
    expect(here.page.locator(".suggestions")).to_have_count(0)
    here.server.gate.set()
    expect(here.page.locator(".suggestions .chip")).to_have_count(2)
    expect(here.page.locator("button.send.stop")).to_have_count(0)
    asked = here.server.asked()[0]
    assert asked["messages"][-1] == {**asked["messages"][-1], "role": "user", "content": "How is Atlas Billing doing?"}
    assert asked["threadId"] in here.page.url


def test_stop_keeps_what_was_written(opened: Open) -> None:
    here = opened(simple("First half of it, second half of it", hold=True))
    here.ask("Tell me")
    expect(here.page.locator(".answer")).to_contain_text("First half")
    here.page.click("button[aria-label=Stop]")
    expect(here.page.locator(".ending")).to_contain_text("You stopped this answer.")
    expect(here.page.locator(".answer")).to_contain_text("First half")
    assert here.server.stopped.is_set()


def test_escape_stops_the_answer(opened: Open) -> None:
    here = opened(simple("First half of it, second half of it", hold=True))
    here.ask("Tell me")
    expect(here.page.locator(".answer")).to_contain_text("First half")
    here.page.keyboard.press("Escape")
    expect(here.page.locator(".ending")).to_contain_text("You stopped this answer.")


def test_tool_steps_say_what_was_done_with_what_and_how_long(opened: Open) -> None:
    here = opened(status_answer())
    here.ask("Status?")
    steps = here.page.locator(".step")
    expect(steps.nth(0)).to_contain_text("Computed the project's status")
    expect(steps.nth(0)).to_contain_text("3 of 7 shown, 2 withheld · 42 ms")
    expect(steps.nth(1)).to_contain_text("failed · 1.5 s")
    steps.nth(0).locator("summary").click()
    expect(steps.nth(0).locator("dl")).to_contain_text("ATLAS")


def test_a_figure_shows_its_fact_on_hover_and_an_unsupported_one_is_marked(opened: Open) -> None:
    here = opened(status_answer())
    here.ask("Status?")
    page = here.page
    expect(page.locator(".figure.supported")).to_have_text(["17 days"])
    expect(page.locator(".figure.document_says")).to_have_text(["21 %"])
    expect(page.locator(".figure.unsupported")).to_have_text(["99"])
    page.hover(".figure.supported")
    popover = page.locator(".popover")
    for part in ("Atlas Billing: slip of the pilot", "17 days", "get_project_status", "project: ATLAS", "20 Nov 2026"):
        expect(popover).to_contain_text(part)
    page.hover(".figure.unsupported")
    expect(popover).to_contain_text("Not supported by a fact")
    page.hover(".figure.document_says")
    expect(popover).to_contain_text("Cost report · page 4")
    page.keyboard.press("Escape")
    expect(popover).to_have_count(0)
    expect(page.locator(".trust .bad")).to_have_text("1 of 3 figures not supported")


def test_claims_are_marked_by_code_points_after_letters_outside_the_basic_plane(opened: Open) -> None:
    text = "🚀🚀 Launch costs **1,250 EUR** 👍 in total"
    claim = {"text": "1,250 EUR", "start": 18, "end": 27, "fact_id": None, "status": "unsupported"}
    assert text[18:27] == "1,250 EUR"
    here = opened(simple(text, claims=[claim]))
    here.ask("Costs?")
    expect(here.page.locator("strong .figure.unsupported")).to_have_text(["1,250 EUR"])


def test_a_citation_shows_its_quote_and_opens_the_passage(opened: Open) -> None:
    here = opened(status_answer())
    here.ask("Why?")
    page = here.page
    page.hover("button.cite")
    expect(page.locator(".popover")).to_contain_text("The vendor confirmed that the sandbox will be late.")
    page.click("button.cite")
    panel = page.locator(".panel")
    expect(panel).to_contain_text("Steering minutes")
    expect(panel).to_contain_text("minutes · 14 Oct 2026 · ATLAS")
    expect(panel).to_contain_text("Text before the passage.")
    assert " ".join(panel.locator("mark").inner_text().split()) == CITATION["quote"]
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_a_table_is_sorted_by_its_heads_with_missing_values_last(opened: Open) -> None:
    here = opened(status_answer())
    here.ask("Milestones?")
    table = here.page.locator(".table-card")
    first = table.locator("tbody tr td:first-child")
    expect(first).to_have_text(["Sign-off", "Pilot", "Roll-out"])
    table.get_by_role("button", name="Cost (EUR)").click()
    expect(first).to_have_text(["Pilot", "Sign-off", "Roll-out"])
    table.get_by_role("button", name="Cost (EUR)").click()
    expect(first).to_have_text(["Sign-off", "Pilot", "Roll-out"])
    expect(table.locator("tbody tr").nth(2)).to_contain_text("not provided")
    expect(table).to_contain_text("3 of 7 shown.")


def test_a_picture_is_drawn_in_the_theme_and_told_in_words(opened: Open) -> None:
    here = opened(status_answer(), dark=True)
    here.ask("Schedule?")
    picture = here.page.locator(".picture img")
    assert "theme=dark" in (picture.get_attribute("src") or "")
    finish = "finish 18 Dec 2026; baseline 1 Dec 2026"
    expect(picture).to_have_attribute("alt", f"Gantt chart: Atlas Billing: schedule; 2 tasks, 2 critical; {finish}")
    here.page.wait_for_function("document.querySelector('.picture img').naturalWidth > 300")
    here.page.locator(".picture-data summary").click()
    expect(here.page.locator(".picture-data tbody tr")).to_have_count(2)


def test_a_suggestion_asks_its_question(opened: Open) -> None:
    here = opened(status_answer())
    here.ask("Status?")
    here.page.get_by_role("button", name="Show the risks of Atlas Billing").click()
    expect(here.page.locator(".turn")).to_have_count(2)
    expect(here.page.locator(".bubble").nth(1)).to_have_text("Show the risks of Atlas Billing")


def test_a_story_set_shows_stories_with_criteria_and_its_views(opened: Open) -> None:
    here = opened(status_answer(cards=[{"kind": "story_set", "title": "Invoices", "data": STORY_SET}]))
    here.ask("Draft stories")
    card = here.page.locator(".story-set")
    expect(card).to_contain_text("As a clerk, I want to register an invoice, so that it is paid to confirm.")
    expect(card.locator(".gherkin")).to_contain_text("they upload a PDF")
    expect(card).to_contain_text("3–5 points")
    for tab, part in (
        ("Questions (1)", "Who approves?"),
        ("Coverage", "US-1 (AC1)"),
        ("Source map", "Clerks register"),
        ("Quality", "Independent"),
    ):
        card.get_by_role("tab", name=tab).click()
        expect(card.locator(".tab-panel")).to_contain_text(part)
    with here.page.expect_download() as download:
        card.get_by_role("button", name="Markdown").click()
    assert download.value.suggested_filename == "invoices.md"
    assert "Given a clerk" in download.value.path().read_text(encoding="utf-8")


def test_a_report_shows_its_sections_and_what_is_missing(opened: Open) -> None:
    sections = [{"id": "s", "title": "Summary", "blocks": [{"type": "text", "markdown": "All **fine**."}]}]
    report = {
        "header": {"project": "Atlas", "audience": None, "as_of": []},
        "sections": sections,
        "markdown": "# Report\n\nAll fine.",
    }
    here = opened(status_answer(cards=[{"kind": "report", "title": "Status report", "data": report}]))
    here.ask("Report")
    card = here.page.locator(".document-card")
    expect(card.locator("h4")).to_have_text(["Summary"])
    expect(card.locator("strong")).to_have_text(["fine"])
    expect(card.locator(".report-header")).to_contain_text("not provided")
