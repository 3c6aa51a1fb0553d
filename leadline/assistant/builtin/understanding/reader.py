"""From a message to its wishes, in order."""

import re

from leadline.assistant.builtin.understanding.ask import SMALL_TALK, Ask
from leadline.assistant.builtin.understanding.extractors.content import pasted
from leadline.assistant.builtin.understanding.matcher import Match, Matcher
from leadline.assistant.builtin.understanding.names import Named, find_names, named_as_project, unknown_project
from leadline.assistant.builtin.understanding.text import words
from leadline.projects.vocabulary import Vocabulary

# "not the budget, the timeline": what is not wanted goes before the sentence is matched
REFUSED = re.compile(
    r"^\W*(?:not|no|forget|never mind|ignore|skip|leave out|I (?:don'?t|do not) (?:need|want|"
    r"care about)|don'?t (?:create|change|write|draft|add|give me))\b[^,;.\-–]{2,60}"
    r"(?:[,;]|\s[-–]\s|\. )\s*(?:but |just |only |rather )?(?P<wanted>.{4,})$",
    re.IGNORECASE | re.DOTALL,
)
JOINTS = re.compile(
    r"\?\s+|;\s*|\.\s+(?=[A-Z])|,?\s+(?:and then|and also|then also|as well as|plus|and|then|also)\s+|"
    r",\s+(?=(?:and|what|who|when|how|show|list|draft|write|which|give)\b)",
    re.IGNORECASE,
)
# a sentence that opens with a side clause is one wish, comma or not
CLAUSE = re.compile(
    r"^\W*(?:and |but |so )?(?:suppose|if|when|since|according to|because|given|assuming|before|after|while|once|although|as soon as)\b",
    re.IGNORECASE,
)
ABOUT_A_PROJECT = frozenset(
    {
        "get_project_status",
        "get_schedule",
        "get_budget",
        "get_sprint",
        "get_workload",
        "get_kpis",
        "forecast_completion",
        "draft_status_report",
        "assess_risks",
    }
)  # what follows "of" in such a wish is a project
SLOTS = re.compile(r"\{[A-Z]\}")
UNCLEAR = 0.4
SURE = 0.2  # each part of a split message has to be understood by itself
OPENING = re.compile(
    r"^(?:what|who|when|where|how|which|is|are|can|show|list|give|draft|write|prepare|make|create|"
    r"tell|its|his|her|their|the|any|open|overdue)\b",
    re.IGNORECASE,
)


class Reader:
    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def match(self, masked: str) -> tuple[Match, ...]:
        return self._matcher.rank(masked)

    def read(self, text: str, vocabulary: Vocabulary) -> tuple[Ask, ...]:
        """The wishes of a message; one if it cannot be cut into parts that are each clear."""
        named = find_names(text, vocabulary)
        whole = self.ask(named)
        one_wish = pasted(text) and whole.tool not in ("get_project_status", "get_budget")
        if one_wish or REFUSED.match(text) or CLAUSE.match(text):
            return (whole,)
        return self._parts(whole, vocabulary) or (whole,)

    def ask(self, named: Named) -> Ask:
        """The wish of one sentence. A capitalised word where a project would stand counts as one if that makes the wish clear."""
        ask = Ask(named, self._matcher.rank(_wanted(named.masked)))
        stranger = unknown_project(named) if not named.of("project") else None
        if stranger and (ask.share < UNCLEAR or ask.tool in ABOUT_A_PROJECT):
            renamed = named_as_project(named, stranger)
            other = Ask(renamed, self._matcher.rank(_wanted(renamed.masked)))
            same_wish = ask.tool in ABOUT_A_PROJECT and other.intent == ask.intent
            if same_wish or other.share > max(SURE, ask.share):
                return other  # an unknown project is the tool's to say, with the nearest names; never silently dropped
        return ask

    def _parts(self, whole: Ask, vocabulary: Vocabulary) -> tuple[Ask, ...]:
        """Cut at the joints; neighbours that say nothing alone are put together again."""
        pieces = _cut(whole.text)
        if len(pieces) < 2 or len(pieces) > 6:
            return ()
        asks: list[Ask] = []
        for piece in pieces:
            ask = self.ask(find_names(piece, vocabulary))
            if not self._stands_alone(ask, first=not asks):
                return ()
            asks.append(ask)
        asks = [ask for ask in asks if not (ask.tool == SMALL_TALK and ask.subject in ("greeting", "thanks"))] or asks
        return tuple(asks) if _differ(asks) and whole.intent in {ask.intent for ask in asks} else ()

    def _stands_alone(self, ask: Ask, *, first: bool) -> bool:
        named = bool(ask.named.mentions)
        if not words(SLOTS.sub("", ask.named.masked)):
            return False  # "budget of X and Y" is one wish for two projects
        return ask.share >= SURE and (first or named or len(words(ask.text)) < 6 or bool(OPENING.match(ask.text)))


def _differ(asks: list[Ask]) -> bool:
    """Different wishes, or the same wish for different projects; "critical path and float of X" is one."""
    for place, ask in enumerate(asks):
        for other in asks[:place]:
            projects = ask.named.of("project"), other.named.of("project")
            if ask.intent == other.intent and (projects[0] == projects[1] or not all(projects)):
                return False
    return True


def _wanted(masked: str) -> str:
    refused = REFUSED.match(masked)
    return refused.group("wanted") if refused else masked


def _cut(text: str) -> list[str]:
    return [piece.strip(" ,") for piece in JOINTS.split(text) if piece and len(words(piece)) > 0]
