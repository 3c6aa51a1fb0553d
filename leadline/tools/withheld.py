"""An answer over the whole portfolio says that, and how much, the asker may not see. Nothing else about it is told.

In one place for all tools, so that no tool can forget it. An answer about a named project needs no such sentence.
"""

from collections.abc import Mapping
from typing import Any

from leadline.knowledge.scope import EVERYTHING, Scope
from leadline.projects.queries.scope import count_withheld
from leadline.tools.answer import Fact, QuerySource, Sentence, ToolAnswer
from leadline.tools.context import Context

OF_DOCUMENTS = frozenset({"search_knowledge", "summarize_lessons"})
OF_NOTHING = frozenset({"draft_user_stories", "edit_user_stories"})  # made from the message


def told(answer: ToolAnswer, context: Context, tool: str, args: Mapping[str, Any]) -> ToolAnswer:
    """The answer with the count of what was withheld, as a fact and a sentence."""
    keys = context.access.project_keys
    if keys is None or answer.status == "ask" or tool in OF_NOTHING or args.get("project") or context.project:
        return answer
    count, what = _withheld(context, keys, of_documents=tool in OF_DOCUMENTS)
    if not count:
        return answer
    are = "is" if count == 1 else "are"
    noun, done = (f"{what}{'' if count == 1 else 's'}", "searched" if what == "document" else "counted")
    text = f"{count} {noun} {are} not visible to you and {'was' if count == 1 else 'were'} not {done}."
    arguments = {name: value for name, value in args.items() if name != "runtime"}
    fact = Fact(
        id=f"{tool}-withheld",
        label=f"{noun} not visible to you",
        value=count,
        unit="count",
        as_of=context.today,
        source=QuerySource(tool=tool, args=arguments),
    )
    return answer.model_copy(
        update={
            "withheld": count,
            "text": f"{answer.text}\n{fact.id} {text}",
            "sentences": (*answer.sentences, Sentence(text=text, part="gap")),
            "facts": (*answer.facts, fact),
        }
    )


def _withheld(context: Context, keys: frozenset[str], *, of_documents: bool) -> tuple[int, str]:
    if of_documents:
        every = context.library.documents(EVERYTHING, limit=1).total
        return every - context.library.documents(Scope(keys), limit=1).total, "document"
    with context.sessions() as session:
        return count_withheld(session, context.access), "project"
