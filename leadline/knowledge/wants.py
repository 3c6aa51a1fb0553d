"""What a question is after: a day, an amount, a person, a reason. A sentence that holds such a thing is likelier to answer."""

import re
from dataclasses import dataclass

from leadline.knowledge.values import amounts, dates

_WHEN = re.compile(
    r"\b(?:when|what (?:date|day|month|year|time)|which (?:date|day)|by when|deadline|go-?live|due date)\b", re.I
)
_MUCH = re.compile(
    r"\b(?:how (?:much|many|long|often|big|large|fast)|budget|costs?|amount|price|percentage|duration)\b", re.I
)
_WHO = re.compile(r"\b(?:who|whom|whose|sponsor|owner|responsible|accountable|contact)\b", re.I)
_WHY = re.compile(
    r"\b(?:why|root causes?|causes?|caused|reasons?|trigger(?:ed)?|went wrong|led to|due to|fail(?:ed|ure)?)\b", re.I
)
_FIX = re.compile(r"\b(?:fix(?:ed)?|resol(?:ved?|ution)|mitigat\w+|recover\w*|remed\w+|prevent\w*|solv\w+)\b", re.I)

_NAME = re.compile(
    r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b|@\w+|\b(?:team|manager|lead|owner|sponsor|committee|board|chairs?)\b"
)
_REASON = re.compile(
    r"\b(?:because|caused?|causing|due to|root cause|led to|leading to|result(?:ed|ing) from|stemmed|trigger(?:ed)?|"
    r"owing to|since the|failed to|bug|misconfigur\w+)\b",
    re.I,
)
_REMEDY = re.compile(
    r"\b(?:fix(?:ed|es)?|resolved|resolution|mitigat\w+|rolled back|reverted|restored|recovered|added|implemented|introduced|"
    r"improv\w+|prevent\w*|now|back (?:above|to|up|online)|moved to|switched|restarted)\b",
    re.I,
)


_DAYISH = re.compile(
    r"\b(?:(?:jan|febr)uary|march|april|may (?=\d)|june|july|august|(?:septem|octo|novem|decem)ber|(?:19|20)\d\d|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|\d{1,2}:\d{2}|quarterly|monthly|weekly|q[1-4])\b",
    re.I,
)


_SECTIONS = {  # where documents usually say such things
    "day": re.compile(r"milestones?|dates|timeline|schedule|term\b|deadlines?|plan\b", re.I),
    "amount": re.compile(r"budget|costs?|fees|price|financ|impact|key figures", re.I),
    "person": re.compile(r"roles|organi[sz]ation|sponsor|team|governance|stakeholders|contacts?|attendees", re.I),
    "reason": re.compile(r"causes?|trigger|contributing|went wrong|analysis", re.I),
    "remedy": re.compile(
        r"resolution|response|recovery|mitigation|remediation|actions?|timeline|recommendations|fix", re.I
    ),
}


@dataclass(frozen=True, slots=True)
class Wants:
    day: bool = False
    amount: bool = False
    person: bool = False
    reason: bool = False
    remedy: bool = False
    why: bool = False

    @property
    def fixed(self) -> bool:
        """Whether only a day, an amount or a person will do."""
        return self.day or self.amount or self.person

    @property
    def any(self) -> bool:
        return self.fixed or self.reason or self.remedy

    def usual_in(self, section: str) -> bool:
        """Whether documents usually say the wanted sort of thing under such a heading."""
        return any(getattr(self, want) and pattern.search(section) for want, pattern in _SECTIONS.items())

    def met(self, sentence: str) -> bool:
        """Whether the sentence holds something of the wanted sort."""
        return (
            (self.day and bool(_DAYISH.search(sentence) or dates(sentence)))
            or (self.amount and bool(amounts(sentence) or re.search(r"\d", sentence)))
            or (self.person and bool(_NAME.search(sentence)))
            or (self.reason and bool(_REASON.search(sentence)))
            or (self.remedy and bool(_REMEDY.search(sentence)))
        )


def wanted(question: str) -> Wants:
    return Wants(
        day=bool(_WHEN.search(question)),
        amount=bool(_MUCH.search(question)),
        person=bool(_WHO.search(question)),
        reason=bool(_WHY.search(question)),
        remedy=bool(_FIX.search(question)),
        why=bool(re.match(r"\W*(?:why|what (?:was|were|is)? ?(?:the )?caused?)\b", question, re.I)),
    )
