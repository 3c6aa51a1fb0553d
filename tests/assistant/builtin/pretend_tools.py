"""Tools that remember nothing and answer with a canned ToolAnswer: enough to see what the model-free assistant asks for."""

from typing import Any, Literal

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.tools import BaseTool, tool

from leadline.assistant.builtin.model import BuiltinChatModel
from leadline.projects.vocabulary import Vocabulary
from leadline.tools.answer import Card, Sentence, ToolAnswer

NAMES = Vocabulary(
    projects=(
        ("ATB", "Atlas Billing"),
        ("ATD", "Atlas Data Hub"),
        ("HRB", "Harbor"),
        ("KST", "Kestrel Mobile"),
        ("LNT", "Lantern"),
    ),
    people=("Priya Nair", "Jonas Keller", "Helena Brandt", "Tomasz Wolski"),
    vendors=("Northgate Systems",),
    item_prefixes=("ATB", "ATD", "HRB", "KST", "LNT"),
    risk_prefixes=("R",),
)
REGISTERS = ("risks", "issues", "decisions", "changes", "actions", "stakeholders", "vendors", "releases", "assumptions")
Colour = Literal["green", "amber", "red"]


@tool
def list_projects(
    health: list[Colour] | None = None,
    phase: str | None = None,
    manager: str | None = None,
    sort_by: Literal["budget", "finish", "health", "delay", "name"] | None = None,
    limit: int | None = None,
) -> str:
    """The portfolio."""
    return ""


@tool
def get_project_status(project: str | None = None, since: str | None = None) -> str:
    """One project."""
    return ""


@tool
def get_schedule(
    project: str | None = None,
    view: Literal["overview", "critical_path", "float", "milestones", "timeline"] | None = None,
    until: str | None = None,
) -> str:
    """Tasks and dates."""
    return ""


@tool
def get_budget(
    project: str | None = None,
    by: Literal["category", "vendor", "month", "expenditure"] | None = None,
    month: str | None = None,
) -> str:
    """Money."""
    return ""


GET_REGISTER = {  # as a plain schema: pydantic warns of an argument called `register`
    "type": "function",
    "function": {
        "name": "get_register",
        "description": "One register.",
        "parameters": {
            "type": "object",
            "properties": {
                "register": {"type": "string", "enum": [*REGISTERS]},
                "project": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "status": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "owner": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "overdue": {"type": "boolean"},
            },
            "required": ["register"],
        },
    },
}


@tool
def search_work_items(
    text: str | None = None,
    project: str | None = None,
    type: Literal["epic", "story", "task", "bug", "milestone", "spike"] | None = None,
    status: str | None = None,
    priority: Literal["critical", "high", "medium", "low"] | None = None,
    assignee: str | None = None,
    unassigned: bool | None = None,
    blocked: bool | None = None,
    overdue: bool | None = None,
    due_before: str | None = None,
    limit: int | None = None,
) -> str:
    """Backlog search."""
    return ""


@tool
def search_knowledge(query: str, project: str | None = None, kind: str | None = None) -> str:
    """Passages."""
    return ""


@tool
def summarize_lessons(topic: str | None = None, project: str | None = None, since: str | None = None) -> str:
    """Lessons."""
    return ""


@tool
def draft_user_stories(requirements: str = "", project: str | None = None) -> str:
    """Stories."""
    return ""


@tool
def draft_status_report(
    project: str | None = None,
    audience: Literal["executive", "steering", "team", "client", "technical"] | None = None,
    start: str | None = None,
    end: str | None = None,
) -> str:
    """Report."""
    return ""


TOOLS: list[BaseTool | dict[str, Any]] = [
    list_projects,
    get_project_status,
    get_schedule,
    get_budget,
    GET_REGISTER,
    search_work_items,
    search_knowledge,
    summarize_lessons,
    draft_user_stories,
    draft_status_report,
]
TABLE = Card(
    kind="table", title="Health", data={"columns": [{"key": "d", "label": "Dimension"}], "rows": [{"d": "schedule"}]}
)
ANSWER = ToolAnswer(
    text="compact",
    sentences=(
        Sentence(text="**Harbor is red, not green as declared.**", part="headline"),
        Sentence(text="The pilot is 17 working days late.", part="point"),
        Sentence(text="CPI is 0.83.", part="detail"),
        Sentence(text="Risk reviews: not provided; ask Priya Nair.", part="gap"),
        Sentence(text="Show the budget of Harbor", part="next"),
    ),
    cards=(TABLE,),
)


class Chat:
    """A conversation with the model: every call is answered by `answer`, everything said is kept in `messages`."""

    def __init__(self, answer: ToolAnswer = ANSWER, *, tools: list[BaseTool | dict[str, Any]] | None = None) -> None:
        self.messages: list[BaseMessage] = []
        self.answer = answer
        self.model = BuiltinChatModel(names=NAMES).bind_tools(TOOLS if tools is None else tools)

    def say(self, text: str, answer: ToolAnswer | None = None) -> tuple[list[tuple[str, dict[str, Any]]], str]:
        """The calls of the turn in order, and the final text."""
        self.messages.append(HumanMessage(text))
        asked = self.model.invoke(self.messages)
        self.messages.append(asked)
        if not asked.tool_calls:
            return [], asked.text
        artifact = (answer or self.answer).model_dump(mode="json")
        for call in asked.tool_calls:
            self.messages.append(ToolMessage("compact", tool_call_id=call["id"], name=call["name"], artifact=artifact))
        told = self.model.invoke(self.messages)
        assert isinstance(told, AIMessage)
        assert not told.tool_calls
        self.messages.append(told)
        return [(call["name"], call["args"]) for call in asked.tool_calls], told.text
