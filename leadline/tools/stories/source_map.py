"""Fragments -> the source map: every piece of the text is a numbered requirement with a kind, or background, or parked with a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.tools.stories.ambiguity import is_undecided
from leadline.tools.stories.clause import Clause, Memory
from leadline.tools.stories.clauses import parse
from leadline.tools.stories.conditions import LEADING_CONDITION
from leadline.tools.stories.coordination import MODAL
from leadline.tools.stories.grammar import lower_first
from leadline.tools.stories.lexicon import VERBS
from leadline.tools.stories.limits import is_speed, limits
from leadline.tools.stories.sentences import Fragment
from leadline.tools.stories.story_set import RequirementKind, SourceItem

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
_OUT_SECTION = re.compile(
    r"(?i)\b(?:out[- ]of[- ]scope|not in scope|non-goals?|exclusions?|excluded|won't have|"
    r"will not have|not included|wont have)\b"
)
_OUT_TEXT = re.compile(
    r"(?i)\b(?:out[- ]of[- ]scope|not (?:in|part of the) scope|not part of (?:this|the)|(?:is|"
    r"are|will be) (?:not |explicitly )?excluded|not (?:be )?(?:included|covered|considered) "
    r"(?:in|by)|no(?:t a)? goal|will not be (?:supported|part|covered|included|delivered)|"
    r"does not (?:replace|cover|include)|(?:not|isn't|aren't) (?:needed|required|necessary)\b|"
    r"(?:do|does) not need\b|don't need\b|in a later (?:phase|release)|phase (?:2|two) only)"
)
_QUALITY_SECTION = re.compile(
    r"(?i)\b(?:non-?functional|quality|performance|security|usability|availability|reliability|"
    r"scalability|accessibility|nfrs?)\b"
)
_CONSTRAINT_SECTION = re.compile(
    r"(?i)\b(?:constraints?|technical (?:requirements|conditions|framework)|boundary conditions|"
    r"compliance|regulatory|restrictions?)\b"
)
_RULE_SECTION = re.compile(r"(?i)\b(?:business rules?|policies|policy)\b")
_BACKGROUND_SECTION = re.compile(
    r"(?i)(?:^|> )(?:\d[\d.]* )?(?:background|introduction|overview|motivation|context|summary|"
    r"current (?:situation|state|process)|as[- ]is|risks?(?: and mitigations?)?|purpose|about|"
    r"problem(?: statement)?|history|glossary|terms|definitions|references|stakeholders|alternatives.*|"
    r"drawbacks|notes|caveats)(?:$| >)"
)
_QUALITY_TEXT = re.compile(
    r"(?i)\b(?:response times?|latency|uptime|availab(?:le (?:\d|24)|ility)|concurrent|throughput|"
    r"per second|p9\d|percentile|encrypt\w*|tls\b|https|wcag|accessib\w+|screen[- ]readers?|"
    r"gdpr|backups?|recover(?:y|ed) (?:time|point|within)|rpo|rto|mtbf|scal(?:e|es|able)|penetration|"
    r"owasp|vulnerabilit|user[- ]friendly|intuitive|easy to use|fast|performant|secure\b|reliable|"
    r"maintainable|robust|load (?:time|within|in)|respond (?:within|in)|appear (?:within|in)|"
    r"localis|localiz|languages?\b.*\bsupport|two-factor is)"
)
_CONSTRAINT_TEXT = re.compile(
    r"(?i)\b(?:must|shall|should|has to|have to|needs to|will) (?:only )?(?:run (?:on|in)|"
    r"be (?:hosted|deployed|built|written|implemented|based|compatible|developed)|use (?:the "
    r")?(?:existing|company|corporate|[A-Z]\w+)|comply|conform|adhere|follow (?:the )?(?:corporate|"
    r"company|existing))|\bgo-?live\b|\bbudget (?:is|of|must)|\bdeadline\b.*\b(?:is|of)\b|"
    r"\bcompatible with\b|\b(?:iOS|Android|Windows|Chrome|Firefox|Safari|Edge|Linux|macOS) "
    r"\d|\bin (?:the )?(?:EU|European Union|Germany|Switzerland) (?:only|data)|\b(?:on-premises?|"
    r"open[- ]source licen[cs]e|existing (?:azure|aws|sap|infrastructure|hardware|subscription))|"
    r"\bno later than \d|\bcompl(?:y|ies|iant) with\b|\bnot (?:change|modify) the existing\b"
)
_RULE_TEXT = re.compile(
    r"(?i)^(?:only|no|every|each|all|any)\b.*\b(?:may|must|can|needs?|requires?|has to|have "
    r"to|is|are)\b|\b(?:is|are|be) (?:only|not) (?:allowed|permitted|available|possible|visible)|"
    r"\b(?:need|needs|require|requires) (?:an? |the )?(?:\w+ )?(?:approval|approvals|signature|"
    r"consent|confirmation|review)|\bmust not\b|\bmay not\b|\bcannot\b|\bno more than\b|\bat "
    r"most\b|\bat least\b.{0,25}\b(?:approvals?|signatures?|people|characters)|\bmust be unique\b|"
    r"\bexpires?\b|\bunless\b"
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
_GERMAN = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "ist",
        "nicht",
        "muss",
        "soll",
        "sollen",
        "müssen",
        "kann",
        "können",
        "werden",
        "wird",
        "ein",
        "eine",
        "einen",
        "für",
        "mit",
        "auf",
        "von",
        "zu",
        "dem",
        "den",
        "des",
        "im",
        "bei",
        "sich",
        "als",
        "nach",
        "oder",
        "wenn",
        "benutzer",
        "kunde",
        "kunden",
    ]
)
_OTHER = frozenset(
    [
        "le",
        "la",
        "les",
        "des",
        "une",
        "est",
        "dans",
        "pour",
        "avec",
        "qui",
        "que",
        "doit",
        "el",
        "los",
        "las",
        "una",
        "para",
        "con",
        "por",
        "debe",
        "il",
        "lo",
        "gli",
        "deve",
        "een",
        "het",
        "de",
        "van",
        "moet",
        "en",
        "naar",
        "met",
    ]
)


@dataclass(frozen=True)
class Entry:
    """A source item with what the rules understood of it."""

    item: SourceItem
    clauses: tuple[Clause, ...] = ()
    fragment: Fragment | None = None
    language_unknown: bool = False


def build_source_map(parts: Sequence[Fragment]) -> list[Entry]:
    """Classifies all fragments in order and numbers them R1.. and N1..; nothing is left out."""
    memory = Memory()
    out: list[Entry] = []
    counts = {"R": 0, "N": 0}
    signature = False
    for n, part in enumerate(parts):
        signature = _in_signature(part, signature)
        kind, reason, clauses = _classify(
            part, memory, signature, lonely=len(parts) <= 2, following=parts[n + 1] if n + 1 < len(parts) else None
        )
        letter = "N" if kind in {"background", "parked"} else "R"
        counts[letter] += 1
        said = "; ".join(f"{column}: {cell}" for column, cell in part.fields.items() if column != "rest")
        rest = part.fields.get("rest")
        text = f"{part.text} ({rest})" if rest else part.text
        reason = reason or (f"the table row says {said}" if said else "")
        item = SourceItem(
            id=f"{letter}{counts[letter]}",
            text=text,
            kind=kind,
            line=part.line,
            section=part.section,
            reason=reason,
            label=part.label,
        )
        out.append(Entry(item, tuple(clauses), part))
    return out


def foreign(text: str) -> bool:
    """Whether most of the text is not English (by function words)."""
    tokens = re.findall(r"[a-zäöüßéèàçñ]+", text.lower())
    if len(tokens) < 6:
        return False
    english = sum(token in _ENGLISH for token in tokens)
    others = sum(token in _GERMAN or token in _OTHER for token in tokens)
    return others > english and others / len(tokens) > 0.12


_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "is",
        "of",
        "to",
        "in",
        "for",
        "with",
        "that",
        "be",
        "must",
        "shall",
        "should",
        "can",
        "are",
        "on",
        "as",
        "by",
        "or",
        "from",
        "not",
        "if",
        "when",
        "it",
        "this",
        "we",
        "i",
        "at",
        "have",
        "has",
    ]
)


def _in_signature(part: Fragment, inside: bool) -> bool:
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


def _classify(
    part: Fragment, memory: Memory, signature: bool, *, lonely: bool, following: Fragment | None
) -> tuple[RequirementKind, str, list[Clause]]:
    parked = _parked(part, signature, following) or _title_line(part, following)
    if parked:
        return "parked", parked, []
    text = part.text
    if (
        _OUT_SECTION.search(part.section)
        or (_OUT_TEXT.search(text) and not re.search(r"(?i)\bif\b", text))
        or (part.stem and _OUT_SECTION.search(part.stem))
    ):
        return "out of scope", "the source excludes it", []
    if part.fields.get("priority", "").lower().startswith(("won", "out")):
        return "out of scope", "the source gives it the priority Won't", []
    joined = joined_text(part)
    before = Memory(memory.role, memory.object, memory.system)
    clauses = parse(joined, memory)
    background = _background(part, joined, clauses, lonely)
    if background:
        memory.role, memory.object, memory.system = before.role or memory.role, before.object, before.system
        return "background", background, []
    if is_undecided(text):
        return "ambiguous", "a value or decision is missing", clauses
    if len(text.split()) == 1:
        return "ambiguous", "one word says neither who nor what", clauses
    return _kind(part, joined, clauses), "", clauses


def joined_text(part: Fragment) -> str:
    """A list item together with the sentence that introduces it, where only both make a statement."""
    stem = part.stem.rstrip(": ").strip()
    if not stem:
        return part.text
    opens = re.search(
        rf"(?:{MODAL}(?: be able to| have to| allow\w*| support)?|to|able to|that|allow \w+ to|lets? \w+|ability to)$",
        stem,
        re.I,
    )
    starts_low = part.text[:1].islower() or re.match(
        r"[A-Z][a-z]+ (?:the|a|an|their|all|new|by|to|and|for|from|with|in)\b", part.text
    )
    if opens and (starts_low or len(part.text.split()) > 1) and not re.search(rf"\b{MODAL}\b", part.text, re.I):
        return f"{stem} {lower_first(part.text)}"
    return part.text


def _parked(part: Fragment, signature: bool, following: Fragment | None) -> str | None:
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


def _title_line(part: Fragment, following: Fragment | None) -> str | None:
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


def _background(part: Fragment, text: str, clauses: Sequence[Clause], lonely: bool) -> str | None:
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
    if _PAST.search(main) and not re.search(r"(?i)\b(?:shall|must|should|need|needs|want|wants|can|may)\b", text):
        return "describes today's situation"
    if part.block == "item" or re.search(
        r"\b(?:is|are) (?:\w+ly )?(?!un)\w+(?<!avail)able (?:by|in|from|for|with|online|via|at|on)\b", text
    ):
        return None
    if clauses and all(_possibility(clause) for clause in clauses) and not limits(text) and not _RULE_TEXT.search(text):
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
            None
            if limits(text) or _RULE_TEXT.search(text) or _QUALITY_TEXT.search(text)
            else "statement without a wish"
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


def _kind(part: Fragment, text: str, clauses: Sequence[Clause]) -> RequirementKind:
    section = part.section.split(" > ")[-1] if part.section else ""
    kind = part.fields.get("type", "").lower()
    if re.search(r"(?i)constraint", kind) or _CONSTRAINT_SECTION.search(section):
        return "constraint"
    if re.search(r"(?i)business rule|^rule", kind) or _RULE_SECTION.search(section):
        return "business rule"
    people = [clause for clause in clauses if clause.form == "person" and (clause.role or not clause.subject)]
    if _CONSTRAINT_TEXT.search(text) and not people:
        return "constraint"
    if people and not any(clause.negated or re.match(r"(?i)only\b", clause.subject) for clause in people):
        return "functional"
    if not (people) and (
        is_speed(text)
        or _QUALITY_TEXT.search(text)
        or (_QUALITY_SECTION.search(section) and not re.search(r"(?i)^functional", section))
    ):
        return "quality"
    if re.match(r"(?i)non-?functional|quality", kind):
        return "quality"
    passive = all(clause.form == "passive" and not clause.negated for clause in clauses)
    if passive:
        return "business rule" if _RULE_TEXT.search(text) and limits(text) else "functional"
    if any(clause.negated for clause in clauses) or _RULE_TEXT.search(text):
        return "business rule"
    ruled = any(clause.form == "thing" for clause in clauses) and (
        limits(text)
        or re.match(
            r"(?:be|is|are|need|needs|require|requires|cost|costs|have|has|expire|expires)\b", clauses[0].action
        )
    )
    return "business rule" if ruled else "functional"
