"""Conversations with the model-free assistant as a person has them; the tools' answers are canned."""

import datetime as dt
from typing import Any

import pytest

from leadline.tools.answer import Sentence, ToolAnswer
from tests.assistant.builtin.expected import fits, sentences
from tests.assistant.builtin.pretend_tools import Chat
from tests.shared_data import shared_data

WHICH_ATLAS = ToolAnswer(
    status="ask",
    text="Which project?",
    sentences=(Sentence(text="Which project do you mean by “Atlas”?", part="question"),),
    choices=("Atlas Billing", "Atlas Data Hub"),
)


def calls_of(*messages: str) -> list[tuple[str, dict[str, Any]]]:
    """The calls of the last message, after the ones before."""
    chat = Chat()
    found: list[tuple[str, dict[str, Any]]] = []
    for message in messages:
        found, _ = chat.say(message)
    return found


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (["how is Harbor doing?", "and its risks?"], [("get_register", {"register": "risks", "project": "Harbor"})]),
        (["how is Harbor doing?", "what about the money?"], [("get_budget", {"project": "Harbor"})]),
        (["budget of Harbor", "same for Lantern"], [("get_budget", {"project": "Lantern"})]),
        (["budget of Harbor", "and Lantern?"], [("get_budget", {"project": "Lantern"})]),
        (["show all projects", "only the red ones"], [("list_projects", {"health": ["red"]})]),
        (["budget of Harbor", "and last month?"], [("get_budget", {"project": "Harbor", "month": None})]),
        (
            ["status of Lantern", "write that up for the board"],
            [("draft_status_report", {"project": "Lantern", "audience": "executive"})],
        ),
        (
            ["status report on Lantern", "for the client"],
            [("draft_status_report", {"project": "Lantern", "audience": "client"})],
        ),
        (
            ["post-mortems about migrations", "what can we learn from them?"],
            [("summarize_lessons", {"topic": "migrations"})],
        ),
        (["how is Harbor doing?", "why?"], [("get_project_status", {"project": "Harbor"})]),
        (
            ["open bugs of Harbor", "only the critical ones"],
            [("search_work_items", {"project": "Harbor", "type": "bug", "status": "open", "priority": "critical"})],
        ),
        (
            ["status of Harbor", "status of Lantern", "what is blocked?"],
            [("search_work_items", {"project": "Lantern", "blocked": True})],
        ),
    ],
)
def test_follow_ups(messages: list[str], expected: list[tuple[str, dict[str, Any]]]) -> None:
    found = calls_of(*messages)
    assert [name for name, _ in found] == [name for name, _ in expected]
    for (_, args), (_, wanted) in zip(found, expected, strict=True):
        assert {name: args.get(name) for name in wanted if wanted[name] is not None} == {
            name: value for name, value in wanted.items() if value is not None
        }
        assert set(args) == set(wanted)


def test_several_asks_are_answered_in_order() -> None:
    assert calls_of("status of Harbor and open risks of Lantern") == [
        ("get_project_status", {"project": "Harbor"}),
        ("get_register", {"register": "risks", "status": "open", "project": "Lantern"}),
    ]
    assert calls_of("budget of Harbor and Lantern") == [
        ("get_budget", {"project": "Harbor"}),
        ("get_budget", {"project": "Lantern"}),
    ]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("according to the minutes, when is the pilot of Harbor", "search_knowledge"),
        ("forget the dates, how's the money on Harbor", "get_budget"),
        ("Is Harbor on time and on budget?", "get_project_status"),
        ("critical path and float of Harbor", "get_schedule"),
        ("What's running right now and who leads it?", "list_projects"),
    ],
)
def test_one_wish_is_not_cut_in_two(message: str, expected: str) -> None:
    ((name, _),) = calls_of(message)
    assert name == expected


@pytest.mark.parametrize("reply", ["the billing one", "1", "Atlas Billing", "the first one", "billing please"])
def test_an_ask_back_is_answered_by_name_or_number(reply: str) -> None:
    chat = Chat()
    _, text = chat.say("budget of atlas", WHICH_ATLAS)
    assert text == "Which project do you mean by “Atlas”?\n\n1. Atlas Billing\n2. Atlas Data Hub"
    assert chat.say(reply)[0] == [("get_budget", {"project": "Atlas Billing"})]


def test_another_wish_instead_of_an_answer() -> None:
    chat = Chat()
    chat.say("status of atlas", WHICH_ATLAS)
    assert chat.say("no, show the budget of Harbor")[0] == [("get_budget", {"project": "Harbor"})]


def test_what_is_not_there_is_said_with_a_choice_that_works() -> None:
    chat = Chat()
    calls, text = chat.say("what could go wrong on Harbor")
    assert calls == []
    assert text.startswith("A risk assessment that drafts new risks is not part of this Leadline yet")
    assert "1. Show the open risks of Harbor" in text
    assert chat.say("1")[0] == [("get_register", {"register": "risks", "status": "open", "project": "Harbor"})]


def test_the_second_project_of_a_list() -> None:
    chat = Chat()
    chat.say("show all projects", ToolAnswer(text="Lantern amber; Harbor red; Kestrel Mobile green"))
    assert chat.say("the second one")[0] == [("get_project_status", {"project": "Harbor"})]


def test_shorter_longer_and_as_a_table() -> None:
    chat = Chat()
    _, normal = chat.say("how is Harbor doing?")
    assert normal == (
        "**Harbor is red, not green as declared.**\n\n- The pilot is 17 working days late.\n"
        "- Risk reviews: not provided; ask Priya Nair."
    )
    assert chat.say("make it shorter")[1] == "**Harbor is red, not green as declared.**"
    assert "CPI is 0.83." in chat.say("more details")[1]
    assert "| Dimension |" in chat.say("as a table")[1]


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("hello", "How is Atlas Billing doing?"),
        ("what can you do?", "Three things people do most"),
        ("book me a flight to Rome", "outside what I do"),
        ("which model are you?", "LEADLINE_MODEL"),
        ("approve", "Nothing waits for your decision"),
        ("thanks a lot", "You are welcome"),
        ("???", "The message is empty"),
        ("asdf", "Is it one of these?"),
    ],
)
def test_without_a_tool_one_useful_answer(message: str, part: str) -> None:
    calls, text = Chat().say(message)
    assert calls == []
    assert part in text


def test_another_language_is_answered_in_english_with_a_note() -> None:
    calls, text = Chat().say("Wie ist der Stand von Harbor?")
    assert calls == [("get_project_status", {"project": "Harbor"})]
    assert text.startswith("*I understand some German, but I answer in English.")
    assert "**Harbor is red" in text


def test_requirements_after_the_tool_asked_for_them() -> None:
    chat = Chat()
    chat.say("write user stories", ToolAnswer(status="ask", text="Which requirements?"))
    text = "Guests book a room.\nThe hotel confirms within an hour."
    assert chat.say(text)[0] == [("draft_user_stories", {"requirements": text})]


def test_long_pasted_requirements_go_through_whole() -> None:
    text = "\n".join(f"R{n}. The portal shall keep invoice {n} for {n} years: no exceptions." for n in range(1, 400))
    calls = calls_of(f"Write user stories from this:\n{text}")
    assert calls == [("draft_user_stories", {"requirements": text})]


def test_periods_are_dates() -> None:
    ((name, args),) = calls_of("write last month's report on Harbor for the steering committee")
    first = dt.date.fromisoformat(args["start"])
    last = dt.date.fromisoformat(args["end"])
    assert name == "draft_status_report"
    assert args["audience"] == "steering"
    assert (first.day, (last + dt.timedelta(days=1)).day) == (1, 1)
    assert last < dt.date.today()


@pytest.mark.shared
def test_the_shared_dialogues() -> None:
    bound = {"list_projects", "get_project_status", "get_schedule", "get_budget", "get_register", "search_work_items"}
    bound |= {"search_knowledge", "summarize_lessons", "draft_user_stories", "draft_status_report"}
    for expected, turns in sentences(shared_data("utterances") / "dialogues.tsv"):
        chat = Chat()
        for wanted, turn in zip(expected.split(" || "), turns.split(" || "), strict=True):
            calls, text = chat.say(turn.replace("{P}", "Harbor").replace("{Q}", "Lantern"))
            if wanted.partition(":")[0] in bound:
                name, args = calls[0]
                assert fits(wanted, f"{name}:{args['register']}" if "register" in args else name), turn
            elif (
                calls and calls[0][0] == "draft_user_stories"
            ):  # the stories at hand become a proposal through their own tool
                assert wanted.startswith("create_work_items"), turn
                assert set(calls[0][1]) == {"instruction"}, turn
            else:
                assert "not part of this Leadline yet" in text, turn
