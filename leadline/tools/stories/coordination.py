"""Compound sentences and actions -> single ones: "search, filter and export orders" is three stories, "approve or reject" is one."""

import re

from leadline.tools.stories.grammar import DETERMINERS, PREPOSITIONS, base_form, base_of_participle, words
from leadline.tools.stories.lexicon import STRONG_VERBS, VERBS
from leadline.tools.stories.roles import person, system

MODAL = (
    r"(?:(?:do|does) not (?:want|need|have) to|(?:don't|doesn't) (?:want|need|have) to|shall|"
    r"must|should|may|might|can|could|will|would(?: (?:also|really))? like to|would|cannot|can't|won't|mustn't|shouldn't|"
    r"needs? to|has to|have to|had to|is able to|are able to|(?:is|are) (?:not )?(?:required|"
    r"allowed|permitted|expected|supposed|entitled|going|able) to|"
    r"wants? to|wants?|'d like to|wishes? to|wish to|needs? the ability to|is to|are to)"
)
_BOUNDARY = re.compile(r"\s*(?:;|,|,? and|,? but|,? while|,? whereas|,? and then|,? then)\s+(?=\S)")
_INSEPARABLE = {
    ("approve", "reject"),
    ("approve", "decline"),
    ("accept", "decline"),
    ("accept", "reject"),
    ("enable", "disable"),
    ("confirm", "reject"),
    ("confirm", "decline"),
    ("allow", "deny"),
    ("activate", "deactivate"),
    ("check", "uncheck"),
}


def split_clauses(sentence: str) -> list[str]:
    """Splits where a new subject with its own verb starts ("employees request leave, managers approve it")."""
    cuts = [0]
    for match in _BOUNDARY.finditer(sentence):
        inside = sentence[: match.start()]
        if inside.count("(") > inside.count(")") or re.search(
            r"\b(?:if|when|once|that|whether|because|unless|which|who)\b[^,;]*$", inside, re.I
        ):
            continue
        stated = _starts_clause(inside) or re.search(rf"\b(?:{MODAL}|is|are|has|have)\b", inside)
        own = re.search(r"\b(?:is|are) [a-z]+", inside) or subject_and_verb(inside)
        if (stated and _starts_clause(sentence[match.end() :])) or (own and _starts_passive(sentence[match.end() :])):
            cuts.append(match.start())
    parts = [sentence[a:b] for a, b in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]
    return [
        re.sub(r"^\s*(?:;|,)?\s*(?:and then|and|but|while|whereas|then)?\s+", "", part).strip(" ,;")
        if n
        else part.strip(" ,;")
        for n, part in enumerate(parts)
    ]


def _starts_clause(text: str) -> bool:
    """Whether the text opens with a person or system followed by a modal or a finite verb."""
    modal = re.match(rf"((?:[\w'’/-]+ ){{1,5}}?)(?:also |only |then |always )?{MODAL}\b", text)
    if modal and (
        person(modal.group(1))
        or system(modal.group(1))
        or modal.group(1).strip().lower() in {"they", "it", "we", "i", "he", "she"}
    ):
        return True
    passive = re.match(r"((?:[\w'’-]+ ){1,4}?)(?:is|are) (?:not )?\w+", text)
    if passive and (person(passive.group(1)) or system(passive.group(1))):
        return True
    return subject_and_verb(text) is not None


def _starts_passive(text: str) -> bool:
    """ "compensation is started", "tickets that have already been used are refused"."""
    found = re.match(
        r"(?:the |an? |all |any )?(?:[\w'’-]+ ){1,3}?(?:(?:that|which|who) [^,]+? )?(?:is|are) (?:not |automatically |then )?([a-z]+)\b",
        text,
    )
    return found is not None and base_of_participle(found.group(1)) is not None


def subject_and_verb(text: str) -> tuple[str, str, str] | None:
    """(subject, verb, rest) of a plain present-tense clause whose subject is a person or a system, else None."""
    tokens = text.split()
    if len(tokens) > 1 and tokens[0].lower() in VERBS and tokens[1].lower() in {"the", "a", "an", "all", "any", "each"}:
        return None  # "Use the new scanner labels ..." is an order
    for n in range(1, min(6, len(tokens))):
        subject = " ".join(tokens[:n])
        if any(token.lower().strip(",") in PREPOSITIONS for token in tokens[:n]) or subject.endswith((",", ":")):
            return None
        at = n + (
            tokens[n].lower() in {"also", "only", "then", "always", "automatically", "usually", "immediately"}
            or bool(re.fullmatch(r"[a-z]{3,}ly", tokens[n]))
        )
        if at >= len(tokens):
            return None
        base = base_form(tokens[at].strip(",."))
        if not base or not (who := person(subject) or system(subject)):
            continue
        if n == 1 and not person(subject) and tokens[0].lower() in VERBS:  # "Import contacts" is an order
            return None
        plural = tokens[n - 1].lower().endswith("s") or who.endswith("member") or tokens[n - 1] in {"HR", "IT"}
        inflected = tokens[at].strip(",.").lower() != base
        if (
            inflected
            or (plural and base in STRONG_VERBS)
            or (plural and at + 1 < len(tokens) and tokens[at + 1].lower() in DETERMINERS)
        ):
            adverb = tokens[n] + " " if at > n else ""
            return (
                subject,
                base,
                (
                    adverb * (adverb.strip().lower() in {"automatically", "immediately"}) + " ".join(tokens[at + 1 :])
                ).strip(),
            )
    return None


def split_actions(action: str) -> list[str]:
    """The single actions in a verb phrase in base form; verbs without an object of their own share the last one's."""
    parts = _verb_cuts(action)
    if len(parts) == 1:
        return [action]
    out: list[str] = []
    shared = _object_of(parts[-1])
    for n, (joint, spoken) in enumerate(parts):
        alone = n < len(parts) - 1 and len(spoken.split()) == 1
        part = f"{spoken} {shared}" if alone and shared else spoken
        first = part.split()[0].lower()
        previous = out[-1].split()[0].lower() if out else ""
        if out and (joint == "or" or (previous, first) in _INSEPARABLE):
            out[-1] = _joined(out[-1], part, shared)
        else:
            out.append(part)
    return out


def _joined(left: str, right: str, shared: str) -> str:
    if shared and left.endswith(" " + shared):
        left = left[: -len(shared) - 1]
    return f"{left} or {right}"


def _object_of(part: tuple[str, str]) -> str:
    tokens = part[1].split()
    return " ".join(tokens[1:])


def _verb_cuts(action: str) -> list[tuple[str, str]]:
    """(joining word, part) for each coordinated verb phrase."""
    cuts: list[tuple[int, int, str]] = []
    for match in re.finditer(r"\s*(?:,\s*(and/or|and then|then|and|or)?|\b(and/or|and then|and|or|&)\b)\s+", action):
        rest = words(action[match.end() :])
        if rest and rest[0].lower() in {"to", "then", "also", "automatically"}:
            rest = rest[1:]
        if not rest or not _opens_action(rest, action[: match.start()]):
            continue
        if (
            len(rest) > 1
            and rest[1].strip(".,").lower() in {"date", "dates", "time", "times", "point", "points"}
            and rest[0] in {"end", "start", "due"}
        ):
            continue  # "a start and end date"
        inside = action[: match.start()]
        if inside.count("(") > inside.count(")") or re.search(
            r"\b(?:if|when|once|that|whether|which|who|how|what|until|unless)\b", inside
        ):
            continue
        cuts.append((match.start(), match.end(), (match.group(1) or match.group(2) or ",").replace("and/or", "or")))
    if not cuts:
        return [("", action)]
    last = cuts[-1][2]
    joints = [last if joint == "," else joint for _, _, joint in cuts]
    starts = [0, *[end for _, end, _ in cuts]]
    ends = [*[start for start, _, _ in cuts], len(action)]
    parts = [re.sub(r"^(?:to|also|then) ", "", action[a:b].strip(" ,")) for a, b in zip(starts, ends, strict=True)]
    return [(joint, part) for joint, part in zip(["", *joints], parts, strict=True) if part] or [("", action)]


def _opens_action(tokens: list[str], before: str) -> bool:
    verb = tokens[0]
    if verb not in VERBS:
        return False
    after = tokens[1].lower() if len(tokens) > 1 else ""
    determined = after in DETERMINERS or after in {"it", "them", "him", "me", "us", "who", "how", "what", "which"}
    if verb in STRONG_VERBS - {"process", "limit", "list", "exchange", "group", "quote", "flag"}:
        noun_like = base_form(verb) in {
            "access",
            "request",
            "report",
            "order",
            "export",
            "import",
            "update",
            "upload",
            "download",
            "search",
            "change",
            "transfer",
            "backup",
            "release",
            "return",
            "review",
            "support",
            "address",
            "display",
            "process",
            "control",
            "design",
            "present",
            "message",
            "schedule",
            "project",
            "test",
            "record",
            "contact",
            "store",
            "stop",
            "run",
            "load",
            "print",
            "query",
            "view",
            "lock",
            "email",
            "share",
            "issue",
            "use",
            "work",
            "check",
            "post",
        }
        if not noun_like:
            return after not in {"of"}
    if determined:
        return True
    listed = re.search(r"\b(?:for|of|with|about|by|in|per) [\w'’ -]+$", before) and after in {"", ",", "and", "or"}
    if listed:
        return False
    bare_before = len(words(before)) == 1 or bool(re.search(r",\s*\w+$", before))
    return (
        bare_before
        or (after in {"", ",", "and", "or"} and bare_before)
        or (after not in {"of", "is", "are", ""} and after in PREPOSITIONS and bare_before)
        or _plural_object(after, before)
    )


def _plural_object(after: str, before: str) -> bool:
    """ "... and export measurements": a bare plural after the verb, and the words before are complete in themselves."""
    return len(after) > 3 and after.endswith("s") and not after.endswith("ss") and len(words(before)) >= 2
