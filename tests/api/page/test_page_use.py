"""Using the page: conversations, files, errors, lost connections, dark and narrow screens, keyboard."""

import pytest
from playwright.sync_api import expect

from tests.api.page.conftest import Open
from tests.api.page.fake_server import DROP, Step
from tests.api.page.scripts import simple, status_answer, turn, words

pytestmark = pytest.mark.browser

STORY_FILE = {"name": "requirements.md", "mimeType": "text/markdown", "buffer": b"# Requirements"}


def test_an_empty_conversation_offers_the_three_jobs_for_the_real_projects(opened: Open) -> None:
    here = opened(simple("Fine."))
    expect(here.page.locator(".job h3")).to_have_text(["Draft user stories", "Ask for status", "Learn from the past"])
    here.page.get_by_role("button", name="How is Atlas Billing doing?").click()
    expect(here.page.locator(".answer")).to_have_text("Fine.")
    assert here.server.asked()[0]["messages"][-1]["content"] == "How is Atlas Billing doing?"


def test_the_chosen_project_travels_with_the_question(opened: Open) -> None:
    here = opened(simple("Fine."))
    here.page.select_option(".project-picker", "HERMES")
    here.ask("How is it going?")
    expect(here.page.locator(".answer")).to_be_visible()
    assert here.server.asked()[0]["forwardedProps"]["project"] == "HERMES"


def test_conversations_are_found_renamed_and_deleted(opened: Open) -> None:
    here = opened(simple("Fine."))
    page = here.page
    for question in ("Budget of Atlas", "Risks of Hermes"):
        here.ask(question)
        expect(page.locator(".trust")).to_have_count(1)
        page.get_by_role("button", name="New conversation").click()
        expect(page.locator(".job")).to_have_count(3)
    page.keyboard.press("Control+k")
    page.keyboard.type("budget")
    expect(page.locator(".thread-title")).to_have_text(["Budget of Atlas"])
    page.fill("#search", "")
    expect(page.locator(".thread-title")).to_have_text(["Risks of Hermes", "Budget of Atlas"])
    page.locator(".thread").nth(0).hover()
    page.get_by_role("button", name="Rename “Risks of Hermes”").click()
    page.fill("input.rename", "Hermes risks")
    page.keyboard.press("Enter")
    expect(page.locator(".thread-title").nth(0)).to_have_text("Hermes risks")
    page.get_by_text("Budget of Atlas").click()
    expect(page.locator(".answer")).to_have_text("Fine.")
    page.locator(".thread").nth(1).hover()
    page.get_by_role("button", name="Delete “Budget of Atlas”").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".thread-title")).to_have_text(["Hermes risks"])
    expect(page.locator(".job")).to_have_count(3)


def test_a_conversation_is_still_there_after_a_reload(opened: Open) -> None:
    here = opened(status_answer())
    here.ask("How is Atlas doing?")
    expect(here.page.locator(".suggestions")).to_be_visible()
    here.page.reload()
    expect(here.page.locator(".bubble")).to_have_text("How is Atlas doing?")
    expect(here.page.locator(".figure.supported")).to_have_text(["17 days"])
    expect(here.page.locator(".step")).to_have_count(2)


def test_a_file_travels_with_the_question(opened: Open) -> None:
    here = opened(simple("Stories."))
    here.page.set_input_files("#file", STORY_FILE)  # type: ignore[arg-type]
    expect(here.page.locator(".attachment.ready")).to_contain_text("1,234 characters")
    here.ask("Draft user stories from this")
    expect(here.page.locator(".question .file")).to_contain_text("requirements.md")
    assert here.server.asked()[0]["forwardedProps"]["attachments"] == ["a1"]


def test_files_that_cannot_be_read_are_named_with_the_reason(opened: Open) -> None:
    here = opened(simple("Fine."))
    page = here.page
    page.set_input_files("#file", {"name": "plan.mpp", "mimeType": "application/octet-stream", "buffer": b"x"})
    expect(page.locator(".attachment.failed")).to_contain_text("Use Markdown, text, DOCX, PPTX, XLSX or PDF.")
    page.get_by_role("button", name="Remove plan.mpp").click()
    page.set_input_files("#file", {"name": "big.pdf", "mimeType": "application/pdf", "buffer": b"x" * 200_000})
    expect(page.locator(".attachment.failed")).to_contain_text("the limit is 98 kB")
    page.get_by_role("button", name="Remove big.pdf").click()
    page.set_input_files("#file", {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"broken"})
    expect(page.locator(".attachment.failed")).to_contain_text("broken.pdf cannot be read. Save it again as PDF.")


def test_a_dropped_file_is_attached(opened: Open) -> None:
    here = opened(simple("Fine."))
    here.page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["# R"], "requirements.md"));
            document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(here.page.locator(".attachment.ready")).to_contain_text("requirements.md")


def test_a_message_that_is_too_long_is_not_cut_but_refused(opened: Open) -> None:
    here = opened(simple("Fine."))
    here.ask("x" * 2100)
    expect(here.page.locator(".composer-hint.bad")).to_contain_text("100 characters too many")
    assert here.server.asked() == []


def test_shift_enter_starts_a_line(opened: Open) -> None:
    here = opened(simple("Fine."))
    here.page.focus("#composer")
    here.page.keyboard.type("one")
    here.page.keyboard.press("Shift+Enter")
    here.page.keyboard.type("two")
    expect(here.page.locator("#composer")).to_have_value("one\ntwo")


def test_a_refused_question_is_kept_and_can_be_sent_again(opened: Open) -> None:
    here = opened(simple("Fine."))
    here.server.refuse_asks = True
    here.ask("How is Atlas doing?")
    expect(here.page.locator(".trouble")).to_contain_text(["The server is busy", "Try again in a moment."][0])
    expect(here.page.locator(".bubble")).to_have_text("How is Atlas doing?")
    here.server.refuse_asks = False
    here.page.get_by_role("button", name="Try again").click()
    expect(here.page.locator(".answer")).to_have_text("Fine.")
    expect(here.page.locator(".bubble")).to_have_count(1)


def test_when_the_model_is_down_the_question_can_go_to_the_built_in_assistant(opened: Open) -> None:
    def script(question: str, thread_id: str, run_id: str) -> list[Step]:
        start: Step = {"type": "RUN_STARTED", "threadId": thread_id, "runId": run_id}
        message = "The model's endpoint does not answer."
        return [
            start,
            {"type": "RUN_ERROR", "message": message, "code": "model_down", "metadata": {"hint": "Is it running?"}},
        ]

    here = opened(script)
    here.server.model = "openai:small"
    here.page.reload()
    here.page.wait_for_selector(".job")
    here.ask("How is Atlas doing?")
    expect(here.page.locator(".trouble")).to_contain_text("The model's endpoint does not answer.")
    expect(here.page.locator(".trouble")).to_contain_text("Is it running?")
    here.server.script = simple("Fine.")
    here.page.get_by_role("button", name="Answer without a model").click()
    expect(here.page.locator(".answer")).to_have_text("Fine.")
    assert here.server.asked()[1]["forwardedProps"]["model"] == "builtin"


def test_a_cut_connection_is_resumed_where_it_broke(opened: Open) -> None:
    def script(question: str, thread_id: str, run_id: str) -> list[Step]:
        text = "one two three four five six"
        finished = {
            "type": "RUN_FINISHED",
            "threadId": thread_id,
            "runId": run_id,
            "result": turn(thread_id, run_id, question, text),
        }
        start: list[Step] = [
            {"type": "RUN_STARTED", "threadId": thread_id, "runId": run_id},
            {"type": "TEXT_MESSAGE_START", "messageId": "m", "role": "assistant"},
        ]
        parts = words(text)
        return [*start, *parts[:3], DROP, *parts[3:], finished]

    here = opened(script)
    here.ask("Count")
    expect(here.page.locator(".trust")).to_be_visible()
    expect(here.page.locator(".answer")).to_have_text("one two three four five six")
    assert len(here.server.asked()) == 1


def test_an_interrupted_turn_is_marked(opened: Open) -> None:
    here = opened(simple("Half an", status="interrupted"))
    here.ask("Tell me")
    expect(here.page.locator(".ending")).to_contain_text("interrupted before it was finished")


def test_dark_follows_the_system_and_the_choice_is_kept(opened: Open) -> None:
    here = opened(simple("Fine."), dark=True)
    page = here.page
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(22, 24, 29)"
    page.get_by_role("button", name="Colours: as the system").click()
    expect(page.locator("html[data-theme=light]")).to_have_count(1)
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.reload()
    expect(page.locator("html[data-theme=light]")).to_have_count(1)


def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_list_is_a_drawer(opened: Open) -> None:
    here = opened(status_answer(), width=390, height=844)
    page = here.page
    here.ask("How is Atlas doing?")
    expect(page.locator(".suggestions")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator(".sidebar")).to_be_hidden()
    page.get_by_role("button", name="Conversations", exact=True).click()
    expect(page.locator(".sidebar .thread-title")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".sidebar")).to_be_hidden()
    page.click("button.cite")
    expect(page.locator(".panel mark")).to_be_visible()


def test_the_page_has_landmarks_and_tells_when_it_is_done(opened: Open) -> None:
    here = opened(simple("Fine."))
    for role in ("main", "navigation", "banner"):
        expect(here.page.get_by_role(role)).to_have_count(1)
    here.ask("Tell me")
    expect(here.page.locator("[aria-live=polite]")).to_have_text("Answer finished")


def test_the_conversation_is_saved_as_markdown(opened: Open) -> None:
    here = opened(status_answer())
    here.ask("How is Atlas doing?")
    expect(here.page.locator(".suggestions")).to_be_visible()
    with here.page.expect_download() as download:
        here.page.get_by_role("button", name="Download the conversation as Markdown").click()
    saved = download.value.path().read_text(encoding="utf-8")
    assert "## How is Atlas doing?" in saved
    assert "Not supported by a fact: 99" in saved
    assert "1. Steering minutes · Vendor · page 2" in saved
