"""Words that tell measures apart, brought to one form: stemmed, and synonyms of the trade under one name."""

import re
from functools import lru_cache

from leadline.knowledge.terms import stem


def listed(text: str) -> frozenset[str]:
    """A set of words written as a sentence, easier to read and to add to."""
    return frozenset(text.split())


STOP = listed(
    "a an the is are was were be been being of to in on at by for from with and or but as it its this that these those than then "
    "there here has have had will would should can could may might not no so if only just also still now per about around some any "
    "all each every both our your their his her we you they i he she do does did done up out off into which who whom "
    "what when where why how more most less least very much many few between against versus vs via due"
)

# What people write for the same measure. The key is the word as written, the value is its common name.
SYNONYMS = {
    "eac": "forecast", "forecasted": "forecast", "forecast": "forecast", "projected": "forecast", "expected": "forecast",
    "estimate": "forecast", "estimated": "forecast",
    "bac": "budget", "budgeted": "budget",
    "ac": "actual", "spent": "actual", "spend": "actual", "spending": "actual", "actuals": "actual", "booked": "actual",
    "expenditure": "actual",
    "ev": "earned", "pv": "planned", "plan": "planned", "scheduled": "planned",
    "etc": "remaining", "left": "remaining",
    "late": "slip", "slipped": "slip", "slips": "slip", "slippage": "slip", "slipping": "slip", "delay": "slip", "delayed": "slip",
    "behind": "slip", "overdue": "slip", "later": "slip",
    "slack": "float", "ends": "finish", "end": "finish", "finishes": "finish", "finished": "finish", "completion": "complete",
    "completed": "complete", "done": "complete", "begins": "start", "starts": "start", "started": "start", "began": "start",
    "cpi": "cpi", "spi": "spi", "bugs": "defect", "bug": "defect", "defects": "defect",
    "owner": "lead", "leads": "lead", "led": "lead", "manager": "lead", "managed": "lead",
    "overspend": "overrun", "overspent": "overrun", "over": "overrun", "exceeds": "overrun", "vac": "overrun",
    "probability": "chance", "likelihood": "chance", "tickets": "item", "stories": "story",
}  # fmt: skip

# Words that name what is measured. Two texts that name different ones do not speak of the same figure.
MEASURES = listed(
    "forecast budget actual earned planned remaining slip float finish start cpi spi tcpi sv cv overrun commit risk issu mileston veloc "
    "defect stori task item chang action decis stakehold vendor contract reserv expos chanc point sprint dur progress complet hour "
    "overload capac utilis team peopl person alloc scope depend block lesson passag document project phase baselin save "
    "benefit throughput cycl carri carryov scrap incid outag test cover criteria question"
)

_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")


@lru_cache(maxsize=20_000)
def canonical(word: str) -> str:
    """One form of a word: the trade's synonym if there is one, else its stem; "" for a word that says nothing."""
    lower = word.lower().removesuffix("'s")
    if lower in STOP or len(lower) < 2:
        return ""
    if lower in SYNONYMS:
        return SYNONYMS[lower]
    return stem(lower)


def words(text: str) -> frozenset[str]:
    return frozenset(form for word in _WORD.findall(text.replace("'s", "")) if (form := canonical(word)))
