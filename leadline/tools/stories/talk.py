"""What people write in mails, minutes and chats, said the way a requirement is said. The source map keeps their own words."""

import re

from leadline.tools.stories.coordination import MODAL
from leadline.tools.stories.grammar import base_form, base_of_participle, past_participle, sentence_case
from leadline.tools.stories.lexicon import VERBS
from leadline.tools.stories.roles import person

_FILLER = re.compile(
    r"^(?:(?:ok(?:ay)?|well|oh|um+|basically|actually|btw|anyway|obviously|plus|right|alright|so basically|"
    r"oh and|and also|also|so|and|yeah|yes|just|like i said|as i said|as said)\b[,:]? +)+(?=\S)",
    re.I,
)
_TAIL = re.compile(
    r"(?:,? (?:obviously|of course|i guess|i think|or so|or something|you know|right|though|imho))+\W*$", re.I
)
_SHORT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), plain)
    for pattern, plain in (
        (r"\b(do|does|did|is|are|was|were|has|have|should|must|would|could|need)n['’]t\b", r"\1 not"),
        (r"\bcan['’]t\b", "cannot"),
        (r"\bwon['’]t\b(?! have)", "will not"),
        (r"\b(we|i|they|he|she|you)['’]d (?=(?:like|want|need|love|prefer)\b)", r"\1 would "),
        (r"\bwould (want|need)\b", r"\1"),
        (r"\bits (?=(?:more|less|over|above|under|below|not|only|up)\b)", "it is "),
        (r"\bsomethings (?=\w+(?:ed|wn|ne)\b)", "something is "),
        (r"\b(?:some|any) (?:kind|sort|type) of (?=an? )", ""),
        (r"\b(?:some|any) (?:kind|sort|type) of (?=[aeiou])", "an "),
        (r"\b(?:some|any) (?:kind|sort|type) of ", "a "),
        (r"\b([a-z]+) (?:thing|thingy|stuff)\b(?! is)(?= for\b| to\b|$)", r"\1"),
        (r"^(?:pls|plz|please),? (?=(?:an?|the|some|one|no)\b)", "we need "),
        (r"\b[A-Za-z]+ \((\d+)\)(?= [a-z])", r"\1"),
        (r"(?<=[a-z]) \+ (?=[a-z])", " and "),
        (r"^(?:SSO|single sign ?on)(?= |$)", "single sign-on"),
        (r"^(?:MFA|2FA)(?= |$)", "two-factor login"),
        (r"!{1,}(?=\s|$)", "."),
        (r"(?<=\w), (?=(?:max|min)(?:imum|\.)? ?\d)", " of "),
        (r"\(max(?:imum|\.)? (\d[^)]* (?:ahead|in advance|before\b[^)]*))\)", r"at most \1"),
        (r",? (?:and )?takes? (?:<|less than|under) ?(?=\d)", " in less than "),
    )
)  # fmt: skip
_PLACE = re.compile(
    r"^(?:in|on|within|with) the (?:new |future |planned )?(?:[\w-]+ )?"
    rf"(?:portal|app|application|system|tool|platform|website|page|solution)"
    rf",? (?=(?:an?|the|all|every|each|our) (?:[\w-]+ ){{1,4}}?{MODAL}\b)",
    re.I,
)
_SPEAKER = re.compile(r"^(?P<who>[A-Z][\w.-]+(?: [A-Z][\w.-]+)?)(?: \([^)]{1,30}\))?: (?P<said>\S.+)$")
_REPORTED = re.compile(
    r"^(?P<who>[A-Z][\w-]+(?: [A-Z][\w-]+)?) (?:said|says|mentioned|noted|asked|pointed out|explained|confirmed|stressed)"
    r"(?: that)? (?P<said>\S.+)$"
)
_NAMED_WISH = re.compile(
    r"^(?P<who>[A-Z][a-z]+)(?: \([^)]{1,30}\))? (?:wants|needs|would like|asks for|requires) (?P<what>\S.+)$"
)
_ROLE_LABEL = re.compile(r"^(?P<who>[\w-]+(?: [\w-]+){0,2}) ?: (?P<act>[a-z]+\b.*)$", re.I)
_ARROW = re.compile(r"^(?P<c>[^,;]+?)\s*(?:->|=>|→|⇒)\s*(?P<then>\S.+)$")
_ORDERED = re.compile(
    r"^(?P<who>[\w-]+(?: [\w-]+){0,2}?) (?:often |always |sometimes |usually )?"
    r"(?:forget|miss|overlook|ignore|do not|cannot|never|tend)\b.*?,? so "
    r"(?:please )?(?P<verb>remind|notify|warn|inform|alert|tell|ask|send) (?:them|him|her)\b(?P<rest>.*)$",
    re.I,
)
_CONSEQUENCE = re.compile(
    r"^(?P<who>[\w-]+(?: [\w-]+){0,3}?) (?:do not|does not|cannot|have no|has no|are|is|never|often|have|has|only have)\b[^,]*, "
    r"(?:so|therefore|thus) (?:they|he|she|it) (?P<modal>(?:ha(?:ve|s)|need|needs) to|must|should|shall|need|needs)\b(?P<rest>.+)$",
    re.I,
)
_MEASURED = re.compile(
    r"^(?P<what>(?:[A-Za-z][\w-]* ){0,4}?[\w-]*(?:retention|period|time-?out|limit|length|duration|frequency|interval|threshold))"
    r"\s*[:=]?\s+(?P<value>(?:max(?:imum)?\.? |min(?:imum)?\.? |at (?:most|least) )?\d.*)$",
    re.I,
)
_MUST_FIRST = re.compile(
    r"^(?:it )?(?P<modal>must|should|shall|has to|needs to) (?P<rest>(?!not\b|have\b)[a-z]+\b.*)$", re.I
)
_NO_CHANGES = re.compile(
    r"^(?P<c>(?:after|before|during|until) [^,]{3,40}?),? no (?P<what>[a-z]+s)(?:, except (?P<but>.+))?$", re.I
)


def as_meant(text: str) -> str:
    """The statement inside the talk; a text that is said plainly already comes back as it is."""
    text = _FILLER.sub("", text.strip())
    for pattern, plainly in _SHORT:
        text = pattern.sub(plainly, text)
    text = text.rstrip(". ") if text.endswith("..") else text
    text = _TAIL.sub("", text)
    text = _PLACE.sub("", text)
    for rule in (_paused, _reported, _role_label, _caused, _measured, _arrow, _subjectless):
        text = rule(text)
    return text


_UNPAUSED = re.compile(
    r"^(?P<c>(?:if|when|whenever|once|as soon as)\b [^,]{2,60}?) "
    r"(?P<rest>(?:the|an?|it|they|all|every|each|we|he|she)\b (?:[\w-]+ ){0,3}?"
    rf"(?:{MODAL}|gets?|goes|is|are|has|have|needs?|wants?|want|also|receives?|sees?|shows?|sends?)\b.*)$",
    re.I,
)


def _paused(text: str) -> str:
    """ "if safety-relevant the vehicle gets blocked": the comma after the condition."""
    match = _UNPAUSED.match(text)
    if not match or re.search(
        r"(?i)\b(?:the|an?|that|which|who|of|for|to|than|and|or|by|with|on|in|at|if|is|are)$", match.group("c")
    ):
        return text
    opener, _, state = match.group("c").partition(" ")
    if len(state.split()) == 1 and not re.search(r"(?:s|ed)$", state):
        state = f"it is {state}"  # "if urgent", "when safety-relevant"
    return f"{opener} {state}, {match.group('rest')}"


def _reported(text: str) -> str:
    """ "Mike: readers are there", "Tom said drivers need ...", "Jana wants a list"."""
    spoken = _SPEAKER.match(text)
    if spoken and len(spoken.group("said").split()) >= 3 and _is_name(spoken.group("who")):
        return as_meant(spoken.group("said"))
    told = _REPORTED.match(text)
    if told and _is_name(told.group("who")):
        return as_meant(told.group("said"))
    wished = _NAMED_WISH.match(text)
    if wished and _is_name(wished.group("who")):
        return f"we want {wished.group('what')}"
    return text


def _is_name(who: str) -> bool:
    """A name of a person: no role, no verb, no word of a product."""
    first = who.split()[0]
    plural = first.lower().endswith("s") and len(first) > 4
    return (
        not person(who)
        and not plural
        and first.lower() not in VERBS
        and not re.search(
            r"(?i)(?:ing|tion|ment|ness|ity|ance|ence|age)$|^(?:the|a|an|every(?:one|body|thing)?|no|not|none|nobody|nothing|some(?:one|body|thing)?|any(?:one|body|thing)?|all|it|this|that|we|you|they|she|he|i|note|"
            r"action|decision|open|goal|risk|scope|must|should|could|later|phase|step|option|release|login|search|export|report|password|access|"
            r"returns?|refunds?|mobile|offline|marketing|finance|payroll|legal|sales|support|security|data|performance)$",
            first,
        )
    )


def _role_label(text: str) -> str:
    """ "admin: block rooms for maintenance": the label is who does it."""
    match = _ROLE_LABEL.match(text)
    if not match or not (who := person(match.group("who"))):
        return text
    verb = match.group("act").split()[0].lower()
    if verb in VERBS and base_form(verb) == verb:
        return f"the {who} can {match.group('act')}"
    return text


def _caused(text: str) -> str:
    """A reason, then the wish: "Managers forget to approve, so remind them", "Temps have no e-mail, so they must ...\""""
    ordered = _ORDERED.match(text)
    if ordered:
        if ordered.group("verb").lower() == "send":
            return f"{ordered.group('who')} must get{ordered.group('rest')}"
        return f"{ordered.group('who')} must be {past_participle(ordered.group('verb').lower())}{ordered.group('rest')}"
    follows = _CONSEQUENCE.match(text)
    return f"{follows.group('who')} {follows.group('modal')}{follows.group('rest')}" if follows else text


def _measured(text: str) -> str:
    """ "Recording retention 90 days": a property and its value without a verb."""
    match = _MEASURED.match(text)
    if not match or re.search(rf"(?i)\b(?:{MODAL}|is|are)\b", match.group("what")):
        return text
    what = match.group("what")
    return f"The {what[0].lower() + what[1:]} must be {match.group('value')}"


def _arrow(text: str) -> str:
    """ "boss on holiday -> goes to deputy"."""
    match = _ARROW.match(text)
    if not match or re.search(r"->|→|=>", match.group("then")):
        return text
    then = match.group("then")
    first = then.split()[0].lower()
    subject = "it " if (base_form(first) or first) != first or first == "goes" else ""
    cause = match.group("c").strip()
    finite = any(
        base_form(word) not in (None, word) or base_of_participle(word) or word in {"is", "are", "has", "have"}
        for word in cause.lower().split()[1:]
    )
    who = "" if finite or not person(cause.split()[0]) else " is"
    named = cause.split()[0] + who + cause[len(cause.split()[0]) :]
    return f"If {'the ' if who else ''}{named[0].lower() + named[1:]}, {subject}{then}"


def _subjectless(text: str) -> str:
    """ "must work on mobile" is about the product; "After the cut-off no changes" forbids them."""
    forbidden = _NO_CHANGES.match(text.rstrip("."))
    if forbidden:
        only = forbidden.group("but")
        rest = f", but {only}" if only else ""
        return f"{sentence_case(forbidden.group('c'))}, no {forbidden.group('what')} can be made{rest}"
    match = _MUST_FIRST.match(text)
    return f"The system {match.group('modal').lower()} {match.group('rest')}" if match else text


_JOINT = re.compile(r",\s+(?:and )?(?=\S)")
_OPENS_STATEMENT = re.compile(
    r"^(?:if|when|as soon as|nobody|no one|everyone|everybody|also|plus|then|pls|please)\b", re.I
)


def statements_in(sentence: str) -> list[str]:
    """A careless sentence strung together with commas, cut where somebody new begins to act: "..., boss approves, if its ...".

    Only text in small letters is cut: whoever writes capitals writes sentences.
    """
    if sentence[:1].isupper() or sentence.count(",") < 2 or len(sentence.split()) < 9:
        return [sentence]
    out = [""]
    for piece in _JOINT.split(sentence):
        begins = out[-1] and (_OPENS_STATEMENT.match(piece) or _acts(piece))
        waiting = (
            _OPENS_STATEMENT.match(out[-1])
            and re.match(r"(?:if|when|as soon as)\b", out[-1], re.I)
            and not _complete(out[-1])
        )
        if begins and not waiting:
            out.append(piece)
        else:
            out[-1] = f"{out[-1]}, {piece}" if out[-1] else piece
    return out


def _acts(piece: str) -> bool:
    """A person and what they do: "employees put in ...", "boss approves"."""
    tokens = re.findall(r"[\w'’-]+", piece)
    for n in (1, 2, 3):
        if len(tokens) > n and person(" ".join(tokens[:n])):
            verb = tokens[n].lower()
            return verb in {"can", "must", "should", "may", "gets", "get"} or (base_form(verb) or "") in VERBS
    return False


def _complete(text: str) -> bool:
    """Does a sentence that opens with "if" hold its main clause already? "if its more than 5k it also goes to finance"."""
    return bool(
        re.search(
            r"\b(?:it|they|he|she|the [\w-]+) (?:also |then )?[a-z]+s?\b.{3,}",
            re.sub(r"^\w+ (?:its?|it is|they|the [\w-]+)\b", "", text),
        )
    )
