"""Facts asked again: the tool runs once more with the same arguments, the document is read once more.

Only tools that read are run; a fact of any other tool cannot be checked this way.
"""

import datetime as dt
import inspect
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, StructuredTool

from leadline.knowledge.library import Library
from leadline.knowledge.scope import Scope
from leadline.tools.answer import Citation, Fact, PassageSource, ToolAnswer, Value
from leadline.tools.context import Context
from leadline.tools.registry import PROPOSING

Outcome = Literal["holds", "changed", "cannot_be_checked"]


@dataclass(frozen=True, slots=True)
class Recheck:
    """`new`: today's value, or None where there is none any more; `reason`: why it cannot be checked."""

    outcome: Outcome
    old: Value = None
    new: Value = None
    reason: str = ""


def recheck_facts(facts: Iterable[Fact], context: Context, tools: Sequence[BaseTool]) -> dict[str, Recheck]:
    """By fact id. Every tool call is repeated once, however many facts came from it."""
    by_name = {tool.name: tool for tool in tools}
    found: dict[str, Recheck] = {}
    calls: dict[str, list[Fact]] = {}
    for fact in facts:
        if isinstance(fact.source, PassageSource):
            found[fact.id] = reread(context.library, scope_of(context), fact.source.document_id, fact.source.quote)
        else:
            key = json.dumps([fact.source.tool, fact.source.args], sort_keys=True, default=str)
            calls.setdefault(key, []).append(fact)
    for same in calls.values():
        found |= _again(same, context, by_name)
    return found


def reread(library: Library, scope: Scope, document_id: str, quote: str) -> Recheck:
    """Whether the document still says it, word for word (blanks apart)."""
    markdown = library.markdown(scope, document_id)
    if markdown is None:
        return Recheck("cannot_be_checked", quote, None, "The document is gone, or no longer open to you.")
    if _plain(quote) in _plain(markdown):
        return Recheck("holds", quote, quote)
    return Recheck("changed", quote, None, "The document no longer says this.")


def reread_citations(citations: Sequence[Citation], context: Context) -> list[Recheck]:
    return [reread(context.library, scope_of(context), one.document_id, one.quote) for one in citations]


def scope_of(context: Context) -> Scope:
    return Scope(context.access.project_keys)


def _again(facts: Sequence[Fact], context: Context, tools: Mapping[str, BaseTool]) -> dict[str, Recheck]:
    source = facts[0].source
    assert not isinstance(source, PassageSource)
    tool = tools.get(source.tool)
    if tool is None or source.tool in PROPOSING:
        return _not_checked(facts, f"{source.tool} is not run again: it does more than read.")
    answer = run_tool(tool, source.args, context)
    if answer is None:
        return _not_checked(facts, f"{source.tool} can no longer be asked this way.")
    if answer.status != "ok":
        return _not_checked(facts, "The record is gone, or no longer open to you.")
    return {fact.id: _compare(fact, facts, answer.facts) for fact in facts}


def run_tool(tool: BaseTool, args: Mapping[str, Any], context: Context) -> ToolAnswer | None:
    """The tool's answer for the same asker today; None if it does not take these arguments (any more)."""
    function = tool.func if isinstance(tool, StructuredTool) else None
    if function is None:
        return None
    known = set(inspect.signature(function).parameters) - {"runtime"}
    if not set(args) <= known:
        return None
    runtime: ToolRuntime[Context, dict[str, Any]] = ToolRuntime(
        state={}, context=context, config={}, stream_writer=lambda _: None, tool_call_id="verify", store=None
    )
    _, artifact = function(runtime=runtime, **args)
    return ToolAnswer.model_validate(artifact)


def _compare(fact: Fact, before: Sequence[Fact], now: Sequence[Fact]) -> Recheck:
    """By label. Of several facts with one label the same place counts, unless the value is still among them."""
    same = [one for one in now if one.label == fact.label and one.unit == fact.unit]
    if not same:
        return Recheck("cannot_be_checked", fact.value, None, "No longer among the results.")
    if any(equal(one.value, fact.value) for one in same):
        return Recheck("holds", fact.value, fact.value)
    place = [one.id for one in before if one.label == fact.label and one.unit == fact.unit].index(fact.id)
    return Recheck("changed", fact.value, same[min(place, len(same) - 1)].value)


def equal(one: Value, other: Value) -> bool:
    """Numbers to nine digits: a sum in another order is no change."""
    if isinstance(one, bool) or isinstance(other, bool) or not (isinstance(one, int | float)):
        return one == other
    return isinstance(other, int | float) and math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _not_checked(facts: Sequence[Fact], reason: str) -> dict[str, Recheck]:
    return {fact.id: Recheck("cannot_be_checked", fact.value, None, reason) for fact in facts}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`#>|]", " ", text).lower().split())


def stamp() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
