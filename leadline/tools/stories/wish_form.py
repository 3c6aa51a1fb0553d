"""The last look at what follows "I want": is it "to" and a verb, somebody "to" do something, or a thing?"""

import re
from itertools import pairwise

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.grammar import DETERMINERS, PREPOSITIONS, base_form, is_plural
from leadline.tools.stories.lexicon import NOUN_VERBS, STRONG_VERBS, VERBS
from leadline.tools.stories.wants import verbal, want

UNREAD = "could not be read as one wish"
"""The reason in the source map of a sentence from which no story, or not every story, could be drawn."""

PREDICATIVE = (
    r"(?:capable|incapable|able|unable|safe|unsafe|compatible|incompatible|responsive|resilient|robust|agnostic|easy|hard|"
    r"difficult|ready|consistent|inconsistent|independent|aware|unaware|resistant|tolerant|compliant|suitable|simple|responsible|"
    r"available|open|free|accessible|usable|extensible|configurable|visible|sufficient)"
)
"""Adjectives that say what something is rather than name it."""
_AFTER_PREDICATE = (
    r"(?:in|on|at|by|from|for|with|without|when|if|and|or|as|to|the|an?|all|any|within|across|under|through)"
)
PROPERTY = re.compile(
    rf"(?:very |fully |more )?{PREDICATIVE} (?:(?:of|with|from|against|as|about|on|across|by)\b|to [a-z]+(?: {_AFTER_PREDICATE}\b|$))",
    re.I,
)
"""The start of a property without its verb: "capable of running offline", "safe to switch on in old branches"."""
_FINITE = r"(?:is|are|was|were|am|has|does|did|must|shall|should|will|would|can|could|may|might|cannot)"
_OPENS_SIDE_CLAUSE = re.compile(
    r"(?:if|since|because|although|though|whereas|where|whether|unless|while|when|so|let's|let us|neither|nor|and|or|but|now|"
    r"today|instead|thus|therefore|however|do not|don['’]t|does not|never|must|should|shall|depending on)\b",
    re.I,
)
_BROKEN = re.compile(
    rf"\bto (?:to|and|or|do not|don['’]t|{_FINITE}|like to|the to)\b|\bto (?:want|wish|need) to (?:want|wish|need)\b|"
    r"\bfor to\b|\b(?:the|an?) (?:the|an?|to|there|he|she|they|we)\b|\b(?:this|these|those) (?:the|an?)\b|"
    r"^an? (?:same as|similar to|identical to|equal to)\b|"
    rf"^(?:the|an?) (?:no|so|if|instead|i|he|she|they|we|it|not|do|does|and|or|but|{_FINITE})\b|"
    r"\b(?:i|he|she|they|we)(?: therefore| still| then| also)?(?: not)? to [a-z]|, (?:it|this) to\b|^nobody to be able to be\b|"
    r"\bto either need\b|^(?:the|an?) \(|^to want\b|^to (?:this|that|these|where|which|if|when|like)\b|"
    r"\bmay to\b",
    re.I,
)
_CUT_OR_JOINED = re.compile(r"(?:,|\b(?:and|or|but|however|the|an?))$|\?|[a-z)]{2,}\. (?=[A-Z])|[a-z]{7,}\. (?=[a-z])")
""" "many kinds are there, and" is cut off; two sentences in one are no single wish."""
_RELATIVE = re.compile(
    r"\b(?:that|which|who|whose|whom|when|if|where|whether|how|what|why|while|once|unless|so|because|as|after|before|until)\b|[(:]"
)


def readable(wish: str) -> bool:
    """Whether the wish can stand after "I want"."""
    told = " ".join(wish.split())
    if not told or not _balanced(told) or told.startswith("("):
        return False
    if _OPENS_SIDE_CLAUSE.match(told) or _CUT_OR_JOINED.search(told) or _BROKEN.search(told):
        return False
    tokens = told.split()
    if tokens[0].lower() == "to":
        return len(tokens) > 1 and tokens[1].lower() not in DETERMINERS
    if tokens[0].lower() in {"the", "a", "an"} and (_verb_for_noun(tokens[1:]) or PROPERTY.match(" ".join(tokens[1:]))):
        return False
    who = told.partition(" to ")[0]
    return not _finite_verb(who) and not _bare_verb(tokens)


def unreadable(clause: Clause) -> bool:
    """Whether the clause would become a story whose wish nobody can read."""
    if clause.form != "person" and clause.subject.lower().startswith("to "):
        return True
    return not readable(want(verbal(clause) if clause.form == "noun" else clause))


def _balanced(text: str) -> bool:
    depth = 0
    for sign in re.sub(r"(?:^|\s)\w{1,2}\)(?=\s)|[:;]-?[()]", " ", text):
        depth += (sign in "([{") - (sign in ")]}")
        if depth < 0:
            return False
    return depth == 0


def _verb_for_noun(tokens: list[str]) -> bool:
    """ "the ensure the server", "a describes the way": a verb with its object where the thing should stand."""
    if len(tokens) < 2:
        return False
    verb, after = tokens[0], tokens[1].lower()
    base = base_form(verb) if verb.islower() else None
    if base is None:
        return False
    certain = base in STRONG_VERBS - NOUN_VERBS and verb != base
    return certain or after in {"the", "a", "an", "all", "any", "it", "them", "this", "these", "my", "their"}


def _finite_verb(phrase: str) -> bool:
    """Whether what should only name somebody or something already says what it does."""
    head = _RELATIVE.split(phrase, maxsplit=1)[0]
    if re.search(rf"\b{_FINITE}\b", head) and not re.match(r"(?i)(?:all|every|any)\b", head):
        return True
    if re.search(r"(?i)\baims?\b", head):
        return True
    tokens = head.split()
    for verb, after in pairwise(tokens[1:]):
        base = base_form(verb) if verb.islower() else None
        if base in STRONG_VERBS - NOUN_VERBS and verb != base and (after.lower() in DETERMINERS or is_plural(after)):
            return True
    return False


def _bare_verb(tokens: list[str]) -> bool:
    """ "only allow the owner", "removes the old entry": an order that lost its "to", or a statement that lost its subject."""
    while tokens and re.fullmatch(r"only|also|[a-z]{3,}ly", tokens[0]):
        tokens = tokens[1:]
    if len(tokens) < 2:
        return False
    verb, base = tokens[0], base_form(tokens[0]) if tokens[0].islower() else None
    if base in STRONG_VERBS - NOUN_VERBS and verb != base:
        return tokens[1] not in PREPOSITIONS - {"from", "back"}
    return verb in VERBS and tokens[1].lower() in DETERMINERS - {"no"}
