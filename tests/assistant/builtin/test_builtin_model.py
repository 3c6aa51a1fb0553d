"""The model-free assistant seen as a LangChain chat model."""

import time

from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, SystemMessage, ToolMessage

from leadline.assistant.builtin.model import BuiltinChatModel, rank_tools
from leadline.assistant.builtin.writing.compose import compose
from leadline.tools.answer import Sentence, ToolAnswer
from tests.assistant.builtin.pretend_tools import ANSWER, NAMES, TOOLS

MODEL = BuiltinChatModel(names=NAMES).bind_tools(TOOLS)


def test_streams_word_by_word_what_it_says_at_once() -> None:
    chunks = list(MODEL.stream([HumanMessage("help")]))
    assert len(chunks) > 50
    assert "".join(chunk.text for chunk in chunks) == MODEL.invoke([HumanMessage("help")]).text


def test_streams_tool_calls() -> None:
    whole = AIMessageChunk(content="")
    for chunk in MODEL.stream([HumanMessage("status of Harbor")]):
        assert isinstance(chunk, AIMessageChunk)
        whole = whole + chunk
    (call,) = whole.tool_calls
    assert (call["name"], call["args"]) == ("get_project_status", {"project": "Harbor"})


def test_the_same_messages_give_the_same_reply() -> None:
    first, second = (
        MODEL.invoke([SystemMessage("..."), HumanMessage("risks of Harbor, then its budget")]) for _ in "ab"
    )
    assert [(call["name"], call["args"]) for call in first.tool_calls] == [
        (call["name"], call["args"]) for call in second.tool_calls
    ]


def test_a_tool_that_failed_is_told_in_plain_words() -> None:
    call = {"name": "get_budget", "args": {"project": "Harbor"}, "id": "1", "type": "tool_call"}
    messages = [
        HumanMessage("budget of Harbor"),
        AIMessage("", tool_calls=[call]),
        ToolMessage("The database is busy. Try again.", tool_call_id="1", status="error"),
    ]
    assert MODEL.invoke(messages).text == "I could not finish this part (budget): The database is busy. Try again."


def test_two_tools_get_a_short_lead_each() -> None:
    question = "status of Harbor and budget of Lantern"
    asked = MODEL.invoke(question)
    artifact = ANSWER.model_dump(mode="json")
    answers = [ToolMessage("x", tool_call_id=str(call["id"]), artifact=artifact) for call in asked.tool_calls]
    text = MODEL.invoke([HumanMessage(question), asked, *answers]).text
    assert text.index("**Status, Harbor.**") < text.index("**Budget, Lantern.**")


def test_compose_leaves_out_follow_ups_and_says_what_was_searched() -> None:
    assert "Show the budget" not in compose([ANSWER])
    nothing = ToolAnswer(
        status="not_found",
        text="none",
        sentences=(Sentence(text="Nothing about dragons.", part="headline"),),
        looked_at=("8 charters", "21 post-mortems"),
    )
    assert compose([nothing]) == "Nothing about dragons. I looked in: 8 charters, 21 post-mortems."
    assert "other words" in compose([])


def test_unknown_arguments_are_never_sent() -> None:
    narrow = {"type": "function", "function": {"name": "get_budget", "parameters": {"properties": {}}}}
    asked = BuiltinChatModel(names=NAMES).bind_tools([narrow]).invoke("budget of Harbor by vendor last month")
    assert [(call["name"], call["args"]) for call in asked.tool_calls] == [("get_budget", {})]


def test_ranks_tools_for_a_short_list() -> None:
    assert rank_tools("when will it be finished?")[0] == "forecast_completion"
    assert len(rank_tools("x")) == len(set(rank_tools("x")))


def test_a_decision_is_quick() -> None:
    MODEL.invoke("status of Lantern")
    started = time.process_time()  # of our own process: what else runs on the machine does not count
    for number in range(20):
        MODEL.invoke(f"what is the status of Harbor since week {number}?")
    assert (time.process_time() - started) / 20 < 0.1  # about 0.01 on an idle machine
