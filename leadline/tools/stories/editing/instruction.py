"""What a person wants done with a set: short sentences, carelessly typed, read into edits.

Words that steer are corrected for typos; what is to be written down (a title, a role, a sentence) is taken as it was typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

Kind = Literal[
    "split",
    "merge",
    "delete",
    "keep",
    "rename",
    "priority",
    "role",
    "benefit",
    "more",
    "add",
    "estimate",
    "undo",
    "restore",
    "changes",
    "gherkin",
    "show",
    "export",
    "propose",
]
VIEWS = frozenset({"changes", "gherkin", "show", "export", "propose"})


@dataclass(frozen=True)
class Edit:
    """`which`: the words for the stories meant ("3", "the export one", "" = all). `text`: what is to be written or looked at."""

    kind: Kind
    which: str = ""
    text: str = ""


_STEERING = """
    split merge combine join delete remove drop rename call make set mark change role persona benefit more negative boundary
    permission additional cases case criteria criterion scenarios add another story stories estimate estimates undo revert
    restore changed changes gherkin coverage matrix questions must should could musts shoulds coulds haves version versions
    into priority show export keep only everything backlog replace title compare difference points history"""
_OTHER_WORDS = """
    would world store stored stores port there these those where when what with from than that this them then they share mode
    name game care rules sale sales cancel cart called calls cast chase parts parcel parcels note notes"""
_KNOWN = _STEERING.split()
_LEFT = frozenset(_OTHER_WORDS.split())
_POLITE = re.compile(
    r"^(?:(?:please|pls|plz|kindly|now|ok|okay|and|then|also|just|well|hm+|so|great|thanks|thank you|can you|could you|would you|"
    r"can we|could we|let's|lets|let us|i want you to|i'd like you to|i would like you to|you should|we should|yes|no)\b[ ,.:-]*)+",
    re.I,
)
_TAIL = re.compile(r"[ ,]*(?:please|pls|plz|thanks|thank you|for me|then|now|instead|again|too|as well)?[ .!?]*$", re.I)
_ONE = r"(?:(?:the )?(?:user )?stor(?:y|ies) (?:no\.? ?|number |#)?|us[- ]?|#)?\d+"
_MANY = rf"{_ONE}(?:(?:, ?| and | ?& ?| ?\+ ?| with | to |-|, and )+{_ONE})*"
_LEVEL = r"(?P<text>must|should|could|wo ?n'?t)"
_HAVE = r"(?:[- ]?haves?|s)?"
_CASES = r"(?:test )?(?:cases?|criteri(?:a|on)|acs?|scenarios?|tests?|paths?)"
_KIND = (
    r"(?P<text>negative|error|failure|sad|boundary|limit|permission|security|access|edge|state|time|test|acceptance)?"
)

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (
        "restore",
        r"(?:restore|go back to|back to|return to|revert to|roll back to|take|use) (?:the )?(?:version|v)\.? ?(?P<text>\d+)",
    ),
    (
        "undo",
        r"(?:undo|revert|roll ?back|reverse|take|go)"
        r"(?: (?:that|it|this|back|the|last|previous|latest|changes?|edit|one|step|my|your))*",
    ),
    (
        "changes",
        r"(?:what|which)(?:'s| is| has| have| did| stories| things)*(?: you| that| it)?(?: (?:been|was|were))? "
        r"(?:changed?|changes|different|new|the differences?)(?P<text>(?: (?:now|there|here|in|since|between|from|the|last|first|edit|"
        r"draft|start|beginning|versions?|v|\d+|and|to|so far|set|stories|story|it|then))*)",
    ),
    (
        "changes",
        r"(?:show |give )?(?:me )?(?:the |a )?(?:changes|diff|differences?)"
        r"(?P<text>(?: (?:between|since|from|to|and|versions?|v|the|last|\d+))*)",
    ),
    ("changes", r"compare (?:the )?(?:versions? )?(?P<text>\d+ (?:and|with|to) (?:version )?\d+)"),
    ("changes", r"(?P<text>(?:show |list )?(?:me )?(?:the )?(?:versions|history)(?: of (?:the|this) set)?)"),
    (
        "gherkin",
        r"(?:(?:show|give|write|put|print|do|have) )?(?:me )?(?P<which>.*?) ?(?:in|as|to|into) gherkin(?: format| syntax| file)?",
    ),
    ("gherkin", r"gherkin(?: (?:for|of) (?P<which>.+))?"),
    (
        "show",
        r"(?:(?:show|list|give|print|display|see|what (?:is|are)) )?(?:me )?(?:the )?(?:open |blocking )?"
        r"(?P<text>coverage(?: matrix)?|questions)",
    ),
    (
        "show",
        rf"(?:show|list|print|display|open|read)(?: me)?(?: the)? (?P<which>stories|story set|set|them|everything|{_MANY})",
    ),
    (
        "export",
        r"(?:(?:export|download|save|give|send|get|have)(?: me)? )?(?:(?:it|them|that|this|the (?:set|stories|story set)|all) )?"
        r"(?:as|in|to|into) (?:an? )?(?P<text>xlsx|excel|word|docx|csv|jira|markdown|md)(?: csv| file| document| sheet)?",
    ),
    ("export", r"(?:export|download)(?: it| them| the (?:set|stories))?(?P<text>)"),
    (
        "estimate",
        r"(?:estimate|size|(?:add |give )(?:me |them )?(?:the )?(?:estimates?|story points|sizes?)(?: (?:for|to|of))?)(?: (?P<which>.+))?",
    ),
    ("estimate", r"how (?:big|large) (?:are|is) (?P<which>they|these|those|it|the stories|stor(?:y|ies) .+|us.+)"),
    (
        "more",
        rf"(?:add |give |write |show |i need |we need |find |need )?(?:me |us )?(?:some |a few |\d+ |one |two |three )?"
        rf"(?:more|additional|further|extra|another) {_KIND} ?{_CASES}(?: (?:for|to|on|in|of) (?P<which>.+))?",
    ),
    (
        "more",
        r"(?:add|write|give me) (?:some |a few |the )?(?P<text>negative|error|failure|boundary|permission|security|edge) "
        rf"{_CASES}(?: (?:for|to|on|in|of) (?P<which>.+))?",
    ),
    (
        "propose",
        r"(?:add|put|push|create|move|send|import|copy|save|file|bring) "
        rf"(?P<which>them|these|those|it|all(?: of (?:them|these))?(?: stories)?|everything|(?:the|these|those) stories|"
        rf"{_MANY}|the \w+[- ]haves|the [\w -]{{2,40}} (?:one|story)|the (?:musts|shoulds|coulds)) "
        r"(?:to|into|in|on) (?P<text>.+)",
    ),
    (
        "add",
        r"(?:add|create|write|include|insert|append|draft|(?:we|i)? ?(?:also )?need|one more)(?: an?| one| another| one more)?"
        r"(?: (?:more|new|further|extra|additional|another))?(?: user)? story"
        r"(?: (?:for|about|on|where|that says|which says|saying|so that|in which|to cover)|:|,| -)? (?P<text>.+)",
    ),
    ("add", r"(?:another|a further|one more|new)(?: user)? story(?: (?:for|about|on|where)|:|,)? (?P<text>.+)"),
    (
        "merge",
        r"(?:merge|combine|join|unite|fold|put) (?P<which>.+?)(?: together)?(?: (?:in)?to (?:one|a single|1)(?: story)?)?",
    ),
    (
        "split",
        r"(?:split|break|cut|slice|divide)(?: up| down)? (?P<which>.+?)(?: up)?(?: (?:into|in|by|along)[: ]+(?P<text>.+))?",
    ),
    ("keep", r"(?:keep only|only keep|just keep|keep just) (?P<which>.+)"),
    (
        "delete",
        r"(?:delete|remove|drop|discard|throw out|throw away|get rid of|leave out|scrap|take out|kick out) (?P<which>.+)",
    ),
    (
        "role",
        r"(?:(?:set|make|change|use|put)(?: the)? |the )?(?:user )?(?:role|persona|actor)s?(?: (?:of|for|in) (?P<which>.+?))?"
        r"(?: is| are| to|:| =| should be| shall be| must be| as| into) (?:really |actually |always )?(?:an? |the )?(?P<text>.+?)",
    ),
    ("role", r"(?:replace|swap)(?: the)?(?: role)? (?P<which>.+?) (?:by|with|for) (?:an? |the )?(?P<text>.+)"),
    ("role", rf"(?P<which>{_MANY}) (?:is|are) (?:meant )?for (?:an? |the )?(?P<text>.+)"),
    (
        "benefit",
        r"(?:set |change )?(?:the )?benefit (?:of|for) (?P<which>.+?)(?: is| to|:| =| should be)(?: that)? (?P<text>.+)",
    ),
    ("benefit", rf"(?P<which>{_ONE})[:,]? so that (?P<text>.+)"),
    (
        "priority",
        rf"(?:make|set|mark|put|change|turn|raise|lower|downgrade|upgrade|bump|move)(?: the)?(?: priority of| priority for)? (?P<which>.+?)"
        rf"(?:'s priority)?(?: is| as| to| into| down to| up to)?(?: an?)? {_LEVEL}{_HAVE}",
    ),
    ("priority", rf"(?:the )?priority (?:of|for) (?P<which>.+?)(?: is| to|:| =| should be)(?: an?)? {_LEVEL}{_HAVE}"),
    (
        "priority",
        rf"(?P<which>{_MANY}|all(?: of them)?|they|everything|it|the .+?) "
        rf"(?:is|are|should be|shall be|must be)(?: all| only)?(?: an?)? {_LEVEL}{_HAVE}",
    ),
    ("rename", r"(?:change|set) the (?:title|name) of (?P<which>.+?)(?: to|:| =) (?P<text>.+)"),
    ("rename", r"(?:the )?(?:title|name) of (?P<which>.+?) (?:is|should be|shall be|must be) (?P<text>.+)"),
    ("rename", r"(?:rename|retitle|call|name|title) (?P<which>.+?)(?: to|:| as| into| ->| =>) (?P<text>.+)"),
    ("rename", rf"(?:rename|retitle|call|name) (?P<which>{_ONE}) (?P<text>.+)"),
)
_COMPILED = tuple((kind, re.compile(rf"^{pattern}$", re.I | re.S)) for kind, pattern in _PATTERNS)
_JOINTS = re.compile(
    r";\s*|\n+|\.\s+(?=[A-Z])|,? (?:and then|then|and also)\s+|, (?:and )?(?=[a-z]+ (?:the |story |us|\d))"
    r"| and (?=(?:[a-z]+) (?:story |us-?|\d))",
    re.I,
)
MOST_CHARACTERS = 400


def read_instruction(text: str) -> tuple[Edit, ...]:
    """The edits in order; empty if the text, or any part of it, is something else."""
    if len(text) > MOST_CHARACTERS:
        return ()
    whole = _one(text)
    if whole and not (whole.kind in {"delete", "split", "rename", "priority", "merge"} and _cut(text)):
        return (whole,)
    if several := _cut(text):
        return several
    return (whole,) if whole else ()


def speaks_of_stories(text: str) -> bool:
    """Whether the sentence names stories itself, so that it can only mean the set."""
    return bool(
        re.search(r"\b(?:stor(?:y|ies)|US-?\d+|criteri(?:a|on)|gherkin|story set)\b", _Typed.of(text).corrected, re.I)
    )


def _cut(text: str) -> tuple[Edit, ...]:
    parts = [part for part in _JOINTS.split(text) if part.strip(" .,;")]
    if len(parts) < 2:
        return ()
    edits = [_one(part) for part in parts]
    return tuple(edit for edit in edits if edit) if all(edits) else ()


def _one(text: str) -> Edit | None:
    typed = _Typed.of(text)
    for kind, pattern in _COMPILED:
        found = pattern.match(typed.corrected)
        if found is None:
            continue
        groups = found.groupdict()
        which = typed.part(found, "which") if groups.get("which") else ""
        payload = typed.part(found, "text") if groups.get("text") else ""
        if kind in {"priority", "more", "changes", "show", "export"}:
            payload = groups.get("text") or ""
        return Edit(kind, _bare(which), payload.strip().strip("\"“”'‘’").strip())
    return None


def _bare(which: str) -> str:
    return which.strip().strip("\"“”'‘’:,.").strip()


@dataclass(frozen=True)
class _Typed:
    """A sentence with its steering words corrected, and the way back to what was typed."""

    text: str
    corrected: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Typed":
        body = " ".join(text.translate(str.maketrans("’‘–—", "''--")).split())
        body = body[_polite(body) :]
        body = body[: len(body) - len(found.group(0))] if (found := _TAIL.search(body)) else body
        corrected, places = "", list[int]()
        for start, word in _tokens(body):
            better = _corrected(word)
            corrected += better
            places += [start + min(n, len(word) - 1) for n in range(len(better))]
        return cls(body, corrected, (*places, len(body)))

    def part(self, found: re.Match[str], name: str) -> str:
        start, end = found.span(name)
        return self.text[self.places[start] : self.places[end]]


def _polite(body: str) -> int:
    found = _POLITE.match(body)
    return found.end() if found else 0


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    for found in re.finditer(r"[A-Za-z]+|[^A-Za-z]+", text):
        yield found.start(), found.group(0)


@lru_cache(maxsize=5_000)
def _corrected(word: str) -> str:
    low = word.lower()
    if len(low) < 4 or not low.isalpha() or low in _KNOWN or low in _LEFT:
        return word
    allowed = 1 if len(low) < 7 else 2
    near = sorted((OSA.distance(low, known, score_cutoff=allowed), known) for known in _KNOWN if known[0] == low[0])
    return near[0][1] if near and near[0][0] <= allowed else word
