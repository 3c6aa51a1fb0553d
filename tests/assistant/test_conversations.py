"""A conversation as its user sees it: messages kept, answers streamed and stored, Stop, history, threads."""

import asyncio
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from leadline.assistant.conversations import ATTACHMENT_BYTES, MESSAGE_CHARACTERS
from leadline.assistant.errors import BusyError, MessageError, NotFoundError
from leadline.assistant.events import Done, Failed, Started, Stopped, TextDelta, TextReplaced, ToolFinished
from leadline.assistant.models import ModelSettings
from leadline.assistant.tables import Turn
from leadline.projects.access import LOCAL_USER
from tests.assistant.desk import STRANGER, conversations, database, desk, events_of
from tests.fakes import Call, ScriptedModel

ANSWER = "ATL has a budget of 1.20 M EUR."


async def test_an_answer_is_streamed_checked_and_stored(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[Call("get_budget", project="ATL"), ANSWER])
    async with desk(tmp_path, model) as chat:
        handle = await chat.start_turn(LOCAL_USER, None, "What is the budget of ATL?")
        events = await events_of(chat, handle.turn_id)
        turn = chat.turn(LOCAL_USER, handle.turn_id)

    assert [number for number, _ in events] == list(range(1, len(events) + 1))
    assert isinstance(events[0][1], Started)
    assert "".join(event.text for _, event in events if isinstance(event, TextDelta)) == ANSWER
    last = events[-1][1]
    assert isinstance(last, Done)
    assert last.turn == turn.to_json()
    assert turn.status == "done"
    assert turn.text == ANSWER
    assert [(tool["name"], tool["args"], tool["status"]) for tool in turn.tools] == [
        ("get_budget", {"project": "ATL"}, "ok")
    ]
    assert [(claim["text"], claim["status"], claim["fact_id"]) for claim in turn.claims] == [
        ("1.20 M EUR", "supported", "f-ATL")
    ]
    assert turn.cards[0]["title"] == "Budget of ATL"
    assert turn.suggestions == ["Is it spent?"]


async def test_the_message_is_stored_before_the_answer_begins(tmp_path: Path) -> None:
    model = ScriptedModel(replies=["Hello there"], gate=asyncio.Event())
    async with desk(tmp_path, model) as chat:
        handle = await chat.start_turn(LOCAL_USER, None, "Good morning")
        running = chat.turn(LOCAL_USER, handle.turn_id)
        model.gate.set()
        await events_of(chat, handle.turn_id)
    assert (running.status, running.question) == ("running", "Good morning")


async def test_a_reader_who_comes_back_gets_the_rest(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[Call("get_budget", project="ATL"), ANSWER])
    async with desk(tmp_path, model) as chat:
        handle = await chat.start_turn(LOCAL_USER, None, "Budget?")
        live = await events_of(chat, handle.turn_id)
        assert await events_of(chat, handle.turn_id) == live
        assert await events_of(chat, handle.turn_id, after=3) == live[3:]


async def test_a_closed_tab_is_not_stop(tmp_path: Path) -> None:
    model = ScriptedModel(replies=["one two three"], gate=asyncio.Event())
    async with desk(tmp_path, model) as chat:
        handle = await chat.start_turn(LOCAL_USER, None, "Count")
        reader = chat.events(LOCAL_USER, handle.turn_id)
        await anext(reader)
        await reader.aclose()  # type: ignore[attr-defined]
        model.gate.set()
        await events_of(chat, handle.turn_id)
        assert chat.turn(LOCAL_USER, handle.turn_id).text == "one two three"


async def test_stop_keeps_what_was_written(tmp_path: Path) -> None:
    model = ScriptedModel(replies=["one two three"], gate=asyncio.Event())
    async with desk(tmp_path, model) as chat:
        handle = await chat.start_turn(LOCAL_USER, None, "Count")
        async for _, event in chat.events(LOCAL_USER, handle.turn_id):
            if isinstance(event, TextDelta):
                break
        turn = await chat.stop(LOCAL_USER, handle.turn_id)
        events = await events_of(chat, handle.turn_id)
    assert (turn.status, turn.text) == ("stopped", "one two ")
    assert isinstance(events[-1][1], Stopped)


async def test_stop_before_anything_was_said_ends_the_turn(tmp_path: Path) -> None:
    async with desk(tmp_path, ScriptedModel(replies=["never"], gate=asyncio.Event())) as chat:
        handle = await chat.start_turn(LOCAL_USER, None, "Count")
        turn = await chat.stop(LOCAL_USER, handle.turn_id)
        assert turn.status == "stopped"
        assert isinstance((await events_of(chat, handle.turn_id))[-1][1], Stopped)


async def test_a_later_question_sees_the_earlier_ones(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[Call("get_budget", project="ATL"), ANSWER, "You are welcome."])
    async with desk(tmp_path, model) as chat:
        first = await chat.ask(LOCAL_USER, None, "Budget?")
        await chat.ask(LOCAL_USER, first.thread_id, "Thanks")
    question, call, result, answer, thanks = model.seen[-1][1:]
    assert isinstance(question, HumanMessage)
    assert question.text == "Budget?"
    assert isinstance(call, AIMessage)
    assert call.tool_calls[0]["args"] == {"project": "ATL"}
    assert isinstance(result, ToolMessage)
    assert "1,200,000 EUR" in result.text
    assert answer.text == ANSWER
    assert "Monday 2026-11-23" in thanks.text
    assert thanks.text.endswith("Thanks")


async def test_the_project_in_view_is_kept_until_another_is_chosen(tmp_path: Path) -> None:
    model = ScriptedModel(replies=["a", "b", "c"])
    async with desk(tmp_path, model) as chat:
        thread = (await chat.ask(LOCAL_USER, None, "One", project="ATL")).thread_id
        await chat.ask(LOCAL_USER, thread, "Two")
        await chat.ask(LOCAL_USER, thread, "Three", project="")
    views = ["Project in view: ATL" in messages[-1].text for messages in model.seen]
    assert views == [True, True, False]


async def test_attachments_reach_the_tools_and_stay_with_the_conversation(tmp_path: Path) -> None:
    model = ScriptedModel(replies=["a", "b"])
    async with desk(tmp_path, model) as chat:
        file = chat.attach(LOCAL_USER, "needs.md", b"# Needs\n\nThe user logs in.")
        turn = await chat.ask(LOCAL_USER, None, "Write stories", attachments=[file["id"]])
        await chat.ask(LOCAL_USER, turn.thread_id, "Shorter")
        with pytest.raises(NotFoundError):
            await chat.ask(STRANGER, None, "Mine?", attachments=[file["id"]])
    assert turn.attachments == [{"id": file["id"], "name": "needs.md"}]
    assert all("Attached: needs.md" in messages[-1].text for messages in model.seen)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("", "empty"),
        ("  \n\u200b ", "empty"),
        ("x" * (MESSAGE_CHARACTERS + 1), "20,001 characters; 20,000 is the limit"),
    ],
)
async def test_a_message_that_cannot_be_taken_says_why(tmp_path: Path, message: str, words: str) -> None:
    async with desk(tmp_path, ScriptedModel(replies=[])) as chat:
        with pytest.raises(MessageError, match=words) as caught:
            await chat.start_turn(LOCAL_USER, None, message)
        assert caught.value.hint
        assert chat.threads(LOCAL_USER)["total"] == 0


async def test_an_attachment_over_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    async with desk(tmp_path, ScriptedModel(replies=[])) as chat:
        with pytest.raises(MessageError, match="200 kB is the limit"):
            chat.attach(LOCAL_USER, "long.txt", b"word " * (ATTACHMENT_BYTES // 5 + 1))
        with pytest.raises(MessageError):
            chat.attach(LOCAL_USER, "empty.md", b"  ")


async def test_one_answer_at_a_time_in_a_conversation(tmp_path: Path) -> None:
    model = ScriptedModel(replies=["one two"], gate=asyncio.Event())
    async with desk(tmp_path, model) as chat:
        handle = await chat.start_turn(LOCAL_USER, None, "First", turn_id="turn-1")
        with pytest.raises(BusyError):
            await chat.start_turn(LOCAL_USER, handle.thread_id, "Second")
        with pytest.raises(BusyError):
            await chat.start_turn(LOCAL_USER, None, "The same again", turn_id="turn-1")
        model.gate.set()
        await events_of(chat, handle.turn_id)


async def test_nobody_sees_the_conversation_of_another(tmp_path: Path) -> None:
    async with desk(tmp_path, ScriptedModel(replies=["private"])) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Secret")
        for look in (
            lambda: chat.thread(STRANGER, turn.thread_id),
            lambda: chat.turn(STRANGER, turn.message_id),
            lambda: chat.rename(STRANGER, turn.thread_id, "Mine"),
            lambda: chat.delete(STRANGER, turn.thread_id),
        ):
            with pytest.raises(NotFoundError):
                look()
        with pytest.raises(NotFoundError):
            await anext(chat.events(STRANGER, turn.message_id))
        with pytest.raises(NotFoundError):
            await chat.stop(STRANGER, turn.message_id)
        with pytest.raises(NotFoundError):
            await chat.start_turn(STRANGER, turn.thread_id, "Let me in")
        assert chat.threads(STRANGER)["total"] == 0


async def test_threads_are_listed_found_renamed_and_deleted(tmp_path: Path) -> None:
    async with desk(tmp_path, ScriptedModel(replies=["a", "b"])) as chat:
        budget = await chat.ask(
            LOCAL_USER, None, "What is the budget of Atlas and when is the money going to be used up completely?"
        )
        risks = await chat.ask(LOCAL_USER, None, "Open risks")
        assert [item["title"] for item in chat.threads(LOCAL_USER)["items"]] == [
            "Open risks",
            "What is the budget of Atlas and when is the money going to…",
        ]
        assert [item["id"] for item in chat.threads(LOCAL_USER, q="used up")["items"]] == [budget.thread_id]
        assert chat.threads(LOCAL_USER, offset=1, limit=1)["items"][0]["id"] == budget.thread_id
        chat.rename(LOCAL_USER, risks.thread_id, "  Risks of   March ")
        thread = chat.thread(LOCAL_USER, risks.thread_id)
        assert thread["title"] == "Risks of March"
        assert thread["turns"][0]["text"] == "b"
        chat.delete(LOCAL_USER, risks.thread_id)
        assert chat.threads(LOCAL_USER)["total"] == 1
        with pytest.raises(NotFoundError):
            chat.thread(LOCAL_USER, risks.thread_id)


async def test_turns_of_a_dead_process_are_marked_interrupted(tmp_path: Path) -> None:
    sessions = database(tmp_path)
    model = ScriptedModel(replies=["done", "again"])
    chat = conversations(sessions, ModelSettings(model=model))
    turn = await chat.ask(LOCAL_USER, None, "Still there?")
    with sessions.begin() as session:
        session.get_one(Turn, turn.message_id).status = "running"
    assert chat.mark_interrupted() == 1
    interrupted = chat.turn(LOCAL_USER, turn.message_id)
    assert (interrupted.status, interrupted.question) == ("interrupted", "Still there?")
    last = (await events_of(chat, turn.message_id))[-1][1]
    assert isinstance(last, Failed)
    assert last.code == "interrupted"
    assert (await chat.ask(LOCAL_USER, turn.thread_id, "Again")).status == "done"
    await chat.close()
    sessions.kw["bind"].dispose()


async def test_a_failed_turn_keeps_the_message_and_says_what_to_do(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[ConnectionRefusedError("nobody there"), "Back again"])
    async with desk(tmp_path, model) as chat:
        failed = await chat.ask(LOCAL_USER, None, "Hello?")
        assert (failed.status, failed.question) == ("failed", "Hello?")
        assert failed.error is not None
        assert failed.error["code"] == "model_unreachable"
        assert "Your message is kept" in failed.error["message"]
        assert "builtin" in failed.error["hint"]
        assert (await chat.ask(LOCAL_USER, failed.thread_id, "Hello?")).text == "Back again"


async def test_a_model_that_is_not_offered_is_named(tmp_path: Path) -> None:
    async with desk(tmp_path, ScriptedModel(replies=[])) as chat:
        with pytest.raises(MessageError, match="'gpt-99' is not offered") as caught:
            await chat.start_turn(LOCAL_USER, None, "Hi", model="gpt-99")
        assert "builtin, scripted-70b" in caught.value.hint


async def test_words_before_a_tool_call_are_taken_back(tmp_path: Path) -> None:
    model = ScriptedModel(
        replies=['Let me see: ```json\n{"name": "get_budget", "arguments": {"project": "ATL"}}\n```', ANSWER]
    )
    async with desk(tmp_path, ModelSettings(model=model, tool_mode="native")) as chat:
        handle = await chat.start_turn(LOCAL_USER, None, "Budget?")
        events = [event for _, event in await events_of(chat, handle.turn_id)]
    shown = ""
    for event in events:
        if isinstance(event, TextReplaced):
            shown = event.text
        elif isinstance(event, TextDelta):
            shown += event.text
    assert shown == ANSWER
    assert [event.status for event in events if isinstance(event, ToolFinished)] == ["ok"]


async def test_many_turns_at_once_all_end_well(tmp_path: Path) -> None:
    model = ScriptedModel(replies=["fine"] * 40)
    async with desk(tmp_path, model) as chat:
        turns = await asyncio.gather(*(chat.ask(LOCAL_USER, None, f"Question {n}") for n in range(40)))
    assert {turn.status for turn in turns} == {"done"}
    assert {turn.text for turn in turns} == {"fine"}
