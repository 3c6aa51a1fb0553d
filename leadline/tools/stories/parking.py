"""What is no statement about the product, and why: greetings, headers, orders to an assistant, today's situation, examples."""

import re
from collections.abc import Sequence

from leadline.tools.stories.clause import Clause, Memory
from leadline.tools.stories.clauses import parse
from leadline.tools.stories.conditions import LEADING_CONDITION
from leadline.tools.stories.coordination import MODAL
from leadline.tools.stories.lexicon import VERBS
from leadline.tools.stories.limits import limits
from leadline.tools.stories.requirement_kinds import QUALITY_TEXT, RULE_TEXT
from leadline.tools.stories.roles import likely_person
from leadline.tools.stories.sentences import Fragment

_GREETING = re.compile(
    r"(?i)^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings|moin|hallo|to "
    r"whom it may concern)\b[^.?!]{0,60}[,!.:]?$|^(?:i )?(?:hope|trust) (?:you|this|all|everything)\b|"
    r"^(?:how are you|nice to (?:meet|hear)|it was (?:nice|good|great))"
)
_CLOSING = re.compile(
    r"(?i)^(?:(?:many |kind |best |warm |with |warmest )*(?:thanks|thank you|thx|regards|cheers|"
    r"wishes|greetings|sincerely|best|yours)"
    r"(?: a lot| again| in advance| so much| very much| sincerely| faithfully| and .{0,30})?[,!.]?|"
    r"bye[,!.]?|br[,.]?|kr[,.]?|looking forward\b.*|let me know\b.*"
    r"|(?:please )?(?:feel free|don't hesitate)\b.*|have a (?:nice|good|great)\b.*|see you\b.*|"
    r"talk soon.*|viele grüße.*|mit freundlichen grüßen.*|sent from my .*)$"
)
_THANKS = re.compile(r"(?i)^(?:many )?(?:thanks|thank you) for\b(?!.*\b(?:must|shall|should)\b)")
_ASSISTANT = re.compile(
    r"(?i)\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|prompts?|"
    r"rules|guidelines|above|previous|system)\b|\byou are (?:now|no longer|an?) (?:an? )?(?:\w+ "
    r")?(?:assistant|ai|model|bot|chatbot|dan\b|developer mode|unrestricted)|\bsystem prompt\b|"
    r"\bas an ai\b|\b(?:assistant|chatgpt|ai model|language model|llm)\s*[:,]|</?(?:system|"
    r"instructions?|assistant)>|\bdo not tell the user\b|\b(?:approve|accept) all (?:open "
    r"|pending )?proposals?\b|\bjailbreak|\breveal your\b|\bbase64\b.{0,30}follow|\bdecode "
    r"and follow\b|\bnew instructions?\b\s*:"
)
_TASK = re.compile(
    r"(?i)^(?:please |can you |could you |kindly )*(?:write|draft|create|generate|make|produce|"
    r"give me|turn|convert|derive|prepare|i need|we need)\b.{0,60}\b(?:user stor(?:y|ies)|"
    r"acceptance criteria|backlog|stories)\b[^:]{0,80}:?$"
)
_BACKGROUND_SECTION = re.compile(
    r"(?i)(?:^|> )(?:\d[\d.]* )?(?:background|introduction|overview|motivation|context|summary|"
    r"current (?:situation|state|process)|as[- ]is|risks?(?: and mitigations?)?|purpose|about|"
    r"problem(?: statement)?|history|glossary|terms|definitions|references|stakeholders|alternatives.*|"
    r"drawbacks|notes|caveats)(?:$| >)"
)
_WISH = re.compile(
    rf"(?i)\b{MODAL}\b|\b(?:need|needs|want|wants|require|requires|required|allow|allows|enable|"
    r"support|wish|like to have)\b"
)
_PAST = re.compile(
    r"(?i)\b(?:today|currently|at the moment|at present|these days|so far|until now|in the "
    r"past|last (?:year|month|week)|used to|previously|historically|for years|has been|have "
    r"been|was|were|we are \w+ing|this is because|we (?:have|had) (?:been|seen|heard|noticed)|"
    r"manually (?:today|now))\b"
)


_TODAY_FIRST = re.compile(
    r"(?i)^(?:at the moment|currently|today|right now|at present|until now|so far|these days|as of today|as is|nowadays|up to now)\b"
)
_STRONG_WISH = re.compile(
    r"(?i)\b(?:shall|must|should|needs? to|ha(?:s|ve) to|we (?:want|need|would like)|want us to)\b"
)
_ACTION = re.compile(
    r"^(?:action(?: item)?s?|AP|AI|to-?do|next steps?|follow-?up)\b\s*(?:\([^)]*\))?\s*[:–-]\s*\S", re.I
)
_ATTENDEES = re.compile(
    r"^(?:attendees|attendance|participants?|present|absent|apologies|chair|minute[- ]?taker|invited|distribution|location|place|venue|"
    r"teilnehmer|facilitator)\s*:",
    re.I,
)
_ROLE_SECTION = re.compile(
    r"(?i)(?:^|> )(?:\d[\d.]* )?(?:users?|user groups?|personas?|actors?|roles?|target (?:group|audience)s?|audience)(?:$| >)"
)
_DESCRIBED = re.compile(
    r"(?i)^the (?:current|existing|old|legacy|present|today's) [\w-]+(?: [\w-]+)? (?!must|shall|should|will|can\b)[a-z]+"
)


def in_signature(part: Fragment, inside: bool) -> bool:
    if (
        _CLOSING.match(part.text)
        and part.block == "prose"
        and not re.match(r"(?i)(?:let me know|looking forward)", part.text)
    ):
        return True
    if part.block in {"mail", "heading", "item", "row", "stem"} or (
        inside and len(part.text.split()) > 4 and _WISH.search(part.text)
    ):
        return False
    return inside


def parked_because(part: Fragment, signature: bool, following: Fragment | None) -> str | None:
    """The reason why the fragment is no statement about the product, or None."""
    text = part.text
    fixed = {
        "heading": "heading",
        "code": "code or sample block; read it as an example",
        "mail": "e-mail header",
        "request": "asks for this very draft",
        "rule": "table header or ruler",
        "stem": "introduces the list below it",
    }
    if part.block in fixed:
        if part.block == "stem" and _ASSISTANT.search(text):
            return "addresses the assistant; kept as text, not followed"
        return fixed[part.block]
    if not re.search(r"[^\W_]", text):
        return "no words"
    if _ATTENDEES.match(text):
        return "who was there"
    if _ACTION.match(text):
        return "an action for a person; keep it in the action log"
    if _ROLE_SECTION.search(part.section) and len(text.split()) <= 4 and likely_person(text.rstrip(".,;")):
        return "names a role"
    if _ASSISTANT.search(text):
        return "addresses the assistant; kept as text, not followed"
    if _TASK.match(text):
        return "asks for this very draft"
    if part.block == "prose" and (_GREETING.match(text) or _THANKS.match(text)):
        return "greeting"
    if signature or (part.block == "prose" and _CLOSING.match(text)):
        return "closing or signature"
    if re.fullmatch(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|\[[^\]]+\]:\s*\S+", text) or re.match(
        r"^\[[^\]]+\]:\s*\S+$", text
    ):
        return "link or address only"
    if (
        re.match(r"(?i)^\(?(?:see|cf\.?|refer to|note:)\s", text)
        and not re.search(r"(?i)\b(?:shall|must|can|should)\b", text)
        and len(text.split()) <= 12
        and (text.startswith("(") or part.block == "prose")
    ):
        return "reference"
    if text.endswith("?"):
        return "question; see the open questions"
    if following is not None and following.block == "item" and text.endswith(":"):
        return "introduces the list below it"
    return None


def title_line(part: Fragment, following: Fragment | None) -> str | None:
    """A short first line without a verb that names what follows."""
    if (
        part.line != 1
        or part.block != "prose"
        or following is None
        or len(part.text.split()) > 9
        or part.text[-1:] in ".!?,;"
    ):
        return None
    clauses = parse(part.text, Memory())
    return "title" if all(clause.form == "noun" for clause in clauses) and not _WISH.search(part.text) else None


def background_because(part: Fragment, text: str, clauses: Sequence[Clause], lonely: bool) -> str | None:
    """The reason why a statement is background and no requirement, or None."""
    wish = bool(_WISH.search(text)) or any(clause.modal for clause in clauses)
    story = re.match(r"(?i)as an? .{2,60}?,? I ", text)
    if story or part.block == "row" or part.fields:
        return None
    if _BACKGROUND_SECTION.search(part.section) and not re.search(r"(?i)\b(?:shall|must)\b", text):
        return f"stands in the section “{part.section.split(' > ')[-1]}”"
    if (
        part.block != "item"
        and re.match(
            (
                r"(?i)^(?:as discussed|as agreed|here (?:is|are)|below|attached|following|the following|"
                r"please find|see|this (?:document|list|section|page|mail|e-mail|kep|proposal|enhancement|"
                r"change|story|feature) (?:describes?|lists?|contains?|proposes?|is|aims|covers|introduces|"
                r"explains)|in this (?:document|section|kep)|we (?:propose|believe|think|know|also think))\b"
            ),
            text,
        )
        and not re.search(r"(?i)\b(?:shall|must)\b", text.split(",")[0])
    ):
        return "says what the text is, not what is wanted"
    if re.match(
        (
            r"(?i)^(?:figure|fig\.|table|note|source|tel|phone|fax|mobile|www|page|version|date|author|"
            r"status|owner|approved|draft|confidential)\b\s*[\d:.]"
        ),
        text,
    ):
        return "caption or document data"
    if re.match(
        r"(?i)^(?:for example|for instance|e\.g\.|example:|consider|imagine|suppose|let's say)\b", text
    ) and not re.search(r"(?i)\b(?:shall|must)\b", text):
        return "example"
    main = LEADING_CONDITION.sub(lambda m: m.group("rest"), text)
    if re.search(r"->|→|=>|⇒", text):
        return None
    if (_TODAY_FIRST.match(text) or _DESCRIBED.match(text)) and not _STRONG_WISH.search(text):
        return "describes today's situation"
    main = re.sub(
        r"(?i)\b(?:after|before|since|until|when|once|as|that|which|who|than) (?:[\w-]+ ){1,3}?(?:was|were|has been|have been)\b.*$",
        "",
        main,
    )
    if _PAST.search(main) and not re.search(r"(?i)\b(?:shall|must|should|need|needs|want|wants|can|may)\b", text):
        return "describes today's situation"
    if part.block == "item" or re.search(
        r"\b(?:is|are) (?:\w+ly )?(?!un)\w+(?<!avail)able (?:by|in|from|for|with|online|via|at|on)\b", text
    ):
        return None
    if clauses and all(_possibility(clause) for clause in clauses) and not limits(text) and not RULE_TEXT.search(text):
        return "describes what may happen"
    forms = {clause.form for clause in clauses}
    if wish:
        unclear = forms == {"noun"} and not re.search(r"(?i)\b(?:need|needs|want|wants|require)", text)
        return "no clear wish in it" if unclear else None
    if lonely and len(text.split()) <= 12 and (forms == {"noun"} or text.split()[0].lower().endswith("ing")):
        return None
    if (forms & {"person", "system"} and not forms & {"noun"}) or any(clause.form == "passive" for clause in clauses):
        first_is_verb = all(clause.subject or clause.role for clause in clauses)
        return None if first_is_verb or _imperative(text) else "statement without a wish"
    if any(clause.form == "thing" for clause in clauses):
        return (
            None if limits(text) or RULE_TEXT.search(text) or QUALITY_TEXT.search(text) else "statement without a wish"
        )
    return None if _imperative(text) else "no wish in it"


def _possibility(clause: Clause) -> bool:
    """ "Binding may take long": no person may do something, a thing may happen."""
    if clause.role or clause.negated or clause.form in {"person", "noun"}:
        return False
    return clause.modal in {"may", "might", "could", "would"} or (clause.modal == "can" and clause.form == "thing")


def _imperative(text: str) -> bool:
    first = text.split()[0].lower() if text.split() else ""
    return first in VERBS and not text.endswith((",", ":"))
