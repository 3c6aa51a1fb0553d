"""What a later turn sees of the earlier ones: whole turns, within a budget, nothing half."""

from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from leadline.assistant import history
from leadline.tools.answer import ToolAnswer


def tool_message(call_id: str, text: str) -> ToolMessage:
    answer = ToolAnswer(text=text, status="ask", choices=("Atlas Billing", "Atlas Portal"))
    return ToolMessage(text, tool_call_id=call_id, name="get_budget", artifact=answer.model_dump(mode="json"))


def turn(number: int, size: int = 10) -> list[history.Json]:
    return history.to_json(f"question {number}", [], "x" * size)


def call(call_id: str) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": "get_budget", "args": {"project": "ATL"}, "id": call_id}])


def test_a_turn_comes_back_with_calls_results_and_choices() -> None:
    kept = history.to_json("Budget?", [call("c1"), tool_message("c1", "Which Atlas?")], "Which Atlas do you mean?")
    question, asked, result, answer = history.from_json([kept])
    assert isinstance(question, HumanMessage)
    assert isinstance(asked, AIMessage)
    assert asked.tool_calls[0]["args"] == {"project": "ATL"}
    assert isinstance(result, ToolMessage)
    assert result.artifact["choices"] == ["Atlas Billing", "Atlas Portal"]
    assert answer.text == "Which Atlas do you mean?"


def test_a_call_without_a_result_is_left_out() -> None:
    kept = history.to_json("Budget?", [call("c1"), tool_message("c1", "ok"), call("c2")], "")
    ids = [
        c["id"] for message in history.from_json([kept]) if isinstance(message, AIMessage) for c in message.tool_calls
    ]
    assert ids == ["c1"]


def test_a_long_result_is_cut_and_says_so() -> None:
    kept = history.to_json("Budget?", [call("c1"), tool_message("c1", "y" * 5_000)], "")
    text = history.from_json([kept])[2].text
    assert text.startswith("y" * history.MOST_TOOL_TEXT)
    assert "3000 more characters" in text


def test_only_the_newest_turns_within_the_budget_are_kept() -> None:
    turns = [turn(number, size=5_000) for number in range(20)]
    questions = [m.text for m in history.from_json(turns) if isinstance(m, HumanMessage)]
    assert questions == ["question 16", "question 17", "question 18", "question 19"]


def test_the_newest_turn_is_kept_whatever_its_size() -> None:
    messages = history.from_json([turn(1), turn(2, size=100_000)])
    assert [m.text for m in messages if isinstance(m, HumanMessage)] == ["question 2"]
