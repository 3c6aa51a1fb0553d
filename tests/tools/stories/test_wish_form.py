"""A story says one wish that can be read; what cannot be read stays in the source map with a question."""

import pytest

from leadline.tools.stories.drafting import draft_story_set
from leadline.tools.stories.grammar import first_person, other_person
from leadline.tools.stories.wish_form import UNREAD, readable

BEFORE = "A librarian can lend a book.\n\n## Goals\n\n"


def _wants(text: str) -> list[str]:
    return [story.want for story in draft_story_set(text).stories]


@pytest.mark.parametrize(
    "wish",
    [
        "to lend a book (e.g. a novel) to a member",
        "the branch server to send the list",
        "the loans not to be shown after a year",
        "an easy to use search form",
        "a complete audit trail of all loans",
        "support for offline lending",
        "returns by post",
        "guarantees about delivery times",
        "the same receipt as in the branch",
        "to see that the books I rely on are on the shelf",
        "nobody to be able to delete a loan",
        "there to be a way to renew a loan",
        "all books that are overdue",
    ],
)
def test_well_formed_wishes_pass(wish: str) -> None:
    assert readable(wish)


@pytest.mark.parametrize(
    "wish",
    [
        "the is a slow query, the list to reappear",
        "a safe to switch on in old branches",
        "a capable of printing labels",
        "do not break the old links",
        "the ensure the branch server to check the card",
        "to to lend a book",
        "to like to lend a book",
        "a describes the way to lend",
        "a branch provides a reading room",
        "or a novel with a torn cover), the clerk to repair it",
        "if the reader to be known",
        "the kiosk to do not print a receipt",
        "I am a guest, and I to borrow a book",
        "removes the old card",
        "there to be many kinds of books, and",
        "support for to lend a book",
    ],
)
def test_broken_wishes_are_refused(wish: str) -> None:
    assert not readable(wish)


def test_abbreviations_are_no_pronouns() -> None:
    text = "sort returns (i.e. my books) by size, e.g. for I/O in the US"
    assert other_person(text) == "sort returns (i.e. their books) by size, e.g. for I/O in the US"
    assert first_person("print their list (i.e. his loans)") == "print my list (i.e. my loans)"


def test_a_property_without_its_verb_gets_it_back() -> None:
    wants = _wants(BEFORE + "- Capable of printing labels without a network\n- Safe to switch on in old branches\n")
    assert "the system to be capable of printing labels without a network" in wants
    assert "the system to be safe to switch on in old branches" in wants


@pytest.mark.parametrize("order", ["Do not break the links of old catalogues", "Don't change the shelf numbers"])
def test_a_prohibition_is_a_constraint_and_no_story(order: str) -> None:
    found = draft_story_set(BEFORE + f"- {order}\n")
    item = next(item for item in found.source_map if item.text == order)
    assert item.kind == "constraint"
    assert all(item.id not in story.source for story in found.stories)
    assert next(row for row in found.coverage.rows if row.requirement == item.id).status == "epic"


def test_ensure_is_an_order_and_not_part_of_the_name() -> None:
    wants = _wants(BEFORE + "- Ensure the branch server validates the member card\n- Ensure fair lending\n")
    assert "the branch server to validate the member card" in wants
    assert "to ensure fair lending" in wants


def test_wishes_said_with_would_like_and_may_want() -> None:
    wants = _wants("As a reader, I would like to renew a loan. The reader may want to print the receipt.")
    assert wants == ["to renew a loan", "to print the receipt"]


def test_a_goal_that_starts_with_to_keeps_its_verb() -> None:
    assert "to replace the paper cards" in _wants(BEFORE + "- To be able to replace the paper cards\n")


def test_what_cannot_be_read_is_kept_and_asked_about() -> None:
    sentence = "If the shelf is full must the since there the kiosk stop."
    found = draft_story_set(BEFORE + f"- {sentence}\n- The kiosk must print a receipt.\n")
    item = next(item for item in found.source_map if item.text.startswith("If the shelf"))
    assert (item.kind, item.reason) == ("ambiguous", UNREAD)
    assert all(item.id not in story.source for story in found.stories)
    asked = [question for question in found.open_questions if item.id in question.sources]
    assert any("could not be read as one wish" in q.question and "for whom?" in q.question for q in asked)
    assert next(row for row in found.coverage.rows if row.requirement == item.id).status == "uncovered"
    assert any("receipt" in story.want for story in found.stories)


def test_a_single_sentence_that_cannot_be_read_is_no_topic() -> None:
    found = draft_story_set("The kiosk must do not print a receipt.")
    assert not found.stories
    assert not any("only a topic" in note for note in found.notes)


def test_an_end_in_front_is_the_benefit() -> None:
    story = draft_story_set("To keep the shelves tidy, the kiosk must print a label.").stories[0]
    assert (story.want, story.benefit) == ("the kiosk to print a label", "I can keep the shelves tidy")


def test_orders_keep_their_verb() -> None:
    wants = _wants(BEFORE + "- Use the new scanner labels to sort returns\n- Allow to renew a loan by phone\n")
    assert "to use the new scanner labels to sort returns" in wants
    assert "to renew a loan by phone" in wants
    assert (
        _wants("This project aims to:\n\n- replace the paper cards\n- lend tablets\n")[0]
        == "to replace the paper cards"
    )


def test_the_comma_before_the_benefit_is_no_part_of_the_wish() -> None:
    text = "As a reader, I want to save new lists, so that I can share them with others or include them in the shelf."
    assert _wants(text)[0] == "to save new lists"
