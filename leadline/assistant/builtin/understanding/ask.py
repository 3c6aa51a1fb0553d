"""One wish of a person, understood: which tool, with which names."""

from dataclasses import dataclass

from leadline.assistant.builtin.understanding.matcher import Match
from leadline.assistant.builtin.understanding.names import Named

SMALL_TALK = "small_talk"


@dataclass(frozen=True)
class Ask:
    named: Named
    matches: tuple[Match, ...]

    @property
    def text(self) -> str:
        return self.named.text

    @property
    def intent(self) -> str:
        return self.matches[0].intent

    @property
    def tool(self) -> str:
        """The tool's name, or `small_talk`."""
        return self.intent.partition(":")[0]

    @property
    def subject(self) -> str:
        """The register, the kind of document, the subject of small talk; empty if there is none."""
        return self.intent.partition(":")[2]

    @property
    def share(self) -> float:
        return self.matches[0].share
