"""The little English that the drafting rules need: inflection, articles, noun phrases. Wrong guesses read oddly, never change meaning."""

import re
from functools import lru_cache

from leadline.tools.stories.lexicon import IRREGULAR, VERBS, word_set

WORD = re.compile(r"[A-Za-z][\w'’/-]*|\d[\d.,:]*%?|[^\w\s]")
PREPOSITIONS = frozenset(
    [
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "among",
        "around",
        "as",
        "at",
        "before",
        "behind",
        "below",
        "between",
        "beyond",
        "by",
        "during",
        "except",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "like",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "per",
        "regarding",
        "since",
        "than",
        "through",
        "throughout",
        "till",
        "to",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "using",
        "via",
        "with",
        "within",
        "without",
        "including",
    ]
)
DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "each",
        "every",
        "any",
        "all",
        "some",
        "no",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "several",
        "many",
        "more",
        "most",
    ]
)
_SAME_PLURAL = frozenset(
    [
        "data",
        "staff",
        "software",
        "hardware",
        "equipment",
        "information",
        "feedback",
        "stock",
        "leave",
        "hr",
        "news",
        "sms",
        "gps",
        "series",
        "status",
    ]
)
_PLURALS = {
    "people": "person",
    "children": "child",
    "analyses": "analysis",
    "criteria": "criterion",
    "statuses": "status",
}
_FIRST_PERSON = {"their": "my", "his": "my", "her": "my", "themselves": "myself", "himself": "myself", "theirs": "mine"}
_FIRST_PERSON |= {"his/her": "my", "your": "my", "our": "our"}
_THIRD_PERSON = {
    "my": "their",
    "our": "their",
    "i": "they",
    "me": "them",
    "mine": "theirs",
    "myself": "themselves",
    "we": "they",
}
_THIRD_PERSON |= {"i'm": "they are", "us": "them"}
_NAMES = word_set("""
    I Slack Teams Excel Word Outlook Workday Salesforce Google Azure Oracle Jira Stripe Android Windows Linux
    Chrome Firefox Safari Edge Python Java English German French Spanish Italian Dutch Europe Germany
    Switzerland Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December Bluetooth Kubernetes Docker Postgres Amazon Microsoft Apple
    Gmail Zoom Confluence SharePoint Datadog Grafana Prometheus Redis Kafka Spark Snowflake Tableau Keycloak
    Okta Shopify Magento Visa
    """)
_MASS = frozenset(
    [
        "access",
        "approval",
        "accounting",
        "audit",
        "content",
        "data",
        "delivery",
        "equipment",
        "evidence",
        "feedback",
        "feed",
        "information",
        "inventory",
        "leave",
        "maintenance",
        "money",
        "payment",
        "progress",
        "research",
        "software",
        "stock",
        "support",
        "time",
        "traffic",
        "training",
        "training",
        "transport",
        "usage",
        "work",
    ]
)


def words(text: str) -> list[str]:
    return WORD.findall(text)


@lru_cache(maxsize=20_000)
def singular(noun: str) -> str:
    """The singular of one noun; a word that is singular already comes back unchanged."""
    low = noun.lower()
    if low in _PLURALS:
        return _PLURALS[low]
    if low in _SAME_PLURAL or len(low) < 4 or low.endswith(("ss", "us", "is", "ous", "ics")) or not low.endswith("s"):
        return noun
    if low.endswith("ies") and len(low) > 4:
        return noun[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return noun[:-2]
    return noun[:-1]


def is_plural(noun: str) -> bool:
    return singular(noun) != noun or noun.lower() in {"people", "data", "children", "criteria"}


def article(phrase: str) -> str:
    """The phrase with "a" or "an" before it, by the sound of its first letters."""
    first = phrase.split(" ")[0] if phrase else ""
    low = first.lower()
    if (
        first.isupper()
        and len(first) <= 4
        and first not in {"REST", "PIN", "SIM", "SOAP", "LAN", "LED", "NATO"}
        and not re.fullmatch(r"[A-Z]*[AEIOU][A-Z]*[AEIOU][A-Z]*", first)
    ):
        vowel = first[:1] in "AEFHILMNORSX"
    else:
        vowel = (low[:1] in "aeiou" and not re.match(r"(?:uni|use|usa|eu|one\b|once|u[rt]i)", low)) or low.startswith(
            ("hour", "honest", "heir")
        )
    return f"{'an' if vowel else 'a'} {phrase}"


@lru_cache(maxsize=20_000)
def base_form(verb: str) -> str | None:
    """The base form of a known verb in base or -s form; None when the word is no known verb."""
    low = verb.lower()
    if low in VERBS:
        return low
    for ending, back in (("ies", "y"), ("es", ""), ("s", "")):
        if low.endswith(ending) and low[: -len(ending)] + back in VERBS:
            return low[: -len(ending)] + back
    return None


def third_person(verb: str) -> str:
    low = verb.lower()
    if low in {"have", "be", "do", "go"}:
        return {"have": "has", "be": "is", "do": "does", "go": "goes"}[low]
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def past_participle(verb: str) -> str:
    low = verb.lower()
    if low in IRREGULAR:
        return IRREGULAR[low]
    if low.endswith("e"):
        return verb + "d"
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


@lru_cache(maxsize=1)
def _participles() -> dict[str, str]:
    return {past_participle(verb): verb for verb in sorted(VERBS)} | {
        "canceled": "cancel",
        "labeled": "label",
        "built": "build",
    }


def base_of_participle(word: str) -> str | None:
    return _participles().get(word.lower())


def base_of_gerund(word: str) -> str | None:
    """ "uploading" -> "upload"; None when it is no gerund of a known verb."""
    low = word.lower()
    if not low.endswith("ing"):
        return None
    stem = low[:-3]
    for candidate in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
        if candidate in VERBS:
            return candidate
    return None


def _swap(text: str, table: dict[str, str]) -> str:
    def change(match: re.Match[str]) -> str:
        word = match.group(0)
        return word if len(word) > 1 and word.isupper() else table.get(word.lower(), word)

    return re.sub(r"\bi\.\s?e\b|\be\.\s?g\b|\bI/O\b|[A-Za-z]+(?:'m|/her)?", change, text)


def first_person(text: str) -> str:
    """ "track their parcel" -> "track my parcel": as the role would say it."""
    return _swap(text, _FIRST_PERSON)


def other_person(text: str) -> str:
    """ "track my parcel" -> "track their parcel": as a tester would say it."""
    return _swap(text, _THIRD_PERSON)


def conjugate(action: str) -> str:
    """ "approve or reject the request" -> "approves or rejects the request": third person of a verb phrase."""
    head, _, rest = action.partition(" ")
    if head.lower() in {"not", "be"}:
        return {"not": "does not", "be": "is"}[head.lower()] + (" " + rest if rest else "")
    coordinated = re.match(r"(and/or|or|and) (\w+)\b(.*)", rest)
    if coordinated and base_form(coordinated.group(2)):
        rest = f"{coordinated.group(1)} {third_person(coordinated.group(2))}{coordinated.group(3)}"
    return other_person(third_person(head) + (" " + rest if rest else ""))


def noun_phrase(text: str) -> str:
    """The leading noun phrase: up to the first preposition, comma or relative clause ("of" stays when short)."""
    match = re.match(
        r"(.+?)(?= (?:"
        + "|".join(sorted(PREPOSITIONS - {"of", "per"}))
        + r"|that|which|who|when|if|so|and then|where|once)\b|[,;:(]|$)",
        text,
    )
    return (match.group(1) if match else text).strip()


def bare(phrase: str) -> str:
    """The noun phrase without its determiner: "an invoice" -> "invoice"."""
    head, _, rest = phrase.strip().partition(" ")
    return rest if head.lower() in DETERMINERS and rest else phrase.strip()


def definite(phrase: str) -> str:
    """ "an invoice as a PDF" -> "the invoice": how a later clause names the same thing again."""
    core = bare(noun_phrase(phrase))
    if not core:
        return "the result"
    if core.lower() in {"it", "them", "this", "that", "these"}:
        return core
    if phrase.split(" ")[0].lower() in {"my", "their", "our", "his", "her"}:
        return other_person(noun_phrase(phrase))
    if re.match(r"(?:the|all|each|every|\d)", core.lower() + " ") and core.split()[0].lower() in {
        "the",
        "all",
        "each",
        "every",
    }:
        return core
    return f"the {core}"


def head_noun(phrase: str) -> str:
    """The last word of the leading noun phrase, singular and lower case: what it is about."""
    core = re.split(r" (?:of|for|per) ", bare(noun_phrase(phrase)))[0]
    found = re.findall(r"[A-Za-z][\w-]*", core)
    return singular(found[-1]).lower() if found else ""


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Lower-cases the first letter unless the word is an abbreviation or a name in mixed case."""
    head = re.match(r"[A-Za-z-]+", text)
    if head and head.group(0) in _NAMES:
        return text
    if head and (head.group(0)[1:].lower() == head.group(0)[1:]):
        return text[:1].lower() + text[1:]
    return text


def indefinite(phrase: str) -> str:
    """Gives a bare singular count noun its article; leaves plurals, mass nouns and determined phrases alone."""
    tokens = phrase.split()
    if ":" in phrase:
        return phrase
    if (
        not tokens
        or tokens[0].lower() in DETERMINERS
        or tokens[0][:1].isdigit()
        or tokens[0].lower() in {"it", "them", "who", "what", "how", "another", "no", "recurring"}
    ):
        return phrase
    core = re.split(
        r" (?:of|for|per|before|after|until|longer|shorter|older|above|below|over|under|than) | (?=\d)",
        noun_phrase(phrase),
    )[0]
    last = re.findall(r"[A-Za-z][\w-]*", core)
    if (
        not last
        or is_plural(last[-1])
        or last[-1].lower() in _MASS | _SAME_PLURAL
        or (last[-1].isupper() and last[-1] != "API")
        or last[-1].endswith("ing")
    ):
        return phrase
    return article(phrase)
