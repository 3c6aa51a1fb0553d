"""What a person types to decide about a proposal: read here, by rules, never by a model.

Only a message that is a decision and nothing else counts. What merely sounds like one is asked back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

_OPEN = r"(?:(?:yes|yep|yeah|ok|okay|sure|fine|please|thanks|great|good)[ ,.!:–-]+)*(?:please |let'?s |i )?"
_END = r"(?:[ ,]+(?:please|thanks|thank you|now|then))*[ .!]*"
_WHOLE = (
    r"(?:it|this|that|them|these|those|both|all(?: of (?:it|them))?|everything|all (?:the )?changes|"
    r"(?:the|this|that|your)(?: whole)? (?:change|changes|proposal|proposed changes?))"
)
_YES = r"(?:approve|approved|apply|accept|go ahead and apply|go ahead with|confirm)"
_NO = r"(?:reject|decline|discard|dismiss|do not apply|don'?t apply|refuse)"
_BACK = r"(?:undo|revert|roll back|take back)"
_NUMBERS = (
    r"(?:only |just )?(?:(?:the )?(?:changes?|numbers?|operations?|nos?\.?|#) ?)?"
    r"(?P<numbers>#?\d{1,3}(?:(?: ?, ?| and | ?& ?| ?\+ ?|, and )#?\d{1,3})*)(?: only)?"
)
_EXCEPT = (
    r"(?:all|everything|all of (?:it|them)|the rest)(?:,? (?:but|except|without)(?: for)?)"
    r" (?:changes? |numbers? |nos?\.? |#)?(?P<but>\d{1,3}(?:(?: ?, ?| and | ?& ?|, and )\d{1,3})*)"
)

_APPROVE = re.compile(rf"^{_OPEN}{_YES}(?: {_WHOLE})?{_END}$", re.IGNORECASE)
_APPROVE_SOME = re.compile(rf"^{_OPEN}{_YES} (?:{_NUMBERS}|{_EXCEPT}){_END}$", re.IGNORECASE)
_REJECT = re.compile(rf"^(?:no[ ,.!:–-]+)?(?:please )?{_NO}(?: {_WHOLE})?{_END}$", re.IGNORECASE)
_UNDO = re.compile(
    rf"^{_OPEN}{_BACK}(?: (?:{_WHOLE}|(?:the |my )?last (?:change|changes|one|proposal)))?{_END}$", re.IGNORECASE
)
_LOOSE = re.compile(
    r"^\W*(?:yes|yep|yeah|ok|okay|sure|fine|no|nope|go|go ahead|do it|do that|go for it|sounds good|looks good|"
    r"looks right|great|perfect|agreed|fine by me|why not|make it so|as you like|correct|right|lgtm|proceed|continue)"
    r"(?:[ ,]+(?:please|then|thanks|go ahead|do it|do that|it'?s fine|sounds good|looks good))*\W*$",
    re.IGNORECASE,
)
_STARTS = re.compile(rf"^{_OPEN}(?:{_YES}|{_NO}|{_BACK})\b", re.IGNORECASE)
_VAGUE_WORDS = 9  # a longer message is no failed decision but a wish of its own

Kind = Literal["approve", "reject", "undo"]


@dataclass(frozen=True, slots=True)
class Said:
    """A decision in plain words. `only`: these numbers; `but`: all except these; both empty = the whole proposal."""

    kind: Kind
    only: tuple[int, ...] = ()
    but: tuple[int, ...] = ()


def said(message: str) -> Said | None:
    """The decision that the message is; None if it is anything else, or anything more."""
    text = " ".join(message.split())
    if _APPROVE.match(text):
        return Said("approve")
    if found := _APPROVE_SOME.match(text):
        return Said("approve", only=_numbers(found["numbers"]), but=_numbers(found["but"]))
    if _REJECT.match(text):
        return Said("reject")
    return Said("undo") if _UNDO.match(text) else None


def vague(message: str) -> bool:
    """Sounds like a decision and is not clearly one: "ok", "go ahead", "approve the cheap one"."""
    text = " ".join(message.split())
    return bool(_LOOSE.match(text)) or begins_as_decision(text)


def begins_as_decision(message: str) -> bool:
    """ "Approve the cheap one", "apply it but with May": a short message that opens like a decision and says more."""
    text = " ".join(message.split())
    return bool(_STARTS.match(text)) and len(text.split()) <= _VAGUE_WORDS and "?" not in text


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text or ""))


def chosen(wish: Said, proposal: dict[str, Any]) -> tuple[int, ...] | None:
    """The accepted numbers; None = all of them."""
    if wish.but:
        return tuple(n for n in range(1, len(proposal["operations"]) + 1) if n not in wish.but)
    return wish.only or None


def numbered(proposals: Sequence[dict[str, Any]]) -> str:
    return "\n".join(f"- {one['title']}" for one in proposals)
