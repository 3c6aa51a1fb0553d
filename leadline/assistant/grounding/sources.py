"""What an answer may draw on: the facts of the turn's tools, their own sentences, quotes, and what the person wrote."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from langchain_core.messages import AnyMessage

from leadline.assistant.grounding.known import project_names
from leadline.assistant.this_turn import tool_answers
from leadline.tools.answer import Citation, Fact, PassageSource, QuerySource, ToolAnswer
from leadline.tools.context import Context


@dataclass(frozen=True)
class Material:
    """`projects`: (key, name) of those that the asker may see. `given`: the person's words, with what they attached."""

    answers: tuple[ToolAnswer, ...] = ()
    given: str = ""
    today: dt.date | None = None
    projects: tuple[tuple[str, str], ...] = field(default=())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Computed facts; statements of documents are quotes, not figures."""
        return tuple(f for answer in self.answers for f in answer.facts if not isinstance(f.source, PassageSource))

    @cached_property
    def quotes(self) -> tuple[tuple[str, str | None, int | None], ...]:
        """(quote, fact id, citation number) of every passage that a tool gave."""
        stated = [
            (fact.source.quote, fact.id, None)
            for answer in self.answers
            for fact in answer.facts
            if isinstance(fact.source, PassageSource)
        ]
        cited = [(citation.quote, None, citation.n) for citation in self.citations]
        return (*stated, *cited)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(citation for answer in self.answers for citation in answer.citations)

    @cached_property
    def parameters(self) -> frozenset[str]:
        """What the tools were asked with: "the next 30 days" is a question, not a finding."""
        return frozenset(
            str(value)
            for fact in self.facts
            if isinstance(fact.source, QuerySource)
            for value in fact.source.args.values()
            if isinstance(value, str | int | float)
        )


def material(turn: Sequence[AnyMessage], question: str, context: Context) -> Material:
    """From the messages of one turn and its run context. Reads the projects' names from the database."""
    given = "\n".join([question, *(markdown for _, markdown in context.attachments)])
    return Material(tuple(tool_answers(turn)), given, context.today, project_names(context))
