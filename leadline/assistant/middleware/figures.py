"""A language model that states figures without a fact is told once which ones, and may put it right before the answer is final."""

from typing import Any

from langchain.agents.middleware import AgentMiddleware, hook_config
from langchain_core.messages import AIMessage, HumanMessage
from langgraph.runtime import Runtime

from leadline.assistant.grounding import check, material
from leadline.assistant.this_turn import MARK, question_of, this_turn
from leadline.tools.context import Context

REPAIR = "repair"


class FigureRepair(AgentMiddleware[Any, Context, Any]):
    @hook_config(can_jump_to=["model"])
    def after_model(self, state: Any, runtime: Runtime[Context]) -> dict[str, Any] | None:
        messages = state["messages"]
        turn = this_turn(messages)
        last = messages[-1]
        if not isinstance(last, AIMessage) or last.tool_calls or not last.text.strip():
            return None
        if any(message.additional_kwargs.get(MARK) == REPAIR for message in turn):
            return None
        claims = check(last.text, material(turn, question_of(messages), runtime.context))
        wrong = [claim.text for claim in claims if claim.status == "unsupported"]
        if not wrong:
            return None
        asked = HumanMessage(_request(wrong), additional_kwargs={MARK: REPAIR})
        return {"messages": [asked], "jump_to": "model"}


def _request(wrong: list[str]) -> str:
    listed = ", ".join(dict.fromkeys(wrong))
    return (
        f"These figures in your answer have no fact behind them: {listed}. Write the whole answer again with figures, dates and "
        "colours exactly as the tools gave them. Leave out what no tool gave, or call a tool for it. Do not mention this correction."
    )
