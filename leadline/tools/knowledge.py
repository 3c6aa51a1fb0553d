"""`search_knowledge`: what the documents say, quoted, with where it stands."""

from typing import Any

from langchain.agents import AgentState
from langchain.tools import ToolRuntime, tool

from leadline.knowledge.kinds import KINDS, kind_named
from leadline.knowledge.results import SearchResult
from leadline.knowledge.scope import Scope
from leadline.tools.answer import ToolAnswer
from leadline.tools.charter_tool import about_charter, charter_answer
from leadline.tools.context import Context
from leadline.tools.knowledge_say import Asked, Looked, say
from leadline.tools.which import Meant, ask_back, which_project

LIMIT = 8


@tool(response_format="content_and_artifact", parse_docstring=True)
def search_knowledge(
    query: str,
    runtime: ToolRuntime[Context, AgentState[Any]],
    project: str | None = None,
    kind: str | None = None,
) -> tuple[str, dict[str, Any]]:
    """Find what charters, post-mortems, contracts, minutes and other documents say, with the exact quote and where it stands.

    Use it for "what does the charter say about success criteria for Atlas?", "did we ever have trouble with an expired
    certificate?", "what is the payment term in the vendor contract?". For recurring causes over many documents use
    summarize_lessons; for figures of a running project use its own tools.

    Args:
        query: The question in the user's own words, complete: "what is out of scope in the charter of Atlas".
        project: Name or key of a project, to look at its documents first. Leave out if the user names none.
        kind: Kind of document to look at first: charter, post_mortem, retrospective, report, requirements, minutes, contract,
            policy, plan, email. Leave out if the user names none.
    """
    answer = answer_from_documents(runtime.context, query, project=project, kind=kind)
    return answer.text, answer.model_dump(mode="json")


def answer_from_documents(
    context: Context, query: str, *, project: str | None = None, kind: str | None = None
) -> ToolAnswer:
    """Resolve, search, say. What the asked project or kind does not answer is looked for in everything the asker may read."""
    if not query.strip():
        return ask_back("What should I look for in the documents?")
    named: Meant | None = None
    if project or context.project:
        with context.sessions() as session:
            meant_project = which_project(session, context, project)
        if isinstance(meant_project, ToolAnswer):
            return meant_project
        named = meant_project
    if (way := about_charter(query)) is not None:
        if named is None:
            with context.sessions() as session:
                asked_for = which_project(session, context, project)
            if isinstance(asked_for, ToolAnswer):
                return asked_for
            named = asked_for
        return charter_answer(context, query, named, way)
    if kind and kind_named(kind) is None:
        return ask_back(f"“{kind}” is not a kind of document here. Which kind is meant?", choices=tuple(KINDS))
    meant = kind_named(kind) if kind else kind_in(query)
    asked = Asked(query.strip(), named, named is not None and bool(project), meant)
    return say(asked, _look(context, asked), library=context.library, scope=_scope(context), today=context.today)


def kind_in(query: str) -> str | None:
    """The kind of document that the question itself names ("what does the charter say about ...")."""
    found = {
        kind for word in query.replace("-", " ").split() if (kind := kind_named(word.strip("?.,!'’s"))) is not None
    }
    return (
        found.pop()
        if len(found) == 1 and found <= {"charter", "contract", "minutes", "retrospective", "policy"}
        else None
    )


def _look(context: Context, asked: Asked) -> tuple[Looked, ...]:
    """Narrow first, then wider, until something answers. The last look is the widest one made."""
    key = asked.project.key if asked.project else None
    looks: list[Looked] = []
    for project_key, kind in dict.fromkeys([(key, asked.kind), (key, None), (None, asked.kind), (None, None)]):
        result = _search(context, asked.query, project_key, kind)
        looks.append(Looked(project_key, kind, result))
        if result.answered:
            break
    return tuple(looks)


def _search(context: Context, query: str, project_key: str | None, kind: str | None) -> SearchResult:
    kinds = {kind} if kind else None
    return context.library.search(_scope(context), query, project_key=project_key, kinds=kinds, limit=LIMIT)


def _scope(context: Context) -> Scope:
    return Scope(context.access.project_keys)
