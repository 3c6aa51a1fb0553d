"""What a language model may do wrong with tools, and what the user gets nevertheless."""

from pathlib import Path

import pytest
from langchain_core.messages import ToolMessage

from leadline.assistant.models import ModelSettings
from leadline.assistant.text_calls import calls_in, looks_like_call, may_become_call
from leadline.projects.access import LOCAL_USER
from tests.assistant.desk import TOOLS, desk
from tests.fakes import Call, ScriptedModel

NAMES = {"get_budget", "search_knowledge"}
ANSWER = "ATL has a budget of 1.20 M EUR."


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "get_budget", "arguments": {"project": "ATL"}}',
        '```json\n{"name": "get_budget", "arguments": {"project": "ATL"}}\n```',
        '```json\n{{"name": "get_budget", "arguments": {{"project": "ATL"}}}}\n```',
        '{{"name": "get_budget", "arguments": {"project": "ATL"}}}',
        '{"name": "get_budget", "arguments": "{\\"project\\": \\"ATL\\"}"}',
        '{"tool": "get_budget", "args": {"project": "ATL"}}',
        '{"tool": "functions.get_budget", "parameters": {"project": "ATL",}}',
        '{"function": {"name": "get_budget", "arguments": {"project": "ATL"}}, "type": "function"}',
        '{"tool_calls": [{"name": "get_budget", "arguments": {"project": "ATL"}}]}',
        '[{"name": "get_budget", "arguments": {"project": "ATL"}}]',
        '{"get_budget": {"project": "ATL"}}',
        '{"name": "get_budget", "project": "ATL"}',
        "{'name': 'get_budget', 'arguments': {'project': 'ATL'}}",
        '<tool_call>\n{"name": "get_budget", "arguments": {"project": "ATL"}}\n</tool_call>',
        'I will look that up.\n```json\n{"name": "get_budget", "arguments": {"project": "ATL"}}\n```\nOne moment.',
        'Action: get_budget\nAction Input: {"project": "ATL"}',
        '{"action": "get_budget", "action_input": {"project": "ATL"}}',
        'get_budget(project="ATL")',
        '```python\nget_budget(project="ATL")\n```',
        '[get_budget(project="ATL")]',
    ],
)
def test_a_call_written_as_text_is_read(text: str) -> None:
    assert calls_in(text, NAMES) == [("get_budget", {"project": "ATL"})]


def test_several_calls_are_read_in_order() -> None:
    text = '{"name": "get_budget", "arguments": {"project": "A"}}\n{"name": "search_knowledge", "arguments": {"query": "x"}}'
    assert calls_in(text, NAMES) == [("get_budget", {"project": "A"}), ("search_knowledge", {"query": "x"})]


@pytest.mark.parametrize(
    "text",
    [
        "ATL has a budget of 1.20 M EUR.",
        '{"name": "delete_everything", "arguments": {}}',
        'Send this body: ```json\n{"name": "Ann", "role": "lead"}\n```',
        "See [the report](https://example.org) and {braces}.",
        "",
        "{",
        "[1] says so.",
    ],
)
def test_other_text_is_no_call(text: str) -> None:
    assert calls_in(text, NAMES) == []


@pytest.mark.parametrize("text", ["{" * 20_000, "[" * 20_000, '{"a":' * 5_000, "{{" * 9_000 + "}}" * 9_000])
def test_a_reply_of_brackets_is_no_call(text: str) -> None:
    assert calls_in(f"get_budget {text}", NAMES) == []


def test_only_a_beginning_that_may_be_a_call_is_held_back() -> None:
    assert may_become_call('{"na')
    assert may_become_call("``")
    assert not may_become_call("The budget")
    assert looks_like_call('{"name": "get_bud')
    assert not looks_like_call("{curly} words")


async def test_a_tool_error_is_told_to_the_model_and_the_turn_goes_on(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[Call("get_budget", project="ZED"), "ZED is closed; I looked no further."])
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Budget of ZED?")
    told = model.seen[1][-1]
    assert isinstance(told, ToolMessage)
    assert (told.text, told.status) == ("Project ZED is closed. Ask for its outcome instead.", "error")
    assert (turn.status, turn.tools[0]["status"]) == ("done", "error")


async def test_a_defect_in_a_tool_shows_no_stack_trace(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[Call("get_budget", project="BUG"), "That could not be looked up."])
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Budget?")
    assert "boom" not in model.seen[1][-1].text
    assert "Nothing was changed" in model.seen[1][-1].text
    assert turn.text == "That could not be looked up."


async def test_the_same_call_again_is_not_run_and_ends_the_calling(tmp_path: Path) -> None:
    again = Call("get_budget", project="ATL")
    model = ScriptedModel(replies=[again, again, ANSWER])
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Budget?")
    assert turn.text == ANSWER
    assert [fact["id"] for fact in turn.facts] == ["f-ATL"]
    assert model.offered[-1] == []
    assert isinstance(
        model.seen[-1][-1], ToolMessage
    )  # the answer of the first call; the repeat is not shown to the model
    assert "1,200,000 EUR" in model.seen[-1][-1].text


async def test_a_model_that_never_answers_is_answered_for(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[Call("get_budget", project=f"P{n}") for n in range(20)])
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Budgets?")
    assert turn.status == "done"
    assert len(model.seen) == 8
    assert "**P0 has a budget of 1.20 M EUR.**" in turn.text


async def test_an_empty_reply_is_replaced_by_the_tools_own_words(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[Call("get_budget", project="ATL"), ""])
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Budget?")
    assert "**ATL has a budget of 1.20 M EUR.**" in turn.text
    assert [claim["status"] for claim in turn.claims] == ["supported"]


async def test_choices_become_suggestions_when_a_tool_asks_back(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[Call("which_atlas"), "Which Atlas do you mean?"])
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Status of Atlas?")
    assert turn.suggestions == ["Atlas Billing", "Atlas Portal"]
    assert turn.tools[0]["status"] == "ask"


async def test_citations_of_several_tools_are_numbered_through(tmp_path: Path) -> None:
    first, second = Call("search_knowledge", query="cut-over"), Call("search_knowledge", query="rollback")
    model = ScriptedModel(
        replies=[
            [first, second],
            Call("search_knowledge", query="cut-over", x=1),
            "47 minutes [1], again 47 minutes [2].",
        ]
    )
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "How long did it take?")
    assert [(citation["n"], citation["passage_id"]) for citation in turn.citations] == [
        (1, "p-cut-over"),
        (2, "p-rollback"),
    ]
    read = [message.text for message in model.seen[-1] if isinstance(message, ToolMessage)]
    assert read == [
        "It took 47 minutes [1]: cut-over",
        "It took 47 minutes [2]: rollback",
        "It took 47 minutes [1]: cut-over",
    ]
    assert {claim["status"] for claim in turn.claims} == {"document_says"}


async def test_invented_figures_are_sent_back_once(tmp_path: Path) -> None:
    model = ScriptedModel(replies=[Call("get_budget", project="ATL"), "ATL has a budget of 1.30 M EUR.", ANSWER])
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Budget?")
    assert "1.30 M EUR" in model.seen[2][-1].text
    assert turn.text == ANSWER
    assert [claim["status"] for claim in turn.claims] == ["supported"]


async def test_what_stays_invented_is_marked(tmp_path: Path) -> None:
    wrong = "ATL has a budget of 1.30 M EUR."
    model = ScriptedModel(replies=[Call("get_budget", project="ATL"), wrong, wrong])
    async with desk(tmp_path, model) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Budget?")
    assert turn.text == wrong
    assert [(claim["text"], claim["status"]) for claim in turn.claims] == [("1.30 M EUR", "unsupported")]


async def test_json_steps_offer_tools_and_answer_in_one_schema(tmp_path: Path) -> None:
    model = ScriptedModel(
        replies=[
            '{"step": {"action": "get_budget", "args": {"project": "ATL"}}}',
            f'{{"step": {{"action": "answer", "text": "{ANSWER}"}}}}',
        ]
    )
    async with desk(tmp_path, ModelSettings(model=model, tool_mode="json")) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Budget?")
    assert turn.text == ANSWER
    assert turn.facts[0]["id"] == "f-ATL"
    assert model.offered == [[], []]
    schema = model.settings[0]["response_format"]["json_schema"]["schema"]
    actions = [step["properties"]["action"]["const"] for step in schema["properties"]["step"]["anyOf"]]
    assert actions == [*(tool.name for tool in TOOLS), "answer"]
    assert model.seen[1][-1].text.startswith("Result of get_budget:")
    assert "budget at completion" in model.seen[1][-1].text


async def test_a_small_model_is_led_to_the_tool_before_it_speaks(tmp_path: Path) -> None:
    model = ScriptedModel(
        replies=['{"step": {"action": "answer", "text": "It went through."}}'], model_name="qwen2.5-coder-1.5b"
    )
    async with desk(tmp_path, ModelSettings(model=model)) as chat:
        turn = await chat.ask(LOCAL_USER, None, "what is the budget and are we over it?")
    assert [tool["name"] for tool in turn.tools] == ["get_budget"]
    assert model.seen[0][-1].text.startswith("Result of get_budget:")
    assert turn.text == "It went through."


async def test_a_cut_json_answer_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    model = ScriptedModel(replies=['{"step": {"action": "answer", "text": "Nothing is late. The'])
    async with desk(tmp_path, ModelSettings(model=model, tool_mode="json")) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Anything late?")
    assert turn.text == "Nothing is late. The … (cut off)"


async def test_auto_mode_turns_to_json_steps_when_calls_come_back_as_text(tmp_path: Path) -> None:
    model = ScriptedModel(
        replies=[
            '```json\n{"name": "get_budget", "arguments": {"project": "ATL"}}\n```',
            f'{{"step": {{"action": "answer", "text": "{ANSWER}"}}}}',
        ]
    )
    async with desk(tmp_path, ModelSettings(model=model)) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Budget?")
    assert turn.text == ANSWER
    assert "response_format" not in model.settings[0]
    assert "response_format" in model.settings[1]


async def test_auto_mode_begins_with_json_steps_for_a_small_model(tmp_path: Path) -> None:
    model = ScriptedModel(replies=['{"step": {"action": "answer", "text": "Hello"}}'], model_name="qwen2.5-coder-1.5b")
    async with desk(tmp_path, ModelSettings(model=model)) as chat:
        turn = await chat.ask(LOCAL_USER, None, "Hi")
    assert turn.text == "Hello"
    assert "response_format" in model.settings[0]
