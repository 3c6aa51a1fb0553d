"""What to do with a message: which tools to call with what, or what to say without any."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadline.assistant.builtin.followups import Call, answered, choice_in, offered_in_text, place_in, repeated
from leadline.assistant.builtin.memory import Memory
from leadline.assistant.builtin.story_edits import STORIES, story_edit
from leadline.assistant.builtin.understanding.arguments import WHOLE_PORTFOLIO, arguments
from leadline.assistant.builtin.understanding.ask import SMALL_TALK, Ask
from leadline.assistant.builtin.understanding.changes import CHANGE_TOOLS, missing_value
from leadline.assistant.builtin.understanding.extractors import content
from leadline.assistant.builtin.understanding.extractors.dates import find_dates
from leadline.assistant.builtin.understanding.languages import foreign
from leadline.assistant.builtin.understanding.names import find_names
from leadline.assistant.builtin.understanding.reader import Reader
from leadline.assistant.builtin.understanding.schemas import Properties, fitted
from leadline.assistant.builtin.understanding.text import words
from leadline.assistant.builtin.writing import asking_back, not_yet, small_talk
from leadline.projects.vocabulary import Vocabulary

UNSURE = 0.1  # below this the best reading is one of several; see bench/router.py for what that costs
PORTFOLIO_WIDE = frozenset({"list_projects", "summarize_lessons", "search_knowledge", "get_workload"})
POINTS_BACK = ("it", "its", "their", "this", "that", "there", "they", "he", "she", "and")
UNSURE_NAMED = 0.06  # a sentence that names something of ours is seldom about anything else


@dataclass(frozen=True)
class Setting:
    """What surrounds a message: names in scope, the arguments of the bound tools, the day, attachments."""

    vocabulary: Vocabulary
    schemas: Mapping[str, Properties]
    today: dt.date
    attached: bool = False


@dataclass(frozen=True)
class Plan:
    """Calls to make, in order, and what is to be said besides (or instead)."""

    calls: tuple[Call, ...] = ()
    notes: tuple[str, ...] = ()


AS_OF_TODAY = frozenset({"get_project_status", "get_budget", "list_projects"})
AS_OF = re.compile(r"\b(?:on|as of|as at|at|in|per)\s+(?:the\s+)?$", re.IGNORECASE)
NOT_YET_KNOWN = "*That day has not come: these are today's figures. Ask when the project will be done for a forecast with its chances.*"


class Planner:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def plan(self, memory: Memory, setting: Setting) -> Plan:
        question = memory.now.question.strip()
        if not any(word.isalnum() for word in words(question)):
            return Plan(notes=(small_talk.empty(attached=setting.attached),))
        if edits := self._story_edit(question, memory, setting):
            return edits
        chosen = self._chosen(question, memory, setting)
        if isinstance(chosen, Plan):
            return chosen
        if chosen is None:
            again = repeated(find_names(question, setting.vocabulary), memory, dict(setting.schemas), setting.today)
            if again:
                return Plan(again)
        return self._fresh(chosen or question, memory, setting)

    def _story_edit(self, message: str, memory: Memory, setting: Setting) -> Plan | None:
        calls = story_edit(message, memory, setting.vocabulary) if STORIES in setting.schemas else ()
        return Plan(calls) if calls else None

    def _chosen(self, question: str, memory: Memory, setting: Setting) -> Plan | str | None:
        """The answer to a question of ours: the calls it completes, or the sentence it stands for."""
        if memory.last is None:
            return None
        if text := self._requirements_at_last(question, memory):
            return text
        if given := self._missing_at_last(question, memory, setting):
            return given
        choices = memory.last.choices or offered_in_text(memory.last)
        choice = choice_in(question, choices) if choices else None
        if choice is None:
            return _row_meant(question, memory, setting)
        if edits := self._story_edit(choice, memory, setting):
            return edits
        names = frozenset(name for _, name in setting.vocabulary.projects)
        calls = answered(memory, choice, names, dict(setting.schemas)) if memory.last.choices else ()
        return Plan(calls) if calls else choice

    def _requirements_at_last(self, question: str, memory: Memory) -> Plan | None:
        """The text after the tool for stories has asked for it, unless it is clearly another wish."""
        done = memory.last.calls[-1] if memory.last and memory.last.calls else None
        if (
            done is None
            or done.name != STORIES
            or done.answer is None
            or done.answer.status != "ask"
            or done.answer.choices
            or done.args.get("instruction")
        ):
            return None
        best = self._reader.match(question)[0]
        other = best.share > 0.5 and not best.intent.startswith(STORIES)
        return (
            None
            if other or len(words(question)) < 4
            else Plan((Call(STORIES, done.args | {"requirements": question}),))
        )

    def _missing_at_last(self, question: str, memory: Memory, setting: Setting) -> Plan | None:
        """What a tool for changes asked for, unless the message is clearly another wish."""
        done = memory.last.calls[-1] if memory.last and memory.last.calls else None
        if done is None or done.name not in CHANGE_TOOLS or done.answer is None or not done.answer.asks_for:
            return None
        named = find_names(question, setting.vocabulary)
        best = self._reader.match(named.masked)[0]
        keyed = bool(named.of("item") or named.of("risk")) and done.answer.asks_for not in ("key", "keys")
        if (len(words(question)) > 2 and (best.share > 0.6 or keyed)) or len(words(question)) > 30:
            return None
        name = done.answer.asks_for
        picked = choice_in(question, done.answer.choices) if done.answer.choices else None
        value = missing_value(name, picked or question, setting.today)
        return None if value is None else Plan((Call(done.name, done.args | {name: value}),))

    def _fresh(self, question: str, memory: Memory, setting: Setting) -> Plan:
        asks, notes = self._asks(question, setting)
        calls: list[Call] = []
        project = None
        for ask in asks:
            project = next(iter(ask.named.of("project")), project)
            made = self._step(ask, memory, setting, project, alone=len(asks) == 1)
            calls += [call for call in made.calls if call not in calls]
            notes += made.notes
        return Plan(tuple(calls), notes + _ahead_of_today(question, calls, setting.today))

    def _asks(self, question: str, setting: Setting) -> tuple[tuple[Ask, ...], tuple[str, ...]]:
        named = find_names(question, setting.vocabulary)
        other = foreign(named)
        if other is None:
            return self._reader.read(question, setting.vocabulary), ()
        english = self._reader.match(other.english)
        read = Ask(named, english) if other.english else self._reader.ask(named)
        return (read,), (small_talk.in_english(other.language),)

    def _step(self, ask: Ask, memory: Memory, setting: Setting, project: str | None, *, alone: bool) -> Plan:
        tools = tuple(setting.schemas)
        about = project or _project_before(memory, setting.vocabulary)
        if ask.share < (UNSURE_NAMED if ask.named.mentions else UNSURE) and alone:
            if setting.attached and STORIES in setting.schemas:
                return Plan((Call(STORIES, {}),))
            return Plan(notes=(asking_back.which(ask, setting.vocabulary, tools, about),))
        if ask.tool == SMALL_TALK:
            return Plan(notes=(small_talk.reply(ask, setting.vocabulary),))
        if ask.tool not in setting.schemas or not _drafted_here(ask, setting):
            return Plan(notes=(not_yet.say(ask, tools, about, setting.vocabulary),))
        return self._calls(ask, memory, setting, project, about)

    def _calls(self, ask: Ask, memory: Memory, setting: Setting, project: str | None, about: str | None) -> Plan:
        properties = setting.schemas[ask.tool]
        carried = project or (about if _carries(ask) else None)
        args = arguments(ask, properties, setting.today, project=carried)
        if ask.tool == "summarize_lessons" and "topic" not in args and (topic := _topic_before(ask, memory)):
            args["topic"] = topic
        named = ask.named.of("project")
        if len(named) > 1 and "project" in args:
            return Plan(tuple(Call(ask.tool, args | {"project": name}) for name in named))
        return Plan((Call(ask.tool, args),))


def _drafted_here(ask: Ask, setting: Setting) -> bool:
    """Whether the tool takes the kind of document that is wanted: `draft_document` learns its kinds one by one."""
    kind = setting.schemas[ask.tool].get("kind") if ask.tool == "draft_document" else None
    return kind is None or (ask.subject is not None and fitted(ask.subject, kind) is not None)


def _ahead_of_today(question: str, calls: Sequence[Call], today: dt.date) -> tuple[str, ...]:
    """What is said where figures are asked for as of a day that has not come ("status of Harbor on 3 March 2031")."""
    if not any(call.tool in AS_OF_TODAY for call in calls):
        return ()
    for span in find_dates(question, today):
        before = question[: question.find(span.text)]
        if span.start > today and AS_OF.search(before):
            return (NOT_YET_KNOWN,)
    return ()


def _row_meant(question: str, memory: Memory, setting: Setting) -> Plan | None:
    """ "The second one" after a list of projects: that project's status."""
    last = memory.last
    if (
        last is None
        or not last.calls
        or last.calls[-1].name != "list_projects"
        or "get_project_status" not in setting.schemas
    ):
        return None
    told = last.calls[-1].answer
    listed = find_names(told.text if told else last.text, setting.vocabulary).of("project")
    project = place_in(question, listed)
    return Plan((Call("get_project_status", {"project": project}),)) if project else None


def _project_before(memory: Memory, vocabulary: Vocabulary) -> str | None:
    """The project that the conversation is about: the last one that a call or a question named."""
    for exchange in reversed(memory.before):
        named = [str(call.args["project"]) for call in exchange.calls if call.args.get("project")]
        named = named or list(find_names(exchange.question, vocabulary).of("project"))
        if named:
            return named[-1]
    return None


def _carries(ask: Ask) -> bool:
    """Does the project of the conversation stand behind this wish? What is not bound to one project needs a word that points back."""
    if ask.tool in CHANGE_TOOLS:
        return True
    if WHOLE_PORTFOLIO.search(ask.text):
        return False
    unbound = ask.named.of("person") or ask.named.of("item")
    return (ask.tool not in PORTFOLIO_WIDE and not unbound) or any(word in POINTS_BACK for word in words(ask.text))


def _topic_before(ask: Ask, memory: Memory) -> str | None:
    """ "What can we learn from them?": what was searched for just before."""
    if not any(word in ("them", "it", "that", "those", "these", "this") for word in words(ask.text)):
        return None
    for done in reversed(memory.last_calls):
        text = done.args.get("topic") or done.args.get("query")
        if text:
            return content.topic(str(text), content.ABOUT_LESSONS)
    return None
