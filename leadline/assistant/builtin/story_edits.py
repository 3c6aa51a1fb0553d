"""Short messages about the story set of the conversation: "split story 3", "the role is warehouse clerk", "undo that"."""

import re

from leadline.assistant.builtin.followups import Call
from leadline.assistant.builtin.memory import Memory
from leadline.assistant.builtin.understanding.names import find_names
from leadline.projects.vocabulary import Vocabulary
from leadline.tools.stories.editing.instruction import read_instruction, speaks_of_stories

STORIES = "draft_user_stories"
MAY_NAME = frozenset(
    {"propose", "add", "rename", "role", "benefit", "split"}
)  # a name may stand in what is to be written
NUMBERED = re.compile(r"\b(?:story|stories) (?:no\.? ?|#)?\d+\b|\bUS-\d+\b", re.IGNORECASE)
SHORT = 25  # words; a longer message that names a story is told as requirements


def story_edit(message: str, memory: Memory, vocabulary: Vocabulary) -> tuple[Call, ...]:
    """The call that edits or shows the set; none if there is no set, or the message is about something else."""
    drafted = any(
        call.name == STORIES and call.answer and call.answer.status == "ok"
        for one in memory.before
        for call in one.calls
    )
    if not drafted:
        return ()
    edits = read_instruction(message)
    at_hand = any(call.name == STORIES for call in memory.last_calls)
    if not edits:
        told = at_hand and NUMBERED.search(message) and len(message.split()) <= SHORT and ":" not in message
        return (Call(STORIES, {"instruction": message}),) if told else ()
    if not at_hand and not speaks_of_stories(message):
        return ()
    named = find_names(message, vocabulary)
    if named.of("risk") or any(not key.upper().startswith("US-") for key in named.of("item")):
        return ()
    if named.of("project") and not all(edit.kind in MAY_NAME for edit in edits):
        return ()
    return (Call(STORIES, {"instruction": message}),)
