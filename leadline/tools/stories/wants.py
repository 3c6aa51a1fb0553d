"""A clause in the words of a story ("I want ...") and in the words of a test ("the supplier uploads ...")."""

import re
from dataclasses import replace

from leadline.tools.stories.clause import Clause
from leadline.tools.stories.grammar import (
    base_form,
    base_of_participle,
    conjugate,
    first_person,
    indefinite,
    is_plural,
    lower_first,
    noun_phrase,
    other_person,
    past_participle,
    sentence_case,
    singular,
    third_person,
)
from leadline.tools.stories.lexicon import SYSTEMS

_NOMINAL = {
    "reset": "reset", "export": "export", "import": "import", "upload": "upload", "download": "download", "approval": "approve",
    "search": "search", "registration": "register", "booking": "book", "cancellation": "cancel", "tracking": "track",
    "creation": "create", "deletion": "delete", "assignment": "assign", "submission": "submit", "payment": "pay",
    "request": "request", "update": "update", "review": "review", "filtering": "filter", "sorting": "sort", "reporting": "report",
    "scanning": "scan", "scheduling": "schedule", "monitoring": "monitor", "management": "manage", "rejection": "reject",
}  # fmt: skip
_FORMAT = re.compile(
    r"\b(as|in) (PDF|CSV|XML|JSON|Excel|DOCX|XLSX|PNG|JPG|JPEG|ZIP|HTML)\b(?! (?:format|files?|and|or)\b)(?![,/])"
)
_PROPERTY = re.compile(
    r"(?:be|load|support|work|respond|run|have|scale|handle|refresh|appear|start|stay|remain|comply)\b"
)
_FORMAT_ARTICLE = {
    "XML": "an XML file",
    "Excel": "an Excel file",
    "HTML": "an HTML file",
    "JSON": "a JSON file",
    "CSV": "a CSV file",
}


_STRONG_SIGN_IN = {
    "two-factor": "with two factors",
    "2fa": "with two factors",
    "multi-factor": "with several factors",
    "mfa": "with several factors",
    "passwordless": "without a password",
    "biometric": "by fingerprint or face",
}


def verbal(clause: Clause) -> Clause:
    """ "password reset by SMS" -> the action "reset the password by SMS"; other noun phrases stay as they are."""
    login = re.match(r"(?i)(?:login|log-in|sign-in|single sign-on)\b(?P<rest>.*)$", clause.action)
    if login:
        how = " with single sign-on" if "single" in clause.action.lower() else ""
        return replace(clause, form="person", action=f"sign in{how}{login.group('rest')}")
    strong = re.match(
        r"(?i)(?:an? |the )?(?P<how>two-factor|multi-factor|2fa|mfa|passwordless|biometric)"
        r"(?: login| log-in| sign-in| authentication)(?P<rest>(?: (?:by|with|via|for|using)\b.*)?)$",
        clause.action,
    )
    if strong:
        action = f"sign in {_STRONG_SIGN_IN[strong.group('how').lower()]}{strong.group('rest')}"
        return replace(clause, form="person", action=action)
    checkout = re.match(r"(?i)(?:a |the )?check-?out\b(?P<rest> (?:with|by|as|via|without)\b.*)?$", clause.action)
    if checkout:
        return replace(clause, form="person", action=f"check out{checkout.group('rest') or ''}")
    reverse = re.match(r"(?i)(?:the |an? )?(?P<v>" + "|".join(_NOMINAL) + r") of (?P<rest>\S.*)$", clause.action)
    if reverse:
        return replace(clause, form="person", action=f"{_NOMINAL[reverse.group('v').lower()]} {reverse.group('rest')}")
    match = re.match(
        r"(?i)(?:an? |the )?(?P<o>(?!(?:an?|the|no|any|some) )(?:[\w-]+ ){1,3}?)(?P<v>"
        + "|".join(_NOMINAL)
        + r")\b(?P<rest>(?: (?:by|via|with|as|to|for|from|in|on|through|at|within)\b.*)?)$",
        clause.action,
    )
    if not match:
        return clause
    what = match.group("o").strip()
    verb = _NOMINAL[match.group("v").lower()]
    thing = f"my {what.lower()}" if what.lower() in {"password", "pin", "profile", "account"} else lower_first(what)
    if (
        not thing.startswith("my ")
        and not is_plural(what.split()[-1])
        and what.split()[-1].lower() not in {"data", "leave", "stock"}
    ):
        thing = thing + (
            "es" if thing.endswith(("s", "x", "ch")) else "ies" if re.search(r"[^aeiou]y$", thing) else "s"
        )
        thing = re.sub(r"yies$", "ies", thing)
    return replace(clause, form="person", action=f"{verb} {thing}{match.group('rest')}")


def want(clause: Clause) -> str:
    """What follows "I want": "to upload an invoice as a PDF", "the gateway to send an alert", "all data to be encrypted"."""
    condition = f" {lower_first(clause.condition)}" if clause.condition else ""
    if clause.form == "person":
        if clause.negated:
            return (
                f"{lower_first(clause.subject or 'nobody')} {'' if not clause.subject else 'not '}to be "
                f"able to {clause.action}{condition}"
            )
        return f"to {_own(clause.action)}{_own(condition)}"
    if clause.form == "noun":
        return indefinite(lower_first(clause.action)) + condition
    subject = _subject(clause)
    if clause.form == "system":
        received = _received(clause)
        return (received if received else f"{subject}{' not' if clause.negated else ''} to {clause.action}") + condition
    if clause.recipient and clause.form == "passive":
        action = re.sub(
            rf"\b(to|for) (?:the |an? )?{re.escape(clause.recipient)}s?\b", r"\1 me", clause.action, count=1
        )
        clause = replace(clause, action=action)
    able = "be able to " if clause.form == "thing" and clause.modal in {"can", "may"} else ""
    return f"{subject}{' not' if clause.negated else ''} to {able}{_infinitive(clause.action)}{condition}"


def _own(text: str) -> str:
    """In the first person, also where the role is the one who acts in a side clause: "before they pick an item"."""
    inner = re.sub(
        r"\b(before|after|when|while|until|once|if|where|as|whether|that|what|so) "
        r"(?:they|he or she|he/she) (?=((?:also |only |still )?[a-z]+))",
        lambda m: m.group(0) if m.group(2).split()[-1] in {"are", "have", "were", "is"} else f"{m.group(1)} I ",
        text,
    )
    return first_person(inner)


def statement(clause: Clause) -> str:
    """The clause as a plain statement in the third person, without its condition."""
    if clause.form == "person":
        text = conjugate(clause.action)
        if clause.negated:
            text = "cannot " + other_person(clause.action)
        return f"the {clause.role or 'person'} {text}"
    if clause.form == "noun":
        return (
            f"{indefinite(lower_first(clause.action))} {'are' if is_plural(noun_phrase(clause.action).split()[-1]) else 'is'} "
            "available"
        )
    subject = _subject(clause)
    if clause.form == "system":
        head, _, rest = clause.action.partition(" ")
        plural = plural_subject(clause.subject)
        if clause.negated:
            return f"{subject} {'do' if plural else 'does'} not {head} {rest}".strip()
        verb = {"be": "are" if plural else "is", "have": "have" if plural else "has"}.get(
            head, head if plural else third_person(head)
        )
        rest = _conjugate_rest(rest, plural)
        return f"{subject} {verb} {rest}".strip()
    return f"{subject} {finite(clause)}"


def finite(clause: Clause) -> str:
    """The predicate of a thing or passive clause, agreeing with its subject."""
    words = _infinitive(clause.action).split()
    plural = plural_subject(clause.subject)
    head = words[0]
    if head == "be":
        return " ".join(["are" if plural else "is", *(["not"] if clause.negated else []), *words[1:]])
    if clause.negated:
        return " ".join(["do" if plural else "does", "not", *words])
    if base_form(head) is None and head not in {
        "have",
        "do",
        "go",
        "be",
        "cost",
        "apply",
        "contain",
        "belong",
        "last",
        "appear",
        "expire",
        "depend",
        "refresh",
    }:
        return clause.action
    return " ".join([head if plural else third_person(head), *words[1:]])


def plural_subject(subject: str) -> bool:
    core = re.split(
        (
            r"(?i) (?:of|for|from|with|above|over|below|under|older|longer|shorter|larger|smaller|greater|higher|lower|received|in|"
            r"to|at|on|per|between|"
            r"without|within|up|more|less|that|which) "
        ),
        re.sub(r"\s*\([^)]*\)", "", subject),
    )[0]
    words = core.split()
    return (
        bool(words)
        and (is_plural(words[-1]) or " and " in core)
        and words[0].lower() not in {"each", "every", "a", "an"}
    )


def title(clause: Clause) -> str:
    """Verb and object, at most nine words."""
    if clause.form in {"person", "system"}:
        text = other_person(clause.action)
        if clause.form == "system" and _PROPERTY.match(clause.action):
            return sentence_case(shorten(re.sub(r"^the ", "", statement(clause)), 10))
        received = _received(clause) if clause.form == "system" else None
        text = received.removeprefix("to ") if received else re.sub(r"\btheir\b", "the", text)
    elif clause.form == "passive" and not clause.negated:
        words = clause.action.split()
        base = next((verb for verb in (base_of_participle(word) for word in words[1:3]) if verb), None)
        rest = " ".join(words[2:]) if len(words) > 2 and not words[1].endswith("ly") else " ".join(words[3:])
        text = f"{base} {_subject(clause)} {rest}" if base else f"{_subject(clause)} {finite(clause)}"
    elif clause.form in {"thing", "passive"}:
        text = f"{_subject(clause)} {finite(clause)}"
    else:
        text = clause.action
    if clause.condition and len(text.split()) <= 4:
        text = f"{text} {lower_first(clause.condition)}"
    return sentence_case(shorten(text, 10))


def shorten(text: str, words: int) -> str:
    """The first words, ended at a sensible place, with an ellipsis where something is left out."""
    tokens = text.split()
    if len(tokens) <= words:
        return text.strip().rstrip(",;:")
    cut = tokens[:words]
    while len(cut) > 3 and cut[-1].lower().strip(",") in {
        "of",
        "the",
        "a",
        "an",
        "and",
        "or",
        "to",
        "for",
        "with",
        "in",
        "on",
        "by",
        "at",
        "from",
        "as",
        "that",
        "is",
        "are",
        "when",
        "if",
        "per",
        "within",
        "than",
        "more",
        "at least",
        "least",
        "up",
    }:
        cut.pop()
    return " ".join(cut).rstrip(",;:") + " …"


def condition_statement(condition: str) -> str:
    """ "when the temperature is above 8 °C" -> "the temperature is above 8 °C"; "after 5 failed attempts" -> "there have been ..."."""
    text = condition.strip()
    match = re.match(
        (
            r"(?i)(when|whenever|if|once|as soon as|while|in case|unless|until|given|before|after|"
            r"upon|on|at|during|every|each|under|for|within|in|from|by|via|with|without)\s+(.*)$"
        ),
        text,
    )
    if not match:
        timed = re.match(
            (
                r"(?i)((?:at least |at most |up to )?\S+ (?:\w+ )?(?:days?|hours?|minutes?|weeks?|months?)) "
                r"(?:before|prior to) (.*)$"
            ),
            text,
        )
        return f"it is {timed.group(1)} before {timed.group(2)}" if timed else f"it is {lower_first(text)}"
    word, rest = match.group(1).lower(), match.group(2)
    if word in {"when", "whenever", "if", "once", "as soon as", "while", "in case", "given"}:
        return lower_first(rest)
    if word == "unless":
        return f"it is not the case that {rest}"
    if word in {"every", "each"}:
        return f"{rest} have passed since the last time" if re.match(r"\d", rest) else f"the next {rest} comes"
    if word in {"after", "upon"}:
        if re.search(r"\b(?:is|are|has|have|was|were)\b", rest) or base_form(rest.split()[-1]):
            return lower_first(rest)
        if re.match(r"(?:\d|\w+ (?:minutes?|hours?|days?|seconds?))", rest):
            return (
                f"{rest} have passed"
                if re.match(r"\S+ (?:\w+ )?(?:minutes?|hours?|days?|seconds?|weeks?|months?)\b", rest)
                else f"there have been {rest}"
            )
        return f"{lower_first(rest)} {'are' if is_plural(noun_phrase(rest).split()[-1]) else 'is'} complete"
    return f"it is {word} {rest}" if word in {"before", "during", "at", "on"} else f"{lower_first(text)} is given"


def _subject(clause: Clause) -> str:
    subject = re.sub(r"^(?:only|also)\s+", "", clause.subject, flags=re.I)
    name = subject.split()[0] if subject else ""
    if (
        clause.form == "system"
        and len(subject.split()) <= 2
        and name[:1].isupper()
        and singular(name).lower() not in SYSTEMS | {"the", "a", "an", "all", "each", "every", "any", "this"}
    ):
        return subject
    subject = lower_first(subject)
    first = subject.split()[0].lower() if subject else ""
    if (
        clause.form == "system"
        and first not in {"the", "a", "an", "all", "each", "every", "any", "our", "this", "these", "both"}
        and not is_plural(subject.split()[-1])
    ):
        return f"the {subject}"
    return re.sub(r"^this ", "the ", subject)


def _received(clause: Clause) -> str | None:
    """ "send an alert to the manager" -> "to get an alert": the recipient's own words."""
    if clause.negated:
        return None
    head, _, rest = clause.action.partition(" ")
    base = base_form(head) or head
    if not clause.recipient:
        return (
            f"to see {rest}"
            if base in {"show", "display"} and rest and not re.match(r"(?:whether|that|how|up)\b", rest)
            else None
        )
    name = re.escape(clause.recipient)
    direct = re.match(rf"(?i)(?:the |an? |all |each |every |any )?{name}(?:e?s)?\b\s*(?P<rest>.*)$", rest)
    if base in {"notify", "inform", "alert", "remind", "warn", "tell", "email", "prompt", "ask", "invite"} and direct:
        return f"to be {past_participle(base)} {direct.group('rest')}".strip()
    if base in {"send", "show", "give", "offer"} and direct:
        return f"to {'see' if base == 'show' else 'get'} {direct.group('rest')}".strip()
    without = re.sub(rf"(?i)\s*\b(?:to|for) (?:the |an? |all |each |every |any )?{name}(?:e?s)?\b", "", rest, count=1)
    if base in {"send", "deliver", "forward", "push", "issue", "provide", "return"} and without != rest:
        return f"to get {without}".strip()
    if base in {"show", "display", "present"} and without != rest:
        return f"to see {without}".strip()
    return None


def _infinitive(predicate: str) -> str:
    head, _, rest = predicate.partition(" ")
    low = head.lower()
    base = {"is": "be", "are": "be", "was": "be", "has": "have", "does": "do", "goes": "go"}.get(low) or base_form(low)
    if base is None and low in {
        "costs",
        "applies",
        "contains",
        "belongs",
        "lasts",
        "appears",
        "comes",
        "depends",
        "carries",
        "counts",
        "refreshes",
        "expires",
    }:
        base = {"applies": "apply", "carries": "carry", "refreshes": "refresh"}.get(low, low[:-1])
    rest = re.sub(r"^not ", "", rest) if base == "be" else rest
    return f"{base or low} {rest}".strip()


def _conjugate_rest(rest: str, plural: bool) -> str:
    match = re.match(r"(or|and) (\w+)\b(.*)$", rest)
    if not plural and match and base_form(match.group(2)) == match.group(2):
        return f"{match.group(1)} {third_person(match.group(2))}{match.group(3)}"
    return rest


def polish(text: str) -> str:
    """ "as PDF" -> "as a PDF"."""
    return _FORMAT.sub(lambda m: f"{m.group(1)} {_FORMAT_ARTICLE.get(m.group(2), 'a ' + m.group(2))}", text)
