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
    "all each every both our your their his her we you they i he she do does did up out off into which who whom "
    "what when where why how more most less least very much many few between against versus vs via portfolio"
)

# What people write for the same measure: the name that it is known by here, then the other words for it.
_SAME = """
forecast: eac projected expected estimate estimated estimate
budget: bac budgeted
actual: ac spent spend spending actuals booked expenditure
earned: ev
planned: pv plan scheduled
remaining: etc left
slip: late later slippage delay delayed behind overdue
float: slack
finish: end ends ended
complete: completion done progress
start: begin begins began
defect: bug bugs
lead: owner leads led manager managed leader
overrun: overspend overspent over exceeds vac
chance: probability likelihood
velocity: delivers
item: ticket tickets
story: stories
period: since week weekly
"""
SYNONYMS = {
    stem(other): stem(name)
    for name, _, others in (line.partition(":") for line in _SAME.strip().splitlines())
    for other in others.split()
}

# Words that name what is measured. Two texts that name different ones do not speak of the same figure.
_MEASURES = """
forecast budget actual earned planned remaining slip float finish start cpi spi tcpi sv cv overrun commitment risk issue milestone
velocity defect story task item change action decision stakeholder vendor contract reserve exposure chance duration
overload capacity utilisation allocation scope dependency block lesson passage document
phase baseline saving score benefit throughput cycle scrap incident outage test coverage criteria question red amber green
"""
MEASURES = frozenset(stem(word) for word in _MEASURES.split())

# Words that set a figure apart from the plain one of the same measure: it must be said which is meant.
QUALIFIERS = frozenset(
    stem(word) for word in listed("declared before previous previously former earlier baseline original period")
)

_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")


@lru_cache(maxsize=20_000)
def canonical(word: str) -> str:
    """One form of a word: the trade's synonym if there is one, else its stem; "" for a word that says nothing."""
    lower = word.lower().removesuffix("'s")
    if lower in STOP or len(lower) < 2:
        return ""
    form = stem(lower)
    return SYNONYMS.get(form, form)


def words(text: str) -> frozenset[str]:
    return frozenset(form for word in _WORD.findall(text.replace("'s", "")) if (form := canonical(word)))
