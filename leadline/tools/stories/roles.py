"""Who is meant: recognises people and systems in noun phrases and names them the way a story would."""

import re
from functools import lru_cache

from leadline.tools.stories.grammar import DETERMINERS, PREPOSITIONS, base_form, lower_first, singular
from leadline.tools.stories.lexicon import GROUP_ROLES, NOT_PEOPLE, PEOPLE, SYSTEMS

_QUALIFIERS = frozenset(
    [
        "only",
        "also",
        "just",
        "both",
        "either",
        "respective",
        "concerned",
        "relevant",
        "corresponding",
        "appropriate",
        "given",
        "affected",
    ]
)
_COMPOUND = {
    "customer service": "customer service agent",
    "customer support": "customer support agent",
    "customer care": "customer service agent",
    "technical support": "support agent",
    "human resources": "HR officer",
    "quality assurance": "QA engineer",
    "it support": "IT support agent",
    "service desk": "service desk agent",
    "help desk": "help desk agent",
    "it operations": "IT operations engineer",
    "data protection": "data protection officer",
    "accounts payable": "accounts payable clerk",
    "facilities": "facilities manager",
    "facility management": "facility manager",
    "customer success": "customer success manager",
    "product management": "product manager",
    "team leads": "team lead",
}
_SUFFIX = re.compile(r"[a-z]{2,}(?:er|or|ist|ant|ian|yst|eer|ee|man|woman|holder)$")
_NEVER = frozenset(
    [
        "other",
        "former",
        "latter",
        "either",
        "whether",
        "never",
        "ever",
        "over",
        "under",
        "after",
        "however",
        "together",
        "further",
        "another",
        "matter",
        "manner",
        "error",
        "factor",
        "color",
        "colour",
        "vector",
        "floor",
        "door",
        "minor",
        "major",
        "prior",
        "interior",
        "exterior",
        "monitor",
        "doctorate",
        "plant",
        "variant",
        "constant",
        "instant",
        "tenant-id",
        "important",
        "relevant",
        "significant",
        "restaurant",
        "list",
        "assistant-id",
        "degree",
        "fee",
        "tree",
        "coffee",
        "guarantee",
        "employee-number",
        "committee-id",
        "per",
        "super",
        "inner",
        "outer",
        "upper",
        "lower",
        "higher",
        "smaller",
        "greater",
        "larger",
        "better",
        "newer",
        "older",
        "faster",
        "slower",
        "earlier",
        "later",
        "longer",
        "shorter",
        "easier",
        "proper",
        "cover",
        "discover",
        "deliver",
        "remember",
        "consider",
        "enter",
        "offer",
        "alter",
        "gather",
        "render",
        "barcode-scanner",
        "mirror",
        "indicator",
        "behavior",
        "timer",
        "folder",
        "holder",
        "water",
        "rather",
        "descriptor",
        "selector",
        "operator-sdk",
        "constructor",
        "iterator",
        "emulator",
        "connector",
        "collector-service",
        "tier",
        "layer",
        "cipher",
        "header",
        "pattern",
        "trigger",
        "transfer",
        "transformer",
        "wrapper",
        "helper",
        "blocker",
        "power",
        "voucher",
        "banner",
        "placeholder",
        "marker",
        "cursor",
        "spacer",
        "stapler",
        "identifier",
        "checker",
        "linter",
        "compiler",
        "interpreter",
        "debugger",
        "builder",
        "runner",
        "worker-node",
        "launcher",
        "installer-package",
        "finder",
        "explorer",
        "player-id",
        "tower",
        "elevator",
        "refrigerator",
        "generator",
        "actuator",
        "radiator",
        "motor",
        "reactor",
        "transistor",
        "conveyor",
        "laser",
        "paper",
        "locker",
        "drawer",
        "shower",
        "quarter",
        "semester",
        "chapter",
        "order",
        "corner",
        "border",
        "weather",
        "number",
        "printer",
        "scanner",
        "router",
        "server",
        "computer",
        "browser",
        "letter",
        "filter",
        "buffer",
        "cluster",
        "container",
        "parameter",
        "character",
        "master",
        "slave",
        "mediator-topic",
        "year",
        "career",
        "idea",
        "area",
        "data",
        "media",
        "criteria",
    ]
)


_VEHICLES = frozenset(
    [
        "forklift",
        "truck",
        "bus",
        "delivery",
        "van",
        "tram",
        "train",
        "taxi",
        "car",
        "lorry",
        "ambulance",
        "school",
        "lead",
        "courier",
        "pool",
    ]
)
_HANDLED = frozenset(
    [
        "claim",
        "claims",
        "baggage",
        "case",
        "complaint",
        "complaints",
        "luggage",
        "cash",
        "animal",
        "dog",
        "food",
        "material",
        "cargo",
    ]
)
_OFFICES = frozenset(["office", "desk", "department", "registry", "kitchen", "counter", "treasury", "branch"])


def person(phrase: str) -> str | None:
    """The role that a noun phrase names ("the shift leads" -> "shift lead"), or None when it names nobody."""
    return _person(phrase.strip())


@lru_cache(maxsize=20_000)
def _person(phrase: str) -> str | None:
    core = _core(phrase)
    if not core or core[0].isdigit():  # "up to 3 users" is a limit, not a role
        return None
    low = core.lower()
    if low in _COMPOUND:
        return _COMPOUND[low]
    if low == "it":
        return GROUP_ROLES["it"] if core == "IT" else None
    member = re.match(
        (
            r"(?:an? |the )?(?:any )?(members?|users?|employees?|people|persons?|heads?|directors?|"
            r"owners?) (of|in|from|with|without) (.+)$"
        ),
        core,
        re.I,
    )
    if member and len(core.split()) <= 7:
        return f"{singular(member.group(1)).lower()} {member.group(2)} {member.group(3)}"
    tokens = core.split()
    if len(tokens) > 5 or any(token.lower() in PREPOSITIONS for token in tokens):
        return None
    head = singular(tokens[-1].strip("'’\"()")).lower()
    if tokens[-1].lower() in GROUP_ROLES and len(tokens) == 1:
        return GROUP_ROLES[tokens[-1].lower()]
    if head in GROUP_ROLES and (
        len(tokens) == 1 or head in {"team", "staff", "board", "committee", "crew", "personnel"}
    ):
        return _group(tokens, head)
    if (head.split("-")[-1] in PEOPLE and head not in NOT_PEOPLE) or _at_work(tokens, head):
        return _name([*tokens[:-1], singular(tokens[-1])])
    return None


def _at_work(tokens: list[str], head: str) -> bool:
    """Drivers and handlers are people where they drive and handle things of this world, software where the trade says so."""
    trade = tokens[-2].lower() if len(tokens) > 1 else ""
    if head == "driver":
        return trade in _VEHICLES or (not trade and tokens[-1].lower() == "drivers")
    return head == "handler" and trade in _HANDLED


def stated_person(cell: str) -> str:
    """The role that a table cell or a heading names: "School office" -> "school office clerk"."""
    found = likely_person(cell)
    if found:
        return found
    head = singular(cell.split()[-1]).lower() if cell.split() else ""
    name = lower_first(cell.strip())
    return f"{name} clerk" if head in _OFFICES else "receptionist" if head == "reception" else name


def likely_person(phrase: str) -> str | None:
    """Like `person`, and also accepts unknown words that look like one ("joiners"); for the subject of "can" or "want"."""
    found = person(phrase)
    if found:
        return found
    core = _core(phrase)
    tokens = core.split()
    if not tokens or len(tokens) > 4 or any(token.lower() in PREPOSITIONS for token in tokens):
        return None
    head = singular(tokens[-1]).lower()
    if head in _NEVER or head in SYSTEMS or head in NOT_PEOPLE or not _SUFFIX.fullmatch(head) or base_form(head):
        return None
    return _name([*tokens[:-1], singular(tokens[-1])])


def system(phrase: str) -> str | None:
    """The system that a noun phrase names ("The gateway" -> "gateway"), or None."""
    core = _core(phrase)
    tokens = core.split()
    if not tokens or len(tokens) > 6 or any(token.lower() in PREPOSITIONS - {"of"} for token in tokens):
        return None
    head = singular(re.split(r" of ", core)[0].split()[-1]).lower().strip("'\"")
    if (
        head in SYSTEMS
        or re.search(r"[a-z]-[a-z]+(?:er|let|server)$", head)
        or (head in NOT_PEOPLE and head not in {"order", "number", "letter", "character"})
    ):
        return core if _mixed_case(core) else core.lower()
    return None


def generic(role: str) -> bool:
    """Whether a role says nothing about who it is."""
    return role.lower() in {
        "user",
        "end user",
        "end-user",
        "person",
        "system user",
        "someone",
        "everyone",
        "anyone",
        "individual",
        "people",
    }


def _core(phrase: str) -> str:
    phrase = re.sub(r"[\"“”]", "", phrase).strip(" ,.:;()")
    phrase = re.sub(r"\s*\([^)]*\)", "", phrase)
    tokens = phrase.split()
    while tokens and tokens[0].lower() in DETERMINERS | _QUALIFIERS | {"as", "one", "other", "two"}:
        tokens = tokens[1:]
    return " ".join(tokens)


def _group(tokens: list[str], head: str) -> str:
    if len(tokens) == 1:
        return GROUP_ROLES[head]
    before = " ".join(tokens[:-1])
    if head in {"team", "committee", "board", "crew"}:
        return f"{_name(tokens)} member"
    return f"{_name(before.split())} staff member"


def _mixed_case(text: str) -> bool:
    return any(token[1:] != token[1:].lower() or any(c.isdigit() for c in token) for token in text.split())


def _name(tokens: list[str]) -> str:
    """Lower case but for abbreviations and names inside the phrase."""
    first = lower_first(tokens[0])
    rest = [
        token.lower() if token[1:] == token[1:].lower() and token.lower() in PEOPLE else token for token in tokens[1:]
    ]
    if rest and all(token[:1].isupper() for token in tokens):
        rest = [lower_first(token) for token in rest]
    return " ".join([first, *rest])
